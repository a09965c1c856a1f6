"""Who deals with a topic in a place: the sphere, the department and committee by their words, and the sentences why.

What is shipped (`resources/reference/routes.csv`) says whose function a topic is, with its source. A route of the
workspace's own wins over it: the one for the nearest place first, of those the newest, and only while it is in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import cache

from crm.rules.dates import format_day
from crm.rules.names import fold
from crm.rules.organisations import Sphere
from resources import reference
from resources.reference import RouteLine
from resources.translations import _, mark

MOST_NEAR = 4
_EXACT = 100
_LONG_AGO = timedelta(days=365)


class Part(StrEnum):
    """Whom an answer names, in the order in which a community goes to them."""

    ASK = "ask"
    COUNCILLOR = "councillor"
    MUNICIPALITY = "municipality"
    MAYOR = "mayor"
    MANAGER = "manager"
    DISTRICT = "district"
    DEPARTMENT = "department"
    MEC = "mec"
    COMMITTEE = "committee"
    CHAIR = "chair"
    COORDINATOR = "coordinator"
    NATIONAL = "national"
    PETITIONS_OFFICE = "petitions_office"
    CONSTITUENCY_OFFICE = "constituency_office"


_LABELS: dict[str, str] = {
    Part.ASK: mark("Whom to ask"),
    Part.COUNCILLOR: mark("Ward councillor"),
    Part.MUNICIPALITY: mark("Municipality"),
    Part.MAYOR: mark("Mayor"),
    Part.MANAGER: mark("Municipal manager"),
    Part.DISTRICT: mark("District municipality"),
    Part.DEPARTMENT: mark("Department"),
    Part.MEC: mark("MEC"),
    Part.COMMITTEE: mark("Portfolio committee"),
    Part.CHAIR: mark("Chairperson of the committee"),
    Part.COORDINATOR: mark("Committee co-ordinator"),
    Part.NATIONAL: mark("Committee of the National Assembly"),
    Part.PETITIONS_OFFICE: mark("Petitions and public participation"),
    Part.CONSTITUENCY_OFFICE: mark("Constituency office"),
}
_SPHERES: dict[str, str] = {
    Sphere.LOCAL: mark("a local function"),
    Sphere.PROVINCIAL: mark("a provincial function"),
    Sphere.NATIONAL: mark("a national function"),
}
_TITLES: dict[Part, re.Pattern[str]] = {
    Part.COUNCILLOR: re.compile(r"\bcouncill?or\b"),
    Part.MAYOR: re.compile(r"^(executive |acting )*mayor\b"),
    Part.MANAGER: re.compile(r"^(acting )?municipal manager\b"),
    Part.MEC: re.compile(
        r"^(mec\b|member of the executive|member of executive council|provincial minister|minister\b)"
    ),
    Part.CHAIR: re.compile(r"^(acting )?(chair|chairperson|chairman|chairwoman)\b"),
    Part.COORDINATOR: re.compile(r"\b(co[- ]?ordinator|secretary|manager)\b"),
    Part.PETITIONS_OFFICE: re.compile(r"\b(petitions?|public participation)\b"),
}


def label(part: str) -> str:
    """The words for a part of an answer."""
    return _(_LABELS[part])


def sphere_words(sphere: str) -> str:
    """“a local function”."""
    return _(_SPHERES[sphere])


def is_title(title: str, part: Part) -> bool:
    """Whether an office of this title is the one looked for."""
    return bool(_TITLES[part].search(fold(title)))


# Topics


def find_lines(text: str) -> tuple[RouteLine, ...]:
    """The shipped lines a text may be about, the best first: by its name, then by the most words of its keywords."""
    words = _tokens(text)
    scored = [(_score(line, fold(text).strip(), words), line) for line in reference.route_lines()]
    return tuple(line for score, line in sorted(scored, key=lambda each: -each[0]) if score)


def _score(line: RouteLine, text: str, words: Sequence[str]) -> int:
    """A longer phrase says more than a word: “provincial road” more than “road”."""
    if text == fold(line.topic):
        return _EXACT
    phrases = (line.topic, *line.keywords)
    return max((len(phrase) for phrase in map(_tokens, phrases) if _holds(words, phrase)), default=0)


def _holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    size = len(phrase)
    return any(all(map(_is_same, words[at : at + size], phrase)) for at in range(len(words) - size + 1))


def _is_same(word: str, known: str) -> bool:
    return word in (known, f"{known}s", f"{known}es")


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text).replace("-", " "))


def near_names(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that are written like this text, the nearest first."""
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(fold(name), name)
    key = fold(text)
    begun = [known for known in by_key if key and key in known]
    close = get_close_matches(key, by_key, MOST_NEAR, 0.5)
    return tuple(by_key[known] for known in dict.fromkeys([*close, *begun]))[:MOST_NEAR]


def near_words(names: Iterable[str]) -> str:
    """What a refusal says of names that may have been meant: “Nearly so: Health, Housing. ”; nothing for none."""
    listed = ", ".join(names)
    return _("Nearly so: {names}. ").format(names=listed) if listed else ""


# Bodies


def rank_of(name: str, words: Sequence[str]) -> int | None:
    """How well a department or committee of this name fits: 0 for the first of the words; None for not at all."""
    key = f" {' '.join(_tokens(name))} "
    return next((at for at, word in enumerate(map(_spaced, words)) if word in key), None)


@cache
def _spaced(word: str) -> str:
    return f" {' '.join(_tokens(word))} "


# The workspace's own routes


@dataclass(frozen=True)
class InForce:
    """When and where a route holds; `place_id` None is everywhere."""

    id: int
    place_id: int | None
    started_on: date | None
    ended_on: date | None

    def holds(self, on: date) -> bool:
        """Whether it is in force on the day."""
        return (self.started_on is None or self.started_on <= on) and (self.ended_on is None or on <= self.ended_on)


def pick_route(routes: Iterable[InForce], places: Sequence[int], on: date) -> int | None:
    """The route that wins: in force on the day, for the nearest of the places (narrowest first), and the newest."""
    near = {place: at for at, place in enumerate(places)}
    held = [route for route in routes if route.holds(on) and (route.place_id is None or route.place_id in near)]

    def order(route: InForce) -> tuple[int, int, int]:
        distance = len(near) if route.place_id is None else near[route.place_id]
        return distance, -(route.started_on or date.min).toordinal(), -route.id

    return min(held, key=order).id if held else None


# Sentences


def why_sphere(line: RouteLine) -> str:
    """“Water and sanitation is a local function (Constitution, Schedule 4, Part B: …).”."""
    said = _("{topic}: {sphere} ({source}: {scope}).")
    return said.format(topic=line.topic, sphere=sphere_words(line.sphere), source=line.source, scope=line.scope)


def why_own(topic: str, place: str, by: str, on: date | None, note: str) -> str:
    """Whose word a route of the workspace's own is, and since when."""
    where = _("in {place}").format(place=place) if place else _("everywhere")
    said = _("Your own route for {topic} {where}").format(topic=topic, where=where)
    day = format_day(on) if on else ""
    checked = ", ".join(part for part in (_("by {name}").format(name=by) if by else "", day) if part)
    return ": ".join(part for part in (f"{said} ({checked})" if checked else said, note) if part) + "."


def freshness(verified_on: date | None, on: date, *, is_suggested: bool = False) -> str:
    """How far what we have can be relied on."""
    if is_suggested:
        return _("suggested, check")
    if verified_on is None:
        return _("never verified")
    said = _("verified on {day}").format(day=format_day(verified_on))
    return _("{said}, long ago").format(said=said) if on - verified_on > _LONG_AGO else said


def old_term(until: date | None) -> str:
    """What is said of somebody who held the office last, where nobody is known since."""
    return _("old term, until {day}").format(day=format_day(until)) if until else _("old term")
