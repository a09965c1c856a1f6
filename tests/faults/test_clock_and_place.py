"""The clock is set back, the language of the computer is another, the time zone changes in the middle of the work.

Each in a process of its own, as the program runs: order is by number and never by clock, days are those of the place
where the user is, and nothing is read or written otherwise under another locale.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.faults.counting import IS_LONG, counting
from tests.faults.killing import ROOT, is_sound

MADE = ("tr_TR", "ar_EG", "de_DE", "af_ZA")
LOCALES = ("C", "C.UTF-8", "POSIX", *(f"{name}.UTF-8" for name in MADE), "nowhere")
ZONES = ("UTC", "Africa/Johannesburg", "Pacific/Kiritimati", "Pacific/Niue", "America/New_York", "Asia/Kathmandu")


@pytest.fixture(scope="session")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with locales that this computer may lack; empty where they cannot be made."""
    folder = tmp_path_factory.mktemp("locales")
    if maker := shutil.which("localedef"):
        for name in MADE if IS_LONG else MADE[:2]:
            made = folder / f"{name}.UTF-8"
            subprocess.run([maker, "-i", name, "-f", "UTF-8", str(made)], capture_output=True)
    return folder


def lived(folder: Path, story: str, **environment: str) -> dict[str, object]:
    """What a process that lives a story with this environment says of it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.clock_stories", str(folder), story],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"} | environment,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, object] = json.loads(done.stdout)
    return told


def is_whole(folder: Path) -> bool:
    workspace = Workspace.open(folder, PASSPHRASE)
    try:
        return is_sound(workspace)
    finally:
        workspace.close()


def test_the_clock_is_set_back(workspace_folder: Path) -> None:
    """By an hour, a month, to 1970, and far ahead: what was done last is still last, undone first, backed up newest."""
    with counting("clock-back") as count:
        told = lived(workspace_folder, "clock_set_back")
        for name, is_right in told.items():
            count.case(bool(is_right), name)
        count.case(is_whole(workspace_folder), "whole")


@pytest.mark.timeout(3600)
def test_another_locale(workspace_folder: Path, locales: Path) -> None:
    """Turkish has an i of its own, German a decimal comma, Arabic other digits: names, figures and search stay."""
    with counting("locale") as count:
        first = lived(workspace_folder, "in_a_locale", LC_ALL="C.UTF-8", LANG="C.UTF-8")
        for name in LOCALES if IS_LONG else LOCALES[3:5]:
            told = lived(workspace_folder, "in_a_locale", LC_ALL=name, LANG=name, LOCPATH=str(locales))
            count.case(told == first, (name, told))
        count.case(is_whole(workspace_folder), "whole")


@pytest.mark.skipif(sys.platform == "win32", reason="time.tzset is POSIX")
@pytest.mark.timeout(3600)
def test_the_time_zone_changes_in_the_middle(workspace_folder: Path) -> None:
    """Across the date line and through the hours that daylight saving leaves out or has twice."""
    with counting("time-zone") as count:
        for zone in ZONES if IS_LONG else ZONES[:1]:
            for name, is_right in lived(workspace_folder, "time_zone_changes", TZ=zone).items():
                count.case(bool(is_right), (zone, name))
        count.case(is_whole(workspace_folder), "whole")
