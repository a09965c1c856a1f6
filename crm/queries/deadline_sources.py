"""Where the days of each kind come from: fragments of the statement that reads all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crm.queries.agreements import BINDS
from crm.rules import agreements, issues, opportunities, petitions, plans, requests
from crm.rules.deadlines import Kind

COLUMNS = (
    "kind",
    "noun",
    "id",
    "part",
    "day",
    "until",
    "reference",
    "title",
    "party_id",
    "party",
    "place_id",
    "owner_id",
    "detail",
    "law",
    "length",
    "unit",
)


@dataclass(frozen=True)
class Source:
    """Where the days of one kind come from: fragments of the statement that reads them."""

    kind: Kind
    noun: str
    tables: str
    day: str
    id: str
    where: str
    title: str
    reference: str = "''"
    part: str = "0"
    until: str = "NULL"
    party_id: str = "NULL"
    party: str = "''"
    second_id: str = "NULL"
    """Others that are found by: the committee, the petitioner."""
    third_id: str = "NULL"
    place_id: str = "NULL"
    owner_id: str = "NULL"
    detail: str = "''"
    law: str = "''"
    length: str = "NULL"
    unit: str = "''"

    def sql(self, rank: int) -> str:
        """The statement."""
        found = {column: getattr(self, column) for column in (*COLUMNS, "second_id", "third_id")}
        found |= {"rank": rank, "kind": f"'{self.kind}'", "noun": f"'{self.noun}'"}
        columns = ", ".join(f"{value} AS {column}" for column, value in found.items())
        return f"SELECT {columns} FROM {self.tables} WHERE {self.day} IS NOT NULL AND {self.where}"


def _quoted(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


_ASKED = _quoted(one for one in petitions.Status if petitions.is_with_them(one))
_UNSENT = _quoted(one for one in petitions.Status if petitions.is_open(one) and not petitions.is_with_them(one))
_PLAN_RESTS = _quoted(one for one in plans.Status if not plans.presses(one))
_PLAN_OPEN = _quoted(one for one in plans.Status if plans.is_open(one))
_STEP_OPEN = _quoted(one for one in plans.StepStatus if plans.is_open_step(one))
_ISSUE_OPEN = _quoted(one for one in issues.Status if issues.is_open(one))
_DELIVERABLE_OPEN = _quoted(
    one
    for one in agreements.DeliverableStatus
    if agreements.is_open_deliverable(one) and one is not agreements.DeliverableStatus.DELIVERED
)
_BINDS = f"a.{BINDS}"
_OTHER_PARTY = (
    "(SELECT ap.organisation_id FROM agreement_party ap LEFT JOIN organisation o ON o.id = ap.organisation_id "
    "WHERE ap.agreement_id = a.id AND coalesce(o.side, 'public') <> 'ours' ORDER BY ap.position LIMIT 1)"
)
_CLOCK = (
    "petition p LEFT JOIN clock k ON k.id = (SELECT max(c.id) FROM clock c WHERE c.record_id = p.id "
    "AND c.ended_on IS NULL AND c.due_on IS NOT NULL)"
)
_NEWEST_RUNG = "(SELECT record_id, max(id) AS id FROM escalation GROUP BY record_id)"


def _of_petition(kind: Kind, day: str, where: str, tables: str = "petition p", **more: str) -> Source:
    return Source(
        kind,
        "petitions",
        tables,
        day,
        "p.id",
        where,
        "p.title",
        "p.reference",
        party_id="coalesce(p.committee_id, p.body_id)",
        second_id="p.body_id",
        third_id="p.petitioner_id",
        place_id="p.place_id",
        owner_id="p.owner_id",
        **more,
    )


def _of_promise(kind: Kind, day: str, where: str, tables: str = "commitment c", **more: str) -> Source:
    return Source(
        kind,
        "commitments",
        tables,
        day,
        "c.id",
        where,
        "c.words",
        "c.reference",
        party_id="coalesce(c.bound_id, c.maker_id)",
        party="c.bound_name",
        second_id="c.owed_to_id",
        third_id="c.maker_id",
        place_id="c.place_id",
        owner_id="c.owner_id",
        **more,
    )


def _of_agreement(kind: Kind, day: str, where: str, tables: str = "agreement a", **more: str) -> Source:
    parts = {
        "title": "a.title",
        "party_id": _OTHER_PARTY,
        "owner_id": "a.owner_id",
        "reference": "a.reference",
        "id": "a.id",
    }
    return Source(kind, "agreements", tables, day, where=where, **(parts | more))


def _of_opportunity(kind: Kind, day: str, detail: str, until: str = "NULL") -> Source:
    return Source(
        kind,
        "opportunities",
        "opportunity o",
        day,
        "o.id",
        f"o.decision <> '{opportunities.Decision.DECLINED}' AND o.closed_on IS NULL",
        "o.title",
        "o.reference",
        party_id="coalesce(o.committee_id, o.body_id)",
        second_id="o.body_id",
        place_id="o.place_id",
        owner_id="o.owner_id",
        detail=detail,
        until=until,
    )


SOURCES: tuple[Source, ...] = (
    _of_petition(
        Kind.ANSWER,
        "p.due_agreed",
        f"p.status IN ({_ASKED}) AND p.stopped_on IS NULL",
        _CLOCK,
        law="coalesce(k.law, '')",
        length="k.length",
        unit="coalesce(k.unit, '')",
    ),
    _of_petition(Kind.HAND_IN, "p.due_agreed", f"p.status IN ({_UNSENT})"),
    _of_petition(
        Kind.REVIEW, "p.review_on", "p.status <> 'closed' AND (p.due_agreed IS NULL OR p.stopped_on IS NOT NULL)"
    ),
    _of_petition(
        Kind.RUNG,
        "e.due_on",
        "p.status <> 'closed'",
        f"escalation e JOIN {_NEWEST_RUNG} n ON n.id = e.id JOIN petition p ON p.id = e.record_id",
        part="e.id",
        detail="e.name",
    ),
    _of_promise(
        Kind.RUNG,
        "e.due_on",
        "c.status <> 'closed'",
        f"escalation e JOIN {_NEWEST_RUNG} n ON n.id = e.id JOIN commitment c ON c.id = e.record_id",
        part="e.id",
        detail="e.name",
    ),
    _of_opportunity(Kind.CLOSING, "o.closes_on", "o.closes_at"),
    _of_opportunity(Kind.EVENT, "o.event_on", "o.event_time", "o.event_until"),
    _of_promise(Kind.PROMISE, "c.due_agreed", "c.status <> 'closed'"),
    Source(
        Kind.STEP,
        "plans",
        "plan_step s JOIN plan p ON p.id = s.plan_id",
        "s.due_agreed",
        "s.id",
        f"s.status IN ({_STEP_OPEN}) AND p.status NOT IN ({_PLAN_RESTS})",
        "s.title",
        "p.reference",
        party_id="coalesce(s.responsible_id, p.organisation_id)",
        party="s.responsible_name",
        second_id="p.organisation_id",
        place_id="p.place_id",
        owner_id="p.owner_id",
    ),
    Source(
        Kind.PLAN_END,
        "plans",
        "plan p",
        "p.ends_on",
        "p.id",
        f"p.status IN ({_PLAN_OPEN})",
        "p.title",
        "p.reference",
        party_id="p.organisation_id",
        place_id="p.place_id",
        owner_id="p.owner_id",
    ),
    Source(
        Kind.LOOK,
        "issues",
        "issue i JOIN record r ON r.id = i.id",
        "coalesce(r.next_look, i.review_on)",
        "i.id",
        f"i.status IN ({_ISSUE_OPEN})",
        "i.title",
        "i.reference",
        party_id="i.respondent_id",
        second_id="i.reported_by_id",
        place_id="i.place_id",
        owner_id="i.owner_id",
    ),
    _of_agreement(
        Kind.DELIVERABLE,
        "d.due_agreed",
        f"d.status IN ({_DELIVERABLE_OPEN}) AND {_BINDS}",
        "deliverable d JOIN clause c ON c.id = d.clause_id JOIN agreement a ON a.id = c.agreement_id",
        id="d.id",
        title="d.title",
        party_id="coalesce(d.responsible_id, c.responsible_id)",
        second_id=_OTHER_PARTY,
    ),
    _of_agreement(
        Kind.REPORT,
        "p.due_on",
        "p.submitted_on IS NULL AND a.status <> 'closed'",
        "reporting_period p JOIN agreement a ON a.id = p.agreement_id",
        part="p.id",
        detail="p.starts_on || ' ' || p.ends_on",
    ),
    _of_agreement(
        Kind.TARGET,
        "i.target_on",
        "a.status <> 'closed' "
        "AND NOT EXISTS (SELECT 1 FROM measurement m WHERE m.indicator_id = i.id AND m.on_day >= i.target_on)",
        "indicator i JOIN agreement a ON a.id = i.agreement_id",
        part="i.id",
        detail="i.name",
    ),
    _of_agreement(Kind.AGREEMENT_REVIEW, "a.next_review_on", _BINDS),
    _of_agreement(Kind.EXPIRY, "a.expires_on", _BINDS),
    Source(
        Kind.REQUEST,
        "requests",
        "access_request a",
        "a.due_on",
        "a.id",
        f"a.status <> '{requests.Status.ANSWERED}'",
        "a.asked_by",
        "a.reference",
        party_id="a.person_id",
        party="a.asked_by",
        owner_id="a.owner_id",
        detail="a.kind",
        law=f"'{requests.LAW}'",
    ),
    Source(
        Kind.PROGRAMME,
        "organisations",
        "programme_period p",
        "p.starts_on",
        "p.body_id",
        "1 = 1",
        "p.name",
        part="p.id",
        party_id="p.body_id",
        until="p.ends_on",
        detail="p.kind",
    ),
)
DAYS = " UNION ALL ".join(source.sql(rank) for rank, source in enumerate(SOURCES))
"""The days of every kind, with `COLUMNS` and what a list is ordered and narrowed by: rank, second_id, third_id."""
