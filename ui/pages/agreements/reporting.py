"""The periods an agreement is reported on: the card, and the form with the words of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm.operations.reporting_periods import PeriodDraft, remove_period, save_period
from crm.queries.reporting_periods import PeriodRow
from crm.rules import clock
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.agreements.editors import Editor
from ui.pages.commitments.form_dialog import day_field, text_box
from ui.pages.parts.cards import Folded, LinesCard
from ui.pages.parts.lines import Line, RecordLine
from ui.widgets.buttons import danger, quiet
from ui.widgets.cards import label as text_label
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone

SOON_DAYS = 30
SHOWN = 3


class PeriodsCard(LinesCard):
    """The periods; the next reports on top, what is far off or handed in folded away."""

    period_wanted = Signal(int)
    lay_out_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("Reporting periods"),
            "agreement-periods",
            _("No reporting periods yet. Lay them out from the days of the agreement, or add one."),
            _("Add"),
        )
        self.lay_out = quiet(_("Lay out"), "agreement-periods-lay-out", Icon.CALENDAR_PLUS)
        self.lay_out.clicked.connect(self.lay_out_wanted)
        self.add_header(self.lay_out)
        self.opened.connect(self._open)

    def show_periods(self, periods: Sequence[PeriodRow], report_every: str, *, is_grant: bool) -> None:
        """Show these; an agreement that is not reported on needs no card."""
        self.setVisible(is_grant or bool(periods or report_every))
        self.lay_out.setVisible(bool(report_every))
        to_come = [row for row in periods if row.submitted_on is None]
        now = to_come[:SHOWN] or list(periods[-1:])
        rest = [row for row in periods if row not in now]
        self.show_lines([_line(row) for row in now])
        if rest:
            self._fold(rest)

    def _fold(self, rest: Sequence[PeriodRow]) -> None:
        handed_in = sum(row.submitted_on is not None for row in rest)
        words = [_("{count} handed in").format(count=handed_in)] if handed_in else []
        words += [_("{count} to come").format(count=len(rest) - handed_in)] if handed_in < len(rest) else []
        folded = Folded(", ".join(words), f"{self.objectName()}-rest")
        for number, row in enumerate(rest):
            made = RecordLine(_line(row), f"{self.objectName()}-rest-line-{number}")
            made.opened.connect(self.opened)
            folded.body.addWidget(made)
        self.add(folded)

    def _open(self, _noun: str, period_id: int) -> None:
        self.period_wanted.emit(period_id)


def _line(row: PeriodRow) -> Line:
    sentence = row.sentence[:1].upper() + row.sentence[1:]
    return Line(row.name, sentence, "", row.id, period_pill(row), Icon.FILE_TEXT)


def period_pill(row: PeriodRow) -> Pill | None:
    """Whether the report is handed in, late or soon due; nothing for one that is far off."""
    today = clock.today()
    if row.submitted_on is not None:
        return Pill(_("Handed in"), Tone.GOOD)
    if row.is_late(today):
        return Pill(_("Overdue"), Tone.BAD)
    if row.due_on is not None and (row.due_on - today).days <= SOON_DAYS:
        return Pill(_("Due soon"), Tone.WARNING)
    return None


def next_report(periods: Sequence[PeriodRow]) -> PeriodRow | None:
    """The first report that is late or soon due."""
    near = clock.today() + timedelta(days=SOON_DAYS)
    due = [(row.due_on, row) for row in periods if row.submitted_on is None and row.due_on and row.due_on <= near]
    return min(due, key=lambda each: each[0])[1] if due else None


def report_words(row: PeriodRow) -> str:
    """“The report on 1 Jul to 30 Sep 2026: due in 12 days, on 30 Oct 2026.”"""
    return _("The report on {period}: {when}.").format(period=row.name, when=row.sentence)


class PeriodDialog(Editor):
    """A period and the words of its report; `saved` carries (id, its days)."""

    places: ClassVar[Mapping[str, str]] = {
        "period-reversed": "ends",
        "period-overlaps": "starts",
        "made-in-future": "submitted",
        "submitted-before-period": "submitted",
    }

    def __init__(self, parent: QWidget, desk: Desk, agreement: str, draft: PeriodDraft) -> None:
        self._agreement, self._kept = agreement, draft
        title = _("Reporting period") if draft.id else _("New reporting period")
        super().__init__(parent, desk, title, "reporting-period", 720)
        if draft.id:
            remove = danger(_("Remove"), "reporting-period-remove", Icon.TRASH)
            remove.clicked.connect(partial(self.do, remove_period, draft.id))
            self.add_button(remove)
        (self.achievements if draft.id else self.starts.line).setFocus()

    def build(self) -> None:
        """The days, then the words."""
        kept, today = self._kept, clock.today()
        is_new = kept.id is None
        self.form.add(text_label(self._agreement, "muted", "reporting-period-agreement"))
        self.starts = day_field("period-starts", today, kept.starts_on, is_optional=False)
        self.ends = day_field("period-ends", today, kept.ends_on, is_optional=False)
        self.due = day_field("period-due", today, None if is_new else kept.due_on)
        self.due.line.setPlaceholderText(_("30 days after"))
        self.submitted = day_field("period-submitted", today, kept.submitted_on, is_past=True)
        self.form.side_by_side(
            ("starts", _("From"), self.starts),
            ("ends", _("To"), self.ends),
            ("due", _("Report due"), self.due),
            ("submitted", _("Handed in"), self.submitted),
        )
        self.achievements = text_box("period-achievements", kept.achievements, lines=3)
        self.challenges = text_box("period-challenges", kept.challenges, lines=2)
        self.corrective = text_box("period-corrective", kept.corrective, lines=2)
        self.lessons = text_box("period-lessons", kept.lessons, lines=2)
        self.next_period = text_box("period-next", kept.next_period, lines=2)
        self.form.row("achievements", _("What was achieved"), self.achievements, is_optional=True)
        self.form.row("challenges", _("What stood in the way"), self.challenges, is_optional=True)
        self.form.row("corrective", _("What is done about it"), self.corrective, is_optional=True)
        self.form.row("lessons", _("What was learned"), self.lessons, is_optional=True)
        self.form.row("next_period", _("What comes in the next period"), self.next_period, is_optional=True)

    def check(self) -> bool:
        """Days must be understood; the first and the last are needed."""
        needed = self.check_day("starts", self.starts) and self.check_day("ends", self.ends)
        return needed and self.check_days(("due", self.due), ("submitted", self.submitted))

    def draft(self) -> PeriodDraft:
        """What is written."""
        return replace(
            self._kept,
            starts_on=self.starts.day or self._kept.starts_on,
            ends_on=self.ends.day or self._kept.ends_on,
            due_on=self.due.day,
            submitted_on=self.submitted.day,
            achievements=self.achievements.toPlainText(),
            challenges=self.challenges.toPlainText(),
            corrective=self.corrective.toPlainText(),
            lessons=self.lessons.toPlainText(),
            next_period=self.next_period.toPlainText(),
        )

    def save(self) -> None:
        """Keep it."""
        self.do(save_period, self.draft())
