"""Whom and what to make sure of: never checked, or checked long ago, those needed soonest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crm.queries.base import Tuple, build, day, one, rows, scalar
from crm.queries.doubles import get_double_sides
from crm.queries.offices import HOLDS_ON
from crm.queries.rights import USE_STOPPED
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
_OF_OTHERS = "t.side <> 'ours' AND NOT t.is_closed"
_TABLES = {"people": "person", "organisations": "organisation"}


def list_to_verify(on: date, noun: str = "") -> list[tuple[int, str]]:
    """(id, noun) of those to make sure of, those needed soonest first, then those never checked."""
    needed = _needed(on)
    found: list[Tuple] = []
    for each in _TABLES:
        if noun in ("", each):
            due = rows(_due("t.id, coalesce(t.next_check_on, t.verified_on, '')", each, on))
            found += [(record_id, each, needed.get(record_id), last) for record_id, last in due]
    found.sort(key=lambda row: (row[2] is None, row[2] or "", row[3], row[1] != "people", row[0]))
    return [(row[0], row[1]) for row in found]


def count_to_verify(on: date) -> int:
    """How many there are."""
    return sum(int(scalar(_due("count(*)", noun, on)) or 0) for noun in _TABLES)


def get_to_verify_rows(records: Sequence[tuple[int, str]], on: date) -> list[ToVerify]:
    """Rows for these (id, noun), in this order."""
    needed = _needed(on)
    made: dict[int, ToVerify] = {}
    for noun, table in _TABLES.items():
        wanted = [record_id for record_id, each in records if each == noun]
        sides = {side.id: side for side in get_double_sides(noun, wanted)} if wanted else {}
        here = ", ".join(str(int(record_id)) for record_id in wanted)
        sql = f"SELECT t.id, t.verified_on, t.verified_by, t.next_check_on FROM {table} t WHERE t.id IN ({here})"
        for record_id, verified_on, by, again in rows(sql):
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
                day(needed.get(record_id)),
            )
    return [made[record_id] for record_id, _noun in records if record_id in made]


def _needed(on: date) -> dict[int, str]:
    """The day on which each person and body is needed next: planned with us, or an open promise of theirs is due."""
    found: dict[int, str] = {}
    for record_id, needed_on in (
        *rows(
            "SELECT a.person_id, e.on_day FROM engagement e JOIN attendance a ON a.engagement_id = e.id "
            "WHERE e.status = 'planned' AND e.on_day >= ? UNION ALL SELECT organisation_id, on_day FROM engagement "
            "WHERE status = 'planned' AND on_day >= ?",
            on,
            on,
        ),
        *rows(
            "SELECT bound_id, min(coalesce(due_agreed, due_on)) FROM commitment WHERE status <> 'closed' "
            "AND coalesce(due_agreed, due_on) IS NOT NULL GROUP BY bound_id"
        ),
    ):
        if record_id is not None:
            found[record_id] = min(needed_on, found.get(record_id, needed_on))
    return found


def _due(columns: str, noun: str, on: date) -> str:
    """The statement for those whose check is due on a day, which stands in it many times and is written in."""
    stale = on - timedelta(days=STALE_AFTER)
    left = f"t.id NOT IN (SELECT p.id FROM person p WHERE {USE_STOPPED})" if noun == "people" else _OF_OTHERS
    condition = _DUE.replace(":today", f"'{on.isoformat()}'").replace(":stale", f"'{stale.isoformat()}'")
    return f"SELECT {columns} FROM {_TABLES[noun]} t WHERE {condition} AND {left}"


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
