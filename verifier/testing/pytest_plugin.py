"""The pytest plugin: `pytest specs/` makes each property of each specification a test.

A property that is not as expected fails with its story. Nothing heavy is imported before a specification is
collected, and the solver only in the process that runs a test, so this costs other projects nothing and
works with pytest-xdist. `vetoproof_files = ` (empty) in the settings, or `-p no:vetoproof`, turns it off.
"""

from __future__ import annotations

import time
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
    from verifier.solving.limits import Limits

PATTERNS = ["*.policy", "*.policy.md"]


# As those of `vetoproof check`: the name, what stands for its value, and what it does.
LIMITS = (
    ("timeout", "SECONDS", "limit all properties of a run together (default: no limit)"),
    ("question-timeout", "SECONDS", "limit a property (default: 60)"),
    ("steps", "N", "limit the solver steps of the whole run (the same on every machine)"),
    ("memory", "MIB", "limit the solver's memory"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The limits, the date, and which files are specifications."""
    group = parser.getgroup("vetoproof", "properties of governance specifications")
    for name, metavar, does in LIMITS:
        group.addoption(f"--vetoproof-{name}", metavar=metavar, help=does)
        parser.addini(_setting(name), does, default="")
    root = "read included files from this folder only (default: the folder that pytest was given)"
    group.addoption("--vetoproof-root", metavar="FOLDER", help=root)
    parser.addini("vetoproof_root", root, default="")
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


_STARTED = pytest.StashKey[float]()
_LIMITS_GIVEN = pytest.StashKey["Limits"]()


def pytest_configure(config: pytest.Config) -> None:
    """The time of a run counts from here; a limit that makes no sense ends it."""
    config.stash[_STARTED] = time.monotonic()
    if any(_typed(config, name) for name, _, _ in LIMITS):
        _limits(config)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        from verifier.words.calls import no_date

        raise pytest.UsageError(f"--vetoproof-at: {no_date(text)}") from None


def _setting(name: str) -> str:
    return f"vetoproof_{name.replace('-', '_')}"


def _typed(config: pytest.Config, name: str) -> str:
    """What the command line says of a limit, or else the settings."""
    text: str = config.getoption(f"--vetoproof-{name}") or config.getini(_setting(name))
    return text


def _limits(config: pytest.Config) -> Limits:
    """The limits of this run."""
    from verifier.solving.deadline import Deadline
    from verifier.solving.limits import Limits, StepsOfRun, count_in, seconds_in
    from verifier.words.calls import no_seconds, no_whole_number

    def given(name: str) -> float | None:
        text = _typed(config, name)
        if not text:
            return None
        of_time = name.endswith("timeout")
        try:
            return seconds_in(text) if of_time else count_in(text)
        except ValueError:
            said = no_seconds(text) if of_time else no_whole_number(text)
            raise pytest.UsageError(f"--vetoproof-{name}: {said}") from None

    if _LIMITS_GIVEN not in config.stash:
        whole, question, steps, memory = (given(name) for name, _, _ in LIMITS)
        config.stash[_LIMITS_GIVEN] = Limits(
            seconds=question or 60.0,
            megabytes=None if memory is None else int(memory),
            deadline=None if whole is None else Deadline.after(whole, config.stash[_STARTED]),
            run=None if steps is None else StepsOfRun(int(steps)),
        )
    return config.stash[_LIMITS_GIVEN]


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
        from policy_dsl.visible import visible

        try:
            model = self.model
        except PolicyErrors as errors:
            raise NotUsableError(str(errors)) from None
        for prop in model.properties:
            title = f"[{prop.title}]" if prop.title else ""
            yield PropertyItem.from_parent(self, name=visible(f"{prop.name}{title}"), prop=prop)

    @property
    def model(self) -> Model:
        """What the file says, read once."""
        if self._model is None:
            from policy_dsl import load

            self._model = load(_short(self.path), _root(self.config, self.path))
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

        day = self.config.getoption("--vetoproof-at")
        prop = self.prop if day is None else replace(self.prop, at=OnDate(day))
        result = check_property(self.file.encodings, prop, _limits(self.config))
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


def _root(config: pytest.Config, path: Path) -> Path:
    """The folder that a specification and what it includes are read from."""
    if given := config.getoption("--vetoproof-root"):
        return Path(config.invocation_params.dir, given)
    if setting := config.getini("vetoproof_root"):
        return Path(config.inipath.parent if config.inipath else config.rootpath, setting)
    named = (Path(config.invocation_params.dir, each.split("::")[0]) for each in config.args)
    around = [each for each in map(Path.resolve, named) if each in path.resolve().parents]
    return min(around, key=lambda each: len(each.parts), default=path.parent)


def _short(path: Path) -> str:
    """A path as one would type it here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
