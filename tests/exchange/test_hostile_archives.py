"""Archives made to harm: names that climb out of a folder, parts without an end, sizes that are lied about."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from crm.access import Passphrase, restore
from crm.exchange import sheets, workspace_file
from crm.exchange.readers import read
from crm.exchange.workspace_file import is_workspace_file, read_workspace_file
from crm.rules.errors import UserError
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE

CLIMBING = (
    "../../evil",
    "/tmp/evil-of-kgotla",
    "..\\..\\evil",
    "C:\\evil",
    "workspace.db/../../evil",
    "a/../../../evil",
)
MEGABYTE = 2**20


def packed(*parts: tuple[str, bytes]) -> bytes:
    """A ZIP of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return out.getvalue()


def lying(data: bytes, size: int) -> bytes:
    """The same archive, every part of which claims to be this small when it is unpacked."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        found = data.find(mark)
        while found >= 0:
            struct.pack_into("<I", changed, found + at, size)
            found = data.find(mark, found + 4)
    return bytes(changed)


def workbook(kind: str, filler: bytes) -> bytes:
    """Enough of a workbook to be taken for one, with a part full of this."""
    if kind == ".ods":
        return packed(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", filler))
    sheet = b'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    return packed(
        ("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", filler), ("xl/worksheets/sheet1.xml", sheet)
    )


@pytest.mark.parametrize("kind", [".xlsx", ".ods", ".xlsm"])
@pytest.mark.parametrize("is_lying", [False, True])
def test_a_workbook_that_unpacks_without_an_end_is_refused(
    kind: str, is_lying: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "_MOST_UNPACKED", 10 * MEGABYTE)
    data = workbook(kind, b"<x>" + bytes(20 * MEGABYTE))
    file = tmp_path / f"list{kind}"
    file.write_bytes(lying(data, 100) if is_lying else data)
    with pytest.raises(UserError) as refused:
        read(file)
    assert refused.value.code == ("sheet-damaged" if is_lying else "file-too-large")


@pytest.mark.parametrize("name", CLIMBING)
def test_a_backup_whose_names_climb_out_writes_nothing_outside(name: str, workspace: Workspace, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.kgotla-backup", tmp_path / "bad.kgotla-backup"
    workspace.back_up(good)
    workspace.close()
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w", zipfile.ZIP_STORED) as target:
        for part in source.namelist():
            target.writestr(part, source.read(part))
        target.writestr(name, b"evil")
    place = tmp_path / "a" / "b" / "restored"
    restored = restore(bad, place, Passphrase(PASSPHRASE)).path
    assert restored.parent == place.parent
    assert not [found for found in tmp_path.rglob("*") if "evil" in found.name and found != bad]
    assert not Path("/tmp/evil-of-kgotla").exists()


@pytest.mark.parametrize("name", CLIMBING)
def test_a_workspace_file_whose_names_climb_out_is_only_read(name: str, tmp_path: Path) -> None:
    file = tmp_path / "whole.zip"
    head = b'{"format": "kgotla-workspace", "version": 7, "counters": {}, "rows": {}}'
    file.write_bytes(packed(("workspace.json", head), (f"files/{name}", b"evil"), (name, b"evil")))
    assert is_workspace_file(file)
    assert name in read_workspace_file(file).files
    assert [found.name for found in tmp_path.rglob("*")] == ["whole.zip"]


def test_a_workspace_file_that_unpacks_without_an_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace_file, "LARGEST", 10 * MEGABYTE)
    for number, data in enumerate((packed(("workspace.json", bytes(20 * MEGABYTE))), _lied())):
        file = tmp_path / f"{number}.zip"
        file.write_bytes(data)
        with pytest.raises(UserError):
            read_workspace_file(file)


def _lied() -> bytes:
    return lying(packed(("workspace.json", b'{"format": "kgotla-workspace"' + bytes(20 * MEGABYTE))), 100)
