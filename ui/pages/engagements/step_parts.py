"""The parts of the first step: what it was and when, the head counts, and the files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from crm.operations.engagements import EngagementDraft
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.engagements import Kind, label
from crm.rules.errors import UserError
from crm.rules.head_counts import NAMES, OF_SESSIONS, HeadCounts, check_head_counts, has_sessions
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.engagements.facts import EngagementForm
from ui.pages.parts.choosing import choose, combo, labelled
from ui.pages.parts.finding import find_body_choices
from ui.theme import GAP, GRID, small_font
from ui.widgets import cards
from ui.widgets.buttons import quiet, tool
from ui.widgets.cards import Card, clear_layout
from ui.widgets.date_edit import DateEdit
from ui.widgets.forms import takes_keys
from ui.widgets.record_picker import RecordPicker
from ui.words import sentence

MOST = 999_999
IN_A_ROW = 3


class Head(QWidget):
    """What it was, when, and with which body."""

    changed = Signal()
    day_changed = Signal()

    def __init__(self, desk: Desk, form: EngagementForm) -> None:
        super().__init__()
        self._last_day = form.draft.on_day
        self.title = QLineEdit(form.draft.title)
        self.title.setObjectName("close-out-title-text")
        self.on_day = DateEdit(clock.today(), "close-out-day", is_optional=False, is_past=True)
        self.on_day.set_day(form.draft.on_day)
        self.body = RecordPicker(desk.service, find_body_choices, "close-out-body", _("The body met"))
        self.body.set_choice(form.body)
        self.body.line.setCursorPosition(0)
        self.kind = combo("close-out-kind", labelled(Kind, label))
        choose(self.kind, form.draft.kind, label)
        self._lay_out()
        self._suggest()
        self.title.textChanged.connect(self.changed)
        self.on_day.changed.connect(self._take_day)
        self.body.chosen.connect(self._take_body)
        self.body.cleared.connect(self._take_body)
        self.kind.currentIndexChanged.connect(self._take_body)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GRID // 2)
        fields = ((_("&Title"), self.title, 5), (_("&Day"), self.on_day, 3), (_("&Body met"), self.body, 4))
        for at, (words, field, share) in enumerate((*fields, (_("&Kind"), self.kind, 2))):
            name = QLabel(words)
            name.setBuddy(takes_keys(field))
            name.setFont(small_font())
            name.setProperty("look", "muted")
            field.setAccessibleName(words.replace("&", ""))
            grid.addWidget(name, 0, at)
            grid.addWidget(field, 1, at, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(at, share)

    def day(self) -> date:
        """The meeting's day; the last one understood while another is being typed."""
        return self._last_day

    def suggested_title(self, person: str) -> str:
        """“Meeting with …” for one without a title."""
        name = self.body.choice.name if self.body.choice else person
        return _("{kind} with {name}").format(kind=self.kind.currentText(), name=name) if name else ""

    def write(self, draft: EngagementDraft) -> None:
        """Title, day, body and kind."""
        draft.title = self.title.text()
        draft.on_day = self.day()
        draft.organisation_id = self.body.record_id or None
        draft.kind = str(self.kind.currentData())

    def check(self, has_people: bool) -> str:
        """What is wrong."""
        if not self.title.text().strip() and not self.body.record_id and not has_people:
            self.title.setFocus()
            return _("Give it a title, or say with whom it was.")
        if self.on_day.day is None:
            self.on_day.setFocus()
            return self.on_day.error() or _("Say on which day it was.")
        if self.on_day.day > clock.today():
            self.on_day.setFocus()
            words = _("It can be closed out once it was held; {day} is still to come.")
            return words.format(day=format_day(self.on_day.day))
        if self.body.text().strip() and not self.body.record_id:
            self.body.setFocus()
            return _("“{name}” is not known yet. Choose the body from the list, or leave it empty.").format(
                name=self.body.text().strip()
            )
        return ""

    def _take_day(self) -> None:
        if self.on_day.day is not None and self.on_day.day != self._last_day:
            self._last_day = self.on_day.day
            self.day_changed.emit()
        self.changed.emit()

    def _take_body(self) -> None:
        self._suggest()
        self.changed.emit()

    def _suggest(self) -> None:
        self.title.setPlaceholderText(self.suggested_title("") or _("What it was about"))


def count_words(name: str) -> str:
    """What is counted."""
    words = {
        "women": _("Women"),
        "men": _("Men"),
        "other": _("Other"),
        "youth": _("Youth"),
        "disability": _("Disability"),
        "total": _("Total"),
        "sessions": _("Sessions"),
        "attendances": _("Attendances"),
    }
    return words[name]


class Counts(Card):
    """Heads counted. Empty is “not recorded”, which is not nobody."""

    changed = Signal()

    def __init__(self, draft: EngagementDraft) -> None:
        super().__init__(_("How many"), "close-out-counts")
        self.lines: dict[str, QLineEdit] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GRID // 2)
        self._of_sessions: list[QWidget] = []
        for at, name in enumerate(NAMES):
            down, across = at // IN_A_ROW, at % IN_A_ROW
            words, line = self._name(name), self._line(name, getattr(draft, name))
            grid.addWidget(words, 2 * down, across)
            grid.addWidget(line, 2 * down + 1, across)
            self._of_sessions += [words, line] if name in OF_SESSIONS else []
        self.body.addLayout(grid)
        apart = cards.label(_("Total: separate people. Attendances: heads in all sessions together."), "muted")
        apart.setFont(small_font())
        self.add(apart)
        self._of_sessions.append(apart)
        note = cards.label(_("Empty: not recorded. 0: nobody."), "muted", "close-out-counts-note")
        note.setFont(small_font())
        self.add(note)
        self.setFocusProxy(self.lines["women"])

    def _name(self, name: str) -> QLabel:
        made = QLabel(count_words(name))
        made.setObjectName(f"close-out-count-{name}-label")
        made.setFont(small_font())
        made.setProperty("look", "muted")
        return made

    def _line(self, name: str, count: int | None) -> QLineEdit:
        line = QLineEdit("" if count is None else str(count))
        line.setObjectName(f"close-out-count-{name}")
        line.setAccessibleName(count_words(name))
        line.setPlaceholderText("–")
        line.setToolTip(_("Empty: not recorded. 0: nobody."))
        line.setValidator(QIntValidator(0, MOST, line))
        line.textChanged.connect(self.changed)
        self.lines[name] = line
        return line

    def show_kind(self, kind: str) -> None:
        """Sessions and attendances are asked for where the kind has them, and shown where they were recorded."""
        is_shown = has_sessions(kind) or any(self.lines[name].text().strip() for name in OF_SESSIONS)
        for widget in self._of_sessions:
            widget.setVisible(is_shown)

    def write(self, draft: EngagementDraft) -> None:
        """The counts; None where nothing is recorded."""
        for name, line in self.lines.items():
            setattr(draft, name, int(line.text()) if line.text().strip() else None)

    def check(self) -> str:
        """The parts cannot be more than the whole, and attendances must go with people and sessions."""
        counted = {name: int(line.text()) for name, line in self.lines.items() if line.text().strip()}
        try:
            check_head_counts(HeadCounts(**counted))
        except UserError as problem:
            self.lines["attendances" if "attendances" in problem.params else "total"].setFocus()
            return sentence(problem)
        return ""


class Files(Card):
    """Files to keep: a photo of the sign-in sheet, a voice note, a paper that was handed over."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("Sign-in sheet and files"), "close-out-files")
        self._files: list[Path] = []
        self.choose = quiet(_("Add file…"), "close-out-file-choose", Icon.CAMERA)
        self.choose.setShortcut("Ctrl+Shift+A")
        self.choose.setToolTip(_("Photo of the sign-in sheet, or any file (Ctrl+Shift+A)"))
        self.choose.clicked.connect(self.ask_files)
        self.path = QLineEdit()
        self.path.setObjectName("close-out-file-path")
        self.path.setPlaceholderText(_("Or type its path, then Enter"))
        self.path.setAccessibleName(_("Path of a file to keep"))
        self.path.returnPressed.connect(self._take_typed)
        self._problem = cards.label("", "error", "close-out-file-problem")
        self._problem.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        self.add(self.choose)
        self.add(self.path)
        self.add(self._problem)

    def ask_files(self) -> None:
        """Ask in the system's dialog."""
        dialog = QFileDialog(self.window(), _("Keep with this engagement"))
        dialog.setObjectName("close-out-file-dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.add_files)
        dialog.open()

    def add_files(self, paths: list[str]) -> None:
        """Keep these, once each."""
        new = [Path(path) for path in paths]
        self._files += [path for path in new if path not in self._files]
        self._show()
        self.changed.emit()

    def read(self) -> list[Path]:
        """The files to keep."""
        return list(self._files)

    def check(self) -> str:
        """A path still in the line is taken; one that is no file is said."""
        return "" if self._take_typed() else self._problem.text()

    def _take_typed(self) -> bool:
        typed = self.path.text().strip().strip('"')
        self._problem.hide()
        if not typed:
            return True
        path = Path(typed).expanduser()
        if not path.is_file():
            self._problem.setText(_("There is no file “{file}”. Check the name and the folder.").format(file=typed))
            self._problem.show()
            self.path.setFocus()
            return False
        self.path.clear()
        self.add_files([str(path)])
        return True

    def _show(self) -> None:
        clear_layout(self._list)
        for at, path in enumerate(self._files):
            self._list.addWidget(self._row(at, path))

    def _row(self, at: int, path: Path) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        name = cards.label(path.name, name=f"close-out-file-{at}")
        name.setToolTip(str(path))
        remove = tool(Icon.X, _("Leave out {file}").format(file=path.name), f"close-out-file-{at}-remove")
        remove.setProperty("at", at)
        remove.clicked.connect(self._remove)
        across.addWidget(name, 1)
        across.addWidget(remove)
        return row

    def _remove(self) -> None:
        button = self.sender()
        if button is not None:
            del self._files[int(button.property("at"))]
            self._show()
            self.changed.emit()
