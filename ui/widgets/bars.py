"""The bar at the top of the window and the line at its bottom."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from resources.translations import _
from ui.background.jobs import Progress
from ui.icons import Icon, icon
from ui.theme import GAP, GRID, PADDING, PAGE_MARGIN, colours, small_font
from ui.widgets.buttons import ICON_SIZE, WITH_GAP, WordsButton, primary, quiet, tool
from ui.widgets.key_hint import KeyHint

TOP_HEIGHT = 14 * GRID
BOTTOM_HEIGHT = 8 * GRID
SHOW_AFTER = 500  # milliseconds before a job is worth a line


class TopBar(QWidget):
    """Back, forward, search, undo, redo, new."""

    back_wanted = Signal()
    forward_wanted = Signal()
    search_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, undo: QAction, redo: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top-bar")
        self.setFixedHeight(TOP_HEIGHT)
        self.back = tool(Icon.ARROW_LEFT, _("Back (Alt+←)"), "back", "text")
        self.forward = tool(Icon.ARROW_RIGHT, _("Forward (Alt+→)"), "forward", "text")
        self.search = _SearchButton()
        self.undo = self._action_button(undo, Icon.ARROW_COUNTER_CLOCKWISE, "undo")
        self.redo = self._action_button(redo, Icon.ARROW_CLOCKWISE, "redo")
        self.new = primary(_("New"), "new", Icon.PLUS)
        self.new.setToolTip(_("New on this page (Ctrl+N), something else (Ctrl+Shift+N)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE_MARGIN - GRID, 0, PAGE_MARGIN, 0)
        row.setSpacing(GRID)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        row.addSpacing(GAP)
        row.addWidget(self.search, 4)
        row.addStretch(1)
        for button in (self.undo, self.redo):
            row.addWidget(button)
        row.addSpacing(GAP)
        row.addWidget(self.new)
        self.back.clicked.connect(self.back_wanted)
        self.forward.clicked.connect(self.forward_wanted)
        self.search.clicked.connect(self.search_wanted)
        self.new.clicked.connect(self.new_wanted)

    @staticmethod
    def _action_button(action: QAction, glyph: Icon, name: str) -> QWidget:
        button = tool(glyph, action.text(), name, "text")
        action.setIcon(icon(glyph))
        button.setDefaultAction(action)
        button.setIconSize(ICON_SIZE)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        return button

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the colours of the theme."""
        scheme = colours(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(scheme.surface))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), QColor(scheme.line))


class _SearchButton(WordsButton):
    """Looks like a field, opens the palette."""

    def __init__(self) -> None:
        super().__init__(_("Search everything"))
        self.setObjectName("search")
        self.setAccessibleName(_("Search everything"))
        self.setProperty("look", "search")
        self.setIcon(icon(Icon.MAGNIFYING_GLASS, "muted"))
        self.setIconSize(WITH_GAP)
        self.setMaximumWidth(460)
        self.setMinimumWidth(200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, GAP, 0)
        row.addStretch(1)
        row.addWidget(KeyHint("Ctrl+K"))


class StatusLine(QWidget):
    """What is happening, with its progress and Stop; the copy and the workspace on the right."""

    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status-line")
        self.setFixedHeight(BOTTOM_HEIGHT)
        self._progress: Progress | None = None
        self._what = self._text("status-what")
        self._bar = QProgressBar()
        self._bar.setObjectName("status-progress")
        self._bar.setAccessibleName(_("Progress"))
        self._bar.setFixedWidth(160)
        self._bar.setTextVisible(False)
        self._stop = quiet(_("Stop"), "status-stop")
        self._stop.setStyleSheet("min-height: 22px;")
        self._copy = quiet("", "status-copy")
        self._copy.setStyleSheet("min-height: 22px;")
        self._copy.setFont(small_font())
        self._copy.setToolTip(_("Backups, and where copies go"))
        self._workspace = self._text("status-workspace")
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        row.setSpacing(PADDING)
        for part in (self._what, self._bar, self._stop):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._copy)
        row.addWidget(self._workspace)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SHOW_AFTER)
        self._clock.timeout.connect(self._show_job)
        self._stop.clicked.connect(self._cancel)
        self._copy.clicked.connect(self.copy_wanted)
        self._hide_job()

    @staticmethod
    def _text(name: str) -> QLabel:
        made = QLabel()
        made.setObjectName(name)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setProperty("look", "muted")
        made.setFont(small_font())
        return made

    def set_busy(self, what: str, progress: Progress | None) -> None:
        """Show a job once it has run for half a second; none hides it."""
        if self._progress is not None:
            self._progress.moved.disconnect(self._move)
        self._progress = progress
        self._what.setText(what)
        if progress is None:
            self._clock.stop()
            self._hide_job()
            return
        progress.moved.connect(self._move)
        self._move(progress.fraction)
        self._stop.setEnabled(True)
        if not self._bar.isVisible():
            self._clock.start()

    def set_workspace(self, name: str) -> None:
        """The name of the open workspace."""
        self._workspace.setText(name)

    def set_last_copy(self, text: str, is_worry: bool = False) -> None:
        """How old the last copy off this computer is, in words; a worry carries a sign too."""
        self._copy.setText(text)
        self._copy.setAccessibleName(_("Warning: {words}").format(words=text) if is_worry else text)
        self._copy.setIcon(icon(Icon.WARNING, "warning") if is_worry else QIcon())
        self._copy.setVisible(bool(text))

    def is_showing_job(self) -> bool:
        """Whether a job is shown."""
        return not self._bar.isHidden()

    def _show_job(self) -> None:
        for part in (self._what, self._bar, self._stop):
            part.show()

    def _hide_job(self) -> None:
        for part in (self._what, self._bar, self._stop):
            part.hide()

    def _move(self, fraction: float) -> None:
        self._bar.setRange(0, 0 if fraction < 0 else 1000)
        self._bar.setValue(int(max(fraction, 0) * 1000))

    def _cancel(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
            self._stop.setEnabled(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the colours of the theme."""
        scheme = colours(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(scheme.surface))
        painter.fillRect(QRect(0, 0, self.width(), 1), QColor(scheme.line))
