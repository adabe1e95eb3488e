"""Suspension, removal, packing and amendment as ways round a property: all minimal sets of them, each as a story.

For whoever looks for loopholes. What a property protects may hold as the rules stand and yet be lost once they
are changed; an opening here is one kind of change that decisions could make, and a set of openings suffices where
decisions that make no other changes lead to a state in which the claim is refuted. The sets that suffice are
closed under adding, so the minimal ones are enumerated by the demands of those that do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_dsl.model import EffectKind, Property, Specification
from policy_dsl.records import dataclass, replace
from policy_dsl.state import Interval, after_events
from verifier.changing.deciding import exactly
from verifier.changing.planning import Planner
from verifier.changing.problem import Ask, Problem, ask_for
from verifier.changing.saturation import saturate
from verifier.changing.story import Story, carry_out
from verifier.encoding.activity import kind_of
from verifier.encoding.changing import Item, Point
from verifier.results import Scenario
from verifier.solving.limits import Budget
from verifier.solving.minimal_sets import Candidates
from verifier.solving.questions import Found, NoneUnder, Unknown
from verifier.words import changing as words

MOST = 20


@dataclass(frozen=True)
class ChangeOpening:
    """One kind of change. `kind`: suspension, removal, packing or amendment; `name`: of what."""

    kind: str
    name: str
    text: str
    file: str
    line: int
    points: tuple[Point, ...]


@dataclass(frozen=True)
class ChangeLoophole:
    """A minimal set of changes that loses what the property protects, and the meetings that make it.

    `scenario` is the last meeting, with the earlier ones; `steps` says what each of these changes. Both are empty
    where the set was found to suffice but no story was (`story` None).
    """

    openings: tuple[ChangeOpening, ...]
    scenario: Scenario | None
    steps: tuple[str, ...]
    story: Story | None


@dataclass(frozen=True)
class ChangeLoopholes:
    """What was found. `fails_already`: no change is needed, so none is listed. `stopped`: why there may be more."""

    found: tuple[ChangeLoophole, ...]
    fails_already: bool = False
    stopped: str | None = None


def change_openings(problem: Problem) -> tuple[ChangeOpening, ...]:
    """All openings of a problem, amendments first, in source order."""
    specification = problem.ask.specification
    found = [*_amendments(specification)]
    for body in specification.bodies:
        place = body.place
        outside = []
        for party in specification.parties:
            item = Item("seat", body.name, party.name)
            if (body.name, party.name) not in problem.ask.state.seats:
                outside.append(Point(item, "votes"))
            elif Point(item, "lost") in problem.points:
                for kind, status, verb in (
                    ("suspension", "suspended", "is suspended from"),
                    ("removal", "out", "is removed from"),
                ):
                    found.append(
                        ChangeOpening(
                            kind,
                            f"{party.name} from {body.name}",
                            f"{party.name} {verb} {body.name}",
                            place.file,
                            place.line,
                            (Point(item, status), Point(item, "lost")),
                        )
                    )
            elif (body.name, party.name) in problem.ask.state.suspended:
                outside.append(Point(item, "votes"))
        found.append(
            ChangeOpening(
                "packing",
                body.name,
                f"members are admitted to {body.name}",
                place.file,
                place.line,
                (Point(Item("newcomers", body.name), "some"), *outside),
            )
        )
    return tuple(found)


def _amendments(specification: Specification) -> Iterator[ChangeOpening]:
    for clause in specification.clauses:
        item = Item("clause", clause.name)
        points = tuple(Point(item, status) for status in ("absent", "reworded", "written"))
        text = f"{kind_of(clause)} {clause.name} is amended, repealed or enacted"
        place = clause.place
        yield ChangeOpening("amendment", clause.name, text, place.file, place.line, points)
    for body in specification.bodies:
        place = body.quorum_place
        points = (Point(Item("quorum", body.name), "reworded"),)
        name = f"quorum of {body.name}"
        yield ChangeOpening(
            "amendment", name, f"the {name} is amended", place.file, place.line, points
        )
    new = (Point(Item("new power"), "some"),)
    kind = EffectKind.ENACT_POWER.value
    yield ChangeOpening(
        "amendment", "new power", f"a decision may {kind}", specification.file, 0, new
    )


def openings(
    specification: Specification,
    prop: Property,
    interval: Interval,
    budget: Budget,
    most: int = MOST,
) -> ChangeLoopholes:
    """The minimal sets of changes after which a property that holds in an interval is refuted."""
    state = after_events(interval.state, prop.supposing)
    asked = replace(prop, even_after_amendments=True)
    found: list[ChangeLoophole] = []
    stopped: str | None = None
    for ask in ask_for(specification, asked, state):
        problem = Problem(ask, budget)
        if isinstance(problem.inquiry.question, NoneUnder):
            return ChangeLoopholes((), stopped=words.FORM_NOT_DECIDED)
        every = change_openings(problem)
        search = _Search(problem, every)
        if search.suffices(frozenset()):
            return ChangeLoopholes((), fails_already=True)
        for on in search:
            found.append(_told(ask, every, on, (interval.start, interval.end), budget))
            if len(found) >= most:
                return ChangeLoopholes(tuple(found), stopped="there are more")
        stopped = stopped or search.stopped
    return ChangeLoopholes(tuple(found), stopped=stopped)


class _Search:
    """All minimal sets of openings that suffice, smallest first."""

    def __init__(self, problem: Problem, every: Sequence[ChangeOpening]) -> None:
        self.problem = problem
        self.every = every
        self.stopped: str | None = None

    def __iter__(self) -> Iterator[frozenset[int]]:
        candidates = Candidates(len(self.every))
        whole = frozenset(range(len(self.every)))
        if not self.suffices(whole):
            return
        while True:
            on = candidates.smallest(self.problem.budget)
            if isinstance(on, Unknown):
                self.stopped = on.reason
                return
            if on is None:
                return
            if self.suffices(on):
                yield on
                candidates.exclude(on)
                continue
            # As much more as still does not suffice: then one of the rest is needed.
            for index in sorted(whole - on):
                if not self.suffices(on | {index}):
                    on = on | {index}
            if self.stopped is not None:
                return
            candidates.demand(whole - on)

    def suffices(self, on: frozenset[int]) -> bool:
        """Whether decisions that make only these changes lead to a state in which the claim is refuted."""
        within = {p for index in on for p in self.every[index].points}
        made = saturate(self.problem, within=within)
        answer = self.problem.claim(made.never(self.problem))
        if made.unknown is not None or isinstance(answer, Unknown):
            self.stopped = made.unknown or getattr(answer, "reason", None)
        return isinstance(answer, Found)


def _told(
    ask: Ask,
    every: Sequence[ChangeOpening],
    on: frozenset[int],
    period: tuple[object, object],
    budget: Budget,
) -> ChangeLoophole:
    chosen = tuple(every[index] for index in sorted(on))
    within = {p for opening in chosen for p in opening.points}
    problem = Problem(ask, budget)
    made = saturate(problem, within=within)
    never = made.never(problem)
    found = problem.claim(never)
    if isinstance(found, Found):
        exact, _ = exactly(problem, never, [], found, budget)
        problem = Problem(exact, budget)
        made = saturate(problem, within=within)
        again = problem.claim(made.never(problem))
        plan = Planner(problem, made).plan(again) if isinstance(again, Found) else None
        story = (
            None
            if plan is None or isinstance(plan, Unknown)
            else carry_out(exact, plan, period, budget)  # type: ignore[arg-type]
        )
        if story is not None:
            told = words.story(exact.specification, exact.prop, story)
            return ChangeLoophole(chosen, told, words.steps(story), story)
    return ChangeLoophole(chosen, None, (), None)
