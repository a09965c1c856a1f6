"""What a workspace holds, row by row, to compare the evening with the morning."""

from __future__ import annotations

from pathlib import Path

from crm import sample
from crm.operations.engagements import draft_engagement, save_engagement
from crm.queries.engagements import EngagementsFilter, list_engagements
from crm.rules import clock
from crm.store.engine import database
from crm.tables.all import TABLES
from crm.workspace import Workspace

Morning = dict[str, list[tuple[object, ...]]]

NEVER_UNDONE = ("setting", "hand_over")
"""Tables of choices and of papers given out, which Undo leaves alone."""


def bring_the_committee_forward(folder: Path) -> None:
    """The evening before: the committee's meeting of next week is today."""
    workspace = Workspace.open(folder, sample.PASSPHRASE)
    wanted = EngagementsFilter(status="planned", kind="committee_meeting")
    (visit,) = workspace.ask(list_engagements, wanted)
    draft = workspace.ask(draft_engagement, visit)
    draft.on_day = clock.today()
    workspace.do(save_engagement, draft)
    workspace.close()


def read_morning(folder: Path) -> Morning:
    """Every row of every table that Undo restores, by table."""
    workspace = Workspace.open_to_read(folder, sample.PASSPHRASE)
    try:
        return workspace.ask(read_rows)
    finally:
        workspace.close()


def read_rows() -> Morning:
    """The rows, read in an open workspace; records of what is never undone are left out."""
    names = [table._meta.table_name for table in TABLES]
    left_out = "noun NOT IN ('settings', 'privacy')"
    return {
        name: list(
            database.execute_sql(
                f'SELECT * FROM "{name}"' + (f" WHERE {left_out}" if name == "record" else "") + " ORDER BY id"
            ).fetchall()
        )
        for name in names
        if name not in NEVER_UNDONE
    }
