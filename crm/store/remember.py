"""“Remember on this computer”: a person's key in the keyring of the operating system.

Off unless the person asks for it. Only keyrings that encrypt are used: the operating systems' own, or one the person
named in the environment variable PYTHON_KEYRING_BACKEND. Where there is none, or it is locked or gone, the passphrase
is asked for each time; nothing is ever kept in the clear instead.

A keyring may ask its owner to unlock it, so nothing here may run on the thread of a window. The package `keyring` takes
a tenth of a second to import; it is imported at the first question.
"""

from __future__ import annotations

import base64
import binascii
import importlib
import os
import sys
from typing import TYPE_CHECKING

from crm.rules.errors import EnvironmentProblem
from crm.store.engine import KEY_BYTES
from crm.store.keys import PersonKey

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Kgotla"
"""The name under which the keyring shows the entries."""

_OPERATING_SYSTEMS_OWN = {
    "keyring.backends.SecretService",
    "keyring.backends.Windows",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
    "keyring.backends.macOS",
}
_NEVER = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
"""No keyring at all, or (keyrings.alt) plain files."""

_LIBRARY_ERRORS = (
    ("secretstorage.exceptions", "SecretStorageException"),
    ("jeepney.wrappers", "DBusErrorResponse"),
    ("win32ctypes.pywin32.pywintypes", "error"),
)
"""What the libraries below `keyring` raise past it."""


def is_available() -> bool:
    """Whether this computer has a keyring that may keep a key. It may turn out locked when it is used."""
    return _backend() is not None


def store(workspace_id: str, key: PersonKey) -> None:
    """Remember a person's key for this workspace, and read it back.

    Raises EnvironmentProblem("no-keyring") or ("keyring-refused").
    """
    backend = _backend()
    if backend is None:
        raise EnvironmentProblem("no-keyring")
    text = base64.b64encode(key.private).decode("ascii")
    try:
        backend.set_password(SERVICE, workspace_id, text)
        is_kept = backend.get_password(SERVICE, workspace_id) == text
    except _errors() as error:
        raise EnvironmentProblem("keyring-refused") from error
    if not is_kept:
        raise EnvironmentProblem("keyring-refused")


def get(workspace_id: str) -> PersonKey | None:
    """The key remembered for this workspace; None when there is none, or the keyring is locked or gone."""
    backend = _backend()
    if backend is None:
        return None
    try:
        text = backend.get_password(SERVICE, workspace_id)
        private = bytearray(base64.b64decode(text or "", validate=True))
    except binascii.Error:
        return None
    except _errors():
        return None
    return PersonKey(private) if len(private) == KEY_BYTES else None


def forget(workspace_id: str) -> None:
    """Forget the key of this workspace, if one is remembered. Raises EnvironmentProblem("keyring-refused")."""
    backend = _backend()
    if backend is None:
        return
    try:
        if backend.get_password(SERVICE, workspace_id) is not None:
            backend.delete_password(SERVICE, workspace_id)
    except _errors() as error:
        raise EnvironmentProblem("keyring-refused") from error


def _backend() -> KeyringBackend | None:
    """The keyring to use, or None."""
    import keyring
    from keyring.backends.chainer import ChainerBackend

    try:
        chosen = keyring.get_keyring()
        candidates = list(chosen.backends) if isinstance(chosen, ChainerBackend) else [chosen]
    except _errors():
        return None
    return next((candidate for candidate in candidates if _is_trusted(candidate)), None)


def _is_trusted(backend: KeyringBackend) -> bool:
    kind = type(backend)
    if kind.__module__.startswith(_NEVER):
        return False
    named = os.environ.get("PYTHON_KEYRING_BACKEND", "")
    return kind.__module__ in _OPERATING_SYSTEMS_OWN or named == f"{kind.__module__}.{kind.__qualname__}"


def _errors() -> tuple[type[Exception], ...]:
    """Everything that means “this keyring cannot be used now”.

    RuntimeError, ImportError, AttributeError and ValueError are how `keyring` says that a configured backend does not
    work here; OSError is a lost connection to the keyring's service.
    """
    from keyring.errors import KeyringError

    found: list[type[Exception]] = [KeyringError, RuntimeError, ImportError, AttributeError, ValueError, OSError]
    for module, name in _LIBRARY_ERRORS:
        if module in sys.modules:
            found.append(getattr(importlib.import_module(module), name))
    return tuple(found)
