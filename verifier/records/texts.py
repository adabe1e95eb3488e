"""What a file of records says, as a text: in UTF-8, in UTF-16 where it begins so, or in the encoding that is said."""

from __future__ import annotations

from policy_dsl.reading import OutsideRootError, read_bytes
from verifier.records.faults import Fault
from verifier.records.tree import LARGEST
from verifier.words import record_files as say
from verifier.words.calls import unreadable


def text_of(path: str, root: str, encoding: str, faults: list[Fault]) -> str | None:
    """The text in a file; None, with a fault, if it can't be read.

    Without `encoding` it is UTF-8, or UTF-16 where the file begins with its mark.
    """
    try:
        data = read_bytes(path, root, LARGEST)
    except (OSError, ValueError, OutsideRootError) as error:
        faults.append(Fault(path, 0, "", say.cannot_be_read(unreadable(error))))
        return None
    if len(data) > LARGEST:
        faults.append(Fault(path, 0, "", say.too_large(LARGEST // 10**6)))
        return None
    if not encoding:
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        line = data.count(b"\n", 0, start) + 1
        faults.append(Fault(path, line, "", say.not_decoded(encoding)))
        return None
