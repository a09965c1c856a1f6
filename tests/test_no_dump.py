"""A crash leaves no memory on the disk."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux hands a crash to another program")
def test_a_program_that_collects_crashes_gets_no_memory_either() -> None:
    script = (
        "import contextlib, ctypes\n"
        "from ui.app import main\n"
        "with contextlib.suppress(SystemExit):\n main(['--version'])\n"
        "print('dumpable', ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "dumpable 0"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is told through its error reporting")
def test_the_program_writes_no_core_file_when_it_crashes() -> None:
    script = (
        "import contextlib, resource\n"
        "from ui.app import main\n"
        "with contextlib.suppress(SystemExit):\n main(['--version'])\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0])\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "0"
