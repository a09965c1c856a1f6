"""A calendar as opportunities or as a programme: by number, twice without doubling, one undo; and out again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.commands.conftest import Kgotla

HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sample//EN")


def event(uid: str, title: str, first: str, last: str = "", *more: str) -> tuple[str, ...]:
    kind = "" if "T" in first else ";VALUE=DATE"
    end = (f"DTEND{kind}:{last}",) if last else ()
    return ("BEGIN:VEVENT", f"UID:{uid}", f"DTSTART{kind}:{first}", *end, f"SUMMARY:{title}", *more, "END:VEVENT")


def write(file: Path, *events: tuple[str, ...]) -> Path:
    lines = [*HEAD, *(line for one in events for line in one), "END:VCALENDAR"]
    file.write_bytes("\r\n".join([*lines, ""]).encode())
    return file


HEARING = event("a@house", "Public hearing\\, Water Bill\\; second", "20261203T090000", "20261203T120000")
VISIT = event("b@house", "Oversight week: Namakwa", "20261207", "20261212")
RECESS = event("c@house", "Recess", "20261212", "20270121")
PAST = event("d@house", "Sitting of the House", "20261001")


@pytest.fixture
def house(kgotla: Kgotla) -> str:
    (found,) = kgotla("list", "organisations", "--kind", "legislature", "--text", "Northern Cape", "--json").json
    return str(found["record"])


def opportunities(kgotla: Kgotla) -> list[Any]:
    return list(kgotla("list", "opportunities", "--json").json)


def test_a_calendar_comes_in_as_opportunities_once(kgotla: Kgotla, house: str, tmp_path: Path) -> None:
    file = write(tmp_path / "house.ics", HEARING, VISIT, RECESS, PAST)
    options = (file, "--kind", "opportunities", "--body", house, "--json")
    tried = kgotla("import", *options, "--dry-run").json
    assert tried["new"]["opportunities"] == 2
    assert [one["reason"].split(":")[0] for one in tried["not_understood"]] == [
        "nobody can be heard in it",
        "it is over",
    ]
    assert opportunities(kgotla) == []
    kgotla("import", *options)
    first, second = opportunities(kgotla)
    assert (first["title"], first["kind"], first["event_on"], first["event_time"]) == (
        "Public hearing, Water Bill; second",
        "public_hearing",
        "2026-12-03",
        "09:00",
    )
    assert (second["kind"], second["event_on"], second["event_until"]) == ("oversight", "2026-12-07", "2026-12-11")
    assert f"organisations:{first['body_id']}" == house
    again = kgotla("import", *options).json
    assert (again["unchanged"]["opportunities"], again["operation"]) == (2, None)
    kgotla("undo")
    assert opportunities(kgotla) == []


def test_what_moved_there_moves_here_and_what_we_changed_stays(kgotla: Kgotla, house: str, tmp_path: Path) -> None:
    options = ("--kind", "opportunities", "--body", house, "--json")
    kgotla("import", write(tmp_path / "one.ics", HEARING), *options)
    kgotla("opportunity", "--change", "N-2026-0001", "--at", "10:30", "--topic", "Health")
    moved = event("a@house", "Public hearing\\, Water Bill\\; second", "20261210T090000", "20261210T120000")
    done = kgotla("import", write(tmp_path / "two.ics", moved), *options).json
    assert done["changed"]["opportunities"] == 1
    (row,) = opportunities(kgotla)
    assert (row["event_on"], row["event_time"]) == ("2026-12-10", "10:30")


def test_a_calendar_comes_in_as_the_programme_of_a_body(kgotla: Kgotla, house: str, tmp_path: Path) -> None:
    file = write(tmp_path / "house.ics", HEARING, VISIT, RECESS)
    assert kgotla("import", file, "--kind", "programme").code == 1
    options = (file, "--kind", "programme", "--body", house, "--json")
    done = kgotla("import", *options).json
    assert (done["new"]["programme"], len(done["not_understood"])) == (2, 1)
    periods = kgotla("programme", house, "--json").json
    assert [(one["kind"], one["starts_on"], one["ends_on"]) for one in periods] == [
        ("oversight", "2026-12-07", "2026-12-11"),
        ("recess", "2026-12-12", "2027-01-20"),
    ]
    assert kgotla("import", *options).json["unchanged"]["programme"] == 2
    kgotla("undo")
    assert kgotla("programme", house, "--json").json == []
    table = tmp_path / "people.csv"
    table.write_text("Name\nA. Sample\n", encoding="utf-8")
    assert kgotla("import", table, "--kind", "opportunities").code == 1


def test_what_goes_out_comes_back_as_what_it_is(kgotla: Kgotla, house: str, tmp_path: Path) -> None:
    kgotla(
        *("opportunity", "Call; with, marks", "--body", house, "--closes", "2026-12-01", "--closes-at", "16:00"),
        *("--event", "2026-12-10", "--at", "09:00", "--venue", "Sample Hall"),
    )
    file = tmp_path / "calls.ics"
    assert kgotla("calendar", "--of", "opportunities", "--out", file, "--json").json["opportunities"] == 2
    found = {str(one["uid"]): one for one in icalendar.Calendar.from_ical(file.read_bytes()).events}
    uuid = kgotla("show", "N-2026-0001", "--json").json["uuid"]
    assert set(found) == {f"{uuid}-event@kgotla", f"{uuid}-closing@kgotla"}
    closing = found[f"{uuid}-closing@kgotla"]
    assert (str(closing["summary"]), closing["dtstart"].dt.isoformat()) == (
        "Closes: Call; with, marks (N-2026-0001)",
        "2026-12-01",
    )
    back = kgotla("import", file, "--kind", "opportunities", "--json").json
    assert (back["unchanged"]["opportunities"], back["new"]["opportunities"]) == (1, 0)
    kgotla("opportunity", "--change", "N-2026-0001", "--venue", "Other Hall")
    kgotla("calendar", "--of", "opportunities", "--out", file)
    assert set(found) == {str(one["uid"]) for one in icalendar.Calendar.from_ical(file.read_bytes()).events}
    taken = tmp_path / "taken.ics"
    assert kgotla("export", "opportunities", "--out", taken, "--why", "for a partner").code == 0
    assert b"SUMMARY:Closes: Call\\; with\\, marks (N-2026-0001)" in taken.read_bytes()


def test_another_workspace_makes_one_of_the_two_entries(kgotla: Kgotla, house: str, tmp_path: Path) -> None:
    kgotla("opportunity", "Sample call", "--closes", "2026-12-01", "--event", "2026-12-10")
    file = tmp_path / "calls.ics"
    kgotla("calendar", "--of", "opportunities", "--out", file)
    kgotla("undo")
    kgotla("import", file, "--kind", "opportunities")
    (row,) = opportunities(kgotla)
    assert (row["title"], row["closes_on"], row["event_on"]) == ("Sample call", "2026-12-01", "2026-12-10")
