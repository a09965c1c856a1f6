"""A damaged workspace is mended from the command line, and what the backup lacks is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Kgotla


def test_recovering(kgotla: Kgotla, workspace_folder: Path, tmp_path: Path) -> None:
    kgotla("add-person", "Ben Sample")
    kgotla("import", write_list(tmp_path))  # makes a backup first
    database = workspace_folder / "workspace.db"
    content = bytearray(database.read_bytes())
    content[60 * 4096 + 7] ^= 4
    database.write_bytes(content)
    found = kgotla("check")
    assert found.code == 1
    assert "page 61" in found.out

    told = kgotla("recover", "--dry-run", "--json").json
    assert Path(told["backup"]).parent == workspace_folder / "backups"
    assert database.read_bytes() == content
    done = kgotla("recover")
    assert done.code == 0, done.err
    assert "1 thing was done after it and is not in it" in done.out
    assert "Import 1 person (Lerato Tester" in done.out
    assert "Ben Sample" in kgotla("list", "people").out


@pytest.mark.parametrize("pages", [range(1, 2), range(100, 400)], ids=["the first", "the schema's among many"])
def test_damage_that_stops_the_opening_is_named_all_the_same(
    pages: range, kgotla: Kgotla, workspace_folder: Path
) -> None:
    database = workspace_folder / "workspace.db"
    content = bytearray(database.read_bytes())
    for page in pages:
        content[(page - 1) * 4096 + 700] ^= 4
    database.write_bytes(content)
    assert "database is damaged" in kgotla("list", "people").err, "it cannot be opened"
    told = kgotla("check", "--json")
    assert (told.code, told.json["ok"]) == (1, False)
    assert f"page {pages[0]}." in told.json["problems"][1]
    assert "kgotla recover --dry-run" in kgotla("check").out


def write_list(folder: Path) -> Path:
    file = folder / "members.csv"
    file.write_text("First Name,Last Name,Cell phone\nCleo,Sample,053 555 0001\n", encoding="utf-8")
    return file
