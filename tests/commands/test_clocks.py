"""`kgotla clock`, `clock-rule` and `tie`: limits counted, stopped and explained; what belongs to one matter."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Kgotla


@pytest.fixture
def petition(kgotla: Kgotla) -> str:
    """A petition that was found admissible in a legislature of the North West."""
    kgotla("clock-rule", "Northern Cape", "--at", "admissible", "--length", "30", "--law", "Our reading of the Act")
    made = kgotla(
        "petition", "Water", "--body", "Northern Cape Provincial Legislature", "--status", "registered", "--json"
    )
    reference = str(made.json["reference"])
    kgotla("step", reference, "admissible", "--on", "2026-09-01")
    return reference


def test_the_date_is_worked_out_stopped_and_goes_on(kgotla: Kgotla, petition: str) -> None:
    shown = kgotla("clock", petition, "--json").json
    assert (shown["jurisdiction"], shown["clocks"][0]["due_on"]) == ("Northern Cape", "2026-10-14")
    assert "Not counted: 24 Sep 2026: Heritage Day" in kgotla("clock", petition).out
    stopped = kgotla("clock", petition, "stop", "--on", "2026-09-11", "--note", "Which ward", "--json").json
    assert (stopped["clocks"][0]["due_on"], stopped["clocks"][0]["counted"]["left"]) == (None, 22)
    resumed = kgotla("clock", petition, "resume", "--on", "2026-09-25", "--json").json
    assert resumed["clocks"][0]["due_on"] == "2026-10-27"
    page = kgotla("show", petition, "--json").json
    assert page["due_on"] == "2026-10-27"
    assert page["worked_out"] == resumed["worked_out"]
    kgotla("undo")
    assert kgotla("show", petition, "--json").json["stopped_on"] == "2026-09-11"


def test_where_no_limit_is_known_a_day_of_ours_is_set(kgotla: Kgotla) -> None:
    made = kgotla(
        "petition", "Roads", "--body", "Northern Cape Provincial Legislature", "--status", "referred", "--json"
    )
    reference = str(made.json["reference"])
    assert "No legal limit known in Northern Cape" in kgotla("clock", reference).out
    refused = kgotla("clock", reference, "start")
    assert refused.code == 1 and "Settings" in refused.err
    set_ = kgotla("clock", reference, "review", "--on", "2026-12-04", "--json").json
    assert (set_["review_on"], set_["is_known"]) == ("2026-12-04", False)
    assert kgotla("show", reference, "--json").json["next_look"] == "2026-12-04"
    assert kgotla("clock", reference, "review", "--note", "x").code == 2
    assert kgotla("clock", reference, "stop", "--none").code == 2
    assert kgotla("clock", reference, "review", "--none", "--json").json["review_on"] is None


def test_limits_are_listed_and_ours_stand_in_the_place_of_what_ships(kgotla: Kgotla) -> None:
    listed = kgotla("clock-rule", "--json").json
    assert {rule["jurisdiction"] for rule in listed["rules"]} == {"North West", "Gauteng"}
    assert "Northern Cape" in listed["unknown"]
    ours = kgotla("clock-rule", "North West", "--at", "admissible", "--length", "20", "--section", "4", "--json").json
    (rule,) = [one for one in ours["rules"] if one["jurisdiction"] == "North West"]
    assert (rule["length"], rule["law"], rule["is_ours"]) == (20, "North West Petitions Act 2 of 2010", True)
    assert "20 working days" in kgotla("clock-rule").out
    kgotla("clock-rule", "--remove", f"clocks:{rule['id']}")
    (rule,) = [one for one in kgotla("clock-rule", "--json").json["rules"] if one["jurisdiction"] == "North West"]
    assert (rule["length"], rule["is_ours"]) == (30, False)
    assert kgotla("clock-rule", "Limpopo", "--length", "3").code == 1


def test_what_is_about_one_matter_is_tied_and_untied(kgotla: Kgotla, petition: str) -> None:
    kgotla("petition", "Water again")
    tied = kgotla("tie", petition, "P-2026-0002", "--json").json
    assert [each["name"] for each in tied["tied"]] == ["P-2026-0002 Water again"]
    assert kgotla("tie", "P-2026-0002", "--json").json["tied"][0]["name"].startswith(petition)
    assert kgotla("tie", petition, "P-2026-0002", "--away", "--json").json["tied"] == []
    assert kgotla("tie", petition, petition).code == 1
