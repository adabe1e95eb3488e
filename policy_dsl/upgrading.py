"""Bringing a file up to the language that is current: it says so afterwards.

There is one language so far, so that what a file says otherwise stays as it is. When there is a second one, what is
written otherwise in it is rewritten here, in files that say that they are of the first or do not say it.
"""

from __future__ import annotations

from policy_dsl.diagnostics import PolicyErrors
from policy_dsl.formatter import format_text
from policy_dsl.parsing import parse
from policy_dsl.source import Source
from policy_dsl.syntax import Governance
from policy_dsl.versions import LANGUAGE

__all__ = ["upgraded"]


def upgraded(text: str, markdown: bool = False, name: str = "<text>") -> str:
    """The text in canonical layout, with the language that it is written in after its title.

    A text without `governance`, which others include, stays without it.

    Raises:
        PolicyErrors: the text has mistakes.
    """
    name = name if not markdown or name.endswith(".md") else f"{name}.md"
    source = Source(name, text)
    read = parse(source)
    if read.diagnostics:
        raise PolicyErrors(read.diagnostics, {name: source})
    for declaration in reversed(read.file.declarations):
        if isinstance(declaration, Governance) and declaration.language is None:
            after = (declaration.version or declaration.title).span.end
            text = f"{text[:after]} language {LANGUAGE}{text[after:]}"
    return format_text(text, markdown, name)
