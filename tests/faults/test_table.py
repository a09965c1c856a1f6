"""SECURITY.md shows what was done to a workspace, and that nothing was lost."""

from __future__ import annotations

import re
from pathlib import Path

from tests.faults.table import FAULTS, ROOT, SECURITY, renewed, rows_of


def test_every_fault_has_its_row_and_lost_nothing() -> None:
    rows = rows_of(SECURITY.read_text(encoding="utf-8"))
    assert list(rows) == [fault.name for fault in FAULTS]
    for fault in FAULTS:
        assert re.search(rf"\| [\d,]+ \| 0 \| `{re.escape(fault.command)}` \|$", rows[fault.name]), rows[fault.name]


def test_every_test_of_a_fault_counts_under_a_name_of_the_table() -> None:
    names = {fault.name for fault in FAULTS}
    for file in set(Path(__file__).parent.glob("test_*.py")) - {Path(__file__)}:
        counted = set(re.findall(r'counting\("(.*?)"\)', file.read_text(encoding="utf-8")))
        assert counted, file.name
        assert counted <= names, file.name
    for fault in FAULTS:
        test = (ROOT / fault.test.partition("::")[0]).read_text(encoding="utf-8")
        assert f'counting("{fault.name}")' in test, fault.name


def test_a_run_of_one_fault_renews_its_row_only() -> None:
    before = SECURITY.read_text(encoding="utf-8")
    first, second = FAULTS[:2]
    line = f'{{"fault": "{first.name}", "cases": 1100, "lost": 0}}'
    after = renewed(before, [line, line])
    assert rows_of(after)[first.name] == first.row("2,200", "0")
    assert rows_of(after)[second.name] == rows_of(before)[second.name]
    assert renewed(after, []) == after
