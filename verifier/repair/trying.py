"""One edit tried: read again, and verified against everything that held before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from policy_dsl.model import Property, Specification
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import Interval, intervals_of
from verifier.checking.combining import check_property
from verifier.checking.verdicts import verdict_of
from verifier.encoding.encodings import Encodings
from verifier.loopholes.plans_known import KnownPlan, Plans
from verifier.repair.costs import costs_of
from verifier.repair.editing import Edit, diff_lines, edited, size
from verifier.repair.repairing import RepairAsked, Repairing
from verifier.results import PropertyResult, Verdict
from verifier.results.loopholes import Loophole, Opening, PropertyLoopholes, changes_rules
from verifier.results.repair import (
    OpenWay,
    Repair,
    UnsettledEdit,
    VerdictChange,
)
from verifier.solving.answers import LimitReached
from verifier.solving.watching import watched
from verifier.words import repair as words

Key = frozenset[tuple[str, str]]


class Trying:
    """What tries edits, in each process that shares the work."""

    def __init__(self, it: Repairing) -> None:
        self._it = it

    @staticmethod
    def by(*asked: *RepairAsked) -> Trying:
        """As it is asked for (`Repairing.asked`)."""
        return Trying(Repairing(*asked))

    def tried(
        self,
        prop: Property,
        edit: Edit,
        found: PropertyLoopholes,
        before: Mapping[str, PropertyResult],
        plans: tuple[KnownPlan, ...],
    ) -> Repair | UnsettledEdit | None:
        """The edit with all that it does; None where it cannot be read, or closes nothing."""
        self._it.verdicts, self._it.plans = before, plans
        return _verified(self._it, prop, edit, found)


def open_ways(found: PropertyLoopholes, own: Sequence[Interval], past: bool) -> tuple[OpenWay, ...]:
    """The ways that are not accepted: those that were open before the property's own time only, or the others."""
    first = own[0].start

    def over(loophole: Loophole) -> bool:
        end = loophole.scenario.end
        return end is not None and first is not None and end <= first

    return tuple(
        OpenWay(each.name, shown[0], tuple(shown[1:]))
        for each in found.loopholes
        if (
            shown := [
                way.openings for way in each.sets if way.accepted is None and over(way) is past
            ]
        )
    )


def _keys(ways: Sequence[OpenWay]) -> list[Key]:
    return [_key(openings) for way in ways for openings in way.sets]


def _key(openings: Sequence[Opening]) -> Key:
    return frozenset((opening.kind, opening.name) for opening in openings)


def _verified(
    it: Repairing, prop: Property, edit: Edit, found: PropertyLoopholes
) -> Repair | UnsettledEdit | None:
    text = edited(it.source, it.written, edit)
    specification = it.reread(text).specification
    if specification is None or text == it.source.text:
        return None
    # Of the ways round that are left it is only told which they are, but of those that are new how they go.
    after = it.loopholes(specification, prop.name, False, False, Plans(it.plans))
    if after is None:
        return None
    own = intervals_of(it.specification, prop)
    ways = open_ways(found, own, past=False)
    now = open_ways(after, own, past=False)
    left = _keys(now)
    # A limit on either side leaves open what is gone. A way is gone when all its variants are.
    gone = [way for way in ways if not any(k <= key for k in left for key in _keys([way]))]
    wording = _Wording(it, specification)
    turned = _turned(it, wording, prop)
    # More ways than are listed leave open what is gone, as a limit does.
    reason = after.undetermined or (words.MORE_WAYS if after.more else None)
    if reason is not None and gone and turned is not True:
        return UnsettledEdit(edit.text, it.path, edit.line, reason)
    if turned is None and not gone:
        return UnsettledEdit(edit.text, it.path, edit.line, words.verdict_open(prop.name))
    closes = gone if reason is None else []
    if not closes and not turned:
        return None
    # Ways through changed rules are asked for only where a claim is not lost without any change.
    looked = it.before[prop.name].verdict is Verdict.HOLDS
    verdicts = {each.name: wording.verdict(each) for each in specification.properties}
    costs, open_ones, cut = (
        costs_of(it.specification, specification, prop, it.limits) if it.costed else ((), (), ())
    )
    before = _keys(ways)
    opened = _opened(before, now, looked)
    if opened and found.undetermined is None:
        again = it.loopholes(specification, prop.name, explained=False)
        # Where not all is found again, what was found stands, with stories that may not be the plainest.
        if again is not None and again.undetermined is None:
            opened = _opened(before, open_ways(again, own, past=False), looked)
    undecided = [
        words.verdict_open(name)
        for name, was in it.before.items()
        if name in verdicts and Verdict.UNDETERMINED in (was.verdict, verdicts[name])
    ]
    limited = [each for each in (found.undetermined, reason) if each is not None]
    return Repair(
        kind=edit.kind,
        text=edit.text,
        file=it.path,
        line=edit.line,
        diff=diff_lines(it.path, it.source.text, text),
        size=size(it.source.text, text),
        closes=tuple(closes),
        # What is there now may have been there before, where not all of that is known.
        opens=opened if found.undetermined is None else (),
        left=len(now),
        left_open=reason is not None,
        need_more=sum(_needs_more(way, before) for way in now),
        cut=cut,
        verdict=verdicts[prop.name],
        changes=_changes(it.before, verdicts),
        costs=costs,
        open=tuple(dict.fromkeys((*open_ones, *undecided, *limited))),
        new_text=text,
    )


def _opened(before: Sequence[Key], now: Sequence[OpenWay], looked: bool) -> tuple[OpenWay, ...]:
    """The ways that were not there; `looked`: those that change the rules were looked for, too."""
    return tuple(
        OpenWay("", fresh[0], tuple(fresh[1:]))
        for way in now
        if (fresh := [each for each in way.sets if not any(k <= _key(each) for k in before)])
        and (looked or not changes_rules(way.openings))
    )


def _needs_more(way: OpenWay, before: Sequence[Key]) -> bool:
    """Whether it is none of those there were, but one of them with something else beside it."""
    keys = _keys([way])
    return not any(key in before for key in keys) and any(k < key for k in before for key in keys)


def _turned(it: Repairing, wording: _Wording, prop: Property) -> bool | None:
    """Whether a claim about what may follow, which failed, holds now: its ways round are no openings.

    None where that is not known.
    """
    before = it.before[prop.name].verdict
    if not prop.even_after_amendments or before in (Verdict.HOLDS, Verdict.VACUOUS):
        return False
    after = wording.verdict(
        next(p for p in wording.specification.properties if p.name == prop.name)
    )
    if Verdict.UNDETERMINED in (before, after):
        return None if after in (Verdict.HOLDS, Verdict.UNDETERMINED) else False
    return after is Verdict.HOLDS


@dataclass
class _Wording:
    """The verdicts of a wording of the rules; where one comes to fail, that comes with a story that was replayed."""

    it: Repairing
    specification: Specification
    _known: dict[str, Verdict] = field(default_factory=dict)

    @cached_property
    def encodings(self) -> Encodings:
        """The terms."""
        return Encodings(self.specification)

    def verdict(self, prop: Property) -> Verdict:
        """The verdict of a property of this wording."""
        if prop.name not in self._known:
            was = self.it.before.get(prop.name)
            if was is not None and was.verdict is Verdict.FAILS and self._fails_again(prop):
                now = Verdict.FAILS
            else:
                now = verdict_of(
                    self.encodings,
                    prop,
                    self.it.limits,
                    refuted=self.it.remembered.found_elsewhere,
                )
            proved = now in (Verdict.HOLDS, Verdict.VACUOUS)
            if not proved and (was is None or now is not was.verdict):
                now = self._replayed(prop)
            self._known[prop.name] = now
        return self._known[prop.name]

    def _replayed(self, prop: Property) -> Verdict:
        """The verdict with a story that was replayed; ReplayError where two evaluations of the rules disagree."""
        try:
            return check_property(self.encodings, prop, self.it.limits, explained=False).verdict
        except LimitReached:
            return Verdict.UNDETERMINED

    def _fails_again(self, prop: Property) -> bool:
        """Whether what refutes a claim about rules that change refutes it here, too."""
        remembered = self.it.remembered
        return prop.even_after_amendments and remembered.refutes(self.specification, prop)


def _changes(
    before: Mapping[str, PropertyResult], after: Mapping[str, Verdict]
) -> tuple[VerdictChange, ...]:
    found: list[VerdictChange] = []
    for name, was in before.items():
        now = after.get(name)
        if now is None or now is was.verdict:
            continue
        if Verdict.UNDETERMINED in (was.verdict, now):
            continue  # whether it changes is open, and said to be
        breaks = was.verdict is Verdict.HOLDS
        unexpected = was.as_expected and now is not was.expected
        found.append(VerdictChange(name, was.title, was.verdict, now, breaks, unexpected))
    return tuple(found)


def with_costs(it: Repairing, prop: Property, repair: Repair) -> Repair:
    """A repair that was found without what it costs, with that; `OutOfTime` where the run has to end."""
    specification = it.reread(repair.new_text).or_errors()
    with watched(it.limits.deadline):
        costs, open_ones, cut = costs_of(it.specification, specification, prop, it.limits)
        it.limits.go_on()
    open_ones = tuple(dict.fromkeys((*open_ones, *repair.open)))
    return replace(repair, costs=costs, open=open_ones, cut=cut)
