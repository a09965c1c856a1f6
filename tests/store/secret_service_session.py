"""Run under `dbus-run-session`: keeps, reads and forgets a key in a real Secret Service, and prints what happened.

The keyring's daemon belongs to this process alone; it is ended before the last questions, which find it gone.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import keyring

from crm.access import remember_key, remembered_key
from crm.rules.errors import EnvironmentProblem
from crm.store import remember
from crm.store.keys import PersonKey
from crm.workspace import Workspace
from ui import commands

WORKSPACE = "11111111-2222-3333-4444-555555555555"
KEY = PersonKey(bytes(range(32)))


def start_daemon() -> subprocess.Popen[bytes]:
    """An unlocked keyring; its first line says that it is ready."""
    daemon = subprocess.Popen(
        ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert daemon.stdin is not None
    assert daemon.stdout is not None
    daemon.stdin.write(b"a keyring's own passphrase")
    daemon.stdin.close()
    daemon.stdout.readline()
    return daemon


def entries() -> list[dict[str, str]]:
    """What the keyring shows of ours to other programs: names, never the key."""
    import secretstorage  # only where there is a Secret Service

    connection = secretstorage.dbus_init()
    try:
        found = secretstorage.get_default_collection(connection).search_items({"service": remember.SERVICE})
        return [item.get_attributes() for item in found]
    finally:
        connection.close()


def refusal() -> str:
    """The code with which keeping a key fails."""
    try:
        remember.store(WORKSPACE, KEY)
    except EnvironmentProblem as problem:
        return problem.code
    return ""


def begin(folder: Path, passphrase: str) -> tuple[bytes, str]:
    """A workspace is remembered, and opened again with what the keyring has: the key, and whose it is."""
    opened = Workspace.open(folder, passphrase)
    remember_key(opened)
    opened.close()
    key = remembered_key(folder)
    assert key is not None
    secret, opened = bytes(key.private), Workspace.open(folder, key)
    opened.close()
    return secret, opened.user_name


def go_on(folder: Path, passphrase: str) -> dict[str, object]:
    """The keyring is gone in the middle of it: what asking, keeping and opening come to."""
    try:
        remembered, refused = remembered_key(folder) is not None, refusal()
    finally:
        os.environ["KGOTLA_PASSPHRASE"] = passphrase
    code = commands.run(["key", "list", "--workspace", str(folder)])
    return {"remembered": remembered, "refused": refused, "opened with the passphrase": code}


def in_the_clear(folder: Path, secret: bytes) -> list[str]:
    """The files below the home folder and the workspace in which the key stands, as bytes, hex or base64."""
    forms = (secret, secret.hex().encode(), base64.b64encode(secret))
    places = (folder, Path(os.environ["HOME"]))
    files = (path for place in places for path in place.rglob("*") if path.is_file())
    return [path.name for path in files if any(form in path.read_bytes() for form in forms)]


def main() -> None:
    folder, passphrase = Path(sys.argv[1]), sys.argv[2]
    daemon = start_daemon()
    told: dict[str, object] = {}
    try:
        told["available"] = remember.is_available()
        told["backend"] = type(keyring.get_keyring()).__module__
        told["before"] = remember.get(WORKSPACE) is not None
        remember.store(WORKSPACE, KEY)
        told["kept"] = remember.get(WORKSPACE) == KEY
        told["entries"] = [entry["username"] for entry in entries()]
        told["other workspace"] = remember.get("another") is not None
        remember.forget(WORKSPACE)
        remember.forget(WORKSPACE)
        told["after"] = remember.get(WORKSPACE) is not None
        remember.store(WORKSPACE, KEY)
        own, told["opened with it"] = begin(folder, passphrase)
    finally:
        daemon.terminate()
        daemon.wait(timeout=20)
    told["gone"] = remember.get(WORKSPACE) is not None
    told["refusal"] = refusal()
    told |= go_on(folder, passphrase)
    told["in the clear"] = in_the_clear(folder, bytes(KEY.private)) + in_the_clear(folder, own)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
