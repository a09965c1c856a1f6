"""A seeded workspace of a size: S has 1,000 people, 10,000 engagements and 10,000 commitments; M ten times that."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from crm.operations.base import defaults, insert_rows, operation, update_row
from crm.operations.clauses import ClauseDraft, write_clause
from crm.operations.deliverables import deliverables_of
from crm.operations.movements import EvidenceDraft, add_evidence_of
from crm.rules import clock
from crm.rules.names import fold
from crm.store.engine import database
from crm.tables.agreements import Agreement, AgreementParty
from crm.tables.base import Record, Table
from crm.tables.commitments import Commitment
from crm.tables.engagements import Attendance, Engagement
from crm.tables.movements import DateMove
from crm.tables.offices import Post, Role
from crm.tables.organisations import Organisation
from crm.tables.people import ContactPoint, Gatekeeper, Person

SIZES = {"S": 1_000, "M": 10_000, "L": 100_000}

_GIVEN = [
    "Kagiso",
    "Naledi",
    "Thabo",
    "Lerato",
    "Pieter",
    "Anika",
    "Sipho",
    "Nomsa",
    "Tshepo",
    "Boitumelo",
    "Dawid",
    "Katrina",
    "Mpho",
    "Refilwe",
]
_FAMILY = [
    "Sebego",
    "Mokoena",
    "Visagie",
    "Dlamini",
    "Khumalo",
    "Booysen",
    "Tau",
    "Molefe",
    "Swarts",
    "Cloete",
    "Nkosi",
    "Pheko",
    "Maruping",
    "Jantjies",
]
_WORDS = [
    "clinic",
    "road",
    "nurse",
    "school",
    "ramp",
    "water",
    "report",
    "committee",
    "budget",
    "shelter",
    "transport",
    "hearing",
    "visit",
    "answer",
    "letter",
    "ward",
    "community",
    "health",
    "safety",
    "women",
    "youth",
    "learners",
    "assistive",
    "devices",
    "police",
    "station",
    "petition",
    "follow",
    "meeting",
    "budget",
]


@operation("Generate a workspace")
def generate(people: int, seed: int = 7) -> None:
    """Fill a workspace with this many people, and ten engagements and commitments for each."""
    chance = random.Random(seed)
    today = clock.today()
    bodies = _insert("organisations", Organisation, ("name", "fold", "kind"), _bodies(50))
    posts = _insert("offices", Post, ("organisation_id", "title", "fold"), [(b, "Member", "member") for b in bodies])
    persons = _insert("people", Person, ("name", "given", "family", "sort_name", "fold"), _people(people, chance))
    insert_rows(
        Role,
        ("person_id", "post_id", "start_text", "end_text", "end_reason", "source"),
        [(person, chance.choice(posts), "", "", "", "") for person in persons],
    )
    insert_rows(ContactPoint, *_rows(ContactPoint, ("record_id", "kind", "value", "normal"), _contacts(persons)))
    count = people * 10
    meetings = _insert(
        "engagements", Engagement, ("title", "status", "on_day", "organisation_id", "minutes"),
        [(_sentence(chance, 4), "closed_out", _day(chance, today), chance.choice(bodies), _sentence(chance, 20))
         for _ in range(count)],
    )  # fmt: skip
    insert_rows(
        Attendance,
        *_rows(
            Attendance,
            ("engagement_id", "person_id", "code"),
            [(meeting, person, "P") for meeting in meetings for person in chance.sample(persons, 2)],
        ),
    )
    _commitments(count, chance, today, persons, meetings)


@operation("Let records be due")
def let_be_due(count: int) -> None:
    """Let the next look of so many open commitments have come, half of those who made them behind a gatekeeper."""
    look = clock.today().isoformat()
    found = database.execute_sql(
        "SELECT id, maker_id FROM commitment WHERE status <> 'closed' ORDER BY id LIMIT ?", (count,)
    ).fetchall()
    for commitment_id, _maker in found:
        database.execute_sql("UPDATE record SET next_look = ? WHERE id = ?", (look, commitment_id))
    makers = sorted({maker for _id, maker in found})
    doors = [(maker, makers[0], "", "") for maker in makers[1::2]]
    insert_rows(Gatekeeper, *_rows(Gatekeeper, ("record_id", "via_id", "note", "started_on"), doors))


@operation("Generate an agreement")
def generate_agreement(body: int, clauses: int = 60, promises: int = 10, seed: int = 7) -> int:
    """An agreement with this body: clauses that come round each month for two years, with promises and evidence."""
    chance = random.Random(seed)
    today = clock.today()
    home = _insert("organisations", Organisation, ("name", "fold", "kind", "side"), [("Us", "us", "cso", "ours")])[0]
    start, end = today - timedelta(days=500), today + timedelta(days=230)
    columns = ("reference", "title", "status", "effective_on", "expires_on", "report_every")
    row = ("M-2020-0001", "A long agreement", "in_force", start.isoformat(), end.isoformat(), "quarterly")
    (agreement,) = _insert("agreements", Agreement, columns, [row])
    for position, party in enumerate((home, body)):
        AgreementParty.insert(agreement_id=agreement, organisation_id=party, position=position).execute()
    free = database.execute_sql("SELECT id FROM commitment ORDER BY id LIMIT ?", (clauses * promises,)).fetchall()
    for i in range(clauses):
        clause = write_clause(
            ClauseDraft(
                agreement,
                f"{i // 10 + 1}.{i % 10 + 1}",
                _sentence(chance, 3),
                responsible_id=(home, body)[i % 2],
                every="monthly",
                first_due_on=start,
                unit="meetings",
                planned=4,
            )
        )
        made = [row["id"] for row in deliverables_of(clause)]
        for (commitment,) in free[i * promises : (i + 1) * promises]:
            update_row(Commitment, commitment, clause_id=clause, deliverable_id=chance.choice(made))
            add_evidence_of(commitment, EvidenceDraft(_sentence(chance, 6)))
        for deliverable in made[::2]:
            add_evidence_of(deliverable, EvidenceDraft(_sentence(chance, 6)))
    return agreement


def _insert(noun: str, table: type[Table], columns: Sequence[str], rows: Sequence[Sequence[object]]) -> list[int]:
    row = database.execute_sql("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'record'").fetchone()
    ids = list(range(row[0] + 1, row[0] + 1 + len(rows)))
    insert_rows(
        Record,
        ("id", "noun", "uuid", "confidentiality", "source"),
        ((record_id, noun, str(uuid.UUID(int=record_id)), 0, "") for record_id in ids),
    )
    names, values = _rows(table, ("id", *columns), [(i, *r) for i, r in zip(ids, rows, strict=True)])
    insert_rows(table, names, values)
    return ids


def _rows(
    table: type[Table], columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> tuple[list[str], Iterator[tuple[object, ...]]]:
    rest = {name: value for name, value in defaults(table).items() if name not in columns}
    return [*columns, *rest], ((*row, *rest.values()) for row in rows)


def _bodies(count: int) -> list[tuple[str, str, str]]:
    return [(f"Body {i}", f"body {i}", "committee") for i in range(count)]


def _people(count: int, chance: random.Random) -> list[tuple[str, ...]]:
    made = []
    for i in range(count):
        given, family = chance.choice(_GIVEN), f"{chance.choice(_FAMILY)} {i}"
        made.append((f"{given} {family}", given, family, f"{family}, {given}", fold(f"{given} {family}")))
    return made


def _contacts(persons: Sequence[int]) -> list[tuple[object, ...]]:
    return [(p, "mobile", f"082 000 {p % 10_000:04d}", f"+2782000{p % 10_000:04d}") for p in persons] + [
        (p, "email", f"person{p}@example.org", f"person{p}@example.org") for p in persons
    ]


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize()


def _day(chance: random.Random, today: date) -> str:
    return (today - timedelta(days=chance.randrange(1, 1500))).isoformat()


def _commitments(
    count: int, chance: random.Random, today: date, persons: Sequence[int], meetings: Sequence[int]
) -> None:
    rows = []
    for i in range(count):
        made = today - timedelta(days=chance.randrange(1, 1500))
        due = (made + timedelta(days=chance.randrange(10, 400))).isoformat()
        person = chance.choice(persons)
        status, outcome = chance.choice(
            (("noted", ""), ("in_progress", ""), ("closed", "kept"), ("closed", "not_kept"))
        )
        closed = due if status == "closed" else None
        rows.append(
            (f"C-{made.year}-{i:06d}", _sentence(chance, 9), made.isoformat(), person, person, due, due, due, status,
             outcome, closed, made.isoformat(), meetings[i % len(meetings)])
        )  # fmt: skip
    columns = [
        "reference",
        "words",
        "made_on",
        "maker_id",
        "bound_id",
        "due_original",
        "due_on",
        "due_agreed",
        "status",
        "outcome",
        "closed_on",
        "last_movement_on",
        "engagement_id",
    ]
    ids = _insert("commitments", Commitment, columns, rows)
    moved = [(i, row[6], row[6], row[2], 1) for i, row in zip(ids, rows, strict=True) if i % 10 == 0]
    insert_rows(DateMove, *_rows(DateMove, ("record_id", "old_due", "new_due", "said_on", "is_agreed"), moved))
