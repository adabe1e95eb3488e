"""A name has one meaning in both packages, as `ARCHITECTURE.md` says under *Names*.

A class is named once; or it is the same thing at two stages: written and resolved (`policy_dsl.syntax`,
`policy_dsl.model`), found and as programs read it (the package that finds it, `verifier.answers`).
"""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from policy_dsl.syntax import ChangeOpeningKind, OpeningKind
from verifier.results.loopholes import KINDS
from verifier.words import searched

ROOT = Path(__file__).parents[2]
SYNTAX, MODEL, ANSWERS = "policy_dsl/syntax/", "policy_dsl/model/", "verifier/answers/"
# Files are named after a subject. These are the subjects that have files in three packages or more: a construct of the
# language, at each stage of it, or what an analysis answers, found, said, declared and printed.
OF_THE_LANGUAGE = {
    "claims",
    "clauses",
    "declarations",
    "effects",
    "expressions",
    "meetings",
    "readings",
    "requirements",
}
OF_ANSWERS = {
    "chart",
    "check",
    "diff",
    "entrenchment",
    "findings",
    "front",
    "lint",
    "loopholes",
    "matrix",
    "open_votes",
    "readings",
    "repair",
    "resilience",
    "since",
    "statements",
    "suggest",
}


def files() -> Iterator[Path]:
    for package in ("policy_dsl", "verifier"):
        yield from sorted((ROOT / package).rglob("*.py"))


def defined() -> dict[str, list[str]]:
    """Where each class is defined; what is private to a file, too."""
    found = defaultdict(list)
    for path in files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(path.relative_to(ROOT).as_posix())
    return found


def one_thing(where: list[str]) -> bool:
    """Whether what is defined in these files is one thing, at one stage or at two."""
    match where:
        case [_]:
            return True
        case [one, other]:
            stages = [each.startswith(ANSWERS) for each in where]
            written = one.startswith(MODEL) and other.startswith(SYNTAX)
            return written or sorted(stages) == [False, True]
        case _:
            return False


def test_a_class_name_has_one_meaning() -> None:
    several = {name: where for name, where in defined().items() if not one_thing(where)}
    assert several.pop("Answer")
    assert several == {}


def test_what_is_the_same_at_two_stages_is_not_said_to_be_so_of_two_things() -> None:
    assert one_thing(["policy_dsl/model/claims.py", "policy_dsl/syntax/claims.py"])
    assert one_thing(["verifier/answers/chart.py", "verifier/results/chart.py"])
    assert not one_thing(["verifier/answers/chart.py", "verifier/answers/repair.py"])
    assert not one_thing(["policy_dsl/diagnostics.py", "verifier/solving/answers.py"])
    assert not one_thing(["verifier/linting/changeable.py"] * 2)


def test_files_of_one_name_have_one_subject() -> None:
    named = Counter(path.stem for path in files() if path.name != "__init__.py")
    assert {name for name, many in named.items() if many > 2} == OF_THE_LANGUAGE | OF_ANSWERS


def test_the_kinds_of_opening_are_listed_once() -> None:
    """What stands beside the list says something of each."""
    assert get_args(OpeningKind) == KINDS
    assert get_args(ChangeOpeningKind) == KINDS[-4:]
    assert tuple(searched.KINDS) == KINDS
    listing = []
    for path in files():
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "splitting" in text else ():
            if isinstance(node, ast.Tuple | ast.List | ast.Set):
                said = {each.value for each in node.elts if isinstance(each, ast.Constant)}
                listing += [path.name] if {"splitting", "mixture"} <= said else []
    assert listing == ["declarations.py"]
