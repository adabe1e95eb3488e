"""The schemas of answers, as they are published in verifier/schemas.

`python -m tests.answers.publishing` writes these files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from verifier import answers
from verifier.answers.declared import Json, schema

SCHEMAS = Path(__file__).parents[1] / "schemas"


def _declared() -> Iterator[tuple[str, Any]]:
    for name in sorted(each.name for each in iter_modules(answers.__path__)):
        declared = getattr(import_module(f"{answers.__name__}.{name}"), "Answer", None)
        if declared is not None:
            yield name, declared


# What each command answers, the `Answer` of the module that is called like it: a class, or a choice of several.
DECLARED: Mapping[str, Any] = dict(_declared())


def published(command: str) -> Json:
    """The schema of what a command answers."""
    return schema(DECLARED[command], f"vetoproof {command} --format json")
