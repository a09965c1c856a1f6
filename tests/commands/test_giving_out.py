"""A paper handed over from the command line is kept to the byte, listed with who got it, and written out again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.commands.conftest import Kgotla


def test_the_exact_paper_is_kept_with_its_receiver_and_comes_out_again(kgotla: Kgotla, tmp_path: Path) -> None:
    file, again = tmp_path / "for the house.pdf", tmp_path / "again.pdf"
    body = kgotla("list", "organisations", "--json").json[0]
    arguments = ("report", "follow-up", "--out", file, "--audience", "body", "--status", "open")
    given = ("--given-to", f" {body['name']} ", "--given-on", "20 Nov 2026", "--given-how", "email")
    assert kgotla(*arguments, *given, "--given-note", "before the sitting").code == 0
    (row,) = kgotla("list", "given-out", "--json").json
    assert (row["to_whom"], row["receiver_id"], row["receiver_noun"]) == (body["name"], body["id"], "organisations")
    assert (row["audience"], row["on"], row["how"], row["why"]) == ("body", "2026-11-20", "email", "before the sitting")
    assert (row["is_kept"], row["file_name"]) == (True, file.name)
    assert row["name"].startswith("Follow-up report")
    assert row["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    kgotla(*arguments)
    assert [line["is_kept"] for line in kgotla("list", "given-out", "--json").json] == [False, True]
    said = kgotla("given-out", row["record"], "--out", again, "--json")
    assert said.json["sha256"] == hashlib.sha256(again.read_bytes()).hexdigest() == row["sha256"]
    assert body["name"] in kgotla("list", "given-out").out


def test_a_name_that_no_record_has_stays_a_name(kgotla: Kgotla, tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    kgotla("report", "meeting-form", "--out", file)
    (saved,) = kgotla("list", "given-out", "--json").json
    assert (saved["to_whom"], saved["is_kept"], saved["path"]) == ("", False, str(file)), "only noted where it lies"
    assert kgotla("report", "meeting-form", "--out", file, "--given-to", "The caretaker").code == 0
    row, _saved = kgotla("list", "given-out", "--json").json
    assert (row["to_whom"], row["receiver_id"], row["audience"]) == ("The caretaker", None, "delegation")


def test_what_was_not_kept_is_told_in_a_sentence(working: Kgotla, tmp_path: Path) -> None:
    assert working("export", "people", "--out", tmp_path / "people.csv", "--why", "for the board (sample)").code == 0
    (row,) = working("list", "given-out", "--json").json
    said = working("given-out", row["record"], "--out", tmp_path / "again.pdf")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert not (tmp_path / "again.pdf").exists()


def test_choices_saved_under_a_name_make_the_paper_again(kgotla: Kgotla, tmp_path: Path) -> None:
    body = kgotla("list", "organisations", "--json").json[0]
    choices = ("--by", "month", "--body", body["name"])
    assert kgotla("save-report", "For the House", "--report", "follow-up", *choices).code == 0
    (row,) = kgotla("list", "reports", "--json").json
    assert (row["name"], row["report"]) == ("For the House", "follow-up")
    assert row["options"] == {"body": f"organisations:{body['id']}", "by": "month"}
    file = tmp_path / "again.pdf"
    assert kgotla("report", "--saved", "for the house", "--out", file, "--by", "body", "--given-to", "Them").code == 0
    (given,) = kgotla("list", "given-out", "--json").json
    assert given["options"] == {"body": f"organisations:{body['id']}", "by": "body"}, "what is written goes first"
    assert file.exists()
    for wrong in (("report", "--saved", "Nothing", "--out", file), ("report", "--out", file)):
        said = kgotla(*wrong)
        assert said.code in (1, 2)
        assert len(said.err.splitlines()) == 1
    assert kgotla("save-report", "X", "--report", "follow-up", "--plan", "Anything").code != 0
