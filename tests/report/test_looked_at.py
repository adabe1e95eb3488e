"""Pages by the standard, and as a browser shows them: at a desk and on a telephone, light and dark."""

from pathlib import Path

import pytest

from tests.browser.tools import faults_of_pages, looked_at, no_browser, no_checker
from tests.cli.calling import CLUB, EXPECTED, FAILS, HOLDS, VACUOUS, call

CALLS = (
    ("check", "club.policy", "--verbose"),
    ("entrenchment", "club.policy", "--all"),
    ("lint", "club.policy", "--all", "--today", "2026-01-01"),
)


@pytest.fixture(scope="module")
def written(pages, tmp_path_factory):
    """The reviews of both seeds, and answers of commands, as files."""
    folder = tmp_path_factory.mktemp("pages")
    files = []
    for name, page in pages.items():
        files.append(folder / f"{name}.html")
        files[-1].write_text(page, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        Path("club.policy").write_text(CLUB + HOLDS + EXPECTED + FAILS + VACUOUS, encoding="utf-8")
        for call_ in CALLS:
            files.append(folder / f"{call_[0]}.html")
            files[-1].write_text(call(*call_, "--format", "html").out, encoding="utf-8")
    return files


@pytest.mark.skipif(bool(no_checker()), reason=no_checker())
def test_pages_are_as_the_standard_has_them(written):
    assert faults_of_pages(written) == []


@pytest.mark.skipif(bool(no_browser()), reason=no_browser())
def test_everybody_can_read_pages_in_a_browser(written, tmp_path):
    told = looked_at(written, tmp_path)
    assert len(told) == 4 * len(written)
    wrong = [
        f"{Path(each['page']).name} {each['width']} {each['scheme']}: {each[part]}"
        for each in told
        for part in ("violations", "pictures", "overflow")
        if each[part]
    ]
    assert wrong == []
