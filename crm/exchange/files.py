"""Files on disk: read whole within a limit, written whole or not at all."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TypeVar

from crm.rules.errors import EnvironmentProblem, UserError

T = TypeVar("T")

LARGEST = 200 * 1024 * 1024
"""Bytes of the largest file that is read."""

MOST_ENTRIES = 200_000
"""Rows, cards or events of the longest list that is read: more would not fit into the memory of a small laptop."""


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a file.

    Raises UserError “file-missing”, “file-is-folder”, “file-empty”, “file-too-large”, and EnvironmentProblem
    “file-unreadable” when the computer will not hand it over.
    """
    try:
        if path.is_dir():
            raise UserError("file-is-folder", file=str(path))
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except FileNotFoundError:
        raise UserError("file-missing", file=str(path)) from None
    except (OSError, ValueError) as error:
        raise EnvironmentProblem("file-unreadable", file=str(path), reason=_reason(error)) from None
    if len(data) > largest:
        raise UserError("file-too-large", file=path.name, limit=largest // (1024 * 1024))
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise UserError("file-empty", file=path.name)
    return data


def check_length(count: int, source_name: str) -> None:
    """Raise UserError “list-too-long” for more entries than are read."""
    if count > MOST_ENTRIES:
        raise UserError("list-too-long", file=source_name, limit=MOST_ENTRIES)


def within_length(entries: Iterable[T], source_name: str) -> Iterator[T]:
    """The entries of a file one by one; raises UserError “list-too-long” where they go on too long."""
    for count, entry in enumerate(entries, start=1):
        check_length(count, source_name)
        yield entry


@contextmanager
def replacing(path: Path, encoding: str) -> Iterator[IO[str]]:
    """Write a text file as `replacing_bytes` does."""
    with replacing_bytes(path) as raw:
        file = io.TextIOWrapper(raw, encoding, errors="replace", newline="")
        try:
            yield file
        finally:
            file.detach()  # the raw file is not closed yet: it is to be put in its place


@contextmanager
def replacing_bytes(path: Path) -> Iterator[IO[bytes]]:
    """Write a file under another name beside it and put it in its place once it is complete.

    Raises UserError “folder-missing”, and EnvironmentProblem “file-not-writable” (full disk, file open elsewhere).
    """
    if not path.parent.is_dir():
        raise UserError("folder-missing", folder=str(path.parent))
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(
            "w+b", dir=path.parent, prefix=".kgotla-", suffix=".part", delete=False
        ) as file:
            temporary = file.name
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        raise EnvironmentProblem("file-not-writable", file=str(path), reason=_reason(error)) from None
    finally:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink(missing_ok=True)


def fingerprint(path: Path) -> str:
    """The SHA-256 of the bytes of a file that was just written. Raises EnvironmentProblem “file-unreadable”."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EnvironmentProblem("file-unreadable", file=str(path), reason=_reason(error)) from None


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
