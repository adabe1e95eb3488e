"""Printing an answer as a document, in one of the formats that `rendering` lists."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from verifier.output.streams import out
from verifier.rendering import FORMATS

if TYPE_CHECKING:
    from verifier.rendering.document.blocks import RenderedDocument

DOCUMENTS = tuple(FORMATS)


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


def tell_documents(form: str, documents: Sequence[RenderedDocument], command: str) -> None:
    """Print documents; `printed` of the format's module says how. The last says which versions gave the answer."""
    from policy_dsl.records import replace
    from policy_dsl.versions import LANGUAGE
    from verifier.version import __version__, z3_version
    from verifier.words.calls import versions

    said = versions(__version__, z3_version(), LANGUAGE)
    told = [*documents[:-1], *(replace(each, written=said) for each in documents[-1:])]
    out(import_module(FORMATS[form]).printed(told, f"vetoproof {command}"))
