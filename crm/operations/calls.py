"""A phone call in one step: the call, what was said in it, and the dates that moved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from crm.operations.base import clean, highest_level, operation, row_of
from crm.operations.commitments import follow_up, move_date
from crm.operations.engagements import AttendanceDraft, EngagementDraft, write_closed_out
from crm.queries.offices import list_offices_of
from crm.queries.people import get_names
from crm.rules import clock
from crm.rules.engagements import AttendanceCode, Kind, Mode
from crm.rules.errors import UserError
from crm.tables.base import Record
from crm.tables.offices import Post
from resources.translations import _, ngettext


@dataclass
class CallDraft:
    """Who phoned, which promises it was about, and what was said of them."""

    caller_id: int | None = None  # a person, a body or a post
    caller_name: str = ""  # of somebody who is not (yet) here
    about: list[int] = field(default_factory=list)
    new_due: date | None = None
    reason: str = ""
    is_agreed: bool = True
    note: str = ""


@dataclass(frozen=True)
class LoggedCall:
    """What came of it."""

    engagement_id: int
    caller: str
    references: tuple[str, ...]
    is_moved: bool


def _label(call: LoggedCall) -> str:
    said = _("Phone call with {name}").format(name=call.caller)
    if not call.references:
        return said
    return f"{said}: {_moved_words(call) if call.is_moved else _about_words(call)}"


def _moved_words(call: LoggedCall) -> str:
    if len(call.references) == 1:
        return _("date of {reference} moved").format(reference=call.references[0])
    return ngettext("{count} date moved", "{count} dates moved", len(call.references))


def _about_words(call: LoggedCall) -> str:
    if len(call.references) == 1:
        return _("about {reference}").format(reference=call.references[0])
    return ngettext("about {count} promise", "about {count} promises", len(call.references))


@operation(_label)
def log_call(draft: CallDraft) -> LoggedCall:
    """Write down a call of today, closed out, and move the date of each promise it was about.

    Without a new date each of them was followed up, with the note as the answer: nothing is taken for done.
    Raises UserError: "call-without-caller", "call-date-without-promise", "call-reason-without-date",
    "call-says-nothing", "already-closed", "same-date", "due-before-made".
    """
    name = get_names([draft.caller_id]).get(draft.caller_id, "") if draft.caller_id else clean(draft.caller_name)
    if not name:
        raise UserError("call-without-caller")
    _check_said(draft)
    engagement_id = write_closed_out(_engagement(draft, name, clock.today()))
    references = tuple(_said_of(commitment_id, draft, name, engagement_id) for commitment_id in draft.about)
    return LoggedCall(engagement_id, name, references, draft.new_due is not None)


def _check_said(draft: CallDraft) -> None:
    if draft.new_due is not None and not draft.about:
        raise UserError("call-date-without-promise", day=draft.new_due.isoformat())
    if draft.new_due is None and clean(draft.reason):
        raise UserError("call-reason-without-date")
    if draft.about and draft.new_due is None and not clean(draft.note):
        raise UserError("call-says-nothing")


def _said_of(commitment_id: int, draft: CallDraft, name: str, engagement_id: int) -> str:
    if draft.new_due is None:
        return follow_up(
            commitment_id,
            clock.today(),
            channel=_("Phone"),
            to_whom=name,
            answer=draft.note,
            engagement_id=engagement_id,
        )
    return move_date(
        commitment_id,
        draft.new_due,
        clock.today(),
        said_by=name,
        how=_("Phone"),
        reason=draft.reason,
        is_agreed=draft.is_agreed,
        engagement_id=engagement_id,
    )


def _engagement(draft: CallDraft, name: str, today: date) -> EngagementDraft:
    person_id, organisation_id = _caller(draft.caller_id, today)
    return EngagementDraft(
        title=_("Phone call with {name}").format(name=name),
        on_day=today,
        kind=Kind.CALL,
        mode=Mode.ONLINE,
        organisation_id=organisation_id,
        minutes=draft.note,
        confidentiality=highest_level(draft.about, draft.caller_id),
        attendance=[
            AttendanceDraft(
                person_id=person_id,
                name="" if person_id else name,
                organisation_id=None if person_id else organisation_id,
                code=AttendanceCode.P,
            )
        ],
    )


def _caller(caller_id: int | None, today: date) -> tuple[int | None, int | None]:
    """The person, and the body, that the caller stands for."""
    if caller_id is None:
        return None, None
    noun = row_of(Record, caller_id)["noun"]
    if noun == "people":
        held = [office for office in list_offices_of([caller_id], today)[caller_id] if office.is_current]
        return caller_id, held[0].organisation_id if held else None
    if noun == "offices":
        return None, row_of(Post, caller_id)["organisation_id"]
    return None, caller_id
