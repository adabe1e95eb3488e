"""What an edit costs: the decisions that it keeps from passing, or makes harder or easier, and the vetoes it makes."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl.model import Property, Specification
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import intervals_of
from verifier.diffing.comparing import DiffOptions, compare
from verifier.results.diff import ChangedClass, Fate, SolePower, StandingChange, Stretch
from verifier.results.repair import Cost
from verifier.solving.limits import Limits

# So that the same costs are found on every machine: some seconds' worth.
COST_STEPS = 20_000_000


def costs_of(
    before: Specification, specification: Specification, prop: Property, limits: Limits
) -> tuple[tuple[Cost, ...], tuple[str, ...], tuple[str, ...]]:
    """Old and new adoption compared over the same decisions, at the property's own time; what a limit kept open; and of
    which costs there are more.
    """
    # A comparison asks many questions, each with limits of its own; one that is hard is said to be open.
    steps = min(limits.steps or COST_STEPS, COST_STEPS)
    limits = replace(limits, steps=steps)
    own = tuple(Stretch(each.start, each.end) for each in intervals_of(before, prop))
    options = DiffOptions(limits, properties=False, loopholes=False, counts=False, during=own)
    compared = compare(before, specification, options)
    found = _Costs()
    for each in compared.classes:
        match each.fate:
            case Fate.NOW_BLOCKED:
                kinds = ["stuck"]
            case Fate.NOW_CAN_PASS:
                kinds = ["passable"]
            case Fate.OTHER_VOTES:
                kinds = ["harder"] if each.harder or not each.easier else []
                kinds += ["easier"] if each.easier else []
        for kind in kinds:
            found.add(kind, each)
    for standing in compared.standings:
        if standing.standing is SolePower.VETO:
            kind = "veto" if standing.gained else "veto lost"
            found.add(kind, standing, standing.parties)
    return found.said(before), compared.undetermined, compared.cut


@dataclass
class _Costs:
    """Costs as they are found: parties of which the same is said come together."""

    parties: dict[Cost, dict[str, None]] = field(default_factory=dict)

    def add(
        self, kind: str, it: ChangedClass | StandingChange, parties: Sequence[str] = ()
    ) -> None:
        """One more class of decisions."""
        key = Cost(kind, it.condition, it.readings, it.every)
        self.parties.setdefault(key, {}).update(dict.fromkeys(parties))

    def said(self, specification: Specification) -> tuple[Cost, ...]:
        """Each once, with parties in the order of the specification."""
        order = [party.name for party in specification.parties]
        return tuple(
            replace(cost, parties=tuple(sorted(parties, key=order.index)))
            for cost, parties in self.parties.items()
        )
