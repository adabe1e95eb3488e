"""Printing an answer as a document: Markdown, or a page of HTML."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from verifier.output.streams import out

if TYPE_CHECKING:
    from verifier.rendering.document.blocks import RenderedDocument
    from verifier.rendering.wrapping import TextPart

DOCUMENTS = ("markdown", "html")


def add_format(parser: argparse.ArgumentParser, *others: str) -> None:
    """`--format`: as text, as a document, and in the formats that a command has besides."""
    parser.add_argument(
        "--format",
        choices=("text", *DOCUMENTS, *others),
        default="text",
        help="how to print it (default: text)",
    )


def nothing_to_write_pages_with(arguments: argparse.Namespace) -> str | None:
    """What is missing where a page is asked for."""
    if getattr(arguments, "format", None) != "html" or find_spec("jinja2") is not None:
        return None
    from verifier.words.calls import no_pages

    return no_pages("Jinja2")


def tell_parts(form: str, parts: Iterable[TextPart], command: str) -> None:
    """Print the parts of an answer as a document."""
    from verifier.rendering.document.of_parts import document_of

    tell_documents(form, [document_of(tuple(parts), f"vetoproof {command}")], command)


def tell_documents(form: str, documents: Sequence[RenderedDocument], command: str) -> None:
    """Print documents: in Markdown one after the other, as a page with a chapter for each if there are several."""
    if form == "markdown":
        from verifier.output.text import blocks
        from verifier.rendering.document_markdown import render_markdown

        out(blocks(map(render_markdown, documents)))
        return
    from verifier.output.formats import page
    from verifier.rendering.document.of_parts import together
    from verifier.rendering.report_html import render_html

    out(page(render_html(together(documents, f"vetoproof {command}"))))
