"""Files on disk: read whole within a limit, written whole or not at all."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from crm.rules.errors import EnvironmentProblem, UserError

LARGEST = 200 * 1024 * 1024
"""Bytes of the largest file that is read."""


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
