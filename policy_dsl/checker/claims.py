"""What a property claims."""

from __future__ import annotations

from policy_dsl import model, syntax
from policy_dsl.checker.coalitions import coalition
from policy_dsl.checker.conditions import condition
from policy_dsl.checker.context import Context
from policy_dsl.checker.names import APPLYING, RIGHT
from policy_dsl.checker.parties import whole
from policy_dsl.checker.report import many
from policy_dsl.checker.requirements import requirement
from policy_dsl.checker.who import body, is_known_body, one_party


def claim(context: Context, node: syntax.Claim) -> model.Claim:
    """A claim, with everything that is wrong with it reported."""
    match node:
        case syntax.CanBlock():
            return model.CanBlock(
                coalition(context, node.holder),
                _when(context, node.when),
                _manner(node.manner),
                _others(node.others),
            )
        case syntax.CannotBlock():
            _refuse_double_denial(context, node)
            _refuse_some_that_cannot(context, node)
            return model.CannotBlock(
                coalition(context, node.holder),
                _when(context, node.when),
                _manner(node.manner),
                _others(node.others),
            )
        case syntax.CanPassEvery():
            return model.CanPass(
                coalition(context, node.holder), _when(context, node.when), _others(node.others)
            )
        case syntax.EveryRequires():
            return model.Requires(_when(context, node.when), requirement(context, node.requirement))
        case syntax.EveryPassesWith():
            return model.PassesWith(
                _when(context, node.when), requirement(context, node.requirement)
            )
        case syntax.DecisionCanPass():
            when = _when(context, node.when)
            match node.quantifier:
                case "every":
                    return model.EveryCanPass(when)
                case "some":
                    return model.SomeCanPass(when)
                case "no":
                    return model.NoneCanPass(when)
        case syntax.VoteCarries():
            return _vote_carries(context, node)
        case syntax.NeverMatters():
            return model.NeverMatters(_voter(context, node), _when(context, node.when))
        case syntax.NeverApplies():
            context.names.find(node.clause, APPLYING)
            return model.NeverApplies(node.clause.text, _when(context, node.when))
        case syntax.MakesNoDifference():
            context.names.find(node.clause, APPLYING)
            return model.MakesNoDifference(node.clause.text, _when(context, node.when))
        case syntax.HoldsRight():
            context.names.find(node.right, RIGHT)
            return model.HoldsRight(_party(context, node.party), node.right.text, node.positive)
        case syntax.IsMember():
            return model.IsMember(
                _party(context, node.party), body(context, node.body), node.positive
            )
        case syntax.IsSuspended():
            return model.IsSuspended(
                _party(context, node.party), body(context, node.body), node.positive
            )
        case syntax.CanBeQuorate():
            return model.CanBeQuorate(body(context, node.body), node.positive)


def _when(context: Context, node: syntax.Expression | None) -> model.Condition:
    return model.ALWAYS if node is None else condition(context, node)


def _manner(node: syntax.Manner | None) -> model.Manner:
    return model.Manner.AGAINST if node is None else model.Manner(f"by {node.value}")


def _others(node: syntax.Others | None) -> model.Others | None:
    return None if node is None else model.Others(f"while the others {node.value}")


def _party(context: Context, name: syntax.Name) -> str:
    return one_party(context, name, cohort=True) or name.text


def _voter(context: Context, node: syntax.NeverMatters) -> model.Coalition:
    if node.each:
        return coalition(context, syntax.EachAlone(node.span, node.voter))
    found = coalition(context, syntax.Together(node.span, (node.voter,)))
    who = found.parts[0].who
    if who.known and not who.single:
        context.report.error(
            "VP075",
            node.voter.span,
            f"`{node.voter.said}` has many votes, and it is one vote that matters or not",
            f"write `the vote of every one of {node.voter.said} never matters …`: of each, whatever all others do",
        )
    return found


def _refuse_double_denial(context: Context, node: syntax.CannotBlock) -> None:
    if isinstance(node.holder, syntax.NoNTogether):
        group, number = node.holder.group.said, node.holder.number.written
        context.report.error(
            "VP075",
            node.span,
            f"two denials: `no {number} … cannot block any` can be understood in several ways",
            "write one of:\n"
            f"any {number} of {group} together cannot block any decision  (none of them can stop anything)\n"
            f"no {number} of {group} together can block every decision    (none of them has a veto)",
        )
    if isinstance(node.holder, syntax.NoneAlone):
        group = node.holder.group.said
        context.report.error(
            "VP075",
            node.span,
            "two denials: `no one … cannot block any` can be understood in several ways",
            "write one of:\n"
            f"every one of {group} alone cannot block any decision  (none of them can stop anything)\n"
            f"no one of {group} alone can block every decision      (none of them has a veto)",
        )


def _refuse_some_that_cannot(context: Context, node: syntax.CannotBlock) -> None:
    members = node.holder.members if isinstance(node.holder, syntax.Together) else ()
    for member in members:
        if isinstance(member, syntax.SomeNOf):
            group, number = member.group.said, member.number.written
            context.report.error(
                "VP075",
                member.span,
                f"`some {number} … cannot block any` can be understood in several ways",
                "write one of:\n"
                f"any {number} of {group} …  (none of them can stop anything)\n"
                f"no {number} of {group} together can block every decision  (none of them has a veto)",
            )


def _vote_carries(context: Context, node: syntax.VoteCarries) -> model.VoteCarries:
    found = model.VoteCarries(
        whole(context, node.in_favour),
        whole(context, node.against),
        0 if node.abstaining is None else whole(context, node.abstaining),
        body(context, node.body),
        _when(context, node.when),
        node.carries,
    )
    votes = found.votes_for + found.votes_against + found.abstaining
    if is_known_body(context, found.body):
        size = context.size(found.body, None, None)
        if context.seats.get(found.body) and votes > size:
            context.report.warning(
                "VP045",
                node.in_favour.span.to(node.against.span),
                f"`{found.body}` has {many(size, 'vote')} in all, and these are {votes:,}",
                "write a vote of no more members than there are",
            )
    return found
