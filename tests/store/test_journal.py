"""The truth the journal is built on: the rows are what the standing operations, in order, left."""

from __future__ import annotations

import os
import random
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from crm.store import engine, journal, migrate, search
from crm.tables.all import OWNERS, TABLES

KEY = b"k" * 32
SEEDS = 150 if os.environ.get("KGOTLA_NIGHTLY") else 5
STEPS = 80
NAMES = [table._meta.table_name for table in TABLES]
WORDS = ("", "alpha", "beta", "Muṱanwa", "true", "123", "null", "0123")


def open_store(path: Path) -> Any:
    connection = engine.connect(path, KEY)
    connection.execute("PRAGMA synchronous = OFF")
    migrate.migrate(connection)
    journal.prepare(connection, OWNERS)
    return connection


def do(connection: Any, body: Callable[[], Any], name: str = "test") -> int:
    entry, _ = journal.run(connection, name, body, lambda _: name, by="Tester", schema=1)
    return entry.id


def undo(connection: Any, operation: int, *, rest: bool = False) -> int:
    return journal.reverse(connection, operation, lambda redo: str(redo), by="Tester", schema=1, rest=rest).id


def insert(connection: Any, table: str, **values: object) -> int:
    """A row with every column that must not be null filled in."""
    for _, name, kind, not_null, _, primary in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
        if not_null and not primary and name not in values:
            values[name] = "" if kind in ("TEXT", "DATE") else 0
    columns = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    return int(
        connection.execute(f'INSERT INTO "{table}"({columns}) VALUES({marks})', tuple(values.values())).lastrowid
    )


def record(connection: Any, noun: str) -> int:
    return insert(connection, "record", noun=noun, uuid=str(uuid.uuid4()))


def rows(connection: Any) -> dict[tuple[str, int], tuple[Any, ...]]:
    return {(t, row[0]): row for t in NAMES for row in connection.execute(f'SELECT * FROM "{t}"').fetchall()}


class Random:
    """Random operations on people, organisations, contacts and tags, with deletes and merges among them."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def __call__(self, connection: Any) -> None:
        for _ in range(self.chance.randrange(1, 6)):
            people = [row[0] for row in connection.execute("SELECT id FROM person")]
            bodies = [row[0] for row in connection.execute("SELECT id FROM organisation")]
            self.step(connection, people, bodies)

    def step(self, c: Any, people: list[int], bodies: list[int]) -> None:
        r, pick = self.chance.random(), self.chance.choice
        if r < 0.3 or not people:
            insert(c, "person", id=record(c, "people"), name=f"n{self.chance.randrange(20)}", summary=pick(WORDS))
        elif r < 0.5:
            c.execute(
                "UPDATE person SET summary = ?, verified_on = ? WHERE id = ?",
                (pick(WORDS), pick((None, "2026-01-01")), pick(people)),
            )
        elif r < 0.55:
            c.execute("UPDATE record SET confidentiality = ?, next_look = ? WHERE id = ?",
                      (self.chance.randrange(3), pick((None, "2026-12-01")), pick(people)))  # fmt: skip
        elif r < 0.68:
            insert(c, "contact_point", record_id=pick(people + bodies), value=pick(WORDS))
        elif r < 0.75:
            insert(c, "tag", record_id=pick(people + bodies), word=pick(WORDS))
        elif r < 0.82:
            insert(c, "organisation", id=record(c, "organisations"), name="o", parent_id=pick([*bodies, None]))
        elif r < 0.9:
            self.delete(c, pick(people))
        elif len(people) > 1:
            self.merge(c, *self.chance.sample(people, 2))

    def delete(self, c: Any, person: int) -> None:
        for table, owner in (("contact_point", "record_id"), ("tag", "record_id"), ("person", "id"), ("record", "id")):
            c.execute(f"DELETE FROM {table} WHERE {owner} = ?", (person,))

    def merge(self, c: Any, kept: int, gone: int) -> None:
        for table in ("contact_point", "tag"):
            c.execute(f"UPDATE {table} SET record_id = ? WHERE record_id = ?", (kept, gone))
        c.execute("DELETE FROM person WHERE id = ?", (gone,))
        c.execute("DELETE FROM record WHERE id = ?", (gone,))


def indexed(connection: Any) -> list[list[int]]:
    queries = ("alpha", "beta", "n1", "o", "mutanwa", "12")
    return [
        sorted(
            row[0]
            for row in connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (search.expression(query),))
        )
        for query in queries
    ]


def rebuilt(connection: Any) -> list[list[int]]:
    connection.execute("BEGIN")
    search.rebuild(connection)
    found = indexed(connection)
    connection.execute("ROLLBACK")
    return found


def differing(connection: Any, then: int) -> dict[tuple[str, int], str]:
    """What the journal says differs since an operation: `+` came, `-` went, `~` changed."""
    records = [row[0] for row in connection.execute("SELECT DISTINCT record_id FROM change")]
    return {(each.table, each.row_id): each.kind for each in journal.differences(connection, records, then)}


def differing_rows(
    then: dict[tuple[str, int], tuple[Any, ...]], now: dict[tuple[str, int], tuple[Any, ...]]
) -> dict[tuple[str, int], str]:
    """The same by comparing every row."""
    keys = {key for key in then.keys() | now.keys() if then.get(key) != now.get(key)}
    return {key: "+" if key not in then else "-" if key not in now else "~" for key in keys}


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_rows_are_what_the_standing_operations_left(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = tmp_path / "oracle.db"
    connection = open_store(path)
    change = Random(chance)
    left_by: dict[int, dict[tuple[str, int], Any]] = {}
    standing: list[int] = []
    undone: list[int] = []
    then, as_then = 0, rows(connection)
    for step in range(STEPS):
        before = rows(connection)
        if step % 13 == 0:
            then, as_then = journal.newest(connection), before
        roll = chance.random()
        if roll < 0.5 or not (standing or undone):
            operation = do(connection, lambda c=connection: change(c))
            after = rows(connection)
            left_by[operation] = {
                key: after.get(key) for key in before.keys() | after.keys() if before.get(key) != after.get(key)
            }
            standing.append(operation)
        else:
            pool = standing if (roll < 0.8 and standing) or not undone else undone
            operation = pool[-1] if chance.random() < 0.5 else chance.choice(pool)
            try:
                undo(connection, operation)
            except journal.Conflict:
                assert rows(connection) == before
            else:
                after = rows(connection)
                undo(connection, operation)
                assert rows(connection) == before, "the opposite of a reversal gives the state before it"
                undo(connection, operation)
                assert rows(connection) == after
                pool.remove(operation)
                (undone if pool is standing else standing).append(operation)
                standing.sort()
        wanted: dict[tuple[str, int], Any] = {}
        for operation in standing:
            wanted |= left_by[operation]
        assert rows(connection) == {key: row for key, row in wanted.items() if row is not None}, step
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
        assert not journal.check(connection)
        assert differing(connection, then) == differing_rows(as_then, rows(connection))
        if step % 10 == 0:
            assert indexed(connection) == rebuilt(connection)
        if chance.random() < 0.05:
            connection.close()
            connection = open_store(path)
    connection.close()


@pytest.fixture
def connection(tmp_path: Path) -> Any:
    made = open_store(tmp_path / "store.db")
    yield made
    made.close()


@pytest.mark.parametrize("table", NAMES)
def test_a_stray_write_is_refused_in_every_table(connection: Any, table: str) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")
    with pytest.raises(sqlcipher.IntegrityError):
        insert(connection, table)


def test_a_number_is_not_given_outside_an_operation(connection: Any) -> None:
    with pytest.raises(sqlcipher.IntegrityError):
        connection.execute("INSERT INTO counter VALUES('C-2026', 1)")


def test_a_failed_operation_leaves_nothing(connection: Any) -> None:
    def body() -> None:
        insert(connection, "person", id=record(connection, "people"), name="half")
        raise ValueError

    with pytest.raises(ValueError):
        do(connection, body)
    assert rows(connection) == {}
    assert connection.execute("SELECT count(*) FROM operation").fetchone() == (0,)
    assert connection.execute("SELECT id FROM current_operation").fetchall() == [(None,)]


def test_undo_is_refused_when_later_work_touched_the_row_and_names_it(connection: Any) -> None:
    made: list[int] = []
    first = do(connection, lambda: made.append(insert(connection, "person", id=record(connection, "people"), name="a")))
    later = do(connection, lambda: connection.execute("UPDATE person SET name = 'b'"))
    with pytest.raises(journal.Conflict) as caught:
        undo(connection, first)
    assert [(clash.table, clash.row_id, clash.operation_id) for clash in caught.value.clashes] == [
        ("person", made[0], later)
    ]


def test_the_rest_of_an_operation_can_be_undone(connection: Any) -> None:
    def two_people() -> None:
        for name in ("kept", "gone"):
            insert(connection, "person", id=record(connection, "people"), name=name)

    first = do(connection, two_people)
    do(connection, lambda: connection.execute("UPDATE person SET name = 'changed since' WHERE name = 'kept'"))
    undo(connection, first, rest=True)
    assert [row[0] for row in connection.execute("SELECT name FROM person")] == ["changed since"]
    assert not connection.execute("PRAGMA foreign_key_check").fetchall()


def test_a_moved_child_shows_in_the_history_of_both_owners(connection: Any) -> None:
    def make() -> None:
        for _ in range(2):
            insert(connection, "person", id=record(connection, "people"), name="p")

    do(connection, make)
    one, two = (row[0] for row in connection.execute("SELECT id FROM person ORDER BY id"))
    do(connection, lambda: insert(connection, "contact_point", record_id=one, value="x"))
    moved = do(connection, lambda: connection.execute("UPDATE contact_point SET record_id = ?", (two,)))
    for owner in (one, two):
        assert moved in [entry.id for entry in journal.entries(connection, record_id=owner, before=None, limit=10)]


def test_differences_are_what_is_otherwise_now_and_not_what_was_done_and_taken_back(connection: Any) -> None:
    def person(name: str) -> tuple[int, int]:
        made: list[int] = []
        operation = do(
            connection, lambda: made.append(insert(connection, "person", id=record(connection, "people"), name=name))
        )
        return operation, made[0]

    def rename(name: str) -> int:
        return do(connection, lambda: connection.execute("UPDATE person SET name = ? WHERE id = ?", (name, kept)))

    (_, kept), (gone_by, gone) = person("kept"), person("gone")
    then = journal.newest(connection)
    assert journal.differences(connection, [kept, gone], then) == []
    undo(connection, rename("tried"))
    never_by, never = person("never")
    undo(connection, never_by)
    assert journal.differences(connection, [kept, gone, never], then) == []
    rename("once")
    rename("twice")
    undo(connection, gone_by)
    _, new = person("new")
    found = journal.differences(connection, [kept, gone, never, new], then)
    of_person = [(each.kind, each.row_id, each.before.get("name")) for each in found if each.table == "person"]
    assert of_person == [("~", kept, "kept"), ("-", gone, "gone"), ("+", new, None)]
    undo(connection, gone_by)  # done again
    assert journal.differences(connection, [gone], then) == []


def test_text_that_looks_like_something_else_comes_back_as_text(connection: Any) -> None:
    do(connection, lambda: insert(connection, "person", id=record(connection, "people"), name="0123", summary="true"))
    renamed = do(connection, lambda: connection.execute("UPDATE person SET name = 'x', summary = '{}'"))
    undo(connection, renamed)
    assert connection.execute("SELECT name, summary FROM person").fetchall() == [("0123", "true")]


def test_triggers_are_left_alone_when_they_fit(connection: Any) -> None:
    before = connection.execute("PRAGMA schema_version").fetchone()
    journal.prepare(connection, OWNERS)
    assert connection.execute("PRAGMA schema_version").fetchone() == before


def test_a_record_that_something_still_points_at_stays_whole(connection: Any) -> None:
    """Undoing the rest must not leave a person's record without the person."""
    made: list[int] = []

    def a_person() -> None:
        made.append(insert(connection, "person", id=record(connection, "people"), name="kept"))
        insert(connection, "tag", record_id=made[0], word="mine")

    def another() -> None:
        a_person()
        insert(connection, "person", id=record(connection, "people"), name="gone")

    first = do(connection, another)
    do(connection, lambda: insert(connection, "contact_point", record_id=made[0], value="later"))
    undo(connection, first, rest=True)
    assert connection.execute("SELECT name FROM person").fetchall() == [("kept",)]
    assert connection.execute("SELECT word FROM tag").fetchall() == [("mine",)]
    assert connection.execute("SELECT id FROM record").fetchall() == [(made[0],)]


def test_the_rest_may_be_nothing_and_can_be_redone(connection: Any) -> None:
    first = do(connection, lambda: insert(connection, "person", id=record(connection, "people"), name="a"))
    do(connection, lambda: connection.execute("UPDATE person SET name = 'b'"))
    before = rows(connection)
    undo(connection, first, rest=True)
    assert rows(connection) == before
    undo(connection, first)
    assert rows(connection) == before
    with pytest.raises(journal.Conflict):
        undo(connection, first)


def two_named(connection: Any, one: str, two: str) -> int:
    def body() -> None:
        connection.execute("UPDATE person SET name = ? WHERE id = (SELECT min(id) FROM person)", (one,))
        connection.execute("UPDATE person SET name = ? WHERE id = (SELECT max(id) FROM person)", (two,))

    return do(connection, body)


def names(connection: Any) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM person ORDER BY id")]


@pytest.fixture
def half_undone(connection: Any) -> tuple[int, int, int]:
    """Three operations on two people, of which the middle one is undone where the last one left it."""
    do(connection, lambda: [insert(connection, "person", id=record(connection, "people"), name="0") for _ in range(2)])
    first = two_named(connection, "1", "1")
    middle = two_named(connection, "2", "2")
    last = do(
        connection, lambda: connection.execute("UPDATE person SET name='3' WHERE id=(SELECT min(id) FROM person)")
    )
    undo(connection, middle, rest=True)
    assert names(connection) == ["3", "1"]
    return first, middle, last


def test_after_a_partial_undo_and_its_redo_the_whole_can_be_undone(
    connection: Any, half_undone: tuple[int, int, int]
) -> None:
    _first, middle, last = half_undone
    assert undo(connection, middle)
    assert names(connection) == ["3", "2"]
    with pytest.raises(journal.Conflict):
        undo(connection, middle)
    undo(connection, last)
    undo(connection, middle)
    assert names(connection) == ["1", "1"]
    undo(connection, middle)
    assert names(connection) == ["2", "2"]


def test_what_a_partial_undo_left_out_still_stands_in_the_way(
    connection: Any, half_undone: tuple[int, int, int]
) -> None:
    first, middle, last = half_undone
    undo(connection, last)
    assert names(connection) == ["2", "1"]
    with pytest.raises(journal.Conflict):
        undo(connection, first)
    undo(connection, middle)
    undo(connection, middle)
    undo(connection, first)
    assert names(connection) == ["0", "0"]


@pytest.mark.parametrize("seed", range(SEEDS))
def test_undoing_the_rest_keeps_every_record_whole_and_can_be_redone(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    connection = open_store(tmp_path / "rest.db")
    change = Random(chance)
    done: list[int] = []
    for _ in range(50):
        if chance.random() < 0.6 or not done:
            done.append(do(connection, lambda: change(connection)))
        else:
            before = rows(connection)
            target = chance.choice(done)
            stood = not journal.get(connection, target).undone
            try:
                undo(connection, target, rest=True)
                if chance.random() < 0.5:
                    undo(connection, target)
                    # Of one that was undone in part already, the second undo may take back what the first left out.
                    if stood:
                        assert rows(connection) == before, "the redo of a partial undo gives the state before it"
            except journal.Conflict:
                pass
        whole = "SELECT id FROM record EXCEPT SELECT id FROM person EXCEPT SELECT id FROM organisation"
        assert not connection.execute(whole).fetchall()
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
        assert not journal.check(connection)
    assert indexed(connection) == rebuilt(connection)
    connection.close()
