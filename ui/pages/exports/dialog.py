"""Take records out into a file: which format, how confidential, what for, and where to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QProgressBar, QWidget

from crm.operations.privacy import record_taken_out
from crm.queries.exports import (
    ENDINGS,
    FORMATS,
    LEVELS,
    WITH_CONTACTS,
    Format,
    TakenOut,
    Wanted,
    format_words,
    take_out,
)
from crm.rules import clock
from crm.rules.errors import Problem, UserError
from crm.rules.file_names import safe_file_name
from resources.translations import _
from ui.background.jobs import Progress
from ui.desk import Desk
from ui.pages.exports.done import TakenOutDialog
from ui.pages.parts.choosing import combo
from ui.pages.parts.file_choice import choose_new_file, documents_folder
from ui.theme import GAP
from ui.widgets.buttons import secondary
from ui.widgets.cards import label
from ui.widgets.dialogs import ConfirmDialog, Dialog
from ui.widgets.forms import Form

if TYPE_CHECKING:
    from crm.workspace import Workspace

LAST_FOLDER = "take_out_folder"


@dataclass(frozen=True)
class Chosen:
    """What is to go out: records of a noun (None for the whole workspace), and in words which ones."""

    noun: str
    words: str
    ids: tuple[int, ...] | None = None
    filters: str = ""


class TakeOutDialog(Dialog):
    """Asks what for, writes the file with progress and Stop, and notes in the register that it left."""

    taken_out = Signal(object)  # TakenOut

    def __init__(self, desk: Desk, chosen: Chosen, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Take out"), "take-out")
        self.writes_with = desk.service  # what goes out is written down
        self._desk, self._chosen = desk, chosen
        self._progress: Progress | None = None
        self._confirmed = ""
        self._is_typed = False
        formats = [(each, format_words(each)) for each in FORMATS[chosen.noun]]
        self.format = combo("take-out-format", formats, _("Format"))
        self.level = combo("take-out-level", [(at, _(words)) for at, words in enumerate(LEVELS)], _("Confidentiality"))
        self.private = QCheckBox(_("With &private numbers and addresses"))
        self.why = QLineEdit()
        self.whom = QLineEdit()
        self.file = QLineEdit()
        self.browse = secondary(_("Choose…"), "take-out-browse")
        self.bar = QProgressBar()
        self.form = Form("take-out-form")
        self._lay_out()
        self._connect()
        self._follow_format()
        self.why.setFocus()

    def _lay_out(self) -> None:
        self.private.setObjectName("take-out-private")
        self.bar.setObjectName("take-out-progress")
        self.bar.setAccessibleName(_("Progress"))
        self.bar.setRange(0, 100)
        self.bar.hide()
        for field, name in ((self.why, "why"), (self.whom, "whom"), (self.file, "file")):
            field.setObjectName(f"take-out-{name}")
        self.why.setPlaceholderText(_("Such as: for the committee’s secretary, who asked for it"))
        self.add(label(self._chosen.words, name="take-out-what"))
        self.add(self.form)
        self.form.row("why", _("&What for?"), self.why)
        is_whole = self._chosen.noun == "workspace"
        if is_whole:
            self.form.side_by_side(
                ("format", _("&Format"), self.format), ("whom", _("&Given to (optional)"), self.whom)
            )
            words = _("The whole workspace goes out whole, restricted records and private numbers among it.")
            self.form.add(label(words, "muted"))
        else:
            self.form.side_by_side(("format", _("&Format"), self.format), ("level", _("&Which records"), self.level))
            self.form.add(self.private)
            self.form.row("whom", _("&Given to"), self.whom, is_optional=True)
        place = QWidget()
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self.file, 1)
        line.addWidget(self.browse)
        place.setFocusProxy(self.file)
        place.setObjectName("take-out-place")
        self.file.setAccessibleName(_("File"))
        self.form.row("file", _("Fi&le"), place)
        self.form.add(self.bar)
        self.leave = self.add_cancel()
        self.go = self.add_accept(_("Take out"))

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(self._follow_format)
        self.file.textEdited.connect(self._note_typed)
        self.browse.clicked.connect(self._choose)

    # Where to

    def _note_typed(self) -> None:
        self._is_typed = True

    def _follow_format(self) -> None:
        """The file's ending, and what may be private in such a file."""
        is_calendar = self.format.currentData() == Format.ICALENDAR
        has_contacts = self._chosen.noun in WITH_CONTACTS
        self.private.setVisible(has_contacts or is_calendar)
        if not self.private.isVisibleTo(self):
            self.private.setChecked(False)
        with_names, with_numbers = _("With the names of those e&xpected"), _("With &private numbers and addresses")
        self.private.setText(with_names if is_calendar else with_numbers)
        self._propose()

    def _propose(self) -> None:
        """A name with the ending of the format, beside the file before; what was typed only changes its ending."""
        ending = ENDINGS[Format(self.format.currentData())]
        if self._is_typed and self.file.text().strip():
            self.file.setText(str(Path(self.file.text().strip()).with_suffix(ending)))
            return
        folder = Path(self._desk.preferences.get(LAST_FOLDER, "") or documents_folder())
        name = safe_file_name(f"{self._chosen.noun} {clock.today().isoformat()}")
        self.file.setText(str(folder / f"{name}{ending}"))

    def _choose(self) -> None:
        ending = ENDINGS[Format(self.format.currentData())]
        kinds = f"{self.format.currentText()} (*{ending})"
        choose_new_file(self, _("Take out"), Path(self.file.text()), kinds, self._take_file)

    def _take_file(self, file: str) -> None:
        self._is_typed = True
        self._confirmed = file
        self.file.setText(file)

    # Doing

    def accept(self) -> None:
        """Check what was typed, ask before a file is replaced, and write."""
        self.form.clear_errors()
        file = self.file.text().strip()
        if not self.why.text().strip():
            self.form.show_problem(UserError("export-without-why"), "why")
        elif not file:
            self.form.show_error("file", _("Say where the file is to go."))
        elif Path(file).expanduser().exists() and file != self._confirmed:
            words = _("{file} is there already.").format(file=file)
            box = ConfirmDialog(self, _("Replace the file?"), words, _("Replace"), name="take-out-replace")
            box.confirmed.connect(partial(self._write, file))
            box.open()
        else:
            self._write(file)

    def wanted(self, file: str) -> Wanted:
        """What was chosen."""
        chosen = self._chosen
        return Wanted(
            noun=chosen.noun,
            format=Format(self.format.currentData()),
            file=Path(file).expanduser(),
            by="",
            ids=chosen.ids,
            filters=chosen.filters,
            level=self.level.currentData(),
            with_private=self.private.isChecked(),
        )

    def _write(self, file: str) -> None:
        self._confirmed = file
        self._set_working(True)
        progress = self._desk.service.run(
            self, self._record, partial(_take_out, self.wanted(file)), _("Taking out…"), self._refuse
        )
        progress.moved.connect(self._show_progress)
        self._progress = progress

    def _set_working(self, is_working: bool) -> None:
        self.go.setEnabled(not is_working)
        self.form.setEnabled(not is_working)
        self.bar.setVisible(is_working)
        self.bar.setValue(0)
        self.leave.setText(_("Stop") if is_working else _("Cancel"))
        if not is_working:
            self._progress = None

    def _show_progress(self, fraction: float) -> None:
        self.bar.setValue(max(0, round(fraction * 100)))

    def reject(self) -> None:
        """Stop while it writes; else leave everything as it was."""
        if self._progress is None:
            super().reject()
            return
        self._progress.cancel()
        self._set_working(False)
        self.form.show_problem(UserError("export-stopped"))

    def _refuse(self, problem: Problem) -> None:
        self._set_working(False)
        self.form.show_problem(problem)

    def _record(self, taken: TakenOut) -> None:
        """The file is written: note that it left, then say what is in it."""
        self._desk.preferences.set(LAST_FOLDER, str(taken.wanted.file.parent))
        self._desk.service.do(
            record_taken_out,
            taken,
            self.why.text(),
            self.whom.text(),
            on_done=partial(self._finish, taken),
            on_problem=self._refuse,
            owner=self,
        )

    def _finish(self, taken: TakenOut, _done: object) -> None:
        """Close, and say what was taken out."""
        self._progress = None
        self.taken_out.emit(taken)
        said = TakenOutDialog(taken, self.parentWidget())
        super().accept()
        said.open()


def _take_out(wanted: Wanted, workspace: Workspace, progress: Progress) -> TakenOut:
    return workspace.ask(take_out, replace(wanted, by=workspace.user_name), progress)
