"""The audit trail: what was done, by whom and when, counted and filtered; and the seals over it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crm.rules.errors import UserError
from crm.store import journal, sealing
from crm.store.engine import database


def get_seal() -> str:
    """The state of the workspace as it is printed: “1234 · 3f2a 9c01 7b44 e1d0”; empty before anything was done."""
    return sealing.head(database.raw()).short


class Past(StrEnum):
    """What became of a state that a paper or a backup names."""

    HERE = "here"
    """It is in this workspace's past, with everything as it was."""
    SEALED_SINCE = "sealed_since"
    """It is, and something older was since taken out of it on purpose."""
    LATER = "later"
    """This workspace has not come so far: it is an older copy."""
    ELSEWHERE = "elsewhere"
    """It never was here: another workspace, or one whose past was altered."""


@dataclass(frozen=True)
class FoundSeal:
    """What a workspace knows of a state that was printed."""

    past: Past
    label: str = ""
    """What had been done last."""
    at: str = ""
    by: str = ""
    seals: tuple[sealing.Seal, ...] = ()


def find_seal(text: str) -> FoundSeal:
    """Whether this workspace still contains the state that a paper names. Raises UserError("not-a-seal")."""
    printed = sealing.read_head(text)
    if printed is None:
        raise UserError("not-a-seal", text=text)
    connection = database.raw()
    try:
        entry = journal.get(connection, printed.operation_id)
    except KeyError:
        return FoundSeal(Past.LATER)
    if sealing.is_here(connection, printed):
        return FoundSeal(Past.HERE, entry.label, entry.at, entry.by)
    seals = tuple(sealing.sealed_since(connection, printed))
    return FoundSeal(Past.SEALED_SINCE if seals else Past.ELSEWHERE, entry.label, entry.at, entry.by, seals)
