"""What every check of lint works with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any, assert_never

from policy_dsl.model import (
    ALWAYS,
    NO_NOTES,
    NOWHERE,
    AnyClause,
    Claim,
    Condition,
    Latest,
    OnDate,
    Property,
    SomeCanPass,
    Specification,
    When,
)
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import Interval, State, interval_on, intervals
from verifier.claims.dispatch import verification_conditions
from verifier.claims.verification_condition import VerificationCondition
from verifier.describing.prime_covers import Described, describe
from verifier.encoding.activity import kind_of
from verifier.encoding.adoption import Encoding
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.encodings import Encodings
from verifier.matrix.decision_classes import Classes, RulesInPeriod, decision_classes, ground
from verifier.results import ReplayError
from verifier.results.lint import LintFinding, Mention, OpenQuestion
from verifier.scenarios.plainest import Shown
from verifier.solving.answers import Found, LimitReached, Unknown, found_or_none
from verifier.solving.limits import Budget, Limits
from verifier.solving.questions import Question
from verifier.solving.reasons import Reason, Why
from verifier.words.reasons import why
from verifier.words.verdicts import ways_apart

Term = Any  # a truth value of the solver; only encoding and solving know what that is


@dataclass
class LintContext:
    """A specification, without its properties, and what was worked out about it so far.

    `at` is the day that is asked about; None: all times of the timeline. `now` is the time that is looked at.
    """

    whole: Specification
    limits: Limits
    at: date | None = None
    findings: list[LintFinding] = field(default_factory=list)
    open: list[OpenQuestion] = field(default_factory=list)
    _grounds: dict[State, RulesInPeriod] = field(default_factory=dict)
    _classes: dict[State, Classes] = field(default_factory=dict)

    @cached_property
    def specification(self) -> Specification:
        """The specification without properties."""
        return replace(self.whole, properties=(), acceptances=())

    @cached_property
    def intervals(self) -> tuple[Interval, ...]:
        """The stretches of time that are asked about."""
        if self.at is not None:
            return (interval_on(self.specification, self.at),)
        return intervals(self.specification)

    @cached_property
    def states(self) -> tuple[State, ...]:
        """The distinct states at these times."""
        return tuple(dict.fromkeys(interval.state for interval in self.intervals))

    @cached_property
    def now(self) -> Interval:
        """The time that is looked at; after the last event, unless another is set."""
        return self.intervals[-1]

    @property
    def when(self) -> When:
        """A day of the time that is looked at, as claims name it."""
        return self.day_of(self.now)

    def day_of(self, time: Interval) -> When:
        """A day of one of the times that are asked about, as claims name it."""
        if time.end is None and self.at is None:
            return Latest()
        day = self.at or time.start
        return OnDate(time.end - timedelta(days=1) if day is None and time.end else day or date.min)

    def stretches(self, state: State) -> tuple[tuple[date | None, date | None], ...]:
        """When things are in this state, of the times that are asked about."""
        return tuple((each.start, each.end) for each in self.intervals if each.state == state)

    def ground(self, state: State) -> RulesInPeriod:
        """The encoding of a state."""
        if state not in self._grounds:
            self._grounds[state] = ground(self.specification, state)
        return self._grounds[state]

    @cached_property
    def encodings(self) -> Encodings:
        """Encodings over all decisions, also those with effects that no power may have."""
        return Encodings(self.specification)

    def everything(self, state: State) -> Encoding:
        """The encoding of a state over all decisions."""
        return self.encodings.with_free(state, frozenset())

    def apart(self, state: State) -> Encoding:
        """The same, with decisions told apart by which powers may have their effects."""
        return self.encodings.with_free(state, frozenset(), grants_apart=True)

    def verification_conditions(
        self, claim: Claim, state: State
    ) -> tuple[VerificationCondition, ...]:
        """What a claim asks of a state."""
        prop = replace(any_decision(), claim=claim)
        return verification_conditions(self.encodings.of(prop, state), prop)

    @property
    def classes(self) -> Classes:
        """The classes of decision that the rules distinguish now, all of them; else `LimitReached`."""
        state = self.now.state
        if state not in self._classes:
            self._classes[state] = decision_classes(self.ground(state), self.budget())
        found = self._classes[state]
        if found.undetermined is not None:
            raise LimitReached(found.undetermined)
        if found.more:
            raise LimitReached(Reason(Why.TOO_MANY_CLASSES))
        return found

    def budget(self) -> Budget:
        """A fresh budget for one question about one subject."""
        return Budget(self.limits)

    def found(self, question: Question, budget: Budget, extra: Sequence[Term] = ()) -> Found | None:
        """An answer, or None where there is none; `LimitReached` where that is not known."""
        return found_or_none(question.ask(budget, extra=extra))

    def described(self, term: Term, budget: Budget, among: Sequence[Term] = ()) -> Condition | None:
        """The condition that says which decisions of now are meant; `LimitReached` where none is known."""
        described = describe(self.ground(self.now.state).alphabet, term, budget, among)
        match described:
            case Described(condition):
                return condition
            case None:
                return None
            case Unknown(reason):
                raise LimitReached(reason)
            case _:
                assert_never(described)

    def shown(self, it: Shown) -> Shown:
        """A scenario, the plainest there is; `LimitReached` where it is not known whether it is."""
        if it.open is not None:
            raise LimitReached(it.open)
        return it

    def not_decided(
        self, codes: Sequence[str], subject: str, reason: Reason | ReplayError | str
    ) -> None:
        """That it is open whether there are such findings about a subject, for each of the codes.

        A text is what a result says already.
        """
        match reason:
            case Reason():
                said, internal = why(reason), False
            case str():
                said, internal = reason, False
            case ReplayError():
                said, internal = ways_apart(str(reason)), True
            case _:
                assert_never(reason)
        questions = [OpenQuestion(code, subject, said, internal) for code in codes]
        # Of two readings of a clause one thing may be open.
        self.open += [each for each in questions if each not in self.open]

    def context(self, state: State) -> ClaimContext:
        """A context about any decision in a state."""
        return ClaimContext(self.ground(state).encoding, any_decision(), positive=False)

    def mention(self, clause: AnyClause) -> Mention:
        """A clause, as findings mention it."""
        title = f" “{clause.title}”" if clause.title not in ("", clause.name) else ""
        text = f"{kind_of(clause)} {clause.name}{title}"
        return Mention(text, clause.place.file, clause.place.line)


def any_decision(when: Condition = ALWAYS) -> Property:
    """A property that stands for a question about decisions that no property asks."""
    return Property(
        "lint", "", SomeCanPass(when), None, Latest(), (), (), (), False, None, NOWHERE, NO_NOTES
    )
