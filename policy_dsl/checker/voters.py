"""Who has to vote, to consent or to attend, and how many of them."""

from __future__ import annotations

from policy_dsl import model, syntax
from policy_dsl.checker.context import Context
from policy_dsl.checker.names import PARTIES, Kind
from policy_dsl.checker.parties import whole
from policy_dsl.checker.reported import many
from policy_dsl.checker.tallies import ATTENDANCE, CheckedTally, body_named
from policy_dsl.checker.who import is_known_body, some_group, someone
from policy_dsl.diagnostics import Related


def voters(
    context: Context, node: syntax.One | syntax.EveryOneOf | syntax.AtLeastOf
) -> tuple[model.Who, int | None]:
    """Who has to vote for, consent or attend, and how many of them (None: every one)."""
    match node:
        case syntax.One(name=name):
            symbol = context.names.get(name.text, PARTIES.kinds)
            if symbol is not None and symbol.kind is not Kind.PARTY:
                context.report.error(
                    "VP033",
                    name.span,
                    f"`{name.text}` is {symbol.kind.value}: how many of them?",
                    f"write `every one of {name.said}` or `at least 1 of {name.said}`",
                    Related(symbol.span, f"`{name.text}` is declared here"),
                )
            return someone(context, name, attributes=True), None
        case syntax.EveryOneOf(group=name):
            return some_group(context, name, attributes=True), None
        case syntax.AtLeastOf(number=number, group=name):
            who = some_group(context, name, attributes=True)
            return who, at_least_of(context, number, who)


def at_least_of(context: Context, number: syntax.Number, who: model.Who) -> int:
    """So many of a group: at least one, and no more than there are."""
    need = whole(context, number)
    if need == 0:
        context.report.error(
            "VP044",
            number.span,
            f"`{number.written} of {who.label}` is nobody",
            "write the number that is needed, at least 1",
        )
    elif who.known and not who.varies:
        members = context.members_of(who)
        size = context.heads(members)
        if need > size and not any(context.names.is_broken(name) for name in members):
            symbol = context.symbol_of(who.label)
            context.report.error(
                "VP046",
                number.span,
                f"`{who.label}` names {many(size, 'party', 'parties')}, so {need:,} of them can't be found",
                f"write a number up to {size:,}",
                *((Related(symbol.span, f"`{who.label}` is declared here"),) if symbol else ()),
            )
    return need


def warn_of_strangers(context: Context, node: syntax.Node, who: model.Who, where: str) -> None:
    """Somebody who never sits in a body never votes there."""
    if not who.known or who.varies or not is_known_body(context, where):
        return
    if context.seats.get(where) and not context.electorate(where, who):
        ever = "never has a seat" if who.single else "names nobody who ever has a seat"
        context.report.warning(
            "VP052",
            node.span,
            f"`{who.label}` {ever} in `{where}`",
            "is it another body, or another party? A consent from outside is given `by separate act`"
            if isinstance(node, syntax.Consent)
            else "is it another body, or another party?",
        )


def attendance(
    context: Context, node: syntax.Attendance, counted: CheckedTally = ATTENDANCE
) -> model.Attends:
    """`attendance of P`, in a requirement or a quorum."""
    who, need = voters(context, node.who)
    where = body_named(context, node.body, node, counted.body)
    warn_of_strangers(context, node, who, where)
    return model.Attends(who, where, need)
