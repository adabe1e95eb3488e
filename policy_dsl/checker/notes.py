"""Citations, status, assumptions and notes of a declaration."""

from __future__ import annotations

from policy_dsl import model, syntax
from policy_dsl.checker.context import Context
from policy_dsl.checker.names import DOCUMENT
from policy_dsl.checker.reported import place_of
from policy_dsl.diagnostics import Related

_CHANGES_FORCE = frozenset({"disputed", "proposed"})


def notes_of(
    context: Context,
    *annotations: syntax.Annotations,
    clause: bool = False,
    can_be_fixed: bool = False,
) -> model.Notes:
    """What the annotations say, those of enclosing lines included.

    Only a `clause` can be disputed or proposed, and only a clause, right or quorum `can_be_fixed`: anywhere
    else these words would be without effect, and that is refused.
    """
    statuses = [status for each in annotations for status in each.statuses]
    fixed = [remark for each in annotations for remark in each.fixed]
    _once(context, "status", statuses)
    _once(context, "fixed", fixed)
    if not clause:
        for status in statuses:
            if status.value in _CHANGES_FORCE:
                context.report.error(
                    "VP057",
                    status.span,
                    f"only clauses can be {status.value}: the status says whether they are in force",
                    "write `status reported`, `expected` or `assumed`, or say it in a `note`",
                )
    if not (clause or can_be_fixed):
        for remark in fixed:
            context.report.error(
                "VP057",
                remark.span,
                "`fixed` has no effect here: only clauses, rights, a quorum and the membership of a body can change",
                "put it behind a clause or a quorum, or write `fixed membership` in the body",
            )
    return model.Notes(
        citations=tuple(
            _citation(context, citation) for each in annotations for citation in each.citations
        ),
        status=model.Status(statuses[0].value) if statuses else None,
        assumed=_joined([remark for each in annotations for remark in each.assumed]),
        note=_joined([remark for each in annotations for remark in each.notes]),
        fixed=fixed[0].text.value if fixed else None,
    )


def _citation(context: Context, node: syntax.Citation) -> model.Citation:
    context.names.find(node.document, DOCUMENT)
    return model.Citation(
        node.document.text,
        "" if node.quotation is None else node.quotation.value,
        "" if node.location is None else node.location.value,
        place_of(node.span),
    )


def _joined(remarks: list[syntax.Remark]) -> str | None:
    """Several remarks of a kind, such as an assumption about `requires` and one about `may`, as one text."""
    return "; ".join(remark.text.value for remark in remarks) if remarks else None


def _once(context: Context, word: str, nodes: list[syntax.Status] | list[syntax.Remark]) -> None:
    for extra in nodes[1:]:
        context.report.error(
            "VP013",
            extra.span,
            f"`{word}` is said twice of the same thing",
            "keep one of the two",
            Related(nodes[0].span, f"the first `{word}`"),
        )


def title_of(title: syntax.Text | None, name: syntax.Name) -> str:
    """What to call something: its title, or without one its name."""
    return name.text if title is None else title.value
