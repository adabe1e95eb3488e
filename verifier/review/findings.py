"""The ways round what the properties protect: the same way round several of them is one finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from policy_dsl.model import CanBlock, NoneCanPass, Property, Requires, Specification
from policy_dsl.records import dataclass, replace
from verifier.loopholes.together import together
from verifier.results import PropertyResult, Scenario, Verdict, Weakest
from verifier.results.loopholes import CHANGES, Loophole, PropertyLoopholes
from verifier.results.review import ReviewFinding, Seriousness, WaysLookedFor
from verifier.review.through import leads_through
from verifier.scenarios.other_readings import however_read
from verifier.words import loopholes as loophole_words
from verifier.words import review as words
from verifier.words.sentences import capitalised


def findings(
    specification: Specification,
    ways: Mapping[str, PropertyLoopholes],
    changed: Mapping[str, Scenario],
    today: date,
) -> tuple[ReviewFinding, ...]:
    """One finding for each way round, told for the first property meant to hold that it defeats.

    `changed` are stories that change the rules first, of claims that are about that. What is open comes before what is
    past or accepted, what defeats a claim meant to hold before what does not, the smallest first.
    """
    expected = {p.name: p.expected_false is None for p in specification.properties}
    lasting = lasting_of(specification)
    found = [
        _finding(specification, alike, expected, lasting, today)
        for them in together(list(ways.values()))
        for alike in _told_alike(specification, them)
    ]
    found += _changing(specification, changed, expected)

    def rank(it: ReviewFinding) -> tuple[bool, bool, bool, int, bool]:
        size = len(it.openings) + len(it.scenario.earlier)
        return it.accepted is not None, it.past, not it.defeats, size, it.changes_rules

    return tuple(
        replace(each, number=number) for number, each in enumerate(sorted(found, key=rank), 1)
    )


def _told_alike(
    specification: Specification, them: Sequence[Loophole]
) -> Sequence[Sequence[Loophole]]:
    """Ways that nothing opens but a power: those apart that depend on how clauses are read, or are of another time."""
    openings = [each for it in them for way in it.sets for each in way.openings]
    if any(each.kind != "route" or each.opened_by for each in openings):
        return [them]
    found: dict[object, list[Loophole]] = {}
    for it in them:
        free = however_read(specification, it.scenario)
        read = {each for each in it.scenario.readings_that_matter.items() if each[0] not in free}
        found.setdefault((_when(it), frozenset(read)), []).append(it)
    return list(found.values())


def lasting_of(specification: Specification) -> Mapping[str, str]:
    """For each claim the one that says the same even after amendments, where there is one."""
    found: dict[str, str] = {}
    for last in (each for each in specification.properties if each.even_after_amendments):
        for each in specification.properties:
            asks = replace(last, name=each.name, title=each.title, place=each.place)
            asks = replace(asks, expected_false=each.expected_false, notes=each.notes)
            if each == replace(asks, even_after_amendments=False):
                found.setdefault(each.name, last.name)
    return found


def _finding(
    specification: Specification,
    them: Sequence[Loophole],
    expected: Mapping[str, bool],
    lasting: Mapping[str, str],
    today: date,
) -> ReviewFinding:
    shown = min(them, key=lambda each: (_over(each.scenario, today), not expected[each.property]))
    around = {each.property: _when(each) for each in them}
    if _changes(shown):
        # What gets round a claim after changes of the rules gets round the claim that it lasts.
        around |= {lasting[name]: when for name, when in around.items() if name in lasting}
    names = (*around,)
    said = loophole_words.finding([[o.text for o in each.openings] for each in shown.sets])
    weakest = () if shown.weakest is None else (_rests_on(shown.weakest),)
    return ReviewFinding(
        0,
        capitalised(said),
        tuple(dict.fromkeys(o for each in shown.sets for o in each.openings)),
        (loophole_words.mechanism(shown), *weakest),
        shown.scenario,
        shown.power,
        leads_through(
            specification,
            [o for each in them for way in each.sets for o in way.openings],
            [way.scenario for each in them for way in each.sets],
        ),
        tuple(name for name in names if expected[name]),
        tuple(name for name in names if not expected[name]),
        _over(shown.scenario, today),
        None if shown.accepted is None else loophole_words.accepted(shown.accepted),
        changes_rules=_changes(shown),
        open=any(way.open for each in them for way in each.sets),
        names=tuple(
            each.name for each in (shown, *(other for other in them if other is not shown))
        ),
        elsewhere=tuple(name for name, when in around.items() if when != _when(shown)),
    )


def _over(it: Scenario, today: date) -> bool:
    return it.end is not None and it.end <= today


def _when(it: Loophole) -> object:
    """At which time, and on which suppositions."""
    return it.scenario.start, it.scenario.end, frozenset(it.supposing)


def _rests_on(it: Weakest) -> str:
    return loophole_words.rests_on(it.what, it)


# --- rules changed first -------------------------------------------------------------------------


@dataclass(frozen=True)
class ChangedFirst:
    """Of claims of which no such way round is told: stories in which the rules are changed first, and for those of
    which that was not decided, why. `verdicts` are of all that were asked whether they last, `lasting` the answers of
    those of which it was decided.
    """

    stories: Mapping[str, Scenario]
    undecided: Mapping[str, str]
    verdicts: Mapping[str, Verdict]
    lasting: Mapping[str, PropertyResult]


def asked_whether_they_last(
    specification: Specification,
    results: Mapping[str, PropertyResult],
    ways: Mapping[str, PropertyLoopholes],
) -> Sequence[Property]:
    """What claims are asked as, of which `ways` tell no way round that changes the rules first.

    Claims that ask it themselves have been answered already.
    """
    return [
        replace(prop, even_after_amendments=True)
        for prop in _open_to_changes(specification, ways)
        if not prop.even_after_amendments
        and prop.name not in ways
        and results[prop.name].verdict is Verdict.HOLDS
        and results[prop.name].as_expected
    ]


def _open_to_changes(
    specification: Specification, ways: Mapping[str, PropertyLoopholes]
) -> Iterator[Property]:
    """The claims that changes of the rules may get round, and that no such way is told of yet."""
    by_change = {name for name, it in ways.items() if any(_changes(each) for each in it.loopholes)}
    told = {last for name, last in lasting_of(specification).items() if name in by_change}
    for prop in specification.properties:
        asks = isinstance(prop.claim, CanBlock | Requires | NoneCanPass)
        if asks and prop.name not in told and not prop.claim.only_as_rules_stand:
            yield prop


def changed_first(
    specification: Specification,
    results: Mapping[str, PropertyResult],
    ways: Mapping[str, PropertyLoopholes],
    lasting: Mapping[str, PropertyResult],
) -> ChangedFirst:
    """What comes of claims of which `ways` tell no way round that changes the rules first; `lasting` are the answers of
    those that were asked whether they last.
    """
    stories: dict[str, Scenario] = {}
    undecided: dict[str, str] = {}
    for prop in _open_to_changes(specification, ways):
        result = lasting.get(prop.name, results[prop.name])
        if not prop.even_after_amendments and prop.name not in lasting:
            if prop.name not in ways and result.verdict is Verdict.UNDETERMINED:
                undecided[prop.name] = result.reason
            continue
        if result.scenario is not None and result.scenario.earlier:
            stories[prop.name] = result.scenario
        elif result.verdict is Verdict.UNDETERMINED:
            undecided[prop.name] = result.reason
        elif result.verdict is Verdict.FAILS and result.open and result.scenario is None:
            undecided[prop.name] = result.open[0]
    return ChangedFirst(
        stories,
        undecided,
        {name: result.verdict for name, result in lasting.items()},
        {
            name: result
            for name, result in lasting.items()
            if result.verdict is not Verdict.UNDETERMINED
        },
    )


def lost_by_changes(it: PropertyLoopholes) -> bool:
    """Whether decisions that do nothing but change the rules, or who sits where, suffice to get round a property."""
    return any(
        way.scenario.earlier and all(each.kind in CHANGES for each in way.openings)
        for way in it.sets
    )


def _changes(it: Loophole) -> bool:
    """Whether a way round begins with a change of the rules or seats."""
    return bool(it.scenario.earlier)


def _changing(
    specification: Specification, changed: Mapping[str, Scenario], expected: Mapping[str, bool]
) -> Iterator[ReviewFinding]:
    """Stories with the same changes and the same power at the end are one finding."""
    grouped: dict[object, list[str]] = {}
    for name in sorted(changed, key=lambda n: not expected[n]):
        story = changed[name]
        key = (tuple(meeting.effects for meeting in story.earlier), story.power)
        grouped.setdefault(key, []).append(name)
    for names in grouped.values():
        story = changed[names[0]]
        supposed = {prop.name: prop.supposing for prop in specification.properties}
        against = [
            who for line in story.earlier[0].votes if line.vote == "against" for who in line.who
        ]
        steps = [effect for meeting in story.earlier for effect in meeting.effects]
        yield ReviewFinding(
            0,
            words.changed_title(steps),
            (),
            (words.changed_mechanism(len(story.earlier), story.earlier[0].power, against),),
            story,
            story.power,
            leads_through(specification, (), [changed[name] for name in names]),
            tuple(name for name in names if expected[name]),
            tuple(name for name in names if not expected[name]),
            False,
            None,
            changes_rules=True,
            elsewhere=tuple(
                name
                for name in names
                if (changed[name].start, changed[name].end, supposed[name])
                != (story.start, story.end, supposed[names[0]])
            ),
        )


def looked_for(
    specification: Specification,
    ways: Mapping[str, PropertyLoopholes],
    undecided: Mapping[str, str],
) -> WaysLookedFor:
    """Round which properties ways were looked for, and how far."""
    them = [
        prop.name
        for prop in specification.properties
        if prop.name in ways
        or (
            isinstance(prop.claim, CanBlock | Requires | NoneCanPass)
            and not prop.claim.only_as_rules_stand
        )
    ]
    cut = {name for name, it in ways.items() if it.undetermined is not None or it.more}
    return WaysLookedFor(
        tuple(them), tuple(name for name in them if name in cut or name in undecided)
    )


# --- how serious ---------------------------------------------------------------------------------


def seriousness(
    result: PropertyResult,
    ways: PropertyLoopholes | None,
    own: Sequence[ReviewFinding],
    undecided: bool,
) -> Seriousness:
    """How serious an answer is, by a rule that the report states. `own` are the findings that get round it.

    `undecided`: it is not known whether a change of the rules gets round it.
    """
    if result.verdict is Verdict.UNDETERMINED:
        return Seriousness.OPEN
    if not result.as_expected:
        return Seriousness.SURPRISE
    if result.verdict is Verdict.FAILS:
        return Seriousness.GAP
    now = [finding for finding in own if not finding.past]
    open_ones = [finding for finding in now if finding.accepted is None]
    if open_ones:
        if any(len(f.openings) < 2 and not f.changes_rules for f in open_ones):
            return Seriousness.WEAK
        if undecided or (ways is not None and ways.undetermined is not None):
            return Seriousness.CUT  # perhaps by one opening alone
        changed = any(f.changes_rules for f in open_ones)
        return Seriousness.CHANGEABLE if changed else Seriousness.GUARDED
    if undecided:
        return Seriousness.CUT
    if ways is None:
        return Seriousness.PLAIN
    if ways.undetermined is not None or ways.more:
        return Seriousness.CUT
    return Seriousness.ACCEPTED if now else Seriousness.FIRM


def numbers_of(name: str, them: Sequence[ReviewFinding]) -> tuple[int, ...]:
    """The findings that are ways round a property."""
    return tuple(f.number for f in them if name in (*f.defeats, *f.also))
