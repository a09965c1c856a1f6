"""Erase a person or make the record nameless: what would go, why, a name typed to be sure, and the proof at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from crm import erasure
from crm.rules.erasing import Because, Kind
from crm.rules.erasing import label as words_of
from crm.rules.errors import Problem
from crm.rules.names import fold
from resources.translations import _
from ui.background.jobs import Progress
from ui.desk import Desk
from ui.pages.parts.choosing import combo
from ui.theme import GAP, GRID, PAGE_MARGIN
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary
from ui.widgets.cards import clear_layout, label, scrolled
from ui.widgets.dialogs import Dialog
from ui.widgets.forms import Form
from ui.widgets.status import Tone
from ui.words import sentence

if TYPE_CHECKING:
    from crm.workspace import Done, Workspace

WIDEST, TALLEST, TALLEST_AFTER = 720, 600, 300


class EraseDialog(Dialog):
    """Nothing happens before the name is typed; afterwards it cannot be undone."""

    erased = Signal(object)  # Finished
    reading_wanted = Signal()

    def __init__(self, parent: QWidget | None, desk: Desk, person_id: int, name: str) -> None:
        super().__init__(parent, _("Erase or make nameless"), "erase")
        self.writes_with = desk.service
        self._desk, self._person_id, self._name = desk, person_id, name
        self._preview: erasure.Preview | None = None
        self._progress: Progress | None = None
        """Of the looking, or of the erasing while it can still be stopped."""
        self._is_working = False
        self.kind = combo(
            "erase-kind",
            [
                (Kind.ANONYMISE, _("Make nameless: the record stays, the person goes")),
                (Kind.ERASE, _("Erase: the record goes")),
            ],
            _("What to do"),
        )
        self.reason = combo("erase-reason", [(each, words_of(each)) for each in Because], _("Why"))
        self.papers = QCheckBox(
            _("Drop kept &PDFs that name the person; that they were given out stays in the register")
        )
        self.backups = QCheckBox(_("&Replace the automatic backups on this computer by one made now"))
        self.typed = QLineEdit()
        self.bar = QProgressBar()
        self.form = Form("erase-form")
        self.told = Banner("", Tone.BAD, name="erase-told")
        self._lay_out()
        self._connect()
        self._ask()

    def _lay_out(self) -> None:
        for box, name in ((self.papers, "papers"), (self.backups, "backups")):
            box.setObjectName(f"erase-{name}")
            box.setChecked(True)
        self.typed.setObjectName("erase-typed")
        self.bar.setObjectName("erase-progress")
        self.bar.setAccessibleName(_("Progress"))
        self.bar.setRange(0, 0)
        self.bar.hide()
        self.told.hide()
        self.form.side_by_side(("kind", _("&What to do"), self.kind), ("reason", _("Wh&y"), self.reason))
        inside = QWidget()
        self.said = QVBoxLayout(inside)
        self.said.setContentsMargins(0, 0, GAP, 0)
        self.said.setSpacing(GRID)
        self.close_button = primary(_("Close"), "erase-close")
        self.close_button.clicked.connect(self.reject)
        self.close_button.hide()
        self.add(self.told)
        self.add(self.form)
        self.body.addWidget(scrolled(inside, "erase-preview"), 1)
        self.below = Form("erase-below")
        self.below.add(self.papers)
        self.below.add(self.backups)
        self.below.row("typed", _("Type “{name}” to be &sure: it cannot be undone").format(name=self._name), self.typed)
        self.add(self.below)
        self.add(self.bar)
        self.leave = self.add_cancel()
        self.go = self.add_accept(_("Erase"), is_danger=True)
        self.add_last(self.close_button)
        self.go.setDefault(False)
        self.go.setEnabled(False)
        self.kind.setFocus()
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.size()
        self.resize(min(WIDEST, room.width() - 2 * PAGE_MARGIN), min(TALLEST, room.height() - PAGE_MARGIN))

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._ask)
        self.typed.textChanged.connect(self._follow)
        self._desk.service.closed.connect(self._leave)  # locked meanwhile: no answer would come any more

    # Before

    def _ask(self) -> None:
        kind = Kind(self.kind.currentData())
        self._preview = None
        self._stop()
        self.go.setText(_("Erase") if kind is Kind.ERASE else _("Make nameless"))
        self._say([_("Looking through everything…")])
        self._follow()

        def look(workspace: Workspace, progress: Progress) -> erasure.Preview:
            return erasure.preview(workspace, self._person_id, kind, progress=progress)

        self._follow_progress(self._desk.service.run(self, self._show, look, "", self._refuse))

    def _show(self, preview: erasure.Preview) -> None:
        if preview.what.kind is Kind(self.kind.currentData()):
            self._preview = preview
            self.bar.hide()
            self.papers.setVisible(bool(preview.what.files.papers))
            self.backups.setVisible(bool(preview.backups))
            self._say(erasure.preview_words(preview))
            self._follow()

    def _refuse(self, problem: Problem) -> None:
        """It cannot be: why, and nothing to press."""
        self._say([])
        self.bar.hide()
        self.told.set_text(sentence(problem), Tone.BAD)
        self.below.setEnabled(False)

    def _say(self, lines: list[str]) -> None:
        clear_layout(self.said)
        for at, line in enumerate(lines):
            self.said.addWidget(label(line, name=f"erase-said-{at}"))
        self.said.addStretch(1)

    def _follow(self) -> None:
        is_sure = bool(self.typed.text().strip()) and fold(self.typed.text()) == fold(self._name)
        self.go.setEnabled(self._preview is not None and is_sure and not self._is_working)

    # Doing

    def accept(self) -> None:
        """Erase; Enter does nothing before the name is typed."""
        if not self.go.isEnabled():
            return
        self._work(True)
        self.told.set_text(_("Deleting for good, and looking whether anything is left…"), Tone.INFO)
        kind, reason = Kind(self.kind.currentData()), str(self.reason.currentData())
        papers, backups = self.papers.isChecked(), self.backups.isChecked()

        def work(workspace: Workspace, progress: Progress) -> Done[erasure.Finished]:
            return erasure.erase(
                workspace,
                self._person_id,
                kind,
                reason,
                drop_papers=papers,
                renew_backups=backups,
                progress=progress,
            )

        self._follow_progress(
            self._desk.service.do_work(
                work, what=_("Deleting for good…"), on_done=self._finish, on_problem=self._fail, owner=self
            )
        )

    def reject(self) -> None:
        """Esc leaves; in the middle it stops, as long as files are read and nothing was done."""
        self._stop()
        if not self._is_working:
            super().reject()

    def _leave(self) -> None:
        super().reject()

    def _stop(self) -> None:
        if self._progress is not None:
            self._progress.cancel()

    def _follow_progress(self, progress: Progress) -> None:
        """The bar shows how many files were read; when all are, the rest cannot be stopped."""
        self._progress = progress
        self.bar.setRange(0, 0)
        self.bar.show()
        progress.moved.connect(self._move)

    def _move(self, fraction: float) -> None:
        if self.sender() is self._progress and fraction < 1:
            self.bar.setRange(0, 100)
            self.bar.setValue(round(100 * fraction))
        elif self.sender() is self._progress:
            self.bar.setRange(0, 0)
            self.leave.setEnabled(not self._is_working)

    def _work(self, is_working: bool) -> None:
        self._is_working = is_working
        for part in (self.form, self.below):
            part.setEnabled(not is_working)
        self.leave.setText(_("Stop") if is_working else _("Cancel"))
        self.leave.setEnabled(True)
        self.bar.setVisible(is_working)
        self._follow()

    def _fail(self, problem: Problem) -> None:
        self._work(False)
        self.told.set_text(sentence(problem), Tone.BAD)

    def _finish(self, done: Done[erasure.Finished]) -> None:
        """The proof stands where the preview was."""
        self._work(False)
        finished = done.value
        for part in (self.form, self.below):
            part.hide()
        self.typed.clear()
        proof, *others = erasure.finished_words(finished)
        self.told.set_text(proof, Tone.GOOD if finished.proof.is_clean else Tone.WARNING)
        self._say(others)
        self.leave.setText(_("Read the texts now"))
        self.leave.setVisible(bool(finished.to_review))
        self.leave.clicked.connect(self.reading_wanted)
        self.go.hide()
        self.close_button.show()
        (self.leave if finished.to_review else self.close_button).setFocus()
        self.resize(self.width(), min(self.height(), TALLEST_AFTER))
        self.erased.emit(finished)
