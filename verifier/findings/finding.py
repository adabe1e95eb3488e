"""One finding, with a fingerprint that does not depend on lines; and what a baseline knows of some."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from enum import Enum
from pathlib import PurePath

from policy_dsl.records import dataclass, replace


class Level(Enum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class FindingPlace:
    """A line of a file (0: the file as a whole), and what stands there."""

    file: str
    line: int
    text: str = ""
    column: int = 0


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be.

    `subject` names what it is about, `message` says it in a sentence, `story` shows it. `known_by` is what makes it
    the same finding in another version of the file. `suppressed` says why it is accepted. `open`: it was not
    decided, so that no baseline can know it.
    """

    rule: str
    level: Level
    subject: str
    message: str
    place: FindingPlace
    known_by: tuple[str, ...]
    story: tuple[str, ...] = ()
    related: tuple[FindingPlace, ...] = ()
    suppressed: str | None = None
    open: bool = False

    def spelt(self, spell: Callable[[str], str]) -> Finding:
        """The same finding with what is said of it in another spelling."""
        return replace(
            self,
            message=spell(self.message),
            story=tuple(spell(line) for line in self.story),
            related=tuple(replace(place, text=spell(place.text)) for place in self.related),
        )

    @property
    def fingerprint(self) -> str:
        """The same for the same finding, wherever in its file it stands."""
        parts = (self.rule, PurePath(self.place.file).name, *self.known_by)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]

    @property
    def counts(self) -> bool:
        """Whether it makes a run fail, unless a baseline knows it."""
        return self.suppressed is None and not self.open


@dataclass(frozen=True)
class KnownFinding:
    """A finding of a baseline: its fingerprint, and what was said of it then."""

    fingerprint: str
    rule: str
    subject: str
    message: str


@dataclass(frozen=True)
class BaselineComparison:
    """Findings against a baseline. `gone`: of the baseline, those no longer there; none where that is open."""

    known: tuple[Finding, ...]
    new: tuple[Finding, ...]
    gone: tuple[KnownFinding, ...]
    gone_open: bool = False
