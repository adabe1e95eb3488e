"""A second language, made from English by a rule: the words of every sentence in reverse, between ⟦ and ⟧.

It is put where decision 0009 says that a translation goes: a folder of modules before those of `verifier/words`. What a
function there makes of its arguments comes in another order than in English, as in many a real language; and what is
said by none of them stands outside the brackets.

`python -m tests.architecture.second_language FOLDER` prints, for each line of calls on standard input, a JSON array of
its exit code and output.
"""

from __future__ import annotations

import io
import json
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import wraps
from pathlib import Path
from types import FunctionType, GeneratorType
from typing import Any

ENGLISH = Path(__file__).parents[2] / "verifier" / "words"
MODULE = """from tests.architecture.second_language import ENGLISH, translate
exec(compile((ENGLISH / {name!r}).read_text(encoding="utf-8"), {name!r}, "exec"), globals())
translate(globals())
"""


def written(folder: Path) -> Path:
    """The translated modules, in a folder of their own."""
    for module in ENGLISH.glob("*.py"):
        if module.name != "__init__.py":
            (folder / module.name).write_text(MODULE.format(name=module.name), encoding="utf-8")
    return folder


def translate(module: dict[str, Any]) -> None:
    """What a module says to others, said in this language; what it makes only for itself is left to them."""
    for name, it in list(module.items()):
        if name.startswith("_") or name in ("AMERICAN", "BRITISH"):
            continue
        if isinstance(it, FunctionType) and it.__module__ == module["__name__"]:
            module[name] = _translated(it)
        elif name.isupper() and isinstance(it, str | tuple | dict):
            module[name] = _told(it)


def _translated(it: FunctionType) -> Any:
    @wraps(it)
    def function(*given: Any, **named: Any) -> Any:
        return _told(it(*given, **named))

    return function


def _told(it: Any) -> Any:
    match it:
        case str():
            # Punctuation, and codes as `VL05`, are of no language.
            return it if re.fullmatch(r"[\W\d_]*|[A-Z]+\d+", it) else _said(it)
        case tuple() | list() if type(it) in (tuple, list):
            return type(it)(map(_told, it))
        case dict():
            return {key: _told(each) for key, each in it.items()}
        case GeneratorType():
            return map(_told, it)
        case _:
            return it


def _said(text: str) -> str:
    return f"⟦{' '.join(reversed(list(_parts(text))))}⟧"


def _parts(text: str) -> Iterator[str]:
    """The words of a text; what is said already is one."""
    depth, part = 0, ""
    for character in text:
        depth += (character == "⟦") - (character == "⟧")
        if character == " " and not depth:
            yield part
            part = ""
        else:
            part += character
    yield part


def left_in_english(text: str) -> str:
    """What stands outside the brackets."""
    depth, found = 0, ""
    for character in text:
        depth += (character == "⟦") - (character == "⟧")
        found += " " if character in "⟦⟧" else character if not depth else ""
    return found


def main() -> None:
    import verifier.words
    from verifier import cli

    if len(sys.argv) > 1:
        verifier.words.__path__.insert(0, sys.argv[1])
    for line in sys.stdin.read().splitlines():
        with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
            code = cli.main(shlex.split(line))
        print(json.dumps([code, out.getvalue(), err.getvalue()]))


if __name__ == "__main__":
    main()
