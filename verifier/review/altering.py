"""Would the answer change? Every question asked again with one thing otherwise; nothing here is a guess."""

from __future__ import annotations

from collections.abc import Mapping

from policy_dsl.model import (
    Alone,
    CanBeQuorate,
    EveryCanPass,
    HoldsRight,
    IsMember,
    IsSuspended,
    Property,
    SomeCanPass,
    Specification,
)
from policy_dsl.model.traverse import coalition_of_claim
from policy_dsl.records import dataclass, replace
from policy_dsl.state import State, intervals_of
from verifier.changing.again import KnownRefutations
from verifier.checking.proof import Loosened
from verifier.checking.verdicts import verdict_of
from verifier.encoding.encodings import Encodings
from verifier.results import Verdict
from verifier.results.review import Alternative, AnswerChange, OpenPoint
from verifier.review.alternatives import Issue, TriedAlternative, issues
from verifier.solving.answers import LimitReached, there_is
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Budget, Limits
from verifier.solving.watching import watched
from verifier.words import in_titles


class Altering:
    """A specification, of which one thing after the other is supposed to be otherwise.

    `verdicts` are the answers as it stands; `changed` what is known of them if decisions that do nothing but change the
    rules, or who sits where, come first.
    """

    def __init__(
        self,
        specification: Specification,
        verdicts: Mapping[str, Verdict],
        changed: Mapping[str, Verdict],
        limits: Limits,
    ) -> None:
        self.limits = limits
        self.issues = issues(specification)
        self._encodings = Encodings(specification)
        self._known = StandingAnswers(
            specification, verdicts, changed, KnownRefutations(specification, limits)
        )

    def point(self, number: int) -> OpenPoint:
        """The assumption or silent point of this number (from 1), with the questions whose answer depends on it."""
        issue = self.issues[number - 1]
        specification = self._known.specification
        proved, unproved = _proved(self._encodings, issue, self._known.verdicts, self.limits)
        alternatives = [_alternative(self._known, tried, self.limits) for tried in issue.tried]
        return OpenPoint(
            number,
            issue.kind,
            issue.subject,
            issue.text,
            tuple(alternatives),
            proved,
            issue.place.file,
            issue.place.line,
            unproved,
            in_titles.subject(specification, issue.subject),
        )


@dataclass(frozen=True)
class StandingAnswers:
    """What is known of the specification as it stands; `changed` as of `Altering`."""

    specification: Specification
    verdicts: Mapping[str, Verdict]
    changed: Mapping[str, Verdict]
    remembered: KnownRefutations

    def known(self, other: Specification, original: Property, prop: Property) -> Verdict | None:
        """The verdict of a question that is asked otherwise, where that is known without the solver."""
        if not prop.even_after_amendments:
            return None
        fails = self.verdicts[original.name] is Verdict.FAILS
        if prop == replace(original, even_after_amendments=True) and not _otherwise(
            self.specification, other
        ):
            # What fails as the rules stand fails before anything is changed.
            return Verdict.FAILS if fails else self.changed.get(original.name)
        return Verdict.FAILS if fails and self.remembered.refutes(other, prop) else None


def _otherwise(one: Specification, other: Specification) -> bool:
    """Whether more is otherwise than what is asked."""
    return (
        one.clauses is not other.clauses
        or one.bodies is not other.bodies
        or one.events is not other.events
        or one.parties is not other.parties
    )


def _alternative(known: StandingAnswers, tried: TriedAlternative, limits: Limits) -> Alternative:
    specification, verdicts = known.specification, known.verdicts
    encodings = Encodings(tried.specification)
    changes: list[AnswerChange] = []
    open_ones: list[str] = []
    asked = 0
    for original, prop in zip(
        specification.properties, tried.specification.properties, strict=True
    ):
        if original.name not in verdicts:
            continue
        if original == prop and not _otherwise(specification, tried.specification):
            continue
        asked += 1
        before = verdicts[original.name]
        after = known.known(tried.specification, original, prop)
        after = after or verdict_of(
            encodings, prop, limits, refuted=known.remembered.found_elsewhere
        )
        if Verdict.UNDETERMINED in (before, after):
            open_ones.append(original.name)
        elif after is not before:
            changes.append(AnswerChange(original.name, before, after))
    return Alternative(tried.text, tuple(changes), asked, tuple(open_ones))


# --- whatever it says ----------------------------------------------------------------------------


def _proved(
    encodings: Encodings, issue: Issue, verdicts: Mapping[str, Verdict], limits: Limits
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The claims that nothing refutes whatever the fact says: proved with every fact but this one.

    And those of which a limit kept open whether it does. A claim may come to say nothing all the same.
    """
    found: list[str] = []
    unsettled: list[str] = []
    for prop in encodings.specification.properties if issue.fact is not None else ():
        if not _can_be_loosened(prop):
            continue
        match verdicts.get(prop.name):
            case Verdict.HOLDS:
                pass
            case Verdict.UNDETERMINED:
                unsettled.append(prop.name)
                continue
            case _:
                continue
        try:
            with watched(limits.deadline):
                holds = all(
                    _holds_without(made, each.prop, each.state, issue.fact, limits)
                    for i in intervals_of(encodings.specification, prop)
                    for made, each in encodings.choices(prop, i)
                )
            if holds:
                found.append(prop.name)
        except (LimitReached, OutOfTime):
            unsettled.append(prop.name)
    return tuple(found), tuple(unsettled)


def _can_be_loosened(prop: Property) -> bool:
    """Whether its proof is one of impossibility, over rules that nobody changes.

    Of a claim about `some` it is not: that a choice does is shown, and whatever the fact says another one might.
    """
    possible = (HoldsRight, IsMember, IsSuspended, EveryCanPass, SomeCanPass, CanBeQuorate)
    coalition = coalition_of_claim(prop.claim)
    some = coalition is not None and coalition.alone is Alone.SOME
    return not (isinstance(prop.claim, possible) or some or prop.even_after_amendments)


def _holds_without(
    encodings: Encodings, prop: Property, state: State, fact: str | None, limits: Limits
) -> bool:
    budget = Budget(limits)
    loosened = Loosened(encodings, prop, state)
    for vc in loosened.leaving_open(() if fact is None else (fact,)):
        known = vc.context.encoding.relaxation.guards
        guards = [guard for key, guard in known.items() if key != fact]
        if there_is(vc.question.ask(budget, assuming=guards)):
            return False
    return True


def quick(limits: Limits) -> Limits:
    """Limits for one question among many: a tenth of the time of a full check, but at least a second."""
    if limits.seconds is None:
        return limits
    return replace(limits, seconds=max(1.0, limits.seconds / 10))
