"""“Remember on this computer” with a real Secret Service: gnome-keyring on a session bus of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PASSPHRASE
from tests.store import secret_service_session as session

ROOT = Path(__file__).parents[2]
NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "PYTHON_KEYRING_BACKEND")


@pytest.mark.skipif(
    any(shutil.which(name) is None for name in NEEDED), reason="needs the Debian packages dbus and gnome-keyring"
)
def test_a_key_is_kept_in_a_real_keyring_and_asked_for_when_it_is_gone(own_home: Path, workspace_folder: Path) -> None:
    runtime = own_home / "run"
    runtime.mkdir(mode=0o700)
    environment = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    run = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-m", session.__name__, str(workspace_folder), PASSPHRASE],
        cwd=ROOT,
        env=environment | {"XDG_RUNTIME_DIR": str(runtime)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout.splitlines()[-1]) == {
        "available": True,
        "backend": "keyring.backends.SecretService",
        "before": False,
        "kept": True,
        "entries": [session.WORKSPACE],
        "other workspace": False,
        "after": False,
        # The bus has started the keyring anew: it is locked, and there is nobody to unlock it.
        "gone": False,
        "refusal": "keyring-refused",
        "opened with it": "Lerato Tester",
        "remembered": False,
        "refused": "keyring-refused",
        "opened with the passphrase": 0,
        "in the clear": [],
    }
    assert "Traceback" not in run.stderr
