"""The routes a workspace has of its own, and what the words for a topic stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crm.queries.base import build, day, rows
from crm.queries.topics import TopicRow, list_topics
from crm.queries.where import Where
from crm.rules import routing
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.routing import InForce
from resources import reference
from resources.reference import RouteLine


@dataclass(frozen=True)
class RouteRow:
    """A route of the workspace's own; what it leaves empty is as shipped."""

    id: int
    topic_id: int
    topic: str
    place_id: int | None
    place: str
    sphere: str
    department_id: int | None
    department: str
    committee_id: int | None
    committee: str
    person_id: int | None
    person: str
    started_on: date | None
    ended_on: date | None
    verified_on: date | None
    verified_by: str
    note: str

    @property
    def name(self) -> str:
        """“Health, Northern Cape”."""
        return ", ".join(part for part in (self.topic, self.place) if part)

    @property
    def in_force(self) -> InForce:
        """When and where it holds."""
        return InForce(self.id, self.place_id, self.started_on, self.ended_on)


_ROUTES = """
SELECT r.id, r.topic_id, t.name, r.place_id, coalesce(pl.name, ''), r.sphere, r.department_id,
       coalesce(d.name, r.department_name), r.committee_id, coalesce(c.name, r.committee_name), r.person_id,
       coalesce(pe.name, ''), r.started_on, r.ended_on, r.verified_on, r.verified_by, r.note
FROM route r JOIN topic t ON t.id = r.topic_id LEFT JOIN place pl ON pl.id = r.place_id
LEFT JOIN organisation d ON d.id = r.department_id LEFT JOIN organisation c ON c.id = r.committee_id
LEFT JOIN person pe ON pe.id = r.person_id
"""


def list_routes(topic_id: int | None = None) -> list[RouteRow]:
    """The workspace's own routes, of one topic or all, by topic, the newest of each first."""
    found = rows(
        f"{_ROUTES} WHERE ? IS NULL OR r.topic_id = ? ORDER BY t.fold, pl.fold, r.started_on DESC, r.id DESC",
        topic_id,
        topic_id,
    )
    return [build(RouteRow, *row[:12], *(day(each) for each in row[12:15]), *row[15:]) for row in found]


def find_own_route(topic_id: int | None, where: Where, on: date) -> RouteRow | None:
    """The route of this topic that wins for the place on the day, if there is one."""
    if topic_id is None:
        return None
    routes = {route.id: route for route in list_routes(topic_id)}
    won = routing.pick_route((route.in_force for route in routes.values()), where.ids, on)
    return routes[won] if won is not None else None


# Topics


@dataclass(frozen=True)
class Subject:
    """What is asked about: a topic of the workspace, a shipped line, or both."""

    topic_id: int | None
    name: str
    line: RouteLine | None
    others: tuple[str, ...]
    """What else the words may be about."""


def find_subject(text: str) -> Subject:
    """What a topic's name, or words people use for it, stand for. Raises UserError("route-topic-not-known")."""
    topics = list_topics()
    own = _own_topic(text, topics)
    lines = routing.find_lines(own.name) or routing.find_lines(own.keywords) if own else routing.find_lines(text)
    if own is None and not lines:
        names = [*(topic.name for topic in topics), *(line.topic for line in reference.route_lines())]
        raise UserError(
            "route-topic-not-known", text=text.strip(), near=", ".join(routing.near_names(text, names)) or "–"
        )
    line = lines[0] if lines else None
    if own is None:
        own = next((topic for topic in topics if line in routing.find_lines(topic.name)[:1]), None)
    name = own.name if own else lines[0].topic
    return Subject(own.id if own else None, name, line, tuple(each.topic for each in lines[1:4]))


def _own_topic(text: str, topics: Iterable[TopicRow]) -> TopicRow | None:
    """The topic of this name, else the one that has it among its other words."""
    key = fold(text).strip()
    listed = list(topics)
    named = [topic for topic in listed if fold(topic.name) == key]
    words = [topic for topic in listed if key and key in _other_words(topic)]
    return next(iter((*named, *words)), None)


def _other_words(topic: TopicRow) -> list[str]:
    return [word.strip() for word in fold(topic.keywords).replace(";", ",").split(",")]


def find_topics(text: str, limit: int = 8) -> list[tuple[int, str, str]]:
    """Topics for a field that completes names: (id, name, whose function); those without an id are only shipped."""
    key = fold(text).strip()
    own = [topic for topic in list_topics() if key in fold(topic.name) or key in fold(topic.keywords)]
    found = {fold(topic.name): (topic.id, topic.name) for topic in own}
    begun = sorted(
        (line for line in reference.route_lines() if key in fold(line.topic)),
        key=lambda line: not fold(line.topic).startswith(key),
    )
    for line in (*begun, *routing.find_lines(text)):
        found.setdefault(fold(line.topic), (0, line.topic))
    return [(topic_id, name, _function_of(name)) for topic_id, name in list(found.values())[:limit]]


def _function_of(name: str) -> str:
    lines = routing.find_lines(name)
    return routing.sphere_words(lines[0].sphere) if lines else ""
