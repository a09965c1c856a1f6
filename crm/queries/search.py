"""Search everything, as the palette shows it: only records that have a page, and what hangs on them."""

from __future__ import annotations

from collections.abc import Sequence

from crm.queries.base import grouped, marks, rows
from crm.queries.records import Found, find, get_found
from resources.translations import _

WITH_A_PAGE = frozenset(
    {
        "people",
        "organisations",
        "engagements",
        "commitments",
        "agreements",
        "petitions",
        "plans",
        "opportunities",
        "issues",
        "outcomes",
    }
)
_OWNERS = {
    "notes": "SELECT id, about_id FROM note WHERE id IN ({})",
    "attachments": "SELECT id, about_id FROM attachment WHERE id IN ({})",
    "offices": "SELECT id, organisation_id FROM post WHERE id IN ({0}) "
    "UNION ALL SELECT id, organisation_id FROM term WHERE id IN ({0})",
}
_LOOKED_AT = 4
"""How many times the wanted number is read: places, topics and holidays are found too, and left out."""


def find_everything(text: str, limit: int = 30) -> list[Found]:
    """Records with a page in which every word of the text begins a word.

    A note, an attachment and an office answer with the noun and id of the record they are on, and their own words.
    """
    found = find(text, limit * _LOOKED_AT)
    owners = _owners_of(found)
    shown: list[Found] = []
    for one in found:
        hit = one if one.noun in WITH_A_PAGE else _as_part(one, owners.get(one.id))
        if hit is not None:
            shown.append(hit)
    return shown[:limit]


def _owners_of(found: Sequence[Found]) -> dict[int, Found]:
    """The record each note, attachment and office is on."""
    links: dict[int, int] = {}
    for noun, members in grouped((one.noun, one.id) for one in found if one.noun in _OWNERS).items():
        part_ids = [part_id for (part_id,) in members]
        sql = _OWNERS[noun].format(marks(part_ids))
        links.update(dict(rows(sql, *part_ids * sql.count("WHERE"))))
    named = {one.id: one for one in get_found(list(dict.fromkeys(links.values())))}
    return {part_id: named[owner_id] for part_id, owner_id in links.items() if owner_id in named}


def _as_part(part: Found, owner: Found | None) -> Found | None:
    if owner is None or owner.noun not in WITH_A_PAGE:
        return None
    return Found(owner.id, owner.noun, _first_line(part.name), _("on {name}").format(name=owner.name))


def _first_line(text: str) -> str:
    line = text.strip().partition("\n")[0]
    return line if len(line) <= 120 else line[:117] + "…"
