"""The page of one advocacy plan: what is to change, its steps as a table, and the step the keyboard is on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from crm.rules.plans import next_steps
from resources.translations import _
from ui.desk import Desk
from ui.pages.commitments.cards import TimelineCard
from ui.pages.outcomes.looks import outcome_line
from ui.pages.parts.cards import LinesCard
from ui.pages.parts.counts_towards import CountsTowardsCard
from ui.pages.parts.mapping import MapCard
from ui.pages.parts.record_view import RecordView
from ui.pages.parts.tied import TiedCard
from ui.pages.parts.whole_page import WholePage
from ui.pages.parts.words import confidentiality_words
from ui.pages.plans.actions import PlanActions
from ui.pages.plans.facts import PlanWhole, plan_facts, plan_moments, read_whole
from ui.pages.plans.looks import change_words, status_pill
from ui.pages.plans.steps import StepCard, StepsCard
from ui.widgets.cards import Card
from ui.widgets.cards import label as text_label
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone


class PlanView(RecordView):
    """A plan with its steps."""

    asks_who = True

    def __init__(self, desk: Desk, actions: PlanActions) -> None:
        super().__init__(desk, actions, "plan", ("add-step", "status", "evidence", "edit-step", "edit"))
        self.plan_actions = actions
        self._whole: PlanWhole | None = None
        self._plan_id = 0
        self._asked_for = 0  # the step that was last asked for, 0 for the plan itself
        self.purpose = Card(_("What is to change"), "plan-purpose-card")
        self.steps = StepsCard(desk, actions)
        self.step = StepCard()
        self.timeline = TimelineCard("plan")
        self.towards = CountsTowardsCard(desk, "plan-towards")
        none = _("None yet. Write down what somebody does differently, and our part in it.")
        self.outcomes = LinesCard(_("Outcomes"), "plan-outcomes", none, _("Add outcome"))
        self.tied = TiedCard(desk, "plan-tied")
        self.map = MapCard(desk, "plan-map")
        wide = (self.purpose, self.outcomes, self.tied, self.map, self.notes, self.files)
        self.columns.fill(wide, (self.step, self.timeline, self.facts, self.towards, self.history))
        self.insert_above_columns(self.steps)
        self.add_to_menu("as-template")
        self.outcomes.add_wanted.connect(actions.all["outcome"].trigger)
        self.outcomes.opened.connect(desk.navigator.open_record)
        self.steps.current_changed.connect(self._show_step)
        self.step.facts.link_wanted.connect(desk.navigator.open_record)
        self.step.timeline.file_wanted.connect(self._open_file)

    def show_whole(self, whole: PlanWhole) -> None:
        """Show it, on the step that was asked for, or on the one that is next."""
        page, row = whole.page, whole.page.row
        is_other = (row.id, whole.step_id) != (self._plan_id, self._asked_for)
        self._whole, self._plan_id, self._asked_for = whole, row.id, whole.step_id
        self.show_head(row.title, " · ".join([row.organisation, *(one.name for one in page.partners)]).strip(" ·"))
        pills = [("status", status_pill(row))]
        if row.confidentiality:
            pills.append(("confidentiality", Pill(confidentiality_words(row.confidentiality), Tone.WARNING)))
        self.show_pills(pills, row.sentence, row.reference)
        self.show_steps([(step, change_words(row.status, step)) for step in next_steps(row.status)])
        self._show_purpose(whole)
        here = self.steps.table.current_id()
        stays = 0 if is_other or here not in whole.steps else here
        first = row.next_step_id or (page.steps[0].id if page.steps else 0)
        self.steps.show_steps(row.id, len(page.steps), (whole.step_id if is_other else 0) or stays or first)
        self.steps.show_strip(page.steps, row.starts_on, row.ends_on)
        self.outcomes.show_lines([outcome_line(one) for one in whole.outcomes])
        self.tied.show_tied(row.id, page.belongs)
        self.facts.show_facts(plan_facts(page))
        moments = plan_moments(page)
        self.timeline.show_moments(moments)
        self.timeline.setVisible(bool(moments))
        self.towards.show_record(row.id)
        self.map.show_matter(row.id)
        self.show_kept(row.id, whole.kept)

    def _show_purpose(self, whole: PlanWhole) -> None:
        page = whole.page
        self.purpose.clear()
        if page.objective:
            self.purpose.add(text_label(page.objective, name="plan-objective-shown"))
        if page.issue:
            self.purpose.add(text_label(_("Now: {issue}").format(issue=page.issue), "muted", "plan-issue-shown"))
        self.purpose.setVisible(bool(page.objective or page.issue))

    def _show_step(self, step_id: int) -> None:
        page = self._whole.steps.get(step_id) if self._whole else None
        self.plan_actions.show_step(page.row if page else None)
        self.steps.show_buttons()
        self.show_buttons()
        self.step.show_step(page)

    def take_focus(self) -> None:
        """Into the table of steps, so that the keys act; else on the first button."""
        if not self.steps.take_focus():
            super().take_focus()

    def _open_file(self, attachment_id: int) -> None:
        steps = self._whole.steps.values() if self._whole else ()
        names = {one.attachment_id: one.file_name for step in steps for one in step.row.evidence}
        self.file_wanted.emit(attachment_id, names.get(attachment_id, ""))


class PlanPage(WholePage):
    """Keys. Plan: A add step, T work out the dates, O add an outcome, E edit.

    Step: D done, I in progress, W waiting, B blocked, L defer, K skip, S any of them; M move date, F follow up,
    V evidence, Enter edit, Alt+Up and Alt+Down its place.
    """

    watches: ClassVar[tuple[str, ...]] = (
        "plans",
        "outcomes",
        "issues",
        "petitions",
        "engagements",
        "commitments",
        "opportunities",
        "agreements",
        "notes",
        "attachments",
        "people",
        "organisations",
        "team",
    )
    noun = "plans"

    def make_actions(self) -> PlanActions:
        """What can be done with it."""
        return PlanActions(self, self.desk)

    def question(self) -> Callable[[int], PlanWhole | None]:
        """Everything of the plan, also where a step of it was asked for."""
        return read_whole

    def make_views(self) -> Sequence[RecordView]:
        """There is one."""
        self.view = PlanView(self.desk, self.actions_)
        return (self.view,)

    def gone_words(self) -> tuple[str, str]:
        """What is said of one that is gone."""
        return _("This plan is no longer here: it was removed, or writing it down was undone."), _("All plans")

    def fill(self, whole: Any) -> RecordView:
        """Fill the view."""
        self.tell(whole.page.row.name)
        self.view.show_whole(whole)
        return self.view

    def removing(self, whole: Any) -> tuple[str, str]:
        """Its name, and what goes with it."""
        return whole.page.row.name, _("Its steps go with it, with notes and files. This can be undone.")

    def record_to_remove(self) -> int:
        """The plan, also where a step of it was asked for."""
        return int(self.whole.page.row.id)
