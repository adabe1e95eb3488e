"""The parser's terminals in words that a reader of specifications knows."""

from __future__ import annotations

from collections.abc import Sequence, Set

__all__ = [
    "EXAMPLES",
    "EXPECTED_AT_MOST",
    "expected_words",
    "listed",
    "without_annotations",
]

EXPECTED_AT_MOST = 6

EXAMPLES = {
    "governance": 'governance "Nottinghamshire Integrated Care System" version "2"',
    "document": 'document constitution "Constitution of the society" dated 2019-04-12',
    "party": 'party City "Nottingham City Council"',
    "parties": 'parties 140 Practice "GP practice"',
    "group": "group Councils is City, County",
    "body": 'body Board "The board"\n  members City, County, Chair\n  quorum at least 1/2 of members',
    "decision": "decision\n  substance may_outsource : yes or no\n  form kind : one of policy, contract",
    "power": 'power ordinary "Decisions of the board" requires majority of votes cast in Board',
    "rule": "rule unanimity limits ordinary when may_outsource requires unanimity of members in Board",
    "prohibition": "prohibition no_sale limits every power when sells_land",
    "exception": "exception contracts to unanimity when kind is contract",
    "recusal": "recusal interested in Board excludes those_interested from voting",
    "composition": "composition employers in Board allows at most 2 of Acme",
    "provision": 'provision purpose "The society serves its members."',
    "right": "right agenda_and_papers held by members of Board",
    "timeline": "timeline\n  on 2018-11-30 Luton leaves Board",
    "property": "property city_veto City can block every decision when may_outsource",
    "accepts": 'accepts exemption contracts in city_veto because "procurement law asks for it"',
    "include": 'include "parties.policy"',
}

_ANNOTATIONS = frozenset({"CITE", "STATUS", "ASSUMED", "NOTE", "FIXED"})
_SOFT = frozenset(
    {
        "PRESENT",
        "CAST",
        "NUMBER",
        "ACT",
        "EFFECT",
        "VERSION",
        "VOTING",
        "VOTE",
        "A",
        "LANGUAGE",
        "SEAT",
        "SEATS",
        "VACANT",
        "SPELLING",
        "BRITISH",
        "AMERICAN",
        "DECLARED",
        "ANYTHING",
        "ITSELF",
        "NEW",
        "NEWCOMER",
        "NOTHING",
    }
)
_QUANTITIES = frozenset({"MAJORITY", "UNANIMITY", "AT", "MORE", "ALL"})
_NAMES_ONLY = frozenset({"MAJORITY", "UNANIMITY", "CONSENSUS", "CONSENT", "ATTENDANCE"})
_CONDITION = frozenset(
    {
        "NOT",
        "LPAR",
        "NAME",
        "AMENDS",
        "ENACTS",
        "REMOVES",
        "SUSPENDS",
        "RESTORES",
        "ADMITS",
        "CHANGES",
    }
)
_REQUIREMENT = _CONDITION | _NAMES_ONLY | {"AT", "MORE", "ALL", "CASTING", "NO"}
_GRANTS = frozenset({"AMEND", "ENACT", "CHANGE", "REMOVE", "SUSPEND", "RESTORE", "ADMIT"})
_CLAIM = frozenset({"EVERY", "SOME", "NO", "ANY", "NAME"})
_MODIFIERS = frozenset(
    {"UNDER", "ON", "THROUGHOUT", "FROM", "SUPPOSING", "WHATEVER", "EVEN", "EXPECTED"}
)
_EVENTS = frozenset({"JOINS", "LEAVES", "IS", "TAKES", "LAPSES"})
_PLURAL_EVENTS = frozenset({"JOIN", "LEAVE", "ARE", "TAKE", "LAPSE"})
_MEANING = {
    "NAME": "a name",
    "STRING": 'a text in quotation marks ("…")',
    "DATE": "a date such as 2019-04-12",
    "INTEGER": "a whole number",
    "FRACTION": "a fraction such as 2/3",
    "PERCENTAGE": "a percentage such as 55%",
    "COMMA": "a comma",
    "COLON": "a colon",
    "LPAR": "an opening parenthesis",
    "RPAR": "a closing parenthesis",
    "$END": "the next declaration",
}
# A set that stands for one notion, and how to say it. The first that is wholly there is taken out
# of what is expected, so the larger ones come first.
_NOTIONS: tuple[tuple[frozenset[str], frozenset[str], str], ...] = (
    (_REQUIREMENT, _REQUIREMENT, "a requirement such as `majority of votes cast in BODY`"),
    (_CONDITION, _CONDITION, "a condition such as `kind is policy`"),
    (_CLAIM, _CLAIM | _NAMES_ONLY, "a claim such as `City can block every decision`"),
    (_QUANTITIES, _QUANTITIES, "a quantity such as `majority` or `at least 2/3`"),
    (_GRANTS, _GRANTS | {"NAME", "QUORUM"}, "what may be done, such as `amend any clause`"),
    (_MODIFIERS, _MODIFIERS, "a modifier such as `on DATE`"),
    (_EVENTS, _EVENTS | _PLURAL_EVENTS, "what happens, such as `joins BODY` or `takes effect`"),
    (
        frozenset({"INTEGER", "FRACTION", "PERCENTAGE"}),
        frozenset({"INTEGER", "FRACTION", "PERCENTAGE"}),
        "a number",
    ),
)
# What a reader most likely needs comes first.
_ORDER = (
    "NAME",
    "STRING",
    "COLON",
    "DATE",
    "INTEGER",
    "COMMA",
    "LIMITS",
    "TO",
    "WHEN",
    "REQUIRES",
    "MAY",
    "OF",
    "IN",
    "AND",
    "OR",
)


def without_annotations(kinds: Set[str]) -> frozenset[str]:
    """Types of tokens without those that begin an annotation."""
    return frozenset(kinds - _ANNOTATIONS)


def expected_words(accepted: frozenset[str], kind: str) -> list[str]:
    """What could have come, in words; `kind` is the keyword of the declaration."""
    left = set(accepted)
    if "NAME" in left:
        left -= _SOFT
        if "AT" not in left:
            left -= _NAMES_ONLY
    words: list[str] = []
    for core, whole, meaning in _NOTIONS:
        if core <= left and (core is not _CLAIM or kind == "property"):
            left -= whole
            words.append(meaning)
    # Annotations may follow almost anything: that they could come here helps nobody.
    rest = {*without_annotations(left)} - {"$END"}
    rest = rest or (left if not words else set())
    # After a name an attribute is likelier than a body.
    rest -= {"HAS"} if "INCLUDES" in rest else set()
    if {"WHEN", "REQUIRES"} & rest:
        rest -= {"READING", "INTENDED"}
    ordered = [one for one in _ORDER if one in rest] + sorted(rest.difference(_ORDER))
    return [*words, *(_MEANING.get(one, f"`{one.lower()}`") for one in ordered)]


def listed(words: Sequence[str], at_most: int = EXPECTED_AT_MOST) -> str:
    """`a, b or c`; `something else` for nothing."""
    if not words:
        return "something else"
    if len(words) == 1:
        return words[0]
    if len(words) > at_most:
        return ", ".join(words[:at_most]) + " or another part"
    return ", ".join(words[:-1]) + " or " + words[-1]
