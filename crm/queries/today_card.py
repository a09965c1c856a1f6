"""What a card of Today holds: the first rows of what is often long, and how many there are in all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")

SHOWN = 8
"""Rows of a card."""


@dataclass(frozen=True)
class Some(Generic[T]):
    """The rows shown, and the count of all."""

    rows: tuple[T, ...] = ()
    count: int = 0
    ids: tuple[int, ...] = ()
    """Of all."""


def some(found: Sequence[int], rows: Callable[[Sequence[int], date], Sequence[T]], today: date) -> Some[T]:
    """A card over these records, each of them once."""
    once = tuple(dict.fromkeys(found))
    return Some(tuple(rows(once[:SHOWN], today)), len(once), once)
