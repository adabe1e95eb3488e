"""A document as one HTML page: self-contained, readable without scripts, printable."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from verifier.rendering.document.blocks import RenderedDocument
from verifier.words import report as say


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
    environment.filters["drawn"] = Markup
    page = environment.get_template("review.html.j2").render(document=document, say=say)
    return "\n".join(line.rstrip() for line in page.rstrip("\n").split("\n")) + "\n"
