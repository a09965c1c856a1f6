"""Once a workspace is closed, nothing that Python can still reach holds its keys or the passphrase."""

from __future__ import annotations

import gc
import hashlib
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm.operations.team import add_user
from crm.queries.team import list_users
from crm.rules.errors import UserError
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from ui.background.bugs import details


@pytest.fixture(autouse=True)
def everything_looked_through() -> Iterator[None]:
    """Also what was loaded before the tests began, which the garbage collector is told to leave alone otherwise."""
    gc.unfreeze()
    yield
    gc.collect()
    gc.freeze()


def digest(secret: bytes) -> bytes:
    """What a key is known by without holding it."""
    return hashlib.sha256(secret).digest()


def found(wanted: set[bytes]) -> list[str]:
    """The kinds of the objects in which a key stands: as bytes, as hex, or in the words of a statement."""
    gc.collect()
    kinds = []
    for holder in gc.get_objects():
        for part in gc.get_referents(holder):
            if type(part) in (bytes, bytearray) and len(part) == 32 and digest(bytes(part)) in wanted:
                kinds.append(f"{type(holder).__name__} of {type(part).__name__}")
            elif type(part) is str and _has_hex(part, wanted):
                kinds.append(f"{type(holder).__name__} of str")
    return kinds


def _has_hex(text: str, wanted: set[bytes]) -> bool:
    bare = text.removeprefix('PRAGMA key = "').rstrip('"').removeprefix("x'").rstrip("'")
    if len(bare) != 64 or not all(letter in "0123456789abcdef" for letter in bare):
        return False
    return digest(bytes.fromhex(bare)) in wanted


def test_a_closed_workspace_leaves_no_key_behind(workspace_folder: Path) -> None:
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
    wanted = {digest(bytes(workspace.user_key.private)), digest(bytes(workspace._unlocked.file_key))}
    assert found(wanted), "the search finds the keys of an open one"
    workspace.do(add_user, "Thandi")
    workspace.ask(list_users)
    workspace.renew_file_key()
    wanted.add(digest(bytes(workspace._unlocked.file_key)))
    workspace.back_up(workspace_folder / "backups" / "one.kgotla-backup")
    workspace.close()
    assert found(wanted) == []


def test_a_passphrase_is_dropped_when_it_has_opened_or_not(workspace_folder: Path) -> None:
    for typed in (PASSPHRASE, PASSPHRASE + " not quite"):
        words = "".join(list(typed))  # a text of its own
        try:
            Workspace.open(workspace_folder, words).close()
        except UserError as error:
            assert words not in details(error), "what is told of a bug"
            assert words not in "".join(traceback.format_exception(error))
        held = id(words)
        del words
        gc.collect()
        assert not [part for part in _texts() if id(part) == held and part == typed]


def _texts() -> list[str]:
    return [part for holder in gc.get_objects() for part in gc.get_referents(holder) if type(part) is str]


def test_no_key_shows_in_what_is_printed_of_a_workspace(workspace_folder: Path) -> None:
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
    shown = (
        f"{workspace!r} {workspace._unlocked!r} {workspace.user_key!r} {workspace.folder!r} {workspace.list_keys()!r}"
    )
    secrets = [bytes(workspace.user_key.private), bytes(workspace._unlocked.file_key)]
    with pytest.raises(UserError) as raised:
        workspace.change_passphrase("not it", "another")
    shown += "".join(traceback.format_exception(raised.value)) + details(raised.value)
    for secret in secrets:
        assert secret.hex() not in shown
        assert repr(secret)[2:-1] not in shown
    workspace.close()
