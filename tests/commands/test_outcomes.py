"""Outcomes from the command line: written down, changed, listed, counted, found, taken out, undone."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.conftest import Kgotla


def test_an_outcome_is_written_down_changed_listed_and_counted(kgotla: Kgotla, tmp_path: Path) -> None:
    kgotla("plan", "Taps for Sampleville")
    made = kgotla(
        *("outcome", "The council answers within ten days", "--actor", "The council", "--kind", "practice"),
        *("--indicator", "accountability_improved", "--on", "2026-11-10", "--plan", "A-2026-0001"),
        *("--belongs", "A-2026-0001", "--level", "high", "--json"),
    ).json
    assert (made["reference"], made["actor"], made["plan"]) == (
        "O-2026-0001",
        "The council",
        "A-2026-0001 Taps for Sampleville",
    )
    kgotla("outcome", "--change", "O-2026-0001", "--substantiated-by", "The ward committee", "--expected")
    shown = kgotla("show", "O-2026-0001", "--json").json
    assert (shown["is_expected"], shown["substantiated_by"], shown["level"]) == (True, "The ward committee", "high")
    assert [
        row["record"] for row in kgotla("list", "outcomes", "--kind", "accountability_improved", "--json").json
    ] == [f"outcomes:{made['id']}"]
    assert kgotla("list", "outcomes", "--status", "not_substantiated", "--json").json == []
    assert kgotla("outcome", "--count", "--plan", "A-2026-0001", "--json").json["accountability_improved"] == 1
    assert "Policy changed: 0" in kgotla("outcome", "--count").out
    out = tmp_path / "outcomes.json"
    assert kgotla("export", "outcomes", "--out", out, "--why", "Report").code == 0
    assert "ten days" in json.dumps(json.loads(out.read_text(encoding="utf-8")))
    assert "Save outcome O-2026-0001" in kgotla("history", "O-2026-0001").out
    kgotla("undo")
    assert kgotla("show", "O-2026-0001", "--json").json["substantiated_by"] == ""
    refused = kgotla("outcome", "They answer")
    assert (refused.code, "who changed" in refused.err) == (1, True)
