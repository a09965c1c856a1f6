"""New workspaces, the demo, imports and their undoing, backups and restoring."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crm import sample
from crm.workspace import Workspace
from reports.catalog import REPORTS
from tests.commands.conftest import Kgotla
from tests.conftest import PASSPHRASE

LIST = (
    "Party,First Name,Last Name,Organisation,Position Title,Start Date,End Date,Place name,Preferred Name,Cell phone\n"
    "SAMPLE PARTY,THABISO JOHANNES,MOKOENA-SAMPLE,Limpopo Provincial Legislature,Member,2014-05-21,future,Limpopo,,\n"
    "SAMPLE PARTY,ELSABÉ,VAN DER MERWE-SAMPLE,Limpopo Provincial Legislature,Member,2014-05-21,future,Limpopo,Elsa,\n"
    "OTHER SAMPLE PARTY,//GARISES,ǃNAOSEB,Western Cape Provincial Legislature,Member,2014-05-21,future,Western Cape,,\n"
)


@pytest.fixture
def members(tmp_path: Path) -> Path:
    file = tmp_path / "members.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


def test_new_makes_a_workspace_that_becomes_the_one_used(
    bare: Kgotla, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KGOTLA_PASSPHRASE", PASSPHRASE)
    made = bare("new", tmp_path / "Mine", "--name", "Our Network", "--user", "Anele M.", "--province", "NC", "--json")
    assert made.json == {"workspace": str(tmp_path / "Mine.kgotla")}
    assert [row["name"] for row in bare("list", "team", "--json").json] == ["Anele M."]
    assert bare("list", "places", "--text", "Sol Plaatje", "--kind", "local", "--json").json
    assert bare("check", "--json").json["problems"] == []


def test_new_needs_nothing_but_a_folder(bare: Kgotla, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KGOTLA_PASSPHRASE", PASSPHRASE)
    assert bare("new", tmp_path / "Bare", "--empty").code == 0
    assert bare("list", "organisations", "--json").json[0]["name"] == "Bare"


@pytest.mark.parametrize("arguments", [("--province", "Atlantis"), ("--name", " "), ("--user", " ")])
def test_new_refuses_in_one_sentence_and_leaves_nothing(
    bare: Kgotla, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("KGOTLA_PASSPHRASE", PASSPHRASE)
    said = bare("new", tmp_path / "Mine", *arguments)
    assert said.code == 1
    assert len(said.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_new_never_writes_over(kgotla: Kgotla, workspace_folder: Path) -> None:
    before = sorted(workspace_folder.rglob("*"))
    assert kgotla("new", workspace_folder).code == 1
    assert sorted(workspace_folder.rglob("*")) == before


def test_the_demo_makes_a_workspace_and_every_report(
    bare: Kgotla, tmp_path: Path, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copied(folder: Path, passphrase: str = sample.PASSPHRASE) -> Workspace:
        """Made once for all tests: see `test_sample.py` for how."""
        shutil.copytree(sample_folder, folder)
        return Workspace.open(folder, passphrase)

    monkeypatch.setattr(sample, "make", copied)
    made = bare("demo", "--out", tmp_path / "demo", "--json").json
    assert {each["report"] for each in made["files"]} == set(REPORTS)
    for each in made["files"]:
        begins = {".pdf": b"%PDF", ".txt": b"", ".csv": b"\xef\xbb\xbf"}.get(Path(each["file"]).suffix, b"PK")
        assert Path(each["file"]).read_bytes().startswith(begins)
        assert each["pages"] >= 1 or begins != b"%PDF"
    Workspace.open(tmp_path / "demo" / sample.FOLDER_NAME, sample.PASSPHRASE).close()
    again = bare("demo", "--out", tmp_path / "demo")
    assert again.code == 1
    assert sample.FOLDER_NAME in again.err


def test_importing_twice_changes_nothing(kgotla: Kgotla, members: Path, workspace_folder: Path) -> None:
    preview = kgotla("import", members, "--dry-run", "--json").json
    assert preview["new"]["people"] == 3
    assert preview["operation"] is None
    assert kgotla("list", "people", "--json").json == []
    first = kgotla("import", members, "--json").json
    assert first["new"] == preview["new"]
    assert isinstance(first["operation"], int)
    assert len(list((workspace_folder / "backups").iterdir())) == 1
    second = kgotla("import", members, "--json").json
    assert second["operation"] is None
    assert second["unchanged"]["people"] == 3
    assert set(second["new"].values()) | set(second["changed"].values()) == {0}


def test_members_of_a_past_term_are_not_shown_as_sitting(kgotla: Kgotla, members: Path) -> None:
    kgotla("import", members)
    assert kgotla("list", "people", "--as-of", "today", "--json").json == []
    assert len(kgotla("list", "people", "--as-of", "2015-01-01", "--json").json) == 3


def test_what_is_not_understood_is_told_with_its_line(kgotla: Kgotla, members: Path) -> None:
    members.write_text(
        LIST + ",,,Limpopo Provincial Legislature,Member,2014-05-21,future,Limpopo,,\n", encoding="utf-8"
    )
    (problem,) = kgotla("import", members, "--json").json["not_understood"]
    assert problem["line"] == "row 5"
    assert problem["reason"]


def test_a_list_that_does_not_say_its_term_asks_for_it(kgotla: Kgotla, tmp_path: Path) -> None:
    file = tmp_path / "undated.csv"
    file.write_text("Name,Organisation,Position\nThabiso Sample,Limpopo Legislature,Member\n", encoding="utf-8")
    said = kgotla("import", file)
    assert said.code == 1
    assert "--term" in said.err
    assert kgotla("import", file, "--dry-run").code == 0
    assert kgotla("import", file, "--term", "2009-2014").code == 0
    assert kgotla("list", "people", "--as-of", "today", "--json").json == []
    assert kgotla("import", file, "--term", "the good old days").code == 1


def test_an_import_is_undone_and_done_again(kgotla: Kgotla, members: Path) -> None:
    imported = kgotla("import", members, "--json").json
    assert kgotla("undo", "--json").json == {"undone": "Import 3 people"}
    assert kgotla("list", "people", "--json").json == []
    assert kgotla("undo", "--operation", imported["operation"]).code == 1
    assert kgotla("redo", "--json").json == {"redone": "Import 3 people"}
    assert kgotla("undo", "--operation", imported["operation"], "--json").json == {"undone": "Import 3 people"}
    assert kgotla("undo", "--operation", "99999").code == 1


def test_nothing_to_undo_is_one_sentence(kgotla: Kgotla) -> None:
    said = kgotla("redo")
    assert said.code == 1
    assert len(said.err.splitlines()) == 1


def test_a_backup_restored_elsewhere_holds_the_same(working: Kgotla, bare: Kgotla, tmp_path: Path) -> None:
    file = tmp_path / "all.kgotla-backup"
    assert working("backup", "--out", file, "--json").json == {"file": str(file)}
    assert working("backup", "--out", file).code == 1
    there = tmp_path / "There"
    made = bare("restore", file, "--to", there, "--json").json
    assert made == {"workspace": f"{there}.kgotla"}
    assert bare("list", "people", "--json").json == working("list", "people", "--json").json
    assert bare("restore", file, "--to", there).code == 1


def test_what_restoring_would_lose_is_said_before_and_in_place_keeps_what_was_there(
    working: Kgotla, bare: Kgotla, own_sample_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "all.kgotla-backup"
    working("backup", "--out", file)
    assert (
        working("restore", file, "--preview").out.splitlines()[-1].startswith("It holds what the workspace holds now")
    )
    assert working("add-person", "Naledi Later").code == 0
    told = working("restore", file, "--preview", "--json").json
    assert told["lost"] == {"people": 1}
    assert [work["label"] for work in told["lost_work"]] == ["Save Naledi Later"]
    assert "1 thing was done after it" in working("restore", file, "--preview").out
    done = working("restore", file, "--in-place", "--json").json
    assert done["workspace"] == str(own_sample_folder)
    assert "Naledi Later" not in working("list", "people", "--json").out
    assert "Naledi Later" in bare("list", "people", "--json", "--workspace", done["aside"]).out
    assert Path(done["backup"]).exists()


def test_a_backup_is_restored_with_the_recovery_sheet(
    bare: Kgotla, own_sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Workspace.open(own_sample_folder, sample.PASSPHRASE)
    code = opened.make_recovery_sheet()
    opened.back_up(tmp_path / "b.kgotla-backup")
    opened.close()
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(f"  {code.lower()}\n", encoding="utf-8")
    made = bare("restore", tmp_path / "b.kgotla-backup", "--to", tmp_path / "New", "--recovery-file", sheet)
    assert made.code == 0
    assert bare("check", "--recovery-file", sheet, "--json").json["ok"] is True


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not really", b"hello"])
def test_what_is_no_backup_is_one_sentence(
    bare: Kgotla, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setenv("KGOTLA_PASSPHRASE", PASSPHRASE)
    file = tmp_path / "b.kgotla-backup"
    file.write_bytes(content)
    said = bare("restore", file, "--to", tmp_path / "New")
    assert said.code == 1
    assert len(said.err.splitlines()) == 1
    assert not (tmp_path / "New.kgotla").exists()


def test_check_tells_of_damage_and_ends_with_1(working: Kgotla, own_sample_folder: Path) -> None:
    file = own_sample_folder / "workspace.db"
    content = bytearray(file.read_bytes())
    content[-2000] ^= 0xFF
    file.write_bytes(content)
    said = working("check", "--json")
    assert said.code == 1
    assert said.json["ok"] is False
    assert said.json["problems"]


def test_a_record_is_named_to_a_report_by_its_id_its_title_or_both(kgotla: Kgotla, tmp_path: Path) -> None:
    body = kgotla("list", "organisations", "--json").json[0]
    for written in (body["id"], f"organisations:{body['id']}", body["name"]):
        made = kgotla("report", "leave-behind", "--out", tmp_path / "left.pdf", "--body", written, "--given-to", "Them")
        assert made.code == 0, made.err
    workspace_notes = kgotla("report", "sign-in", "--out", tmp_path / "sheet.pdf", "--engagement", "No such meeting")
    assert workspace_notes.code == 1
    assert len(workspace_notes.err.splitlines()) == 1
