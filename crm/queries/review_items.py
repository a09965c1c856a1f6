"""One record as the Review shows it, of whatever noun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from crm.queries.base import Tuple, day, ids, marks, one, rows, scalar
from crm.queries.commitments import CommitmentRow, get_commitment_rows
from crm.queries.deliverables import get_deliverable_rows
from crm.queries.issues import get_issue_rows
from crm.queries.movements import get_last_movements
from crm.queries.offices import post_name
from crm.queries.opportunities import get_opportunity_rows
from crm.queries.petitions import get_petition_rows
from crm.queries.plans import get_plan_rows, get_plan_step_rows
from crm.queries.reaching import NOBODY, Reach, get_reach, spoken_to
from crm.queries.records import get_found
from crm.queries.requests import get_request_rows
from crm.queries.review_parties import asked_of, focal_of
from crm.queries.sides import get_sides
from crm.queries.vacancies import Vacancy, list_vacancies
from crm.rules import agreements, clock, engagements, plans, requests, review
from crm.rules.commitments import Direction, Lateness
from crm.rules.dates import format_day
from crm.rules.review import Key, Kind
from resources.translations import _, ngettext

ASKED_BEFORE = 3  # follow-ups shown


@dataclass(frozen=True)
class AskedBefore:
    """One time we asked."""

    on: date
    channel: str
    to_whom: str
    answer: str


@dataclass(frozen=True)
class ReviewItem:
    """One record as the Review shows it."""

    id: int
    noun: str
    kind: Kind
    reference: str
    title: str
    """The exact words of a promise, or what the record is called."""
    translation: str
    sentence: str
    """How late it is, or where it stands."""
    status: str
    """As stored, the outcome where it is closed; of an opportunity, whose status is computed, in words."""
    lateness: Lateness | None
    direction: Direction | None
    reach: Reach
    last_movement_on: date | None
    last_movement: str
    follow_ups: int
    asked_before: tuple[AskedBefore, ...]
    """The last few times, newest first."""
    clause: str
    clause_id: int | None
    agreement_id: int | None
    owner: str
    due_on: date | None
    next_look: date | None
    confidentiality: int
    keys: tuple[Key, ...]
    opens: tuple[str, int]
    """The noun and record whose page shows it."""

    @property
    def name(self) -> str:
        """What a list calls it."""
        return f"{self.reference} {self.title}".strip()


def get_review_item(record_id: int, today: date | None = None) -> ReviewItem | None:
    """The record as the Review shows it, or None when it is gone."""
    on = today or clock.today()
    head = one("SELECT noun, next_look, confidentiality FROM record WHERE id = ?", record_id)
    if head is None:
        return None
    made = _ITEMS.get(head[0], _other)(record_id, on)
    if made is None:
        return None
    opens = made.opens if made.opens[1] else (head[0], record_id)
    return replace(made, noun=head[0], next_look=day(head[1]), confidentiality=head[2], opens=opens)


def get_review_items(record_ids: Sequence[int], today: date | None = None) -> list[ReviewItem]:
    """These records, in this order; those that are gone are left out."""
    return [item for record_id in record_ids if (item := get_review_item(record_id, today)) is not None]


def _blank(record_id: int, kind: Kind, title: str) -> ReviewItem:
    movement = get_last_movements([record_id]).get(record_id)
    asked = _asked_before(record_id)
    return ReviewItem(
        id=record_id,
        noun="",
        kind=kind,
        reference="",
        title=title,
        translation="",
        sentence="",
        status="",
        lateness=None,
        direction=None,
        reach=NOBODY,
        last_movement_on=movement.on if movement else None,
        last_movement=movement.words if movement else "",
        follow_ups=len(asked),
        asked_before=asked[:ASKED_BEFORE],
        clause="",
        clause_id=None,
        agreement_id=None,
        owner="",
        due_on=None,
        next_look=None,
        confidentiality=0,
        keys=(),
        opens=("", 0),
    )


def _asked_before(record_id: int) -> tuple[AskedBefore, ...]:
    found = rows(
        "SELECT on_day, channel, to_whom, answer FROM follow_up WHERE record_id = ? ORDER BY on_day DESC, id DESC",
        record_id,
    )
    return tuple(AskedBefore(date.fromisoformat(row[0]), *row[1:]) for row in found)


def _commitment(record_id: int, on: date) -> ReviewItem | None:
    found = get_commitment_rows([record_id], on)
    if not found:
        return None
    row = found[0]
    clause = _clause_of(record_id)
    return replace(
        _blank(record_id, Kind.COMMITMENT, row.words),
        reference=row.reference,
        translation=row.translation,
        sentence=row.sentence,
        status=row.outcome or row.status,
        lateness=row.lateness,
        direction=row.direction,
        reach=_reach_of(row, on),
        last_movement_on=row.last_movement_on,
        last_movement=row.last_movement,
        clause=clause[2] if clause else "",
        clause_id=clause[1] if clause else None,
        agreement_id=clause[0] if clause else None,
        owner=row.owner_name,
        due_on=row.due_on,
        keys=review.keys_of_commitment(row.status),
    )


def _reach_of(row: CommitmentRow, on: date) -> Reach:
    parties = [party for party in (row.bound_id, row.owed_to_id) if party is not None]
    bodies = ids(f"SELECT id FROM organisation WHERE id IN ({marks(parties)})", *parties)
    party_id, name = spoken_to(
        (row.bound_id, row.bound_name), (row.owed_to_id, row.owed_to_name), row.maker_id, get_sides(), bodies
    )
    return get_reach(party_id, name, on)


def _clause_of(commitment_id: int) -> tuple[int, int, str] | None:
    row = one(
        "SELECT a.id, cl.id, a.reference, a.title, cl.number, cl.heading FROM commitment c JOIN clause cl "
        "ON cl.id = c.clause_id JOIN agreement a ON a.id = cl.agreement_id WHERE c.id = ?",
        commitment_id,
    )
    return (row[0], row[1], _clause_words(*row[2:])) if row else None


def _clause_words(reference: str, title: str, number: str, heading: str) -> str:
    clause = " ".join(part for part in (number, heading) if part)
    return _("{reference} {title}, clause {clause}").format(reference=reference, title=title, clause=clause)


def _engagement(record_id: int, on: date) -> ReviewItem | None:
    row = one(
        "SELECT e.title, e.status, e.on_day, e.organisation_id, coalesce(o.name, ''), e.next_contact_on "
        "FROM engagement e LEFT JOIN organisation o ON o.id = e.organisation_id WHERE e.id = ?",
        record_id,
    )
    if row is None:
        return None
    status, held_on, next_contact = engagements.Status(row[1]), date.fromisoformat(row[2]), day(row[5])
    is_open = engagements.is_open(status)
    return replace(
        _blank(record_id, Kind.ENGAGEMENT if is_open else Kind.OTHER, row[0]),
        sentence=_engagement_sentence(status, held_on, next_contact, on),
        status=status,
        reach=get_reach(row[3], row[4], on) if row[3] else NOBODY,
        due_on=held_on if is_open else next_contact,
        keys=review.keys_of_engagement(status) if is_open else (Key.DONE, Key.SNOOZE),
    )


def _engagement_sentence(status: engagements.Status, on_day: date, next_contact: date | None, today: date) -> str:
    when = format_day(on_day, today)
    days = (today - on_day).days
    if status is engagements.Status.HELD:
        return _("Held {day}; not closed out: write down what was promised.").format(day=when)
    if status is engagements.Status.POSTPONED:
        return _("Planned for {day} and postponed; give it a new date.").format(day=when)
    if status is engagements.Status.PLANNED and days > 0:
        ago = ngettext("{count} day ago", "{count} days ago", days)
        return _("Planned for {day}, {ago}; was it held?").format(day=when, ago=ago)
    if status is engagements.Status.PLANNED:
        return _("Planned for {day}.").format(day=when)
    contact = format_day(next_contact, today) if next_contact else ""
    return _("Held {day}; next contact was to be {contact}.").format(day=when, contact=contact) if contact else when


def _agreement(record_id: int, on: date) -> ReviewItem | None:
    row = one(
        "SELECT a.title, a.reference, a.status, a.expires_on, a.next_review_on, a.remind_days, coalesce(u.name, '') "
        'FROM agreement a LEFT JOIN "user" u ON u.id = a.owner_id WHERE a.id = ?',
        record_id,
    )
    if row is None:
        return _deliverable(record_id, on)
    status, expires, next_review = agreements.Status(row[2]), day(row[3]), day(row[4])
    return replace(
        _blank(record_id, Kind.AGREEMENT, row[0]),
        reference=row[1],
        sentence=_agreement_sentence(status, expires, next_review, on),
        status=status,
        reach=_focal_reach(record_id, on),
        agreement_id=record_id,
        owner=row[6],
        due_on=expires,
        keys=review.keys_of_agreement(status, expires, on),
    )


def _agreement_sentence(status: agreements.Status, expires: date | None, review_on: date | None, today: date) -> str:
    parts = [agreements.label(status)]
    if expires is not None:
        days = (expires - today).days
        left = ngettext("{count} day left", "{count} days left", days)
        ago = ngettext("ended {count} day ago", "ended {count} days ago", -days)
        parts.append(_("until {day}, {left}").format(day=format_day(expires, today), left=left if days >= 0 else ago))
    if review_on is not None:
        words = _("review was due {day}") if review_on < today else _("review due {day}")
        parts.append(words.format(day=format_day(review_on, today)))
    return "; ".join(parts) + "."


def _focal_reach(agreement_id: int, on: date) -> Reach:
    focal = focal_of([agreement_id]).get(agreement_id)
    return get_reach(focal, "", on) if focal is not None else NOBODY


def _deliverable(record_id: int, on: date) -> ReviewItem | None:
    found = get_deliverable_rows([record_id], on)
    if not found:
        return None
    row = found[0]
    owner = scalar('SELECT u.name FROM agreement a JOIN "user" u ON u.id = a.owner_id WHERE a.id = ?', row.agreement_id)
    return replace(
        _blank(record_id, Kind.DELIVERABLE, row.title),
        reference=row.agreement_reference,
        sentence=f"{row.sentence} {agreements.label(row.light.rag)}: {row.light.reason}.",
        status=row.status,
        reach=_focal_reach(row.agreement_id, on),
        last_movement_on=row.last_movement_on,
        last_movement=row.last_movement,
        clause=_clause_words(row.agreement_reference, row.agreement_title, row.clause_number, row.clause_heading),
        agreement_id=row.agreement_id,
        clause_id=row.clause_id,
        owner=owner or "",
        due_on=row.due_on,
        keys=review.keys_of_deliverable(row.status),
    )


def _petition(record_id: int, on: date) -> ReviewItem | None:
    found = get_petition_rows([record_id], on)
    if not found:
        return None
    row = found[0]
    asked = asked_of(row)
    return replace(
        _blank(record_id, Kind.PETITION, row.title),
        reference=row.reference,
        sentence=row.sentence,
        status=row.outcome or row.status,
        lateness=row.lateness if row.is_open else None,
        reach=get_reach(asked, "", on) if isinstance(asked, int) else get_reach(None, asked, on) if asked else NOBODY,
        owner=row.owner_name,
        due_on=row.due_on,
        keys=review.keys_of_petition(row.status, is_to_tell=row.is_to_tell),
    )


def _plan(record_id: int, on: date) -> ReviewItem | None:
    found = get_plan_rows([record_id], on)
    if not found:
        return _plan_step(record_id, on)
    row = found[0]
    return replace(
        _blank(record_id, Kind.PLAN, row.title),
        reference=row.reference,
        sentence=row.sentence,
        status=row.status,
        reach=get_reach(row.organisation_id, "", on) if row.organisation_id else NOBODY,
        owner=row.owner_name,
        due_on=row.ends_on,
        keys=review.keys_of_plan(row.status),
    )


def _plan_step(record_id: int, on: date) -> ReviewItem | None:
    found = get_plan_step_rows([record_id], on)
    if not found:
        return None
    row = found[0]
    return replace(
        _blank(record_id, Kind.STEP, row.title),
        reference=row.plan_reference,
        sentence=f"{row.sentence} {row.stands}.",
        status=row.status,
        lateness=row.lateness,
        reach=get_reach(row.responsible_id, row.responsible, on) if row.responsible else NOBODY,
        due_on=row.due_on,
        keys=review.keys_of_step(row.status) if plans.presses(row.plan_status) else (),
        opens=("plans", row.plan_id),
    )


def _issue(record_id: int, on: date) -> ReviewItem | None:
    found = get_issue_rows([record_id], on)
    if not found:
        return None
    row = found[0]
    return replace(
        _blank(record_id, Kind.ASTRAY if row.wants_route else Kind.ISSUE, row.title),
        reference=row.reference,
        sentence=row.sentence,
        status=row.status,
        reach=get_reach(row.respondent_id, "", on) if row.respondent_id else NOBODY,
        owner=row.owner_name,
        due_on=row.review_on,
        keys=review.keys_of_issue(row.status),
    )


def _opportunity(record_id: int, on: date) -> ReviewItem | None:
    found = get_opportunity_rows([record_id], on)
    if not found:
        return None
    row = found[0]
    asked = row.contact_id or row.committee_id or row.body_id
    return replace(
        _blank(record_id, Kind.OPPORTUNITY, row.title),
        reference=row.reference,
        sentence=row.sentence,
        status=row.stands,
        reach=get_reach(asked, "", on) if asked else NOBODY,
        owner=row.owner_name,
        due_on=row.next_day,
        keys=review.keys_of_opportunity(row.status),
    )


def _request(record_id: int, on: date) -> ReviewItem | None:
    found = get_request_rows([record_id], on)
    if not found:
        return None
    row = found[0]
    return replace(
        _blank(record_id, Kind.REQUEST, f"{requests.label(row.kind)}: {row.asked_by}"),
        reference=row.reference,
        sentence=row.sentence,
        status=row.outcome or row.status,
        lateness=row.lateness if row.is_open else None,
        reach=get_reach(row.person_id, row.asked_by, on),
        owner=row.owner_name,
        due_on=row.due_on,
        keys=review.keys_of_request(row.status),
    )


def _other(record_id: int, on: date) -> ReviewItem | None:
    found = get_found([record_id])
    post = one(
        f"SELECT {post_name()}, p.organisation_id FROM post p JOIN organisation o "
        "ON o.id = p.organisation_id WHERE p.id = ?",
        record_id,
    )
    if not found and post is None:
        return None
    vacancy = get_vacancy(record_id, on) if post else None
    return replace(
        _blank(record_id, Kind.POST if vacancy else Kind.OTHER, post[0] if post else found[0].name),
        sentence=vacancy.sentence if vacancy else _("Time to look again."),
        reach=_reach_of_other(record_id, post, on),
        keys=(Key.CLOSE_OUT, Key.SNOOZE) if vacancy else (Key.DONE, Key.SNOOZE),
        opens=("organisations", post[1]) if post else ("", 0),
    )


def get_vacancy(post_id: int, on: date) -> Vacancy | None:
    """Where naming the holder of a post begins, None for one that does not wait for a name."""
    return next((each for each in list_vacancies(on) if each.start.post_id == post_id), None)


def _reach_of_other(record_id: int, post: Tuple | None, on: date) -> Reach:
    reach = get_reach(record_id, "", on)
    is_known = bool(reach.rings.numbers) or post is None
    return reach if is_known else get_reach(post[1] if post else record_id, "", on)


_ITEMS = {
    "commitments": _commitment,
    "engagements": _engagement,
    "agreements": _agreement,
    "petitions": _petition,
    "plans": _plan,
    "issues": _issue,
    "opportunities": _opportunity,
    "requests": _request,
}
