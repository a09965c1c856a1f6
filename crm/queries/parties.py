"""Who can promise something or be promised it: people, organisations and posts, found by name in one list."""

from __future__ import annotations

from crm.queries.base import ids, rows
from crm.queries.offices import post_name
from crm.queries.people import get_people_rows
from crm.rules import organisations
from crm.store import search
from resources.translations import _

MOST = {"people": 6, "organisations": 4, "posts": 3}

Party = tuple[int, str, str]
"""(id, name, detail)."""


def find_parties(text: str) -> list[Party]:
    """People first, then organisations, then posts, for a field that completes names."""
    words = search.expression(text)
    if not words:
        return []
    in_title = f"title : ({words})"
    return [*_people(in_title), *_organisations(in_title), *_posts(text)]


def _people(words: str) -> list[Party]:
    found = ids(
        f"SELECT p.id FROM person p WHERE {search.MATCHES.format(id='p.id')} ORDER BY p.sort_name LIMIT ?",
        words,
        MOST["people"],
    )
    return [(row.id, row.name, _joined(row.offices, row.body)) for row in get_people_rows(found)]


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _organisations(words: str) -> list[Party]:
    found = rows(
        f"SELECT o.id, o.name, o.kind FROM organisation o WHERE {search.MATCHES.format(id='o.id')} "
        "ORDER BY length(o.name), o.name LIMIT ?",
        words,
        MOST["organisations"],
    )
    return [(row[0], row[1], organisations.label(row[2])) for row in found]


def _posts(text: str) -> list[Party]:
    """Posts by title and body together: “speaker limpopo”."""
    words = text.split()
    name = "' ' || p.title || ' ' || o.name || ' ' || o.short_name"
    found = rows(
        f"SELECT p.id, {post_name()} FROM post p JOIN organisation o ON o.id = p.organisation_id "
        f"WHERE {' AND '.join([f'{name} LIKE ?'] * len(words))} ORDER BY p.is_single DESC, p.title, o.name LIMIT ?",
        *[f"% {word}%" for word in words],
        MOST["posts"],
    )
    return [(row[0], row[1], _("Post, whoever holds it")) for row in found]
