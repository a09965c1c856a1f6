"""What the forms and the page of an engagement need, each asked in one question on the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.operations.engagements import AttendanceDraft, EngagementDraft, draft_engagement
from crm.queries.attachments import AttachmentRow, list_attachments
from crm.queries.commitments import CommitmentRow, get_commitment_rows
from crm.queries.engagements import EngagementPage, get_engagement
from crm.queries.history import HistoryEntry, list_history
from crm.queries.notes import NoteRow, list_notes
from crm.queries.offices import list_offices_of
from crm.queries.people import get_names
from crm.queries.places import get_place_rows
from crm.queries.records import get_record
from crm.queries.team import UserRow, list_users
from crm.queries.topics import list_tags, list_topics
from crm.rules import clock
from resources.translations import _
from ui.pages.engagements.people_rows import Somebody, find_attending
from ui.widgets.choices import Choice

HISTORY = 8


@dataclass(frozen=True)
class EngagementForm:
    """The draft with the names of all it points at, and what can be chosen."""

    draft: EngagementDraft
    people: dict[int, Somebody]
    body: Choice | None
    place: Choice | None
    users: tuple[UserRow, ...]
    topics: dict[int, str]
    tags: tuple[str, ...]
    commitments: tuple[CommitmentRow, ...] = ()
    is_planned: bool = False  # it was there before this form


def read_form(engagement_id: int) -> EngagementForm:
    """The form of an engagement of the workspace."""
    page = get_engagement(engagement_id)
    kept = tuple(get_commitment_rows(page.commitments)) if page else ()
    return _form(draft_engagement(engagement_id), kept, is_planned=True)


def read_plan_form(about: int, on_day: date | None = None) -> EngagementForm:
    """The form of a plan with the person or body it is about: nobody has come yet, and it has a title."""
    form = read_new_form(about, on_day, code="U")
    name = get_names([about]).get(about, "") if about else ""
    if name:
        form.draft.title = _("Meeting with {name}").format(name=name)
    return form


def read_new_form(about: int, on_day: date | None = None, code: str = "P") -> EngagementForm:
    """The form of a new engagement, with the person or body it is about (0 for none)."""
    draft = EngagementDraft(title="", on_day=on_day or clock.today())
    record = get_record(about) if about else None
    if record is not None and record.noun == "people":
        draft.attendance.append(AttendanceDraft(person_id=about, code=code))
        held = [office for office in list_offices_of([about], draft.on_day)[about] if office.is_current]
        draft.organisation_id = held[0].organisation_id if held else None
    elif record is not None and record.noun == "organisations":
        draft.organisation_id = about
    return _form(draft)


def _form(
    draft: EngagementDraft, commitments: tuple[CommitmentRow, ...] = (), *, is_planned: bool = False
) -> EngagementForm:
    body, place = draft.organisation_id, draft.place_id
    places = get_place_rows([place]) if place else []
    return EngagementForm(
        draft=draft,
        people=find_attending(draft.attendance, draft.on_day),
        body=Choice(body, get_names([body]).get(body, "")) if body else None,
        place=Choice(places[0].id, places[0].name) if places else None,
        users=tuple(list_users()),
        topics={topic.id: topic.name for topic in list_topics()},
        tags=tuple(list_tags()),
        commitments=commitments,
        is_planned=is_planned,
    )


@dataclass(frozen=True)
class Whole:
    """Everything the page of an engagement shows."""

    page: EngagementPage
    people: dict[int, Somebody]
    commitments: tuple[CommitmentRow, ...]
    files: tuple[AttachmentRow, ...]
    notes: tuple[NoteRow, ...]
    history: tuple[HistoryEntry, ...]


def read_whole(engagement_id: int) -> Whole | None:
    """Everything of one engagement; None when it is gone."""
    page = get_engagement(engagement_id)
    if page is None:
        return None
    attending = [AttendanceDraft(line.person_id, line.name) for line in page.attendance]
    return Whole(
        page,
        find_attending(attending, page.on_day),
        tuple(get_commitment_rows(page.commitments)),
        tuple(list_attachments(engagement_id)),
        tuple(list_notes(engagement_id)),
        tuple(list_history(engagement_id, HISTORY)),
    )
