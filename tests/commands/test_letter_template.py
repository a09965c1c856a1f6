"""`kgotla letter-template`: listed, shown, changed and added in another language."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Kgotla


def test_templates_are_listed_and_shown(kgotla: Kgotla) -> None:
    rows = kgotla("letter-template", "--json").json
    assert [row["kind"] for row in rows][:2] == ["follow_up_first", "follow_up_second"]
    shown = kgotla("letter-template", "thank_you")
    assert "Thank you (English)" in shown.out
    assert "{closing}" in shown.out


def test_a_template_is_changed_added_in_another_language_and_undone(kgotla: Kgotla, tmp_path: Path) -> None:
    before = kgotla("letter-template", "--json").json
    file = tmp_path / "words.txt"
    file.write_text("{greeting} {words} {lateness}\n", encoding="utf-8")
    changed = kgotla("letter-template", "follow_up_first", "--words", file, "--json").json
    assert (changed["id"], changed["words"]) == (before[0]["id"], "{greeting} {words} {lateness}")
    added = kgotla("letter-template", "follow_up_first", "--language", "Setswana", "--words", file, "--json").json
    assert added["id"] != changed["id"]
    assert added["language"] == "Setswana"
    assert kgotla("undo").code == kgotla("undo").code == 0
    assert kgotla("letter-template", "--json").json == before


def test_what_cannot_be_kept_is_said(kgotla: Kgotla, tmp_path: Path) -> None:
    before = kgotla("letter-template", "--json").json
    file = tmp_path / "words.txt"
    file.write_text("{colour}", encoding="utf-8")
    for arguments in (
        ("follow_up_first", "--words", file),
        ("follow_up_first", "--words", tmp_path / "nowhere.txt"),
        ("gossip",),
        ("gossip", "--subject", "x"),
        ("--subject", "x"),
    ):
        said = kgotla("letter-template", *arguments)
        assert said.code == 1
        assert said.err.strip()
    assert kgotla("letter-template", "--json").json == before
