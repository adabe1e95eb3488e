"""The model in words: as the language writes them, so that what is shown can be written into a file.

Claims are in `claim_wording`. With `spoken`, a majority has its article: "a majority of votes cast in Board".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from policy_dsl.model import (
    ALWAYS,
    AllBut,
    AllOf,
    And,
    AnyOf,
    AtMeeting,
    AttendanceTally,
    Attends,
    BodyHas,
    CastingVote,
    Compare,
    Comparison,
    Composition,
    Condition,
    Consensus,
    ConsentAct,
    ConsentVote,
    Count,
    Effect,
    EffectKind,
    EffectPattern,
    Event,
    EventKind,
    Given,
    Includes,
    IncludesCount,
    Is,
    NoObjection,
    NoObjectionAct,
    NoRejection,
    Not,
    Or,
    PowersOf,
    Quantity,
    Quorate,
    Requirement,
    Ruled,
    Scope,
    Share,
    Specification,
    Successive,
    Tally,
    Touches,
    Turnout,
    Waiting,
    Who,
)
from policy_dsl.model.atoms import Adjournment, adjournment, at_every_meeting
from policy_dsl.records import replace

MAJORITY = Share(Fraction(1, 2), strict=True)
UNANIMITY = Share(Fraction(1), strict=False)


def listed(items: Sequence[str]) -> str:
    """Items as a sentence lists them: "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def fraction(it: Fraction) -> str:
    """A share as rules write it: 2/3, but 55% and 100%; exact, whichever way."""
    hundredths = it * 100
    if hundredths.denominator == 1 and (it.denominator == 1 or it.denominator > 9):
        return f"{hundredths.numerator}%"
    return f"{it.numerator}/{it.denominator}"


def everyone(who: Who) -> str:
    """All of some parties: "City", "every one of Councils"; an attribute stands for those it names."""
    named = who.single or who.attribute or who.effects
    return who.label if named else f"every one of {who.label}"


def whom_it(verbs: Iterable[str]) -> str:
    """Those to whom a decision would do something: "whom it removes or suspends"."""
    return f"whom it {' or '.join(f'{verb}s' for verb in verbs)}"


def limited(scope: Scope) -> str:
    """The powers that a clause limits: "ordinary, urgent", "every power of Board"."""
    match scope:
        case None:
            return "every power"
        case PowersOf(body):
            return f"every power of {body}"
        case _:
            return ", ".join(scope)


def at_meeting(it: AtMeeting | None) -> str:
    """At which meetings a clause demands something: " at the first meeting"; nothing where that is not said."""
    return "" if it is None else f" {it.value}"


def made_of(who: Who, join: Callable[[Sequence[str]], str] = ", ".join) -> str:
    """A group's members, as its declaration lists them: "A, B, Council except Mayor"."""
    members = join([*who.parties, *who.bodies, *(part.label for part in who.also)])
    out = [part.label for part in who.but]
    return f"{members} except {join(out)}" if out else members


# --- conditions ----------------------------------------------------------------------------------


_OPPOSITE = {
    Comparison.BELOW: Comparison.AT_LEAST,
    Comparison.AT_LEAST: Comparison.BELOW,
    Comparison.ABOVE: Comparison.AT_MOST,
    Comparison.AT_MOST: Comparison.ABOVE,
}


HOW_MANY = {
    Comparison.BELOW: "fewer than",
    Comparison.AT_MOST: "at most",
    Comparison.EXACTLY: "exactly",
    Comparison.AT_LEAST: "at least",
    Comparison.ABOVE: "more than",
}


def as_compared(atoms: Iterable[Condition], it: Compare) -> Compare:
    """The same comparison as some conditions word it: "above 1_000" where one says so, not "at least 1_001"."""
    there = {
        (a.comparison, a.value)
        for a in atoms
        if isinstance(a, Compare) and a.attribute == it.attribute
    }
    lower = (Comparison.AT_LEAST, Comparison.BELOW)
    upper = (Comparison.ABOVE, Comparison.AT_MOST, Comparison.EXACTLY)
    if it.comparison not in lower or any((each, it.value) in there for each in lower):
        return it
    if not any((each, it.value - 1) in there for each in upper):
        return it
    above = it.comparison is Comparison.AT_LEAST
    return Compare(it.attribute, Comparison.ABOVE if above else Comparison.AT_MOST, it.value - 1)


def ruled(it: Is | Compare | Includes | IncludesCount, so: bool) -> str:
    """The same of the ruling: "kind is ruled to be policy"; of what is so or not, that it is ruled so, or not `so`."""
    if isinstance(it, Is) and isinstance(it.value, bool):
        return f"{it.attribute} is ruled to be {'yes' if it.value is so else 'no'}"
    verb = "include" if isinstance(it, Includes | IncludesCount) else "be"
    said = condition(it).removeprefix(f"{it.attribute} ").partition(" ")[2]
    return f"{it.attribute} is ruled to {verb} {said}"


def body_has(it: BodyHas) -> str:
    """How many sit in a body, or how many of its seats are vacant: "Board has fewer than 2 members"."""
    if it.vacant and it.comparison is Comparison.EXACTLY and it.number == 0:
        return f"{it.body} has no vacant seats"
    one, several = ("vacant seat", "vacant seats") if it.vacant else ("member", "members")
    noun = one if it.number == 1 else several
    among = "" if it.among is None else f" among {it.among.label}"
    return f"{it.body} has {HOW_MANY[it.comparison]} {it.number:_} {noun}{among}"


def seats(number: int) -> str:
    """How many seats a body has."""
    return f"seats {number:_}"


def allowed(it: Composition) -> str:
    """What a composition allows: "at most 2 of Acme", "at most 1/3 of members of Acme"."""
    most = f"{fraction(it.most)} of members" if it.share else f"{int(it.most):_}"
    return f"at most {most} of {it.who.label}"


def condition(it: Condition) -> str:
    """A condition: "kind is policy and may_outsource"; what always holds is "always"."""
    match it:
        case Is(attribute, value):
            if isinstance(value, bool):
                return attribute if value else f"not {attribute}"
            return f"{attribute} is {value}"
        case Compare(attribute, comparison, value):
            return f"{attribute} {comparison.value} {value:_}"
        case Includes(attribute, who, every):
            if who.single:
                return f"{attribute} includes {who.label}"
            return f"{attribute} includes {'every one' if every else 'any'} of {who.label}"
        case IncludesCount(attribute, who, comparison, number, share):
            many = fraction(number) if share else f"{int(number):_}"
            return f"{attribute} includes {HOW_MANY[comparison]} {many} of {who.label}"
        case BodyHas():
            return body_has(it)
        case Ruled(part):
            return ruled(part, True)
        case Not(Ruled(Is(_, bool()) as part)):
            return ruled(part, False)
        case Touches(label):
            return label
        case Not(Is(attribute, str() as value)):
            return f"{attribute} is not {value}"
        case Not(Compare(attribute, Comparison.EXACTLY, value)):
            return f"{attribute} is not {value:_}"
        case Not(Compare(attribute, comparison, value)):
            return condition(Compare(attribute, _OPPOSITE[comparison], value))
        case Not(Includes(attribute, who, False)) if not who.single:
            return f"{attribute} includes no one of {who.label}"
        case Not(IncludesCount(comparison=comparison) as count) if comparison in _OPPOSITE:
            return condition(replace(count, comparison=_OPPOSITE[comparison]))
        case Not(BodyHas(comparison=Comparison.EXACTLY, number=0) as has):
            return condition(replace(has, comparison=Comparison.AT_LEAST, number=1))
        case Not(BodyHas(comparison=comparison) as has) if comparison in _OPPOSITE:
            return condition(replace(has, comparison=_OPPOSITE[comparison]))
        case Not(Touches("amends any clause")):
            return "amends no clause"
        case Not(Touches("changes anything")):
            return "changes nothing"
        case Not(part):
            return f"not {_bracketed(condition(part), isinstance(part, And | Or))}"
        case And(()):
            return "always"
        case Or(()):
            return "never"
        case And(parts):
            return " and ".join(
                _bracketed(condition(p), isinstance(p, And | Or) and len(parts) > 1) for p in parts
            )
        case Or(parts):
            return " or ".join(
                _bracketed(condition(p), isinstance(p, Or) and len(parts) > 1) for p in parts
            )


def when(it: Condition) -> str:
    """A condition after what it restricts: " when may_outsource"; nothing for one that always holds."""
    return "" if it == ALWAYS else f" when {condition(it)}"


def _bracketed(text: str, needed: bool) -> str:
    return f"({text})" if needed else text


# --- requirements --------------------------------------------------------------------------------


def quantity(it: Quantity, spoken: bool = False) -> str:
    """A threshold: "majority", "unanimity", "at least 2/3", "more than 3", "all but 3"."""
    match it:
        case Share() if it == MAJORITY:
            return "a majority" if spoken else "majority"
        case Share() if it == UNANIMITY:
            return "unanimity"
        case Share(share, strict):  # its rounding stands at the end of the tally
            return f"{'more than' if strict else 'at least'} {fraction(share)}"
        case Count(number, strict):
            return f"{'more than' if strict else 'at least'} {number}"
        case AllBut(number):
            return f"all but {number}"


def tally(it: Tally, spoken: bool = False) -> str:
    """A tally: "at least 55% of members in Council weighted by population"."""
    among = f" among {it.among.label}" if it.among else ""
    if it.base is None:
        assert isinstance(it.quantity, Count)
        number = it.quantity.number + it.quantity.strict
        return f"at least {number} votes in favour{among} in {it.body}{no_quorum(it)}"
    weighted = f" weighted by {it.weight}" if it.weight else ""
    counting = " counting abstentions" if it.abstentions else ""
    rounding = it.quantity.rounding if isinstance(it.quantity, Share) else None
    rounded = f" rounded {rounding.value}" if rounding else ""
    head = f"{quantity(it.quantity, spoken)} of {it.base.value}"
    return f"{head}{among} in {it.body}{weighted}{counting}{rounded}{no_quorum(it)}"


def no_quorum(it: Tally | Consensus | NoObjection) -> str:
    """That votes count without a quorum: " with quorum none"; nothing where the quorum of the body is asked for."""
    return " with quorum none" if it.no_quorum else ""


def requirement(specification: Specification, it: Requirement, spoken: bool = False) -> str:
    """A requirement: "majority of votes cast in House and consent of President by separate act"."""
    match it:
        case Tally():
            return tally(it, spoken)
        case NoRejection(inner):
            return f"no rejection by {tally(inner, spoken)}"
        case Consensus(body):
            return f"consensus in {body}{no_quorum(it)}"
        case NoObjection(who, body):
            return f"no objection from {who.label} in {body}{no_quorum(it)}"
        case NoObjectionAct(who):
            return f"no objection from {who.label} by separate act"
        case ConsentVote(who, body, need):
            return f"consent of {_some(who, need)} in {body}"
        case ConsentAct(who, need):
            return f"consent of {_some(who, need)} by separate act"
        case Attends(who, body, need):
            return f"attendance of {_some(who, need)} in {body}"
        case AttendanceTally(inner):
            return f"attendance of {tally(inner, spoken)}"
        case Turnout(inner):
            return f"turnout of {tally(inner, spoken)}"
        case CastingVote(body):
            chair = specification.body[body].chair
            return f"casting vote of {chair.party if chair else 'nobody'} in {body}"
        case Quorate(body, so):
            return f"{body} {'is' if so else 'is not'} quorate"
        case Given(And(()) | Or(())):
            return _settled(isinstance(it.condition, And))
        case Given(part):
            return condition(part)
        case AllOf() if (every := at_every_meeting(it)) is not None:
            said = _bracketed(requirement(specification, every, spoken), _compound(every))
            return f"{said} at every meeting"
        case AnyOf() if (adjourned := adjournment(it)) is not None:
            return _adjourned(specification, adjourned, spoken)
        case AllOf(parts) | AnyOf(parts):
            return _joined(specification, parts, "and" if isinstance(it, AllOf) else "or", spoken)
        case Successive():
            return _successive(specification, it, spoken)


def quorum(specification: Specification, it: Requirement | None, spoken: bool = False) -> str:
    """A quorum, whose tallies count those who attend: "at least 1/2 of members in Board"; or "none"."""
    match it:
        case None:
            return "none"
        case AttendanceTally(inner):
            return tally(inner, spoken)
        case AllOf(parts) | AnyOf(parts) if parts:
            word = " and " if isinstance(it, AllOf) else " or "
            return word.join(
                _bracketed(quorum(specification, p, spoken), isinstance(p, AllOf | AnyOf))
                for p in parts
            )
        case _:
            return requirement(specification, it, spoken)


def _some(who: Who, need: int | None) -> str:
    return everyone(who) if need is None else f"at least {need} of {who.label}"


def _joined(
    specification: Specification, parts: tuple[Requirement, ...], word: str, spoken: bool
) -> str:
    if not parts:
        return _settled(word == "and")
    return f" {word} ".join(
        _bracketed(requirement(specification, part, spoken), len(parts) > 1 and _compound(part))
        for part in parts
    )


def _successive(specification: Specification, it: Successive, spoken: bool) -> str:
    """What is needed at meetings that follow one another; of one with nothing after it, that it is the first."""
    said = [
        _bracketed(requirement(specification, stage, spoken), _is_alternative(stage))
        for stage in it.stages
    ]
    if set(it.stages[1:]) == {AllOf(())}:
        return f"{said[0]} at the first meeting"
    between = it.waiting or (None,) * (len(said) - 1)
    then = (f" then{waiting(each)} {stage}" for stage, each in zip(said[1:], between, strict=True))
    return said[0] + "".join(then)


def _adjourned(specification: Specification, it: Adjournment, spoken: bool) -> str:
    """What is needed at a first meeting, or at an adjourned one; spoken once, where that is the same."""
    first, again = (requirement(specification, each, spoken) for each in (it.first, it.again))
    if spoken and it.first == it.again:
        first = _bracketed(first, _compound(it.first))
        return f"{first} at a first or an adjourned meeting of {it.body}"
    bracketed = _bracketed(again, _is_alternative(it.again))
    return f"{first} or at an adjourned meeting of {it.body} {bracketed}"


def waiting(it: Waiting | None) -> str:
    """How long after the meeting before it a meeting is: " after at least 14 days"; nothing where that is not said."""
    if it is None:
        return ""
    return f" after at least {it.number:_} {it.unit[:-1] if it.number == 1 else it.unit}"


def _is_alternative(it: Requirement) -> bool:
    """Whether it stands in parentheses as one of several meetings."""
    if isinstance(it, Given):
        return isinstance(it.condition, Or)
    return isinstance(it, AnyOf | Successive)


def _settled(met: bool) -> str:
    """What is met, or not, whatever is decided and however anybody votes."""
    return "nothing" if met else "what cannot be met"


def _compound(it: Requirement) -> bool:
    if isinstance(it, Given):
        return isinstance(it.condition, And | Or)
    return isinstance(it, AllOf | AnyOf | Successive)


# --- effects and events --------------------------------------------------------------------------

_EFFECTS = {
    EffectKind.AMEND: "amends {target}",
    EffectKind.LAPSE: "repeals {target}",
    EffectKind.ENACT: "enacts {target}",
    EffectKind.ENACT_NEW: "enacts a new {target}",
    EffectKind.ENACT_EXCEPTION: "enacts a new exception to {target}",
    EffectKind.ENACT_POWER: "enacts a new power",
    EffectKind.AMEND_QUORUM: "amends quorum of {target}",
    EffectKind.SUSPEND: "suspends {party} from {target}",
    EffectKind.RESTORE: "restores {party} to {target}",
    EffectKind.REMOVE: "removes {party} from {target}",
    EffectKind.ADMIT: "admits {party} to {target}",
    EffectKind.ADMIT_NEW: "admits newcomers to {target}",
}


def effect(it: Effect) -> str:
    """What a decision does to the rules or seats: "removes City from Board"."""
    return _EFFECTS[it.kind].format(target=it.target, party=it.party)


def pattern(it: EffectPattern) -> str:
    """A set of effects: "removes any member from Board"."""
    targets = "anything" if it.targets is None else listed(it.targets) or "nothing"
    return _EFFECTS[it.kind].format(target=targets, party=it.party or "any member")


_EVENTS = {
    EventKind.JOINS: "{subject} joins {body}",
    EventKind.LEAVES: "{subject} leaves {body}",
    EventKind.SUSPENDED: "{subject} is suspended from {body}",
    EventKind.RESTORED: "{subject} is restored to {body}",
    EventKind.TAKES_EFFECT: "{subject} takes effect",
    EventKind.LAPSES: "{subject} lapses",
}


def event(it: Event) -> str:
    """An event: "City is suspended from Board", "one of Members leaves Board"."""
    subject = it.subject if it.one_of is None else f"one of {it.one_of.label}"
    return _EVENTS[it.kind].format(subject=subject, body=it.body)
