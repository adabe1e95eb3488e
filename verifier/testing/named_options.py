"""Options that are declared once, as a TypedDict, and told by name: by `help()`, and where one is misspelt."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, getdoc, signature
from typing import ParamSpec, TypeVar

from policy_dsl.nearness import near_words
from verifier.words.conforming import no_such_option

__tracebackhide__ = True  # pytest shows whoever calls

_Given = ParamSpec("_Given")
_Returned = TypeVar("_Returned")


def naming_options(
    declared: type, like: Callable[..., object]
) -> Callable[[Callable[_Given, _Returned]], Callable[_Given, _Returned]]:
    """Have a function with `**options: Unpack[declared]` tell each of them, with the default that it has in `like`."""
    defaults = signature(like).parameters
    options = [defaults[name] for name in declared.__annotations__]

    def named(function: Callable[_Given, _Returned]) -> Callable[_Given, _Returned]:
        plain = signature(function)
        own = [each for each in plain.parameters.values() if each.kind is not Parameter.VAR_KEYWORD]
        shown = plain.replace(parameters=[*own, *options])
        known = list(shown.parameters)

        @wraps(function)
        def checked(*given: _Given.args, **by_name: _Given.kwargs) -> _Returned:
            for name in by_name:
                if name not in known:
                    near = near_words(name, known, 1)
                    raise TypeError(no_such_option(function.__name__, name, near, known))
            return function(*given, **by_name)

        checked.__signature__ = shown  # type: ignore[attr-defined]
        checked.__doc__ = f"{getdoc(function)}\n\n{getdoc(declared)}"
        return checked

    return named
