"""What dropping old values from the journal would lose, and how much smaller the file would be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from crm.queries.base import scalar
from crm.rules import clock
from crm.rules.compaction import newest_allowed
from crm.rules.dates import format_day
from crm.rules.errors import UserError
from crm.store import compaction
from crm.store.compaction import Going
from crm.store.engine import database

__all__ = ["CompactionPreview", "Going", "get_compaction"]


@dataclass(frozen=True)
class CompactionPreview:
    """What would be lost by dropping what was changed before a day."""

    before: date
    newest_allowed: date
    going: Going
    baselines: int
    """Papers handed over before it: what changed since then will not be known."""
    pages: int
    """Of the file, as it is."""

    @property
    def share(self) -> int:
        """About how many hundredths of the file would go."""
        return min(99, round(100 * self.going.bytes / (self.pages * 4096))) if self.pages else 0


def get_compaction(before: date) -> CompactionPreview:
    """What it would lose. Raises UserError("too-young-to-drop") for a day within the last ninety."""
    allowed = newest_allowed(clock.today())
    if before > allowed:
        raise UserError("too-young-to-drop", day=format_day(allowed))
    connection = database.raw()
    midnight = datetime.combine(before, time()).astimezone(UTC).isoformat(timespec="seconds")
    going = compaction.find_going(connection, compaction.last_before(connection, midnight))
    baselines = scalar(
        "SELECT count(*) FROM hand_over WHERE at_operation < ? AND at_operation >= ?",
        going.last_operation,
        compaction.newest_compacted(connection),
    )
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    return CompactionPreview(before, allowed, going, baselines, pages)
