"""Loopholes that are known and accepted: what may be named with each kind."""

from __future__ import annotations

from policy_dsl import model, syntax
from policy_dsl.checker.context import Context
from policy_dsl.checker.following import seats_of
from policy_dsl.checker.names import ATTRIBUTE, CLAUSE, EXCEPTION, POWER, PROPERTY, Wanted
from policy_dsl.checker.notes import notes_of
from policy_dsl.checker.reported import place_of, quoted
from policy_dsl.checker.who import body, one_party
from policy_dsl.records import dataclass


@dataclass(frozen=True)
class _Accepting:
    """What is named with a kind of loophole; `due` says that it has to be. `party` means a party in a body."""

    name: Wanted | None = None
    due: bool = False
    party: bool = False
    reading: bool = False
    body: bool = False
    example: str = ""


_SHAPES: dict[syntax.OpeningKind, _Accepting] = {
    "form": _Accepting(ATTRIBUTE, example="accepts form kind in …"),
    "exemption": _Accepting(EXCEPTION, due=True, example="accepts exemption contracts in …"),
    "route": _Accepting(POWER, due=True, example="accepts route officers in …"),
    "splitting": _Accepting(ATTRIBUTE, due=True, example="accepts splitting value in …"),
    "waiting": _Accepting(ATTRIBUTE, due=True, example="accepts waiting notice in …"),
    "classification": _Accepting(ATTRIBUTE, due=True, example="accepts classification urgent in …"),
    "absence": _Accepting(example="accepts absence in …"),
    "abstention": _Accepting(example="accepts abstention in …"),
    "opposition": _Accepting(example="accepts opposition in …"),
    "mixture": _Accepting(example="accepts mixture in …"),
    "reading": _Accepting(due=True, reading=True, example="accepts reading cast of unanimity in …"),
    "timing": _Accepting(example="accepts timing in …"),
    "suspension": _Accepting(
        party=True, due=True, body=True, example="accepts suspension City in Board in …"
    ),
    "removal": _Accepting(
        party=True, due=True, body=True, example="accepts removal City in Board in …"
    ),
    "packing": _Accepting(body=True, example="accepts packing in Board in …"),
    "amendment": _Accepting(CLAUSE, due=True, example="accepts amendment unanimity in …"),
}


def acceptance(context: Context, node: syntax.Accepts) -> model.Acceptance:
    """An acceptance. A reading is named with its clause: "cast of unanimity"."""
    shape = _SHAPES[node.kind]
    notes_of(context, node.annotations)
    context.names.find(node.property, PROPERTY)
    name = None if node.name is None else node.name.text
    takes_name = shape.name is not None or shape.party or shape.reading
    if node.name is None:
        if shape.due:
            _wrong(context, node, node, f"`accepts {node.kind}` needs a name: which one?")
    elif not takes_name:
        _wrong(context, node, node.name, f"`accepts {node.kind}` takes no name")
    elif shape.reading:
        name = _reading(context, node, node.name)
    elif shape.party:
        one_party(context, node.name, cohort=True)
    elif shape.name is not None and context.names.find(node.name, shape.name):
        _attribute_fits(context, node, node.name)
    if node.of is not None and not shape.reading:
        _wrong(context, node, node.of, f"`of` belongs to a reading, not to `accepts {node.kind}`")
    if node.body is not None:
        (seats_of if shape.body else body)(context, node.body)
        if not shape.body:
            _wrong(context, node, node.body, f"`accepts {node.kind}` takes no body")
    elif shape.body and (shape.party or shape.due):
        _wrong(context, node, node, f"`accepts {node.kind}` needs a body: from which one?")
    return model.Acceptance(
        node.kind,
        name,
        None if node.body is None else node.body.text,
        node.property.text,
        node.because.value,
        None if node.until is None else node.until.value,
        place_of(node.span),
    )


def _wrong(context: Context, node: syntax.Accepts, at: syntax.Node, message: str) -> None:
    context.report.error("VP078", at.span, message, f"an example: `{_SHAPES[node.kind].example}`")


def _attribute_fits(context: Context, node: syntax.Accepts, name: syntax.Name) -> None:
    """Amounts of form can be split, times be waited for, and what somebody rules on be classified wrongly."""
    attribute = context.attributes.get(name.text)
    if attribute is None:
        return
    if node.kind == "classification" and attribute.judge is None:
        _wrong(context, node, name, f"nobody rules on `{name.text}`: it is not `judged by` anyone")
    time = isinstance(attribute.type, model.NumberIn) and attribute.type.is_time
    if node.kind in {"splitting", "waiting", "form"} and attribute.role is not model.Role.FORM:
        _wrong(context, node, name, f"`{name.text}` is `substance`, not `form`")
    elif node.kind == "splitting" and not isinstance(attribute.type, model.NumberIn):
        _wrong(context, node, name, f"`{name.text}` is no number, so it can't be split")
    elif node.kind == "splitting" and time:
        said = f"`{name.text}` is a time, so it can't be split: a longer one is `waiting`, a shorter one `form`"
        _wrong(context, node, name, said)
    elif node.kind == "waiting" and not time:
        _wrong(context, node, name, f"`{name.text}` is no number in days, so nobody waits for it")


def _reading(context: Context, node: syntax.Accepts, name: syntax.Name) -> str:
    """The reading and its clause, which may be left out where only one clause has such a reading."""
    having = [clause for clause, readings in context.readings.items() if name.text in readings]
    if node.of is None:
        every = {reading for readings in context.readings.values() for reading in readings}
        similar = None if having else context.names.similar(name.text, sorted(every))
        if len(having) == 1:
            return f"{name.text} of {having[0]}"
        message = (
            f"several clauses have a reading `{name.text}`: {quoted(having)}"
            if having
            else f"no clause has a reading `{name.text}`"
        )
        context.report.error(
            "VP068",
            name.span,
            message,
            f"write `reading {name.text} of {having[0]}`"
            if having
            else f"did you mean `{similar}`?"
            if similar
            else None,
        )
    elif context.names.find(node.of, CLAUSE) and node.of.text not in having:
        readings = context.readings.get(node.of.text, ())
        context.report.error(
            "VP068",
            name.span,
            f"`{node.of.text}` has no reading `{name.text}`",
            f"its readings are {quoted(readings)}" if readings else "it has no readings at all",
        )
    return name.text if node.of is None else f"{name.text} of {node.of.text}"
