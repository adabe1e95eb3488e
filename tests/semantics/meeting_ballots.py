"""All ballots on one decision, body by body: which truth values can requirements take together?

The requirements of a decision are made of leaves (a tally, a consent, …), each of which depends on the
votes of few bodies or the consents of few parties. So ballots are enumerated for each such component apart,
through the interpreter, and only the truth values of the leaves are combined. `test_whole_ballots.py`
compares this with plain enumeration of whole ballots. What is done at one of several meetings says nothing of what is
done at another, so each is a component of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from policy_dsl.decisions import Ballots, Cell, Counts, Vote
from policy_dsl.interpreter import Seated
from policy_dsl.interpreter.counting import Floor
from policy_dsl.interpreter.requirements import check
from policy_dsl.model import (
    Manner,
    NoObjectionAct,
    Others,
)
from tests.semantics.enumerating import TooLarge, all_counts, compositions
from tests.semantics.meeting_leaves import MET, Leaves, Variable

Heads = Mapping[tuple[str, Cell], int]  # how many of a coalition are in a cell of a party
# How a coalition acts: it blocks in a manner, votes for (None), or does anything at all.
Own = Manner | Literal["anything"] | None
Act = list[Ballots]  # what a coalition leaves open of one variable
NOBODY: Heads = {}


class Question(Leaves):
    """What is asked of a decision's ballots: ways in which it is adopted, and a claim's own requirement."""

    # --- acts ----------------------------------------------------------------------------------------

    def acts(
        self, variable: Variable, heads: Heads, manner: Own, others: Others | None = None
    ) -> list[Act]:
        """What a coalition can choose (with `manner` None it votes for), each with what others can do."""
        kind, name, _ = variable
        if kind == "consents":
            asked = self.objections_asked and manner in (Manner.AGAINST, Manner.ANY)
            return [
                self._consents(name, heads, manner, others, silent)
                for silent in ((False, True) if asked else (False,))
            ]
        seated = [s for s in self.rules.seated[name] if not s.suspended]
        choices = [
            list(compositions_of(s, heads.get((s.party, s.cell), 0), manner, others))
            for s in seated
        ]
        castings = self._castings(name, heads, manner, others)
        found: list[Act] = []
        for casting in castings:
            for them in itertools.product(*choices):
                act = [
                    _ballots(name, seated, counts, cast)
                    for counts in itertools.product(*them)
                    for cast in casting
                ]
                found.append(act)
        return found

    def _consents(
        self,
        party: str,
        heads: Heads,
        manner: Own,
        others: Others | None,
        silent: bool = False,
    ) -> Act:
        """Of each cell how many consent and object; all of a coalition that may object do, or none (`silent`)."""
        cells = self.rules.situation.cells[party]
        options: list[list[tuple[int, int]]] = []
        for cell, number in cells:
            mine = heads.get((party, cell), 0)
            rest = number - mine
            theirs = {
                None: [(c, o) for c in range(rest + 1) for o in range(rest + 1 - c)],
                Others.AGAINST: [(0, rest)],
            }.get(others, [(0, 0)])
            match manner:
                case None:
                    own = [(mine, 0)]
                case "anything":
                    own = [(c, o) for c in range(mine + 1) for o in range(mine + 1 - c)]
                case Manner.AGAINST | Manner.ANY:
                    own = [(0, 0 if silent else mine)]
                case _:
                    own = [(0, 0)]
            if not self.objections_asked:
                theirs = [(c, 0) for c in sorted({c for c, _ in theirs})]
                own = [(c, 0) for c in sorted({c for c, _ in own})]
            options.append(sorted({(c + a, o + b) for c, o in theirs for a, b in own}))
        return [
            Ballots(
                {},
                {party: {cell: c for (cell, _), (c, _) in zip(cells, them, strict=True)}},
                {},
                {party: {cell: o for (cell, _), (_, o) in zip(cells, them, strict=True)}},
            )
            for them in itertools.product(*options)
        ]

    @cached_property
    def objections_asked(self) -> bool:
        return any(isinstance(leaf, NoObjectionAct) for leaf, *_ in self.leaves)

    def _castings(
        self, name: str, heads: Heads, manner: Own, others: Others | None
    ) -> list[list[Vote | None]]:
        """For each choice of the coalition, what a casting vote can be."""
        chair = self.meeting.specification.body[name].chair
        if chair is None or not chair.casting_vote:
            return [[None]]
        if not heads.get((chair.party, frozenset()), 0):
            match others:
                case None:
                    return [[None, Vote.FOR, Vote.AGAINST]]
                case Others.AGAINST:
                    return [[Vote.AGAINST]]
                case Others.AWAY | Others.ABSTAINING:
                    return [[None]]
        match manner:
            case "anything":
                return [[None, Vote.FOR, Vote.AGAINST]]
            case None:
                return [[Vote.FOR]]
            case Manner.AGAINST:
                return [[Vote.AGAINST]]
            case Manner.ABSTAINING | Manner.AWAY:
                return [[None]]
            case Manner.ANY:
                return [[None], [Vote.AGAINST]]

    def allocations(self, name: str, totals: tuple[int, int, int]) -> Act:
        """Ballots of a body in which exactly so many vote for, against, and abstain; nobody casts."""
        seated = [s for s in self.rules.seated[name] if not s.suspended]
        options = [
            all_counts(s.number) if s.entitled else [Counts(absent=s.number)] for s in seated
        ]
        found = []
        for counts in itertools.product(*options):
            sums = (
                sum(c.in_favour for c in counts),
                sum(c.against for c in counts),
                sum(c.abstain for c in counts),
            )
            if sums == totals:
                found.append(_ballots(name, seated, counts, None))
        return found

    def all_in_favour(self, variable: Variable) -> Act:
        """Everybody votes for, casts for and consents; whoever is recused attends."""
        kind, name, _ = variable
        if kind == "consents":
            return [Ballots({}, {name: dict(self.rules.situation.cells[name])}, {})]
        seated = [s for s in self.rules.seated[name] if not s.suspended]
        counts = [
            Counts(in_favour=s.number) if s.entitled else Counts(abstain=s.number) for s in seated
        ]
        chair = self.meeting.specification.body[name].chair
        cast = Vote.FOR if chair and chair.casting_vote else None
        return [_ballots(name, seated, counts, cast)]

    def one_voter_apart(self, variable: Variable, heads: Heads) -> list[Act]:
        """For each thing that the others can do, all that can be done by those in `heads`, whose consents are given."""
        kind, name, _ = variable
        if kind == "consents":
            return [[it] for it in self._consents(name, NOBODY, Manner.AGAINST, None)]
        seated = [s for s in self.rules.seated[name] if not s.suspended]
        chair = self.meeting.specification.body[name].chair
        cast: list[list[Vote | None]] = [[None]]
        if chair is not None and chair.casting_vote:
            every: list[Vote | None] = [None, Vote.FOR, Vote.AGAINST]
            own = heads.get((chair.party, frozenset()), 0)
            cast = [every] if own else [[vote] for vote in every]
        mine = [heads.get((s.party, s.cell), 0) for s in seated]
        others = itertools.product(
            *(_counts(s, s.number - number) for s, number in zip(seated, mine, strict=True))
        )
        own_counts = [_counts(s, number) for s, number in zip(seated, mine, strict=True)]
        return [
            [
                _ballots(name, seated, map(_added, them, ours), vote)
                for ours in itertools.product(*own_counts)
                for vote in votes
            ]
            for them in others
            for votes in cast
        ]

    def matters(self, heads: Heads) -> bool:
        """Whether some two ballots that differ only in what those in `heads` do differ in what becomes of it."""
        families = []
        for i, (variables, _) in enumerate(self.components):
            options = [self.one_voter_apart(v, heads) for v in variables]
            size = 1
            for each in options:
                size *= len(each)
            if size > self.limit:
                raise TooLarge(f"{size} ballots")
            families.append({self.vectors(i, acts) for acts in itertools.product(*options)})
        return any(
            len({self.adopts(truth) for truth in self.truths(choice)}) > 1
            for choice in itertools.product(*families)
        )

    # --- truth values --------------------------------------------------------------------------------

    def vectors(self, component: int, act: Iterable[Act]) -> frozenset[tuple[bool, ...]]:
        """The truth values that a component's leaves take together under an act for each variable."""
        _, leaves = self.components[component]
        parts = list(act)
        size = 1
        for options in parts:
            size *= len(options)
        if size > self.limit:
            raise TooLarge(f"{size} ballots")
        found = set()
        for them in itertools.product(*parts):
            ballots = merged(them)
            floors = {power: Floor(self.rules, ballots, power) for power in self.judged.values()}
            found.add(tuple(check(floors[p], leaf, facts).met for leaf, facts, p, _ in leaves))
        return frozenset(found)

    def truths(self, choice: Iterable[frozenset[tuple[bool, ...]]]) -> Iterator[Mapping[int, bool]]:
        """The truth values of all leaves, one component's with every other's."""
        for combination in itertools.product(*choice):
            yield {
                self.leaves[leaf]: value
                for (_, leaves), values in zip(self.components, combination, strict=True)
                for leaf, value in zip(leaves, values, strict=True)
            }

    def choices(
        self, heads: Heads, manner: Own, others: Others | None = None, at: int | None = None
    ) -> Iterator[tuple[frozenset[tuple[bool, ...]], ...]]:
        """For each choice of a coalition, the truth values that can come of it, by component.

        `at`: it acts so at that meeting; at the others all that it can do is like all that others can.
        """
        families = []
        for i, (variables, _) in enumerate(self.components):
            options = [
                self.acts(v, heads if at in (None, v[2]) else NOBODY, manner, others)
                for v in variables
            ]
            families.append({self.vectors(i, act) for act in itertools.product(*options)})
        yield from itertools.product(*families)

    # --- questions -----------------------------------------------------------------------------------

    def some(self, test: Callable[[Mapping[int, bool]], bool]) -> bool:
        """Whether some ballot passes the test."""
        (choice,) = self.choices(NOBODY, Manner.AGAINST)
        return any(test(truth) for truth in self.truths(choice))

    @cached_property
    def adoptable(self) -> bool:
        """Whether some ballot adopts the decision."""
        return any(all(it == MET for it in way) for way in self.ways.values()) or (
            bool(self.ways) and self.some(self.adopts)
        )

    def adoptable_while(self, heads: Heads, others: Others | None) -> bool:
        """Whether some ballot adopts the decision in which those outside the coalition do as is said."""
        if others is None or not self.adoptable:
            return self.adoptable
        (choice,) = self.choices(heads, "anything", others)
        return any(self.adopts(truth) for truth in self.truths(choice))

    def blocked(
        self, heads: Heads, manner: Manner, others: Others | None = None, at: int | None = None
    ) -> bool:
        """Whether the coalition can act in this manner (`at` that meeting) so that no ballot of the others adopts."""
        if not self.adoptable:
            return True
        return any(
            not any(self.adopts(truth) for truth in self.truths(choice))
            for choice in self.choices(heads, manner, others, at)
        )

    def passed(self, heads: Heads, others: Others | None = None) -> bool:
        """Whether the coalition's votes and consents suffice, whatever the others do, or if they do as is said."""
        (choice,) = self.choices(heads, None, others)
        return all(self.adopts(truth) for truth in self.truths(choice))

    def carried(self, name: str, totals: tuple[int, int, int]) -> list[bool]:
        """For each allocation of these votes, up to what makes no difference: whether it adopts."""
        allocations = self.allocations(name, totals)
        if not allocations:
            return []
        choice = []
        for i, (variables, _) in enumerate(self.components):
            options = [
                allocations if v[:2] == ("votes", name) else self.all_in_favour(v)
                for v in variables
            ]
            choice.append(self.vectors(i, options))
        return [self.adopts(truth) for truth in self.truths(choice)]


def compositions_of(
    seated: Seated, mine: int, manner: Own, conduct: Others | None = None
) -> Iterator[list[Counts]]:
    """For each choice of a coalition's `mine` members among those seated, what all of them can do."""
    rest = seated.number - mine
    if not seated.entitled and conduct is Others.AWAY:
        if manner is Manner.ANY:
            for there in range(mine + 1):
                yield [Counts(abstain=there, absent=seated.number - there)]
            return
        most = 0 if manner is Manner.AWAY else mine
        yield [Counts(abstain=n, absent=seated.number - n) for n in range(most + 1)]
        return
    if not seated.entitled:
        if manner is Manner.ANY:
            for there in range(mine + 1):
                yield [
                    Counts(abstain=n, absent=seated.number - n)
                    for n in range(there, there + rest + 1)
                ]
            return
        most = rest if manner is Manner.AWAY else seated.number
        yield [Counts(abstain=n, absent=seated.number - n) for n in range(most + 1)]
        return
    match conduct:
        case None:
            others = all_counts(rest)
        case Others.AWAY:
            others = [Counts(absent=rest)]
        case Others.ABSTAINING:
            others = [Counts(abstain=rest)]
        case Others.AGAINST:
            others = [Counts(against=rest)]
    if manner == "anything":
        yield [_added(c, own) for c in others for own in all_counts(mine)]
        return
    match manner:
        case None:
            acts = [(mine, 0, 0, 0)]
        case Manner.AGAINST:
            acts = [(0, mine, 0, 0)]
        case Manner.ABSTAINING:
            acts = [(0, 0, mine, 0)]
        case Manner.AWAY:
            acts = [(0, 0, 0, mine)]
        case Manner.ANY:
            acts = [(0, *them) for them in compositions(mine, 3)]
    for yes, no, abstain, absent in acts:
        yield [
            Counts(c.in_favour + yes, c.against + no, c.abstain + abstain, c.absent + absent)
            for c in others
        ]


def _counts(seated: Seated, number: int) -> list[Counts]:
    """All that so many of them can do."""
    if seated.entitled:
        return all_counts(number)
    return [Counts(abstain=there, absent=number - there) for there in range(number + 1)]


def _added(one: Counts, other: Counts) -> Counts:
    return Counts(
        one.in_favour + other.in_favour,
        one.against + other.against,
        one.abstain + other.abstain,
        one.absent + other.absent,
    )


def _ballots(
    name: str, seated: Iterable[Seated], counts: Iterable[Counts], cast: Vote | None
) -> Ballots:
    votes: dict[tuple[str, str], dict[Cell, Counts]] = {}
    for them, theirs in zip(seated, counts, strict=True):
        votes.setdefault((name, them.party), {})[them.cell] = theirs
    return Ballots(votes, {}, {} if cast is None else {name: cast})


def merged(them: Iterable[Ballots]) -> Ballots:
    """Ballots about different bodies and parties, as one."""
    votes: dict[tuple[str, str], Mapping[Cell, Counts]] = {}
    consents: dict[str, Mapping[Cell, int]] = {}
    casting: dict[str, Vote] = {}
    objections: dict[str, Mapping[Cell, int]] = {}
    for it in them:
        votes.update(it.votes)
        consents.update(it.consents)
        casting.update(it.casting)
        objections.update(it.objections)
    return Ballots(votes, consents, casting, objections)
