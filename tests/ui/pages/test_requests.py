"""A request under POPIA in the window, by keyboard: written down, read thing by thing, decided, answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from crm.operations.attachments import attach_file
from crm.queries.requests import RequestRow, find_request, get_request_rows, list_items, list_requests
from crm.rules.requests import Choice, Ground, Status
from tests.ui.pages.looking import Looking
from ui.main_window import MainWindow
from ui.pages.parts.kept_file import FileDialog
from ui.pages.requests.list import RequestsPage
from ui.pages.requests.reading import GroundDialog, ReadingDialog
from ui.widgets.banner import Banner
from ui.widgets.choices import Choice as Named
from ui.widgets.record_picker import RecordPicker

OPEN = "Q-2026-0002"


@pytest.fixture
def looking(qtbot: QtBot, sample_window: MainWindow) -> Looking:
    return Looking(qtbot, sample_window)


def row(looking: Looking, reference: str = OPEN) -> RequestRow:
    found: RequestRow = looking.ask(get_request_rows, [looking.ask(find_request, reference)])[0]
    return found


def press(looking: Looking, dialog: ReadingDialog, key: Qt.Key) -> None:
    """A key on the reading screen, until what it decided is kept."""
    with looking.qtbot.waitActive(dialog):
        dialog.activateWindow()  # a dialog that closed above it leaves none active on a screen without a manager
    with looking.qtbot.waitSignal(dialog.saved):
        looking.qtbot.keyClick(dialog.list, key)
    looking.settle()


def test_a_request_is_written_down_and_stands_in_the_list(looking: Looking) -> None:
    looking.window.shell.open_page("requests")
    page = looking.page
    assert isinstance(page, RequestsPage)
    looking.settle()
    assert page.list.model.rowCount() == 1
    looking.enter("requests-add")
    form = QApplication.activeModalWidget()
    assert form is not None
    form.findChild(RecordPicker, "request-person").set_choice(Named(0, "Mr Somebody Else"))
    looking.choose("request-kind", "confirm")
    looking.save()
    assert looking.find(QLabel, "request-why").text().startswith("Received 22 Nov. Due 22 Dec")
    assert "First see who asks" in looking.find(Banner, "request-next").text()
    looking.key("I")
    looking.write("request-identity-seen", "8001015009087")
    assert any("identity number" in said for said in looking.refused())
    looking.write("request-identity-seen", "Identity card")
    looking.save()
    looking.key("A")
    looking.choose("request-answer-outcome", "nothing_held")
    looking.save()
    assert looking.ask(list_requests) == [row(looking).id]
    looking.undo()
    assert len(looking.ask(list_requests)) == 2


def test_what_is_held_is_read_thing_by_thing_and_only_then_decided(looking: Looking) -> None:
    looking.open(row(looking).id, "requests")
    assert not looking.find(QPushButton, "request-decision").isEnabled()
    looking.key("R")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReadingDialog)
    looking.qtbot.waitUntil(lambda: dialog.list.count() > 0)
    count = dialog.list.count()
    assert dialog.progress.text() == f"9 of {count} read"
    at = dialog.list.currentRow()
    assert at == 9, "it begins with the first that is unread"
    press(looking, dialog, Qt.Key.Key_G)
    assert dialog.list.currentRow() == 10
    note = next(n for n in range(count) if "her trust" in str(dialog._things[n].item.held.said))
    dialog.list.setCurrentRow(note)
    assert "Moroka" in dialog.held.toPlainText() and "Moroka" not in dialog.out.toPlainText()
    assert "Proposed: cover names" in dialog.out.toPlainText()
    press(looking, dialog, Qt.Key.Key_C)
    dialog.list.setCurrentRow(note)
    withhold = dialog.buttons["withhold"]
    withhold.setFocus()
    looking.qtbot.keyClick(withhold, Qt.Key.Key_Return)  # presses it: here nothing is given as proposed
    ground = QApplication.activeModalWidget()
    assert isinstance(ground, GroundDialog)
    ground.ground.setCurrentIndex(ground.ground.findData(Ground.CONFIDENCE.value))
    ground.findChild(QLineEdit, "request-ground-note").setText("As agreed")
    with looking.qtbot.waitSignal(dialog.saved):
        looking.qtbot.keyClick(ground, Qt.Key.Key_Return)
    looking.settle()
    items = {item.number: item for item in looking.ask(list_items, row(looking).id)}
    assert (items[note + 1].choice, items[note + 1].ground, items[note + 1].note) == (
        Choice.WITHHOLD,
        Ground.CONFIDENCE,
        "As agreed",
    )
    dialog.list.setFocus()
    dialog.list.selectAll()
    press(looking, dialog, Qt.Key.Key_Return)
    assert dialog.progress.text() == f"{count} of {count} read"
    dialog.reject()
    looking.settle()
    assert row(looking).status is Status.DECIDING
    assert "All is read" in looking.find(Banner, "request-next").text()
    looking.key("D")
    looking.write("request-decision-by", "Mr Vuyo Dlakavu")
    looking.save()
    assert "Hand the answer over" in looking.find(Banner, "request-next").text()
    looking.undo()
    assert row(looking).decided_on is None


def test_a_file_is_seen_inside_the_window_before_another_program_has_it(looking: Looking, tmp_path: Path) -> None:
    file = tmp_path / "invoice.pdf.js"
    file.write_bytes(b"WScript.Shell")
    with looking.qtbot.waitSignal(looking.desk.service.done):
        looking.desk.service.do(attach_file, row(looking).person_id, file)
    looking.open(row(looking).id, "requests")
    looking.key("R")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReadingDialog)
    looking.qtbot.waitUntil(lambda: dialog.list.count() > 0)
    number = next(n for n, thing in enumerate(dialog._things) if thing.item.is_file)
    dialog.list.setCurrentRow(number)
    looking.qtbot.keyClick(dialog.list, Qt.Key.Key_O)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, FileDialog)
    looking.qtbot.waitUntil(lambda: "not shown here" in shown.note.text())
    shown.reject()
    dialog.reject()
