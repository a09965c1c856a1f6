"""Keep a received text as the source of a promise or of a new date."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from crm.operations.base import check_not_future, clean, highest_level, operation
from crm.operations.commitments import CommitmentDraft, add_commitment, move_date
from crm.operations.engagements import AttendanceDraft, EngagementDraft, write_closed_out
from crm.queries.people import get_names
from crm.rules.engagements import AttendanceCode, Kind, Mode
from crm.rules.errors import UserError
from crm.rules.messages import title_of
from resources.translations import _

INTERNAL = 1


@dataclass
class MoveDraft:
    """A new day for an open promise, as the text says."""

    commitment_id: int
    new_due: date
    reason: str = ""
    is_agreed: bool = True


@dataclass
class MessageDraft:
    """A received text as the form holds it: exactly as it came, and what it is the source of."""

    text: str
    on_day: date
    sender_id: int | None = None  # a person
    sender_name: str = ""  # of somebody who is not (yet) here
    subject: str = ""
    how: str = ""  # message, e-mail: kept with the new date
    confidentiality: int = INTERNAL
    promise: CommitmentDraft | None = None
    moves: list[MoveDraft] = field(default_factory=list)


@dataclass(frozen=True)
class FiledMessage:
    """What was kept."""

    engagement_id: int
    title: str
    promised: str = ""
    """The reference of the new promise."""
    promise_id: int | None = None
    moved: tuple[str, ...] = ()


def _label(filed: FiledMessage) -> str:
    if filed.promised:
        return _("{title}: promise {reference}").format(title=filed.title, reference=filed.promised)
    if filed.moved:
        return _("{title}: new date of {references}").format(title=filed.title, references=", ".join(filed.moved))
    return _("Keep {title}").format(title=filed.title)


@operation(_label)
def file_message(draft: MessageDraft) -> FiledMessage:
    """Keep the text as closed correspondence, with the promise made or the dates moved in it.

    The text itself is internal unless said, and never less confidential than its sender and the promises in it; a
    promise in it is as confidential as its own draft says.
    Raises UserError: "message-empty", "made-in-future", and as `save_commitment` and `move_date` do.
    """
    if not clean(draft.text):
        raise UserError("message-empty")
    check_not_future(draft.on_day)
    name = get_names([draft.sender_id]).get(draft.sender_id, "") if draft.sender_id else clean(draft.sender_name)
    title = title_of(name, " ".join(clean(draft.subject).split()), draft.on_day)
    engagement_id = write_closed_out(_engagement(draft, name, title))
    moved = tuple(_move(move, draft, name, engagement_id) for move in draft.moves)
    if draft.promise is None:
        return FiledMessage(engagement_id, title, moved=moved)
    promise_id, reference = add_commitment(_promise(draft, draft.promise, engagement_id))
    return FiledMessage(engagement_id, title, reference, promise_id, moved)


def _engagement(draft: MessageDraft, name: str, title: str) -> EngagementDraft:
    sender = AttendanceDraft(person_id=draft.sender_id, name="" if draft.sender_id else name, code=AttendanceCode.P)
    promised = draft.promise.confidentiality if draft.promise else 0
    told = highest_level([move.commitment_id for move in draft.moves], draft.sender_id)
    return EngagementDraft(
        title,
        draft.on_day,
        kind=Kind.CORRESPONDENCE,
        mode=Mode.ONLINE,
        minutes=draft.text,
        confidentiality=max(draft.confidentiality, promised, told),
        attendance=[sender] if name else [],
    )


def _move(move: MoveDraft, draft: MessageDraft, name: str, engagement_id: int) -> str:
    return move_date(
        move.commitment_id,
        move.new_due,
        draft.on_day,
        said_by=name,
        how=draft.how or _("Message"),
        reason=move.reason,
        is_agreed=move.is_agreed,
        engagement_id=engagement_id,
    )


def _promise(draft: MessageDraft, promise: CommitmentDraft, engagement_id: int) -> CommitmentDraft:
    """Who wrote it made the promise and is bound by it, unless the form says otherwise."""
    maker_id = promise.maker_id or draft.sender_id
    has_bound = promise.bound_id or clean(promise.bound_name)
    return replace(
        promise,
        engagement_id=engagement_id,
        made_on=draft.on_day,
        maker_id=maker_id,
        bound_id=promise.bound_id if has_bound else maker_id,
        bound_name=promise.bound_name if has_bound or maker_id else draft.sender_name,
    )
