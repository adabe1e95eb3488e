"""How a claim was lost under one wording of the rules, tried under another: mostly the same meetings do, or others that
change the same.
"""

from __future__ import annotations

from policy_dsl.model import NO_NOTES, NOWHERE, Property, Specification
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import Interval, State, after_events, intervals_of
from policy_dsl.supposing import chooses
from verifier.changing.answered import Refutation
from verifier.changing.cohorts import split_cohorts
from verifier.changing.deciding import answer, starts_of
from verifier.changing.problem import Ask, ask_for
from verifier.changing.story import Period, carry_out, happens_again
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Budget, Limits
from verifier.solving.watching import watched

# So many refutations are tried elsewhere, those that were found last.
MOST = 4


@dataclass(frozen=True)
class _Known:
    """A refutation, and what was asked before readings and the holder's members were chosen for it."""

    ask: Ask
    found: Refutation


@dataclass
class KnownRefutations:
    """The refutations of properties `even after amendments` of one specification, each looked for once; and those that
    were found of the same properties under other rules.
    """

    specification: Specification
    limits: Limits
    _known: dict[tuple[Property, Interval], _Known | None] = field(default_factory=dict)
    # What was found last comes first.
    _every: list[_Known] = field(default_factory=list)

    def refutes(self, specification: Specification, prop: Property) -> bool:
        """Whether what refutes a property here, or refuted it elsewhere, is known to refute it in another
        specification: meeting by meeting and vote for vote, by the interpreter alone, or by other votes for the same
        changes.

        Theorem: votes that the other rules let pass are a refutation there, if the same people vote, nothing is asked
        of them but what was asked here, and nobody is recused. So the other specification may differ in its clauses and
        in what is in force for that.

        Theorem: a plan that is carried out under other rules refutes the claim there, wherever it comes from: each of
        its meetings is found and replayed in a world that begins with the other rules, after those before it, against
        the same holder and with one reading of each clause.

        The answer is no wherever neither is so, or nothing is remembered; the claim may be refuted there all the same.
        """
        if chooses(prop):
            return False
        try:
            with watched(self.limits.deadline):
                return any(
                    self._refutes_in(specification, prop, each)
                    for each in intervals_of(specification, prop)
                )
        except OutOfTime:
            return False

    def found_elsewhere(self, ask: Ask, found: Refutation) -> None:
        """Remember what refutes a property under other rules."""
        self._every.insert(0, _Known(ask, found))

    def _refutes_in(self, specification: Specification, prop: Property, interval: Interval) -> bool:
        state = after_events(interval.state, prop.supposing)
        period = (interval.start, interval.end)
        own = self._own(prop, period)
        others = [each for each in self._every if each is not own][:MOST]
        same = _same_people(self.specification, specification)
        same = same and own is not None and _same_seats(own.found.ask.state, state)
        return any(
            self._happens(asked, each.found, period, same and each is own)
            for ask in ask_for(specification, prop, state)
            for each in (*([] if own is None else [own]), *others)
            if (asked := _chosen_as(ask, each)) is not None
        )

    def _happens(self, asked: Ask, found: Refutation, period: Period, same: bool) -> bool:
        """Whether the story goes so again, among the same people (`same`), or the same changes lead to another."""
        if same and happens_again(asked, found.story):
            return True
        plan = found.plan
        return plan is not None and carry_out(asked, plan, period, Budget(self.limits)) is not None

    def _own(self, prop: Property, period: Period) -> _Known | None:
        """What refutes the property here, at that time."""
        mine = next((each for each in self.specification.properties if _same(each, prop)), None)
        if mine is None:
            return None
        own = {(each.start, each.end): each for each in intervals_of(self.specification, mine)}
        return self._of(mine, own[period]) if period in own else None

    def _of(self, prop: Property, interval: Interval) -> _Known | None:
        key = (prop, interval)
        if key not in self._known:
            found = self._found(prop, interval)
            self._known[key] = found
            self._every += [] if found is None else [found]
        return self._known[key]

    def _found(self, prop: Property, interval: Interval) -> _Known | None:
        budget = Budget(self.limits)
        state = after_events(interval.state, prop.supposing)
        starts = starts_of(self.specification, prop, state)
        for ask in ask_for(self.specification, prop, state, starts):
            answered = answer(ask, (interval.start, interval.end), budget)
            if isinstance(answered, Refutation):
                return _Known(ask, answered)
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


def _chosen_as(ask: Ask, known: _Known) -> Ask | None:
    """The question for the readings and the members of the holder that were chosen for what is known."""
    chosen = known.found.chosen or known.found.ask
    asked = chosen_as(ask, known.ask, chosen)
    people = known.found.ask.specification.parties
    return asked if asked is not None and asked.specification.parties == people else None


def chosen_as(ask: Ask, mine: Ask, chosen: Ask) -> Ask | None:
    """A question for the readings and the members of the holder that were `chosen` of another one, which was `mine`.

    None where it is not about the same: not the same claim about the same holder; or where readings that were chosen
    are none there, or do not say all. Of who there is nothing is looked at.
    """
    clauses = ask.specification.clause
    read = dict(chosen.prop.fixed_readings)
    readings = all(
        clause in clauses and any(each.name == name for each in clauses[clause].readings)
        for clause, name in read.items()
    )
    every = all(
        each.name in read
        for each in ask.specification.clauses
        if each.readings and each.name in ask.state.in_force
    )
    fixed = all(read.get(clause) == name for clause, name in ask.prop.fixed_readings)
    alike = ask.holder == mine.holder and ask.manner is mine.manner and ask.index == mine.index
    alike = alike and ask.prop.claim == mine.prop.claim
    if not (alike and readings and every and fixed):
        return None
    prop = replace(ask.prop, claim=chosen.prop.claim, fixed_readings=chosen.prop.fixed_readings)
    return split_cohorts(replace(ask, prop=prop, holder=chosen.holder))
