"""Answers as they are declared: what is written keeps the published schema, and is read back as what it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from policy_dsl import load
from policy_dsl.records import dataclass, replace
from tests.answers.publishing import file_of
from tests.cli.calling import ROOT, call
from verifier.answers import matrix
from verifier.answers.declared import ABSENT, Absence, NotAnAnswer, read, schema, written
from verifier.answers.published import DECLARED, SCHEMAS, published
from verifier.results import matrix as of_matrix

# These need more than a specification; tests/cli/test_json.py reads back what they print.
OF_RECORDS = {"conform", "decide", "mutate"}
FILES = ("specs/blmk_luton.policy", "specs/gallery/apache.policy", "nowhere")


def any_of(hint: Any) -> some.SearchStrategy[Any]:
    """Everything that is of a declared type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        of, note = arguments
        if note.pattern is not None:
            return some.from_regex(note.pattern.replace("$", r"\Z"))
        bounded = note.least is not None or note.most is not None
        return some.integers(note.least, note.most) if bounded else any_of(of)
    if origin in (Union, UnionType):
        return some.one_of(
            *(some.just(ABSENT) if each is Absence else any_of(each) for each in arguments)
        )
    if origin is tuple:
        return some.lists(any_of(arguments[0]), max_size=2).map(tuple)
    if origin is Mapping:
        return some.dictionaries(some.text(max_size=3), any_of(arguments[1]), max_size=2)
    if origin is Literal:
        return some.sampled_from(arguments)
    plain = {str: some.text(max_size=3), bool: some.booleans(), int: some.integers()}
    plain |= {date: some.dates(), NoneType: some.none()}
    if hint in plain:
        return plain[hint]
    if issubclass(hint, Enum):
        return some.sampled_from(hint)
    return any_of_class(hint)


@cache
def any_of_class(declared: type) -> some.SearchStrategy[Any]:
    """The same of a data class, which may hold others of its kind."""
    hints = get_type_hints(declared, include_extras=True)
    return some.deferred(
        lambda: some.builds(declared, **{name: any_of(each) for name, each in hints.items()})
    )


@pytest.mark.parametrize("command", DECLARED)
def test_what_is_published_is_what_is_declared(command: str) -> None:
    path = SCHEMAS / f"{command}.schema.json"
    assert path.read_text(encoding="utf-8") == file_of(command), (
        "python -m tests.answers.publishing"
    )
    jsonschema.Draft202012Validator.check_schema(published(command))


@pytest.mark.parametrize("command", DECLARED)
def test_any_answer_keeps_the_schema_and_is_read_back(command: str) -> None:
    validator = jsonschema.Draft202012Validator(published(command))

    @settings(max_examples=12, derandomize=True, database=None, deadline=None)
    @given(any_of(DECLARED[command]))
    def same(answer: Any) -> None:
        said = json.loads(json.dumps(written(answer)))
        validator.validate(said)
        assert read(DECLARED[command], said) == answer

    same()


def first_power(file: str) -> str:
    return load(file).powers[0].name if Path(file).exists() else "any"


@pytest.mark.parametrize("command", sorted(set(DECLARED) - OF_RECORDS))
@pytest.mark.parametrize("file", FILES)
def test_what_a_command_prints_is_read_back(
    command: str, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    # A chart is one of a power.
    power = [first_power(file)] if command == "chart" else []
    printed = json.loads(call(command, file, *power, "--format", "json").out)
    jsonschema.validate(printed, published(command), jsonschema.Draft202012Validator)
    assert written(read(DECLARED[command], printed)) == printed


SPAN = {"least": 1, "most": None, "decided": True}


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({**SPAN, "least": "1"}, "answer.least"),
        ({**SPAN, "least": True}, "answer.least"),
        ({**SPAN, "most": "many"}, "answer.most"),
        ({"least": 1, "most": 2}, "answer.decided"),
        ({**SPAN, "more": 1}, "answer.more"),
        ([], "answer"),
    ],
)
def test_what_is_no_answer_is_refused_with_its_place(wrong: Any, where: str) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        read(matrix.NumberRange, wrong)
    assert str(refused.value).partition(": ")[0] == where
    validator = jsonschema.Draft202012Validator(schema(matrix.NumberRange, "a span"))
    assert not validator.is_valid(wrong)


@pytest.mark.parametrize("day", ["2024-02-30", "20240228", "soon", 20240228])
def test_what_is_no_date_is_refused_with_its_place(day: Any) -> None:
    with pytest.raises(NotAnAnswer, match=r"^answer\.from"):
        read(Until, {"from": day})


@dataclass(frozen=True)
class Until:
    """A stretch of time."""

    from_: date


def test_where_it_is_wrong_is_said_deep_inside() -> None:
    step = of_matrix.ScaleStep(0, 1, True, None, 2)
    whole = written(matrix.Scale("gains", ("A",), (step, replace(step, from_=2)), False))
    whole["steps"][1]["block"] = "none"
    with pytest.raises(NotAnAnswer, match=r"^answer\.steps\[1\]\.block: 'none'$"):
        read(matrix.Scale, whole)


def test_two_kinds_of_the_same_name_are_no_schema() -> None:
    @dataclass(frozen=True)
    class Limit:
        it: of_matrix.AddedRequirement

    Limit.__annotations__["it"] = of_matrix.AddedRequirement

    @dataclass(frozen=True)
    class Both:
        one: Any
        other: Any

    Both.__annotations__ |= {"one": of_matrix.AddedRequirement, "other": Limit}
    with pytest.raises(TypeError):
        schema(Both, "both")
