"""A change of wording as lawyers read it: the clause in plain English, what changes marked, and what else changes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence

from policy_dsl import wording
from policy_dsl.model import AnyClause, Provision, Rule, Specification
from verifier.results import Verdict
from verifier.results.repair import Cost, Repair
from verifier.results.review import ChangedWords, Marked
from verifier.words import (
    clause_glosses,
    in_titles,
    plain_conditions,
    plain_names,
    plain_requirements,
)
from verifier.words.repair import left, not_all, not_all_listed
from verifier.words.review import numbered
from verifier.words.sentences import capitalised

# So few words that stay between two changes are changed with them.
_BETWEEN = 4
# So many words of what stays are shown beside what changes.
_AROUND = 6
# So many kinds of decision are named of which the same becomes otherwise; of the others, how many there are.
_LISTED = 1


def changed(
    before: Specification, after: Specification, renamed: Mapping[str, str] | None = None
) -> tuple[ChangedWords, ...]:
    """The clauses that a change of wording touches, each by its sentences that change, with what comes and goes.

    Each sentence names its clause, so that it can be taken over as it stands. What is `renamed`, by its old name, is
    the same clause, and its other title no change.
    """
    found = []
    now = {name: name for name in before.clause} | dict(renamed or {})
    titles = {
        in_titles.clause(before, was): in_titles.clause(after, name)
        for was, name in now.items()
        if name in after.clause
    }
    added = [name for name in after.clause if name not in now.values()]
    for was, name in (*now.items(), *((each, each) for each in added)):
        old, new = _retitled(_gloss(before, was), titles), _gloss(after, name)
        if old != new:
            where, it = (before, was) if was in before.clause else (after, name)
            called = titles.get(in_titles.clause(where, it), in_titles.clause(where, it))
            gone, becomes = (
                tuple(each for each in them if each not in others)
                for them, others in ((old, new), (new, old))
            )
            found.append(ChangedWords(called, it in added, _marked(gone, becomes)))
    return tuple(found)


def _retitled(them: Sequence[str], titles: Mapping[str, str]) -> tuple[str, ...]:
    """Sentences with the titles that clauses have now."""
    others = {was: now for was, now in titles.items() if was != now}
    if not others:
        return tuple(them)
    found = re.compile("|".join(map(re.escape, others)))
    return tuple(found.sub(lambda match: others[match[0]], each) for each in them)


def _gloss(specification: Specification, name: str) -> tuple[str, ...]:
    clause: AnyClause | None = specification.clause.get(name)
    if clause is None or isinstance(clause, Provision):
        return ()
    if isinstance(clause, Rule) and not clause.readings and clause.at is None:
        return _in_one(specification, clause)
    called = in_titles.clause(specification, name)
    said = clause_glosses.clause(specification, clause)
    return tuple(_naming(called, each) for each in said)


def _in_one(specification: Specification, it: Rule) -> tuple[str, ...]:
    """A rule in one sentence, and whether it can be changed."""
    which = plain_conditions.decisions(specification, it.when.under(None))
    asked = plain_requirements.requirement(specification, it.requires.under(None))
    through = capitalised(clause_glosses.through(specification, it))
    fixed = clause_glosses.clause(specification, it)[-1:] if it.fixed else ()
    return (f"{through}, {which} passes only if {asked}.", *fixed)


# How sentences about a clause speak of it.
_OF_ITSELF = (("It ", "{} "), ("decision is taken in this way", "decision is taken under {}"))


def _naming(called: str, sentence: str) -> str:
    for words, named in _OF_ITSELF:
        if sentence.startswith(words) or not words.startswith("It"):
            sentence = sentence.replace(words, named.format(called), 1)
    return sentence


# A word with the room before it; what stands at its end is one of its own.
_WORDS = re.compile(r"\s*[^\s.,;:()]+|\s*[.,;:()]")


def _marked(old: Sequence[str], new: Sequence[str]) -> tuple[Marked, ...]:
    """Word by word what stays, goes and comes; where more than few words go for others, the whole sentences."""
    before, after = " ".join(old), " ".join(new)
    found = _word_by_word(before, after)
    kept, others = (
        sum(len(each.text.split()) for each in found if (each.kind == "kept") is stays)
        for stays in (True, False)
    )
    if {"in", "out"} <= {each.kind for each in found} and _FEW * others > kept:
        return _whole(before, after)
    return found


# Words that go and come stand beside each other where at least so many times as many stay.
_FEW = 2


def _whole(before: str, after: str) -> tuple[Marked, ...]:
    return Marked("out", f"{before} "), Marked("in", after)


def _word_by_word(old: str, new: str) -> tuple[Marked, ...]:
    first, second = _WORDS.findall(old), _WORDS.findall(new)
    found: list[Marked] = []
    for a, b, c, d in _changes(first, second):
        if first[a:b] == second[c:d]:
            found.append(Marked("kept", "".join(first[a:b])))
            continue
        if b > a:
            room = " " if d > c and not second[c].startswith(" ") else ""
            found.append(Marked("out", f"{''.join(first[a:b])}{room}"))
        if d > c:
            found.append(Marked("in", "".join(second[c:d])))
    return tuple(found)


def _changes(first: Sequence[str], second: Sequence[str]) -> Sequence[tuple[int, int, int, int]]:
    """What is the same and what is not, a few words that stay between two changes counted to these."""
    found: list[tuple[int, int, int, int]] = []
    codes = difflib.SequenceMatcher(None, first, second, False).get_opcodes()
    for index, (tag, a, b, c, d) in enumerate(codes):
        within = 0 < index < len(codes) - 1
        joined = tag == "equal" and within and b - a <= _BETWEEN
        before = found[-1] if found else None
        if before is not None and (joined or (tag != "equal" and _differ(first, second, before))):
            found[-1] = (before[0], b, before[2], d)
        else:
            found.append((a, b, c, d))
    return found


def _differ(first: Sequence[str], second: Sequence[str], part: tuple[int, int, int, int]) -> bool:
    a, b, c, d = part
    return first[a:b] != second[c:d]


def briefly(it: ChangedWords) -> tuple[Marked, ...]:
    """What changes with the few words around it; of a sentence that goes for another one, how it begins."""
    found: list[Marked] = []
    marked = it.words
    if {"in", "out"} <= {each.kind for each in marked}:
        before = "".join(each.text for each in marked if each.kind != "in")
        after = "".join(each.text for each in marked if each.kind != "out")
        marked = _whole(before.strip(), after.strip())
    for index, each in enumerate(marked):
        words = _WORDS.findall(each.text)
        if each.kind == "out" and each.text.endswith(". ") and len(words) > _AROUND:
            found.append(Marked("out", _beginning(words)))
            continue
        if each.kind != "kept" or len(words) <= 2 * _AROUND:
            found.append(each)
            continue
        first = [] if index == 0 else words[:_AROUND]
        behind = [] if index == len(marked) - 1 else words[-_AROUND:]
        found.append(Marked("kept", "".join([*first, " …", *behind])))
    return tuple(found)


def _beginning(words: Sequence[str]) -> str:
    """How a sentence begins, with no quotation left open."""
    for number in range(_AROUND, len(words)):
        said = "".join(words[:number])
        if said.count("“") == said.count("”"):
            return f"{said} …"
    return "".join(words)


def rechecked(specification: Specification, it: Repair, with_changes: bool) -> Iterator[str]:
    """What checking everything again with the change said; `with_changes`: ways by changes were looked for, too."""
    numbers = {prop.name: n for n, prop in enumerate(specification.properties, 1)}
    closed = {way.name.rpartition("/")[0] for way in it.closes} & set(numbers)
    round_ = numbered(closed, numbers) if len(closed) == 1 else "it"
    said = left(it).removesuffix(".").replace("round it", f"round {round_}")
    yield f"{said}." if with_changes else f"{said} as the rules stand."
    for verdict, said in (
        (Verdict.HOLDS, "Holds then"),
        (Verdict.FAILS, "Fails then"),
        (Verdict.VACUOUS, "Has nothing left to speak of then"),
    ):
        changes = [c for c in it.changes if c.after is verdict and c.name in numbers]
        for breaks in (True, False):
            names = [c.name for c in changes if c.breaks is breaks]
            held = ", and held before" if breaks else ""
            if names:
                yield f"{said}{held}: {numbered(names, numbers)}."
    costs: dict[tuple[str, ...], list[str]] = {}
    by_kind: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for cost in it.costs:
        by_kind.setdefault((cost.kind, cost.parties), []).append(_decisions(specification, cost))
    for (kind, parties), them in by_kind.items():
        costs.setdefault(tuple(them), []).append(_cost(specification, kind, parties))
    for decisions, fates in costs.items():
        more = len(decisions) - _LISTED
        shown = decisions[:_LISTED]
        kinds = "kind" if more == 1 else "kinds"
        rest = f"; and {more} more {kinds} of decision" if more > 0 else ""
        said = wording.listed(fates)
        yield f"{capitalised(said)}: {'; '.join(shown)}{rest}."
    for reason in it.open:
        yield not_all(reason)
    for cut in it.cut:
        yield not_all_listed(cut)
    if not (it.costs or it.open or it.cut):
        yield "No other decision passes with more, fewer or other votes than now."


def warned(specification: Specification, it: Repair) -> str:
    """Which claims hold no more with the change, that somebody can block more or less passes; and if not all is known.

    A claim about which nothing is left to say is among the first. It says, too, how many ways round stay open.
    """
    numbers = {prop.name: n for n, prop in enumerate(specification.properties, 1)}
    broken = [change.name for change in it.changes if change.breaks and change.name in numbers]
    lost = any(cost.kind == "stuck" for cost in it.costs)
    gained = dict.fromkeys(cost.parties for cost in it.costs if cost.kind == "veto")
    said = [BREAKS.format(numbered(broken, numbers), "s" if len(broken) == 1 else "")] * bool(
        broken
    )
    said += [BLOCKS_MORE.format(_holders(specification, parties)) for parties in gained]
    said += [PASSES_LESS] if lost else []
    known = [f"With it {wording.listed(said)}."] if said else []
    known += [_stays_open(it)] if it.left else []
    return " ".join([*known, *([NOT_ALL_KNOWN] if it.open else [])])


def _stays_open(it: Repair) -> str:
    ways = "1 way round stays open" if it.left == 1 else f"{it.left} ways round stay open"
    return f"At least {ways}." if it.left_open else f"{ways}."


BREAKS = "{} no longer hold{}"
BLOCKS_MORE = "more decisions can be blocked by {}"
PASSES_LESS = "some decisions cannot pass any more"
NOT_ALL_KNOWN = "Not all that it changes is known."


def _decisions(specification: Specification, it: Cost) -> str:
    which = plain_conditions.decisions(specification, it.condition)
    some = "" if it.every else "not all of these: "
    each = [
        f"{in_titles.shortly(specification, clause)} read as "
        + " or ".join(in_titles.read_as(specification, clause, reading) for reading in readings)
        for clause, readings in it.readings
    ]
    read = wording.listed(each)
    return f"{some}{which}{f', with {read}' if read else ''}"


def _one(specification: Specification, party: str) -> str:
    if specification.party[party].cohort:
        return plain_names.one_of_a_cohort(specification, party, "any one")
    return plain_names.party(specification, party)


def _cost(specification: Specification, kind: str, parties: Sequence[str]) -> str:
    match kind:
        case "stuck":
            return "cannot pass any more"
        case "harder":
            return "needs more votes"
        case "easier":
            return "passes with fewer"
        case "passable":
            return "can pass now"
        case _:
            lost = "no longer" if kind == "veto lost" else "now"
            return f"can {lost} be blocked by {_holders(specification, parties)}"


def _holders(specification: Specification, parties: Sequence[str]) -> str:
    """Parties each of which can block something alone."""
    them = [_one(specification, name) for name in parties]
    if len(them) == 1:
        return them[0]
    if len(them) <= 3:
        return f"each of {wording.listed(them)} alone"
    return f"each of {len(them)} parties alone"
