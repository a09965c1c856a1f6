"""What one does with agreements: write them down clause by clause, keep track of deliverables, amend, review, renew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from crm.operations.attachments import keep_file
from crm.operations.base import (
    check_choice,
    check_not_future,
    check_unchanged,
    clean,
    dicts,
    new_record,
    next_reference,
    operation,
    read_status,
    row_of,
    set_children,
    set_head,
    update_row,
)
from crm.operations.clauses import ClauseDraft, clauses_of, lay_out_all, write_clause
from crm.operations.deliverables import DeliverableDraft, deliverables_of, insert_deliverable, take_step
from crm.operations.movements import (
    add_step,
)
from crm.operations.topics import draft_head, set_topics_of
from crm.rules import clock
from crm.rules.agreements import (
    EXPIRING_DAYS,
    DeliverableStatus,
    Every,
    Kind,
    Outcome,
    PartyRole,
    Status,
    is_open,
    is_open_deliverable,
    label,
    next_steps,
)
from crm.rules.dates import add_months
from crm.rules.errors import UserError
from crm.rules.next_look import next_look
from crm.tables.agreements import Agreement, AgreementParty, AgreementReview, Amendment, Clause, Indicator
from crm.tables.base import Record
from resources.translations import _


@dataclass
class PartyDraft:
    """A party: an organisation of ours or a name, who signed for it, and its focal person."""

    organisation_id: int | None = None
    name: str = ""
    signatory_id: int | None = None
    signatory_name: str = ""
    signatory_post: str = ""
    signed_on: date | None = None
    focal_id: int | None = None
    focal_name: str = ""
    role: str = ""
    id: int | None = None


@dataclass
class AgreementDraft:
    """An agreement as the form holds it. `status` is that of a new one only; later `change_status` takes the steps."""

    title: str
    parties: list[PartyDraft] = field(default_factory=list)
    kind: str = Kind.MOU.value
    purpose: str = ""
    contract_number: str = ""
    amount: str = ""
    status: str = Status.IN_NEGOTIATION.value
    negotiation_on: date | None = None
    signed_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    remind_days: int = EXPIRING_DAYS
    review_every: str = ""
    next_review_on: date | None = None
    report_every: str = ""
    owner_id: int | None = None
    signed_copy: Path | None = None
    """A file to keep as the signed copy, in place of the one there is."""
    confidentiality: int = 0
    source: str = ""
    topics: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    id: int | None = None
    seen_change: int | None = None


@dataclass(frozen=True)
class AmendmentDraft:
    """What the parties changed: it makes a new version, and may move the end and take clauses out."""

    words: str
    on: date
    file: Path | None = None
    expires_on: date | None = None
    clauses_out: Sequence[int] = ()


_TEXTS = ["title", "purpose", "contract_number", "amount"]
_COPIED = [
    "kind",
    "negotiation_on",
    "signed_on",
    "effective_on",
    "expires_on",
    "remind_days",
    "review_every",
    "next_review_on",
    "report_every",
    "owner_id",
]


@operation(lambda saved: _("Save agreement {title}").format(title=saved[1]))
def save_agreement(draft: AgreementDraft) -> tuple[int, str]:
    """Keep a new agreement or change one; returns the id and the title.

    Raises UserError: "agreement-without-title", "agreement-without-parties", "agreement-ends-before-it-begins",
    "signed-in-future", "bad-count", "changed-meanwhile", "no-such-step" for a new one that is closed already.
    """
    columns = _agreement_columns(draft)
    if draft.id is None:
        agreement_id = _new_agreement(draft, columns)
    else:
        agreement_id = draft.id
        is_longer = draft.expires_on != row_of(Agreement, agreement_id)["expires_on"]
        check_unchanged(agreement_id, draft.seen_change)
        update_row(Agreement, agreement_id, **columns)
        if is_longer:
            lay_out_all(agreement_id)
        set_head(agreement_id, confidentiality=draft.confidentiality, source=draft.source)
        _pass_on_confidentiality(agreement_id, draft.confidentiality)
    set_children(AgreementParty, agreement_id, [_party(i, party) for i, party in enumerate(draft.parties)])
    set_topics_of(agreement_id, draft.topics, draft.tags)
    if draft.signed_copy is not None:
        _keep_signed_copy(agreement_id, draft.signed_copy)
    look_again(agreement_id)
    return agreement_id, clean(draft.title)


@operation(lambda saved: _("Write down agreement {title}").format(title=saved[1]))
def write_agreement(
    draft: AgreementDraft, clauses: Sequence[tuple[ClauseDraft, Sequence[DeliverableDraft]]]
) -> tuple[int, str]:
    """Keep a new agreement with all its clauses and their deliverables; returns the id and the title.

    The drafts need not know the ids of what they belong to. Raises as `save_agreement`, `save_clause` and
    `save_deliverable` do; nothing is kept then.
    """
    saved = save_agreement(replace(draft, id=None))
    for clause, deliverables in clauses:
        clause_id = write_clause(replace(clause, agreement_id=saved[0], id=None))
        for deliverable in deliverables:
            insert_deliverable(replace(deliverable, clause_id=clause_id, id=None))
    return saved


def _new_agreement(draft: AgreementDraft, columns: dict[str, object]) -> int:
    status = read_status(Status, draft.status, _("agreement"))
    if not is_open(status):
        raise UserError("no-such-step", reference=clean(draft.title), step=label(status))
    year = (draft.signed_on or draft.negotiation_on or clock.today()).year
    agreement_id = new_record("agreements", confidentiality=draft.confidentiality, source=clean(draft.source))
    Agreement.insert(
        id=agreement_id,
        reference=next_reference("M", year),
        status=status,
        last_movement_on=clock.today(),
        **columns,
    ).execute()
    return agreement_id


def _agreement_columns(draft: AgreementDraft) -> dict[str, object]:
    columns: dict[str, object] = {name: clean(getattr(draft, name)) for name in _TEXTS}
    if not columns["title"]:
        raise UserError("agreement-without-title")
    if len(draft.parties) < 2 or not all(party.organisation_id or clean(party.name) for party in draft.parties):
        raise UserError("agreement-without-parties")
    begins = draft.effective_on or draft.signed_on
    if begins and draft.expires_on and draft.expires_on < begins:
        raise UserError("agreement-ends-before-it-begins", start=begins.isoformat(), end=draft.expires_on.isoformat())
    if draft.signed_on and draft.signed_on > clock.today():
        raise UserError("signed-in-future", day=draft.signed_on.isoformat())
    if not 0 <= draft.remind_days <= 3650:
        raise UserError("bad-count", count=draft.remind_days)
    for choices, value in ((Kind, draft.kind), (Every, draft.review_every), (Every, draft.report_every)):
        check_choice(choices, value)
    for party in draft.parties:
        check_choice(PartyRole, party.role)
    return columns | {name: getattr(draft, name) for name in _COPIED}


def _party(position: int, draft: PartyDraft) -> dict[str, object]:
    texts = ("name", "signatory_name", "signatory_post", "focal_name")
    copied = ("id", "organisation_id", "signatory_id", "signed_on", "focal_id", "role")
    return {
        "position": position,
        **{name: clean(getattr(draft, name)) for name in texts},
        **{name: getattr(draft, name) for name in copied},
    }


def _pass_on_confidentiality(agreement_id: int, level: int) -> None:
    """Clauses, deliverables and indicators are as confidential as the agreement they belong to."""
    for indicator in Indicator.select(Indicator.id).where(Indicator.agreement_id == agreement_id):
        update_row(Record, indicator.id, confidentiality=level)
    for clause in clauses_of(agreement_id):
        update_row(Record, clause["id"], confidentiality=level)
        for deliverable in deliverables_of(clause["id"]):
            update_row(Record, deliverable["id"], confidentiality=level)


@operation(lambda title: _("Keep the signed copy of {title}").format(title=title))
def keep_signed_copy(agreement_id: int, file: Path) -> str:
    """Keep a file as the signed copy; returns the agreement's title. Raises as `attach_file` does."""
    row = row_of(Agreement, agreement_id)
    _keep_signed_copy(agreement_id, file)
    return str(row["title"])


def _keep_signed_copy(agreement_id: int, file: Path) -> None:
    update_row(Agreement, agreement_id, signed_copy_id=keep_file(agreement_id, file, _("Signed copy")))


@operation(lambda done: _("{title}: {status}").format(title=done[0], status=label(done[1])))
def change_status(agreement_id: int, status: str, on: date, *, note: str = "", outcome: str = "") -> tuple[str, str]:
    """Take a step of the agreement's life-cycle; returns its title and the status, or the outcome where it closed.

    Signing without a day of signature sets it to `on`, and coming into force likewise.
    Raises UserError: "no-such-step", "outcome-missing", "made-in-future".
    """
    row = row_of(Agreement, agreement_id)
    check_not_future(on)
    step = read_status(Status, status, _("agreement"))
    if step not in next_steps(Status(row["status"])):
        raise UserError("no-such-step", reference=row["reference"], step=label(step))
    if (step is Status.CLOSED) != bool(outcome):
        raise UserError("outcome-missing", reference=row["reference"])
    _take_step(agreement_id, row, step, on, note=note, outcome=Outcome(outcome) if outcome else None)
    return str(row["title"]), outcome or step


def _take_step(
    agreement_id: int, row: dict[str, Any], step: Status, on: date, *, note: str, outcome: Outcome | None
) -> None:
    add_step(agreement_id, row["status"], step, on, outcome=outcome or "", note=note)
    values: dict[str, object] = {"status": step, "outcome": outcome or "", "last_movement_on": on}
    values["closed_on"] = None if is_open(step) else on
    if step is Status.SIGNED and row["signed_on"] is None:
        values["signed_on"] = on
    if step is Status.IN_FORCE and row["effective_on"] is None:
        values["effective_on"] = on
    update_row(Agreement, agreement_id, **values)
    look_again(agreement_id)


@operation(lambda done: _("Amend {title}: version {version}").format(title=done[0], version=done[1]))
def amend(agreement_id: int, draft: AmendmentDraft) -> tuple[str, int]:
    """Write down what the parties changed; returns the title and the number of the new version.

    Clauses taken out stay readable; their open deliverables are cancelled with a reference to this amendment. A later
    end lays out the further periods of clauses that come round.
    Raises UserError: "no-such-step" for one that is closed, "amendment-without-words", "made-in-future",
    "agreement-ends-before-it-begins", "not-found".
    """
    row = row_of(Agreement, agreement_id)
    check_not_future(draft.on)
    if not is_open(Status(row["status"])):
        raise UserError("no-such-step", reference=row["reference"], step=_("amended"))
    if not clean(draft.words):
        raise UserError("amendment-without-words")
    version = 2 + Amendment.select().where(Amendment.agreement_id == agreement_id).count()
    Amendment.insert(
        agreement_id=agreement_id,
        version=version,
        on_day=draft.on,
        words=clean(draft.words),
        attachment_id=keep_file(agreement_id, draft.file, _("Amendment")) if draft.file else None,
    ).execute()
    for clause_id in draft.clauses_out:
        _take_out(agreement_id, clause_id, version, draft.on)
    if draft.expires_on is not None:
        _extend(agreement_id, row, draft.expires_on)
    update_row(Agreement, agreement_id, last_movement_on=draft.on)
    look_again(agreement_id)
    return str(row["title"]), version


def _take_out(agreement_id: int, clause_id: int, version: int, on: date) -> None:
    if row_of(Clause, clause_id)["agreement_id"] != agreement_id:
        raise UserError("not-found", what=_("clause"), id=clause_id)
    update_row(Clause, clause_id, until_version=version - 1)
    for row in deliverables_of(clause_id):
        if is_open_deliverable(DeliverableStatus(row["status"])):
            note = _("Taken out by the amendment that made version {version}").format(version=version)
            take_step(row["id"], row, DeliverableStatus.CANCELLED, on, note)


def _extend(agreement_id: int, row: dict[str, Any], expires_on: date) -> None:
    begins = row["effective_on"] or row["signed_on"]
    if begins and expires_on < begins:
        raise UserError("agreement-ends-before-it-begins", start=begins.isoformat(), end=expires_on.isoformat())
    update_row(Agreement, agreement_id, expires_on=expires_on)
    lay_out_all(agreement_id)


@operation(lambda title: _("Review of {title}").format(title=title))
def hold_review(
    agreement_id: int,
    held_on: date,
    words: str,
    *,
    next_review_on: date | None = None,
    engagement_id: int | None = None,
) -> str:
    """The parties looked together at how it goes; returns the title.

    The next review is the one named, else one interval (`review_every`) after the day the last was due or held.
    Raises UserError("review-without-words"), ("made-in-future").
    """
    row = row_of(Agreement, agreement_id)
    check_not_future(held_on)
    if not clean(words):
        raise UserError("review-without-words")
    AgreementReview.insert(
        agreement_id=agreement_id,
        due_on=row["next_review_on"],
        held_on=held_on,
        words=clean(words),
        engagement_id=engagement_id,
    ).execute()
    months = Every(row["review_every"]).months
    following = next_review_on or (add_months(held_on, months) if months else None)
    update_row(Agreement, agreement_id, next_review_on=following, last_movement_on=held_on)
    look_again(agreement_id)
    return str(row["title"])


@operation(lambda done: _("Renew {title}").format(title=done[1]))
def renew(agreement_id: int, effective_on: date, expires_on: date | None, *, on: date | None = None) -> tuple[int, str]:
    """Close an agreement as renewed and begin the next with its parties and its standing clauses; returns id and title.

    Dates of clauses that come round move with the beginning. Deliverables, indicators and what counted stay with the
    old one, as its contract number and amount do.
    Raises UserError: "no-such-step", "renewal-before-beginning", "agreement-ends-before-it-begins", "made-in-future".
    """
    draft = draft_agreement(agreement_id)
    row = row_of(Agreement, agreement_id)
    day = on or clock.today()
    check_not_future(day)
    if Status.CLOSED not in next_steps(Status(row["status"])):
        raise UserError("no-such-step", reference=row["reference"], step=label(Outcome.RENEWED))
    old_start = row["effective_on"] or row["signed_on"]
    if old_start is not None and effective_on <= old_start:
        raise UserError("renewal-before-beginning", start=effective_on, began=old_start)
    new = replace(
        draft,
        id=None,
        seen_change=None,
        status=Status.IN_NEGOTIATION.value,
        contract_number="",
        amount="",
        negotiation_on=day,
        signed_on=None,
        effective_on=effective_on,
        expires_on=expires_on,
        next_review_on=None,
        parties=[replace(party, id=None, signed_on=None) for party in draft.parties],
    )
    columns = _agreement_columns(new)
    new_id = _new_agreement(new, columns | {"renewed_from_id": agreement_id})
    set_children(AgreementParty, new_id, [_party(i, party) for i, party in enumerate(new.parties)])
    set_topics_of(new_id, new.topics, new.tags)
    for clause in clauses_of(agreement_id):
        if clause["until_version"] is None:
            _copy_clause(clause, new_id, _later(clause["first_due_on"], old_start, effective_on))
    _take_step(agreement_id, row, Status.CLOSED, day, note="", outcome=Outcome.RENEWED)
    look_again(new_id)
    return new_id, str(row["title"])


def _later(first_due: date | None, old_start: date | None, new_start: date) -> date | None:
    """The first date of a clause in the next term: as long after its beginning as it was in the last."""
    if first_due is None or old_start is None:
        return first_due
    months = (new_start.year - old_start.year) * 12 + new_start.month - old_start.month
    return add_months(first_due, months)


def _copy_clause(clause: dict[str, Any], agreement_id: int, first_due_on: date | None) -> None:
    copied = ("number", "heading", "words", "kind", "responsible_id", "every", "unit", "planned")
    draft = ClauseDraft(agreement_id, first_due_on=first_due_on, **{name: clause[name] for name in copied})
    write_clause(draft)


def look_again(agreement_id: int, put_off_until: date | None = None) -> None:
    """Set the day an open agreement comes up on Today: its review, or when it is time to speak of renewal."""
    row = row_of(Agreement, agreement_id)
    day = None
    if is_open(Status(row["status"])):
        renewal = row["expires_on"] - timedelta(days=row["remind_days"]) if row["expires_on"] else None
        due = min((each for each in (renewal, row["next_review_on"]) if each), default=None)
        day = next_look("agreements", due, row["last_movement_on"], clock.today(), put_off_until)
    update_row(Record, agreement_id, next_look=day)


# --- Drafts ------------------------------------------------------------------------------------------------------


def draft_agreement(agreement_id: int) -> AgreementDraft:
    """The form of an agreement as kept now. Raises UserError("not-found")."""
    row = row_of(Agreement, agreement_id)
    return AgreementDraft(
        **{name: row[name] for name in (*_TEXTS, *_COPIED, "status")},
        parties=_draft_parties(agreement_id),
        **draft_head(agreement_id),
    )


def _draft_parties(agreement_id: int) -> list[PartyDraft]:
    found = AgreementParty.select().where(AgreementParty.agreement_id == agreement_id).order_by(AgreementParty.position)
    left_out = ("agreement_id", "position")
    return [PartyDraft(**{k: v for k, v in row.items() if k not in left_out}) for row in dicts(found)]
