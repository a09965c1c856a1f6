"""Which records of each noun have their turn in the Review, how they press, and whom one would ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crm.queries.base import AT_ONCE, Where, chunks, day, ids, marks, rows
from crm.queries.commitments import CommitmentFilter, list_commitments
from crm.queries.issues import IssuesFilter, get_issue_rows, list_issues
from crm.queries.opportunities import OpportunitiesFilter, get_opportunity_rows, list_opportunities
from crm.queries.petitions import PetitionsFilter, get_petition_rows, list_petitions
from crm.queries.plans import (
    PlansFilter,
    PlanStepsFilter,
    get_plan_rows,
    get_plan_step_rows,
    list_plan_steps,
    list_plans,
)
from crm.queries.reaching import spoken_to
from crm.queries.review_parties import asked_of, focal_of
from crm.queries.sides import get_sides
from crm.queries.vacancies import list_vacancies
from crm.rules import agreements, commitments, issues, plans, requests
from crm.rules.review import ReviewScope, Scope

SOON = timedelta(days=commitments.DUE_SOON_DAYS)


@dataclass(frozen=True)
class Candidate:
    """A record whose turn it is; `rank` and `on` say how it presses, `party` whom one would ask."""

    id: int
    rank: int
    on: date
    party: object


_LATE, _TO_CLOSE, _SOON, _OTHERS = range(4)


def list_candidates(wanted: ReviewScope, on: date) -> list[Candidate]:
    """Every record whose turn it is."""
    return [candidate for of_noun in _NOUNS for candidate in of_noun(wanted, on)]


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


def _commitments(wanted: ReviewScope, on: date) -> list[Candidate]:
    agreement_id = wanted.of_id if wanted.scope is Scope.AGREEMENT else None
    found = list_commitments(CommitmentFilter(agreement_id=agreement_id, **_narrowed(wanted, on)), on)
    return [each for some in chunks(found, AT_ONCE) for each in _some(some, on)]


def _some(some: Sequence[int], on: date) -> list[Candidate]:
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
        candidates.append(Candidate(row[0], rank, pressing, party_id if party_id is not None else party_name))
    return candidates


def _press(due: date | None, look: date, on: date) -> tuple[int, date]:
    if due is not None and due < on:
        return _LATE, due
    return (_SOON, due) if due is not None and due <= on + SOON else (_OTHERS, look)


def _engagements(wanted: ReviewScope, on: date) -> list[Candidate]:
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
        Candidate(row[0], _TO_CLOSE if (row[1] or "") < on.isoformat() else _OTHERS, day(row[1]) or on, row[2])
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


def _agreements(wanted: ReviewScope, on: date) -> list[Candidate]:
    where = Where()
    where.add("a.status <> 'closed'")
    _narrow(where, wanted, on)
    _add_agreement(where, wanted)
    found = rows(
        f"SELECT a.id, a.expires_on, rec.next_look FROM agreement a JOIN record rec ON rec.id = a.id{where}",
        *where.values,
    )
    focal = focal_of([row[0] for row in found])
    return [Candidate(row[0], *_press(day(row[1]), day(row[2]) or on, on), focal.get(row[0])) for row in found]


_OPEN_DELIVERABLES = ", ".join(
    f"'{status}'" for status in agreements.DeliverableStatus if agreements.is_open_deliverable(status)
)


def _deliverables(wanted: ReviewScope, on: date) -> list[Candidate]:
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
    focal = focal_of([row[3] for row in found])
    return [Candidate(row[0], *_press(day(row[1]), day(row[2]) or on, on), focal.get(row[3])) for row in found]


_OF_ANY = (Scope.DUE, Scope.PARTNER, Scope.BODY, Scope.COLLEAGUE)


def _petitions(wanted: ReviewScope, on: date) -> list[Candidate]:
    """Open ones, and those that ended while the petitioner does not know yet."""
    if wanted.scope not in _OF_ANY:
        return []
    found = []
    for status in ("open", "to_tell"):
        found += list_petitions(PetitionsFilter(status=status, **_narrowed(wanted, on)), on)
    return [
        Candidate(row.id, *_press(row.due_agreed if row.is_open else None, row.next_look or on, on), asked_of(row))
        for row in get_petition_rows(found, on)
    ]


def _plans(wanted: ReviewScope, on: date) -> list[Candidate]:
    if wanted.scope not in _OF_ANY:
        return []
    found = list_plans(PlansFilter(**_narrowed(wanted, on)), on)
    return [
        Candidate(row.id, *_press(row.ends_on, row.next_look or on, on), row.organisation_id)
        for row in get_plan_rows(found, on)
    ]


def _plan_steps(wanted: ReviewScope, on: date) -> list[Candidate]:
    """Open steps of plans that run; nobody asks today after one that has not begun and is due in a year."""
    if wanted.scope not in _OF_ANY:
        return []
    found = list_plan_steps(PlanStepsFilter(is_pressing=True, **_narrowed(wanted, on)))
    return [
        Candidate(row.id, *_press(row.due_agreed, row.next_look or on, on), row.responsible_id or row.responsible)
        for row in get_plan_step_rows(found, on)
        if (plans.rests_until(row.status, row.due_agreed) or on) <= on
    ]


def _issues(wanted: ReviewScope, on: date) -> list[Candidate]:
    """Open ones, and those for which somebody else has to be found."""
    if wanted.scope not in _OF_ANY:
        return []
    found = []
    for status in ("open", issues.Status.NOT_THEIRS):
        found += list_issues(IssuesFilter(status=status, **_narrowed(wanted, on)), on)
    return [
        Candidate(row.id, *_press(row.review_on if row.is_open else None, row.next_look or on, on), row.respondent_id)
        for row in get_issue_rows(found, on)
    ]


def _opportunities(wanted: ReviewScope, on: date) -> list[Candidate]:
    """What is to be decided, comes, or was there and has no result yet; nobody is late for what is over."""
    if wanted.scope not in _OF_ANY:
        return []
    found = list_opportunities(OpportunitiesFilter(**_narrowed(wanted, on)), on)
    return [
        Candidate(
            row.id, *_press(row.next_day, row.next_look or on, on), row.contact_id or row.committee_id or row.body_id
        )
        for row in get_opportunity_rows(found, on)
    ]


def _requests(wanted: ReviewScope, on: date) -> list[Candidate]:
    """What somebody asks under POPIA and was not answered."""
    if wanted.scope not in (Scope.DUE, Scope.COLLEAGUE):
        return []
    where = Where()
    where.add("a.status <> ?", requests.Status.ANSWERED)
    _narrow(where, wanted, on)
    where.add_given(("a.owner_id = ?", wanted.of_id))
    found = rows(
        "SELECT a.id, a.due_on, rec.next_look, a.person_id, a.asked_by FROM access_request a "
        f"JOIN record rec ON rec.id = a.id{where}",
        *where.values,
    )
    return [Candidate(row[0], *_press(day(row[1]), day(row[2]) or on, on), row[3] or row[4]) for row in found]


def _others(wanted: ReviewScope, on: date) -> list[Candidate]:
    """Posts without a known holder and whatever else somebody wanted to look at again."""
    where = Where()
    _narrow(where, wanted, on)
    where.add(
        "(rec.noun = 'engagements' AND EXISTS (SELECT 1 FROM engagement e WHERE e.id = rec.id AND e.status NOT IN "
        "('planned', 'held', 'postponed'))) OR rec.noun NOT IN "
        "('commitments', 'engagements', 'agreements', 'petitions', 'plans', 'issues', 'opportunities', 'requests')"
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
    return [Candidate(row[0], _OTHERS, day(row[1]) or on, row[3] or row[0]) for row in found]


def _vacancies(wanted: ReviewScope, on: date) -> list[Candidate]:
    """Posts that wait for a name."""
    if wanted.scope not in (Scope.DUE, Scope.PARTNER, Scope.BODY):
        return []
    inside = set(ids(_INSIDE, wanted.of_id)) if wanted.of_id is not None else set()
    return [
        Candidate(each.start.post_id, _OTHERS, on, each.record_id)
        for each in list_vacancies(on)
        if each.start.post_id is not None and (wanted.scope is Scope.DUE or each.record_id in inside)
    ]


_NOUNS = (
    _commitments,
    _engagements,
    _agreements,
    _deliverables,
    _petitions,
    _plans,
    _plan_steps,
    _issues,
    _opportunities,
    _requests,
    _others,
    _vacancies,
)
