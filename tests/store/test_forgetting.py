"""Taking somebody out of the journal: what pointed at the record lets go of it, and nothing else changes."""

from __future__ import annotations

import json
import sqlite3

from crm.queries.erasing import find_links
from crm.store.forgetting import Forgetting, plan


def test_the_same_number_in_a_column_that_points_at_no_record_stays() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        "CREATE TABLE operation(id INTEGER PRIMARY KEY, label TEXT, reverses INTEGER);"
        "CREATE TABLE change(id INTEGER PRIMARY KEY, operation_id, tbl, row_id, record_id, old);"
        "INSERT INTO operation VALUES(1, 'x', NULL);"
    )
    rows = (("role", {"person_id": 12, "succeeds_id": 12}), ("clock_stop", {"clock_id": 12}))
    for number, (table, old) in enumerate(rows, start=1):
        connection.execute("INSERT INTO change VALUES(?, 1, ?, 7, 99, ?)", (number, table, json.dumps(old)))
    made = plan(connection, Forgetting([], [], lambda text, _is_near: text, unlinks=[12], links=find_links()))
    assert {number: json.loads(old) for number, old in made.old.items()} == {1: {"person_id": None, "succeeds_id": 12}}
