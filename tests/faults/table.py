"""The table of faults in SECURITY.md: what was done to a workspace, in how many cases, and what was lost.

`python -m tests.faults.table COUNTS` writes the counts of a run (see `counting`) into it; `scripts/faults` does both.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECURITY = ROOT / "SECURITY.md"
BEGINS, ENDS = "<!-- faults begin -->", "<!-- faults end -->"
HEAD = ("| Fault | Cases | Lost | To repeat |", "|---|---:|---:|---|")


@dataclass(frozen=True)
class Fault:
    """A row: the name tests count under, what it says, and the tests to run."""

    name: str
    words: str
    test: str

    @property
    def command(self) -> str:
        return f"scripts/faults {self.test}"

    def row(self, cases: str, lost: str) -> str:
        return f"| {self.words} | {cases} | {lost} | `{self.command}` |"


_HERE = "tests/faults"
FAULTS = (
    Fault("killed", "Killed (SIGKILL) in the middle of mixed work", f"{_HERE}/test_killed.py"),
    Fault("disk-full", "Disk full at each write of everything that writes", f"{_HERE}/test_disk_full.py"),
    Fault(
        "power-cut", "Power cut: log cut at and inside each frame, torn, half copied back", f"{_HERE}/test_power_cut.py"
    ),
    Fault("bit-flip", "One bit flipped in the database, the keys or a backup", f"{_HERE}/test_bit_flips.py"),
    Fault("two-windows", "Two windows on one file, and a command beside a window", f"{_HERE}/test_others_beside.py"),
    Fault("keyring-gone", "Keyring gone in the middle of work", f"{_HERE}/test_others_beside.py"),
    Fault("clock-back", "Clock set back, and far ahead", f"{_HERE}/test_clock_and_place.py"),
    Fault("locale", "Another locale", f"{_HERE}/test_clock_and_place.py"),
    Fault("time-zone", "Time zone changed in the middle of work", f"{_HERE}/test_clock_and_place.py"),
    Fault("undo-redo", "Undo and redo at random, by two people", f"{_HERE}/test_undo_redo.py"),
    Fault(
        "day",
        "A day under load: operations acknowledged by processes that are killed",
        f"{_HERE}/test_day_under_load.py",
    ),
)


def rows_of(security: str) -> dict[str, str]:
    """The row of each fault in SECURITY.md; those without one are left out."""
    table = security.partition(BEGINS)[2].partition(ENDS)[0].splitlines()
    return {fault.name: row for fault in FAULTS for row in table if f"| {fault.words} |" in row}


def renewed(security: str, counts: Iterable[str]) -> str:
    """SECURITY.md with the rows of the faults that were counted renewed, and all in order."""
    cases: dict[str, list[int]] = {}
    for line in counts:
        told = json.loads(line)
        sums = cases.setdefault(told["fault"], [0, 0])
        sums[0] += told["cases"]
        sums[1] += told["lost"]
    known = rows_of(security)
    rows = [
        fault.row(f"{cases[fault.name][0]:,}", str(cases[fault.name][1])) if fault.name in cases else known[fault.name]
        for fault in FAULTS
        if fault.name in cases or fault.name in known
    ]
    before, rest = security.split(BEGINS)
    return "\n".join([before + BEGINS, "", *HEAD, *rows, "", ENDS]) + rest.partition(ENDS)[2]


def main() -> None:
    with Path(sys.argv[1]).open(encoding="utf-8") as counts:
        text = renewed(SECURITY.read_text(encoding="utf-8"), counts)
    SECURITY.write_text(text, encoding="utf-8")
    print(text.partition(BEGINS)[2].partition(ENDS)[0].strip())


if __name__ == "__main__":
    main()
