"""The form of a step of a plan: who does it by when, what its day hangs on, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from crm.operations.plans import StepDraft, draft_step, save_step
from crm.queries.movements import get_moves
from crm.queries.people import get_names
from crm.queries.plan_dates import get_schedule
from crm.queries.plans import get_plan_rows, get_plan_step_rows, list_steps_of
from crm.queries.records import get_found
from crm.rules import clock
from crm.rules.plan_dates import Schedule, StepDate
from crm.rules.plans import Anchor, DayUnit, StepKind, label
from resources.translations import _
from ui.desk import Desk
from ui.pages.agreements.dialogs import is_number, read_number
from ui.pages.agreements.editors import Editor
from ui.pages.commitments.form_dialog import combo, day_field, line
from ui.pages.parts.finding import find_people_choices
from ui.pages.parts.tied import find_records_to_tie
from ui.widgets.cards import label as text_label
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker
from ui.widgets.records_edit import RecordsEdit

WIDTH = 720


@dataclass(frozen=True)
class StepForm:
    """The draft of a step, its plan, the steps it may come after, what its day may hang on, and whether it moved."""

    draft: StepDraft
    plan: str
    names: dict[int, str]
    others: tuple[tuple[int, str], ...]
    schedule: Schedule
    has_moved: bool


def read_step_form(plan_id: int, step_id: int | None = None) -> StepForm:
    """The form of a step of this plan."""
    draft = draft_step(step_id) if step_id else StepDraft(plan_id)
    others = [(row.id, row.title) for row in get_plan_step_rows(list_steps_of(plan_id)) if row.id != step_id]
    names = get_names([draft.responsible_id]) if draft.responsible_id else {}
    names |= {one.id: one.name for one in get_found(draft.brought)}
    moved = bool(get_moves([step_id])) if step_id else False
    return StepForm(draft, get_plan_rows([plan_id])[0].name, names, tuple(others), get_schedule(plan_id), moved)


def anchors() -> dict[str, str]:
    """What the day of a step can hang on, in words."""
    return {
        Anchor.NOTHING.value: _("A day of its own"),
        Anchor.PLAN_START.value: _("After the plan begins"),
        Anchor.STEP_DUE.value: _("After the step before is due"),
        Anchor.STEP_DONE.value: _("After the step before is done"),
        Anchor.PLAN_END.value: _("Before the plan ends"),
    }


def units() -> dict[str, str]:
    """In which days a distance is counted, in words."""
    return {DayUnit.WORKING.value: _("working days"), DayUnit.CALENDAR.value: _("calendar days")}


class StepEditor(Editor):
    """A step of a plan; `saved` carries (id, title)."""

    places: ClassVar[Mapping[str, str]] = {
        "step-without-title": "title",
        "step-after-itself": "after",
        "step-too-far": "days",
        "date-has-moved": "due",
    }

    def __init__(self, parent: QWidget, desk: Desk, facts: StepForm) -> None:
        self.facts = facts
        super().__init__(parent, desk, _("Edit step") if facts.draft.id else _("New step"), "plan-step-editor", WIDTH)
        self.anchor.currentIndexChanged.connect(self._show_day)
        self.unit.currentIndexChanged.connect(self._show_day)
        self.after.currentIndexChanged.connect(self._show_day)
        self.days.textChanged.connect(self._show_day)
        self._show_day()
        self._at_first = self.draft()
        self.name.setFocus()

    def build(self) -> None:
        """What, who, by when, after which, and what came of it."""
        draft = self.facts.draft
        self.form.add(text_label(self.facts.plan, "muted", "plan-step-editor-plan"))
        self.name = line("plan-step-title", draft.title, _("Meet the ward councillor"))
        self.kind = combo("plan-step-kind", {one.value: label(one) for one in StepKind}, draft.kind)
        self.who = self._who(draft)
        self.after = combo("plan-step-after", {0: _("None")} | dict(self.facts.others), draft.after_id or 0)
        self.form.row("title", _("What is to be done"), self.name)
        self.form.side_by_side(("kind", _("Kind"), self.kind), ("who", _("Who does it"), self.who))
        self._build_day(draft)
        self.brought = RecordsEdit(
            self.desk.service, find_records_to_tie, "plan-step-brought", _("Petition, engagement, commitment …")
        )
        self.brought.set_choices(Choice(one, self.facts.names.get(one, "")) for one in draft.brought)
        self.brought.changed.connect(self.fit)
        self.form.row("brought", _("What came of it"), self.brought, is_optional=True)

    def _build_day(self, draft: StepDraft) -> None:
        self.anchor = combo("plan-step-anchor", anchors(), draft.anchor)
        self.days = line("plan-step-days", "" if draft.days is None else str(draft.days), "10")
        self.unit = combo("plan-step-unit", units(), draft.day_unit or DayUnit.WORKING.value)
        self.due = day_field("plan-step-due", clock.today(), draft.due_on)
        self.form.side_by_side(("after", _("Comes after"), self.after), ("anchor", _("Its day"), self.anchor))
        self.form.side_by_side(("days", _("How many days"), self.days), ("unit", _("Counted in"), self.unit))
        self.form.row("due", _("By when"), self.due)
        self.worked = text_label("", "muted", "plan-step-worked-out")
        self.form.add(self.worked)

    def _who(self, draft: StepDraft) -> RecordPicker:
        who = RecordPicker(
            self.desk.service,
            find_people_choices,
            "plan-step-responsible",
            _("Person, or a name"),
            allows_free_text=True,
        )
        if draft.responsible_id is not None:
            who.set_choice(Choice(draft.responsible_id, self.facts.names.get(draft.responsible_id, "")))
        elif draft.responsible_name:
            who.set_choice(Choice(0, draft.responsible_name))
        return who

    def _hangs(self) -> bool:
        return bool(self.anchor.currentData())

    def _show_day(self) -> None:
        """What is counted shows its day; what has a day of its own asks for it."""
        for key in ("days", "unit"):
            self.form.field_row(key).setVisible(self._hangs())
        self.due.setEnabled(not self._hangs() and not self.facts.has_moved)
        self.form.field_row("due").setToolTip(
            _("Its date has moved: use Move date (M).") if self.facts.has_moved else ""
        )
        self.worked.setText(self._worked_words())
        self.worked.setVisible(self._hangs())
        self.fit()

    def _worked_words(self) -> str:
        worked = self.facts.schedule.work_out(self._step_date()) if self._hangs() else None
        if worked is None:
            return _(
                "Say how many days, after which step, or when the plan begins or ends: then its day is worked out."
            )
        if self._stays():
            self.due.set_day(self.facts.draft.due_on)
            is_so = worked.day == self.facts.draft.due_on
            return worked.words if is_so else _("{words} Its date stays as it is.").format(words=worked.words)
        self.due.set_day(worked.day)
        return worked.words

    def _stays(self) -> bool:
        """Whether it keeps its day: it was moved, or nothing is said anew of what it hangs on."""
        draft, now = self.facts.draft, self._step_date()
        before = (draft.anchor, draft.days, draft.day_unit, draft.after_id)
        is_as_before = (now.anchor, now.days, now.unit, now.after) == before and draft.due_on is not None
        return self.facts.has_moved or is_as_before

    def _step_date(self) -> StepDate:
        draft = self.facts.draft
        anchor, unit = Anchor(self.anchor.currentData()), DayUnit(self.unit.currentData())
        return StepDate(draft.id or 0, anchor, self._number(), unit, self.after.currentData() or None)

    def _number(self) -> int | None:
        return read_number(self.days) if is_number(self.days) else None

    def check(self) -> bool:
        """The day and the number must be understood."""
        return self.check_days(("due", self.due)) and (not self._hangs() or self.check_numbers("days"))

    def draft(self) -> StepDraft:
        """What is written."""
        who = self.who.choice
        hangs = self._hangs()
        return replace(
            self.facts.draft,
            title=self.name.text(),
            kind=str(self.kind.currentData()),
            responsible_id=(who.id or None) if who else None,
            responsible_name=who.name if who and not who.id else "",
            due_on=self._due(),
            after_id=self.after.currentData() or None,
            anchor=str(self.anchor.currentData()),
            days=self._number() if hangs else None,
            day_unit=str(self.unit.currentData()) if hangs else "",
            brought=self.brought.record_ids,
        )

    def _due(self) -> date | None:
        """The day that is typed; none where it is worked out, so that it is worked out when it is saved."""
        if self.facts.has_moved or (self._hangs() and self._stays()):
            return self.facts.draft.due_on
        return None if self._hangs() else self.due.day

    def save(self) -> None:
        """Keep it."""
        self.do(save_step, self.draft())
