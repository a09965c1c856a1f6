"""A colleague leaves by one command: what would go is said, it goes, a pack is written, and the key is taken."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from pypdf import PdfReader

from tests.commands.conftest import Kgotla


def test_work_goes_over_with_a_pack_for_each_relation_and_comes_back_with_undo(working: Kgotla, tmp_path: Path) -> None:
    team = [row for row in working("list", "team", "--json").json if not row["has_left"]]
    busiest = max(team, key=lambda row: len(working("leave", row["record"], "--to", "x", "--dry-run").out.splitlines()))
    other = next(row for row in team if row["id"] != busiest["id"])
    leave = ("leave", busiest["record"], "--to", other["name"])
    in_hand = working(*leave, "--dry-run", "--json").json["in_hand"]
    relations = {each["relation"] for each in in_hand if each["relation"]}
    assert relations
    pack = tmp_path / "pack.zip"
    said = working(*leave, "--pack", pack, "--json").json
    assert (said["from"], said["to"]) == (busiest["name"], other["name"])
    assert sum(said["moved"].values()) == len(in_hand) - len(said["stayed"])
    names = ZipFile(pack).namelist()
    brief = ZipFile(pack).read(next(name for name in names if name.startswith("01 ")))
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(brief)).pages)
    assert "Work to take over" in words and "Meeting form" not in words, "a brief of them, and no visit is meant"
    assert names[0] == "index.pdf"
    assert all(any(relation[:40] in name for name in names) for relation in relations), names
    assert working(*leave, "--dry-run", "--json").json["in_hand"] == said["stayed"]
    working("undo")
    assert working(*leave, "--dry-run", "--json").json["in_hand"] == in_hand


def test_the_key_is_taken_last_and_what_cannot_be_is_said_before_anything_is_done(
    working: Kgotla, tmp_path: Path
) -> None:
    holders = working("key").out
    team = working("list", "team", "--json").json
    first = next(row for row in team if row["name"] in holders)
    second = next(row for row in team if row["name"] not in holders)
    refused = working("leave", second["record"], "--to", first["name"], "--remove-key")
    assert (refused.code, len(refused.err.splitlines())) == (1, 1), "who has no key"
    assert not any(row["has_left"] for row in working("list", "team", "--json").json if row["id"] == second["id"])
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("four words of a colleague")
    assert working("key", "add", second["name"], "--new-passphrase-file", passphrase).code == 0
    assert working("leave", second["record"], "--to", first["name"], "--remove-key").code == 0
    assert second["name"] not in working("key").out
    assert working("list", "commitments").code == 0, "the others open it as before"
