"""What keeps a file, or a call, from being answered; every answer has them."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl.diagnostics import Diagnostic
from policy_dsl.loading import Loaded
from policy_dsl.records import dataclass
from verifier.answers.declared import ABSENT, Absence


@dataclass(frozen=True)
class Related:
    """Another place that an error is about."""

    message: str
    file: str
    line: int
    column: int


@dataclass(frozen=True)
class Error:
    """What keeps a file, or the call, from being checked."""

    code: str | None
    severity: str | Absence
    message: str
    help: str | Absence | None
    file: str | None
    line: int | None
    column: int | None
    related: tuple[Related, ...] | Absence


def errors(refused: Sequence[Loaded], faults: Sequence[str]) -> tuple[Error, ...]:
    """What is wrong with files, and with the call."""
    of_files = [of_file(each) for loaded in refused for each in loaded.diagnostics]
    of_call = [Error(None, ABSENT, fault, ABSENT, None, None, None, ABSENT) for fault in faults]
    return (*of_files, *of_call)


def of_file(it: Diagnostic) -> Error:
    """What is wrong with a file."""
    return Error(
        it.code,
        it.severity.value,
        it.message,
        it.help,
        it.span.file,
        it.span.line,
        it.span.column,
        tuple(
            Related(each.label, each.span.file, each.span.line, each.span.column)
            for each in it.related
        ),
    )
