"""The programme of a body on its page: recess, constituency, oversight and committee weeks; added, changed, removed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from crm.operations.calendar import PeriodDraft, remove_period, save_period
from crm.queries.programme import PeriodRow
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.errors import Problem
from crm.rules.organisations import CSO_KINDS
from crm.rules.organisations import Kind as BodyKind
from crm.rules.programme import AWAY, Kind, label
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.parts.cards import LinesCard
from ui.pages.parts.choosing import choose, combo, labelled
from ui.pages.parts.editor import EditorDialog
from ui.pages.parts.lines import Line
from ui.widgets.buttons import danger
from ui.widgets.date_edit import DateEdit
from ui.widgets.status import Status, Tone

WITHOUT = frozenset((*CSO_KINDS, BodyKind.PARTY, BodyKind.DONOR, BodyKind.MEDIA))
"""Kinds of organisation that have no programme."""


class ProgrammeCard(LinesCard):
    """What the body does when; activating a line changes it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        nothing = _("No recess or other period is recorded: a visit in recess could not be noticed.")
        super().__init__(_("Programme"), "organisation-programme", nothing, _("Add"), parent)
        self._desk = desk
        self._body_id = 0
        self._rows: dict[int, PeriodRow] = {}
        self.add_wanted.connect(self.add_period)
        self.opened.connect(self._change)

    def show_periods(self, body_id: int, kind: str, periods: Sequence[PeriodRow]) -> None:
        """Show these; a body that has no programme shows no card."""
        self._body_id = body_id
        self._rows = {row.id: row for row in periods}
        self.setVisible(bool(periods) or kind not in WITHOUT)
        self.show_lines([_line(row) for row in periods])

    def add_period(self) -> None:
        """Ask for a new one."""
        today = clock.today()
        PeriodEditor(self._desk, self.window(), PeriodDraft(self._body_id, Kind.RECESS, today, today)).open()

    def _change(self, _noun: str, period_id: int) -> None:
        row = self._rows[period_id]
        draft = PeriodDraft(row.body_id, row.kind, row.starts_on, row.ends_on, row.period, row.uid, row.id)
        PeriodEditor(self._desk, self.window(), draft).open()


def _line(row: PeriodRow) -> Line:
    today = clock.today()
    is_now = row.starts_on <= today <= row.ends_on
    days = _("{first} to {last}").format(first=format_day(row.starts_on), last=format_day(row.ends_on))
    detail = f"{label(row.kind)} · {days}" if row.period else days
    now = Status(_("Now"), Tone.WARNING if row.kind in AWAY else Tone.GOOD) if is_now else None
    return Line(row.name, detail, "calendar", row.id, now, Icon.CALENDAR_BLANK)


class PeriodEditor(EditorDialog):
    """One stretch of a programme."""

    def __init__(self, desk: Desk, parent: QWidget | None, draft: PeriodDraft) -> None:
        super().__init__(desk, parent, _("Period of the programme"), "period-editor")
        self._draft = draft
        today = clock.today()
        self.kind = combo("period-editor-kind", labelled(Kind, label))
        choose(self.kind, draft.kind)
        self.name = QLineEdit(draft.name)
        self.name.setObjectName("period-editor-name")
        self.starts = DateEdit(today, "period-editor-starts", is_optional=False)
        self.ends = DateEdit(today, "period-editor-ends", is_optional=False)
        if draft.id is not None:
            self.starts.set_day(draft.starts_on)
            self.ends.set_day(draft.ends_on)
        self.form.side_by_side(("kind", _("&Kind"), self.kind), ("name", _("&Name, if it has one"), self.name))
        self.form.side_by_side(("starts", _("&First day"), self.starts), ("ends", _("&Last day"), self.ends))
        self.resize(560, 320)
        if draft.id is not None:
            self.remove_button = danger(_("Remove"), "period-editor-remove", Icon.TRASH)
            self.remove_button.clicked.connect(self._remove)
            self.add_button(self.remove_button)
        self.remember()
        self.kind.setFocus()

    def read(self) -> tuple[str, str, str, str]:
        """What is written."""
        return str(self.kind.currentData()), self.name.text(), self.starts.text(), self.ends.text()

    def is_right(self) -> bool:
        """Whether both days are understood."""
        for key, field in (("starts", self.starts), ("ends", self.ends)):
            if field.day is None:
                self.form.show_error(key, field.error() or _("Give a date."))
                return False
        return True

    def save(self, draft: tuple[str, str, str, str]) -> None:
        """Keep it."""
        kind, name, _starts, _ends = draft
        old = self._draft
        if self.starts.day is None or self.ends.day is None:
            return
        made = PeriodDraft(old.body_id, kind, self.starts.day, self.ends.day, name, old.uid, old.id)
        self.desk.service.do(save_period, made, on_done=self.take_saved, on_problem=self.take_problem, owner=self)

    def take_problem(self, problem: Problem) -> None:
        """Show the problem at its field."""
        places = {"period-ends-before-it-begins": "ends", "period-without-name": "name"}
        self.save_button.setEnabled(True)
        self.form.show_problem(problem, places.get(problem.code, ""))

    def _remove(self) -> None:
        self.remember()
        self.desk.service.do(remove_period, self._draft.id, owner=self)
        self.reject()
