"""Files that are written: whole, or not at all.

What was there stays until all that is new is on the disk. What a file is stays, too: its mode and owner, and
the links to it, symbolic or hard. A file that may not be written is not replaced, though its folder would let it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path

__all__ = ["check_place", "write_new", "write_whole"]

_BINARY = getattr(os, "O_BINARY", 0)
_STREAMS = ("/dev/", "/proc/")


def write_whole(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file, in the place of what was there if anything was. OSError: it is as it was.

    What is no file (a pipe, `/dev/stdout`) takes the bytes as they come.
    """
    given = os.fspath(path)
    real = os.path.realpath(given)
    try:
        old = os.stat(given)
    except FileNotFoundError:
        old = None
    if old is None:
        _beside(real, data, None)
    elif os.path.abspath(given).startswith(_STREAMS) or not _is_file(old):
        _stream(given, data)
    else:
        _may_write(real, old)
        if old.st_nlink > 1 or not _can_be_beside(real, old):
            _in_place(real, data)
        else:
            _beside(real, data, old)


def check_place(path: str | os.PathLike[str]) -> None:
    """Raises the OSError that `write_whole` would, where that is known before: no such folder, no file, read-only."""
    given = os.fspath(path)
    try:
        old = os.stat(given)
    except FileNotFoundError:
        os.stat(os.path.dirname(os.path.realpath(given)))
        return
    if _is_file(old):
        _may_write(os.path.realpath(given), old)


def write_new(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file where there is nothing yet, not even a link that leads nowhere. OSError: nothing is there.

    Raises:
        FileExistsError: something is.
    """
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    target = os.path.abspath(path)
    made = _written_beside(target, data, None)
    try:
        try:
            os.link(made, target)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if os.path.lexists(target):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
            os.replace(made, target)
    finally:
        Path(made).unlink(missing_ok=True)


def _may_write(real: str, old: os.stat_result) -> None:
    if not old.st_mode & 0o222 or not os.access(
        real, os.W_OK
    ):  # root may write all, and yet should not
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _is_file(found: os.stat_result) -> bool:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return stat.S_ISREG(found.st_mode)


def _can_be_beside(real: str, old: os.stat_result) -> bool:
    """Whether a new file in the folder can take the place of one, and be its owner's."""
    if not os.access(os.path.dirname(real), os.W_OK | os.X_OK):
        return False
    return not hasattr(os, "geteuid") or old.st_uid == os.geteuid() or os.geteuid() == 0


def _beside(real: str, data: bytes, old: os.stat_result | None) -> None:
    """Write another file in the same folder, and let it take the place of this one."""
    made = _written_beside(real, data, old)
    try:
        os.replace(made, real)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
    with contextlib.suppress(
        OSError
    ):  # the new name survives a loss of power; not every system can
        folder = os.open(os.path.dirname(real), os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _written_beside(real: str, data: bytes, old: os.stat_result | None) -> str:
    """The name of a complete new file in the same folder, like the old one if there is one."""
    folder, name = os.path.split(real)
    made = os.path.join(folder, f".{name[:100]}.{os.urandom(8).hex()}")
    file = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        try:
            if old is not None:
                _be_like(real, made, old)
            _write(file, data)
            os.fsync(file)
        finally:
            os.close(file)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
    return made


def _be_like(real: str, made: str, old: os.stat_result) -> None:
    import shutil

    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):  # a group that one is no member of
            os.chown(made, old.st_uid, old.st_gid)
    shutil.copystat(real, made)


def _in_place(real: str, data: bytes) -> None:
    """Write over a file that others are linked to. What was there is put back if that fails.

    The new length is taken from the disk before any old byte is touched, so that a full disk does no harm.
    """
    file = os.open(real, os.O_RDWR | _BINARY)
    try:
        before = _read_all(file)
        try:
            if len(data) > len(before):
                _reserve(file, len(data))
            _over(file, data)
            os.fsync(file)
        except BaseException:
            _over(file, before)
            raise
    finally:
        with contextlib.suppress(OSError):  # what is on the disk is whole, one or the other
            os.close(file)


def _reserve(file: int, size: int) -> None:
    if hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(file, 0, size)
        except OSError as error:
            if error.errno not in (errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS):
                raise


def _over(file: int, data: bytes) -> None:
    os.lseek(file, 0, os.SEEK_SET)
    _write(file, data)
    os.ftruncate(file, len(data))


def _read_all(file: int) -> bytes:
    pieces = []
    while piece := os.read(file, 1 << 20):
        pieces.append(piece)
    return b"".join(pieces)


def _stream(path: str, data: bytes) -> None:
    file = os.open(path, os.O_WRONLY | _BINARY)
    try:
        _write(file, data)
    finally:
        os.close(file)


def _write(file: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]
