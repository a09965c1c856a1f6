"""What of the history is wanted: words, who, what kind, on what, which record, from when to when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from crm.queries.audit import AuditFilter
from crm.rules import clock
from crm.rules.audit import NOUN_LABELS, Act, label, noun_label
from reports.facts.audit_trail import ANY
from resources.translations import _
from ui.background.service import Service
from ui.icons import Icon, icon
from ui.pages.parts.choosing import combo, fill
from ui.pages.reports.options import find_any_choices
from ui.theme import GAP
from ui.widgets.date_edit import DateEdit
from ui.widgets.record_picker import RecordPicker


class HistoryFilters(QWidget):
    """Two lines of fields; `changed` when any of them says something else."""

    changed = Signal()

    def __init__(self, service: Service) -> None:
        super().__init__()
        self.text = QLineEdit()
        self.text.setObjectName("history-filter")
        self.text.setPlaceholderText(_("What was done, or who did it"))
        self.text.setAccessibleName(_("Filter"))
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icon(Icon.MAGNIFYING_GLASS, "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.who = combo("history-who", [("", _("Everybody"))], _("Who did it"))
        self.act = combo(
            "history-act", [("", _("Every kind")), *((act.value, label(act)) for act in Act)], _("What kind")
        )
        nouns = sorted(((noun, noun_label(noun)) for noun in NOUN_LABELS), key=lambda each: each[1])
        self.noun = combo("history-noun", [("", _("On anything")), *nouns], _("On what"))
        self.since = _day("history-from", _("From"))
        self.until = _day("history-to", _("To"))
        self.record = RecordPicker(service, find_any_choices, "history-record", _("One record"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        for column, field in enumerate((self.text, self.who, self.act)):
            grid.addWidget(field, 0, 2 * column, 1, 2)
        grid.addWidget(self.record, 1, 0, 1, 2)
        grid.addWidget(self.noun, 1, 2, 1, 2)
        grid.addWidget(self.since, 1, 4)
        grid.addWidget(self.until, 1, 5)
        for column in range(6):
            grid.setColumnStretch(column, 1)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._tell)
        for box in (self.who, self.act, self.noun):
            box.currentIndexChanged.connect(self._tell)
        for day in (self.since, self.until):
            day.changed.connect(self._tell)
        self.record.chosen.connect(self._tell)
        self.record.cleared.connect(self._tell)

    def _tell(self) -> None:
        self.changed.emit()

    def offer(self, authors: Sequence[str]) -> None:
        """Who can be chosen: everybody who did something."""
        if self.who.count() != len(authors) + 1:
            fill(self.who, [("", _("Everybody")), *((name, name) for name in authors)])

    def wanted(self) -> AuditFilter:
        """What is chosen."""
        act = self.act.currentData()
        return AuditFilter(
            who=self.who.currentData(),
            since=self.since.day,
            until=self.until.day,
            noun=self.noun.currentData(),
            record_id=self.record.record_id or None,
            act=Act(act) if act else None,
            text=self.text.text(),
        )

    def options(self) -> dict[str, str]:
        """The same as the paper takes it."""
        wanted = self.wanted()
        return {
            "by": wanted.who,
            "from": wanted.since.isoformat() if wanted.since else "",
            "to": wanted.until.isoformat() if wanted.until else "",
            "noun": wanted.noun or ANY,
            "act": wanted.act or ANY,
            "record": str(wanted.record_id or ""),
            "text": wanted.text.strip(),
        }


def _day(name: str, words: str) -> DateEdit:
    day = DateEdit(clock.today(), name, is_past=True)
    day.setAccessibleName(words)
    day.line.setPlaceholderText(words)
    return day
