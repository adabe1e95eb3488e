"""From a state in which the claim is refuted back to how things are now: which decisions, in which order.

A plan is only a proposal: the abstract state combines what may be reached separately. Whether it works is for
`story` to find out, with plain encodings of plain worlds and the interpreter. Under a limit (the budget says that one
was reached) it may not be the plainest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, assert_never

from policy_dsl.change import (
    AmendedQuorum,
    Wording,
    at_meetings,
    belonging,
    keeping_out,
    new_clauses,
    nothing_asked,
    stands_in_the_way,
    stops_everything,
)
from policy_dsl.model import (
    AnyClause,
    Composition,
    Effect,
    EffectKind,
    ExceptionTo,
    Given,
    Or,
    Power,
    Prohibition,
    Recusal,
    Rule,
    Who,
)
from policy_dsl.records import dataclass, field
from verifier.changing.problem import Problem, Term, either_of
from verifier.changing.recusals import newly_recused, plainly_recused, recused
from verifier.changing.saturation import Saturated, is_possible
from verifier.encoding.activity import kind_of
from verifier.encoding.plainness import plain_decision
from verifier.encoding.points import Item, Point
from verifier.encoding.terms import identity, negation
from verifier.solving.answers import Found, NoneFound, Unknown
from verifier.solving.preferring import prefer
from verifier.solving.questions import Eased, Exists, NoneUnder, Question
from verifier.solving.values import Values

# Which wordings an amended clause or quorum has, for one decision.
Words = tuple[Wording | AmendedQuorum, ...]


@dataclass(frozen=True)
class Planned:
    """One meeting: what its decision does to the rules and seats, and how what is amended already reads in it."""

    effects: tuple[Effect, ...]
    words: Words


@dataclass(frozen=True)
class Plan:
    """Who leaves or suspends itself first, the meetings, and how what is amended reads in the last one."""

    themselves: tuple[Point, ...]
    meetings: tuple[Planned, ...]
    words: Words
    least: int  # no fewer meetings than this can do it


# What nobody declared makes for the oddest story.
_NEW = {"new power": 0, "new clause": 0, "new exception": 0}


@dataclass
class Planner:
    """Plans backwards over the layers in which points were reached."""

    problem: Problem
    made: Saturated
    _order: Mapping[Point, int] = field(init=False)

    def __post_init__(self) -> None:
        self._order = {point: index for index, point in enumerate(self.problem.points)}

    def plan(self, found: Found) -> Plan | Unknown | None:
        """A plan that leads to what refutes the claim; None where the layers do not fit together."""
        problem = self.problem
        question = problem.vc.question
        needed, best, kept = self._fewest(question, found, self._changed(), [])
        least = max((self.made.reached[p] for p in needed), default=0)
        best, _ = prefer(question, problem.budget, best, self._plain_words(best), kept)
        words = self.words(Values(best.model))
        way = self._way(needed)
        match way:
            case None | Unknown():
                return way
            case (meetings, first):
                pass
            case _:
                assert_never(way)
        themselves = tuple(p for p in sorted(first, key=self._rank) if p in problem.spontaneous)
        return Plan(themselves, meetings, words, least)

    def _way(self, needed: set[Point]) -> tuple[tuple[Planned, ...], set[Point]] | Unknown | None:
        """The meetings after which all these points are reached, and what comes before any meeting."""
        meetings: list[Planned] = []
        while any(self.made.reached[p] for p in needed):
            layer = max(self.made.reached[p] for p in needed)
            top = [p for p in needed if self.made.reached[p] == layer]
            rest = {p for p in needed if self.made.reached[p] < layer}
            while top:
                step = self._step(layer, top)
                match step:
                    case None | Unknown():
                        return step
                    case (planned, done, used):
                        pass
                    case _:
                        assert_never(step)
                meetings.append(planned)
                rest |= used
                top = [p for p in top if p not in done]
            needed = rest
        return tuple(reversed(meetings)), needed

    # --- choosing few points ---------------------------------------------------------------

    def _changed(self, below: int | None = None) -> list[Point]:
        """What was reached by change, that which should be done without first."""
        changed = [
            p
            for p, layer in self.made.reached.items()
            if p not in self.problem.beginning and (below is None or layer < below)
        ]
        return sorted(changed, key=lambda p: (-self.made.reached[p], *self._oddness(p)))

    def _oddness(self, point: Point) -> tuple[int, int]:
        """What makes for a plain story comes last, so that it is done without last."""
        clause = self.problem.ask.specification.clause.get(point.item.name)
        kind = point.item.kind
        held = self.problem.held(point.item)
        if point.status in ("suspended", "out") and not (isinstance(held, int) and held == 0):
            # A part of a cohort that others of it stay behind: nothing a story can tell.
            return -1, self._order[point]
        odd = {**_NEW, "newcomers": 2, "quorum": 4, "seat": 5}.get(kind, 6)
        if kind == "clause":
            if point.status == "reworded":
                odd = 1 if isinstance(clause, Power | Recusal) else 3
                odd = 6 if isinstance(clause, ExceptionTo) else odd
            elif point.status == "absent":
                odd = 7
        return odd, self._order[point]

    def _rank(self, point: Point) -> int:
        return self._order[point]

    def _fewest(
        self,
        question: Question,
        found: Found,
        changed: Sequence[Point],
        given: Sequence[Term],
    ) -> tuple[set[Point], Found, list[Term]]:
        """As few changed points as will do, an answer with only these, and that no others are changed."""
        problem = self.problem
        base = [*problem.bans(self.made.never(problem)), *problem.fixed, *given]
        bans = problem.encoding.change.bans
        never = [bans[p] for p in changed]
        best, kept = prefer(
            question, problem.budget, found, never, base, self._means(question, changed)
        )
        names = {term.get_id() for term in kept}
        # Under a limit a plan may use more than it needs.
        return {p for p in changed if bans[p].get_id() not in names}, best, kept

    def _means(self, question: Question, changed: Sequence[Point]) -> list[Term]:
        """For what the bans of these points stand; nothing where an answer does not say all of a state."""
        change = self.problem.encoding.change
        if isinstance(question, NoneUnder):
            return []
        # One that is eased is about any decision in any state.
        if not isinstance(question, Exists | Eased):
            said = {identity(variable) for variable in question.outer_variables()}
            state = change.starting(self.problem.ask.state)
            if not said.issuperset(identity(variable) for variable, _ in state):
                return []
        return [negation(change.at(p, self.problem.held(p.item))) for p in changed]

    # --- one step back ---------------------------------------------------------------------

    def _step(
        self, layer: int, top: Sequence[Point]
    ) -> tuple[Planned, set[Point], set[Point]] | Unknown | None:
        """A decision, in a state of lower layers, that brings about as many of these points as can be."""
        problem = self.problem
        later = [p for p, at in self.made.reached.items() if at >= layer]
        base = [*problem.bans([*self.made.never(problem), *later]), *problem.fixed]
        wanted = {p: self._ways(p, layer) for p in top}
        terms = {p: either_of(v for v, _ in ways) for p, ways in wanted.items() if ways}
        first = problem.step.ask(problem.budget, extra=[*base, either_of(terms.values())])
        match first:
            case Found():
                pass
            case NoneFound():
                return None
            case Unknown():
                return first
            case _:
                assert_never(first)
        best, kept = prefer(
            problem.step,
            problem.budget,
            first,
            list(terms.values()),
            [*base, either_of(terms.values())],
        )
        values = Values(best.model)
        done = {p for p, term in terms.items() if values.truth(term)}
        given = [t for t in kept if all(t is not b for b in base)]
        used, best, kept = self._fewest(
            problem.step, best, self._changed(below=layer), [*given, *problem.bans(later)]
        )
        # A plan says of a decision what it does and how what is amended reads; where that leaves nothing to choose,
        # it need not be plain.
        wordings = self._plain_words(best)
        if wordings or any(len(wanted[point]) > 1 for point in done):
            plain = [*plain_decision(problem.step_context), *wordings]
            best, _ = prefer(problem.step, problem.budget, best, plain, kept)
        values = Values(best.model)
        effects = []
        for point in sorted(done, key=self._rank):
            effects += [e for v, e in wanted[point] if values.truth(v)][:1]
        # The holder's loss is a side of what is done to its seat, which is among the effects already.
        return Planned(tuple(dict.fromkeys(effects)), self.words(values)), done, used

    def _ways(self, point: Point, layer: int) -> list[tuple[Term, Effect]]:
        """The effects that bring a point about in some state of lower layers."""
        before = Saturated({p: at for p, at in self.made.reached.items() if at < layer})
        return [
            (variable, effect)
            for variable, moves in self.problem.moves.items()
            for effect, points in moves
            if point in points and is_possible(before, effect)
        ]

    # --- wordings --------------------------------------------------------------------------

    def words(self, values: Any) -> Words:
        """How what is amended in a state reads there, as far as it is permissive or stops what it can."""
        change = self.problem.encoding.change
        found: list[Wording | AmendedQuorum] = []
        for clause in self.problem.ask.specification.clauses:
            if not values.truth(change.at(Point(Item("clause", clause.name), "reworded"))):
                continue
            found.append(self._wording(clause, values, _key(clause)))
        for right in self.problem.ask.specification.rights:
            if values.truth(change.at(Point(Item("clause", right.name), "reworded"))):
                term = change.choices.get((f"right:{right.name}", "belongs"))
                belongs = term is not None and values.truth(term)
                bodies = tuple(b.name for b in self.problem.ask.specification.bodies)
                found.append(belonging(right, bodies if belongs else ()))
        for effect, there in change.new.items():
            if values.truth(there):
                found += self._new(effect, values)
        for body in self.problem.ask.specification.bodies:
            if values.truth(change.at(Point(Item("quorum", body.name), "reworded"))):
                met = all(values.truth(term) for term in self._quorum_met(body.name))
                found.append(AmendedQuorum(body.name, None if met else Given(Or(()))))
        return tuple(found)

    def _plain_words(self, found: Found) -> list[Term]:
        """Preferences, in order, that leave nothing open of how what is amended reads: that it lets pass what it can.

        Which clauses and quorums are amended is as in what was found.
        """
        values, change = Values(found.model), self.problem.encoding.change
        wanted: list[Term] = []
        for clause in self.problem.ask.specification.clauses:
            if values.truth(change.at(Point(Item("clause", clause.name), "reworded"))):
                wanted += self._plain_wording(clause, _key(clause))
        for effect, there in change.new.items():
            if values.truth(there):
                for clause in new_clauses(self.problem.ask.specification, effect):
                    wanted += self._plain_wording(clause, _key_of_new(effect))
        for body in self.problem.ask.specification.bodies:
            if values.truth(change.at(Point(Item("quorum", body.name), "reworded"))):
                wanted += self._quorum_met(body.name)
        return wanted

    def _plain_wording(self, clause: AnyClause, key: str) -> list[Term]:
        encoding = self.problem.encoding
        applies, met, *others = (
            encoding.change.choices.get((key, what))
            for what in ("applies", "is met", "may", "lets pass")
        )
        wanted = [met, *others]
        if isinstance(clause, Recusal):
            wanted += plainly_recused(self.problem.encoding, clause)
        if applies is not None:
            wanted.append(applies if isinstance(clause, ExceptionTo | Power) else negation(applies))
        return [term for term in wanted if term is not None]

    def _new(self, effect: Effect, values: Any) -> list[Wording]:
        """How what an effect has enacted reads."""
        found: list[Wording] = []
        for clause in new_clauses(self.problem.ask.specification, effect):
            if isinstance(clause, Recusal):
                found += newly_recused(self.problem.encoding, clause, values)
            else:
                found.append(self._wording(clause, values, _key_of_new(effect)))
        return found

    def _wording(self, clause: AnyClause, values: Any, key: str) -> Wording:
        """How a clause reads whose free values go by `key`."""
        choices = self.problem.encoding.change.choices

        def said(what: str) -> bool:
            term = choices.get((key, what))
            return True if term is None else values.truth(term)

        applies, met = said("applies"), said("is met")
        match clause:
            case Power():
                open_to_all = applies and met and said("may")
                if not open_to_all:
                    return stops_everything(clause)
                return at_meetings(nothing_asked(clause), self._meetings(clause, values))
            case Rule():
                lets = (not applies or met) and said("lets pass")
                return nothing_asked(clause) if lets else stops_everything(clause)
            case Prohibition():
                lets = not applies and said("lets pass")
                return nothing_asked(clause) if lets else stops_everything(clause)
            case ExceptionTo():
                if not applies:
                    return stops_everything(clause)
                return nothing_asked(clause) if met else stands_in_the_way(clause)
            case Recusal():
                return recused(self.problem.encoding, clause, values)
            case Composition():
                if not applies or said("allows it"):
                    return nothing_asked(clause)
                return self._kept_out(clause, values)
            case _:
                return nothing_asked(clause)

    def _quorum_met(self, body: str) -> list[Term]:
        """That an amended quorum is met: at every meeting at which that is asked, where it is told meeting by meeting.

        One that is met at some of them only is not among the wordings that are tried.
        """
        choices = self.problem.encoding.change.choices.items()
        return [
            term
            for (key, what), term in choices
            if key == f"quorum:{body}" and what.startswith("met")
        ]

    def _meetings(self, clause: Power, values: Any) -> int:
        """At how many meetings a power is used by now that may say anything."""
        encoding = self.problem.encoding
        most = encoding.specification.meetings
        numbers = range(1, most)
        used = (n for n in numbers if values.truth(encoding.meetings.is_used_at(clause.name, n)))
        return next(used, most)

    def _kept_out(self, clause: Composition, values: Any) -> Wording:
        """Nobody who has a name may come to sit where the decision admits somebody."""
        effects = self.problem.encoding.decision.effects
        places = [
            e.target for e, v in effects.items() if e.kind is EffectKind.ADMIT and values.truth(v)
        ]
        names = tuple(party.name for party in self.problem.ask.specification.parties)
        who = Who(", ".join(names), parties=names, single=len(names) == 1)
        return keeping_out(clause, who, next(iter(places), clause.body))


def _key(clause: AnyClause) -> str:
    return f"{kind_of(clause)}:{clause.name}"


def _key_of_new(effect: Effect) -> str:
    """What the free values of clauses go by that an effect enacts: those of one effect share them."""
    if effect.kind is EffectKind.ENACT_EXCEPTION:
        return f"new exception:{effect.target}"
    return f"new {effect.target}:"


def extremes(world: Any, least: bool) -> Words:
    """Every wording of a world that is open, at the one extreme or the other."""
    make = nothing_asked if least else stops_everything
    clauses = [make(c) for c in world.specification.clauses if c.name in world.amended]
    bodies = tuple(body.name for body in world.specification.bodies)
    rights = [
        belonging(r, () if least else bodies)
        for r in world.specification.rights
        if r.name in world.amended
    ]
    quorums = [AmendedQuorum(b, None if least else Given(Or(()))) for b in sorted(world.quorums)]
    return (*clauses, *rights, *quorums)


def excepted(world: Any) -> Words:
    """The wordings that ask least; but what an amended exception is made to stops all, so that it is at work."""
    amended = [e for e in world.specification.exceptions if e.name in world.amended]
    targets = {name for exception in amended for name in exception.targets}
    stopped = {
        c.name: stops_everything(c)
        for c in world.specification.clauses
        if c.name in world.amended & targets and isinstance(c, Rule | Prohibition)
    }
    return tuple(
        word if isinstance(word, AmendedQuorum) else stopped.get(word.clause.name, word)
        for word in extremes(world, least=True)
    )


def renewed(words: Iterable[Wording | AmendedQuorum], world: Any) -> Words:
    """Those wordings that concern something amended in this world, and extremes for whatever else is."""
    kept = [
        w
        for w in words
        if (
            w.body in world.quorums
            if isinstance(w, AmendedQuorum)
            else world.may_say_anything(w.clause)
        )
    ]
    named = {w.body if isinstance(w, AmendedQuorum) else w.clause.name for w in kept}
    rest = [
        w
        for w in extremes(world, least=True)
        if (w.body if isinstance(w, AmendedQuorum) else w.clause.name) not in named
    ]
    return (*kept, *rest)
