"""All that a person's page shows, asked in one go; every question is by the person's id."""

from __future__ import annotations

from dataclasses import dataclass

from crm.queries.attachments import AttachmentRow, list_attachments
from crm.queries.checking import Checked, get_checked
from crm.queries.history import HistoryEntry, list_history
from crm.queries.notes import NoteRow, list_notes
from crm.queries.people import Moment, PersonPage, get_person, list_timeline
from ui.pages.parts.history import SHOWN as SHOWN_HISTORY
from ui.pages.parts.promises import Promises, get_promises
from ui.pages.parts.related import Related, get_related


@dataclass(frozen=True)
class PersonFacts:
    """A person with everything around them."""

    person: PersonPage
    promises: Promises
    moments: tuple[Moment, ...]
    limit: int
    notes: tuple[NoteRow, ...]
    files: tuple[AttachmentRow, ...]
    history: tuple[HistoryEntry, ...]
    related: Related
    checked: Checked


def get_person_facts(person_id: int, limit: int, with_closed: bool) -> PersonFacts | None:
    """The person's page, or None when the person is gone."""
    person = get_person(person_id)
    if person is None:
        return None
    return PersonFacts(
        person,
        get_promises(person_id, None, with_closed),
        tuple(list_timeline(person_id, limit)),
        limit,
        tuple(list_notes(person_id)),
        tuple(list_attachments(person_id)),
        tuple(list_history(person_id, SHOWN_HISTORY)),
        get_related(person_id),
        get_checked(person_id),
    )
