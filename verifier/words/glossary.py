"""Words that a review uses in a sense of its own: what each means, told only where it is used."""

from __future__ import annotations

import re
from collections.abc import Sequence

# The word, how it may stand in a sentence, and what it means.
_WORDS = (
    ("abstain", "abstain", "to attend and vote neither for nor against."),
    (
        "by an act of its own",
        "by an act of its own",
        "outside a meeting: no vote in a body says it.",
    ),
    (
        "carry",
        "carry|Carry",
        "to have a decision passed by voting for it and consenting to it, whatever everybody else does.",
    ),
    (
        "casting vote",
        "casting vote",
        "a vote of the chair that decides where as many are for it as against it.",
    ),
    (
        "finding",
        "Finding|finding",
        "a way round one claim or several, with all that has the same cause.",
    ),
    (
        "prohibition",
        "prohibit",
        "a clause by which some decisions cannot be taken at all, by whatever votes.",
    ),
    ("quorum", "quorum|quorate", "how many have to attend for a body to decide."),
    (
        "reading",
        "read as|readings|Reading",
        "one of several ways in which a clause can be understood; the sources leave open which.",
    ),
    ("recusal", "recus|Recus", "a clause that keeps somebody from voting on some decisions."),
    (
        "replayed",
        "replayed",
        "decided again, step by step, by a second program that shares nothing with the first.",
    ),
    (
        "stay away",
        "stay away|stays away|staying away",
        "not to attend, so as not to count towards a quorum.",
    ),
    ("suspended", "suspend", "having a seat and no vote until restored."),
)


def used(texts: Sequence[str]) -> Sequence[tuple[str, str]]:
    """The words that these texts use, with what each means."""
    whole = "\n".join(texts)
    return [(word, meaning) for word, said, meaning in _WORDS if re.search(said, whole)]
