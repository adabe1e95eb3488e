"""What repair answers: plain frozen data."""

from __future__ import annotations

from policy_dsl.model import Condition
from policy_dsl.records import dataclass, field
from verifier.results import Verdict
from verifier.results.diff import Readings
from verifier.results.loopholes import Opening


@dataclass(frozen=True)
class OpenWay:
    """A way round a property, as `loopholes` names it: its openings, and those of its variants.

    One that an edit opens has no name yet: it is one of the rules as they would be.
    """

    name: str
    openings: tuple[Opening, ...]
    variants: tuple[tuple[Opening, ...], ...] = ()

    @property
    def sets(self) -> tuple[tuple[Opening, ...], ...]:
        """All minimal sets of openings that are this way."""
        return (self.openings, *self.variants)


@dataclass(frozen=True)
class VerdictChange:
    """A property whose verdict the edit changes.

    `breaks`: it held, and does not any more. `unexpected`: the verdict is another now than the specification
    expects, and was not before: what it says of its expectation is to be changed too.
    """

    name: str
    title: str
    before: Verdict
    after: Verdict
    breaks: bool
    unexpected: bool


@dataclass(frozen=True)
class Cost:
    """What an edit does to a class of decisions, at the property's own time.

    They are those of which `condition` is true, where clauses are read as `readings` say; only some of them, unless
    `every`.

    `kind`: `stuck` (could pass, and cannot any more), `harder` (some votes that sufficed do not any more), `easier`,
    `passable` (could not pass, and now can), `veto` (each of `parties` alone can block them now), `veto lost`.
    """

    kind: str
    condition: Condition
    readings: Readings
    every: bool
    parties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Repair:
    """A change of wording, verified: what it closes, what stays open or opens, and what it costs.

    `size` is the number of words that change. `left` is how many ways stay open, of which `need_more` are none of those
    there were: each is one of these with something else beside it. `open` says what a limit kept from being found out;
    `left_open` that more ways may be left than are known. `cut`: of which costs there are more than are listed.
    """

    kind: str
    text: str
    file: str
    line: int
    diff: tuple[str, ...]
    size: int
    closes: tuple[OpenWay, ...]
    opens: tuple[OpenWay, ...]
    left: int
    verdict: Verdict
    changes: tuple[VerdictChange, ...]
    costs: tuple[Cost, ...]
    open: tuple[str, ...]
    new_text: str = field(repr=False, compare=False)
    left_open: bool = False
    need_more: int = 0
    cut: tuple[str, ...] = ()

    @property
    def breaks(self) -> bool:
        """Whether some property that held does not any more."""
        return any(change.breaks for change in self.changes)

    @property
    def does(self) -> object:
        """All that is known of what it does; of two that do the same, one is told."""
        opens = frozenset(each.sets for each in self.opens)
        left = (self.left, self.left_open, self.need_more)
        return (
            self.closes,
            opens,
            left,
            self.changes,
            self.costs,
            self.open,
            self.cut,
            self.verdict,
        )


@dataclass(frozen=True)
class UnsettledEdit:
    """An edit of which a limit kept open what it closes."""

    schema_name = "unsettled"

    text: str
    file: str
    line: int
    reason: str


@dataclass(frozen=True)
class PropertyRepairs:
    """The ways round a property, and the edits that close some of them, those that do most for least first.

    `closed_by_none` are the ways that no edit closes; `past` those that were open at an earlier time only, which no
    change of wording can close any more. `tried` is the number of edits looked at. `unsettled` are those of which it is
    not known whether they close something, and `perhaps_closed` the ways that none of the others closes.
    """

    property: str
    title: str
    claim: str
    protected: str
    verdict: Verdict
    ways: tuple[OpenWay, ...]
    repairs: tuple[Repair, ...]
    closed_by_none: tuple[OpenWay, ...]
    past: tuple[OpenWay, ...]
    tried: int
    more: bool
    undetermined: tuple[str, ...]
    file: str
    line: int
    unsettled: tuple[UnsettledEdit, ...] = ()
    perhaps_closed: tuple[OpenWay, ...] = ()


def settled(it: PropertyRepairs) -> bool:
    """Whether no limit kept anything open."""
    return not (it.undetermined or it.unsettled or any(each.open for each in it.repairs))
