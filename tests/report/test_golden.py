"""What a reader reads, for both seeds.

After a change that is meant: `VETOPROOF_GOLDEN=write python -m pytest tests/report/test_golden.py`.
"""

import os
from pathlib import Path

import pytest

from tests.report.conftest import SEEDS
from tests.report.reading_back import read

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", SEEDS)
def test_the_text_of_the_page(pages, name):
    file = GOLDEN / f"{name}.txt"
    text = read(pages[name]).text + "\n"
    if os.environ.get("VETOPROOF_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SEEDS)
def test_the_pictures_of_the_page(pages, name):
    """Their words, in the order in which they are drawn."""
    file = GOLDEN / f"{name}.pictures.txt"
    text = "\n".join(read(pages[name]).drawn) + "\n"
    if os.environ.get("VETOPROOF_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
