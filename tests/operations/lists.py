"""Invented lists of members, with the quirks of real ones, and what tests do with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crm.exchange.candidates import Reading
from crm.exchange.csv_tables import parse_table
from crm.exchange.meaning import read_rows
from crm.operations.imports import ImportResult, apply_import
from crm.queries.import_plan import NOUNS
from crm.queries.imports import ImportChoices, ImportPlan, plan_import
from crm.store import search
from crm.store.engine import database
from crm.tables.all import TABLES
from crm.workspace import Done, Workspace

HEADINGS = "Party,First Name,Last Name,Organisation,Position Title,Start Date,End Date,Place name,Cell phone,Email"
HOUSE = "Northern Cape Provincial Legislature"
ANC, DA = "AFRICAN NATIONAL CONGRESS", "DEMOCRATIC ALLIANCE"


def member(given: str, family: str, **values: str) -> str:
    """One line of a list of members elected in 2014."""
    cells = {
        "party": ANC,
        "given": given,
        "family": family,
        "house": HOUSE,
        "post": "Member",
        "start": "2014-05-21",
        "end": "future",
        "place": "Northern Cape",
        "cell": "",
        "email": "",
    }
    return ",".join((cells | values).values())


def members(*lines: str, name: str = "members.csv", headings: str = HEADINGS) -> Reading:
    """A list of these lines, as its reader gives it."""
    return read_rows(parse_table("\n".join((headings, *lines)).encode(), name))


THREE = (
    member("MOIPONE", "VAN DER VOORBEELD", cell="082 555 0101"),
    member("Kagiso", "Sample", party=DA, email="office@example.org"),
    member("Ratanang", "Mothofela", party="unknown", email="office@example.org"),
)


def plan(workspace: Workspace, reading: Reading, **choices: Any) -> ImportPlan:
    """What importing would do."""
    return workspace.ask(plan_import, reading, ImportChoices(**choices))


def bring_in(workspace: Workspace, reading: Reading, **choices: Any) -> Done[ImportResult]:
    """Import a list."""
    chosen = ImportChoices(**choices)
    return workspace.do(apply_import, workspace.ask(plan_import, reading, chosen), reading, chosen)


def people(workspace: Workspace) -> dict[str, int]:
    """Everybody's id, by name."""
    found = workspace.ask(lambda: database.execute_sql("SELECT name, id FROM person").fetchall())
    return {row[0]: row[1] for row in found}


def everything() -> dict[tuple[str, int], tuple[Any, ...]]:
    """Every row of every table."""
    names = [table._meta.table_name for table in TABLES]
    return {(name, row[0]): row for name in names for row in database.raw().execute(f'SELECT * FROM "{name}"')}


def indexed(words: Iterable[str]) -> list[list[int]]:
    """What a search for each word finds."""
    return [sorted(search.find(database.raw(), word, 10_000)) for word in words]


def rebuilt(words: Iterable[str]) -> list[list[int]]:
    """What a search for each word finds in an index made afresh."""
    connection = database.raw()
    connection.execute("BEGIN")
    search.rebuild(connection)
    found = indexed(words)
    connection.execute("ROLLBACK")
    return found


def counted(**counts: int) -> dict[str, int]:
    """How many of each noun, none of those not named."""
    return dict.fromkeys(NOUNS, 0) | counts
