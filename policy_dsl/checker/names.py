"""Which names are declared, as what and where; and what to say where a name is not.

Names live in four scopes: parties, groups, bodies and documents; clauses and rights; attributes;
properties. The same name in two scopes is no clash: nowhere can both stand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from enum import Enum

from policy_dsl import syntax
from policy_dsl.checker.reported import LISTED_AT_MOST, Report, quoted
from policy_dsl.diagnostics import Related
from policy_dsl.nearness import near_words
from policy_dsl.records import dataclass
from policy_dsl.source import Span

# What is printed, and what records say, would be said of parties with these names.
_SAID_OF_NO_ONE = frozenset({"anybody", "everybody", "nobody", "others", "somebody"})
# Looking for a similar name takes time: after so many comparisons nothing is suggested any more.
_COMPARISONS = 100_000


class Kind(Enum):
    """What a name can stand for, in words that fit into a sentence."""

    PARTY = "a party"
    COHORT = "a set of parties"
    GROUP = "a group"
    BODY = "a body"
    DOCUMENT = "a document"
    POWER = "a power"
    RULE = "a rule"
    PROHIBITION = "a prohibition"
    EXCEPTION = "an exception"
    RECUSAL = "a recusal"
    COMPOSITION = "a composition"
    PROVISION = "a provision"
    RIGHT = "a right"
    ATTRIBUTE = "an attribute"
    PROPERTY = "a property"


@dataclass(frozen=True)
class Wanted:
    """What is needed in some place: one of `kinds`; `words` say it, `example` declares one."""

    kinds: frozenset[Kind]
    words: str
    plural: str
    example: str

    def declaring(self, name: str) -> str:
        """How a declaration of the name begins."""
        words = self.example.split()
        begins = words[: 2 if words[0] == "decision" else 1]
        # Of a party its name says enough.
        return " ".join([*begins, name, *(() if words[0] == "party" else "…")])


def _wanted(words: str, plural: str, example: str, *kinds: Kind) -> Wanted:
    return Wanted(frozenset(kinds), words, plural, example)


_A_PARTY = 'party City "City Council"'
_A_RULE = "rule two_thirds limits every power requires at least 2/3 of members in Board"
PARTY = _wanted("a party", "parties", _A_PARTY, Kind.PARTY)
PARTY_OR_COHORT = _wanted("a party", "parties", _A_PARTY, Kind.PARTY, Kind.COHORT)
PARTIES = _wanted(
    "a party or a group", "parties and groups", _A_PARTY, Kind.PARTY, Kind.COHORT, Kind.GROUP, Kind.BODY
)  # fmt: skip
BODY = _wanted("a body", "bodies", "body Board members City, County quorum none", Kind.BODY)
DOCUMENT = _wanted("a document", "documents", 'document terms "Terms of reference"', Kind.DOCUMENT)
POWER = _wanted(
    "a power", "powers", "power ordinary requires majority of votes cast in Board", Kind.POWER
)
CLAUSE = _wanted(
    "a clause", "clauses", _A_RULE,
    Kind.POWER, Kind.RULE, Kind.PROHIBITION, Kind.EXCEPTION, Kind.RECUSAL,
    Kind.COMPOSITION, Kind.PROVISION,
)  # fmt: skip
APPLYING = _wanted(
    "a power, rule, prohibition, exception or recusal",
    "powers, rules, prohibitions, exceptions and recusals", _A_RULE,
    Kind.POWER, Kind.RULE, Kind.PROHIBITION, Kind.EXCEPTION, Kind.RECUSAL,
)  # fmt: skip
AMENDABLE = Wanted(CLAUSE.kinds | {Kind.RIGHT}, CLAUSE.words, CLAUSE.plural, CLAUSE.example)
EXCEPTABLE = _wanted(
    "a rule, prohibition, recusal or exception", "rules, prohibitions, recusals and exceptions", _A_RULE,
    Kind.RULE, Kind.PROHIBITION, Kind.RECUSAL, Kind.EXCEPTION,
)  # fmt: skip
EXCEPTION = _wanted(
    "an exception", "exceptions", "exception contracts to two_thirds", Kind.EXCEPTION
)
RIGHT = _wanted("a right", "rights", "right papers held by members of Board", Kind.RIGHT)
ATTRIBUTE = _wanted(
    "an attribute of the decision", "attributes", "decision form urgent : yes or no", Kind.ATTRIBUTE
)
PROPERTY = _wanted(
    "a property", "properties", "property veto City can block every decision", Kind.PROPERTY
)

_ACTORS = frozenset({Kind.PARTY, Kind.COHORT, Kind.GROUP, Kind.BODY, Kind.DOCUMENT})
_SCOPES = (
    _ACTORS,
    CLAUSE.kinds | {Kind.RIGHT},
    frozenset({Kind.ATTRIBUTE}),
    frozenset({Kind.PROPERTY}),
)


@dataclass(frozen=True)
class Symbol:
    """A declared name."""

    name: str
    kind: Kind
    span: Span


class Names:
    """All declared names. `broken` are those of declarations that could not be read: the parser has
    said so already, and nothing more is said about them. With `incomplete`, no name is called unknown.
    """

    def __init__(
        self, report: Report, broken: Set[str] = frozenset(), incomplete: bool = False
    ) -> None:
        self._report = report
        self._incomplete = incomplete
        self._broken = broken
        self._scopes: tuple[dict[str, Symbol], ...] = tuple({} for _ in _SCOPES)
        self._comparisons_left = _COMPARISONS
        self._by_kinds: dict[frozenset[Kind], Mapping[str, Symbol]] = {}

    def declare(self, name: syntax.Name, kind: Kind) -> bool:
        """Note a declaration; False where the name is taken already, which is reported."""
        scope = self._scope_of(kind)
        if kind in PARTIES.kinds and name.text in _SAID_OF_NO_ONE:
            self._report.error(
                "VP003",
                name.span,
                f"`{name.text}` is said of no one party, so it can't be the name of {kind.value}",
                f"call it `{name.text.capitalize()}`",
            )
        first = scope.get(name.text)
        if first is None:
            scope[name.text] = Symbol(name.text, kind, name.span)
            self._by_kinds.clear()
            return True
        self.clash(name, kind, first)
        return False

    def clash(self, name: syntax.Name, kind: Kind, first: Symbol) -> None:
        """Report that a name is declared a second time."""
        self._report.error(
            "VP032",
            name.span,
            f"`{name.text}` is declared twice"
            if kind is first.kind
            else f"`{name.text}` is declared here as {kind.value}, and it is {first.kind.value} already",
            "give one of the two another name",
            Related(first.span, f"the first `{name.text}`, {first.kind.value}"),
        )

    def of_kind(self, kinds: frozenset[Kind]) -> Mapping[str, Symbol]:
        """All names of some kinds, in the order declared."""
        if kinds not in self._by_kinds:
            self._by_kinds[kinds] = {
                symbol.name: symbol
                for scope, names in zip(_SCOPES, self._scopes, strict=True)
                if scope & kinds
                for symbol in names.values()
                if symbol.kind in kinds
            }
        return self._by_kinds[kinds]

    def get(self, name: str, kinds: frozenset[Kind]) -> Symbol | None:
        """The declaration of a name as one of some kinds; None, without a word, where there is none."""
        for scope, names in zip(_SCOPES, self._scopes, strict=True):
            if scope & kinds:
                symbol = names.get(name)
                if symbol is not None and symbol.kind in kinds:
                    return symbol
        return None

    def anything(self, name: str) -> Symbol | None:
        """What a name stands for in any scope."""
        return next((names[name] for names in self._scopes if name in names), None)

    def is_broken(self, name: str) -> bool:
        """Whether a declaration of that name could not be read."""
        return name in self._broken

    def find(self, name: syntax.Name, wanted: Wanted, besides: str = "") -> Symbol | None:
        """The declaration of a name where `wanted` is needed; None once it is reported that there is none.

        `besides` is said after what is needed ("a party is needed here, …").
        """
        found = self.get(name.text, wanted.kinds)
        if found is not None or self.is_broken(name.text):
            return found
        other = self.anything(name.text)
        if other is not None:
            self._report.error(
                "VP031",
                name.span,
                f"`{name.text}` is {other.kind.value}; {wanted.words} is needed here{besides}",
                self._instead(name.text, wanted, declared=True),
                Related(other.span, f"`{name.text}` is declared here"),
            )
        elif not self._incomplete:
            self._report.error(
                "VP030",
                name.span,
                f"there is no {_bare(wanted.words)} called `{name.text}`{besides}",
                self._instead(name.text, wanted),
            )
        return None

    def _instead(self, name: str, wanted: Wanted, declared: bool = False) -> str | None:
        """What to write in the place of a name that does not fit. `declared`: it stands for something else."""
        from policy_dsl.other_words import NOBODY_NEEDED  # nobody looks at it where all is well

        if name.lower() in NOBODY_NEEDED and not declared:
            return "say whose act it is: `consent of X by separate act`, or whose votes: `majority of votes cast in …`"
        candidates = self.of_kind(wanted.kinds)
        similar = self.similar(name, candidates)
        if similar is not None:
            return f"did you mean `{similar}`?"
        elsewhere = self.of_kind(frozenset(Kind) - wanted.kinds)
        similar = self.similar(name, elsewhere)
        if similar is not None and not declared:
            other = f"`{similar}`, which looks like it, is {elsewhere[similar].kind.value}"
            return f"declare it: `{wanted.declaring(name)}`; {other}"
        # Of what could not be read only the names are known, not what they would have been.
        broken = near_words(name, sorted(self._broken), 1, 0.7)
        if broken:
            return f"did you mean `{broken[0]}`? (its declaration has an error of its own)"
        if not candidates:
            return f"none is declared yet; an example: `{wanted.example}`"
        if len(candidates) == 1:
            return f"there is only {quoted(candidates)}"
        if len(candidates) <= LISTED_AT_MOST:
            return f"the {wanted.plural} are {quoted(candidates)}"
        return None

    def similar(self, name: str, candidates: Collection[str]) -> str | None:
        """The name that was probably meant, if there is one."""
        if self._comparisons_left < len(candidates):
            return None
        self._comparisons_left -= len(candidates)
        by_lower = {candidate.lower(): candidate for candidate in candidates if candidate != name}
        close = near_words(name.lower(), by_lower, 1, 0.7)
        return by_lower[close[0]] if close else None

    def _scope_of(self, kind: Kind) -> dict[str, Symbol]:
        return next(
            names for scope, names in zip(_SCOPES, self._scopes, strict=True) if kind in scope
        )


def _bare(words: str) -> str:
    """Words without their article, as after "no"."""
    return words.removeprefix("a ").removeprefix("an ").replace(" or a ", " or ")
