"""The Review: whose turn it is, in the order one rings people, and all that the page shows of one record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from crm.queries.base import AT_ONCE, Tuple, Where, chunks, day, ids, in_chunks, marks, one, rows, scalar
from crm.queries.commitments import CommitmentFilter, CommitmentRow, get_commitment_rows, list_commitments
from crm.queries.deliverables import get_deliverable_rows
from crm.queries.movements import get_last_movements
from crm.queries.offices import post_name
from crm.queries.petitions import PetitionRow, PetitionsFilter, get_petition_rows, list_petitions
from crm.queries.plans import (
    PlansFilter,
    PlanStepsFilter,
    get_plan_rows,
    get_plan_step_rows,
    list_plan_steps,
    list_plans,
)
from crm.queries.reaching import NOBODY, Reach, get_doors, get_holders, get_reach, spoken_to
from crm.queries.records import get_found
from crm.queries.sides import get_sides
from crm.queries.vacancies import Vacancy, list_vacancies
from crm.rules import agreements, clock, commitments, engagements, plans, review
from crm.rules.commitments import Direction, Lateness
from crm.rules.dates import format_day
from crm.rules.errors import UserError
from crm.rules.review import Key, Kind, Scope
from resources.translations import _, ngettext

SOON = timedelta(days=commitments.DUE_SOON_DAYS)
ASKED_BEFORE = 3  # follow-ups shown
NOUN_OF_SCOPE = {
    Scope.PARTNER: "organisations",
    Scope.BODY: "organisations",
    Scope.AGREEMENT: "agreements",
    Scope.COLLEAGUE: "team",
}


@dataclass(frozen=True)
class ReviewScope:
    """Whose records: everything due, or all that is open of one partner, body, MoU or colleague."""

    scope: Scope = Scope.DUE
    of_id: int | None = None
    max_confidentiality: int | None = None

    def __post_init__(self) -> None:
        """Raises UserError("review-of-nothing") for a scope that does not say of what."""
        if self.scope is not Scope.DUE and self.of_id is None:
            raise UserError("review-of-nothing", scope=self.scope.value)


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
    """As stored; the outcome where it is closed."""
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


@dataclass(frozen=True)
class _Candidate:
    """A record whose turn it is; `rank` and `on` say how it presses, `party` whom one would ask."""

    id: int
    rank: int
    on: date
    party: object


_LATE, _TO_CLOSE, _SOON, _OTHERS = range(4)


# --- The list --------------------------------------------------------------------------------------------------------


def list_review(wanted: ReviewScope | None = None, today: date | None = None) -> list[int]:
    """Ids of the records whose turn it is.

    What one asks the same person stands together, so that one call does for all of it; whom to ring first follows
    from the most pressing record: what is late by its date, then meetings to close out, then what is due soon.
    A deliverable whose time has not begun is not asked after.
    """
    wanted, on = wanted or ReviewScope(), today or clock.today()
    found = [
        *_commitments(wanted, on),
        *_engagements(wanted, on),
        *_agreements(wanted, on),
        *_deliverables(wanted, on),
        *_petitions(wanted, on),
        *_plans(wanted, on),
        *_plan_steps(wanted, on),
        *_others(wanted, on),
        *_vacancies(wanted, on),
    ]
    return _in_order({each.id: each for each in found}.values(), on)


def count_review(wanted: ReviewScope | None = None, today: date | None = None) -> int:
    """How many records wait."""
    return len(list_review(wanted, today))


def find_agreements(text: str, limit: int) -> list[tuple[int, str, str]]:
    """Open agreements for a field that completes names: (id, title, reference)."""
    where = Where()
    where.add("a.status <> 'closed'")
    for word in text.split():
        where.add("' ' || a.title || ' ' || a.reference LIKE ?", f"% {word}%")
    return [
        (row[0], row[1], row[2])
        for row in rows(
            f"SELECT a.id, a.title, a.reference FROM agreement a{where} ORDER BY a.title LIMIT ?", *where.values, limit
        )
    ]


def _in_order(found: Iterable[_Candidate], on: date) -> list[int]:
    pressing = sorted(found, key=lambda each: (each.rank, each.on, each.id))
    doors = get_doors()
    posts = [each.party for each in pressing if isinstance(each.party, int)]
    holders = get_holders(_posts_among(posts), on) if posts else {}
    groups: dict[object, list[int]] = {}
    for each in pressing:
        party = each.party
        if isinstance(party, int):
            holder = holders.get(party, (party, ""))[0]
            party = doors.get(party) or doors.get(holder) or holder
        groups.setdefault(party or ("nobody", each.id), []).append(each.id)
    return [record_id for group in groups.values() for record_id in group]


def _posts_among(parties: Sequence[int]) -> list[int]:
    wanted = sorted(set(parties))
    return [post for (post,) in in_chunks("SELECT id FROM post WHERE id IN ({marks})", wanted)]


def _narrow(where: Where, wanted: ReviewScope, on: date) -> None:
    """What every noun is narrowed by: the day of the next look, and how confidential it may be."""
    if wanted.scope is Scope.DUE:
        where.add("rec.next_look <= ?", on)
    if wanted.max_confidentiality is not None:
        where.add("rec.confidentiality <= ?", wanted.max_confidentiality)


def _narrowed(wanted: ReviewScope, on: date) -> dict[str, Any]:
    """The same for a noun whose own list is asked: what its filter says of the scope."""
    of = wanted.of_id
    return {
        "look_by": on if wanted.scope is Scope.DUE else None,
        "body_id": of if wanted.scope in (Scope.PARTNER, Scope.BODY) else None,
        "owner_id": of if wanted.scope is Scope.COLLEAGUE else None,
        "max_confidentiality": wanted.max_confidentiality,
    }


def _commitments(wanted: ReviewScope, on: date) -> list[_Candidate]:
    agreement_id = wanted.of_id if wanted.scope is Scope.AGREEMENT else None
    found = list_commitments(CommitmentFilter(agreement_id=agreement_id, **_narrowed(wanted, on)), on)
    return [each for some in chunks(found, AT_ONCE) for each in _some(some, on)]


def _some(some: Sequence[int], on: date) -> list[_Candidate]:
    sides = get_sides()
    bodies = set(ids("SELECT id FROM organisation"))
    read = rows(
        "SELECT c.id, c.due_agreed, rec.next_look, c.made_on, c.bound_id, c.bound_name, c.owed_to_id, c.owed_to_name, "
        f"c.maker_id FROM commitment c JOIN record rec ON rec.id = c.id WHERE c.id IN ({marks(some)})",
        *some,
    )
    candidates = []
    for row in read:
        party_id, party_name = spoken_to((row[4], row[5]), (row[6], row[7]), row[8], sides, bodies)
        rank, pressing = _press(day(row[1]), day(row[2]) or day(row[3]) or on, on)
        candidates.append(_Candidate(row[0], rank, pressing, party_id if party_id is not None else party_name))
    return candidates


def _press(due: date | None, look: date, on: date) -> tuple[int, date]:
    if due is not None and due < on:
        return _LATE, due
    return (_SOON, due) if due is not None and due <= on + SOON else (_OTHERS, look)


def _engagements(wanted: ReviewScope, on: date) -> list[_Candidate]:
    where = Where()
    _narrow(where, wanted, on)
    if wanted.scope is Scope.DUE:
        where.add("e.status IN ('held', 'postponed') OR (e.status = 'planned' AND e.on_day < ?)", on)
    else:
        where.add("e.status IN ('planned', 'held', 'postponed')")
    if wanted.scope in (Scope.PARTNER, Scope.BODY):
        where.add(f"e.organisation_id IN ({_INSIDE})", wanted.of_id)
    elif wanted.scope is Scope.COLLEAGUE:
        where.add(
            'e.id IN (SELECT a.engagement_id FROM attendance a JOIN "user" u ON u.person_id = a.person_id '
            "WHERE a.side = 'ours' AND u.id = ?)",
            wanted.of_id,
        )
    elif wanted.scope is Scope.AGREEMENT:
        where.add("e.id IN (SELECT v.engagement_id FROM agreement_review v WHERE v.agreement_id = ?)", wanted.of_id)
    found = rows(
        f"SELECT e.id, e.on_day, e.organisation_id, e.status FROM engagement e JOIN record rec ON rec.id = e.id{where}",
        *where.values,
    )
    return [
        _Candidate(row[0], _TO_CLOSE if (row[1] or "") < on.isoformat() else _OTHERS, day(row[1]) or on, row[2])
        for row in found
    ]


_INSIDE = (
    "WITH RECURSIVE inside(id) AS (SELECT ? UNION SELECT o.id FROM organisation o JOIN inside i ON o.parent_id = i.id) "
    "SELECT id FROM inside"
)
_OF_PARTY = f"SELECT p.agreement_id FROM agreement_party p WHERE p.organisation_id IN ({_INSIDE})"


def _add_agreement(where: Where, wanted: ReviewScope) -> None:
    if wanted.scope is Scope.AGREEMENT:
        where.add("a.id = ?", wanted.of_id)
    elif wanted.scope is Scope.COLLEAGUE:
        where.add("a.owner_id = ?", wanted.of_id)
    elif wanted.scope in (Scope.PARTNER, Scope.BODY):
        where.add(f"a.id IN ({_OF_PARTY})", wanted.of_id)


def _agreements(wanted: ReviewScope, on: date) -> list[_Candidate]:
    where = Where()
    where.add("a.status <> 'closed'")
    _narrow(where, wanted, on)
    _add_agreement(where, wanted)
    found = rows(
        f"SELECT a.id, a.expires_on, rec.next_look FROM agreement a JOIN record rec ON rec.id = a.id{where}",
        *where.values,
    )
    focal = _focal_of([row[0] for row in found])
    return [_Candidate(row[0], *_press(day(row[1]), day(row[2]) or on, on), focal.get(row[0])) for row in found]


_OPEN_DELIVERABLES = ", ".join(
    f"'{status}'" for status in agreements.DeliverableStatus if agreements.is_open_deliverable(status)
)


def _deliverables(wanted: ReviewScope, on: date) -> list[_Candidate]:
    where = Where()
    # Also of an agreement that ended: what was not delivered is still to be asked for, or to be let go of. What is
    # only being negotiated is owed by nobody yet.
    where.add(f"d.status IN ({_OPEN_DELIVERABLES})")
    where.add("a.status NOT IN ('idea', 'in_negotiation', 'approved')")
    # Nobody asks today after the report of a quarter two years ahead.
    where.add("d.status <> 'not_started' OR d.starts_on IS NULL OR d.starts_on <= ?", on)
    _narrow(where, wanted, on)
    _add_agreement(where, wanted)
    found = rows(
        "SELECT d.id, CASE WHEN d.status <> 'delivered' THEN d.due_agreed END, rec.next_look, a.id "
        "FROM deliverable d JOIN record rec ON rec.id = d.id JOIN clause c ON c.id = d.clause_id "
        f"JOIN agreement a ON a.id = c.agreement_id{where}",
        *where.values,
    )
    focal = _focal_of([row[3] for row in found])
    return [_Candidate(row[0], *_press(day(row[1]), day(row[2]) or on, on), focal.get(row[3])) for row in found]


def _focal_of(agreement_ids: Sequence[int]) -> dict[int, int]:
    """For each agreement whom to speak to: the focal person of the first party that is not us, else that party."""
    wanted = sorted(set(agreement_ids))
    found = rows(
        "SELECT p.agreement_id, coalesce(p.focal_id, p.organisation_id) FROM agreement_party p "
        "LEFT JOIN organisation o ON o.id = p.organisation_id "
        f"WHERE p.agreement_id IN ({marks(wanted)}) AND coalesce(o.side, 'public') <> 'ours' "
        "ORDER BY p.position DESC, p.id DESC",
        *wanted,
    )
    return {row[0]: row[1] for row in found if row[1] is not None}


_OF_ANY = (Scope.DUE, Scope.PARTNER, Scope.BODY, Scope.COLLEAGUE)


def _petitions(wanted: ReviewScope, on: date) -> list[_Candidate]:
    """Open ones, and those that ended while the petitioner does not know yet."""
    if wanted.scope not in _OF_ANY:
        return []
    found = []
    for status in ("open", "to_tell"):
        found += list_petitions(PetitionsFilter(status=status, **_narrowed(wanted, on)), on)
    return [
        _Candidate(row.id, *_press(row.due_agreed if row.is_open else None, row.next_look or on, on), _asked_of(row))
        for row in get_petition_rows(found, on)
    ]


def _asked_of(row: PetitionRow) -> int | str:
    """Whom to ask about it: the official, else the committee, else the body; whom to tell, when it ended."""
    if not row.is_open:
        return row.petitioner_id or row.petitioner
    return row.official_id or row.committee_id or row.body_id or ""


def _plans(wanted: ReviewScope, on: date) -> list[_Candidate]:
    if wanted.scope not in _OF_ANY:
        return []
    found = list_plans(PlansFilter(**_narrowed(wanted, on)), on)
    return [
        _Candidate(row.id, *_press(row.ends_on, row.next_look or on, on), row.organisation_id)
        for row in get_plan_rows(found, on)
    ]


def _plan_steps(wanted: ReviewScope, on: date) -> list[_Candidate]:
    """Open steps of plans that run; nobody asks today after one that has not begun and is due in a year."""
    if wanted.scope not in _OF_ANY:
        return []
    found = list_plan_steps(PlanStepsFilter(is_pressing=True, **_narrowed(wanted, on)))
    return [
        _Candidate(row.id, *_press(row.due_agreed, row.next_look or on, on), row.responsible_id or row.responsible)
        for row in get_plan_step_rows(found, on)
        if (plans.rests_until(row.status, row.due_agreed) or on) <= on
    ]


def _others(wanted: ReviewScope, on: date) -> list[_Candidate]:
    """Posts without a known holder and whatever else somebody wanted to look at again."""
    where = Where()
    _narrow(where, wanted, on)
    where.add(
        "(rec.noun = 'engagements' AND EXISTS (SELECT 1 FROM engagement e WHERE e.id = rec.id AND e.status NOT IN "
        "('planned', 'held', 'postponed'))) OR rec.noun NOT IN "
        "('commitments', 'engagements', 'agreements', 'petitions', 'plans')"
    )
    where.add("rec.next_look IS NOT NULL")
    if wanted.scope in (Scope.PARTNER, Scope.BODY):
        where.add(
            f"rec.id IN ({_INSIDE}) OR rec.id IN (SELECT id FROM post WHERE organisation_id IN ({_INSIDE})) OR rec.id "
            f"IN (SELECT id FROM engagement WHERE organisation_id IN ({_INSIDE}))",
            *[wanted.of_id] * 3,
        )
    elif wanted.scope is not Scope.DUE:
        return []
    found = rows(
        "SELECT rec.id, rec.next_look, rec.noun, coalesce(p.organisation_id, e.organisation_id) FROM record rec "
        f"LEFT JOIN post p ON p.id = rec.id LEFT JOIN engagement e ON e.id = rec.id{where}",
        *where.values,
    )
    return [_Candidate(row[0], _OTHERS, day(row[1]) or on, row[3] or row[0]) for row in found]


def _vacancies(wanted: ReviewScope, on: date) -> list[_Candidate]:
    """Posts that wait for a name."""
    if wanted.scope not in (Scope.DUE, Scope.PARTNER, Scope.BODY):
        return []
    inside = set(ids(_INSIDE, wanted.of_id)) if wanted.of_id is not None else set()
    return [
        _Candidate(each.start.post_id, _OTHERS, on, each.record_id)
        for each in list_vacancies(on)
        if each.start.post_id is not None and (wanted.scope is Scope.DUE or each.record_id in inside)
    ]


# --- One record ------------------------------------------------------------------------------------------------------


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
    focal = _focal_of([agreement_id]).get(agreement_id)
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
    asked = _asked_of(row)
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
}
