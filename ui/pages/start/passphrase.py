"""Choosing a passphrase: typed twice, with an honest word on how hard it is to guess and no rules about capitals."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from crm.rules.passwords import Strength, strength
from resources.translations import _
from ui.icons import Icon, icon
from ui.theme import GRID, colours, small_font
from ui.widgets.cards import label
from ui.widgets.forms import Form

STEPS = 4
TONES = ("bad", "bad", "warning", "good", "good")


class SecretLine(QLineEdit):
    """A line that hides what is typed, with an eye to show it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(icon(Icon.EYE, "muted"), _("Show what is typed"), self)
        self._eye.triggered.connect(self._turn)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    def _turn(self) -> None:
        is_hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if is_hidden else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon(Icon.EYE_SLASH if is_hidden else Icon.EYE, "muted"))
        self._eye.setText(_("Hide what is typed") if is_hidden else _("Show what is typed"))


class StrengthBar(QWidget):
    """Four steps, as many filled as the passphrase is worth; the words beside it say it too."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._score = -1
        self.setFixedHeight(2 * GRID)

    def show_score(self, score: int) -> None:
        """0 to 4, -1 for nothing typed."""
        self._score = score
        self.update()

    def sizeHint(self) -> QSize:
        """The room wanted."""
        return QSize(200, 2 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the colours of the theme."""
        scheme = colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - (STEPS - 1) * GRID) / STEPS
        on = QColor(str(getattr(scheme, TONES[max(self._score, 0)])))
        for step in range(STEPS):
            is_filled = step < max(self._score, 1 if self._score == 0 else 0)
            painter.setBrush(on if is_filled else QColor(scheme.line))
            painter.drawRoundedRect(QRectF(step * (width + GRID), 1, width, 5), 2.5, 2.5)


class NewPassphrase(QWidget):
    """The two lines with the strength; `is_right()` shows what is wrong in its place."""

    changed = Signal()

    def __init__(self, name: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.first = SecretLine(f"{name}-first")
        self.again = SecretLine(f"{name}-again")
        self._bar = StrengthBar(f"{name}-bar")
        self._words = label("", "muted", f"{name}-strength")
        self._words.setFont(small_font())
        self._words.setMinimumHeight(self._words.fontMetrics().height())
        self._form = Form(f"{name}-form")
        self._form.row("first", words or _("&Passphrase"), self.first)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._bar)
        column.addWidget(self._words)
        self._form.add(shown)
        self._form.row("again", _("The same &again"), self.again)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._form)
        self.setFocusProxy(self.first)
        self.first.textChanged.connect(self._weigh)
        self.again.textChanged.connect(self._forget_error)
        self._weigh("")

    @property
    def text(self) -> str:
        """What was typed first."""
        return self.first.text()

    def strength(self) -> Strength:
        """How hard it is to guess."""
        return strength(self.first.text())

    def is_right(self) -> bool:
        """Whether it can be used; says in place why not."""
        self._form.clear_errors()
        if not self.first.text().strip():
            self._form.show_error("first", _("Type a passphrase: a few words that do not belong together."))
        elif self.first.text() != self.again.text():
            self._form.show_error("again", _("The two are not the same. Type it again."))
        else:
            return True
        return False

    def clear(self) -> None:
        """Empty both lines."""
        self.first.clear()
        self.again.clear()

    def _weigh(self, text: str) -> None:
        self._forget_error()
        found = strength(text) if text else None
        self._bar.show_score(found.score if found else -1)
        self._words.setText(found.words if found else _("Four or more words that do not belong together are best."))
        self._bar.setAccessibleName(self._words.text())
        self.changed.emit()

    def _forget_error(self) -> None:
        self._form.clear_errors()
