"""What left the workspace, and who answers for what is held in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.queries.base import Where, build, one, rows
from crm.queries.team import get_setting
from crm.rules.errors import UserError
from crm.rules.privacy import OFFICER, InformationOfficer
from crm.store import blobs
from crm.store.engine import database

FILE = "file"
"""What a hand-over is of that is no paper: a file that was taken out."""
COPY = "copy"
"""And a copy of something kept here that was saved outside."""
NAMED, CLOSED = "people_named", "opens_with_password"
"""Beside the choices of a paper or file: how many people it names, where that was counted; that it has a password."""


@dataclass(frozen=True)
class HandOverRow:
    """A paper that was given out or a file that was taken out, by whom and at what moment (UTC, ISO 8601).

    Of a paper that was handed over the exact PDF is kept; `receiver_noun` is empty where the receiver is only a name.
    """

    id: int
    report: str
    title: str
    options: dict[str, str]
    to_whom: str
    on: date
    pages: int
    sha256: str
    at_operation: int
    why: str
    audience: str
    how: str
    receiver_id: int | None
    receiver_noun: str
    file_name: str
    is_kept: bool
    path: str
    """Where it was written on the computer of whoever wrote it; empty when nowhere, or removed since."""
    by: str
    at: str
    people: int | None
    """How many people it names; None where that is not known."""
    has_password: bool
    """Whether it is a PDF that opens with a password only."""

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return self.title


def list_hand_overs(report: str = "", receiver_id: int | None = None) -> list[HandOverRow]:
    """What was given out, newest first; of one report, or all papers and files; to one receiver, or anybody."""
    where = Where()
    if report:
        where.add("h.report = ?", report)
    where.add_given(("h.receiver_id = ?", receiver_id))
    found = rows(
        "SELECT h.id, h.report, h.title, h.options, h.to_whom, h.on_day, h.pages, h.sha256, h.at_operation, h.why, "
        "h.audience, h.how, h.receiver_id, coalesce(r.noun, ''), h.file_name, h.is_kept, h.path, coalesce(o.by, ''), "
        "coalesce(o.at, '') FROM hand_over h LEFT JOIN record r ON r.id = h.receiver_id "
        "LEFT JOIN change c ON c.record_id = h.id AND c.tbl = 'hand_over' AND c.kind = '+' AND c.row_id = h.id "
        f"LEFT JOIN operation o ON o.id = c.operation_id{where} ORDER BY h.id DESC",
        *where.values,
    )
    return [_hand_over(*row) for row in found]


def _hand_over(*row: Any) -> HandOverRow:
    """Who took a file out is told by its own note: the journal of another copy is not here."""
    options: dict[str, str] = json.loads(row[3])
    named, closed = options.pop(NAMED, None), options.pop(CLOSED, None)
    return build(
        HandOverRow,
        *row[:3],
        options,
        row[4],
        date.fromisoformat(row[5]),
        *row[6:15],
        is_kept=bool(row[15]),
        path=row[16],
        by=options.get("by") or row[17],
        at=row[18],
        people=int(named) if named is not None else None,
        has_password=closed is not None,
    )


def count_named_on(sha256: str) -> int | None:
    """How many people the paper of this hash names, where that was counted when it was made."""
    found = (row.people for row in list_hand_overs() if row.sha256 == sha256)
    return next((people for people in found if people is not None), None)


@dataclass(frozen=True)
class KeptPaper:
    """The exact bytes of a paper that was handed over."""

    id: int
    file_name: str
    sha256: str
    data: bytes


def read_kept(hand_over_id: int) -> KeptPaper:
    """The paper as it was handed over.

    Raises UserError("paper-not-kept") for what was only noted, EnvironmentProblem("attachment-damaged").
    """
    row = one("SELECT title, file_name, sha256, is_kept FROM hand_over WHERE id = ?", hand_over_id)
    if row is None or not row[3]:
        raise UserError("paper-not-kept", paper=row[0] if row else hand_over_id)
    return KeptPaper(hand_over_id, row[1] or f"{row[0]}.pdf", row[2], blobs.get(database.raw(), row[2]))


def get_information_officer() -> InformationOfficer:
    """Who answers for personal information here; without a name while nobody was named."""
    return InformationOfficer(**get_setting(OFFICER, {}))
