"""The forms of a plan and of one of its steps, and what they need to know before they open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from crm.operations.plans import PlanDraft, StepDraft, draft_plan, draft_step, save_plan, save_step
from crm.queries.movements import get_moves
from crm.queries.people import get_names
from crm.queries.places import get_place_rows
from crm.queries.plans import get_plan_rows, get_plan_step_rows, list_steps_of
from crm.queries.team import UserRow
from crm.queries.topics import TopicRow, list_tags, list_topics
from crm.rules import clock
from crm.rules.plans import Status, StepKind, is_open, label
from resources.translations import _
from ui.desk import Desk
from ui.pages.agreements.editors import Editor
from ui.pages.commitments.form_dialog import combo, day_field, line, text_box
from ui.pages.commitments.form_facts import offer_owners
from ui.pages.parts.finding import find_any_body_choices, find_people_choices, find_place_choices
from ui.pages.parts.topic_fields import TopicFields
from ui.pages.parts.words import confidentiality_words
from ui.widgets.cards import label as text_label
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker

WIDTH = 640


@dataclass(frozen=True)
class PlanForm:
    """The draft with the names of all it points at, and what can be chosen."""

    draft: PlanDraft
    names: dict[int, str]
    users: tuple[UserRow, ...]
    topics: tuple[TopicRow, ...]
    tags: tuple[str, ...]

    def choice(self, record_id: int | None) -> Choice | None:
        """A record as its field shows it."""
        return Choice(record_id, self.names.get(record_id, "")) if record_id is not None else None


def read_plan_form(plan_id: int | None = None, about_id: int | None = None) -> PlanForm:
    """The form of a plan, or of a new one, of this body where one is given."""
    draft = draft_plan(plan_id) if plan_id else PlanDraft("", organisation_id=about_id, status=Status.ACTIVE)
    users = offer_owners(draft)
    names = get_names([draft.organisation_id]) if draft.organisation_id else {}
    if draft.place_id:
        names |= {row.id: row.name for row in get_place_rows([draft.place_id])}
    return PlanForm(draft, names, users, tuple(list_topics()), tuple(list_tags()))


class PlanEditor(Editor):
    """A plan; `saved` carries (id, reference)."""

    places: ClassVar[Mapping[str, str]] = {"plan-without-title": "title", "plan-ends-before-it-begins": "ends"}

    def __init__(self, parent: QWidget, desk: Desk, facts: PlanForm) -> None:
        self.facts = facts
        super().__init__(parent, desk, _("Edit plan") if facts.draft.id else _("New plan"), "plan-editor", WIDTH)
        self.name.setFocus()

    def build(self) -> None:
        """What is to change for whom, whose plan it is, and its days."""
        draft = self.facts.draft
        self.name = line("plan-title", draft.title, _("Taps for Sampleville"))
        self.objective = text_box("plan-objective", draft.objective, _("What is true when it is reached"), lines=2)
        self.issue = text_box("plan-issue", draft.issue, _("What is wrong now"), lines=2)
        service = self.desk.service
        self.organisation = RecordPicker(service, find_any_body_choices, "plan-body", _("The CSO whose plan it is"))
        self.organisation.set_choice(self.facts.choice(draft.organisation_id))
        self.place = RecordPicker(service, find_place_choices, "plan-place", _("Which place it is about"))
        self.place.set_choice(self.facts.choice(draft.place_id))
        owners: dict[int, str] = {0: _("Nobody yet")} | {user.id: user.name for user in self.facts.users}
        self.owner = combo("plan-owner", owners, draft.owner_id or 0)
        self.starts = day_field("plan-starts", clock.today(), draft.starts_on)
        self.ends = day_field("plan-ends", clock.today(), draft.ends_on)
        self.form.row("title", _("What is to change"), self.name)
        self.form.row("objective", _("Objective"), self.objective, is_optional=True)
        self.form.row("issue", _("Issue"), self.issue, is_optional=True)
        self.form.side_by_side(("body", _("Plan of"), self.organisation), ("place", _("Place"), self.place))
        days: list[tuple[str, str, QWidget]] = [
            ("starts", _("Begins"), self.starts),
            ("ends", _("Ends"), self.ends),
        ]
        if draft.id is None:
            stages = {one.value: label(one) for one in Status if is_open(one)}
            self.status = combo("plan-status-at-first", stages, draft.status)
            days.append(("status", _("Stands at"), self.status))
        self.form.side_by_side(*days)
        levels = {level: confidentiality_words(level) for level in range(3)}
        self.levels = combo("plan-confidentiality", levels, draft.confidentiality)
        self.source = line("plan-source", draft.source)
        self.topic_fields = TopicFields("plan", self.facts.topics, self.facts.tags, draft.topics, draft.tags)
        self.form.side_by_side(
            ("owner", _("Our owner"), self.owner), ("confidentiality", _("Confidentiality"), self.levels)
        )
        self.topic_fields.add_to(self.form)
        self.form.row("source", _("Source"), self.source, is_optional=True)

    def check(self) -> bool:
        """Days must be understood, topics known."""
        return self.topic_fields.check(self.form) and self.check_days(("starts", self.starts), ("ends", self.ends))

    def draft(self) -> PlanDraft:
        """What is written."""
        return replace(
            self.facts.draft,
            title=self.name.text(),
            objective=self.objective.toPlainText(),
            issue=self.issue.toPlainText(),
            organisation_id=self.organisation.record_id or None,
            place_id=self.place.record_id or None,
            owner_id=self.owner.currentData() or None,
            starts_on=self.starts.day,
            ends_on=self.ends.day,
            status=str(self.status.currentData()) if self.facts.draft.id is None else self.facts.draft.status,
            confidentiality=int(self.levels.currentData()),
            source=self.source.text(),
            topics=self.topic_fields.topics(),
            tags=self.topic_fields.tags.tags,
        )

    def save(self) -> None:
        """Keep it."""
        self.do(save_plan, self.draft())


@dataclass(frozen=True)
class StepForm:
    """The draft of a step, its plan, the steps it may come after, and whether its date moved."""

    draft: StepDraft
    plan: str
    names: dict[int, str]
    others: tuple[tuple[int, str], ...]
    has_moved: bool


def read_step_form(plan_id: int, step_id: int | None = None) -> StepForm:
    """The form of a step of this plan."""
    draft = draft_step(step_id) if step_id else StepDraft(plan_id)
    others = [(row.id, row.title) for row in get_plan_step_rows(list_steps_of(plan_id)) if row.id != step_id]
    names = get_names([draft.responsible_id]) if draft.responsible_id else {}
    moved = bool(get_moves([step_id])) if step_id else False
    return StepForm(draft, get_plan_rows([plan_id])[0].name, names, tuple(others), moved)


class StepEditor(Editor):
    """A step of a plan; `saved` carries (id, title)."""

    places: ClassVar[Mapping[str, str]] = {
        "step-without-title": "title",
        "step-after-itself": "after",
        "date-has-moved": "due",
    }

    def __init__(self, parent: QWidget, desk: Desk, facts: StepForm) -> None:
        self.facts = facts
        super().__init__(parent, desk, _("Edit step") if facts.draft.id else _("New step"), "plan-step-editor", WIDTH)
        self.name.setFocus()

    def build(self) -> None:
        """What, who, by when, after which."""
        draft = self.facts.draft
        self.form.add(text_label(self.facts.plan, "muted", "plan-step-editor-plan"))
        self.name = line("plan-step-title", draft.title, _("Meet the ward councillor"))
        self.kind = combo("plan-step-kind", {one.value: label(one) for one in StepKind}, draft.kind)
        self.who = RecordPicker(
            self.desk.service,
            find_people_choices,
            "plan-step-responsible",
            _("Person, or a name"),
            allows_free_text=True,
        )
        if draft.responsible_id is not None:
            self.who.set_choice(Choice(draft.responsible_id, self.facts.names.get(draft.responsible_id, "")))
        elif draft.responsible_name:
            self.who.set_choice(Choice(0, draft.responsible_name))
        self.due = day_field("plan-step-due", clock.today(), draft.due_on)
        self.after = combo("plan-step-after", {0: _("None")} | dict(self.facts.others), draft.after_id or 0)
        self.form.row("title", _("What is to be done"), self.name)
        self.form.side_by_side(("kind", _("Kind"), self.kind), ("who", _("Who does it"), self.who))
        self.form.side_by_side(("due", _("By when"), self.due), ("after", _("Comes after"), self.after))
        if self.facts.has_moved:
            self.due.setEnabled(False)
            self.form.field_row("due").setToolTip(_("Its date has moved: use Move date (M)."))

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_days(("due", self.due))

    def draft(self) -> StepDraft:
        """What is written."""
        who = self.who.choice
        return replace(
            self.facts.draft,
            title=self.name.text(),
            kind=str(self.kind.currentData()),
            responsible_id=(who.id or None) if who else None,
            responsible_name=who.name if who and not who.id else "",
            due_on=self.due.day,
            after_id=self.after.currentData() or None,
        )

    def save(self) -> None:
        """Keep it."""
        self.do(save_step, self.draft())
