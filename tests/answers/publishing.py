"""Writes the published schemas anew, of what is declared now: `python -m tests.answers.publishing`."""

from __future__ import annotations

import json

from verifier.answers.published import DECLARED, SCHEMAS, published


def file_of(command: str) -> str:
    """The text of a command's published schema."""
    return json.dumps(published(command), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for name in DECLARED:
        (SCHEMAS / f"{name}.schema.json").write_text(file_of(name), encoding="utf-8")
