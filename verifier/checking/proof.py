"""What a proof rests on: one minimal set of facts that suffices, found in the loosened encoding."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import assert_never

from policy_dsl.model import Property
from policy_dsl.records import dataclass, field
from policy_dsl.state import State
from verifier.claims.dispatch import verification_conditions
from verifier.claims.verification_condition import Term, VerificationCondition
from verifier.encoding.encodings import Encodings
from verifier.encoding.facts import FactKind, RecusalDetail, TrackedFact
from verifier.encoding.terms import negation
from verifier.results import ReplayError, Support
from verifier.solving.answers import Found, LimitReached, NoneFound, Unknown, there_is
from verifier.solving.cores import minimal_core
from verifier.solving.limits import Budget
from verifier.solving.minimal_sets import MinimalSets, minimal_hitting_sets
from verifier.solving.questions import Exists, Question
from verifier.words import facts as words


class LoosenedDisagrees(ReplayError):
    """With all facts as written the loosened encoding must agree with the plain one; here it does not."""


@dataclass(frozen=True)
class Loosened:
    """A property in one state, asked where facts may be otherwise."""

    encodings: Encodings
    prop: Property
    state: State

    _made: dict[RecusalDetail, tuple[VerificationCondition, ...]] = field(default_factory=dict)

    def vcs(self, detail: RecusalDetail = RecusalDetail.SOME) -> tuple[VerificationCondition, ...]:
        """What the property asks, where so much is looked at of what recusals can say."""
        if detail not in self._made:
            encoding = self.encodings.of(self.prop, self.state, loosened=True, detail=detail)
            self._made[detail] = verification_conditions(encoding, self.prop)
        return self._made[detail]

    def leaving_open(
        self, keys: Collection[str] | None = None
    ) -> tuple[VerificationCondition, ...]:
        """Those in which all is looked at that these facts might say (None: any fact): the quick ones where they do."""
        recusals = {fact.key for each in self.vcs() for fact in _recusals(each)}
        some = recusals if keys is None else recusals.intersection(keys)
        return self.vcs(RecusalDetail.EACH_POWER if some else RecusalDetail.SOME)


# What is asked of one of a property's vcs.
Ask = Callable[[VerificationCondition], Question]


def rests_on(loosened: Loosened, budget: Budget) -> tuple[tuple[TrackedFact, ...], bool]:
    """The facts that the refutation's absence rests on, and whether none of them can be spared.

    `LimitReached` where nothing is known of it.
    """
    found: dict[str, TrackedFact] = {}
    minimal = True
    for place in range(len(loosened.vcs())):
        facts, smallest = _core(loosened, place, lambda it: it.question, budget, _of_adoption)
        minimal = minimal and smallest
        found.update((fact.key, fact) for fact in facts)
    return in_order(found.values()), minimal


def in_the_way(
    loosened: Loosened, index: int, reading: Mapping[str, str], budget: Budget
) -> tuple[tuple[TrackedFact, ...], bool]:
    """The facts that make what the claim calls possible impossible, under the reading; else as `rests_on`."""

    def shown_by(it: VerificationCondition) -> Question:
        assert it.shown_by is not None
        return it.shown_by

    return _core(loosened, index, shown_by, budget, lambda _: False, reading)


def says_nothing_by(
    loosened: Loosened, index: int, place: int, reading: Mapping[str, str], budget: Budget
) -> tuple[tuple[TrackedFact, ...], bool]:
    """The facts that make it impossible under the reading what a claim needs, to say something; else as `rests_on`.

    `place` says which of all that it needs. Where it is the claim's own condition that cannot be met there are none.
    """

    def needed(it: VerificationCondition) -> Question:
        return it.context.exists(*it.possible[place])

    return _core(loosened, index, needed, budget, lambda _: True, reading)


def _core(
    loosened: Loosened,
    index: int,
    ask: Ask,
    budget: Budget,
    of_adoption: Callable[[VerificationCondition], bool],
    reading: Mapping[str, str] = MappingProxyType({}),
) -> tuple[tuple[TrackedFact, ...], bool]:
    """The first minimal set of facts that suffices, as `first_minimal` chooses it.

    Where it leaves recusals open of which not all was looked at that they can say, it is asked again with all of that.
    Theorem: if the set is enough then, too, it is the first minimal one there as well, since what is enough there is
    enough here.
    """
    quick = loosened.vcs()[index]
    facts, minimal = _minimal(quick, ask(quick), budget, reading)
    recusals = _recusals(quick)
    kept = {fact.key for fact in facts}
    if all(each.key in kept for each in recusals):
        return facts, minimal
    detail = RecusalDetail.ALL_POWERS if of_adoption(quick) else RecusalDetail.EACH_POWER
    whole = loosened.vcs(detail)[index]
    question, given = ask(whole), _given(whole, reading)
    guards = whole.context.encoding.relaxation.guards
    try:
        answer = question.ask(budget, given, [guards[fact.key] for fact in facts])
        match answer:
            case NoneFound():
                return facts, minimal
            case Found():
                return _minimal(whole, question, budget, reading)
            case Unknown():
                pass
            case _:
                assert_never(answer)
    except LimitReached:
        pass
    # With every recusal as it is written nothing is left that was not looked at.
    every = {each.key: each for each in (*facts, *recusals)}
    return in_order(every.values()), False


def _of_adoption(vc: VerificationCondition) -> bool:
    """Whether what refutes the claim is one ballot by which one power or another adopts a decision."""
    exists = isinstance(vc.question, Exists)
    return exists and vc.adopted is True and vc.copy is None


def _recusals(vc: VerificationCondition) -> tuple[TrackedFact, ...]:
    """The recusals that could say something else."""
    facts, _ = _facts(vc)
    return tuple(fact for fact in facts if fact.kind is FactKind.RECUSAL)


def _given(vc: VerificationCondition, reading: Mapping[str, str]) -> list[Term]:
    choices = vc.context.encoding.activity.readings.choices
    return [choices[clause][name] for clause, name in reading.items() if clause in choices]


def _minimal(
    vc: VerificationCondition, question: Question, budget: Budget, reading: Mapping[str, str]
) -> tuple[tuple[TrackedFact, ...], bool]:
    facts, guards = _facts(vc)
    given = _given(vc, reading)
    answer = question.ask(budget, given, guards)
    match answer:
        case Unknown(reason):
            raise LimitReached(reason)
        case Found():
            raise LoosenedDisagrees(vc.context.prop.name)
        case NoneFound(whole):
            core = minimal_core(question, budget, guards, whole, given)
        case _:
            assert_never(answer)
    match core:
        case Unknown():
            needed, minimal = whole, False
        case tuple():
            needed, minimal = core, True
        case _:
            assert_never(core)
    names = {guard.get_id() for guard in needed}
    pairs = zip(facts, guards, strict=True)
    return tuple(fact for fact, guard in pairs if guard.get_id() in names), minimal


MOST_BASES = 24


@dataclass(frozen=True)
class Bases:
    """All minimal sets of facts each of which alone carries a proof, and the facts that are in every one."""

    sets: tuple[tuple[TrackedFact, ...], ...]
    in_every: tuple[TrackedFact, ...]
    complete: bool


def all_bases(loosened: Loosened, budget: Budget) -> Bases:
    """The minimal sets of facts that a proof rests on, by the duality of minimal correcting and unsatisfiable sets.

    Dropping all facts of a correcting set lets the claim be refuted; what meets every correcting set proves it.
    """
    vc = loosened.leaving_open()[0]
    facts, guards = _facts(vc)
    dropped = [negation(guard) for guard in guards]
    corrections = MinimalSets(vc.question, dropped, budget)
    correcting = [each.on for each in islice(corrections, MOST_CORRECTIONS)]
    sets, all_of_them = minimal_hitting_sets(correcting, len(facts), MOST_BASES, budget)
    complete = all_of_them and corrections.stopped is None and len(correcting) < MOST_CORRECTIONS
    single = {index for one in correcting if len(one) == 1 for index in one}
    if not complete:
        # A set that meets only the correcting sets found so far may prove nothing; each is tried.
        sets = tuple(one for one in sets if _proves(vc, one, guards, budget))
    return Bases(
        tuple(tuple(facts[index] for index in sorted(one)) for one in sets),
        tuple(facts[index] for index in sorted(single)),
        complete,
    )


def _proves(
    vc: VerificationCondition, one: frozenset[int], guards: Sequence[Term], budget: Budget
) -> bool:
    assuming = [guards[index] for index in sorted(one)]
    try:
        return not there_is(vc.question.ask(budget, assuming=assuming))
    except LimitReached:
        return False  # it is not known to, so it is not listed


MOST_CORRECTIONS = 400

_ORDER = (
    FactKind.POWER,
    FactKind.RULE,
    FactKind.PROHIBITION,
    FactKind.EXCEPTION,
    FactKind.RECUSAL,
    FactKind.COMPOSITION,
    FactKind.PROVISION,
    FactKind.QUORUM,
    FactKind.RIGHT,
    FactKind.SEAT,
)


def _facts(vc: VerificationCondition) -> tuple[tuple[TrackedFact, ...], list[Term]]:
    """The facts of a loosened encoding, each with its guard, in the order in which results name them.

    Where a proof could do with the one or the other it rests on the earlier: on clauses rather than on seats.
    """
    relaxation = vc.context.encoding.relaxation
    facts = in_order(relaxation.facts.values())
    return facts, [relaxation.guards[fact.key] for fact in facts]


def in_order(facts: Iterable[TrackedFact]) -> tuple[TrackedFact, ...]:
    """Facts in the order in which results name them."""

    def place(fact: TrackedFact) -> tuple[int, str, int, str, str]:
        rank = _ORDER.index(fact.kind) if fact.kind in _ORDER else len(_ORDER)
        return rank, fact.place.file, fact.place.line, words.name(fact), fact.kind

    return tuple(sorted(facts, key=place))


def support(fact: TrackedFact) -> Support:
    """A fact, as results show it."""
    return Support(
        fact.kind.value,
        words.name(fact),
        words.text(fact),
        fact.place.file,
        fact.place.line,
        fact.notes.assumed,
    )
