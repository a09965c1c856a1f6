"""The first day in the window: from the start screen to a follow-up report, with nothing but the keyboard."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from crm.queries.attachments import list_attachments, read_attachment
from crm.queries.commitments import CommitmentFilter, list_commitments
from crm.queries.engagements import EngagementsFilter, get_engagement, list_engagements
from crm.queries.people import list_people
from crm.workspace import Workspace
from tests.end_to_end.keyboard import Keyboard
from tests.end_to_end.members import COUNT, SECOND_COUNT, write_members, write_second_list
from ui.desk import Desk
from ui.main_window import MainWindow

T = TypeVar("T")

PASSPHRASE = "two cranes over dry pans"
HOUSE = "Northern Cape Provincial Legislature"
LISTS = "KGOTLA_LISTS"
"""The environment variable that names a folder of real lists."""

RAMP = "The ramp at the Galeshewe clinic will be repaired"
INTERPRETER = "There will be an interpreter at every open sitting"
CLINICS = "We send the list of clinics without a ramp"
MINUTES = "We bring the minutes of the last forum"
PHOTO = b"\xff\xd8\xff a photograph of the sign-in sheet"
RECEIPT = b"%PDF-1.4 a stamped receipt"
SHOWN = ("Direction", "Lateness", "Status", "With whom", "Exact words", "Due")


@dataclass(frozen=True)
class MemberList:
    """A list to bring in, and how many people it holds."""

    file: Path
    count: int
    provinces: tuple[str, ...] = ()  # their codes; none for all nine


@dataclass
class FirstDay:
    """The day of a liaison officer, step by step; what she reads on the way is kept for later steps."""

    keyboard: Keyboard
    desk: Desk
    folder: Path
    members: MemberList
    met: list[str] = field(default_factory=list)
    register: list[tuple[str, ...]] = field(default_factory=list)
    paper: str = ""

    @property
    def workspace_folder(self) -> Path:
        return self.folder / "Our Voice.kgotla"

    def ask(self, query: Callable[..., T], *args: object) -> T:
        """For outcomes that no page shows as plainly."""
        answers: list[T] = []
        self.desk.service.ask(self.desk.service, answers.append, query, *args)
        self.keyboard.wait(lambda: bool(answers))
        return answers[0]

    # The workspace

    def create_my_workspace(self) -> None:
        keyboard = self.keyboard
        keyboard.press("start-create")
        keyboard.write("start-create-organisation", "Our Voice")
        keyboard.write("start-create-name", "Lerato Sample")
        for code in self.members.provinces:
            keyboard.press(f"start-province-{code}")
        keyboard.press("start-create-next")
        keyboard.write("start-create-folder-text", str(self.workspace_folder))
        keyboard.write("start-create-passphrase-first", PASSPHRASE)
        keyboard.write("start-create-passphrase-again", PASSPHRASE, enter=True)
        keyboard.wait(lambda: self.desk.service.is_open)

    def leave_the_recovery_sheet_for_later(self) -> None:
        self.keyboard.wait_for_dialog("recovery-sheet")
        self.keyboard.press("recovery-sheet-cancel")
        self.keyboard.back_to_window()

    # People

    def bring_in_the_members(self) -> None:
        keyboard = self.keyboard
        keyboard.keys("Ctrl+2")
        keyboard.press("people-empty-start")
        self.open_list(self.members.file)
        keyboard.choose("import-term-choice", "5th term")
        keyboard.settle()
        self.look_at_the_preview()
        assert self.apply() == f"Bring in {self.members.count} people"
        assert f"People: {self.members.count} new, 0 changed, 0 unchanged" in keyboard.text("import-done-words")
        keyboard.press("import-show-people")
        keyboard.settle()
        assert keyboard.text("people-count") == f"{self.members.count} people"

    def open_list(self, file: Path) -> None:
        self.keyboard.write("import-path", str(file), enter=True)
        self.keyboard.press("import-shape-next")
        self.keyboard.press("import-columns-next")
        self.keyboard.see(QLabel, "import-about")
        self.keyboard.settle()

    def look_at_the_preview(self) -> None:
        keyboard = self.keyboard
        assert f"{self.members.count} people" in keyboard.text("import-about")
        assert not keyboard.sees("import-state-not_understood")
        assert not keyboard.sees("import-state-doubtful")
        keyboard.press("import-state-new")
        rows = keyboard.cells("import-rows", "What", "Name", "State")
        people = [name for what, name, state in rows if (what, state) == ("Person", "New")]
        assert len(people) == self.members.count
        assert not any(name.isupper() or name != name.strip() for name in people), "names are written as names"

    def apply(self) -> str:
        """Bring in what the preview shows; the words that stood on the button."""
        words = self.keyboard.see(QAbstractButton, "import-apply").text()
        self.keyboard.press("import-apply")
        self.keyboard.see(QLabel, "import-done-words")
        self.keyboard.settle()
        return words

    def find_who_sat_in_our_legislature(self) -> None:
        keyboard = self.keyboard
        keyboard.write("people-body-text", HOUSE)
        keyboard.pick("people-body", HOUSE)
        keyboard.settle()
        assert keyboard.sees("people-not-found"), "the term of 2014 is over: nobody of the list sits now"
        keyboard.write("people-as-of-text", "1 June 2015")
        keyboard.settle()
        self.met = [name for (name,) in keyboard.cells("people", "Name")[:3]]
        assert len(self.met) == 3

    # The meeting

    def close_out_a_meeting(self) -> None:
        keyboard = self.keyboard
        keyboard.keys("Ctrl+4")
        keyboard.keys("Ctrl+Shift+L")
        keyboard.wait_for_dialog("close-out")
        self.say_who_came()
        self.say_what_was_raised_and_asked()
        self.catch_four_promises()
        self.agree_the_next_contact()
        keyboard.back_to_window()
        keyboard.settle()

    def say_who_came(self) -> None:
        keyboard = self.keyboard
        keyboard.write("close-out-title-text", "Access to clinics and sittings")
        keyboard.write("close-out-day-text", "20 Nov 2026")
        keyboard.write("close-out-body-text", HOUSE)
        keyboard.pick("close-out-body", HOUSE)
        for number, name in enumerate(self.met):
            keyboard.write("close-out-person-text", name, enter=True)
            keyboard.answer(f"attendance-{number}", "p")
        assert keyboard.text("close-out-register-count") == "3 present"
        photo = self.folder / "sign-in sheet.jpg"
        photo.write_bytes(PHOTO)
        keyboard.write("close-out-count-total", "14")
        keyboard.write("close-out-file-path", str(photo), enter=True)
        assert keyboard.text("close-out-file-0") == photo.name
        keyboard.keys("Ctrl+Return")

    def say_what_was_raised_and_asked(self) -> None:
        keyboard = self.keyboard
        keyboard.write("point-0-text", "Three clinics cannot be entered in a wheelchair")
        keyboard.write("point-0-raised-by", self.met[0], enter=True)
        keyboard.keys("Ctrl+Return")
        keyboard.write("ask-0-text", "A date for every ramp")
        keyboard.answer("ask-0-response", "w")
        keyboard.write("ask-0-answer", "After the budget vote")
        keyboard.keys("Ctrl+Return")

    def catch_four_promises(self) -> None:
        first, second, _third = self.met
        for number, (line, direction) in enumerate(
            (
                (f"{first} | {RAMP} | in 2 weeks", "They owe us"),
                (f"{second} | {INTERPRETER} | 31 March 2027", "They owe us"),
                (f"we | {CLINICS} | tomorrow", "We owe them"),
                (f"we | {MINUTES} | next friday", "We owe them"),
            )
        ):
            self.keyboard.write("close-out-promise", line, enter=True)
            self.keyboard.see(QLabel, f"promise-{number}-understood")
            self.keyboard.settle()
            assert self.keyboard.said(f"promise-{number}-direction") == direction
        assert "by Friday 4 Dec 2026" in self.keyboard.text("promise-0-understood"), "days count from the meeting"
        self.keyboard.keys("Ctrl+Return")

    def agree_the_next_contact(self) -> None:
        keyboard = self.keyboard
        keyboard.write("close-out-next-contact-text", "in 3 weeks")
        keyboard.write("close-out-minutes", "The members came to the forum and stayed until the end.")
        assert "4" in keyboard.text("close-out-summary-5")
        keyboard.keys("Ctrl+Return")

    def see_the_minutes_locked(self) -> None:
        keyboard = self.keyboard
        keyboard.see(QAbstractButton, "engagement-unlock")
        assert not keyboard.sees("engagement-edit")
        assert not keyboard.sees("engagement-close-out")
        (engagement_id,) = self.ask(list_engagements, EngagementsFilter())
        page = self.ask(get_engagement, engagement_id)
        assert page is not None
        assert page.is_locked
        assert [(line.name, line.code) for line in page.attendance] == [(name, "P") for name in self.met]
        assert all(line.person_id for line in page.attendance)
        assert (page.total, page.next_contact_on) == (14, date(2026, 12, 13))
        assert page.asks[0][3:5] == ("will_revert", "After the budget vote")
        assert len(page.commitments) == 4
        assert self.files_of(engagement_id) == {"sign-in sheet.jpg": PHOTO}

    def files_of(self, record_id: int) -> dict[str, bytes]:
        files = self.ask(list_attachments, record_id)
        return {file.file_name: self.ask(read_attachment, file.id) for file in files}

    # The promises

    def go_to_commitment(self, words: str) -> None:
        keyboard = self.keyboard
        keyboard.keys("Ctrl+5")
        keyboard.write("commitments-filter", words)
        keyboard.settle()
        keyboard.keys("Return")
        assert [row for (row,) in keyboard.cells("commitments", "Exact words")] == [words]

    def move_the_date_of_one(self) -> None:
        keyboard = self.keyboard
        self.go_to_commitment(INTERPRETER)
        keyboard.keys("Ctrl+Shift+M")
        keyboard.wait_for_dialog("move-date")
        keyboard.write("move-date-new-text", "30 June 2027")
        keyboard.write("move-date-reason", "The tender is late")
        self.save()
        assert self.row_of(INTERPRETER)[5] == "30 Jun"

    def follow_one_up(self) -> None:
        keyboard = self.keyboard
        self.go_to_commitment(RAMP)
        keyboard.keys("Ctrl+Shift+F")
        keyboard.wait_for_dialog("follow-up")
        keyboard.write("follow-up-answer", "The contractor was appointed")
        self.save()

    def keep_one_with_evidence(self) -> None:
        keyboard = self.keyboard
        receipt = self.folder / "receipt.pdf"
        receipt.write_bytes(RECEIPT)
        self.go_to_commitment(MINUTES)
        keyboard.keys("Ctrl+Shift+K")
        keyboard.wait_for_dialog("step")
        keyboard.write("step-evidence-words", "Handed over at the office, stamped")
        keyboard.write("step-evidence-file-text", str(receipt))
        self.save()

    def save(self) -> None:
        self.keyboard.keys("Ctrl+Return")
        self.keyboard.back_to_window()
        self.keyboard.settle()

    def read_the_register(self) -> list[tuple[str, ...]]:
        """Every commitment as the list shows it, open and closed."""
        keyboard = self.keyboard
        keyboard.keys("Ctrl+5")
        keyboard.write("commitments-filter", "")
        keyboard.choose("commitments-filter-status", "Open and closed")
        keyboard.settle()
        rows = keyboard.cells("commitments", *SHOWN)
        assert keyboard.text("commitments-count") == f"{len(rows)} commitments"
        return rows

    def row_of(self, words: str) -> tuple[str, ...]:
        return next(row for row in self.read_the_register() if row[4] == words)

    def look_at_all_four(self) -> None:
        self.register = self.read_the_register()
        found = {row[4]: row[:3] for row in self.register}
        assert found == {
            RAMP: ("They owe us", "Not due", "Noted"),
            INTERPRETER: ("They owe us", "Not due", "Noted"),
            CLINICS: ("We owe them", "Overdue", "Noted"),
            MINUTES: ("We owe them", "Closed", "Kept"),
        }

    # A mistake

    def bring_in_a_second_list_and_undo_it(self) -> None:
        keyboard = self.keyboard
        keyboard.keys("Ctrl+2")
        keyboard.press("people-import")
        self.open_list(write_second_list(self.folder / "second.csv"))
        self.apply()
        assert len(self.everybody()) == self.members.count + SECOND_COUNT
        toast = keyboard.text("toast-text")
        assert toast.startswith("Import")
        keyboard.see(QAbstractButton, "toast-undo")
        keyboard.keys("Ctrl+Z")
        keyboard.wait(lambda: len(self.everybody()) == self.members.count)
        keyboard.settle()

    def everybody(self) -> list[int]:
        return self.ask(list_people)

    def find_it_in_the_history(self) -> None:
        keyboard = self.keyboard
        undone, kept = f"Import {SECOND_COUNT} people (undone)", f"Import {self.members.count} people"
        keyboard.press("go-history")
        keyboard.wait(lambda: undone in keyboard.labels("history-entries"))
        words = keyboard.labels("history-entries")
        assert words.index(undone) < words.index(kept), "the newest first"
        assert sum("Lerato Sample" in line for line in words) >= 7, "each with who did it"

    # The paper

    def print_the_follow_up_report(self) -> None:
        keyboard = self.keyboard
        file = self.folder / "follow-up.pdf"
        keyboard.keys("Ctrl+7")
        keyboard.press("report-follow-up")
        keyboard.wait(lambda: keyboard.sees("report-place") and keyboard.text("report-place").startswith("Page 1 of "))
        pages = int(keyboard.text("report-place").removeprefix("Page 1 of "))
        keyboard.wait(lambda: keyboard.is_preview_drawn("report-preview"))
        keyboard.write("report-file", str(file), enter=True)
        keyboard.wait(lambda: "Saved: follow-up.pdf" in keyboard.said("report-told"))
        paper = PdfReader(file)
        assert len(paper.pages) == pages, "what was seen is what was saved"
        self.paper = " ".join(" ".join(page.extract_text() for page in paper.pages).split())

    def compare_paper_and_screen(self) -> None:
        opened = [row for row in self.register if row[1] != "Closed"]
        closed = [row for row in self.register if row[1] == "Closed"]
        late = [row for row in opened if "verdue" in row[1]]
        for row in self.register:
            assert f"“{row[4]}”" in self.paper
        assert f"{len(opened)} commitments are open, {len(late)} is overdue" in self.paper
        for direction in ("They owe us", "We owe them"):
            of_these = [row for row in opened if row[0] == direction]
            assert f"{direction} · {len(of_these)}" in self.paper
        assert f"Closed in the period · {len(closed)}" in self.paper
        assert "moved once" in self.paper
        assert all(name in self.paper for name in self.met[:2])
        assert "Our Voice" in self.paper

    # Afterwards

    def lock_and_unlock(self) -> None:
        keyboard = self.keyboard
        keyboard.press("go-lock")
        keyboard.wait(lambda: keyboard.sees("start-unlock-passphrase"))
        assert not self.desk.service.is_open
        keyboard.write("start-unlock-passphrase", "not this one", enter=True)
        keyboard.wait(lambda: "does not open" in keyboard.text("start-unlock-passphrase-note"))
        keyboard.write("start-unlock-passphrase", PASSPHRASE, enter=True)
        keyboard.wait(lambda: self.desk.service.is_open)
        keyboard.settle()
        assert len(self.everybody()) == self.members.count
        assert self.read_the_register() == self.register
        (engagement_id,) = self.ask(list_engagements, EngagementsFilter())
        assert self.files_of(engagement_id) == {"sign-in sheet.jpg": PHOTO}
        (kept,) = self.ask(list_commitments, CommitmentFilter(status="closed"))
        assert self.files_of(kept) == {"receipt.pdf": RECEIPT}

    def leave_and_check(self) -> None:
        self.keyboard.press("go-lock")
        self.keyboard.wait(lambda: self.keyboard.sees("start-unlock-passphrase"))
        workspace = Workspace.open(self.workspace_folder, PASSPHRASE)
        assert workspace.check() == []
        workspace.close()


def live_through(day: FirstDay) -> None:
    """The story of the first day."""
    day.create_my_workspace()
    day.leave_the_recovery_sheet_for_later()
    day.bring_in_the_members()
    day.find_who_sat_in_our_legislature()
    day.close_out_a_meeting()
    day.see_the_minutes_locked()
    day.move_the_date_of_one()
    day.follow_one_up()
    day.keep_one_with_evidence()
    day.look_at_all_four()
    day.bring_in_a_second_list_and_undo_it()
    day.find_it_in_the_history()
    day.print_the_follow_up_report()
    day.compare_paper_and_screen()
    day.lock_and_unlock()
    day.leave_and_check()


@pytest.fixture
def keyboard(qtbot: QtBot, desk: Desk, today: date) -> Keyboard:
    """The window as the program shows it first."""
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.show_start()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return Keyboard(qtbot, window, desk.service)


@pytest.fixture
def invented(tmp_path: Path) -> MemberList:
    return MemberList(write_members(tmp_path / "members.csv"), COUNT, ("NC", "WC", "LIM"))


@pytest.fixture
def published() -> MemberList:
    """The real list of 2014, where a folder of real lists is at hand."""
    folder = os.environ.get(LISTS)
    if not folder:
        pytest.skip(f"{LISTS} names no folder of real lists")
    file = Path(folder) / "sa_mpls" / "mpls_2014.csv"
    if not file.is_file():
        pytest.skip(f"{LISTS} holds no sa_mpls/mpls_2014.csv")
    return MemberList(file, 430)


def test_the_first_day(keyboard: Keyboard, desk: Desk, tmp_path: Path, invented: MemberList) -> None:
    live_through(FirstDay(keyboard, desk, tmp_path, invented))


def test_the_first_day_with_the_real_list(
    keyboard: Keyboard, desk: Desk, tmp_path: Path, published: MemberList
) -> None:
    live_through(FirstDay(keyboard, desk, tmp_path, published))


@pytest.mark.xvfb
def test_the_first_day_on_a_screen(keyboard: Keyboard, desk: Desk, tmp_path: Path, invented: MemberList) -> None:
    live_through(FirstDay(keyboard, desk, tmp_path, invented))
