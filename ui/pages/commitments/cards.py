"""The cards on the page of a commitment: facts, timeline, notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from crm.queries.notes import NoteRow
from crm.rules.dates import format_day
from resources.translations import _
from ui.icons import Icon, paint_icon
from ui.pages.commitments.facts import Fact, Moment
from ui.pages.commitments.form_dialog import text_box
from ui.theme import GAP, GRID, colours, small_font
from ui.widgets.buttons import quiet, secondary
from ui.widgets.cards import Card, clear_layout, divider, label
from ui.widgets.link import Link

NAME_WIDTH = 112
DAY_WIDTH = 88
GLYPH = 16


class FactsCard(Card):
    """Facts beside their names; those about records are links."""

    link_wanted = Signal(str, int)  # noun, id

    def __init__(self, about: str = "commitment") -> None:
        super().__init__(_("Facts"), f"{about}-facts")
        self._about = about
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GRID + 2)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Replace what is shown."""
        clear_layout(self._grid)
        for number, fact in enumerate(facts):
            name = label(fact.name, "muted")
            name.setFixedWidth(NAME_WIDTH)
            self._grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._value(fact), number, 1, Qt.AlignmentFlag.AlignTop)

    def _value(self, fact: Fact) -> QWidget:
        if not fact.noun:
            return label(fact.words, "error" if fact.is_missing else "")
        link = Link(fact.words, f"{self._about}-link-{fact.record_id}")
        link.setAccessibleName(f"{fact.name}: {fact.words}")
        link.followed.connect(partial(self.link_wanted.emit, fact.noun, fact.record_id))
        return link


class TimelineCard(Card):
    """What happened, the newest first; files of evidence can be opened."""

    file_wanted = Signal(int)  # attachment

    def __init__(self, about: str = "commitment") -> None:
        super().__init__(_("What happened"), f"{about}-timeline")

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Replace what is shown."""
        self.clear()
        if not moments:
            self.add(label(_("Nothing yet: steps, calls and letters are told here, each with its day."), "muted"))
        for moment in moments:
            self.add(self._row(moment))
        self.body.addStretch(1)

    def _row(self, moment: Moment) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        day = label(format_day(moment.on) if moment.on else _("No date"), "muted")
        day.setFixedWidth(DAY_WIDTH)
        line.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Glyph(moment.glyph), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words(moment), 1)
        return row

    def _words(self, moment: Moment) -> QWidget:
        holder = QWidget()
        words = QVBoxLayout(holder)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(label(moment.words))
        if moment.detail:
            detail = label(moment.detail, "muted")
            detail.setFont(small_font())
            words.addWidget(detail)
        if moment.attachment_id:
            button = quiet(moment.file_name, f"open-attachment-{moment.attachment_id}", Icon.PAPERCLIP)
            button.setAccessibleName(_("Open {file}").format(file=moment.file_name))
            button.setToolTip(_("Open {file}").format(file=moment.file_name))
            button.setProperty("attachment", moment.attachment_id)
            button.clicked.connect(self._open)
            words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _open(self) -> None:
        button = self.sender()
        if button is not None:
            self.file_wanted.emit(int(button.property("attachment")))


class Glyph(QWidget):
    """A small icon in muted ink, painted anew with each theme."""

    def __init__(self, glyph: Icon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = glyph
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """The room wanted."""
        return QSize(GLYPH, GLYPH + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the colours of the theme."""
        painter = QPainter(self)
        paint_icon(painter, QRect(0, 2, GLYPH, GLYPH), self._glyph, QColor(colours(self).muted))


class NotesCard(Card):
    """Notes, and a box to add one; Ctrl+Enter keeps it."""

    note_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Notes"), "commitment-notes")
        self.box = text_box("commitment-note", placeholder=_("Write a note"), lines=2)
        self.box.setAccessibleName(_("Write a note"))
        self.button = secondary(_("Add note"), "commitment-add-note", Icon.NOTE)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(GAP)
        self.add(self.box)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._notes)
        self.button.clicked.connect(self._want)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self.box, self._want)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def show_notes(self, notes: Sequence[NoteRow]) -> None:
        """Replace what is shown below the box."""
        clear_layout(self._notes)
        for note in notes:
            self._notes.addWidget(divider())
            self._notes.addWidget(label(note.text))
            about = label(", ".join(part for part in (format_day(note.on), note.author) if part), "muted")
            about.setFont(small_font())
            self._notes.addWidget(about)

    def text(self) -> str:
        """What is written and not yet kept."""
        return self.box.toPlainText().strip()

    def _want(self) -> None:
        if self.text():
            self.note_wanted.emit(self.text())
        else:
            self.box.setFocus()
