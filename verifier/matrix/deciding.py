"""Who can block and who can carry the decisions of one class, under one reading of what is ambiguous in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from policy_dsl import wording
from policy_dsl.model import ExceptionTo, Power, Rule
from policy_dsl.records import dataclass
from verifier.describing.covering import Term
from verifier.encoding.activity import kind_of
from verifier.encoding.classes import VoterClass
from verifier.encoding.suffices import Suffices
from verifier.matrix.classes import DecisionClass, Ground
from verifier.matrix.results import Cell, Holder, Limit, Span, Way
from verifier.matrix.treating import MET, Treated, sees_parties
from verifier.solving.answers import Found, LimitReached, found_or_none
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists, ExistsForAll, Question
from verifier.solving.values import Values
from verifier.words import matrix as words


@dataclass(frozen=True)
class Deciding:
    """The questions about one class, within a budget."""

    ground: Ground
    decisions: DecisionClass
    budget: Budget

    def cell(self, readings: Mapping[str, str], treated: Sequence[Treated]) -> Cell:
        """All that is said of the class under these readings."""
        ways = tuple(dict.fromkeys(w for each in treated for w in self._ways(each, readings)))
        under = () if not readings else (dict(readings),)
        if not ways and not self.decisions.together:
            return Cell(under, (), "none", (), "", None, None)
        choices = self.ground.encoding.activity.readings.choices
        fixed = [] if self.decisions.together else [choices[c][n] for c, n in readings.items()]
        try:
            if self._uniform():
                fixed += self._one_decision()
            questions = self._questions(fixed)
            can_pass = self._can_pass(questions)
            if can_pass == "none":
                return Cell(under, ways, "none", (), "", None, None)
            holders = self._holders(questions)
            return Cell(
                under,
                ways,
                can_pass,
                holders,
                words.holders(self.ground.specification, self.ground.encoding.state, holders),
                self._block(questions),
                self._carry(questions),
            )
        except LimitReached as reached:
            return Cell(under, ways, "unknown", (), "", None, None, str(reached))

    def can_pass(self, readings: Mapping[str, str]) -> str:
        """Whether every, some or none of the class can be adopted; `LimitReached` where that is not known."""
        choices = self.ground.encoding.activity.readings.choices
        fixed = [] if self.decisions.together else [choices[c][n] for c, n in readings.items()]
        if self._uniform():
            fixed += self._one_decision()
        return self._can_pass(self._questions(fixed))

    def _questions(self, fixed: Sequence[Term]) -> Suffices:
        encoding = self.ground.encoding
        concerned = [self.decisions.term, *fixed]
        if self.decisions.together:
            return Suffices(encoding, concerned, frozenset(encoding.specification.body), True)
        every = [each for _, them in self.decisions.treated for each in them]
        bodies = frozenset(body for each in every for body in each.bodies)
        return Suffices(encoding, concerned, bodies, any(each.asks_consents for each in every))

    # --- what is demanded ----------------------------------------------------------------------

    def _ways(self, treated: Treated, readings: Mapping[str, str]) -> list[Way]:
        specification = self.ground.specification
        found: list[Way] = []
        for name, demands in treated.ways:
            power = specification.clause[name]
            assert isinstance(power, Power)
            limits = []
            for demand in demands[1:]:
                clause = specification.clause[demand.clause]
                assert isinstance(clause, (Rule, ExceptionTo))
                if demand.requirement == MET:
                    continue
                limits.append(
                    Limit(
                        kind_of(clause),
                        clause.name,
                        wording.requirement(specification, demand.requirement, spoken=True),
                        clause.place.file,
                        clause.place.line,
                    )
                )
            found.append(
                Way(
                    name,
                    power.title,
                    wording.requirement(specification, demands[0].requirement, spoken=True),
                    tuple(limits),
                    power.place.file,
                    power.place.line,
                )
            )
        return found

    # --- asking ----------------------------------------------------------------------------------

    def _some(self, question: Question, extra: Sequence[Term] = ()) -> Found | None:
        return found_or_none(question.ask(self.budget, extra=extra))

    def _can_pass(self, questions: Suffices) -> str:
        if self._some(questions.can_pass()) is None:
            return "none"
        return "every" if self._some(questions.cannot_pass()) is None else "some"

    def _holders(self, questions: Suffices) -> tuple[Holder, ...]:
        """Who can block alone by voting against: every such decision that can pass, or some of them."""
        survives, stopped = questions.survives(), questions.stopped()
        found: list[Holder] = []
        for voters, cells in questions.voters.values():
            only = questions.only(cells)
            if self._some(survives, only) is None:
                found.append(Holder(_names(voters), voters.size, True))
            elif not self._uniform() and self._some(stopped, only) is not None:
                found.append(Holder(_names(voters), voters.size, False))
        return tuple(found)

    def _uniform(self) -> bool:
        """All decisions of the class are decided by the same votes."""
        return not self.decisions.together and not any(
            sees_parties(self.ground.specification, each)
            for _, them in self.decisions.treated
            for each in them
        )

    def _one_decision(self) -> list[Term]:
        """Where all decisions of the class are decided by the same votes, any one stands for all."""
        encoding = self.ground.encoding
        question = Exists([*self.ground.limits, self.decisions.term])
        found = self._some(question)
        assert found is not None
        return Values(found.model).kept(
            [*encoding.decision.variables, *encoding.electorate.variables]
        )

    def _block(self, questions: Suffices) -> Span | None:
        return self._span(questions, questions.stopped(), questions.not_stopped_by)

    def _carry(self, questions: Suffices) -> Span | None:
        return self._span(questions, questions.carried(), questions.not_carried_by)

    def _span(
        self, questions: Suffices, enough: Question, not_enough: Callable[[int], ExistsForAll]
    ) -> Span | None:
        """From the fewest that suffice for some decision to the fewest that suffice for each."""
        most = questions.everybody
        least = self._least(enough, questions, most)
        if least is None:
            return None
        if self._uniform():
            return Span(least, least)
        try:
            return Span(least, self._first_without(not_enough, least, most))
        except LimitReached:
            return Span(least, None, open=True)

    def _least(self, question: Question, questions: Suffices, most: int) -> int | None:
        """The fewest with whom there is an answer."""
        if self._some(question) is None:
            return None
        low, high = 0, most
        while low < high:
            middle = (low + high) // 2
            if self._some(question, [questions.at_most(middle)]) is None:
                low = middle + 1
            else:
                high = middle
        return high

    def _first_without(self, ask: Callable[[int], ExistsForAll], low: int, high: int) -> int | None:
        """The fewest at which no decision is left that they do not suffice for; None where one always is."""
        # Upwards, since it is mostly near the least.
        number, step = low, 1
        while number < high and self._holds(ask(number)):
            low, number, step = number + 1, min(high, number + step), step * 2
        if number >= high and self._holds(ask(high)):
            return None
        high = number
        while low < high:
            middle = (low + high) // 2
            if self._holds(ask(middle)):
                low = middle + 1
            else:
                high = middle
        return high

    def _holds(self, question: ExistsForAll) -> bool:
        return self._some(question) is not None


def _names(voters: VoterClass) -> tuple[str, ...]:
    return tuple(party.name for party in voters.parties)
