"""What a calendar on a telephone makes of what is planned, and what it never sees."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.calendar_file import CalendarEntry, write_calendar
from crm.queries.engagements import PlannedRow
from crm.queries.export_calendar import entries_of
from crm.rules.engagements import Status
from crm.rules.errors import UserError

DAY = date(2026, 12, 7)


def entry(**change: object) -> CalendarEntry:
    values: dict[str, object] = {
        "id": 12,
        "uuid": "0a6c",
        "revision": 7,
        "changed_at": datetime(2026, 11, 22, 6, 30, tzinfo=UTC),
        "kind": "committee_meeting",
        "organisation": "Portfolio Committee on Health",
        "status": Status.PLANNED,
        "on_day": DAY,
        "start_time": "10:00",
        "end_time": "11:30",
        "confidentiality": 0,
    }
    return entries_of([PlannedRow(**(values | change))])[0]  # type: ignore[arg-type]


def read(tmp_path: Path, *entries: CalendarEntry) -> list[icalendar.Event]:
    file = tmp_path / "plan.ics"
    assert write_calendar(entries, file) == len(entries)
    return list(icalendar.Calendar.from_ical(file.read_bytes()).events)


def test_an_engagement_is_read_back_at_the_hour_in_our_zone(tmp_path: Path) -> None:
    (event,) = read(tmp_path, entry())
    assert event.start == datetime(2026, 12, 7, 10, tzinfo=event.start.tzinfo)
    assert event.start.utcoffset() == timedelta(hours=2)
    assert (event.end - event.start, event["dtstart"].params["TZID"]) == (
        timedelta(minutes=90),
        "Africa/Johannesburg",
    )
    assert (event["uid"], event["sequence"], event["status"]) == ("0a6c@kgotla", 7, "CONFIRMED")
    assert event["last-modified"].dt == datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
    assert event["summary"] == "Committee meeting, Portfolio Committee on Health (E-12)"


def test_the_file_holds_the_zone_and_the_lines_every_calendar_wants(tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    write_calendar([entry()], file)
    data = file.read_bytes()
    assert b"BEGIN:VTIMEZONE" in data and b"TZID:Africa/Johannesburg" in data
    assert data.startswith(b"BEGIN:VCALENDAR\r\n") and data.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert {"version", "prodid"} <= {key.lower() for key in icalendar.Calendar.from_ical(data)}


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [("10:00", "", timedelta(hours=1)), ("10:00", "09:00", timedelta(hours=1)), ("", "", timedelta(days=1))],
)
def test_what_has_no_end_lasts_an_hour_and_what_has_no_time_the_day(
    tmp_path: Path, start: str, end: str, length: timedelta
) -> None:
    (event,) = read(tmp_path, entry(start_time=start, end_time=end))
    assert event.end - event.start == length
    assert isinstance(event.start, datetime) is bool(start)


@pytest.mark.parametrize(
    ("status", "said", "shown"),
    [
        (Status.PLANNED, "CONFIRMED", "OPAQUE"),
        (Status.POSTPONED, "TENTATIVE", "TRANSPARENT"),
        (Status.CANCELLED, "CANCELLED", "TRANSPARENT"),
        (Status.NO_SHOW, "CANCELLED", "TRANSPARENT"),
    ],
)
def test_what_is_off_says_so(tmp_path: Path, status: Status, said: str, shown: str) -> None:
    (event,) = read(tmp_path, entry(status=status))
    assert (event["status"], event["transp"]) == (said, shown)
    assert event["summary"].startswith("Postponed: ") is (status is Status.POSTPONED)


def test_of_a_confidential_one_only_the_reference_leaves(tmp_path: Path) -> None:
    (event,) = read(tmp_path, entry(confidentiality=1))
    assert (event["summary"], event["class"]) == ("Engagement (E-12)", "PRIVATE")
    assert b"Health" not in (tmp_path / "plan.ics").read_bytes()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        write_calendar([entry()], tmp_path / "nowhere" / "plan.ics")


TIMES = st.just("") | st.times().map(lambda one: f"{one:%H:%M}")


@given(
    body=st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=120),
    kind=st.sampled_from(["meeting", "call", "Imbizo; at the hall, “noon”"]),
    day=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    start=TIMES,
    end=TIMES,
    status=st.sampled_from([Status.PLANNED, Status.POSTPONED, Status.CANCELLED]),
)
def test_whatever_is_planned_is_read_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory,
    body: str,
    kind: str,
    day: date,
    start: str,
    end: str,
    status: Status,
) -> None:
    one = entry(organisation=body, kind=kind, on_day=day, start_time=start, end_time=end, status=status)
    (event,) = read(tmp_path_factory.mktemp("ics"), one)
    assert event["summary"] == one.title
    begins = datetime.combine(day, time.fromisoformat(start)) if start else day
    assert (event.start.replace(tzinfo=None) if isinstance(event.start, datetime) else event.start) == begins
    assert event.end > event.start
