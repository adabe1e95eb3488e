"""The claims by which it is asked what departures do to a class of decisions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from policy_dsl.model import (
    Alone,
    Base,
    CanPass,
    Claim,
    Coalition,
    Condition,
    Event,
    EveryCanPass,
    NoneCanPass,
    Others,
    Part,
    Party,
    Property,
    Specification,
    Tally,
    Who,
)
from policy_dsl.model.atoms import Adjournment, adjournments
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import State
from verifier.checking.verdicts import verdict_within
from verifier.encoding.classes import VoterClass, voter_classes
from verifier.matrix.in_words import ClassesInWords
from verifier.matrix.statements import leaving_aside
from verifier.resilience.departures import Departed, Departures, departed
from verifier.results import Verdict
from verifier.results.resilience import Departure
from verifier.results.statement import Said, Statement
from verifier.solving.answers import LimitReached
from verifier.solving.limits import Budget, Limits

# Of some of so many parties it is asked, or of some of more where these are of so few kinds.
MOST_CHOSEN_AMONG = 9
MOST_KINDS = 4
Reading = tuple[tuple[str, str], ...]


@dataclass
class ResilienceQuestions:
    """A specification that has, of each class, the claims that nothing of it and that all of it can pass.

    `rules` are those after some departures, each made once.
    """

    specification: Specification
    state: State
    classes: ClassesInWords
    limits: Limits
    _made: dict[object, Departed] = field(default_factory=dict)

    @cached_property
    def asked(self) -> Specification:
        """With the claims as properties, so that whom they tell apart is told apart."""
        props: list[Property] = []
        for each in self.classes.classes:
            whole = leaving_aside(EveryCanPass(each.condition), self.classes.never)
            props += [
                _property(NoneCanPass(each.condition), each.under),
                _property(whole, each.under),
            ]
        for body in self.specification.bodies:
            who = Who(body.name, bodies=(body.name,))
            some = CanPass(some_of(who, 1), self.classes.classes[0].condition)
            props.append(_property(some, None))
        return replace(self.specification, properties=tuple(props))

    @cached_property
    def voters(self) -> tuple[VoterClass, ...]:
        """All parties, those together whom nothing tells apart."""
        return voter_classes(self.asked)

    def rules(self, departures: Departures, body: str, kind: Departure) -> Departed:
        """The rules once these have departed from a body."""
        names = tuple((unit[0].name, number) for unit, number in departures)
        key = (names, body, kind) if departures else None
        if key not in self._made:
            self._made[key] = departed(self.asked, departures, body, kind)
        return self._made[key]

    def about(self, number: int, reading: Reading) -> AboutClass:
        """The questions about the class of that number, under a reading."""
        return AboutClass(self, number, reading, Budget(self.limits))


def _property(claim: Claim, under: str | None) -> Property:
    return Statement(Said.CANNOT_PASS, claim, under=under).as_property("asked", "")


@dataclass(frozen=True)
class SeatedParties:
    """Some parties, who are `size` in all."""

    parties: tuple[str, ...]
    size: int


def seated(parties: Iterable[Party]) -> SeatedParties:
    """These parties."""
    them = tuple(parties)
    return SeatedParties(tuple(party.name for party in them), sum(party.size for party in them))


def some_of(who: Who, number: int) -> Coalition:
    """Some so many of them together."""
    return Coalition((Part(who, number),), Alone.SOME)


def any_of(who: Who, number: int) -> Coalition:
    """Any so many of them together."""
    return Coalition((Part(who, number),))


@dataclass(frozen=True)
class AboutClass:
    """The questions about one class of decisions under one reading, within a budget."""

    asking: ResilienceQuestions
    number: int
    reading: Reading
    budget: Budget

    @property
    def specification(self) -> Specification:
        """What is asked about, without departures."""
        return self.asking.asked

    @property
    def state(self) -> State:
        """Who sits where, without departures."""
        return self.asking.state

    @property
    def voters(self) -> tuple[VoterClass, ...]:
        """All parties, those together whom nothing tells apart."""
        return self.asking.voters

    @property
    def everybody(self) -> SeatedParties:
        """All parties."""
        return seated(self.specification.parties)

    def seated(self, body: str) -> SeatedParties:
        """Those who have a seat in a body."""
        seats = self.state.seats
        return seated(p for p in self.specification.parties if (body, p.name) in seats)

    @property
    def coming_helps(self) -> bool:
        """Whether nothing that somebody in favour stays away from could pass for that reason alone.

        Where a recusal limits some powers only, who comes in favour may count as one who attends without a vote. Where
        a meeting may be adjourned, who comes to the first may make its quorum; and then that helps if the first meeting
        asks nothing but what the adjourned one does.
        """
        specification = self.specification
        limited = any(recusal.limits is not None for recusal in specification.recusals)
        return not limited and all(
            asks_the_same(adjourned)
            for power in specification.powers
            for requirement in power.requires.all()
            for adjourned in adjournments(requirement)
        )

    def few_choices(self, parties: Sequence[str]) -> bool:
        """Whether it is asked of some of these parties, and not only of any: of more choices it takes very long."""
        wanted = set(parties)
        kinds = [
            voters for voters in self.voters if wanted & {party.name for party in voters.parties}
        ]
        size = sum(party.size for party in self.specification.parties if party.name in wanted)
        return size <= MOST_CHOSEN_AMONG or len(kinds) <= MOST_KINDS

    @property
    def under(self) -> str | None:
        """The power by which alone the decisions are taken, if any."""
        return self.asking.classes.classes[self.number].under

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies whose votes can matter."""
        return self.asking.classes.classes[self.number].bodies

    @property
    def when(self) -> Condition:
        """The decisions."""
        return self.asking.classes.classes[self.number].condition

    @property
    def all_of_it(self) -> Condition:
        """The same, but for what no power may do: of claims that all of them can pass."""
        claim = self.asking.asked.properties[2 * self.number + 1].claim
        assert isinstance(claim, EveryCanPass)
        return claim.when

    def rules(
        self, departures: Departures = (), body: str = "", kind: Departure = Departure.VACANT
    ) -> Departed:
        """The rules once these have departed."""
        return self.asking.rules(departures, body, kind)

    def passes(self, rules: Departed | None = None) -> Verdict:
        """The verdict on that nothing of it can pass."""
        rules = rules or self.rules()
        return self._verdict(rules, rules.property(2 * self.number))

    def so(self, rules: Departed, claim: Callable[[Condition], Claim]) -> bool:
        """Whether a claim about all of it that no power is barred from holds, and says something."""
        prop = rules.property(2 * self.number + 1)
        assert isinstance(prop.claim, EveryCanPass)
        return self._verdict(rules, replace(prop, claim=claim(prop.claim.when))) is Verdict.HOLDS

    def fewest_pass(self, who: Who, most: int, others: Others | None = None) -> int | None:
        """The fewest, of so many, of whom some can pass all of it; None where not even all of them can."""
        rules = self.rules()

        def any_pass(number: int) -> bool:
            return self.so(rules, lambda when: CanPass(any_of(who, number), when, others))

        def some_pass(number: int) -> bool:
            return self.some_pass(rules, who, number, others)

        return fewest_of_all(any_pass, some_pass, most, others is None or self.coming_helps)

    def some_pass(
        self, rules: Departed, who: Who, number: int, others: Others | None = None
    ) -> bool:
        """Whether some so many can pass all of it."""
        return self.so(rules, lambda when: CanPass(some_of(who, number), when, others))

    def _verdict(self, rules: Departed, prop: Property) -> Verdict:
        """The verdict; `LimitReached` where it is not known."""
        before = len(self.budget.unanswered)
        found = verdict_within(
            rules.encodings, replace(prop, fixed_readings=self.reading), self.budget
        )
        if found is Verdict.UNDETERMINED:
            reason = self.budget.unanswered_since(before)
            assert reason is not None
            raise LimitReached(reason)
        return found

    def said(
        self, said: Said, claim: Claim, holds: bool = True, supposing: tuple[Event, ...] = ()
    ) -> Statement:
        """A statement under this reading."""
        return Statement(said, claim, holds, self.under, dict(self.reading), supposing=supposing)


def asks_the_same(adjourned: Adjournment) -> bool:
    """Whether so many of the votes cast suffice at the first meeting as at the adjourned one, but for the quorum.

    Theorem: if some pass a decision while all others stay away, they do so together with more. Both meetings see the
    same ballots then, so what suffices at the adjourned one suffices at the first as well once that is quorate: of the
    votes cast more are in favour, and nobody who merely attends is counted.
    """
    first = adjourned.first
    return (
        isinstance(first, Tally)
        and first.body == adjourned.body
        and first.base in (Base.CAST, None)
        and adjourned.again == replace(first, no_quorum=True)
    )


def fewest(holds: Callable[[int], bool], most: int, monotone: bool = True) -> int | None:
    """The smallest number up to `most` of which it is so; None where it is so of none.

    `monotone`: where it is so of a number it is of each larger one.
    """
    if not monotone:
        return next((number for number in range(1, most + 1) if holds(number)), None)
    if most < 1 or not holds(most):
        return None
    return 1 + bisect_left(range(1, most), True, key=holds)


def fewest_of_all(
    of_any: Callable[[int], bool], of_some: Callable[[int], bool], most: int, monotone: bool
) -> int | None:
    """The smallest number of whom some choice does, of up to `most`, where any choice does of whom `of_any` is true.

    That is asked first, as it is asked more easily; of all of them both are the same.
    """
    known = fewest(of_any, most, monotone)
    below = most - 1 if known is None else known - 1
    if known is not None and monotone and (below < 1 or not of_some(below)):
        return known
    if known is None and monotone:
        return None
    less = fewest(of_some, below, monotone)
    return known if less is None else less
