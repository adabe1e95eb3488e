"""What a proof needs, chosen by meaning: the same whatever the solver has learnt, and whichever core it gives.

Of all the minimal sets that carry a proof one is fixed by the order of the facts: gone through from the last to the
first, each is dropped that the rest can do without. So the first facts stay wherever they can. Cores only spare
questions: what comes after the last fact of a core that may still be dropped is not needed for that core, so each
of it would be dropped in its turn. And each is first tried alone: what cannot be spared though all others stay cannot
be spared without some of these either, and far less is open there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, assert_never

import z3

from verifier.solving.answers import Found, NoneFound, Unknown
from verifier.solving.limits import Budget
from verifier.solving.questions import Question, asked_incrementally

TrackedFact = TypeVar("TrackedFact")


def first_minimal(
    facts: Sequence[TrackedFact],
    enough: Sequence[TrackedFact],
    prove: Callable[[Sequence[TrackedFact]], Sequence[TrackedFact] | Unknown | None],
) -> tuple[TrackedFact, ...] | Unknown:
    """What is left of `facts` once they are gone through from the last to the first, in their own order.

    `prove` gives some of the facts that it is asked about and that are enough already, or None where all of them are
    not. More facts never prove less. `enough` are enough.
    """
    place = {fact: index for index, fact in enumerate(facts)}
    needed: list[int] = []
    core = sorted({place[fact] for fact in enough} - set(needed))
    while core:
        last = core[-1]
        left = [*facts[:last], *(facts[index] for index in reversed(needed))]
        shown = prove([*facts[:last], *facts[last + 1 :]])
        # It can be spared while all others stay, but these include some that are dropped already: asked again without
        # them.
        if isinstance(shown, Sequence) and not set(shown) <= set(left):
            shown = prove(left)
        match shown:
            case Unknown():
                return shown
            case None:
                needed.append(last)
                core = core[:-1]
            case Sequence():
                core = sorted({place[fact] for fact in shown} - set(needed))
            case _:
                assert_never(shown)
    return tuple(facts[index] for index in sorted(needed))


def minimal_core(
    question: Question,
    budget: Budget,
    facts: Sequence[z3.BoolRef],
    core: Sequence[z3.BoolRef],
    given: Sequence[z3.BoolRef] = (),
) -> tuple[z3.BoolRef, ...] | Unknown:
    """The part of `facts` under which, with what is `given`, still none is found, as `first_minimal` chooses it.

    Dropping any one of the result lets the question be answered by something. `core` are some of them that are
    enough.
    """
    terms = {fact.get_id(): fact for fact in facts}
    with asked_incrementally(question, given) as ask:

        def prove(some: Sequence[int]) -> Sequence[int] | Unknown | None:
            answer = ask(budget, [terms[name] for name in some], read=False)
            match answer:
                case Found():
                    return None
                case NoneFound(enough):
                    return [each.get_id() for each in enough]
                case Unknown():
                    return answer
                case _:
                    assert_never(answer)

        left = first_minimal(list(terms), [each.get_id() for each in core], prove)
    match left:
        case Unknown():
            return left
        case tuple():
            return tuple(terms[name] for name in left)
        case _:
            assert_never(left)
