"""Registers of promises: known by their headings or by their values, and nobody is refused for being unknown."""

from __future__ import annotations

from datetime import date

import pytest

from crm.exchange.candidates import CommitmentCandidate, Reading
from crm.exchange.columns import Field
from crm.exchange.meaning import ReadChoices
from crm.exchange.promise_register import PROMISES
from crm.exchange.readers import read_pasted
from crm.exchange.register_columns import guess_register, register_field

pytestmark = pytest.mark.usefixtures("today")

REGISTER = """\
Ref\tWho\tWhat was promised\tDate made\tBy when\tTo whom\tResponsible\tStatus\tNotes
1\tHon. B. Sample\tA second nurse at the clinic\t12/03/2026\t2026-06-30\tOur Voice\tLerato\tBusy\tasked twice
2\tThe Speaker\tTable the petition\t5 May 2026\tend of June\t\t\tSorted\t
3\tMs N. Known\tSend the report\t\tbefore the recess\tKaroo Forum\t\t\t
"""


def read(text: str, *, wants_promises: bool = False) -> Reading:
    return read_pasted(text, "", ReadChoices(wanted="commitments" if wants_promises else ""))


def promises(text: str, *, wants_promises: bool = False) -> tuple[CommitmentCandidate, ...]:
    return read(text, wants_promises=wants_promises).commitments


def test_a_register_is_read_with_all_it_says() -> None:
    first, second, third = promises(REGISTER)
    assert (first.who, first.words, first.owed_to, first.owner, first.status, first.reference) == (
        "Hon. B. Sample",
        "A second nurse at the clinic",
        "Our Voice",
        "Lerato",
        "Busy",
        "1",
    )
    assert (first.made_on, first.due_on, first.notes) == (date(2026, 3, 12), date(2026, 6, 30), ("asked twice",))
    assert (second.made_on, second.due_on, second.due_words) == (date(2026, 5, 5), date(2026, 6, 30), "")
    assert (third.made_on, third.due_on, third.due_words) == (None, None, "before the recess")
    assert read(REGISTER).layout.startswith("promises:")


@pytest.mark.parametrize(
    ("headings", "field"),
    [
        (("Who", "Promised by", "Made by", "Official", "Name", "Wie", "Who promised?"), Field.MADE_BY),
        (("What", "Promise", "Commitment", "Undertaking", "Action", "Agreed action", "Belofte"), Field.PROMISE),
        (("When", "Date", "Date made", "Meeting date", "Date of engagement", "Datum"), Field.MADE_ON),
        (("By when", "Due", "Deadline", "Target date", "Due date:", "Sperdatum", "Time-frame"), Field.DUE),
        (("To whom", "Promised to", "Aan wie"), Field.OWED_TO),
        (("Responsible", "Our owner", "Follow-up by"), Field.OWNER),
        (("Status", "Progress", "Vordering"), Field.STATUS),
        (("Notes", "Comments", "Remarks", "Comment", "Opmerkings"), Field.NOTE),
        (("Reference", "Ref. no.", "No.", "#", "Verwysing"), Field.REFERENCE),
        (("Cell number", "Party", "Ward"), Field.UNKNOWN),
    ],
)
def test_headings_in_the_words_people_use(headings: tuple[str, ...], field: Field) -> None:
    assert {heading: register_field(PROMISES, heading) for heading in headings} == dict.fromkeys(headings, field)


def test_values_say_what_a_column_is_where_no_heading_does() -> None:
    text = (
        "7\t12/03/2026\tHon. Sample\tA second nurse at the clinic\t30/06/2026\tin progress\n"
        "8\t05/05/2026\tMs Known\tTable the petition in the house\tend of July\tdone\n"
        "9\t06/05/2026\tThe Speaker\tAnswer our letter of May\t01/08/2026\tpending\n"
    )
    found = promises(text)
    assert [(p.reference, p.who, p.made_on, p.due_on, p.status) for p in found] == [
        ("7", "Hon. Sample", date(2026, 3, 12), date(2026, 6, 30), "in progress"),
        ("8", "Ms Known", date(2026, 5, 5), date(2026, 7, 31), "done"),
        ("9", "The Speaker", date(2026, 5, 6), date(2026, 8, 1), "pending"),
    ]


def test_a_line_as_one_notes_it_down_is_a_promise_among_the_commitments() -> None:
    (found,) = promises("Hon. Sample | a second nurse at the clinic | 30 June 2027", wants_promises=True)
    assert (found.who, found.words, found.due_on) == ("Hon. Sample", "a second nurse at the clinic", date(2027, 6, 30))
    (alone,) = promises("They will mend the bridge", wants_promises=True)
    assert (alone.who, alone.words) == ("", "They will mend the bridge")


def test_a_list_of_people_is_no_register() -> None:
    for text in (
        "Name\tPosition\tDate from\tStatus\tCell\nAnna Dube\tMember\t2024-05-29\tactive\t082 555 0101",
        "Name\tDepartment\tE-mail\tAction\nAnna Dube\tHealth\ta@example.org\tcall her",
        "Anna Dube\t12 Long Street, Kimberley North\t082 555 0101",
    ):
        reading = read(text)
        assert (len(reading.commitments), len(reading.people)) == (0, 1), text


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("03/04/2026", date(2026, 4, 3)),
        ("3.4.26", date(2026, 4, 3)),
        ("3-Apr-26", date(2026, 4, 3)),
        ("2026-04-03 00:00:00", date(2026, 4, 3)),
        ("3 April", date(2026, 4, 3)),
        ("12/31/2026", None),
        ("31/02/2026", None),
    ],
)
def test_days_are_day_first_and_never_month_first(typed: str, day: date | None) -> None:
    (found,) = promises(f"Who\tPromise\tDate\tDue\nSample\ta bridge\t{typed}\t")
    assert (found.made_on, found.made_text) == (day, typed)


def test_words_for_a_deadline_count_from_the_day_it_was_said() -> None:
    due = {
        typed: promises(f"Who\tPromise\tDate\tDue\nSample\ta bridge\t2025-03-12\t{typed}")[0]
        for typed in ("end of June", "in 2 weeks", "by 30/06/2025", "after the elections")
    }
    assert [found.due_on for found in due.values()] == [date(2025, 6, 30), date(2025, 3, 26), date(2025, 6, 30), None]
    assert due["after the elections"].due_words == "after the elections"


def test_a_row_without_words_is_reported_with_its_line_and_reason() -> None:
    reading = read("Who\tPromise\tDue\nSample\t\tJune\nDube\ta road\tMay\n")
    assert [(missed.line, missed.reason) for missed in reading.not_understood] == [
        ("row 2", "no words of a promise stand in this row")
    ]
    assert [found.who for found in reading.commitments] == ["Dube"]


def test_the_same_row_twice_is_one_promise_and_says_so() -> None:
    reading = read("Who\tPromise\tDue\nSample\ta bridge\tJune\nHON. SAMPLE\ta bridge\tMay\nSample\tA  Bridge\tJune\n")
    assert len(reading.commitments) == 2
    assert [missed.reason for missed in reading.not_understood] == ["the same row stands in row 2 already"]


def test_a_reference_that_several_rows_share_names_the_meeting_and_not_the_promise() -> None:
    found = promises("Ref\tWho\tPromise\tDue\nM1\tSample\ta bridge\tJune\nM1\tSample\ta road\tJune\nM2\tDube\ta\tMay\n")
    assert [one.key for one in found] == [found[0].digest, found[1].digest, "ref:m2"]


def test_a_row_is_the_same_promise_however_its_day_is_written() -> None:
    first = promises("Who\tPromise\tDate\tDue\nSample\ta bridge\t12/03/2026\tJune")[0]
    again = promises("Promise\tWho\tDate\tStatus\nA bridge\tsample\t2026-03-12\tdone")[0]
    assert first.key == again.key


def test_identity_numbers_stay_out() -> None:
    reading = read("Who\tPromise\tNotes\tDue\nSample\ta bridge\tID 8001015009087\tJune\nDube\tfor 8001015009087\t\tMay")
    assert [(found.words, found.notes) for found in reading.commitments] == [
        ("a bridge", ("ID […]",)),
        ("for […]", ()),
    ]
    assert len(reading.not_understood) == 2


def test_who_is_responsible_promised_where_nothing_else_says_it() -> None:
    (found,) = promises("Action\tResponsible\tDeadline\nmend the bridge\tDepartment of Roads\tJune")
    assert (found.who, found.owner) == ("Department of Roads", "")
    (found,) = promises("Action\tWho\tPosition\tResponsible\tDeadline\nmend it\tMr Sample\tMEC\tLerato\tJune")
    assert (found.who, found.office, found.owner) == ("Mr Sample", "MEC", "Lerato")


def test_a_column_that_is_not_read_is_named() -> None:
    reading = read("Who\tPromise\tDue\tBudget line\nSample\ta bridge\tJune\tB 12")
    assert reading.warnings == ("the column “Budget line” was not read",)
    mapping = guess_register(
        PROMISES, ("Who", "Promise", "Due", "Budget line"), [["Sample", "a bridge", "June", "B 12"]]
    )
    assert mapping is not None and mapping.corrected(3, Field.NOTE).has(Field.NOTE)
