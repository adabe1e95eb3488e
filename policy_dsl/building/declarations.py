"""Declarations: who and what there is; clauses and claims have modules of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from policy_dsl import syntax as s
from policy_dsl.building.claims import accepted, claimed_property, events
from policy_dsl.building.clauses import clause, composition, provision
from policy_dsl.building.expressions import expression
from policy_dsl.building.words import (
    BuildContext,
    Child,
    ParseTree,
    day,
    lines,
    name,
    names,
    names_or_none,
    number,
    optional_name,
    optional_text,
    said_about,
    text,
)


def build(context: BuildContext, tree: ParseTree) -> s.Declaration | None:
    """The declaration of a parse tree; None where it makes none, and that is reported."""
    match tree.data:
        case "power" | "rule" | "prohibition" | "exception" | "recusal":
            return clause(context, tree)
        case "composition":
            return composition(context, tree)
        case "provision":
            return provision(context, tree)
        case "property":
            return claimed_property(context, tree)
        case "accepts":
            return accepted(context, tree)
        case "body":
            return _body(context, tree)
        case "decision":
            return _decision(context, tree)
        case "timeline":
            return _timeline(context, tree)
    return _simple(context, tree)


def _simple(context: BuildContext, tree: ParseTree) -> s.Declaration:
    span = context.span(tree)
    children: list[Child] = tree.children
    said = said_about(context, children)
    match tree.data:
        case "governance":
            return s.Governance(
                span,
                text(context, children[0]),
                optional_text(context, children[1]),
                None if children[2] is None else number(context, children[2]),
                _spelling(children[3]),
                said,
            )
        case "include":
            return s.Include(span, text(context, children[0]), said)
        case "parties":
            count, named, title, weights, *_ = children
            return s.Parties(
                span,
                number(context, count),
                name(context, named),
                optional_text(context, title),
                _weights(context, weights),
                _facts(context, weights),
                said,
            )
    named, title, third, *_ = children
    declared, titled = name(context, named), optional_text(context, title)
    match tree.data:
        case "document":
            return s.Document(
                span, declared, titled, None if third is None else day(context, third), said
            )
        case "party":
            weighted, facts = _weights(context, third), _facts(context, third)
            return s.Party(span, declared, titled, weighted, facts, said)
        case "group":
            if third.data == "those_with":
                of, *fact = third.children
                members = () if of is None else (name(context, of),)
                its_fact = _fact(context, third, fact)
                return s.Group(span, declared, titled, members, (), its_fact, said)
            but = names_or_none(context, children[3])
            return s.Group(span, declared, titled, names(context, third), but, None, said)
        case "right":
            return s.Right(span, declared, titled, name(context, third), said)
    raise AssertionError(f"the grammar has a declaration that is not built: {tree.data}")


def _spelling(tree: Child) -> Literal["British", "American"] | None:
    if tree is None:
        return None
    return "American" if cast(ParseTree, tree).data == "american" else "British"


def _weights(context: BuildContext, tree: Child) -> tuple[s.Weight, ...]:
    if tree is None:
        return ()
    return tuple(
        s.Weight(
            context.span(one), name(context, one.children[0]), number(context, one.children[1])
        )
        for one in tree.children
        if one.data == "weight"
    )


def _facts(context: BuildContext, tree: Child) -> tuple[s.Fact, ...]:
    found = () if tree is None else tree.children
    return tuple(_fact(context, one, one.children) for one in found if one.data == "fact")


def _fact(context: BuildContext, tree: ParseTree, children: Sequence[Child]) -> s.Fact:
    named, value = children
    return s.Fact(context.span(tree), name(context, named), name(context, value))


def _body(context: BuildContext, tree: ParseTree) -> s.Body:
    named, title, *trees = cast(list[Child], tree.children)
    own, items = lines(context, trees)
    members: list[s.Members] = []
    observers: list[s.Members] = []
    chairs: list[s.Chair] = []
    quorums: list[s.Quorum] = []
    fixed: list[s.FixedMembership] = []
    seats: list[s.SeatNumber] = []
    those_of: list[s.MembersThoseOf] = []
    for item, said in items:
        span = context.span(item)
        children: list[Child] = item.children
        match item.data:
            case "members":
                members.append(s.Members(span, names(context, children[0]), said))
            case "members_those_of":
                those_of.append(s.MembersThoseOf(span, names(context, children[0]), said))
            case "observers":
                observers.append(s.Members(span, names(context, children[0]), said))
            case "chair":
                chairs.append(
                    s.Chair(span, name(context, children[0]), children[1] is not None, said)
                )
            case "quorum":
                quorums.append(s.Quorum(span, expression(context, children[0]), said))
            case "no_quorum":
                quorums.append(s.Quorum(span, None, said))
            case "seats":
                seats.append(s.SeatNumber(span, number(context, children[0]), said))
            case _:
                fixed.append(s.FixedMembership(span, optional_text(context, children[0]), said))
    return s.Body(
        context.span(tree),
        name(context, named),
        optional_text(context, title),
        tuple(members),
        tuple(observers),
        tuple(chairs),
        tuple(quorums),
        tuple(fixed),
        tuple(seats),
        tuple(those_of),
        own,
    )


def _decision(context: BuildContext, tree: ParseTree) -> s.DecisionAttributes:
    own, items = lines(context, tree.children)
    attributes = []
    for item, said in items:
        named, title, type_tree, judge = cast(list[Child], item.children)
        attributes.append(
            s.Attribute(
                context.span(item),
                "substance" if item.data == "substance" else "form",
                name(context, named),
                optional_text(context, title),
                _type(context, type_tree),
                optional_name(context, judge),
                said,
            )
        )
    return s.DecisionAttributes(context.span(tree), tuple(attributes), own)


def _type(context: BuildContext, tree: ParseTree) -> s.AttributeType:
    span = context.span(tree)
    match tree.data:
        case "yes_no":
            return s.YesNo(span)
        case "one_of":
            return s.OneOf(span, names(context, tree.children[0]))
        case "number_in":
            return s.NumberIn(span, optional_name(context, tree.children[0]))
    return s.PartySet(span)


def _timeline(context: BuildContext, tree: ParseTree) -> s.Timeline:
    own, items = lines(context, tree.children)
    dated = []
    for item, said in items:
        on, happened = cast(list[Child], item.children)
        dated.append(
            s.DatedEvent(context.span(item), day(context, on), events(context, happened), said)
        )
    return s.Timeline(context.span(tree), tuple(dated), own)
