"""How long a review is on paper, and how much of it is said more than once."""

import re
import shutil
import subprocess
from collections import Counter

WINDOW = 8
# How high a word of the running text is in a PDF, for letters of one point.
HEIGHT = 1.11
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PDFTOTEXT = shutil.which("pdftotext")


def repeated(text):
    """Of all windows of eight words, the part of those that occur more than once; and which occur most."""
    words = re.findall(r"[^\W_]+(?:[-'’_/.][^\W_]+)*", text)
    windows = [tuple(words[n : n + WINDOW]) for n in range(len(words) - WINDOW + 1)]
    counts = Counter(windows)
    again = sum(number for number in counts.values() if number > 1)
    most = [(" ".join(window), number) for window, number in counts.most_common(20) if number > 1]
    return (again / len(windows) if windows else 0.0), most


def before_the_appendices(pages):
    """How many pages there are before the first appendix begins one."""
    return next(n for n, page in enumerate(pages) if re.search(r"^A\. ", page, re.MULTILINE))


def letters(pdf):
    """Of what size the running text is on paper, in points: a page that is too wide is printed smaller than it asks."""
    call = [PDFTOTEXT, "-bbox", "-f", "1", "-l", "12", str(pdf), "-"]
    told = subprocess.run(call, check=True, capture_output=True, timeout=60).stdout.decode("utf-8")
    places = re.findall(r'yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)">[a-z]{4,}<', told)
    heights = Counter(round(float(foot) - float(top), 1) for top, foot in places)
    return heights.most_common(1)[0][0] / HEIGHT


def printed(html, folder, name):
    """The pages of a review as Chromium prints it, as text."""
    source, pdf = folder / f"{name}.html", folder / f"{name}.pdf"
    source.write_text(html, encoding="utf-8")
    subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--no-pdf-header-footer",
            f"--print-to-pdf={pdf}",
            source.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = subprocess.run(
        [PDFTOTEXT, "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode("utf-8")
    return text.split("\f")[:-1]
