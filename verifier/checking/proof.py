"""What a proof rests on: one minimal set of facts that suffices, found in the loosened encoding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import assert_never

from policy_dsl.records import dataclass
from verifier.claims.inquiry import Inquiry, Term
from verifier.encoding.facts import Fact, FactKind
from verifier.encoding.terms import negation
from verifier.results import ReplayError, Support
from verifier.solving.answers import Found, LimitReached, NoneFound, Unknown, there_is
from verifier.solving.cores import minimal_core
from verifier.solving.limits import Budget
from verifier.solving.minimal_sets import MinimalSets, minimal_hitting_sets
from verifier.solving.questions import Question
from verifier.words import facts as words


class LoosenedDisagrees(ReplayError):
    """With all facts as written the loosened encoding must agree with the plain one; here it does not."""


def rests_on(inquiries: Sequence[Inquiry], budget: Budget) -> tuple[tuple[Fact, ...], bool]:
    """The facts that the refutation's absence rests on, and whether none of them can be spared.

    `inquiries` are those of a loosened encoding. `LimitReached` where nothing is known of it.
    """
    found: dict[str, Fact] = {}
    minimal = True
    for inquiry in inquiries:
        facts, smallest = _core(inquiry, inquiry.question, budget)
        minimal = minimal and smallest
        found.update((fact.key, fact) for fact in facts)
    return in_order(found.values()), minimal


def in_the_way(
    inquiry: Inquiry, reading: Sequence[Term], budget: Budget
) -> tuple[tuple[Fact, ...], bool]:
    """The facts that make what the claim calls possible impossible, under the reading; else as `rests_on`."""
    assert inquiry.shown_by is not None
    return _core(inquiry, inquiry.shown_by, budget, reading)


def says_nothing_by(
    inquiry: Inquiry, place: int, reading: Sequence[Term], budget: Budget
) -> tuple[tuple[Fact, ...], bool]:
    """The facts that make it impossible under the reading what a claim needs, to say something; else as `rests_on`.

    `place` says which of all that it needs. Where it is the claim's own condition that cannot be met there are none.
    """
    return _core(inquiry, inquiry.frame.exists(*inquiry.possible[place]), budget, reading)


def _core(
    inquiry: Inquiry, question: Question, budget: Budget, given: Sequence[Term] = ()
) -> tuple[tuple[Fact, ...], bool]:
    facts, guards = _facts(inquiry)
    answer = question.ask(budget, given, guards)
    match answer:
        case Unknown(reason):
            raise LimitReached(reason)
        case Found():
            raise LoosenedDisagrees(inquiry.frame.prop.name)
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

    sets: tuple[tuple[Fact, ...], ...]
    in_every: tuple[Fact, ...]
    complete: bool


def all_bases(inquiry: Inquiry, budget: Budget) -> Bases:
    """The minimal sets of facts that a proof rests on, by the duality of minimal correcting and unsatisfiable sets.

    Dropping all facts of a correcting set lets the claim be refuted; what meets every correcting set proves it.
    `inquiry` is one of a loosened encoding.
    """
    facts, guards = _facts(inquiry)
    dropped = [negation(guard) for guard in guards]
    corrections = MinimalSets(inquiry.question, dropped, budget)
    correcting = [each.on for each in islice(corrections, MOST_CORRECTIONS)]
    sets, all_of_them = minimal_hitting_sets(correcting, len(facts), MOST_BASES, budget)
    complete = all_of_them and corrections.stopped is None and len(correcting) < MOST_CORRECTIONS
    single = {index for one in correcting if len(one) == 1 for index in one}
    if not complete:
        # A set that meets only the correcting sets found so far may prove nothing; each is tried.
        sets = tuple(one for one in sets if _proves(inquiry, one, guards, budget))
    return Bases(
        tuple(tuple(facts[index] for index in sorted(one)) for one in sets),
        tuple(facts[index] for index in sorted(single)),
        complete,
    )


def _proves(inquiry: Inquiry, one: frozenset[int], guards: Sequence[Term], budget: Budget) -> bool:
    assuming = [guards[index] for index in sorted(one)]
    try:
        return not there_is(inquiry.question.ask(budget, assuming=assuming))
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


def _facts(inquiry: Inquiry) -> tuple[tuple[Fact, ...], list[Term]]:
    """The facts of a loosened encoding, each with its guard, in the order in which results name them.

    Where a proof could do with the one or the other it rests on the earlier: on clauses rather than on seats.
    """
    loosening = inquiry.frame.encoding.loosening
    facts = in_order(loosening.facts.values())
    return facts, [loosening.guards[fact.key] for fact in facts]


def in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts in the order in which results name them."""

    def place(fact: Fact) -> tuple[int, str, int, str, str]:
        rank = _ORDER.index(fact.kind) if fact.kind in _ORDER else len(_ORDER)
        return rank, fact.place.file, fact.place.line, words.name(fact), fact.kind

    return tuple(sorted(facts, key=place))


def support(fact: Fact) -> Support:
    """A fact, as results show it."""
    return Support(
        fact.kind.value,
        words.name(fact),
        words.text(fact),
        fact.place.file,
        fact.place.line,
        fact.notes.assumed,
    )
