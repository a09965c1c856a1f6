"""Where a report is written when only a folder is named or nothing, and with a password."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.commands.conftest import Kgotla

PASSWORD = "kettle ninety orchard velvet"


def test_without_a_file_the_name_says_what_it_is_for_whom_and_the_day(
    looking: Kgotla, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "Petitions and submissions, Everything we hand in or watch, for the funder, 2026-11-22.pdf"
    said = looking("report", "petition-register", "--audience", "funder", "--json")
    assert said.code == 0
    (made,) = said.json["files"]
    short = Path(made["file"]).name
    assert short.startswith(name[:40]) and short.endswith(", for the funder, 2026-11-22.pdf")
    assert (tmp_path / short).exists()
    folder = tmp_path / "papers"
    folder.mkdir()
    assert looking("report", "petition-register", "--audience", "funder", "--out", folder).code == 0
    assert [each.name for each in folder.iterdir()] == [short]


def test_a_password_is_read_from_a_file_and_a_weak_one_is_refused(looking: Kgotla, tmp_path: Path) -> None:
    secret, out = tmp_path / "secret.txt", tmp_path / "report.pdf"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    assert looking("report", "follow-up", "--out", out, "--password-file", secret).code == 0
    reader = PdfReader(BytesIO(out.read_bytes()))
    assert reader.is_encrypted and reader.decrypt(PASSWORD)
    assert "Follow-up report" in reader.pages[0].extract_text()
    for weak, words in (("speaker", "would soon be guessed"), ("kimberley 1", "would soon be guessed")):
        secret.write_text(weak, encoding="utf-8")
        said = looking("report", "follow-up", "--out", tmp_path / "weak.pdf", "--password-file", secret)
        assert said.code == 1 and words in said.err
    assert not (tmp_path / "weak.pdf").exists()


def test_pseudonyms_and_private_are_options_of_every_report(looking: Kgotla, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    assert looking("report", "follow-up", "--out", out, "--names", "pseudonyms", "--private", "no").code == 0
    text = " ".join(page.extract_text() for page in PdfReader(out).pages)
    assert "Person " in text and "pseudonyms instead of names" in " ".join(text.split())
