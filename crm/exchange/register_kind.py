"""What a register is: its name, its columns, what shows that a table is one, and how a row is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from crm.exchange.candidates import RegisterCandidate
from crm.exchange.columns import Column, Field
from crm.exchange.register_cells import RowCells
from resources.translations import mark

Form = Literal["text", "day", "time", "number"]


def _no_words() -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class KindColumn:
    """One column of a list.

    `heading` is that of the template, `patterns` what else people write above it (regular expressions on the words
    of a heading), `words` gives the words a cell chooses from.
    """

    field: Field
    heading: str
    help: str
    patterns: tuple[str, ...] = ()
    form: Form = "text"
    words: Callable[[], Sequence[str]] = _no_words
    is_needed: bool = False


ROW_REFERENCE = KindColumn(
    Field.REFERENCE,
    mark("Reference"),
    mark("Your own number of the row, the same in every list: by it a newer list is recognised."),
    (r"(our )?ref(erence)?|verwysing(snommer)?|id",),
)
"""What a row is called, in a register whose rows have a number of their own besides (a clause's, a step's)."""

NOTES = KindColumn(
    Field.NOTE,
    mark("Notes"),
    mark("Anything else; it becomes an internal note."),
    (r"(general )?(notes?|comments?|remarks?)|opmerkings?|aantekeninge?",),
)


@dataclass(frozen=True)
class RegisterKind:
    """A list of things of one noun (`id`); the `subject` is the column without which a row is nothing.

    A table with a column for the subject is a register where it has all of one of the sets in `signs` too. `loose`
    headings name the subject where no better one does; values fill columns nobody named, by `days` (the earlier
    one first), `names` and a note. A row may say several of the fields in `several`. One whose headings other lists
    have too `is_shy`: a table that says how to reach people, or has columns for their first names, is none.
    `read_row` gives the candidate of a row, or why there is none.
    """

    id: str
    name: str
    layout: str
    subject: Field
    read_row: Callable[[RowCells], RegisterCandidate | str]
    columns: tuple[KindColumn, ...]
    signs: tuple[frozenset[Field], ...]
    loose: str = ""
    days: tuple[Field, ...] = ()
    names: tuple[Field, ...] = ()
    several: frozenset[Field] = frozenset((Field.NOTE,))
    is_shy: bool = False
    settle: Callable[[list[Column]], list[Column]] = lambda columns: columns
