"""What the editor of a commitment needs to know before it opens, asked for in one question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from crm.operations.commitments import CommitmentDraft, draft_commitment
from crm.queries.agreements import get_clause_rows
from crm.queries.engagements import EngagementsFilter, get_engagement_rows, list_engagements
from crm.queries.offices import get_office_words
from crm.queries.parties import find_parties
from crm.queries.people import get_names
from crm.queries.records import get_found, get_record
from crm.queries.team import UserRow, list_users
from crm.queries.topics import TopicRow, list_tags, list_topics
from crm.rules import clock
from crm.rules.commitments import Kind
from crm.rules.dates import format_day
from ui.widgets.choices import Choice


@dataclass(frozen=True)
class FormFacts:
    """The draft with the names of all it points at, and what can be chosen."""

    draft: CommitmentDraft
    names: dict[int, str]
    users: tuple[UserRow, ...]
    topics: tuple[TopicRow, ...]
    tags: tuple[str, ...]

    def choice(self, record_id: int | None, text: str = "") -> Choice | None:
        """A party as its field shows it."""
        if record_id is not None:
            return Choice(record_id, self.names.get(record_id, ""))
        return Choice(0, text) if text else None


class Owned(Protocol):
    """A draft of a record that one of us follows."""

    id: int | None
    owner_id: int | None


def offer_owners(draft: Owned) -> tuple[UserRow, ...]:
    """Whoever may own it: colleagues who are here, and its owner; a new one belongs to the only colleague there is."""
    users = tuple(user for user in list_users(with_left=True) if not user.has_left or user.id == draft.owner_id)
    if draft.id is None and len(users) == 1:
        draft.owner_id = users[0].id
    return users


def read_form(
    commitment_id: int | None = None,
    engagement_id: int | None = None,
    clause_id: int | None = None,
    deliverable_id: int | None = None,
) -> FormFacts:
    """The form of a commitment, or of a new one, made in an engagement or under a clause where one is given."""
    draft = draft_commitment(commitment_id) if commitment_id else _new(engagement_id)
    if clause_id:
        draft = replace(draft, clause_id=clause_id, deliverable_id=deliverable_id, kind=Kind.MOU_CLAUSE)
    return facts_of(draft)


def facts_of(draft: CommitmentDraft) -> FormFacts:
    """The form of a draft."""
    users = offer_owners(draft)
    pointed = (draft.bound_id, draft.owed_to_id, draft.maker_id, draft.witness_id)
    names = get_names([one for one in pointed if one])
    if draft.engagement_id:
        names |= {found.id: found.name for found in get_found([draft.engagement_id])}
    if draft.clause_id:
        (clause,) = get_clause_rows([draft.clause_id])
        names[clause.id] = f"{clause.name}, {clause.agreement_reference}"
        names |= {row.id: row.title for row in clause.deliverables}
    return FormFacts(draft, names, users, tuple(list_topics()), tuple(list_tags()))


def _new(engagement_id: int | None) -> CommitmentDraft:
    made_on = clock.today()
    if engagement_id:
        made_on = min(get_engagement_rows([engagement_id])[0].on_day, made_on)
    return CommitmentDraft(words="", made_on=made_on, engagement_id=engagement_id)


@dataclass(frozen=True)
class PartyFacts:
    """What a chosen party is: a person has held an office."""

    is_person: bool
    office: str


def read_party(record_id: int, on: date) -> PartyFacts:
    """Whether the party is a person, and the office held on that day."""
    record = get_record(record_id)
    is_person = record is not None and record.noun == "people"
    return PartyFacts(is_person, get_office_words(record_id, on) if is_person else "")


def party_choices(text: str) -> list[Choice]:
    """People, organisations and posts by name."""
    return [Choice(*found) for found in find_parties(text)]


def engagement_choices(text: str) -> list[Choice]:
    """Engagements by any word in them, the newest first."""
    rows = get_engagement_rows(list_engagements(EngagementsFilter(text=text))[:8])
    return [Choice(row.id, row.title, f"{format_day(row.on_day)}, {row.organisation}".rstrip(", ")) for row in rows]
