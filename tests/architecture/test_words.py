"""Every sentence said to a person is in verifier/words: one written elsewhere is found here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from verifier.words import spelling

ROOT = Path(__file__).parents[2]
AT_LEAST = 4  # words that make a sentence; fewer are a name, a key or a piece of the language

# What argparse and pytest print when asked for help may stay with the option that it is about.
HELP = frozenset({"help", "description"})
# What a published schema says of a field may stay with the field, as a docstring does.
SCHEMA_NOTE = "Note"

# Files with texts of several words that are no sentences to anybody. A capital letter at the beginning makes a
# sentence even there.
NO_SENTENCES = {
    "verifier/encoding": "names of the solver's variables, which nobody sees; ValueError for misuse by a program",
    "verifier/repair/candidates.py": "the language itself: what an edit writes into a file; kinds of edit, as keys",
    "verifier/repair/editing.py": "regular expressions",
    "verifier/repair/wording.py": "the language itself: what an edit writes into a file",
    "verifier/scenarios": "where two evaluations disagree: the inside of an internal error, for the maintainers",
    "verifier/checking/one_property.py": "the same",
    "verifier/checking/some_together.py": "the same",
    "verifier/checking/mattering.py": "the same",
    "verifier/claims/dispatch.py": "misuse by a program, for who wrote it",
    "verifier/answers/declared.py": "the same",
    "verifier/changing/problem.py": "the same",
    "verifier/rendering/docx/controls.py": "what a Word file is made of",
    "verifier/importing": "the language itself: what stands in the specification that is made",
    "verifier/testing/selecting.py": "the language itself: a specification around a condition",
    "verifier/results/diff.py": "values of enumerations, as JSON has them",
    "verifier/results/review.py": "values of enumerations; words.review has what is said of each",
    "verifier/testing/pytest_plugin.py": "what `pytest --help` says of its settings",
}
AS_THEY_ARE = {
    "module {} has no attribute {}",  # Python's own words
    "DejaVu Sans, Liberation Sans, Arial, Helvetica, sans-serif",  # typefaces
    "argument (?:COMMAND|(\\S+)): invalid choice: '(.*?)' \\(choose from (.*)\\)",  # argparse's, recognised
    "the following arguments are required: (.*)",
    '<?xml version="1.0" encoding="UTF-8"?>\n',
}


def texts(source: str) -> Iterator[tuple[int, str]]:
    """The string literals in a module but for docstrings, help and notes, with `{}` for what is filled in."""
    tree = ast.parse(source)
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        for each in (
            getattr(node, "body", ()) if not isinstance(node, ast.IfExp | ast.Lambda) else ()
        ):
            if isinstance(each, ast.Expr):
                skipped.add(each.value)
        if isinstance(node, ast.keyword) and node.arg in HELP:
            skipped.update(ast.walk(node.value))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == SCHEMA_NOTE:
            skipped.update(ast.walk(node))
        if isinstance(node, ast.JoinedStr):
            skipped.update(part for part in node.values if isinstance(part, ast.Constant))
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        elif isinstance(node, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.Constant) else "{}" for p in node.values]
            yield node.lineno, "".join(map(str, parts))


def is_sentence(text: str, capital: bool) -> bool:
    """Several words, with spaces between them; `capital`: only such as begin with one."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text.replace("{}", " "))
    begins = text.lstrip()[:1].isupper() or not capital
    return len(words) >= AT_LEAST and " " in text.strip() and begins and text not in AS_THEY_ARE


def sentences(path: Path) -> list[str]:
    """The sentences in a module that should be in verifier/words."""
    name = path.relative_to(ROOT).as_posix()
    spared = any(name == each or name.startswith(each + "/") for each in NO_SENTENCES)
    return [
        f"{name}:{line}: {text!r}"
        for line, text in texts(path.read_text(encoding="utf-8"))
        if is_sentence(text, capital=spared)
    ]


def test_sentences_are_in_words() -> None:
    words = ROOT / "verifier" / "words"
    found = [
        each
        for path in sorted((ROOT / "verifier").rglob("*.py"))
        if words not in path.parents
        for each in sentences(path)
    ]
    assert not found, "write these as functions or constants of a module in verifier/words"


def test_every_exception_is_needed() -> None:
    for name in NO_SENTENCES:
        path = ROOT / name
        paths = [path] if path.suffix else sorted(path.glob("*.py"))
        every = [text for each in paths for _, text in texts(each.read_text(encoding="utf-8"))]
        assert any(is_sentence(text, capital=False) for text in every), name


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ('print("The rules are clear enough")', True),
        ('print(f"{name} is not a member of {body}")', True),
        ('fail("there is no such file or folder")', True),
        ('def f():\n    """The rules are clear enough."""', False),
        ('parser.add_argument("--at", help="ask about this day, as 2019-04-12")', False),
        ('KEY = "veto lost"', False),
        ('table["no_change_in_meaning_at_all"]', False),
        ('size: Annotated[int, Note("How many there are of them.")]', False),
    ],
)
def test_what_a_sentence_is(source: str, seen: bool) -> None:
    assert any(is_sentence(text, capital=False) for _, text in texts(source)) is seen


# Endings that British and American spell differently; and words with such an ending that both spell alike.
BRITISH = re.compile(
    r"\b[a-z]*(?:our|ours|oured|is(?:e|es|ed|ing|ation|ations)|ys(?:e|es|ed|ing)|ogue|elled|elling|"
    r"tre|tres|ence|ences|mme|mmes|elt|gement)\b"
)
ALIKE = {
    "absence",
    "absences",
    "difference",
    "exercised",
    "otherwise",
    "raise",
    "references",
    "resilience",
    "sentence",
    "sentences",
    "sequence",
    "surprise",
}


def test_american_is_known_for_every_british_word() -> None:
    files = [
        *(ROOT / "verifier" / "words").glob("*.py"),
        *(ROOT / "policy_dsl" / name for name in ("wording.py", "claim_wording.py")),
    ]
    words = {
        word
        for path in files
        if path.name != "spelling.py"
        for _, text in texts(path.read_text(encoding="utf-8"))
        for word in BRITISH.findall(text.lower())
    }
    assert {"favour", "modelled", "defence"} <= words
    assert words - ALIKE <= set(spelling._AMERICAN)
