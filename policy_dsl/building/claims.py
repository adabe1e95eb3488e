"""Events, properties and accepted loopholes."""

from __future__ import annotations

from typing import Literal, cast, get_args

from policy_dsl import syntax as s
from policy_dsl.building.expressions import expression
from policy_dsl.building.words import (
    BuildContext,
    Child,
    ParseTree,
    at_meeting,
    day,
    is_annotation,
    name,
    names,
    number,
    optional_name,
    optional_text,
    said_about,
    text,
    who,
)
from policy_dsl.source import Span

_SEAT_EVENTS: dict[str, Literal["joins", "leaves", "is suspended", "is restored"]] = {
    "joins": "joins",
    "leaves": "leaves",
    "is_suspended": "is suspended",
    "is_restored": "is restored",
}
_MANNERS: dict[str, s.MannerWord] = {
    "by_voting_against": "voting against",
    "by_abstaining": "abstaining",
    "by_staying_away": "staying away",
    "by_any_means": "any means",
}
_OTHERS: dict[str, s.OthersWord] = {
    "others_stay_away": "stay away",
    "others_abstain": "abstain",
    "others_vote_against": "vote against",
}
_COUNTED: dict[str, type[s.AnyNOf | s.SomeNOf]] = {"any_n_of": s.AnyNOf, "some_n_of": s.SomeNOf}
_QUANTIFIERS: dict[str, Literal["every", "some", "no"]] = {
    "every_can_pass": "every",
    "some_can_pass": "some",
    "no_can_pass": "no",
}
_ACCEPTED: tuple[s.OpeningKind, ...] = get_args(s.OpeningKind)


def events(context: BuildContext, tree: ParseTree) -> tuple[s.Event, ...]:
    """Events joined by commas."""
    return tuple(_event(context, cast(ParseTree, one)) for one in tree.children)


def _event(context: BuildContext, tree: ParseTree) -> s.Event:
    span = context.span(tree)
    subject = cast(ParseTree, tree.children[0])
    one_of = subject.data == "one_of_them"
    named = (who(context, subject.children[0]),) if one_of else names(context, subject)
    if tree.data in _SEAT_EVENTS:
        where = name(context, tree.children[1])
        return s.SeatEvent(span, _SEAT_EVENTS[str(tree.data)], named, where, one_of)
    return s.ClauseEvent(span, "lapses" if tree.data == "lapses" else "takes effect", named)


def claimed_property(context: BuildContext, tree: ParseTree) -> s.Property:
    """`property N "title" CLAIM …`."""
    named, title, claim_tree, *trees = cast(list[Child], tree.children)
    during: list[s.Plain] = []
    manners: list[s.Manner] = []
    others: list[s.Others] = []
    modifiers: list[s.Modifier] = []
    for one in trees:
        if one.data == "during":
            during.append(_during(context, one))
        elif one.data in _MANNERS:
            at = at_meeting(context, one.children[0])
            manners.append(s.Manner(context.span(one), _MANNERS[str(one.data)], at))
        elif one.data in _OTHERS:
            others.append(s.Others(context.span(one), _OTHERS[str(one.data)]))
        elif not is_annotation(one):
            modifiers.append(_modifier(context, one))
    manner = context.single("how the decision is blocked", manners)
    conduct = context.single("what the others do", others)
    return s.Property(
        context.span(tree),
        name(context, named),
        optional_text(context, title),
        _claim(context, claim_tree, during, manner, conduct),
        tuple(modifiers),
        said_about(context, trees),
    )


def _during(context: BuildContext, tree: ParseTree) -> s.Plain:
    return s.Plain(context.span(tree), expression(context, cast(ParseTree, tree.children[0])))


def _claim(
    context: BuildContext,
    tree: ParseTree,
    during: list[s.Plain],
    manner: s.Manner | None,
    others: s.Others | None,
) -> s.Claim:
    span = context.span(tree)
    kind = str(tree.data)
    children: list[Child] = tree.children
    if kind.startswith(("every_", "some_", "no_")) and children and children[0] is not None:
        during = [_during(context, children[0]), *during]
    plain = context.single("`when`", during)
    when = None if plain is None else plain.expression
    of_names = s.OF_NAMES.get(kind)
    if of_names is not None:
        return of_names(span, *(name(context, child) for child in children), when=when)
    match kind:
        case "can_block":
            return s.CanBlock(span, _holder(context, children[0]), when, manner, others)
        case "cannot_block":
            return s.CannotBlock(span, _holder(context, children[0]), when, manner, others)
        case "can_pass_every":
            return s.CanPassEvery(span, _holder(context, children[0]), when, others)
        case "every_requires":
            return s.EveryRequires(span, when, expression(context, children[1]))
        case "every_passes_with":
            return s.EveryPassesWith(span, when, expression(context, children[1]))
        case "every_can_pass" | "some_can_pass" | "no_can_pass":
            return s.DecisionCanPass(span, _QUANTIFIERS[kind], when)
        case "never_matters":
            voter = children[0]
            each = voter.data == "voter_each"
            return s.NeverMatters(span, who(context, voter.children[0]), each, when)
        case "carries" | "carries_not":
            in_favour, against, abstaining, body = children[0].children
            return s.VoteCarries(
                span,
                number(context, in_favour),
                number(context, against),
                None if abstaining is None else number(context, abstaining.children[0]),
                name(context, body),
                kind == "carries",
                when,
            )
    if plain is not None:
        context.error(
            "VP019",
            "this claim is not about decisions, so it takes no `when`",
            plain.span,
            "leave it out, or say `on DATE` if it is about a time",
        )
    return _state_claim(context, span, kind, children)


def _state_claim(context: BuildContext, span: Span, kind: str, children: list[Child]) -> s.Claim:
    """A claim about who sits where and holds what."""
    subject = _single(context, children[0])
    if kind in {"quorate", "not_quorate"}:
        return s.CanBeQuorate(span, subject, kind == "quorate")
    named = name(context, children[1])
    match kind:
        case "holds_right" | "holds_not_right":
            return s.HoldsRight(span, subject, named, kind == "holds_right")
        case "member_of" | "not_member_of":
            return s.IsMember(span, subject, named, kind == "member_of")
    return s.IsSuspended(span, subject, named, kind == "suspended_from")


def _holder(context: BuildContext, tree: ParseTree) -> s.Holder:
    span = context.span(tree)
    match tree.data:
        case "each_alone":
            return s.EachAlone(span, who(context, tree.children[0]))
        case "none_alone":
            return s.NoneAlone(span, who(context, tree.children[0]))
        case "no_n_together":
            count, group = cast(list[Child], tree.children)
            return s.NoNTogether(span, number(context, count), who(context, group))
    members: list[s.Name | s.AnyNOf | s.SomeNOf] = []
    for child in cast(list[Child], tree.children):
        kind = _COUNTED.get(getattr(child, "data", ""))
        if kind is None:
            members.append(who(context, child))
        else:
            count, group = child.children
            members.append(kind(context.span(child), number(context, count), who(context, group)))
    return s.Together(span, tuple(members))


def _single(context: BuildContext, tree: ParseTree) -> s.Name:
    """The one name that a claim about seats and rights is about."""
    first = cast(Child, tree.children[0])
    if tree.data != "single" or hasattr(first, "children"):
        context.error(
            "VP016",
            "this claim is about one party or body",
            context.span(tree),
            "write one property for each of them",
        )
    while hasattr(first, "children"):
        first = first.children[0 if first.data == "who_except" else -1]
    return name(context, first)


def _modifier(context: BuildContext, tree: ParseTree) -> s.Modifier:
    span = context.span(tree)
    children: list[Child] = tree.children
    match tree.data:
        case "under_power":
            return s.UnderPower(span, name(context, children[0]))
        case "under_reading":
            return s.UnderReading(span, name(context, children[0]), name(context, children[1]))
        case "on_date":
            return s.OnDate(span, day(context, children[0]))
        case "throughout":
            return s.Throughout(span)
        case "from_to":
            return s.FromTo(span, day(context, children[0]), day(context, children[1]))
        case "supposing":
            return s.Supposing(span, events(context, children[0]))
        case "whatever_rules":
            return s.WhateverRules(span, name(context, children[0]))
        case "even_after_amendments":
            return s.EvenAfterAmendments(span, False)
        case "even_unless_it_leaves":
            return s.EvenAfterAmendments(span, True)
        case "expected_false":
            return s.ExpectedFalse(span, text(context, children[0]))
    raise AssertionError(f"the grammar has a modifier that is not built: {tree.data}")


def accepted(context: BuildContext, tree: ParseTree) -> s.Accepts | None:
    """`accepts KIND NAME in PROPERTY because "…"`."""
    span = context.span(tree)
    kind, named, of_clause, *trees = cast(list[Child], tree.children)
    word = name(context, kind)
    places = [one for one in trees if one.data == "in_body"]
    for extra in places[2:]:
        context.error(
            "VP013",
            "`in` is written three times",
            context.span(extra),
            "write `in BODY in PROPERTY`",
        )
    reasons = [text(context, one.children[0]) for one in trees if one.data == "because"]
    until = [day(context, one.children[0]) for one in trees if one.data == "until"]
    reason = context.single("`because`", reasons)
    if reason is None:
        context.error(
            "VP002",
            "an accepted loophole needs a reason",
            span,
            'write `because "…"` after the property',
        )
    if not context.known_word(word, _ACCEPTED, "kind of loophole") or reason is None:
        return None
    return s.Accepts(
        span,
        cast(s.OpeningKind, word.text),
        optional_name(context, named),
        None if of_clause is None else name(context, of_clause.children[0]),
        name(context, places[0].children[0]) if len(places) > 1 else None,
        name(context, places[-1].children[0]),
        reason,
        context.single("`until`", until),
        said_about(context, trees),
    )
