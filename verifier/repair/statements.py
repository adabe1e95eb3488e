"""What is said of edits, as claims about the rules as each would make them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from typing import assert_never

from policy_dsl.model import (
    CanBlock,
    CannotBlock,
    EveryCanPass,
    Latest,
    Manner,
    NoneCanPass,
    Property,
    Specification,
    Touches,
)
from policy_dsl.model.traverse import condition_atoms
from verifier.loopholes.statements import none_as_rules_stand
from verifier.results import Verdict
from verifier.results.diff import Readings
from verifier.results.repair import Cost, Repair
from verifier.results.statement import Said, Statement, about, alone

# Under more combinations of readings than these a cost is not said.
MOST_READINGS = 8


def statements(after: Specification, name: str, it: Repair) -> tuple[Statement, ...]:
    """All that is said of an edit, which is meant to close ways round the property of that name, after it.

    `after` is the specification as edited.
    """
    known = {prop.name: prop for prop in after.properties}
    verdicts = {name: it.verdict, **{change.name: change.after for change in it.changes}}
    said = [each for name, verdict in verdicts.items() for each in _verdict(known[name], verdict)]
    prop = known[name]
    accepted = any(each.property == name for each in after.acceptances)
    if it.left == 0 and not (it.left_open or accepted):
        said += none_as_rules_stand(after, prop)
    # What decisions come to was compared without what a property supposes.
    if isinstance(prop.at, Latest) and not prop.supposing:
        said += [each for cost in it.costs if cost.every for each in _cost(after, cost)]
    return tuple(said)


def _verdict(prop: Property, verdict: Verdict) -> Iterator[Statement]:
    match verdict:
        case Verdict.HOLDS:
            yield about(prop, Said.HOLDS_AFTER, prop.claim, True)
        case Verdict.FAILS:
            yield about(prop, Said.FAILS_AFTER, prop.claim, False)
        case Verdict.VACUOUS | Verdict.UNDETERMINED:
            return
        case _:
            assert_never(verdict)


def _cost(after: Specification, it: Cost) -> Iterator[Statement]:
    """What these decisions come to after it; how many votes they need is compared with another text."""
    for reading in _readings(_known(after, it.readings)):
        match it.kind:
            case "stuck":
                yield Statement(Said.STUCK_AFTER, NoneCanPass(it.condition), True, None, reading)
            case "passable" if not any(
                isinstance(atom, Touches) for atom in condition_atoms(it.condition)
            ):
                passes = EveryCanPass(it.condition)
                yield Statement(Said.PASSABLE_AFTER, passes, True, None, reading)
            case "veto":
                for name in it.parties:
                    blocks = CanBlock(alone(after.party[name]), it.condition, Manner.AGAINST)
                    yield Statement(Said.VETO_AFTER, blocks, True, None, reading)
            case "veto lost":
                for name in it.parties:
                    who = alone(after.party[name])
                    cannot = CannotBlock(who, it.condition, Manner.AGAINST)
                    yield Statement(Said.NO_VETO_AFTER, cannot, True, None, reading)
            case _:
                pass


def _known(after: Specification, them: Readings) -> Readings:
    """Of these readings those of clauses that are left: without a clause it makes no difference how it was read."""
    return tuple(
        (clause, names)
        for clause, names in them
        if clause in after.clause and after.clause[clause].readings
    )


def _readings(them: Readings) -> Iterator[Mapping[str, str]]:
    """All the readings that are meant, of every clause one; none where these are too many."""
    if prod(len(names) for _, names in them) > MOST_READINGS:
        return
    for chosen in product(*(names for _, names in them)):
        yield dict(zip((clause for clause, _ in them), chosen, strict=True))
