"""The printed guide and the tables of transitions say the same."""

from __future__ import annotations

from crm.rules import path_guide, petitions, plans


def test_the_printed_guide_is_what_the_tables_say() -> None:
    printed = path_guide.FILE.read_text(encoding="utf-8")
    assert printed == path_guide.write(), "write it anew: python -m crm.rules.path_guide"


def test_every_status_of_every_path_has_its_line() -> None:
    printed = path_guide.write()
    for path in petitions.PATHS:
        section = printed.split(f"## {path.name}\n")[1].split("\n## ")[0]
        for status in path.steps:
            assert f"\n| {petitions.label(status)} |" in section
    assert f"| {plans.label(plans.StepStatus.BLOCKED)} |" in printed


def test_a_table_that_changes_is_told_from_the_printed_one(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setitem(plans.TRANSITIONS, plans.Status.PAUSED, ())
    assert path_guide.FILE.read_text(encoding="utf-8") != path_guide.write()
