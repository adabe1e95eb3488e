"""Which clause decided the outcome of an occasion."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.decisions import Ballots, Cell, Counts
from policy_dsl.interpreter import Checked, Meeting, PowerOutcome
from policy_dsl.model import AnyClause, ExceptionTo, Recusal
from policy_dsl.records import dataclass, replace
from verifier.records.occasion import Occasion
from verifier.words import occasions as say
from verifier.words.requirement_why import requirement_why
from verifier.words.why_so import by_power, clause_why


@dataclass(frozen=True)
class Decisive:
    """A clause that decided, and how. `name` is empty for what is no clause (a fixed text, no power at all)."""

    name: str
    text: str


def decisive(occasion: Occasion) -> tuple[Decisive, ...]:
    """What decided the outcome, the most telling first.

    Not adopted: what kept the power from it that came closest. Adopted: the exceptions and recusals
    without which it would not have been, the requirements that one vote less would have missed, and the
    power if no other took the decision as well.
    """
    found = tuple(_for(occasion) if occasion.adopted else _against(occasion))
    return tuple({each.name: each for each in reversed(found)}.values())[::-1]


# --- not adopted ---------------------------------------------------------------------------------


def _against(occasion: Occasion) -> Iterator[Decisive]:
    outcome = occasion.outcome
    for obstacle in outcome.obstacles:
        yield Decisive("", say.obstacle(obstacle))
    if outcome.obstacles:
        return
    for name in outcome.adopted_by:
        yield Decisive(name, say.too_soon(called(occasion, name)))
    if outcome.adopted:
        return
    each = [(power, list(_obstacles(occasion, power))) for power in outcome.powers if power.active]
    if not each:
        yield Decisive("", say.NO_POWER)
        return
    yield from min((obstacles for _, obstacles in each), key=len)


def _obstacles(occasion: Occasion, power: PowerOutcome) -> Iterator[Decisive]:
    for name in power.forbidden_by:
        yield Decisive(name, say.forbids(called(occasion, name)))
    for effect in power.not_granted:
        yield Decisive(power.power, say.may_not(called(occasion, power.power), effect))
    for limit in power.limits:
        if not limit.checked.met:
            yield _demanded(occasion, limit.clause, limit.checked)
    if power.requirement is not None and not power.requirement.met:
        yield _demanded(occasion, power.power, power.requirement)


def _demanded(occasion: Occasion, name: str, checked: Checked) -> Decisive:
    why = requirement_why(occasion.specification, checked)
    return Decisive(name, say.requires(called(occasion, name), why))


# --- adopted -------------------------------------------------------------------------------------


def _for(occasion: Occasion) -> Iterator[Decisive]:
    outcome = occasion.outcome
    specification = occasion.specification
    for clause, each in zip(specification.clauses, outcome.clauses, strict=True):
        active = each.active and isinstance(clause, ExceptionTo | Recusal)
        if active and not _without(occasion, clause):
            why = clause_why(specification, clause, each, by_power(outcome), outcome)
            yield Decisive(clause.name, say.applies(called(occasion, clause.name), why))
    yield from _tight(occasion)
    if len(occasion.adopted_by) == 1:
        name = occasion.adopted_by[0]
        power = next(p for p in outcome.powers if p.power == name)
        assert power.requirement is not None
        yield _demanded(occasion, name, power.requirement)


def _without(occasion: Occasion, clause: AnyClause) -> bool:
    """Whether it would be adopted if this clause were not in force."""
    state = replace(occasion.state, in_force=occasion.state.in_force - {clause.name})
    meeting = Meeting(occasion.specification, state, occasion.readings, occasion.decision)
    return meeting.adopted(occasion.ballots)


def _tight(occasion: Occasion) -> Iterator[Decisive]:
    """Requirements that are met, and would not be with one vote less for any decision to be adopted."""
    outcome = occasion.outcome
    for ballots in one_vote_less(occasion):
        if occasion.meeting.adopted(ballots):
            continue
        fewer = occasion.meeting.outcome(ballots)
        for now, then in zip(outcome.powers, fewer.powers, strict=True):
            if not now.adopts or then.adopts:
                continue
            for held, lost in zip(now.limits, then.limits, strict=True):
                if not lost.checked.met:
                    yield _demanded(occasion, held.clause, held.checked)
            if now.requirement and then.requirement and not then.requirement.met:
                yield _demanded(occasion, now.power, now.requirement)


def one_vote_less(occasion: Occasion) -> Iterator[Ballots]:
    """The ballots with one vote for changed into one against, at one meeting; for each kind of voter once."""
    given = occasion.ballots
    yield from _one_less(given)
    for index, each in enumerate(given.earlier):
        for fewer in _one_less(each):
            earlier = (*given.earlier[:index], fewer, *given.earlier[index + 1 :])
            yield replace(given, earlier=earlier)


def _one_less(ballots: Ballots) -> Iterator[Ballots]:
    votes = ballots.votes
    for (body, party), cells in votes.items():
        for cell, counts in cells.items():
            if counts.in_favour:
                changed: dict[Cell, Counts] = {
                    **cells,
                    cell: replace(
                        counts, in_favour=counts.in_favour - 1, against=counts.against + 1
                    ),
                }
                yield replace(ballots, votes={**votes, (body, party): changed})


_KINDS = {
    "Power": "power",
    "Rule": "rule",
    "Prohibition": "prohibition",
    "ExceptionTo": "exception",
    "Recusal": "recusal",
    "Composition": "composition",
    "Provision": "provision",
}


def kind_of(clause: AnyClause) -> str:
    """What a clause is called: "rule"."""
    return _KINDS[type(clause).__name__]


def called(occasion: Occasion, name: str) -> str:
    """A clause by kind, name and place: "rule unanimity (rules.policy:14)"."""
    clause = occasion.specification.clause[name]
    return f"{kind_of(clause)} {name} ({clause.place.file}:{clause.place.line})"
