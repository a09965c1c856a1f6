"""A person is erased from the command line: what would go is said first, and the proof comes after."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.conftest import Kgotla

NAME = "Nomvula Zitha-Sample"


def scene(kgotla: Kgotla, folder: Path, *more: str) -> None:
    assert kgotla("add-person", NAME, "--contact", "082 555 0199").code == 0
    file = folder / "meeting.json"
    points = [f"Ms Zitha-Sample spoke; ask {NAME} again.", *more]
    file.write_text(json.dumps({"title": "Round table", "on": "20 November", "points": points}), encoding="utf-8")
    made = kgotla("log", file)
    assert made.code == 0, made.err


def test_erase_review_and_proof(kgotla: Kgotla, tmp_path: Path) -> None:
    scene(kgotla, tmp_path)
    tried = kgotla("erase", NAME, "--erase", "--dry-run")
    assert (tried.code, NAME in tried.out) == (0, True)
    assert "1 text names the person among other words" in tried.out
    assert kgotla("erase", "--proof", NAME, "--json").json["found"] > 0
    assert kgotla("erase", NAME, "--erase").code == 1, "it wants to know why"
    done = kgotla("erase", NAME, "--erase", "--because", "request", "--json").json
    assert (done["to_review"], done["is_gone"]) == (1, False)
    (text,) = kgotla("mentions", "--json").json
    assert text["proposal"] == "[name removed] spoke; ask [name removed] again."
    said = kgotla("settle", text["number"])
    assert (said.code, "nothing is left" in said.out) == (0, True)
    assert kgotla("mentions").out.strip() == "No text names anybody erased."
    proof = kgotla("erase", "--proof", NAME, "Zitha", "082 555 0199", "--json")
    assert (proof.code, proof.json["found"], proof.json["is_clean"]) == (0, 0, True)
    assert "Zitha" not in kgotla("history").out


def test_a_text_can_mean_somebody_else_or_be_written_anew(kgotla: Kgotla, tmp_path: Path) -> None:
    scene(kgotla, tmp_path, "Zitha-Sample Street is closed")
    assert kgotla("erase", NAME, "--anonymise", "--because", "retention").code == 0
    first, second = kgotla("mentions", "--json").json
    refused = kgotla("settle", first["number"], "--as", f"{NAME} spoke")
    assert (refused.code, "still stands" in refused.err) == (1, True)
    assert kgotla("settle", first["number"], "--as", "A resident spoke").code == 0
    assert kgotla("settle", second["number"], "--other-person").code == 0
    assert kgotla("mentions", "--json").json == []
    assert "Round table" in kgotla("search", "Zitha").out


def test_a_file_of_another_record_is_removed_or_stays(kgotla: Kgotla, tmp_path: Path) -> None:
    scene(kgotla, tmp_path)
    body = kgotla("list", "organisations", "--json").json[0]["record"]
    for name, data in (("list.csv", f"Name\n{NAME}\n".encode()), ("far.jpg", b"\xff\xd8\xff" + bytes(300))):
        (tmp_path / name).write_bytes(data)
        assert kgotla("attach", body, tmp_path / name).code == 0
    tried = kgotla("erase", NAME, "--erase", "--dry-run", "--json").json
    assert [name.split()[0] for name in tried["files_naming"] + tried["files_to_look_at"]] == ["list.csv", "far.jpg"]
    assert kgotla("erase", NAME, "--erase", "--because", "request").code == 0
    (file,) = [each for each in kgotla("mentions", "--json").json if each["file"]]
    assert kgotla("file", file["record"], "--out", tmp_path / "look.csv").code == 0
    assert NAME in (tmp_path / "look.csv").read_text()
    assert kgotla("copies", "--remove-all").code == 0
    assert kgotla("settle", file["number"], "--as", "words").code == 1
    assert kgotla("settle", "--all").code == 0
    assert [each["number"] for each in kgotla("mentions", "--json").json] == [file["number"]], "a file is looked at"
    assert "nothing is left" in kgotla("settle", file["number"]).out
    assert kgotla("mentions", "--json").json == []


def test_what_cannot_be_erased_is_told_in_a_sentence(kgotla: Kgotla) -> None:
    body = kgotla("list", "organisations", "--json").json[0]
    for wrong in (
        ("erase", body["name"], "--erase", "--because", "error"),
        ("erase", NAME, "--erase"),
        ("settle", "99"),
    ):
        said = kgotla(*wrong)
        assert (said.code, len(said.err.strip().splitlines())) == (1, 1), said
