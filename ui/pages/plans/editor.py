"""The forms of a plan and of one of its steps, and what they need to know before they open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from crm.operations.plan_templates import steps_from
from crm.operations.plans import PlanDraft, StepDraft, draft_plan, save_plan, write_plan
from crm.queries.calendar import get_calendar
from crm.queries.plan_templates import list_templates
from crm.queries.records import get_found
from crm.queries.team import UserRow
from crm.queries.topics import TopicRow, list_tags, list_topics
from crm.rules import clock
from crm.rules.plan_templates import PlanTemplate, preview
from crm.rules.plans import Kind, Status, is_open, label
from crm.rules.working_days import WorkingCalendar
from resources.translations import _
from ui.desk import Desk
from ui.pages.agreements.editors import Editor
from ui.pages.commitments.form_dialog import combo, day_field, line, text_box
from ui.pages.commitments.form_facts import offer_owners, party_choices
from ui.pages.parts.finding import find_any_body_choices, find_issue_choices, find_place_choices
from ui.pages.parts.topic_fields import TopicFields
from ui.pages.parts.words import confidentiality_words
from ui.pages.plans.template_preview import TemplatePreview
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker
from ui.widgets.records_edit import RecordsEdit

WIDTH = 720
Finder = Callable[[str], Sequence[Choice | tuple[int, str, str]]]


@dataclass(frozen=True)
class PlanForm:
    """The draft with the names of all it points at, and what can be chosen."""

    draft: PlanDraft
    names: dict[int, str]
    templates: tuple[PlanTemplate, ...]
    calendar: WorkingCalendar
    users: tuple[UserRow, ...]
    topics: tuple[TopicRow, ...]
    tags: tuple[str, ...]

    def choice(self, record_id: int | None) -> Choice | None:
        """A record as its field shows it."""
        return Choice(record_id, self.names.get(record_id, "")) if record_id is not None else None

    def choices(self, record_ids: Sequence[int]) -> list[Choice]:
        """Records as a field of several shows them."""
        return [Choice(each, self.names.get(each, "")) for each in record_ids]


def read_plan_form(plan_id: int | None = None, about_id: int | None = None) -> PlanForm:
    """The form of a plan, or of a new one, of this body where one is given."""
    draft = draft_plan(plan_id) if plan_id else PlanDraft("", organisation_id=about_id, status=Status.ACTIVE)
    users = offer_owners(draft)
    named = [draft.organisation_id, draft.place_id, draft.issue_id, *draft.aims_at, *draft.partners, *draft.areas]
    names = {one.id: one.name for one in get_found([each for each in named if each])}
    templates = () if plan_id else tuple(list_templates())
    return PlanForm(draft, names, templates, get_calendar(), users, tuple(list_topics()), tuple(list_tags()))


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
        self._is_new = draft.id is None
        self.name = line("plan-title", draft.title, _("Taps for Sampleville"))
        self.objective = text_box("plan-objective", draft.objective, _("What is true when it is reached"), lines=2)
        self.issue = text_box("plan-issue", draft.issue, _("What is wrong now"), lines=2)
        service = self.desk.service
        self.issue_link = RecordPicker(service, find_issue_choices, "plan-issue-link", _("An issue of a community"))
        self.issue_link.set_choice(self.facts.choice(draft.issue_id))
        self.kind = combo("plan-kind", {one.value: label(one) for one in Kind}, draft.kind)
        self.partners = self._several("plan-partners", find_any_body_choices, _("CSO"), draft.partners)
        self.aims_at = self._several("plan-aims-at", party_choices, _("Committee, council, MEC"), draft.aims_at)
        self.areas = self._several("plan-areas", find_place_choices, _("More places"), draft.areas)
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
        self.form.row("issue_link", _("Issue it is kept as"), self.issue_link, is_optional=True)
        self.form.side_by_side(("body", _("Plan of"), self.organisation), ("kind", _("Kind"), self.kind))
        self.form.side_by_side(("partners", _("Together with"), self.partners), ("aims_at", _("Aims at"), self.aims_at))
        self.form.side_by_side(("place", _("Place"), self.place), ("areas", _("Other areas"), self.areas))
        days: list[tuple[str, str, QWidget]] = [
            ("starts", _("Begins"), self.starts),
            ("ends", _("Ends"), self.ends),
        ]
        if draft.id is None:
            stages = {one.value: label(one) for one in Status if is_open(one)}
            self.status = combo("plan-status-at-first", stages, draft.status)
            days.append(("status", _("Stands at"), self.status))
        self.form.side_by_side(*days)
        self._build_template()
        levels = {level: confidentiality_words(level) for level in range(3)}
        self.levels = combo("plan-confidentiality", levels, draft.confidentiality)
        self.source = line("plan-source", draft.source)
        self.topic_fields = TopicFields("plan", self.facts.topics, self.facts.tags, draft.topics, draft.tags)
        self.form.side_by_side(
            ("owner", _("Our owner"), self.owner), ("confidentiality", _("Confidentiality"), self.levels)
        )
        self.topic_fields.add_to(self.form)
        self.form.row("source", _("Source"), self.source, is_optional=True)

    def _several(self, name: str, find: Finder, hint: str, chosen: Sequence[int]) -> RecordsEdit:
        field = RecordsEdit(self.desk.service, find, name, hint)
        field.set_choices(self.facts.choices(chosen))
        field.changed.connect(self.fit)
        return field

    def _build_template(self) -> None:
        """The steps a new plan begins with, each with its day."""
        names = {"": _("No steps yet")} | {each.name: each.name for each in self.facts.templates}
        self.template = combo("plan-template", names, "")
        self.preview = TemplatePreview("plan-template-preview")
        if self._is_new:
            self.form.row("template", _("Begin with the steps of"), self.template)
            self.form.add(self.preview)
            self.template.currentIndexChanged.connect(self._show_template)
            for field in (self.starts, self.ends):
                field.changed.connect(self._show_template)

    def _chosen_template(self) -> PlanTemplate | None:
        name = str(self.template.currentData())
        return next((each for each in self.facts.templates if each.name == name), None)

    def _starts_on(self) -> date | None:
        """The steps of a template are counted from today, unless the plan begins on another day."""
        return self.starts.day or (clock.today() if self._chosen_template() else None)

    def _show_template(self) -> None:
        template = self._chosen_template()
        steps = preview(template, self._starts_on(), self.ends.day, self.facts.calendar) if template else []
        self.preview.show_steps(template.words if template else "", steps)
        self.fit()

    def check(self) -> bool:
        """Days must be understood, topics known."""
        return self.topic_fields.check(self.form) and self.check_days(("starts", self.starts), ("ends", self.ends))

    def draft(self) -> PlanDraft:
        """What is written."""
        template = self._chosen_template()
        return replace(
            self.facts.draft,
            title=self.name.text(),
            objective=self.objective.toPlainText(),
            issue=self.issue.toPlainText(),
            organisation_id=self.organisation.record_id or None,
            place_id=self.place.record_id or None,
            owner_id=self.owner.currentData() or None,
            kind=str(self.kind.currentData()),
            issue_id=self.issue_link.record_id or None,
            partners=self.partners.record_ids,
            aims_at=self.aims_at.record_ids,
            areas=self.areas.record_ids,
            template_name=template.name if template else self.facts.draft.template_name,
            starts_on=self._starts_on(),
            ends_on=self.ends.day,
            status=str(self.status.currentData()) if self.facts.draft.id is None else self.facts.draft.status,
            confidentiality=int(self.levels.currentData()),
            source=self.source.text(),
            topics=self.topic_fields.topics(),
            tags=self.topic_fields.tags.tags,
        )

    def moved_days(self) -> bool:
        """Whether the plan begins or ends on another day than before: steps may hang on it."""
        return (self.starts.day, self.ends.day) != (self.facts.draft.starts_on, self.facts.draft.ends_on)

    def save(self) -> None:
        """Keep it."""
        steps = self.steps()
        if steps:
            self.do(write_plan, self.draft(), steps)
        else:
            self.do(save_plan, self.draft())

    def steps(self) -> list[StepDraft]:
        """The steps of the template that was chosen; none without one."""
        template = self._chosen_template()
        return steps_from(template) if template else []
