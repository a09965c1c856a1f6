"""What a name typed on the command line or in a log file stands for in the workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from crm.queries import (
    agreements,
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
    plan_templates,
    plans,
    records,
    requests,
    team,
    topics,
)
from crm.rules import clock
from crm.rules.engagements import Status
from crm.rules.errors import UserError
from crm.rules.names import fold, split_name
from crm.workspace import Workspace
from ui.commands.arguments import NOUNS, RecordName, read_record

WITH_REFERENCES = ("commitments", "agreements", "petitions", "plans", "issues", "opportunities", "outcomes", "requests")
"""What has a reference of its own, such as C-2026-0042."""
PARTIES = ("people", "organisations", "offices")
"""Whoever can promise something, or be owed it."""


def require(workspace: Workspace, record: RecordName, *nouns: str) -> int:
    """The id of a record that there is, of one of these nouns (any when none is named).

    Raises UserError("record-not-found").
    """
    head = workspace.ask(records.get_record, record.id)
    if head is None or head.noun != record.noun or (nouns and head.noun not in nouns):
        raise UserError("record-not-found", record=str(record))
    return record.id


def resolve(workspace: Workspace, name: str, *nouns: str) -> int:
    """The id of the record that is written or called so, looked for among these nouns in this order.

    Raises UserError: "record-not-found", "name-not-found", "name-not-unique"; of topics alone "topic-not-known".
    """
    found = look_up(workspace, name, *nouns)
    if found is None and nouns == ("topics",):
        known = ", ".join(row.name for row in workspace.ask(topics.list_topics))
        raise UserError("topic-not-known", name=name, known=known)
    if found is None:
        raise UserError("name-not-found", name=name)
    return found


def look_up(workspace: Workspace, name: str, *nouns: str) -> int | None:
    """As `resolve`, but None for a name that nobody has."""
    named = read_record(name)
    if named is not None:
        return require(workspace, named, *nouns)
    for noun in nouns or NOUNS:
        found = _FINDERS[noun](workspace, name.strip()) if noun in _FINDERS else []
        if len(found) > 1:
            raise UserError("name-not-unique", name=name, found=", ".join(f"{noun}:{each}" for each in found))
        if found:
            return found[0]
    return None


def _people(workspace: Workspace, name: str) -> list[int]:
    read = split_name(name)
    keys = dict.fromkeys((fold(name), fold(f"{read.given} {read.family}")))
    found = [person for key in keys if key for person in workspace.ask(people.find_by_name, key)]
    return list(dict.fromkeys(found))


def _organisations(workspace: Workspace, name: str) -> list[int]:
    return workspace.ask(organisations.find_by_name, fold(name)) if fold(name) else []


def _offices(workspace: Workspace, name: str) -> list[int]:
    posts = workspace.ask(offices.list_posts, clock.today()) if "," in name else []
    return [post.id for post in posts if fold(post.name) == fold(name)]


def _places(workspace: Workspace, name: str) -> list[int]:
    by_code = workspace.ask(places.find_by_code, name)
    if by_code is not None:
        return [by_code]
    rows = workspace.ask(places.find_places, name, 50)
    return [place_id for place_id, place_name, _detail in rows if fold(place_name) == fold(name)][:1]


def _requests(workspace: Workspace, name: str) -> list[int]:
    found = workspace.ask(requests.find_request, name.upper())
    return [found] if found is not None else []


def _topics(workspace: Workspace, name: str) -> list[int]:
    found = workspace.ask(topics.find_topic, name)
    return [found] if found is not None else []


def _team(workspace: Workspace, name: str) -> list[int]:
    users = workspace.ask(team.list_users, with_left=True)
    return [user.id for user in users if fold(user.name) == fold(name)]


def _engagements(workspace: Workspace, name: str) -> list[int]:
    """By title; of several with the same one, what is still planned."""
    named = [each for each in workspace.ask(engagements.find_engagements, name, 200) if fold(each[1]) == fold(name)]
    rows = workspace.ask(engagements.get_engagement_rows, [engagement_id for engagement_id, _title, _detail in named])
    planned = [row.id for row in rows if row.status is Status.PLANNED]
    return planned or [row.id for row in rows]


def _commitments(workspace: Workspace, name: str) -> list[int]:
    found = workspace.ask(commitments.find_by_reference, name.upper())
    return [found] if found is not None else []


def _agreements(workspace: Workspace, name: str) -> list[int]:
    """By reference or title an agreement, by reference and number a clause: “M-2026-0001 4.2”; or by its name an

    indicator: “M-2026-0001 People trained”.
    """
    reference, _space, part = name.partition(" ")
    reference, part = reference.upper(), part.strip()
    by_reference = workspace.ask(agreements.find_agreement, reference)
    if by_reference is not None and part:
        clause = workspace.ask(agreements.find_clause, reference, part.upper())
        by_reference = clause or workspace.ask(indicators.find_indicator, reference, part)
    return [by_reference] if by_reference is not None else _agreements_by_title(workspace, name)


def _agreements_by_title(workspace: Workspace, name: str) -> list[int]:
    """Of several with the same title, what is still open."""
    found = workspace.ask(agreements.list_agreements, agreements.AgreementsFilter(text=name, status="all"))
    rows = [row for row in workspace.ask(agreements.get_agreement_rows, found) if fold(row.title) == fold(name)]
    return [row.id for row in rows if row.status != "closed"] or [row.id for row in rows]


class _Titled(Protocol):
    """A row of a noun that has a title and an end."""

    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def is_open(self) -> bool: ...


def _open_first(rows: Iterable[_Titled], title: str) -> list[int]:
    """Those of this title; of several, what is still open."""
    named = [row for row in rows if fold(row.title) == fold(title)]
    return [row.id for row in named if row.is_open] or [row.id for row in named]


def _petitions(workspace: Workspace, name: str) -> list[int]:
    """By reference or title; of several with the same title, what is still open."""
    found = workspace.ask(petitions.find_petition, name.upper())
    if found is not None:
        return [found]
    listed = workspace.ask(petitions.list_petitions, petitions.PetitionsFilter(text=name, status="all"))
    return _open_first(workspace.ask(petitions.get_petition_rows, listed), name)


def _plans(workspace: Workspace, name: str) -> list[int]:
    """By reference or title a plan, by reference and number one of its steps: “A-2026-0001 3” is the third."""
    reference, _space, number = name.upper().partition(" ")
    found = workspace.ask(plans.find_plan, reference)
    if found is not None and number.strip().isdecimal():
        return workspace.ask(plans.list_steps_of, found)[int(number) - 1 :][:1] if int(number) else []
    if found is not None and not number.strip():
        return [found]
    listed = workspace.ask(plans.list_plans, plans.PlansFilter(text=name, status="all"))
    return _open_first(workspace.ask(plans.get_plan_rows, listed), name)


def _opportunities(workspace: Workspace, name: str) -> list[int]:
    """By reference or title; of several with the same title, what is still open."""
    found = workspace.ask(opportunities.find_opportunity, name.upper())
    if found is not None:
        return [found]
    listed = workspace.ask(opportunities.list_opportunities, opportunities.OpportunitiesFilter(text=name, status="all"))
    return _open_first(workspace.ask(opportunities.get_opportunity_rows, listed), name)


def _outcomes(workspace: Workspace, name: str) -> list[int]:
    found = workspace.ask(outcomes.find_outcome, name.upper())
    return [found] if found is not None else []


def _templates(workspace: Workspace, name: str) -> list[int]:
    found = workspace.ask(plan_templates.find_template, name)
    return [found.id] if found is not None and found.id is not None else []


def _issues(workspace: Workspace, name: str) -> list[int]:
    """By reference or title; of several with the same title, what is still open."""
    found = workspace.ask(issues.find_issue, name.upper())
    if found is not None:
        return [found]
    listed = workspace.ask(issues.list_issues, issues.IssuesFilter(text=name, status="all"))
    return _open_first(workspace.ask(issues.get_issue_rows, listed), name)


_FINDERS: dict[str, Callable[[Workspace, str], list[int]]] = {
    "people": _people,
    "organisations": _organisations,
    "offices": _offices,
    "places": _places,
    "topics": _topics,
    "team": _team,
    "commitments": _commitments,
    "engagements": _engagements,
    "agreements": _agreements,
    "petitions": _petitions,
    "plans": _plans,
    "issues": _issues,
    "opportunities": _opportunities,
    "outcomes": _outcomes,
    "templates": _templates,
    "requests": _requests,
}
