"""What a power may do to the rules and to seats, besides deciding."""

from __future__ import annotations

from policy_dsl.syntax.effects import SeatVerb
from policy_dsl.syntax.words import Name, Node


class MayAmendAny(Node):
    """`may amend any clause`."""


class MayAmendAnyDeclared(Node):
    """`may amend any declared clause`: what the file declares, and nothing new."""


class MayAmendClause(Node):
    """`may amend C`."""

    clause: Name


class MayAmendQuorum(Node):
    """`may amend quorum of B`."""

    body: Name


class MayEnactAnyPower(Node):
    """`may enact any power`."""


class MayEnactClause(Node):
    """`may enact C`."""

    clause: Name


class MayMoveSeats(Node):
    """`may remove members of B`, `may suspend …`, `may restore …`, `may admit members to B`."""

    verb: SeatVerb
    body: Name


class MayChangeMembership(Node):
    """`may change membership of B`: all the moves of a seat there."""

    body: Name


Grant = (
    MayAmendAny
    | MayAmendAnyDeclared
    | MayAmendClause
    | MayAmendQuorum
    | MayEnactAnyPower
    | MayEnactClause
    | MayMoveSeats
    | MayChangeMembership
)
