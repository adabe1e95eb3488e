"""What `suggest` answers: plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from policy_dsl.model import Specification
from policy_dsl.records import dataclass
from verifier.results import Verdict
from verifier.results.statement import Statement


class Topic(Enum):
    """What a property is about, in the order in which it is asked about."""

    ALONE = "alone"
    PASSING = "passing"
    CHANGING = "changing"
    BLOCKING = "blocking"
    SILENCE = "silence"
    SEATS = "seats"
    POSSIBLE = "possible"


@dataclass(frozen=True)
class Suggestion:
    """A property of a name that nothing has, as it is written, and what `check` says of it."""

    topic: Topic
    name: str
    source: str
    verdict: Verdict
    statement: Statement


@dataclass(frozen=True)
class Suggestions:
    """All that can be said of rules in a stretch of time (None: open) and no property of the file says.

    `first` are the names of those to begin with. `undetermined` says why something is open.
    """

    specification: Specification
    start: date | None
    end: date | None
    suggestions: tuple[Suggestion, ...]
    first: tuple[str, ...]
    undetermined: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title of what is specified."""
        return self.specification.title

    @property
    def file(self) -> str:
        """Where it stands."""
        return self.specification.file

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All of them as claims of the language."""
        return tuple(each.statement for each in self.suggestions)

    @property
    def by_topic(self) -> Mapping[Topic, tuple[Suggestion, ...]]:
        """Those of each topic, in order."""
        return {t: tuple(s for s in self.suggestions if s.topic is t) for t in Topic}
