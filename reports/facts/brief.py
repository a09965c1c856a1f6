"""The facts of the pre-visit brief: all one wants to know in the car, of a planned engagement, a body or a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from crm.rules.dates import format_day
from crm.rules.engagements import Mode, Response, label
from reports.facts.audience import level_of, reader_of
from reports.facts.clauses import Bound, gather_clauses
from reports.facts.confidentiality import LEVELS, Gate, foot_words, kept_back_words, shown_words
from reports.facts.corrections import Correction, gather_corrections
from reports.facts.meeting import (
    MOST_MET,
    About,
    Asked,
    Delegate,
    about_options,
    agenda_of,
    asks_of,
    bodies_of,
    read_about,
    when_words,
    where_words,
)
from reports.facts.meeting_form import FormFacts, form_of
from reports.facts.people import Met, Way, gather_people, way
from reports.facts.promises import Promises, gather_promises
from reports.facts.workspace import get_origin
from reports.options import Chosen
from resources.translations import _

OPTIONS = about_options(is_needed=True)
MOST_LEFT_OPEN = 6
MOST_NOTES = 6
MOST_OF_OTHERS = 3
MOST_PROMISES = 8
"""Of theirs and of ours: a brief of many pages is not read."""


@dataclass(frozen=True, slots=True)
class BriefFacts:
    """Everything the brief says."""

    title: str
    scope: str
    is_planned: bool
    """Whether it is about an engagement, which may lack something."""
    logistics: tuple[tuple[str, str], ...]
    filters: tuple[str, ...]
    agenda: tuple[str, ...]
    ours: tuple[Delegate, ...]
    met: tuple[Met, ...]
    also: tuple[Delegate, ...]
    """Others there, by name and office only."""
    body: str
    body_ways: tuple[Way, ...]
    promises: Promises
    clauses: tuple[Bound, ...]
    asks: tuple[Asked, ...]
    left_open: tuple[str, ...]
    more_left_open: int
    notes: tuple[str, ...]
    more_notes: int
    corrections: tuple[Correction, ...]
    form: FormFacts
    organisation_name: str
    made_by: str
    made_on: date
    confidentiality: str


def gather(ask: Callable[..., Any], chosen: Chosen) -> BriefFacts:
    """Read what the brief says. Raises as `reports.facts.meeting.read_about` does."""
    gate = Gate(ask, LEVELS[level_of(chosen)])
    about = read_about(ask, chosen, gate)
    if about is None:
        raise ValueError("a brief is about something")
    origin = get_origin(ask, chosen.made_by)
    met_ids = about.met_ids[:MOST_MET]
    left_open = _left_open(ask, about, gate, chosen.today)
    notes = _notes(ask, about, met_ids, gate) if reader_of(chosen).has_private else []
    met = gather_people(ask, gate, met_ids, chosen.today, about.parts)
    promised = gather_promises(ask, gate, about.filter(), about.party_ids, chosen.today)
    facts = BriefFacts(
        title=_("Pre-visit brief"),
        scope=about.title,
        is_planned=about.engagement is not None,
        logistics=_logistics(ask, about, gate, chosen.today),
        filters=(),
        agenda=agenda_of(about.engagement),
        ours=about.ours,
        met=met,
        also=tuple(each for each in about.theirs if each.person_id not in met_ids),
        body=about.body,
        body_ways=_body_ways(ask, about, chosen.today),
        promises=promised,
        clauses=gather_clauses(ask, gate, bodies_of(ask, about, gate, chosen.today), chosen.today),
        asks=asks_of(about.engagement),
        left_open=tuple(left_open[:MOST_LEFT_OPEN]),
        more_left_open=max(0, len(left_open) - MOST_LEFT_OPEN),
        notes=tuple(notes[:MOST_NOTES]),
        more_notes=max(0, len(notes) - MOST_NOTES),
        corrections=_corrections(ask, about, met, promised),
        form=form_of(ask, chosen, about),
        organisation_name=origin.organisation_name,
        made_by=origin.made_by,
        made_on=chosen.today,
        confidentiality=foot_words(chosen, origin.organisation_name),
    )
    return replace(facts, filters=(*shown_words(chosen), *kept_back_words(gate, chosen)))


def _corrections(
    ask: Callable[..., Any], about: About, met: Sequence[Met], promised: Promises
) -> tuple[Correction, ...]:
    """On the body, on the people who are described, and on the promises that stand in the brief."""
    found = {each.id: each.name for each in met}
    found |= {each.row.id: each.row.reference for each in (*promised.theirs, *promised.ours, *promised.others)}
    if about.body_id is not None:
        found[about.body_id] = about.body
    return gather_corrections(ask, found)


def _logistics(ask: Callable[..., Any], about: About, gate: Gate, today: date) -> tuple[tuple[str, str], ...]:
    page = about.engagement
    if page is None:
        return _coming(ask, about, gate, today)
    lines = (
        (_("When"), when_words(page)),
        (_("Where"), where_words(page)),
        (_("Meeting point"), page.meeting_point),
        (_("How"), label(page.mode) if page.mode != Mode.IN_PERSON else ""),
        (_("With"), about.body),
        (_("Purpose"), page.purpose),
        (_("What we want"), page.wanted),
        (_("Organised by"), page.organiser),
        (_("Needs"), page.needs),
        (_("Status"), label(page.status) if page.status != "planned" else ""),
    )
    return tuple((name, words) for name, words in lines if words)


def _coming(ask: Callable[..., Any], about: About, gate: Gate, today: date) -> tuple[tuple[str, str], ...]:
    """What is planned with a body or person."""
    from crm.queries.engagements import EngagementsFilter, get_engagement_rows, list_engagements

    wanted = EngagementsFilter(
        status="planned",
        organisation_id=about.body_id,
        person_id=None if about.body_id else about.met_ids[0],
        from_day=today,
        descending=False,
    )
    shown = [each for each in ask(list_engagements, wanted) if gate.passes(each)]
    rows = ask(get_engagement_rows, shown[:3])
    words = [f"{format_day(row.on_day)} {row.start_time}".strip() + f", {row.title}" for row in rows]
    return ((_("Planned"), "; ".join(words) or _("nothing yet")),)


def _body_ways(ask: Callable[..., Any], about: About, today: date) -> tuple[Way, ...]:
    from crm.queries.contacts import list_contacts

    if about.body_id is None:
        return ()
    public = [contact for contact in ask(list_contacts, about.body_id) if not contact.is_private]
    return tuple(way(contact, today) for contact in public[:3])


def _left_open(ask: Callable[..., Any], about: About, gate: Gate, today: date) -> list[str]:
    """Points nobody followed up, and asks they would come back to, from earlier engagements with them."""
    from crm.queries.engagements import list_left_open

    bodies = [about.body_id] if about.body_id else []
    but = about.engagement.id if about.engagement else None
    found = ask(list_left_open, bodies, about.met_ids[:MOST_MET], today, but)
    return [
        open_words(each.on_day, each.text, each.raised_by, each.response, each.answer)
        for each in found
        if gate.passes(each.engagement_id)
    ]


def open_words(on: date, words: str, raised_by: str, response: str, answer: str) -> str:
    """“12 Mar 2026: A ramp at the clinic (they will revert)”."""
    more = {Response.MAYBE: _("they said maybe"), Response.WILL_REVERT: _("they will revert")}
    said = more[Response(response)] if response else raised_by
    line = _("{day}: {words}").format(day=format_day(on), words=words)
    return f"{line} ({': '.join(part for part in (said, answer) if part)})" if said or answer else line


def _notes(ask: Callable[..., Any], about: About, met_ids: Sequence[int], gate: Gate) -> list[str]:
    """What was noted about the engagement, the body and the people: the local facts, newest first."""
    from crm.queries.notes import list_notes

    engagement = [about.engagement.id] if about.engagement else []
    body = [about.body_id] if about.body_id else []
    place = about.engagement.place_id if about.engagement else None
    found = [
        note
        for record_id in (*engagement, *body, *([place] if place else ()), *met_ids)
        if gate.passes(record_id)
        for note in ask(list_notes, record_id)
        if gate.passes(note.id)
    ]
    names = {each.person_id: each.name for each in about.delegates}
    found.sort(key=lambda note: note.on, reverse=True)
    return [_note_words(note.on, names.get(note.about_id, ""), note.text) for note in found]


def _note_words(on: date, about: str, words: str) -> str:
    start = f"{format_day(on)}, {about}" if about else format_day(on)
    return f"{start}: {words}"
