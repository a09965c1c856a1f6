"""Which workspace a command works on, and what opens it."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

import keyring
import keyring.backend
import pytest

from crm.access import remember_key
from crm.store import locking
from crm.workspace import Workspace
from tests.commands.conftest import Kgotla
from tests.conftest import PASSPHRASE


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.txt"
    file.write_bytes(PASSPHRASE.encode() + b"\r\nsecond line\r\n")
    return file


def test_the_workspace_used_last_is_used_again(bare: Kgotla, workspace_folder: Path, secret: Path) -> None:
    assert bare("list", "team", "--passphrase-file", secret).code == 1
    assert bare("list", "team", "--passphrase-file", secret, "--workspace", workspace_folder).code == 0
    assert "Lerato Tester" in bare("list", "team", "--passphrase-file", secret).out


def test_without_any_workspace_the_sentence_says_what_to_do(bare: Kgotla, secret: Path) -> None:
    said = bare("check", "--passphrase-file", secret)
    assert said.code == 1
    assert "kgotla new" in said.err


def test_the_file_counts_before_the_variable(
    bare: Kgotla, workspace_folder: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KGOTLA_PASSPHRASE", "not this one")
    assert bare("list", "team", "--workspace", workspace_folder).code == 1
    assert bare("list", "team", "--workspace", workspace_folder, "--passphrase-file", secret).code == 0


def test_nobody_is_asked_where_nobody_can_answer(bare: Kgotla, workspace_folder: Path) -> None:
    said = bare("list", "team", "--workspace", workspace_folder)
    assert said.code == 1
    assert "--passphrase-file" in said.err


def test_on_a_terminal_the_passphrase_is_asked_for(
    bare: Kgotla, workspace_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", lambda _prompt, _stream: PASSPHRASE)
    assert bare("list", "team", "--workspace", workspace_folder).code == 0


def test_ctrl_c_at_the_prompt_ends_with_130(
    bare: Kgotla, workspace_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    def stop(_prompt: str, _stream: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", stop)
    said = bare("list", "team", "--workspace", workspace_folder)
    assert said.code == 130
    assert len(said.err.splitlines()) == 1


class InMemory(keyring.backend.KeyringBackend):
    """A keyring that forgets when the test ends."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def test_a_remembered_key_opens_without_a_passphrase(
    bare: Kgotla, workspace_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{InMemory.__module__}.{InMemory.__qualname__}")
    before = keyring.get_keyring()
    keyring.set_keyring(InMemory())
    try:
        opened = Workspace.open(workspace_folder, PASSPHRASE)
        remember_key(opened)
        opened.close()
        assert bare("list", "team", "--workspace", workspace_folder).code == 0
    finally:
        keyring.set_keyring(before)


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\xfd", b"wrong"])
def test_a_useless_passphrase_file_is_one_sentence(
    bare: Kgotla, workspace_folder: Path, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "useless.txt"
    file.write_bytes(content)
    said = bare("list", "team", "--workspace", workspace_folder, "--passphrase-file", file)
    assert said.code == 1
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("what", ["nothing", "a folder", "a file"])
def test_what_is_no_workspace_is_one_sentence(bare: Kgotla, tmp_path: Path, secret: Path, what: str) -> None:
    place = tmp_path / "place"
    if what == "a folder":
        place.mkdir()
    elif what == "a file":
        place.write_text("x", encoding="utf-8")
    said = bare("list", "people", "--workspace", place, "--passphrase-file", secret)
    assert said.code == 1
    assert len(said.err.splitlines()) == 1


def test_while_a_command_writes_the_workspace_can_be_read_but_not_written(
    kgotla: Kgotla, workspace_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "PATIENCE", 0.0)
    lock = locking.WriterLock.take(workspace_folder, "Somebody Else", locking.COMMANDS)
    try:
        assert kgotla("list", "team").code == 0
        said = kgotla("undo")
    finally:
        lock.release()
    assert said.code == 1
    assert "Somebody Else" in said.err
    assert len(said.err.splitlines()) == 1
