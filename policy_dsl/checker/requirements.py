"""Requirements: what it takes to pass a decision."""

from __future__ import annotations

from policy_dsl import model, syntax
from policy_dsl.checker.conditions import condition, speaks_of_votes
from policy_dsl.checker.context import Context
from policy_dsl.checker.names import PARTIES, Kind
from policy_dsl.checker.parties import whole
from policy_dsl.checker.report import many, quoted
from policy_dsl.checker.tallies import (
    ATTENDANCE,
    VOTES,
    Counted,
    body_named,
    tally,
    votes_in_favour,
)
from policy_dsl.checker.who import body, is_known, is_known_body, one_party, some_group, someone
from policy_dsl.diagnostics import Related


def requirement(context: Context, node: syntax.Expression) -> model.Requirement:
    """What an expression requires; conditions on the decision are requirements, too."""
    if not speaks_of_votes(node):
        return model.Given(condition(context, node))
    match node:
        case syntax.And(operands=operands):
            return model.AllOf(tuple(requirement(context, operand) for operand in operands))
        case syntax.Or(operands=operands):
            return model.AnyOf(tuple(requirement(context, operand) for operand in operands))
        case syntax.Not(operand=operand):
            _refuse_not(context, node, operand)
            return model.AllOf(())
        case syntax.Tally():
            return tally(context, node)
        case syntax.VotesInFavour():
            return votes_in_favour(context, node)
        case syntax.Consensus(body=name):
            return model.Consensus(body_named(context, name, node))
        case syntax.Consent():
            return _consent(context, node)
        case syntax.NoObjection():
            return _no_objection(context, node)
        case syntax.NoRejection(tally=of):
            return model.NoRejection(tally(context, of, VOTES))
        case syntax.Attendance():
            return attendance(context, node)
        case syntax.AttendanceTally(tally=of):
            return model.AttendanceTally(tally(context, of, ATTENDANCE))
        case syntax.CastingVote():
            return _casting_vote(context, node)
        case _:  # a condition, dealt with above
            return model.AllOf(())


def _refuse_not(context: Context, node: syntax.Not, operand: syntax.Expression) -> None:
    """No `not` over votes: with it, a vote for could defeat a decision."""
    match operand:
        case syntax.Tally():
            help = "for votes against that must not reach a threshold, write `no rejection by …` and the tally"
        case syntax.Consent(who=who):
            named = who.name.text if isinstance(who, syntax.One) else who.group.text
            help = f"for somebody who must not vote against, write `no objection from {named} in …`"
        case syntax.NoObjection() | syntax.NoRejection() | syntax.Consensus():
            help = "write what has to be reached instead, such as `consent of …` or `at least 1/2 of …`"
        case syntax.Not():
            help = "two `not` cancel out: leave both out"
        case _:
            help = (
                "write `no objection from …` or `no rejection by …`;"
                " what may not be decided at all is a `prohibition`"
            )
    context.report.error(
        "VP049",
        node.span,
        "`not` can't stand before votes: a vote for must never defeat a decision",
        help,
    )


def _voters(
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
                    f"write `every one of {name.text}` or `at least 1 of {name.text}`",
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
    elif is_known(who) and who.attribute is None:
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


def _consent(context: Context, node: syntax.Consent) -> model.Requirement:
    who, need = _voters(context, node.who)
    if node.body is not None:
        where = body(context, node.body)
        _warn_of_strangers(context, node, who, where)
        return model.ConsentVote(who, where, need)
    if not node.by_separate_act:
        _ask_for_manner(context, node, who)
    return model.ConsentAct(who, need)


def _ask_for_manner(context: Context, node: syntax.Consent, who: model.Who) -> None:
    """The consent of somebody who also votes: is it that vote, or an act of its own?"""
    if not is_known(who):
        return
    if who.attribute is not None:
        sitting = context.seated()
    else:
        sitting = {name for name in context.members_of(who) if name in context.seated()}
    if not sitting:
        return
    bodies = [name for name, seats in context.seats.items() if any(p in seats for p in sitting)]
    if who.single:
        message = f"`{who.label}` has a seat in {quoted(bodies)}: is this its vote there, or an act of its own?"
    else:
        message = (
            f"some of `{who.label}` {'may ' if who.attribute else ''}have a seat in {quoted(bodies)}:"
            " are these their votes there, or acts of their own?"
        )
    choices = [f"in {name}" for name in bodies[:3]] + ["by separate act"]
    context.report.error(
        "VP051",
        node.span,
        message,
        "write one of:\n" + "\n".join(f"{_consent_words(node)} {choice}" for choice in choices),
    )


def _consent_words(node: syntax.Consent) -> str:
    match node.who:
        case syntax.One(name=name):
            return f"consent of {name.text}"
        case syntax.EveryOneOf(group=name):
            return f"consent of every one of {name.text}"
        case syntax.AtLeastOf(number=number, group=name):
            return f"consent of at least {number.written} of {name.text}"


def _warn_of_strangers(context: Context, node: syntax.Node, who: model.Who, where: str) -> None:
    """Somebody who never sits in a body never votes there."""
    if not is_known(who) or who.attribute is not None or not is_known_body(context, where):
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


def _no_objection(context: Context, node: syntax.NoObjection) -> model.NoObjection:
    match node.who:
        case syntax.One(name=name):
            who = someone(context, name, attributes=True)
        case syntax.EveryOneOf(group=name) | syntax.AnyOf(group=name):
            who = some_group(context, name, attributes=True)
    where = body_named(context, node.body, node)
    _warn_of_strangers(context, node, who, where)
    return model.NoObjection(who, where)


def attendance(
    context: Context, node: syntax.Attendance, counted: Counted = ATTENDANCE
) -> model.Attends:
    """`attendance of P`, in a requirement or a quorum."""
    who, need = _voters(context, node.who)
    where = body_named(context, node.body, node, counted.body)
    _warn_of_strangers(context, node, who, where)
    return model.Attends(who, where, need)


def _casting_vote(context: Context, node: syntax.CastingVote) -> model.CastingVote:
    holder = one_party(context, node.holder)
    if node.body is not None:
        where = body(context, node.body)
        if holder is not None and is_known_body(context, where):
            chair = context.chairs.get(where)
            if chair != (holder, True):
                _no_casting_vote(context, node, holder)
        return model.CastingVote(where)
    if holder is None:
        return model.CastingVote(node.holder.text)
    bodies = [name for name, chair in context.chairs.items() if chair == (holder, True)]
    if not bodies:
        _no_casting_vote(context, node, holder)
        return model.CastingVote(holder)
    if len(bodies) > 1:
        context.report.error(
            "VP043",
            node.span,
            f"`{holder}` has a casting vote in {quoted(bodies)}: which one is meant?",
            "write one of:\n" + "\n".join(f"casting vote of {holder} in {name}" for name in bodies),
        )
    return model.CastingVote(bodies[0])


def _no_casting_vote(context: Context, node: syntax.CastingVote, holder: str) -> None:
    """Somebody without a casting vote can't give it."""
    has = [f"`{party}` in `{name}`" for name, (party, casting) in context.chairs.items() if casting]
    where = f" in `{node.body.text}`" if node.body is not None else ""
    chaired = [name for name, (party, _) in context.chairs.items() if party == holder]
    example = node.body.text if node.body is not None else (chaired or ["that body"])[0]
    context.report.error(
        "VP053",
        node.span,
        f"`{holder}` has no casting vote{where}",
        f"write `chair {holder} with casting vote` in the declaration of `{example}`"
        + (f"; now there is that of {', '.join(has[:3])}" if has else ""),
    )
