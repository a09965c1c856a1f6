"""What one does with a request under POPIA: receive it, see who asks, read and decide thing by thing, answer.

Nothing goes out unread: an answer that brings what is held is refused while anything is unread or undecided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.exchange.id_numbers import has_id_number
from crm.operations.base import (
    check_choice,
    check_not_future,
    check_unchanged,
    clean,
    new_record,
    newest_change,
    next_reference,
    operation,
    row_of,
    update_row,
    who_does_this,
)
from crm.operations.movements import add_date_move, add_step
from crm.queries.requests import Item, list_answers, list_items, reading_of
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.requests import (
    Choice,
    Ground,
    Kind,
    Outcome,
    Status,
    brings_what_is_held,
    due_on,
    is_open,
    label,
    latest_extension,
    look_on,
    outcome_of,
    wants_reading,
    wants_reason,
)
from crm.tables.base import Record
from crm.tables.people import Person
from crm.tables.privacy import AccessRequest, HandOver, RequestItem
from resources.translations import _, ngettext

LEVEL = 1
"""Who asks what of us is internal from the start."""


@dataclass
class RequestDraft:
    """A request as the form holds it. `for_whom`: in whose name, where it is not the asker's own."""

    kind: str = Kind.ACCESS.value
    asked_by: str = ""
    person_id: int | None = None
    for_whom: str = ""
    received_on: date | None = None
    words: str = ""
    owner_id: int | None = None
    id: int | None = None
    seen_change: int | None = None


@dataclass(frozen=True)
class Decision:
    """What is done with one thing that was read; `digest` is that of what was shown to whoever read it."""

    table: str
    line: int
    choice: str
    digest: str
    ground: str = ""
    note: str = ""


def as_proposed(item: Item) -> Decision:
    """The decision that takes a thing as it is proposed, or as it was decided before it changed."""
    return Decision(item.held.table, item.held.line, item.choice, item.digest, item.ground, item.note)


@operation(lambda saved: _("Receive request {reference}").format(reference=saved[1]))
def receive_request(draft: RequestDraft) -> tuple[int, str]:
    """Write down a new request, whose clock runs from the day it came, or correct one that is open.

    Returns the id and the reference. Raises UserError: "request-of-nobody", "no-such-choice", "made-in-future",
    "already-closed", "changed-meanwhile".
    """
    columns = _columns(draft)
    if draft.id is not None:
        return _correct(draft.id, draft.seen_change, columns)
    received_on = draft.received_on or clock.today()
    request_id = new_record("requests", confidentiality=LEVEL, next_look=look_on(due_on(received_on)))
    reference = next_reference("Q", received_on.year)
    AccessRequest.insert(
        id=request_id,
        reference=reference,
        status=Status.RECEIVED,
        due_on=due_on(received_on),
        **columns | {"received_on": received_on},
    ).execute()
    return request_id, reference


def _columns(draft: RequestDraft) -> dict[str, Any]:
    asked_by = clean(draft.asked_by)
    if not asked_by and draft.person_id is not None:
        asked_by = str(row_of(Person, draft.person_id)["name"])
    if not asked_by:
        raise UserError("request-of-nobody")
    check_choice(Kind, draft.kind)
    check_not_future(draft.received_on or clock.today())
    return {
        "kind": draft.kind,
        "asked_by": asked_by,
        "person_id": draft.person_id,
        "for_whom": clean(draft.for_whom),
        "words": clean(draft.words),
        "owner_id": draft.owner_id,
    } | ({"received_on": draft.received_on} if draft.received_on else {})


def _correct(request_id: int, seen_change: int | None, columns: dict[str, Any]) -> tuple[int, str]:
    row = _open_row(request_id)
    check_unchanged(request_id, seen_change)
    received_on = columns.get("received_on", row["received_on"])
    due = row["due_on"] + (received_on - row["received_on"])
    if columns["person_id"] != row["person_id"]:
        RequestItem.delete().where(RequestItem.request_id == request_id).execute()
        columns |= _UNDECIDED
    update_row(AccessRequest, request_id, due_on=due, **columns)
    update_row(Record, request_id, next_look=look_on(due))
    return request_id, str(row["reference"])


_UNDECIDED: dict[str, Any] = {"decided_on": None, "decided_by": ""}


def draft_request(request_id: int) -> RequestDraft:
    """The form of a request as kept now. Raises UserError("not-found")."""
    row = row_of(AccessRequest, request_id)
    names = ("kind", "asked_by", "person_id", "for_whom", "received_on", "words", "owner_id")
    return RequestDraft(**{name: row[name] for name in names}, id=request_id, seen_change=newest_change(request_id))


@operation(lambda reference: _("{reference}: identity seen").format(reference=reference))
def see_identity(request_id: int, seen: str, on: date | None = None) -> str:
    """Who asks has proven to be that person (section 23(1)); returns the reference.

    `seen` says what was shown, never a number of it. Raises UserError: "identity-without-proof",
    "id-number-as-proof", "made-in-future", "already-closed".
    """
    row = _open_row(request_id)
    on = on or clock.today()
    check_not_future(on)
    if not clean(seen):
        raise UserError("identity-without-proof", reference=row["reference"])
    if has_id_number(seen):
        raise UserError("id-number-as-proof")
    if row["status"] == Status.RECEIVED:
        _step(row, Status.IDENTITY_SEEN, on, note=seen)
    update_row(AccessRequest, request_id, identity_seen=clean(seen), identity_seen_on=on)
    return str(row["reference"])


@operation(lambda reference: _("{reference}: more time").format(reference=reference))
def extend(request_id: int, reason: str, told_on: date | None = None, until: date | None = None) -> str:
    """Take up to 30 days more, once, and tell the asker why before the first time is over; returns the reference.

    Raises UserError: "reason-missing", "extended-already", "extended-too-late", "extended-too-far", "made-in-future",
    "already-closed".
    """
    row = _open_row(request_id)
    told_on, latest = told_on or clock.today(), latest_extension(row["received_on"])
    until = until or latest
    check_not_future(told_on)
    if not clean(reason):
        raise UserError("reason-missing", reference=row["reference"])
    if row["due_on"] != due_on(row["received_on"]):
        raise UserError("extended-already", reference=row["reference"], due=row["due_on"].isoformat())
    if told_on > row["due_on"]:
        raise UserError("extended-too-late", reference=row["reference"], due=row["due_on"].isoformat())
    if not row["due_on"] < until <= latest:
        raise UserError("extended-too-far", until=until.isoformat(), latest=latest.isoformat())
    add_date_move(request_id, row["due_on"], until, told_on, said_by=who_does_this(), reason=reason)
    update_row(AccessRequest, request_id, due_on=until)
    update_row(Record, request_id, next_look=look_on(until))
    return str(row["reference"])


# --- Reading and deciding --------------------------------------------------------------------------------------------


def _decided_words(done: tuple[str, list[str]]) -> str:
    reference, choices = done
    if len(choices) == 1:
        return _("{reference}: {choice}").format(reference=reference, choice=label(choices[0]))
    read = ngettext("{count} thing read", "{count} things read", len(choices))
    return f"{reference}: {read}"


@operation(_decided_words)
def decide_items(request_id: int, decisions: Sequence[Decision]) -> tuple[str, list[str]]:
    """What is done with things that were read; returns the reference and the choices.

    A decision of the Information Officer that was recorded before is open again.
    Raises UserError: "no-such-choice", "ground-missing", "nothing-to-read", "already-closed".
    """
    row = _open_row(request_id)
    if not wants_reading(row["kind"]):
        raise UserError("nothing-to-read", reference=row["reference"])
    for decision in decisions:
        _decide(request_id, decision)
    if row["status"] in (Status.RECEIVED, Status.IDENTITY_SEEN):
        _step(row, Status.DECIDING, clock.today())
    if row["decided_on"] is not None:
        update_row(AccessRequest, request_id, **_UNDECIDED)
    return str(row["reference"]), [decision.choice for decision in decisions]


def _decide(request_id: int, decision: Decision) -> None:
    check_choice(Choice, decision.choice)
    withheld = decision.choice == Choice.WITHHOLD
    if withheld:
        if not decision.ground:
            raise UserError("ground-missing")
        check_choice(Ground, decision.ground)
    columns = {
        "choice": decision.choice,
        "ground": decision.ground if withheld else "",
        "note": clean(decision.note),
        "read_by": who_does_this(),
        "read_on": clock.today(),
        "read_digest": decision.digest,
    }
    here = (
        (RequestItem.request_id == request_id)
        & (RequestItem.tbl == decision.table)
        & (RequestItem.line == decision.line)
    )
    if not RequestItem.update(**columns).where(here).execute():
        RequestItem.insert(request_id=request_id, tbl=decision.table, line=decision.line, **columns).execute()


@operation(lambda done: _("{reference}: decided by {name}").format(reference=done[0], name=done[1]))
def record_decision(request_id: int, by: str, on: date | None = None, reason: str = "") -> tuple[str, str]:
    """The Information Officer has signed what is given and what is withheld; returns the reference and the name.

    Raises UserError: "items-not-read", "identity-not-seen", "decided-by-nobody", "made-in-future", "already-closed".
    """
    row = _open_row(request_id)
    on = on or clock.today()
    check_not_future(on)
    if not clean(by):
        raise UserError("decided-by-nobody", reference=row["reference"])
    _check_identity(row)
    check_all_read(row)
    update_row(AccessRequest, request_id, decided_on=on, decided_by=clean(by), reason=clean(reason))
    if row["status"] != Status.DECIDING:
        _step(row, Status.DECIDING, on)
    return str(row["reference"]), clean(by)


def check_all_read(row: dict[str, Any]) -> list[Item]:
    """What is held, all of it read. Raises UserError("items-not-read")."""
    if not wants_reading(row["kind"]):
        return []
    items = list_items(row["id"])
    reading = reading_of(items)
    if not reading.is_done:
        unread = reading.count - reading.read
        raise UserError("items-not-read", reference=row["reference"], unread=unread, count=reading.count)
    return items


def check_may_go_out(request_id: int) -> None:
    """Whether the answer may leave the house: all read, and the decision recorded.

    What came after it was answered was read by nobody: then only the paper that was handed over says what was given.
    Raises UserError: "not-found", "items-not-read", "identity-not-seen", "decision-missing", "changed-since-answered".
    """
    row = row_of(AccessRequest, request_id)
    _check_identity(row)
    if not wants_reading(row["kind"]):
        return
    if not is_open(Status(row["status"])):
        if brings_what_is_held(row["outcome"]) and not reading_of(list_items(request_id)).is_done:
            raise UserError("changed-since-answered", reference=row["reference"])
    elif check_all_read(row) and row["decided_on"] is None:
        raise UserError("decision-missing", reference=row["reference"])


def _check_identity(row: dict[str, Any]) -> None:
    if row["identity_seen_on"] is None:
        raise UserError("identity-not-seen", reference=row["reference"])


# --- The answer ------------------------------------------------------------------------------------------------------


@operation(lambda done: _("{reference}: {outcome}").format(reference=done[0], outcome=label(done[1])))
def answer_request(
    request_id: int,
    outcome: str = "",
    on: date | None = None,
    *,
    how: str = "",
    reason: str = "",
    hand_over_id: int | None = None,
) -> tuple[str, str]:
    """The asker was answered; returns the reference and the outcome, which for access follows from the decisions.

    The answer that was handed over last is the one, unless another is named.
    Raises UserError: "items-not-read", "identity-not-seen", "decision-missing", "outcome-missing",
    "outcome-not-as-decided", "something-is-held", "reason-missing", "no-such-choice", "made-in-future",
    "already-closed".
    """
    row = _open_row(request_id)
    on = on or clock.today()
    check_not_future(on)
    ending = _ending(row, outcome)
    reason = clean(reason) or row["reason"]
    if wants_reason(ending) and not reason:
        raise UserError("reason-missing", reference=row["reference"])
    _step(row, Status.ANSWERED, on, outcome=ending, note=reason)
    handed = hand_over_id or next(iter(list_answers(request_id)[::-1]), None)
    if handed is not None:
        row_of(HandOver, handed)
    update_row(
        AccessRequest,
        request_id,
        outcome=ending,
        answered_on=on,
        answered_how=clean(how),
        reason=reason,
        hand_over_id=handed,
    )
    update_row(Record, request_id, next_look=None)
    return str(row["reference"]), ending


def _ending(row: dict[str, Any], outcome: str) -> Outcome:
    """How it ends. The asker may take it back and we may refuse it at any time: then nothing goes out."""
    if outcome:
        check_choice(Outcome, outcome)
    if outcome in (Outcome.WITHDRAWN, Outcome.REFUSED):
        return Outcome(outcome)
    if outcome == Outcome.NOTHING_HELD:
        _check_nothing_held(row)
        return Outcome.NOTHING_HELD
    check_may_go_out(row["id"])
    if not wants_reading(row["kind"]):
        if not outcome:
            raise UserError("outcome-missing", reference=row["reference"])
        return Outcome(outcome)
    decided = outcome_of([item.choice for item in list_items(row["id"])])
    if outcome and outcome != decided:
        raise UserError("outcome-not-as-decided", reference=row["reference"], outcome=label(decided))
    return decided


def _check_nothing_held(row: dict[str, Any]) -> None:
    """Raises UserError("something-is-held") when we do hold something on the person."""
    items = list_items(row["id"])
    if items:
        raise UserError("something-is-held", reference=row["reference"], count=len(items))


def _step(row: dict[str, Any], to: Status, on: date, *, outcome: str = "", note: str = "") -> None:
    add_step(row["id"], row["status"], to, on, outcome=outcome, note=note)
    update_row(AccessRequest, row["id"], status=to)


def _open_row(request_id: int) -> dict[str, Any]:
    row = row_of(AccessRequest, request_id)
    if not is_open(Status(row["status"])):
        raise UserError("already-closed", reference=row["reference"])
    return row
