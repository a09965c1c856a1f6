"""People: the list, and the person's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.queries.base import Where, build, day, grouped, ids, marks, one, rows, scalar
from crm.queries.contacts import Contact, Through, list_contacts, list_gatekeepers
from crm.queries.offices import HOLDS_ON, Office, list_offices_of, post_home
from crm.queries.rights import LACKS_GROUND, USE_STOPPED
from crm.queries.successions import with_successions
from crm.rules import clock
from crm.rules.offices import post_words
from crm.rules.privacy import Standing
from crm.store import search
from resources.translations import _


@dataclass(frozen=True)
class PeopleFilter:
    """Which people a list shows; `as_of` keeps those who held an office on that day.

    `added_by` is an operation: those who were added by it. `privacy` is one of `WITH_PRIVACY`.
    """

    text: str = ""
    organisation_id: int | None = None
    party_id: int | None = None
    topic_id: int | None = None
    as_of: date | None = None
    added_by: int | None = None
    privacy: str = ""
    sort: str = "name"  # name, last_contact, open
    descending: bool = False


@dataclass(frozen=True)
class PersonRow:
    """A person in a list."""

    id: int
    name: str
    offices: str
    party: str
    body: str
    last_contact_on: date | None
    open_commitments: int
    confidentiality: int
    is_stopped: bool
    """Whether what is held is not to be used."""


@dataclass(frozen=True)
class PersonPage:
    """All that the person's page shows of the person alone."""

    id: int
    name: str
    title: str
    given: str
    family: str
    known_as: str
    sort_name: str
    languages: str
    access_needs: str
    summary: str
    ground: str
    special_ground: str
    ground_source: str
    ground_on: date | None
    verified_on: date | None
    next_check_on: date | None
    do_not_contact: str
    do_not_contact_reason: str
    confidentiality: int
    source: str
    contacts: tuple[Contact, ...]
    through: tuple[Through, ...]
    current: tuple[Office, ...]
    past: tuple[Office, ...]
    other_names: tuple[str, ...]
    topics: tuple[tuple[int, str], ...]
    tags: tuple[str, ...]
    objected_on: date | None = None
    objection: str = ""
    consent_withdrawn_on: date | None = None
    notice_on: date | None = None
    notice_how: str = ""
    keep_until: date | None = None
    keep_reason: str = ""
    is_at_risk: bool = False
    anonymised_on: date | None = None

    @property
    def standing(self) -> Standing:
        """Why the person is held, and whether what is held may be used."""
        return Standing(
            self.ground,
            self.ground_source,
            self.ground_on,
            self.objected_on,
            self.objection,
            self.consent_withdrawn_on,
        )

    @property
    def usable_contacts(self) -> tuple[Contact, ...]:
        """The ways to reach the person that may be used: none once use has stopped."""
        return self.contacts if self.standing.may_be_used else ()


_LAST_CONTACT = (
    "(SELECT max(e.on_day) FROM attendance a JOIN engagement e ON e.id = a.engagement_id "
    "WHERE a.person_id = p.id AND e.status IN ('held', 'closed_out') AND a.code NOT IN ('A', 'AP'))"
)


def _open() -> str:
    """How many open promises a person has to keep, those of the single posts they hold among them."""
    holds = HOLDS_ON.replace("?", f"'{clock.today().isoformat()}'")
    return (
        "((SELECT count(*) FROM commitment c WHERE c.bound_id = p.id AND c.status <> 'closed') + (SELECT count(*) FROM "
        "role r JOIN post po ON po.id = r.post_id JOIN commitment c ON c.bound_id = po.id LEFT JOIN term t ON t.id = "
        f"r.term_id WHERE r.person_id = p.id AND po.is_single AND c.status <> 'closed' AND {holds}))"
    )


_ADDED_BY = (
    "p.id IN (SELECT c.record_id FROM operation o JOIN change c ON c.id BETWEEN o.first_change AND o.last_change "
    "WHERE o.id = ? AND c.tbl = 'person' AND c.kind = '+')"
)


WITH_PRIVACY = {
    "no_ground": LACKS_GROUND,
    "no_notice": "p.notice_on IS NULL",
    "stopped": USE_STOPPED,
    "at_risk": "p.is_at_risk = 1",
}
"""By what of their privacy people are found: what is lacking, who may not be used, who could be harmed."""


def list_people(wanted: PeopleFilter | None = None) -> list[int]:
    """Ids of people in the order of the list."""
    wanted = wanted or PeopleFilter()
    where = Where()
    if search.expression(wanted.text):
        where.add(search.MATCHES.format(id="p.id"), search.expression(wanted.text))
    if wanted.topic_id is not None:
        where.add("p.id IN (SELECT record_id FROM topic_link WHERE topic_id = ?)", wanted.topic_id)
    if wanted.added_by is not None:
        where.add(_ADDED_BY, wanted.added_by)
    if wanted.privacy:
        where.add(WITH_PRIVACY[wanted.privacy])
    _add_office_conditions(where, wanted)
    order = {"name": "p.sort_name", "last_contact": _LAST_CONTACT, "open": _open()}.get(wanted.sort, "p.sort_name")
    direction = "DESC" if wanted.descending else "ASC"
    return ids(f"SELECT p.id FROM person p{where} ORDER BY {order} {direction}, p.id", *where.values)


def count_people() -> int:
    """How many people are in it who still have a name."""
    return int(scalar("SELECT count(*) FROM person WHERE anonymised_on IS NULL") or 0)


def count_with_privacy(which: str) -> int:
    """How many people there are of whom this is so: a key of `WITH_PRIVACY`."""
    return int(scalar(f"SELECT count(*) FROM person p WHERE {WITH_PRIVACY[which]}") or 0)


def _add_office_conditions(where: Where, wanted: PeopleFilter) -> None:
    if wanted.organisation_id is None and wanted.party_id is None and wanted.as_of is None:
        return
    on = wanted.as_of or clock.today()
    conditions, values = [HOLDS_ON], [on, on]
    for column, value in (("po.organisation_id", wanted.organisation_id), ("r.party_id", wanted.party_id)):
        if value is not None:
            conditions.append(f"{column} = ?")
            values.append(value)  # type: ignore[arg-type]
    where.add(
        "p.id IN (SELECT r.person_id FROM role r JOIN post po ON po.id = r.post_id "
        f"LEFT JOIN term t ON t.id = r.term_id WHERE {' AND '.join(conditions)})",
        *values,
    )


def get_people_rows(person_ids: Sequence[int], on: date | None = None) -> list[PersonRow]:
    """Rows for these people, in this order, with the offices held on the day (today, unless said)."""
    if not person_ids:
        return []
    found = rows(
        f"SELECT p.id, p.name, {_LAST_CONTACT}, {_open()}, rec.confidentiality, {USE_STOPPED} FROM person p "
        f"JOIN record rec ON rec.id = p.id WHERE p.id IN ({marks(person_ids)})",
        *person_ids,
    )
    offices = list_offices_of(person_ids, on or clock.today())
    by_id = {row[0]: _person_row(row, offices[row[0]]) for row in found}
    return [by_id[person_id] for person_id in person_ids if person_id in by_id]


def _person_row(row: tuple[object, ...], offices: list[Office]) -> PersonRow:
    person_id, name, last_contact, open_commitments, confidentiality, is_stopped = row
    held = [office for office in offices if office.is_current]
    return PersonRow(
        id=person_id,  # type: ignore[arg-type]
        name=str(name),
        offices="; ".join(dict.fromkeys(office.title for office in held)),
        party=next((office.party for office in held if office.party), ""),
        body=held[0].organisation if held else "",
        last_contact_on=day(last_contact),  # type: ignore[arg-type]
        open_commitments=open_commitments,  # type: ignore[arg-type]
        confidentiality=confidentiality,  # type: ignore[arg-type]
        is_stopped=bool(is_stopped),
    )


_PAGE_COLUMNS = (
    "p.id, p.name, p.title, p.given, p.family, p.known_as, p.sort_name, p.languages, p.access_needs, p.summary, "
    "p.ground, p.special_ground, p.ground_source, p.ground_on, p.verified_on, p.next_check_on, p.do_not_contact, "
    "p.do_not_contact_reason, rec.confidentiality, rec.source"
)
_CARE_COLUMNS = (
    "p.objected_on, p.consent_withdrawn_on, p.notice_on, p.keep_until, p.anonymised_on, p.objection, p.notice_how, "
    "p.keep_reason, p.is_at_risk"
)


def get_person(person_id: int, on: date | None = None) -> PersonPage | None:
    """The person's page, or None when there is no such person."""
    row = one(
        f"SELECT {_PAGE_COLUMNS}, {_CARE_COLUMNS} FROM person p JOIN record rec ON rec.id = p.id WHERE p.id = ?",
        person_id,
    )
    if row is None:
        return None
    offices = with_successions(list_offices_of([person_id], on or clock.today())[person_id])
    return build(
        PersonPage,
        *row[:13],
        *(day(value) for value in row[13:16]),
        *row[16:20],
        contacts=list_contacts(person_id),
        through=list_gatekeepers(person_id),
        current=tuple(office for office in offices if office.is_current),
        past=tuple(office for office in offices if not office.is_current),
        other_names=list_other_names(person_id),
        topics=list_topics_of(person_id),
        tags=list_tags_of(person_id),
        **_care(row[20:]),
    )


def _care(columns: Sequence[Any]) -> dict[str, Any]:
    """What the law asks to be known of a person, by name."""
    names = [name.strip().removeprefix("p.") for name in _CARE_COLUMNS.split(",")]
    days = [day(value) for value in columns[:5]]
    return dict(zip(names, (*days, *columns[5:8], bool(columns[8])), strict=True))


def list_other_names(record_id: int) -> tuple[str, ...]:
    """Other names of a person or organisation."""
    return tuple(name for (name,) in rows("SELECT name FROM other_name WHERE record_id = ? ORDER BY id", record_id))


def list_topics_of(record_id: int) -> tuple[tuple[int, str], ...]:
    """The topics of a record: (id, name)."""
    found = rows(
        "SELECT t.id, t.name FROM topic_link l JOIN topic t ON t.id = l.topic_id WHERE l.record_id = ? ORDER BY t.name",
        record_id,
    )
    return tuple((row[0], row[1]) for row in found)


def list_tags_of(record_id: int) -> tuple[str, ...]:
    """The tags of a record."""
    return tuple(word for (word,) in rows("SELECT word FROM tag WHERE record_id = ? ORDER BY id", record_id))


def find_people(text: str, limit: int = 8) -> list[tuple[int, str, str]]:
    """People for a field that completes names: (id, name, office or body)."""
    found = list_people(PeopleFilter(text=text))[:limit] if text.strip() else []
    return [(row.id, row.name, _detail(row)) for row in get_people_rows(found)]


def _detail(row: PersonRow) -> str:
    """The office or body, behind the mark of somebody who is not to be used."""
    stopped = _("not to be used") if row.is_stopped else ""
    return " · ".join(part for part in (stopped, row.offices or row.body) if part)


def find_by_name(fold: str) -> list[int]:
    """People whose matching key, or that of another name of theirs, is this."""
    return ids(
        "SELECT id FROM person WHERE fold = ? UNION SELECT o.record_id FROM other_name o "
        "JOIN person p ON p.id = o.record_id WHERE o.fold = ? ORDER BY 1",
        fold,
        fold,
    )


@dataclass(frozen=True)
class Moment:
    """One thing on a person's or body's timeline."""

    on: date
    noun: str
    id: int
    title: str
    detail: str


def list_timeline(record_id: int, limit: int = 50) -> list[Moment]:
    """What happened with a person or body, newest first.

    Engagements, commitments, petitions and submissions, calls of a body, plans of a CSO or aimed at somebody, issues
    that somebody reported or has to put right, papers that were handed over, and notes.
    """
    found = rows(
        "SELECT e.on_day, 'engagements', e.id, e.title, e.status FROM engagement e WHERE e.organisation_id = ? "
        "OR e.id IN (SELECT a.engagement_id FROM attendance a WHERE a.person_id = ? OR a.organisation_id = ?) "
        "UNION ALL SELECT c.made_on, 'commitments', c.id, c.words, c.reference FROM commitment c "
        "WHERE c.bound_id = ? OR c.owed_to_id = ? "
        "UNION ALL SELECT coalesce(p.submitted_on, p.last_movement_on), 'petitions', p.id, p.title, p.reference "
        "FROM petition p WHERE ? IN (p.body_id, p.committee_id, p.respondent_id, p.petitioner_id, p.member_id, "
        "p.official_id) "
        "UNION ALL SELECT coalesce(o.opens_on, o.last_movement_on), 'opportunities', o.id, o.title, o.reference "
        "FROM opportunity o WHERE ? IN (o.body_id, o.committee_id, o.contact_id) "
        "UNION ALL SELECT coalesce(a.starts_on, a.last_movement_on), 'plans', a.id, a.title, a.reference FROM plan a "
        "WHERE a.organisation_id = ? "
        "OR a.id IN (SELECT t.record_id FROM tie t WHERE t.other_id = ? AND t.kind IN ('aims_at', 'with')) "
        "UNION ALL SELECT i.reported_on, 'issues', i.id, i.title, i.reference FROM issue i "
        "WHERE ? IN (i.respondent_id, i.reported_by_id) "
        "UNION ALL SELECT h.on_day, 'privacy', h.id, h.title, '' FROM hand_over h WHERE h.receiver_id = ? "
        "UNION ALL SELECT n.on_day, 'notes', n.id, n.text, '' FROM note n WHERE n.about_id = ? "
        "ORDER BY 1 DESC, 3 DESC LIMIT ?",
        *[record_id] * 12,
        limit,
    )
    return [Moment(date.fromisoformat(row[0]), *row[1:]) for row in found]


def get_names(record_ids: Sequence[int]) -> dict[int, str]:
    """Names of people, organisations and posts by id, a post with its holder today; ids of anything else left out."""
    if not record_ids:
        return {}
    here = marks(record_ids)
    found = rows(
        f"SELECT id, name FROM person WHERE id IN ({here}) UNION ALL SELECT id, name FROM organisation "
        f"WHERE id IN ({here})",
        *record_ids,
        *record_ids,
    )
    return {row[0]: row[1] for row in found} | _post_names(record_ids)


def _post_names(record_ids: Sequence[int]) -> dict[int, str]:
    """“Chairperson, Committee on Health (now Hon. A. Sample)”.

    The name of a post goes wherever its promises go: a holder who is not open to everybody is not named in it.
    """
    here, today = marks(record_ids), clock.today()
    posts = rows(
        f"SELECT p.id, p.title, {post_home()}, "
        "p.place_id IS NOT NULL OR EXISTS (SELECT 1 FROM role r WHERE r.post_id = p.id AND r.awaits_successor) "
        f"FROM post p JOIN organisation o ON o.id = p.organisation_id WHERE p.id IN ({here})",
        *record_ids,
    )
    if not posts:
        return {}
    holders = grouped(
        rows(
            "SELECT r.post_id, CASE WHEN rec.confidentiality > 0 THEN '' ELSE pe.name END FROM role r "
            "JOIN person pe ON pe.id = r.person_id JOIN record rec ON rec.id = pe.id "
            f"LEFT JOIN term t ON t.id = r.term_id WHERE r.post_id IN ({here}) AND {HOLDS_ON} ORDER BY pe.sort_name",
            *record_ids,
            today,
            today,
        )
    )
    return {
        post_id: post_words(title, body, [name for (name,) in holders.get(post_id, ())], is_vacant=bool(awaits))
        for post_id, title, body, awaits in posts
    }
