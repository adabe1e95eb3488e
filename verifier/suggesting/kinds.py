"""The kinds of decision of which something is suggested, and of which the same is so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_dsl import touching
from policy_dsl.model import ALWAYS, And, Condition, Specification
from policy_dsl.records import dataclass, replace
from policy_dsl.state import State
from verifier.changing.alike import stand_ins
from verifier.changing.assets import assets
from verifier.matrix.in_words import ClassInWords
from verifier.results.suggest import Topic


@dataclass(frozen=True)
class DecisionKind:
    """A kind of decision: a class, or those that change something; these are a topic of their own.

    `covered`: of those that change something only those of which that is so, as a power asks of its decisions.
    """

    decisions: ClassInWords
    topic: Topic | None = None
    covered: Condition | None = None

    @property
    def asked(self) -> ClassInWords:
        """The decisions that are asked about."""
        if self.covered is None:
            return self.decisions
        return replace(self.decisions, condition=And((self.covered, self.decisions.condition)))


def can_change(specification: Specification, state: State) -> bool:
    """Whether some power in force may change anything."""
    return any(power.grants for power in specification.powers if power.name in state.in_force)


def changes(specification: Specification, state: State) -> Iterator[DecisionKind]:
    """Decisions that change a clause or a quorum, that remove somebody, or that admit somebody."""
    bodies = tuple(body.name for body in specification.bodies)
    powers = tuple(power.name for power in specification.powers)
    if not can_change(specification, state):
        return
    for asset in assets(specification, state):
        if asset.fixed is None and asset.kind not in ("seat", "new clauses", "admission"):
            said = ClassInWords(asset.when, asset.short, bodies, powers)
            yield DecisionKind(said, Topic.CHANGING)
            for power in specification.powers:
                if power.name in state.in_force and power.grants:
                    for covered in dict.fromkeys(power.when.all()):
                        if covered != ALWAYS:
                            yield DecisionKind(said, Topic.CHANGING, covered)
    for body in specification.seating:
        if body.fixed_membership:
            continue
        for verb in ("remove", "admit"):
            when = touching.move(verb, None, body.name)
            yield DecisionKind(ClassInWords(when, when.label, bodies, powers), Topic.SEATS)


def asked_once(
    specification: Specification, state: State, kinds: Sequence[DecisionKind]
) -> list[int]:
    """For each kind the first of which the same is so: nothing tells apart what they change, or how they pass."""
    instead = stand_ins(specification, state, [kind.decisions.condition for kind in kinds])
    first: dict[object, int] = {}
    return [
        first.setdefault(
            (it.votes or instead[it.condition], it.bodies, it.under, kind.covered), number
        )
        for number, kind in enumerate(kinds)
        for it in (kind.decisions,)
    ]
