"""Whom we may no longer need to keep: long untouched for their kind, with nothing open.

What counts is what happened: an engagement, a promise, a note, a check, an office that ended. That somebody tidied the
record does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.base import Tuple, day, rows
from crm.queries.offices import HOLDS_ON, list_offices_of
from crm.queries.team import get_setting
from crm.rules import clock
from crm.rules.commitments import Side
from crm.rules.dates import format_day
from crm.rules.privacy import Ground
from crm.rules.retention import SETTING, Kind, Months, label, read_months
from resources.translations import _

MOST = 200
"""So many are looked through at a time: those whom nobody touched for longest."""


@dataclass(frozen=True)
class ToLookThrough:
    """Somebody to decide about, and why now."""

    id: int
    name: str
    detail: str
    kind: Kind
    last_on: date
    why: str
    keep_until: date | None
    keep_reason: str


@dataclass(frozen=True)
class Retention:
    """The first of those to look through; `is_whole` says whether there are no more."""

    people: tuple[ToLookThrough, ...]
    months: Months
    is_whole: bool


def get_months() -> Months:
    """For how long each kind is kept here."""
    return read_months(get_setting(SETTING))


def list_to_look_through(today: date | None = None, most: int = MOST) -> Retention:
    """Those to decide about, whose consent was taken back first, then by when they were last touched."""
    today, months = today or clock.today(), get_months()
    found = rows(_statement(today, months), most + 1)
    offices = list_offices_of([row[0] for row in found], today) if found else {}
    people = tuple(_to_look_through(row, [office.words for office in offices[row[0]]]) for row in found[:most])
    return Retention(people, months, len(found) <= most)


def _to_look_through(row: Tuple, offices: Sequence[str]) -> ToLookThrough:
    person_id, name, kind, last, withdrawn, keep_until, keep_reason = row
    last_on, until, taken_back = day(last) or date.min, day(keep_until), day(withdrawn)
    return ToLookThrough(
        person_id, name, offices[0] if offices else "", Kind(kind), last_on, _why(kind, last_on, until, taken_back),
        until, keep_reason,
    )  # fmt: skip


def _why(kind: str, last_on: date, until: date | None, taken_back: date | None) -> str:
    if taken_back is not None:
        return _("Consent was taken back on {day}, and there is no other ground").format(day=format_day(taken_back))
    words = _("{kind}; last had to do with us on {day}").format(kind=label(kind), day=format_day(last_on))
    passed = _("was to be kept until {day}").format(day=format_day(until)) if until else ""
    return "; ".join(part for part in (words, passed) if part)


_LAST = """max(
    coalesce((SELECT max(e.on_day) FROM attendance a JOIN engagement e ON e.id = a.engagement_id
              WHERE a.person_id = p.id), ''),
    coalesce((SELECT max(n.on_day) FROM note n WHERE n.about_id = p.id), ''),
    coalesce((SELECT max(coalesce(c.closed_on, c.made_on)) FROM commitment c WHERE c.bound_id = p.id), ''),
    coalesce((SELECT max(coalesce(c.closed_on, c.made_on)) FROM commitment c WHERE c.owed_to_id = p.id), ''),
    coalesce((SELECT max(coalesce(c.closed_on, c.made_on)) FROM commitment c WHERE c.maker_id = p.id), ''),
    coalesce((SELECT max(h.on_day) FROM hand_over h WHERE h.receiver_id = p.id), ''),
    coalesce((SELECT max(coalesce(r.end_to, t.end_to)) FROM role r LEFT JOIN term t ON t.id = r.term_id
              WHERE r.person_id = p.id), ''),
    coalesce((SELECT substr(min(o.at), 1, 10) FROM change ch JOIN operation o ON o.id = ch.operation_id
              WHERE ch.record_id = p.id AND ch.tbl = 'person' AND ch.kind = '+'), ''),
    coalesce(p.verified_on, '')
)"""
_OPEN = (
    "SELECT 1 FROM commitment c WHERE c.status <> 'closed' AND c.bound_id = p.id",
    "SELECT 1 FROM commitment c WHERE c.status <> 'closed' AND c.owed_to_id = p.id",
    "SELECT 1 FROM commitment c WHERE c.status <> 'closed' AND c.maker_id = p.id",
    "SELECT 1 FROM agreement_party ap JOIN agreement a ON a.id = ap.agreement_id WHERE a.status <> 'closed' "
    "AND ap.focal_id = p.id",
    "SELECT 1 FROM agreement_party ap JOIN agreement a ON a.id = ap.agreement_id WHERE a.status <> 'closed' "
    "AND ap.signatory_id = p.id",
    "SELECT 1 FROM petition pe WHERE pe.status <> 'closed' AND p.id IN (pe.petitioner_id, pe.member_id, "
    "pe.official_id)",
    'SELECT 1 FROM "user" u WHERE u.person_id = p.id',
)
"""What keeps somebody: a promise, an agreement or a petition that is open, an own key to this workspace."""


def _statement(today: date, months: Months) -> str:
    """The question; the days stand in it many times and are written in. It takes how many are wanted."""
    holds = HOLDS_ON.replace("?", f"'{today.isoformat()}'")
    held = "FROM role r JOIN post po ON po.id = r.post_id JOIN organisation og ON og.id = po.organisation_id"
    kind = (
        f"CASE WHEN EXISTS (SELECT 1 {held} WHERE r.person_id = p.id AND og.side = '{Side.PUBLIC}') THEN "
        f"'{Kind.OFFICE}' WHEN EXISTS (SELECT 1 {held} WHERE r.person_id = p.id) THEN '{Kind.PARTNER}' "
        f"ELSE '{Kind.OTHER}' END"
    )
    before = " ".join(f"WHEN '{each}' THEN '{months.day_before(each, today).isoformat()}'" for each in Kind)
    withdrawn = f"CASE WHEN p.ground = '{Ground.CONSENT}' THEN p.consent_withdrawn_on END"
    in_office = f"SELECT 1 FROM role r LEFT JOIN term t ON t.id = r.term_id WHERE r.person_id = p.id AND {holds}"
    is_open = " OR ".join(f"EXISTS ({each})" for each in (in_office, *_OPEN))
    return (
        f"SELECT id, name, kind, last, withdrawn, keep_until, keep_reason FROM (SELECT p.id, p.name, {kind} AS kind, "
        f"{_LAST} AS last, {withdrawn} AS withdrawn, p.keep_until, p.keep_reason FROM person p "
        f"WHERE p.anonymised_on IS NULL AND (p.keep_until IS NULL OR p.keep_until < '{today.isoformat()}') "
        f"AND ({withdrawn} IS NOT NULL OR NOT ({is_open}))) AS found "
        f"WHERE withdrawn IS NOT NULL OR last < CASE kind {before} END "
        "ORDER BY withdrawn IS NULL, last, id LIMIT ?"
    )
