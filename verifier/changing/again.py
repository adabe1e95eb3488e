"""How a claim was lost under one wording of the rules, tried under another: mostly the same meetings do."""

from __future__ import annotations

from policy_dsl.model import NO_NOTES, NOWHERE, Property, Specification
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import Interval, State, after_events, intervals_of
from policy_dsl.supposing import chooses
from verifier.changing.deciding import Refutation, answer, starts_of
from verifier.changing.problem import Ask, ask_for
from verifier.changing.story import happens_again
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Budget, Limits
from verifier.solving.watching import watched


@dataclass
class KnownRefutations:
    """The refutations of properties `even after amendments` of one specification, each looked for once."""

    specification: Specification
    limits: Limits
    _known: dict[tuple[Property, Interval], Refutation | None] = field(default_factory=dict)

    def refutes(self, specification: Specification, prop: Property) -> bool:
        """Whether what refutes a property here refutes it in another specification, meeting by meeting and vote for
        vote, by the interpreter alone.

        Theorem: votes that the other rules let pass are a refutation there, if the same people vote, nothing is asked
        of them but what was asked here, and nobody is recused. So the other specification may differ in its clauses and
        in what is in force, and the answer is no wherever it differs in anything else, or nothing is remembered.
        """
        mine = next((each for each in self.specification.properties if _same(each, prop)), None)
        if mine is None or chooses(prop) or not _same_people(self.specification, specification):
            return False
        own = {(each.start, each.end): each for each in intervals_of(self.specification, mine)}
        try:
            with watched(self.limits.deadline):
                return any(
                    self._refutes_in(specification, prop, each, mine, own[each.start, each.end])
                    for each in intervals_of(specification, prop)
                    if (each.start, each.end) in own
                )
        except OutOfTime:
            return False

    def _refutes_in(
        self,
        specification: Specification,
        prop: Property,
        interval: Interval,
        mine: Property,
        own: Interval,
    ) -> bool:
        state = after_events(interval.state, prop.supposing)
        it = self._of(mine, own)
        if it is None or not _same_seats(it.ask.state, state):
            return False
        return any(
            happens_again(replace(ask, prop=_read_as(ask, it.ask)), it.story)
            for ask in ask_for(specification, prop, state)
            if _same_question(ask, it.ask)
        )

    def _of(self, prop: Property, interval: Interval) -> Refutation | None:
        key = (prop, interval)
        if key not in self._known:
            self._known[key] = self._found(prop, interval)
        return self._known[key]

    def _found(self, prop: Property, interval: Interval) -> Refutation | None:
        budget = Budget(self.limits)
        state = after_events(interval.state, prop.supposing)
        starts = starts_of(self.specification, prop, state)
        for ask in ask_for(self.specification, prop, state, starts):
            answered = answer(ask, (interval.start, interval.end), budget)
            if isinstance(answered, Refutation):
                return answered
        return None


def _asked(it: Property) -> Property:
    """What is asked, however it is called and whatever is thought of it."""
    return replace(it, name="", title="", place=NOWHERE, notes=NO_NOTES, expected_false=None)


def _same(mine: Property, other: Property) -> bool:
    return mine.even_after_amendments and _asked(mine) == _asked(other)


def _same_people(mine: Specification, other: Specification) -> bool:
    return all(
        getattr(mine, each) == getattr(other, each)
        for each in ("parties", "groups", "bodies", "attributes", "rights")
    )


def _same_seats(mine: State, other: State) -> bool:
    return mine.seats == other.seats and mine.suspended == other.suspended


def _same_question(ask: Ask, mine: Ask) -> bool:
    """Whether it is asked of the same holder, who may do the same, under readings that it leaves open."""
    known = ask.specification.clause
    read = dict(mine.prop.fixed_readings)
    readings = all(
        clause in known and any(each.name == name for each in known[clause].readings)
        for clause, name in read.items()
    )
    every = all(
        each.name in read
        for each in ask.specification.clauses
        if each.readings and each.name in ask.state.in_force
    )
    fixed = all(read.get(clause) == name for clause, name in ask.prop.fixed_readings)
    alike = ask.holder == mine.holder and ask.manner is mine.manner and ask.index == mine.index
    return alike and readings and every and fixed


def _read_as(ask: Ask, mine: Ask) -> Property:
    return replace(ask.prop, fixed_readings=mine.prop.fixed_readings)
