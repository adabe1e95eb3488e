"""Properties and loopholes of both: what appeared, went, or changed its verdict, with the scenarios that show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from policy_dsl.model import Property, Specification
from policy_dsl.records import dataclass, field
from verifier.checking.combining import check_property
from verifier.checking.verdicts import verdict_of
from verifier.diffing.aligning import Aligned, Alignment
from verifier.diffing.renaming import renamed
from verifier.encoding.encodings import Encodings
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.how_many import minimal_sets_round
from verifier.loopholes.searching import Search
from verifier.results import PropertyResult, Verdict
from verifier.results.diff import ChangeKind, LoopholeChange, PropertyChange
from verifier.results.loopholes import Loophole, Opening, PropertyLoopholes, settled
from verifier.solving.limits import Limits
from verifier.words import diffing as words
from verifier.words.check import claim_text

# What a way round is: the kinds and names of its openings.
Key = frozenset[tuple[str, str]]


def compare_findings(
    alignment: Alignment, limits: Limits, loopholes: bool
) -> tuple[tuple[PropertyChange, ...], tuple[LoopholeChange, ...], list[str]]:
    """The changes of properties and loopholes, and what a limit kept open."""
    undetermined: list[str] = []
    names = alignment.matching.pairs["property"]
    old, new = (_Checked(side.original, limits) for side in (alignment.old, alignment.new))
    changes: list[PropertyChange] = []
    ways: list[LoopholeChange] = []
    searches = [Search(side.original, limits) for side in (alignment.old, alignment.new)]
    for prop in alignment.new.original.properties:
        before = next((o for o, n in names.items() if n == prop.name), None)
        if before is None:
            changes.append(_appeared(new.result(prop)))
            continue
        mine = next(p for p in alignment.old.original.properties if p.name == before)
        said = claim_text(alignment.old.shared, _shared(alignment.old, mine))
        # Bodies carry a mark that is taken off again.
        said = said.replace(f" ({words.BEFORE})", "")
        # What explains a verdict is shown where it, or the claim, is another.
        if old.verdict(mine) is not new.verdict(prop) or said != new.claim(prop):
            changes += _changed(old.result(mine), new.result(prop), said)
        if loopholes:
            found, open_ones = _loopholes(alignment, searches, mine, prop)
            ways += found
            undetermined += open_ones
    changes += [
        _went(old.result(p)) for p in alignment.old.original.properties if p.name not in names
    ]
    for result in (*old.results, *new.results):
        if result.verdict is Verdict.UNDETERMINED:
            undetermined.append(words.limit(result.reason, result.name))
    for change in changes:
        told = (old.known.get(change.old_name), new.known.get(change.name))
        undetermined += [words.limit(why, change.name) for r in told if r for why in r.open]
    return tuple(changes), tuple(ways), undetermined


@dataclass
class _Checked:
    """The properties of one side: their verdicts, and those results that were asked for."""

    specification: Specification
    limits: Limits
    known: dict[str, PropertyResult] = field(default_factory=dict)

    @cached_property
    def _encodings(self) -> Encodings:
        return Encodings(self.specification)

    @property
    def results(self) -> list[PropertyResult]:
        """In the order of the properties."""
        names = (prop.name for prop in self.specification.properties)
        return [self.known[name] for name in names if name in self.known]

    def claim(self, prop: Property) -> str:
        """What the property says."""
        return claim_text(self.specification, prop)

    def verdict(self, prop: Property) -> Verdict:
        """Its verdict; where that is not known, the result says why."""
        if prop.name not in self.known:
            found = verdict_of(self._encodings, prop, self.limits)
            if found is not Verdict.UNDETERMINED:
                return found
        return self.result(prop).verdict

    def result(self, prop: Property) -> PropertyResult:
        """Its verdict with all that explains it."""
        if prop.name not in self.known:
            self.known[prop.name] = check_property(self._encodings, prop, self.limits)
        return self.known[prop.name]


def _shared(aligned: Aligned, prop: Property) -> Property:
    return renamed(prop, aligned.names)


def _change(
    kind: ChangeKind, old: PropertyResult | None, new: PropertyResult | None, old_claim: str
) -> PropertyChange:
    shown = new or old
    assert shown is not None
    return PropertyChange(
        kind=kind,
        name=shown.name,
        old_name="" if old is None else old.name,
        title=shown.title,
        claim="" if new is None else new.claim,
        old_claim=old_claim,
        old_verdict=None if old is None else old.verdict,
        new_verdict=None if new is None else new.verdict,
        old_scenario=None if old is None else old.scenario,
        new_scenario=None if new is None else new.scenario,
        file=shown.file,
        line=shown.line,
    )


def _appeared(new: PropertyResult) -> PropertyChange:
    return _change(ChangeKind.APPEARED, None, new, "")


def _went(old: PropertyResult) -> PropertyChange:
    return _change(ChangeKind.WENT, old, None, old.claim)


def _changed(old: PropertyResult, new: PropertyResult, said: str) -> Iterator[PropertyChange]:
    """`said` is the old claim under the new names."""
    if Verdict.UNDETERMINED in (old.verdict, new.verdict):
        return  # whether it is another is open, and said to be
    if old.verdict is not new.verdict:
        yield _change(ChangeKind.VERDICT, old, new, said)
    elif said != new.claim:
        yield _change(ChangeKind.WORDING, old, new, said)


# --- loopholes -----------------------------------------------------------------------------------


def _loopholes(
    alignment: Alignment, searches: Sequence[Search], old: Property, new: Property
) -> tuple[list[LoopholeChange], list[str]]:
    if _same_ways(alignment, searches, old, new):
        return [], []
    undetermined: list[str] = []
    both: list[PropertyLoopholes] = []
    for search, prop in zip(searches, (old, new), strict=True):
        found = find_loopholes(search, prop)
        if found is None:
            return [], []
        if not settled(found) or found.more:
            still_open = [why for each in found.loopholes for why in each.open]
            reason = found.undetermined or next(iter(still_open), words.MORE_LOOPHOLES)
            undetermined.append(words.limit(reason, words.WAYS_ROUND.format(prop.name)))
        both.append(found)
    if undetermined:
        # Without all of both sides, none can be said to have appeared or gone.
        return [], undetermined
    before = {_key(alignment.old, each.openings): each for each in both[0].loopholes}
    now = {_key(alignment.new, each.openings): each for each in both[1].loopholes}
    changes = [
        _loophole(ChangeKind.APPEARED, new.name, it) for key, it in now.items() if key not in before
    ]
    changes += [
        _loophole(ChangeKind.WENT, new.name, it) for key, it in before.items() if key not in now
    ]
    return changes, []


def _same_ways(
    alignment: Alignment, searches: Sequence[Search], old: Property, new: Property
) -> bool:
    """Whether all ways round are known to be the same on both sides; then none is to be told."""
    found: list[set[Key]] = []
    sides = (alignment.old, alignment.new)
    for search, aligned, prop in zip(searches, sides, (old, new), strict=True):
        counted = minimal_sets_round(search, prop)
        if counted is None or counted.more or counted.stopped is not None:
            return False
        found.append({_key(aligned, openings) for openings in counted.sets})
    return found[0] == found[1]


def _key(aligned: Aligned, openings: Sequence[Opening]) -> Key:
    """What a loophole is, under the shared names; its openings' names may be several words."""
    names = aligned.names
    return frozenset(
        (o.kind, names.text(o.name).replace(f" ({words.BEFORE})", "")) for o in openings
    )


def _loophole(kind: ChangeKind, prop: str, it: Loophole) -> LoopholeChange:
    first = it.openings[0] if it.openings else None
    return LoopholeChange(
        kind,
        prop,
        tuple(o.text for o in it.openings),
        it.under,
        it.power,
        it.scenario,
        "" if first is None else first.file,
        0 if first is None else first.line,
    )
