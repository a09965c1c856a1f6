"""What one does with routes: write down who deals with a topic, put a wrong answer right, and use an answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from crm.operations.base import (
    check_choice,
    check_unchanged,
    clean,
    new_record,
    newest_change,
    operation,
    row_of,
    update_row,
    who_does_this,
)
from crm.operations.issues import reroute
from crm.operations.records import remove
from crm.operations.ties import add_tie
from crm.operations.topics import find_or_make_topic
from crm.queries.asking import TO_ISSUES, TO_PLANS, columns_for, get_asker
from crm.queries.own_routes import find_subject
from crm.queries.records import get_found
from crm.queries.routes import Answer
from crm.rules import clock, ties
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.organisations import Sphere
from crm.rules.routing import Part
from crm.tables.engagements import Attendance, Engagement
from crm.tables.issues import Issue
from crm.tables.petitions import Petition
from crm.tables.places import Place
from crm.tables.routes import Route
from crm.tables.topics import Topic
from resources.translations import _

remove_route = remove


@dataclass
class RouteDraft:
    """A route as the form holds it; what is left empty stays as it ships."""

    topic: str
    place_id: int | None = None
    sphere: str = ""
    department_id: int | None = None
    department_name: str = ""
    committee_id: int | None = None
    committee_name: str = ""
    person_id: int | None = None
    started_on: date | None = None
    ended_on: date | None = None
    note: str = ""
    id: int | None = None
    seen_change: int | None = None


@operation(lambda saved: _("Save route {name}").format(name=saved[1]))
def save_route(draft: RouteDraft) -> tuple[int, str]:
    """Keep who deals with a topic; returns the id and what the route is for.

    Raises UserError: "route-without-topic", "route-says-nothing", "route-ends-before-it-begins", "no-such-choice",
    "not-found", "changed-meanwhile".
    """
    return _write(draft)


@operation(lambda saved: _("Correct who deals with {name}").format(name=saved[1]))
def correct_route(draft: RouteDraft) -> tuple[int, str]:
    """Say from a day on (today, unless said) who really deals with a topic in a place: it is remembered.

    What was known until then ends on the day before; returns the id and what the route is for. Raises as `save_route`.
    """
    draft.started_on = draft.started_on or clock.today()
    topic_id = _topic_of(draft.topic)
    for row in Route.select().where(Route.topic_id == topic_id):
        if row.place_id != draft.place_id or (row.ended_on and row.ended_on < draft.started_on):
            continue
        if row.started_on is not None and row.started_on >= draft.started_on:
            draft.id = draft.id or (int(row.id) if row.started_on == draft.started_on else None)
        else:
            update_row(Route, row.id, ended_on=draft.started_on - timedelta(days=1))
    return _write(draft)


def _write(draft: RouteDraft) -> tuple[int, str]:
    values = _columns(draft)
    if draft.id is None:
        draft.id = new_record("routes")
        Route.insert(id=draft.id, **values).execute()
    else:
        check_unchanged(draft.id, draft.seen_change)
        update_row(Route, draft.id, **values)
    (found,) = get_found([draft.id])
    return draft.id, ", ".join(part for part in (found.name, found.detail) if part)


def _columns(draft: RouteDraft) -> dict[str, object]:
    says = (draft.department_id, draft.committee_id, draft.person_id, clean(draft.sphere))
    if not any((*says, clean(draft.department_name), clean(draft.committee_name))):
        raise UserError("route-says-nothing")
    if draft.started_on and draft.ended_on and draft.ended_on < draft.started_on:
        raise UserError(
            "route-ends-before-it-begins", start=draft.started_on.isoformat(), end=draft.ended_on.isoformat()
        )
    if clean(draft.sphere):
        check_choice(Sphere, clean(draft.sphere))
    if draft.place_id is not None:
        row_of(Place, draft.place_id)
    return {
        "topic_id": _topic_of(draft.topic),
        "place_id": draft.place_id,
        "sphere": clean(draft.sphere),
        "department_id": draft.department_id,
        "department_name": "" if draft.department_id else clean(draft.department_name),
        "committee_id": draft.committee_id,
        "committee_name": "" if draft.committee_id else clean(draft.committee_name),
        "person_id": draft.person_id,
        "started_on": draft.started_on,
        "ended_on": draft.ended_on,
        "verified_on": clock.today(),
        "verified_by": who_does_this(),
        "note": clean(draft.note),
    }


def _topic_of(name: str) -> int:
    """The topic of the workspace that is meant; one that only ships, or is new, is made."""
    if not clean(name):
        raise UserError("route-without-topic")
    known = Topic.get_or_none(Topic.fold == fold(clean(name)))
    if known is not None:
        return int(known.id)
    try:
        subject = find_subject(name)
    except UserError:
        return find_or_make_topic(clean(name))
    return subject.topic_id or find_or_make_topic(subject.name)


def draft_route(route_id: int) -> RouteDraft:
    """The form of a route. Raises UserError("not-found")."""
    row = row_of(Route, route_id)
    row["topic"] = row_of(Topic, row.pop("topic_id"))["name"]
    del row["verified_on"], row["verified_by"]
    return RouteDraft(**row, seen_change=newest_change(route_id))


def draft_correction(answer: Answer) -> RouteDraft:
    """The form of a correction of an answer: as we know it, for the municipality or province it is about."""
    where, route = answer.where, answer.route
    areas = (where.municipality if answer.sphere == Sphere.LOCAL else None, where.province)
    place_id = next((area.id for area in areas if area is not None and area.id is not None), None)
    draft = RouteDraft(answer.topic, place_id, started_on=answer.on)
    if route is None:
        return draft
    return replace(
        draft,
        place_id=route.place_id or place_id,
        sphere=route.sphere,
        department_id=route.department_id,
        department_name="" if route.department_id else route.department,
        committee_id=route.committee_id,
        committee_name="" if route.committee_id else route.committee,
        person_id=route.person_id,
        note=route.note,
    )


# Using an answer

_TABLES: dict[str, Any] = {"petitions": Petition, "issues": Issue, "engagements": Engagement}


@operation(lambda names: _("Put {who} into {name}").format(who=names[0], name=names[1]))
def put_into(record_id: int, part: str, who_id: int) -> tuple[str, str]:
    """Put a person or body of an answer into the record that asked, where that field is empty; returns both names.

    A plan aims at it; a person is expected at an engagement; an issue that is not theirs who were asked goes over.
    Raises UserError("field-is-filled"), ("not-found").
    """
    asker = get_asker(record_id)
    if asker is None:
        raise UserError("not-found", what=_("record"), id=record_id)
    if Part(part) not in asker.parts or who_id in asker.there:
        raise UserError("field-is-filled", name=asker.name)
    column = columns_for(asker.noun).get(Part(part), "")
    if asker.noun == TO_PLANS:
        add_tie(asker.id, who_id, ties.Kind.AIMS_AT)
    elif asker.noun == TO_ISSUES and row_of(Issue, record_id)["respondent_id"] is not None:
        reroute(record_id, who_id, clock.today())
    elif column:
        update_row(_TABLES[asker.noun], record_id, **{column: who_id})
    else:
        _expect(record_id, who_id)
    (found,) = get_found([who_id])
    return found.name, asker.name


def _expect(engagement_id: int, person_id: int) -> None:
    """Somebody more is expected at an engagement."""
    position = Attendance.select().where(Attendance.engagement_id == engagement_id).count()
    Attendance.insert(
        engagement_id=engagement_id, person_id=person_id, side="theirs", code="U", position=position
    ).execute()
