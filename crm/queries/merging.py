"""Two records side by side, before they become one: what differs, what both have, and what points at the lost one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.queries.base import ids, marks, one, rows, scalar
from crm.queries.people import get_names
from crm.queries.places import get_place_rows
from crm.rules import organisations, privacy
from crm.rules.dates import format_day
from crm.rules.merging import LISTS, Field, fields_of, is_empty, suggested
from crm.store.engine import database
from crm.store.journal import newest_change
from crm.tables.base import Table
from crm.tables.links import links_to_record_in
from crm.tables.organisations import Organisation
from crm.tables.people import Person
from resources.translations import _, ngettext


@dataclass(frozen=True)
class MergeField:
    """One row of the comparison, in words."""

    key: str
    label: str
    keep: str
    lose: str
    is_equal: bool
    is_conflict: bool
    """Both say something, and not the same."""
    takes_lose: bool
    """What is suggested: the lost record's word, where the kept one has none."""


@dataclass(frozen=True)
class MergeList:
    """A list that both have a part of; what both have stands in both."""

    key: str
    label: str
    keep: tuple[str, ...]
    lose: tuple[str, ...]
    can_be_left_out: bool

    @property
    def is_equal(self) -> bool:
        """Whether the lost record adds nothing."""
        return set(self.lose) <= set(self.keep)


@dataclass(frozen=True)
class MergePreview:
    """All that is shown before two records become one."""

    noun: str
    keep_id: int
    lose_id: int
    keep: str
    lose: str
    fields: tuple[MergeField, ...]
    lists: tuple[MergeList, ...]
    pointing: tuple[str, ...]
    """What will point at the survivor, in words: “3 promises”."""
    honesty: tuple[str, ...]
    """What becomes of what the lost record alone has."""
    seen_changes: tuple[int, int]


def get_merge(keep_id: int, lose_id: int) -> MergePreview | None:
    """The comparison, or None when the two are not two people, nor two organisations."""
    nouns: dict[int, str] = dict(rows("SELECT id, noun FROM record WHERE id IN (?, ?)", keep_id, lose_id))
    noun = nouns.get(keep_id, "")
    if keep_id == lose_id or noun != nouns.get(lose_id) or noun not in ("people", "organisations"):
        return None
    table: type[Table] = Person if noun == "people" else Organisation
    keep, lose = _row(table, keep_id), _row(table, lose_id)
    taken = suggested(noun, keep, lose)
    fields = tuple(_field(noun, field, keep, lose, field.key in taken) for field in fields_of(noun))
    connection = database.raw()
    return MergePreview(
        noun,
        keep_id,
        lose_id,
        keep["name"],
        lose["name"],
        tuple(field for field in fields if field.keep or field.lose),
        tuple(_lists(keep_id, lose_id)),
        tuple(_pointing(table, lose_id)),
        tuple(_honesty(noun, keep, lose, keep_id, lose_id)),
        (newest_change(connection, keep_id), newest_change(connection, lose_id)),
    )


def _row(table: type[Table], record_id: int) -> dict[str, Any]:
    columns = [field.column_name for field in table._meta.sorted_fields]
    found = one(f'SELECT {", ".join(columns)} FROM "{table._meta.table_name}" WHERE id = ?', record_id)
    return dict(zip(columns, found or (), strict=True))


def _field(noun: str, field: Field, keep: Mapping[str, Any], lose: Mapping[str, Any], is_taken: bool) -> MergeField:
    ours, theirs = [keep[column] for column in field.columns], [lose[column] for column in field.columns]
    return MergeField(
        field.key,
        field.label,
        _words(noun, field, ours),
        _words(noun, field, theirs),
        ours == theirs or is_empty(theirs),
        ours != theirs and not is_empty(ours) and not is_empty(theirs),
        is_taken,
    )


def _words(noun: str, field: Field, values: list[Any]) -> str:
    if is_empty(values) and field.key != "kind":
        return ""
    if field.key == "checked":
        on, by, again = values
        parts = (_day(on) or _("never"), by, _("again on {day}").format(day=_day(again)) if again else "")
        return ", ".join(part for part in parts if part)
    if field.key == "parent":
        return get_names(values).get(values[0], "")
    if field.key == "place":
        return ", ".join(row.name for row in get_place_rows(values))
    if field.key == "side":
        return {"ours": _("Our own"), "partner": _("Partner"), "public": _("Public")}.get(values[0], values[0])
    if field.key == "closed":
        return _("yes") if values[0] else _("no")
    first, *rest = values
    label = _LABELS.get(field.key, str)
    return ", ".join(
        part for part in (label(first or ""), *(_day(value) or str(value or "") for value in rest)) if part
    )


_LABELS: dict[str, Callable[[str], str]] = {
    "ground": privacy.label,
    "special_ground": privacy.label,
    "do_not_contact": privacy.label,
    "kind": organisations.label,
    "sphere": organisations.label,
    "committee_kind": organisations.label,
}


def _day(value: object) -> str:
    text = str(value or "")
    return format_day(date.fromisoformat(text)) if len(text) == 10 and text[4] == "-" and text[:4].isdigit() else ""


_LISTS: dict[str, str] = {
    "contact_point": "SELECT value FROM contact_point WHERE record_id = ? ORDER BY is_preferred DESC, id",
    "other_name": "SELECT name FROM other_name WHERE record_id = ? ORDER BY id",
    "tag": "SELECT word FROM tag WHERE record_id = ? ORDER BY id",
    "topic_link": "SELECT t.name FROM topic_link l JOIN topic t ON t.id = l.topic_id WHERE l.record_id = ? ORDER BY 1",
    "role": (
        "SELECT p.title || ', ' || o.name FROM role r JOIN post p ON p.id = r.post_id JOIN organisation o "
        "ON o.id = p.organisation_id WHERE r.person_id = ? ORDER BY r.id"
    ),
    "identifier": (
        "SELECT scheme || ' ' || value FROM identifier WHERE record_id = ? AND scheme <> 'kgotla' ORDER BY id"
    ),
}


def _lists(keep_id: int, lose_id: int) -> list[MergeList]:
    labels = {key: _(words) for key, words in LISTS.items()} | {"role": _("Offices"), "identifier": _("Identifiers")}
    made = []
    for key, sql in _LISTS.items():
        ours, theirs = (tuple(text for (text,) in rows(sql, record_id)) for record_id in (keep_id, lose_id))
        if ours or theirs:
            made.append(MergeList(key, labels[key], ours, theirs, key in LISTS))
    return made


def _pointing(table: type[Table], lose_id: int) -> list[str]:
    """What other records say of the lost one, counted by what they are."""
    count: Counter[str] = Counter()
    for link in links_to_record_in(table._meta.table_name):
        name = link.table._meta.table_name
        if not link.is_owner and name != "imported":
            found = ids(f'SELECT DISTINCT "{link.table.owner}" FROM "{name}" WHERE "{link.column}" = ?', lose_id)
            count[_GROUPS.get(name, "other")] += len(found)
    return [_counted(group, number) for group, number in count.items() if number]


_GROUPS = {
    "commitment": "promises",
    "attendance": "engagements",
    "engagement": "engagements",
    "agreement_party": "agreements",
    "clause": "agreements",
    "deliverable": "agreements",
    "petition": "petitions",
    "plan": "plans",
    "plan_step": "plans",
    "note": "notes",
    "attachment": "files",
    "role": "people",
    "post": "offices",
    "term": "offices",
    "organisation": "parts",
}


def _counted(group: str, number: int) -> str:
    words = {
        "promises": ngettext("{count} promise", "{count} promises", number),
        "engagements": ngettext("{count} engagement", "{count} engagements", number),
        "agreements": ngettext("{count} part of an agreement", "{count} parts of agreements", number),
        "petitions": ngettext("{count} petition", "{count} petitions", number),
        "plans": ngettext("{count} part of a plan", "{count} parts of plans", number),
        "notes": ngettext("{count} note", "{count} notes", number),
        "files": ngettext("{count} file", "{count} files", number),
        "people": ngettext("{count} member", "{count} members", number),
        "offices": ngettext("{count} post or term", "{count} posts and terms", number),
        "parts": ngettext("{count} body within it", "{count} bodies within it", number),
        "other": ngettext("{count} other record", "{count} other records", number),
    }
    return words[group].format(count=number)


def _honesty(noun: str, keep: Mapping[str, Any], lose: Mapping[str, Any], keep_id: int, lose_id: int) -> list[str]:
    """What is not to be seen in the two columns."""
    told = []
    if keep["fold"] != lose["fold"]:
        told.append(_("The name that is not chosen stays as another name, and still finds the record."))
    levels: dict[int, int] = dict(
        rows(f"SELECT id, confidentiality FROM record WHERE id IN ({marks([0, 0])})", keep_id, lose_id)
    )
    if levels[keep_id] != levels[lose_id]:
        told.append(_("The stricter confidentiality of the two stays."))
    if noun == "people" and scalar('SELECT EXISTS (SELECT 1 FROM "user" WHERE person_id = ?)', lose_id):
        told.append(_("{name} is a colleague of yours: the survivor is then.").format(name=lose["name"]))
    told.append(_("A field's value that is not chosen is gone from the record; the history keeps it, and Undo."))
    return told
