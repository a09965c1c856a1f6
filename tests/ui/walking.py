"""Every place a user can get to, one after another: the start screen, pages, sections, dialogs, steps of dialogs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from crm.queries.commitments import get_commitment_rows, list_commitments
from crm.queries.people import list_people
from crm.rules.review import Key
from tests.ui.asking import asked, settle
from tests.ui.showing import PLANNED, visits
from ui.main_window import MainWindow
from ui.pages.commitments.list import CommitmentsPage
from ui.pages.doubles.choosing import MergeWithDialog
from ui.pages.doubles.merging import MergeDialog
from ui.pages.engagements.close_out import CloseOut
from ui.pages.erasing.dialog import EraseDialog
from ui.pages.imports.wizard import ImportPage
from ui.pages.messages.dialog import MessageDialog
from ui.pages.replacing.dialog import ReplaceHolderDialog
from ui.pages.reports.page import ReportsPage
from ui.pages.review.page import ReviewPage
from ui.pages.settings.page import SettingsPage
from ui.pages.start.page import StartScreen

REGISTER = "Who\tPromise\tBy when\tStatus\nMs Nobody Known\tmend the road\tend of June\tSorted out\n"
PATIENCE = 20_000  # milliseconds

DIALOGS = {
    "today": ("today-add-commitment", "today-log-engagement", "follow-up-*", "move-date-*", "kept-*", "close-out-*"),
    "people": ("people-add", "people-take-out"),
    "organisations": ("organisations-take-out",),
    "engagements": ("engagements-plan", "engagements-log", "engagements-take-out"),
    "commitments": ("commitments-follow-up", "commitments-move-date", "commitments-kept"),
    "history": ("undo-*", "history-drop"),
    "retention": ("retention-months",),
    "to-verify": ("to-verify-changed", "to-verify-often"),
    "settings": ("settings-change-passphrase", "settings-recovery-sheet", "settings-new-file-key"),
    "record-people": (
        "person-edit",
        "person-offices-replace",
        "person-reach-add",
        "person-related-add",
        "person-looks-add",
        "person-promise",
        "person-log",
        "undo-*",
    ),
    "record-organisations": (
        "organisation-edit",
        "organisation-members-add",
        "organisation-members-replace",
        "organisation-reach-add",
        "organisation-related-add",
        "organisation-parts-add",
        "organisation-terms-add",
        "organisation-programme-add",
        "organisation-terms-end",
        "organisation-terms-0",
    ),
    "record-planned-engagement": ("engagement-edit", "engagement-close-out", "engagement-step-postponed"),
    "record-engagements": ("engagement-unlock", "engagement-commitments-add"),
    "record-commitments": (
        "commitment-follow-up",
        "commitment-move-date",
        "commitment-kept",
        "commitment-evidence",
        "commitment-snooze",
        "commitment-edit",
        "commitment-step-claimed_done",
        "commitment-step-closed",
    ),
    "petitions": ("petitions-add",),
    "record-petitions": (
        "petition-step",
        "petition-move-date",
        "petition-follow-up",
        "petition-progress",
        "petition-evidence",
        "petition-edit",
        "petition-review",
        "petition-step-closed",
    ),
    "opportunities": ("opportunities-add",),
    "record-opportunities": (
        "opportunity-decide",
        "opportunity-tell",
        "opportunity-result",
        "opportunity-edit",
        "opportunity-step-attending",
    ),
    "requests": ("requests-add",),
    "record-requests": ("request-read", "request-identity"),
    "issues": ("issues-add",),
    "record-issues": (
        "issue-visit",
        "issue-step",
        "issue-follow-up",
        "issue-progress",
        "issue-edit",
        "issue-step-fixed",
        "issue-tied-add",
        "issue-map-add",
        "issue-plain-add",
    ),
    "plans": ("plans-add",),
    "outcomes": ("outcomes-add",),
    "templates": ("templates-add", "templates-edit"),
    "record-plans": (
        "plan-add-step",
        "plan-edit",
        "plan-edit-step",
        "plan-status",
        "plan-evidence",
        "plan-step-done",
        "plan-step-later",
        "plan-step-move-date",
        "plan-step-follow-up",
        "plan-step-abandoned",
        "plan-outcomes-add",
    ),
    "routes-answer": ("routes-wrong", "route-committee-0-petition"),
    "agreements": ("agreements-add",),
    "record-agreement": (
        "agreement-edit",
        "agreement-add-clause",
        "agreement-amend",
        "agreement-review",
        "agreement-responses",
        "agreement-renew",
        "agreement-signed-copy-add",
        "agreement-step-closed",
    ),
    "record-grant": ("agreement-indicators-add", "agreement-periods-add", "agreement-periods-0", "agreement-edit"),
    "record-indicator": ("indicator-measure", "indicator-measurements-0", "indicator-edit-indicator"),
    "record-clause": ("clause-edit-clause", "clause-add-deliverable", "clause-promise"),
    "record-deliverable": (
        "deliverable-progress",
        "deliverable-move-date",
        "deliverable-follow-up",
        "deliverable-evidence",
        "deliverable-light",
        "deliverable-edit-deliverable",
        "deliverable-step-delivered",
    ),
}
"""The buttons of a page that open a dialog; a star stands for the id of any record."""

SECTION_DIALOGS = {
    "given-out": ("settings-copies",),
    "colleagues": ("settings-colleague-give-key", "settings-colleague-leaving"),
}
"""Dialogs of sections of the settings."""

LIST = "Name,Party,Legislature,Cell\nNaledi Voorbeeld,ANC,Northern Cape Legislature,082 555 0101\n"


class Walk:
    """Goes everywhere; each place is handed out while it is shown."""

    def __init__(self, qtbot: QtBot, window: MainWindow, folder: Path) -> None:
        self._qtbot = qtbot
        self._window = window
        self._service = window._desk.service
        self._folder = folder

    def settle(self) -> None:
        """Wait until everything asked for is shown."""
        settle(self._qtbot, self._service)

    # Before a workspace is open

    def start_places(self, folder: Path) -> Iterator[tuple[str, QWidget]]:
        """The panels of the start screen; `folder` is a workspace to ask the passphrase of."""
        screen = self._window.findChild(StartScreen)
        assert screen is not None
        yield "start", screen
        screen.show_create()
        yield "start: create", screen
        self._to_second_step(screen)
        yield "start: create, passphrase", screen
        screen.show_restore()
        yield "start: restore", screen
        screen.show_unlock(folder)
        yield "start: unlock", screen
        screen.show_recover()
        self._qtbot.waitUntil(lambda: screen._recover is not None and screen._recover.isVisible(), timeout=PATIENCE)
        yield "start: recovery sheet", screen

    @staticmethod
    def _to_second_step(screen: StartScreen) -> None:
        panel = screen._create
        assert panel is not None
        panel.organisation.setText("Our Voice")
        panel.user_name.setText("Lerato Tester")
        panel.next.click()

    # Inside

    def places(self) -> Iterator[tuple[str, QWidget]]:
        """Pages with what can be shown in them, and the dialogs that their buttons open."""
        for name, show in visits(self._window):
            self._show(show)
            yield name, self._window
            yield from self._parts(name)
            for button in DIALOGS.get(name, ()):
                self._show(show)
                yield from self._dialog(name, button)
        yield from self._wizard()
        yield from self._merging()
        yield from self._palette()
        yield from self._call()
        yield from self._message()
        yield from self._guide()

    def planning(self) -> Iterator[tuple[str, QWidget]]:
        """The forms of a call, of a plan, of postponing it and of closing it out."""
        yield from self._call()
        name = f"record-{PLANNED}"
        show = dict(visits(self._window))[name]
        for button in DIALOGS[name]:
            self._show(show)
            yield from self._dialog(name, button)

    def _show(self, show: Callable[[], None]) -> None:
        show()
        self.settle()
        page = self._window.shell.current_page()
        if isinstance(page, CommitmentsPage):
            page.list.table.selectRow(0)
            self.settle()

    def _parts(self, name: str) -> Iterator[tuple[str, QWidget]]:
        page = self._window.shell.current_page()
        if isinstance(page, SettingsPage):
            for section in page.sections:
                page.show_section(section)
                self.settle()
                yield f"{name}: {section}", self._window
                for button in SECTION_DIALOGS.get(section, ()):
                    yield from self._dialog(name, button)
            page.show_section("workspace")
        elif isinstance(page, ReviewPage):
            for key in (Key.KEPT, Key.MOVED):
                page.press(key)
                self.settle()
                yield f"{name}: {key.value}", self._window
                page.prompt.left.emit()
        elif isinstance(page, ReportsPage):
            page.show_report("follow-up")
            self.settle()
            yield f"{name}: follow-up", self._window
            paper = page.paper
            assert paper is not None
            self._qtbot.waitUntil(paper.hand_button.isEnabled, timeout=PATIENCE)
            for button in ("report-hand-over", "report-save-choices"):
                yield from self._dialog(name, button)

    def _dialog(self, page: str, name: str) -> Iterator[tuple[str, QWidget]]:
        self._button(name).click()
        dialog = self._modal(f"{page}: {name}")
        yield f"{page}: {name}", dialog
        if isinstance(dialog, CloseOut):
            for step in range(1, 5):
                dialog.go(step)
                self.settle()
                yield f"{page}: {name}, step {step + 1}", dialog
        if isinstance(dialog, ReplaceHolderDialog):
            dialog.first.not_known.setChecked(True)
            dialog.accept()
            self._qtbot.waitUntil(lambda: dialog.is_last, timeout=PATIENCE)
            self.settle()
            yield f"{page}: {name}, part 2", dialog
        dialog.done(QDialog.DialogCode.Rejected)
        self._qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=PATIENCE)

    def _button(self, name: str) -> QAbstractButton:
        """The first button of this name that can be pressed, once the page shows it."""
        page = self._window.shell.current_page()
        assert page is not None
        start = name.removesuffix("*")
        found: list[QAbstractButton] = []

        def is_shown() -> None:
            for button in page.findChildren(QAbstractButton):
                fits = button.objectName() == name or (name != start and button.objectName().startswith(start))
                if fits and button.isVisible() and button.isEnabled():
                    found.append(button)
                    return
            raise AssertionError(f"{page.objectName()} shows no button {name}")

        self._qtbot.waitUntil(is_shown, timeout=PATIENCE)
        return found[0]

    def _modal(self, what: str) -> QDialog:
        def is_open() -> None:
            assert isinstance(QApplication.activeModalWidget(), QDialog), f"{what} opens no dialog"

        self._qtbot.waitUntil(is_open, timeout=PATIENCE)
        self.settle()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        return dialog

    def _merging(self) -> Iterator[tuple[str, QWidget]]:
        desk = self._window._desk
        one, other = asked(self._service, list_people)[:2]
        for dialog in (
            MergeWithDialog(desk, self._window, "person", one),
            MergeDialog(desk, self._window, one, other),
            EraseDialog(self._window, desk, one, "Sample"),
        ):
            dialog.open()
            self.settle()
            yield f"merging: {dialog.objectName()}", dialog
            dialog.done(QDialog.DialogCode.Rejected)

    def _wizard(self) -> Iterator[tuple[str, QWidget]]:
        self._window.shell.open_page("imports")
        page = self._window.shell.current_page()
        assert isinstance(page, ImportPage)
        self.settle()
        yield "imports: choose", self._window
        file = self._folder / "members.csv"
        file.write_text(LIST, encoding="utf-8")
        page.read_file(str(file))
        self._qtbot.waitUntil(page.shape_step.isVisible, timeout=PATIENCE)
        self.settle()
        yield "imports: what it is", self._window
        page.go_on()
        yield "imports: columns", self._window
        page.go_on()
        self._qtbot.waitUntil(lambda: page.preview_step.isVisible() and not page.is_comparing, timeout=PATIENCE)
        self.settle()
        yield "imports: preview", self._window
        box = page.preview_step.term.box
        box.setCurrentIndex(1)
        box.activated.emit(1)
        self.settle()
        page.bring_in()
        self._qtbot.waitUntil(page.done_step.isVisible, timeout=PATIENCE)
        self.settle()
        yield "imports: done", self._window
        QGuiApplication.clipboard().setText(REGISTER)
        page.paste_here()
        self._qtbot.waitUntil(lambda: page.preview_step.isVisible() and not page.is_comparing, timeout=PATIENCE)
        self.settle()
        yield "imports: a pasted register", self._window

    def _palette(self) -> Iterator[tuple[str, QWidget]]:
        self._window.open_palette()
        palette = self._modal("the palette")
        yield "search palette", palette
        palette.reject()

    def _call(self) -> Iterator[tuple[str, QWidget]]:
        """The form of a phone call, with the promises of somebody who made some."""
        found: list[int] = []
        self._service.ask(self._service, found.append, somebody_who_promised)
        self.settle()
        self._window.shell.open_record("people", found[0])
        self.settle()
        self._window.log_call()
        dialog = self._modal("the phone call")
        yield "phone call", dialog
        dialog.done(QDialog.DialogCode.Rejected)

    def _message(self) -> Iterator[tuple[str, QWidget]]:
        """The form of a received text, for each thing it can be the source of."""
        self._window.paste_message()
        dialog = self._modal("the message")
        assert isinstance(dialog, MessageDialog)
        for purpose in ("promise", "move", "keep"):
            dialog.what.take(purpose)
            self.settle()
            yield f"message: {purpose}", dialog
        dialog.done(QDialog.DialogCode.Rejected)

    def _guide(self) -> Iterator[tuple[str, QWidget]]:
        """The user guide."""
        self._window.show_guide()
        dialog = self._modal("the guide")
        yield "guide", dialog
        dialog.done(QDialog.DialogCode.Rejected)


def somebody_who_promised() -> int:
    """A person with an open promise."""
    return next(row.maker_id for row in get_commitment_rows(list_commitments()) if row.maker_id)


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops here."""
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
    )


def described(widget: QWidget) -> str:
    """A widget in words a developer finds it by."""
    chain = [widget.objectName() or type(widget).__name__]
    parent = widget.parentWidget()
    while parent is not None and not widget.objectName() and len(chain) < 4:
        chain.append(parent.objectName() or type(parent).__name__)
        parent = parent.parentWidget()
    return " in ".join(chain)
