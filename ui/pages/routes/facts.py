"""What the page “Who deals with this?” reads: the answer, and the record that asked. No widgets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from crm.operations.routes import RouteDraft, draft_correction, draft_route
from crm.queries.asking import Asker, get_asker
from crm.queries.own_routes import find_topics
from crm.queries.people import get_names
from crm.queries.places import get_place_rows
from crm.queries.routes import Answer, who_deals_with
from crm.queries.where import find_ward_choice
from crm.rules import clock
from crm.rules.routing import Part
from resources.translations import mark
from ui.pages.parts.finding import find_place_choices
from ui.widgets.choices import Choice

GROUPS: tuple[tuple[str, str, tuple[Part, ...]], ...] = (
    ("near", mark("Nearest to the community"), (Part.ASK, Part.COUNCILLOR)),
    ("municipality", mark("Municipality"), (Part.MUNICIPALITY, Part.MAYOR, Part.MANAGER, Part.DISTRICT)),
    ("government", mark("Provincial government"), (Part.DEPARTMENT, Part.MEC)),
    (
        "legislature",
        mark("Legislature"),
        (Part.COMMITTEE, Part.CHAIR, Part.COORDINATOR, Part.NATIONAL, Part.PETITIONS_OFFICE),
    ),
    ("offices", mark("Constituency offices"), (Part.CONSTITUENCY_OFFICE,)),
)
"""The cards of an answer: name, title, parts."""


@dataclass(frozen=True)
class Asked:
    """An answer, and the record that asked for it."""

    answer: Answer
    asker: Asker | None


@dataclass(frozen=True)
class RouteForm:
    """The draft of a route, with the names of all it points at."""

    draft: RouteDraft
    names: dict[int, str]
    known: dict[Part, str] = field(default_factory=dict)
    """Whom the answer names that is being put right."""

    def choice(self, record_id: int | None, text: str = "") -> Choice | None:
        """A record as its field shows it."""
        if record_id is not None:
            return Choice(record_id, self.names.get(record_id, ""))
        return Choice(0, text) if text else None


def read_answer(topic: str, place: int | str, asker_id: int) -> Asked:
    """Who deals with it today."""
    return Asked(who_deals_with(topic, place, clock.today()), get_asker(asker_id) if asker_id else None)


def read_correction(answer: Answer) -> RouteForm:
    """The form in which an answer is put right."""
    known = {who.part: who.name for who in reversed(answer.who)}
    return replace(_with_names(draft_correction(answer)), known=known)


def read_route_form(route_id: int | None, topic: str = "") -> RouteForm:
    """The form of a route, or of a new one for this topic."""
    return _with_names(draft_route(route_id) if route_id else RouteDraft(topic))


def _with_names(draft: RouteDraft) -> RouteForm:
    names = get_names([one for one in (draft.department_id, draft.committee_id, draft.person_id) if one])
    places = get_place_rows([draft.place_id]) if draft.place_id else []
    return RouteForm(draft, names | {row.id: row.words for row in places})


def find_topic_choices(text: str) -> list[Choice]:
    """Topics of the workspace, and those that only ship."""
    return [Choice(*found) for found in find_topics(text)]


def find_where_choices(text: str) -> list[Choice]:
    """Places of the workspace by name or code, and any ward of the country by its id."""
    found = find_place_choices(text)
    ward = None if found else find_ward_choice(text)
    return [Choice(0, *ward)] if ward else found
