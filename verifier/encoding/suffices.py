"""How few voters suffice to stop a decision, or to carry it, whatever everybody else does.

A choice of voters is so many of each cell. Votes of the chosen and of the others are put in as terms over that
choice (see `strategy`), so that most questions are about the decision and the choice alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import z3

from policy_dsl.model import Manner
from policy_dsl.records import dataclass, field
from verifier.encoding.adoption import Encoding
from verifier.encoding.cells import Cell
from verifier.encoding.classes import VoterClass
from verifier.encoding.coalitions import NOBODY, Holding, strategy, supports
from verifier.encoding.terms import both, negation, total
from verifier.solving.questions import Exists, ExistsForAll, Question


@dataclass
class Suffices:
    """The questions about one class of decisions (`concerned`), under readings that `concerned` fixes.

    `bodies` are those whose votes can matter to them; `consents` says whether consents can.
    """

    encoding: Encoding
    concerned: Sequence[z3.BoolRef]
    bodies: frozenset[str]
    consents: bool
    chosen: Mapping[str, z3.ArithRef] = field(init=False)
    number: z3.ArithRef = field(init=False)
    choice_limits: list[z3.BoolRef] = field(init=False)

    def __post_init__(self) -> None:
        # Whoever has no say in such a decision never helps to stop or to carry it.
        cells = [cell for cell in self.encoding.electorate.cells if self._matters(cell)]
        self.chosen = {cell.name: z3.Int(f"chosen of {cell.name}") for cell in cells}
        self.number = z3.Int("chosen in all")
        self.choice_limits = [both((self.number == total(list(self.chosen.values())),))]
        for cell in cells:
            chosen = self.chosen[cell.name]
            self.choice_limits += [chosen >= 0, both((chosen <= cell.size,))]

    def _matters(self, cell: Cell) -> bool:
        party = cell.voters.first.name
        if self.consents and cell.name in self.encoding.ballots.consents:
            return True
        for body in self.bodies:
            chair = self.encoding.specification.body[body].chair
            if (body, party) in self.encoding.state.seats or (chair and chair.party == party):
                return True
        return False

    @property
    def voters(self) -> Mapping[str, tuple[VoterClass, list[str]]]:
        """Who has a say: each class of voters by name, with its cells."""
        found: dict[str, tuple[VoterClass, list[str]]] = {}
        for cell in self.encoding.electorate.cells:
            if cell.name in self.chosen:
                found.setdefault(cell.voters.name, (cell.voters, []))[1].append(cell.name)
        return found

    @property
    def everybody(self) -> int:
        """How many have a say."""
        return sum(voters.size for voters, _ in self.voters.values())

    @cached_property
    def _attendance(self) -> list[z3.ExprRef]:
        """Whether recused members attend, as far as it can matter to the outcome."""
        mentioned = variables_in(self.encoding.adopted)
        return [v for v in self.encoding.ballots.attendance if str(v) in mentioned]

    @cached_property
    def _attends(self) -> z3.BoolRef:
        return both(self.encoding.ballots.attendance_limits)

    def _outcome(self, who: Holding) -> z3.BoolRef:
        """Adopted, with `who` against and everybody else in favour; recused members attend or not."""
        own = {str(variable) for variable in self.encoding.ballots.attendance}
        pairs = [
            (variable, term)
            for variable, term in strategy(self.encoding, who, Manner.AGAINST, True)
            if str(variable) not in own
        ]
        return z3.substitute(self.encoding.adopted, *pairs) if pairs else self.encoding.adopted

    @cached_property
    def passes(self) -> z3.BoolRef:
        """Adopted with everybody in favour; for its own attendance of recused members."""
        copies = [(v, z3.Int(f"{v} when all are in favour")) for v in self._attendance]
        return z3.substitute(both((self._outcome(NOBODY), self._attends)), *copies)

    @cached_property
    def opposed(self) -> z3.BoolRef:
        """Adopted although the chosen vote against and refuse; everybody else in favour."""
        return self._outcome(Holding(self.chosen))

    @property
    def _outer(self) -> list[z3.BoolRef]:
        return [*self.encoding.limits, *self.concerned]

    def _outer_variables(self) -> list[z3.ExprRef]:
        copies: list[z3.ExprRef] = [z3.Int(f"{v} when all are in favour") for v in self._attendance]
        return [*self.encoding.decision_variables, *copies]

    def _choice_variables(self) -> list[z3.ExprRef]:
        return [*self.chosen.values(), self.number]

    @property
    def _attendance_seeds(self) -> list[list[tuple[z3.ExprRef, z3.ExprRef]]]:
        """All recused members stay away; all attend."""
        pairs = [
            (seat.attending, seat.excluded)
            for seats in self.encoding.ballots.seats.values()
            for seat in seats
            if not isinstance(seat.attending, int)
            and str(seat.attending) in {str(v) for v in self._attendance}
        ]
        return [
            [(attending, z3.IntVal(0)) for attending, _ in pairs],
            [(a, z3.IntVal(e) if isinstance(e, int) else e) for a, e in pairs],
        ]

    # --- questions ---------------------------------------------------------------------------

    def can_pass(self) -> Exists:
        """Some such decision can be adopted."""
        return Exists([*self._outer, self.passes])

    def cannot_pass(self) -> Question:
        """Some such decision cannot, whatever anybody votes."""
        lost = negation(self._outcome(NOBODY))
        if not self._attendance:
            return Exists([*self._outer, lost])
        return ExistsForAll(
            outer=self._outer,
            allowed=self._attends,
            goal=lost,
            outer_variables=lambda: list(self.encoding.decision_variables),
            inner_variables=lambda: self._attendance,
            seeds=self._attendance_seeds,
        )

    def survives(self) -> Exists:
        """Some decision is adopted although the chosen, constrained by the caller, vote against."""
        return Exists([*self._outer, *self.choice_limits, self.opposed, self._attends])

    def stopped(self) -> Question:
        """Some decision that can be adopted is not, once the chosen vote against, whatever else happens."""
        outer = [*self._outer, *self.choice_limits, self.passes]
        lost = negation(self.opposed)
        if not self._attendance:
            return Exists([*outer, lost])
        return ExistsForAll(
            outer=outer,
            allowed=self._attends,
            goal=lost,
            outer_variables=lambda: [*self._outer_variables(), *self._choice_variables()],
            inner_variables=lambda: self._attendance,
            seeds=self._attendance_seeds,
        )

    def not_stopped_by(self, most: int) -> ExistsForAll:
        """Some decision that can be adopted is not stopped by any choice of at most so many."""
        return ExistsForAll(
            outer=[*self._outer, self.passes],
            allowed=both([*self.choice_limits, self.number <= most]),
            goal=self.opposed,
            outer_variables=self._outer_variables,
            inner_variables=self._choice_variables,
            witnesses=lambda: self._attendance,
            witness_limits=[self._attends],
        )

    @cached_property
    def _supported(self) -> list[z3.BoolRef]:
        holding = Holding(self.chosen)
        return [*self.encoding.ballot_limits, *supports(self.encoding, holding)]

    def carried(self) -> ExistsForAll:
        """Some decision is adopted whatever the others do, once the chosen vote for and consent."""
        return ExistsForAll(
            outer=[*self._outer, *self.choice_limits],
            allowed=both(self._supported),
            goal=self.encoding.adopted,
            outer_variables=lambda: [
                *self.encoding.decision_variables,
                *self._choice_variables(),
            ],
            inner_variables=lambda: self.encoding.ballot_variables,
            seeds=[self._others(against) for against in (True, False)],
        )

    def _others(self, against: bool) -> list[tuple[z3.ExprRef, z3.ExprRef]]:
        """The others all vote against, or all stay away, and refuse; recused members attend in the first case."""
        rest = Holding(
            {
                cell.name: cell.size - self.chosen.get(cell.name, 0)
                for cell in self.encoding.electorate.cells
            }
        )
        manner = Manner.AGAINST if against else Manner.AWAY
        return strategy(self.encoding, rest, manner, against)

    def not_carried_by(self, most: int) -> ExistsForAll:
        """Some decision that can be adopted is not sure to be with any choice of at most so many."""
        return ExistsForAll(
            outer=[*self._outer, self.passes],
            allowed=both([*self.choice_limits, self.number <= most]),
            goal=negation(self.encoding.adopted),
            outer_variables=self._outer_variables,
            inner_variables=self._choice_variables,
            witnesses=lambda: self.encoding.ballot_variables,
            witness_limits=self._supported,
        )

    # --- choices -----------------------------------------------------------------------------

    def only(self, cells: Sequence[str]) -> list[z3.BoolRef]:
        """The choice is one voter of these cells."""
        inside = [self.chosen[name] for name in cells]
        return [self.number == 1, both((total(list(inside)) == 1,))]

    def at_most(self, number: int) -> z3.BoolRef:
        """The choice is of at most so many."""
        return self.number <= number


def variables_in(term: z3.ExprRef) -> set[str]:
    """The names of the variables that a term mentions."""
    found: set[str] = set()
    seen: set[int] = set()
    stack: list[z3.ExprRef] = [term]
    while stack:
        it = stack.pop()
        if it.get_id() in seen:
            continue
        seen.add(it.get_id())
        if z3.is_const(it) and it.decl().kind() == z3.Z3_OP_UNINTERPRETED:
            found.add(str(it))
        stack.extend(it.children())
    return found
