"""Registers as they go out: the rows of the template of their kind, so that what goes out comes back in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from crm.exchange.columns import Field
from crm.exchange.engagement_register import COUNTS
from crm.exchange.register_kind import KindColumn, RegisterKind
from crm.exchange.registers import register_called
from crm.queries.base import chunks, in_chunks
from crm.queries.people import get_names
from crm.rules import agreements, commitments, engagements, petitions, plans
from resources.translations import _

Row = Mapping[Field, str]

KIND_OF = {
    "commitments": "commitments",
    "engagements": "engagements",
    "petitions": "petitions",
    "agreements": "clauses",
    "plans": "steps",
}
"""The kind of register in which each noun goes out: of an agreement its clauses, of a plan its steps."""


def register_sheet(
    noun: str, record_ids: Sequence[int], hidden: Collection[int]
) -> tuple[tuple[str, ...], Iterator[list[str]]]:
    """The headings of the noun's register and its rows; who or what is hidden is not named."""
    columns = kind_of(noun).columns
    headings = tuple(_(column.heading) for column in columns)
    return headings, (_cells(row, columns) for row in _rows(noun, record_ids, frozenset(hidden)))


def kind_of(noun: str) -> RegisterKind:
    """The register in which a noun goes out."""
    return register_called(KIND_OF[noun])


def _cells(row: Row, columns: Sequence[KindColumn]) -> list[str]:
    return [row.get(column.field, "") for column in columns]


def _rows(noun: str, record_ids: Sequence[int], hidden: frozenset[int]) -> Iterator[Row]:
    """Some hundreds read at a time."""
    for part in chunks(record_ids):
        yield from _READ[noun](part, hidden)


def _in_order(sql: str, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    """The rows of these records in their order, by column: `sql` names them with AS and begins with the id."""
    names = [each.strip().rpartition(" AS ")[2].rpartition(".")[2] for each in sql.split(" FROM ")[0][7:].split(",")]
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in in_chunks(sql, ids):
        found[row[0]].append(dict(zip(names, row, strict=True)))
    for record_id in ids:
        yield from found[record_id]


class _Names:
    """What those are called whom rows point at; the hidden are called nothing."""

    def __init__(self, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], hidden: frozenset[int]) -> None:
        ids = {row[column] for row in rows for column in columns if row[column]} - hidden
        self._names = get_names(sorted(ids))
        self._hidden = hidden

    def of(self, record_id: int | None, typed: str = "") -> str:
        """The name of the record, else what was typed."""
        if record_id is None:
            return typed
        return "" if record_id in self._hidden else self._names.get(record_id, typed)


def _commitments(ids: Sequence[int], hidden: frozenset[int]) -> Iterator[Row]:
    found = list(
        _in_order(
            "SELECT c.id, c.reference, c.words, c.bound_id, c.bound_name, c.maker_office, c.made_on, c.due_on, "
            "c.due_words, c.owed_to_id, c.owed_to_name, u.name AS owner, c.status, c.outcome FROM commitment c "
            'LEFT JOIN "user" u ON u.id = c.owner_id WHERE c.id IN ({marks})',
            ids,
        )
    )
    names = _Names(found, ("bound_id", "owed_to_id"), hidden)
    for row in found:
        yield {
            Field.REFERENCE: row["reference"],
            Field.PROMISE: row["words"],
            Field.MADE_BY: names.of(row["bound_id"], row["bound_name"]),
            Field.MAKER_OFFICE: row["maker_office"],
            Field.DUE: row["due_on"] or row["due_words"],
            Field.MADE_ON: row["made_on"],
            Field.OWED_TO: names.of(row["owed_to_id"], row["owed_to_name"]),
            Field.OWNER: row["owner"] or "",
            Field.STATUS: commitments.label(row["outcome"] or row["status"]),
        }


def _engagements(ids: Sequence[int], hidden: frozenset[int]) -> Iterator[Row]:
    counts = ", ".join(f"e.{column}" for _field, column, _heading in COUNTS)
    found = list(
        _in_order(
            "SELECT e.id, e.title, e.on_day, e.start_time, e.end_time, e.kind, e.organisation_id, p.name AS place, "
            f"e.venue, e.mode, e.purpose, e.minutes, e.next_contact_on, e.status, {counts} FROM engagement e "
            "LEFT JOIN place p ON p.id = e.place_id WHERE e.id IN ({marks})",
            ids,
        )
    )
    names, present = _Names(found, ("organisation_id",), hidden), _attendance(ids, hidden)
    for row in found:
        yield {
            Field.EVENT: row["title"],
            Field.ON_DAY: row["on_day"],
            Field.START_TIME: row["start_time"],
            Field.END_TIME: row["end_time"],
            Field.KIND: engagements.label(row["kind"]),
            Field.ORGANISATION: names.of(row["organisation_id"]),
            Field.PLACE: row["place"] or "",
            Field.VENUE: row["venue"],
            Field.MODE: engagements.label(row["mode"]) if row["mode"] else "",
            Field.PURPOSE: row["purpose"],
            Field.MINUTES: row["minutes"],
            Field.NEXT_CONTACT: row["next_contact_on"] or "",
            Field.STATUS: engagements.label(row["status"]),
            Field.OUR_SIDE: "; ".join(present[row["id"], True]),
            Field.ATTENDANCE: "; ".join(present[row["id"], False]),
            **{field: _number(row[column]) for field, column, _heading in COUNTS},
        }


def _attendance(ids: Sequence[int], hidden: frozenset[int]) -> Mapping[tuple[int, bool], list[str]]:
    """Who was there, each with code and part in brackets, by engagement and whether on our side."""
    lines = in_chunks(
        "SELECT engagement_id, side, person_id, name, organisation_id, code, part FROM attendance "
        "WHERE engagement_id IN ({marks}) ORDER BY position, id",
        ids,
    )
    rows = [dict(zip(("of", "side", "person", "name", "body", "code", "part"), line, strict=True)) for line in lines]
    names = _Names(rows, ("person", "body"), hidden)
    found: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for row in rows:
        name = names.of(row["person"], row["name"]) if row["person"] or row["name"] else names.of(row["body"])
        if name:
            marks = [
                f"({word})" for word in (row["code"], engagements.label(row["part"]) if row["part"] else "") if word
            ]
            found[row["of"], row["side"] == "ours"].append(" ".join((name, *marks)))
    return found


def _petitions(ids: Sequence[int], hidden: frozenset[int]) -> Iterator[Row]:
    found = list(
        _in_order(
            "SELECT t.id, t.reference, t.title, t.kind, t.prayer, t.body_id, t.committee_id, t.their_number, "
            "t.petitioner_id, t.petitioner_name, t.member_id, p.name AS place, t.signatures, t.language, "
            "t.submitted_on, t.acknowledged_on, t.due_on, u.name AS owner, t.status, t.outcome FROM petition t "
            'LEFT JOIN place p ON p.id = t.place_id LEFT JOIN "user" u ON u.id = t.owner_id WHERE t.id IN ({marks})',
            ids,
        )
    )
    names = _Names(found, ("body_id", "committee_id", "petitioner_id", "member_id"), hidden)
    for row in found:
        yield {
            Field.REFERENCE: row["reference"],
            Field.PETITION: row["title"],
            Field.KIND: petitions.label(row["kind"]),
            Field.PRAYER: row["prayer"],
            Field.ORGANISATION: names.of(row["body_id"]),
            Field.COMMITTEE: names.of(row["committee_id"]),
            Field.THEIR_NUMBER: row["their_number"],
            Field.PETITIONER: names.of(row["petitioner_id"], row["petitioner_name"]),
            Field.MEMBER: names.of(row["member_id"]),
            Field.PLACE: row["place"] or "",
            Field.SIGNATURES: _number(row["signatures"]),
            Field.LANGUAGE: row["language"],
            Field.SUBMITTED_ON: row["submitted_on"] or "",
            Field.ACKNOWLEDGED_ON: row["acknowledged_on"] or "",
            Field.DUE: row["due_on"] or "",
            Field.OWNER: row["owner"] or "",
            Field.STATUS: petitions.label(row["outcome"] or row["status"]),
        }


def _clauses(ids: Sequence[int], hidden: frozenset[int]) -> Iterator[Row]:
    found = list(
        _in_order(
            "SELECT a.id, a.reference, c.number, c.heading, c.words, c.kind, c.responsible_id, c.every, "
            "c.first_due_on, c.unit, c.planned, c.id AS clause_id FROM agreement a "
            "JOIN clause c ON c.agreement_id = a.id WHERE c.until_version IS NULL AND "
            "a.id IN ({marks}) ORDER BY c.position, c.id",
            ids,
        )
    )
    shown = [row for row in found if row["clause_id"] not in hidden]
    names, delivered = _Names(shown, ("responsible_id",), hidden), _delivered([row["clause_id"] for row in shown])
    for row in shown:
        dates = delivered[row["clause_id"]]
        due, status = dates[0] if len(dates) == 1 and not row["every"] else ("", "")
        yield {
            Field.AGREEMENT: row["reference"],
            Field.CLAUSE_NUMBER: row["number"],
            Field.CLAUSE_HEADING: row["heading"],
            Field.CLAUSE: row["words"],
            Field.KIND: agreements.label(row["kind"]),
            Field.RESPONSIBLE: names.of(row["responsible_id"]),
            Field.EVERY: agreements.label(row["every"]) if row["every"] else "",
            Field.FIRST_DUE: row["first_due_on"] or "",
            Field.DUE: due or "",
            Field.UNIT: row["unit"],
            Field.PLANNED: _number(row["planned"]),
            Field.STATUS: agreements.label(status) if status else "",
        }


def _delivered(clause_ids: Sequence[int]) -> Mapping[int, list[tuple[str, str]]]:
    """Day and status of what each clause is to deliver."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    sql = "SELECT clause_id, due_on, status FROM deliverable WHERE clause_id IN ({marks}) ORDER BY id"
    for clause_id, *delivered in in_chunks(sql, clause_ids):
        found[clause_id].append((delivered[0] or "", delivered[1]))
    return found


def _steps(ids: Sequence[int], hidden: frozenset[int]) -> Iterator[Row]:
    found = list(
        _in_order(
            "SELECT p.id, p.reference, s.position, s.title, s.kind, s.responsible_id, s.responsible_name, s.due_on, "
            "s.status, s.result, s.id AS step_id FROM plan p JOIN plan_step s ON s.plan_id = p.id "
            "WHERE p.id IN ({marks}) ORDER BY s.position, s.id",
            ids,
        )
    )
    shown = [row for row in found if row["step_id"] not in hidden]
    names = _Names(shown, ("responsible_id",), hidden)
    for row in shown:
        yield {
            Field.PLAN: row["reference"],
            Field.ORDER: _number(row["position"]),
            Field.STEP: row["title"],
            Field.KIND: plans.label(row["kind"]) if row["kind"] else "",
            Field.RESPONSIBLE: names.of(row["responsible_id"], row["responsible_name"]),
            Field.DUE: row["due_on"] or "",
            Field.STATUS: plans.label(row["status"]),
            Field.RESULT: row["result"],
        }


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


_READ: Mapping[str, Callable[[Sequence[int], frozenset[int]], Iterator[Row]]] = {
    "commitments": _commitments,
    "engagements": _engagements,
    "petitions": _petitions,
    "agreements": _clauses,
    "plans": _steps,
}
