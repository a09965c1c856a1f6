"""What somebody is named in, in files of every kind that is kept: and of what cannot be read, nobody says it was."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import docx
import pytest
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from crm.exchange import file_words
from crm.exchange.file_words import words_in
from tests.exchange.test_hostile_archives import MEGABYTE, lying, packed
from tests.exchange.workbooks import workbook

NAME = "Thandiwe Ñuñez-Sample"


def letter() -> bytes:
    """A letter with the name cut into runs, as Word writes it."""
    document, out = docx.Document(), io.BytesIO()
    paragraph = document.add_paragraph("Dear ")
    for part in (NAME[:5], NAME[5:12], NAME[12:]):
        paragraph.add_run(part).bold = part.startswith("T")
    document.sections[0].footer.paragraphs[0].text = "Footer of Sipho Dube-Sample"
    document.save(out)
    return out.getvalue()


def drawn(*lines: str, password: str = "") -> bytes:
    """A PDF with each line on a page of its own, an empty one being a picture."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for line in lines:
        canvas.drawString(72, 700, line) if line else canvas.rect(72, 600, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    if not password:
        return out.getvalue()
    writer, locked = PdfWriter(io.BytesIO(out.getvalue())), io.BytesIO()
    writer.encrypt(password)
    writer.write(locked)
    return locked.getvalue()


def mail(*attached: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = f"{NAME} <t@sample.example>", "The visit"
    message.set_content("Beste kollega – ek kom môre.", charset="utf-8", cte="base64")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


OPEN_DOCUMENT = packed(
    ("mimetype", b"application/vnd.oasis.opendocument.text"),
    ("content.xml", f'<d xmlns:t="t"><t:p>Dear <t:span>{NAME[:7]}</t:span>{NAME[7:]}</t:p></d>'.encode()),
)
READ = {
    "letter.docx": letter(),
    "list.xlsx": workbook({"Members": [["Name", "Cell"], [NAME, 27835550199]]}),
    "letter.odt": OPEN_DOCUMENT,
    "letter.pdf": drawn("Dear", NAME),
    "list.csv": f"Name;Cell\n{NAME};083 555 0199\n".encode("cp1252"),
    "wide.txt": f"Dear {NAME}".encode("utf-16"),
    "page.html": f"<html><body><p>Dear <b>{NAME[:8]}</b>{NAME[8:].replace('ñ', '&ntilde;')}</p></body></html>".encode(),
    "visit.ics": f"BEGIN:VCALENDAR\r\nSUMMARY:Visit of {NAME[:9]}\r\n {NAME[9:]}\r\nEND:VCALENDAR\r\n".encode(),
    "message.eml": mail(),
    "with_letter.eml": mail(("letter.docx", letter())),
}


@pytest.mark.parametrize("name", READ)
def test_a_name_is_found_in_a_file_of_this_kind(name: str) -> None:
    words = words_in(READ[name], name)
    assert NAME in words.text, words.text
    assert words.is_whole


def test_what_stands_beside_the_text_is_found_too() -> None:
    assert "Sipho Dube-Sample" in words_in(READ["letter.docx"], "letter.docx").text
    assert "27835550199" in words_in(READ["list.xlsx"], "list.xlsx").text
    assert "môre" in words_in(READ["message.eml"], "message.eml").text


DEEP = mail()
for _level in range(4):
    DEEP = mail(("inner.eml", DEEP))
NOT_READ = {
    "photo.jpg": b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20,
    "locked.pdf": drawn(NAME, password="secret"),
    "scan.pdf": drawn("Cover", ""),
    "torn.pdf": drawn(NAME)[:200],
    "old.doc": b"\xd0\xcf\x11\xe0" + bytes(2000),
    "files.zip": packed(("letter.txt", NAME.encode())),
    "torn.docx": letter()[:-300],
    "picture.docx": packed(("[Content_Types].xml", b"<T/>"), ("word/document.xml", b"<d><pic/></d>")),
    "entities.docx": packed(
        ("[Content_Types].xml", b"<T/>"),
        ("word/document.xml", b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><d><p>&b;</p></d>'),
    ),
    "inside.docx": packed(
        *(("[Content_Types].xml", b"<T/>"), ("word/document.xml", b"<d><p>See the sheet</p></d>")),
        ("word/embeddings/sheet.xlsx", b"PK"),
    ),
    "note.rtf": b"{\\rtf1 Dear Thandi}",
    "deep.eml": DEEP,
}


@pytest.mark.parametrize("name", NOT_READ)
def test_of_what_cannot_be_read_to_its_end_nobody_says_that_it_was(name: str) -> None:
    assert not words_in(NOT_READ[name], name).is_whole


@pytest.mark.parametrize("is_lying", [False, True])
def test_an_archive_that_unpacks_without_an_end_is_left(is_lying: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_words, "MOST_UNPACKED", 2 * MEGABYTE)
    bomb = packed(("[Content_Types].xml", b"<T/>"), ("word/document.xml", b"<d>" + b" " * 20 * MEGABYTE + b"</d>"))
    words = words_in(lying(bomb, 100) if is_lying else bomb, "bomb.docx")
    assert (words.is_whole, len(words.text) < 3 * MEGABYTE) == (False, True)


def test_limits_of_letters_and_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_words, "MOST_LETTERS", 100)
    words = words_in(b"long " * 100, "long.txt")
    assert (len(words.text), words.is_whole) == (100, False)
    monkeypatch.setattr(file_words, "MOST_SECONDS", -1)
    assert words_in(b"short", "short.txt") == file_words.FileWords("", is_whole=False)


class Stopped(Exception):
    pass


@pytest.mark.parametrize("name", ["letter.docx", "letter.pdf", "message.eml", "list.xlsx"])
def test_reading_is_stopped_in_the_middle_of_a_file(name: str) -> None:
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == 2:
            raise Stopped

    with pytest.raises(Stopped):
        words_in(READ[name], name, step)


def test_no_name_falls_between_two_pieces() -> None:
    text = "x" * 9_995 + f" {NAME} " + "y" * 9_000
    assert any(NAME in piece and text[at:].startswith(piece) for at, piece in words_in(text.encode(), "a.txt").pieces())
    assert zipfile.is_zipfile(io.BytesIO(OPEN_DOCUMENT))
