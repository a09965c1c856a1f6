"""How a fault is counted: cases run, and those in which something acknowledged was lost, half there or wrong unseen."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

IS_LONG = bool(os.environ.get("KGOTLA_NIGHTLY"))
"""Whether every case is run; the ordinary run of the tests takes a few of each."""


@dataclass
class Count:
    """The cases of one fault so far."""

    cases: int = 0
    lost: list[str] = field(default_factory=list)

    def case(self, is_kept: bool, which: object = "") -> None:
        """One more case, and whether all that was acknowledged is there, whole."""
        self.cases += 1
        if not is_kept:
            self.lost.append(str(which))


@contextmanager
def counting(fault: str) -> Iterator[Count]:
    """Count the cases of a fault; the test fails when one lost something, and the table in SECURITY.md says how many.

    `fault` is a name of `tests.faults.table`. The count goes into the file that KGOTLA_FAULTS names, if it does.
    """
    count = Count()
    yield count
    if file := os.environ.get("KGOTLA_FAULTS"):
        with Path(file).open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"fault": fault, "cases": count.cases, "lost": len(count.lost)}) + "\n")
    assert count.cases, "no case was run"
    assert not count.lost, count.lost[:5]
