"""The form of an issue, what it needs to know before it opens, and the forms of what starts from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from crm.operations.issues import (
    IssueDraft,
    draft_issue,
    draft_petition_of,
    draft_plan_of,
    save_issue,
    start_petition,
    start_plan,
)
from crm.queries.people import get_names
from crm.queries.places import get_place_rows
from crm.queries.team import UserRow
from crm.queries.topics import TopicRow, list_tags, list_topics
from crm.rules import clock
from crm.rules.issues import Kind, Status, label
from resources.translations import _
from ui.desk import Desk
from ui.pages.agreements.dialogs import is_number, read_number
from ui.pages.agreements.editors import Editor
from ui.pages.commitments.form_dialog import combo, day_field, line, text_box
from ui.pages.commitments.form_facts import offer_owners
from ui.pages.parts.finding import find_body_choices, find_place_choices
from ui.pages.parts.topic_fields import TopicFields
from ui.pages.parts.words import confidentiality_words
from ui.pages.petitions.editor import PetitionEditor, PetitionForm, read_petition_form
from ui.pages.plans.editor import PlanEditor, PlanForm, read_plan_form
from ui.widgets.cards import SectionHeader
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker


@dataclass(frozen=True)
class IssueForm:
    """The draft with the names of all it points at, and what can be chosen."""

    draft: IssueDraft
    names: dict[int, str]
    users: tuple[UserRow, ...]
    topics: tuple[TopicRow, ...]
    tags: tuple[str, ...]

    def choice(self, record_id: int | None) -> Choice | None:
        """What a field shows of the record it points at."""
        return Choice(record_id, self.names.get(record_id, "")) if record_id is not None else None


def read_issue_form(issue_id: int | None = None, about_id: int | None = None) -> IssueForm:
    """The form of an issue, or of a new one, of which this body is the respondent where one is given."""
    draft = draft_issue(issue_id) if issue_id else IssueDraft("", respondent_id=about_id)
    users = offer_owners(draft)
    names = _names(draft.place_id, draft.respondent_id, draft.reported_by_id)
    return IssueForm(draft, names, users, tuple(list_topics()), tuple(list_tags()))


def _names(place_id: int | None, *bodies: int | None) -> dict[int, str]:
    names = get_names([body for body in bodies if body])
    return names | {row.id: row.name for row in get_place_rows([place_id])} if place_id else names


class IssueEditor(Editor):
    """An issue; `saved` carries (id, reference)."""

    places: ClassVar[Mapping[str, str]] = {
        "issue-without-title": "title",
        "phone-in-touches": "touches",
        "bad-count": "households",
        "made-in-future": "reported",
    }

    def __init__(self, parent: QWidget, desk: Desk, facts: IssueForm) -> None:
        self.facts = facts
        title = _("Edit issue") if facts.draft.id else _("New issue")
        super().__init__(parent, desk, title, "issue-editor")
        self.name.setFocus()

    def build(self) -> None:
        """What is wrong and where first, then who, then the rest."""
        draft = self.facts.draft
        self.name = line("issue-title", draft.title, _("No water on three days a week"))
        self.words = text_box("issue-words", draft.words, _("What is wrong, since when, what was tried"), lines=3)
        self.kind = combo("issue-kind", {one.value: label(one) for one in Kind}, draft.kind)
        self.form.row("title", _("What is wrong"), self.name)
        self.form.row("words", _("More about it"), self.words, is_optional=True)
        kinds = [("kind", _("Kind"), self.kind)]
        if draft.id is None:
            self.status = combo("issue-status", {one.value: label(one) for one in Status}, draft.status)
            kinds.append(("status", _("Stands at"), self.status))
        self.form.side_by_side(*kinds)
        self._build_where(draft)
        self._build_who(draft)
        self._build_rest(draft)

    def _build_where(self, draft: IssueDraft) -> None:
        service = self.desk.service
        self.place = RecordPicker(service, find_place_choices, "issue-place", _("Ward, town or municipality"))
        self.place.set_choice(self.facts.choice(draft.place_id))
        self.spot = line("issue-spot", draft.spot, _("The six streets above the clinic"))
        self.touches = line("issue-touches", draft.touches, _("Families with small children, a crèche"))
        self.households = line("issue-households", "" if draft.households is None else str(draft.households))
        self.form.add(SectionHeader(_("Where, and whom it touches"), "issue-section-where"))
        self.form.side_by_side(("place", _("Place"), self.place), ("spot", _("Where exactly"), self.spot))
        self.form.row(
            "touches",
            _("Whom it touches"),
            self.touches,
            _("Without names: no identity or telephone numbers, and nobody who could be told from the words."),
            is_optional=True,
        )
        self.form.row("households", _("Households"), self.households, is_optional=True)

    def _build_who(self, draft: IssueDraft) -> None:
        service, today = self.desk.service, clock.today()
        self.respondent = RecordPicker(service, find_body_choices, "issue-respondent", _("Department or municipality"))
        self.reporter = RecordPicker(service, find_body_choices, "issue-reported-by", _("The CSO that brought it"))
        self.respondent.set_choice(self.facts.choice(draft.respondent_id))
        self.reporter.set_choice(self.facts.choice(draft.reported_by_id))
        self.number = line("issue-their-number", draft.their_number, "REF 2211/26")
        self.reported = day_field("issue-reported", today, draft.reported_on or today, is_past=True)
        self.review = day_field("issue-review", today, draft.review_on)
        self.form.add(SectionHeader(_("Who has to put it right"), "issue-section-who"))
        self.form.side_by_side(
            ("respondent", _("Respondent"), self.respondent), ("number", _("Their number"), self.number)
        )
        self.form.side_by_side(
            ("reporter", _("Reported by"), self.reporter),
            ("reported", _("Reported on"), self.reported),
            ("review", _("Look again on"), self.review),
        )

    def _build_rest(self, draft: IssueDraft) -> None:
        owners: dict[int, str] = {0: _("Nobody yet")} | {user.id: user.name for user in self.facts.users}
        self.owner = combo("issue-owner", owners, draft.owner_id or 0)
        levels = {level: confidentiality_words(level) for level in range(3)}
        self.levels = combo("issue-confidentiality", levels, draft.confidentiality)
        self.topic_fields = TopicFields("issue", self.facts.topics, self.facts.tags, draft.topics, draft.tags)
        self.source = line("issue-source", draft.source)
        self.form.add(SectionHeader(_("About it"), "issue-section-about"))
        self.form.side_by_side(
            ("owner", _("Our owner"), self.owner), ("confidentiality", _("Confidentiality"), self.levels)
        )
        self.topic_fields.add_to(self.form)
        self.form.row("source", _("Source"), self.source, is_optional=True)

    def check(self) -> bool:
        """Days and numbers must be understood, topics known."""
        days = (("reported", self.reported), ("review", self.review))
        return self.topic_fields.check(self.form) and self.check_numbers("households") and self.check_days(*days)

    def draft(self) -> IssueDraft:
        """What is written."""
        return replace(
            self.facts.draft,
            title=self.name.text(),
            words=self.words.toPlainText(),
            kind=str(self.kind.currentData()),
            status=str(self.status.currentData()) if self.facts.draft.id is None else self.facts.draft.status,
            place_id=self.place.record_id or None,
            spot=self.spot.text(),
            touches=self.touches.text(),
            households=read_number(self.households) if is_number(self.households) else -1,
            respondent_id=self.respondent.record_id or None,
            reported_by_id=self.reporter.record_id or None,
            their_number=self.number.text(),
            reported_on=self.reported.day,
            review_on=self.review.day,
            owner_id=self.owner.currentData() or None,
            confidentiality=int(self.levels.currentData()),
            source=self.source.text(),
            topics=self.topic_fields.topics(),
            tags=self.topic_fields.tags.tags,
        )

    def save(self) -> None:
        """Keep it."""
        self.do(save_issue, self.draft())


# --- What starts from it ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StartForm:
    """The form of a petition or plan that begins with what an issue knows."""

    issue_id: int
    form: PetitionForm | PlanForm


def read_start_petition(issue_id: int) -> StartForm:
    """The form of a petition from this issue."""
    draft = draft_petition_of(issue_id)
    names = _names(draft.place_id, draft.petitioner_id)
    return StartForm(issue_id, replace(read_petition_form(), draft=draft, names=names))


def read_start_plan(issue_id: int) -> StartForm:
    """The form of a plan from this issue."""
    draft = draft_plan_of(issue_id)
    names = _names(draft.place_id, draft.organisation_id, draft.issue_id)
    return StartForm(issue_id, replace(read_plan_form(), draft=draft, names=names))


class StartPetition(PetitionEditor):
    """A petition that is about an issue, or belongs to the record it began with."""

    def __init__(self, parent: QWidget, desk: Desk, record_id: int, facts: PetitionForm) -> None:
        self._record_id = record_id
        super().__init__(parent, desk, facts)

    def save(self) -> None:
        """Keep it, tied to what it began with."""
        self.do(start_petition, self._record_id, self.draft())


class StartPlan(PlanEditor):
    """An advocacy plan on an issue."""

    def __init__(self, parent: QWidget, desk: Desk, issue_id: int, facts: PlanForm) -> None:
        self._issue_id = issue_id
        super().__init__(parent, desk, facts)

    def save(self) -> None:
        """Keep it with the steps of its template, tied to the issue."""
        self.do(start_plan, self._issue_id, self.draft(), self.steps())
