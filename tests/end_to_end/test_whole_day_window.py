"""A whole day in the window by keyboard only: from the Review at eight, and everything undone back to the morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QListWidget, QPlainTextEdit
from pytestqt.qtbot import QtBot

from crm import sample
from crm.queries.agreements import find_agreement, get_agreement
from crm.queries.commitments import (
    CommitmentFilter,
    CommitmentPage,
    CommitmentRow,
    get_commitment,
    get_commitment_rows,
    list_commitments,
)
from crm.queries.engagements import EngagementPage, EngagementsFilter, get_engagement, list_engagements
from crm.workspace import Workspace
from tests.end_to_end.keyboard import Keyboard
from tests.end_to_end.morning import Morning, bring_the_committee_forward, read_rows
from tests.end_to_end.own_register import COUNT, UNKNOWN, as_tabbed_rows
from ui.desk import Desk
from ui.main_window import MainWindow

T = TypeVar("T")

COMMITTEE = "Portfolio Committee on Social Development"
CHAIR = "Hon. Nomvula Gqirana"
NEWCOMER = "Hon. Naledi New-Sample"
SECRETARY = "Ms Gaolathe Moeng"
VISIT = "The committee will visit both shelters"
REGISTER = "I shall send the bed register"


@dataclass
class WholeDay:
    """The day of a liaison officer; `steps` are the words of what she did, to undo them in the evening."""

    keyboard: Keyboard
    desk: Desk
    folder: Path
    steps: list[str] = field(default_factory=list)
    morning: Morning = field(default_factory=dict)

    def ask(self, query: Callable[..., T], *args: object) -> T:
        """For outcomes that no page shows as plainly."""
        answers: list[T] = []
        self.desk.service.ask(self.desk.service, answers.append, query, *args)
        self.keyboard.wait(lambda: bool(answers))
        return answers[0]

    def type(self, words: str) -> None:
        """Type where the keyboard is."""
        self.keyboard.qtbot.keyClicks(self.here(), words)

    def here(self) -> Any:
        return QApplication.focusWidget() or self.keyboard.window

    def enter(self) -> None:
        self.keyboard.qtbot.keyClick(self.here(), Qt.Key.Key_Return)
        self.keyboard.settle()

    def done(self) -> None:
        """Remember what the toast says was done."""
        self.keyboard.settle()
        self.steps.append(self.keyboard.text("toast-text"))

    def find(self, words: str) -> None:
        """Open a record by typing what it is called."""
        keyboard = self.keyboard
        keyboard.keys("Ctrl+K")
        keyboard.see(QLineEdit, "palette-text")
        keyboard.write("palette-text", words)
        keyboard.settle()
        keyboard.keys("Return")
        keyboard.back_to_window()
        keyboard.settle()

    # 08:00

    def review_five(self) -> None:
        keyboard = self.keyboard
        keyboard.keys("Ctrl+R")
        keyboard.wait(lambda: keyboard.sees("review-place"))
        keyboard.settle()
        of = keyboard.text("review-place").split(" of ")[1]
        for number, (key, words) in enumerate(
            (
                ("T", ""),
                ("D", "They say it was done on Friday"),
                ("M", "15 December"),
                ("P", "Half the doors are done"),
                ("K", "We saw the ramp in use"),
            ),
            start=1,
        ):
            assert keyboard.text("review-place") == f"{number} of {of}"
            QTest.keyClick(self.here(), key)
            keyboard.settle()
            if words:
                self.type(words)
            self.enter()
            self.done()
        assert keyboard.text("review-place") == f"6 of {of}"

    # The committee visit

    def open_the_visit(self) -> EngagementPage:
        self.find("Committee on Social Development: shelters")
        self.keyboard.see(QAbstractButton, "engagement-close-out")
        (visit,) = self.ask(list_engagements, EngagementsFilter(status="planned", kind="committee_meeting"))
        page = self.ask(get_engagement, visit)
        assert page is not None
        return page

    def print_the_brief_and_the_form(self) -> None:
        self.open_the_visit()
        self.keyboard.keys("Ctrl+Shift+B")
        brief = self.save_paper("brief.pdf")
        assert "Committee on Social Development: shelters" in brief
        assert CHAIR in brief
        self.keyboard.press("report-all")
        self.keyboard.press("report-meeting-form")
        form = self.save_paper("form.pdf")
        for number, step in enumerate(("Who came", "Points raised", "Asks and answers", "Commitments"), 1):
            assert f"{number} {step}" in form
        assert CHAIR in form

    def save_paper(self, name: str) -> str:
        """Wait for the preview, save it, and read what was saved."""
        keyboard = self.keyboard
        file = self.folder / name
        keyboard.wait(lambda: keyboard.sees("report-place") and keyboard.text("report-place").startswith("Page 1 of "))
        keyboard.settle()
        pages = int(keyboard.text("report-place").removeprefix("Page 1 of "))
        keyboard.write("report-file", str(file), enter=True)
        keyboard.wait(lambda: f"Saved: {name}" in keyboard.said("report-told"))
        paper = PdfReader(file)
        assert len(paper.pages) == pages, "what was seen is what was saved"
        return " ".join(" ".join(page.extract_text() for page in paper.pages).split())

    def close_out_from_the_form(self) -> None:
        keyboard = self.keyboard
        before = self.open_the_visit()
        keyboard.press("engagement-close-out")
        keyboard.wait_for_dialog("close-out")
        for number in range(len(before.attendance)):
            keyboard.answer(f"attendance-{number}", "p")
        keyboard.keys("Ctrl+Return")
        keyboard.write("point-0-text", "Payments come three months late")
        keyboard.keys("Ctrl+Return")
        keyboard.keys("Ctrl+Return")
        for line in (f"{CHAIR} | {VISIT} | in 4 weeks", f"{CHAIR} | {REGISTER} | in 2 weeks"):
            keyboard.write("close-out-promise", line, enter=True)
            keyboard.settle()
        keyboard.press("promise-0-initialled")
        keyboard.keys("Ctrl+Return")
        keyboard.keys("Ctrl+Return")
        keyboard.back_to_window()
        self.done()
        page = self.ask(get_engagement, before.id)
        assert page is not None
        assert page.is_locked
        assert {line.code for line in page.attendance} == {"P"}
        assert [str(self.row(words).status) for words in (VISIT, REGISTER)] == ["confirmed", "noted"]

    def row(self, words: str) -> CommitmentRow:
        rows: list[CommitmentRow] = self.ask(get_commitment_rows, self.ask(list_commitments, CommitmentFilter("", "")))
        return next(row for row in rows if row.words == words)

    def page(self, words: str) -> CommitmentPage:
        found = self.ask(get_commitment, self.row(words).id)
        assert found is not None
        return found

    # The spreadsheet

    def paste_a_register(self) -> None:
        keyboard = self.keyboard
        QGuiApplication.clipboard().setText(as_tabbed_rows())
        keyboard.keys("Ctrl+5")
        keyboard.settle()
        keyboard.keys("Ctrl+Alt+V")
        keyboard.see(QAbstractButton, "import-apply")
        keyboard.settle()
        button = keyboard.see(QAbstractButton, "import-apply")
        keyboard.wait(lambda: button.text() == f"Bring in {COUNT} commitments")
        keyboard.press("import-apply")
        words = keyboard.text("import-done-words")
        assert "2 to identify" in words
        self.done()
        rows = self.ask(get_commitment_rows, self.ask(list_commitments, CommitmentFilter(status="all")))
        new = [row for row in rows if row.words.startswith("Will ")]
        assert len(new) == COUNT
        assert {row.bound_name for row in new if row.bound_id is None} == set(UNKNOWN)

    # The telephone

    def a_personal_assistant_phones(self) -> None:
        keyboard = self.keyboard
        keyboard.keys("Ctrl+L")
        keyboard.see(QLineEdit, "call-caller-text")
        keyboard.write("call-caller-text", SECRETARY)
        keyboard.pick("call-caller", SECRETARY)
        keyboard.settle()
        promises = keyboard.see(QListWidget, "call-promises")
        assert promises.count() >= 2, "all that the Speaker promised is hers to speak for"
        assert "speaks for Hon. Kagisho Molale" in keyboard.text("call-about-caller")
        keyboard.answer("call-promises", " ")
        keyboard.write("call-new-date-text", "20 January")
        keyboard.write("call-reason", "The House rose early")
        keyboard.write("call-note", "She rings again after the recess", enter=True)
        keyboard.back_to_window()
        self.done()
        assert self.steps[-1].startswith(f"Phone call with {SECRETARY}: date of")

    # The message

    def follow_another_up_by_message(self) -> None:
        keyboard = self.keyboard
        wanted = CommitmentFilter(lateness="late", direction="they_owe_us", max_confidentiality=0)
        late = self.ask(get_commitment_rows, self.ask(list_commitments, wanted))
        target = next(row for row in late if row.bound_id and not row.follow_ups)
        self.find(target.reference)
        keyboard.keys("Ctrl+Shift+F")
        keyboard.wait_for_dialog("follow-up")
        keyboard.answer("follow-up-way", "m")
        text = keyboard.see(QPlainTextEdit, "follow-up-text")
        keyboard.wait(lambda: bool(text.toPlainText()))
        sent = text.toPlainText()
        keyboard.press("follow-up-copy")
        assert QGuiApplication.clipboard().text() == sent
        keyboard.keys("Ctrl+Return")
        keyboard.back_to_window()
        self.done()
        page = self.ask(get_commitment, target.id)
        assert page is not None
        assert page.follow_ups[-1][3] == sent

    # The chair

    def replace_the_chair(self) -> None:
        keyboard = self.keyboard
        self.find(COMMITTEE)
        keyboard.press("organisation-members-replace")
        keyboard.wait_for_dialog("replace-holder")
        start = keyboard.see(QComboBox, "replace-holder-start")
        assert start.currentText() == f"{CHAIR} – Chairperson"
        keyboard.choose("replace-holder-reason", "Redeployed")
        keyboard.write("replace-holder-comes-text", NEWCOMER)
        keyboard.settle()
        keyboard.qtbot.keyClick(keyboard.see(QLineEdit, "replace-holder-comes-text"), Qt.Key.Key_Return)
        keyboard.keys("Ctrl+Return")
        keyboard.settle()
        for words in (VISIT, REGISTER):
            keyboard.choose(f"replace-fate-{self.row(words).id}", "Passes to the post")
        assert "2 promises pass to the post" in keyboard.text("replace-holder-summary")
        keyboard.keys("Ctrl+Return")
        keyboard.back_to_window()
        self.done()
        for words in (VISIT, REGISTER):
            assert self.row(words).bound_name.endswith(f"(now {NEWCOMER})")

    # The MoU

    def print_the_mou_report(self) -> None:
        keyboard = self.keyboard
        agreement = self.ask(find_agreement, "M-2026-0001")
        assert agreement is not None
        mou = self.ask(get_agreement, agreement)
        assert mou is not None
        clause, deliverable = next(
            (clause, each) for clause in mou.clauses for each in clause.deliverables if each.evidence and each.is_open
        )
        self.put_under_clause(clause.name, deliverable.title)
        keyboard.keys("Ctrl+7")
        if keyboard.sees("report-all"):
            keyboard.press("report-all")
        keyboard.press("report-mou-progress")
        keyboard.write("report-agreement-text", "M-2026-0001")
        keyboard.settle()
        keyboard.keys("Return")
        report = self.save_paper("mou.pdf")
        reference = self.row(VISIT).reference
        line = report[report.index(f"{reference} “{VISIT}") :][:600]
        for part in (clause.number, deliverable.title, deliverable.evidence[0].words):
            assert part in line

    def put_under_clause(self, clause: str, deliverable: str) -> None:
        keyboard = self.keyboard
        self.find(self.row(VISIT).reference)
        keyboard.keys("Ctrl+E")
        keyboard.wait_for_dialog("commitment-editor")
        keyboard.press("commitment-more")
        keyboard.write("commitment-clause-text", clause)
        keyboard.settle()
        keyboard.qtbot.keyClick(keyboard.see(QLineEdit, "commitment-clause-text"), Qt.Key.Key_Return)
        keyboard.settle()
        keyboard.choose("commitment-deliverable", deliverable)
        keyboard.keys("Ctrl+Return")
        keyboard.back_to_window()
        self.done()
        row = self.row(VISIT)
        assert (row.clause_name, row.deliverable) == (f"{clause}, M-2026-0001", deliverable)

    # The evening

    def undo_everything(self) -> None:
        keyboard = self.keyboard
        keyboard.keys("Ctrl+1")  # away from the fields, where Ctrl+Z takes back what was typed
        keyboard.settle()
        for step in reversed(self.steps):
            keyboard.keys("Ctrl+Z")
            keyboard.wait(lambda step=step: keyboard.text("toast-text") == f"Undo: {step}")
            keyboard.settle()
        assert self.ask(read_rows) == self.morning


@pytest.fixture
def day(qtbot: QtBot, desk: Desk, today: date, own_sample_folder: Path, tmp_path: Path) -> Iterator[WholeDay]:
    """The window over the sample workspace, on the day the committee meets."""
    bring_the_committee_forward(own_sample_folder)
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.show_start()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    with qtbot.waitSignal(desk.service.opened, timeout=20_000):
        desk.service.open(partial(Workspace.open, own_sample_folder, sample.PASSPHRASE))
    made = WholeDay(Keyboard(qtbot, window, desk.service), desk, tmp_path)
    made.keyboard.settle()
    made.morning = made.ask(read_rows)
    yield made


def live_through(day: WholeDay) -> None:
    """The story of the day."""
    day.review_five()
    day.print_the_brief_and_the_form()
    day.close_out_from_the_form()
    day.paste_a_register()
    day.a_personal_assistant_phones()
    day.follow_another_up_by_message()
    day.replace_the_chair()
    day.print_the_mou_report()
    day.undo_everything()


def test_a_whole_day(day: WholeDay) -> None:
    live_through(day)


@pytest.mark.xvfb
def test_a_whole_day_on_a_screen(day: WholeDay) -> None:
    live_through(day)
