"""The schemas of answers, as they are published in verifier/schemas.

`python -m tests.answers.publishing` writes these files.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from verifier.answers import (
    check,
    conform,
    decide,
    diff,
    entrenchment,
    lint,
    loopholes,
    matrix,
    mutate,
    repair,
)
from verifier.answers.declared import Json, schema

SCHEMAS = Path(__file__).parents[1] / "schemas"

# A class, or a choice of several.
DECLARED: Mapping[str, Any] = {
    "check": check.Answer,
    "conform": conform.Answer,
    "decide": decide.Answer,
    "diff": diff.Answer,
    "entrenchment": entrenchment.Answer,
    "lint": lint.Answer,
    "loopholes": loopholes.Answer,
    "matrix": matrix.Answer,
    "mutate": mutate.Answer,
    "repair": repair.Answer,
}


def published(command: str) -> Json:
    """The schema of what a command answers."""
    return schema(DECLARED[command], f"vetoproof {command} --format json")
