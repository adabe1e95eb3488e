"""Who a claim is about."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl import model, syntax
from policy_dsl.checker.context import Context
from policy_dsl.checker.names import ATTRIBUTE, PARTIES
from policy_dsl.checker.voters import at_least_of
from policy_dsl.checker.who import some_group, someone
from policy_dsl.diagnostics import Related


def coalition(context: Context, node: syntax.Holder) -> model.Coalition:
    """One party, several together, or each of a group alone."""
    match node:
        case syntax.Together(members=members):
            parts = tuple(_part(context, member) for member in members)
            some = [member for member in members if isinstance(member, syntax.SomeNOf)]
            if some:
                _refuse_any_beside_some(context, some[0], members)
            _refuse_less_beside_others(context, members)
            return model.Coalition(parts, model.Alone.SOME if some else model.Alone.TOGETHER)
        case syntax.EachAlone(group=group):
            return model.Coalition((_all_of(context, group, several=True),), model.Alone.EVERY)
        case syntax.NoneAlone(group=group):
            return model.Coalition((_all_of(context, group, several=True),), model.Alone.NONE)

        case syntax.NoNTogether():
            return model.Coalition((_part(context, node),), model.Alone.NONE)


def _part(
    context: Context, node: syntax.Name | syntax.AnyNOf | syntax.SomeNOf | syntax.NoNTogether
) -> model.Part:
    if isinstance(node, syntax.Name):
        return _all_of(context, node, several=False)
    part = _all_of(context, node.group, several=True)
    return model.Part(part.who, at_least_of(context, node.number, part.who))


def _refuse_any_beside_some(
    context: Context,
    some: syntax.SomeNOf,
    members: Sequence[syntax.Name | syntax.AnyNOf | syntax.SomeNOf],
) -> None:
    for member in members:
        if isinstance(member, syntax.AnyNOf):
            context.report.error(
                "VP075",
                member.span,
                "`any` beside `some` can be understood in two ways: the same some for every choice of any, or"
                " others for each",
                f"write one of:\n"
                f"some {member.number.written} of {member.group.said}  (one choice of all of them does)\n"
                f"any {some.number.written} of {some.group.said}  (every choice of all of them does)",
                Related(some.span, "`some` stands here"),
            )


def _refuse_less_beside_others(
    context: Context, members: Sequence[syntax.Name | syntax.AnyNOf | syntax.SomeNOf]
) -> None:
    """`G except H and P`: are both left out, or is P one of them? Only of so many at the end is it plain."""
    for member in members if len(members) > 1 else ():
        name = member if isinstance(member, syntax.Name) else member.group
        if isinstance(name, syntax.Less) and not (name is not member and member is members[-1]):
            context.report.error(
                "VP075",
                member.span,
                f"`{name.said}` beside others can be understood in two ways: who is left out, and who acts with them?",
                f"name a group: `group Others is {name.said}`, and write `Others` here",
            )


def _all_of(context: Context, name: syntax.Name, *, several: bool) -> model.Part:
    for one in (name, *(name.but if isinstance(name, syntax.Less) else ())):
        if (
            context.names.get(one.text, PARTIES.kinds) is not None
            or context.names.get(one.text, ATTRIBUTE.kinds) is None
        ):
            continue
        context.report.error(
            "VP075",
            one.span,
            f"`{one.text}` names other parties on each decision, so a claim can't be about them",
            "name a party or a group; what holds for each decision is said with"
            f" `every decision requires consent of {'every one of ' if one is not name else ''}{name.said} …`",
        )
        return model.Part(model.Who(name.text))
    return model.Part(some_group(context, name) if several else someone(context, name))
