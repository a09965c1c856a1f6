"""What one lives through when the clock, the locale or the time zone is another: a process each.

Usage: clock_stories.py WORKSPACE STORY
Prints what was found as one object of JSON.
"""

from __future__ import annotations

import json
import locale
import os
import sys
import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.people import PersonDraft, save_person
from crm.queries.commitments import CommitmentFilter, list_commitments
from crm.queries.people import get_people_rows, list_people
from crm.queries.search import find_everything
from crm.rules import clock
from crm.store import journal
from crm.store.engine import database
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE


class Clock:
    """A computer's clock that the story sets, for the day and for the moment an operation is written down."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
        journal._now = lambda: self.moment.isoformat(timespec="seconds")
        self.set(self.moment)

    def set(self, moment: datetime) -> None:
        self.moment = moment
        clock.choose(moment.date())


def clock_set_back(workspace: Workspace) -> dict[str, bool]:
    """Work goes on while the clock goes back and ahead."""
    ours = Clock()
    moments = [
        ours.moment,
        ours.moment - timedelta(hours=1),
        ours.moment - timedelta(days=31),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2099, 12, 31, 23, 59, tzinfo=UTC),
        ours.moment + timedelta(minutes=1),
    ]
    found: dict[str, bool] = {}
    backups: list[Path] = []
    seen = workspace.newest_operation()
    for number, moment in enumerate(moments):
        ours.set(moment)
        done = workspace.do(save_person, PersonDraft(f"Clock {number}"))
        backups.append(workspace.back_up_before("migration"))
        found[f"{moment:%Y} {number} is last"] = workspace.history(limit=1)[0].operation_id == done.operation_id
        newest = workspace.backups.newest()
        found[f"{moment:%Y} {number} is backed up newest"] = newest is not None and newest.file == backups[-1]
        found[f"{moment:%Y} {number} needs no other backup"] = workspace.is_backed_up()
        found[f"{moment:%Y} {number} is undone first"] = workspace.undo_label() == f"Save Clock {number}"
    ids = [entry.operation_id for entry in workspace.history(limit=100)]
    found["the history is in the order of the work"] = ids == sorted(ids, reverse=True)
    found["since then is what came since"] = len(journal.after(database.raw(), seen)) == len(moments)
    ours.set(datetime(2026, 11, 22, tzinfo=UTC))
    promise = workspace.do(
        save_commitment, CommitmentDraft("a ramp", date(2026, 11, 1), due_on=date(2026, 11, 30))
    ).value[0]
    for moment in moments[:3]:
        ours.set(moment)
        late = workspace.ask(list_commitments, CommitmentFilter(lateness="late"))
        found[f"a promise is not late before its day, on {moment:%d %b}"] = promise not in late
    undone = [workspace.undo().value for _number in range(3)]
    found["undone in the order of the work"] = undone[1:] == ["Save Clock 5", "Save Clock 4"]
    redone = [workspace.redo().value for _number in range(2)]
    found["redone in the order of the work"] = redone == ["Save Clock 4", "Save Clock 5"]
    return found


def in_a_locale(workspace: Workspace) -> dict[str, object]:
    """Names with letters that locales treat differently, found and ordered, and figures as they were written."""
    with suppress(locale.Error):
        locale.setlocale(locale.LC_ALL, "")
    if not workspace.ask(list_people):
        for name in ("IŞIL Sample", "isil Sample", "Ýr Sample", "ÉLISABÉ Sample", "Ｋagiso Sample", "محمد Sample"):
            workspace.do(save_person, PersonDraft(name, summary="3,5 km, R 1 234,56, 50%"))
    made = workspace.do(save_person, PersonDraft("Zanele Sample", summary="12.5"))
    shown = [row.name for row in workspace.ask(get_people_rows, workspace.ask(list_people))]
    workspace.undo()
    words = ("isil", "ISIL", "elisabe", "kagiso", "sample")
    found = {word: len(workspace.ask(find_everything, word)) for word in words}
    return {"people": shown, "found": found, "label": made.label}


def time_zone_changes(workspace: Workspace) -> dict[str, bool]:
    """One flies on in the middle of the work."""
    found: dict[str, bool] = {}
    workspace.do(save_person, PersonDraft("Before"))
    for zone in ("Pacific/Kiritimati", "Pacific/Niue", "America/New_York", os.environ["TZ"]):
        os.environ["TZ"] = zone
        time.tzset()
        before = datetime.now(UTC).replace(microsecond=0)
        done = workspace.do(save_person, PersonDraft(f"In {zone}"))
        entry = workspace.history(limit=1)[0]
        at = datetime.fromisoformat(entry.at)
        found[f"{zone}: it is the day of the place"] = clock.today() == datetime.now().date()
        found[f"{zone}: it is last"] = entry.operation_id == done.operation_id
        found[f"{zone}: the moment is true"] = before <= at <= datetime.now(UTC)
        found[f"{zone}: it is undone first"] = workspace.undo_label() == f"Save In {zone}"
        workspace.back_up_before("migration")
        found[f"{zone}: it is backed up"] = workspace.is_backed_up()
    return found


def main() -> None:
    workspace = Workspace.open(Path(sys.argv[1]), PASSPHRASE)
    try:
        print(json.dumps(globals()[sys.argv[2]](workspace), ensure_ascii=False, sort_keys=True))
    finally:
        workspace.close()


if __name__ == "__main__":
    main()
