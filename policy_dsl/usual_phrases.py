"""What is written in plain English where the language has another phrase for it."""

from __future__ import annotations

import itertools

from policy_dsl.failures import Failure, shown
from policy_dsl.other_words import ARTICLES, COMPARISONS, LINKS, NUMBERS
from policy_dsl.plain_words import EXAMPLES

_BEGIN_REQUIREMENTS = frozenset({"MAJORITY", "UNANIMITY", "CONSENSUS", "TURNOUT", "CONSENT"})
_CHANGING = frozenset({"change", "changes", "amend", "amends", "repeal", "repeals"})


def said_otherwise(failure: Failure, accepted: frozenset[str]) -> str | None:
    """The phrase of the language, as advice; None where nothing usual is recognised."""
    if not failure.taken:
        return None
    for recognise in (_of_a_declaration, _of_a_number, _of_votes, _of_a_claim):
        advice = recognise(failure, accepted)
        if advice is not None:
            return advice
    return None


def _line(failure: Failure) -> list[str]:
    """The rest of the line, from what was found on."""
    line = failure.found.line
    return [str(each) for each in (failure.found, *failure.rest) if each.line == line]


def _of_a_declaration(failure: Failure, accepted: frozenset[str]) -> str | None:
    found, before, line = failure.found, failure.taken[-1], _line(failure)
    word = str(found)
    if found.line != before.line:
        keyword = word.lower().removesuffix("s")
        return f"did you mean `{keyword}`?" if keyword != word and keyword in EXAMPLES else None
    if str(before) in ARTICLES and before.type == "NAME" and found.type == "NAME":
        return f"leave `{shown(before)}` out: a name is one word"
    if failure.kind == "party" and found.type == "COMMA":
        names = [each for each in line if each != ","]
        others = " ".join(f"party {shown(each)}" for each in names)
        return f"each party has a declaration of its own: `party {shown(before)} {others}`"
    if failure.kind == "parties" and "INTEGER" in accepted and found.type == "NAME":
        return (
            "of `parties` there is a number, who have no names of their own: `parties 3 Member`;"
            f" or each has a declaration of its own: `party {shown(found)}`"
        )
    if found.type == "ALL" and "NAME" in accepted and failure.kind in {"body", "group"}:
        return "leave `all` out: the name of a group or body stands for all of it"
    if found.type == "SUSPENDED" and failure.kind == "timeline" and "IS" in accepted:
        return "write `is` before it: `is suspended from …`"
    if found.type == "STRING" and "NAME" in accepted and len(failure.taken) == 1:
        name = "".join(part.capitalize() for part in word.strip('"').split() if part.isalnum())
        return f"a name of one word comes first: `{before} {shown(name or 'Name')} {shown(found)}`"
    link = LINKS.get((failure.kind, word.lower()))
    if link is not None and link.upper() in accepted:
        return f"write `{link}` in place of `{word}`"
    if found.type == "BUT" and before == "clause" and "may" in failure.taken:
        spared = shown(line[1]) if line[1:] else "C"
        return (
            f'a power may amend what it names or any clause; keep `{spared}` with `fixed "…"` in its own declaration,'
            f" or with a rule or prohibition `when amends {spared}`"
        )
    if found.type == "AND" and "COMMA" in accepted:
        return "the names of a list are separated by commas, the last one too"
    if word.lower() == "weighted" and failure.kind == "body":
        return "each threshold says what it counts: `majority of votes cast in … weighted by …`"
    if failure.kind == "right" and before == "by" and found.type == "NAME":
        return "a right goes with a seat: `held by members of B`"
    if {"YES", "NUMBER"} <= accepted and failure.after == "IN" and found.type == "NAME":
        return f"write `number in {shown(line[2])}`" if line[2:] else None
    return None


def _of_a_number(failure: Failure, accepted: frozenset[str]) -> str | None:
    found = failure.found
    number = NUMBERS.get(str(found).lower())
    if number is not None and "INTEGER" in accepted:
        return f"write the number in figures: `{number}`"
    compared = COMPARISONS.get(f"{failure.taken[-1]} than".lower())
    if found == "than" and compared is not None:
        return f"write `is {compared}` and the number"
    return None


def _of_votes(failure: Failure, accepted: frozenset[str]) -> str | None:
    found = failure.found
    word = str(found).lower()
    if found.type in {"IN", "BY"} and "CAST" in accepted:
        return "write `votes cast in …`"
    if found.type == "BY" and "IN" in accepted and failure.taken[-1].type == "CAST":
        return "the body stands after `in`: `votes cast in Board`"
    before = failure.taken[-1]
    if (
        found.type in _BEGIN_REQUIREMENTS
        and before.type in {"A", "NAME"}
        and str(before) in ARTICLES
    ):
        return f"leave `{shown(before)}` out"
    if found.type == "MAJORITY" and before.type in {"FRACTION", "PERCENTAGE"}:
        return "leave `majority` out, and say of what: `of votes cast in …`, `of members in …`"
    if found.type == "MAJORITY" and str(before).lower() in {"simple", "absolute", "relative"}:
        return f"leave `{shown(before)}` out: `majority of votes cast in …`, `majority of members in …`"
    if found.type == "NAME" and before.type == "OF" and {"MEMBERS", "VOTES"} <= accepted:
        counted = "votes cast" if "cast" in _line(failure)[1:2] else "members"
        return f"if `{shown(found)}` is a weight of parties: `of {counted} in … weighted by {shown(found)}`"
    if "unanimous" in {word, str(before).lower()}:
        return "write `unanimity of members in …` or `unanimity of votes cast in …`"
    return None


def _of_a_claim(failure: Failure, accepted: frozenset[str]) -> str | None:
    if failure.kind != "property":
        return None
    found, word = failure.found, str(failure.found).lower()
    if "EVERY" in accepted and (found.type == "ALL" or word in {"decisions", "each"}):
        return "write `every decision`; which ones are meant stands after `when`"
    if found.type == "OR" and "CAN" in accepted:
        return "say it of each in a claim of its own; of a group: `any 1 of …` or `some 1 of … together`"
    if found.type == "TOGETHER" and "ALONE" in accepted:
        group = shown(failure.taken[-1])
        return (
            f"of each by itself: `every one of {group} alone`; of all together, with their number:"
            f" `any 6 of {group} together`"
        )
    if found.type in {"CAN", "CANNOT"} and "ALONE" in accepted:
        return f"write `alone` before it: `every one of {shown(failure.taken[-1])} alone {found} …`"
    if found.type in {"AT", "INTEGER"} and "ANY" in accepted:
        return _so_many(_line(failure))
    if word == "always" and "BLOCK" in accepted:
        return "leave `always` out: a claim is about all that can happen"
    if word in _CHANGING and "BLOCK" in accepted:
        clause = next((each for each in _line(failure)[1:] if each.isidentifier()), "C")
        return (
            "who may change a clause is said by powers, `may amend …`; that nobody can is the claim"
            f" `no decision when amends {clause} can pass`"
        )
    if word == "has" and "CAN" in accepted:
        return f"write `{shown(failure.taken[-1])} can block every decision`"
    return None


def _so_many(line: list[str]) -> str:
    """`at least 3 of Board together`, `3 of Board together`, where a claim begins."""
    number = next((each for each in line if each.isdigit()), "3")
    group = next((b for a, b in itertools.pairwise(line) if a == "of"), "Board")
    return (
        f"whichever {number} they are: `any {number} of {group} together`; some choice of them:"
        f" `some {number} of {group} together`"
    )
