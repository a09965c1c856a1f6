"""`kgotla deadlines`."""

from __future__ import annotations

from pathlib import Path

import icalendar

from crm.rules.deadlines import Kind
from tests.commands.conftest import Kgotla


def test_what_is_late_comes_first_and_what_is_far_away_is_left_out(working: Kgotla) -> None:
    found = working("deadlines", "--json").json
    days = [row["day"] for row in found]
    assert days == sorted(days)
    assert days[0] < "2026-11-22" and found[0]["is_late"]
    assert days[-1] <= "2026-12-22"
    assert len({row["key"] for row in found}) == len(found)
    further = working("deadlines", "--days", "90", "--json").json
    assert [row["key"] for row in further[: len(found)]] == [row["key"] for row in found]
    assert working("deadlines", "--late", "--json").json == [row for row in found if row["is_late"]]


def test_it_can_be_narrowed_down_by_kind_day_owner_and_body(working: Kgotla) -> None:
    everything = working("deadlines", "--days", "400", "--json").json
    steps = working("deadlines", "--days", "400", "--kind", "step", "--json").json
    assert {row["kind"] for row in steps} == {"step"}
    assert steps == [row for row in everything if row["kind"] == "step"]
    later = working("deadlines", "--from", "1 December 2026", "--days", "31", "--json").json
    assert {row["day"][:7] for row in later} <= {"2026-12", "2027-01"}
    owner = next(row["owner"] for row in everything if row["owner"])
    mine = working("deadlines", "--days", "400", "--owner", owner, "--json").json
    assert mine and all(row["owner"] == owner for row in mine)
    promise = next(row for row in everything if row["kind"] == "answer")
    of_body = working("deadlines", "--days", "400", "--body", promise["party"], "--json").json
    assert promise["key"] in {row["key"] for row in of_body}
    assert working("deadlines", "--kind", "nonsense").code == 2
    assert working("deadlines", "--owner", "Nobody at all").code == 1


def test_people_read_when_it_is_what_it_is_and_on_whose_word(working: Kgotla) -> None:
    said = working("deadlines", "--days", "90").out
    heading, *lines = said.splitlines()
    assert [word for word in ("Day", "When", "What", "Record") if word in heading] == ["Day", "When", "What", "Record"]
    assert any("late" in line and "As agreed" in line for line in lines)
    assert not [kind for kind in Kind if f" {kind.value} " in said and "_" in kind.value]
    assert working("deadlines", "--late", "--kind", "closing").out.strip() == "Nothing found."


def test_the_calendar_file_holds_whole_days_and_references_only_unless_asked(working: Kgotla, tmp_path: Path) -> None:
    file = tmp_path / "due.ics"
    rows = working("deadlines", "--days", "90", "--json").json
    assert working("deadlines", "--days", "90", "--ics", file, "--json").json["deadlines"] == len(rows)
    first = read(file)
    assert len(first) == len(rows)
    private = [row["title"] for row in rows if row["reference"]]
    text = file.read_text(encoding="utf-8").replace("\r\n ", "").replace("\n ", "")
    assert private and not [title for title in private if title in text]
    assert all(not hasattr(event.start, "hour") for event in first.values())
    assert {str(event["transp"]) for event in first.values()} == {"TRANSPARENT"}
    working("deadlines", "--days", "90", "--ics", file, "--titles")
    again = read(file)
    assert set(again) == set(first)
    assert any(row["title"][:20] in str(event["summary"]) for event in again.values() for row in rows)


def read(file: Path) -> dict[str, icalendar.Event]:
    return {str(event["uid"]): event for event in icalendar.Calendar.from_ical(file.read_bytes()).events}
