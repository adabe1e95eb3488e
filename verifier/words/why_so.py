"""Why a condition holds or not, and why a clause applies or not, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_dsl import wording
from policy_dsl.interpreter import ClauseOutcome, Judged, Outcome
from policy_dsl.model import (
    ALWAYS,
    NOT_IN_FORCE,
    And,
    AnyClause,
    BodyHas,
    Compare,
    ExceptionTo,
    Includes,
    IncludesCount,
    Is,
    Not,
    Or,
    Power,
    Prohibition,
    Recusal,
    Rule,
    Ruled,
    Specification,
    Touches,
    condition_of,
)
from policy_dsl.records import dataclass
from verifier.words.facts import so_many

__all__ = [
    "ANY_POWER",
    "By",
    "by_power",
    "clause_applies",
    "clause_why",
    "condition_why",
    "has_to_do_with",
    "mentioned",
    "reading_matters",
]


@dataclass(frozen=True)
class By:
    """The powers that take a decision; where none does (not `taken`), those that cover it.

    None: whichever there may be. `bodies` are those whose votes matter to these; None: that is not told apart.
    """

    powers: tuple[str, ...] | None
    taken: bool
    bodies: frozenset[str] | None = None

    @property
    def only(self) -> str | None:
        """The one power by which it is or could be taken; None where it is not just one."""
        return self.powers[0] if self.powers is not None and len(self.powers) == 1 else None


ANY_POWER = By(None, False)


def by_power(outcome: Outcome, power: str | None = None, under: str | None = None) -> By:
    """By which powers a decision is or could be taken; only by `power`, if one is told.

    `under` is a power that the claim is about: if none is told, by this one it is not taken, whatever others do.
    """
    if power is not None:
        return By((power,), True)
    if under is not None:
        return By(tuple(e.power for e in outcome.powers if e.active and e.power == under), False)
    covering = tuple(each.power for each in outcome.powers if each.active)
    return By(outcome.adopted_by or covering, outcome.adopted)


def condition_why(judged: Judged) -> str:
    """The parts of a condition that decided it, with what the decision says there."""
    parts = list(dict.fromkeys(_said(each) for each in decisive(judged)))
    if parts:
        return wording.listed(parts)
    return "it speaks of every decision" if judged.holds else "it speaks of no decision"


@dataclass(frozen=True)
class Mentioned:
    """An attribute that a condition asks about, and what is said of it."""

    attribute: str
    text: str


def mentioned(judged: Judged) -> Iterator[Mentioned]:
    """The attributes that `condition_why` speaks of, each with what it says."""
    for each in decisive(judged):
        if isinstance(each.condition, Is | Compare | Includes | IncludesCount):
            yield Mentioned(each.condition.attribute, _said(each))


def decisive(judged: Judged) -> Iterator[Judged]:
    """What was so: of `and` that fails the failing parts, of `or` that holds the holding ones, else all."""
    match judged.condition:
        case And():
            for part in judged.parts:
                if judged.holds or not part.holds:
                    yield from decisive(part)
        case Or():
            for part in judged.parts:
                if not judged.holds or part.holds:
                    yield from decisive(part)
        case Not() | Ruled():
            for part in judged.parts:
                yield from decisive(part)
        case _:
            yield judged


def _said(judged: Judged) -> str:
    """What the decision says of one atom."""
    match judged.condition:
        case Is(attribute, bool()):
            return f"{attribute} is {'yes' if judged.value else 'no'}"
        case Is(attribute) | Compare(attribute):
            return f"{attribute} is {_number(judged.value)}"
        case Includes(attribute, who, every):
            verb = "includes" if judged.holds else "does not include"
            some = "" if who.single else "every one of " if every else "any of "
            return f"{attribute} {verb} {some}{who.label}"
        case IncludesCount(attribute, who):
            return f"{attribute} includes {_number(judged.value)} of {who.label}"
        case BodyHas():
            return _body_has(judged)
        case Touches(label):
            return f"the decision {label}" if judged.holds else f"nothing in it {label}"
        case _:
            return wording.condition(judged.condition)


def _body_has(judged: Judged) -> str:
    it = judged.condition
    assert isinstance(it, BodyHas)
    one, several = ("vacant seat", "vacant seats") if it.vacant else ("member", "members")
    among = "" if it.among is None else f" among {it.among.label}"
    return f"{it.body} has {_number(judged.value)} {one if judged.value == 1 else several}{among}"


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _limited(
    specification: Specification, clause: AnyClause, reaches: Sequence[str] = ()
) -> tuple[str, ...] | None:
    """The powers whose decisions a clause has to do with; None: those of every power.

    `reaches`: of what an exception is made to, what would otherwise apply.
    """
    found: dict[str, None] = {}
    # Many ways may lead by exceptions to one clause: each is gone once.
    names = dict.fromkeys(reaches or clause.targets if isinstance(clause, ExceptionTo) else ())
    left = [specification.clause[name] for name in names] if names else [clause]
    while left:
        it = left.pop(0)
        if isinstance(it, ExceptionTo):
            left[:0] = [specification.clause[name] for name in it.targets if name not in names]
            names |= dict.fromkeys(it.targets)
            continue
        limited = (
            specification.limited(it.limits)
            if isinstance(it, Rule | Prohibition | Recusal)
            else None
        )
        if limited is None:
            return None
        found |= dict.fromkeys(limited)
    return tuple(found)


def clause_applies(
    specification: Specification,
    clause: AnyClause,
    outcome: ClauseOutcome,
    by: By,
    found: Outcome | None = None,
) -> bool:
    """Whether a clause applies to a decision that is or could be taken so.

    A recusal does if it keeps somebody from voting, by what was `found`.
    """
    limits = outcome.active and _may_limit(specification, clause, outcome, by)
    if limits and isinstance(clause, Recusal) and found is not None and by.powers is not None:
        return bool(_kept_from_voting(specification, clause, found, by))
    return limits


def _may_limit(
    specification: Specification, clause: AnyClause, outcome: ClauseOutcome, by: By
) -> bool:
    limited = _limited(specification, clause, outcome.reaches)
    return limited is None or by.powers is None or any(name in limited for name in by.powers)


def has_to_do_with(
    specification: Specification,
    clause: AnyClause,
    outcome: ClauseOutcome,
    by: By,
    found: Outcome | None = None,
) -> bool:
    """Whether a clause can matter to a decision that is or could be taken so.

    What limits other powers cannot; nor, once one takes it, can the others. Nor can a recusal in a body whose votes do
    not matter, or one that keeps nobody from voting, by what was `found`.
    """
    if outcome.left_out:
        return False
    if isinstance(clause, Power):
        return not by.taken or by.powers is None or clause.name in by.powers
    if isinstance(clause, Recusal) and found is not None and by.powers is not None:
        if by.bodies is not None and clause.body not in by.bodies:
            return False
        if outcome.active and not clause_applies(specification, clause, outcome, by, found):
            return False
    return _may_limit(specification, clause, outcome, by)


def reading_matters(
    specification: Specification, clause: AnyClause, outcome: ClauseOutcome, by: By
) -> bool:
    """Whether it can matter to a decision that is or could be taken so how a clause is read.

    It cannot where the clause neither applies nor would if it were read otherwise; of powers, where it does not cover
    the decision and would not. One that is in force and does not apply does so no more if it is read as not in force.
    """
    if not has_to_do_with(specification, clause, outcome, by):
        return False
    readings = [reading.name for reading in clause.readings]
    whens = {condition_of(clause, name) for name in readings if name != NOT_IN_FORCE}
    by_reading = len(whens) > 1 or (NOT_IN_FORCE in readings and not outcome.in_force)
    return outcome.active or by_reading or by.powers is None


def _scope(specification: Specification, clause: AnyClause, outcome: ClauseOutcome, by: By) -> str:
    """Which powers a clause has to do with, where that are not all by which the decision is or could be taken."""
    limited = _limited(specification, clause, outcome.reaches)
    if limited is None or by.powers is None:
        return ""
    if by.powers and all(name in limited for name in by.powers):
        return ""
    what = "what it makes an exception to" if isinstance(clause, ExceptionTo) else "it"
    return f"{what} limits {wording.listed(limited)} only"


def clause_why(
    specification: Specification,
    clause: AnyClause,
    outcome: ClauseOutcome,
    by: By,
    found: Outcome | None = None,
) -> str:
    """Why a clause applied to a decision, or did not; of a recusal, whom it kept from voting, by what was `found`."""
    if not outcome.in_force:
        if outcome.left_out:
            return "it is left out"
        read = outcome.reading is not None
        return "it is read as not in force" if read else "it is not in force"
    assert outcome.condition is not None
    if outcome.switched_off_by:
        names = wording.listed(outcome.switched_off_by)
        return (
            f"{names} {'makes' if len(outcome.switched_off_by) == 1 else 'make'} an exception to it"
        )
    why = condition_why(outcome.condition)
    if outcome.condition.holds and not outcome.active:
        return "nothing that it makes an exception to would apply"
    scope = _scope(specification, clause, outcome, by) if outcome.active else ""
    if scope:
        if _may_limit(specification, clause, outcome, by):
            if isinstance(clause, Recusal) and found is not None:
                scope = _kept_from_voting(specification, clause, found, by) or _KEEPS_NOBODY
            return f"{why}; {scope}"
        if not by.powers:
            return f"{scope}, and no power covers the decision"
        verb = "is taken" if by.taken else "can be taken only"
        return f"{scope}, and the decision {verb} by {wording.listed(by.powers)}"
    if isinstance(clause, Recusal) and outcome.active and found is not None:
        kept = _kept_from_voting(specification, clause, found, by) or _KEEPS_NOBODY
        return kept if outcome.condition.condition == ALWAYS else f"{why}; {kept}"
    return why


_KEEPS_NOBODY = "here it keeps nobody from voting"


def _kept_from_voting(specification: Specification, clause: Recusal, found: Outcome, by: By) -> str:
    """Whom a recusal keeps from voting, and where; empty where that is nobody."""
    powers = [
        each.power
        for each in found.powers
        if clause.limits is not None
        and specification.limits(clause, each.power)
        and (by.powers is None or each.power in by.powers)
    ]
    if clause.limits is not None and not powers:
        return ""
    number: dict[str, int] = {}
    for body in found.bodies_for(powers[0] if powers else None):
        for seated in body.seated:
            if clause.name in seated.recused_by and seated.number:
                number[seated.party] = number.get(seated.party, 0) + seated.number
    if not number:
        return ""
    names = wording.listed([so_many(specification, *each) for each in number.items()])
    decides = "decides" if len(powers) == 1 else "decide"
    where = f" where {wording.listed(powers)} {decides}" if powers else ""
    return f"{names} may not vote in {clause.body}{where}"
