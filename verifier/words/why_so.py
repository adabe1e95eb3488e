"""Why a condition holds or not, and why a requirement is met or not, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from policy_dsl import wording
from policy_dsl.interpreter import Checked, ClauseOutcome, Judged, Numbers, Outcome
from policy_dsl.model import (
    ALWAYS,
    NOT_IN_FORCE,
    AllOf,
    And,
    AnyClause,
    AnyOf,
    AttendanceTally,
    Attends,
    BodyHas,
    CastingVote,
    Compare,
    Consensus,
    ConsentAct,
    ConsentVote,
    ExceptionTo,
    Given,
    Includes,
    IncludesCount,
    Is,
    NoObjection,
    NoObjectionAct,
    NoRejection,
    Not,
    Or,
    Power,
    Prohibition,
    Quorate,
    Recusal,
    Requirement,
    Rule,
    Ruled,
    Specification,
    Successive,
    Tally,
    Touches,
    Turnout,
    condition_of,
)
from policy_dsl.model.atoms import adjournment
from policy_dsl.records import dataclass
from verifier.words.facts import so_many
from verifier.words.meetings import at_its

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
    "requirement_why",
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
    parts = list(dict.fromkeys(_said(each) for each in _decisive(judged)))
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
    for each in _decisive(judged):
        if isinstance(each.condition, Is | Compare | Includes | IncludesCount):
            yield Mentioned(each.condition.attribute, _said(each))


def _decisive(judged: Judged) -> Iterator[Judged]:
    """What was so: of `and` that fails the failing parts, of `or` that holds the holding ones, else all."""
    match judged.condition:
        case And():
            for part in judged.parts:
                if judged.holds or not part.holds:
                    yield from _decisive(part)
        case Or():
            for part in judged.parts:
                if not judged.holds or part.holds:
                    yield from _decisive(part)
        case Not() | Ruled():
            for part in judged.parts:
                yield from _decisive(part)
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
    the decision and would not.
    """
    if not has_to_do_with(specification, clause, outcome, by):
        return False
    readings = [reading.name for reading in clause.readings]
    whens = {condition_of(clause, name) for name in readings if name != NOT_IN_FORCE}
    by_reading = len(whens) > 1 or NOT_IN_FORCE in readings
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


def requirement_why(specification: Specification, checked: Checked) -> str:
    """Whether a requirement was met, with its numbers."""
    if isinstance(checked.requirement, Successive):
        return _at_meetings(specification, checked)
    if adjournment(checked.requirement) is not None:
        return _perhaps_adjourned(specification, checked)
    joined = {AllOf: " and ", AnyOf: " or "}.get(type(checked.requirement))
    if joined and checked.parts and all(part.met == checked.met for part in checked.parts):
        return joined.join(
            f"{_bracketed(specification, part.requirement)} ({_outcome(specification, part)})"
            for part in checked.parts
        )
    return f"{wording.requirement(specification, checked.requirement)}: {_outcome(specification, checked)}"


def _at_meetings(specification: Specification, checked: Checked) -> str:
    """What was needed at each of several meetings, and whether it was met; where nothing was needed nothing is said."""
    said = [
        f"{at_its(index)} {requirement_why(specification, part)}"
        for index, part in enumerate(checked.parts)
        if part.requirement != AllOf(())
    ]
    return "; ".join(said) or wording.requirement(specification, checked.requirement)


def _perhaps_adjourned(specification: Specification, checked: Checked) -> str:
    """Whether the first meeting was quorate, and what was needed then: there, or at the adjourned one."""
    at_first, at_last = checked.parts
    quorate, first = at_first.parts[0].parts
    assert isinstance(quorate.requirement, Quorate)
    body = quorate.requirement.body
    if quorate.met:
        return f"{body} is quorate {at_its(0)}, and there {requirement_why(specification, first)}"
    why = requirement_why(specification, at_last.parts[1])
    return f"{body} is not quorate {at_its(0)}, and at the adjourned one {why}"


def _bracketed(specification: Specification, part: Requirement) -> str:
    said = wording.requirement(specification, part)
    return f"({said})" if isinstance(part, AllOf | AnyOf) else said


def _outcome(specification: Specification, checked: Checked) -> str:
    met = "met" if checked.met else "not met"
    if checked.quorate is False:
        return f"{met}, not quorate"
    inner = [part for part in checked.parts if part.met == checked.met]
    if inner and not isinstance(checked.requirement, NoRejection):
        return f"{met} ({'; '.join(requirement_why(specification, part) for part in inner)})"
    if checked.judged is not None and any(_decisive(checked.judged)):
        return f"{met}, {condition_why(checked.judged)}"
    if checked.tie:
        how = (
            "no casting vote counts"
            if checked.casting is None
            else f"the casting vote is cast {checked.casting.value}"
        )
        return f"{met}, a tie{_so_many(checked.numbers)}, and {how}"
    if checked.numbers is None:
        return met
    return f"{met}, {_numbers_said(checked.requirement, checked.numbers)}"


def _numbers_said(it: Requirement, numbers: Numbers) -> str:
    """What was counted and what is needed; a tally needs somebody in any case, whatever weight that one has."""
    match it:
        case Tally(weight=weight):
            nobody = "nobody in favour"
        case AttendanceTally(Tally(weight=weight)):
            nobody = "nobody attending"
        case Turnout(Tally(weight=weight)):
            nobody = "nobody voting for or against"
        case ConsentAct() | ConsentVote() | Attends() if numbers.base == 0:
            return "nobody is asked"
        case _:
            return numbers_text(numbers, _counted(it))
    if numbers.heads == 0 and numbers.enough:
        # Weights of nobody, or those who abstain and count, reach what is asked for.
        return nobody
    return numbers_text(numbers, _counted(it), least=1 if weight is None else 0)


def _counted(it: Requirement) -> str:
    """What the numbers of such a requirement count."""
    match it:
        case Tally(weight=weight, abstentions=abstentions):
            votes = "in favour or abstaining" if abstentions else "in favour"
            return f"{weight} {votes}" if weight else votes
        case AttendanceTally(Tally(weight=weight)):
            return f"{weight} attending" if weight else "attending"
        case Turnout(Tally(weight=weight)):
            return f"{weight} voting for or against" if weight else "voting for or against"
        case Attends():
            return "attending"
        case ConsentVote() | CastingVote():
            return "in favour"
        case ConsentAct():
            return "consenting"
        case NoObjectionAct():
            return "objecting"
        case Consensus() | NoObjection():
            return "against"
        case NoRejection(tally):
            return _counted(tally).replace("in favour", "against")
        case Given() | Quorate() | AllOf() | AnyOf() | Successive():
            raise ValueError(f"it counts nobody: {it}")
        case _:
            assert_never(it)


def _so_many(numbers: Numbers | None) -> str:
    if numbers is None or numbers.base is None:
        return ""
    return f" of {numbers.counted:,} to {numbers.base - numbers.counted:,}"


def numbers_text(numbers: Numbers, what: str, least: int = 0) -> str:
    """Numbers as "5 of 9 in favour; 5 needed", and not fewer than `least`."""
    of = f" of {numbers.base:,}" if numbers.base is not None else ""
    if what in ("against", "objecting"):
        return f"{numbers.counted:,}{of} {what}"
    # What is counted is whole, so the smallest whole number that is enough says it exactly.
    return f"{numbers.counted:,}{of} {what}; {max(least, numbers.least):,} needed"
