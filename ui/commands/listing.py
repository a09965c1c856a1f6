"""The list of each noun: what it asks, by what it can be narrowed down, and which columns people see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.queries import (
    agreements,
    calendar,
    checking,
    commitments,
    engagements,
    indicators,
    issues,
    offices,
    opportunities,
    organisations,
    outcomes,
    people,
    petitions,
    places,
    plans,
    privacy,
    requests,
    team,
    topics,
)
from crm.queries.own_routes import list_routes
from crm.queries.records import get_found, list_ids
from crm.queries.reports import list_saved_reports
from crm.queries.translations import list_own_words
from crm.rules import clock
from crm.rules.agreements import Status as AgreementStatus
from crm.rules.commitments import Direction, Lateness
from crm.rules.errors import UserError
from crm.rules.issues import Kind as IssueKind
from crm.rules.issues import Status as IssueStatus
from crm.rules.opportunities import Kind as OpportunityKind
from crm.rules.opportunities import Status as OpportunityStatus
from crm.rules.outcomes import Indicator as OutcomeIndicator
from crm.rules.outcomes import Kind as OutcomeKind
from crm.rules.petitions import Kind as PetitionKind
from crm.rules.petitions import Status as PetitionStatus
from crm.rules.plans import Kind as PlanKind
from crm.rules.plans import Status as PlanStatus
from crm.rules.requests import Kind as RequestKind
from crm.rules.requests import Status as RequestStatus
from crm.workspace import Workspace
from ui.commands.output import LEVELS, plain

_AT_ONCE = 500
"""Rows asked for in one question."""


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed down to; None for everything."""

    as_of: date | None = None
    text: str | None = None
    kind: str | None = None
    side: str | None = None
    status: str | None = None
    direction: str | None = None
    lateness: str | None = None
    body: int | None = None
    person: int | None = None
    topic: int | None = None
    since: date | None = None
    until: date | None = None

    @property
    def day(self) -> date:
        """The day the list is about."""
        return self.as_of or clock.today()


@dataclass(frozen=True)
class Listing:
    """How the records of one noun are listed."""

    rows: Callable[[Workspace, Filters], Sequence[Any]]
    columns: tuple[tuple[str, str], ...]
    filters: frozenset[str] = frozenset()


def describe_all(workspace: Workspace, noun: str, filters: Filters) -> list[dict[str, Any]]:
    """Every record of the noun within the filters; `id`, `noun` and `name` first."""
    return [_describe(noun, row) for row in LISTINGS[noun].rows(workspace, filters)]


def _describe(noun: str, row: Any) -> dict[str, Any]:
    fields = plain(row)
    noun = fields.pop("noun", noun)
    if "light" in fields:
        fields["rag"] = fields["light"]["rag"]
    if "confidentiality" in fields:
        fields["confidentiality"] = LEVELS[fields["confidentiality"]]
    return {"id": fields.pop("id"), "noun": noun, "name": row.name, "record": f"{noun}:{row.id}"} | {
        key: value for key, value in fields.items() if key != "name"
    }


def _in_parts(
    workspace: Workspace, found: Sequence[Any], rows: Callable[..., Sequence[Any]], *more: object
) -> list[Any]:
    """The rows of many records, a few hundred a question."""
    return [
        row
        for start in range(0, len(found), _AT_ONCE)
        for row in workspace.ask(rows, found[start : start + _AT_ONCE], *more)
    ]


def _people(workspace: Workspace, filters: Filters) -> Sequence[Any]:
    wanted = people.PeopleFilter(filters.text or "", filters.body, None, filters.topic, filters.as_of)
    found = workspace.ask(people.list_people, wanted)
    return _in_parts(workspace, found, people.get_people_rows, filters.day)


def _organisations(workspace: Workspace, filters: Filters) -> Sequence[Any]:
    wanted = organisations.OrganisationsFilter(
        text=filters.text or "",
        kind=filters.kind or "",
        side=filters.side or "",
        topic_id=filters.topic,
        with_closed=True,
    )
    found = workspace.ask(organisations.list_organisations, wanted)
    return _in_parts(workspace, found, organisations.get_organisation_rows, filters.day)


def _places(workspace: Workspace, filters: Filters) -> Sequence[Any]:
    found = workspace.ask(places.list_places, filters.text or "", filters.kind or "")
    return _in_parts(workspace, found, places.get_place_rows)


def _offices(workspace: Workspace, filters: Filters) -> Sequence[Any]:
    return workspace.ask(offices.list_posts, filters.day, filters.body)


def _engagements(workspace: Workspace, filters: Filters) -> Sequence[Any]:
    wanted = engagements.EngagementsFilter(
        text=filters.text or "",
        status=filters.status or "",
        kind=filters.kind or "",
        organisation_id=filters.body,
        person_id=filters.person,
        topic_id=filters.topic,
        from_day=filters.since,
        to_day=filters.until or (clock.today() if filters.status == "to_close" else None),
    )
    found = workspace.ask(engagements.list_engagements, wanted)
    return _in_parts(workspace, found, engagements.get_engagement_rows)


def _commitments(workspace: Workspace, filters: Filters) -> Sequence[Any]:
    _check_choice("direction", filters.direction, tuple(Direction))
    _check_choice("lateness", filters.lateness, ("late", *Lateness))
    wanted = commitments.CommitmentFilter(
        text=filters.text or "",
        direction=filters.direction or "",
        lateness=filters.lateness or "",
        status=filters.status or "all",
        body_id=filters.body,
        person_id=filters.person,
        topic_id=filters.topic,
        made_from=filters.since,
        made_to=filters.until,
    )
    found = workspace.ask(commitments.list_commitments, wanted, filters.day)
    return _in_parts(workspace, found, commitments.get_commitment_rows, filters.day)


def _agreements(workspace: Workspace, filters: Filters) -> Sequence[Any]:
    _check_choice("status", filters.status, ("open", "all", "expiring", *AgreementStatus))
    wanted = agreements.AgreementsFilter(
        text=filters.text or "", status=filters.status or "all", body_id=filters.body, topic_id=filters.topic
    )
    found = workspace.ask(agreements.list_agreements, wanted, filters.day)
    return _in_parts(workspace, found, agreements.get_agreement_rows, filters.day)


def _indicators(workspace: Workspace, filters: Filters) -> Sequence[Any]:
    _check_choice("status", filters.status, ("open", "all"))
    found = workspace.ask(
        indicators.list_indicators, indicators.IndicatorsFilter(filters.text or "", filters.status or "all")
    )
    return _in_parts(workspace, found, indicators.get_indicator_rows, filters.day)


def _petitions(workspace: Workspace, filters: Filters) -> Sequence[Any]:
    _check_choice("status", filters.status, ("open", "all", "to_tell", *PetitionStatus))
    _check_choice("kind", filters.kind, tuple(PetitionKind))
    wanted = petitions.PetitionsFilter(
        text=filters.text or "",
        status=filters.status or "all",
        kind=filters.kind or "",
        body_id=filters.body,
        party_id=filters.person,
        topic_id=filters.topic,
        submitted_from=filters.since,
        submitted_to=filters.until,
    )
    found = workspace.ask(petitions.list_petitions, wanted, filters.day)
    return _in_parts(workspace, found, petitions.get_petition_rows, filters.day)


def _plans(workspace: Workspace, filters: Filters) -> Sequence[Any]:
    _check_choice("status", filters.status, ("open", "all", "ended", *PlanStatus))
    _check_choice("kind", filters.kind, tuple(PlanKind))
    wanted = plans.PlansFilter(
        text=filters.text or "",
        status=filters.status or "all",
        kind=filters.kind or "",
        body_id=filters.body,
        topic_id=filters.topic,
    )
    found = workspace.ask(plans.list_plans, wanted, filters.day)
    return _in_parts(workspace, found, plans.get_plan_rows, filters.day)


def _opportunities(workspace: Workspace, filters: Filters) -> Sequence[Any]:
    _check_choice("status", filters.status, ("open", "all", *OpportunityStatus))
    _check_choice("kind", filters.kind, tuple(OpportunityKind))
    wanted = opportunities.OpportunitiesFilter(
        text=filters.text or "",
        status=filters.status or "all",
        kind=filters.kind or "",
        body_id=filters.body,
        topic_id=filters.topic,
        next_from=filters.since,
        next_to=filters.until,
    )
    found = workspace.ask(opportunities.list_opportunities, wanted, filters.day)
    return _in_parts(workspace, found, opportunities.get_opportunity_rows, filters.day)


def _issues(workspace: Workspace, filters: Filters) -> Sequence[Any]:
    _check_choice("status", filters.status, ("open", "not_seen", "closed", "all", *IssueStatus))
    _check_choice("kind", filters.kind, tuple(IssueKind))
    wanted = issues.IssuesFilter(
        text=filters.text or "",
        status=filters.status or "all",
        kind=filters.kind or "",
        body_id=filters.body,
        topic_id=filters.topic,
        reported_from=filters.since,
        reported_to=filters.until,
    )
    found = workspace.ask(issues.list_issues, wanted, filters.day)
    return _in_parts(workspace, found, issues.get_issue_rows, filters.day)


def _requests(workspace: Workspace, filters: Filters) -> Sequence[Any]:
    _check_choice("status", filters.status, ("open", "closed", "all", *RequestStatus))
    _check_choice("kind", filters.kind, tuple(RequestKind))
    wanted = requests.RequestsFilter(
        text=filters.text or "",
        status=filters.status or "all",
        kind=filters.kind or "",
        person_id=filters.person,
    )
    return _in_parts(workspace, workspace.ask(requests.list_requests, wanted), requests.get_request_rows, filters.day)


def _outcomes(workspace: Workspace, filters: Filters) -> Sequence[Any]:
    _check_choice("status", filters.status, ("all", "substantiated", "not_substantiated"))
    _check_choice("kind", filters.kind, (*OutcomeKind, *OutcomeIndicator))
    kind = filters.kind or ""
    said = {"substantiated": True, "not_substantiated": False}.get(filters.status or "")
    wanted = outcomes.OutcomesFilter(
        text=filters.text or "",
        kind=kind if kind in tuple(OutcomeKind) else "",
        indicator=kind if kind in tuple(OutcomeIndicator) else "",
        actor_id=filters.person or filters.body,
        topic_id=filters.topic,
        is_substantiated=said,
        seen_from=filters.since,
        seen_to=filters.until,
    )
    return _in_parts(workspace, workspace.ask(outcomes.list_outcomes, wanted), outcomes.get_outcome_rows)


def _check_choice(option: str, value: str | None, known: Sequence[str]) -> None:
    if value and value not in known:
        raise UserError("report-choice-not-known", option=option, value=value, known=", ".join(known))


def _routes(workspace: Workspace, _filters: Filters) -> Sequence[Any]:
    return workspace.ask(list_routes)


def _topics(workspace: Workspace, _filters: Filters) -> Sequence[Any]:
    return workspace.ask(topics.list_topics)


def _translations(workspace: Workspace, filters: Filters) -> Sequence[Any]:
    wanted = (filters.text or "").casefold()
    rows = workspace.ask(list_own_words)
    return [row for row in rows if wanted in f"{row.name}\n{row.words}".casefold()]


def _calendar(workspace: Workspace, _filters: Filters) -> Sequence[Any]:
    return workspace.ask(calendar.list_holidays)


def _to_verify(workspace: Workspace, filters: Filters) -> Sequence[Any]:
    found = workspace.ask(checking.list_to_verify, filters.day)
    return _in_parts(workspace, found, checking.get_to_verify_rows, filters.day)


def _team(workspace: Workspace, _filters: Filters) -> Sequence[Any]:
    return workspace.ask(team.list_users, with_left=True)


def _given_out(workspace: Workspace, _filters: Filters) -> Sequence[Any]:
    return workspace.ask(privacy.list_hand_overs)


def _reports(workspace: Workspace, _filters: Filters) -> Sequence[Any]:
    return workspace.ask(list_saved_reports)


def _any(noun: str) -> Callable[[Workspace, Filters], Sequence[Any]]:
    """Nouns that have no list of their own: name and detail."""

    def rows(workspace: Workspace, _filters: Filters) -> Sequence[Any]:
        return _in_parts(workspace, workspace.ask(list_ids, noun), get_found)

    return rows


def _columns(*keys: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, key.replace("_", " ").capitalize()) for key in ("record", *keys))


LISTINGS: dict[str, Listing] = {
    "people": Listing(
        _people,
        _columns("name", "offices", "body", "party", "last_contact_on", "open_commitments"),
        frozenset(("as_of", "text", "body", "topic")),
    ),
    "organisations": Listing(
        _organisations,
        _columns("name", "kind", "side", "people", "open_commitments"),
        frozenset(("as_of", "text", "kind", "side", "topic")),
    ),
    "places": Listing(_places, _columns("name", "kind", "code", "parent"), frozenset(("text", "kind"))),
    "offices": Listing(_offices, _columns("title", "organisation", "holders"), frozenset(("as_of", "body"))),
    "engagements": Listing(
        _engagements,
        _columns("on_day", "title", "kind", "status", "organisation", "commitments"),
        frozenset(("text", "status", "kind", "body", "person", "topic", "since", "until")),
    ),
    "commitments": Listing(
        _commitments,
        _columns("reference", "words", "direction", "bound_name", "due_on", "lateness", "status"),
        frozenset(("as_of", "text", "status", "direction", "lateness", "body", "person", "topic", "since", "until")),
    ),
    "agreements": Listing(
        _agreements,
        _columns("reference", "title", "parties", "rag", "progress", "overdue", "expires_on", "status"),
        frozenset(("as_of", "text", "status", "body", "topic")),
    ),
    "indicators": Listing(
        _indicators,
        _columns("agreement_reference", "name", "baseline", "target", "value", "unit", "rag", "progress"),
        frozenset(("as_of", "text", "status")),
    ),
    "petitions": Listing(
        _petitions,
        _columns("reference", "title", "kind", "body_name", "petitioner", "due_on", "lateness", "status"),
        frozenset(("as_of", "text", "status", "kind", "body", "person", "topic", "since", "until")),
    ),
    "plans": Listing(
        _plans,
        _columns("reference", "title", "organisation", "steps", "done", "late", "next_step", "next_due", "status"),
        frozenset(("as_of", "text", "status", "kind", "body", "topic")),
    ),
    "opportunities": Listing(
        _opportunities,
        _columns("reference", "title", "kind", "body_name", "next_day", "notice", "decision", "status"),
        frozenset(("as_of", "text", "status", "kind", "body", "topic", "since", "until")),
    ),
    "issues": Listing(
        _issues,
        _columns("reference", "title", "place", "respondent", "visits", "last_seen_on", "status"),
        frozenset(("as_of", "text", "status", "kind", "body", "topic", "since", "until")),
    ),
    "requests": Listing(
        _requests,
        _columns("reference", "asked_by", "kind", "received_on", "due_on", "lateness", "status"),
        frozenset(("text", "status", "kind", "person")),
    ),
    "outcomes": Listing(
        _outcomes,
        _columns("reference", "statement", "actor", "kind", "indicator", "on_day", "level", "substantiated_by"),
        frozenset(("text", "kind", "status", "body", "person", "topic", "since", "until")),
    ),
    "clocks": Listing(_any("clocks"), _columns("name")),
    "templates": Listing(_any("templates"), _columns("name")),
    "letters": Listing(_any("letters"), _columns("name")),
    "topics": Listing(_topics, _columns("name", "records")),
    "routes": Listing(
        _routes, _columns("topic", "place", "sphere", "department", "committee", "person", "started_on", "ended_on")
    ),
    "translations": Listing(_translations, _columns("language", "name", "words", "checked_by"), frozenset(("text",))),
    "notes": Listing(_any("notes"), _columns("detail", "name")),
    "attachments": Listing(_any("attachments"), _columns("name", "detail")),
    "calendar": Listing(_calendar, _columns("on", "name")),
    "team": Listing(_team, _columns("name", "has_left")),
    "to-verify": Listing(
        _to_verify, _columns("name", "detail", "needed_on", "verified_on", "next_check_on"), frozenset(("as_of",))
    ),
    "imports": Listing(_any("imports"), _columns("detail", "name")),
    "reports": Listing(_reports, _columns("name", "report", "options")),
    "given-out": Listing(_given_out, _columns("on", "name", "to_whom", "audience", "people", "is_kept", "why", "by")),
}
