"""Who can block and who can carry the decisions of one class, under one reading of what is ambiguous in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from policy_dsl import wording
from policy_dsl.model import (
    ActApart,
    ExceptionTo,
    Includes,
    IncludesCount,
    Party,
    Power,
    Recusal,
    Rule,
)
from policy_dsl.model.atoms import requirement_atoms
from policy_dsl.records import dataclass, field, replace
from verifier.describing.prime_covers import Term
from verifier.encoding.activity import kind_of
from verifier.encoding.classes import VoterClass
from verifier.encoding.reduced import Tied, tied
from verifier.encoding.suffices import Suffices
from verifier.encoding.terms import Bool, at_least, both, either, is_false, negation, same, term
from verifier.matrix.applicability import Treated
from verifier.matrix.decision_classes import RulesInPeriod, SymmetryClass
from verifier.matrix.reducing import reduced
from verifier.matrix.scaling import only_dimension, scale_of
from verifier.results.matrix import (
    AddedRequirement,
    CanPass,
    DecidingPower,
    Holder,
    Lost,
    MatrixCell,
    NumberRange,
    Scale,
    ScaleStep,
)
from verifier.solving.answers import Found, LimitReached, NoneFound, Unknown, found_or_none
from verifier.solving.fewest import fewest
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists, ExistsForAll, Question
from verifier.solving.values import Values
from verifier.words import matrix as words
from verifier.words.reasons import why


@dataclass(frozen=True)
class Deciding:
    """The questions about one class, within a budget.

    `naming` is what is known of whom its decisions name (see `naming`); classes of which the same is known, and of
    which the same is demanded, are decided by the same votes, so what is found is kept in `found` for the next.
    """

    ground: RulesInPeriod
    decisions: SymmetryClass
    budget: Budget
    naming: object = None
    found: dict[object, MatrixCell] = field(default_factory=dict)

    def cell(self, readings: Mapping[str, str], treated: Sequence[Treated]) -> MatrixCell:
        """All that is said of the class under these readings."""
        ways = tuple(dict.fromkeys(w for each in treated for w in self._ways(each, readings)))
        under = () if not readings else (dict(readings),)
        if not ways and not self.decisions.together:
            because = words.closed(
                [f for each in treated for f in each.prohibitions if each.prohibited],
                [power for each in treated for power in each.unmet],
                self._may_give_away(),
            )
            return MatrixCell(under, (), "none", (), "", None, None, because=because)
        try:
            return replace(self._by_votes(readings, treated), readings=under, powers=ways)
        except LimitReached as reached:
            return MatrixCell(under, ways, "unknown", (), "", None, None, why(reached.reason))

    def _may_give_away(self) -> bool:
        """Whether they may give away more seats than are vacant, or than a composition allows; if not known, too."""
        seating = self.ground.encoding.seating
        barred = negation(both((seating.within_seats, seating.composed)))
        if is_false(barred):
            return False
        return self._perhaps(barred)

    def _perhaps(self, it: Bool) -> bool:
        """Whether it is so of some of the decisions; if not known, too."""
        answer = Exists([*self.ground.limits, self.decisions.term, term(it)]).ask(self.budget)
        match answer:
            case NoneFound():
                return False
            case Found() | Unknown():
                return True
            case _:
                assert_never(answer)

    def keeps_out(self, recusal: str) -> bool:
        """Whether some of the decisions have somebody to exclude by a recusal; if not known, too."""
        clause = self.ground.specification.clause[recusal]
        assert isinstance(clause, Recusal)
        encoding = self.ground.encoding
        excluded = either(
            encoding.electorate.belongs(seat.cell, clause.excluded, facts=False)
            for seat in encoding.ballots.all_seats
            if seat.body == clause.body
        )
        if is_false(excluded):
            return False
        return self._perhaps(excluded)

    def _by_votes(self, readings: Mapping[str, str], treated: Sequence[Treated]) -> MatrixCell:
        """What is said of such decisions by the votes that they need, whichever clauses say so."""
        same = None
        if (
            self.naming is not None
            and not self.decisions.together
            and not self._by_effects(treated)
        ):
            same = (self.naming, treated[0].by_votes)
            if same in self.found:
                return self.found[same]
        asked = self._asked(readings, treated)
        can_pass = self._can_pass(asked)
        if can_pass == "none":
            cell = MatrixCell((), (), "none", (), "", None, None)
        else:
            holders = self._holders(asked, self._one_by_one(readings, treated, asked))
            cell = MatrixCell(
                (),
                (),
                can_pass,
                holders,
                words.holders(
                    self.ground.specification,
                    self.ground.encoding.state,
                    holders,
                    self._bodies(treated),
                ),
                self._span(asked, asked.questions.stopped(), asked.questions.not_stopped),
                self._span(asked, asked.questions.carried(), asked.questions.not_carried),
                scale=self._scale(asked),
            )
        if same is not None and cell.settled:
            self.found[same] = cell
        return cell

    def _bodies(self, treated: Sequence[Treated]) -> frozenset[str]:
        """The bodies that are asked: by votes there, or by what their members do otherwise."""
        if self.decisions.together:
            return frozenset(body.name for body in self.ground.specification.bodies)
        found = {body for each in treated for body in each.bodies}
        demands = (demand for each in treated for _, them in each.ways for demand in them)
        for demand in demands:
            for atom in requirement_atoms(demand.requirement):
                if isinstance(atom, ActApart):
                    found |= {*atom.who.seated_in}
        return frozenset(found)

    def _by_effects(self, treated: Sequence[Treated]) -> bool:
        """Whether decisions keep from voting those to whom they do something, of which a naming says nothing."""
        recusals = {name for each in treated for name in each.recusals}
        return any(
            recusal.excluded.by_effects
            for recusal in self.ground.specification.recusals
            if recusal.name in recusals
        )

    def lost(self, readings: Mapping[str, str], treated: Sequence[Treated]) -> Lost | None:
        """Those of the class that no votes can pass; None for none, `LimitReached` where that is not known."""
        if not any(each.ways for each in treated) and not self.decisions.together:
            return Lost(True)
        asked = self._asked(readings, treated)
        questions = asked.questions
        if self._some(questions.can_pass()) is None:
            return Lost(True)
        cannot = questions.cannot_pass()
        found = None if asked.uniform else self._some(cannot)
        if found is None:
            return None
        named = questions.named_in_all
        number, found = fewest(
            found,
            lambda it: Values(it.model).number(named),
            lambda most: self._some(cannot, [term(at_least(most, named))]),
        )
        scale = self._scale(asked)
        # What a decision does to whom is said of it one by one.
        sayable = scale is not None and scale.attribute in self.ground.specification.attribute
        whole = scale if scale is not None and sayable and not scale.left_out else None
        apart = self._one_by_one(readings, treated, asked).questions
        so_many = [term(same(apart.named_in_all, number))]
        example = found if apart is questions else self._some(apart.cannot_pass(), so_many)
        assert example is not None
        return Lost(False, self._named(apart, self._first(apart, example, number)), whole)

    def _first(self, questions: Suffices, found: Found, number: int) -> Values:
        """Of the decisions that name so many and cannot pass the first: which is found is the solver's choice."""
        cannot, left = questions.cannot_pass(), number
        kept = [term(same(questions.named_in_all, number))]
        for _, _, many in questions.names:
            here = Values(found.model).number(many)
            while here < left:
                more = self._some(cannot, [*kept, term(at_least(many, here + 1))])
                if more is None:
                    break
                found, here = more, Values(more.model).number(many)
            kept.append(term(same(many, here)))
            left -= here
        return Values(found.model)

    def _named(self, questions: Suffices, values: Values) -> tuple[tuple[str, str, int], ...]:
        """Whom the attributes name in an answer, parties of a class one by one."""
        found: list[tuple[str, str, int]] = []
        cells = {cell.voters.first.name: cell for cell in questions.encoding.electorate.cells}
        for attribute, party, many in questions.names:
            number = values.number(many)
            voters = cells[party].voters
            if voters.first.cohort:
                found += [(attribute, party, number)] if number else []
            else:
                found += [(attribute, one.name, 1) for one in voters.parties[:number]]
        return tuple(found)

    def _asked(self, readings: Mapping[str, str], treated: Sequence[Treated]) -> _Questions:
        """The questions, about what is left of the specification where its decisions are treated so."""
        whole = self.ground.encoding
        if self.decisions.together:
            return self._exactly(Suffices(whole, [self.decisions.term]), False)
        it = reduced(self.ground.specification, whole.state, treated[0])
        return self._about(tied(whole, it.specification, it.state))

    def _one_by_one(
        self, readings: Mapping[str, str], treated: Sequence[Treated], asked: _Questions
    ) -> _Questions:
        """The same questions, in which parties are alike only if the decisions do not tell them apart either.

        So many of a class suffice whoever they are; but who of it can block alone may depend on whom decisions name.
        """
        if self.decisions.together or asked.uniform:
            return asked
        whole = self.ground.encoding
        it = reduced(self.ground.specification, whole.state, treated[0])
        named = {attribute.name for attribute in it.specification.attributes}
        whos = [
            atom.who
            for atom in self.ground.alphabet.atoms
            if isinstance(atom, Includes | IncludesCount) and atom.attribute in named
        ]

        # Whom decisions name by what they do to them may be anybody.
        by_effects = bool(named - self.ground.specification.attribute.keys())

        def told_apart(party: Party) -> object:
            if by_effects:
                return party.name
            return tuple(who.means(party.name, whole.state.seats) for who in whos)

        classes = [voters.parties for voters, _ in asked.questions.voters.values()]
        if all(len({told_apart(party) for party in parties}) == 1 for parties in classes):
            return asked
        return self._about(tied(whole, it.specification, it.state, told_apart))

    def _about(self, made: Tied) -> _Questions:
        concerned = [*made.links]
        if made.named:
            concerned += [*self.ground.limits, self.decisions.term]
        return self._exactly(Suffices(made.encoding, concerned), not made.named)

    def _exactly(self, questions: Suffices, uniform: bool) -> _Questions:
        """With the extremes in place of all ballots, where that is exact."""
        stops = self._none(questions.stops_inexactly())
        carries = self._none(questions.carries_inexactly())
        return _Questions(replace(questions, exact_stops=stops, exact_carries=carries), uniform)

    def _none(self, question: Question | None) -> bool:
        return question is not None and self._some(question) is None

    # --- what is demanded ----------------------------------------------------------------------

    def _ways(self, treated: Treated, readings: Mapping[str, str]) -> list[DecidingPower]:
        specification = self.ground.specification
        found: list[DecidingPower] = []
        for name, demands in treated.ways:
            power = specification.clause[name]
            assert isinstance(power, Power)
            limits = []
            for demand in demands[1:]:
                clause = specification.clause[demand.clause]
                assert isinstance(clause, (Rule, ExceptionTo))
                limits.append(
                    AddedRequirement(
                        kind_of(clause),
                        clause.name,
                        wording.requirement(specification, demand.requirement, spoken=True),
                        clause.place.file,
                        clause.place.line,
                    )
                )
            found.append(
                DecidingPower(
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

    def _can_pass(self, asked: _Questions) -> CanPass:
        if self._some(asked.questions.can_pass()) is None:
            return "none"
        if asked.uniform:
            return "every"
        return "every" if self._some(asked.questions.cannot_pass()) is None else "some"

    def _holders(self, asked: _Questions, one_by_one: _Questions) -> tuple[Holder, ...]:
        """Who can block alone by voting against: every such decision that can pass, or some of them."""
        questions = one_by_one.questions
        survives, stopped = questions.survives(), questions.stopped()
        found: list[Holder] = []
        for voters, cells in questions.voters.values():
            only = questions.only(cells)
            if self._some(survives, only) is None and (
                asked.uniform
                or self._some(questions.can_pass(), [questions.silent(voters)]) is None
            ):
                found.append(Holder(_names(voters), voters.size, True))
            # That no decision survives it says nothing where none gives it a say.
            elif not asked.uniform and self._some(stopped, only) is not None:
                found.append(Holder(_names(voters), voters.size, False))
        return tuple(found)

    def _scale(self, asked: _Questions) -> Scale | None:
        """The numbers by how many the decisions name, where that alone makes a difference."""
        questions = asked.questions
        dimension = None if asked.uniform else only_dimension(questions)
        if dimension is None:
            return None
        can_pass, stopped, carried = questions.can_pass(), questions.stopped(), questions.carried()

        def step(number: int, here: Sequence[Term]) -> ScaleStep:
            if self._some(can_pass, here) is None:
                return ScaleStep(number, number, False, None, None)
            block = self._least(stopped, questions, here)
            return ScaleStep(number, number, True, block, self._least(carried, questions, here))

        exists = questions.exists()
        of = words.members_text(
            self.ground.specification,
            self.ground.encoding.state,
            [party.name for party in dimension.cell.voters.parties],
        )
        return scale_of(dimension, of, lambda here: self._some(exists, here) is not None, step)

    def _span(
        self, asked: _Questions, enough: Question, not_enough: ExistsForAll
    ) -> NumberRange | None:
        """From the fewest that suffice for some decision to the fewest that suffice for each."""
        least = self._least(enough, asked.questions)
        if least is None:
            return None
        if asked.uniform:
            return NumberRange(least, least)
        try:
            return NumberRange(
                least, self._first_without(asked.questions, enough, not_enough, least)
            )
        except LimitReached:
            return NumberRange(least, None, open=True)

    def _least(
        self, question: Question, questions: Suffices, given: Sequence[Term] = ()
    ) -> int | None:
        """The fewest with whom there is an answer."""
        found = self._some(question, given)
        if found is None:
            return None
        number, _ = fewest(
            found,
            lambda it: Values(it.model).number(questions.number),
            lambda most: self._some(question, [*given, questions.at_most(most)]),
        )
        return number

    def _first_without(
        self,
        questions: Suffices,
        enough: Question,
        not_enough: ExistsForAll,
        number: int,
    ) -> int | None:
        """The fewest at which no decision is left that they do not suffice for; None where one always is.

        A decision for which so many do not suffice says how many it needs itself, at the least.
        """
        can_pass = questions.can_pass()
        for extreme in questions.extremes():
            if self._some(can_pass, extreme) is not None:
                needed = self._least(enough, questions, extreme)
                if needed is None:
                    return None
                number = max(number, needed)
        while True:
            found = self._some(not_enough, [questions.allowing(number)])
            if found is None:
                return number
            here = Values(found.model).kept(questions.encoding.decision_variables)
            needed = self._least(enough, questions, here)
            if needed is None:
                return None
            number = needed


@dataclass(frozen=True)
class _Questions:
    """Questions about decisions; `uniform` says that all of them are decided by the same votes."""

    questions: Suffices
    uniform: bool


def _names(voters: VoterClass) -> tuple[str, ...]:
    return tuple(party.name for party in voters.parties)
