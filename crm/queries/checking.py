"""Whom and what to make sure of: never checked, or checked long ago, those needed soonest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crm.queries.base import Tuple, build, day, one, rows, scalar
from crm.queries.doubles import get_double_sides
from crm.queries.offices import HOLDS_ON
from crm.queries.team import get_setting
from crm.rules.checking import SETTING, Intervals, read_intervals

STALE_AFTER = 365
"""Days after which a check that names no next day has gone stale."""


@dataclass(frozen=True)
class ToVerify:
    """A person or body to make sure of."""

    id: int
    noun: str
    name: str
    detail: str
    verified_on: date | None
    verified_by: str
    next_check_on: date | None
    needed_on: date | None
    """The next planned engagement with them, or the day an open promise of theirs is due."""


@dataclass(frozen=True)
class Checked:
    """When a record was last made sure of."""

    verified_on: date | None
    verified_by: str
    next_check_on: date | None


_DUE = (
    "(t.next_check_on <= :today OR (t.next_check_on IS NULL AND (t.verified_on IS NULL OR t.verified_on < :stale))) "
    "AND EXISTS (SELECT 1 FROM contact_point c WHERE c.record_id = t.id)"
)
_NEEDED = (
    "(SELECT min(n.on_day) FROM (SELECT e.on_day FROM engagement e WHERE e.status = 'planned' AND e.on_day >= :today "
    "AND ({met}) UNION ALL SELECT coalesce(c.due_agreed, c.due_on) FROM commitment c WHERE c.bound_id = t.id AND "
    "c.status <> 'closed' AND coalesce(c.due_agreed, c.due_on) IS NOT NULL) n)"
)
_MET = {
    "people": "e.id IN (SELECT a.engagement_id FROM attendance a WHERE a.person_id = t.id)",
    "organisations": "e.organisation_id = t.id",
}
_TABLES = {"people": "person", "organisations": "organisation"}


def list_to_verify(on: date, noun: str = "") -> list[tuple[int, str]]:
    """(id, noun) of those to make sure of, those needed soonest first, then those never checked."""
    found: list[Tuple] = []
    for each, table in _TABLES.items():
        if noun in ("", each):
            ours = "" if each == "people" else " AND t.side <> 'ours' AND NOT t.is_closed"
            needed = _NEEDED.format(met=_MET[each])
            found += rows(
                _dated(
                    f"SELECT t.id, '{each}', {needed} AS needed, coalesce(t.next_check_on, t.verified_on, '') "
                    f"FROM {table} t WHERE {_DUE}{ours}",
                    on,
                )
            )
    found.sort(key=lambda row: (row[2] is None, row[2] or "", row[3], row[1] != "people", row[0]))
    return [(row[0], row[1]) for row in found]


def count_to_verify(on: date) -> int:
    """How many there are."""
    people = scalar(_dated(f"SELECT count(*) FROM person t WHERE {_DUE}", on))
    bodies = scalar(
        _dated(f"SELECT count(*) FROM organisation t WHERE {_DUE} AND t.side <> 'ours' AND NOT t.is_closed", on)
    )
    return int(people or 0) + int(bodies or 0)


def get_to_verify_rows(records: Sequence[tuple[int, str]], on: date) -> list[ToVerify]:
    """Rows for these (id, noun), in this order."""
    made: dict[int, ToVerify] = {}
    for noun, table in _TABLES.items():
        wanted = [record_id for record_id, each in records if each == noun]
        sides = {side.id: side for side in get_double_sides(noun, wanted)} if wanted else {}
        here = ", ".join(str(int(record_id)) for record_id in wanted)
        needed = _NEEDED.format(met=_MET[noun])
        columns = f"t.id, t.verified_on, t.verified_by, t.next_check_on, {needed}"
        sql = f"SELECT {columns} FROM {table} t WHERE t.id IN ({here})"
        for record_id, verified_on, by, again, needed_on in rows(_dated(sql, on)):
            side = sides[record_id]
            made[record_id] = build(
                ToVerify,
                record_id,
                noun,
                side.name,
                side.detail,
                day(verified_on),
                by,
                day(again),
                day(needed_on),
            )
    return [made[record_id] for record_id, _noun in records if record_id in made]


def _dated(sql: str, on: date) -> str:
    """The statement for a day; days are written in, for they stand in it many times."""
    stale = on - timedelta(days=STALE_AFTER)
    return sql.replace(":today", f"'{on.isoformat()}'").replace(":stale", f"'{stale.isoformat()}'")


def holds_office(record_id: int, on: date) -> bool:
    """Whether a person holds an office, or somebody holds one in a body."""
    return bool(
        scalar(
            "SELECT EXISTS (SELECT 1 FROM role r JOIN post p ON p.id = r.post_id LEFT JOIN term t ON t.id = r.term_id "
            f"WHERE (r.person_id = ? OR p.organisation_id = ?) AND {HOLDS_ON})",
            record_id,
            record_id,
            on,
            on,
        )
    )


def get_checked(record_id: int) -> Checked:
    """When a person or body was last made sure of; never, for anything else."""
    found = one(
        "SELECT verified_on, verified_by, next_check_on FROM person WHERE id = ? UNION ALL "
        "SELECT verified_on, verified_by, next_check_on FROM organisation WHERE id = ?",
        record_id,
        record_id,
    )
    return Checked(day(found[0]), found[1], day(found[2])) if found else Checked(None, "", None)


def get_intervals() -> Intervals:
    """After how many days records are checked here."""
    return read_intervals(get_setting(SETTING))
