"""“Remember on this computer”: with a keyring in memory, with none, and with ones that must not be trusted."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType

import keyring
import pytest
from keyring import errors
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

from crm.rules.errors import EnvironmentProblem
from crm.store import remember
from crm.store.keys import PersonKey

KEY = PersonKey(bytes(range(32)))
OTHER = PersonKey(bytes(32))


class InMemory(KeyringBackend):
    """A keyring that works, until it is told to raise something."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.trouble: Exception | None = None
        self.swallows = False

    def get_password(self, service: str, username: str) -> str | None:
        self._fail()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()
        if not self.swallows:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._fail()
        del self.kept[service, username]

    def _fail(self) -> None:
        if self.trouble:
            raise self.trouble


def choose(backend: KeyringBackend, monkeypatch: pytest.MonkeyPatch, *, named: bool = True) -> None:
    """Make this the keyring of the computer."""
    if named:
        kind = type(backend)
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{kind.__module__}.{kind.__qualname__}")
    else:
        monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    keyring.set_keyring(backend)


@pytest.fixture(autouse=True)
def keyring_put_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    yield


@pytest.fixture
def in_memory(monkeypatch: pytest.MonkeyPatch) -> InMemory:
    backend = InMemory()
    choose(backend, monkeypatch)
    return backend


def test_a_key_is_kept_read_and_forgotten(in_memory: InMemory) -> None:
    assert remember.is_available()
    assert remember.get("w") is None
    remember.store("w", KEY)
    assert remember.get("w") == KEY
    assert remember.get("another") is None
    assert list(in_memory.kept) == [("Kgotla", "w")]
    remember.forget("w")
    remember.forget("w")
    assert remember.get("w") is None
    assert not in_memory.kept


def test_a_key_kept_again_replaces_the_first(in_memory: InMemory) -> None:
    remember.store("w", KEY)
    remember.store("w", OTHER)
    assert remember.get("w") == OTHER


def test_what_is_kept_fits_the_smallest_keyring(in_memory: InMemory) -> None:
    """Windows holds about 1,280 characters."""
    remember.store("w", KEY)
    assert all(len(text) < 100 for text in in_memory.kept.values())


@pytest.mark.parametrize(
    "trouble",
    [
        errors.KeyringLocked("locked"),
        errors.InitError("dismissed"),
        errors.NoKeyringError("none"),
        errors.PasswordSetError("full"),
        OSError("the bus is gone"),
        RuntimeError("no service"),
    ],
)
def test_a_keyring_that_fails_means_asking_each_time(in_memory: InMemory, trouble: Exception) -> None:
    remember.store("w", KEY)
    in_memory.trouble = trouble
    assert remember.get("w") is None
    for action in (lambda: remember.store("w", OTHER), lambda: remember.forget("w")):
        with pytest.raises(EnvironmentProblem, match="keyring-refused"):
            action()
    in_memory.trouble = None
    assert remember.get("w") == KEY


def test_what_secretstorage_raises_past_keyring_is_caught(in_memory: InMemory) -> None:
    exceptions = pytest.importorskip("secretstorage.exceptions")
    in_memory.trouble = exceptions.LockedException("locked")
    assert remember.get("w") is None


def test_a_keyring_that_keeps_nothing_is_found_out(in_memory: InMemory) -> None:
    in_memory.swallows = True
    with pytest.raises(EnvironmentProblem, match="keyring-refused"):
        remember.store("w", KEY)


@pytest.mark.parametrize("text", ["", "not base64!", "AAAA", "ключ", "A" * 1000])
def test_something_else_under_our_name_is_not_taken_for_a_key(in_memory: InMemory, text: str) -> None:
    in_memory.kept["Kgotla", "w"] = text
    assert remember.get("w") is None


def test_a_bug_in_a_keyring_is_not_hidden(in_memory: InMemory) -> None:
    in_memory.trouble = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        remember.get("w")


def refuses_to_keep() -> bool:
    assert not remember.is_available()
    assert remember.get("w") is None
    remember.forget("w")
    with pytest.raises(EnvironmentProblem, match="no-keyring"):
        remember.store("w", KEY)
    return True


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring])
@pytest.mark.parametrize("named", [True, False])
def test_no_keyring_is_no_place_for_a_key(
    backend: type[KeyringBackend], named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(backend(), monkeypatch, named=named)
    assert refuses_to_keep()


def test_a_plain_file_is_refused_even_when_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = type("PlaintextKeyring", (InMemory,), {"__module__": "keyrings.alt.file"})()
    choose(backend, monkeypatch)
    assert refuses_to_keep()
    assert not backend.kept


def test_an_unknown_keyring_is_used_only_when_somebody_named_it(monkeypatch: pytest.MonkeyPatch) -> None:
    choose(InMemory(), monkeypatch, named=False)
    assert refuses_to_keep()


def test_behind_a_chain_only_the_trusted_keyring_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = type("PlaintextKeyring", (InMemory,), {"__module__": "keyrings.alt.file"})()
    system = type("Keyring", (InMemory,), {"__module__": "keyring.backends.SecretService"})()
    system.trouble = errors.KeyringLocked("locked")

    class Chain(chainer.ChainerBackend):
        backends = (plain, system)  # type: ignore[assignment]

    choose(Chain(), monkeypatch, named=False)
    assert remember.is_available()
    with pytest.raises(EnvironmentProblem, match="keyring-refused"):
        remember.store("w", KEY)
    assert not plain.kept


@pytest.mark.parametrize("name", ["no.such.module.Keyring", "keyring.backends.null.Nothing", "nonsense", "json"])
def test_a_backend_that_cannot_be_loaded_is_none_at_all(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    assert refuses_to_keep()


def test_keyring_is_not_loaded_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "crm.store.remember")
    monkeypatch.setitem(sys.modules, "keyring", ModuleType("not to be asked"))
    import crm.store.remember as fresh

    assert fresh.SERVICE == "Kgotla"
