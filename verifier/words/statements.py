"""What a statement is called where it is printed as a property, and why one is expected to be false."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_dsl import claim_wording
from policy_dsl.model import Property, Specification
from policy_dsl.texts import written_text

if TYPE_CHECKING:
    from verifier.results.statement import Said

# By the name of the kind.
_TITLES = {
    "CHANGED_BY": "this power can change it",
    "NOT_CHANGED_BY": "this power cannot change it",
    "CHANGED_LATER": "it can be changed once other things are",
    "NEVER_CHANGED": "nobody can ever change it",
    "STOPS_FOR_GOOD": "this party alone stops every change for good",
    "STOPS_AT_FIRST": "this party alone stops each of these decisions as the rules stand",
    "NOT_FOR_GOOD": "not once others are made",
    "NOT_ONCE_CHANGED": "not once this has happened",
    "CHANGED_ONCE": "it can be changed once this has happened",
    "STOPS_SOME": "this party alone stops some of these decisions",
    "STOPS_NONE": "this party alone stops none of these decisions",
    "STOPS_NONE_LATER": "this party alone does not stop every change that becomes possible",
    "NOT_TAKEN_BY": "this power cannot take such a decision",
    "CAN_PASS": "each such decision can pass",
    "SOME_CAN_PASS": "some such decision can pass",
    "CANNOT_PASS": "no such decision can pass",
    "STOPS_NOT_ALL": "this party alone does not stop all of these decisions",
    "FEWER_DO_NOT_BLOCK": "fewer do not suffice to block each of these decisions",
    "SO_MANY_BLOCK": "so many suffice to block these decisions",
    "FEWER_DO_NOT_CARRY": "fewer do not suffice to carry each of these decisions",
    "SO_MANY_CARRY": "so many suffice to carry these decisions",
    "NO_POWER": "no power covers such a decision",
    "VOTE_NEVER_MATTERS": "how this party votes never matters",
    "NEVER_APPLIES": "this clause never applies",
    "MAKES_NO_DIFFERENCE": "this clause makes no difference",
    "CHANGED_WITHOUT": "this clause can be changed without what it requires",
    "READ_ALIKE": "it makes no difference how this clause is read",
    "READ_OTHERWISE": "it makes a difference how this clause is read",
    "GOT_ROUND": "it can be got round as the rules stand",
    "GOT_ROUND_SO": "by this decision it can be got round so",
    "GOT_ROUND_LATER": "it can be got round once rules or seats are changed",
    "GOT_ROUND_ONCE": "it can be got round once this has happened",
    "ALL_GO_ROUND": "each such decision can be taken so",
    "SUFFICE_IF_SILENT": "these suffice if the others are silent",
    "FEWER_IF_SILENT": "fewer do not suffice if the others are silent",
    "SUFFICE_WHATEVER": "these suffice whatever the others do",
    "FEWER_WHATEVER": "fewer do not suffice whatever the others do",
    "NO_WAY_ROUND": "there is no way round it as the rules stand",
    "NO_WAY_ROUND_EVER": "there is no way round it at any time",
    "NO_WAY_ROUND_LATER": "there is no way round it by changes of rules or seats",
    "HOLDS_AFTER": "it holds once the text is edited so",
    "FAILS_AFTER": "it fails once the text is edited so",
    "STUCK_AFTER": "no such decision can pass once the text is edited so",
    "PASSABLE_AFTER": "each such decision can pass once the text is edited so",
    "VETO_AFTER": "this party alone stops each of these once the text is edited so",
    "NO_VETO_AFTER": "this party alone stops none of these once the text is edited so",
    "STUCK_ONCE_GONE": "no such decision can pass once these have departed",
    "PASSABLE_WHILE_FEWER": "some such decision can pass while fewer have departed",
    "STUCK_WHILE_SILENT": "no such decision can pass while these are silent",
    "PASSABLE_WHILE_FEWER_SILENT": "fewer who are silent do not stop all such decisions",
    "SO_FEW_PASS": "so few pass all of these decisions then",
    "NOT_SO_FEW_YET": "so few do not while fewer seats are vacant",
    "SO_FEW_PASS_IF_SILENT": "so few pass all of these decisions while the others are silent",
    "FEWER_DO_NOT_IF_SILENT": "fewer do not while the others are silent",
    "EVEN_SPLIT_CARRIES": "a vote split as evenly as can be carries these decisions",
    "EVEN_SPLIT_CARRIES_NOTHING": "a vote split as evenly as can be carries none of these decisions",
    "PASSES_ALONE": "this party alone passes all of these decisions",
    "NEVER_PASSES": "no such decision can ever pass, whatever is changed before",
    "NEVER_LOCKED": "whatever is decided, something can be changed afterwards",
    "CAN_BE_LOCKED": "it can come so far that nothing can be changed any more",
    "KEEPS_ITS_SEAT": "others cannot take this seat away",
    "LOSES_ITS_SEAT": "others can take this seat away",
    "AS_REVIEWED": "this is the answer of the review",
    "CAN_MEET": "this body can have a quorum",
}


def title(said: Said) -> str:
    """The kind of statement."""
    return _TITLES[said.name]


def found_false(command: str) -> str:
    """Why a property is expected to be false."""
    return f"vetoproof {command} finds it so"


def after_edit(number: int, text: str) -> str:
    """Above what is said of the text as an edit makes it, as a comment."""
    return f"# After edit {number}: {text}"


def declaration(specification: Specification, it: Property) -> str:
    """A property as it is written into a file."""
    lines = [
        f"property {it.name} {written_text(it.title)}",
        claim_wording.claim(specification, it.claim),
    ]
    lines += claim_wording.modifiers(it)
    if it.expected_false is not None:
        lines.append(f"expected to be false because {written_text(it.expected_false)}")
    return "\n  ".join(lines)
