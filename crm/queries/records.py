"""Any record by its id: what it is called, and finding it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.base import build, day, grouped, ids, marks, one, rows
from crm.queries.offices import post_name
from crm.queries.rights import USE_STOPPED
from crm.rules import agreements, commitments, life_cycles, organisations
from crm.rules.dates import format_day
from crm.store import search
from crm.store.engine import database
from resources.translations import _

_NAMES = {
    "people": ("person p", "name", f"CASE WHEN {USE_STOPPED} THEN 'stopped' ELSE '' END"),
    "organisations": ("organisation", "name", "kind"),
    "places": ("place", "name", "code"),
    "engagements": ("engagement", "title", "on_day"),
    "commitments": ("commitment", "reference || ' ' || words", "status"),
    "petitions": ("petition", "reference || ' ' || title", "CASE WHEN outcome <> '' THEN outcome ELSE status END"),
    "outcomes": ("outcome", "reference || ' ' || statement", "''"),
    "issues": ("issue", "reference || ' ' || title", "status"),
    "opportunities": ("opportunity", "reference || ' ' || title", "''"),
    "templates": ("plan_template", "name", "''"),
    "letters": ("letter_template", "name", "''"),
    "topics": ("topic", "name", "''"),
    "notes": ("note", "text", "on_day"),
    "attachments": ("attachment", "file_name", "caption"),
    "team": ('"user"', "name", "''"),
    "imports": ("imported_file", "file_name", "on_day"),
    "privacy": ("hand_over", "title", "on_day"),
    "requests": ("access_request", "trim(reference || ' ' || asked_by)", "''"),
    "erasures": ("erasure", "kind", "on_day"),
    "reports": ("saved_report", "name", "''"),
    "translations": ("own_words", "english", "words"),
}


@dataclass(frozen=True)
class Found:
    """A record in a mixed list."""

    id: int
    noun: str
    name: str
    detail: str


def get_found(record_ids: Sequence[int]) -> list[Found]:
    """What these records are, in this order; ids of nothing are left out."""
    if not record_ids:
        return []
    heads = rows(f"SELECT noun, id FROM record WHERE id IN ({marks(record_ids)})", *record_ids)
    named: dict[int, Found] = {}
    for noun, members in grouped(heads).items():
        for row in _named(noun, [record_id for (record_id,) in members]):
            named[row.id] = row
    return [named[record_id] for record_id in record_ids if record_id in named]


def _named(noun: str, record_ids: Sequence[int]) -> list[Found]:
    here = marks(record_ids)
    if noun == "offices":
        found = rows(
            f"SELECT p.id, {post_name()}, '' FROM post p JOIN organisation o ON o.id = p.organisation_id "
            f"WHERE p.id IN ({here}) UNION ALL SELECT t.id, t.name || ', ' || o.name, '' FROM term t "
            f"JOIN organisation o ON o.id = t.organisation_id WHERE t.id IN ({here})",
            *record_ids,
            *record_ids,
        )
    elif noun == "agreements":
        found = rows(
            f"SELECT id, reference || ' ' || title, status FROM agreement WHERE id IN ({here}) "
            "UNION ALL SELECT c.id, trim(c.number || ' ' || c.heading) || ', ' || a.reference, '' FROM clause c "
            f"JOIN agreement a ON a.id = c.agreement_id WHERE c.id IN ({here}) "
            "UNION ALL SELECT d.id, d.title || ', ' || a.reference, d.status FROM deliverable d "
            "JOIN clause c ON c.id = d.clause_id JOIN agreement a ON a.id = c.agreement_id "
            f"WHERE d.id IN ({here}) "
            "UNION ALL SELECT i.id, i.name || ', ' || a.reference, '' FROM indicator i "
            f"JOIN agreement a ON a.id = i.agreement_id WHERE i.id IN ({here})",
            *record_ids,
            *record_ids,
            *record_ids,
            *record_ids,
        )
    elif noun == "plans":
        found = rows(
            f"SELECT id, reference || ' ' || title, status FROM plan WHERE id IN ({here}) "
            "UNION ALL SELECT s.id, s.title || ', ' || p.reference, s.status FROM plan_step s "
            f"JOIN plan p ON p.id = s.plan_id WHERE s.id IN ({here})",
            *record_ids,
            *record_ids,
        )
    elif noun == "calendar":
        found = rows(
            f"SELECT id, name, on_day FROM holiday WHERE id IN ({here}) "
            "UNION ALL SELECT p.id, trim(p.name || ' ' || o.name), p.starts_on FROM programme_period p "
            f"JOIN organisation o ON o.id = p.body_id WHERE p.id IN ({here})",
            *record_ids,
            *record_ids,
        )
    elif noun == "clocks":
        found = rows(
            f"SELECT id, trim(jurisdiction || ' ' || law), '' FROM clock_rule WHERE id IN ({here}) "
            f"UNION ALL SELECT id, name, '' FROM rung WHERE id IN ({here})",
            *record_ids,
            *record_ids,
        )
    elif noun == "routes":
        found = rows(
            "SELECT r.id, t.name, coalesce(p.name, '') FROM route r JOIN topic t ON t.id = r.topic_id "
            f"LEFT JOIN place p ON p.id = r.place_id WHERE r.id IN ({here})",
            *record_ids,
        )
    elif noun in _NAMES:
        table, name, detail = _NAMES[noun]
        found = rows(f"SELECT id, {name}, {detail} FROM {table} WHERE id IN ({here})", *record_ids)
    else:
        return []
    return [Found(row[0], noun, row[1], _detail(noun, row[2])) for row in found]


def _detail(noun: str, text: str | None) -> str:
    if not text:
        return ""
    if noun in ("engagements", "notes", "calendar", "imports", "privacy", "erasures"):
        return format_day(date.fromisoformat(text))
    if noun == "commitments":
        return commitments.label(text)
    if noun == "agreements":
        return agreements.label(text)
    if noun in ("petitions", "plans", "issues"):
        return life_cycles.label(text)
    if noun == "people":
        return _("not to be used") if text else ""
    return organisations.label(text) if noun == "organisations" else text


def find(text: str, limit: int = 30) -> list[Found]:
    """Records in which every word of the text begins a word: search as you type."""
    return get_found(search.find(database.raw(), text, limit))


@dataclass(frozen=True)
class RecordHead:
    """What every record has."""

    id: int
    noun: str
    uuid: str
    confidentiality: int
    next_look: date | None
    source: str


def get_record(record_id: int) -> RecordHead | None:
    """The head of a record, or None when there is none."""
    row = one("SELECT id, noun, uuid, confidentiality, next_look, source FROM record WHERE id = ?", record_id)
    return build(RecordHead, *row[:4], day(row[4]), row[5]) if row else None


def list_ids(noun: str) -> list[int]:
    """Ids of every record of a noun, in the order they were made."""
    return ids("SELECT id FROM record WHERE noun = ? ORDER BY id", noun)


def list_ids_above(confidentiality: int) -> list[int]:
    """Ids of every record that is more confidential than this level."""
    return ids("SELECT id FROM record WHERE confidentiality > ? ORDER BY id", confidentiality)
