"""The due date of a commitment with every move of it: nothing said about a date is ever overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DateMove:
    """One change of the due date: what it was, what was said, when, and whether we agreed or only noted it."""

    old: date | None
    new: date
    said_on: date
    is_agreed: bool


@dataclass(frozen=True)
class DueDates:
    """The date first promised and every move since, oldest first."""

    original: date | None = None
    moves: tuple[DateMove, ...] = ()

    @property
    def first(self) -> date | None:
        """The first date there was: the original one, or where none was given the first one said later."""
        if self.original is not None:
            return self.original
        return self.moves[0].new if self.moves else None

    @property
    def slips(self) -> tuple[DateMove, ...]:
        """The moves that changed a date; naming one where there was none is not a slip."""
        return tuple(move for move in self.moves if move.old is not None)

    @property
    def current(self) -> date | None:
        """The newest date said, agreed or not."""
        return self.moves[-1].new if self.moves else self.original

    @property
    def agreed(self) -> date | None:
        """The date lateness runs from: the newest one agreed, else the first."""
        agreed = [move.new for move in self.moves if move.is_agreed]
        return agreed[-1] if agreed else self.first

    @property
    def is_slipping(self) -> bool:
        """Whether it moved twice, or once without our agreement: then it is never shown as on time."""
        return len(self.slips) >= 2 or not all(move.is_agreed for move in self.moves)
