"""A document as one HTML page: self-contained, readable without scripts, printable."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from policy_dsl.records import fields, is_dataclass
from verifier.output.formats import page
from verifier.output.text import Printable
from verifier.rendering.document.blocks import Assess, RenderedDocument
from verifier.rendering.document.of_parts import together
from verifier.words import report as say


def printed(documents: Sequence[RenderedDocument], title: str) -> Printable:
    """Documents as one page, with a chapter for each if there are several; `title` is then the page's."""
    return page(render_html(together(documents, title)))


def render_html(document: RenderedDocument) -> str:
    """The page. Everything written by people is escaped; the pictures escape what they write themselves."""
    environment = Environment(
        loader=PackageLoader("verifier.rendering"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["kind"] = lambda it: type(it).__name__
    environment.filters["unknown"] = _unknown
    environment.filters["drawn"] = Markup
    written = environment.get_template("review.html.j2").render(
        document=document, say=say, marks=_has_marks(document.chapters)
    )
    return "\n".join(line.rstrip() for line in written.rstrip("\n").split("\n")) + "\n"


def _has_marks(it: object) -> bool:
    """Whether a reviewer can mark something in a document, or in a part of it."""
    if isinstance(it, Assess):
        return True
    if isinstance(it, tuple):
        return any(map(_has_marks, it))
    return is_dataclass(it) and any(_has_marks(getattr(it, each.name)) for each in fields(it))


def _unknown(it: object) -> str:
    """Nothing of a document is left out: the template names every kind of block and of words."""
    raise TypeError(type(it).__name__)
