"""Clauses: powers, rules, prohibitions, exceptions, recusals, provisions; and rights."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from policy_dsl import model, syntax, wording
from policy_dsl.checker.conditions import condition
from policy_dsl.checker.context import Context
from policy_dsl.checker.effects import granted
from policy_dsl.checker.following import seats_of
from policy_dsl.checker.meetings import at_meeting, refuse_at_meeting
from policy_dsl.checker.names import EXCEPTABLE, POWER, Kind
from policy_dsl.checker.notes import notes_of, title_of
from policy_dsl.checker.parties import whole
from policy_dsl.checker.readings import WrittenPart, readings_of, versions
from policy_dsl.checker.reported import LISTED_AT_MOST, listed, place_of, quoted
from policy_dsl.checker.requirements import meetings, requirement
from policy_dsl.checker.tallies import body_named
from policy_dsl.checker.who import body, is_known_body, some_group, someone
from policy_dsl.diagnostics import Related
from policy_dsl.model.atoms import bodies_in_requirement
from policy_dsl.touching import MOVES

CLAUSE_KINDS: Mapping[type[syntax.Clause], Kind] = {
    syntax.Power: Kind.POWER,
    syntax.Rule: Kind.RULE,
    syntax.Prohibition: Kind.PROHIBITION,
    syntax.Exception_: Kind.EXCEPTION,
    syntax.Recusal: Kind.RECUSAL,
    syntax.Composition: Kind.COMPOSITION,
    syntax.Provision: Kind.PROVISION,
}
_NO_EXPRESSION = model.AllOf(())


def clause(context: Context, node: syntax.Clause) -> model.AnyClause:
    """A clause of any kind."""
    match node:
        case syntax.Power():
            return _power(context, node)
        case syntax.Rule():
            return _rule(context, node)
        case syntax.Prohibition():
            return _prohibition(context, node)
        case syntax.Exception_():
            return _exception(context, node)
        case syntax.Recusal():
            return _recusal(context, node)
        case syntax.Composition():
            return _composition(context, node)
        case syntax.Provision():
            return _provision(context, node)


class _Head:
    """What every clause has, worked out from its node."""

    def __init__(self, context: Context, node: syntax.Clause, *parts: WrittenPart) -> None:
        self._context = context
        self.name = node.name.text
        self.place = place_of(node.span)
        self.notes = notes_of(context, node.annotations, clause=True)
        self.readings = readings_of(context, node.name, parts, self.notes, self.place)
        self._disputed = self.notes.status is model.Status.DISPUTED
        # A provision has no title: its text stands for itself.
        title = None if isinstance(node, syntax.Provision) else node.title
        self.title = title_of(title, node.name)

    @property
    def parts(self) -> tuple[str, str, model.Place, model.Notes, tuple[model.Reading, ...]]:
        """All of it, in the order in which every clause of the model takes it."""
        return self.name, self.title, self.place, self.notes, self.readings

    def condition(self, part: WrittenPart) -> model.Versions[model.Condition]:
        """A `when`."""
        return versions(
            part, lambda node: condition(self._context, node), model.ALWAYS, self._disputed
        )

    def requirement(self, part: WrittenPart) -> model.Versions[model.Requirement]:
        """A `requires`."""
        resolve: Callable[[syntax.Expression], model.Requirement] = lambda node: requirement(  # noqa: E731
            self._context, node
        )
        return self._versions(part, resolve)

    def meetings(self, part: WrittenPart) -> model.Versions[model.Requirement]:
        """A `requires` that may speak of meetings that follow one another."""
        resolve: Callable[[syntax.Expression], model.Requirement] = lambda node: meetings(  # noqa: E731
            self._context, node
        )
        return self._versions(part, resolve)

    def _versions(
        self, part: WrittenPart, resolve: Callable[[syntax.Expression], model.Requirement]
    ) -> model.Versions[model.Requirement]:
        return versions(part, resolve, _NO_EXPRESSION, self._disputed)


def _power(context: Context, node: syntax.Power) -> model.Power:
    when, requires = WrittenPart("when", node.when), WrittenPart("requires", node.requires)
    head = _Head(context, node, when, requires)
    if node.requires is None:
        _missing(context, node, "requires", f"`{head.name}` does not say what it requires")
    _warn_of_fixed(context, node)
    return model.Power(
        *head.parts,
        head.condition(when),
        head.meetings(requires),
        tuple(dict.fromkeys(pattern for grant in node.may for pattern in granted(context, grant))),
    )


def _rule(context: Context, node: syntax.Rule) -> model.Rule:
    when, requires = WrittenPart("when", node.when), WrittenPart("requires", node.requires)
    head = _Head(context, node, when, requires)
    if node.requires is None:
        _missing(context, node, "requires", f"`{head.name}` does not say what it requires")
    return model.Rule(
        *head.parts,
        _limits(context, node, node.limits),
        head.condition(when),
        head.requirement(requires),
        None if node.limits is None else at_meeting(node.limits.at),
    )


def _prohibition(context: Context, node: syntax.Prohibition) -> model.Prohibition:
    when = WrittenPart("when", node.when)
    head = _Head(context, node, when)
    refuse_at_meeting(context, node)
    return model.Prohibition(
        *head.parts,
        _limits(context, node, node.limits),
        head.condition(when),
    )


def _exception(context: Context, node: syntax.Exception_) -> model.ExceptionTo:
    when, requires = WrittenPart("when", node.when), WrittenPart("requires", node.requires)
    head = _Head(context, node, when, requires)
    if not node.to and not context.names.is_broken(head.name):
        names = [name for name in context.names.of_kind(EXCEPTABLE.kinds) if name != head.name]
        context.report.error(
            "VP059",
            node.name.span,
            f"`{head.name}` does not say to what it is an exception",
            f"write `to` and the clause, one of {quoted(names, 'or')}" if names else None,
        )
    kinds: dict[str, Kind] = {}
    for name in _without_repetition(context, node.to):
        symbol = context.names.find(name, EXCEPTABLE)
        if symbol is not None:
            kinds[symbol.name] = symbol.kind
    if node.requires is not None:
        for target, kind in kinds.items():
            if kind in {Kind.RECUSAL, Kind.EXCEPTION}:
                _no_requirement(context, node, target, kind)
    return model.ExceptionTo(
        *head.parts,
        tuple(kinds),
        head.condition(when),
        None if node.requires is None else head.requirement(requires),
        at_meeting(node.at),
    )


def _no_requirement(context: Context, node: syntax.Exception_, target: str, kind: Kind) -> None:
    symbol = context.names.get(target, EXCEPTABLE.kinds)
    assert node.requires is not None
    means = (
        "is a dispensation: the member may vote, and nothing more is required"
        if kind is Kind.RECUSAL
        else "revives the clause that the other one set aside, with that clause's own requirement"
    )
    context.report.error(
        "VP061",
        node.requires.span,
        f"an exception to {kind.value} takes no `requires`: it {means}",
        f"leave `requires` out; a further requirement is a rule:"
        f" `rule {node.name.text}_too limits … requires …`",
        *((Related(symbol.span, f"`{target}` is {kind.value}"),) if symbol else ()),
    )


def _recusal(context: Context, node: syntax.Recusal) -> model.Recusal:
    when = WrittenPart("when", node.when)
    head = _Head(context, node, when)
    where = (
        body_named(context, node.body, node.name) if node.body is None else body(context, node.body)
    )
    refuse_at_meeting(context, node)
    excluded, and_counting = model.Who(""), False
    if node.excludes is None:
        _missing(context, node, "excludes", f"`{head.name}` does not say who may not vote")
    else:
        and_counting = node.excludes.and_counting
        match node.excludes.who:
            case syntax.One(name=name):
                excluded = someone(context, name, attributes=True)
            case syntax.EveryOneOf(group=name):
                excluded = some_group(context, name, attributes=True)
            case syntax.WhomIt() as whom:
                excluded = _whom_it(context, whom)
    if _are_strangers(context, excluded, where):
        context.report.warning(
            "VP052",
            node.name.span,
            f"`{excluded.label}` never votes in `{where}`, so there is nothing to exclude",
            "is it another body, or another party?",
        )
    return model.Recusal(
        *head.parts,
        where,
        head.condition(when),
        excluded,
        and_counting,
        _limits_of_recusal(context, node),
    )


def _whom_it(context: Context, node: syntax.WhomIt) -> model.Who:
    """Those to whom the decision would do something; who is admitted as a newcomer has no vote yet."""
    verbs = tuple(dict.fromkeys(node.verbs))
    if len(verbs) < len(node.verbs):
        context.report.error(
            "VP037",
            node.span,
            "the same is said twice here",
            f"write `{wording.whom_it(verbs)}`",
        )
    kinds = tuple(MOVES[verb][0] for verb in verbs)
    return model.Who(wording.whom_it(verbs), effects=kinds)


def _limits_of_recusal(
    context: Context, node: syntax.Recusal
) -> tuple[str, ...] | model.PowersOf | None:
    """Which powers a recusal limits; one that does not say so keeps its parties from voting at all."""
    if isinstance(node.limits, syntax.EveryPower) and node.limits.body is None:
        context.report.error(
            "VP096",
            node.limits.span,
            f"`{node.name.text}` says of every power what it would say without `limits`",
            "leave `limits every power` out, or name the powers: only where one of these is judged"
            " do the votes of those excluded not count",
        )
        return None
    return None if node.limits is None else _limits(context, node, node.limits)


def _are_strangers(context: Context, who: model.Who, where: str) -> bool:
    """Whether nobody of `who` ever sits in a body or chairs it."""
    if not who.known or who.varies or not is_known_body(context, where):
        return False
    chair, _ = context.chairs.get(where, ("", False))
    return not context.electorate(where, who) and chair not in context.members_of(who)


def _composition(context: Context, node: syntax.Composition) -> model.Composition:
    head = _Head(context, node)
    where = seats_of(context, node.body)
    most, share, who = Fraction(0), False, model.Who("")
    if head.notes.status is model.Status.DISPUTED:
        context.report.error(
            "VP099",
            node.name.span,
            "whether a composition is in force can't be left open: it settles what decisions there are",
            "write it as it is applied, and say in a `note` that it is disputed",
        )
    if node.allows is None:
        _missing(context, node, "allows", f"`{head.name}` does not say what it allows")
    else:
        share = node.allows.most.kind != "integer"
        most = node.allows.most.value if share else Fraction(whole(context, node.allows.most))
        who = _sitting_in(context, someone(context, node.allows.who), where)
        _judge_composition(context, node.allows, who, most, share)
    return model.Composition(
        *head.parts,
        where,
        most,
        share,
        who,
    )


def _sitting_in(context: Context, who: model.Who, where: str) -> model.Who:
    """Those who are meant, by their names, as far as they sit in a body: those of it of whom a fact is so are those of
    whom it is.

    As they are where it goes with seats in other bodies who is meant, or newcomers may be, of whom nothing is known.
    """
    of_others = who.varies or set(who.seated_in) != {where}
    if of_others or who.means("", {(where, "")}):
        return who
    return who.only(party for party in context.parties if who.means(party, {(where, party)}))


def _judge_composition(
    context: Context, node: syntax.Allows, who: model.Who, most: Fraction, share: bool
) -> None:
    """Whom and how many it can be about."""
    if who.known and not who.plain:
        context.report.error(
            "VP099",
            node.who.span,
            f"who belongs to `{who.label}` goes with who sits where; a composition is about parties that are named",
            "name them, or a group of them",
        )
    if share and most >= 1:
        context.report.error(
            "VP044",
            node.most.span,
            f"`{node.most.written}` of them says nothing: there are no more than all",
            "write a share below 1 (100%)",
        )


def _provision(context: Context, node: syntax.Provision) -> model.Provision:
    head = _Head(context, node)
    return model.Provision(
        *head.parts,
        "" if node.text is None else node.text.value,
    )


def right(context: Context, node: syntax.Right) -> model.Right:
    """Something that goes with a seat."""
    return model.Right(
        node.name.text,
        title_of(node.title, node.name),
        (body(context, node.body),),
        (),
        place_of(node.span),
        notes_of(context, node.annotations, can_be_fixed=True),
    )


_EXAMPLES = {
    "requires": "write `requires` and what is needed, such as `requires majority of votes cast in …`",
    "excludes": "write `excludes` and who, such as `excludes City from voting`",
    "allows": "write `allows at most` and of whom, such as `allows at most 2 of Acme`",
}


def _missing(context: Context, node: syntax.Clause, word: str, message: str) -> None:
    if not context.names.is_broken(node.name.text):
        context.report.error("VP059", node.name.span, message, _EXAMPLES[word])


def _limits(
    context: Context,
    node: syntax.Rule | syntax.Prohibition | syntax.Recusal,
    scope: syntax.Scope | None,
) -> model.Scope:
    """Which powers a clause limits; one that does not say so is asked."""
    match scope:
        case syntax.EveryPower(body=named):
            return None if named is None else model.PowersOf(body(context, named))
        case syntax.SomePowers(powers=powers):
            names = _without_repetition(context, powers)
            return tuple(name.text for name in names if context.names.find(name, POWER))
        case None if context.names.is_broken(node.name.text):
            return None
        case None:
            names_of_powers = list(context.names.of_kind(POWER.kinds))
            choices = "limits every power"
            if names_of_powers and len(names_of_powers) <= LISTED_AT_MOST:
                choices = "\n".join(
                    [
                        "one of these, or several with commas:",
                        *(f"limits {name}" for name in names_of_powers),
                        "limits every power",
                    ]
                )
            elif names_of_powers:
                choices = f"`limits {listed(names_of_powers)}` or `limits every power`"
            context.report.error(
                "VP060",
                node.name.span,
                f"`{node.name.text}` does not say which powers it limits",
                f"write {choices}" if names_of_powers else f"write `{choices}`",
            )
            return None


def warn_of_empty_scopes(
    context: Context, nodes: Sequence[syntax.Clause], clauses: Sequence[model.AnyClause]
) -> None:
    """A clause that limits the powers of a body in which none of them counts limits nothing."""
    powers = [each for each in clauses if isinstance(each, model.Power)]
    counted = {b for p in powers for it in p.requires.all() for b in bodies_in_requirement(it)}
    for node in nodes:
        scope = getattr(node, "limits", None)
        if not isinstance(scope, syntax.EveryPower) or scope.body is None:
            continue
        where = scope.body.text
        if is_known_body(context, where) and where not in counted:
            context.report.warning(
                "VP095",
                scope.body.span,
                f"no power counts votes or consents in `{where}`, so `{node.name.text}` limits none",
                "is it another body? a power is limited where its own `requires` counts in the body",
            )


def _without_repetition(context: Context, names: Sequence[syntax.Name]) -> list[syntax.Name]:
    first: dict[str, syntax.Name] = {}
    for name in names:
        if name.text in first:
            context.report.error(
                "VP037",
                name.span,
                f"`{name.text}` is named twice here",
                "take one of the two away",
                Related(first[name.text].span, "the first one"),
            )
        first.setdefault(name.text, name)
    return list(first.values())


def _warn_of_fixed(context: Context, node: syntax.Power) -> None:
    """A power over what nobody can change is none."""
    for grant in node.may:
        if isinstance(grant, syntax.MayAmendClause) and grant.clause.text in context.fixed:
            symbol = context.names.anything(grant.clause.text)
            context.report.warning(
                "VP085",
                grant.clause.span,
                f"`{grant.clause.text}` is fixed: no decision can amend it",
                "leave this out, or take `fixed` away",
                *((Related(symbol.span, f"`{symbol.name}` is declared here"),) if symbol else ()),
            )
