"""Conditions: what a decision says or is, and what it would do to the rules."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

from policy_dsl import model, syntax
from policy_dsl.checker.context import Context
from policy_dsl.checker.effects import touches
from policy_dsl.checker.following import where_to_number
from policy_dsl.checker.names import ATTRIBUTE
from policy_dsl.checker.parties import whole
from policy_dsl.checker.reported import quoted
from policy_dsl.checker.who import body, is_known_body, one_party, some_of, someone
from policy_dsl.diagnostics import Related
from policy_dsl.source import Span

_VOTES = get_args(syntax.RequirementAtom)
_EFFECTS = get_args(syntax.Effect)
_COMPARISONS = {
    "is": model.Comparison.EXACTLY,
    "is not": model.Comparison.EXACTLY,
    "is below": model.Comparison.BELOW,
    "is at most": model.Comparison.AT_MOST,
    "is at least": model.Comparison.AT_LEAST,
    "is above": model.Comparison.ABOVE,
}
_CURRENCIES = {"£": "GBP", "€": "EUR", "$": "USD"}


def speaks_of_votes(node: syntax.Expression) -> bool:
    """Whether an expression needs a ballot to be judged, or only a decision."""
    match node:
        case syntax.And(operands=operands) | syntax.Or(operands=operands):
            return any(speaks_of_votes(operand) for operand in operands)
        case syntax.Not(operand=operand):
            return speaks_of_votes(operand)
        case syntax.Successive() | syntax.Adjourned():
            return True
        case _:
            return isinstance(node, _VOTES)


def condition(context: Context, node: syntax.Expression) -> model.Condition:
    """What an expression says about a decision."""
    match node:
        case syntax.And(operands=operands):
            return model.And(tuple(condition(context, operand) for operand in operands))
        case syntax.Or(operands=operands):
            return model.Or(tuple(condition(context, operand) for operand in operands))
        case syntax.Not(operand=operand):
            return model.Not(condition(context, operand))
        case syntax.AttributeHolds():
            return _holds(context, node)
        case syntax.Comparison():
            return _comparison(context, node)
        case syntax.Includes():
            return _includes(context, node)
        case syntax.IncludesCount():
            return _includes_count(context, node)
        case syntax.BodyHas():
            return _body_has(context, node)
        case syntax.Ruled():
            return _ruled(context, node)
        case _ if isinstance(node, _EFFECTS):
            return touches(context, node)
        case _:
            context.report.error(
                "VP050",
                node.span,
                "a `when` speaks of the decision, not of votes or consents",
                "put what is needed to pass the decision behind `requires`",
            )
            return model.ALWAYS


def _ruled(context: Context, node: syntax.Ruled) -> model.Condition:
    context.of_ruling = True
    said = condition(context, node.said)
    context.of_ruling = False
    name = node.said.attribute
    attribute = context.attributes.get(name.text)
    if attribute is None:
        return said
    if attribute.judge is None:
        context.report.error(
            "VP074",
            node.span,
            f"nobody rules on `{name.text}`, so it is not ruled to be anything",
            "say it of the fact, or write `judged by` behind the attribute",
        )
    elif not context.in_claim:
        context.report.error(
            "VP074",
            node.span,
            f"a clause sees `{name.text}` as it is ruled anyway",
            "say it without `ruled to`",
        )
    # Of what is no condition on the attribute the mistake has been told.
    match said:
        case model.Is() | model.Compare() | model.Includes() | model.IncludesCount():
            return model.Ruled(said)
        case model.Not(model.Includes() as included):  # no one of them
            return model.Not(model.Ruled(included))
        case _:
            return said


def _attribute(context: Context, name: syntax.Name) -> model.Attribute | None:
    """The attribute of that name; a value that stands in its place gets a suggestion of its own."""
    if name.text not in context.attributes and context.names.anything(name.text) is None:
        for attribute in context.attributes.values():
            if isinstance(attribute.type, model.OneOf) and name.text in attribute.type.values:
                context.report.error(
                    "VP031",
                    name.span,
                    f"`{name.text}` is a value of `{attribute.name}`, not an attribute",
                    f"write `{attribute.name} is {name.text}`",
                )
                return None
    context.names.find(name, ATTRIBUTE)
    return context.attributes.get(name.text)


def _wrong_type(context: Context, span: Span, attribute: model.Attribute) -> model.Condition:
    kind = {
        model.YesNo: "either so or not",
        model.OneOf: "one of several values",
        model.NumberIn: "a number",
        model.PartySet: "a set of parties",
    }[type(attribute.type)]
    symbol = context.names.get(attribute.name, ATTRIBUTE.kinds)
    context.report.error(
        "VP039",
        span,
        f"`{attribute.name}` is {kind}, so this can't be said of it",
        _how_to_rule(attribute) if context.of_ruling else _how_to_ask(attribute),
        *((Related(symbol.span, f"`{attribute.name}` is declared here"),) if symbol else ()),
    )
    return model.ALWAYS


def _holds(context: Context, node: syntax.AttributeHolds) -> model.Condition:
    attribute = _attribute(context, node.attribute)
    match attribute:
        case None:
            return model.ALWAYS
        case model.Attribute(type=model.YesNo()):
            return model.Is(attribute.name, True)
        case _:
            return _wrong_type(context, node.span, attribute)


def _how_to_ask(attribute: model.Attribute) -> str:
    """How a condition about an attribute is written."""
    name = attribute.name
    return _how_to_write(attribute, f"{name} is", f"{name} includes", f"`{name}` or `not {name}`")


def _how_to_rule(attribute: model.Attribute) -> str:
    """How it is said what is ruled on an attribute."""
    ruled = f"{attribute.name} is ruled to"
    truths = f"`{ruled} be yes` or `{ruled} be no`"
    return _how_to_write(attribute, f"{ruled} be", f"{ruled} include", truths)


def _how_to_write(attribute: model.Attribute, is_: str, includes: str, truths: str) -> str:
    match attribute.type:
        case model.YesNo():
            return f"write {truths}"
        case model.OneOf(values):
            return f"write `{is_} …` with one of its values: {quoted(values, 'or')}"
        case model.NumberIn():
            return f"compare it with a number: `{is_} at least 100`"
        case model.PartySet():
            return f"write `{includes} …` with a party, or `{includes} any of …` with a group"


def _comparison(context: Context, node: syntax.Comparison) -> model.Condition:
    attribute = _attribute(context, node.attribute)
    if attribute is None:
        return model.ALWAYS
    match attribute.type, node.value:
        case model.OneOf(values), syntax.Name(text=value) if node.operator in {"is", "is not"}:
            if value not in values:
                _unknown_value(context, node.value, attribute, values)
                return model.ALWAYS
            found: model.Condition = model.Is(attribute.name, value)
        case model.NumberIn(), syntax.Number() as number:
            found = model.Compare(
                attribute.name, _COMPARISONS[node.operator], _amount(context, attribute, number)
            )
            _warn_of_certainty(context, node, found)
        case _:
            return _wrong_type(context, node.span, attribute)
    return model.Not(found) if node.operator == "is not" else found


def _unknown_value(
    context: Context, node: syntax.Node, attribute: model.Attribute, values: tuple[str, ...]
) -> None:
    assert isinstance(node, syntax.Name)
    similar = context.names.similar(node.text, values)
    meant = f"did you mean `{similar}`? " if similar else ""
    context.report.error(
        "VP038",
        node.span,
        f"`{node.text}` is no value of `{attribute.name}`",
        f"{meant}{'Its' if meant else 'its'} values are {quoted(values)}",
    )


def _amount(context: Context, attribute: model.Attribute, number: syntax.Number) -> int:
    """The number that an attribute is compared with: whole, and in the attribute's currency."""
    assert isinstance(attribute.type, model.NumberIn)
    if number.kind != "integer":
        context.report.error(
            "VP040",
            number.span,
            f"`{attribute.name}` is a whole number; it can't be compared with `{number.written}`",
            "write a whole number, if need be in a smaller unit",
        )
    currency = _CURRENCIES.get(number.written[:1])
    unit = attribute.type.unit
    if currency is not None and unit in _CURRENCIES.values() and unit != currency:
        context.report.error(
            "VP040",
            number.span,
            f"`{attribute.name}` is a number in {unit}; it can't be compared with `{number.written}`",
        )
    return int(number.value)


def _warn_of_certainty(context: Context, node: syntax.Comparison, found: model.Compare) -> None:
    if found.value == 0 and found.comparison in {model.Comparison.BELOW, model.Comparison.AT_LEAST}:
        always = "always" if found.comparison is model.Comparison.AT_LEAST else "never"
        context.report.warning(
            "VP041",
            node.span,
            f"this is {always} so: a number is 0 or more",
        )


def _includes(context: Context, node: syntax.Includes) -> model.Condition:
    attribute = _attribute(context, node.attribute)
    several = node.quantifier != "one"
    if attribute is not None and not isinstance(attribute.type, model.PartySet):
        return _wrong_type(context, node.span, attribute)
    if several:
        who = some_of(context, node, node.who, node.but)
    else:
        (named,) = node.who
        name = one_party(
            context,
            named,
            needed="one party, or `any of` or `every one of` before it,",
        )
        who = model.Who(named.text, () if name is None else (name,), single=True)
    if attribute is None:
        return model.ALWAYS
    if node.quantifier == "no one of":
        return model.Not(model.Includes(attribute.name, who, every=False))
    return model.Includes(attribute.name, who, every=node.quantifier != "any of")


_HOW_MANY = {
    "at least": model.Comparison.AT_LEAST,
    "more than": model.Comparison.ABOVE,
    "at most": model.Comparison.AT_MOST,
    "fewer than": model.Comparison.BELOW,
    "exactly": model.Comparison.EXACTLY,
}


def _includes_count(context: Context, node: syntax.IncludesCount) -> model.Condition:
    attribute = _attribute(context, node.attribute)
    who = some_of(context, node, node.who, node.but)
    if attribute is None:
        return model.ALWAYS
    if not isinstance(attribute.type, model.PartySet):
        return _wrong_type(context, node.span, attribute)
    share = node.number.kind != "integer"
    number = node.number.value if share else Fraction(whole(context, node.number))
    found = model.IncludesCount(attribute.name, who, _HOW_MANY[node.comparison], number, share)
    _judge_threshold(context, node, found)
    return found


def _body_has(context: Context, node: syntax.BodyHas) -> model.Condition:
    where = body(context, node.body)
    among = None if node.among is None else someone(context, node.among)
    number = 0 if node.number is None else whole(context, node.number)
    found = model.BodyHas(where, _HOW_MANY[node.comparison], number, node.vacant, among)
    if node.vacant and is_known_body(context, where) and where not in context.seat_numbers:
        context.report.error(
            "VP093",
            node.span,
            f"how many seats has `{where}`? It does not say, so none is known to be vacant",
            where_to_number(context, where),
        )
    beyond = found.comparison in (model.Comparison.ABOVE, model.Comparison.AT_MOST)
    given = node.number
    nothing = number == 0 and not beyond and node.comparison != "exactly"
    if given is not None and given.kind == "integer" and nothing:
        context.report.error(
            "VP044",
            given.span,
            f"`{node.comparison} {given.written}` says nothing: there are no fewer than none",
            "write the number that is meant, at least 1",
        )
    return found


def _judge_threshold(
    context: Context, node: syntax.IncludesCount, found: model.IncludesCount
) -> None:
    """What no decision, or every one, meets."""
    written = f"{node.comparison} {node.number.written}"
    beyond = found.comparison in (model.Comparison.ABOVE, model.Comparison.AT_MOST)
    if found.share and (found.number > 1 or (found.number == 1 and beyond)):
        context.report.error(
            "VP044",
            node.number.span,
            f"`{written}` of them says nothing: there are no more than all",
            "write a share of at most 1 (100%), or `every one of` or `any of`",
        )
    elif found.number == 0 and not beyond and node.comparison != "exactly":
        context.report.error(
            "VP044",
            node.number.span,
            f"`{written}` of them says nothing: there are no fewer than none",
            "write the number that is meant, at least 1, or `any of`",
        )
