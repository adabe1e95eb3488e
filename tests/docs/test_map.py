"""What the page on the architecture names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("", "policy_dsl/", "verifier/")


def test_every_file_named_is_there() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/]+/[\w.]+\.(?:py|lark))`", page))
    assert len(named) > 50
    assert {
        it for it in named if not any((ROOT / each / it).exists() for each in PACKAGES)
    } == set()
