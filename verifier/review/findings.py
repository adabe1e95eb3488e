"""The ways round what the properties protect: the same way round several of them is one finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from policy_dsl.model import CanBlock, NoneCanPass, Requires, Specification
from policy_dsl.model.traverse import only_as_rules_stand
from policy_dsl.records import replace
from verifier.checking.combining import check_property
from verifier.encoding.encodings import Encodings
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.results import Loophole, PropertyLoopholes
from verifier.loopholes.searching import Search
from verifier.results import PropertyResult, Scenario, Verdict
from verifier.review.results import Finding, Seriousness
from verifier.solving.limits import Limits
from verifier.words import loopholes as loophole_words
from verifier.words import review as words

Progress = Callable[[str], None]


def all_ways(
    specification: Specification, limits: Limits, today: date, progress: Progress
) -> Mapping[str, PropertyLoopholes]:
    """The ways round each property that protects something."""
    search = Search(specification, limits, today=today)
    found: dict[str, PropertyLoopholes] = {}
    for prop in specification.properties:
        if prop.even_after_amendments:
            continue
        ways = find_loopholes(search, prop)
        progress(prop.name)
        if ways is not None:
            found[prop.name] = ways
    return found


_Key = tuple[tuple[tuple[str, str, str], ...], str]
# Openings that speak of whoever holds the veto, by whatever name a property calls them.
_OF_THE_HOLDER = ("absence", "abstention")


def _key(it: Loophole) -> _Key:
    openings = (
        (o.kind, "", "") if o.kind in _OF_THE_HOLDER else (o.kind, o.name, o.text)
        for o in it.openings
    )
    return tuple(openings), it.power


def findings(
    specification: Specification,
    ways: Mapping[str, PropertyLoopholes],
    changed: Mapping[str, Scenario],
    today: date,
) -> tuple[Finding, ...]:
    """One finding for each way round, told for the first property meant to hold that it defeats.

    A way round only claims that are expected to be false is a finding too, but another time is none for them: such
    a claim says itself when it is false. `changed` are the stories that change the rules first. What is open comes
    before what is past or accepted, what defeats a claim meant to hold before what does not, the smallest first.
    """
    expected = {p.name: p.expected_false is None for p in specification.properties}
    grouped: dict[_Key, list[Loophole]] = {}
    for name in sorted(ways, key=lambda n: not expected[n]):
        for loophole in ways[name].loopholes:
            grouped.setdefault(_key(loophole), []).append(loophole)
    found = [
        _finding(them, expected, today) for them in grouped.values() if _matters(them, expected)
    ]
    found += _changing(specification, changed, expected)

    def rank(it: Finding) -> tuple[bool, bool, bool, int, bool]:
        size = len(it.openings) + len(it.scenario.earlier)
        return it.accepted is not None, it.past, not it.defeats, size, it.changes_rules

    return tuple(
        replace(each, number=number) for number, each in enumerate(sorted(found, key=rank), 1)
    )


def _matters(them: Sequence[Loophole], expected: Mapping[str, bool]) -> bool:
    if any(expected[each.property] for each in them):
        return True
    return bool(them[0].openings) and all(o.kind != "timing" for o in them[0].openings)


def _finding(them: Sequence[Loophole], expected: Mapping[str, bool], today: date) -> Finding:
    shown = next((each for each in them if each.accepted is None), them[0])
    names = tuple(dict.fromkeys(each.property for each in them))
    end = shown.scenario.end
    return Finding(
        0,
        words.finding_title(shown.openings),
        shown.openings,
        (loophole_words.mechanism(shown),),
        shown.scenario,
        shown.power,
        shown.clauses,
        tuple(name for name in names if expected[name]),
        tuple(name for name in names if not expected[name]),
        end is not None and end <= today,
        None if shown.accepted is None else loophole_words.accepted(shown.accepted),
        open=bool(shown.open),
    )


# --- rules changed first -------------------------------------------------------------------------


def changed_first(
    specification: Specification,
    results: Mapping[str, PropertyResult],
    ways: Mapping[str, PropertyLoopholes],
    limits: Limits,
    progress: Progress,
) -> tuple[Mapping[str, Scenario], Mapping[str, str]]:
    """For each protected claim that holds as the rules stand: the story in which they are changed first.

    Also, for those of which that was not decided, why. Claims that ask it themselves have been answered already, and
    where the ways round a claim begin with such changes, nothing is asked again.
    """
    told = {name for name, each in ways.items() if any(map(_changes_rules, each.loopholes))}
    stories: dict[str, Scenario] = {}
    undecided: dict[str, str] = {}
    encodings = Encodings(specification)
    for prop in specification.properties:
        if not isinstance(prop.claim, CanBlock | Requires | NoneCanPass) or prop.name in told:
            continue
        if only_as_rules_stand(prop.claim):
            continue
        result = results[prop.name]
        if not prop.even_after_amendments:
            if result.verdict is not Verdict.HOLDS or not result.as_expected:
                continue
            asked = replace(prop, even_after_amendments=True)
            result = check_property(encodings, asked, limits)
            progress(prop.name)
        if result.scenario is not None and result.scenario.earlier:
            stories[prop.name] = result.scenario
        elif result.verdict is Verdict.UNDETERMINED:
            undecided[prop.name] = result.reason
        elif result.verdict is Verdict.FAILS and result.open and result.scenario is None:
            undecided[prop.name] = result.open[0]
    return stories, undecided


def _changes_rules(it: Loophole) -> bool:
    """Whether a way round begins with a change of the rules or seats."""
    return bool(it.scenario.earlier)


def _changing(
    specification: Specification, changed: Mapping[str, Scenario], expected: Mapping[str, bool]
) -> Iterator[Finding]:
    """Stories with the same changes and the same power at the end are one finding."""
    grouped: dict[object, list[str]] = {}
    for name in sorted(changed, key=lambda n: not expected[n]):
        story = changed[name]
        key = (tuple(meeting.effects for meeting in story.earlier), story.power)
        grouped.setdefault(key, []).append(name)
    for names in grouped.values():
        story = changed[names[0]]
        against = [
            who for line in story.earlier[0].votes if line.vote == "against" for who in line.who
        ]
        steps = [effect for meeting in story.earlier for effect in meeting.effects]
        yield Finding(
            0,
            words.changed_title(steps),
            (),
            (words.changed_mechanism(len(story.earlier), story.earlier[0].power, against),),
            story,
            story.power,
            tuple(line.name for line in story.clauses if line.applied),
            tuple(name for name in names if expected[name]),
            tuple(name for name in names if not expected[name]),
            False,
            None,
            changes_rules=True,
        )


# --- how serious ---------------------------------------------------------------------------------


def seriousness(
    result: PropertyResult, ways: PropertyLoopholes | None, own: Sequence[Finding]
) -> Seriousness:
    """How serious an answer is, by a rule that the report states. `own` are the findings that get round it."""
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
        if ways is not None and ways.undetermined is not None:
            return Seriousness.OPEN  # perhaps by one opening alone
        changed = any(f.changes_rules for f in open_ones)
        return Seriousness.CHANGEABLE if changed else Seriousness.GUARDED
    if ways is None:
        return Seriousness.PLAIN
    if ways.undetermined is not None or ways.more:
        return Seriousness.OPEN
    return Seriousness.ACCEPTED if now else Seriousness.FIRM


def numbers_of(name: str, them: Sequence[Finding]) -> tuple[int, ...]:
    """The findings that are ways round a property."""
    return tuple(f.number for f in them if name in (*f.defeats, *f.also))
