"""The evidence pack: everything under a matter is in its index, and the sums show each file whole."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from paper import letters, words

from crm.operations.attachments import attach_file
from crm.operations.commitments import CommitmentDraft, add_evidence, change_status, save_commitment
from crm.operations.engagements import EngagementDraft, log_engagement
from crm.operations.movements import EvidenceDraft
from crm.operations.petitions import PetitionDraft, save_petition
from crm.operations.records import set_confidentiality
from crm.operations.ties import tie
from crm.queries.attachments import list_attachments
from crm.rules.errors import EnvironmentProblem
from crm.store import engine
from crm.workspace import Workspace
from reports import catalog


@pytest.fixture
def petition(workspace: Workspace, today: date, tmp_path: Path) -> int:
    """A petition with a promise seen kept, one only said to be, and a hearing with its sign-in sheet."""
    asked = int(workspace.do(save_petition, PetitionDraft("Water for the ward")).value[0])
    kept, claimed = (
        int(workspace.do(save_commitment, CommitmentDraft(said, date(2026, 9, 1))).value[0])
        for said in ("The pump is mended", "The road is graded")
    )
    hearing = workspace.do(log_engagement, EngagementDraft("Hearing on water", date(2026, 9, 1))).value[0]
    for record in (kept, claimed, hearing):
        workspace.do(tie, record, asked)
    photo, sheet = tmp_path / "pump..mended.jpg", tmp_path / "sheet.png"
    photo.write_bytes(b"a photo of the pump")
    sheet.write_bytes(b"names and signatures")
    workspace.do(add_evidence, kept, EvidenceDraft("Water runs", "photo", photo, date(2026, 10, 1), "Lerato"))
    workspace.do(attach_file, hearing, sheet, "Sign-in sheet")
    workspace.do(change_status, claimed, "claimed_done", date(2026, 10, 2), note="They say so")
    return asked


def pack(workspace: Workspace, petition: int, folder: Path, **options: str) -> Path:
    given = {"petition": f"petitions:{petition}", **options}
    return catalog.make(workspace.ask, "evidence", given, folder / "pack.zip", made_by="Lerato").file


def test_the_sums_are_those_of_the_files_and_the_index_names_each(
    workspace: Workspace, petition: int, tmp_path: Path
) -> None:
    with ZipFile(pack(workspace, petition, tmp_path)) as archive:
        sums = dict(line.split("  ")[::-1] for line in archive.read("SHA256SUMS.txt").decode().splitlines())
        assert set(sums) == set(archive.namelist()) - {"SHA256SUMS.txt"}
        assert all(hashlib.sha256(archive.read(name)).hexdigest() == found for name, found in sums.items())
        index = words(archive.read("index.pdf"))
        files = [name for name in archive.namelist() if name.startswith("files/")]
        assert sorted(archive.read(name) for name in files) == [b"a photo of the pump", b"names and signatures"]
    assert all(letters(name) in letters(index) and letters(sums[name]) in letters(index) for name in files)
    assert "Water runs" in index and "1 Oct 2026 · Lerato" in index
    assert "Said to be done, nothing seen" in index and "The road is graded" in index


def test_a_sign_in_sheet_stays_at_home(workspace: Workspace, petition: int, tmp_path: Path) -> None:
    with ZipFile(pack(workspace, petition, tmp_path, audience="funder")) as archive:
        assert [name for name in archive.namelist() if "sheet" in name] == []
        assert "1 file of a meeting stays with us: it may name who came" in words(archive.read("index.pdf"))


def test_what_is_more_confidential_than_the_paper_is_neither_listed_nor_packed(
    workspace: Workspace, petition: int, tmp_path: Path
) -> None:
    (photo,) = (piece for record in workspace.ask(find_promises) for piece in workspace.ask(list_attachments, record))
    workspace.do(set_confidentiality, photo.id, 2)
    with ZipFile(pack(workspace, petition, tmp_path)) as archive:
        index = words(archive.read("index.pdf"))
        assert [name for name in archive.namelist() if "pump" in name] == []
    assert "pump..mended" not in index and "1 record is not shown for that" in index
    with ZipFile(pack(workspace, petition, tmp_path, confidentiality="restricted")) as archive:
        assert [name for name in archive.namelist() if "pump" in name]


def find_promises() -> list[int]:
    from crm.queries.commitments import CommitmentFilter, list_commitments

    return list_commitments(CommitmentFilter(status="all"))


def test_a_file_that_is_damaged_is_said_and_no_half_pack_is_left(
    workspace: Workspace, petition: int, tmp_path: Path
) -> None:
    engine.database.raw().execute("UPDATE blob SET data = x'78'")
    with pytest.raises(EnvironmentProblem) as problem:
        pack(workspace, petition, tmp_path)
    assert problem.value.code == "attachment-damaged"
    assert list(tmp_path.glob("*.zip*")) == []
