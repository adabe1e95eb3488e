"""What is said about edits that close loopholes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_dsl import wording
from policy_dsl.model import ALWAYS
from verifier.results.loopholes import PropertyLoopholes
from verifier.results.repair import (
    Cost,
    OpenWay,
    PropertyRepairs,
    Repair,
    UnsettledEdit,
    VerdictChange,
)
from verifier.words.check import VERDICTS
from verifier.words.diffing import read_as
from verifier.words.loopholes import finding

ENTRENCHED = "entrenched"
ENTRENCHING = "entrenchment"
PROPOSED = "a proposal: not in the source"
CLOSES = "Closes:"
OPENS = "Opens instead:"
PROPERTIES = "Verdicts that change:"
COSTS = "What else changes:"
PAST = "Open at an earlier time only, which no change of wording can undo:"
UNCLOSED = "No edit of these kinds closes:"
NOTHING_OPEN = "There is no way round it now that is not accepted; nothing to repair."
UNSETTLED = "Not settled of these edits what they close:"
PERHAPS_CLOSED = "Not settled whether an edit of these kinds closes:"
MORE_WAYS = "more ways round it are left than are listed"
NO_COSTS = "Nothing else changes: no other decision passes with more, fewer or other votes."


def changed_meanwhile(path: str) -> str:
    """Somebody edited the file in the time that the search took."""
    return f"{path} was changed meanwhile, and is left as it is; call again"


def narrowed(name: str, condition: str) -> str:
    """An exception that applies to less."""
    return f"let the exception {name} apply only where {condition}"


def dropped(name: str) -> str:
    """An exception less."""
    return f"take the exception {name} out"


def consent_to_exception(name: str, requirement: str) -> str:
    """An exception at a price."""
    return f"let the exception {name} require {bare(requirement)}"


def extended(name: str, power: str) -> str:
    """A rule over one more power."""
    return f"let {name} limit the power {power} too"


def strengthened(name: str, before: str, after: str) -> str:
    """Another denominator."""
    return f"in {name}, count of {after} instead of {before}"


def all_strengthened(name: str) -> str:
    """The strongest denominator everywhere."""
    return f"in {name}, count of members throughout"


def consent_to_power(name: str, requirement: str) -> str:
    """A power at a price."""
    return f"let the power {name} require {bare(requirement)} as well"


def consent_to_amendment(name: str, requirement: str) -> str:
    """A power that changes rules at a price."""
    return f"let the power {name} amend clauses only with {requirement}"


def change_with_consent(change: str, requirement: str) -> str:
    """A new rule about changing rules."""
    return f"add a rule: a decision that {change} needs {requirement}"


def entrenched(name: str) -> str:
    """A clause that nobody can change."""
    return f"entrench {name}"


def taken_away(name: str, grant: str) -> str:
    """A power that may change less."""
    return f"take from the power {name} that it may {grant}"


def bare(requirement: str) -> str:
    """A requirement without the parentheses that it needs beside others."""
    return requirement[1:-1] if requirement[0] == "(" else requirement


def listed(items: Sequence[str], word: str) -> str:
    """A, B or C."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {word} {items[-1]}"


def way(it: OpenWay) -> str:
    """A way round, in a line."""
    said = finding([[each.text for each in openings] for openings in it.sets])
    return f"{it.name}  {said}" if it.name else said


def ways(number: int) -> str:
    """So many ways round."""
    return "no way round it" if number == 0 else f"{number} way{'s' * (number != 1)} round it"


def found(it: PropertyRepairs) -> str:
    """How many edits there are."""
    if not it.ways and (it.undetermined or it.unsettled):
        return f"No way round it is known ({it.tried} edits tried); whether there is one is not settled."
    if not it.ways:
        return NOTHING_OPEN
    single = len(it.ways) == 1
    many = ways(len(it.ways))
    if it.past:
        many = f"{many}, beside {len(it.past)} at an earlier time only"
    number = len(it.repairs)
    if number == 0:
        if it.unsettled or it.undetermined:
            whom = "it" if single else "one of them"
            return f"{many}. No edit is known to close {whom}; whether one does is not settled ({it.tried} tried)."
        none = "None of the edits tried closes " + ("it" if single else "one of them")
        return f"{many}. {none} ({it.tried} tried)."
    edits = "1 edit closes" if number == 1 else f"{number} edits close"
    first = (
        ""
        if number == 1
        else " Those that break nothing come first, of these those that close most."
    )
    return f"{many}; {edits} {'it' if single else 'some of them'} ({it.tried} tried).{first}"


def in_a_line(it: Repair) -> str:
    """An edit with what it closes, leaves and breaks, in a line."""
    closes = (
        f"closes {', '.join(way.name.rpartition('/')[2] for way in it.closes)}" if it.closes else ""
    )
    broken = [each.name for each in it.changes if each.breaks]
    said = [closes, f"leaves {_number_left(it)}"]
    said += [f"opens {len(it.opens)}"] if it.opens else []
    said += [f"breaks {', '.join(broken)}"] if broken else []
    said += (
        ["some decisions cannot pass any more"] if any(c.kind == "stuck" for c in it.costs) else []
    )
    said += [not_all(reason) for reason in it.open]
    said += [not_all_listed(more) for more in it.cut]
    return f"{it.text}: {'; '.join(each for each in said if each)}"


def _number_left(it: Repair) -> str:
    if not it.left:
        return "none that is known" if it.left_open else "none"
    number = f"{it.left} way{'s' * (it.left != 1)}"
    return f"{'at least ' * it.left_open}{number}{_need_more(it)}"


def _need_more(it: Repair) -> str:
    """How many of those that are left take more than what is closed did."""
    if not it.need_more:
        return ""
    if it.need_more == it.left:
        return (
            ", which needs more than before"
            if it.left == 1
            else ", all of which need more than before"
        )
    return f", of which {it.need_more} need{'s' if it.need_more == 1 else ''} more than before"


def alike(numbers: Sequence[int], them: Sequence[Repair]) -> str:
    """Other edits that do the same."""
    said = "; ".join(f"{n}. {each.text}" for n, each in zip(numbers, them, strict=True))
    return f"To the same effect: {said}"


def in_full(number: int, more: int) -> str:
    """Where the edits are told in full that are not, of which so many are not listed."""
    rest = f"And {more} more. " if more else ""
    return f"{rest}{'The first in full; all: -v.' if number else 'In full: -v.'} To write one: --apply NUMBER."


def can_be_got_round(results: Sequence[PropertyLoopholes]) -> Iterator[str]:
    """Of which properties there are ways round to close, a line each."""
    for each in results:
        names = [way.name for way in each.loopholes if way.accepted is None]
        if names:
            many = ways(len(names))
            shown = names[0] if len(names) == 1 else f"{names[0]} to {names[-1].rpartition('/')[2]}"
            more = ", and more exist" if each.more else ""
            yield f"{each.property}: {many}{more} ({shown})"
        if each.undetermined is not None:
            yield f"{each.property}: not all ways round it were looked for: {each.undetermined}"


NOTHING_TO_REPAIR = "There is no way round any claim that is not accepted; nothing to repair."
WHICH = "To close them: vetoproof repair FILE PROPERTY. What they are: vetoproof loopholes FILE."
NO_NUMBER = "name the property that edit is to close a way round of"


def left(it: Repair) -> str:
    """What stays open."""
    return f"Leaves {_left(it)}."


def _left(it: Repair) -> str:
    if not it.left:
        return f"{ways(0)} that is known" if it.left_open else ways(0)
    return f"{'at least ' * it.left_open}{ways(it.left)}{_need_more(it)}"


def verdict_change(it: VerdictChange) -> str:
    """A verdict that the edit changes."""
    said = f"{it.name}: {VERDICTS[it.before]} before, {VERDICTS[it.after]} after"
    if it.breaks:
        return f"{said}, so the edit breaks it"
    return f"{said}; the file expects another verdict" if it.unexpected else said


def _decisions(it: Cost) -> str:
    """A class of decisions: "decisions where kind is policy, with unanimity read as cast"."""
    which = "any decision"
    if it.condition != ALWAYS:
        which = f"decisions where {wording.condition(it.condition)}"
    some = "" if it.every else "some, not all, "
    return f"{some}{which}{f', with {read_as(it.readings)}' if it.readings else ''}"


def cost(it: Cost) -> str:
    """What an edit does to a class of decisions."""
    of = _decisions(it)
    match it.kind:
        case "stuck":
            return f"cannot pass any more: {of}"
        case "harder":
            return f"need votes that they did not need before: {of}"
        case "easier":
            return f"pass with votes that did not suffice before: {of}"
        case "passable":
            return f"can pass, and could not before: {of}"
        case "veto":
            return f"can now be blocked by {_each(it.parties)}: {of}"
        case "veto lost":
            return f"can no longer be blocked by {_each(it.parties)}: {of}"
        case _:
            raise ValueError(it.kind)


def _each(parties: tuple[str, ...]) -> str:
    if len(parties) == 1:
        return parties[0]
    return f"each of {listed(parties, 'and')} alone"


def no_repair(number: int, known: int) -> str:
    """There is no edit of that number."""
    return f"there is no edit {number}; there are {known}" if known else "there is no edit to apply"


def applied(number: int, path: str, text: str) -> str:
    """An edit was written."""
    return f"{path}: edit {number} written: {text}."


def edits_left(reached: str, texts: Sequence[str]) -> str:
    """The run had to end before these were tried."""
    shown = "; ".join(texts[:_EDITS_NAMED])
    more = f"; and {len(texts) - _EDITS_NAMED} more" if len(texts) > _EDITS_NAMED else ""
    return f"{reached} before {len(texts)} edit{'s were' if len(texts) != 1 else ' was'} tried: {shown}{more}"


_EDITS_NAMED = 5


def not_all(reason: str) -> str:
    """What a limit kept open."""
    return f"Not all is known: {reason}"


def not_all_listed(more: str) -> str:
    """There is more of what is listed."""
    return f"Not all is listed: {more}"


def verdict_open(name: str) -> str:
    """Before or after the edit a verdict is not known."""
    return f"whether the verdict of {name} changes"


def unsettled(it: UnsettledEdit) -> str:
    """An edit of which it is not known what it closes."""
    return f"{it.text} ({it.reason})"
