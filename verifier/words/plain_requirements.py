"""Requirements in plain English: votes, consents, attendance, quorums."""

from __future__ import annotations

from policy_dsl import wording
from policy_dsl.model import (
    AllBut,
    AllOf,
    AnyOf,
    AttendanceTally,
    Attends,
    Base,
    CastingVote,
    Consensus,
    ConsentAct,
    ConsentVote,
    Count,
    Given,
    NoObjection,
    NoObjectionAct,
    NoRejection,
    Quantity,
    Quorate,
    Requirement,
    Rounding,
    Share,
    Specification,
    Successive,
    Tally,
    Turnout,
    Waiting,
    Who,
)
from policy_dsl.model.atoms import adjournment, requirement_atoms
from policy_dsl.model.atoms import without_quorum as without_quorum_of
from policy_dsl.model.traverse import requirements_of
from verifier.words import articles, plain_conditions, plain_names

_EITHER_WAY = "for or against it"
NOTHING_MORE = "nothing more is asked for"


def quantity(it: Quantity) -> str:
    """How many of a base: "more than half", "all", "at least 2/3"."""
    match it:
        case Share() if it == wording.MAJORITY:
            return "more than half of"
        case Share() if it == wording.UNANIMITY:
            return "all"
        case Share() | Count():
            return f"{wording.quantity(it)} of"
        case AllBut(number):
            return f"all but {number} of"


def tally(specification: Specification, it: Tally, does: str = "for it") -> str:
    """A tally as a sentence: "more than half of the votes cast in the ICS board are for it"."""
    where = plain_names.body(specification, it.body)
    among = f", among {plain_names.who(specification, it.among)}," if it.among else ""
    weighed = f", counted by {plain_names.spaced(it.weight)}" if it.weight else ""
    abstaining = ", abstentions included" if it.abstentions else ""
    tail = f"{weighed}{abstaining}{rounded(it.quantity)}{without_quorum(it)}"
    if it.weight and isinstance(it.quantity, Count):
        who_votes = f"those who vote {does}{' or abstain' if abstaining else ''} in {where}{among}"
        amount = wording.quantity(it.quantity)
        return f"{who_votes} have a {plain_names.spaced(it.weight)} of {amount} in all{without_quorum(it)}"
    if it.base is None:
        assert isinstance(it.quantity, Count)
        number = it.quantity.number + it.quantity.strict
        return f"at least {number} votes in {where}{among} are {does}{weighed}{without_quorum(it)}"
    amount = quantity(it.quantity)
    if it.base is Base.CAST:
        noun = f"the votes cast in {where}{among}"
        uncounted = [] if abstaining else ["abstentions are not votes cast"]
        uncounted += [] if does == _EITHER_WAY else _casting(specification, it)
        verb = f"are {does} ({'; '.join(uncounted)})" if uncounted else f"are {does}"
    elif it.base is Base.PRESENT:
        noun = f"those present in {where}{among}"
        verb = f"vote {does}"
    elif it.base is Base.SEATS:
        noun = f"the seats of {where}"
        verb = f"vote {does} (the absent and vacant seats count among them)"
    elif it.base is Base.NOT_ABSTAINING:
        noun = f"{articles.members_of(where)}{among} who do not abstain"
        verb = f"vote {does} (the absent count among them)"
    else:
        noun = f"{articles.members_of(where)}{among}"
        verb = f"vote {does} (the absent count as members)"
    return f"{amount} {noun} {verb}{tail}"


def _casting(specification: Specification, it: Tally) -> list[str]:
    """That a casting vote decides it where there are as many votes on either side, if one does."""
    chair = specification.body[it.body].chair
    whole = it.among is None and not it.abstentions and it.base is Base.CAST
    if chair is None or not chair.casting_vote or it.quantity != wording.MAJORITY or not whole:
        return []
    who_casts = plain_names.party(specification, chair.party)
    return [
        f"if as many are for it as against it, and any are, the casting vote of {who_casts} decides"
    ]


def rounded(it: Quantity) -> str:
    """What becomes of a part of a vote: ", rounded down to whole votes"; nothing where it is not rounded."""
    rounding = it.rounding if isinstance(it, Share) else None
    match rounding:
        case None:
            return ""
        case Rounding.NEAREST:
            return ", rounded to the nearest whole number, halves up"
        case Rounding.UP | Rounding.DOWN:
            return f", rounded {rounding.value} to a whole number"


def requirement(specification: Specification, it: Requirement) -> str:
    """A requirement as a sentence without its full stop."""
    match it:
        case Tally():
            return tally(specification, it)
        case NoRejection(inner):
            return (
                f"it is not rejected, that is, unless {tally(specification, inner, 'against it')}"
            )
        case Consensus(where):
            return f"nobody present in {plain_names.body(specification, where)} votes against it{without_quorum(it)}"
        case NoObjection(them, where):
            here = f"{plain_names.who(specification, them)} in {plain_names.body(specification, where)}"
            return f"no vote against it comes from {here}{without_quorum(it)}"
        case ConsentVote(them, where, need):
            some = _some(specification, them, need)
            return f"{some} votes for it in {plain_names.body(specification, where)}"
        case ConsentAct(them, need):
            return f"{_some(specification, them, need)} consents, by an act of its own"
        case NoObjectionAct(them):
            if them.single:
                return (
                    f"{plain_names.who(specification, them)} does not object, by an act of its own"
                )
            return f"none of {plain_names.who(specification, them)} objects, by an act of its own"
        case Attends(them, where, need):
            return f"{_some(specification, them, need)} attends {plain_names.body(specification, where)}"
        case AttendanceTally(inner):
            return attendance(specification, inner)
        case Turnout(inner):
            return turnout(specification, inner)
        case CastingVote(where):
            return f"the casting vote in {plain_names.body(specification, where)} is cast for it"
        case Quorate(where, so):
            said = "is" if so else "is not"
            return f"{plain_names.body(specification, where)} {said} quorate"
        case Given(part):
            return plain_conditions.condition(specification, part)
        case AllOf(()):
            return NOTHING_MORE
        case AllOf(parts):
            return ", and ".join(_part(specification, part) for part in parts)
        case AnyOf(parts):
            adjourned = adjournment(it)
            if adjourned is not None:
                where = plain_names.body(specification, adjourned.body)
                first = _part(specification, adjourned.first)
                again = _part(specification, adjourned.again)
                return f"{first}; or, if {where} is not quorate at that meeting, at an adjourned one {again}"
            return ", or ".join(_part(specification, part) for part in parts)
        case Successive(stages, waiting):
            first, *later = (_part(specification, stage) for stage in stages)
            between = waiting or (None,) * len(later)
            then = (
                f", and then at another{_later(each)} {said}"
                for said, each in zip(later, between, strict=True)
            )
            return f"at one meeting {first}{''.join(then)}"


def _later(it: Waiting | None) -> str:
    return "" if it is None else f", at least {it.number:,} {it.unit} later,"


def without_quorum(it: Tally | Consensus | NoObjection) -> str:
    """That the quorum of the body is not asked for: ", however few attend"."""
    return ", however few attend" if it.no_quorum else ""


def attendance(specification: Specification, it: Tally) -> str:
    """A tally of those who attend: "at least 1/2 of the members of the ICS board attend"."""
    among = f" among {plain_names.who(specification, it.among)}" if it.among else ""
    weighed = f", counted by {plain_names.spaced(it.weight)}" if it.weight else ""
    where = plain_names.body(specification, it.body)
    whole = f"the seats of {where}" if it.base is Base.SEATS else articles.members_of(where)
    members = f"{whole}{among}"
    one = isinstance(it.quantity, Count) and it.quantity.number + it.quantity.strict == 1
    verb = "attends" if one else "attend"
    return f"{quantity(it.quantity)} {members} {verb}{weighed}{rounded(it.quantity)}"


def turnout(specification: Specification, it: Tally) -> str:
    """A tally of those who vote either way: "at least 1/2 of the members of the ICS board vote for or against"."""
    return tally(specification, it, _EITHER_WAY)


def quorum(specification: Specification, it: Requirement | None) -> str:
    """When a body can decide at all."""
    match it:
        case None:
            return "without a quorum"
        case AttendanceTally(inner):
            return f"only if {attendance(specification, inner)}"
        case AllOf(parts) if parts:
            return _only_if(" and ", [quorum(specification, part) for part in parts])
        case AnyOf(parts) if parts:
            return _only_if(" or ", [quorum(specification, part) for part in parts])
        case _:
            return f"only if {requirement(specification, it)}"


def deciding(specification: Specification, name: str) -> str:
    """When a body can decide at all, as its quorum says, and whether some clause asks for votes without it."""
    said = quorum(specification, specification.body[name].quorum)
    waived = any(
        without_quorum_of(atom) == name
        for clause in specification.clauses
        for requirement in requirements_of(clause)
        for atom in requirement_atoms(requirement)
    )
    without = specification.body[name].quorum is None
    return f"{said}, but where a clause asks for no quorum" if waived and not without else said


def _only_if(joint: str, parts: list[str]) -> str:
    """Several conditions, with what all of them begin with said once."""
    once = all(each.startswith("only if ") for each in parts)
    return joint.join([*parts[:1], *(p.removeprefix("only if ") if once else p for p in parts[1:])])


def _some(specification: Specification, them: Who, need: int | None) -> str:
    if need is None:
        return plain_names.everyone(specification, them)
    return f"each of at least {need} of {plain_names.who(specification, them)}"


def _part(specification: Specification, it: Requirement) -> str:
    said = requirement(specification, it)
    return f"({said})" if isinstance(it, AllOf | AnyOf) and len(it.parts) > 1 else said
