"""Run under `dbus-run-session`: keeps, reads and forgets a key in a real Secret Service, and prints what happened.

The keyring's daemon belongs to this process alone; it is ended before the last questions, which find it gone.
"""

from __future__ import annotations

import json
import subprocess

import keyring

from crm.rules.errors import EnvironmentProblem
from crm.store import remember
from crm.store.keys import PersonKey

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


def main() -> None:
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
    finally:
        daemon.terminate()
        daemon.wait(timeout=20)
    told["gone"] = remember.get(WORKSPACE) is not None
    told["refusal"] = refusal()
    print(json.dumps(told))


if __name__ == "__main__":
    main()
