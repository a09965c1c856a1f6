"""The seal on a paper is known again by the workspace it was made from, and by no other."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.commands.conftest import Kgotla


def seal_on(paper: Path) -> str:
    words = " ".join(PdfReader(paper).pages[0].extract_text().split())
    found = re.search(r"Seal (\d+ · (?:[0-9a-f]{4} ?){4})", words)
    assert found, words
    return found[1].strip()


@pytest.mark.parametrize("audience", ["ourselves", "body"])
def test_a_paper_names_the_state_it_was_made_from(kgotla: Kgotla, tmp_path: Path, audience: str) -> None:
    before = kgotla("check", "--json").json["seal"]
    assert kgotla("report", "follow-up", "--out", tmp_path / "paper.pdf", "--audience", audience).code == 0
    assert seal_on(tmp_path / "paper.pdf") == before
    assert kgotla("add-person", "Later Sample").code == 0
    said = kgotla("check", "--seal", f"Seal {before}")
    assert (said.code, "as it was" in said.out) == (0, True)
    assert kgotla("check", "--json").json["seal"] != before


def test_an_older_copy_and_another_workspace_say_so(
    kgotla: Kgotla, bare: Kgotla, workspace_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(workspace_folder, tmp_path / "older.kgotla")
    kgotla("add-person", "One Sample")
    here = kgotla("check", "--json").json["seal"]
    older = bare("check", "--json", "--seal", here, "--workspace", tmp_path / "older.kgotla")
    assert (older.code, older.json["named_seal"]) == (1, "later")
    bare("add-person", "Another Sample", "--workspace", tmp_path / "older.kgotla")
    other = bare("check", "--json", "--seal", here, "--workspace", tmp_path / "older.kgotla")
    assert (other.code, other.json["named_seal"], other.json["problems"]) == (1, "elsewhere", [])
    assert kgotla("check", "--seal", "12 nothing").code == 1
