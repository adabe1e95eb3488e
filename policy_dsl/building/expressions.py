"""Conditions and requirements."""

from __future__ import annotations

from typing import Literal, cast

from lark import Token

from policy_dsl import syntax as s
from policy_dsl.building.words import (
    BuildContext,
    Child,
    ParseTree,
    name,
    names,
    names_or_none,
    number,
    optional_name,
    who,
)
from policy_dsl.source import Span

_COMPARISONS: dict[
    str, Literal["is", "is not", "is below", "is at most", "is above", "is at least"]
] = {
    "is_equal": "is",
    "is_not": "is not",
    "is_below": "is below",
    "is_at_most": "is at most",
    "is_above": "is above",
    "is_at_least": "is at least",
}
_HOW_MANY: dict[str, s.HowMany] = {
    "count_at_least": "at least",
    "count_more_than": "more than",
    "count_at_most": "at most",
    "count_fewer_than": "fewer than",
    "count_exactly": "exactly",
}
_INCLUDES: dict[str, Literal["any of", "every one of", "no one of"]] = {
    "includes_any": "any of",
    "includes_every": "every one of",
    "includes_none": "no one of",
}
_OF_ATTRIBUTES = frozenset({"holds", *_COMPARISONS, "includes_one", *_INCLUDES, "includes_count"})
_HAS = frozenset({"has_members", "has_vacant", "has_none_vacant"})
_SEATS: dict[str, s.SeatVerb] = {
    "removes": "remove",
    "suspends": "suspend",
    "restores": "restore",
    "admits": "admit",
}
_WHOM: dict[str, s.SeatVerb] = {
    "it_removes": "remove",
    "it_suspends": "suspend",
    "it_restores": "restore",
    "it_admits": "admit",
}
_BASES: dict[str, s.BaseWord] = {
    "of_members": "members",
    "of_members_not_abstaining": "members not abstaining",
    "of_those_present": "those present",
    "of_votes_cast": "votes cast",
    "of_seats": "seats",
}
_ROUNDED: dict[str, s.RoundingWord] = {
    "rounded_up": "up",
    "rounded_down": "down",
    "rounded_to_nearest": "to nearest",
}


def expression(context: BuildContext, tree: ParseTree) -> s.Expression:
    """A condition or a requirement.

    The only recursion over nesting, kept to one frame a level: the parser allows 100 parentheses,
    each of which can hold two levels, within Python's thousand frames.
    """
    kind = tree.data
    if kind in {"either", "both"}:
        operands: list[s.Expression] = []
        for child in tree.children:
            operands.append(expression(context, cast(ParseTree, child)))
        return (s.Or if kind == "either" else s.And)(context.span(tree), tuple(operands))
    if kind == "negation":
        return s.Not(context.span(tree), expression(context, cast(ParseTree, tree.children[0])))
    if kind == "successive":
        return _successive(context, tree)
    if kind == "or_adjourned":
        *first, of, again = cast(list[Child], tree.children)
        them = tuple(expression(context, cast(ParseTree, each)) for each in first)
        whole = them[0] if len(them) == 1 else s.Or(them[0].span.to(them[-1].span), them)
        return s.Adjourned(
            context.span(tree),
            whole,
            optional_name(context, of),
            expression(context, cast(ParseTree, again)),
        )
    return _atom(context, tree)


def _successive(context: BuildContext, tree: ParseTree) -> s.Successive:
    """`R1 then R2 then after at least 14 days R3`."""
    first, *later = cast(list[ParseTree], tree.children)
    stages, waiting = [expression(context, first)], []
    for one in later:
        waits, stage = cast(list[Child], one.children)
        stages.append(expression(context, stage))
        waiting.append(
            None
            if waits is None
            else s.Waiting(
                context.span(waits),
                number(context, waits.children[0]),
                name(context, waits.children[1]),
            )
        )
    return s.Successive(context.span(tree), tuple(stages), tuple(waiting))


def _atom(context: BuildContext, tree: ParseTree) -> s.Expression:
    span = context.span(tree)
    kind = str(tree.data)
    children: list[Child] = tree.children
    if kind == "is_ruled":
        attribute, ruled = children
        said = _of_attribute(context, span, str(ruled.data), [attribute, *ruled.children])
        denied = ruled.data == "holds_not"
        return s.Not(span, s.Ruled(span, said)) if denied else s.Ruled(span, said)
    if kind in _SEATS:
        whose = name(context, children[0]) if len(children) == 2 else None
        return s.MovesSeat(span, _SEATS[kind], whose, name(context, children[-1]))
    if kind in _OF_ATTRIBUTES:
        return _of_attribute(context, span, kind, children)
    if kind in _HAS:
        return _body_has(context, span, kind, children)
    return _effect(context, tree, span) or _requirement(context, tree, span)


def _of_attribute(
    context: BuildContext, span: Span, kind: str, children: list[Child]
) -> s.AttributeHolds | s.Comparison | s.Includes | s.IncludesCount:
    """What is said of an attribute, the first of the children; that it is not so, `holds_not`, as that it is."""
    if kind in ("holds", "holds_not"):
        return s.AttributeHolds(span, name(context, children[0]))
    if kind in _COMPARISONS:
        attribute, value = children
        literal = (
            number(context, value)
            if value.type in {"INTEGER", "FRACTION", "PERCENTAGE"}
            else name(context, value)
        )
        return s.Comparison(span, name(context, attribute), _COMPARISONS[kind], literal)
    if kind == "includes_one":
        return s.Includes(span, name(context, children[0]), "one", (name(context, children[1]),))
    if kind in _INCLUDES:
        return s.Includes(
            span,
            name(context, children[0]),
            _INCLUDES[kind],
            names(context, children[1]),
            names_or_none(context, children[2]),
        )
    how_many = cast(ParseTree, children[1])
    return s.IncludesCount(
        span,
        name(context, children[0]),
        _HOW_MANY[str(how_many.data)],
        number(context, how_many.children[0]),
        names(context, children[2]),
        names_or_none(context, children[3]),
    )


def _body_has(context: BuildContext, span: Span, kind: str, children: list[Child]) -> s.BodyHas:
    """How many sit in a body, or how many of its seats are vacant."""
    where = name(context, children[0])
    if kind == "has_none_vacant":
        return s.BodyHas(span, where, "exactly", None, True, None)
    how_many = cast(ParseTree, children[1])
    among = (
        _among(context, cast("ParseTree | None", children[2])) if kind == "has_members" else None
    )
    return s.BodyHas(
        span,
        where,
        _HOW_MANY[str(how_many.data)],
        number(context, how_many.children[0]),
        kind == "has_vacant",
        among,
    )


def _effect(context: BuildContext, tree: ParseTree, span: Span) -> s.Expression | None:
    match tree.data:
        case "amends":
            return s.AmendsClause(span, name(context, tree.children[0]))
        case "amends_itself":
            return s.AmendsItself(span, name(context, tree.children[0]))
        case "amends_quorum":
            return s.AmendsQuorum(span, name(context, tree.children[0]))
        case "amends_any":
            return s.AmendsAny(span)
        case "amends_any_declared":
            return s.AmendsAnyDeclared(span)
        case "amends_any_but" | "amends_any_declared_but":
            return _any_but(context, tree, span)
        case "amends_none":
            return s.AmendsNone(span)
        case "enacts":
            return s.EnactsClause(span, name(context, tree.children[0]))
        case "enacts_any":
            return s.EnactsAnyPower(span)
        case "enacts_any_new":
            return s.EnactsAnyNew(span)
        case "enacts_exception":
            return s.EnactsNewException(span, name(context, tree.children[0]))
        case "admits_newcomers":
            return s.AdmitsNewcomers(span, name(context, tree.children[0]))
        case "changes_membership":
            return s.ChangesMembership(span, name(context, tree.children[0]))
        case "changes_anything":
            return s.ChangesAnything(span)
        case "changes_nothing":
            return s.ChangesNothing(span)
    return None


def _any_but(context: BuildContext, tree: ParseTree, span: Span) -> s.Expression:
    spared: list[Child] = cast("ParseTree", tree.children[0]).children
    clauses = [each for each in spared if isinstance(each, Token)]
    quorums = [each.children[0] for each in spared if not isinstance(each, Token)]
    declared = tree.data == "amends_any_declared_but"
    return s.AmendsAnyBut(
        span,
        declared,
        tuple(name(context, each) for each in clauses),
        tuple(name(context, each) for each in quorums),
    )


def _requirement(context: BuildContext, tree: ParseTree, span: Span) -> s.Expression:
    children: list[Child] = tree.children
    match tree.data:
        case "tally" | "counted":
            return tally(context, tree)
        case "votes_in_favour":
            count, among, body, quorum = children
            return s.VotesInFavour(
                span,
                number(context, count),
                _among(context, among),
                inner_name(context, body),
                _own_quorum(context, quorum),
            )
        case "consensus":
            return s.Consensus(
                span, inner_name(context, children[0]), _own_quorum(context, children[1])
            )
        case "consent":
            separate = children[1] is not None and children[1].data == "by_separate_act"
            body = None if separate else inner_name(context, children[1])
            return s.Consent(
                span,
                cast("s.One | s.EveryOneOf | s.AtLeastOf", voters(context, children[0])),
                body,
                separate,
            )
        case "no_objection":
            whose = cast("s.One | s.EveryOneOf | s.AnyOneOf", voters(context, children[0]))
            return s.NoObjection(
                span, whose, inner_name(context, children[1]), _own_quorum(context, children[2])
            )
        case "no_objection_act":
            whose = cast("s.One | s.EveryOneOf | s.AnyOneOf", voters(context, children[0]))
            return s.NoObjection(span, whose, None, None, True)
        case "no_rejection":
            return s.NoRejection(span, tally(context, children[0]))
        case "attendance":
            return s.Attendance(
                span, one_or_every(context, children[0]), inner_name(context, children[1])
            )
        case "attendance_tally":
            return s.AttendanceTally(span, tally(context, children[0]))
        case "turnout":
            return s.Turnout(span, tally(context, children[0]))
        case "casting_vote":
            return s.CastingVote(span, name(context, children[0]), inner_name(context, children[1]))
    raise AssertionError(f"the grammar has a requirement that is not built: {tree.data}")


def tally(context: BuildContext, tree: ParseTree) -> s.Tally:
    """`majority of votes cast in Board …`."""
    quorum = None
    span = context.span(tree)
    if tree.data == "tally":
        tree, quorum = cast("tuple[ParseTree, ParseTree | None]", tree.children)
    quantity_tree, base_tree, *tails = cast(list[Child], tree.children)
    said = {
        "among": "`among`",
        "in_body": "the body",
        "weighted": "the weight",
        "counting": "`counting abstentions`",
        "rounded": "the rounding",
    }
    found: dict[str, list[ParseTree]] = {part: [] for part in said}
    for tail in tails:
        found["rounded" if tail.data in _ROUNDED else tail.data].append(tail)
    first: dict[str, ParseTree | None] = {}
    for part, trees in found.items():
        context.single(f"{said[part]} of this tally", [s.Node(context.span(one)) for one in trees])
        first[part] = trees[0] if trees else None
    base = None if base_tree is None else s.Base(context.span(base_tree), _BASES[base_tree.data])
    rounded = first["rounded"]
    return s.Tally(
        span,
        _quantity(context, quantity_tree),
        base,
        _among(context, first["among"]),
        inner_name(context, first["in_body"]),
        inner_name(context, first["weighted"]),
        first["counting"] is not None,
        None if rounded is None else s.Rounded(context.span(rounded), _ROUNDED[rounded.data]),
        _own_quorum(context, quorum),
    )


def _own_quorum(context: BuildContext, tree: ParseTree | None) -> s.OwnQuorum | None:
    if tree is None:
        return None
    inside = cast(ParseTree, tree.children[0])
    none = inside.data == "no_quorum"
    return s.OwnQuorum(context.span(tree), None if none else expression(context, inside))


def _quantity(context: BuildContext, tree: ParseTree) -> s.Quantity:
    span = context.span(tree)
    match tree.data:
        case "majority":
            return s.Majority(span)
        case "unanimity":
            return s.Unanimity(span)
        case "at_least":
            return s.AtLeast(span, number(context, tree.children[0]))
        case "more_than":
            return s.MoreThan(span, number(context, tree.children[0]))
    return s.AllBut(span, number(context, tree.children[0]))


def voters(context: BuildContext, tree: ParseTree) -> s.Voters:
    """Whose consent, or whose objection."""
    span = context.span(tree)
    match tree.data:
        case "one":
            first, but = cast(list[Child], tree.children)
            if but is None:
                return s.One(span, name(context, first))
            return s.One(span, s.Less(span, str(first), names(context, but)))
        case "every_one_of":
            return s.EveryOneOf(span, who(context, tree.children[0]))
        case "any_of":
            return s.AnyOneOf(span, who(context, tree.children[0]))
    return s.AtLeastOf(span, number(context, tree.children[0]), who(context, tree.children[1]))


def one_or_every(context: BuildContext, tree: ParseTree) -> s.One | s.EveryOneOf:
    """One party, or every one of a group."""
    return cast("s.One | s.EveryOneOf", voters(context, tree))


def excluded(context: BuildContext, tree: ParseTree) -> s.One | s.EveryOneOf | s.WhomIt:
    """Whom a recusal keeps from voting."""
    if tree.data != "whom":
        return one_or_every(context, tree)
    verbs = [_WHOM[cast(ParseTree, child).data] for child in tree.children]
    return s.WhomIt(context.span(tree), tuple(verbs))


def _among(context: BuildContext, tree: ParseTree | None) -> s.Name | None:
    return None if tree is None else who(context, tree.children[0])


def inner_name(context: BuildContext, tree: ParseTree | None) -> s.Name | None:
    """The name in `in BODY`, `among GROUP` and the like, if that part was written."""
    return None if tree is None else optional_name(context, tree.children[0])
