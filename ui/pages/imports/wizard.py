"""Bringing in a list: choose it, say what it is and what its columns hold, look at what it would do, done, undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, cast

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from crm.exchange.files import fingerprint
from crm.exchange.readers import read, read_pasted, readable_endings
from crm.exchange.shapes import missed_list
from crm.exchange.templates import Template, template_named, write_template
from crm.exchange.workspace_file import is_workspace_file
from crm.exchange.writers import Sheet, write_csv
from crm.operations.imports import ImportResult, apply_import, forget_layout
from crm.operations.privacy import record_copy
from crm.queries.history import list_standing
from crm.queries.imports import ImportChoices, ImportPlan
from crm.rules.errors import Problem
from crm.rules.file_names import safe_file_name
from crm.workspace import Done, Workspace
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.background.jobs import Progress
from ui.desk import Desk
from ui.pages.imports.column_step import ColumnStep
from ui.pages.imports.doubts import LEAVE_OUT, PARTY
from ui.pages.imports.reading import Look, Read, Reader, Said, Wish, look_at, prepare, read_list
from ui.pages.imports.shape_step import ShapeStep
from ui.pages.imports.step_bar import StepBar
from ui.pages.imports.steps import REGISTER_PAGES, ChooseStep, DoneStep, PreviewStep
from ui.pages.imports.whole_workspace import bring_in_whole
from ui.pages.page import Page
from ui.pages.parts.actions import PASTE_KEYS, action
from ui.pages.parts.file_choice import choose_new_file, documents_folder
from ui.theme import GAP, GRID, PAGE_MARGIN
from ui.widgets.banner import Banner
from ui.widgets.cards import PageHeader
from ui.widgets.status import Tone
from ui.words import sentence

CHOOSE, SHAPE, COLUMNS, PREVIEW, DONE = range(5)


def _write_template(template: Template, path: Path, workspace: Workspace, progress: Progress) -> None:
    write_template(template, path)


class ImportPage(Page):
    """The five steps; a list that is no table has no columns, and one known from last time goes to the preview."""

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
        self._wish, self._said = Wish(), Said()
        self._plan: ImportPlan | None = None
        self._decisions: dict[str, int] = {}
        self._asked = 0  # counts previews: only the newest is shown
        self._operation = 0
        self._had_keyboard: QWidget | None = None  # before a list was read again
        self._is_applying = False
        self.header = PageHeader(_("Bring in a list"), "import-header")
        self.bar = StepBar(
            (
                ("choose", _("Choose")),
                ("shape", _("What it is")),
                ("columns", _("Columns")),
                ("preview", _("Look")),
                ("done", _("Done")),
            )
        )
        self._problem = Banner("", Tone.BAD, name="import-problem", can_close=True)
        self._problem.hide()
        self.choose_step = ChooseStep()
        self.shape_step = ShapeStep(desk)
        self.column_step = ColumnStep()
        self.preview_step = PreviewStep(desk)
        self.done_step = DoneStep()
        self._steps = QStackedWidget()
        for step in (self.choose_step, self.shape_step, self.column_step, self.preview_step, self.done_step):
            self._steps.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        column.setSpacing(GAP + GRID)
        column.addWidget(self.header)
        column.addWidget(self._problem)
        column.addWidget(self._steps, 1)
        self.header.add(self.bar)
        self._paste_action = action(self, "import-paste-action", _("Paste rows"), self.paste_here, PASTE_KEYS)
        self._connect()
        self.start_again()

    def _connect(self) -> None:
        self.bar.wanted.connect(self.go_to)
        self.choose_step.file_wanted.connect(self.ask_file)
        self.choose_step.file_dropped.connect(self.read_file)
        self.choose_step.template.wanted.connect(self.ask_template)
        self.choose_step.paste_wanted.connect(self.paste_here)
        self.shape_step.reread.connect(self._say)
        self.shape_step.body_chosen.connect(self._say_body)
        self.shape_step.afresh_wanted.connect(self._guess_again)
        self.shape_step.back.clicked.connect(self.start_again)
        self.shape_step.next.clicked.connect(self.go_on)
        self.column_step.back.clicked.connect(self.go_back)
        self.column_step.next.clicked.connect(self.go_on)
        self.preview_step.changed.connect(self._preview)
        self.preview_step.decided.connect(self._decide)
        self.preview_step.copy_wanted.connect(self.copy_missed)
        self.preview_step.save_wanted.connect(self.save_missed)
        self.preview_step.back.clicked.connect(self.go_back)
        self.preview_step.apply.clicked.connect(self.bring_in)
        self.done_step.undo.clicked.connect(self.undo)
        self._standing = Asker(self, self.desk.service, self._show_standing)
        self.done_step.people.clicked.connect(self._show_people)
        self.done_step.register.clicked.connect(self._show_register)
        self.done_step.again.clicked.connect(self.start_again)

    def take_focus(self) -> None:
        """Onto what comes next."""
        step = self._steps.currentWidget()
        if isinstance(step, (ChooseStep, ShapeStep, ColumnStep, PreviewStep, DoneStep)):
            step.take_focus()

    def show_record(self, record_id: int) -> None:
        """A list that was brought in has no page of its own: begin a new one."""

    def new(self) -> None:
        """Begin with another file."""
        self.start_again()

    def has_unsaved(self) -> bool:
        """Whether decisions about doubtful rows, or what was said of columns, would be lost."""
        at = self._steps.currentIndex()
        return (bool(self._decisions) and at == PREVIEW) or (self.column_step.has_said and at == COLUMNS)

    @property
    def lights(self) -> str:
        """Where what comes in will be: the entry of the navigation that is lit."""
        shape = self._read.reading.shape if self._read is not None else None
        kind = shape.kind if shape is not None else self._wish.kind or self._noun()
        return REGISTER_PAGES.get(kind, kind)

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
        self.header.set_subtitle(_("Done.") if standing else _("Undone: nothing of it is left."))

    # Going from step to step

    def go_to(self, at: int) -> None:
        """Go to a step, as far as the list allows."""
        if at == CHOOSE:
            self.start_again()
        elif at == PREVIEW:
            self._look()
        elif at in self._reachable():
            self._go(at)

    def go_on(self) -> None:
        """To the next step."""
        at = self._steps.currentIndex() + 1
        self.go_to(PREVIEW if at == COLUMNS and not self._has_columns else at)

    def go_back(self) -> None:
        """To the step before."""
        at = self._steps.currentIndex() - 1
        self.go_to(SHAPE if at == COLUMNS and not self._has_columns else at)

    @property
    def _has_columns(self) -> bool:
        return self._read is not None and self._read.reading.mapping is not None

    def _reachable(self) -> list[int]:
        if self._read is None or self._steps.currentIndex() == DONE:
            return [CHOOSE]
        return [CHOOSE, SHAPE, *([COLUMNS] if self._has_columns else []), PREVIEW]

    def _go(self, at: int) -> None:
        self._steps.setCurrentIndex(at)
        self.header.set_subtitle(_SENTENCES[at]())
        self.bar.show_step(at, self._reachable())
        self.lights_changed.emit()
        self.take_focus()

    # Choosing

    def start_again(self) -> None:
        """Choose a file."""
        self._read, self._reader, self._plan, self._decisions = None, None, None, {}
        self._wish, self._said = Wish(), Said()
        self._asked += 1
        self._problem.set_text("")
        self.choose_step.path.clear()
        self._go(CHOOSE)

    def ask_file(self) -> None:
        """Ask for the file."""
        dialog = QFileDialog(self.window(), _("Choose a list"))
        dialog.setObjectName("choose-list")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        endings = " ".join(f"*{ending}" for ending in readable_endings())
        dialog.setNameFilters([_("Lists ({endings})").format(endings=endings), _("All files (*)")])
        dialog.fileSelected.connect(self.read_file)
        dialog.open()

    def ask_template(self, name: str) -> None:
        """Ask where to write the empty list of this name."""
        template = template_named(name)
        if template is not None:
            proposed = documents_folder() / f"{safe_file_name(template.words)}.xlsx"
            title = _("Save an empty list to fill in")
            chosen = partial(self.write_template, template)
            choose_new_file(self.window(), title, proposed, _("Excel (*.xlsx)"), chosen)

    def write_template(self, template: Template, path: str) -> None:
        """Write it there."""
        self.desk.service.run(
            self,
            partial(self._tell_written, path),
            partial(_write_template, template, Path(path)),
            _("Writing {file}…").format(file=Path(path).name),
            self._show_problem,
        )

    def read_file(self, path: str) -> None:
        """Read this file and show what it is."""
        self._wish = Wish()
        if is_workspace_file(Path(path)):
            bring_in_whole(self, self.desk, Path(path), self._show_problem)
            return
        self._begin(partial(read, Path(path)), Said(), Path(path).name)

    def paste_here(self) -> None:
        """Take the rows on the clipboard, of whatever kind they are."""
        self.paste("", 0)

    def paste(self, kind: str, body: int) -> None:
        """Take the rows on the clipboard: the file is chosen already."""
        clip = cast("QMimeData | None", QGuiApplication.clipboard().mimeData())  # None where nothing was ever copied
        text, html = (clip.text(), clip.html()) if clip is not None else ("", "")
        self.start_again()
        self._wish = Wish(kind, body)
        self._begin(partial(read_pasted, text, html), Said(), _("what was copied"))

    def _begin(self, reader: Reader, said: Said, name: str, after: int = CHOOSE) -> None:
        """Read the list; `after` is the step to be at then, the first one for whichever it needs."""
        self._problem.set_text("")
        self._asked += 1
        self._had_keyboard = self.window().focusWidget()
        self._steps.setEnabled(False)
        self.desk.service.run(
            self,
            partial(self._take_reading, self._asked, reader, said, after),
            partial(read_list, reader, self._wish, said),
            _("Reading {file}…").format(file=name),
            self._show_problem,
        )

    def _take_reading(self, asked: int, reader: Reader, said: Said, after: int, found: Read) -> None:
        self._steps.setEnabled(True)
        if asked != self._asked:
            return
        self._reader, self._said, self._read, self._decisions = reader, said, found, {}
        self.shape_step.show_reading(found)
        self.column_step.show_reading(found.reading)
        self.preview_step.show_reading(found)
        self._go(after or self._first_step(found))
        self._give_keyboard_back(after)
        if self._steps.currentIndex() == PREVIEW:
            self._preview()

    def _give_keyboard_back(self, after: int) -> None:
        """To the box in which something else was chosen: arrow keys go on from there."""
        had = self._had_keyboard
        if after == SHAPE and had is not None and isValid(had) and self.shape_step.isAncestorOf(had):
            had.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _first_step(found: Read) -> int:
        """Rows that were pasted and lists known from last time are looked at, where they name anything at all."""
        shape = found.reading.shape
        is_known = shape is not None and (shape.was_remembered or not found.reading.is_whole)
        return PREVIEW if is_known and found.reading.candidates else SHAPE

    def _show_problem(self, problem: Problem) -> None:
        self._steps.setEnabled(True)
        self._is_applying = False
        if self._read is not None:
            self.shape_step.show_reading(self._read)
        self.preview_step.set_busy(False)
        self._problem.set_text(sentence(problem))
        self.take_focus()

    # What it is, and its columns

    def _say(self, changed: Mapping[str, Any]) -> None:
        self._read_again(replace(self._said, choices=replace(self._said.choices, **changed)), SHAPE)

    def _say_body(self, body_id: int) -> None:
        self._read_again(replace(self._said, body_id=body_id), SHAPE)

    def _guess_again(self) -> None:
        self._read_again(Said(is_afresh=True), SHAPE)

    def _read_again(self, said: Said, after: int) -> None:
        if self._reader is not None and self._read is not None:
            self._begin(self._reader, said, self._read.reading.source_name, after)

    def _look(self) -> None:
        """To the preview, after reading the list once more where something was said of its columns."""
        step, choices = self.column_step, self._said.choices
        if not step.has_said:
            self._go(PREVIEW)
            self._preview()
            return
        said = replace(
            choices,
            fields={**choices.fields, **step.fields},
            surname_first=choices.surname_first if step.surname_first is None else step.surname_first,
            keeps_id_numbers=step.keeps_id_numbers,
        )
        self._read_again(replace(self._said, choices=said), PREVIEW)

    # The preview

    def _choices(self) -> ImportChoices:
        answered = {key: answer for key, answer in self._decisions.items() if answer != LEAVE_OUT}
        return ImportChoices(
            term=self.preview_step.term.choice,
            matches={key: who for key, who in answered.items() if not key.startswith(PARTY)},
            left_out=frozenset(key for key, answer in self._decisions.items() if answer == LEAVE_OUT),
            end_gone_on=self.preview_step.gone_on.day,
            statuses=self.preview_step.statuses.meanings,
            into=self.preview_step.into.reference,
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
            partial(look_at, self._read.reading, self._choices()),
            _("Comparing with what you have…"),
            self._show_problem,
        )

    def _take_plan(self, asked: int, look: Look) -> None:
        if asked == self._asked:
            self._plan = look.plan
            self.preview_step.show_plan(look, self._decisions)

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
            partial(prepare, self._read.reading, self._choices(), self._noun()),
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

    def copy_missed(self) -> None:
        """Copy what was not understood, as rows a spreadsheet takes."""
        if self._read is not None:
            sheet = missed_list(self._read.reading)
            lines = ["\t".join(cells) for cells in (sheet.headings, *sheet.rows)]
            QGuiApplication.clipboard().setText("\n".join(lines))
            count = len(lines) - 1
            self.desk.navigator.say(ngettext("{count} row was copied", "{count} rows were copied", count))

    def save_missed(self) -> None:
        """Ask where to write what was not understood, as a list to send back to whoever made it."""
        if self._read is not None:
            stem = safe_file_name(Path(self._read.reading.source_name).stem)
            proposed = documents_folder() / (_("{name} - not understood").format(name=stem) + ".csv")
            title = _("Save what was not understood")
            choose_new_file(self.window(), title, proposed, _("Lists (*.csv)"), self.write_missed)

    def write_missed(self, path: str) -> None:
        """Write it there."""
        if self._read is not None:
            self.desk.service.run(
                self,
                partial(self._note_written, Path(path)),
                partial(_write_list, missed_list(self._read.reading), Path(path)),
                _("Writing {file}…").format(file=Path(path).name),
                self._show_problem,
            )

    def _note_written(self, file: Path, sha256: str) -> None:
        """It is a list of people, in the clear."""
        self.desk.service.do(record_copy, file.name, file, sha256)
        self._tell_written(str(file), None)

    def _tell_written(self, path: str, _count: int | None) -> None:
        self.desk.navigator.say(_("Saved to {file}").format(file=path))

    # Done

    def _finish(self, done: Done[Any]) -> None:
        result: ImportResult = done.value
        self._is_applying = False
        self._operation = done.operation_id
        self._decisions = {}
        self.done_step.show_result(result, self._read.reading.source_name if self._read else "")
        shape = self._read.reading.shape if self._read is not None else None
        if shape is not None and self._said.is_afresh and shape.to_remember is None:
            self.desk.service.do(forget_layout, shape.layout.key)
        self._go(DONE)

    def undo(self) -> None:
        """Take all of it back."""
        self.done_step.undo.setEnabled(False)
        self.desk.service.reverse(self._operation, on_problem=self._cannot_undo)

    def _cannot_undo(self, problem: Problem) -> None:
        self.done_step.undo.setEnabled(True)
        self._problem.set_text(sentence(problem))

    def _show_people(self) -> None:
        self.desk.navigator.show_filtered("people", {"added_by": self._operation})

    def _show_register(self) -> None:
        self.desk.navigator.open_page(self.done_step.register_page)

    def offered_actions(self) -> list[QAction]:
        """What Ctrl+K offers here."""
        return [self._paste_action]


def _write_list(sheet: Sheet, path: Path, workspace: Workspace, progress: Progress) -> str:
    write_csv(sheet, path)
    return fingerprint(path)


_SENTENCES = (
    lambda: _("Choose the file or paste rows. Nothing is changed until you have seen what it does."),
    lambda: _("Is it what it seems to be?"),
    lambda: _("Does every column hold what it seems to hold?"),
    lambda: _("Look at what it would do."),
    lambda: _("Done."),
)
"""What each step is about, in the user's language when it is shown."""
