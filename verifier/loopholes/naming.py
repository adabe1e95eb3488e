"""Which minimal sets of openings are one finding, in which order findings come, and what they are called.

A finding is named by its property and by what it is: its number among all of that property, in an order that depends
on nothing but the specification. What the rules allow as they stand comes before what begins with a change of them, so
that whoever looks for the first only gives it the same names. Where not all are known, numbers would say something
else than they do where all are; a finding then goes by its content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from policy_dsl import claim_wording
from policy_dsl.model import Alone, Power, Property, Specification, Who
from policy_dsl.records import dataclass
from verifier.loopholes.openings import protection, rank
from verifier.results.loopholes import Loophole, Opening, changes_rules
from verifier.words.loophole_lines import ANY_POWER, HOLDER

Part = tuple[str, str]
Order = tuple[bool, int, list[int], tuple[Part, ...]]
# Letters of a content that are enough to tell the findings of a property apart.
SHORT = 8


@dataclass(frozen=True)
class Naming:
    """How the ways round one property are told apart. `members`: of whom each alone is protected.

    `holder` is what openings call whoever holds the veto.
    """

    property: str
    powers: frozenset[str]
    members: frozenset[str]
    holder: str | None

    def parts(self, openings: Sequence[Opening]) -> tuple[Part, ...]:
        """What a way is, whoever the holder is: without how clauses are read, which power is amended first, and which
        of those whom the property protects one by one it concerns."""
        found = {self._part(each) for each in openings if each.kind != "reading"}
        return tuple(sorted(found, key=lambda part: (rank(part[0]), part)))

    def _part(self, it: Opening) -> Part:
        if not it.file and self.holder is not None:  # how it acts, whoever it is
            if it.name == self.holder:
                return it.kind, ""
            if it.name.endswith(f" of {self.holder}"):
                return it.kind, it.name.removesuffix(f" of {self.holder}")
        match it.kind:
            case "mixture":
                return it.kind, it.name.partition(" of ")[0]
            case "amendment" if it.name in self.powers:
                return it.kind, ANY_POWER
            case "suspension" | "removal":
                party, _, body = it.name.partition(" from ")
                return it.kind, f"{HOLDER} from {body}" if party in self.members else it.name
            case "route" if it.opened_by:
                return it.kind, f"{it.name} since {', '.join(it.opened_by)}"
            case _:
                return it.kind, it.name

    def order(self, openings: Sequence[Opening]) -> Order:
        """Where a way comes among all of its property."""
        parts = self.parts(openings)
        kinds = [rank(kind) for kind, _ in parts]
        return changes_rules(openings), len(parts), kinds, parts

    def told_first(self, openings: Sequence[Opening]) -> tuple[int, list[tuple[int, str, str]]]:
        """Where it comes among those that are one finding."""
        named: list[tuple[int, str, str]] = sorted(
            (rank(each.kind), each.kind, each.name) for each in openings
        )
        return len(openings), named


def naming(specification: Specification, prop: Property) -> Naming:
    """How the ways round a property are told apart."""
    powers = frozenset(c.name for c in specification.clauses if isinstance(c, Power))
    members: frozenset[str] = frozenset()
    what = protection(prop)
    holder = None if what is None else what.holder
    if holder is not None:
        meant = [p for part in holder.parts for p in _meant(specification, part.who)]
        if holder.alone is Alone.EVERY or len(meant) == 1:
            members = frozenset(meant)
    called = None if holder is None else claim_wording.coalition(holder)
    return Naming(prop.name, powers, members, called)


def _meant(specification: Specification, who: Who) -> set[str]:
    """All who are meant at some time."""
    seats = (s for body in who.seated_in for s in specification.body[body].members)
    joined = (event.subject for event in specification.events if event.body in who.seated_in)
    out = {party for part in who.but for party in part.certain}
    return {*who.parties, *(seat.party for seat in seats), *joined} - out


def content(parts: Sequence[Part]) -> str:
    """The same text for the same way, round whatever property and in whatever file it is found."""
    whole = "\n".join("\t".join(part) for part in parts)
    return hashlib.sha256(whole.encode()).hexdigest()


def groups(it: Naming, ways: Sequence[Sequence[Opening]]) -> list[list[int]]:
    """The ways (by index) that are one finding each, in the order of findings, the one told first in front."""
    found: dict[tuple[Part, ...], list[int]] = {}
    for index in sorted(range(len(ways)), key=lambda i: it.told_first(ways[i])):
        found.setdefault(it.parts(ways[index]), []).append(index)
    return sorted(found.values(), key=lambda them: it.order(ways[them[0]]))


def names(
    it: Naming, findings: Sequence[Sequence[Opening]], stands_known: bool, all_known: bool
) -> Mapping[str, str]:
    """By content, the name of each finding; `findings` are in their order.

    `stands_known`: all that the rules allow as they stand are among them; `all_known`: those that change them, too.
    """
    found: dict[str, str] = {}
    for number, openings in enumerate(findings, 1):
        what = content(it.parts(openings))
        known = all_known if changes_rules(openings) else stands_known
        found[what] = f"{it.property}/{number}" if known else f"{it.property}/{unnumbered(what)}"
    return found


def unnumbered(what: str) -> str:
    """What stands for a number where not all findings are known."""
    return f"x{what[:SHORT]}"


def is_called(name: str, it: Loophole) -> bool:
    """Whether a finding goes by a name: by its own, or by the beginning of its content."""
    prop, _, what = name.rpartition("/")
    by_content = len(what) > 1 and what[0] == "x" and it.content.startswith(what[1:])
    return name == it.name or (prop == it.property and by_content)
