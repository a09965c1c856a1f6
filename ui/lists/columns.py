"""What a list shows, said in small frozen dataclasses; no Qt widgets here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar

from ui.icons import Icon
from ui.widgets.status import Status


class Row(Protocol):
    """A row of a list: any frozen dataclass with the record's id."""

    @property
    def id(self) -> int:
        """The record's id."""
        ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Heading:
    """A line over the rows that belong together; its id is negative, and the keyboard passes it by."""

    id: int
    words: str


class Align(Enum):
    """How a column's text stands."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: `key` is its name in settings and in `Wanted.sort`; `text` makes the cell's words from a row."""

    key: str
    heading: str
    text: Callable[[R], str]
    width: int = 160  # pixels at 100 %
    align: Align = Align.LEFT
    status: Callable[[R], Status | None] | None = None  # drawn as a pill in place of the text
    bar: Callable[[R], int | None] | None = None  # per cent, drawn as a bar beside the text
    icon: Callable[[R], Icon | None] | None = None
    hint: Callable[[R], str] | None = None  # tool tip
    is_sortable: bool = True
    is_shown: bool = True  # until the user decides
    is_strong: bool = False  # the name of the record
    stretches: bool = False  # takes the space that is left; one column of a list


@dataclass(frozen=True)
class Wanted:
    """What the user wants to see: the words of the filter box, the page's own filters, and the order."""

    text: str = ""
    filters: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    sort: str = ""  # a column's key
    is_descending: bool = False


@dataclass(frozen=True)
class Listing(Generic[R]):
    """A list of records: where its ids and rows come from, and how they look.

    `ids(wanted)` and `rows(ids)` run on the reader thread inside `ws.ask`. `rows` may answer in any order and leave out
    ids that are gone. Where `has_headings`, a negative id stands for a `Heading`.
    """

    name: str  # the widget's object name and its key in settings, such as "people"
    columns: tuple[Column[R], ...]
    ids: Callable[[Wanted], Sequence[int]]
    rows: Callable[[Sequence[int]], Sequence[R | Heading]]
    sort: str = ""  # the column sorted by at first
    is_descending: bool = False
    count_text: Callable[[int], str] | None = None  # "1 person", "430 people"
    has_headings: bool = False
