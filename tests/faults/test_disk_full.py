"""The disk is full at any write: the program says so in a sentence, what was acknowledged stays, and work goes on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.counting import IS_LONG, counting
from tests.faults.killing import ROOT

WAYS = 100 if IS_LONG else 2
SOURCE = Path(__file__).with_name("full_disk.c")
KINDS = {
    "open",
    "operation",
    "erasing",
    "deleting for good",
    "deleting when opening",
    "compaction",
    "keys",
    "backup",
    "close",
    "restore",
    "new workspace",
}


@pytest.fixture(scope="session")
def full_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that makes a disk full."""
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("needs Linux and a C compiler")
    library = tmp_path_factory.mktemp("disk") / "full_disk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True)
    return library


@pytest.mark.timeout(7200)
def test_nothing_is_lost_at_whichever_write_the_disk_is_full(small_folder: Path, full_disk: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.worker_on_a_full_disk", small_folder, "1", str(WAYS)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "LD_PRELOAD": str(full_disk)},
    )
    cases = [json.loads(line) for line in done.stdout.splitlines()]
    with counting("disk-full") as count:
        for case in cases:
            count.case(not case["wrong"], case)
        assert done.returncode == 0, (cases[-1:], done.stderr[-3000:])
    assert {case["what"] for case in cases} >= KINDS
