"""`check` finds what is wrong and names it; on a sound workspace it finds nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from crm.rules.errors import EnvironmentProblem
from crm.store import blobs, check, keys
from crm.store.engine import environment_problems
from crm.store.folder import WorkspaceFolder
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.store.conftest import CHEAP, opened

PLACES = 60
"""How many random bits are flipped, one at a time."""


def findings(place: WorkspaceFolder, key: bytes) -> list[str]:
    """The codes `check` finds, or the one with which not even opening succeeds."""
    try:
        with environment_problems(), opened(place.database, key, "immutable") as connection:
            return [finding.code for finding in check.check(connection, place.read_keys(), place.read_head(), key)]
    except EnvironmentProblem as problem:
        return [problem.code]


def test_a_sound_workspace_has_no_findings(place: WorkspaceFolder, file_key: bytes, workspace: Workspace) -> None:
    assert findings(place, file_key) == []
    assert workspace.check() == []


def test_one_flipped_bit_anywhere_is_found(place: WorkspaceFolder, file_key: bytes) -> None:
    size, chance = place.database.stat().st_size, random.Random(2026)
    with opened(place.database, file_key) as connection:
        blobs.put(connection, chance.randbytes(30_000))
    for _number in range(PLACES):
        byte, bit = chance.randrange(4096, size), 1 << chance.randrange(8)
        with place.database.open("rb+") as file:
            file.seek(byte)
            original = file.read(1)
            file.seek(byte)
            file.write(bytes([original[0] ^ bit]))
        assert findings(place, file_key)[0] in ("page-damaged", "database-damaged"), f"bit {bit} of byte {byte}"
        with place.database.open("rb+") as file:
            file.seek(byte)
            file.write(original)
    assert findings(place, file_key) == []


def test_the_damaged_page_is_named(place: WorkspaceFolder, file_key: bytes) -> None:
    with place.database.open("rb+") as file:
        file.seek(-2048, 2)
        file.write(b"not this")
    with opened(place.database, file_key, "immutable") as connection:
        (found,) = check.check_database(connection)
    assert found.code == "page-damaged"
    assert str(place.database.stat().st_size // 4096) in str(found.params["what"])


def test_a_page_that_is_gone_is_found(place: WorkspaceFolder, file_key: bytes) -> None:
    """Whole pages missing in the middle leave pages that are each sound."""
    content = place.database.read_bytes()
    place.database.write_bytes(content[: 40 * 4096] + content[41 * 4096 :] + content[-4096:])
    assert findings(place, file_key)


def test_a_link_to_nothing_is_found(place: WorkspaceFolder, file_key: bytes) -> None:
    with opened(place.database, file_key) as connection:
        connection.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE child (parent_id INTEGER REFERENCES parent (id))")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("INSERT INTO child VALUES (7)")
    assert findings(place, file_key) == ["link-broken"]


def test_changed_attachments_are_found(place: WorkspaceFolder, file_key: bytes) -> None:
    with opened(place.database, file_key) as connection:
        sha256 = blobs.put(connection, b"photo")
        connection.execute("UPDATE blob SET data = x'00' WHERE sha256 = ?", (sha256,))
    assert findings(place, file_key) == ["attachment-damaged"]


def test_a_slot_slipped_into_the_keys_is_found(place: WorkspaceFolder, file_key: bytes) -> None:
    slipped, _own = keys.add_person(place.read_keys(), bytes(32), "Mallory", "words", cost=CHEAP)
    place.write_keys(slipped)
    assert findings(place, file_key) == ["keys-altered"]


def test_a_change_of_keys_by_kgotla_itself_is_not(place: WorkspaceFolder, file_key: bytes) -> None:
    workspace = Workspace.open(place.path, PASSPHRASE)
    workspace.change_passphrase(PASSPHRASE, "new words")
    workspace.make_recovery_sheet()
    workspace.close()
    assert findings(place, file_key) == []


@pytest.mark.parametrize("byte", [0, 15])
def test_a_head_the_keys_do_not_know_is_found(byte: int, place: WorkspaceFolder, file_key: bytes) -> None:
    salt = bytearray(place.read_head())
    salt[byte] ^= 1
    place.write_keys(keys.with_salt(place.read_keys(), bytes(salt)))
    assert findings(place, file_key) == ["salt-differs"]


def test_checking_changes_nothing(workspace_folder: Path, file_key: bytes) -> None:
    place = WorkspaceFolder(workspace_folder)
    before = place.database.read_bytes()
    findings(place, file_key)
    assert place.database.read_bytes() == before
    assert sorted(path.name for path in place.path.iterdir() if path.name.startswith("workspace.db")) == [
        "workspace.db"
    ]
