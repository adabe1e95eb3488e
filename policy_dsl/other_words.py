"""What people write for words of the language: all that is known of it, by what it is written for.

Mistakes and advice look here; how a mistake is recognised in its place is theirs.
"""

from __future__ import annotations

# A word, and those of the language that it may be meant for, the likeliest first.
SYNONYMS = {
    "if": ("when",),
    "where": ("when",),
    "whenever": ("when",),
    "needs": ("requires",),
    "need": ("requires",),
    "limit": ("limits",),
    "restricts": ("limits",),
    "over": ("above", "more"),
    "under": ("below",),
    "less": ("below",),
    "greater": ("above", "more"),
    "equals": ("is",),
    "equal": ("is",),
    "contains": ("includes",),
    "comprises": ("members",),
    "has": ("members",),
    "removes": ("excludes",),
    "bars": ("excludes",),
    "minimum": ("at",),
    "unanimous": ("unanimity",),
    "unanimously": ("unanimity",),
    "agreement": ("consent",),
    "approval": ("consent",),
    "favor": ("favour",),
    "expel": ("remove",),
    "dismiss": ("remove",),
    "appoint": ("admit",),
    "elect": ("admit",),
    "party": ("parties",),
    "vote": ("voting", "votes"),
    "veto": ("block",),
    "stop": ("block",),
    "approve": ("pass",),
    "adopt": ("pass",),
    "jointly": ("together",),
    "weight": ("weighted",),
    "boolean": ("yes",),
    "integer": ("number",),
    "date": ("dated",),
    "reason": ("because",),
}

# What a word is replaced by where the declaration that it stands in has the one and not the other.
LINKS = {("rule", "to"): "limits", ("rule", "of"): "limits", ("exception", "of"): "to"}

# What people write for the kind of an attribute's values, and what is written for it.
VALUES = {
    **dict.fromkeys(("boolean", "bool", "true", "flag", "binary"), "yes or no"),
    **dict.fromkeys(("percent", "percentage"), "number in percent"),
    **dict.fromkeys(("date", "duration", "time"), "number in days"),
    **dict.fromkeys(("integer", "int", "amount", "count", "decimal", "float"), "number in EUR"),
    **dict.fromkeys(("some", "any", "party", "members", "people", "persons", "set"), "parties"),
}
TEXTS = frozenset({"text", "string", "name"})

# A capital letter alone is the name of a party more often than an article.
ARTICLES = frozenset({"the", "The", "THE", "a", "an", "An"})

# What stands for a requirement that asks nobody.
NOBODY_NEEDED = frozenset({"nothing", "nobody"})

_WORDS = "one two three four five six seven eight nine ten eleven twelve"
NUMBERS = {word: number for number, word in enumerate(_WORDS.split(), 1)}

SHARES = {
    "half": "1/2",
    "one half": "1/2",
    "one third": "1/3",
    "two thirds": "2/3",
    "three quarters": "3/4",
    "three fourths": "3/4",
    "three fifths": "3/5",
    "four fifths": "4/5",
}

# How a number is compared, and how the language says it.
_ABOVE = ("more", "greater", "bigger", "higher", "longer", "larger")
_BELOW = ("less", "fewer", "smaller", "lower", "shorter")
COMPARISONS = {
    **dict.fromkeys(
        (*(f"{each} than" for each in _ABOVE), "over", "exceeds", "exceeding"), "above"
    ),
    **dict.fromkeys((*(f"{each} than" for each in _BELOW), "under"), "below"),
    "no more than": "at most",
    "no less than": "at least",
    **{each: each for each in ("at least", "at most", "exactly", "above", "below")},
}

NEVER = {
    **dict.fromkeys(("apply", "applies"), "… never applies"),
    **dict.fromkeys(("matter", "matters", "doesn"), "the vote of … never matters to any decision"),
}

SIGNATURES = frozenset({"sign", "signs", "signature", "signatures"})
