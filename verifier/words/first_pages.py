"""What the first pages of a review and its findings say besides their sentences: headings, captions, lists in brief."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl.wording import listed
from verifier.results import SourceStrength
from verifier.results.review import ClauseWords
from verifier.words.facts import seats_held
from verifier.words.issues import STRENGTHS
from verifier.words.report import finding
from verifier.words.sentences import ended

ANSWER = "Answer"
NUMBER = "No."
CLAUSE = "Clause"
WHY = "Why"
CLAIM = "Claim"
CLAIMS = "The claims"
ISSUES = "The issues"
WHAT_CAN_HAPPEN = "What can happen"
VOTES = "Votes"
SOURCE = "Source"
NOTHING_PROPOSED = "–"
RANKED = (
    "First comes what goes round most claims for what it takes: their number, divided by votes and by meetings, and by"
    " two for each reading or ruling that would be mistaken. Votes: the fewest who suffice, if they are the right ones"
    " and the others do nothing; at worst: whatever the others do. Who is asked to consent counts as one, everybody"
    " counts once whatever its weight, and of several meetings the one that takes most counts. Those who are protected"
    " act as in the finding; by attending they may make a quorum. Source: of all that it rests on the weakest; from the"
    " weakest on: assumed, no source given, disputed, proposed, foretold, reported, quoted. Proposed: what would change"
    " in the clause, in plain English."
)
ADD = "add"
INSTEAD_OF = "instead of"
PUT = "put"
MARKED = "In remedies underlined words are added; struck ones, in brackets where pages are printed, are removed."
WHAT_HOLDS_SAYS = (
    "“Holds”: true of what the claim names, at the time that it names, as the rules stand. An issue gets round it by"
    " what the claim does not name: another form or power, reading or ruling, other conduct, or a change first."
)
NOBODY_CLASSIFIES = (
    "nobody is named for it; the clauses are applied to each decision as what it is."
)
SCOPE_IN_BRIEF = "What this covers and rests on, in brief"
CLASSIFIES = "Who classifies"
LEFT_OUT = "Left out"
LEFT_OUT_TEXT = (
    "law outside these rules, practice and persuasion. This is not legal advice: whether the rules are rightly put into"
    " the language is for the reviewer to judge."
)
KINDS_OF_SOURCE = {
    "reported": "Reported only, not seen in the rules themselves",
    "expected": "Foretold, not known to have come about",
    "disputed": "Disputed",
    "proposed": "Proposed, not in force until it takes effect",
    "assumed": "Assumed",
}
HEARSAY = "Reported only, or foretold"
NO_HEARSAY = "nothing."
NOTHING_ASSUMED = (
    "nothing is marked so; what every answer takes for granted is told with the answers in detail."
)
ALL_MODELLED = "no clause is left out as a whole; what is left aside of one is noted with it."
WHAT_HAPPENS = "What happens"
GETS_ROUND = "Gets round"
WHY_IT_CAN = "Why it can"
WEAKEST = "It rests on, the weakest first"
RESTS_TOO = "It rests, too, on"
RESTS_ON_ONE = "It rests on"
CHECKED_AGAIN = "All claims were checked again with each remedy."
AS_THE_RULES_STAND = (
    "Where a finding changes no rule, ways through changes of the rules were not looked for again."
)
MORE_REMEDIES = "More remedies are found by the command vetoproof repair."
ALL_REST_ON = "All findings rest on"
VARIANT = "Variant"
REMEDY = "Remedy"
WHO_VOTES_HOW = "Picture"
OVER_OR_ACCEPTED = "Times that are over, and what is accepted"


def not_shown(past: int, accepted: int) -> str:
    """How many findings are no issues any more."""
    said = [f"{past} that could happen only at times that are over"] if past else []
    said += [f"{accepted} that {'is' if accepted == 1 else 'are'} accepted"] if accepted else []
    return f"Not listed here, but at the end of the findings: {listed(said)}." if said else ""


def seats(held: int, places: int | None, quorum: str) -> str:
    """How many sit in a body, on how many seats, and when it can decide."""
    return f"{seats_held(held, places)}; it can decide {quorum}."


def rules_on(judge: str, attributes: Sequence[str]) -> str:
    """Who rules on what."""
    return f"{judge} rules on {listed(list(attributes))}."


def links(them: Sequence[tuple[str, str]]) -> str:
    """Declarations with what is noted of their sources."""
    said = [f"{what} ({why})" if why else what for what, why in them]
    return f"{'; '.join(said)}."


def clause_words(them: Sequence[ClauseWords]) -> str:
    """Clauses with their words, and what kind of source these are of where the rules themselves are not seen."""
    said = [(each, SHOWN_OF_SOURCES.get(each.source, "")) for each in them]
    return " ".join(ended(f"{each.clause}{source}: {each.quoted}") for each, source in said)


SHOWN_OF_SOURCES = {
    each: f" ({STRENGTHS[each]})"
    for each in (
        SourceStrength.REPORTED,
        SourceStrength.EXPECTED,
        SourceStrength.PROPOSED,
        SourceStrength.DISPUTED,
    )
}


def weakest_first(them: Sequence[str]) -> str:
    """What something rests on besides what is quoted."""
    first = " The first is the weakest." if len(them) > 1 else ""
    return f"{'; '.join(them)}.{first}"


def variants_of(number: int) -> str:
    """The caption of a table."""
    return f"Other ways of the same cause as finding {number}"


# What takes as many votes whether somebody is suspended or removed is said once.
_EITHER = (("suspends", "removes"), ("suspended", "removed"))


def either(them: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Other ways with their votes; two that differ only in whether somebody is suspended or removed are one."""
    found: dict[tuple[str, str], list[str]] = {}
    for said, votes in them:
        alike = said
        for one, other in _EITHER:
            alike = alike.replace(one, other)
        once = sum(alike.count(other) for _, other in _EITHER) == 1
        found.setdefault((alike if once else said, votes), []).append(said)
    told = []
    for (alike, votes), every in found.items():
        both = alike
        for one, other in _EITHER:
            both = both.replace(other, f"{one} or {other}")
        told += [(both, votes)] if len(set(every)) > 1 else [(said, votes) for said in every]
    return told


def titled(number: int, cause: str) -> str:
    """The heading of a finding."""
    return f"{finding(number)}: {cause}"


def likewise(causes: Sequence[str]) -> str:
    """Other ways of the same cause, in a sentence."""
    return f"Of the same cause: {'; '.join(causes)}."


def as_row(number: int) -> str:
    """The same change as an issue's above."""
    return f"As for issue {number}."


# What which of several meetings a story tells of ends with.
MEETING = "meeting: "


def decided_as(number: int) -> str:
    """The same decision by the same votes is told of another finding."""
    return f"The votes and the outcome are those told of finding {number}."


def same_as(number: int) -> str:
    """The same is told of another finding."""
    return f"the same as for finding {number}."


def as_for(number: int) -> str:
    """The same change as another finding's."""
    return f"as for finding {number}."


def remedy(clause: str) -> str:
    """Before the sentences of a clause that change."""
    return f"Remedy, in {clause}"


def rule_of_issue(clause: str, number: int) -> str:
    """A new rule that stands in full in the table of issues."""
    return f"the new rule {clause} that is proposed for issue {number}."


# So many words before what is struck say where that stands.
_BEFORE = 6


def strike(before: str) -> str:
    """What stands before words that are struck: where they stand."""
    words = before.split()[-_BEFORE:]
    # No quotation is begun or ended alone.
    while words and " ".join(words).count("“") != " ".join(words).count("”"):
        words = words[1:]
    return f"after “{' '.join(words)}” strike: " if words else "strike: "


def proposed(clause: str, new: bool) -> str:
    """Before what changes of a clause, in a table."""
    return f"A new rule, {clause}" if new else clause
