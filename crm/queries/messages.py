"""A received text beside what is known: whose it is, and which open promises it may be about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.base import ids, marks
from crm.queries.calls import find_caller
from crm.queries.commitments import CommitmentRow, find_by_reference, get_commitment_rows
from crm.queries.people import find_by_name, get_people_rows
from crm.queries.team import list_users
from crm.rules import clock
from crm.rules.commitments import is_open
from crm.rules.messages import Purpose, Received, read_message
from crm.rules.names import fold, split_name


@dataclass(frozen=True)
class Candidate:
    """Somebody who may have written it."""

    id: int
    name: str
    detail: str
    is_by_contact: bool
    """Found by the number or address it came from, not only by name."""


@dataclass(frozen=True)
class Proposal:
    """What a text may be the source of; nothing is filed by asking."""

    received: Received
    senders: tuple[Candidate, ...]
    promises: tuple[CommitmentRow, ...]
    """Open promises: those the text names first, then those of whoever wrote it and whom they speak for."""
    purpose: Purpose

    @property
    def sender(self) -> Candidate | None:
        """Who wrote it, where only one can have."""
        return self.senders[0] if len(self.senders) == 1 else None


def propose(text: str, today: date | None = None) -> Proposal:
    """Recognise a text and look its sender and promises up."""
    users = [user.name for user in list_users(with_left=True)]
    received = read_message(text, today or clock.today(), ours=users)
    senders = _senders(received)
    promises = list_promises(senders[0].id if len(senders) == 1 else 0, received.references)
    return Proposal(received, senders, promises, _purpose(received, promises))


def _senders(received: Received) -> tuple[Candidate, ...]:
    """By number or address, else by name."""
    reached = [*received.phones, *received.emails]
    found = (
        ids(
            "SELECT DISTINCT p.id FROM contact_point c JOIN person p ON p.id = c.record_id "
            f"WHERE c.normal IN ({marks(reached)}) ORDER BY p.sort_name",
            *reached,
        )
        if reached
        else []
    )
    is_by_contact = bool(found)
    if received.sender and (not found or len(found) > 1):  # a shared number: the name decides
        named = _named(received.sender)
        found = [one for one in found if one in named] or found or named
    return tuple(
        Candidate(row.id, row.name, ", ".join(part for part in (row.offices, row.body) if part), is_by_contact)
        for row in get_people_rows(found)
    )


def _named(name: str) -> list[int]:
    read = split_name(name)
    keys = dict.fromkeys((fold(name), fold(f"{read.given} {read.family}"), fold(f"{read.family} {read.given}")))
    return list(dict.fromkeys(person for key in keys if key for person in find_by_name(key)))


def list_promises(sender_id: int, references: tuple[str, ...] = ()) -> tuple[CommitmentRow, ...]:
    """Open promises that a text of this sender may move: those it names, then the sender's."""
    named = [one for one in map(find_by_reference, references) if one is not None]
    rows = [row for row in get_commitment_rows(named) if is_open(row.status)]
    if sender_id:
        rows += [row for row in find_caller(sender_id).promises if row.id not in named]
    return tuple(rows)


def _purpose(received: Received, promises: tuple[CommitmentRow, ...]) -> Purpose:
    """A date beside the reference of an open promise is a new date for it; nothing can move without a promise."""
    references = {row.reference for row in promises}
    if received.days and references & set(received.references):
        return Purpose.MOVE
    if received.purpose is Purpose.MOVE and not promises:
        return Purpose.KEEP
    return received.purpose
