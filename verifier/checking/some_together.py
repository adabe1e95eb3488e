"""`some 3 of G together`, `no 3 of G together`: which choice makes such a claim true or false, and why.

Once it is known who is chosen, what is claimed of them is a claim like any other: what it rests on, and what can happen
although it is denied, is found out about that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod

from policy_dsl.model import Alone, CanBlock, CanPass, Coalition, Part, Property, Who
from policy_dsl.model.traverse import coalition_of_claim
from policy_dsl.records import dataclass, replace
from policy_dsl.state import State
from policy_dsl.supposing import is_apart
from verifier.checking.proof import Loosened, in_order, rests_on
from verifier.claims.dispatch import verification_conditions
from verifier.claims.readings import first_reading
from verifier.claims.verification_condition import Term, VerificationCondition
from verifier.encoding.encodings import Encodings
from verifier.encoding.facts import FactKind, TrackedFact
from verifier.results import ChosenMembers, ReplayError
from verifier.solving.answers import Found, found_or_none, there_is
from verifier.solving.limits import Budget
from verifier.solving.preferring import settled
from verifier.solving.values import Values

# As many combinations of readings are gone through, to see whether one choice does for all of them.
MOST_READINGS = 64


@dataclass(frozen=True)
class Choice:
    """A choice for which the claim is true under a reading: as it is told, and the same claim about these alone.

    `classes` are the names of the classes of voters of whom some are chosen.
    """

    told: ChosenMembers
    prop: Property
    classes: frozenset[str]


def choice_in(
    vc: VerificationCondition, found: Found, budget: Budget, under: Sequence[Term] | None = None
) -> Choice:
    """The first choice of those that answer the vc's `chosen`, which is `found` to have an answer.

    It is one under the first reading that has any, or, if it is given, under that for which `under` stands.
    """
    question, context = vc.chosen, vc.context
    assert question is not None
    readings = context.encoding.activity.readings
    if under is None:
        first = first_reading(context, question, found, budget)
        under = [readings.choices[clause][name] for clause, name in first.items()]
        again = found_or_none(question.ask(budget, under))
        assert again is not None
        found = again
    # Of what is numbered as early as the group names it, as many as will do.
    values = Values(settled(question, budget, found, context.who.choice[::-1], under).model)
    reading = readings.read_in(values)
    claim, specification = context.prop.claim, context.encoding.specification
    assert isinstance(claim, CanBlock | CanPass)
    # Who is meant as a whole stays so: a body stands for those who sit there.
    whole = [part for part in claim.who.parts if part.count is None]
    parts = list(whole)
    seats = context.encoding.state.seats
    members: list[str] = []
    classes: set[str] = set()
    for voters in {
        cell.voters.name: cell.voters for cell in context.encoding.electorate.cells
    }.values():
        held = values.number(context.who.chosen.get(voters.name, 0))
        if not held:
            continue
        classes.add(voters.name)
        names = tuple(party.name for party in voters.parties)
        if not any(part.who.means(names[0], seats) for part in whole):
            who = Who(voters.name, parties=names, single=voters.single)
            parts.append(Part(who, None if held == voters.size else held))
        if voters.first.cohort:
            all_of_it = held == voters.size and not is_apart(specification, voters.name)
            members.append(voters.name if all_of_it else f"{held} of {voters.name}")
        else:
            members += names[:held]
    prop = replace(
        context.prop,
        claim=replace(claim, who=Coalition(tuple(parts))),
        fixed_readings=tuple(reading.items()),
    )
    return Choice(ChosenMembers(tuple(members), reading), prop, frozenset(classes))


def choices_for_all(
    encodings: Encodings, state: State, vc: VerificationCondition, budget: Budget
) -> tuple[Choice, ...]:
    """For a `some` that is true: one choice that does under every reading, if the first found does; else one for each.

    Empty where there are more readings than are gone through.
    """
    assert vc.chosen is not None
    found = found_or_none(vc.chosen.ask(budget))
    if found is None:
        raise ReplayError(f"{vc.context.prop.name}: nobody can be chosen under any reading")
    first = choice_in(vc, found, budget)
    fixed = vc.context.prop.fixed_readings
    always = replace(
        first,
        told=replace(first.told, readings={}),
        prop=replace(first.prop, fixed_readings=fixed),
    )
    if not any(
        there_is(each.question.ask(budget))
        for each in verification_conditions(encodings.of(always.prop, state), always.prop)
    ):
        return (always,)
    choices = vc.context.encoding.activity.readings.choices
    if prod(len(names) for names in choices.values()) > MOST_READINGS:
        return ()
    known = dict(fixed)
    made: list[Choice] = []
    for names in product(*choices.values()):
        reading = dict(zip(choices, names, strict=True))
        if any(known.get(clause, name) != name for clause, name in reading.items()):
            continue
        under = [choices[clause][name] for clause, name in reading.items()]
        here = found_or_none(vc.chosen.ask(budget, under))
        if here is None:
            raise ReplayError(f"{vc.context.prop.name}: nobody can be chosen under a reading")
        made.append(choice_in(vc, here, budget, under))
    return tuple(made)


def rest_on(
    encodings: Encodings, asked: Property, state: State, choices: Sequence[Choice], budget: Budget
) -> tuple[TrackedFact, ...]:
    """The facts on which it rests that the claim is true of these choices, and that they are of those asked about.

    Of others it might be so without them.
    """
    coalition = coalition_of_claim(asked.claim)
    assert coalition is not None
    counted = [part.who for part in coalition.parts if part.count is not None]
    facts: dict[str, TrackedFact] = {}
    for choice in choices:
        loose = encodings.of(choice.prop, state, loosened=True)
        own, _ = rests_on(Loosened(encodings, choice.prop, state), budget)
        facts.update((fact.key, fact) for fact in own)
        # A choice of those who sit in a body is one only as long as they do, whoever they are besides.
        sitting = {
            f"{voters.name} in {body}"
            for voters in encodings.classes
            if voters.name in choice.classes
            for group in counted
            if voters.first.name not in group.certain
            for body in group.seated_in
            # Who does not sit where members are taken out has to stay away, too.
            if (body, voters.first.name) in state.seats or body not in group.bodies
        }
        for fact in loose.relaxation.facts.values():
            if fact.kind is FactKind.SEAT and fact.name in sitting:
                facts[fact.key] = fact
    return in_order(facts.values())


def any_of_them(prop: Property, reading: Mapping[str, str]) -> Property:
    """The claim about every choice, under one reading: what refutes it can happen to one of them."""
    claim = prop.claim
    assert isinstance(claim, CanBlock | CanPass)
    who = replace(claim.who, alone=Alone.TOGETHER)
    return replace(prop, claim=replace(claim, who=who), fixed_readings=tuple(reading.items()))
