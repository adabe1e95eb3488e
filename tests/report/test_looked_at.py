"""Pages by the standard, and as a browser shows them: at a desk and on a telephone, light and dark."""

import html
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.tools import faults_of_pages, looked_at, no_browser, no_checker
from tests.cli.calling import CLUB, EXPECTED, FAILS, HOLDS, VACUOUS, call

HEADINGS = re.compile(r"<h[3-5][^>]*>(.*?)</h[3-5]>", re.DOTALL)
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
def test_everybody_can_read_pages_in_a_browser(pages, written, tmp_path):
    told = looked_at(written, tmp_path)
    assert len(told) == 4 * len(written)
    wrong = [
        f"{Path(each['page']).name} {each['width']} {each['scheme']}: {each[part]}"
        for each in told
        for part in ("violations", "pictures", "overflow")
        if each[part]
    ]
    assert wrong == []
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed, by which what is printed is read")
    for name in pages:
        printed = next(each for each in written if each.stem == name).with_suffix(".html.pdf")
        assert badly_divided(pages[name], printed) == []


def badly_divided(page, printed):
    """Headings at the foot of a printed page, and chapters that do not begin one."""
    call = ["pdftotext", "-layout", str(printed), "-"]
    text = subprocess.run(call, check=True, capture_output=True).stdout.decode("utf-8")
    below = {squeezed(each) for each in re.findall("<figcaption>(.*?)</figcaption>", page)}
    headings = [squeezed(re.sub("<[^>]*>", "", each)) for each in HEADINGS.findall(page)]
    headings = [each for each in headings if each not in below]
    chapters = [
        squeezed(each)
        for each in re.findall(r'<section class="chapter"[^>]*>\s*<h2[^>]*>(.*?)</h2>', page)
    ]
    wrong = []
    begins = []
    for number, sheet in enumerate(text.split("\f")[:-1], 1):
        *lines, _foot = [squeezed(line) for line in sheet.split("\n") if line.strip()]
        begins.append(lines[0])
        if any(
            lines[-1] == each or (each.endswith(lines[-1]) and len(lines[-1]) > 20)
            for each in headings
        ):
            wrong.append(f"page {number} ends with {lines[-1]}")
    wrong += [
        f"{each} begins no page" for each in chapters if not any(each.startswith(b) for b in begins)
    ]
    assert len(headings) > 20
    return wrong


def squeezed(text):
    return "".join(html.unescape(text).split())
