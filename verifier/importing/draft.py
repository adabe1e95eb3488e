"""A specification in the making: declarations in the order of the language, written in its layout."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from policy_dsl.formatter import format_text
from policy_dsl.records import dataclass, field
from policy_dsl.texts import written_text
from policy_dsl.visible import visible
from verifier.importing.legal_names import GivenNames
from verifier.importing.placed import ConfigurationPart, letters
from verifier.words import importing as say

# What interfaces and editors put everywhere.
_ANYWHERE = ("__typename", "$schema", "comment", "comments", "description")


@dataclass
class Draft:
    """What a configuration comes to. Each list holds declarations as they are written."""

    title: str
    source: str
    names: GivenNames = field(default_factory=GivenNames)
    parties: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    properties: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def tell_the_rest(self, part: ConfigurationPart, *known: Iterable[str]) -> None:
        """Remarks on what is there and means nothing to these rules: what is neither used nor known not to matter."""
        taken = {letters(name) for names in (*known, _ANYWHERE) for name in names}
        self.remarks += [
            say.not_taken(name, at.line)
            for name, at, each in part.named
            if letters(name) not in taken and not each.empty
        ]

    def written(self) -> str:
        """The specification as a file."""
        parts = [
            *(f"# {visible(line)}" for line in (say.heading(self.source), *self.remarks)),
            "",
            f"governance {quoted(self.title)}",
            "",
            *self.parties,
            *self.groups,
            "",
            *self.bodies,
            "",
            *(["decision", *self.attributes, ""] if self.attributes else []),
            *self.clauses,
            "",
            *([f"# {say.PROPERTIES}", ""] if self.properties else []),
            *self.properties,
        ]
        return format_text("\n".join(parts) + "\n")


def quoted(text: str) -> str:
    """A title or reason as the language quotes it, with nothing in it that is shown otherwise where it is printed."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return written_text(visible(plain[:200]))


def share(part: Fraction) -> str:
    """A share in percent where that is a whole number, else as a fraction."""
    percent = part * 100
    return f"{percent}%" if percent.denominator == 1 else f"{part.numerator}/{part.denominator}"


def party(draft: Draft, name: str, text: str, extra: str = "") -> None:
    """A party that the file names."""
    title = "" if name == text else f" {quoted(text)}"
    draft.parties.append(f"party {name}{title}{extra}")


def some_without_names(draft: Draft, name: str, text: str, number: int, why: str) -> None:
    """Parties of whom the file says only what they are; `why`: how many there are is assumed."""
    assumed = f"\n  assumed {quoted(why)}" if why else ""
    draft.parties.append(f"parties {number} {name} {quoted(text)}{assumed}")
