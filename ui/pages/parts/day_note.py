"""What the programme of a body says of a day in a form: “… is in recess from 12 Dec to 20 Jan.”; it refuses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from crm.queries.programme import says_of_day_for
from ui.background.asker import Asker
from ui.desk import Desk
from ui.widgets.banner import Banner
from ui.widgets.date_edit import DateEdit
from ui.widgets.record_picker import RecordPicker
from ui.widgets.status import Tone


class DayNote(Banner):
    """Below a day; hidden while nothing is known of it."""

    changed = Signal()  # it came or went: the form may want another height

    def __init__(
        self,
        desk: Desk,
        name: str,
        field: DateEdit,
        *pickers: RecordPicker,
        says: Callable[[date | None], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Ask about the first of the pickers that holds a record; `says` asks about a record that is kept."""
        super().__init__("", Tone.WARNING, name=name, parent=parent)
        self.hide()
        self._field, self._pickers, self._says = field, pickers, says
        self._asker = Asker(self, desk.service, self._show)
        self._later = QTimer(self)  # once what the same click brought about elsewhere is done
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._ask)
        field.changed.connect(self.look)
        for picker in pickers:
            picker.chosen.connect(self.look)
            picker.cleared.connect(self.look)

    def look(self, *_changed: object) -> None:
        """Ask again."""
        self._later.start()

    def _ask(self) -> None:
        if self._says is not None:
            self._asker.ask(self._says, self._field.day)
        else:
            party = next((picker.record_id for picker in self._pickers if picker.record_id), None)
            self._asker.ask(says_of_day_for, party, self._field.day)

    def _show(self, said: str) -> None:
        had = self.isVisible()
        self.set_text(said)
        if had != bool(said):
            self.changed.emit()
