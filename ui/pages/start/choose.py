"""The first question: look around, begin, open, or restore."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from crm.rules.exchanges import is_there
from resources.translations import _
from ui.icons import Icon, icon
from ui.theme import GAP, GRID, PADDING, heading_font, small_font
from ui.widgets.buttons import quiet
from ui.widgets.cards import clear_layout, heading, label

HEIGHT = 17 * GRID
MOST_RECENT = 3


class WayButton(QPushButton):
    """A large button: an icon, what it does, and a sentence."""

    def __init__(self, glyph: Icon, text: str, sentence: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setAccessibleDescription(sentence)
        self.setAutoDefault(True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._glyph = icon(glyph, "accent")
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addStretch(1)
        for line, font, look in ((text, heading_font(11), ""), (sentence, small_font(), "muted")):
            shown = QLabel(line)
            shown.setFont(font)
            shown.setProperty("look", look)
            shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            words.addWidget(shown)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16 * GRID, 0, PADDING, 0)
        row.addLayout(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button as usual, and its icon at the left."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = 8 * GRID
        self._glyph.paint(painter, 5 * GRID, (self.height() - side) // 2, side, side)

    def sizeHint(self) -> QSize:
        """The room wanted."""
        return QSize(460, HEIGHT)


class ChoosePanel(QWidget):
    """Four ways in, and the workspaces opened before."""

    sample_wanted = Signal()
    create_wanted = Signal()
    open_wanted = Signal()
    restore_wanted = Signal()
    recent_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start-choose")
        self.sample = WayButton(
            Icon.EYE, _("Look around with sample data"), _("Invented people. Nothing to fill in."), "start-sample"
        )
        self.begin = WayButton(
            Icon.PLUS, _("Create my workspace"), _("For your organisation, encrypted on this computer."), "start-create"
        )
        self.open = WayButton(
            Icon.FOLDER_OPEN, _("Open a workspace"), _("One that is on this computer or a shared drive."), "start-open"
        )
        self.restore = WayButton(
            Icon.CLOCK_COUNTER_CLOCKWISE,
            _("Restore a backup"),
            _("With your passphrase or the recovery sheet."),
            "start-restore",
        )
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._lay_out()
        self.sample.clicked.connect(self.sample_wanted)
        self.begin.clicked.connect(self.create_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.restore.clicked.connect(self.restore_wanted)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP + GRID // 2)
        column.addWidget(heading(_("How do you want to begin?"), 17, "start-choose-title"))
        column.addSpacing(GRID)
        for way in (self.sample, self.begin, self.open, self.restore):
            column.addWidget(way)
        column.addLayout(self._recent)
        column.addStretch(1)

    def show_recent(self, folders: Sequence[str]) -> None:
        """Offer workspaces opened before, those that are still there."""
        clear_layout(self._recent)
        there = [folder for folder in folders if is_there(Path(folder))][:MOST_RECENT]
        if there:
            self._recent.addSpacing(GAP)
            self._recent.addWidget(label(_("Opened before"), "muted", "start-recent-title"))
        for number, folder in enumerate(there):
            button = quiet(Path(folder).stem, f"start-recent-{number}", Icon.LOCK_KEY)
            button.setToolTip(folder)
            button.clicked.connect(partial(self.recent_wanted.emit, folder))
            self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def take_focus(self) -> None:
        """On the first way."""
        self.sample.setFocus()
