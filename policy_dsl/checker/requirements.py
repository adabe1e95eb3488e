"""Requirements: what it takes to pass a decision."""

from __future__ import annotations

from policy_dsl import model, syntax
from policy_dsl.checker.adjourning import or_adjourned
from policy_dsl.checker.conditions import condition, speaks_of_votes
from policy_dsl.checker.context import Context
from policy_dsl.checker.meetings import waiting
from policy_dsl.checker.quorums import quorum
from policy_dsl.checker.reported import quoted
from policy_dsl.checker.tallies import (
    ATTENDANCE,
    TURNOUT,
    VOTES,
    body_named,
    tally,
    votes_in_favour,
)
from policy_dsl.checker.voters import attendance, voters, warn_of_strangers
from policy_dsl.checker.who import body, is_known_body, one_party, some_group, someone
from policy_dsl.records import replace


def meetings(context: Context, node: syntax.Expression) -> model.Requirement:
    """What an expression requires, at one meeting or at several that follow one another."""
    if isinstance(node, syntax.Adjourned):
        first, again = requirement(context, node.first), requirement(context, node.again)
        named = None if node.body is None else body(context, node.body)
        return or_adjourned(context, node, first, again, named)
    if not isinstance(node, syntax.Successive):
        return requirement(context, node)
    return model.Successive(
        tuple(requirement(context, stage) for stage in node.stages),
        tuple(waiting(context, each) for each in node.waiting),
    )


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
            return _with_quorum(context, node, tally(context, node))
        case syntax.VotesInFavour():
            return _with_quorum(context, node, votes_in_favour(context, node))
        case syntax.Consensus(body=name):
            found = model.Consensus(body_named(context, name, node))
            return _with_quorum(context, node, found)
        case syntax.Consent():
            return _consent(context, node)
        case syntax.NoObjection():
            if node.by_separate_act:
                return model.NoObjectionAct(_none_of(context, node))
            return _with_quorum(context, node, _no_objection(context, node))
        case syntax.NoRejection(tally=of):
            rejection = model.NoRejection(tally(context, of, VOTES))
            return _with_quorum(context, of, rejection)
        case syntax.Attendance():
            return attendance(context, node)
        case syntax.AttendanceTally(tally=of):
            return model.AttendanceTally(tally(context, of, ATTENDANCE))
        case syntax.Turnout(tally=of):
            return model.Turnout(tally(context, of, TURNOUT))
        case syntax.CastingVote():
            return _casting_vote(context, node)
        case syntax.Successive() | syntax.Adjourned():
            context.report.error(
                "VP101",
                node.span,
                "only a power is used at meetings that follow one another",
                "say what is needed at one meeting, and of the powers limited at which:"
                " `limits … at the first meeting`, `at the last meeting`, `at every meeting`",
            )
            return model.AllOf(())
        case _:  # a condition, dealt with above
            return model.AllOf(())


def _with_quorum(
    context: Context,
    node: syntax.Tally | syntax.VotesInFavour | syntax.Consensus | syntax.NoObjection,
    found: model.Tally | model.Consensus | model.NoObjection | model.NoRejection,
) -> model.Requirement:
    """With a quorum of its own that stands in for the one of the body: without any, and that attendance besides."""
    if node.quorum is None:
        return found
    body = found.tally.body if isinstance(found, model.NoRejection) else found.body
    votes: model.Requirement = (
        model.NoRejection(replace(found.tally, no_quorum=True))
        if isinstance(found, model.NoRejection)
        else replace(found, no_quorum=True)
    )
    # Of a body that is missing, which has been asked for, nothing can be said here.
    if node.quorum.expression is None or node.body is None:
        return votes
    return model.AllOf((votes, quorum(context, node.quorum.expression, body)), own_quorum=True)


def _refuse_not(context: Context, node: syntax.Not, operand: syntax.Expression) -> None:
    """No `not` over votes: with it, a vote for could defeat a decision."""
    match operand:
        case syntax.Tally():
            help = "for votes against that must not reach a threshold, write `no rejection by …` and the tally"
        case syntax.Consent(who=who):
            named = who.name.said if isinstance(who, syntax.One) else who.group.said
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


def _consent(context: Context, node: syntax.Consent) -> model.Requirement:
    who, need = voters(context, node.who)
    if node.body is not None:
        where = body(context, node.body)
        warn_of_strangers(context, node, who, where)
        return model.ConsentVote(who, where, need)
    if not node.by_separate_act:
        _ask_for_manner(context, node, who)
    return model.ConsentAct(who, need)


def _ask_for_manner(context: Context, node: syntax.Consent, who: model.Who) -> None:
    """The consent of somebody who also votes: is it that vote, or an act of its own?"""
    if not who.known:
        return
    seated = context.seated()
    sitting = seated if who.varies else {name for name in context.members_of(who) if name in seated}
    if not sitting:
        return
    bodies = [name for name, seats in context.seats.items() if any(p in seats for p in sitting)]
    if who.single:
        message = f"`{who.label}` has a seat in {quoted(bodies)}: is this its vote there, or an act of its own?"
    else:
        message = (
            f"some of `{who.label}` {'may ' if who.varies else ''}have a seat in {quoted(bodies)}:"
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
            return f"consent of {name.said}"
        case syntax.EveryOneOf(group=name):
            return f"consent of every one of {name.said}"
        case syntax.AtLeastOf(number=number, group=name):
            return f"consent of at least {number.written} of {name.said}"


def _none_of(context: Context, node: syntax.NoObjection) -> model.Who:
    match node.who:
        case syntax.One(name=name):
            who = someone(context, name, attributes=True)
        case syntax.EveryOneOf(group=name) | syntax.AnyOneOf(group=name):
            who = some_group(context, name, attributes=True)
    return who


def _no_objection(context: Context, node: syntax.NoObjection) -> model.NoObjection:
    who = _none_of(context, node)
    where = body_named(context, node.body, node)
    warn_of_strangers(context, node, who, where)
    return model.NoObjection(who, where)


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
