"""A file has one subject, and fits in a head: none has more than 450 lines."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST = 450


@pytest.mark.parametrize("package", ["policy_dsl", "verifier", "tests", "benchmarks", "examples"])
def test_no_file_is_longer(package: str) -> None:
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / package).rglob("*.py")
        if "node_modules" not in path.parts
    }
    assert sizes
    assert {path: size for path, size in sizes.items() if size > MOST} == {}
