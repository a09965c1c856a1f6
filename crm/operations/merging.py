"""Making one record of two: everything that points at the lost one points at the survivor, in one operation.

What points at a record is read from the models (`crm/tables/links.py`). Rows that would then say the same thing twice
are folded into one; the lost record's uuid stays as an identifier, so that lists and exports find the survivor.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_
from typing import Any

from crm.exchange.own import OWN_SCHEME
from crm.operations.base import check_unchanged, clean, dicts, operation, row_of, update_row
from crm.operations.import_writing import dumps
from crm.operations.organisations import refuse_circle
from crm.queries.import_comparing import loads
from crm.queries.import_known import contact_key
from crm.rules.engagements import presence
from crm.rules.errors import UserError
from crm.rules.merging import LISTS, SAID_OF_PRIVACY, columns_taken
from crm.rules.names import PersonName, display_name, fold, sort_name
from crm.tables.agreements import AgreementParty
from crm.tables.base import Record, Table
from crm.tables.engagements import Attendance
from crm.tables.imports import Imported
from crm.tables.links import links_to, links_to_record_in
from crm.tables.offices import Post, Role, Term
from crm.tables.organisations import Organisation
from crm.tables.people import ContactPoint, Gatekeeper, Identifier, OtherName, Person
from crm.tables.relationships import NotSame, Relationship
from crm.tables.team import User
from crm.tables.topics import Tag, TopicLink
from resources.translations import _

Row = dict[str, Any]


@dataclass(frozen=True)
class MergeDraft:
    """Two records to make one of; `take` names the fields that come from the lost one, `leave_out` lists of its."""

    keep_id: int
    lose_id: int
    take: frozenset[str] = frozenset()
    leave_out: frozenset[str] = frozenset()
    seen_changes: tuple[int, int] | None = None


@dataclass(frozen=True)
class Merged:
    """What came of it."""

    id: int
    name: str
    lost: str


def _label(merged: Merged) -> str:
    return _("Merge {lost} into {name}").format(lost=merged.lost, name=merged.name)


@operation(_label)
def merge_people(draft: MergeDraft) -> Merged:
    """Make one person of two.

    Raises UserError: "merge-with-itself", "not-found", "no-such-field", "changed-meanwhile", "merge-two-colleagues".
    """
    keep, lose = _both(Person, draft)
    if len(dicts(User.select().where(User.person_id.in_([draft.keep_id, draft.lose_id])))) > 1:
        raise UserError("merge-two-colleagues", one=keep["name"], other=lose["name"])
    columns = columns_taken("people", lose, draft.take)
    now = keep | columns
    name = PersonName(now["title"], now["given"], now["family"])
    columns |= {"name": display_name(name), "sort_name": sort_name(name), "fold": fold(f"{name.given} {name.family}")}
    columns |= {name: lose[name] for name in SAID_OF_PRIVACY if lose[name] and not keep[name]}
    _merge(Person, draft)
    _clear_own_alternates(draft.keep_id)
    update_row(Person, draft.keep_id, **columns)
    _keep_names(draft.keep_id, columns["fold"], _whole_name(lose), _whole_name(keep))
    return Merged(draft.keep_id, columns["name"], lose["name"])


def _clear_own_alternates(person_id: int) -> None:
    """Nobody stands in for themselves."""
    own = (Attendance.person_id == person_id) & (Attendance.alternate_for_id == person_id)
    Attendance.update({Attendance.alternate_for_id: None}).where(own).execute()


def _whole_name(row: Row) -> str:
    return f"{row['given']} {row['family']}".strip()


@operation(_label)
def merge_organisations(draft: MergeDraft) -> Merged:
    """Make one organisation of two, with their posts and terms; one's own organisation is never the one lost.

    Raises UserError: "merge-with-itself", "not-found", "no-such-field", "changed-meanwhile", "merge-own-organisation",
    "own-parent" when one is, however far up, a part of the other.
    """
    keep, lose = _both(Organisation, draft)
    if lose["side"] == "ours":
        raise UserError("merge-own-organisation", name=lose["name"])
    columns: Row = columns_taken("organisations", lose, draft.take)
    if keep["side"] == "ours":
        columns.pop("side", None)
    parent = columns.get("parent_id", keep["parent_id"])
    columns["parent_id"] = lose["parent_id"] if parent == draft.lose_id else parent
    if columns["parent_id"] == draft.keep_id:
        columns["parent_id"] = None
    name = str(columns.get("name", keep["name"]))
    columns["fold"] = fold(name)
    moved = _merge_parts(draft) | {draft.lose_id: draft.keep_id}
    _move_what_lists_said(moved)
    update_row(Organisation, draft.keep_id, parent_id=columns["parent_id"])
    _merge(Organisation, draft)
    update_row(Organisation, draft.keep_id, **columns)
    refuse_circle(draft.keep_id, columns["parent_id"])
    _keep_names(draft.keep_id, columns["fold"], lose["name"], keep["name"], lose["short_name"], keep["short_name"])
    return Merged(draft.keep_id, name, lose["name"])


def _both(table: type[Table], draft: MergeDraft) -> tuple[Row, Row]:
    if draft.keep_id == draft.lose_id:
        raise UserError("merge-with-itself")
    for record_id, seen in zip((draft.keep_id, draft.lose_id), draft.seen_changes or (None, None), strict=True):
        check_unchanged(record_id, seen)
    return row_of(table, draft.keep_id), row_of(table, draft.lose_id)


# --- Any two records of one table ------------------------------------------------------------------------------------


def _merge(table: type[Table], draft: MergeDraft) -> None:
    """Let everything that points at the lost record point at the survivor, and delete the lost one."""
    keep_id, lose_id = draft.keep_id, draft.lose_id
    for left_out in draft.leave_out:
        _leave_out(left_out, lose_id)
    for rule in _FOLDS:
        rule.apply(keep_id, lose_id)
    for link in links_to_record_in(table._meta.table_name):
        link.table.update({link.column: keep_id}).where(getattr(link.table, link.column) == lose_id).execute()
    _keep_head(keep_id, lose_id)
    table.delete().where(table.id == lose_id).execute()
    Record.delete().where(Record.id == lose_id).execute()


def _leave_out(name: str, lose_id: int) -> None:
    tables: dict[str, type[Table]] = {each._meta.table_name: each for each in (ContactPoint, OtherName, Tag, TopicLink)}
    if name not in LISTS:
        raise UserError("no-such-field", field=name, known=", ".join(LISTS))
    table = tables[name]
    table.delete().where(getattr(table, table.owner) == lose_id).execute()


def _keep_head(keep_id: int, lose_id: int) -> None:
    """The stricter confidentiality, the earlier look, and the lost one's uuid."""
    keep, lose = row_of(Record, keep_id), row_of(Record, lose_id)
    looks = [row["next_look"] for row in (keep, lose) if row["next_look"]]
    level = max(keep["confidentiality"], lose["confidentiality"])
    source = keep["source"] or lose["source"]
    update_row(Record, keep_id, confidentiality=level, next_look=min(looks, default=None), source=source)
    Identifier.insert(record_id=keep_id, scheme=OWN_SCHEME, value=lose["uuid"]).execute()


def _keep_names(record_id: int, own: str, *names: str) -> None:
    """Whatever either was called and the survivor no longer is becomes another name."""
    known = {own} | {row["fold"] for row in dicts(OtherName.select().where(OtherName.record_id == record_id))}
    for name in map(clean, names):
        if fold(name) and fold(name) not in known:
            known.add(fold(name))
            OtherName.insert(record_id=record_id, name=name, fold=fold(name)).execute()


# --- Rows that would say the same thing twice ------------------------------------------------------------------------


def _fill(kept: Row, other: Row) -> Row:
    """What the kept row is silent on."""
    return {column: value for column, value in other.items() if value and not kept[column]}


@dataclass(frozen=True)
class _Fold:
    """How rows of one table that come to say the same thing become one; `who` are the columns that change."""

    table: type[Table]
    who: tuple[str, ...]
    key: Callable[[Row], Hashable]
    join: Callable[[Row, Row], Row] = _fill
    is_same: Callable[[Row, Row], bool] = lambda _one, _other: True
    is_pointless: Callable[[Row], bool] = lambda _row: False

    def apply(self, keep_id: int, lose_id: int) -> None:
        """Fold the lost record's rows into the survivor's, and drop what would point at itself."""
        ours = self._rows(keep_id)
        for row in self._rows(lose_id):
            moved = row | {column: keep_id for column in self.who if row[column] == lose_id}
            if self.is_pointless(moved):
                self._delete(row["id"], None)
                continue
            same = next((one for one in ours if self.key(one) == self.key(moved) and self.is_same(one, moved)), None)
            if same is not None:
                self._join(same, moved)
            else:
                ours.append(moved)

    def _rows(self, record_id: int) -> list[Row]:
        condition = getattr(self.table, self.who[0]) == record_id
        for column in self.who[1:]:
            condition |= getattr(self.table, column) == record_id
        return dicts(self.table.select().where(condition).order_by(self.table.id))

    def _join(self, kept: Row, other: Row) -> None:
        changed = self.join(kept, other)
        changed.pop("id", None)
        self._delete(other["id"], kept["id"])
        if changed:
            update_row(self.table, kept["id"], **changed)
            kept |= changed

    def _delete(self, row_id: int, instead: int | None) -> None:
        """Delete a row; what points at it points at the other, unless that is itself."""
        for link in links_to(self.table._meta.table_name):
            column = getattr(link.table, link.column)
            link.table.update({link.column: None}).where((column == row_id) & (link.table.id == instead)).execute()
            link.table.update({link.column: instead}).where(column == row_id).execute()
        self.table.delete().where(self.table.id == row_id).execute()


def _contact_key(row: Row) -> Hashable:
    return contact_key(row["kind"], row["value"], row["normal"])


def _join_contacts(kept: Row, other: Row) -> Row:
    """The stricter of the two, checked when either was last."""
    changed = _fill(kept, other)
    checked = [row["checked_on"] for row in (kept, other) if row["checked_on"]]
    return changed | {"checked_on": max(checked)} if checked else changed


def _join_attendance(kept: Row, other: Row) -> Row:
    """Whoever was there under either record was there."""
    changed = _fill(kept, other)
    best = max((kept["code"], other["code"]), key=presence)
    return changed | {"code": best}


def _join_roles(kept: Row, other: Row) -> Row:
    """Nobody followed themselves."""
    changed = _fill(kept, other)
    return {column: value for column, value in changed.items() if (column, value) != ("succeeds_id", kept["id"])}


def _is_one_holding(one: Row, other: Row) -> bool:
    """Whether two holdings of a post say the same, or one says less; one that ended is not one that goes on."""
    if (one["term_id"], one["end_text"]) != (other["term_id"], other["end_text"]):
        return False
    columns = ("party_id", "place_id", "start_text")
    return all(not one[column] or not other[column] or one[column] == other[column] for column in columns)


def _is_circular(one: str, other: str, row: Row) -> bool:
    return bool(row[one] == row[other])


_FOLDS: tuple[_Fold, ...] = (
    _Fold(ContactPoint, ("record_id",), _contact_key, _join_contacts),
    _Fold(OtherName, ("record_id",), lambda row: row["fold"]),
    _Fold(Identifier, ("record_id",), lambda row: (row["scheme"], row["value"])),
    _Fold(Tag, ("record_id",), lambda row: fold(row["word"])),
    _Fold(TopicLink, ("record_id",), lambda row: row["topic_id"]),
    _Fold(
        Gatekeeper,
        ("record_id", "via_id"),
        lambda row: (row["record_id"], row["via_id"], row["ended_on"]),
        is_pointless=partial(_is_circular, "record_id", "via_id"),
    ),
    _Fold(
        Relationship,
        ("record_id", "other_id"),
        lambda row: (row["record_id"], row["other_id"], row["kind"], row["ended_on"]),
        is_pointless=partial(_is_circular, "record_id", "other_id"),
    ),
    _Fold(
        NotSame,
        ("record_id", "other_id"),
        lambda row: frozenset((row["record_id"], row["other_id"])),
        is_pointless=partial(_is_circular, "record_id", "other_id"),
    ),
    _Fold(Role, ("person_id", "post_id"), lambda row: (row["person_id"], row["post_id"]), _join_roles, _is_one_holding),
    _Fold(
        Attendance,
        ("person_id",),
        lambda row: (row["engagement_id"], row["person_id"]),
        _join_attendance,
    ),
    _Fold(AgreementParty, ("organisation_id",), lambda row: (row["agreement_id"], row["organisation_id"])),
)


# --- The posts and terms of a body -----------------------------------------------------------------------------------


def _merge_parts(draft: MergeDraft) -> dict[int, int]:
    """Make one of posts of the same title and terms of the same name; which became which."""
    moved: dict[int, int] = {}
    parts: Sequence[tuple[type[Table], Callable[[Row], Hashable]]] = (
        (Term, lambda row: fold(row["name"])),
        (Post, lambda row: (row["fold"], row["place_id"])),
    )
    for table, key in parts:
        ours = {key(row): row for row in dicts(table.select().where(table.organisation_id == draft.keep_id))}  # type: ignore[attr-defined]
        for row in dicts(table.select().where(table.organisation_id == draft.lose_id)):  # type: ignore[attr-defined]
            same = ours.get(key(row))
            if same is None:
                continue
            moved[row["id"]] = same["id"]
            _merge(table, MergeDraft(same["id"], row["id"]))
            filled = _fill(same, row)
            if filled:
                update_row(table, same["id"], **filled)
    return moved


def _move_what_lists_said(moved: dict[int, int]) -> None:
    """The bodies, parties and terms that lists named, where they are remembered by id: the next list is compared."""
    for row in _rows_naming(moved):
        fields = loads(row["fields"])
        seats = [_seat(seat, moved) for seat in fields.get("seats", [])]
        if seats != fields.get("seats", []):
            update_row(Imported, row["id"], fields=dumps(fields | {"seats": seats}))


def _rows_naming(ids: Iterable[int]) -> list[Row]:
    """What lists said that may name one of these: few of many thousands, so that the others are not read."""
    condition = reduce(or_, (Imported.fields.contains(str(each)) for each in ids))
    return dicts(Imported.select().where(condition))


def _seat(seat: list[Any], moved: dict[int, int]) -> list[Any]:
    """A holding as `crm.queries.import_comparing.Seat` keeps it: body, title, party, place, term, start, end."""
    return [moved.get(value, value) if at in (0, 2, 4) else value for at, value in enumerate(seat)]
