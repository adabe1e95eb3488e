"""At how many meetings a power is used, and what a clause demands at which of them."""

from __future__ import annotations

from collections.abc import Callable

import z3

from policy_dsl.model import (
    NOT_IN_FORCE,
    AtMeeting,
    ExceptionTo,
    Power,
    Requirement,
    Rule,
    Specification,
)
from policy_dsl.model.atoms import adjournment, meetings_in
from policy_dsl.records import dataclass, field
from verifier.encoding.activity import Activity, clause_fact
from verifier.encoding.facts import Relaxation
from verifier.encoding.terms import FALSE, TRUE, both, either, implies, negation, where
from verifier.encoding.views import Views


@dataclass
class MeetingsOfPowers:
    """The meetings of each power of a specification, over one set of ballots for each meeting that there can be."""

    specification: Specification
    activity: Activity
    relaxation: Relaxation
    views: Views
    _used_at: dict[tuple[str, int], z3.BoolRef] = field(default_factory=dict, repr=False)

    def demanded(self, clause: Power | Rule | ExceptionTo, power: str) -> z3.BoolRef:
        """The clause's requirement is met, as it is when a power is judged."""
        judged = self.views.of(power)
        at = None if isinstance(clause, Power) else clause.at
        adjourning = sorted(self.specification.adjourning)
        if (
            at is None
            or (at is AtMeeting.LAST and not adjourning)
            or self.specification.meetings == 1
        ):
            return self.activity.requirement(clause, lambda it: judged.met(it, False))

        def met(it: Requirement) -> z3.BoolRef:
            def used_at(meetings: int) -> z3.BoolRef:
                if at is AtMeeting.LAST:
                    return judged.met(it, False)
                first = judged.before(meetings - 1).met(it, False)
                if at is AtMeeting.FIRST:
                    return first
                return both(judged.before(back).met(it, False) for back in range(meetings))

            found = self._by_meetings(power, used_at)
            for body in adjourning:
                # An adjourned meeting is the last one where it is held.
                # It is held where the first was not quorate; where that was, the first is the last.
                its, held = self.is_adjourned(power, body), negation(judged.before(1).quorate(body))
                first, last = judged.before(1).met(it, False), judged.met(it, False)
                if at is AtMeeting.FIRST:
                    kept = first
                elif at is AtMeeting.LAST:
                    kept = either((both((held, last)), both((negation(held), first))))
                else:
                    kept = both((first, implies(held, last)))
                found = either((both((its, kept)), both((negation(its), found))))
            return found

        return self.activity.requirement(clause, met)

    def _by_meetings(self, power: str, used_at: Callable[[int], z3.BoolRef]) -> z3.BoolRef:
        """What is so of decisions of a power that is used at so many meetings.

        A power that may say anything may be used at any number of those that there are. More would make no difference:
        what limits it is met at its first meeting, its last or all of them, so that whatever comes of several in
        between comes of none, its own requirement being open.
        """
        most = self.specification.meetings
        found = used_at(most)
        for number in range(1, most):
            found = where(self.is_used_at(power, number), used_at(number), found)
        return found

    def is_used_at(self, power: str, meetings: int) -> z3.BoolRef:
        """A power is used at so many meetings; of a new one it is chosen with what it says."""
        clause = self.specification.clause.get(power)
        if not isinstance(clause, Power):
            numbers = [f"{number}" for number in range(1, self.specification.meetings)]
            return self.relaxation.at_most_one("a new power is used at", numbers)[f"{meetings}"]
        if (power, meetings) not in self._used_at:
            requires = clause.requires

            def under(reading: str | None) -> z3.BoolRef:
                if reading == NOT_IN_FORCE:
                    return FALSE
                return TRUE if meetings_in(requires.under(reading)) == meetings else FALSE

            written = self.activity.by_reading(clause, under)
            what = f"is used at {meetings} meetings"
            self._used_at[power, meetings] = self.relaxation.truth(
                clause_fact(clause), what, written
            )
        return self._used_at[power, meetings]

    def is_adjourned(self, power: str, body: str) -> z3.BoolRef:
        """Where the body is not quorate, the power is used at an adjourned meeting.

        Of one that may say anything this need not be thought of: what limits it is met at the first meeting, at the one
        that is held last, or at all that are held. Where the body is quorate, whatever comes of it comes of one meeting
        with the same ballots; where it is not, of two.
        """
        clause = self.specification.clause.get(power)
        if not isinstance(clause, Power):
            return FALSE
        requires = clause.requires

        def under(reading: str | None) -> z3.BoolRef:
            if reading == NOT_IN_FORCE:
                return FALSE
            written = adjournment(requires.under(reading))
            return TRUE if written is not None and written.body == body else FALSE

        return both((self.activity.stands(clause), self.activity.by_reading(clause, under)))
