"""What a property claims."""

from __future__ import annotations

from policy_dsl import model, syntax
from policy_dsl.checker.coalitions import coalition
from policy_dsl.checker.conditions import condition
from policy_dsl.checker.context import Context
from policy_dsl.checker.meetings import at_meeting
from policy_dsl.checker.names import APPLYING, CLAUSE, RIGHT
from policy_dsl.checker.parties import whole
from policy_dsl.checker.reported import many, quoted
from policy_dsl.checker.requirements import meetings
from policy_dsl.checker.who import body, is_known_body, one_party
from policy_dsl.diagnostics import Related


def claim(context: Context, node: syntax.Claim) -> model.Claim:
    """A claim, with everything that is wrong with it reported."""
    match node:
        case syntax.CanBlock():
            return model.CanBlock(
                coalition(context, node.holder),
                _when(context, node.when),
                _manner(node.manner),
                _others(node.others),
                _at(node.manner),
            )
        case syntax.CannotBlock():
            _refuse_double_denial(context, node)
            _refuse_some_that_cannot(context, node)
            return model.CannotBlock(
                coalition(context, node.holder),
                _when(context, node.when),
                _manner(node.manner),
                _others(node.others),
                _at(node.manner),
            )
        case syntax.CanPassEvery():
            return model.CanPass(
                coalition(context, node.holder), _when(context, node.when), _others(node.others)
            )
        case syntax.EveryRequires():
            return model.Requires(_when(context, node.when), meetings(context, node.requirement))
        case syntax.EveryPassesWith():
            return model.PassesWith(_when(context, node.when), meetings(context, node.requirement))
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
        case syntax.ReadingMakesNoDifference():
            return _reading_makes_no_difference(context, node)
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


def reading_of(context: Context, of: syntax.Name, named: syntax.Name) -> tuple[str, str] | None:
    """A clause and the reading of it that is named; None once it is reported that there is none."""
    clause, reading = of.text, named.text
    symbol = context.names.find(of, CLAUSE)
    if symbol is None:
        return None
    readings = context.readings.get(clause, ())
    if reading not in readings:
        similar = context.names.similar(reading, readings)
        others = [name for name, known in context.readings.items() if reading in known]
        if similar:
            help = f"did you mean `{similar}`?"
        elif readings:
            help = f"its readings are {quoted(readings)}"
        elif others:
            help = f"write `under reading {reading} of {others[0]}`"
        else:
            help = 'leave this out; a clause has readings where it says `reading … "…": …`'
        context.report.error(
            "VP068",
            named.span,
            f"`{clause}` has no reading `{reading}`" if readings else f"`{clause}` has no readings",
            help,
            Related(symbol.span, f"`{clause}` is declared here"),
        )
        return None
    return clause, reading


def _reading_makes_no_difference(
    context: Context, node: syntax.ReadingMakesNoDifference
) -> model.ReadingMakesNoDifference:
    one = reading_of(context, node.clause, node.one)
    # Where the clause is unknown, or has no readings, once is enough to say so.
    if one is not None or context.readings.get(node.clause.text):
        reading_of(context, node.clause, node.other)
    if one is not None and node.one.text == node.other.text:
        context.report.error(
            "VP077",
            node.other.span,
            f"`{node.other.text}` is named twice, so there is nothing to compare",
            f"name two readings; those of `{node.clause.text}` are"
            f" {quoted(context.readings[node.clause.text])}",
        )
    return model.ReadingMakesNoDifference(
        node.clause.text, node.one.text, node.other.text, _when(context, node.when)
    )


def _when(context: Context, node: syntax.Expression | None) -> model.Condition:
    return model.ALWAYS if node is None else condition(context, node)


def _manner(node: syntax.Manner | None) -> model.Manner:
    return model.Manner.AGAINST if node is None else model.Manner(f"by {node.value}")


def _at(node: syntax.Manner | None) -> model.AtMeeting | None:
    """At which meeting they act so, if not at every one."""
    at = None if node is None else at_meeting(node.at)
    return None if at is model.AtMeeting.EVERY else at


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
