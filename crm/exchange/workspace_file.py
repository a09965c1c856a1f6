"""A whole workspace in one file that any program can read: JSON that says itself what each table and column means.

One row stands on one line, tables come in an order in which each comes after what it points at, rows in the order of
their ids. With the files kept with records it is a zip: `workspace.json`, and each file under `files/` by its SHA-256.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from crm.exchange.files import read_bytes, replacing_bytes
from crm.exchange.json_files import parse_json
from crm.rules.errors import UserError

FORMAT = "kgotla-workspace"
MEMBER = "workspace.json"
FILES = "files/"
LARGEST = 2 * 1024**3
"""Bytes of the largest workspace that is read back."""

_BEGINNING = 4096
_ZIP = b"PK\x03\x04"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError)

Row = Mapping[str, Any]


@dataclass(frozen=True)
class WorkspaceFile:
    """A workspace as its file has it; `files` are the SHA-256 of what is in the zip beside it."""

    path: Path
    version: int
    counters: dict[str, int]
    rows: dict[str, list[dict[str, Any]]]
    files: frozenset[str] = frozenset()

    def read_file(self, sha256: str) -> bytes:
        """The bytes of a file kept with a record. Raises UserError “workspace-file-damaged”."""
        with _unpacking(self.path), zipfile.ZipFile(self.path) as packed:
            return packed.read(FILES + sha256)


def is_workspace_file(path: Path) -> bool:
    """Whether a file says that it is a whole workspace."""
    try:
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
        if beginning.startswith(_ZIP):
            with zipfile.ZipFile(path) as packed, packed.open(MEMBER) as member:
                beginning = member.read(_BEGINNING)
    except (OSError, ValueError, *_DAMAGED):
        return False
    return beginning.lstrip(b"\xef\xbb\xbf \t\r\n{")[:40].replace(b" ", b"").startswith(f'"format":"{FORMAT}"'.encode())


def write_workspace_file(
    head: Row,
    tables: Iterable[tuple[str, Iterable[Row]]],
    path: Path,
    files: Iterable[tuple[str, Callable[[], bytes]]] | None = None,
) -> int:
    """Write it and return how many rows there were; with `files` (SHA-256, bytes) as a zip.

    Raises as `files.replacing_bytes` does.
    """
    with replacing_bytes(path) as raw:
        if files is None:
            return _write_json(head, tables, raw)
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packed:
            with packed.open(MEMBER, "w", force_zip64=True) as member:
                count = _write_json(head, tables, member)
            for sha256, data in files:
                packed.writestr(FILES + sha256, data())
    return count


def _write_json(head: Row, tables: Iterable[tuple[str, Iterable[Row]]], raw: IO[bytes]) -> int:
    file = io.TextIOWrapper(raw, "utf-8", errors="replace", newline="")
    file.write(json.dumps({"format": FORMAT, **head}, ensure_ascii=False, indent=1).rstrip().removesuffix("}").rstrip())
    file.write(',\n "rows": {')
    count = 0
    for at, (name, rows) in enumerate(tables):
        file.write(f"{',' if at else ''}\n  {json.dumps(name)}: [")
        is_first = True
        for row in rows:
            file.write("\n   " if is_first else ",\n   ")
            file.write(json.dumps(row, ensure_ascii=False))
            is_first = False
            count += 1
        file.write("]" if is_first else "\n  ]")
    file.write("\n }\n}\n")
    file.flush()
    file.detach()
    return count


def read_workspace_file(path: Path) -> WorkspaceFile:
    """The whole file, its shape checked; what each row may hold is the tables' to say.

    Raises UserError “workspace-file-damaged” and as `files.read_bytes` does.
    """
    data, files = _contents(path)
    found: Any = parse_json(data, path.name)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _damaged(path, FORMAT)
    if not isinstance(found.get("version"), int):
        raise _damaged(path, "version")
    counters, rows = found.get("counters"), found.get("rows")
    if not _are_counters(counters) or not _are_tables(rows):
        raise _damaged(path, "rows")
    return WorkspaceFile(path, found["version"], found["counters"], found["rows"], files)


def _are_counters(value: Any) -> bool:
    return isinstance(value, dict) and all(type(count) is int and 0 <= count < 10**12 for count in value.values())


def _are_tables(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(rows, list) and all(isinstance(row, dict) for row in rows) for rows in value.values()
    )


def _contents(path: Path) -> tuple[bytes, frozenset[str]]:
    """The JSON, and the names of the files beside it."""
    with path.open("rb") if path.is_file() else io.BytesIO() as file:
        is_packed = file.read(len(_ZIP)) == _ZIP
    if not is_packed:
        return read_bytes(path, LARGEST), frozenset()
    with _unpacking(path), zipfile.ZipFile(path) as packed:
        if sum(part.file_size for part in packed.infolist()) > LARGEST:
            raise UserError("file-too-large", file=path.name, limit=LARGEST // 1024**2)
        names = frozenset(name.removeprefix(FILES) for name in packed.namelist() if name.startswith(FILES))
        return packed.read(MEMBER), names


@contextmanager
def _unpacking(path: Path) -> Iterator[None]:
    try:
        yield
    except _DAMAGED:
        raise _damaged(path, MEMBER) from None


def _damaged(path: Path, where: str) -> UserError:
    return UserError("workspace-file-damaged", file=path.name, where=where)
