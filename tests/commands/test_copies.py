"""What was written outside is listed while it lies there, and removed when asked; what changed since needs more."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Kgotla


def states(kgotla: Kgotla) -> dict[str, str]:
    """What has become of each copy, by its file."""
    return {Path(copy["file"]).name: copy["state"] for copy in kgotla("copies", "--json").json["copies"]}


def test_copies_are_listed_and_removed_and_a_changed_one_only_when_that_is_said(
    working: Kgotla, tmp_path: Path
) -> None:
    report, people, again, calendar = (tmp_path / name for name in ("a.pdf", "b.csv", "c.pdf", "d.ics"))
    working("report", "meeting-form", "--out", report, "--given-to", "The caretaker")
    (line,) = working("list", "given-out", "--json").json
    working("given-out", line["record"], "--out", again)
    (taken,) = working("export", "people", "--out", people, "--why", "for the board (sample)", "--json").json["files"]
    working("calendar", "--out", calendar)
    working("report", "meeting-form", "--out", report)
    assert states(working) == dict.fromkeys(("a.pdf", "b.csv", "c.pdf", "d.ics"), "same"), "one line a file"
    people.write_text("somebody's own notes")
    calendar.unlink()
    assert states(working) == {"a.pdf": "same", "b.csv": "changed", "c.pdf": "same", "d.ics": "gone"}
    named = {Path(copy["file"]).name: copy["people"] for copy in working("copies", "--json").json["copies"]}
    assert named["b.csv"] == taken["rows"] and named["d.ics"] is None
    assert named["c.pdf"] == named["a.pdf"] and named["a.pdf"] is not None, "of the same paper the same"
    shown = working("copies").out
    assert "a.pdf" in shown and "d.ics" not in shown and "SSD" in shown

    found = {Path(copy["file"]).name: copy["record"] for copy in working("copies", "--json").json["copies"]}
    refused = working("copies", "--remove", found["a.pdf"], found["b.csv"])
    assert (refused.code, "b.csv" in refused.err) == (1, True)
    assert report.exists() and people.exists(), "nothing goes before that is settled"

    removed = working("copies", "--remove-all", "--json").json
    assert {Path(copy["file"]).name for copy in removed["removed"]} == {"a.pdf", "c.pdf"}
    assert (report.exists(), again.exists(), people.exists()) == (False, False, True)
    assert "Removed 2 copies from this computer" in working("history").out

    assert working("copies", "--remove", found["b.csv"], "--with-changed").code == 0
    assert not people.exists()
    assert set(states(working)) == {"d.ics"}
    assert len(working("list", "given-out", "--json").json) == 5, "the register keeps what was given out"


def test_whatever_a_command_writes_is_known_to_lie_outside(working: Kgotla, tmp_path: Path) -> None:
    sheet, deadlines, draft = tmp_path / "sheet.pdf", tmp_path / "days.ics", tmp_path / "draft.pdf"
    assert working("key", "new-sheet", "--out", sheet).code == 0
    assert working("deadlines", "--days", "400", "--ics", deadlines).code == 0
    request = working("request", "new", "access", "--asked-by", "Somebody", "--json").json["reference"]
    assert working("request", "pack", request, "--draft", "--out", draft).code == 0
    assert states(working) == dict.fromkeys((each.name for each in (sheet, deadlines, draft)), "same")


def test_a_link_in_its_place_is_never_followed(working: Kgotla, tmp_path: Path) -> None:
    report, precious = tmp_path / "a.pdf", tmp_path / "precious"
    working("report", "meeting-form", "--out", report)
    precious.write_bytes(report.read_bytes())
    report.unlink()
    report.symlink_to(precious)
    assert states(working) == {"a.pdf": "changed"}
    working("copies", "--remove-all")
    assert report.is_symlink()
    (copy,) = working("copies", "--json").json["copies"]
    assert working("copies", "--remove", copy["record"], "--with-changed").code == 0
    assert precious.exists() and not report.is_symlink()


def test_what_is_no_copy_is_said_in_a_sentence(working: Kgotla) -> None:
    said = working("copies", "--remove", "given-out:999999")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
