"""What words of minutes, and names of columns, are likely to mean. Only a mapping that is proposed goes by it."""

from __future__ import annotations

import re
import unicodedata

from verifier.records.plain import ADOPTED, NOT_ADOPTED
from verifier.words import proposing as say
from verifier.words.records import LEFT_OUT, UNANIMOUS, VACANT, WITHOUT_A_VOTE


def plain(text: str) -> str:
    """A text in small letters, without accents, its words apart."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    bare = "".join(c for c in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9+-]+", bare.lower().replace("_", " ")))


def _alike(ours: str, why: str, *words: str) -> dict[str, tuple[str, str]]:
    return dict.fromkeys(words, (ours, why))


# Each with what it means here, and, where it could mean something else, why that is taken.
WORDS = {
    **_alike("for", "", "for", "yes", "aye", "ayes", "yea", "y", "in favour", "in favor", "approve", "+1", "pour"),
    **_alike("for", "", "passed", "yay", "agree", "voted for", "support", "accept"),
    **_alike("against", "", "against", "no", "nay", "noes", "n", "oppose", "opposed", "reject", "-1", "contre", "nae"),
    **_alike("abstain", "", "abstain", "abstained", "abstention", "abstaining", "0", "+0"),
    **_alike("abstain", say.PRESENT_IS_THERE, "present", "present not voting"),
    **_alike("absent", "", "absent", "away", "apologies", "not present", "excused", "did not attend", "leave"),
    **_alike("absent", say.NOT_VOTING, "not voting", "no vote", "did not vote", "nv", "-", "not participated",
             "did not participate"),
    **_alike("absent", say.PAIRED, "paired", "pair"),
    **_alike("absent", say.RECUSED, "recused", "recuse", "conflict", "disqualified", "interest declared"),
    **_alike(VACANT, say.EMPTY, ""),
    **_alike(VACANT, "", "vacant", "no seat", *say.NO_MEMBER),
    **_alike(UNANIMOUS, "", "unanimous", "unanimously"),
    **_alike(WITHOUT_A_VOTE, "", "without a vote", "consensus"),
    **_alike(LEFT_OUT, say.NO_VOTER, "not applicable"),
}  # fmt: skip

# What an outcome begins with, the longer before the shorter.
OUTCOMES = (
    *((word, NOT_ADOPTED) for word in (
        "not ", "non adopte", "fail", "reject", "defeat", "lost", "negativ", "denied", "disagreed", "no", "veto",
    )),
    *((word, LEFT_OUT) for word in ("withdraw", "tabled", "postpone", "deferr", "no action", "referred")),
    *((word, ADOPTED) for word in (
        "adopt", "pass", "carr", "approv", "accept", "agreed", "affirm", "confirm", "ratif", "yes", "unanim", "success",
        "executed", "enacted", "queued",
    )),
)  # fmt: skip

COLUMN_NAMES = {
    "vote": frozenset({"vote", "position", "ballot", "choice", "support", "vote cast"}),
    "outcome": frozenset({"outcome", "result", "disposition", "decision", "status", "carried", "passed"}),
    "date": frozenset({"date", "meeting date", "day", "vote date", "datetime", "timestamp"}),
    "voter": frozenset({"voter", "member", "name", "councillor", "councilor", "senator", "deputy", "representative",
                        "country", "state", "director", "trustee", "delegate"}),
    "motion": frozenset({"motion", "title", "item", "resolution", "question", "proposal", "subject", "matter", "bill",
                         "draft", "id", "motion text", "agenda item title", "description"}),
    "body": frozenset({"body", "chamber", "committee", "council", "house", "board"}),
}  # fmt: skip

TOTAL_NAMES = {
    "for": "for", "yes": "for", "ayes": "for", "aye": "for", "yeas": "for", "yea": "for", "pour": "for",
    "against": "against", "no": "against", "noes": "against", "nays": "against", "nay": "against", "contre": "against",
    "abstain": "abstain", "abstentions": "abstain", "abstention": "abstain", "abstained": "abstain",
    "absent": "absent", "recused": "absent", "excused": "absent",
    "present": "present",
}  # fmt: skip
