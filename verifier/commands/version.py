"""The version of the tool."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def tool_version() -> str:
    """The version that is installed."""
    try:
        return version("vetoproof")
    except PackageNotFoundError:
        from verifier.words.calls import NOT_INSTALLED

        return NOT_INSTALLED
