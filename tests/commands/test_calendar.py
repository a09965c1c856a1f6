"""`kgotla calendar`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import icalendar

from tests.commands.conftest import Kgotla


def events(file: Path) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(file.read_bytes()).events
    return {str(event["uid"]): event for event in found}


def test_a_postponed_engagement_updates_the_entry_that_is_there(working: Kgotla, tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    first = working("calendar", "--out", file, "--json").json
    before = events(file)
    assert first["engagements"] == len(before) > 2
    (planned, *_rest) = working("list", "engagements", "--status", "planned", "--json").json
    shown = working("show", f"engagements:{planned['id']}", "--json").json
    uid = f"{shown['uuid']}@kgotla"
    working("postpone", f"engagements:{planned['id']}", "--to", "15 January 2027", "--at", "9:00")
    working("calendar", "--out", file)
    after = events(file)
    assert set(after) == set(before)
    assert after[uid].start.date() == date(2027, 1, 15)
    assert after[uid]["sequence"] > before[uid]["sequence"]
    assert after[uid]["last-modified"].dt >= before[uid]["last-modified"].dt
    working("postpone", f"engagements:{planned['id']}")
    working("calendar", "--out", file)
    assert (events(file)[uid]["status"], after[uid]["status"]) == ("TENTATIVE", "CONFIRMED")


def test_no_title_name_or_purpose_leaves(working: Kgotla, tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    working("calendar", "--out", file)
    text = file.read_text(encoding="utf-8").replace("\n ", "")
    planned = working("list", "engagements", "--status", "planned", "--json").json
    assert planned
    for row in planned:
        shown = working("show", f"engagements:{row['id']}", "--json").json
        private = [shown["title"], shown["purpose"], shown["venue"], *(one["name"] for one in shown["attendance"])]
        assert not [words for words in private if words and words in text]


def test_only_the_days_asked_for(working: Kgotla, tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    working("calendar", "--out", file, "--from", "1 December 2026", "--to", "31 December 2026")
    days = [event.start for event in events(file).values()]
    assert days
    assert {(day.year, day.month) for day in days} == {(2026, 12)}
    assert "0 engagements" in working("calendar", "--out", file, "--from", "2040-01-01").out
    assert working("calendar", "--out", tmp_path / "nowhere" / "plan.ics").code == 1
