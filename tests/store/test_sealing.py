"""Nobody alters what was done, or what it left, without the seals showing it."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from crm.store import compaction, journal, sealing
from tests.store.test_journal import NAMES, Random, do, insert, open_store, record, undo

IS_LONG = bool(os.environ.get("KGOTLA_NIGHTLY"))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Any]:
    made = open_store(tmp_path / "store.db")
    yield made
    made.close()


@pytest.fixture
def people(connection: Any) -> list[int]:
    """Three people, of whom the second was renamed and the third is gone and came back."""
    made: list[int] = []
    for name in ("one", "two", "three"):
        do(
            connection,
            lambda name=name: made.append(insert(connection, "person", id=record(connection, "people"), name=name)),
        )
    do(connection, lambda: connection.execute("UPDATE person SET name = 'deux' WHERE id = ?", (made[1],)))
    gone = do(connection, lambda: connection.execute("DELETE FROM person WHERE id = ?", (made[2],)))
    undo(connection, gone)
    return made


def past_the_journal(connection: Any, statement: str, *values: object) -> None:
    """Write as somebody would who has the key and a SQL shell."""
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(statement, values)


def codes(connection: Any) -> list[tuple[str, int, int]]:
    return [(each.code, each.operation_id, each.row_id) for each in sealing.check(connection)]


def test_what_the_program_did_is_whole(connection: Any, people: list[int]) -> None:
    assert sealing.check(connection) == []
    assert sealing.head(connection).operation_id == journal.newest(connection)


def test_an_altered_value_of_today_is_named(connection: Any, people: list[int]) -> None:
    past_the_journal(connection, "UPDATE person SET name = 'zwei' WHERE id = ?", people[1])
    assert codes(connection) == [("row-differs", 4, people[1])]
    past_the_journal(connection, "UPDATE person SET name = 'deux' WHERE id = ?", people[1])
    assert codes(connection) == []


def test_a_row_slipped_in_or_taken_out_is_named(connection: Any, people: list[int]) -> None:
    past_the_journal(connection, "DELETE FROM person WHERE id = ?", people[0])
    past_the_journal(connection, "INSERT INTO tag(id, record_id, word) VALUES(77, ?, 'x')", people[1])
    assert codes(connection) == [("row-differs", 1, people[0]), ("row-unknown", 0, 77)]


@pytest.mark.parametrize(
    "column, value",
    [("label", "other"), ("by", "Somebody Else"), ("at", "2020-01-01T00:00:00+00:00"), ("name", "x"), ("schema", 3),
     ("is_undoable", 0), ("undone", 1), ("is_compacted", 1), ("rows_digest", "x"), ("digest", "x"), ("reverses", 1)],
)  # fmt: skip
def test_every_column_of_an_operation_is_sealed(connection: Any, people: list[int], column: str, value: object) -> None:
    past_the_journal(connection, f'UPDATE operation SET "{column}" = ? WHERE id = 3', value)
    assert ("digest-differs", 3) in [each[:2] for each in codes(connection)]


@pytest.mark.parametrize(
    "column, value",
    [("kind", "+"), ("tbl", "tag"), ("row_id", 1), ("record_id", 1), ("old", '{"name":"zwo"}'), ("old", None)],
)
def test_every_column_of_a_change_is_sealed(connection: Any, people: list[int], column: str, value: object) -> None:
    past_the_journal(connection, f"UPDATE change SET {column} = ? WHERE operation_id = 4", value)
    assert ("digest-differs", 4) in [each[:2] for each in codes(connection)]


def test_the_newest_operations_cannot_be_cut_off(connection: Any, people: list[int]) -> None:
    past_the_journal(connection, "DELETE FROM operation WHERE id = 6")
    assert "operations-gone" in [each[0] for each in codes(connection)]


def scrub(connection: Any, person: int) -> Callable[[], None]:
    def body() -> None:
        connection.execute("DELETE FROM person WHERE id = ?", (person,))
        connection.execute("DELETE FROM record WHERE id = ?", (person,))
        connection.execute("UPDATE change SET old = NULL WHERE record_id = ?", (person,))
        connection.execute("UPDATE operation SET label = 'somebody' WHERE id = 4")
        sealing.reseal(connection, sealing.first_that_touched(connection, [person]), "erasure", "Tester")

    return body


def test_a_seal_after_scrubbing_is_whole_and_says_both_heads(connection: Any, people: list[int]) -> None:
    before = sealing.head(connection)
    do(connection, scrub(connection, people[1]))
    assert sealing.check(connection) == []
    kept = connection.execute("SELECT first_operation, last_operation, head_before, head_after FROM seal").fetchone()
    stands = connection.execute("SELECT digest FROM operation WHERE id = ?", (before.operation_id,)).fetchone()[0]
    assert kept == (2, before.operation_id, before.digest, stands)
    assert stands != before.digest
    do(connection, lambda: connection.execute("UPDATE person SET name = 'later'"))
    assert sealing.check(connection) == []


@pytest.mark.parametrize(
    "column", ["at", "by", "why", "first_operation", "head_before", "head_after", "digests_before"]
)
def test_a_seal_is_itself_sealed(connection: Any, people: list[int], column: str) -> None:
    do(connection, scrub(connection, people[1]))
    past_the_journal(connection, f"UPDATE seal SET {column} = 7")
    assert ("digest-differs", 7) in [each[:2] for each in codes(connection)]


@pytest.mark.parametrize("seed", range(100 if IS_LONG else 4))
def test_random_work_with_undo_scrubbing_and_compaction_stays_whole(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    connection = open_store(tmp_path / "seals.db")
    change = Random(chance)
    done: list[int] = []
    for step in range(40):
        people = [row[0] for row in connection.execute("SELECT id FROM person")]
        roll = chance.random()
        if roll < 0.6 or not done:
            done.append(do(connection, lambda: change(connection)))
        elif roll < 0.65:
            last = chance.choice(done)
            do(connection, partial(compaction.compact, connection, last, "Tester"))
            done = [each for each in done if not journal.get(connection, each).is_compacted]
        elif roll < 0.92 or not people:
            try:
                undo(connection, chance.choice(done), rest=chance.random() < 0.3)
            except journal.Conflict:
                continue
        else:
            person = chance.choice(people)
            do(connection, erase_all_of(connection, change, person))
            done.clear()
        if step % 8 == 0:
            assert sealing.check(connection) == []
    assert sealing.check(connection) == []
    connection.close()


def erase_all_of(connection: Any, change: Random, person: int) -> Callable[[], None]:
    def body() -> None:
        first = sealing.first_that_touched(connection, [person])
        change.delete(connection, person)
        connection.execute("UPDATE change SET old = NULL WHERE record_id = ?", (person,))
        sealing.reseal(connection, first, "erasure", "Tester")

    return body


def test_any_column_of_any_row_that_is_altered_is_found(tmp_path: Path) -> None:
    """One value of a few rows of each table; in the long run every column of every table."""
    chance = random.Random(7)
    connection = open_store(tmp_path / "every.db")
    connection.execute("PRAGMA foreign_keys = OFF")
    for table in NAMES:
        do(connection, lambda table=table: insert(connection, table))
    assert sealing.check(connection) == []
    tried = 0
    for table in NAMES:
        columns = [row[1:3] for row in connection.execute(f'PRAGMA table_info("{table}")') if row[1] != "id"]
        for column, kind in columns if IS_LONG else chance.sample(columns, 1):
            row_id, before = connection.execute(f'SELECT id, "{column}" FROM "{table}" ORDER BY id').fetchone()
            other = f"{before or ''}x" if kind in ("TEXT", "DATE") else (before or 0) + 1
            statement = f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?'
            past_the_journal(connection, statement, other, row_id)
            found = [(each.code, each.table, each.row_id) for each in sealing.check(connection)]
            assert found == [("row-differs", table, row_id)], column
            past_the_journal(connection, statement, before, row_id)
            tried += 1
    assert sealing.check(connection) == []
    assert tried >= len(NAMES)
    connection.close()
