"""Occasions as plain data: what systems are asked with, and what minutes look like as JSON or YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policy_dsl import wording
from policy_dsl.decisions import Ballots, Cell, Counts, Value, Vote
from policy_dsl.interpreter import Seated
from policy_dsl.model import ActApart, ConsentAct, Event, NoObjectionAct, Specification
from policy_dsl.model.atoms import requirement_atoms
from policy_dsl.model.traverse import all_requirements
from policy_dsl.state import State, interval_on
from verifier.records.occasion import Occasion

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]

ADOPTED = "adopted"
NOT_ADOPTED = "not adopted"


def asked(occasion: Occasion) -> dict[str, Plain]:
    """An occasion without its outcome: the decision, the votes, and who sits where under which clauses.

    Keys that would be empty (rulings, effects, readings, consents, objections, casting votes) are left out, but
    `decision`, `votes` and `state` are always there. `earlier` has what is done at the meetings before the last, in
    order, where a decision may take several.
    """
    decision = occasion.decision
    found: dict[str, Plain] = {}
    if occasion.day is not None:
        found["date"] = occasion.day.isoformat()
    found["state"] = state_record(occasion.specification, occasion.state)
    if occasion.readings:
        found["readings"] = dict(occasion.readings)
    found["decision"] = {
        a.name: value_record(decision.facts[a.name])
        for a in occasion.specification.attributes
        if a.name in decision.facts
    }
    if decision.rulings:
        found["rulings"] = {name: value_record(value) for name, value in decision.rulings.items()}
    named = {party: _cells(cells) for party, cells in decision.cells.items() if any(cells)}
    if named:
        found["named"] = dict(named)
    if decision.effects:
        found["effects"] = [wording.effect(effect) for effect in occasion.meeting.effects]
    if occasion.ballots.earlier:
        days = (*occasion.days, *(None for _ in occasion.ballots.earlier))
        found["earlier"] = [
            {**({} if day is None else {"date": day.isoformat()}), **_done(occasion, ballots)}
            for ballots, day in zip(occasion.ballots.earlier, days, strict=False)
        ]
    return {**found, **_done(occasion, occasion.ballots)}


def _done(occasion: Occasion, ballots: Ballots) -> dict[str, Plain]:
    """What everybody does at a meeting."""
    specification = occasion.specification
    found: dict[str, Plain] = {
        "votes": {body.name: _votes(occasion, ballots, body.name) for body in specification.bodies}
    }
    if consenting(specification):
        found["consents"] = _acts(occasion, consenting(specification), ballots.consents)
    if objecting(specification):
        found["objections"] = _acts(occasion, objecting(specification), ballots.objections)
    casting = {body: vote.value for body, vote in ballots.casting.items()}
    if casting:
        found["casting"] = dict(casting)
    return found


def record(occasion: Occasion) -> dict[str, Plain]:
    """An occasion as minutes that `vetoproof decide` reads, with the outcome that the rules give it.

    The state is written out only where the date does not say it.
    """
    found = asked(occasion)
    on = None if occasion.day is None else interval_on(occasion.specification, occasion.day).state
    if on == occasion.state or (occasion.day is None and not occasion.specification.events):
        del found["state"]
    return {
        **({"motion": occasion.label} if occasion.label else {}),
        **found,
        "outcome": outcome(occasion.adopted),
    }


def outcome(adopted: bool) -> str:
    """What came of it, as records say it."""
    return ADOPTED if adopted else NOT_ADOPTED


def value_record(value: Value) -> Plain:
    """A value: true, false, a number, a name, or a list of parties."""
    return [*sorted(value)] if isinstance(value, frozenset) else value


def state_record(specification: Specification, state: State) -> dict[str, Plain]:
    """Which clauses are in force, who sits where, and who is suspended."""

    def seats(which: frozenset[tuple[str, str]]) -> dict[str, Plain]:
        return {
            body.name: [p.name for p in specification.parties if (body.name, p.name) in which]
            for body in specification.bodies
        }

    return {
        "in_force": [c.name for c in specification.clauses if c.name in state.in_force],
        "members": seats(state.seats),
        "suspended": {body: them for body, them in seats(state.suspended).items() if them},
    }


def event_record(event: Event) -> dict[str, Plain]:
    """What happened: `event` is "joins", "leaves", "is suspended from", "is restored to", "takes effect", "lapses"."""
    found: dict[str, Plain] = {"event": event.kind.value}
    if event.body:
        return {**found, "party": event.subject, "body": event.body}
    return {**found, "clause": event.subject}


def consenting(specification: Specification) -> tuple[str, ...]:
    """The parties whose consent by separate act any clause may ask for."""
    return _acting(specification, ConsentAct)


def objecting(specification: Specification) -> tuple[str, ...]:
    """The parties of which any clause may ask whether they object by separate act."""
    return _acting(specification, NoObjectionAct)


def _acting(specification: Specification, kind: type[ActApart]) -> tuple[str, ...]:
    whos = [
        atom.who
        for requirement in all_requirements(specification)
        for atom in requirement_atoms(requirement)
        if isinstance(atom, kind)
    ]
    if any(who.varies or who.seated_in for who in whos):
        return tuple(party.name for party in specification.parties)
    names = {name for who in whos for name in who.parties}
    return tuple(party.name for party in specification.parties if party.name in names)


def _votes(occasion: Occasion, ballots: Ballots, body: str) -> dict[str, Plain]:
    votes = ballots.votes
    found: dict[str, Plain] = {}
    by_party: dict[str, list[Seated]] = {}
    for seated in occasion.meeting.rules.seated[body]:
        if not seated.suspended:
            by_party.setdefault(seated.party, []).append(seated)
    for party, them in by_party.items():
        given = votes.get((body, party), {})
        cells: Mapping[Cell, Counts] = {
            each.cell: given.get(each.cell, Counts(absent=each.number)) for each in them
        }
        found[party] = _counted(occasion.specification.party[party].cohort, cells)
    # What has no vote is known of the last meeting only.
    last = ballots is occasion.ballots
    for (where, party), vote in occasion.uncounted.items() if last else ():
        if where == body:
            size = occasion.specification.party[party].size
            cohort = occasion.specification.party[party].cohort
            found[party] = {vote.value: size} if cohort else vote.value
    return found


def _counted(cohort: bool, cells: Mapping[Cell, Counts]) -> Plain:
    if not cohort:
        return next(_vote(counts) for counts in cells.values())
    if set(cells) == {frozenset()}:
        return _numbers(cells[frozenset()])
    return [{"named_by": [*sorted(cell)], **_numbers(c)} for cell, c in cells.items()]


def _vote(counts: Counts) -> str:
    for number, vote in (
        (counts.in_favour, Vote.FOR),
        (counts.against, Vote.AGAINST),
        (counts.abstain, Vote.ABSTAIN),
    ):
        if number:
            return vote.value
    return Vote.ABSENT.value


def _numbers(counts: Counts) -> dict[str, Plain]:
    return {
        Vote.FOR.value: counts.in_favour,
        Vote.AGAINST.value: counts.against,
        Vote.ABSTAIN.value: counts.abstain,
        Vote.ABSENT.value: counts.absent,
    }


def _acts(
    occasion: Occasion, names: Sequence[str], acts: Mapping[str, Mapping[Cell, int]]
) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    for name in names:
        given = acts.get(name, {})
        if not occasion.specification.party[name].cohort:
            found[name] = bool(sum(given.values()))
        elif set(given) <= {frozenset()}:
            found[name] = sum(given.values())
        else:
            found[name] = [{"named_by": [*sorted(c)], "number": n} for c, n in given.items()]
    return found


def _cells(cells: Mapping[Cell, int]) -> Plain:
    return [{"by": [*sorted(cell)], "number": n} for cell, n in cells.items() if cell and n]
