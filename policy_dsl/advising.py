"""What to write instead, for the usual mistakes of syntax."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from lark import Token

from policy_dsl import grammar
from policy_dsl.failures import END, REST, Failure, shown
from policy_dsl.other_words import COMPARISONS, NEVER, SHARES, SIGNATURES, TEXTS, VALUES
from policy_dsl.plain_words import EXAMPLES, listed, without_annotations
from policy_dsl.usual_phrases import said_otherwise

_REQUIREMENT_WORDS = frozenset(
    {
        "MAJORITY",
        "UNANIMITY",
        "CONSENSUS",
        "CONSENT",
        "ATTENDANCE",
        "TURNOUT",
        "CASTING",
        "AT",
        "MORE",
        "ALL",
    }
)
_BEFORE_A_NUMBER = frozenset({"is", "above", "below", "most", "least", "exactly"})


def _comparison(failure: Failure, accepted: frozenset[str]) -> str | None:
    """How a number is compared: `amount at most 200` lacks its `is`; `amount is 600 GBP`, `is above GBP 600` say the
    currency again.
    """
    before, found = failure.taken[-1], failure.found
    line = [found, *(each for each in failure.rest if each.line == found.line)]
    behind = before.type == "INTEGER" and failure.taken[-2] in _BEFORE_A_NUMBER
    ahead = "INTEGER" in accepted and failure.after == "INTEGER"
    if found.type == "NAME" and (behind or ahead):
        return f"leave `{shown(found)}` out: the attribute says what its number is of"
    attribute = failure.taken[-2] if before.type == "IS" and len(failure.taken) > 1 else before
    claim_begins = failure.kind == "property" and "ANY" in accepted
    if attribute.type != "NAME" or attribute.line != found.line or claim_begins:
        return None
    for length in (3, 2, 1):
        said = " ".join(line[:length]).lower()
        if said in COMPARISONS and [each.type for each in line[length : length + 1]] == ["INTEGER"]:
            number = shown(line[length])
            return f"write `{shown(attribute)} is {COMPARISONS[said]} {number}`"
    return None


def _instead_of_a_comma(failure: Failure) -> str:
    """Conditions are joined by words; of values of one attribute only one can be so, and each is said."""
    said = failure.taken[-3:]
    following = failure.rest[0] if failure.rest else None
    if len(said) == 3 and following is not None and following.type == "NAME":
        attribute, link, value = said
        if link.type == "IS" and value.type == "NAME":
            one, other = (f"{shown(attribute)} is {shown(each)}" for each in (value, following))
            return f"write `{one} or {other}`"
    named = following is not None and following.type == "NAME" and said[-1].type == "NAME"
    if named and len(said) == 3 and said[1].type in {"OF", "FROM", "AMONG"}:
        return _a_group_of(said[2], failure.rest)
    return "join the two with `and` or with `or`"


def _a_group_of(first: Token, following: Sequence[Token]) -> str:
    """Several whose votes or consents are asked for are named by one name."""
    rest = list(itertools.takewhile(lambda each: each.type in {"NAME", "COMMA"}, following))
    names = ", ".join(shown(each) for each in (first, *rest) if each.type == "NAME")
    return f"give them one name, and write that here: `group Signers is {names}`"


def _alone(failure: Failure) -> bool:
    """Whether a name stands where a condition begins, and the value that it should have right after it."""
    before = failure.taken[-2:]
    return (
        len(before) == 2
        and before[1].type == "NAME"
        and before[1].line == failure.found.line
        and before[0].type in {"WHEN", "AND", "OR", "NOT", "LPAR"}
    )


def advice_on(failure: Failure, accepted: frozenset[str]) -> str | None:
    """What to write instead, for the usual mistakes."""
    compared = _comparison(failure, accepted) if failure.taken else None
    if compared is not None:
        return compared
    otherwise = said_otherwise(failure, accepted)
    if otherwise is not None:
        return otherwise
    found, kind = failure.found, failure.found.type
    word = str(found)
    text_due = accepted == {"STRING"} or (
        "STRING" in accepted and kind == "NAME" and found.line == failure.taken[-1].line
    )
    if text_due and kind not in {END, "STRING"}:
        more = " …" if any(each.line == found.line for each in failure.rest) else ""
        text = f'put the text in quotation marks: "{shown(word)}{more}"'
        # Texts mostly begin with a capital letter, words of the language with a small one.
        instead = _words_instead(failure, accepted) if kind == "NAME" and word[0].islower() else []
        if not instead:
            return text
        words = listed([f"`{each}`" for each in instead])
        return f"write {words} in place of `{shown(word)}`; or, if a text is meant, {text}"
    if {"YES", "NUMBER", "PARTIES"} <= accepted and word.lower() in VALUES:
        return f"write `{VALUES[word.lower()]}`"
    if {"YES", "NUMBER", "PARTIES"} <= accepted and word.lower() in TEXTS:
        return (
            "say what of it matters to the rules, as `yes or no` or as one of some: `one of a, b`"
        )
    if failure.taken[-1].type == "PARTIES" and failure.kind == "decision" and kind in {"OR", "OF"}:
        return "leave it out: `parties` may be nobody, one or several, whoever they are"
    if {"YES", "NUMBER", "PARTIES"} <= accepted and kind == "NAME":
        names = [found, *(each for each in failure.rest if each.line == found.line)]
        values = ", ".join(shown(each) for each in names if each.type == "NAME")
        return f"the values of an attribute are listed after `one of`: `one of {values}`"
    if kind == "NAME" and failure.taken[-1] == "one" and failure.kind == "property":
        return f"write `of` before it: `one of {shown(word)}`"
    if kind == "IN" and [each.type for each in failure.taken].count("QUORUM"):
        return (
            "the body stands before the quorum: `majority of votes cast in Board with quorum none`"
        )
    if failure.kind == "property" and word.lower() in NEVER:
        return f"write `{NEVER[word.lower()]}`"
    if "COMMA" in accepted and kind == "NAME" and found.line == failure.taken[-1].line:
        return "the names of a list are separated by commas"
    if "OF" in accepted and "NAME" not in accepted and kind in {"NAME", "IN"}:
        return "write `of` before it"
    if "AMENDS" in accepted and "CONSENT" not in accepted and kind in _REQUIREMENT_WORDS | {"NO"}:
        return (
            "a condition says which decisions are meant; the votes they need stand after `requires`"
        )
    if kind == "COMMA" and "AND" in accepted:
        return _instead_of_a_comma(failure)
    if accepted == {"COLON"}:
        return "a colon stands before the wording of a reading and before the type of an attribute"
    if "TOGETHER" in accepted and kind in {"CAN", "CANNOT", "IS", "HOLDS", "DOES"}:
        return "several who act as one are followed by `together`: `A and B together can block …`"
    if "DATE" in accepted and kind in {"INTEGER", "FRACTION"}:
        return "a date is written year-month-day, such as 2019-04-12"
    special = _of_consents_and_waiting(failure, accepted) or _of_passing_nothing(failure, accepted)
    if special is not None:
        return special
    if kind in {"INTEGER", "FRACTION", "PERCENTAGE"} and "AT" in accepted:
        return f"say how it is meant: `at least {word} of …`, or `more than {word} of …`"
    if {"UP", "DOWN"} <= accepted:
        return "write `rounded down`, `rounded up` or `rounded to nearest`"
    if kind in _REQUIREMENT_WORDS and str(failure.taken[-1]) in ("turnout", "attendance"):
        line = [found, *(each for each in failure.rest if each.line == found.line)]
        return f"write `of` before it: `{failure.taken[-1]} of {shown(' '.join(line))}`"
    if kind == "PRESENT" and "THOSE" in accepted:
        return "write `those present`"
    if (
        kind in {"NAME", "CAST"}
        and "THOSE" in accepted
        and word.lower() in {"cast", "vote", "voting", "those_voting"}
    ):
        return "write `votes cast`"
    last = " ".join([*failure.taken[-2:], word.removesuffix("of")]).lower().split()
    shares = SHARES.get(" ".join(last[-2:])) or SHARES.get(last[-1]) if last else None
    if shares is not None:
        return f"write the share in figures: `at least {shares} of …`, or `more than {shares} of …`"
    if kind == "OF" and "IN" in accepted:
        example = (
            EXAMPLES["recusal"] if failure.kind == "recusal" else "majority of members in Board"
        )
        return f"the body stands after `in`: `{example}`"
    if kind == "COLON":
        return "leave the colon out"
    if kind == "MAY" and "AMEND" in accepted:
        return "write `may` once: `may amend any clause, change membership of Board`"
    if kind == "NAME" and word.lower() in {"must", "shall"} and "CAN" in accepted:
        return (
            "say what has to be so: `every decision requires consent of … in …`, or what somebody can do:"
            " `… can block every decision`"
        )
    if "IS" in accepted and kind in {"NAME", "A", "YES", "NO"} and _alone(failure):
        return f"write `{shown(failure.taken[-1])} is {shown(found)}`"
    if kind in {"A", "THE"} or (
        kind == "NAME" and word.lower() in {"the", "an", "shall", "must", "will"}
    ):
        return f"leave `{word}` out"
    if kind == "UNLESS" and "EVEN" in accepted:
        return "`unless it leaves` stands after `even after amendments`"
    if kind in {"NAME", "UNLESS"} and word.lower() in {"unless", "except"}:
        return "write an `exception … to …`, or `and not (…)`"
    return None


def _of_consents_and_waiting(failure: Failure, accepted: frozenset[str]) -> str | None:
    """Of who signs, of days between meetings, of who is admitted or removed."""
    kind, word = failure.found.type, shown(str(failure.found))
    before = [str(each) for each in failure.taken] or [""]
    line = [each for each in failure.rest if each.line == failure.found.line]
    if kind == "INTEGER" and before[-1] == "after":
        return f"write `after at least {word} days`"
    if kind == "INTEGER" and any(str(each).lower() in SIGNATURES for each in line):
        whom = next((str(each) for each in line if each.type == "NAME"), "Board")
        return f"write `consent of at least {word} of {shown(whom)} by separate act`"
    if kind == "BY" and failure.after == "SEPARATE" and before[-4:-3] == ["of"]:
        one, joined, other = (shown(each) for each in before[-3:])
        return (
            "say it of each: "
            f"`consent of {one} by separate act {joined} consent of {other} by separate act`"
        )
    if kind == "ANY" and before[-2:] == ["consent", "of"]:
        return "write `at least 1 of` in place of `any of`"
    if kind in {"FROM", "TO", "IN"} and accepted == {"OF"}:
        return f"write `of` in place of `{word}`"
    if before[-1] == "admit" and "MEMBERS" in accepted and kind == "OBSERVERS":
        return (
            "observers come and go by no decision, and are listed in the body; who comes to have a vote is"
            " admitted: `admit members to …`"
        )
    if before[-1] == "admit" and "MEMBERS" in accepted:
        return "write `admit members to …`: how many at a time is not said there"
    if word.lower() in {"false", "true"} and before[-1] == "expected":
        return f'write `expected to be {word.lower()} because "…"`'
    return None


def _of_passing_nothing(failure: Failure, accepted: frozenset[str]) -> str | None:
    """Of a claim that some can pass nothing."""
    if failure.kind != "property":
        return None
    nothing = failure.found.type == "PASS" and "BLOCK" in accepted
    some = failure.found.type == "SOME" and accepted == {"EVERY"}
    if not nothing and not some:
        return None
    return (
        "that some alone can pass nothing is said by what all decisions need:"
        " `every decision requires at least 3 votes in favour in Board`"
    )


def _words_instead(failure: Failure, accepted: frozenset[str]) -> list[str]:
    """The words of the language with which the rest of the line would make sense."""
    before = tuple(token.type for token in failure.taken)
    ends = len(failure.rest) < REST and (
        not failure.rest or failure.rest[-1].line == failure.found.line
    )
    rest = (*(token.type for token in failure.rest), *([END] if ends else []))
    fitting = {
        kind: word
        for word, kind in sorted(grammar.keywords().items())
        if kind in accepted and grammar.reads((*before, kind, *rest))
    }
    return [fitting[kind] for kind in sorted(without_annotations(fitting.keys()) or fitting)]
