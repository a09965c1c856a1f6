"""A paper is handed over, something changes, it is made again: marks are shown, and the one given stays as it was."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from crm.operations.commitments import CommitmentDraft, follow_up, save_commitment
from crm.queries.people import list_timeline
from crm.queries.privacy import HandOverRow, list_hand_overs
from crm.queries.reports import list_saved_reports
from tests.ui.pages.conftest import Invented, Story, shown_window
from ui.main_window import MainWindow
from ui.pages.parts.choosing import choose
from ui.pages.parts.lines import RecordLine
from ui.pages.reports import mailing
from ui.pages.reports.handing_over import HandOverDialog
from ui.pages.reports.mailing import Mailing, Way, choose_way, command_of
from ui.pages.reports.page import ReportsPage
from ui.pages.reports.paper import PaperView
from ui.pages.reports.saved import NameDialog
from ui.pages.settings.given_out import GivenOutSection
from ui.pages.settings.page import SettingsPage

PATIENCE = 60_000  # milliseconds


def shown_paper(qtbot: QtBot, window: MainWindow) -> PaperView:
    """The follow-up report for the body we meet, whole."""
    window.shell.open_page("reports")
    page = window.shell.current_page()
    assert isinstance(page, ReportsPage)
    page.show_report("follow-up")
    assert page.paper is not None
    paper = page.paper
    choose(paper.fields.field("audience"), "body")  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: paper.hand_button.isEnabled() and audience_of(paper) == "body", timeout=PATIENCE)
    with qtbot.waitActive(window):
        window.activateWindow()
    paper.pages.setFocus()
    return paper


def audience_of(paper: PaperView) -> str:
    shown = paper.pages.paper
    return shown.options.get("audience", "") if shown is not None and shown.is_whole else ""


def hand_over(qtbot: QtBot, paper: PaperView, whom: str) -> None:
    """By the keyboard alone."""
    QTest.keySequence(paper.pages, QKeySequence("Ctrl+Shift+H"))
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), HandOverDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, HandOverDialog)
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.form.field_row("whom").error().startswith("Say to whom"))
    qtbot.keyClicks(dialog.whom.line, whom)
    qtbot.waitUntil(dialog.whom.is_list_open)
    qtbot.keyClick(dialog.whom.line, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.whom.line, Qt.Key.Key_Return)
    assert dialog.whom.record_id
    with qtbot.waitSignal(paper._desk.service.done):
        qtbot.keyClick(dialog.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def text_of(paper: PaperView, folder: Path) -> str:
    shown = paper.pages.paper
    assert shown is not None
    file = folder / "shown.pdf"
    file.write_bytes(shown.data)
    return "".join(page.extract_text() for page in PdfReader(file).pages)


def test_what_was_handed_over_is_kept_to_the_byte_and_the_next_one_marks_what_changed(
    qtbot: QtBot, story: Story, invented: Invented, today: date, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise = story.do(save_commitment, CommitmentDraft(words="A ramp at the clinic", made_on=date(2026, 3, 12)))[0]  # type: ignore[index]
    window = shown_window(qtbot, story.desk, ("reports", "settings"))
    paper = shown_paper(qtbot, window)
    given = paper.pages.paper
    assert given is not None
    hand_over(qtbot, paper, "Karoo Access")
    (row,) = story.ask(list_hand_overs)  # type: ignore[misc]
    assert isinstance(row, HandOverRow)
    assert (row.receiver_id, row.audience, row.is_kept) == (invented.partner, "body", True)
    assert row.sha256 == hashlib.sha256(given.data).hexdigest()
    timeline = story.ask(list_timeline, invented.partner)
    assert ("privacy", row.id) in [(moment.noun, moment.id) for moment in timeline]  # type: ignore[attr-defined]

    story.do(follow_up, promise, today, channel="phone", words="Rang")
    qtbot.waitUntil(lambda: "changed" in text_of(paper, tmp_path), timeout=PATIENCE)
    said = " ".join(text_of(paper, tmp_path).split())
    assert "Marks show what changed since 22 Nov 2026, when it was given to Karoo Access Forum" in said

    opened: list[bytes] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile()).read_bytes()) is None
    )
    window.shell.open_record("privacy", row.id)
    page = window.shell.current_page()
    assert isinstance(page, SettingsPage)
    section = page.sections["given-out"]
    assert isinstance(section, GivenOutSection)
    qtbot.waitUntil(lambda: section.table.current_id() == row.id)
    details = section.findChild(QLabel, "settings-given-out-details")
    assert details is not None
    assert row.sha256 in details.text()
    section.open.click()
    qtbot.waitUntil(lambda: len(opened) == 1)
    assert opened == [given.data], "it opens as it was, whatever changed since"
    section.save_to(str(tmp_path / "again.pdf"))
    qtbot.waitUntil((tmp_path / "again.pdf").exists)
    assert hashlib.sha256((tmp_path / "again.pdf").read_bytes()).hexdigest() == row.sha256
    section.receiver.setText("nobody")
    assert section.table.rowCount() == 0


@pytest.mark.parametrize(
    ("platform", "programs", "way"),
    [
        ("win32", (), Way.MAPI),
        ("darwin", ("open",), Way.MAIL),
        ("linux", ("xdg-email",), Way.XDG_EMAIL),
        ("linux", (), Way.BESIDE),
        ("freebsd14", ("open",), Way.BESIDE),
    ],
)
def test_each_platform_attaches_in_its_own_way(platform: str, programs: tuple[str, ...], way: Way) -> None:
    assert choose_way(platform, lambda name: name if name in programs else None) is way


def test_a_file_name_is_one_argument_however_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "a report; rm -rf $HOME.pdf"
    assert command_of(Way.XDG_EMAIL, file, "Follow-up")[-2:] == ("--attach", str(file))
    assert command_of(Way.MAIL, file, "Follow-up") == ("open", "-a", "Mail", str(file))


@pytest.mark.parametrize(("is_attached", "words"), [(True, "has “a.pdf” attached"), (False, "Drag “a.pdf”")])
def test_the_sentence_says_whether_the_file_was_attached(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_attached: bool, words: str
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) is None)
    monkeypatch.setattr(mailing, "attach", lambda _way, _file, _subject: is_attached)
    owner = QObject()
    sender = Mailing(owner)
    with qtbot.waitSignal(sender.told) as told:
        sender.send(tmp_path / "a.pdf", "A & B?")
    assert words in told.args[0]
    wanted = [] if is_attached else ["file", "mailto"]
    assert [url.scheme() for url in opened] == wanted
    assert not opened or "A%20%26%20B%3F" in opened[1].toString(QUrl.ComponentFormattingOption.FullyEncoded)


def test_choices_are_saved_under_a_name_and_run_again_from_above_all_reports(
    qtbot: QtBot, story: Story, today: date
) -> None:
    window = shown_window(qtbot, story.desk, ("reports",))
    paper = shown_paper(qtbot, window)
    page = window.shell.current_page()
    assert isinstance(page, ReportsPage)
    QTest.keySequence(paper.pages, QKeySequence("Ctrl+Shift+S"))
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), NameDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NameDialog)
    dialog.name.setText("For the House")
    with qtbot.waitSignal(story.desk.service.done):
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    paper.fields.clear()
    page.show_gallery()
    saved = page.gallery.saved
    qtbot.waitUntil(lambda: bool(saved.findChildren(RecordLine)))
    page.search.setText("overdue first")
    assert [card.objectName() for card in page.gallery._fitting] == ["report-follow-up"]
    (line,) = saved.findChildren(RecordLine)
    assert line.line.title == "For the House"
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert page.paper is paper
    assert paper.fields.values()["audience"] == "body"
    page.show_gallery()
    (row,) = story.ask(list_saved_reports)  # type: ignore[misc]
    saved.ask_name(row)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), NameDialog))
    again = QApplication.activeModalWidget()
    assert isinstance(again, NameDialog)
    again.name.setText("")
    again.accept()
    qtbot.waitUntil(lambda: again._form.field_row("name").error().startswith("Give it a name"))
    again.name.setText("Monthly")
    with qtbot.waitSignal(story.desk.service.done):
        again.accept()
    qtbot.waitUntil(lambda: [line.line.title for line in saved.findChildren(RecordLine)][-1:] == ["Monthly"])
