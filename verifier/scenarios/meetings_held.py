"""What was asked for at the meetings that were held, where one may be adjourned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policy_dsl.model import AllOf, AnyOf, Given, Quorate, Requirement, Successive
from policy_dsl.model.atoms import adjournment, atoms_at
from policy_dsl.records import replace


def as_taken(it: Requirement, quorate: Mapping[str, bool]) -> Requirement:
    """What was asked for, as bodies were quorate at the first meeting or not: there, or at the adjourned one."""
    made = adjournment(it)
    if made is not None:
        here = Quorate(made.body, quorate[made.body])
        if here.so:
            return Successive((AllOf((here, made.first)), AllOf(())))
        return Successive((here, made.again))
    if isinstance(it, AllOf | AnyOf):
        return replace(it, parts=tuple(as_taken(part, quorate) for part in it.parts))
    return it


def adjourned_meeting_held(
    asked: Sequence[Requirement], quorate: Mapping[str, bool]
) -> bool | None:
    """Whether the second meeting is an adjourned one that was held (False: it was not); None: it is no such meeting."""
    every = [part for it in asked for part in _parts(it)]
    if not any(adjournment(part) for part in every):
        return None
    # What else is asked of votes is asked at a meeting that is held in any case.
    if any(not adjournment(part) and _asks_votes(part) for part in every):
        return None
    return any(True for it in asked for _ in atoms_at(as_taken(it, quorate), 0))


def _parts(it: Requirement) -> Iterator[Requirement]:
    """Itself and its parts; of what may be asked at an adjourned meeting, no parts."""
    yield it
    if adjournment(it) is None and isinstance(it, AllOf | AnyOf):
        for part in it.parts:
            yield from _parts(part)


def _asks_votes(it: Requirement) -> bool:
    """It is no `and`, `or` or condition, and asks something at the last meeting."""
    if isinstance(it, Successive):
        return set(it.stages[1:]) != {AllOf(())}
    return not isinstance(it, AllOf | AnyOf | Given)
