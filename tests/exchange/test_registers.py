"""Registers of every kind: known by the headings people write, and by nothing that a list of people has too."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.candidates import EngagementCandidate, Reading
from crm.exchange.columns import Field
from crm.exchange.engagement_register import split_people
from crm.exchange.meaning import ReadChoices
from crm.exchange.readers import read_pasted
from crm.exchange.register_cells import read_time
from crm.exchange.register_columns import guess_register, is_register_heading, register_field
from crm.exchange.registers import REGISTERS, register_called
from crm.rules.errors import UserError
from crm.rules.status_words import NOTE_ONLY, STATUS_WORDS

pytestmark = pytest.mark.usefixtures("today")


def read(text: str, kind: str = "") -> Reading:
    return read_pasted(text.replace("|", "\t"), "", ReadChoices(kind=kind))


def engagement(headings: str, row: str) -> EngagementCandidate:
    (found,) = read(f"{headings}\n{row}", "engagements").of(EngagementCandidate)
    return found


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("Who|Promise|Date|By when|Status", "commitments"),
        ("Meeting|Action|Responsible|Due date|Status", "commitments"),
        ("Date|Meeting|Venue|Attendance|Agreed actions|Notes", "engagements"),
        ("Datum|Vergadering|Lokaal|Bywoning|Doel", "engagements"),
        ("Date|Engagement|With whom|Purpose|Outcome|Follow-up date", "engagements"),
        ("Petition|Petitioner|Committee|Date submitted|Status", "petitions"),
        ("Petition no|Petition|Prayer|Signatures|Cell", "petitions"),
        ("MoU|Clause|Obligation|Responsible party|Frequency", "clauses"),
        ("Agreement|Clause number|Words|Due", "clauses"),
        ("Plan|Step|Responsible|By when|Status", "steps"),
        ("Stap|Wie|Sperdatum", "steps"),
    ],
)
def test_headings_tell_what_kind_of_register_it_is(headings: str, kind: str) -> None:
    words = headings.split("|")
    claimed = [one.id for one in REGISTERS if guess_register(one, words, [["x"] * len(words)]) is not None]
    assert claimed == [kind]


@pytest.mark.parametrize(
    "headings",
    [
        "Title|First names|Surname|Organisation|Start date|Address",
        "Title|Name|Venue|Date|Cell",
        "Name|Party|Position|Place",
        "Committee|Chairperson|Meeting day|Venue|Email",
        "Name & Title|Org|Role 1|Phone 1|Email",
        "Title|Party|Type|Province|Physical Address|Email|Tel|Contact Person|Contact Role",
    ],
)
def test_a_list_of_people_or_offices_is_no_register(headings: str) -> None:
    words = headings.split("|")
    assert [one.id for one in REGISTERS if guess_register(one, words, [["x"] * len(words)]) is not None] == []


@pytest.mark.parametrize("kind", REGISTERS, ids=lambda kind: kind.id)
def test_every_heading_of_a_kind_is_its_own(kind: object) -> None:
    for one in REGISTERS:
        for column in one.columns:
            assert register_field(one, column.heading) == column.field
            assert is_register_heading(column.heading)


@pytest.mark.parametrize("name", ["engagements", "petitions", "clauses", "steps"])
def test_rows_without_headings_are_taken_for_what_the_user_says(name: str) -> None:
    reading = read(
        "Ask the committee about the clinic|12/03/2027\nGo back to the committee together|2027-06-30\n", kind=name
    )
    if name == "clauses":
        assert [found.notes for found in reading.registered] == [(), ()]
    assert [found.noun for found in reading.registered] == [name, name]


def test_a_row_without_its_subject_is_named_with_the_reason() -> None:
    reading = read("Petition|Petitioner|Status\n|Anna Dube|open\nA road|Anna Dube|open\n")
    assert [(missed.line, missed.reason) for missed in reading.not_understood] == [
        ("row 2", "nothing in this row says what was asked for")
    ]
    assert len(reading.registered) == 1


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("9h30", "09:30", ""),
        ("09:30 - 11:00", "09:30", "11:00"),
        ("10h00 to 12h00", "10:00", "12:00"),
        ("2pm", "14:00", ""),
        ("14.15–15.00", "14:15", "15:00"),
        ("after lunch", "", ""),
    ],
)
def test_times_as_people_write_them(typed: str, start: str, end: str) -> None:
    found = engagement("Meeting|Date|Time", f"Forum|2026-12-01|{typed}")
    assert (found.start_time, found.end_time) == (start, end)
    assert found.notes == (() if start else (f"Time, in the list: {typed}",))


@given(st.text(max_size=12))
def test_a_time_is_a_time_or_nothing(typed: str) -> None:
    found = read_time(typed)
    assert found == "" or (len(found) == 5 and "00:00" <= found <= "23:59")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12/03/2026", date(2026, 3, 12)),
        ("2026-03-12", date(2026, 3, 12)),
        ("1 December", date(2026, 12, 1)),
        ("20 November", date(2026, 11, 20)),
        ("1 Des 2026", date(2026, 12, 1)),
    ],
)
def test_a_day_without_a_year_is_the_nearest_one(typed: str, day: date) -> None:
    assert engagement("Meeting|Date|Venue", f"Forum|{typed}|Hall").on_day == day


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ann Bee; Carl Dee", ["Ann Bee", "Carl Dee"]),
        ("Dube, Anna; Louw, Ben", ["Dube, Anna", "Louw, Ben"]),
        ("Ann Bee, Carl Dee and Eve Fox", ["Ann Bee", "Carl Dee", "Eve Fox"]),
        ("Dube, Anna", ["Dube, Anna"]),
        ("Department of Roads and Transport", ["Department of Roads and Transport"]),
        ("Ann Bee en Carl Dee", ["Ann Bee", "Carl Dee"]),
    ],
)
def test_names_in_one_cell(cell: str, names: list[str]) -> None:
    assert split_people(cell) == names


def test_codes_beside_a_name_are_the_codes_of_minutes() -> None:
    found = engagement(
        "Meeting|Date|Attendance|Apologies|Absent",
        "Forum|2026-10-01|Ann Bee (P); Carl Dee (L); Eve Fox – chair; Gus Hill (Department)|Ida Joy|Kim Lee; Ann Bee",
    )
    assert [(one.name, one.code, one.part) for one in found.attendance] == [
        ("Ann Bee", "P", ""),
        ("Carl Dee", "L", ""),
        ("Eve Fox", "", "chair"),
        ("Gus Hill (Department)", "", ""),
        ("Ida Joy", "AP", ""),
        ("Kim Lee", "A", ""),
    ]


def test_what_is_no_number_and_no_choice_of_ours_is_kept_in_words() -> None:
    found = engagement("Meeting|Date|Mode|Total", "Forum|2026-10-01|by pigeon|about thirty")
    assert (found.mode, found.counts) == ("", ())
    assert found.notes == ("Mode, in the list: by pigeon", "All who came, in the list: about thirty")


def test_a_telephone_number_is_no_count() -> None:
    found = engagement("Meeting|Date|Total|Women", "Forum|2026-10-01|0825550101|1 200")
    assert found.counts == (("women", 1200),)


def test_dates_of_a_petition_keep_their_order_and_are_never_to_come() -> None:
    (found,) = read(
        "Petition|Petitioner|Submitted on|Acknowledged on|Answer due\n"
        "Lights|Us|12/08/2026|01/08/2026|before the recess\n"
    ).registered
    assert (found.submitted_on, found.acknowledged_on, found.due_on) == (date(2026, 8, 12), None, None)  # type: ignore[attr-defined]
    assert found.notes == (
        "Acknowledged on, in the list: 01/08/2026",
        "Answer due, in the list: before the recess",
    )


@pytest.mark.parametrize("noun", STATUS_WORDS)
def test_our_own_words_for_a_status_are_known_whatever_the_case(noun: str) -> None:
    words = STATUS_WORDS[noun]
    for meaning in words.meanings:
        if meaning != NOTE_ONLY:
            assert words.known(words.label(meaning).upper()) == meaning


@given(
    st.sampled_from([kind.id for kind in REGISTERS]),
    st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=6), min_size=1, max_size=6),
)
def test_whatever_stands_in_a_register_is_read_or_refused(name: str, cells: list[list[str]]) -> None:
    headings = [column.heading for column in register_called(name).columns][:6]
    text = "\n".join("\t".join(cell.replace("\t", " ") for cell in row) for row in [headings, *cells])
    try:
        reading = read_pasted(text, "", ReadChoices(kind=name))
    except UserError as problem:
        assert problem.code in ("list-not-filled-in", "columns-not-understood", "nothing-pasted")
        return
    keys = [found.key for found in reading.registered]
    assert len(keys) == len(set(keys))
    assert Field.UNKNOWN not in {column.field for column in reading.mapping.columns} if reading.mapping else True
