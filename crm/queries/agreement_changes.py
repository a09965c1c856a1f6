"""What changed of an agreement, its clauses, its deliverables and the promises under them.

In a period: the rows that carry a day of it. Since a report that was given out: what the journal says differs from
what that report could know, by the id of an operation and not by a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.queries.base import build, day, marks, rows
from crm.queries.people import get_names
from crm.rules import agreements, life_cycles
from crm.rules.dates import format_day
from crm.rules.letters import followed_up_words
from crm.store import journal
from crm.store.engine import database
from resources.translations import _, ngettext

Values = Mapping[str, Any]


@dataclass(frozen=True)
class AgreementChange:
    """One thing that changed: the agreement itself where no clause is named."""

    on: date | None
    """The day it happened; None of what carries no day, such as a corrected text."""
    kind: str
    record_id: int
    clause_id: int | None
    deliverable_id: int | None
    commitment_id: int | None
    words: str
    note: str
    """What we noted with it: for ourselves only."""
    is_taken_back: bool = False
    """It stood in the last report and has been undone since."""


@dataclass(frozen=True)
class _Place:
    """Where in the agreement a record is."""

    clause_id: int | None = None
    deliverable_id: int | None = None
    commitment_id: int | None = None


@dataclass(frozen=True)
class _Source:
    """A table of dated rows: whose they are, their day, the other columns, and what they say."""

    kind: str
    owner: str
    day: str
    columns: tuple[str, ...]
    words: Callable[[Values], str]
    note: Callable[[Values], str]


def list_changes_between(agreement_id: int, start: date, end: date) -> list[AgreementChange]:
    """What carries a day of the period, the earliest first."""
    places = _places(agreement_id)
    here = list(places)
    found: list[AgreementChange] = []
    for table, source in _SOURCES.items():
        columns = ("id", source.owner, source.day, *source.columns)
        names = ", ".join(f'"{name}"' for name in dict.fromkeys(columns))
        for row in rows(
            f"SELECT {names} FROM {table} WHERE {source.owner} IN ({marks(here)}) "
            f"AND {source.day} >= ? AND {source.day} <= ? ORDER BY id",
            *here,
            start,
            end,
        ):
            values = dict(zip(dict.fromkeys(columns), row, strict=True))
            found.append(_dated(source, values, values[source.owner], places))
    return _in_order(found)


def list_changes_since(agreement_id: int, operation_id: int) -> list[AgreementChange] | None:
    """What differs from how it stood after this operation: the dated first, then what carries no day.

    Work done since and undone is no change; work the last report could know and that was undone is told as taken back.
    None where it is not known, because old values were dropped from the journal since.
    """
    places = _places(agreement_id)
    try:
        differences = journal.differences(database.raw(), list(places), operation_id)
    except journal.NotKnown:
        return None
    new_clauses = {each.row_id for each in differences if each.kind == "+" and each.table == "clause"}
    found: list[AgreementChange] = []
    for each in differences:
        change = _changed(each, places, new_clauses)
        if change is not None:
            found.append(change)
    return _in_order(found)


def _changed(
    difference: journal.Difference, places: Mapping[int, _Place], new_clauses: set[int]
) -> AgreementChange | None:
    source = _SOURCES.get(difference.table)
    if source is not None and difference.kind != "~":
        values: Values = difference.before if difference.kind == "-" else _row(difference, source)
        return _dated(source, values, difference.record_id, places, is_taken_back=difference.kind == "-")
    words = _new(difference, places, new_clauses) if difference.kind == "+" else ""
    if difference.kind == "~":
        words = _corrected(difference, places)
    if not words:
        return None
    return _change(None, "corrected" if difference.kind == "~" else "new", difference.record_id, places, words)


def _row(difference: journal.Difference, source: _Source) -> Values:
    columns = (source.day, *source.columns)
    names = ", ".join(f'"{name}"' for name in columns)
    (found,) = rows(f"SELECT {names} FROM {difference.table} WHERE id = ?", difference.row_id)
    return dict(zip(columns, found, strict=True))


def _dated(
    source: _Source, values: Values, record_id: int, places: Mapping[int, _Place], *, is_taken_back: bool = False
) -> AgreementChange:
    return _change(
        day(values[source.day]),
        source.kind,
        record_id,
        places,
        source.words(values),
        source.note(values),
        is_taken_back=is_taken_back,
    )


def _change(
    on: date | None,
    kind: str,
    record_id: int,
    places: Mapping[int, _Place],
    words: str,
    note: str = "",
    *,
    is_taken_back: bool = False,
) -> AgreementChange:
    at = places[record_id]
    return AgreementChange(
        on, kind, record_id, at.clause_id, at.deliverable_id, at.commitment_id, words, note, is_taken_back
    )


def _in_order(found: Iterable[AgreementChange]) -> list[AgreementChange]:
    return sorted(found, key=lambda change: (change.on is None, change.on or date.max))


def _places(agreement_id: int) -> dict[int, _Place]:
    """Every record of the agreement, with the clause, deliverable or promise it is."""
    of_clause = "SELECT id FROM clause WHERE agreement_id = ?"
    found = rows(
        f"SELECT id, id, NULL, NULL FROM clause WHERE agreement_id = ? "
        f"UNION ALL SELECT id, clause_id, id, NULL FROM deliverable WHERE clause_id IN ({of_clause}) "
        f"UNION ALL SELECT id, clause_id, deliverable_id, id FROM commitment WHERE clause_id IN ({of_clause})",
        agreement_id,
        agreement_id,
        agreement_id,
    )
    return {agreement_id: _Place()} | {row[0]: build(_Place, *row[1:]) for row in found}


# --- What rows say -----------------------------------------------------------------------------------------------


def _day_words(value: object) -> str:
    return format_day(date.fromisoformat(str(value))) if value else _("no date")


def _step_words(values: Values) -> str:
    return life_cycles.label(str(values["outcome"] or values["to_status"]))


def _move_words(values: Values) -> str:
    words = _("Date moved from {old} to {new}") if values["old_due"] else _("Date named: {new}")
    words = words.format(old=_day_words(values["old_due"]), new=_day_words(values["new_due"]))
    return words if values["is_agreed"] else _("{moved}, not agreed").format(moved=words)


def _move_note(values: Values) -> str:
    said = _("said by {name}").format(name=values["said_by"]) if values["said_by"] else ""
    return "; ".join(part for part in (said, str(values["how"]), str(values["reason"])) if part)


def _progress_words(values: Values) -> str:
    words = _("{percent} % done").format(percent=values["percent"])
    if values["actual"] is None:
        return words
    return _("{words}, {count} so far").format(words=words, count=values["actual"])


def _follow_up_words(values: Values) -> str:
    return followed_up_words(values["channel"])


def _no_note(_values: Values) -> str:
    return ""


def _noted(values: Values) -> str:
    return str(values["note"])


_SOURCES: dict[str, _Source] = {
    "commitment": _Source("promise", "id", "made_on", (), lambda _values: _("Promised"), _no_note),
    "date_move": _Source(
        "move",
        "record_id",
        "said_on",
        ("old_due", "new_due", "said_by", "how", "reason", "is_agreed"),
        _move_words,
        _move_note,
    ),
    "follow_up": _Source(
        "follow_up",
        "record_id",
        "on_day",
        ("channel", "words", "answer"),
        _follow_up_words,
        lambda values: "; ".join(part for part in (str(values["words"]), str(values["answer"])) if part),
    ),
    "progress": _Source("progress", "deliverable_id", "on_day", ("percent", "actual", "note"), _progress_words, _noted),
    "evidence": _Source(
        "evidence",
        "record_id",
        "seen_on",
        ("words", "seen_by"),
        lambda values: _("Evidence: {words}").format(words=values["words"]) if values["words"] else _("Evidence seen"),
        lambda values: _("seen by {name}").format(name=values["seen_by"]) if values["seen_by"] else "",
    ),
    "status_change": _Source(
        "step", "record_id", "on_day", ("from_status", "to_status", "outcome", "note"), _step_words, _noted
    ),
    "amendment": _Source(
        "amendment",
        "agreement_id",
        "on_day",
        ("version", "words"),
        lambda values: _("Amended, now version {version}: {words}").format(**values),
        _no_note,
    ),
    "agreement_review": _Source(
        "review",
        "agreement_id",
        "held_on",
        ("words",),
        lambda values: _("Reviewed: {words}").format(**values),
        _no_note,
    ),
}


# --- What carries no day -----------------------------------------------------------------------------------------


def _new(difference: journal.Difference, places: Mapping[int, _Place], new_clauses: set[int]) -> str:
    """A clause tells of its deliverables too, so that one that comes round is one line and not twelve."""
    if difference.table == "clause":
        count = sum(at.clause_id == difference.row_id and _is_deliverable(at) for at in places.values())
        if not count:
            return _("New clause")
        return ngettext("New clause, with {count} deliverable", "New clause, with {count} deliverables", count)
    if difference.table == "deliverable" and places[difference.record_id].clause_id not in new_clauses:
        return _("New deliverable")
    return ""


def _is_deliverable(at: _Place) -> bool:
    return at.deliverable_id is not None and at.commitment_id is None


def _corrected(difference: journal.Difference, places: Mapping[int, _Place]) -> str:
    """What became of the columns a reader of the last report would miss; the others say so in dated rows."""
    told = _TOLD.get(difference.table, {})
    columns = [name for name in told if name in difference.before]
    if not columns:
        return ""
    now = _now(difference, columns)
    parts = [told[name](difference.before[name], now[name], places) for name in columns]
    return "; ".join(part for part in parts if part)


def _now(difference: journal.Difference, columns: Sequence[str]) -> Values:
    names = ", ".join(f'"{name}"' for name in columns)
    (found,) = rows(f"SELECT {names} FROM {difference.table} WHERE id = ?", difference.row_id)
    return dict(zip(columns, found, strict=True))


_Told = Callable[[Any, Any, Mapping[int, _Place]], str]


def _from_to(words: Callable[[], str], shown: Callable[[Any], str]) -> _Told:
    def told(old: Any, new: Any, _places: Mapping[int, _Place]) -> str:
        return words().format(old=shown(old), new=shown(new))

    return told


def _plainly(words: Callable[[], str]) -> _Told:
    return lambda _old, _new, _places: words()


def _figure(value: object) -> str:
    return _("nothing") if value is None else str(value)


def _name_of(value: int | None) -> str:
    return _("both parties") if value is None else get_names([value]).get(value, "")


def _colour_words(_old: object, new: Any, _places: Mapping[int, _Place]) -> str:
    if not new:
        return _("Colour reckoned again")
    return _("Colour set by hand: {colour}").format(colour=agreements.label(str(new)).lower())


def _put_words(old: Any, _new: Any, places: Mapping[int, _Place]) -> str:
    return _("Moved here from another clause") if old in places else _("Put under this clause")


_TOLD: dict[str, dict[str, _Told]] = {
    "agreement": {
        "title": _from_to(lambda: _("Title was “{old}”"), str),
        "expires_on": _from_to(lambda: _("End moved from {old} to {new}"), _day_words),
    },
    "clause": {
        "words": _plainly(lambda: _("Its words were changed")),
        "responsible_id": _from_to(lambda: _("Responsible: {new}, before {old}"), _name_of),
    },
    "deliverable": {
        "title": _from_to(lambda: _("Was called “{old}”"), str),
        "due_original": _from_to(lambda: _("Date corrected from {old} to {new}"), _day_words),
        "planned": _from_to(lambda: _("Planned: {new}, before {old}"), _figure),
        "responsible_id": _from_to(lambda: _("Responsible: {new}, before {old}"), _name_of),
        "rag_override": _colour_words,
    },
    "commitment": {"clause_id": _put_words},
}
