"""The audit trail: what was done, by whom and when, counted and filtered; and the seals over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from crm.queries.base import Where, ids, in_chunks, marks, rows
from crm.rules.audit import COMPACTION, KEY_OPERATIONS, REVERSALS, Act
from crm.rules.errors import UserError
from crm.store import journal, sealing
from crm.store.engine import database


@dataclass(frozen=True)
class AuditFilter:
    """What of the history is wanted; what is left empty narrows nothing."""

    who: str = ""
    """The name whose key it was."""
    since: date | None = None
    until: date | None = None
    """Days on this computer's clock, both included."""
    noun: str = ""
    record_id: int | None = None
    act: Act | None = None
    text: str = ""
    """Every word of it stands in what was done, or in who did it."""

    @property
    def is_empty(self) -> bool:
        """Whether it lets everything through."""
        return self == AuditFilter()


def list_audit(wanted: AuditFilter, limit: int | None = None, before: int | None = None) -> list[int]:
    """The operations that fit, newest first, with ids below `before`."""
    where = _where(wanted)
    if before is not None:
        where.add("id < ?", before)
    return ids(
        f"SELECT id FROM operation{where} ORDER BY id DESC LIMIT ?", *where.values, -1 if limit is None else limit
    )


@dataclass(frozen=True)
class AuditCount:
    """How many operations fit, and how many of them each person did; who did most comes first."""

    total: int
    by_person: tuple[tuple[str, int], ...]


def count_audit(wanted: AuditFilter) -> AuditCount:
    """How many operations fit."""
    where = _where(wanted)
    found = rows(
        f'SELECT "by", count(*) FROM operation{where} GROUP BY "by" ORDER BY count(*) DESC, "by"', *where.values
    )
    return AuditCount(sum(row[1] for row in found), tuple((row[0], row[1]) for row in found))


def list_authors() -> list[str]:
    """Everybody who ever did something, by name."""
    return [row[0] for row in rows('SELECT DISTINCT "by" FROM operation ORDER BY "by"')]


def find_author(name: str) -> str:
    """The name as it is kept of somebody who did something. Raises UserError("author-not-known")."""
    authors = list_authors()
    for author in authors:
        if author.casefold() == name.strip().casefold():
            return author
    raise UserError("author-not-known", name=name, known=", ".join(authors))


def list_operations_above(operation_ids: Sequence[int], level: int) -> set[int]:
    """Those of these operations that touched a record more confidential than this level, also one that is gone."""
    hidden = set(ids("SELECT id FROM record WHERE confidentiality > ?", level)) | set(
        ids(
            "SELECT record_id FROM change WHERE tbl = 'record' AND kind = '-' "
            "AND json_extract(old, '$.confidentiality') > ?",
            level,
        )
    )
    wanted = set(operation_ids)
    found = in_chunks("SELECT DISTINCT operation_id FROM change WHERE record_id IN ({marks})", sorted(hidden))
    return {row[0] for row in found} & wanted


def _where(wanted: AuditFilter) -> Where:
    where = Where()
    where.add_given(
        ('"by" = ?', wanted.who or None),
        ("at >= ?", _midnight(wanted.since)),
        ("at < ?", _midnight(wanted.until + timedelta(1)) if wanted.until else None),
        ("id IN (SELECT operation_id FROM change WHERE record_id = ?)", wanted.record_id),
    )
    if wanted.noun:
        where.add(" OR ".join(["touched LIKE ?"] * len(_SIGNS)), *(f"%,{sign}{wanted.noun},%" for sign in _SIGNS))
    if wanted.act:
        _add_act(where, wanted.act, wanted.noun)
    for word in wanted.text.split():
        like = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        where.add("label LIKE ? ESCAPE '\\' OR \"by\" LIKE ? ESCAPE '\\'", like, like)
    return where


_SIGNS = "+-~"
_TOUCHED = {
    Act.ADDED: "%,+{noun}%",
    Act.CHANGED: "%,~{noun}%",
    Act.REMOVED: "%,-{noun}%",
    Act.BROUGHT_IN: "%,+imports,%",
    Act.TAKEN_OUT: "%,+privacy,%",
}


def _add_act(where: Where, act: Act, noun: str) -> None:
    if act in _TOUCHED:
        where.add("touched LIKE ?", _TOUCHED[act].format(noun=f"{noun}," if noun else ""))
    elif act is Act.ERASED:
        where.add("touched LIKE '%,+erasures,%' OR name = ?", COMPACTION)
    else:
        names = REVERSALS if act is Act.TAKEN_BACK else KEY_OPERATIONS
        where.add(f"name IN ({marks(names)})", *names)


def _midnight(day: date | None) -> str | None:
    """The beginning of a day here, as operations keep their time."""
    return None if day is None else datetime.combine(day, time()).astimezone(UTC).isoformat(timespec="seconds")


def get_seal() -> str:
    """The state of the workspace as it is printed: “1234 · 3f2a 9c01 7b44 e1d0”; empty before anything was done."""
    return sealing.head(database.raw()).short


class Past(StrEnum):
    """What became of a state that a paper or a backup names."""

    HERE = "here"
    """It is in this workspace's past, with everything as it was."""
    SEALED_SINCE = "sealed_since"
    """It is, and something older was since taken out of it on purpose."""
    LATER = "later"
    """This workspace has not come so far: it is an older copy."""
    ELSEWHERE = "elsewhere"
    """It never was here: another workspace, or one whose past was altered."""


@dataclass(frozen=True)
class FoundSeal:
    """What a workspace knows of a state that was printed."""

    past: Past
    label: str = ""
    """What had been done last."""
    at: str = ""
    by: str = ""
    seals: tuple[sealing.Seal, ...] = ()


def find_seal(text: str) -> FoundSeal:
    """Whether this workspace still contains the state that a paper names. Raises UserError("not-a-seal")."""
    printed = sealing.read_head(text)
    if printed is None:
        raise UserError("not-a-seal", text=text)
    connection = database.raw()
    try:
        entry = journal.get(connection, printed.operation_id)
    except KeyError:
        return FoundSeal(Past.LATER)
    if sealing.is_here(connection, printed):
        return FoundSeal(Past.HERE, entry.label, entry.at, entry.by)
    seals = tuple(sealing.sealed_since(connection, printed))
    return FoundSeal(Past.SEALED_SINCE if seals else Past.ELSEWHERE, entry.label, entry.at, entry.by, seals)
