"""What a decision says or is: the attributes, their types and judges."""

from __future__ import annotations

from policy_dsl import model, syntax
from policy_dsl.checker.context import Context
from policy_dsl.checker.names import PARTIES
from policy_dsl.checker.notes import notes_of
from policy_dsl.checker.reported import place_of
from policy_dsl.checker.who import one_party
from policy_dsl.diagnostics import Related


def attribute(
    context: Context, node: syntax.Attribute, around: syntax.Annotations
) -> model.Attribute:
    """An attribute, known to the context from now on. `around` is what is said of the whole decision."""
    found = model.Attribute(
        node.name.text,
        model.Role(node.side),
        _type(context, node.type),
        None if node.judge is None else one_party(context, node.judge),
        place_of(node.span),
        notes_of(context, node.annotations, around),
        "" if node.title is None else node.title.value,
    )
    actor = context.names.get(node.name.text, PARTIES.kinds)
    if actor is not None and isinstance(found.type, model.PartySet):
        # `consent of X` could mean either.
        context.report.error(
            "VP032",
            node.name.span,
            f"`{actor.name}` is declared here as an attribute that names parties,"
            f" and it is {actor.kind.value} already",
            "give one of the two another name",
            Related(actor.span, f"the first `{actor.name}`, {actor.kind.value}"),
        )
    context.attributes.setdefault(found.name, found)
    return found


def _type(context: Context, node: syntax.AttributeType) -> model.AttributeType:
    match node:
        case syntax.YesNo():
            return model.YesNo()
        case syntax.NumberIn():
            return model.NumberIn(None if node.unit is None else node.unit.text)
        case syntax.PartySet():
            return model.PartySet()
        case syntax.OneOf():
            values: dict[str, syntax.Name] = {}
            for value in node.values:
                if value.text in values:
                    context.report.error(
                        "VP032",
                        value.span,
                        f"the value `{value.text}` is listed twice",
                        "take one of the two away",
                        Related(values[value.text].span, "the first one"),
                    )
                values.setdefault(value.text, value)
            return model.OneOf(tuple(values))
