"""Reports: the preview shows what is saved, and is made in memory."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from crm.operations.agreements import AgreementDraft, PartyDraft, save_agreement
from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.queries.commitments import find_by_reference
from crm.queries.privacy import HandOverRow, list_hand_overs
from reports.catalog import REPORTS
from tests.ui.pages.conftest import Story, shown_window
from ui.desk import Desk
from ui.pages.parts.lines import RecordLine
from ui.pages.reports.page import ReportsPage
from ui.pages.reports.pages import Paper
from ui.pages.reports.paper import PaperView
from ui.pages.reports.preview import PagesView
from ui.widgets.date_edit import DateEdit
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.record_picker import RecordPicker


@pytest.fixture
def page(qtbot: QtBot, open_desk: Desk, today: date) -> ReportsPage:
    made = ReportsPage(open_desk)
    qtbot.addWidget(made)
    open_desk.service.changed.connect(made.take_changes)
    made.resize(897, 496)
    made.show()
    return made


@pytest.fixture
def paper(qtbot: QtBot, page: ReportsPage) -> PaperView:
    card = page.findChild(QPushButton, "report-follow-up")
    assert card is not None
    card.click()
    assert page.paper is not None
    wait_drawn(qtbot, page.paper)
    return page.paper


def wait_drawn(qtbot: QtBot, paper: PaperView) -> None:
    qtbot.waitUntil(paper.pages.is_drawn, timeout=60_000)


def promise(qtbot: QtBot, desk: Desk, words: str) -> None:
    with qtbot.waitSignal(desk.service.done):
        desk.service.do(save_commitment, CommitmentDraft(words=words, made_on=date(2026, 3, 12)))


def test_every_report_has_a_card(page: ReportsPage) -> None:
    assert all(page.findChild(QPushButton, f"report-{name}") is not None for name in REPORTS)


def test_the_pages_are_drawn_dark_on_white(paper: PaperView) -> None:
    image = paper.pages.grab().toImage()
    middle = [image.pixelColor(image.width() // 2, y).lightness() for y in range(40, image.height() - 4)]
    assert max(middle) == 255
    drawn = [image.pixelColor(x, y).lightness() for x in range(60, 300, 2) for y in range(30, 200, 2)]
    assert min(drawn) < 100


def test_a_change_in_the_workspace_is_in_the_preview(qtbot: QtBot, open_desk: Desk, paper: PaperView) -> None:
    before = paper.pages.paper
    promise(qtbot, open_desk, "A ramp at the clinic")
    qtbot.waitUntil(lambda: paper.pages.paper is not before, timeout=30_000)
    wait_drawn(qtbot, paper)


def test_what_is_saved_is_what_was_chosen(
    qtbot: QtBot, open_desk: Desk, page: ReportsPage, paper: PaperView, tmp_path: Path
) -> None:
    promise(qtbot, open_desk, "A ramp at the clinic")
    box = paper.fields.field("status")
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData("open"))
    paper.file.setText(str(tmp_path / "report.pdf"))
    qtbot.keyClick(paper.file, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Saved" in paper.told.text(), timeout=30_000)
    text = "".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "report.pdf").pages)
    assert "A ramp at the clinic" in text
    again = ReportsPage(open_desk)
    qtbot.addWidget(again)
    assert again.paper is not None
    assert again.paper.fields.values()["status"] == "open"


def test_another_file_is_not_replaced_without_asking(qtbot: QtBot, paper: PaperView, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_text("keep me", encoding="utf-8")
    paper.file.setText(str(file))
    paper.save()
    box = paper.findChild(ConfirmDialog)
    assert box is not None
    box.reject()
    assert file.read_text(encoding="utf-8") == "keep me"


def test_a_place_that_cannot_be_written_is_told_in_a_sentence(qtbot: QtBot, paper: PaperView, tmp_path: Path) -> None:
    paper.file.setText(str(tmp_path / "nowhere" / "report.pdf"))
    paper.save()
    qtbot.waitUntil(paper.told.isVisible, timeout=30_000)
    assert "could not be written" in paper.told.text()


def test_a_period_the_wrong_way_round_is_told_in_a_sentence(qtbot: QtBot, paper: PaperView) -> None:
    for name, day in (("from", date(2026, 11, 1)), ("to", date(2026, 10, 1))):
        field = paper.fields.field(name)
        assert isinstance(field, DateEdit)
        field.set_day(day)
    qtbot.waitUntil(paper.told.isVisible, timeout=30_000)
    assert "ends before it begins" in paper.told.text()


def test_pages_and_zoom_go_by_keys(qtbot: QtBot, paper: PaperView) -> None:
    fitted = paper.pages.zoom()
    paper.pages.zoom_in()
    assert paper.pages.zoom() > fitted
    paper.pages.fit_width()
    assert paper.pages.zoom() == fitted
    qtbot.keyClick(paper.pages, Qt.Key.Key_End)
    assert paper.pages.page == paper.pages.page_count
    wait_drawn(qtbot, paper)


def test_it_prints_every_page(qtbot: QtBot, paper: PaperView, tmp_path: Path) -> None:
    paper.print_paper()
    dialog = paper.findChild(QPrintDialog, "print-dialog")
    assert dialog is not None
    printer = dialog.printer()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(60)
    with qtbot.waitSignal(paper._printing.finished, timeout=60_000):
        paper._printing.accepted.emit()
    dialog.reject()
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == paper.pages.page_count


def test_nothing_of_the_preview_is_written_to_the_disk(
    qtbot: QtBot, open_desk: Desk, paper: PaperView, tmp_path: Path, own_home: Path
) -> None:
    assert not list(tmp_path.rglob("*.pdf"))
    assert not list(own_home.rglob("*.pdf"))


def test_an_agreement_is_chosen_by_its_reference_and_the_paper_is_remembered(
    qtbot: QtBot, open_desk: Desk, page: ReportsPage, tmp_path: Path
) -> None:
    parties = [PartyDraft(name="The Legislature"), PartyDraft(name="Our Voice")]
    with qtbot.waitSignal(open_desk.service.done) as done:
        open_desk.service.do(save_agreement, AgreementDraft("Working together", parties, status="in_force"))
    agreement = done.args[0].value[0]
    card = page.findChild(QPushButton, "report-mou-progress")
    assert card is not None
    card.click()
    paper = page.paper
    assert paper is not None
    picker = paper.fields.field("agreement")
    assert isinstance(picker, RecordPicker)
    qtbot.keyClick(paper.fields.field("audience"), Qt.Key.Key_Tab)
    assert picker.line.hasFocus()
    qtbot.keyClicks(picker.line, "M-2026-0001")
    qtbot.waitUntil(picker.is_list_open)
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert picker.record_id == agreement
    qtbot.waitUntil(lambda: paper.pages.paper is not None, timeout=60_000)
    wait_drawn(qtbot, paper)
    paper.file.setText(str(tmp_path / "mou.pdf"))
    with qtbot.waitSignal(open_desk.service.done) as done:
        qtbot.keyClick(paper.file, Qt.Key.Key_Return)
    assert "Working together" in PdfReader(tmp_path / "mou.pdf").pages[0].extract_text()
    given: list[object] = []
    open_desk.service.ask(page, given.extend, list_hand_overs, "mou-progress")
    qtbot.waitUntil(lambda: bool(given))
    assert [row.options["agreement"] for row in given if isinstance(row, HandOverRow)] == [f"agreements:{agreement}"]


def test_an_agreements_page_leads_to_its_report_by_one_key(qtbot: QtBot, story: Story, today: date) -> None:
    window = shown_window(qtbot, story.desk, ("agreements", "agreement", "reports"))
    parties = [PartyDraft(name="The Legislature"), PartyDraft(name="Our Voice")]
    saved = story.do(save_agreement, AgreementDraft("Working together", parties, status="in_force"))
    assert isinstance(saved, tuple)
    agreement = saved[0]
    window.shell.open_record("agreements", agreement)
    button = window.findChild(QPushButton, "agreement-report")
    assert button is not None
    qtbot.waitUntil(button.isVisible)
    with qtbot.waitActive(window):
        window.activateWindow()
    button.setFocus()
    QTest.keySequence(button, QKeySequence("P"))
    qtbot.waitUntil(lambda: window.findChild(RecordPicker, "report-agreement") is not None)
    picker = window.findChild(RecordPicker, "report-agreement")
    assert isinstance(picker, RecordPicker)
    qtbot.waitUntil(lambda: picker.record_id == agreement)


def test_a_promise_named_on_the_page_opens_by_click_and_by_keyboard(
    qtbot: QtBot, open_desk: Desk, paper: PaperView
) -> None:
    before = paper.pages.paper
    promise(qtbot, open_desk, "A ramp at the clinic")
    qtbot.waitUntil(lambda: paper.pages.paper is not before, timeout=30_000)
    wait_drawn(qtbot, paper)
    pages = paper.pages
    reference = next(named.reference for at in sorted(pages._named) for named in pages._named[at])
    pages.go_to(1 + next(at for at in sorted(pages._named) if pages._named[at]))
    wait_drawn(qtbot, paper)
    (place, *_more) = pages.places_of(reference)
    pages.verticalScrollBar().setValue(pages.verticalScrollBar().value() + place.top() - 100)
    (place, *_more) = pages.places_of(reference)
    opened: list[tuple[str, int]] = []
    open_desk.navigator.open_record = lambda noun, record_id: opened.append((noun, record_id))  # type: ignore[method-assign]
    QTest.mouseMove(pages.viewport(), place.center())
    QTest.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place.center())
    qtbot.waitUntil(lambda: len(opened) == 1)
    pages.setFocus()
    QTest.keyClick(pages, Qt.Key.Key_Return)
    menu = pages.findChild(QMenu, "report-named")
    assert menu is not None
    assert reference in [each.text() for each in menu.actions()]
    menu.actions()[[each.text() for each in menu.actions()].index(reference)].trigger()
    qtbot.waitUntil(lambda: len(opened) == 2)
    menu.close()
    assert opened[0] == opened[1]
    found: list[int | None] = []
    open_desk.service.ask(paper, found.append, find_by_reference, reference)
    qtbot.waitUntil(lambda: bool(found))
    assert opened[0] == ("commitments", found[0])


def test_what_the_community_cannot_be_told_yet_is_a_list_that_opens_the_record(
    qtbot: QtBot, page: ReportsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise(qtbot, page.desk, "A clinic by June")
    card = page.findChild(QPushButton, "report-short-message")
    assert card is not None
    card.click()
    paper = page.paper
    assert paper is not None
    qtbot.waitUntil(paper.missing.card.isVisible, timeout=60_000)
    lines = [line.line.title for line in paper.missing.card.findChildren(RecordLine)]
    assert lines == ["C-2026-0001 What was said", "C-2026-0001 What happened"]
    opened: list[tuple[str, int]] = []
    monkeypatch.setattr(page.desk.navigator, "open_record", lambda noun, record_id: opened.append((noun, record_id)))
    paper.missing.opened.disconnect()
    paper.missing.opened.connect(page.desk.navigator.open_record)
    QTest.keyClick(paper.missing.card.findChildren(RecordLine)[0], Qt.Key.Key_Space)
    assert [noun for noun, _id in opened] == ["commitments"]
    QTest.keyClick(paper.missing.button, Qt.Key.Key_Space)
    wait_drawn(qtbot, paper)
    with qtbot.waitSignal(QGuiApplication.clipboard().dataChanged):
        paper.copy_text()
    assert "… (not yet written in English) (Still waiting)" in QGuiApplication.clipboard().text()


def test_where_pages_lie_is_reckoned_once_however_long_the_paper_is(
    paper: PaperView, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    real = PagesView.zoom
    monkeypatch.setattr(PagesView, "zoom", lambda pages: (asked.append(1), real(pages))[1])
    monkeypatch.setattr(PagesView, "_draw_missing", lambda _pages: None)  # of these pages there is nothing but a size
    paper.pages.show_paper(Paper(b"", ((595.0, 842.0),) * 300))
    paper.pages.go_to(200)
    assert paper.pages.page == 200
    assert len(asked) < 300
