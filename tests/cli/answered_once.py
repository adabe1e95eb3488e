"""What commands find, found once, by whichever process of a run, however often and in whatever form it is told."""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import verifier.commands.repair  # noqa: F401 - it takes from `loopholes` what is there when it is imported
from policy_dsl.model import Property, Specification
from policy_dsl.records import replace
from tests import checked
from tests.once import made_once
from verifier.commands.loopholes import MOST
from verifier.commands.shell import Command, CommandAnswer
from verifier.linting import every_check
from verifier.results.lint import LintResult
from verifier.results.loopholes import PropertyLoopholes

# What only the telling goes by: of ways round, where each is looked for in any case, also which are told.
TOLD_BY = ("format", "verbose", "all", "started", "run", "refuse")
WHICH_ARE_TOLD = ("properties", "named", "most", "show", "as_properties", "baseline")
Ways = Callable[..., tuple[PropertyLoopholes, ...]]


def answered_once(monkeypatch: pytest.MonkeyPatch, *commands: str) -> None:
    """From here to the end of the test these commands take what was found, where the same was asked.

    It is for tests of how something is told; what it is they do not look at.
    """
    for name in commands:
        module = import_module(f"verifier.commands.{name}")
        if name == "loopholes":
            monkeypatch.setattr(module, "ways_round", partial(_ways, module.ways_round))
        elif name == "lint":
            monkeypatch.setattr(every_check, "lint", partial(_findings, every_check.lint))
        else:
            answer = partial(_answer, module.COMMAND)
            monkeypatch.setattr(module, "COMMAND", replace(module.COMMAND, answer=answer))


def _answer(command: Command, arguments: argparse.Namespace) -> CommandAnswer:
    def made() -> CommandAnswer:
        return replace(command.answer(arguments), arguments=argparse.Namespace())

    asked = _asked(arguments, ())
    return replace(_once((command.name, asked), made), arguments=arguments)


def _findings(
    find: Callable[..., LintResult], specification: Specification, *more: object
) -> LintResult:
    text = Path(specification.file).read_bytes()
    return _once((specification.file, text, more), partial(find, specification, *more))


def _ways(
    find: Ways,
    arguments: argparse.Namespace,
    specification: Specification,
    wanted: Sequence[Property] | None = None,
    most: int = MOST,
) -> tuple[PropertyLoopholes, ...]:
    names = None if wanted is None else [prop.name for prop in wanted]
    made = partial(find, arguments, specification, wanted, most)
    return _once((names, most, _asked(arguments, WHICH_ARE_TOLD)), made)


def _asked(arguments: argparse.Namespace, aside: Sequence[str]) -> object:
    """What a call asks, with what its files say."""
    asked = {k: v for k, v in vars(arguments).items() if k not in (*TOLD_BY, *aside)}
    files = [Path(v) for v in asked.values() if isinstance(v, str) and Path(v).is_file()]
    return sorted(asked.items()), [file.read_bytes() for file in files]


def _once(question: object, make: Callable[[], Any]) -> Any:
    kept = checked.SHARED[0] / f"{sha256(repr(question).encode()).hexdigest()}.found"
    return pickle.loads(made_once(kept, lambda: pickle.dumps(make())))
