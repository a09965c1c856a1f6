"""A quiet line under a name that is being typed: somebody here is like it. It never stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crm.queries.doubles import Alike, find_alike
from crm.rules.contacts import normal_form
from crm.rules.names import PersonName
from resources.translations import _
from ui.background.asker import Asker
from ui.background.service import Service
from ui.icons import Icon
from ui.theme import GAP, small_font
from ui.widgets.buttons import quiet
from ui.widgets.cards import label

SETTLES_IN = 250  # ms without a key before it looks


class AlikeLine(QWidget):
    """Call `look` after every key; `use_wanted(id)` when the user means the one who is here."""

    use_wanted = Signal(int)

    def __init__(
        self,
        service: Service,
        typed: Callable[[], tuple[PersonName, Sequence[tuple[str, str]]]],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """`typed` says what is written: the name, and the ways to reach them as (kind, value)."""
        super().__init__(parent)
        self.setObjectName(name)
        self._typed = typed
        self._found: Alike | None = None
        self._asker = Asker(self, service, self._show)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLES_IN)
        self._timer.timeout.connect(self._look)
        self._words = label("", "muted", f"{name}-text")
        self._words.setFont(small_font())
        self.use_button = quiet(_("Use the&m instead"), f"{name}-use", Icon.USER)
        self.use_button.clicked.connect(self._use)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._words, 1)
        row.addWidget(self.use_button)
        self.hide()

    @property
    def is_looking(self) -> bool:
        """Whether an answer is still to come."""
        return self._timer.isActive() or self._asker.is_waiting

    def text(self) -> str:
        """What it says, empty while nobody is like the name."""
        return self._words.text() if self._found is not None else ""

    def look(self) -> None:
        """Something was typed: look once the keyboard rests."""
        self._timer.start()

    def _look(self) -> None:
        name, ways = self._typed()
        normal = [form for form in (normal_form(kind, value) for kind, value in ways) if form]
        self._asker.ask(find_alike, name, normal, limit=1)

    def _show(self, found: Sequence[Alike]) -> None:
        self._found = found[0] if found else None
        if self._found is not None:
            reasons = "; ".join(self._found.score.pro)
            words = f"{self._found.sentence} – {reasons}."
            self._words.setText(words)
            self.use_button.setAccessibleName(_("Use {name} instead").format(name=self._found.name))
            self.use_button.setAccessibleDescription(words)
        self.setVisible(self._found is not None)

    def _use(self) -> None:
        if self._found is not None:
            self.use_wanted.emit(self._found.id)
