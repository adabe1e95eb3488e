"""From files to a specification: reading, `include`, and everything wrong with it in one run."""

from __future__ import annotations

import os
from collections.abc import Iterator

from policy_dsl import syntax
from policy_dsl.checker import Unit, check
from policy_dsl.diagnostics import Diagnostic, Diagnostics, PolicyErrors, Related, Severity
from policy_dsl.model import Specification
from policy_dsl.parsing import LARGEST_FILE, ParseResult, parse, parse_bytes
from policy_dsl.reading import NotAFileError, OutsideRootError, own_folder, read_bytes
from policy_dsl.records import dataclass, field
from policy_dsl.source import Source, Span
from policy_dsl.visible import visible

__all__ = ["Loaded", "examine", "examine_text", "load", "load_text", "load_with_warnings"]

Path = str | os.PathLike[str]

# Too large, no text, or in another language: nothing of it is known.
_UNREADABLE = frozenset({"VP010", "VP011", "VP021"})


@dataclass(frozen=True)
class Loaded:
    """What came out of reading a specification: the model if there was no error, what was found, and
    the texts that it points into, by the names that places give them.
    """

    specification: Specification | None
    diagnostics: tuple[Diagnostic, ...]
    sources: dict[str, Source]

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What has a meaning, but hardly the one that was wanted."""
        return tuple(one for one in self.diagnostics if one.severity is Severity.WARNING)

    def or_errors(self) -> Specification:
        """The specification; PolicyErrors, with everything found, if there is none."""
        if self.specification is None:
            raise PolicyErrors(self.diagnostics, self.sources)
        return self.specification


def load(path: Path, root: Path | None = None) -> Specification:
    """Read a specification and the files that it includes; PolicyErrors if anything is wrong.

    All of them lie within `root`, links resolved; without one, within the folder that the first is in.
    """
    return examine(path, root).or_errors()


def load_text(
    text: str, name: str = "text.policy", folder: Path | None = None, root: Path | None = None
) -> Specification:
    """Read a specification that is no file (yet). Without a `folder` it can't include files, with one those within
    `root`, or else within the folder.
    """
    return examine_text(text, name, folder, root).or_errors()


def load_with_warnings(
    path: Path, root: Path | None = None
) -> tuple[Specification, tuple[Diagnostic, ...]]:
    """A specification, and the warnings about it; PolicyErrors if anything is wrong."""
    loaded = examine(path, root)
    return loaded.or_errors(), loaded.warnings


def examine(path: Path, root: Path | None = None) -> Loaded:
    """All that there is to say about a file. Nothing is raised."""
    name = os.fspath(path)
    reading = _Reading(name, own_folder(name) if root is None else os.fspath(root))
    data = reading.contents(name, None)
    if data is not None:
        reading.take(parse_bytes(name, data, comments=False), name)
    return reading.result()


def examine_text(
    text: str, name: str = "text.policy", folder: Path | None = None, root: Path | None = None
) -> Loaded:
    """All that there is to say about a text. Nothing is raised."""
    path = None if folder is None else os.path.join(os.fspath(folder), os.path.basename(name))
    within = root if root is not None else folder if folder is not None else os.curdir
    reading = _Reading(name, os.fspath(within))
    reading.take(parse(Source(name, text), comments=False), path)
    return reading.result()


@dataclass
class _Reading:
    """The files read so far, and what they hold. `name` is the file that includes the others; all are in `root`."""

    name: str
    root: str
    declarations: list[syntax.Declaration] = field(default_factory=list)
    found: Diagnostics = field(default_factory=Diagnostics)
    sources: dict[str, Source] = field(default_factory=dict)
    broken_names: set[str] = field(default_factory=set)
    broken_kinds: set[str] = field(default_factory=set)
    incomplete: bool = False

    def take(self, first: ParseResult, path: str | None) -> None:
        """Take in a file, and those that it includes in the places where they are included.

        A file is known by where it really is, so that no spelling of its path reads it twice. The
        stack is explicit: files may include each other in long chains.
        """
        being_read: dict[str, Span] = {}  # and where it was included
        done: set[str] = set()
        stack = [(self._begin(first), path, self._enter(path, first.file.span, being_read))]
        while stack:
            nodes, here, identity = stack[-1]
            node = next(nodes, None)
            if node is None:
                stack.pop()
                being_read.pop(identity, None)
                done.add(identity)
            elif not isinstance(node, syntax.Include):
                self.declarations.append(node)
            else:
                target = self._target(node, here)
                if target is None:
                    continue
                known = _identity(target)
                if known in being_read:
                    self._report_circle(node, being_read, known)
                elif known not in done:
                    done.add(known)
                    data = self.contents(target, node)
                    if data is not None:
                        entered = self._enter(target, node.path.span, being_read)
                        stack.append(
                            (
                                self._begin(parse_bytes(target, data, comments=False)),
                                target,
                                entered,
                            )
                        )

    def result(self) -> Loaded:
        """Check what was read."""
        checked = check(
            Unit(
                self.name,
                self.declarations,
                self.broken_names,
                frozenset(self.broken_kinds),
                self.incomplete,
                self.root,
            )
        )
        self.found += checked.found
        order = {name: index for index, name in enumerate(self.sources)}
        told = sorted(self.found.told(), key=lambda one: order.get(one.span.file, -1))
        specification = None if self.found.failed else checked.specification
        return Loaded(specification, tuple(told), self.sources)

    def contents(self, path: str, include: syntax.Include | None) -> bytes | None:
        """The bytes of a file, or None once it is reported that it can't be read."""
        try:
            return read_bytes(path, self.root, LARGEST_FILE)
        except OutsideRootError as error:
            self._outside(path, error, include)
            return None
        except (OSError, ValueError) as error:
            self._unreadable(path, error, include)
            return None

    def _begin(self, result: ParseResult) -> Iterator[syntax.Declaration]:
        self.sources[result.source.name] = result.source
        self.found += result.found
        self.broken_names.update(result.broken_names, result.damaged_names)
        self.broken_kinds |= result.broken_kinds
        if "include" in result.broken_kinds or any(
            one.code in _UNREADABLE for one in result.diagnostics
        ):
            self.incomplete = True
        return iter(result.file.declarations)

    def _enter(self, path: str | None, span: Span, being_read: dict[str, Span]) -> str:
        identity = "" if path is None else _identity(path)
        being_read[identity] = span
        return identity

    def _target(self, node: syntax.Include, here: str | None) -> str | None:
        """The path of an included file, relative to the file that includes it."""
        if here is None:
            self._error(
                "VP084",
                node.span,
                "this text is not a file, so it is not clear where the other one is",
                "save it as a file, or write the declarations of the other one here",
            )
            self.incomplete = True
            return None
        return os.path.normpath(os.path.join(os.path.dirname(here), node.path.value))

    def _unreadable(self, path: str, error: Exception, include: syntax.Include | None) -> None:
        self.incomplete = True
        match error:
            case FileNotFoundError() | NotADirectoryError():
                reason, advice = "there is no such file", "check the name and the folder"
            case IsADirectoryError():
                reason, advice = "it is a folder, not a file", "name a file in it"
            case NotAFileError(kind=kind):
                reason, advice = f"it is {kind}, not a file", "name a file"
            case PermissionError():
                reason, advice = "it may not be read", "check who may read the file"
            case OSError():
                reason, advice = error.strerror or str(error), "check the name and the folder"
            case _:
                reason, advice = "no file can have this name", "check the name"
        if include is None:
            span = self._nowhere(path)
            self._error("VP082", span, f"`{visible(path)}` can't be read: {reason}", advice)
        else:
            self._error(
                "VP082",
                include.path.span,
                f"`{visible(include.path.value)}` can't be read: {reason}",
                f"{advice}; it was looked for at {visible(path)}",
            )

    def _outside(self, path: str, error: OutsideRootError, include: syntax.Include | None) -> None:
        """A file that is not read. Nothing is said of it, only of its name and where the root is."""
        self.incomplete = True
        allowed = f"`{visible(self.root)}`, the folder that files are read from"
        advice = f"if it is meant to be read, say so: --root {visible(error.root)}"
        if include is None:
            said = f"`{visible(path)}` is a link that leads out of {allowed}"
            self._error("VP087", self._nowhere(path), said, advice)
        else:
            named = visible(include.path.value)
            said = f"`{named}` is outside of {allowed}"
            self._error("VP087", include.path.span, said, advice)

    def _nowhere(self, path: str) -> Span:
        """The place of a file that was not read."""
        self.sources[path] = Source(path, "")
        return Span(path, 0, 0, 1, 1, 1, 1)

    def _report_circle(self, node: syntax.Include, being_read: dict[str, Span], known: str) -> None:
        files = list(being_read)
        inner = files[files.index(known) + 1 :]
        self._error(
            "VP083",
            node.path.span,
            "this file is being read already: the files include each other in a circle"
            if inner
            else "this file includes itself",
            "take one `include` of the circle away; what both files need goes into a third one"
            if inner
            else "take this line away",
            *(
                Related(being_read[name], "this `include` is a part of the circle")
                for name in inner
            ),
        )

    def _error(self, code: str, span: Span, message: str, help: str, *related: Related) -> None:
        self.found.add(Diagnostic(code, Severity.ERROR, message, span, help, related))


def _identity(path: str) -> str:
    """Where a file really is."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):  # no file can have this name: opening it will say so
        return path
