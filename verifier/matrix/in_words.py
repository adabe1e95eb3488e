"""The classes of decision that the rules distinguish, in the order in which they are told, and in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from policy_dsl.model import ALWAYS, Condition, Specification, Touches
from policy_dsl.records import dataclass
from policy_dsl.state import State
from verifier.describing.prime_covers import Described, Term, describe
from verifier.encoding.terms import is_true
from verifier.matrix.by_power import powers_in_force
from verifier.matrix.decision_classes import RulesInPeriod, SymmetryClass, decision_classes, ground
from verifier.matrix.named_parties import naming_of
from verifier.solving.answers import Unknown
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Budget, Limits
from verifier.words import matrix as words
from verifier.words.left_open import LeftOpen
from verifier.words.reasons import why

# With more classes than these each power is listed by itself.
MOST_CLASSES = 100


@dataclass(frozen=True)
class ClassInWords:
    """A class of decisions, as a condition; of decisions by one power where `under` names it.

    `bodies` are those whose votes can matter to some of them; `powers` those that can take some. `votes` is the same
    for classes that are decided by the same votes; None where that is not known.
    """

    condition: Condition
    text: str
    bodies: tuple[str, ...]
    powers: tuple[str, ...]
    under: str | None = None
    votes: object = None


@dataclass(frozen=True)
class ClassesInWords:
    """All classes of which some power can take decisions, and how many others there are.

    `never` is what no power may do: where a condition speaks of changes, the class leaves that aside. `by_power`: there
    were too many classes, so each power stands for its own decisions. `undetermined` says what is missing, and why.
    """

    classes: tuple[ClassInWords, ...] = ()
    closed: int = 0
    never: tuple[Touches, ...] = ()
    by_power: bool = False
    undetermined: tuple[LeftOpen, ...] = ()


def classes_in_words(specification: Specification, state: State, limits: Limits) -> ClassesInWords:
    """The classes in a state; what is worked out when the run has to end is all that is told."""
    found: list[ClassInWords] = []
    unknown: list[LeftOpen] = []
    closed = 0
    never: tuple[Touches, ...] = ()
    try:
        it = ground(specification, state)
        never = it.alphabet.effect_words.never_said
        classes = decision_classes(it, Budget(limits), MOST_CLASSES)
        if classes.undetermined is not None:
            unsettled = LeftOpen(words.WHICH_KINDS, why(classes.undetermined))
            return ClassesInWords(never=never, undetermined=(unsettled,))
        if classes.more:
            powers = tuple(_whole(specification, p.name) for p in powers_in_force(it))
            return ClassesInWords(powers, 0, never, True)
        able, others = in_order(specification, classes.classes)
        for alike in (*able, *others):
            # Of those none comes before another but by its words.
            told: list[ClassInWords] = []
            for each in alike:
                ways = any(treated.ways for _, them in each.treated for treated in them)
                if not ways and not each.together:
                    closed += 1
                    continue
                said = described_in_time(it, each.term, Budget(limits), limits)
                match said:
                    case Described():
                        told.append(_in_words(it, each, said))
                    case Unknown(reason):
                        unknown.append(LeftOpen(words.KINDS_IN_WORDS, why(reason)))
                    case _:
                        assert_never(said)
            found += sorted(told, key=lambda one: one.text)
    except OutOfTime as over:
        unknown.append(LeftOpen(words.WHICH_KINDS, why(over.reason)))
    return ClassesInWords(tuple(found), closed, never, False, tuple(unknown))


def _in_words(rules: RulesInPeriod, it: SymmetryClass, said: Described) -> ClassInWords:
    specification, condition = rules.specification, said.condition
    every = [treated for _, them in it.treated for treated in them]
    bodies = {body for treated in every for body in treated.bodies}
    if it.together:
        bodies = {body.name for body in specification.bodies}
    powers = {power for treated in every for power, _ in treated.ways}
    return ClassInWords(
        condition,
        words.classes_text(condition),
        tuple(body.name for body in specification.bodies if body.name in bodies),
        tuple(power.name for power in specification.powers if power.name in powers),
        votes=_votes(rules, it, said),
    )


def _votes(rules: RulesInPeriod, it: SymmetryClass, said: Described) -> object:
    """What is the same for classes of which the same is demanded and whose decisions can name the same parties.

    Where decisions are counted by the seats that they take, or recuse those to whom they do something, it is not known.
    """
    naming, seating = naming_of(said), rules.encoding.seating
    recusals = {name for _, them in it.treated for each in them for name in each.recusals}
    by_effects = any(
        recusal.excluded.by_effects and recusal.name in recusals
        for recusal in rules.specification.recusals
    )
    counted = not (is_true(seating.within_seats) and is_true(seating.composed))
    if naming is None or it.together or by_effects or counted:
        return None
    return naming, tuple(
        (tuple(reading.items()), tuple(each.by_votes for each in them))
        for reading, them in it.treated
    )


def _whole(specification: Specification, power: str) -> ClassInWords:
    bodies = tuple(body.name for body in specification.bodies)
    return ClassInWords(ALWAYS, words.every_decision_by(power), bodies, (power,), power)


def in_order(
    specification: Specification, classes: Sequence[SymmetryClass]
) -> tuple[list[list[SymmetryClass]], list[list[SymmetryClass]]]:
    """What can be decided, in the order of powers and with the fewest clauses besides, equals together; and then, what
    no power can take. Where there is none of that, the last of the others stand for it.
    """
    powers = {power.name: index for index, power in enumerate(specification.powers)}
    found: dict[tuple[object, ...], list[SymmetryClass]] = {}

    def place(it: SymmetryClass) -> tuple[bool, int, int, int]:
        every = [each for _, them in it.treated for each in them]
        ways = [way for each in every for way in each.ways]
        return (
            not ways,
            min((powers[power] for power, _ in ways), default=0),
            max((len(demands) - 1 for _, demands in ways), default=0),
            len({name for each in every for name in each.exemptions}),
        )

    for each in sorted(classes, key=place):
        found.setdefault(place(each), []).append(each)
    open_ones = [them for key, them in found.items() if not key[0]]
    closed = [them for key, them in found.items() if key[0]]
    return (open_ones, closed) if closed else (open_ones[:-1], open_ones[-1:])


def described_in_time(
    it: RulesInPeriod, inside: Term, budget: Budget, limits: Limits, among: Sequence[Term] = ()
) -> Described | Unknown:
    """The decisions `inside`, of those `among`, as a condition; there are some. Unknown where a limit was reached."""
    try:
        limits.go_on()
        described = describe(it.alphabet, inside, budget, among)
    except OutOfTime as over:
        return Unknown(over.reason)
    match described:
        case Described() | Unknown():
            return described
        case None:
            raise AssertionError  # a class is of some decisions
        case _:
            assert_never(described)
