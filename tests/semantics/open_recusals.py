"""Models with a recusal that may say anything of its kind, and how what a model of the solver thinks of is written."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

import z3

from policy_dsl.decisions import Ballots, Cell, Counts, Decision, Vote
from policy_dsl.interpreter import Meeting, Outcome, decide
from policy_dsl.model import (
    ALWAYS,
    NO_NOTES,
    NOWHERE,
    Attribute,
    PartySet,
    Recusal,
    Role,
    Specification,
    Versions,
    Who,
)
from policy_dsl.state import State
from tests.semantics.fixing import Fixing, as_terms, representable
from tests.semantics.generator import ORDINARY, Maker
from verifier.encoding.activity import clause_fact
from verifier.encoding.adoption import Encoding, encode
from verifier.encoding.classes import voter_classes
from verifier.encoding.seat_terms import SeatTerms
from verifier.solving.library import CONTEXT
from verifier.solving.values import Values

SHAPE = replace(ORDINARY, recusals=3, exceptions=1, heads=5)
OUT, GONE = "left out", "left out and uncounted"
TRIES = 6


@dataclass
class Model:
    """A model with a recusal that nothing else speaks of, and its loosened encoding."""

    maker: Maker
    specification: Specification
    state: State
    recusal: Recusal
    encoding: Encoding
    fixing: Fixing

    def guards(self) -> list[z3.BoolRef]:
        """Everything as written but the recusal."""
        relaxation = self.encoding.relaxation
        own = clause_fact(self.recusal).key
        return [z3.Not(guard) if key == own else guard for key, guard in relaxation.guards.items()]


def models() -> Iterator[Model]:
    """Some of which have cohorts, and chairs with casting votes."""
    for seed in count():
        maker = Maker(random.Random(f"open recusals {seed}"), SHAPE)
        specification = maker.specification()
        state = maker.state(specification)
        alone = [
            clause
            for clause in specification.recusals
            if clause.name in state.in_force
            and clause.name not in specification.exceptions_to
            and not clause.readings
        ]
        if not alone or not (maker.cohorts or maker.casting or maker.chance(0.3)):
            continue
        if specification.meetings > 1:
            continue  # who is excluded is the same at every meeting
        encoding = encode(
            specification, state, voter_classes(specification), frozenset(), loosened=True
        )
        yield Model(maker, specification, state, maker.pick(alone), encoding, Fixing(encoding))


@dataclass
class Written:
    """A case of the encoding, head by head, for a specification in which two recusals say what one thought of."""

    model: Model
    decision: Decision
    values: Values
    body: str = ""
    facts: dict[str, set[str]] = field(default_factory=lambda: {OUT: set(), GONE: set()})
    marked: dict[tuple[str, Cell, int], Cell] = field(default_factory=dict)
    votes: dict[str, dict[tuple[str, Cell, int], Vote]] = field(default_factory=dict)
    on_powers: bool = False

    def heads(self, name: str) -> list[tuple[str, Cell, int]]:
        """The members of one of the encoding's cells."""
        members = self.model.fixing.members(self.decision)[name]
        return [(party, own, index) for party, own, number in members for index in range(number)]

    def read(self) -> None:
        """Who is left out, and how each votes. Only one body may be concerned."""
        concerned = set()
        for seat in self.model.encoding.ballots.all_seats:
            if not seat.cell.voters.parties or not self._seated(seat):
                continue
            excluded, uncounted = self._excluded(seat)
            said = self._written(seat)
            heads = self.heads(seat.cell.name)
            assert 0 <= uncounted <= excluded <= len(heads)
            if (excluded, uncounted) != said:
                concerned.add(seat.body)
                assert excluded >= said[0]
                assert uncounted >= said[1]
                for head in heads[:excluded]:
                    self._mark(head, GONE if heads.index(head) < uncounted else OUT)
            if self.values.truth(seat.open_on_powers):
                concerned.add(seat.body)
                self.on_powers = True
                for head in heads:
                    gone = self.values.truth(seat.open_counted_out)
                    self._mark(head, GONE if gone else OUT)
            self._vote(seat, heads, excluded, uncounted)
        for body in self.model.encoding.ballots.last.chair_excluded:
            self._chair(body, concerned)
        assert len(concerned) <= 1
        (self.body,) = concerned or {self.model.recusal.body}

    def _seated(self, seat: SeatTerms) -> bool:
        return self.values.number(seat.seats) > 0

    def _excluded(self, seat: SeatTerms) -> tuple[int, int]:
        """How many vote not, and how many of these do not count."""
        excluded = self.values.number(seat.excluded)
        if seat.uncounted is not None:
            return excluded, self.values.number(seat.uncounted)
        return excluded, excluded if self.values.truth(seat.counted_out) else 0

    def _written(self, seat: SeatTerms) -> tuple[int, int]:
        """The same by the other recusals, as the interpreter has it."""
        model = self.model
        others = without(model.specification, model.recusal)
        state = replace(model.state, in_force=model.state.in_force - {model.recusal.name})
        rules = Meeting(others, state, self.readings, self.decision).rules
        party, own, _ = self.heads(seat.cell.name)[0]
        it = next(s for s in rules.seated[seat.body] if (s.party, s.cell) == (party, own))
        number = self.values.number(seat.seats)
        return number if it.recused_by else 0, number if it.counted_out else 0

    @property
    def readings(self) -> dict[str, str]:
        """As the encoding read."""
        choices = self.model.encoding.activity.readings.choices
        return {
            clause: next(name for name, it in names.items() if self.values.truth(it))
            for clause, names in choices.items()
        }

    def _mark(self, head: tuple[str, Cell, int], mark: str) -> None:
        self.marked[head] = frozenset({mark})
        if head[0] not in self.model.maker.cohorts:
            self.facts[mark].add(head[0])

    def _vote(
        self, seat: SeatTerms, heads: list[tuple[str, Cell, int]], excluded: int, uncounted: int
    ) -> None:
        number = self.values.number
        entitled = [Vote.FOR] * number(seat.in_favour) + [Vote.AGAINST] * number(seat.against)
        entitled += [Vote.ABSTAIN] * number(seat.abstaining)
        assert len(entitled) <= len(heads) - excluded
        there = number(seat.attending)
        counted = there if seat.still_counted is None else number(seat.still_counted)
        if seat.still_counted is None and uncounted:
            counted = 0
        acts = [Vote.ABSTAIN] * (there - counted)
        assert len(acts) <= uncounted
        acts += [Vote.ABSENT] * (uncounted - len(acts))
        acts += [Vote.ABSTAIN] * counted
        assert len(acts) <= excluded
        acts += [Vote.ABSENT] * (excluded - len(acts)) + entitled
        acts += [Vote.ABSENT] * (len(heads) - len(acts))
        self.votes[seat.body] = {
            **self.votes.get(seat.body, {}),
            **dict(zip(heads, acts, strict=True)),
        }

    def _chair(self, body: str, concerned: set[str]) -> None:
        """A chair without a seat may be left out, too, so that it does not cast."""
        party = chair_of(self.model, body)
        seat = self.model.encoding.ballots.last.seat(body, party)
        if seat is not None and self._seated(seat):
            return
        ballots = self.model.encoding.ballots.last
        if self.values.truth(ballots.chair_open.get(body, False)):
            self.on_powers = True
            self.facts[OUT].add(party)
            concerned.add(body)
            return
        excluded = self.values.truth(ballots.chair_excluded[body])
        if excluded and not self._chair_is_out(body, party):
            self.facts[OUT].add(party)
            concerned.add(body)

    def _chair_is_out(self, body: str, party: str) -> bool:
        model = self.model
        others = without(model.specification, model.recusal)
        state = replace(model.state, in_force=model.state.in_force - {model.recusal.name})
        rules = Meeting(others, state, self.readings, self.decision).rules
        return bool(rules.recusing(body, party, frozenset()))

    # --- for the interpreter ---------------------------------------------------------------------

    def outcome(self) -> Outcome:
        """What the interpreter makes of it."""
        model = self.model
        said = [
            Recusal(
                name,
                name,
                NOWHERE,
                NO_NOTES,
                (),
                self.body,
                Versions(ALWAYS),
                Who(mark, attribute=mark),
                mark == GONE,
                tuple(p.name for p in model.specification.powers) if self.on_powers else None,
            )
            for name, mark in ((model.recusal.name, OUT), ("and another", GONE))
        ]
        clauses = without(model.specification, model.recusal).clauses
        attributes = tuple(
            Attribute(mark, Role.SUBSTANCE, PartySet(), None, NOWHERE) for mark in (OUT, GONE)
        )
        specification = replace(
            model.specification,
            clauses=(*clauses, *said),
            attributes=(*model.specification.attributes, *attributes),
        )
        state = replace(model.state, in_force=model.state.in_force | {"and another"})
        cells: dict[str, dict[Cell, int]] = {}
        heads = [head for cell in model.encoding.electorate.cells for head in self.heads(cell.name)]
        for head in heads:
            if head[0] in model.maker.cohorts:
                given = cells.setdefault(head[0], {})
                given[self._cell(head)] = given.get(self._cell(head), 0) + 1
        facts = {mark: frozenset(names) for mark, names in self.facts.items()}
        decision = replace(self.decision, facts={**self.decision.facts, **facts}, cells=cells)
        return decide(specification, state, self.readings, decision, self._ballots(heads))

    def _cell(self, head: tuple[str, Cell, int]) -> Cell:
        if head[0] not in self.model.maker.cohorts:
            return frozenset()
        return head[1] | self.marked.get(head, frozenset())

    def _ballots(self, heads: list[tuple[str, Cell, int]]) -> Ballots:
        votes: dict[tuple[str, str], dict[Cell, Counts]] = {}
        for body, acts in self.votes.items():
            for head, vote in acts.items():
                given = votes.setdefault((body, head[0]), {})
                old = given.get(self._cell(head), Counts())
                new = {
                    Vote.FOR: replace(old, in_favour=old.in_favour + 1),
                    Vote.AGAINST: replace(old, against=old.against + 1),
                    Vote.ABSTAIN: replace(old, abstain=old.abstain + 1),
                    Vote.ABSENT: replace(old, absent=old.absent + 1),
                }
                given[self._cell(head)] = new[vote]
        consents: dict[str, dict[Cell, int]] = {}
        objections: dict[str, dict[Cell, int]] = {}
        terms = self.model.encoding.ballots.last
        for cell in self.model.encoding.electorate.cells:
            heads_of = self.heads(cell.name)
            acting = self._number(terms.consents, cell.name)
            objecting = self._number(terms.objections, cell.name)
            assert acting + objecting <= len(heads_of)
            # Nobody does both.
            for acts_of, who in (
                (consents, heads_of[:acting]),
                (objections, heads_of[acting : acting + objecting]),
            ):
                for head in who:
                    own = acts_of.setdefault(head[0], {})
                    own[self._cell(head)] = own.get(self._cell(head), 0) + 1
        casting = {
            body: Vote.FOR if self.values.truth(terms.cast_for[body]) else Vote.AGAINST
            for body in terms.cast_for
            if self.values.truth(terms.cast_for[body])
            or self.values.truth(terms.cast_against[body])
        }
        return Ballots(votes, consents, casting, objections)

    def _number(self, acts: Mapping[str, z3.ArithRef], cell: str) -> int:
        """How many of a cell act, none where nothing asks."""
        return self.values.number(acts[cell]) if cell in acts else 0


def without(specification: Specification, clause: Recusal) -> Specification:
    """The specification without a clause."""
    rest = tuple(each for each in specification.clauses if each.name != clause.name)
    return replace(specification, clauses=rest)


def chair_of(model: Model, body: str) -> str:
    """The chair of a body that has one."""
    chair = model.specification.body[body].chair
    assert chair is not None
    return chair.party


def decisions(model: Model) -> Iterator[tuple[Decision, dict[str, str], list[z3.BoolRef]]]:
    """Decisions that effects have no part in, with the values that make the encoding speak of them."""
    encoding, maker = model.encoding, model.maker
    for _ in range(TRIES):
        drawn = replace(maker.decision(model.specification, model.state), effects=frozenset())
        decision = representable(encoding, replace(drawn, rulings={}))
        readings = maker.readings(model.specification)
        values = model.fixing.without_ballots(readings, decision)
        variables = [
            *encoding.decision_variables,
            *(
                each
                for names in encoding.activity.readings.choices.values()
                for each in names.values()
            ),
        ]
        yield decision, readings, as_terms([v for v in variables if str(v) in values], values)


def limits(model: Model) -> list[z3.BoolRef]:
    """What the encoding says, everything as written but the recusal."""
    encoding = model.encoding
    return [*encoding.limits, *encoding.ballot_limits, *model.guards()]


def term_of(number: object) -> z3.ArithRef:
    return z3.IntVal(number, CONTEXT) if isinstance(number, int) else number  # type: ignore[return-value]
