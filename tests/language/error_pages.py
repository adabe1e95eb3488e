"""The pages of `docs/errors/`, made from the catalogue and the files in `bad/`.

`python -m tests.language.error_pages` writes them; a test compares. With `--expected` it also writes
what is expected of the bad files: read the difference before you commit it.
"""

from __future__ import annotations

import os
import sys
from contextlib import chdir
from pathlib import Path

from policy_dsl import examine
from policy_dsl.catalogue import CATALOGUE
from policy_dsl.diagnostics import render_all

BAD = Path(__file__).parent / "bad"
PAGES = Path(__file__).parents[2] / "docs" / "errors"
WITHOUT_FILE = {
    "VP010": "A file of more than 20 MB.",
    "VP088": "A file with more than a hundred mistakes.",
    "VP084": 'A text with `include "other.policy"` that is given to the program directly, and is no file.',
}


def bad_files() -> list[str]:
    """The files that show what is wrong, as paths relative to `bad/`; not those that they include."""
    return sorted(path.name for path in BAD.iterdir() if path.suffix in {".policy", ".md"})


def shown(name: str) -> str:
    """All that is said about a bad file."""
    with chdir(BAD):
        found = examine(name)
    return render_all(found.diagnostics, found.sources) + "\n"


def expected_path(name: str) -> Path:
    """Where it stands what is expected to be said about a bad file."""
    return BAD / (name.split(".", maxsplit=1)[0] + ".expected")


def example_of(code: str) -> str | None:
    """The file that shows a code on its page."""
    return next((name for name in bad_files() if name.split(".")[0] == code), None)


def page(code: str) -> str:
    """The page of a code."""
    entry = CATALOGUE[code]
    text = f"# {code}: {entry.title}\n\n{entry.explanation}\n\n## How to mend it\n\n{entry.mend}\n\n## Example\n\n"
    name = example_of(code)
    if name is None:
        return text + WITHOUT_FILE[code] + "\n"
    written = (BAD / name).read_bytes().decode("utf-8", errors="replace").rstrip()
    said = expected_path(name).read_text(encoding="utf-8").rstrip()
    fence = "````" if "```" in written + said else "```"
    language = "markdown" if name.endswith(".md") else "policy"
    return text + (
        f"{fence}{language}\n{written}\n{fence}\n\nThis is what is said about it:\n\n"
        f"{fence}text\n{said}\n{fence}\n"
    )


def index() -> str:
    """The list of all codes."""
    lines = [
        "# Errors and warnings",
        "",
        "Each message of Vetoproof has a code, which never changes its meaning. VP001 to VP029 say that a",
        "text is no sentence of the language; the others, that a sentence makes no sense where it stands.",
        "These pages are made from the catalogue in `policy_dsl/catalogue` and the examples in",
        "`tests/language/bad`, by `python -m tests.language.error_pages`.",
        "",
        "| code | title |",
        "| --- | --- |",
        *(f"| [{code}]({code}.md) | {CATALOGUE[code].title} |" for code in sorted(CATALOGUE)),
    ]
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """All pages, by file name."""
    return {"README.md": index(), **{f"{code}.md": page(code) for code in sorted(CATALOGUE)}}


def main() -> None:
    if "--expected" in sys.argv:
        for name in bad_files():
            expected_path(name).write_text(shown(name), encoding="utf-8")
    os.makedirs(PAGES, exist_ok=True)
    for name, text in pages().items():
        (PAGES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
