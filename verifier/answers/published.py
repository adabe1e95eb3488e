"""The schemas of answers, as they are published in verifier/schemas.

`python -m verifier.answers.published` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from verifier.answers import lint, matrix
from verifier.answers.declared import schema

SCHEMAS = Path(__file__).parents[1] / "schemas"

DECLARED: Mapping[str, type] = {"lint": lint.Answer, "matrix": matrix.Answer}


def published(command: str) -> str:
    """The file of a command's schema."""
    whole = schema(DECLARED[command], f"vetoproof {command} --format json")
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for name in DECLARED:
        (SCHEMAS / f"{name}.schema.json").write_text(published(name), encoding="utf-8")
