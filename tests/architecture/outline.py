"""A format that prints the titles of documents: one file, for a test of how many a new one takes."""

from collections.abc import Sequence

from verifier.output.text import Printable, lines
from verifier.rendering.document.blocks import RenderedDocument


def printed(documents: Sequence[RenderedDocument], title: str) -> Printable:
    """A numbered line for each."""
    return lines(f"{number}. {it.title}" for number, it in enumerate(documents, 1))
