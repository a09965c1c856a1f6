"""`kgotla respond`, and the review that holds the answer."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader

from tests.commands.conftest import Kgotla


def test_an_answer_stands_in_the_agreed_review(working: Kgotla, tmp_path: Path) -> None:
    said = working("respond", "M-2026-0001", "4.3", "The register is in print", "--by", "Ms Moeng")
    assert said.code == 0, said.err
    file = tmp_path / "review.pdf"
    about = ("--agreement", "M-2026-0001", "--version", "agreed", "--audience", "ourselves")
    made = working("report", "mou-review", "--out", file, *about)
    assert made.code == 0, made.err
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())
    assert "The register is in print" in text and "Ms Moeng" in text
    assert "no clause, deliverable or promise" in working("respond", "M-2026-0001", "9.9", "x").err
    assert working("undo").code == 0
