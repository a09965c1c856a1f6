"""A program that crashes must not leave its memory on the disk: keys and names are in it."""

from __future__ import annotations

import sys

_NO_HEAP = 1  # WER_FAULT_REPORTING_FLAG_NOHEAP
_SET_DUMPABLE = 4  # PR_SET_DUMPABLE


def leave_no_dump() -> None:
    """Tell the operating system to write no memory to disk when this process crashes; where it cannot, go on."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.WerSetFlags(_NO_HEAP)
        return
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    if sys.platform == "linux":  # where a program that collects crashes asks for no limit
        import ctypes

        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
