"""Meetings that follow one another: what is demanded at which of them."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl import model, syntax, wording
from policy_dsl.checker.context import Context
from policy_dsl.checker.reported import quoted
from policy_dsl.diagnostics import Related
from policy_dsl.model.atoms import (
    adjourning,
    bodies_in_requirement,
    counts_votes,
    meetings_in,
)

UNITS = ("days", "weeks", "months")


def at_meeting(node: syntax.AtMeeting | None) -> model.AtMeeting | None:
    """At which meeting something is demanded."""
    return None if node is None else model.AtMeeting(node.value)


def refuse_at_meeting(context: Context, node: syntax.Prohibition | syntax.Recusal) -> None:
    """A clause that asks for no votes is about a decision, at whatever meetings it is taken."""
    if node.limits is None or node.limits.at is None:
        return
    what = (
        "keeps its parties from voting at every meeting"
        if isinstance(node, syntax.Recusal)
        else "forbids a decision, whatever the meeting"
    )
    context.report.error(
        "VP101",
        node.limits.at.span,
        f"`{node.name.text}` {what}, so it does not say at which one",
        f"leave `{node.limits.at.value}` out",
    )


def ask_at_which_meeting(
    context: Context, nodes: Sequence[syntax.Clause], clauses: Sequence[model.AnyClause]
) -> None:
    """A clause that asks for votes on decisions which are taken at several meetings says at which of them."""
    known = {each.name: each for each in clauses}
    limited = _Limited(clauses)
    for node in nodes:
        clause = known.get(node.name.text)
        if not isinstance(clause, model.Rule | model.ExceptionTo) or clause.requires is None:
            continue
        if clause.at is not None or not any(map(counts_votes, clause.requires.all())):
            continue
        power = next((name for name in limited.by(clause) if name in limited.several), None)
        if power is None:
            continue
        if isinstance(clause, model.Rule):
            written = f"limits {wording.limited(clause.limits)}"
        else:
            written = f"to {', '.join(clause.targets)}"
        symbol = context.names.anything(power)
        context.report.error(
            "VP100",
            node.name.span,
            f"`{node.name.text}` asks for votes, and `{power}` is used at meetings that follow one another:"
            " at which of them?",
            "write one of:\n" + "\n".join(f"{written} {each.value}" for each in model.AtMeeting),
            *((Related(symbol.span, f"`{power}` is declared here"),) if symbol else ()),
        )


class _Limited:
    """Which powers the rules and exceptions limit, and which of these are used at several meetings."""

    def __init__(self, clauses: Sequence[model.AnyClause]) -> None:
        self._clauses = {each.name: each for each in clauses}
        powers = [each for each in clauses if isinstance(each, model.Power)]
        self._powers = tuple(each.name for each in powers)
        self._counted = {
            each.name: {b for it in each.requires.all() for b in bodies_in_requirement(it)}
            for each in powers
        }
        self.several = {
            each.name for each in powers if any(meetings_in(it) > 1 for it in each.requires.all())
        }

    def by(self, clause: model.AnyClause) -> Sequence[str]:
        """The powers that a rule limits, or for what an exception is made to."""
        match clause:
            case model.ExceptionTo(targets=targets):
                them = (self._clauses[target] for target in targets if target in self._clauses)
                limiting = [it for it in them if isinstance(it, model.Rule | model.Prohibition)]
                return [name for it in limiting for name in self.by(it)]
            case model.Rule(limits=limits) | model.Prohibition(limits=limits):
                match limits:
                    case None:
                        return self._powers
                    case model.PowersOf(body):
                        return [name for name, bodies in self._counted.items() if body in bodies]
                    case _:
                        return limits
            case _:
                return ()


def waiting(context: Context, node: syntax.Waiting | None) -> model.Waiting | None:
    """How long after the one before it a meeting is, at the least."""
    if node is None:
        return None
    unit = node.unit.text if node.unit.text in UNITS else node.unit.text + "s"
    if unit not in UNITS:
        context.report.error(
            "VP101",
            node.unit.span,
            f"`{node.unit.text}` is no time that is known here",
            f"write one of {quoted(UNITS, 'or')}",
        )
        unit = UNITS[0]
    return model.Waiting(int(node.number.value), unit)


def refuse_more_meetings(
    context: Context, nodes: Sequence[syntax.Property], clauses: Sequence[model.AnyClause]
) -> None:
    """A claim about more meetings than any decision takes says nothing that could be so."""
    powers = [each for each in clauses if isinstance(each, model.Power)]
    most = max((meetings_in(it) for p in powers for it in p.requires.all()), default=1)
    for node in nodes:
        claim = node.claim
        if not isinstance(claim, syntax.EveryRequires | syntax.EveryPassesWith):
            continue
        asked = claim.requirement
        if isinstance(asked, syntax.Successive) and len(asked.stages) > most:
            context.report.error(
                "VP101",
                asked.span,
                f"no decision is taken at {len(asked.stages)} meetings here, but at {most} at the most",
                "say what is asked of the last meetings, or write `then` in a power",
            )


def powers_meant(
    node: syntax.Property, clauses: Sequence[model.AnyClause]
) -> tuple[model.Power, ...]:
    """The powers by which a claim's decisions may be taken: the one that it names, or all."""
    under = [it.power.text for it in node.modifiers if isinstance(it, syntax.UnderPower)]
    powers = [each for each in clauses if isinstance(each, model.Power)]
    return tuple(each for each in powers if not under or each.name in under)


def ask_when_they_act(
    context: Context, nodes: Sequence[syntax.Property], clauses: Sequence[model.AnyClause]
) -> None:
    """A claim about what somebody does at one of several meetings speaks of powers that are used at as many."""
    for node in nodes:
        claim = node.claim
        if not isinstance(claim, syntax.CanBlock | syntax.CannotBlock):
            continue
        at = None if claim.manner is None else claim.manner.at
        powers = powers_meant(node, clauses)
        if at is None or not powers:
            continue
        every = at.value == model.AtMeeting.EVERY.value
        wrong = _act_at_none(claim, powers, at.value, every)
        if wrong is not None:
            context.report.error("VP104", at.span, *wrong)


def _act_at_none(
    claim: syntax.CanBlock | syntax.CannotBlock,
    powers: Sequence[model.Power],
    at: str,
    every: bool,
) -> tuple[str, str] | None:
    """What is wrong with a claim about a meeting, and what to write."""
    used = {each.name: {meetings_in(it) for it in each.requires.all()} for each in powers}
    numbers = set().union(*used.values())
    several = sorted(name for name, them in used.items() if len(them) == 1 and them != {1})
    if numbers == {1}:
        return (
            "no decision that is meant is taken at meetings that follow one another",
            f"leave out `{at}`, or write `then` in a power",
        )
    if every:
        return None
    if claim.others is not None:
        return (
            "what the others do is said of every meeting, and this of one",
            f"leave out `while the others {claim.others.value}`, or `{at}`",
        )
    if len(numbers) > 1:
        return (
            "some decisions that are meant are taken at more meetings than others: which meeting is it?",
            f"name a power that is used at several: `under {several[0]}`"
            if several
            else "write `at every meeting`",
        )
    if at == model.AtMeeting.LAST.value and any(
        adjourning(it) for each in powers for it in each.requires.all()
    ):
        return (
            "an adjourned meeting is the last one where it is held, else the first is",
            "write `at the first meeting`, or `at every meeting`",
        )
    return None
