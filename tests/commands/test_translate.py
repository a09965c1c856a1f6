"""`kgotla translate` and `kgotla list translations`."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Kgotla


def test_words_are_listed_written_checked_and_let_go(kgotla: Kgotla) -> None:
    said = kgotla("translate", "tn", "Partly kept").out
    assert said == "Partly kept  →  –\n"
    kept = kgotla("translate", "Setswana", "Partly kept", "words", "--checked-by", "A speaker", "--json").json
    assert {name: kept[name] for name in ("language", "words", "is_own", "checked_by", "checked_on")} == {
        "language": "tn",
        "words": "words",
        "is_own": True,
        "checked_by": "A speaker",
        "checked_on": "2026-11-22",
    }
    (row,) = kgotla("list", "translations", "--json").json
    assert (row["name"], row["words"], row["language"]) == ("Partly kept", "words", "tn")
    assert kgotla("translate", "tn", "Partly kept", "--as-shipped").out == "Partly kept  →  –\n"
    assert kgotla("list", "translations", "--json").json == []


def test_what_ships_can_be_found_right_as_it_is(kgotla: Kgotla) -> None:
    said = kgotla("translate", "af", "Partly kept").out
    assert said == "Partly kept  →  Deels nagekom  (to be checked by a speaker)\n"
    assert kgotla("translate", "af", "Partly kept", "--checked-by", "Ms Nel").out.endswith("(checked by Ms Nel)\n")


def test_a_table_goes_out_and_comes_in(kgotla: Kgotla, tmp_path: Path) -> None:
    path = tmp_path / "tn.csv"
    count = kgotla("translate", "tn", "--untranslated", "--save", path, "--json").json["texts"]
    assert count > 1000
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join(lines).replace("tn,Partly kept,,", "tn,Partly kept,words,A speaker"), encoding="utf-8")
    assert kgotla("translate", "tn", "--bring-in", path).out == "1 new or changed, 0 as they were.\n"
    assert kgotla("undo").code == 0
    assert kgotla("list", "translations", "--json").json == []


def test_a_language_or_text_that_is_not_there_is_said(kgotla: Kgotla) -> None:
    assert "af (Afrikaans)" in kgotla("translate", "Klingon").err
    assert "No such text" in kgotla("translate", "af", "No such text", "words").err
    assert "{count}" in kgotla("translate", "af", "{count} overdue", "words").err
