"""The properties that an author of rules would want to know, each asked as it is printed; and with which to begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policy_dsl import claim_wording, touching
from policy_dsl.model import (
    And,
    Body,
    CanBeQuorate,
    Condition,
    EveryCanPass,
    IsMember,
    Or,
    Property,
    SomeCanPass,
    Specification,
)
from policy_dsl.records import replace
from policy_dsl.state import Interval, intervals
from verifier.checking.verdicts import verdict_within
from verifier.encoding.classes import voter_classes
from verifier.encoding.encodings import Encodings
from verifier.matrix.in_words import ClassInWords, classes_in_words
from verifier.matrix.statements import leaving_aside
from verifier.resilience.claims_asked import ResilienceQuestions
from verifier.results import Verdict
from verifier.results.progress import Begin, untold
from verifier.results.statement import Said, Statement
from verifier.results.suggest import Suggestion, Suggestions, Topic
from verifier.solving.answers import LimitReached
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Budget, Limits
from verifier.solving.reasons import Reason
from verifier.solving.watching import watched
from verifier.statements.printing import declarations
from verifier.suggesting.kinds import DecisionKind, asked_once, can_change, changes
from verifier.suggesting.of_a_kind import KnownOfKind, Saying, known
from verifier.words import suggest as words
from verifier.words.left_open import LeftOpen
from verifier.words.left_open import told as left_open
from verifier.words.matrix import WHICH_KINDS
from verifier.words.reasons import why

# So many kinds of decision of which the same is so are said in one property.
MOST_TOGETHER = 4
# So many lines are one screen; the heading, and of each topic a line above and an empty one, are among them.
LINES = 30
# Of so many it is asked whether they are so whatever is changed before, which takes longer than all else.
MOST_FOR_GOOD = 6
COMMAND = "suggest"
HOW_FEW_PASS = (
    Said.PASSES_ALONE,
    Said.SO_MANY_CARRY,
    Said.FEWER_DO_NOT_CARRY,
    Said.SO_FEW_PASS_IF_SILENT,
)


def suggest(
    specification: Specification,
    limits: Limits | None = None,
    begin: Begin = untold,
) -> Suggestions:
    """What can be said of the rules as they stand after the last event. `limits` are those of each kind of decision.

    `begin` is told how many kinds there are, and gives what is told each one's text when it is known.
    """
    last = intervals(specification)[-1]
    return _SuggestionsSearch(specification, last, limits or Limits(), begin).made()


class _SuggestionsSearch:
    def __init__(
        self, specification: Specification, last: Interval, limits: Limits, begin: Begin
    ) -> None:
        self.begin = begin
        self.whole = specification
        self.specification = replace(specification, properties=(), acceptances=())
        self.last = last
        self.can_change = can_change(self.specification, last.state)
        self.limits = limits
        self.undetermined: list[LeftOpen] = []
        # The kinds of decision of which not all has been told yet; None until it is known which there are.
        self.left: dict[int, str] | None = None
        self.verdicts: dict[tuple[str, ...], Verdict] = {}
        self.for_good = 0

    def made(self) -> Suggestions:
        """All of it; what is not come to in time is left out, and that is said."""
        found: list[tuple[Topic, Statement, Verdict]] = []
        with watched(self.limits.deadline):
            try:
                for topic, statement in self._all():
                    self.limits.go_on()
                    verdict = self._as_said(statement)
                    if verdict is not None:
                        found.append((topic, statement, verdict))
            except OutOfTime as over:
                self._not_reached(over.reason)
        order = list(Topic)
        found.sort(key=lambda it: order.index(it[0]))
        suggestions = tuple(self._written(found))
        return Suggestions(
            self.whole,
            self.last.start,
            self.last.end,
            suggestions,
            first(suggestions),
            left_open(self.undetermined),
        )

    def _not_reached(self, why_not: Reason) -> None:
        """That the run had to end before all was told."""
        if self.left is None:
            self.undetermined.append(LeftOpen(WHICH_KINDS, why(why_not)))
            return
        for kind in self.left.values():
            self.undetermined.append(LeftOpen(words.OF_KINDS, why(why_not), kind))
        self.undetermined.append(LeftOpen(words.BESIDES, why(why_not)))

    def _written(self, found: Sequence[tuple[Topic, Statement, Verdict]]) -> Iterator[Suggestion]:
        known_already = {self._said(prop) for prop in self.whole.properties}
        kept: dict[tuple[str, ...], tuple[Topic, Statement, Verdict]] = {}
        for each in found:
            said = self._said(each[1].as_property("", ""))
            if said not in known_already:
                kept.setdefault(said, each)
        sources = declarations(self.whole, COMMAND, [it[1] for it in kept.values()])
        for (topic, statement, verdict), source in zip(kept.values(), sources, strict=True):
            name = source.split()[1]
            yield Suggestion(topic, name, source, verdict, statement)

    def _said(self, prop: Property) -> tuple[str, ...]:
        """What a property claims, of what, as it is written."""
        bare = replace(prop, expected_false=None)
        return (claim_wording.claim(self.whole, prop.claim), *claim_wording.modifiers(bare))

    def _as_said(self, statement: Statement) -> Verdict | None:
        """The verdict of the property as it is printed, if that is what is said of it; None where it is not."""
        prop = statement.as_property("asked", "" if statement.holds else COMMAND)
        claimed = self._said(prop)
        if claimed not in self.verdicts:
            asked = replace(self.specification, properties=(prop,))
            budget = Budget(self.limits)
            verdict = verdict_within(Encodings(asked), prop, budget)
            self.verdicts[claimed] = verdict
            if verdict is Verdict.UNDETERMINED:
                reason = budget.unanswered_since(0)
                said = words.NOT_FOLLOWED if reason is None else why(reason)
                self.undetermined.append(LeftOpen(words.VERDICT_ON, said, " ".join(claimed)))
        expected = Verdict.HOLDS if statement.holds else Verdict.FAILS
        return expected if self.verdicts[claimed] is expected else None

    # --- what may be said -----------------------------------------------------------------------

    def _all(self) -> Iterator[tuple[Topic, Statement]]:
        told = classes_in_words(self.specification, self.last.state, self.limits)
        self.undetermined += told.undetermined
        kinds = [*map(DecisionKind, told.classes), *changes(self.specification, self.last.state)]
        if not kinds:
            return
        self.left = {number: kind.decisions.text for number, kind in enumerate(kinds)}
        asked = asked_once(self.specification, self.last.state, kinds)
        once = list(dict.fromkeys(asked))
        listed = replace(told, classes=tuple(kinds[number].asked for number in once))
        asking = ResilienceQuestions(self.specification, self.last.state, listed, self.limits)
        answers: dict[int, KnownOfKind | LimitReached | None] = {}
        groups: dict[object, list[int]] = {}
        facts: dict[int, KnownOfKind] = {}
        tell = self.begin(len(kinds))
        for number, kind in enumerate(kinds):
            self.limits.go_on()
            which = asked[number]
            if which not in answers:
                about = asking.about(once.index(which), ())
                try:
                    answers[which] = known(about, blocking=kind.covered is None)
                except LimitReached as reached:
                    answers[which] = reached
            it = answers[which]
            if isinstance(it, LimitReached):
                unsettled = LeftOpen(words.OF_KINDS, why(it.reason), kind.decisions.text)
                self.undetermined.append(unsettled)
                it = None
            if it is None:
                self.left.pop(number)
            else:
                facts[number] = it
                key = (kind.topic, kind.decisions.under, kind.covered, it)
                groups.setdefault(key, []).append(number)
            tell(kind.decisions.text)
        for numbers in groups.values():
            for some in _in_parts(numbers):
                conditions = [kinds[number].decisions.condition for number in some]
                kind, when = kinds[some[0]], _either(conditions)
                if kind.covered is not None:
                    when = And((kind.covered, when))
                every = leaving_aside(EveryCanPass(when), told.never)
                assert isinstance(every, EveryCanPass)
                yield from self._of_kinds(kind, when, every.when, facts[some[0]])
                for number in some:
                    self.left.pop(number)
        yield from self._besides([kind.decisions for kind in kinds if kind.topic is None])

    def _of_kinds(
        self, kind: DecisionKind, when: Condition, every: Condition, it: KnownOfKind
    ) -> Iterator[tuple[Topic, Statement]]:
        state, under = self.last.state, kind.decisions.under
        saying = Saying(self.specification, state, when, every, under, it, kind.topic)
        for topic, said in saying.said():
            if kind.covered is not None and said.said not in HOW_FEW_PASS:
                continue  # it is said of all decisions that change it
            for_good, at_first = _for_good(said.said, kind.topic is not None)
            asked = for_good is not None and self.can_change and self.for_good < MOST_FOR_GOOD
            if asked and for_good is not None:
                self.for_good += 1
                yield topic, replace(said, said=for_good, forever=True)
            yield topic, said
            if asked and at_first is not None:
                yield topic, replace(said, said=at_first, holds=False, forever=True)

    def _removable(self, body: Body) -> bool:
        """Whether some power in force may remove members of a body, or suspend them."""
        taken = touching.move("remove", None, body.name), touching.move("suspend", None, body.name)
        kinds = {pattern.kind for each in taken for pattern in each.patterns}
        return not body.fixed_membership and any(
            grant.kind in kinds and (grant.targets is None or body.name in grant.targets)
            for power in self.specification.powers
            if power.name in self.last.state.in_force
            for grant in power.grants
        )

    def _besides(self, classes: Iterable[ClassInWords]) -> Iterator[tuple[Topic, Statement]]:
        """Who keeps a seat; that decisions can pass, that bodies can meet, and that rules do not lock themselves."""
        if self.can_change:
            for voters in voter_classes(self.specification):
                for body in self.specification.seating:
                    party = voters.first.name
                    if (body.name, party) in self.last.state.seats and self._removable(body):
                        claim = IsMember(party, body.name, True)
                        keeps = Statement(Said.KEEPS_ITS_SEAT, claim, forever=True)
                        loses = Statement(Said.LOSES_ITS_SEAT, claim, False, forever=True)
                        yield Topic.SEATS, replace(keeps, unless_it_leaves=True)
                        yield Topic.SEATS, replace(loses, unless_it_leaves=True)
            some = SomeCanPass(touching.ANYTHING)
            yield Topic.POSSIBLE, Statement(Said.NEVER_LOCKED, some, forever=True)
            yield Topic.POSSIBLE, Statement(Said.CAN_BE_LOCKED, some, False, forever=True)
        for body in self.specification.bodies:
            if body.quorum is not None:
                yield Topic.POSSIBLE, Statement(Said.CAN_MEET, CanBeQuorate(body.name, True))
        for each in classes:
            every = EveryCanPass(each.condition)
            yield Topic.POSSIBLE, Statement(Said.CAN_PASS, every, under=each.under)


def _for_good(said: Said, change: bool) -> tuple[Said | None, Said | None]:
    """What it is called that something is so whatever is changed before, and that it is not."""
    match said:
        case Said.STOPS_AT_FIRST:
            return Said.STOPS_FOR_GOOD, Said.NOT_FOR_GOOD
        case Said.CANNOT_PASS:
            return (Said.NEVER_CHANGED, Said.CHANGED_LATER) if change else (Said.NEVER_PASSES, None)
        case _:
            return None, None


def _in_parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), MOST_TOGETHER):
        yield numbers[start : start + MOST_TOGETHER]


def _either(conditions: Sequence[Condition]) -> Condition:
    return conditions[0] if len(conditions) == 1 else Or(tuple(conditions))


def first(them: Sequence[Suggestion]) -> tuple[str, ...]:
    """The names of those to begin with, as many as fit on a screen: of each topic in turn the next one."""
    waiting = [[each for each in them if each.topic is topic] for topic in Topic]
    chosen: list[Suggestion] = []
    room = LINES - 2
    seen: set[Topic] = set()
    while any(waiting):
        for topic in waiting:
            if not topic:
                continue
            each = topic.pop(0)
            needed = height(each) + (0 if each.topic in seen else 2)
            if needed <= room:
                room -= needed
                seen.add(each.topic)
                chosen.append(each)
    return tuple(each.name for each in them if each in chosen)


def height(it: Suggestion) -> int:
    """How many lines it takes."""
    from verifier.words.suggest import source_lines

    return len(source_lines(it))
