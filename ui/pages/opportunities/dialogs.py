"""The small forms of an opportunity: what we do about it, who is told, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from crm.operations.opportunities import decide, set_result, tell_organisations
from crm.queries.opportunities import OpportunityRow
from crm.queries.suited import SuitedRow
from crm.rules import clock, petitions
from crm.rules.dates import format_day
from crm.rules.opportunities import DECISIONS, SUBMISSIONS, Decision, label, submission_for
from resources.translations import _
from ui.desk import Desk
from ui.pages.commitments.dialogs import AboutOne
from ui.pages.commitments.form_dialog import combo, day_field, line, text_box
from ui.pages.parts.finding import find_any_body_choices
from ui.theme import GRID
from ui.widgets.cards import label as text_label
from ui.widgets.records_edit import RecordsEdit


class OpportunityDialog(AboutOne[OpportunityRow]):
    """A small form about one opportunity."""

    def called(self) -> str:
        """Its title: nobody's exact words."""
        return self.row.name


class DecideDialog(OpportunityDialog):
    """What we do about it, since when and why; attending can put it into our own calendar."""

    places: ClassVar[Mapping[str, str]] = {"made-in-future": "on"}

    def __init__(self, parent: QWidget, desk: Desk, row: OpportunityRow, first: Decision | None = None) -> None:
        self.first = first or row.decision or Decision.SUBMITTING
        super().__init__(parent, desk, row, _("Decide"), "opportunity-decide", _("Save decision"))
        self.decision.currentIndexChanged.connect(self._show_fields)
        self._show_fields()
        (self.decision if first is None else self.reason).setFocus()

    def build(self) -> None:
        """What, when, why."""
        self.say_which()
        choices = {one.value: label(one) for one in DECISIONS}
        if self.row.decision:
            choices[Decision.NONE.value] = _("Take the decision back")
        self.decision = combo("opportunity-decide-decision", choices, self.first.value)
        self.on = day_field("opportunity-decide-on", clock.today(), clock.today(), is_past=True)
        self.reason = line(
            "opportunity-decide-reason",
            self.row.reason if self.first is self.row.decision else "",
            _("Who wants it, or why not"),
        )
        self.form.side_by_side(("decision", _("What we do"), self.decision), ("on", _("Decided on"), self.on))
        self.form.row("reason", _("Reason"), self.reason, is_optional=True)
        kinds = {one.value: petitions.label(one) for one in SUBMISSIONS}
        self.kind = combo("opportunity-decide-kind", kinds, submission_for(self.row.kind).value)
        closes = format_day(self.row.closes_on) if self.row.closes_on else ""
        begun = _("A submission is begun, due {day}.").format(day=closes) if closes else _("A submission is begun.")
        self.form.row("kind", _("What we hand in"), self.kind, begun)
        day = self.row.event_on
        self.plan = QCheckBox(_("&Plan an engagement on {day}").format(day=format_day(day) if day else ""))
        self.plan.setObjectName("opportunity-decide-plan")
        self.plan.setChecked(True)
        self.form.add(self.plan)

    def chosen(self) -> Decision:
        """The decision that is shown."""
        return Decision(self.decision.currentData())

    @property
    def _can_plan(self) -> bool:
        is_new = self.row.decision is not Decision.ATTENDING
        return self.chosen() is Decision.ATTENDING and is_new and self.row.event_on is not None

    @property
    def _begins(self) -> bool:
        return self.chosen() is Decision.SUBMITTING and self.row.decision is not Decision.SUBMITTING

    def _show_fields(self) -> None:
        self.plan.setVisible(self._can_plan)
        self.form.field_row("kind").setVisible(self._begins)
        self.fit()

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_day("on", self.on)

    def save(self) -> None:
        """Write it down."""
        self.do(
            decide,
            self.row.id,
            self.chosen().value,
            self.on.day,
            reason=self.reason.text(),
            submission_kind=str(self.kind.currentData()) if self._begins else "",
            plans_engagement=self._can_plan and self.plan.isChecked(),
        )


class TellDialog(OpportunityDialog):
    """Which CSOs were told: those it suits are offered, others can be added."""

    places: ClassVar[Mapping[str, str]] = {"made-in-future": "on", "nobody-told": "others"}

    def __init__(self, parent: QWidget, desk: Desk, row: OpportunityRow, suited: Sequence[SuitedRow]) -> None:
        self._untold = [one for one in suited if not one.is_told]
        super().__init__(parent, desk, row, _("Tell CSOs"), "opportunity-tell", _("Save who was told"))
        (next(iter(self.boxes.values()), self.others)).setFocus()

    def build(self) -> None:
        """Whom it suits, with the reason; others; when and how."""
        self.say_which()
        self.boxes: dict[int, QCheckBox] = {}
        for one in self._untold:
            self.form.add(self._line(one))
        self.others = RecordsEdit(
            self.desk.service, find_any_body_choices, "opportunity-tell-others", _("Name of an organisation")
        )
        self.on = day_field("opportunity-tell-on", clock.today(), clock.today(), is_past=True)
        self.note = text_box("opportunity-tell-note", placeholder=_("How, and what they said"), lines=2)
        self.form.row("others", _("Others") if self._untold else _("Who was told"), self.others)
        self.form.row("on", _("Told on"), self.on)
        self.form.row("note", _("Note"), self.note, is_optional=True)
        self.others.changed.connect(self.fit)

    def _line(self, one: SuitedRow) -> QWidget:
        """A CSO to tick, with the reason below its name."""
        box = QCheckBox(one.name)
        box.setObjectName(f"opportunity-tell-{one.id}")
        box.setAccessibleDescription(one.reason)
        box.setChecked(True)
        self.boxes[one.id] = box
        why = text_label(one.why[:1].upper() + one.why[1:], "muted")
        why.setContentsMargins(6 * GRID, 0, 0, 0)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(box)
        column.addWidget(why)
        return holder

    def check(self) -> bool:
        """The day must be understood, and what is typed must be somebody."""
        if self.others.text().strip():
            self.form.show_error("others", _("Choose from the list that opens while you type, or empty it."))
            return False
        return self.check_day("on", self.on)

    def save(self) -> None:
        """Write it down."""
        told = [one_id for one_id, box in self.boxes.items() if box.isChecked()]
        told += [one_id for one_id in self.others.record_ids if one_id not in told]
        self.do(tell_organisations, self.row.id, told, self.on.day, self.note.toPlainText())


class ResultDialog(OpportunityDialog):
    """What came of it."""

    places: ClassVar[Mapping[str, str]] = {"made-in-future": "on"}

    def __init__(self, parent: QWidget, desk: Desk, row: OpportunityRow) -> None:
        super().__init__(parent, desk, row, _("Result"), "opportunity-result", _("Save result"))
        self.outcome.setFocus()

    def build(self) -> None:
        """What, and since when it is known."""
        self.say_which()
        hint = _("What was said and taken up; empty takes a result back")
        self.outcome = text_box("opportunity-result-words", self.row.result, hint, lines=3)
        self.on = day_field("opportunity-result-on", clock.today(), self.row.closed_on or clock.today(), is_past=True)
        self.form.row("result", _("What came of it"), self.outcome)
        self.form.row("on", _("Known since"), self.on)

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_day("on", self.on)

    def save(self) -> None:
        """Write it down."""
        self.do(set_result, self.row.id, self.on.day, self.outcome.toPlainText())
