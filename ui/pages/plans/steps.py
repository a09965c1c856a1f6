"""The steps of a plan as a table, and the one the keyboard is on in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout

from crm.queries.plans import PlanStepPage, PlanStepRow, get_plan_step_rows, list_steps_of
from resources.translations import _
from ui.desk import Desk
from ui.lists.columns import Align, Column, Listing, Wanted
from ui.lists.model import RecordModel
from ui.lists.table import RecordTable
from ui.pages.commitments.cards import FactsCard, TimelineCard
from ui.pages.parts.words import day_words
from ui.pages.plans.actions import PlanActions
from ui.pages.plans.facts import step_facts, step_moments
from ui.pages.plans.looks import lateness_pill, step_pill
from ui.pages.plans.strip import PlanStrip
from ui.theme import GRID, ROW_HEIGHT
from ui.widgets.buttons import quiet, quiet_of
from ui.widgets.cards import Card
from ui.widgets.cards import label as text_label

BUTTONS = ("done", "in-progress", "waiting", "blocked", "later", "skip", "move-date", "follow-up")


class StepsCard(Card):
    """The table, and under it what can be done with the step the keyboard is on."""

    current_changed = Signal(int)  # the step, 0 for none

    def __init__(self, desk: Desk, actions: PlanActions) -> None:
        super().__init__(_("Steps"), "plan-steps-card")
        self.actions_ = actions
        self._wanted_id = 0
        self.model = RecordModel(listing(), desk.service, self)
        self.table = RecordTable(self.model, desk.preferences, "plan-steps", self)
        self.table.setAccessibleName(_("Steps"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setSortingEnabled(False)
        self.add_button = quiet(_("Add step"), "plan-steps-add", None)
        self.add_button.clicked.connect(actions.all["add-step"].trigger)
        self.work_out_button = quiet(_("Work out dates"), "plan-steps-work-out", None)
        self.work_out_button.setToolTip(_("Work out dates (T)"))
        self.work_out_button.clicked.connect(actions.all["work-out"].trigger)
        for each in (self.work_out_button, self.add_button):
            self.add_header(each)
        self.nothing = text_label(_("No steps yet. The first is mostly to gather evidence."), "muted", "plan-no-steps")
        self.buttons = {name: quiet_of(actions.all[name], f"plan-step-{name}") for name in BUTTONS}
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        self.strip = PlanStrip()
        self.add(self.strip)
        self.add(self.table)
        self.add(self.nothing)
        self.body.addLayout(row)
        self.strip.step_wanted.connect(self.table.go_to)
        self.table.opened.connect(self._edit)
        self.table.selectionModel().currentRowChanged.connect(self._tell)
        self.model.answered.connect(self._show_answer)

    def show_steps(self, plan_id: int, count: int, step_id: int) -> None:
        """Ask for the steps of this plan; `step_id` is the one to stand on, 0 for the one that is next."""
        self._wanted_id = step_id
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + count * ROW_HEIGHT + GRID)
        self.table.setVisible(bool(count))
        self.nothing.setVisible(not count)
        for button in self.buttons.values():
            button.setVisible(bool(count))
        self.model.want(Wanted(filters=MappingProxyType({"plan": plan_id})))

    def show_strip(self, rows: Sequence[PlanStepRow], starts: date | None, ends: date | None) -> None:
        """The same steps along time."""
        self.strip.show_steps(rows, starts, ends)

    def show_buttons(self) -> None:
        """Only what fits the step can be pressed."""
        for name, button in self.buttons.items():
            button.setEnabled(self.actions_.all[name].isEnabled())

    def take_focus(self) -> bool:
        """Into the table; False when there is nothing in it."""
        if self.table.isVisible():
            self.table.setFocus()
        return self.table.isVisible()

    def _show_answer(self) -> None:
        if self._wanted_id and self.table.current_id() != self._wanted_id:
            self.table.go_to(self._wanted_id)
        self._wanted_id = 0
        self._tell()

    def _edit(self, _step_id: int) -> None:
        self.actions_.start("edit-step")

    def _tell(self) -> None:
        self.strip.show_current(self.table.current_id())
        self.current_changed.emit(self.table.current_id())


class StepCard(Card):
    """The step the keyboard is on: its facts, and all that happened to it."""

    def __init__(self) -> None:
        super().__init__(_("This step"), "plan-step-card")
        self.facts = FactsCard("plan-step")
        self.timeline = TimelineCard("plan-step")
        self.title = text_label("", name="plan-step-title-shown")
        for part in (self.title, self.facts, self.timeline):
            self.add(part)

    def show_step(self, page: PlanStepPage | None) -> None:
        """Show this one."""
        self.setVisible(page is not None)
        if page is None:
            return
        self.title.setText(f"{page.row.title}\n{page.row.sentence} {page.row.stands}.")
        self.facts.show_facts(step_facts(page))
        moments = step_moments(page)
        self.timeline.show_moments(moments)
        self.timeline.setVisible(bool(moments))


def listing() -> Listing[PlanStepRow]:
    """The columns of the table; the order is the plan's own."""
    return Listing(
        "plan-steps",
        (
            Column("position", _("No."), lambda row: str(row.position + 1), 56, Align.RIGHT, is_sortable=False),
            Column("title", _("Step"), lambda row: row.title, is_sortable=False, is_strong=True, stretches=True),
            Column("responsible", _("Who"), lambda row: row.responsible, 130, is_sortable=False),
            Column(
                "due",
                _("By when"),
                lambda row: day_words(row.due_on),
                112,
                hint=lambda row: row.sentence,
                is_sortable=False,
            ),
            Column(
                "lateness",
                _("Lateness"),
                _lateness,
                104,
                status=lateness_pill,
                hint=lambda row: row.sentence,
                is_sortable=False,
            ),
            Column(
                "status",
                _("Stands"),
                lambda row: step_pill(row).text,
                150,
                status=step_pill,
                hint=lambda row: row.stands,
                is_sortable=False,
            ),
        ),
        ids=_ids,
        rows=get_plan_step_rows,
    )


def _lateness(row: PlanStepRow) -> str:
    pill = lateness_pill(row)
    return pill.text if pill else ""


def _ids(wanted: Wanted) -> Sequence[int]:
    return list_steps_of(int(str(wanted.filters.get("plan", 0))))
