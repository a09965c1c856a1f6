"""The facts of the notice that people get about being held here (POPIA section 18): for one, for a table, for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules import privacy
from crm.rules.dates import format_day
from reports.facts.access_request import section_counts
from reports.facts.confidentiality import foot_words
from reports.facts.meeting import when_words
from reports.facts.workspace import get_home_ways, get_name, get_officer, get_origin
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

if TYPE_CHECKING:
    from crm.queries.people import PersonPage
    from crm.rules.privacy import InformationOfficer
    from crm.rules.retention import Months

PERSON, ENGAGEMENT, FOR = "person", "engagement", "for"
OPTIONS = (
    Option(PERSON, mark("One person"), OptionKind.RECORD, noun="people", one_of=FOR),
    Option(ENGAGEMENT, mark("The table of one engagement"), OptionKind.RECORD, noun="engagements", one_of=FOR),
)


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Everything the notice says; of a person what is held is counted, else it is said in general."""

    scope: str
    organisation_name: str
    reach: tuple[str, ...]
    officer: InformationOfficer
    counts: tuple[tuple[str, int], ...]
    ground: str
    source: str
    receivers: tuple[str, ...]
    months: Months
    is_for_one: bool
    service: str
    """What copies the folder of the workspace to computers elsewhere; empty for nothing."""
    confidentiality: str
    made_on: date
    made_by: str


def gather(ask: Callable[..., Any], chosen: Chosen) -> NoticeFacts:
    """Read what is held and by whom. Raises UserError("record-not-found")."""
    from crm.queries.place import find_copying_service
    from crm.queries.retention import get_months

    person_id = chosen.record(PERSON)
    origin = get_origin(ask, chosen.made_by)
    name = get_name(ask, person_id, "people") if person_id is not None else ""
    person = _read_person(ask, person_id)
    return NoticeFacts(
        scope=name or _meeting(ask, chosen) or _("For everybody who works with us"),
        organisation_name=origin.organisation_name,
        reach=get_home_ways(ask),
        officer=get_officer(ask, chosen.today),
        counts=section_counts(ask, person_id) if person_id is not None else (),
        ground=_ground(person),
        source=(person.ground_source or person.source) if person else "",
        receivers=_receivers(ask, person_id),
        months=ask(get_months),
        is_for_one=person is not None,
        service=ask(find_copying_service),
        confidentiality=_("For {name}.").format(name=name) if name else foot_words(chosen, origin.organisation_name),
        made_on=chosen.today,
        made_by="",
    )


def _read_person(ask: Callable[..., Any], person_id: int | None) -> PersonPage | None:
    from crm.queries.people import get_person

    return ask(get_person, person_id) if person_id is not None else None


def _ground(person: PersonPage | None) -> str:
    """The ground of one person with since when; empty where it is said in general."""
    if person is None or not person.ground:
        return ""
    since = _("since {day}").format(day=format_day(person.ground_on)) if person.ground_on else ""
    return ", ".join(part for part in (privacy.label(person.ground).lower(), since) if part)


def _meeting(ask: Callable[..., Any], chosen: Chosen) -> str:
    """For which table, without anything that is not open to everybody."""
    from crm.queries.engagements import get_engagement

    engagement_id = chosen.record(ENGAGEMENT)
    page = ask(get_engagement, engagement_id) if engagement_id is not None else None
    if page is None:
        if engagement_id is not None:
            get_name(ask, engagement_id, "engagements")
        return ""
    title = _("Our meeting") if page.confidentiality else page.title
    return ", ".join(part for part in (title, when_words(page)) if part)


def _receivers(ask: Callable[..., Any], person_id: int | None) -> tuple[str, ...]:
    """To whom something about this person went, as far as it was written down."""
    from crm.queries.disclosures import DisclosuresFilter, Part, list_disclosures

    if person_id is None:
        return ()
    found = ask(list_disclosures, DisclosuresFilter(person_id))
    return tuple(dict.fromkeys(each.row.to_whom for each in found if each.part is Part.ABOUT and each.row.to_whom))


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """For everybody, and for one person."""
    from reports.facts.examples import each_kind

    return [{}, *(given for given in each_kind(ask) if PERSON in given)][:2]
