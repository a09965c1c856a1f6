"""What one does with the ladder of escalation: change its rungs, and follow up a record at one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Unpack

from peewee import fn

from crm.operations import commitments, petitions
from crm.operations.base import check_choice, clean, new_record, operation, row_of, update_row
from crm.operations.movements import Asked
from crm.operations.records import remove
from crm.queries.calendar import get_calendar
from crm.queries.escalation import get_rung, has_own_ladder, list_rungs
from crm.queries.letters import get_template
from crm.rules import escalation
from crm.rules.commitments import Status, next_steps
from crm.rules.errors import UserError
from crm.rules.escalation import LONGEST, Noun, Unit, Whom
from crm.rules.letters import Kind
from crm.tables.base import Record
from crm.tables.commitments import Commitment
from crm.tables.escalation import Escalation, Rung
from crm.tables.movements import FollowUp
from resources.translations import _, mark


@dataclass
class RungDraft:
    """A rung as its form holds it; `position` says which one is changed, None for a new one at the top."""

    name: str
    applies_to: str = Noun.EVERY.value
    to_whom: str = Whom.OFFICIAL.value
    length: int | None = 10
    unit: str = Unit.WORKING.value
    letter_kind: str = Kind.RUNG_REMINDER.value
    note: str = ""
    position: int | None = None


def draft_rung(position: int) -> RungDraft:
    """The form of a rung as it stands now. Raises UserError("rung-not-known")."""
    return _draft_of(get_rung(position))


def _draft_of(rung: escalation.Rung) -> RungDraft:
    return RungDraft(**asdict(rung))


# The ladder


@operation(lambda saved: _("Save rung {name}").format(name=saved[1]))
def save_rung(draft: RungDraft) -> tuple[int, str]:
    """Keep a new rung, or change one; returns its position and name. The ladder is ours from then on.

    Raises UserError: "rung-without-name", "rung-exists", "rung-days", "rung-not-known", "no-such-choice",
    "letter-kind-not-known".
    """
    columns = _columns(draft)
    if draft.position is not None:
        get_rung(draft.position)
    for rung in list_rungs():
        if rung.name == columns["name"] and rung.position != draft.position:
            raise UserError("rung-exists", name=rung.name)
    ids = _own_ladder()
    if draft.position is not None:
        update_row(Rung, ids[draft.position - 1], **columns)
        return draft.position, str(columns["name"])
    Rung.insert(id=new_record("clocks"), position=len(ids) + 1, **columns).execute()
    return len(ids) + 1, str(columns["name"])


def _columns(draft: RungDraft) -> dict[str, object]:
    if not clean(draft.name):
        raise UserError("rung-without-name")
    check_choice(Noun, draft.applies_to)
    check_choice(Unit, draft.unit)
    if draft.length is not None and not 0 < draft.length <= LONGEST:
        raise UserError("rung-days", days=draft.length, most=LONGEST)
    get_template(draft.letter_kind)
    columns: dict[str, object] = {name: clean(getattr(draft, name)) for name in ("name", "to_whom", "note")}
    kept = ("applies_to", "length", "unit", "letter_kind")
    return columns | {name: getattr(draft, name) for name in kept}


@operation(lambda name: _("Remove rung {name}").format(name=name))
def remove_rung(position: int) -> str:
    """Take a rung out; those above it move down. What was taken stays. Returns its name.

    Raises UserError: "rung-not-known", "rung-last".
    """
    name = get_rung(position).name
    ids = _own_ladder()
    if len(ids) == 1:
        raise UserError("rung-last", name=name)
    remove(ids.pop(position - 1))
    _number(ids)
    return name


@operation(lambda name: _("Move rung {name}").format(name=name))
def move_rung(position: int, to: int) -> str:
    """Put a rung in another place of the ladder; returns its name. Raises UserError("rung-not-known")."""
    name = get_rung(position).name
    get_rung(to)
    ids = _own_ladder()
    ids.insert(to - 1, ids.pop(position - 1))
    _number(ids)
    return name


@operation(mark("Ladder as it ships"))
def restore_ladder() -> int:
    """Let go of our own ladder: the one that ships stands again. Returns how many rungs of ours went."""
    ids = _own_ids()
    for rung_id in ids:
        remove(rung_id)
    return len(ids)


def _own_ladder() -> list[int]:
    """The ids of our rungs from the foot up; the first change copies what ships."""
    if not has_own_ladder():
        for rung in list_rungs():
            draft = _draft_of(rung)
            Rung.insert(id=new_record("clocks"), position=rung.position, **_columns(draft)).execute()
    return _own_ids()


def _own_ids() -> list[int]:
    return [int(row.id) for row in Rung.select(Rung.id).order_by(Rung.position)]


def _number(ids: Sequence[int]) -> None:
    for position, rung_id in enumerate(ids, 1):
        update_row(Rung, rung_id, position=position)


# Following up at a rung


@operation(lambda taken: _("Follow up {reference}: {rung}").format(reference=taken[0], rung=taken[1]))
def follow_up_at_rung(
    record_id: int, position: int, on: date, *, next_look_on: date | None = None, **asked: Unpack[Asked]
) -> tuple[str, str]:
    """We turned to this rung about a petition or commitment; returns the reference and the rung's name.

    It is a follow-up that keeps the rung and when its clock runs out; until that day it leaves Today. A commitment that
    may be escalated is so from here, unless the rung only reminds whom we asked first.
    Raises UserError: "rung-not-known", "rung-not-for", "already-closed", "made-in-future", "before-made".
    """
    noun = str(row_of(Record, record_id)["noun"])
    if noun not in _FOLLOW_UPS:
        raise UserError("rung-not-for")
    rung = get_rung(position, noun)
    reckoned = escalation.due_of(rung, on, get_calendar())
    due = reckoned.result if reckoned else None
    asked.setdefault("to_whom", escalation.label(rung.to_whom))
    reference = _FOLLOW_UPS[noun](record_id, on, next_look_on=next_look_on, **asked)
    if noun == Noun.COMMITMENTS and rung.is_escalation:
        _escalate(record_id, on, rung.name)
    Escalation.insert(
        record_id=record_id,
        position=rung.position,
        name=rung.name,
        to_whom=rung.to_whom,
        on_day=on,
        due_on=due,
        follow_up_id=_newest_follow_up(record_id),
    ).execute()
    if next_look_on or due:  # the rung has a clock of its own, which may be longer than the usual interval
        update_row(Record, record_id, next_look=next_look_on or due)
    return reference, rung.name


_FOLLOW_UPS: dict[str, Callable[..., Any]] = {
    Noun.PETITIONS: petitions.follow_up,
    Noun.COMMITMENTS: commitments.follow_up,
}


def _escalate(commitment_id: int, on: date, note: str) -> None:
    """Where the life-cycle allows it; one that stands there already, or was never confirmed, stays as it is."""
    if Status.ESCALATED in next_steps(Status(row_of(Commitment, commitment_id)["status"])):
        commitments.change_status(commitment_id, Status.ESCALATED, on, note=note)


def _newest_follow_up(record_id: int) -> int:
    return int(FollowUp.select(fn.MAX(FollowUp.id)).where(FollowUp.record_id == record_id).scalar())
