"""How many ballots on one decision only one side adopts, judged by the interpreter, without going through each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from math import comb, prod

from policy_dsl.decisions import Ballots, Cell, Counts, Vote, single
from policy_dsl.interpreter import Meeting
from policy_dsl.interpreter.counting import Floor
from policy_dsl.interpreter.requirements import check
from policy_dsl.model import (
    ActApart,
    AllOf,
    AnyOf,
    Given,
    NoObjectionAct,
    Requirement,
    Specification,
    Who,
)
from policy_dsl.model.atoms import bodies_in_requirement, requirement_atoms
from policy_dsl.model.traverse import requirements_of
from policy_dsl.state import State
from verifier.words import diffing as words

# More than so many are not gone through.
MOST_BALLOTS = 20_000  # sorts of ballots in one body
MOST_WORK = 400_000  # requirements judged in all

# What each power that could take a decision demands: met by some ballots, it is adopted by them. The power stands for
# all for which the same parties may not vote (None: for those that no recusal limits).
Ways = tuple[tuple[str | None, tuple[Requirement, ...]], ...]
# A requirement of a side, and the power for which it is judged.
Atom = tuple[int, str | None, Requirement]
# How many ballots make which requirements true.
_Tallies = Mapping[frozenset[object], int]


class TooMany(Exception):
    """What there are too many of, in words."""


class BallotCount:
    """Counts ballots in one stretch of time. `bodies` are (old name, new name); what was counted is remembered."""

    def __init__(
        self,
        sides: tuple[tuple[Specification, State], tuple[Specification, State]],
        bodies: Sequence[tuple[str, str]],
    ) -> None:
        self.sides, self.bodies = sides, bodies
        self.known: dict[object, tuple[int, int, int]] = {}
        self.work = 0

    def counted(self, meetings: Sequence[Meeting]) -> tuple[int, int, int]:
        """How many ballots only the new side adopts, how many only the old one, and how many there are."""
        if any(specification.meetings > 1 for specification, _ in self.sides):
            raise TooMany(words.NOT_OF_SEVERAL_MEETINGS)
        demands = [
            tuple((m.rules.judged_as(power), tuple(way)) for power, way in m.ways.items())
            for m in meetings
        ]
        seated = tuple(
            tuple(m.rules.seated_for(power)[body.name] for body in m.specification.bodies)
            for m, ways in zip(meetings, demands, strict=True)
            for power in dict.fromkeys((None, *(power for power, _ in ways)))
        )
        facts = meetings[0].decision.facts
        asked = [requirement for ways in demands for _, way in ways for requirement in way]
        asked += [
            b.quorum for m in meetings for b in m.specification.bodies if b.quorum is not None
        ]
        varying = any(map(_looks_at_decision, asked))
        key = (*demands, seated, tuple(sorted(map(repr, facts.items()))) if varying else ())
        if key not in self.known:
            self.known[key] = self._counted(meetings, demands)
        return self.known[key]

    @cached_property
    def acting(self) -> frozenset[str]:
        """The parties whose consent or objection by separate act some clause of either side asks for."""
        found: set[str] = set()
        for specification, state in self.sides:
            for clause in specification.clauses:
                for requirement in requirements_of(clause):
                    for atom in requirement_atoms(requirement):
                        if isinstance(atom, ActApart):
                            who, seats = atom.who, state.seats
                            found |= {p for p in specification.party if who.may_mean(p, seats)}
        return frozenset(found)

    @cached_property
    def objections_asked(self) -> bool:
        """Whether some clause of either side asks whether somebody objects by separate act."""
        return any(
            isinstance(atom, NoObjectionAct)
            for specification, _ in self.sides
            for clause in specification.clauses
            for requirement in requirements_of(clause)
            for atom in requirement_atoms(requirement)
        )

    def _counted(
        self, meetings: Sequence[Meeting], demands: Sequence[Ways]
    ) -> tuple[int, int, int]:
        atoms = [
            (side, power, atom)
            for side, each in enumerate(demands)
            for power, atom in dict.fromkeys(
                (power, a) for power, way in each for r in way for a in requirement_atoms(r)
            )
        ]
        outcomes: Counter[frozenset[object]] = Counter({frozenset(): 1})
        for group in self._groups(meetings, atoms):
            joined: Counter[frozenset[object]] = Counter()
            for (met, number), (more, times) in product(outcomes.items(), group.items()):
                joined[met | more] += number * times
            outcomes = joined
        passed = failed = 0
        for met, number in outcomes.items():
            before, now = (
                any(all(_met(r, (side, power), met) for r in way) for power, way in each)
                for side, each in enumerate(demands)
            )
            passed += number if now and not before else 0
            failed += number if before and not now else 0
        return passed, failed, sum(outcomes.values())

    def _groups(self, meetings: Sequence[Meeting], atoms: Sequence[Atom]) -> Iterator[_Tallies]:
        """For each body, and for consents, how many ballots meet which of the requirements."""
        pairs: list[tuple[str | None, str | None]] = [*self.bodies]
        known = {name for pair in pairs for name in pair}
        pairs += [(b.name, None) for b in meetings[0].specification.bodies if b.name not in known]
        pairs += [(None, b.name) for b in meetings[1].specification.bodies if b.name not in known]
        for pair in pairs:
            yield self._body(meetings, pair, [a for a in atoms if pair[a[0]] in _body_of(a[2])])
        rest = [a for a in atoms if not _body_of(a[2])]
        yield self._consents(meetings, rest)

    def _body(
        self,
        meetings: Sequence[Meeting],
        pair: tuple[str | None, str | None],
        atoms: Sequence[Atom],
    ) -> _Tallies:
        sorts = self._sorts(meetings, pair, atoms)
        casting = self._casting(meetings, pair)
        cases = prod(comb(len(them) + 3, 3) for them in sorts) * len(casting)
        if atoms and cases > MOST_BALLOTS:
            raise TooMany(words.too_many(words.BALLOTS, MOST_BALLOTS))
        if not atoms:
            return {frozenset(): 4 ** sum(map(len, sorts)) * len(casting)}
        self.work += cases * len(atoms)
        if self.work > MOST_WORK:
            raise TooMany(words.too_many(words.CASES, MOST_WORK))
        found: Counter[frozenset[object]] = Counter()
        for votes in product(*(_votes(len(them)) for them in sorts)):
            times = prod(_ways(each) for each in votes)
            given = [
                (member, vote)
                for them, counts in zip(sorts, votes, strict=True)
                for member, vote in zip(them, _spread(counts), strict=True)
            ]
            for cast in casting:
                ballots = [
                    self._one_ballot(meeting, body, given, cast)
                    for meeting, body in zip(meetings, pair, strict=True)
                ]
                met = _those_met(meetings, ballots, atoms)
                found[met] += times
        return found

    def _one_ballot(
        self,
        meeting: Meeting,
        body: str | None,
        given: Sequence[tuple[str, Vote]],
        cast: Vote | None,
    ) -> Ballots:
        if body is None:
            return Ballots()
        votes: dict[tuple[str, str], dict[Cell, Counts]] = {}
        size: dict[str, Counter[Vote]] = {}
        for party, vote in given:
            size.setdefault(party, Counter())[vote] += 1
        for party, counts in size.items():
            if meeting.specification.party[party].cohort:
                votes[body, party] = {
                    frozenset(): Counts(
                        counts[Vote.FOR],
                        counts[Vote.AGAINST],
                        counts[Vote.ABSTAIN],
                        counts[Vote.ABSENT],
                    )
                }
            else:
                votes[body, party] = dict(single(next(iter(counts))))
        chair = meeting.specification.body[body].chair
        has_it = chair is not None and chair.casting_vote
        return Ballots(votes, {}, {body: cast} if cast is not None and has_it else {})

    def _sorts(
        self,
        meetings: Sequence[Meeting],
        pair: tuple[str | None, str | None],
        atoms: Sequence[Atom],
    ) -> list[list[str]]:
        """The voting members of a body on either side, in sorts that no requirement tells apart."""
        sorts: dict[object, list[str]] = {}
        whos = [
            (side, who) for side, atom in self._asked(meetings, pair, atoms) for who in _whos(atom)
        ]
        for party in self.sides[1][0].parties:
            standing = []
            for meeting, body in zip(meetings, pair, strict=True):
                powers = dict.fromkeys((None, *meeting.ways)) if body is not None else ()
                standing.append(
                    [
                        (s.entitled, s.counts)
                        for power in powers
                        for s in meeting.rules.seated_for(power)[body or ""]
                        if s.party == party.name and not s.suspended
                    ]
                )
            if not any(standing):
                continue
            inside = [
                meetings[side].rules.situation.refers(who, party.name, frozenset(), False)
                for side, who in whos
                if not (party.cohort and who.attribute is not None)
            ]
            chairs = [
                meeting.specification.body[body].chair.party  # type: ignore[union-attr]
                for meeting, body in zip(meetings, pair, strict=True)
                if body is not None and meeting.specification.body[body].chair is not None
            ]
            weights = [m.specification.party[party.name].weights for m in meetings]
            key = repr((standing, inside, party.name in chairs and party.name, weights))
            sorts.setdefault(key, []).extend([party.name] * party.size)
        return list(sorts.values())

    def _asked(
        self,
        meetings: Sequence[Meeting],
        pair: tuple[str | None, str | None],
        atoms: Sequence[Atom],
    ) -> Iterator[tuple[int, Requirement]]:
        yield from ((side, atom) for side, _, atom in atoms)
        for side, (meeting, body) in enumerate(zip(meetings, pair, strict=True)):
            quorum = None if body is None else meeting.specification.body[body].quorum
            for atom in () if quorum is None else requirement_atoms(quorum):
                yield side, atom

    def _casting(
        self, meetings: Sequence[Meeting], pair: tuple[str | None, str | None]
    ) -> list[Vote | None]:
        for meeting, body in zip(meetings, pair, strict=True):
            chair = None if body is None else meeting.specification.body[body].chair
            if chair is not None and chair.casting_vote:
                return [None, Vote.FOR, Vote.AGAINST]
        return [None]

    def _consents(self, meetings: Sequence[Meeting], atoms: Sequence[Atom]) -> _Tallies:
        """What those do by separate act whom some requirement asks; and what no ballot decides.

        They consent or not; or object, where any clause of either side asks about that.
        """
        acts = (1, 0, -1) if self.objections_asked else (1, 0)
        asked: list[str] = []
        others = 0
        for party in self.sides[1][0].parties:
            if any(
                meetings[side].rules.situation.refers(who, party.name, frozenset(), False)
                for side, _, atom in atoms
                if isinstance(atom, ActApart)
                for who in _whos(atom)
            ):
                asked += [party.name] * party.size
            elif party.name in self.acting:
                others += party.size
        if len(acts) ** len(asked) > MOST_BALLOTS:
            raise TooMany(words.too_many(words.BALLOTS, MOST_BALLOTS))
        found: Counter[frozenset[object]] = Counter()
        for choice in product(acts, repeat=len(asked)):
            consents, objections = (
                _so_many(name for name, act in zip(asked, choice, strict=True) if act == wanted)
                for wanted in (1, -1)
            )
            ballots = Ballots({}, consents, {}, objections)
            met = _those_met(meetings, [ballots, ballots], atoms)
            found[met] += len(acts) ** others
        return found


def _so_many(names: Iterable[str]) -> dict[str, dict[Cell, int]]:
    return {name: {frozenset(): number} for name, number in Counter(names).items()}


def _those_met(
    meetings: Sequence[Meeting], ballots: Sequence[Ballots], atoms: Sequence[Atom]
) -> frozenset[object]:
    floors = {
        (side, power): Floor(meetings[side].rules, ballots[side], power) for side, power, _ in atoms
    }
    return frozenset(a for a in atoms if check(floors[a[0], a[1]], a[2], False).met)


def _met(requirement: Requirement, of: tuple[int, str | None], met: frozenset[object]) -> bool:
    match requirement:
        case AllOf(parts):
            return all(_met(part, of, met) for part in parts)
        case AnyOf(parts):
            return any(_met(part, of, met) for part in parts)
        case _:
            return (*of, requirement) in met


def _body_of(atom: Requirement) -> tuple[str, ...]:
    return tuple(bodies_in_requirement(atom))


def _whos(atom: Requirement) -> list[Who]:
    found = [getattr(atom, "who", None), getattr(atom, "among", None)]
    tally = getattr(atom, "tally", None)
    if tally is not None:
        found.append(tally.among)
    return [who for who in found if who is not None]


def _looks_at_decision(requirement: Requirement) -> bool:
    """Whether it depends on the decision what it asks; so may a quorum, of the parties that a decision names."""
    return any(
        isinstance(atom, Given) or any(who.varies for who in _whos(atom))
        for atom in requirement_atoms(requirement)
    )


def _votes(size: int) -> Iterator[tuple[int, int, int, int]]:
    """All that so many members of one sort can do, by numbers."""
    for first in range(size + 1):
        for second in range(size - first + 1):
            for third in range(size - first - second + 1):
                yield first, second, third, size - first - second - third


def _ways(counts: tuple[int, int, int, int]) -> int:
    """How many ballots of named members these numbers stand for."""
    left, found = sum(counts), 1
    for each in counts:
        found *= comb(left, each)
        left -= each
    return found


def _spread(counts: tuple[int, int, int, int]) -> list[Vote]:
    return [vote for vote, number in zip(Vote, counts, strict=True) for _ in range(number)]
