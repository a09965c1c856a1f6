"""What a field that completes names offers: people, bodies, parties, places. These run on the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crm.queries.agreements import find_agreements
from crm.queries.doubles import Alike, find_alike
from crm.queries.organisations import OrganisationsFilter, get_organisation_rows, list_organisations
from crm.queries.people import find_people
from crm.queries.petitions import PetitionsFilter, get_petition_rows, list_petitions
from crm.queries.places import find_places
from crm.queries.plans import PlansFilter, get_plan_rows, list_plans
from crm.queries.records import find
from crm.queries.requests import RequestsFilter, get_request_rows, list_requests
from crm.queries.team import list_users
from crm.rules.names import fold, split_name
from crm.rules.organisations import Kind, label
from resources.translations import _
from ui.widgets.choices import Choice, Guess

MOST = 8


@dataclass(frozen=True)
class BodyChoice(Choice):
    """An organisation with its kind."""

    kind: str = ""


def find_people_choices(text: str) -> list[Choice]:
    """People by name, with their office; after them those who are written otherwise and may be meant."""
    found = [Choice(*each) for each in find_people(text, MOST)]
    alike = find_alike(split_name(text)) if len(found) < MOST else ()
    known = {choice.id for choice in found}
    return [*found, *(Guess(each.id, each.name, _like(each)) for each in alike if each.id not in known)]


def _like(alike: Alike) -> str:
    return ", ".join(part for part in (_("looks like it"), alike.detail) if part)


def find_body_choices(text: str) -> list[Choice]:
    """Organisations of any kind but parties."""
    return list([choice for choice in _bodies(text, "") if choice.kind != Kind.PARTY][:MOST])


def find_any_body_choices(text: str) -> list[Choice]:
    """Organisations of any kind."""
    return list(_bodies(text, "")[:MOST])


def find_partner_choices(text: str) -> list[Choice]:
    """CSO partners by name."""
    return list(body_choices(list_organisations(OrganisationsFilter(text=text, side="partner"))[:MOST]))


def find_colleague_choices(text: str) -> list[Choice]:
    """Colleagues by name."""
    words = fold(text)
    return [Choice(user.id, user.name) for user in list_users() if words in fold(user.name)][:MOST]


def find_agreement_choices(text: str) -> list[Choice]:
    """Agreements by reference or title."""
    return [Choice(*found) for found in find_agreements(text, MOST)]


def find_plan_choices(text: str) -> list[Choice]:
    """Plans that are not ended, by title."""
    found = get_plan_rows(list_plans(PlansFilter(text=text))[:MOST])
    return [Choice(row.id, row.title, row.reference) for row in found]


def find_petition_choices(text: str) -> list[Choice]:
    """Petitions that are not ended, by reference or any word in them."""
    found = get_petition_rows(list_petitions(PetitionsFilter(text=text))[:MOST])
    return [Choice(row.id, row.name, row.bound_name) for row in found]


def find_request_choices(text: str) -> list[Choice]:
    """Requests under POPIA, the open ones first, by reference or any word in them."""
    found = get_request_rows(list_requests(RequestsFilter(text=text, status="all"))[:MOST])
    return [Choice(row.id, row.name, row.stands) for row in found]


def find_issue_choices(text: str) -> list[Choice]:
    """Issues by any word."""
    return _of_noun(text, "issues")


def find_opportunity_choices(text: str) -> list[Choice]:
    """Opportunities by any word."""
    return _of_noun(text, "opportunities")


def _of_noun(text: str, noun: str) -> list[Choice]:
    return [Choice(one.id, one.name, one.detail) for one in find(text, 4 * MOST) if one.noun == noun][:MOST]


def find_party_choices(text: str) -> list[Choice]:
    """Parties."""
    return list(_bodies(text, Kind.PARTY)[:MOST])


def find_place_choices(text: str) -> list[Choice]:
    """Places, with what they are and where."""
    return [Choice(*found) for found in find_places(text, MOST)]


def _bodies(text: str, kind: str) -> list[BodyChoice]:
    found = list_organisations(OrganisationsFilter(text=text, kind=kind))[: 2 * MOST]
    return body_choices(found)


def body_choices(organisation_ids: Sequence[int]) -> list[BodyChoice]:
    """These organisations, each with its kind and what it is part of."""
    return [
        BodyChoice(row.id, row.name, ", ".join(part for part in (label(row.kind), row.parent) if part), row.kind)
        for row in get_organisation_rows(organisation_ids)
    ]
