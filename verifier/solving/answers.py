"""What the solver answers: there is one, there is none, or a limit was reached before either was known.

No answer is true or false, so that nobody takes "not known" for "no". Whoever needs every case takes an answer apart
with `match` and `assert_never`; whoever can only go on with something known asks `there_is` or `found_or_none`, and
says of what it was working out that it is open where these raise `LimitReached`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, assert_never

from policy_dsl.records import dataclass
from verifier.solving.reasons import Reason, Unsettled

if TYPE_CHECKING:
    import z3


class _Answer:
    def __bool__(self) -> NoReturn:
        raise TypeError(type(self).__name__)


@dataclass(frozen=True)
class Found(_Answer):
    """There is one; `model` gives every variable a value. None where it was not to be read."""

    model: z3.ModelRef


@dataclass(frozen=True)
class NoneFound(_Answer):
    """There is none, whatever the assumptions not in `core` say."""

    core: tuple[z3.BoolRef, ...] = ()


@dataclass(frozen=True)
class Unknown(_Answer):
    """A limit was reached; `reason` says which."""

    reason: Reason


Answer = Found | NoneFound | Unknown


class LimitReached(Unsettled, Exception):
    """What was asked is not known, because a limit was reached; the reason says which."""


def found_or_none(answer: Answer) -> Found | None:
    """What was found; None where there is none; `LimitReached` where that is not known."""
    match answer:
        case Found():
            return answer
        case NoneFound():
            return None
        case Unknown(reason):
            raise LimitReached(reason)
        case _:
            assert_never(answer)


def there_is(answer: Answer) -> bool:
    """Whether there is one; `LimitReached` where that is not known."""
    return found_or_none(answer) is not None
