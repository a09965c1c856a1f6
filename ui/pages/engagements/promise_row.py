"""One promise of the close-out: what was understood of its line, in small fields that can be corrected."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from crm.operations.commitments import CommitmentDraft
from crm.rules.capture import Captured, read_due
from crm.rules.commitments import Side, direction, label
from crm.rules.dates import format_day
from resources.translations import _
from ui.background.asker import Asker
from ui.background.service import Service
from ui.icons import Icon
from ui.pages.commitments.form_facts import party_choices
from ui.pages.engagements.parties import Asked, Party, Present, find_party
from ui.theme import GAP, GRID, small_font
from ui.widgets import cards
from ui.widgets.buttons import tool
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker
from ui.widgets.status import Status, StatusPill, Tone


@dataclass
class Meeting:
    """What every promise of a close-out stands on; the steps before may still change it."""

    day: date
    body: Choice | None = None
    present: tuple[Present, ...] = ()
    owner_id: int | None = None
    topics: list[int] = field(default_factory=list)


class PromiseRow(QFrame):
    """Who, what, by when, to whom; under them the sentence that says how it was understood."""

    changed = Signal()
    settled = Signal()  # the people in it are found
    remove_wanted = Signal(object)

    def __init__(self, service: Service, name: str, captured: Captured, who: Choice | None, meeting: Meeting) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("look", "card")
        self._meeting = meeting
        self._maker: Party | None = None
        self._owed_to: Party | None = None
        self._is_default_owed_to = True
        self._who_asker = Asker(self, service, self._take_maker)
        self._to_asker = Asker(self, service, self._take_owed_to)
        self._make_fields(service, captured, who)
        self._lay_out()
        self._connect()
        self.find_maker()

    def _make_fields(self, service: Service, captured: Captured, who: Choice | None) -> None:
        name = self.objectName()
        self.who = RecordPicker(service, party_choices, f"{name}-who", _("Who"), "", True)
        self.who.set_choice(who or (Choice(0, captured.who) if captured.who else None))
        self.what = _line(f"{name}-what", _("What, in their words"), captured.what)
        due = format_day(captured.due_on) if captured.due_on else captured.due_words
        self.due = _line(f"{name}-due", _("By when"), due)
        self.to_whom = RecordPicker(service, party_choices, f"{name}-to", _("To whom: us"), "", True)
        self.pill = StatusPill(Status(""), name=f"{name}-direction")
        self.understood = cards.label("", "muted", f"{name}-understood")
        self.understood.setFont(small_font())
        self.initialled = QCheckBox(_("Read back, initialled"))
        self.initialled.setObjectName(f"{name}-initialled")
        self.initialled.setToolTip(_("They initialled it on the meeting form: it begins as confirmed"))
        self.remove = tool(Icon.X, _("Remove this promise"), f"{name}-remove")

    def _lay_out(self) -> None:
        fields, below = QHBoxLayout(), QHBoxLayout()
        for row in (fields, below):
            row.setSpacing(GAP)
        for widget, share in ((self.who, 4), (self.what, 7), (self.due, 3), (self.to_whom, 4)):
            widget.setMinimumWidth(20 * GRID)
            fields.addWidget(widget, share)
        fields.addWidget(self.remove)
        below.addWidget(self.pill)
        below.addWidget(self.understood, 1)
        below.addWidget(self.initialled)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GRID)
        column.addLayout(fields)
        column.addLayout(below)

    def _connect(self) -> None:
        self.who.chosen.connect(self.find_maker)
        self.who.cleared.connect(self.find_maker)
        self.who.line.editingFinished.connect(self.find_maker)
        self.to_whom.chosen.connect(self._change_owed_to)
        self.to_whom.cleared.connect(self._change_owed_to)
        self.to_whom.line.textEdited.connect(self._change_owed_to)
        self.what.textChanged.connect(self.changed)
        self.due.textChanged.connect(self._show)
        self.initialled.toggled.connect(self.changed)
        self.remove.clicked.connect(self._remove)

    # Finding

    def find_maker(self) -> None:
        """Find who is meant, again whenever name, day or those present change."""
        asked = Asked(self.who.text(), self.who.record_id, self._meeting.present, self._meeting.day)
        self._who_asker.ask(find_party, asked)

    def _take_maker(self, party: Party | None) -> None:
        self._maker = party
        if party is not None and party.is_known and self.who.record_id != party.id and not self.who.line.hasFocus():
            self.who.set_choice(Choice(party.id, party.name))
            self.who.line.setCursorPosition(0)
        if self._is_default_owed_to:
            is_ours = party is not None and party.side is Side.OURS
            self.to_whom.set_choice(self._meeting.body if is_ours else None)
            self.to_whom.line.setCursorPosition(0)
        self._find_owed_to()

    def _change_owed_to(self) -> None:
        self._is_default_owed_to = False
        self._find_owed_to()

    def _find_owed_to(self) -> None:
        asked = Asked(self.to_whom.text(), self.to_whom.record_id, self._meeting.present, self._meeting.day)
        self._to_asker.ask(find_party, asked)

    def _take_owed_to(self, party: Party | None) -> None:
        self._owed_to = party
        self._show()
        self.settled.emit()

    @property
    def is_settled(self) -> bool:
        """Whether the people in it are found."""
        return not (self._who_asker.is_waiting or self._to_asker.is_waiting)

    # What is understood

    def due_on(self) -> tuple[date | None, str]:
        """The day meant, counted from the meeting's day; or the words kept."""
        return read_due(self.due.text(), self._meeting.day)

    def _show(self) -> None:
        owed_side = self._owed_to.side if self._owed_to else Side.OURS
        way = direction(self._maker.side if self._maker else None, owed_side)
        self.pill.set_status(Status(label(way), Tone.INFO if way == "they_owe_us" else Tone.WARNING))
        self.understood.setText(" · ".join((self._maker_words(), self._due_words(), self._owed_words())))
        self.changed.emit()

    def _maker_words(self) -> str:
        if self._maker is None:
            return _("Who: to identify")
        if not self._maker.is_known:
            return _("{name}: to identify").format(name=self._maker.name)
        return f"{self._maker.name} ({self._maker.office})" if self._maker.office else self._maker.name

    def _due_words(self) -> str:
        day, words = self.due_on()
        if day is not None:
            return _("by {weekday} {day}").format(weekday=_(f"{day:%A}"), day=format_day(day))
        return _("“{words}”, kept in words").format(words=words) if words else _("no date given")

    def _owed_words(self) -> str:
        if self._owed_to is None:
            return _("to us")
        name = self._owed_to.name
        return (
            _("to {name}").format(name=name)
            if self._owed_to.is_known
            else _("to {name}, to identify").format(name=name)
        )

    def draft(self) -> CommitmentDraft:
        """The commitment as it will be written."""
        maker, owed_to = self._maker, self._owed_to
        day, words = self.due_on()
        is_person = maker is not None and maker.is_known and maker.is_person
        return CommitmentDraft(
            words=self.what.text(),
            made_on=self._meeting.day,
            maker_id=maker.id if maker and is_person else None,
            maker_office=maker.office if maker else "",
            bound_id=(maker.id or None) if maker else None,
            bound_name=maker.name if maker and not maker.is_known else "",
            owed_to_id=(owed_to.id or None) if owed_to else None,
            owed_to_name=owed_to.name if owed_to and not owed_to.is_known else "",
            owner_id=(maker.owner_id if maker else None) or self._meeting.owner_id,
            due_on=day,
            due_words=words,
            is_initialled=self.initialled.isChecked(),
        )

    def refresh(self) -> None:
        """The meeting changed: count dates and find people again."""
        self.find_maker()

    def check(self) -> str:
        """What is wrong."""
        day, _words = self.due_on()
        if not self.what.text().strip():
            self.what.setFocus()
            return _("Say what was promised, or take the promise away.")
        if day is not None and day < self._meeting.day:
            self.due.setFocus()
            return _("{due} is before the meeting ({made}). Give a later day.").format(
                due=format_day(day), made=format_day(self._meeting.day)
            )
        return ""

    def _remove(self) -> None:
        self.remove_wanted.emit(self)


def _line(name: str, hint: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setObjectName(name)
    made.setPlaceholderText(hint)
    made.setAccessibleName(hint)
    made.setCursorPosition(0)
    return made
