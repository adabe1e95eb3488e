"""What is asked of the ballots on a decision: requirements as `and`, `or` and leaves, and what these depend on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from policy_dsl.interpreter import Meeting
from policy_dsl.interpreter.conditions import judge
from policy_dsl.model import (
    AllOf,
    AnyOf,
    AttendanceTally,
    Attends,
    CastingVote,
    Consensus,
    ConsentAct,
    ConsentVote,
    Given,
    NoObjection,
    NoObjectionAct,
    NoRejection,
    Quorate,
    Requirement,
    Successive,
    Tally,
    Turnout,
)

# ("votes", body, meeting) or ("consents", party, meeting): at the last meeting, or so many before it
Variable = tuple[str, str, int]


# A requirement, whether it sees facts, the power for which it is judged (None: for none, as claims are), and at which
# meeting: at the last, or so many before it.
Leaf = tuple[Requirement, bool, str | None, int]


MET, UNMET = AllOf(()), AnyOf(())


def body_of(leaf: Requirement) -> str | None:
    """The body whose votes a leaf asks about."""
    match leaf:
        case AttendanceTally(tally) | NoRejection(tally) | Turnout(tally):
            return tally.body
        case (
            Tally()
            | Consensus()
            | NoObjection()
            | ConsentVote()
            | Attends()
            | CastingVote()
            | Quorate()
        ):
            return leaf.body
        case _:
            return None


class Leaves:
    """What is asked of a decision's ballots: ways in which it is adopted, and a claim's own requirement."""

    def __init__(
        self,
        meeting: Meeting,
        ways: Mapping[str, Iterable[Requirement]],
        claimed: Requirement = MET,
        limit: int = 60_000,
    ) -> None:
        self.meeting = meeting
        self.rules = meeting.rules
        self.limit = limit
        self.claimed = self.simple(claimed, True)
        self.ways = {p: [self.simple(r, False) for r in way] for p, way in ways.items()}
        self.leaves: dict[Leaf, int] = {}
        # The power that stands for all for which the same parties may not vote.
        self.judged: dict[frozenset[str], str | None] = {self.rules.recusals(None): None}
        self._collect(self.claimed, True, None)
        for power, way in self.ways.items():
            self.judged.setdefault(self.rules.recusals(power), power)
            for it in way:
                self._collect(it, False, self._as(power))

    def _as(self, power: str | None) -> str | None:
        return self.judged[self.rules.recusals(power)]

    @property
    def standing(self) -> Iterator[tuple[object, ...]]:
        """Who may vote where, and which chairs may not, for each power that differs in this."""
        for power in self.judged.values():
            chairs = [
                body.name
                for body in self.meeting.specification.bodies
                if body.chair is not None
                and self.rules.recusing(body.name, body.chair.party, frozenset(), power)
            ]
            yield power, tuple(self.rules.seated_for(power).items()), tuple(chairs)

    # --- requirements as and, or, and leaves ---------------------------------------------------------

    def simple(self, it: Requirement, facts: bool) -> Requirement:
        """Conditions decided."""
        match it:
            case Given(condition):
                return MET if judge(self.rules.situation, condition, facts).holds else UNMET
            case AllOf(parts):
                return AllOf(tuple(self.simple(p, facts) for p in parts))
            case AnyOf(parts):
                return AnyOf(tuple(self.simple(p, facts) for p in parts))
            case Successive(stages):
                return Successive(tuple(self.simple(stage, facts) for stage in stages))
            case _:
                return it

    def _collect(self, it: Requirement, facts: bool, power: str | None, back: int = 0) -> None:
        if isinstance(it, AllOf | AnyOf):
            for part in it.parts:
                self._collect(part, facts, power, back)
        elif isinstance(it, Successive):
            for number, stage in enumerate(reversed(it.stages)):
                self._collect(stage, facts, power, back + number)
        else:
            self.leaves.setdefault((it, facts, power, back), len(self.leaves))

    def _holds(
        self,
        it: Requirement,
        facts: bool,
        power: str | None,
        truth: Mapping[int, bool],
        back: int = 0,
    ) -> bool:
        if isinstance(it, AllOf):
            return all(self._holds(p, facts, power, truth, back) for p in it.parts)
        if isinstance(it, AnyOf):
            return any(self._holds(p, facts, power, truth, back) for p in it.parts)
        if isinstance(it, Successive):
            return all(
                self._holds(stage, facts, power, truth, back + number)
                for number, stage in enumerate(reversed(it.stages))
            )
        return truth[self.leaves[it, facts, power, back]]

    def adopts(self, truth: Mapping[int, bool]) -> bool:
        return any(
            all(self._holds(it, False, self._as(power), truth) for it in way)
            for power, way in self.ways.items()
        )

    def claim_met(self, truth: Mapping[int, bool]) -> bool:
        return self._holds(self.claimed, True, None, truth)

    # --- what depends on what ------------------------------------------------------------------------

    def variables_of(self, leaf: Requirement, facts: bool, back: int) -> set[Variable]:
        if isinstance(leaf, ConsentAct | NoObjectionAct):
            those = self.rules.situation.those(leaf.who, facts)
            return {("consents", p, back) for p, _, _ in those}
        where = body_of(leaf)
        assert where is not None
        found = {("votes", where, back)}
        quorum = self.meeting.specification.body[where].quorum
        if quorum is not None and not isinstance(leaf, Attends | ConsentVote | CastingVote):
            found |= self._quorum_variables(quorum, back)
        return found

    def _quorum_variables(self, it: Requirement, back: int) -> set[Variable]:
        if isinstance(it, AllOf | AnyOf):
            return {v for part in it.parts for v in self._quorum_variables(part, back)}
        if isinstance(it, ConsentAct | NoObjectionAct):
            return self.variables_of(it, False, back)
        where = body_of(it)
        return set() if where is None else {("votes", where, back)}

    @cached_property
    def components(self) -> list[tuple[list[Variable], list[Leaf]]]:
        """Sets of variables that some leaf connects, each with its leaves."""
        found: list[tuple[set[Variable], list[Leaf]]] = []
        for leaf in self.leaves:
            variables = self.variables_of(leaf[0], leaf[1], leaf[3])
            them = [leaf]
            apart = []
            for others, leaves in found:
                if others & variables:
                    variables |= others
                    them += leaves
                else:
                    apart.append((others, leaves))
            found = [*apart, (variables, them)]
        return [(sorted(variables), leaves) for variables, leaves in found]
