"""A closed workspace of the test's own, and the key of its database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from crm.store import engine, keys
from crm.store.folder import WorkspaceFolder
from crm.store.keys import Cost, Passphrase
from tests.conftest import PASSPHRASE

CHEAP = Cost(passes=1, lanes=1, memory=8)
"""Guesses that cost nothing, for tests that make many slots."""


@pytest.fixture
def place(workspace_folder: Path) -> WorkspaceFolder:
    """A workspace folder that nobody has open."""
    return WorkspaceFolder(workspace_folder)


@pytest.fixture(scope="session")
def file_key(blank_folder: Path) -> bytes:
    """The key of every workspace database the tests copy."""
    return keys.unlock(WorkspaceFolder(blank_folder).read_keys(), Passphrase(PASSPHRASE)).file_key


@contextmanager
def opened(file: Path, key: bytes, mode: engine.Mode = "write") -> Iterator[Any]:
    """A driver connection that is surely closed."""
    connection = engine.connect(file, key, mode)
    try:
        yield connection
    finally:
        connection.close()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def untouched(place: WorkspaceFolder) -> Iterator[Callable[[], None]]:
    """Call it once the folder is as the test wants it: at the end every file is still the same, and none is new."""
    noted: list[dict[str, bytes]] = []
    yield lambda: noted.append(contents(place.path))
    assert noted, "the test never said what the files were"
    assert contents(place.path) == noted[0]
