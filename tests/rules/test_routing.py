"""Whose function a topic is, how its department and committee are recognised, and which route wins."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.organisations import Sphere
from crm.rules.routing import InForce, Part, find_lines, freshness, is_title, near_names, pick_route, rank_of
from resources import reference

ON = date(2026, 11, 22)
LINES = reference.route_lines()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("water", "Water and sanitation"),
        ("No water in the taps of Pella", "Water and sanitation"),
        ("clinics", "Health"),
        ("the provincial road to Pella", "Provincial roads"),
        ("potholes", "Municipal roads and stormwater"),
        ("special school", "Inclusive education"),
        ("GENDER-BASED VIOLENCE", "Gender-based violence"),
        ("Crèche", "Early childhood development"),
        ("disability grant", "Social grants"),
        ("birth certificates", "Home affairs"),
        ("Safety", "Safety and police"),
    ],
)
def test_a_topic_is_found_by_its_name_or_by_words_people_use(text: str, topic: str) -> None:
    assert find_lines(text)[0].topic == topic


def test_the_topics_of_a_new_workspace_all_have_a_route() -> None:
    from crm.operations.reference import TOPICS

    assert all(find_lines(topic) for topic in TOPICS)


def test_a_word_that_may_be_two_things_gives_both() -> None:
    found = [line.topic for line in find_lines("road")]
    assert {"Municipal roads and stormwater", "Provincial roads"} <= set(found)


def test_every_shipped_line_names_its_source_and_asks_to_be_checked() -> None:
    for line in LINES:
        assert line.sphere in list(Sphere), line.topic
        assert line.source, line.topic
        assert line.status == "check for your legislature", line.topic
        assert find_lines(line.topic)[0] is line
        assert bool(line.department) == bool(line.department_words), line.topic
        schedule = {Sphere.LOCAL: "Part B", Sphere.PROVINCIAL: "Part A"}.get(Sphere(line.sphere), "")
        assert not line.source.startswith("Constitution, Schedule") or schedule in line.source, line.topic
    assert len({line.topic for line in LINES}) == len(LINES)


@given(st.text(max_size=40))
def test_any_text_may_be_asked_about(text: str) -> None:
    assert all(line in LINES for line in find_lines(text))


def test_the_first_word_that_fits_counts_most() -> None:
    words = ("water", "cooperative governance", "local government")
    assert rank_of("Portfolio Committee on Water and Sanitation", words) == 0
    assert rank_of("Portfolio Committee on Co-operative Governance", ("co-operative governance",)) == 0
    assert rank_of("Local Government and Housing", words) == 2
    assert rank_of("Portfolio Committee on Healthcare", ("health",)) is None


@pytest.mark.parametrize(
    ("title", "part", "is_it"),
    [
        ("Ward councillor", Part.COUNCILLOR, True),
        ("Executive Mayor", Part.MAYOR, True),
        ("Deputy Mayor", Part.MAYOR, False),
        ("Member of the Mayoral Committee", Part.MAYOR, False),
        ("Municipal Manager", Part.MANAGER, True),
        ("MEC for Health", Part.MEC, True),
        ("Member of the Executive Council", Part.MEC, True),
        ("Chairperson", Part.CHAIR, True),
        ("Deputy Chairperson", Part.CHAIR, False),
        ("Committee Co-ordinator", Part.COORDINATOR, True),
        ("Committee Secretary", Part.COORDINATOR, True),
        ("Member", Part.COORDINATOR, False),
        ("Manager: Public Participation", Part.PETITIONS_OFFICE, True),
    ],
)
def test_offices_are_told_by_their_titles(title: str, part: Part, is_it: bool) -> None:
    assert is_title(title, part) is is_it


def route(route_id: int, place: int | None, start: date | None = None, end: date | None = None) -> InForce:
    return InForce(route_id, place, start, end)


def test_the_nearest_place_wins_then_the_newest() -> None:
    early, late = date(2026, 1, 1), date(2026, 6, 1)
    assert pick_route([route(1, None, late), route(2, 30, early), route(3, 20, early)], [10, 20, 30], ON) == 3
    assert pick_route([route(1, 20, early), route(2, 20, late)], [10, 20], ON) == 2
    assert pick_route([route(1, 20), route(2, 20)], [20], ON) == 2
    assert pick_route([route(1, 40)], [20], ON) is None


_days = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
_routes = st.lists(st.builds(InForce, st.integers(1, 99), st.none() | st.integers(1, 5), _days, _days), max_size=8)


@given(_routes, st.permutations([1, 2, 3]), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_only_a_route_in_force_for_the_place_can_win(routes: list[InForce], places: list[int], on: date) -> None:
    won = pick_route(routes, places, on)
    fit = [each for each in routes if each.holds(on) and each.place_id in (None, *places)]
    assert (won is None) == (not fit)
    assert won is None or won in [each.id for each in fit]


def test_what_is_typed_nearly_right_is_offered() -> None:
    assert near_names("Helth", ["Health", "Housing"])[0] == "Health"
    assert near_names("pel", ["Pella", "Aggeneys"]) == ("Pella",)
    assert near_names("", ["Pella"]) == ()


def test_how_fresh_something_is_is_said() -> None:
    assert freshness(date(2026, 11, 3), ON) == "verified on 3 Nov 2026"
    assert freshness(date(2024, 11, 3), ON) == "verified on 3 Nov 2024, long ago"
    assert freshness(None, ON) == "never verified"
    assert freshness(None, ON, is_suggested=True) == "suggested, check"
