"""Does the story of a way round show what its heading says? By the interpreter alone: `heading_faults`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policy_dsl.decisions import Counts, ruled
from policy_dsl.interpreter import Meeting, Outcome, condition_holds, decide, requirement_met
from policy_dsl.model import Manner, NumberIn, Property, Specification
from policy_dsl.model.traverse import condition_of_claim
from tests.loopholes.brute_openings import Forms, Opened, asked_by, at_work, kind_of_form, protects
from verifier.results.loopholes import Loophole

__all__ = ["heading_faults"]


def heading_faults(spec: Specification, prop: Property, it: Loophole) -> list[str]:
    """What of the heading the story does not show. For ways that change nothing first."""
    scenario = it.scenario
    given = (spec, scenario.state, scenario.readings, scenario.decision, scenario.ballots)
    outcome = decide(*given)
    named: Opened = frozenset((each.kind, each.name) for each in it.openings)
    found = [*_power(prop, it, outcome, named)]
    asked = protects(prop)
    assert asked is not None
    if asked.claimed is not None and requirement_met(*given, asked.claimed, facts=True):
        found.append("what is required is there")
    shown = {*_exempt(spec, it), *_misread(spec, prop, it), *_misruled(it)}
    kinds = ("exemption", "reading", "classification")
    if shown != {each for each in named if each[0] in kinds}:
        found.append(f"shows {sorted(shown)}")
    found += _form(spec, prop, it, named)
    found += _conduct(spec, prop, it, outcome)
    return found


def _power(prop: Property, it: Loophole, outcome: Outcome, named: Opened) -> Iterator[str]:
    if it.power not in outcome.adopted_by:
        yield f"not adopted by {it.power}"
    if it.scenario.power != it.power or not it.scenario.text[-1].endswith(f"power {it.power}."):
        yield f"not told of {it.power}"
    if prop.under not in (None, it.power):
        yield f"not under {prop.under}"
    routes = {name for kind, name in named if kind == "route"}
    if not routes <= {it.power}:
        yield f"{it.power} is not {routes}"


def _exempt(spec: Specification, it: Loophole) -> Iterator[tuple[str, str]]:
    scenario = it.scenario
    rules = Meeting(spec, scenario.state, scenario.readings, scenario.decision).rules
    for clause in spec.exceptions:
        if (
            rules.in_force(clause)
            and rules.active(clause)
            and at_work(spec, rules, clause, it.power)
        ):
            yield "exemption", clause.name


def _misread(spec: Specification, prop: Property, it: Loophole) -> Iterator[tuple[str, str]]:
    for name, reading in it.scenario.readings.items():
        intended = [r.name for r in spec.clause[name].readings if r.intended]
        if name not in dict(prop.fixed_readings) and intended and intended[0] != reading:
            yield "reading", f"{reading} of {name}"


def _misruled(it: Loophole) -> Iterator[tuple[str, str]]:
    put = it.scenario.decision
    cells = [c for them in put.cells.values() for c, n in them.items() if n]
    for name, ruling in put.rulings.items():
        if ruling != put.facts[name] or any((name in c) != (ruled(name) in c) for c in cells):
            yield "classification", name


def _form(spec: Specification, prop: Property, it: Loophole, named: Opened) -> Iterator[str]:
    """In a form that the property names it would be protected; in another where open or asked for by an exception."""
    put, state = it.scenario.decision, it.scenario.state
    own = condition_holds(spec, state, put, condition_of_claim(prop.claim), True)
    forms = {each for each in named if each[0] in ("form", "splitting", "waiting")}
    if own and forms:
        yield "it has a form that the property names"

    rules = Meeting(spec, state, it.scenario.readings, put).rules
    excused = {f for kind, n in named if kind == "exemption" for f in asked_by(spec, rules, n)}

    def differ(values: dict[str, object]) -> set[tuple[str, str]]:
        return {
            (_kind(spec, name, put.facts[name], value), name)
            for name, value in values.items()
            if put.facts[name] != value and name not in excused
        }

    if not own and not any(
        differ(dict(each)) == forms for each in Forms(spec, state, prop).of(put)
    ):
        yield f"it is not {sorted(forms)} that it differs in"


def _kind(spec: Specification, name: str, actual: object, meant: object) -> str:
    of = spec.attribute[name].type
    part = isinstance(of, NumberIn) and actual <= meant  # type: ignore[operator]
    return kind_of_form(of, part)


# --- how the holder acts ---------------------------------------------------------------------------

_KINDS = {Manner.AWAY: "absence", Manner.ABSTAINING: "abstention", Manner.AGAINST: "opposition"}
_SAID = {
    Manner.AWAY: r"stays? away",
    Manner.ABSTAINING: r"abstains?",
    Manner.AGAINST: r"votes? against",
}


def _conduct(spec: Specification, prop: Property, it: Loophole, outcome: Outcome) -> Iterator[str]:
    """All of the holder do what is said wherever they have a vote; a mixture is said with its numbers or names."""
    asked = protects(prop)
    assert asked is not None
    acts = [each for each in it.openings if each.kind in (*_KINDS.values(), "mixture")]
    if asked.holder is None or asked.manner is Manner.ANY:
        if acts:
            yield "nobody's conduct is an opening"
        return
    if len(acts) > 1:
        yield "conduct is one opening"
    done = _done(spec, it, outcome)
    objects = _objects(it)
    used = {manner for each in done.values() for manner, number in each.items() if number}
    if not acts and used - {asked.manner}:
        yield f"acts {used} unsaid"
    for each in acts:
        if each.kind != "mixture":
            if not used:
                said = _without_a_vote(each.kind, objects)
                if not any(each.text.endswith(text) for text in said):
                    yield f"nobody acts so: “{each.text}”"
            elif used != {manner for manner, kind in _KINDS.items() if kind == each.kind}:
                yield f"acts {used}, not {each.kind}"
            continue
        if "attends without a vote" in each.text:
            if used != {Manner.AWAY} or not _attends_recused(it, outcome):
                yield "it does not attend where it is recused, and stay away elsewhere"
            continue
        kinds = {kind for manner, kind in _KINDS.items() if manner in used - {asked.manner}}
        if kinds != set(each.name.split(" of ", 1)[0].split(" and ")):
            yield f"acts {used}, not {each.name}"
        if len(used) < 2 and not any(b.chair is not None for b in spec.bodies):
            yield "no mixture"
        for manner in used:
            if not re.search(_SAID[manner], each.text):
                yield f"{manner} is not in “{each.text}”"


def _without_a_vote(kind: str, objects: bool) -> Iterator[str]:
    """How what one does is told who has no vote anywhere."""
    if kind == "opposition":
        yield (
            "objects instead of being silent"
            if objects
            else "a casting vote against instead of not casting it"
        )
    elif not objects:
        yield "silent instead of objecting"
        yield "a casting vote instead of casting it against"
        yield "attends without a vote instead of staying away"


def _attends_recused(it: Loophole, outcome: Outcome) -> bool:
    """Some of the holder attend the last meeting of a body in which they are recused."""
    held = {text.rpartition(" ")[2] for text in it.scenario.coalition}
    votes = it.scenario.ballots.votes
    return any(
        seat.recused_by
        and seat.party in held
        and votes.get((body.body, seat.party), {}).get(seat.cell, Counts(absent=seat.number)).absent
        < seat.number
        for body in outcome.bodies
        for seat in body.seated
    )


def _objects(it: Loophole) -> bool:
    """Somebody objects by separate act."""
    them = (b.objections.values() for b in it.scenario.ballots.meetings)
    return any(number for each in them for cells in each for number in cells.values())


def _done(spec: Specification, it: Loophole, outcome: Outcome) -> dict[str, dict[Manner, int]]:
    """In each body, how many of the holder act how, at all meetings; of others none votes against or abstains."""
    held: dict[str, int] = {}
    for text in it.scenario.coalition:
        number, _, party = text.rpartition(" ")
        held[party] = int(number.replace(",", "")) if number else 1
    found: dict[str, dict[Manner, int]] = {}
    meetings = len(it.scenario.meetings) + 1
    for index, bodies in enumerate((*outcome.earlier, outcome.bodies)[-meetings:]):
        ballots = it.scenario.ballots.before_the_last(meetings - 1 - index)
        for body in bodies:
            for seat in body.seated:
                if seat.suspended or seat.recused_by:
                    continue
                given = ballots.votes.get((body.body, seat.party), {})
                counts = given.get(seat.cell, Counts(absent=seat.number))
                them = found.setdefault(body.body, dict.fromkeys(_KINDS, 0))
                mine = held.get(seat.party, 0)
                if not spec.party[seat.party].cohort and not mine:
                    assert not counts.against
                    assert not counts.abstain
                _count(them, seat.number, mine, counts)
    return found


def _count(them: dict[Manner, int], number: int, mine: int, counts: Counts) -> None:
    them[Manner.AGAINST] += counts.against
    them[Manner.ABSTAINING] += counts.abstain
    if mine >= number:
        them[Manner.AWAY] += counts.absent
    elif mine:
        away = mine - counts.against - counts.abstain
        them[Manner.AWAY] += min(away, counts.absent) if counts.in_favour else away
