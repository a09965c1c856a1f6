"""What one can rely on when a calendar is brought in: an update moves the meeting, a copy changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crm.exchange.calendar_file import write_calendar
from crm.exchange.candidates import Reading
from crm.exchange.readers import read
from crm.operations.engagements import EngagementDraft, close_out, postpone, save_engagement
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.queries.engagements import list_planned
from crm.queries.export_calendar import entries_of
from crm.rules.errors import UserError
from crm.store.engine import database
from crm.workspace import Workspace
from tests.exchange.test_calendar_in import calendar, event
from tests.exchange.test_real_lists import lists
from tests.operations.lists import bring_in, everything, plan

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def ics(tmp_path: Path) -> Any:
    def run(*events: str, more: str = "") -> Reading:
        path = tmp_path / "meeting.ics"
        path.write_text(calendar(*events, more=more), encoding="utf-8", newline="")
        return read(path)

    return run


def rows(workspace: Workspace, sql: str) -> list[Any]:
    return workspace.ask(lambda: database.execute_sql(sql).fetchall())


def person(workspace: Workspace, given: str, family: str, *emails: str, is_shared: bool = False) -> int:
    contacts = [ContactDraft("email", email, is_shared=is_shared) for email in emails]
    return workspace.do(save_person, PersonDraft("", given=given, family=family, contacts=contacts)).value[0]


def test_an_invitation_comes_in_once_and_undo_takes_it_back(workspace: Workspace, ics: Any) -> None:
    before = workspace.ask(everything)
    reading = ics(event("DTEND:20261201T093000Z", "LOCATION:Town hall", "ATTENDEE;CN=Ann Bee:mailto:ann@example.org"))
    done = bring_in(workspace, reading)
    assert done.label == "Import 1 engagement"
    found = rows(workspace, "SELECT title, status, on_day, start_time, end_time, venue, mode FROM engagement")
    assert found == [("Health forum", "planned", "2026-12-01", "10:00", "11:30", "Town hall", "in_person")]
    assert rows(workspace, "SELECT person_id, name, code, side FROM attendance") == [(None, "Ann Bee", "U", "theirs")]
    assert plan(workspace, reading).is_empty
    workspace.undo()
    assert workspace.ask(everything) == before


def test_another_day_in_a_newer_version_is_a_postponement(workspace: Workspace, ics: Any) -> None:
    bring_in(workspace, ics(event("SEQUENCE:1")))
    newer = ics(event("SEQUENCE:2", "DTEND:20261208T130000Z", start="DTSTART:20261208T120000Z"))
    (row,) = plan(workspace, newer).rows_of("changed")
    assert {change.field for change in row.changes} == {"day", "starts", "ends"}
    bring_in(workspace, newer)
    assert rows(workspace, "SELECT on_day, start_time, end_time, status FROM engagement") == [
        ("2026-12-08", "14:00", "15:00", "planned")
    ]
    assert rows(workspace, "SELECT old_due, new_due FROM date_move") == [("2026-12-01", "2026-12-08")]
    assert plan(workspace, newer).is_empty


def test_an_older_version_is_passed_over_and_said(workspace: Workspace, ics: Any) -> None:
    bring_in(workspace, ics(event("SEQUENCE:2")))
    older = plan(workspace, ics(event("SEQUENCE:1", start="DTSTART:20261208T080000Z")))
    assert older.is_empty
    assert older.rows[0].reason == "an older version of what was brought in already; it was passed over"


def test_a_cancellation_cancels_what_was_planned(workspace: Workspace, ics: Any) -> None:
    bring_in(workspace, ics(event("SEQUENCE:1")))
    bring_in(workspace, ics(event("SEQUENCE:2"), more="METHOD:CANCEL\r\n"))
    assert rows(workspace, "SELECT status FROM engagement") == [("cancelled",)]


def test_what_was_closed_out_stays_as_it_was_written(workspace: Workspace, ics: Any) -> None:
    past = event("SEQUENCE:1", start="DTSTART:20261110T080000Z")
    bring_in(workspace, ics(past))
    ((engagement_id,),) = rows(workspace, "SELECT id FROM engagement")
    workspace.do(close_out, EngagementDraft("Health forum", date(2026, 11, 10), minutes="Ours", id=engagement_id))
    later = ics(event("SEQUENCE:2", "LOCATION:Elsewhere", start="DTSTART:20261112T080000Z"))
    assert plan(workspace, later).is_empty


def test_who_answered_since_gets_the_new_code(workspace: Workspace, ics: Any) -> None:
    bring_in(workspace, ics(event("SEQUENCE:1", "ATTENDEE;CN=Ann Bee;PARTSTAT=ACCEPTED:mailto:ann@example.org")))
    newer = ics(
        event(
            "SEQUENCE:2",
            "ATTENDEE;CN=Ann Bee;PARTSTAT=DECLINED:mailto:ann@example.org",
            "ATTENDEE;CN=Carl Dee:mailto:carl@example.org",
        )
    )
    bring_in(workspace, newer)
    assert rows(workspace, "SELECT name, code FROM attendance ORDER BY id") == [("Ann Bee", "AP"), ("Carl Dee", "U")]
    assert plan(workspace, newer).is_empty


def test_people_are_found_by_name_and_an_address_only_helps(workspace: Workspace, ics: Any) -> None:
    ann = person(workspace, "Ann", "Bee", "ann@example.org")
    carl = person(workspace, "Carl", "Dee", "carl@example.org")
    person(workspace, "Carl", "Dee", "other@example.org")
    person(workspace, "Secretary", "Box", "office@example.org", is_shared=True)
    reading = ics(
        event(
            "ATTENDEE;CN=Ann Bee:mailto:office@example.org",
            "ATTENDEE;CN=Carl Dee:mailto:carl@example.org",
            "ATTENDEE;CN=Somebody Else:mailto:ann@example.org",
            "ATTENDEE:mailto:office@example.org",
        )
    )
    bring_in(workspace, reading)
    assert rows(workspace, "SELECT person_id, name FROM attendance ORDER BY id") == [
        (ann, ""),
        (carl, ""),
        (None, "Somebody Else"),
        (None, "office@example.org"),
    ]


def test_a_number_to_dial_in_with_makes_it_internal(workspace: Workspace, ics: Any) -> None:
    bring_in(workspace, ics(event("DESCRIPTION:PIN 1234")))
    sql = "SELECT r.confidentiality FROM record r JOIN engagement e ON e.id = r.id"
    assert rows(workspace, sql) == [(1,)]


def test_an_engagement_typed_by_hand_is_the_event_of_the_same_name_and_time(workspace: Workspace, ics: Any) -> None:
    draft = EngagementDraft("Health Forum", date(2026, 12, 1), start_time="10:00", venue="Our office")
    workspace.do(save_engagement, draft)
    (row,) = plan(workspace, ics(event("LOCATION:Town hall"))).rows
    assert (row.state, [kept.field for kept in row.kept]) == ("unchanged", ["venue"])
    other = plan(workspace, ics(event(start="DTSTART:20261201T120000Z")))
    assert [row.state for row in other.rows] == ["new"]


def test_our_own_calendar_changes_nothing_here(workspace: Workspace, tmp_path: Path) -> None:
    moved = workspace.do(save_engagement, EngagementDraft("Health forum", date(2026, 12, 1), start_time="10:00"))
    workspace.do(save_engagement, EngagementDraft("Site visit", date(2026, 12, 3)))
    path = tmp_path / "kgotla.ics"
    write_calendar(entries_of(workspace.ask(list_planned, date(2026, 1, 1), None)), path)
    planned = plan(workspace, read(path))
    assert planned.is_empty
    assert [(row.state, row.name, row.kept) for row in planned.rows] == [
        ("unchanged", "Health forum", ()),
        ("unchanged", "Site visit", ()),
    ]
    workspace.do(postpone, moved.value[0], date(2026, 12, 15))
    assert plan(workspace, read(path)).is_empty


def test_what_comes_round_comes_in_and_one_time_of_it_moves(workspace: Workspace, ics: Any) -> None:
    series = event("RRULE:FREQ=WEEKLY;COUNT=3")
    bring_in(workspace, ics(series))
    moved = event("RECURRENCE-ID:20261208T080000Z", "SEQUENCE:1", start="DTSTART:20261209T080000Z")
    bring_in(workspace, ics(series, moved))
    days = [row[0] for row in rows(workspace, "SELECT on_day FROM engagement ORDER BY on_day")]
    assert days == ["2026-12-01", "2026-12-09", "2026-12-15"]
    assert plan(workspace, ics(series, moved)).is_empty


def test_published_calendars_come_in_once(workspace: Workspace) -> None:
    folder = lists() / "ics"
    for path in sorted(folder.glob("*.ics")):
        try:
            reading = read(path)
        except UserError as problem:
            assert problem.code == "file-without-entries", path.name
            continue
        if not plan(workspace, reading).is_empty:
            bring_in(workspace, reading)
        assert plan(workspace, reading).is_empty, path.name
    assert len(rows(workspace, "SELECT id FROM engagement")) > 70
