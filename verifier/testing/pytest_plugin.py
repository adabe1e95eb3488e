"""The pytest plugin: `pytest specs/` makes each property of each specification a test.

A property that is not as expected fails with its story. Nothing heavy is imported before a specification is
collected, and the solver only in the process that runs a test, so this costs other projects nothing and
works with pytest-xdist. `vetoproof_files = ` (empty) in the settings, or `-p no:vetoproof`, turns it off.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from policy_dsl.model import Property
    from policy_dsl.model import Specification as Model
    from verifier.encoding.encodings import Encodings
    from verifier.results import PropertyResult

PATTERNS = ["*.policy", "*.policy.md"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """The limits, the date, and which files are specifications."""
    group = parser.getgroup("vetoproof", "properties of governance specifications")
    group.addoption(
        "--vetoproof-timeout",
        type=float,
        default=60.0,
        metavar="SECONDS",
        help="limit a property (default: 60)",
    )
    group.addoption(
        "--vetoproof-steps",
        type=int,
        default=None,
        metavar="N",
        help="limit a property's solver steps (the same on every machine)",
    )
    group.addoption(
        "--vetoproof-memory",
        type=int,
        default=None,
        metavar="MIB",
        help="limit the solver's memory",
    )
    group.addoption(
        "--vetoproof-at",
        type=_day,
        default=None,
        metavar="DATE",
        help="ask about this day, as 2019-04-12",
    )
    parser.addini(
        "vetoproof_files",
        "names of files that are specifications (default: *.policy *.policy.md)",
        type="args",
        default=PATTERNS,
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        from verifier.words.calls import no_date

        raise pytest.UsageError(f"--vetoproof-at: {no_date(text)}") from None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SpecificationFile | None:
    """A specification, if its name says that it is one."""
    patterns: list[str] = parent.config.getini("vetoproof_files")
    if any(file_path.match(pattern) for pattern in patterns):
        collected: SpecificationFile = SpecificationFile.from_parent(parent, path=file_path)
        return collected
    return None


class NotUsableError(Exception):
    """A specification with errors."""


class SpecificationFile(pytest.File):
    """A specification; each of its properties is a test."""

    _encodings: Encodings | None = None
    _model: Model | None = None

    def collect(self) -> Iterable[pytest.Item]:
        """Its properties, in order."""
        from policy_dsl import PolicyErrors

        try:
            model = self.model
        except PolicyErrors as errors:
            raise NotUsableError(str(errors)) from None
        for prop in model.properties:
            title = f"[{prop.title}]" if prop.title else ""
            yield PropertyItem.from_parent(self, name=f"{prop.name}{title}", prop=prop)

    @property
    def model(self) -> Model:
        """What the file says, read once."""
        if self._model is None:
            from policy_dsl import load

            self._model = load(_short(self.path))
        return self._model

    @property
    def encodings(self) -> Encodings:
        """Its encodings, shared by the tests of this process."""
        if self._encodings is None:
            from verifier.encoding.encodings import Encodings

            self._encodings = Encodings(self.model)
        return self._encodings

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The errors in the specification, as `vetoproof check` prints them."""
        if isinstance(excinfo.value, NotUsableError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


class Unexpected(Exception):
    """A verdict that is not the expected one."""

    def __init__(self, result: PropertyResult) -> None:
        super().__init__(result.name)
        self.result = result


class PropertyItem(pytest.Item):
    """A property as a test."""

    def __init__(self, *, prop: Property, **given: Any) -> None:
        super().__init__(**given)
        self.prop = prop

    @property
    def file(self) -> SpecificationFile:
        """The specification."""
        assert isinstance(self.parent, SpecificationFile)
        return self.parent

    def runtest(self) -> None:
        """Prove or refute it, within the limits."""
        from policy_dsl.model import OnDate
        from policy_dsl.records import replace
        from verifier.checking.combining import check_property
        from verifier.solving.limits import Limits

        option = self.config.getoption
        day = option("--vetoproof-at")
        prop = self.prop if day is None else replace(self.prop, at=OnDate(day))
        limits = Limits(
            option("--vetoproof-timeout"), option("--vetoproof-steps"), option("--vetoproof-memory")
        )
        result = check_property(self.file.encodings, prop, limits)
        if not result.as_expected:
            raise Unexpected(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The story, not a traceback."""
        if not isinstance(excinfo.value, Unexpected):
            return super().repr_failure(excinfo, style)
        from verifier.rendering.junit import told
        from verifier.rendering.wrapping import british, spellings
        from verifier.results import SpecificationResult
        from verifier.words.check import not_expected

        result = excinfo.value.result
        model = self.file.model
        whole = SpecificationResult(model.file, model.title, (result,))
        spelt = spellings(model)
        spell = spelt.get(model.file, british)
        return f"{spell(not_expected(result))}\n{told(whole, result, spelt)}"

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands, and what it claims."""
        title = self.prop.title or self.prop.name
        return self.path, max(0, self.prop.place.line - 1), title


def _short(path: Path) -> str:
    """A path as one would type it here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
