"""What a recusal could say if it said something else: whatever the encoding thinks of can be written, and the reverse.

A proof rests on what cannot be left open, so all answers to "what does it rest on" hang on this. The interpreter
judges: it knows nothing of open clauses, so it is given one that says what the encoding thought of.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count, islice

import z3

from policy_dsl.decisions import Ballots, Cell, Counts, Decision, Vote
from policy_dsl.interpreter import Meeting, Outcome, decide
from policy_dsl.interpreter.clauses import Rules
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
from verifier.solving.solvers import new_solver
from verifier.solving.values import Values

SHAPE = replace(ORDINARY, recusals=3, exceptions=1, heads=5)
OUT, GONE = "left out", "left out and uncounted"
MODELS = 40
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


# --- what it thinks of can be written ----------------------------------------------------------------


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


def wishes(model: Model) -> list[z3.BoolRef]:
    """Something that the solver would not think of by itself."""
    maker = model.maker
    found = [model.encoding.adopted == maker.chance(0.5)]
    seats = [s for s in model.encoding.ballots.all_seats if s.cell.voters.parties]
    for seat in maker.sample(seats, 3):
        for number in (seat.excluded, seat.uncounted, seat.attending, seat.still_counted):
            if number is not None and maker.chance(0.6):
                found.append(term_of(number) == maker.upto(0, 3))
        found += [seat.in_favour == maker.upto(0, 3)] if maker.chance(0.4) else []
    return found


@dataclass
class Compared:
    """How many cases were compared, and of what kind."""

    cases: int = 0
    adopted: int = 0
    left_out: int = 0
    of_cohorts: int = 0
    decided_otherwise: int = 0
    on_powers: int = 0


def thought_of(number: int) -> Compared:
    """Cases that the encoding thinks of, of so many models; the interpreter agrees with each."""
    found = Compared()
    for model in islice(models(), number):
        solver = new_solver()
        solver.add(*limits(model))
        for decision, _, fixed in decisions(model):
            met: list[z3.BoolRef] = list(fixed)
            assert solver.check(*met) == z3.sat
            for wish in wishes(model):
                if solver.check(*met, wish) == z3.sat:
                    met.append(wish)
            assert solver.check(*met) == z3.sat
            written = Written(model, decision, Values(solver.model()))
            written.read()
            ours, its = written.values.truth(model.encoding.adopted), written.outcome()
            assert ours is its.adopted, f"case {found.cases}"
            found.cases += 1
            found.adopted += ours
            found.left_out += bool(written.marked)
            found.on_powers += written.on_powers
            found.of_cohorts += any(head[0] in model.maker.cohorts for head in written.marked)
    return found


def test_whatever_is_thought_of_can_be_written() -> None:
    found = thought_of(MODELS)
    assert found.left_out > found.cases // 4
    assert found.of_cohorts > found.cases // 20
    assert found.on_powers > found.cases // 20
    assert found.cases // 6 < found.adopted < found.cases * 5 // 6


# --- what can be written is thought of -----------------------------------------------------------


def written_otherwise(model: Model) -> Specification:
    """The specification with another recusal in the place of the one left open."""
    maker = model.maker
    other = replace(
        model.recusal,
        body=maker.pick(maker.body_names),
        when=Versions(maker.when(0.5)),
        excluded=maker.who(),
        and_counting=maker.chance(0.5),
        limits=tuple(p.name for p in model.specification.powers) if maker.chance(0.5) else None,
    )
    clauses = tuple(
        other if each.name == other.name else each for each in model.specification.clauses
    )
    return replace(model.specification, clauses=clauses)


def as_voted(model: Model, rules: Rules, decision: Decision, ballots: Ballots) -> list[z3.BoolRef]:
    """What everybody does, as values of the encoding's variables; who is left out stays open."""
    found = []
    members = model.fixing.members(decision)
    terms = model.encoding.ballots.last
    for seat in model.encoding.ballots.all_seats:
        votes, silent = Counts(), 0
        for party, own, _ in members.get(seat.cell.name, ()):
            it = next(
                (s for s in rules.seated[seat.body] if (s.party, s.cell) == (party, own)), None
            )
            given = ballots.votes.get((seat.body, party), {}).get(own, Counts())
            if it is not None and it.recused_by:
                silent += given.attending
            else:
                votes = Counts(
                    votes.in_favour + given.in_favour,
                    votes.against + given.against,
                    votes.abstain + given.abstain,
                )
        found += [seat.in_favour == votes.in_favour, seat.against == votes.against]
        found += [seat.abstaining == votes.abstain, term_of(seat.attending) == silent]
    for cell in model.encoding.electorate.cells:
        if cell.name in terms.consents:
            given = [ballots.consents[party].get(own, 0) for party, own, _ in members[cell.name]]
            found.append(terms.consents[cell.name] == sum(given))
        if cell.name in terms.objections:
            given = [
                ballots.objections.get(party, {}).get(own, 0)
                for party, own, _ in members[cell.name]
            ]
            found.append(terms.objections[cell.name] == sum(given))
    for body, cast_for in terms.cast_for.items():
        found.append(cast_for == (ballots.casting.get(body) is Vote.FOR))
        found.append(terms.cast_against[body] == (ballots.casting.get(body) is Vote.AGAINST))
    return found


def written(number: int) -> Compared:
    """Cases in which something else is written, of so many models; the encoding thinks of each."""
    found = Compared()
    for model in islice(models(), number):
        solver = new_solver()
        solver.add(*model.encoding.limits, *model.encoding.ballot_limits, *model.guards())
        for decision, readings, fixed in decisions(model):
            specification = written_otherwise(model)
            meeting = Meeting(specification, model.state, readings, decision)
            ballots = model.maker.ballots(specification, model.state, decision)
            outcome = meeting.outcome(ballots)
            before = decide(model.specification, model.state, readings, decision, ballots)
            voted = as_voted(model, meeting.rules, decision, ballots)
            agrees = model.encoding.adopted == outcome.adopted
            assert solver.check(*fixed, *voted, agrees) == z3.sat, f"case {found.cases}"
            found.cases += 1
            found.adopted += outcome.adopted
            found.decided_otherwise += before.adopted is not outcome.adopted
    return found


def test_whatever_can_be_written_is_thought_of() -> None:
    found = written(2 * MODELS)
    assert found.adopted > found.cases // 10
    assert found.decided_otherwise > found.cases // 50
