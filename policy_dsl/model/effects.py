"""What a decision does to the rules and the seats, once it is adopted."""

from __future__ import annotations

from enum import Enum

from policy_dsl.records import dataclass


class EffectKind(Enum):
    """What one effect of a decision does."""

    AMEND = "amend"  # target: a clause; it may say anything of its kind afterwards
    LAPSE = "repeal"  # target: a clause
    ENACT = "enact"  # target: a declared clause that is not in force
    ENACT_NEW = "enact a new clause"  # target: what kind of clause; none of these is declared
    ENACT_EXCEPTION = "enact a new exception"  # target: the clause that it is made to
    ENACT_POWER = "enact a new power"  # target: ""
    AMEND_QUORUM = "amend the quorum"  # target: a body
    SUSPEND = "suspend"  # target: a body; party
    RESTORE = "restore"  # target: a body; party
    REMOVE = "remove"  # target: a body; party
    ADMIT = "admit"  # target: a body; party: declared, without a seat there
    ADMIT_NEW = "admit newcomers"  # target: a body; any number of parties that nothing names


# What changes who sits where, and with a vote.
OF_SEATS = frozenset(
    {
        EffectKind.SUSPEND,
        EffectKind.RESTORE,
        EffectKind.REMOVE,
        EffectKind.ADMIT,
        EffectKind.ADMIT_NEW,
    }
)

# The kinds of new clauses that amend no other; a new power is an effect of its own.
NEW_KINDS = ("rule", "prohibition", "recusal")


@dataclass(frozen=True)
class Effect:
    """One change that a decision makes, once it is adopted."""

    kind: EffectKind
    target: str
    party: str = ""


@dataclass(frozen=True)
class EffectPattern:
    """A set of effects: those of `kind` on one of `targets` (None: any) to `party` (None: anyone)."""

    kind: EffectKind
    targets: tuple[str, ...] | None = None
    party: str | None = None

    def matches(self, effect: Effect) -> bool:
        """Whether `effect` belongs to this set."""
        return (
            effect.kind is self.kind
            and (self.targets is None or effect.target in self.targets)
            and (self.party is None or effect.party == self.party)
        )
