"""Files that are read: regular ones within a root, up to a size.

What a specification or a record names is somebody else's choice, and what is wrong with a file is shown with
its words. So nothing outside of the root is opened, links resolved, and nothing that waits or never ends.
"""

from __future__ import annotations

import errno
import os
import stat

__all__ = [
    "NotAFileError",
    "OutsideRootError",
    "own_folder",
    "read_bytes",
    "root_of",
    "stay_within",
]

_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class NotAFileError(OSError):
    """There is something of this name, but no file. `kind` says what, as "a pipe"."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class OutsideRootError(Exception):
    """A file that is not read, as it lies outside of the root. With `root` as the root it would be."""

    def __init__(self, root: str) -> None:
        super().__init__(root)
        self.root = root


def own_folder(path: str) -> str:
    """The folder that a file is in: its root, where no other is given."""
    return os.path.dirname(path) or os.curdir


def root_of(path: str, root: str | None) -> str:
    """The root of a file that a call names: the one given, if the file's folder is in it, or else that folder."""
    own = own_folder(path)
    if root is None:
        return own
    allowed = os.path.realpath(root)
    return root if _common(allowed, os.path.realpath(own)) == allowed else own


def stay_within(path: str, root: str) -> str:
    """Where a path really is; OutsideRootError if that is not within the root."""
    real = os.path.realpath(path)
    allowed = os.path.realpath(root)
    if _common(allowed, real) != allowed:
        raise OutsideRootError(_as_typed(_common(allowed, os.path.dirname(real)), root))
    return real


def read_bytes(path: str, root: str, at_most: int) -> bytes:
    """The first `at_most` + 1 bytes of a regular file within a root: one more tells that there are too many.

    Nothing is learnt of what is outside of the root, not even whether it exists.

    Raises:
        OutsideRootError: where it really is, links resolved, is not within the root.
        NotAFileError: it is a pipe, a device or a socket.
        OSError: there is no such file, it is a folder, or it may not be read.
        ValueError: no file can have this name.
    """
    real = stay_within(path, root)
    _refuse_other_kinds(os.stat(real))
    # Between the look and the opening it may have become something else: opening must not wait, nor follow a link.
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    flags |= getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    file = os.open(real, flags)
    try:
        found = os.fstat(file)
        _refuse_other_kinds(found)
        return _contents(file, found.st_size, at_most)
    finally:
        os.close(file)


def _contents(file: int, size: int, at_most: int) -> bytes:
    pieces: list[bytes] = []
    left = at_most + 1
    while left > 0:
        piece = os.read(file, min(left, max(size + 1, 1 << 16)))
        if not piece:
            break
        pieces.append(piece)
        left -= len(piece)
        size -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _refuse_other_kinds(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):
        raise NotAFileError(
            next((kind for is_it, kind in _KINDS if is_it(found.st_mode)), "no file")
        )


def _common(left: str, right: str) -> str:
    """The folder that two real paths are in."""
    try:
        return os.path.commonpath([left, right])
    except ValueError:  # on different drives of Windows: there is none
        return right


def _as_typed(folder: str, root: str) -> str:
    """A real path, spelt from where one is if the root was."""
    return folder if os.path.isabs(root) or folder == os.sep else os.path.relpath(folder)
