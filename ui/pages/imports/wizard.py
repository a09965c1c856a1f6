"""Bringing in a list: choose the file or paste rows, see what it would do row by row, bring it in, undo it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, cast

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from crm.exchange.bodies import ours
from crm.exchange.candidates import Reading
from crm.exchange.readers import ReadChoices, read, read_pasted, readable_endings
from crm.operations.imports import ImportResult, apply_import, remember_list
from crm.queries.history import list_standing
from crm.queries.imports import (
    ImportChoices,
    ImportPlan,
    get_unknown_statuses,
    guess_term,
    needs_term,
    plan_import,
)
from crm.queries.offices import list_terms
from crm.queries.organisations import get_organisation
from crm.rules.errors import Problem
from crm.workspace import Done, Workspace
from resources.translations import _
from ui.background.asker import Asker
from ui.background.jobs import Progress
from ui.desk import Desk
from ui.pages.imports.doubts import LEAVE_OUT, PARTY
from ui.pages.imports.steps import REGISTER_PAGES, ChooseStep, DoneStep, PreviewStep, Read
from ui.pages.page import Page
from ui.pages.parts.actions import PASTE_KEYS, action
from ui.theme import GAP, GRID, PAGE_MARGIN
from ui.widgets.banner import Banner
from ui.widgets.cards import PageHeader
from ui.widgets.status import Tone
from ui.words import sentence

Reader = Callable[[ReadChoices], Reading]
"""Reads the list that the page is about, once more with every other choice."""


@dataclass(frozen=True)
class Wish:
    """Where the user stood when bringing in a list: among records of a kind, or on the page of a body."""

    kind: str = ""
    body_id: int = 0


def read_list(reader: Reader, wish: Wish, sheet: str, workspace: Workspace, progress: Progress) -> Read:
    """Read the list, guess its term, and find the words in it that must be asked about."""
    found = workspace.ask(get_organisation, wish.body_id) if wish.body_id else None
    body = ours(found.id, found.name, found.kind) if found is not None else None
    reading = reader(ReadChoices(sheet, stands_in=body, wanted=wish.kind))
    guess = guess_term(reading)
    is_needed = needs_term(reading)
    terms = workspace.ask(list_terms)
    standard = {name for name in (guess.name if guess else "",) if name}
    return Read(
        reading,
        guess,
        is_needed,
        tuple(term for term in terms if term.name not in standard)[:40],
        workspace.ask(get_unknown_statuses, reading),
        is_current=body is not None,
    )


def make_plan(reading: Reading, choices: ImportChoices, workspace: Workspace, progress: Progress) -> ImportPlan:
    """What importing would do."""
    return workspace.ask(plan_import, reading, choices)


def _prepare(statuses: Mapping[str, str], noun: str, workspace: Workspace) -> object:
    """A backup; and what the words of a register mean is remembered, whatever becomes of the import."""
    if statuses:
        workspace.do(remember_list, None, statuses, noun)
    return workspace.back_up_before("import")


class ImportPage(Page):
    """The three steps."""

    watches: ClassVar[tuple[str, ...]] = (
        "people",
        "organisations",
        "offices",
        "places",
        *REGISTER_PAGES.values(),
        "imports",
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName(_("Bring in a list"))
        self._read: Read | None = None
        self._reader: Reader | None = None
        self._wish = Wish()
        self._plan: ImportPlan | None = None
        self._decisions: dict[str, int] = {}
        self._asked = 0  # counts previews: only the newest is shown
        self._operation = 0
        self._is_applying = False
        self.header = PageHeader(_("Bring in a list"), "import-header")
        self._problem = Banner("", Tone.BAD, name="import-problem", can_close=True)
        self._problem.hide()
        self.choose_step = ChooseStep()
        self.preview_step = PreviewStep(desk)
        self.done_step = DoneStep()
        self._steps = QStackedWidget()
        for step in (self.choose_step, self.preview_step, self.done_step):
            self._steps.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        column.setSpacing(GAP + GRID)
        column.addWidget(self.header)
        column.addWidget(self._problem)
        column.addWidget(self._steps, 1)
        self._paste_action = action(self, "import-paste-action", _("Paste rows"), self.paste_here, PASTE_KEYS)
        self._connect()
        self.start_again()

    def _connect(self) -> None:
        self.choose_step.file_wanted.connect(self.ask_file)
        self.choose_step.file_dropped.connect(self.read_file)
        self.choose_step.paste_wanted.connect(self.paste_here)
        self.preview_step.sheet_wanted.connect(self._read_sheet)
        self.preview_step.changed.connect(self._preview)
        self.preview_step.decided.connect(self._decide)
        self.preview_step.back.clicked.connect(self.start_again)
        self.preview_step.apply.clicked.connect(self.bring_in)
        self.done_step.undo.clicked.connect(self.undo)
        self._standing = Asker(self, self.desk.service, self._show_standing)
        self.done_step.people.clicked.connect(self._show_people)
        self.done_step.register.clicked.connect(self._show_register)
        self.done_step.again.clicked.connect(self.start_again)

    def take_focus(self) -> None:
        """Onto what comes next."""
        step = self._steps.currentWidget()
        if isinstance(step, (ChooseStep, PreviewStep, DoneStep)):
            step.take_focus()

    def show_record(self, record_id: int) -> None:
        """A list that was brought in has no page of its own: begin a new one."""

    def new(self) -> None:
        """Begin with another file."""
        self.start_again()

    def has_unsaved(self) -> bool:
        """Whether decisions about doubtful rows would be lost."""
        return bool(self._decisions) and self._steps.currentWidget() is self.preview_step

    @property
    def is_comparing(self) -> bool:
        """Whether a preview is on its way."""
        return self.preview_step.is_busy

    def hideEvent(self, event: QHideEvent) -> None:
        """Who comes back after a list was brought in comes to bring in another."""
        super().hideEvent(event)
        if not event.spontaneous() and self._steps.currentWidget() is self.done_step:
            self.start_again()

    def refresh(self) -> None:
        """What would happen may be different now."""
        if self._steps.currentWidget() is self.preview_step and not self._is_applying:
            self._preview()
        if self._steps.currentWidget() is self.done_step:
            self._standing.ask(list_standing, [self._operation])

    def _show_standing(self, standing: list[int]) -> None:
        """Undone from elsewhere (Ctrl+Z), it is not undone again: that would bring the list in once more."""
        self.done_step.undo.setEnabled(bool(standing))
        words = _("3 of 3 · Done.") if standing else _("3 of 3 · Undone: nothing of it is left.")
        self.header.set_subtitle(words)

    # Step 1

    def start_again(self) -> None:
        """Choose a file."""
        self._read, self._reader, self._plan, self._decisions = None, None, None, {}
        self._wish = Wish()
        self._asked += 1
        self._problem.set_text("")
        self.choose_step.path.clear()
        self._go(
            self.choose_step,
            _("1 of 3 · Choose the file or paste rows. Nothing is changed until you have seen what it does."),
        )

    def ask_file(self) -> None:
        """Ask for the file."""
        dialog = QFileDialog(self.window(), _("Choose a list"))
        dialog.setObjectName("choose-list")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        endings = " ".join(f"*{ending}" for ending in readable_endings())
        dialog.setNameFilters([_("Lists ({endings})").format(endings=endings), _("All files (*)")])
        dialog.fileSelected.connect(self.read_file)
        dialog.open()

    def read_file(self, path: str) -> None:
        """Read this file and show what it would do."""
        self._begin(partial(read, Path(path)), Wish(), Path(path).name)

    def paste_here(self) -> None:
        """Take the rows on the clipboard, of whatever kind they are."""
        self.paste("", 0)

    def paste(self, kind: str, body: int) -> None:
        """Take the rows on the clipboard: the file is chosen already."""
        clip = cast("QMimeData | None", QGuiApplication.clipboard().mimeData())  # None where nothing was ever copied
        text, html = (clip.text(), clip.html()) if clip is not None else ("", "")
        self.start_again()
        self._begin(partial(read_pasted, text, html), Wish(kind, body), _("what was copied"))

    def _begin(self, reader: Reader, wish: Wish, name: str, sheet: str = "") -> None:
        self._problem.set_text("")
        self._asked += 1
        self.choose_step.setEnabled(False)
        self._reader, self._wish = reader, wish
        self.desk.service.run(
            self,
            partial(self._take_reading, self._asked),
            partial(read_list, reader, wish, sheet),
            _("Reading {file}…").format(file=name),
            self._show_problem,
        )

    def _read_sheet(self, sheet: str) -> None:
        """Read another sheet of the same workbook."""
        if self._reader is not None and self._read is not None:
            self._begin(self._reader, self._wish, self._read.reading.source_name, sheet)

    def _take_reading(self, asked: int, found: Read) -> None:
        self.choose_step.setEnabled(True)
        if asked != self._asked:
            return
        self._read, self._decisions = found, {}
        self.preview_step.show_reading(found)
        self._go(self.preview_step, _("2 of 3 · Look at what it would do."))
        self._preview()

    def _show_problem(self, problem: Problem) -> None:
        self.choose_step.setEnabled(True)
        self._is_applying = False
        self.preview_step.set_busy(False)
        self._problem.set_text(sentence(problem))
        self.take_focus()

    # Step 2

    def _choices(self) -> ImportChoices:
        answered = {key: answer for key, answer in self._decisions.items() if answer != LEAVE_OUT}
        return ImportChoices(
            term=self.preview_step.term.choice,
            matches={key: who for key, who in answered.items() if not key.startswith(PARTY)},
            left_out=frozenset(key for key, answer in self._decisions.items() if answer == LEAVE_OUT),
            end_gone_on=self.preview_step.gone_on.day,
            statuses=self.preview_step.statuses.meanings,
            parties={key.removeprefix(PARTY): who for key, who in answered.items() if key.startswith(PARTY)},
        )

    def _preview(self) -> None:
        if self._read is None:
            return
        self._asked += 1
        self.preview_step.set_busy(True)
        self.desk.service.run(
            self,
            partial(self._take_plan, self._asked),
            partial(make_plan, self._read.reading, self._choices()),
            _("Comparing with what you have…"),
            self._show_problem,
        )

    def _take_plan(self, asked: int, plan: ImportPlan) -> None:
        if asked == self._asked:
            self._plan = plan
            self.preview_step.show_plan(plan, self._decisions)

    def _decide(self, key: str, answer: int) -> None:
        self._decisions[key] = answer
        self._preview()

    def bring_in(self) -> None:
        """Do it, as one operation, after a verified backup."""
        if self._plan is None or self._read is None or not self.preview_step.apply.isEnabled():
            return
        self._is_applying = True
        self.preview_step.set_busy(True)
        self._problem.set_text("")
        self.desk.service.maintain(
            partial(_prepare, self._choices().statuses, self._noun()),
            self._write,
            _("Backing up first…"),
            owner=self,
            on_problem=self._show_problem,
        )

    def _noun(self) -> str:
        rows = self._read.reading.registered if self._read is not None else ()
        return rows[0].noun if rows else "commitments"

    def _write(self, _backup: object) -> None:
        if self._plan is None or self._read is None:
            return
        self.desk.service.do_reporting(
            apply_import,
            self._plan,
            self._read.reading,
            self._choices(),
            what=_("Bringing in {file}…").format(file=self._read.reading.source_name),
            on_done=self._finish,
            on_problem=self._show_problem,
            owner=self,
        )

    # Step 3

    def _finish(self, done: Done[Any]) -> None:
        result: ImportResult = done.value
        self._is_applying = False
        self._operation = done.operation_id
        self._decisions = {}
        self.done_step.show_result(result, self._read.reading.source_name if self._read else "")
        self._go(self.done_step, _("3 of 3 · Done."))

    def undo(self) -> None:
        """Take all of it back."""
        self.done_step.undo.setEnabled(False)
        self.desk.service.reverse(self._operation, on_problem=self._cannot_undo)

    def _cannot_undo(self, problem: Problem) -> None:
        self.done_step.undo.setEnabled(True)
        self._problem.set_text(sentence(problem))

    def _show_people(self) -> None:
        self.desk.navigator.open_page("people")

    def _show_register(self) -> None:
        self.desk.navigator.open_page(self.done_step.register_page)

    def offered_actions(self) -> list[QAction]:
        """What Ctrl+K offers here."""
        return [self._paste_action]

    def _go(self, step: QWidget, words: str) -> None:
        self._steps.setCurrentWidget(step)
        self.header.set_subtitle(words)
        self.take_focus()
