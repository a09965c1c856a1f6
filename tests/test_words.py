"""Every problem a user can meet has a sentence, and every sentence can be filled with what the problem carries."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crm.rules.errors import UserError
from ui.words import WORDS, sentence

ROOT = Path(__file__).parents[1]
PROBLEMS = ("UserError", "EnvironmentProblem", "Problem", "Finding")


def raised() -> Iterator[tuple[str, str, set[str | None] | None]]:
    """Each (place, code, names of the parameters) in the source; names are None where they are passed as a dict."""
    for folder in ("crm", "reports", "ui"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            node: Any
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if _is_problem(node):
                    names = {keyword.arg for keyword in node.keywords}
                    whole = None if None in names or node.func.id == "Finding" else names
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", str(node.args[0].value), whole


def _is_problem(node: ast.AST) -> bool:
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PROBLEMS
    return is_call and bool(node.args) and isinstance(node.args[0], ast.Constant)


RAISED = list(raised())


def test_there_are_problems_to_speak_of() -> None:
    assert len(RAISED) > 100


@pytest.mark.parametrize(("place", "code", "params"), RAISED, ids=[f"{place} {code}" for place, code, _ in RAISED])
def test_every_problem_has_a_sentence_that_can_be_filled(place: str, code: str, params: set[str | None] | None) -> None:
    assert code in WORDS, place
    wanted = {name for _, name, _, _ in string.Formatter().parse(WORDS[code]) if name}
    assert params is None or wanted <= params, place
    assert WORDS[code].endswith((".", "?", ")", "!")), "a sentence ends"


def test_no_sentence_is_left_over() -> None:
    source = "".join(
        file.read_text(encoding="utf-8")
        for folder in ("crm", "reports", "ui")
        for file in (ROOT / folder).rglob("*.py")
        if file.name != "words.py"
    )
    assert [code for code in WORDS if f'"{code}"' not in source] == []


def test_a_problem_is_said_in_one_sentence() -> None:
    assert sentence(UserError("file-missing", file="list.csv")).startswith("There is no file")
