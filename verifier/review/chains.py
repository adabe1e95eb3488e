"""A scenario as a chain of links: the decision, each clause that did something, each requirement, the outcome."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.model import Specification
from verifier.encoding.activity import kind_of
from verifier.results import Scenario
from verifier.results.review import ChainLink, ToldMeeting
from verifier.words import pictures as words
from verifier.words.verdicts import ruled_to_be
from verifier.words.why_so import requirement_why


def meetings(specification: Specification, scenario: Scenario) -> tuple[ToldMeeting, ...]:
    """The meetings of a scenario, one after the other."""
    return tuple(
        ToldMeeting(each, tuple(_links(specification, each)))
        for each in (*scenario.earlier, scenario)
    )


def _links(specification: Specification, it: Scenario) -> Iterator[ChainLink]:
    facts = [f"{name}: {value}" for name, value in it.attributes.items()]
    facts += [ruled_to_be(name, value) for name, value in it.rulings.items()]
    facts += [words.does(effect) for effect in it.effects]
    yield ChainLink("decision", words.DECISION, "; ".join(facts), None)
    outcome = it.replay
    in_force = {clause.clause for clause in outcome.clauses if clause.in_force}
    for line in it.clauses:
        if line.name not in in_force or not line.matters or line.kind == "power":
            continue
        verb = words.APPLIES if line.applied else words.DOES_NOT_APPLY
        heading = f"{line.kind.capitalize()} {line.name} {verb}"
        yield ChainLink("clause" if line.applied else "idle", heading, line.why, None)
    for power in outcome.powers:
        if power.requirement is None or it.power not in (None, power.power):
            continue
        asked = [(words.power(power.power), power.requirement)]
        asked += [(_called(specification, each.clause), each.checked) for each in power.limits]
        for who, checked in asked:
            heading = f"{who}: {words.met(checked.met)}"
            text = requirement_why(specification, checked)
            yield ChainLink("requirement", heading, text, checked.met)
        for name in power.forbidden_by:
            yield ChainLink("requirement", _called(specification, name), "", False)
    adopted = words.ADOPTED if outcome.adopted else words.NOT_ADOPTED
    taken = words.by_power(it.power) if it.power else ""
    yield ChainLink("outcome", adopted, taken, None)


def _called(specification: Specification, name: str) -> str:
    clause = specification.clause.get(name)
    return name if clause is None else f"{kind_of(clause).capitalize()} {name}"
