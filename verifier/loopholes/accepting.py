"""Loopholes that the specification accepts, and acceptances that have nothing left to accept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from policy_dsl.model import Acceptance
from verifier.results.loopholes import Accepted, Loophole, Opening, StaleAcceptance
from verifier.words import loopholes as words


def _is_about(acceptance: Acceptance, opening: Opening) -> bool:
    if acceptance.kind != opening.kind:
        return False
    if acceptance.name is None:
        return True
    # A reading is named with its clause, a member with its body; each is accepted by its own name too.
    names = {opening.name, *opening.name.split(" of "), *opening.name.split(" from ")}
    return acceptance.name in names and (acceptance.body is None or acceptance.body in names)


def _expired(acceptance: Acceptance, today: date | None) -> bool:
    return acceptance.until is not None and today is not None and today > acceptance.until


def accepted_by(
    acceptances: Sequence[Acceptance], loophole: Loophole, today: date | None
) -> Accepted | None:
    """What accepts a loophole: a valid acceptance of one of its openings, without which it would not be."""
    for acceptance in acceptances:
        if _expired(acceptance, today):
            continue
        if any(_is_about(acceptance, opening) for opening in loophole.openings):
            return Accepted(
                acceptance.because, acceptance.until, acceptance.place.file, acceptance.place.line
            )
    return None


def stale(
    acceptances: Sequence[Acceptance],
    loopholes: Sequence[Loophole],
    today: date | None,
    complete: bool,
) -> tuple[StaleAcceptance, ...]:
    """Acceptances whose date has passed, or (where all loopholes are known) whose loophole has gone."""
    found: list[StaleAcceptance] = []
    for acceptance in acceptances:
        about = any(
            _is_about(acceptance, opening) for each in loopholes for opening in each.openings
        )
        if _expired(acceptance, today):
            assert acceptance.until is not None
            reason = words.acceptance_expired(acceptance.until)
        elif not about and complete:
            reason = words.ACCEPTANCE_GONE
        else:
            continue
        found.append(
            StaleAcceptance(
                acceptance.property,
                acceptance.kind,
                acceptance.name,
                reason,
                acceptance.place.file,
                acceptance.place.line,
            )
        )
    return tuple(found)
