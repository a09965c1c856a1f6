"""What a paper says, whatever it is written as: headings, paragraphs, facts and tables.

A paper that has several forms puts this together once; `pdf`, `docx` and `xlsx` each write it down.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from reports.layout.page import Identity


class Look(StrEnum):
    """How a text stands out."""

    PLAIN = "plain"
    BOLD = "bold"
    NOTE = "note"
    ITALIC = "italic"


@dataclass(frozen=True, slots=True)
class Line:
    """A text in a cell, on lines of its own."""

    words: str
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Number:
    """A figure in a cell: with it a workbook can reckon, elsewhere its words are read."""

    value: float
    words: str


Cell = tuple[Line, ...] | Number


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width, and whether figures are set to the right."""

    title: str
    share: float
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A heading across the columns over the rows of a group."""

    words: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; each of the first level is a sheet in a workbook."""

    words: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text of its own."""

    words: str
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, in groups or not."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...] | Group, ...]


Part = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Content:
    """A whole paper: what it is, the facts of its first page, what it comes to in a few sentences, and its parts."""

    title: str
    subtitle: str
    identity: Identity
    facts: tuple[tuple[str, str], ...] = ()
    summary: str = ""
    parts: tuple[Part, ...] = field(default=())


def cell(*words: str, notes: tuple[str, ...] = ()) -> tuple[Line, ...]:
    """A cell of plain lines, then of notes; what is empty is left out, and a dash says that there is nothing."""
    lines = [Line(each) for each in words if each]
    lines += [Line(each, Look.NOTE) for each in notes if each]
    return tuple(lines) or (Line("–"),)


def bold(words: str, *notes: str) -> tuple[Line, ...]:
    """A cell that begins with what it is called."""
    return (Line(words, Look.BOLD), *(Line(each, Look.NOTE) for each in notes if each))
