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
BEGINS, ENDS = "<!-- faults: written by scripts/faults -->", "<!-- end of faults -->"
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


FAULTS = (
    Fault("killed", "Killed (SIGKILL) at random moments of mixed work", "tests/faults/test_killed.py"),
    Fault("disk-full", "Disk full at each write of everything that writes", "tests/faults/test_disk_full.py"),
    Fault(
        "power-cut",
        "Power cut: the log cut at each frame and inside it, torn, half copied back",
        "tests/faults/test_power_cut.py",
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
