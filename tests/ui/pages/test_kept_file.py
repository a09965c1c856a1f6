"""What is kept with a record is shown from memory, with whether it is as it was, and leaves only when asked to."""

from __future__ import annotations

import struct
import tempfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from crm.operations.attachments import attach_file
from crm.queries.privacy import COPY, list_hand_overs
from crm.store.engine import database
from reports.layout.password import protect
from tests.ui.pages.conftest import Invented, Story
from ui.main_window import MainWindow
from ui.pages.parts.kept_file import FileDialog, save_copy, show_file
from ui.pages.parts.pictures import read_picture, size_of
from ui.pages.reports.pages import MOST_PIXELS, draw, read_file
from ui.pages.settings.copies import CopiesDialog
from ui.widgets.banner import Banner
from ui.widgets.dialogs import ConfirmDialog


def photo(width: int = 60, height: int = 40, form: str = "PNG") -> bytes:
    """A picture of this size."""
    out = BytesIO()
    Image.new("RGB", (width, height), (90, 120, 60)).save(out, form)
    return out.getvalue()


def paper(width: float = 595, height: float = 842, pages: int = 2) -> bytes:
    """A PDF with pages of this size."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height))
    for number in range(pages):
        canvas.drawString(40, height / 2, f"page {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int) -> bytes:
    """Some hundred bytes that claim to be an enormous picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(999))) + chunk(b"IEND", b"")


def test_pictures_and_pdfs_have_pages_and_nothing_else_has() -> None:
    assert [round(edge) for edge in read_file(photo()).sizes[0]] == [60, 40]  # type: ignore[union-attr]
    assert len(read_file(paper()).sizes) == 2  # type: ignore[union-attr]
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'
    for data in (
        b"",
        b"words",
        svg,
        paper()[:300],
        photo()[:60],
        b"%PDF-1.7 nonsense",
        protect(paper(), "four of us here"),
    ):
        assert read_file(data) is None


def test_a_photo_held_upright_is_shown_upright() -> None:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (60, 40)).save(out, "JPEG", exif=exif)
    assert size_of(out.getvalue()) == QSize(40, 60)
    assert read_picture(out.getvalue(), QSize(20, 30)).size() == QSize(20, 30)


@pytest.mark.parametrize(("width", "height"), [(65_000, 65_000), (2**31 - 1, 2), (30_000, 20_000)])
def test_a_picture_that_claims_to_be_enormous_takes_no_memory(width: int, height: int) -> None:
    assert read_picture(bomb(width, height), QSize(100, 100)).isNull()
    assert read_file(bomb(width, height)) is None


def test_a_page_of_a_kilometre_is_drawn_with_few_pixels() -> None:
    shown = read_file(paper(200_000, 200_000, 1))
    assert shown is not None
    image = draw(shown, 0, 3.0)
    assert 0 < image.width() * image.height() <= MOST_PIXELS * 1.01


@pytest.fixture
def kept(story: Story, invented: Invented, tmp_path: Path) -> Callable[[str, bytes], int]:
    """Attaches bytes under a name to a member; returns the attachment."""

    def keep(name: str, data: bytes) -> int:
        file = tmp_path / name
        file.write_bytes(data)
        story.do(attach_file, invented.member, file)
        return int(story.ask(lambda: database.execute_sql("SELECT max(id) FROM attachment").fetchone()[0]))  # type: ignore[call-overload]

    return keep


def shown(qtbot: QtBot, window: MainWindow, story: Story, attachment_id: int) -> FileDialog:
    """The dialog once the file is shown in it."""
    show_file(window, story.desk, attachment_id)
    dialog = window.findChildren(FileDialog)[-1]
    qtbot.waitUntil(lambda: dialog.note.isHidden() or "Reading" not in dialog.note.text())
    return dialog


def test_files_are_seen_inside_the_window_and_leave_it_only_when_asked_to(
    qtbot: QtBot,
    story: Story,
    window: MainWindow,
    kept: Callable[[str, bytes], int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outside: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: outside.append(Path(QUrl.toLocalFile(url))) or True)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    dialog = shown(qtbot, window, story, kept("letter.pdf", paper()))
    qtbot.waitUntil(dialog.pages.is_drawn)
    assert dialog.pages.page_count == 2
    qtbot.keyClick(dialog.pages, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert dialog.findChild(QLabel, "kept-file-place").text() == "Page 2 of 2"
    assert "As it was when Lerato Tester added it on" in dialog.findChild(Banner, "kept-file-whole").text()
    assert "SHA-256" in dialog.facts.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert list(temporary.iterdir()) == [], "a preview leaves nothing outside"

    dialog = shown(qtbot, window, story, kept("ramp.png", photo()))
    qtbot.waitUntil(dialog.pages.is_drawn)
    dialog.reject()

    script = kept("invoice.pdf.js", b"WScript.Shell")
    dialog = shown(qtbot, window, story, script)
    assert "not shown here" in dialog.note.text()
    dialog.open_outside.click()
    warning = dialog.findChild(ConfirmDialog, "kept-file-may-run")
    assert warning is not None and outside == []
    warning.accept()
    assert [file.read_bytes() for file in outside] == [b"WScript.Shell"]
    assert not outside[0].stat().st_mode & 0o077
    dialog.reject()

    with qtbot.waitSignal(story.desk.service.done) as noted:
        save_copy(window, story.desk, script, str(tmp_path / "out.js"))
    assert noted.args[0].label == "Save a copy of invoice.pdf.js"
    (copy,) = story.ask(list_hand_overs, COPY)  # type: ignore[misc]
    assert (copy.path, (tmp_path / "out.js").read_bytes()) == (str(tmp_path / "out.js"), b"WScript.Shell")


def test_a_damaged_file_is_said_to_be_and_never_shown(
    qtbot: QtBot, story: Story, window: MainWindow, kept: Callable[[str, bytes], int]
) -> None:
    attachment_id = kept("ramp.png", photo())
    story.desk.service.maintain(
        lambda _workspace: database.raw().execute("UPDATE blob SET data = x'00'"), lambda _none: None, ""
    )
    dialog = shown(qtbot, window, story, attachment_id)
    assert dialog.findChild(Banner, "kept-file-whole").text().startswith("Damaged or missing")
    assert not dialog.open_outside.isEnabled() and not dialog.save.isEnabled()
    assert dialog.pages.isHidden()
    dialog.reject()


def test_copies_on_this_computer_are_ticked_and_removed_after_being_asked(
    qtbot: QtBot, story: Story, window: MainWindow, kept: Callable[[str, bytes], int], tmp_path: Path
) -> None:
    attachment_id = kept("ramp.png", photo())
    same, changed = tmp_path / "same.png", tmp_path / "changed.png"
    for file in (same, changed):
        with qtbot.waitSignal(story.desk.service.done):
            save_copy(window, story.desk, attachment_id, str(file))
    changed.write_bytes(b"drawn upon")
    dialog = CopiesDialog(story.desk, window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 2)
    assert not dialog.remove.isEnabled()
    dialog.all.click()
    dialog.remove.click()
    dialog.findChild(ConfirmDialog, "copies-sure").accept()
    second = dialog.findChild(ConfirmDialog, "copies-changed")
    assert same.exists() and changed.exists(), "a changed one is asked for by itself"
    with qtbot.waitSignal(story.desk.service.done) as done:
        second.accept()
    assert done.args[0].label == "Removed 2 copies from this computer"
    assert not same.exists() and not changed.exists()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 0)
    dialog.reject()
