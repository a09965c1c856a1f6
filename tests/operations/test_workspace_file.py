"""A whole workspace goes out as one file, and comes back into a new one just as it was."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.workspace_file import is_workspace_file, read_workspace_file
from crm.operations.attachments import attach_file
from crm.operations.notes import add_note
from crm.operations.people import PersonDraft, save_person
from crm.operations.team import set_setting
from crm.operations.workspace_file import bring_in_workspace, missing_files
from crm.queries.attachments import list_attachments, read_attachment
from crm.queries.export_workspace import name_of, rows_of, take_out_workspace
from crm.queries.records import list_ids
from crm.queries.team import get_setting
from crm.rules.errors import UserError
from crm.store.engine import database
from crm.tables.all import TABLES
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE, some
from tests.operations.filled import fill_at_random

Tables = dict[str, list[dict[str, Any]]]


def everything() -> Tables:
    return {name_of(table): list(rows_of(table)) for table in TABLES}


@pytest.fixture
def make(blank_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Workspace]]:
    """Opens a workspace in which nobody has worked yet; the one before is closed, for there is one at a time."""
    made: list[Workspace] = []

    def new(like: Path = blank_folder) -> Workspace:
        if made:
            made.pop().close()
        folder = tmp_path_factory.mktemp("new") / "New.kgotla"
        shutil.copytree(like, folder)
        made.append(Workspace.open(folder, PASSPHRASE))
        return made[-1]

    yield new
    made.pop().close()


def go_round(old: Workspace, make: Callable[[], Workspace], file: Path) -> tuple[Tables, Tables]:
    """What is in a workspace, and what is in a new one that its file was brought into."""
    old.ask(take_out_workspace, file, "Lerato Tester", file.suffix == ".zip")
    before = old.ask(everything)
    new = make()
    new.do(bring_in_workspace, read_workspace_file(file))
    return before, new.ask(everything)


def test_the_sample_comes_back_row_by_row_with_its_files(
    make: Callable[..., Workspace], filled_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "all.zip"
    before, after = go_round(make(filled_folder), make, file)
    assert after == before
    assert sum(map(len, before.values())) > 2000
    assert is_workspace_file(file)
    assert not missing_files(read_workspace_file(file))
    with_files = next(row["about_id"] for row in before["attachment"])
    (kept, *_more) = list_attachments(with_files)
    assert len(read_attachment(kept.id)) == kept.size


@some(3)
@given(seed=st.integers(0, 2**32))
def test_whatever_stands_in_any_table_comes_back(
    seed: int, make: Callable[[], Workspace], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("out") / "all.json"
    old = make()
    old.do(fill_at_random, seed, 3)
    before, after = go_round(old, make, file)
    assert after == before
    assert [name for name, rows in before.items() if not rows] == []


def test_every_table_and_column_is_in_the_file_and_says_what_it_means(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    workspace.do(fill_at_random, 7, 2)
    assert workspace.ask(take_out_workspace, file, "L") == sum(map(len, workspace.ask(everything).values()))
    said = json.loads(file.read_text(encoding="utf-8"))
    stored = {row[0] for row in database.execute_sql("SELECT DISTINCT tbl FROM change").fetchall()}
    assert stored <= set(said["rows"]), "what the journal knows is in the file"
    assert set(said["rows"]) == set(said["tables"])
    for name, rows in said["rows"].items():
        about = said["tables"][name]
        assert about["meaning"], name
        assert all(column["meaning"] for column in about["columns"].values())
        assert {frozenset(row) for row in rows} == {frozenset(about["columns"])}, name
        links = [column["link"] for column in about["columns"].values() if "link" in column]
        assert set(links) <= set(said["rows"])


def test_the_same_workspace_gives_the_same_file(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        workspace.ask(take_out_workspace, tmp_path / name, "L")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_the_next_reference_is_not_one_that_was_used(
    make: Callable[..., Workspace], filled_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "all.json"
    go_round(make(filled_folder), make, file)
    counters = dict(database.execute_sql("SELECT name, value FROM counter").fetchall())
    assert counters == read_workspace_file(file).counters
    assert counters


def test_into_the_workspace_it_came_from_it_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    workspace.do(save_person, PersonDraft("Anna Kgosi"))
    workspace.ask(take_out_workspace, file, "L")
    workspace.do(add_note, workspace.ask(list_ids, "people")[0], "Said after it was taken out", date(2026, 11, 22))
    before = workspace.ask(everything)
    assert refusal(workspace, file) == "import-changes-nothing"
    assert workspace.ask(everything) == before


def test_into_another_one_that_is_in_use_it_is_refused(make: Callable[[], Workspace], tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    old = make()
    old.do(save_person, PersonDraft("Pieter Kgosi"))
    old.ask(take_out_workspace, file, "L")
    other = make()
    other.do(save_person, PersonDraft("Anna Kgosi"))
    before = other.ask(everything)
    assert refusal(other, file) == "workspace-not-empty"
    assert other.ask(everything) == before


def test_what_says_something_of_this_copys_keys_stays(make: Callable[[], Workspace], tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    old = make()
    old.do(set_setting, "recovery_sheet_made_on", "2026-01-01")
    old.ask(take_out_workspace, file, "L")
    assert "recovery_sheet_made_on" not in file.read_text(encoding="utf-8")
    new = make()
    new.do(set_setting, "recovery_sheet_made_on", "2026-02-02")
    new.do(bring_in_workspace, read_workspace_file(file))
    assert new.ask(get_setting, "recovery_sheet_made_on") == "2026-02-02"


def refusal(workspace: Workspace, file: Path) -> str:
    with pytest.raises(UserError) as caught:
        workspace.do(bring_in_workspace, read_workspace_file(file))
    return caught.value.code


def broken(file: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    found = json.loads(file.read_text(encoding="utf-8"))
    change(found)
    file.write_text(json.dumps(found), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda found: found.update(version=found["version"] + 1), "workspace-file-version"),
        (lambda found: found.update(rows=[]), "workspace-file-damaged"),
        (lambda found: found.update(counters={"C": "many"}), "workspace-file-damaged"),
        (lambda found: found["rows"].pop("person"), "workspace-file-damaged"),
        (lambda found: found["rows"].update(spies=[]), "workspace-file-damaged"),
        (lambda found: found["rows"]["organisation"][0].update(is_closed=7), "workspace-file-damaged"),
        (lambda found: found["rows"]["organisation"][0].update(name=None), "workspace-file-damaged"),
        (lambda found: found["rows"]["organisation"][0].update(verified_on="soon"), "workspace-file-damaged"),
        (lambda found: found["rows"]["organisation"][0].update(parent_id=9_999_999), "workspace-file-damaged"),
        (lambda found: found["rows"]["organisation"][0].update(parent_id=2**70), "workspace-file-damaged"),
        (lambda found: found["rows"]["organisation"][0].pop("kind"), "workspace-file-damaged"),
        (lambda found: found["rows"]["record"].append(found["rows"]["record"][0]), "workspace-file-damaged"),
    ],
)
def test_a_file_that_was_meddled_with_is_refused_and_nothing_is_lost(
    make: Callable[[], Workspace], tmp_path: Path, change: Callable[[dict[str, Any]], object], code: str
) -> None:
    file = tmp_path / "all.json"
    make().ask(take_out_workspace, file, "L")
    new = make()
    before = new.ask(everything)
    assert refusal(new, broken(file, change)) == code
    assert new.ask(everything) == before


def test_a_zip_with_other_bytes_than_it_says_is_refused(make: Callable[[], Workspace], tmp_path: Path) -> None:
    file, paper = tmp_path / "all.zip", tmp_path / "paper.txt"
    paper.write_text("as agreed", encoding="utf-8")
    old = make()
    old.do(attach_file, old.ask(list_ids, "organisations")[0], paper)
    old.ask(take_out_workspace, file, "L", True)
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(file, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data if name.endswith(".json") else b"something else")
    assert refusal(make(), file) == "workspace-file-damaged"


def test_without_the_files_it_says_how_many_are_missing(workspace: Workspace, tmp_path: Path) -> None:
    file, paper = tmp_path / "all.json", tmp_path / "paper.txt"
    paper.write_text("as agreed", encoding="utf-8")
    workspace.do(attach_file, workspace.ask(list_ids, "organisations")[0], paper)
    workspace.ask(take_out_workspace, file, "L")
    assert missing_files(read_workspace_file(file)) == 1


def test_stop_leaves_no_file_and_no_change(make: Callable[[], Workspace], tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    file = tmp_path / "all.json"
    old = make()
    old.do(fill_at_random, 1, 20)
    with pytest.raises(KeyboardInterrupt):
        old.ask(take_out_workspace, file, "L", False, stop)
    assert list(tmp_path.iterdir()) == []
    old.ask(take_out_workspace, file, "L")
    new = make()
    before = new.ask(everything)
    with pytest.raises(KeyboardInterrupt):
        new.do(bring_in_workspace, read_workspace_file(file), stop)
    assert new.ask(everything) == before
