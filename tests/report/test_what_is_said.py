"""The first pages: every sentence with a claim holds as `check` sees it, and no name stands without its title."""

import re
from types import SimpleNamespace

import pytest

from policy_dsl.loading import examine
from tests.report.conftest import ROOT, SEEDS
from tests.report.measuring import (
    CHROMIUM,
    PDFTOTEXT,
    before_the_appendices,
    letters,
    printed,
    repeated,
)
from tests.report.reading_back import read
from tests.statements.putting_back import put_back
from verifier.words import remedies, telling

# At A4, no letter below 10 points: pages before the appendices, and in all.
PAGES = {"nottinghamshire": (14, 35), "blmk_luton": (10, 25)}
SAID_AGAIN = 0.20


@pytest.mark.parametrize("name", SEEDS)
def test_the_sentences_of_the_first_page_hold_by_check(reviews, name):
    file = ROOT / "specs" / f"{name}.policy"
    specification = examine(file).or_errors()
    said = [each for sentence in reviews[name].lead for each in sentence.statements]
    assert len(said) > 3
    text = file.read_text(encoding="utf-8")
    assert put_back(specification, "report", said, text, str(file.parent))[0] == []


@pytest.mark.parametrize("name", SEEDS)
def test_the_first_page_is_three_to_six_sentences(reviews, name):
    assert 3 <= len(reviews[name].lead) <= 6


@pytest.mark.skipif(not (CHROMIUM and PDFTOTEXT), reason="needs Chromium and pdftotext")
@pytest.mark.parametrize("name", SEEDS)
def test_it_is_no_longer_than_readers_bear(pages, name, tmp_path):
    told = printed(pages[name], tmp_path, name)
    assert before_the_appendices(told) <= PAGES[name][0]
    assert len(told) <= PAGES[name][1]
    assert letters(tmp_path / f"{name}.pdf") > 9.9


@pytest.mark.parametrize("name", SEEDS)
def test_little_is_said_more_than_once(pages, name):
    share, most = repeated(read(pages[name]).text)
    assert share <= SAID_AGAIN, most


@pytest.mark.parametrize("name", SEEDS)
def test_no_name_of_the_file_stands_before_the_appendices(pages, name):
    """Names that are no words of English: with an underscore, or a capital within."""
    specification = examine(ROOT / "specs" / f"{name}.policy").or_errors()
    text = read(pages[name]).text.partition("\nA. ")[0]
    named = [
        *specification.parties,
        *specification.bodies,
        *specification.clauses,
        *specification.properties,
        *specification.groups,
    ]
    names = {each.name for each in named if re.search(r"_|[a-z][A-Z]", each.name)}
    assert names
    assert {each for each in names if re.search(rf"\b{each}\b", text)} == set()


def test_votes_are_told_by_titles_and_numbers():
    text = (ROOT / "specs" / "nottinghamshire.policy").read_text(encoding="utf-8")
    assert "County" in text
    specification = examine(ROOT / "specs" / "nottinghamshire.policy").or_errors()
    from verifier.results import VoteLine

    votes = (
        VoteLine("Board", ("County", "NUH", "MidNotts"), "for", 3),
        VoteLine("Board", ("City",), "against", 1),
        VoteLine("Board", ("Chair", "SherwoodForest"), "absent", 2),
    )
    said = telling.ballot(specification, votes)
    assert said == (
        "Nottingham City Council votes against it,"
        " the Independent chair and Sherwood Forest Hospitals NHS Foundation Trust stay away,"
        " the other 3 vote for it"
    )


def test_of_a_remedy_of_which_not_all_is_known_that_is_said_beside_it():
    """No warning says that nobody can block more with it, and nothing passes less."""
    specification = examine(ROOT / "specs" / "blmk_luton.policy").or_errors()
    known = SimpleNamespace(costs=(), open=(), changes=(), left=0, left_open=False)
    assert remedies.warned(specification, known) == ""
    known.open = ("the limit of 5 seconds was reached",)
    assert remedies.warned(specification, known) == "Not all that it changes is known."
    known.left = 4
    assert remedies.warned(specification, known).startswith("4 ways round stay open. Not all")
