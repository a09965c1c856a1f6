"""`kgotla logo`: papers carry the picture that was chosen, and a file that is none changes nothing."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from pypdf import PdfReader

from tests.commands.conftest import Kgotla


def alternatives(file: Path) -> list[str]:
    kids = PdfReader(file).trailer["/Root"]["/StructTreeRoot"]["/K"]["/K"]  # type: ignore[index]
    return [kid.get_object()["/Alt"] for kid in kids if "/Alt" in kid.get_object()]


def test_papers_carry_the_logo_until_it_is_undone_or_taken_away(kgotla: Kgotla, tmp_path: Path) -> None:
    picture, paper = tmp_path / "ours.png", tmp_path / "paper.pdf"
    Image.new("RGB", (300, 100), "green").save(picture)

    def carried() -> int:
        kgotla("report", "follow-up", "--out", str(paper))
        return len([each for each in alternatives(paper) if each.startswith("Logo of ")])

    assert carried() == 0
    assert kgotla("logo", str(picture), "--json").json["logo"] == "ours.png"
    assert carried() == 1
    kgotla("logo", str(picture))
    kgotla("logo", "--none")
    assert carried() == 0
    assert kgotla("undo", "--json").json == {"undone": "Choose the logo"}
    assert carried() == 1


def test_a_file_that_is_no_picture_is_refused_in_words(kgotla: Kgotla, tmp_path: Path) -> None:
    other = tmp_path / "letter.png"
    other.write_text("Dear all", encoding="utf-8")
    refused = kgotla("logo", str(other))
    assert refused.code == 1
    assert "Choose a PNG, JPEG or SVG" in refused.err
    assert kgotla("logo", str(tmp_path / "nowhere.svg")).code == 1
