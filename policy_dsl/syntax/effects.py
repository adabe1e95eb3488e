"""What a condition asks about a decision: what it does to the rules and to seats."""

from __future__ import annotations

from typing import Literal

from policy_dsl.syntax.words import Name, Node

__all__ = [
    "AdmitsNewcomers",
    "AmendsAny",
    "AmendsAnyBut",
    "AmendsAnyDeclared",
    "AmendsClause",
    "AmendsItself",
    "AmendsNone",
    "AmendsQuorum",
    "ChangesAnything",
    "ChangesMembership",
    "ChangesNothing",
    "Effect",
    "EnactsAnyNew",
    "EnactsAnyPower",
    "EnactsClause",
    "EnactsNewException",
    "MovesSeat",
    "SeatVerb",
]


class AmendsClause(Node):
    """`amends C`."""

    clause: Name


class AmendsItself(Node):
    """`amends C itself`: rewords or repeals it, whatever becomes of exceptions to it."""

    clause: Name


class AmendsQuorum(Node):
    """`amends quorum of B`."""

    body: Name


class AmendsAny(Node):
    """`amends any clause`."""


class AmendsAnyDeclared(Node):
    """`amends any declared clause`."""


class AmendsAnyBut(Node):
    """`amends any clause but C, quorum of B`, or with `declared`, `amends any declared clause but …`."""

    declared: bool
    clauses: tuple[Name, ...]
    quorums: tuple[Name, ...]


class AmendsNone(Node):
    """`amends no clause`."""


class EnactsClause(Node):
    """`enacts C`."""

    clause: Name


class EnactsAnyPower(Node):
    """`enacts any power`."""


class EnactsAnyNew(Node):
    """`enacts any new clause`: a rule, prohibition or recusal that nobody declared."""


class EnactsNewException(Node):
    """`enacts any new exception to C`: one that nobody declared."""

    clause: Name


SeatVerb = Literal["remove", "suspend", "restore", "admit"]


class MovesSeat(Node):
    """`removes P from B`, `suspends any member of B`, `restores P to B`, `admits anyone to B`;
    `who` is None for any member, or anyone.
    """

    verb: SeatVerb
    who: Name | None
    body: Name


class ChangesMembership(Node):
    """`changes membership of B`: any of the moves of a seat there."""

    body: Name


class AdmitsNewcomers(Node):
    """`admits any newcomer to B`: a party that nobody declared."""

    body: Name


class ChangesAnything(Node):
    """`changes anything`: has any effect on the rules or seats."""


class ChangesNothing(Node):
    """`changes nothing`."""


Effect = (
    AmendsClause
    | AmendsItself
    | AmendsQuorum
    | AmendsAny
    | AmendsAnyDeclared
    | AmendsAnyBut
    | AmendsNone
    | EnactsClause
    | EnactsAnyPower
    | EnactsAnyNew
    | EnactsNewException
    | MovesSeat
    | AdmitsNewcomers
    | ChangesMembership
    | ChangesAnything
    | ChangesNothing
)
