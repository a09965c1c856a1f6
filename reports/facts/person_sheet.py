"""The facts of the person sheet: offices, how to reach and address them, what was said and promised; no score."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crm.rules import privacy
from crm.rules.dates import format_approximate, format_day, parse_approximate
from reports.facts.audience import AS_THE_READER, CONFIDENTIALITY, Audience, Reader, reader_of
from reports.facts.commitments import Section, sections_of
from reports.facts.confidentiality import LEVELS, Gate
from reports.facts.contact_ways import shows_private_ways, ways_of
from reports.facts.corrections import Correction, gather_corrections
from reports.facts.head import Head, gather_head
from reports.facts.people import Door, Way, gather_people
from reports.facts.promises import without_hidden
from reports.facts.timeline import Moment, gather_timeline
from reports.facts.workspace import get_home_ways, get_name
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

if TYPE_CHECKING:
    from crm.queries.offices import Office
    from crm.queries.people import PersonPage

OPTIONS = (Option("person", mark("One person"), OptionKind.RECORD, (), "people", is_needed=True),)


@dataclass(frozen=True, slots=True)
class Noted:
    """A note of ours."""

    id: int
    on: str
    text: str


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Everything the paper says."""

    head: Head
    reader: Reader
    spoken: str
    letter: str
    caution: str
    now: tuple[str, ...]
    before: tuple[str, ...]
    ways: tuple[Way, ...]
    withheld_ways: int
    doors: tuple[Door, ...]
    facts: tuple[tuple[str, str], ...]
    """Languages, access needs, other names, topics."""
    sections: tuple[Section, ...]
    timeline: tuple[Moment, ...]
    notes: tuple[Noted, ...]
    privacy: tuple[tuple[str, str], ...]
    corrections: tuple[Correction, ...]
    """On the person, on the promises and on the notes that stand on the sheet."""
    stopped: str
    """That ways to reach the person are left out, because what is held is not to be used."""
    reach: tuple[str, ...]
    """How we are reached, for whoever has something to put right."""


def gather(ask: Callable[..., Any], chosen: Chosen) -> PersonFacts:
    """Read the person. Raises UserError: "record-not-found", "report-about-confidential"."""
    from crm.queries.commitments import CommitmentFilter, get_commitment_rows, list_commitments
    from crm.queries.people import get_person
    from crm.rules.errors import UserError

    reader = find_reader(chosen)
    person_id = chosen.record("person") or 0
    name = get_name(ask, person_id, "people")
    gate = Gate(ask, LEVELS[reader.level])
    if not gate.passes(person_id):
        raise UserError("report-about-confidential", name=name)
    person: PersonPage = ask(get_person, person_id, chosen.today)
    met = gather_people(ask, gate, [person_id], chosen.today)[0]
    found = ask(list_commitments, CommitmentFilter(status="all", person_id=person_id), chosen.today)
    rows = ask(get_commitment_rows, [each for each in found if gate.passes(each)], chosen.today)
    timeline = gather_timeline(ask, gate, person_id)
    shown = gate.words()
    with_private = shows_private_ways(chosen)
    is_hers = reader.audience is Audience.PERSON
    notes = _notes(ask, gate, person_id) if reader.is_at_home and reader.has_private else ()
    usable = person.contacts if is_hers else person.usable_contacts
    ways = ways_of(usable, chosen.today, with_private=with_private)
    return PersonFacts(
        head=gather_head(ask, chosen, _("Person sheet"), name, (), shown, reader),
        reader=reader,
        spoken=met.spoken,
        letter=met.letter,
        caution=met.caution if reader.is_at_home or is_hers else "",
        now=(*met.offices, *met.seats),
        before=tuple(_before(office) for office in person.past if gate.passes(office.organisation_id)),
        ways=ways,
        withheld_ways=len(usable) - len(ways),
        doors=met.doors if reader.is_at_home else (),
        facts=_about(person, shows_needs=reader.has_private or is_hers),
        sections=sections_of([without_hidden(row, gate) for row in rows], reader),
        timeline=timeline,
        notes=notes,
        privacy=_privacy(person) if reader.is_at_home or is_hers else (),
        corrections=gather_corrections(
            ask, {person_id: "", **{row.id: row.reference for row in rows}, **{note.id: _("note") for note in notes}}
        ),
        stopped="" if person.standing.may_be_used or is_hers else _("Left out: not to be used."),
        reach=get_home_ways(ask),
    )


def find_reader(chosen: Chosen) -> Reader:
    """The person concerned sees whatever is not restricted, unless somebody chose otherwise."""
    reader = reader_of(chosen)
    if reader.audience is not Audience.PERSON:
        return reader
    is_left_open = chosen.choices.get(CONFIDENTIALITY.name, AS_THE_READER) == AS_THE_READER
    return replace(reader, level="internal" if is_left_open else reader.level, sees_own=True)


def _before(office: Office) -> str:
    """“Member, Committee on Health, Jun 2019 to May 2024”."""
    days = [format_approximate(parse_approximate(text)) for text in (office.start_text, office.end_text) if text]
    known = [day for day in days if day]
    span = _("{start} to {end}").format(start=known[0], end=known[1]) if len(known) == 2 else "".join(known)
    return ", ".join(part for part in (office.words, span or office.term) if part)


def _about(person: PersonPage, *, shows_needs: bool) -> tuple[tuple[str, str], ...]:
    facts = (
        (_("Languages"), person.languages),
        (_("Access needs"), person.access_needs if shows_needs else ""),
        (_("Other names"), "; ".join(person.other_names)),
        (_("Topics"), "; ".join(name for _id, name in person.topics)),
        (_("About"), person.summary if shows_needs else ""),
    )
    return tuple(fact for fact in facts if fact[1])


def _notes(ask: Callable[..., Any], gate: Gate, person_id: int) -> tuple[Noted, ...]:
    from crm.queries.notes import list_notes

    return tuple(
        Noted(note.id, format_day(note.on), note.text) for note in ask(list_notes, person_id) if gate.passes(note.id)
    )


def _privacy(person: PersonPage) -> tuple[tuple[str, str], ...]:
    """Why we may hold this, where it comes from, and when somebody last made sure of it."""
    since = _("since {day}").format(day=format_day(person.ground_on)) if person.ground_on else ""
    facts = (
        (
            _("Ground"),
            ", ".join(part for part in (privacy.label(person.ground) if person.ground else "", since) if part),
        ),
        (_("Special ground"), privacy.label(person.special_ground) if person.special_ground else ""),
        (_("Source"), "; ".join(part for part in (person.ground_source, person.source) if part)),
        (_("Verified"), format_day(person.verified_on) if person.verified_on else _("never")),
    )
    return tuple(fact for fact in facts if fact[1])


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """The person we met last of those with most that is open, for ourselves and for that person."""
    from crm.queries.people import PeopleFilter, get_people_rows, list_people

    found = ask(get_people_rows, ask(list_people, PeopleFilter(sort="open", descending=True))[:20])
    met = [row for row in found if row.confidentiality == 0 and row.last_contact_on is not None]
    shown = sorted(met, key=lambda row: (row.open_commitments, row.last_contact_on), reverse=True)[:1]
    return [
        {"person": f"people:{row.id}", **({"audience": audience} if audience else {})}
        for row in shown
        for audience in ("", Audience.PERSON.value)
    ]
