"""Findings as issues: those of one cause together, told with titles, ranked by consequence and ease."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from policy_dsl.model import ConsentAct, EffectKind, Specification
from policy_dsl.model.atoms import requirement_atoms
from policy_dsl.model.traverse import requirements_of
from policy_dsl.records import replace
from verifier.encoding.conduct import ACTS
from verifier.results import SourceStrength
from verifier.results.loopholes import Loophole, Supporters, Undetermined
from verifier.results.review import ClauseWords, ReviewFinding, SourceLink
from verifier.review.circumstances import circumstances
from verifier.review.votes import counted
from verifier.scenarios.sources import Noted, at_work, judged, noted
from verifier.solving.limits import Limits
from verifier.words import issues as words
from verifier.words import telling
from verifier.words.telling import Circumstances

# Openings that take somebody's mistake, or a reading that is not meant.
_ERRORS = frozenset({"classification", "reading", *ACTS})
# So many votes stand for a number that was not counted.
_UNCOUNTED = 1_000_000


def issues(
    specification: Specification,
    findings: Sequence[ReviewFinding],
    ways: Mapping[str, Loophole],
    limits: Limits,
) -> tuple[ReviewFinding, ...]:
    """The findings, those of one cause as one, in the order in which they are told; `ways` are by their names."""
    causes: dict[object, list[ReviewFinding]] = {}
    for each in findings:
        way = next((ways[name] for name in each.names if name in ways), None)
        about = _circumstances(specification, each, way)
        told = _told(specification, each, way, about, limits)
        causes.setdefault(_cause(told, about), []).append(told)
    grouped = [_together(sorted(them, key=_plainness)) for them in causes.values()]
    return tuple(
        replace(each, number=number) for number, each in enumerate(sorted(grouped, key=_rank), 1)
    )


def _cause(it: ReviewFinding, about: Circumstances) -> object:
    """What findings of one cause have in common."""
    if it.past:
        return "past"
    if it.accepted is not None:
        return it.number
    if it.changes_rules:
        return "change", it.scenario.earlier[0].power if it.scenario.earlier else None
    if about.as_they_stand:
        return "as they stand", it.power
    kinds = {each.kind for each in it.openings}
    if kinds and kinds <= {"suspension", "removal"}:
        return "departures", frozenset(o.name.rpartition(" from ")[2] for o in it.openings)
    if kinds and kinds <= {"reading", *ACTS}:
        clauses = {o.name.rpartition(" of ")[2] for o in it.openings if o.kind == "reading"}
        return "reading", frozenset(clauses)
    return it.number


def _plainness(it: ReviewFinding) -> tuple[bool, int, int, bool, int, int]:
    """Of those of one cause the plainest is told: what gets round a claim meant to hold, at the fewest meetings."""
    repeals = all(
        effect.kind is EffectKind.LAPSE
        for meeting in it.scenario.earlier
        for effect in meeting.decision.effects
    )
    return not it.defeats, it.steps, len(it.openings), not repeals, _least(it), it.number


def _least(it: ReviewFinding) -> int:
    return next((int(n.replace(",", "")) for n in it.votes if n), _UNCOUNTED)


def _rank(it: ReviewFinding) -> tuple[bool, bool, Fraction, int, int]:
    """Open before accepted and past; then by how much it goes round, divided by what it takes."""
    consequence = len({*it.defeats, *it.also} - set(it.elsewhere))
    errors = sum(each.kind in _ERRORS for each in it.openings)
    takes = max(_least(it), 1) * it.steps * 2**errors
    return it.accepted is not None, it.past, -Fraction(consequence, takes), it.steps, it.number


def _together(them: Sequence[ReviewFinding]) -> ReviewFinding:
    first, *variants = them
    if not variants:
        return first

    here = {name for it in them for name in (*it.defeats, *it.also) if name not in it.elsewhere}
    defeats = tuple(dict.fromkeys(name for it in them for name in it.defeats))
    also = dict.fromkeys(name for it in them for name in it.also if name not in defeats)
    clauses = dict.fromkeys(each for it in them for each in it.clauses)
    return replace(
        first,
        defeats=defeats,
        also=tuple(also),
        names=tuple(dict.fromkeys(name for it in them for name in it.names)),
        clauses=tuple(sorted(clauses, key=lambda each: each.line)),
        open=any(each.open for each in them),
        headline=words.together(first.headline, len(variants)),
        in_brief=words.together(first.in_brief, len(variants)),
        variants=tuple(variants),
        elsewhere=tuple(name for name in (*defeats, *also) if name not in here),
    )


# --- told with titles ------------------------------------------------------------------------------


def _told(
    specification: Specification,
    it: ReviewFinding,
    way: Loophole | None,
    about: Circumstances,
    limits: Limits,
) -> ReviewFinding:
    count = counted(specification, it.scenario, limits) if way is None else None
    votes = ("", "") if count is None else (f"{count.silent:,}", "")
    return replace(
        it,
        headline=words.headline(specification, it.openings, it.scenario, it.power, about),
        in_brief=words.in_brief(specification, it.openings, it.scenario, it.power, about),
        cause=words.cause(specification, it.openings, it.scenario, it.power, about),
        telling=telling.story(specification, it.scenario, about),
        votes=votes if way is None else _votes(way),
        consents=_consents(specification, it),
        statements=() if count is None else count.statements,
        steps=len(it.scenario.earlier) + 1,
        links=links(specification, at_work(specification, it.scenario)),
        words=tuple(_words(specification, it)),
    )


def _circumstances(
    specification: Specification, it: ReviewFinding, way: Loophole | None
) -> Circumstances:
    """Those of its story, and whether nothing but the rules lets it happen."""
    claim = way.property if way is not None else (*it.defeats, *it.also)[0]
    prop = next(each for each in specification.properties if each.name == claim)
    kinds = {each.kind for each in it.openings}
    bypass = prop.under not in (None, it.power) or any(each.opened_by for each in it.openings)
    alone = kinds == {"route"} and not bypass and prop.expected_false is not None
    return replace(circumstances(specification, it.scenario, claim, way), as_they_stand=alone)


def _votes(it: Loophole) -> tuple[str, str]:
    silent, opposed = (_number(each) for each in (it.enough.silent, it.enough.opposed))
    return silent, opposed


def _consents(specification: Specification, it: ReviewFinding) -> bool:
    """Whether some of those who suffice may have to consent outside any meeting."""
    meetings = (*it.scenario.earlier, it.scenario)
    asked = {line.name for meeting in meetings for line in meeting.clauses if line.applied}
    asked |= {meeting.power for meeting in meetings if meeting.power is not None}
    return any(meeting.consents for meeting in meetings) or any(
        isinstance(atom, ConsentAct)
        for name in asked & set(specification.clause)
        for requirement in requirements_of(specification.clause[name])
        for atom in requirement_atoms(requirement)
    )


def _number(it: Supporters | Undetermined | None) -> str:
    return f"{it.number:,}" if isinstance(it, Supporters) else ""


def every_link(specification: Specification) -> tuple[SourceLink, ...]:
    """Of all that a file declares, what nothing quoted vouches for; not of what nothing at all is noted."""
    every = [*noted(specification), *judged(specification)]
    every = [each for each in every if each.kind != "provision"]
    return links(specification, [each for each in every if each.source is not SourceStrength.NONE])


def links(specification: Specification, them: Sequence[Noted]) -> tuple[SourceLink, ...]:
    """Of these all that nothing quoted vouches for, the weakest first; of a body without any note nothing is said."""
    order = list(SourceStrength)
    weak = [each for each in them if each.source is not SourceStrength.QUOTED]
    weak.sort(key=lambda each: -order.index(each.source))
    same: dict[tuple[SourceStrength, str], list[str]] = {}
    for each in weak:
        what, why = words.noted(specification, each), words.why(each)
        # Of what the same is assumed is told together; members of a body are one.
        same.setdefault((each.source, why or what), []).append(what)
    return tuple(
        SourceLink(source, words.all_noted(list(dict.fromkeys(them))), "" if why in them else why)
        for (source, why), them in same.items()
    )


def _words(specification: Specification, it: ReviewFinding) -> Sequence[ClauseWords]:
    """The clauses where it stands open, or else the power that takes the decision, with their words."""
    every = [each for each in noted(specification) if each.kind not in ("quorum", "member")]
    every += [Noted("attribute", a.name, a.notes, a.place) for a in specification.attributes]
    open_at = {(o.file, o.line) for o in it.openings if o.line and o.kind not in ("timing",)}
    found = [each for each in every if (each.place.file, each.place.line) in open_at]
    if it.changes_rules and it.scenario.earlier:
        power = it.scenario.earlier[0].power
        found = [each for each in every if each.name == power and each.kind == "power"]
    if not found:
        found = [each for each in every if each.name == it.power and each.kind == "power"]
    said = []
    for each in found:
        clause = specification.clause.get(each.name) if each.kind == "reading" else None
        notes = each.notes if clause is None else clause.notes
        source = Noted("", "", notes, each.place).source
        quoted = words.quoted(notes)
        said.append(ClauseWords(words.noted(specification, each), quoted, source))
    return tuple(dict.fromkeys(said))
