"""Copies of what is kept here that were written onto a computer, as the register knows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crm.exchange.copies import State, state_of
from crm.queries.base import grouped
from crm.queries.privacy import list_hand_overs


@dataclass(frozen=True)
class Copy:
    """A file that was written outside, newest line of the register first; `ids` are all lines that wrote there."""

    id: int
    ids: tuple[int, ...]
    title: str
    report: str
    file: Path
    on: date
    by: str
    people: int | None
    """How many people it names; None where that is not known."""
    state: State

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return self.title


def list_copies() -> list[Copy]:
    """Every place that something was written to, with whether it lies there still; reads each file that does."""
    written = grouped((row.path, row) for row in list_hand_overs() if row.path)
    found = []
    for path, several in written.items():
        lines = [row for (row,) in several]
        newest = lines[0]
        state = state_of(Path(path), {row.sha256 for row in lines})
        found.append(
            Copy(
                newest.id,
                tuple(row.id for row in lines),
                newest.title,
                newest.report,
                Path(path),
                newest.on,
                newest.by,
                newest.people,
                state,
            )
        )
    return found
