"""References to parties: one of them, or some."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl import model, syntax
from policy_dsl.checker.context import Context
from policy_dsl.checker.names import ATTRIBUTE, BODY, PARTIES, PARTY_OR_COHORT, Kind
from policy_dsl.checker.reported import listed, quoted
from policy_dsl.diagnostics import Related
from policy_dsl.records import replace

_ATTRIBUTES = ATTRIBUTE.kinds


def one_party(
    context: Context, name: syntax.Name, *, cohort: bool = False, needed: str = "one party"
) -> str | None:
    """A party, by its name, or with `cohort` also a set of interchangeable ones; None once reported."""
    symbol = context.names.get(name.text, PARTIES.kinds)
    if symbol is None:
        found = context.names.find(name, PARTY_OR_COHORT)
        return None if found is None else found.name
    if symbol.kind is Kind.PARTY or (cohort and symbol.kind is Kind.COHORT):
        return symbol.name
    members = context.members_of(someone(context, name))
    if symbol.kind is Kind.COHORT:
        instead = "the parties of such a set have no names of their own: declare one with `party`"
    elif members:
        instead = f"name one of its parties: {listed(members)}"
    else:
        instead = (
            f'declare a party that stands for it, and name that: `party Speaker "{name.text}"`'
        )
    context.report.error(
        "VP033",
        name.span,
        f"`{name.text}` is {symbol.kind.value}; {needed} is needed here",
        instead,
        Related(symbol.span, f"`{name.text}` is declared here"),
    )
    return None


def body(context: Context, name: syntax.Name) -> str:
    """A body, by its name."""
    context.names.find(name, BODY)
    return name.text


def is_known_body(context: Context, name: str) -> bool:
    """Whether there is a body of that name; where not, that has been reported already."""
    return context.names.get(name, BODY.kinds) is not None


def someone(context: Context, name: syntax.Name, *, attributes: bool = False) -> model.Who:
    """Some parties: a party, a cohort, a group, a body, or with `attributes` those that an attribute names; and such
    less others.

    A name that means nobody gives a Who without parties, bodies and attribute.
    """
    found = _by_name(context, name, attributes)
    if not isinstance(name, syntax.Less):
        return found
    others = [_by_name(context, other, attributes) for other in name.but]
    return _less(context, name, found, name.but, others)


def _by_name(context: Context, name: syntax.Name, attributes: bool) -> model.Who:
    nobody = model.Who(name.text)
    if attributes and context.names.get(name.text, PARTIES.kinds) is None:
        attribute = context.names.get(name.text, _ATTRIBUTES)
        if attribute is not None:
            return _named_by(context, name)
    symbol = context.names.find(name, PARTIES)
    if symbol is None:
        return nobody
    match symbol.kind:
        case Kind.PARTY:
            return model.Who(name.text, parties=(name.text,), single=True)
        case Kind.COHORT:
            return model.Who(name.text, parties=(name.text,))
        case Kind.BODY:
            return model.Who(name.text, bodies=(name.text,))
        case _:
            return context.everybody.get(name.text, nobody)


def _less(
    context: Context,
    node: syntax.Node,
    who: model.Who,
    but: Sequence[syntax.Name],
    others: Sequence[model.Who],
) -> model.Who:
    """Parties less some others; reported where that leaves nobody, or takes nobody out."""
    known = [other for other in others if other.known]
    if not who.known or not known:
        return who
    if who.single:
        context.report.error(
            "VP094",
            node.span,
            f"`{who.label}` is one party: nobody can be taken out of it",
            f"write `{who.label}` alone, or name a group",
        )
        return who
    found = who.less(known)
    before = context.members_of(who)
    if before and not who.varies and not context.members_of(found):
        context.report.error(
            "VP094",
            node.span,
            f"`{found.label}` leaves nobody: all of `{who.label}` are taken out",
            "name those who are meant, or take out fewer",
        )
        return who
    for name, other in zip(but, others, strict=True):
        taken = context.members_of(other)
        if other.known and not (who.varies or other.varies or taken.keys() & before.keys()):
            context.report.warning(
                "VP094",
                name.span,
                f"nobody of `{other.label}` is ever one of `{who.label}`, so this takes nobody out",
                "leave it out; or is it another party?",
            )
    return found


def some_group(context: Context, name: syntax.Name, *, attributes: bool = False) -> model.Who:
    """Several parties, as after `every one of`: a single party there is reported."""
    who = someone(context, name, attributes=attributes)
    if who.single and not isinstance(name, syntax.Less):
        symbol = context.names.get(name.text, PARTIES.kinds)
        context.report.error(
            "VP034",
            name.span,
            f"`{name.text}` is one party; a group, a body or a set of parties is needed here",
            f"write `{name.text}` alone, or name a group",
            *((Related(symbol.span, f"`{name.text}` is declared here"),) if symbol else ()),
        )
    return who


def some_of(
    context: Context,
    node: syntax.Node,
    names: Sequence[syntax.Name],
    but: Sequence[syntax.Name] = (),
) -> model.Who:
    """Several parties: those of one group, or of all that are listed, less some others."""
    if len(names) == 1:
        found = some_group(context, names[0])
    else:
        each = [someone(context, name) for name in names]
        found = model.united(", ".join(name.text for name in names), each)
    others = [someone(context, name) for name in but]
    return found if found.single else _less(context, node, found, but, others)


def group_of(context: Context, node: syntax.Group, *, judged: bool = False) -> model.Who:
    """Who is in a group, where all groups in it are known; names that mean nobody are reported elsewhere.

    It can be `judged` whether what is taken out leaves somebody, and is of the group, once it is known who sits where.
    """
    members, but = (
        [name for name in names if context.names.get(name.text, PARTIES.kinds) is not None]
        for names in (node.members, node.but)
    )
    label = ", ".join(name.text for name in members)
    found = model.united(label, [someone(context, name) for name in members])
    if node.fact is not None:
        return _with_fact(context, node, node.fact, found, judged)
    others = [someone(context, name) for name in but]
    if judged:
        return _less(context, node.name, found, but, others)
    if others and found.known:
        found = found.less([other for other in others if other.known])
    return replace(found, label=node.name.text)


def _with_fact(
    context: Context, node: syntax.Group, fact: syntax.Fact, of: model.Who, judged: bool
) -> model.Who:
    """Those of some parties, or of all, of whom a fact is so."""
    name, value = fact.name.text, fact.value.text
    those = tuple(p for p, facts in context.facts.items() if facts.get(name) == value)
    if judged and not those:
        _nobody_with(context, fact)
    who = model.Who(node.name.text, those)
    if not node.members:
        return who
    found = of.among(those, f"those without {name} {value}")
    if judged and those and of.known and not context.members_of(found):
        context.report.warning(
            "VP094",
            node.name.span,
            f"nobody with `{name} {value}` is ever one of `{of.label}`, so nobody is meant",
            "is it another group or body, or another fact?",
        )
    return replace(found, label=node.name.text)


def _nobody_with(context: Context, fact: syntax.Fact) -> None:
    name, value = fact.name.text, fact.value.text
    known = {n for facts in context.facts.values() for n in facts}
    values = {facts[name] for facts in context.facts.values() if name in facts}
    if name in known:
        similar = context.names.similar(value, values)
        help = (
            f"did you mean `{name} {similar}`?"
            if similar
            else f"they have {quoted(sorted(values))}"
        )
    else:
        similar = context.names.similar(name, known)
        help = f"did you mean `{similar}`? " if similar else ""
        help += f"Write what is so of a party behind it: `party P with {name} {value}`"
    context.report.error(
        "VP036",
        fact.span,
        f"no party is declared `with {name} {value}`, so nobody is meant",
        help,
    )


def _named_by(context: Context, name: syntax.Name) -> model.Who:
    attribute = context.attributes.get(name.text)
    if attribute is not None and not isinstance(attribute.type, model.PartySet):
        context.report.error(
            "VP039",
            name.span,
            f"the attribute `{name.text}` names no parties, so nobody is meant by it",
            f"only an attribute of type `parties` can stand here: `form {name.text} : parties`",
        )
        return model.Who(name.text)
    return model.Who(name.text, attribute=name.text)
