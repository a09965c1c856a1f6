"""Calendars: events become engagements with attendance, whatever program wrote them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.exchange.candidates import EngagementCandidate, Reading
from crm.exchange.readers import read
from crm.rules.errors import UserError
from tests.exchange.conftest import ReadText

pytestmark = pytest.mark.usefixtures("today")


def event(*lines: str, uid: str = "one@example.org", start: str = "DTSTART:20261201T080000Z") -> str:
    own = (f"UID:{uid}",) if uid else ()
    return "\r\n".join(("BEGIN:VEVENT", *own, start, "SUMMARY:Health forum", *lines, "END:VEVENT"))


def calendar(*events: str, more: str = "") -> str:
    head = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n{more}"
    return head + "\r\n".join(events) + "\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def read_ics(read_text: ReadText) -> ReadText:
    def run(text: str, name: str = "meeting.ics", encoding: str = "utf-8") -> Reading:
        return read_text(text, name, encoding)

    return run


def only(reading: Reading) -> EngagementCandidate:
    (found,) = reading.of(EngagementCandidate)
    return found


@pytest.mark.parametrize(
    ("start", "end", "day", "times"),
    [
        ("DTSTART:20261201T080000Z", "DTEND:20261201T093000Z", date(2026, 12, 1), ("10:00", "11:30")),
        ("DTSTART:20261201T100000", "DURATION:PT90M", date(2026, 12, 1), ("10:00", "11:30")),
        (
            "DTSTART;TZID=South Africa Standard Time:20261201T100000",
            "DTEND;TZID=South Africa Standard Time:20261201T110000",
            date(2026, 12, 1),
            ("10:00", "11:00"),
        ),
        (
            "DTSTART;TZID=Africa/Johannesburg:20261201T100000",
            "DTEND;TZID=Africa/Johannesburg:20261201T110000",
            date(2026, 12, 1),
            ("10:00", "11:00"),
        ),
        ("DTSTART;TZID=Europe/Berlin:20261201T100000", "", date(2026, 12, 1), ("11:00", "")),
        ("DTSTART;TZID=Nobody's Zone:20261201T100000", "", date(2026, 12, 1), ("10:00", "")),
        ("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261202", date(2026, 12, 1), ("", "")),
        ("DTSTART:20261201T230000Z", "", date(2026, 12, 2), ("01:00", "")),
    ],
)
def test_times_are_those_of_the_clocks_here(
    read_ics: ReadText, start: str, end: str, day: date, times: tuple[str, str]
) -> None:
    found = only(read_ics(calendar(event(*filter(None, (end,)), start=start))))
    assert (found.on_day, (found.start_time, found.end_time)) == (day, times)


def test_what_lasts_for_days_says_until_when(read_ics: ReadText) -> None:
    found = only(read_ics(calendar(event("DTEND;VALUE=DATE:20261204", start="DTSTART;VALUE=DATE:20261201"))))
    assert (found.on_day, found.notes) == (date(2026, 12, 1), ("It lasts until 3 Dec 2026",))
    whole = only(read_ics(calendar(event("DTEND:20261203T080000Z"))))
    assert (whole.end_time, whole.notes) == ("", ("It lasts until 3 Dec 2026",))


def test_everybody_invited_stands_in_the_register_with_the_answer(read_ics: ReadText) -> None:
    found = only(
        read_ics(
            calendar(
                event(
                    'ORGANIZER;CN="Smith, Bob":mailto:bob@example.org',
                    "ATTENDEE;CN=Ann Bee;PARTSTAT=ACCEPTED;ROLE=CHAIR:mailto:office@example.org",
                    "ATTENDEE;CN=Carl Dee;PARTSTAT=DECLINED:mailto:office@example.org",
                    'ATTENDEE;CN="Fox, Eve";PARTSTAT=TENTATIVE:mailto:eve@example.org',
                    "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:Gus@Example.org",
                    "ATTENDEE;CUTYPE=ROOM;CN=Committee room 2:mailto:room2@example.org",
                    "ATTENDEE;CN=Ann Bee:mailto:ann@example.org",
                )
            )
        )
    )
    assert [(one.name, one.code, one.part, one.email) for one in found.attendance] == [
        ("Ann Bee", "U", "chair", "office@example.org"),
        ("Carl Dee", "AP", "", "office@example.org"),
        ("Eve Fox", "U", "", "eve@example.org"),
        ("gus@example.org", "U", "", "gus@example.org"),
        ("Bob Smith", "U", "", "bob@example.org"),
    ]
    assert found.organiser == "Bob Smith"


def test_place_text_and_how_one_meets(read_ics: ReadText) -> None:
    text = event("LOCATION:Microsoft Teams meeting", "DESCRIPTION:Clinic hours\\nand beds\\, too")
    found = only(read_ics(calendar(text)))
    assert (found.venue, found.mode, found.purpose) == (
        "Microsoft Teams meeting",
        "online",
        "Clinic hours\nand beds, too",
    )
    assert not found.is_internal


@pytest.mark.parametrize(
    "line",
    [
        "DESCRIPTION:Meeting ID: 812 3456 7890\\nPasscode: 4421",
        "DESCRIPTION:Dial-in +27 21 555 0101",
        "LOCATION:https://zoom.example.org/j/1?pwd=abc",
        "DESCRIPTION:PIN 1234",
        "CLASS:PRIVATE",
        "CLASS:CONFIDENTIAL",
    ],
)
def test_what_lets_one_in_stays_inside(read_ics: ReadText, line: str) -> None:
    assert only(read_ics(calendar(event(line)))).is_internal


@pytest.mark.parametrize("text", [event("STATUS:CANCELLED"), event()])
def test_a_cancellation_says_so(read_ics: ReadText, text: str) -> None:
    more = "" if "STATUS" in text else "METHOD:CANCEL\r\n"
    assert only(read_ics(calendar(text, more=more))).status == "cancelled"


def test_of_two_versions_in_one_file_the_newer_counts(read_ics: ReadText) -> None:
    old, new = event("SEQUENCE:1", "LOCATION:Hall"), event("SEQUENCE:2", "LOCATION:Library")
    for order in ((old, new), (new, old)):
        assert only(read_ics(calendar(*order))).venue == "Library"


def test_what_comes_round_is_read_for_a_year_at_most(read_ics: ReadText) -> None:
    reading = read_ics(calendar(event("RRULE:FREQ=WEEKLY")))
    assert 52 <= len(reading.candidates) <= 54
    (warning,) = reading.warnings
    assert warning.startswith("“Health forum” comes round: 53 times from 1 Dec 2026")
    daily = read_ics(calendar(event("RRULE:FREQ=DAILY", start="DTSTART:20160101T080000Z")))
    assert len(daily.candidates) == 60
    assert daily.of(EngagementCandidate)[0].on_day == date(2026, 11, 22)
    over = read_ics(calendar(event("RRULE:FREQ=MONTHLY;COUNT=3", start="DTSTART:20160101T080000Z")))
    assert [found.on_day.month for found in over.of(EngagementCandidate)] == [1, 2, 3]
    assert over.warnings == ()


def test_a_rule_nobody_follows_by_hand_gives_the_first_time_and_says_so(read_ics: ReadText) -> None:
    for rule in ("FREQ=SECONDLY", "FREQ=HOURLY;COUNT=9", "FREQ=WEEKLY;BYDAY=XX"):
        reading = read_ics(calendar(event(f"RRULE:{rule}")))
        assert len(reading.candidates) <= 1
        assert reading.warnings or reading.not_understood


def test_one_time_of_several_may_move_or_fall_away(read_ics: ReadText) -> None:
    start = "DTSTART;TZID=Africa/Johannesburg:20261201T100000"
    series = event("RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Africa/Johannesburg:20261208T100000", start=start)
    moved = event(
        "RECURRENCE-ID;TZID=Africa/Johannesburg:20261215T100000",
        start="DTSTART;TZID=Africa/Johannesburg:20261216T140000",
    )
    found = read_ics(calendar(series, moved)).of(EngagementCandidate)
    assert sorted((one.on_day.day, one.start_time) for one in found) == [(1, "10:00"), (16, "14:00"), (22, "10:00")]
    alone = only(read_ics(calendar(moved)))
    assert alone.key in {one.key for one in found}


def test_a_meeting_stays_at_ten_when_clocks_elsewhere_change(read_ics: ReadText) -> None:
    start = "DTSTART;TZID=Europe/Berlin:20270301T100000"
    found = read_ics(calendar(event("RRULE:FREQ=MONTHLY;COUNT=3", start=start))).of(EngagementCandidate)
    assert [one.start_time for one in found] == ["11:00", "10:00", "10:00"]


def test_without_a_number_an_event_is_known_by_what_and_when(read_ics: ReadText) -> None:
    first, again = (only(read_ics(calendar(event(uid="")))) for _time in range(2))
    other = only(read_ics(calendar(event(uid="", start="DTSTART:20261202T080000Z"))))
    assert first.key == again.key != other.key
    assert first.key


def test_a_file_of_ours_is_known_by_its_number(read_ics: ReadText) -> None:
    found = only(read_ics(calendar(event(uid="0b7c2f1e-aaaa-4bbb-8ccc-1234567890ab@kgotla"))))
    assert found.record_uuid == "0b7c2f1e-aaaa-4bbb-8ccc-1234567890ab"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_letters_and_line_ends_of_any_program(read_ics: ReadText, encoding: str, newline: str) -> None:
    text = calendar(event("LOCATION:Khâi-Ma")).replace("\r\n", newline)
    assert only(read_ics(text, "x.ics", encoding)).venue == "Khâi-Ma"


def test_several_calendars_and_a_bare_event_are_read(read_ics: ReadText) -> None:
    assert len(read_ics(calendar(event()) + calendar(event(uid="two"))).candidates) == 2
    assert only(read_ics(event())).title == "Health forum"


def test_what_is_no_event_is_counted_and_left_out(read_ics: ReadText) -> None:
    alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM"
    task = "BEGIN:VTODO\r\nSUMMARY:Buy tea\r\nEND:VTODO"
    reading = read_ics(calendar(event(alarm), task))
    assert reading.warnings == ("1 task was left out", "1 reminder was left out")
    answer = read_ics(calendar(event(), more="METHOD:REPLY\r\n") + calendar(event(uid="two")))
    assert len(answer.candidates) == 1
    assert answer.warnings == ("1 answer to an invitation was left out",)


def test_a_damaged_event_is_named_and_the_others_are_read(read_ics: ReadText) -> None:
    broken = "BEGIN:VEVENT\r\nSUMMARY:x\r\nDTSTART;;VALUE=DATE-TIME:20140409T093000\r\nUID:abc\r\nEND:VEVENT"
    reading = read_ics(calendar(event(), broken, event(uid="two")))
    assert len(reading.candidates) == 2
    assert [missed.line for missed in reading.not_understood] == ["event 2"]
    dayless = read_ics(calendar(event(start="CLASS:PUBLIC")))
    assert [missed.reason for missed in dayless.not_understood] == ["nothing says on which day the event is"]


def test_a_file_that_is_cut_off_gives_what_is_whole(read_ics: ReadText) -> None:
    whole = calendar(event(), event(uid="two"))
    reading = read_ics(whole[: whole.rindex("SUMMARY")])
    assert len(reading.candidates) == 1
    assert [missed.reason for missed in reading.not_understood] == ["an event begins here and does not end"]


def test_an_empty_calendar_says_that_nothing_is_in_it(read_ics: ReadText) -> None:
    with pytest.raises(UserError) as problem:
        read_ics("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    assert problem.value.code == "file-without-entries"


def test_identity_numbers_stay_out(read_ics: ReadText) -> None:
    found = only(read_ics(calendar(event("DESCRIPTION:for 8001015009087", "ATTENDEE;CN=8001015009087:mailto:a@b.org"))))
    assert "8001015009087" not in repr(found)


_LINES = st.sampled_from(
    [
        "BEGIN:VCALENDAR",
        "END:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "BEGIN:VTIMEZONE",
        "END:VTIMEZONE",
        "UID:a",
        "UID",
        "DTSTART:20261201T080000Z",
        "DTSTART;TZID=Europe/Berlin:20261201T080000",
        "DTSTART;VALUE=DATE:20261301",
        "DTSTART:",
        "DTEND:99991231T235959Z",
        "DURATION:P99999999D",
        "RRULE:FREQ=DAILY;UNTIL=20270101",
        "RRULE:FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2",
        "RRULE:FREQ=",
        "RDATE:20261205T080000Z,20261206T080000Z",
        "EXDATE:20261201T080000Z",
        "RECURRENCE-ID:20261201T080000Z",
        "SEQUENCE:x",
        "ATTENDEE;CN=:mailto:",
        'ATTENDEE;CN="a:b',
        "ORGANIZER:x",
        "TZID:Europe/Berlin",
        "X-ANY;A=b;;:c",
        " folded",
        "\0",
    ]
)


@settings(max_examples=300)
@given(lines=st.lists(st.one_of(_LINES, st.text(max_size=30)), max_size=25))
def test_whatever_calls_itself_a_calendar_gets_an_answer(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "any.ics"
    path.write_bytes("\r\n".join(["BEGIN:VCALENDAR", *lines]).encode("utf-8", "replace"))
    try:
        reading = read(path)
    except UserError as problem:
        assert problem.code in ("file-without-entries", "file-not-text")
        return
    assert len(reading.candidates) <= 60 * len(lines)
