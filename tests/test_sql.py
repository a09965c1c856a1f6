"""What somebody types is never a part of a statement: `tests/watched_sql.py` looks at each, in every test."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest

from crm import queries
from crm.queries.base import rows
from crm.queries.people import find_people
from crm.queries.records import find
from crm.workspace import Workspace
from tests.watched_sql import TypedIntoSql

HOSTILE = "Sample'; DROP TABLE person; --\"%_\\"


def test_the_watch_sees_what_was_typed_into_a_statement(workspace: Workspace) -> None:
    with pytest.raises(TypedIntoSql):
        workspace.ask(rows, "SELECT * FROM person WHERE name = 'Naledi Sample'")
    assert workspace.ask(rows, "SELECT * FROM person WHERE name = ?", "Naledi Sample") == []


def filters() -> Iterator[tuple[str, Any, type]]:
    """Every question that takes a filter: its name, itself, and the class of the filter."""
    for module in pkgutil.iter_modules(queries.__path__):
        found = importlib.import_module(f"crm.queries.{module.name}")
        kinds = {
            name: kind
            for name, kind in inspect.getmembers(found, dataclasses.is_dataclass)
            if name.endswith("Filter") and kind.__module__ == found.__name__
        }
        for name, question in inspect.getmembers(found, inspect.isfunction):
            first = next(iter(inspect.signature(question).parameters.values()), None)
            for kind_name, kind in kinds.items():
                if name.startswith("list_") and first and kind_name in str(first.annotation):
                    yield f"{module.name}.{name}", question, kind


def hostile(kind: type) -> Iterator[Any]:
    """The filter with something hostile in each field that is a text."""
    for each in dataclasses.fields(kind):
        if "str" in str(each.type):
            given = (HOSTILE,) if "tuple" in str(each.type) or "Sequence" in str(each.type) else HOSTILE
            yield kind(**{each.name: given})


@pytest.mark.parametrize(("name", "question", "kind"), [pytest.param(*each, id=each[0]) for each in filters()])
def test_a_hostile_text_in_a_filter_finds_nothing_and_breaks_nothing(
    name: str, question: Any, kind: type, workspace: Workspace
) -> None:
    for wanted in hostile(kind):
        try:
            workspace.ask(question, wanted)
        except (KeyError, ValueError):  # a choice that is none: the program offers a closed list there
            continue
    assert workspace.ask(rows, "SELECT count(*) FROM person")[0][0] >= 0


def test_a_hostile_text_can_be_searched_for(workspace: Workspace) -> None:
    assert workspace.ask(find, HOSTILE) == []
    assert workspace.ask(find_people, HOSTILE) == []
