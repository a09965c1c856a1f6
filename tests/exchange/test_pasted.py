"""Rows that were copied: out of a spreadsheet, an e-mail or a page, or simply lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.bodies import ours
from crm.exchange.candidates import Reading
from crm.exchange.meaning import ReadChoices
from crm.exchange.pasted import html_rows, parse_pasted
from crm.exchange.readers import read_pasted, read_piped
from crm.rules.errors import UserError

COMMITTEE = ReadChoices(body=ours(12, "Portfolio Committee on Health", "committee"))


def names(text: str, html: str = "", choices: ReadChoices | None = None) -> list[str]:
    return [person.name for person in read_pasted(text, html, choices).people]


def cells(text: str, html: str = "") -> list[list[str]]:
    return [list(row.cells) for row in parse_pasted(text, html).rows]


def test_cells_of_a_spreadsheet_stand_between_tabs() -> None:
    reading = read_pasted("Name\tParty\tCell\r\nAnna Dube\tDA\t082 555 0101\r\nPieter Sample\tANC\t\r\n")
    assert [person.name for person in reading.people] == ["Anna Dube", "Pieter Sample"]
    assert reading.people[0].contacts[0].normal == "+27825550101"
    assert reading.people[0].seats[0].organisation == "Democratic Alliance"


def test_a_cell_with_line_ends_stays_one_cell() -> None:
    text = 'Who\tPromise\tBy when\nHon. Sample\t"a bridge\nover the river"\t30 June 2026\n'
    assert cells(text) == [["Hon. Sample", "a bridge over the river", "30 June 2026"]]


def test_a_stray_quotation_mark_swallows_no_rows() -> None:
    assert cells('Who\tPromise\nSample\t"soon\nDube\ta road\n') == [["Sample", '"soon'], ["Dube", "a road"]]


@pytest.mark.parametrize("mark", [";", ",", "|", " | "])
def test_rows_may_be_separated_by_other_marks(mark: str) -> None:
    text = "\n".join(mark.join(row) for row in (("Name", "Party"), ("Anna Dube", "DA"), ("Pieter Sample", "ANC")))
    assert names(text) == ["Anna Dube", "Pieter Sample"]


def test_a_table_of_a_chat_has_bars_around_it() -> None:
    assert names("| Name | Party |\n| Anna Dube | DA |\n") == ["Anna Dube"]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Dube\nPieter Sample",
        "Anna Dube\r\n\r\nPieter Sample\r\n",
        "1. Anna Dube\n2) Pieter Sample",
        "- Anna Dube\n• Pieter Sample",
        "Dube, Anna\nSample, Pieter",
        "Name\nAnna Dube\nPieter Sample",
        "Anna\tDube\nPieter\tSample",
    ],
)
def test_plain_lines_are_one_name_each(text: str) -> None:
    assert names(text) == ["Anna Dube", "Pieter Sample"]


def test_names_with_more_beside_them_need_no_headings() -> None:
    text = "Anna Dube\tMember\tDA\t082 555 0101\nPieter Sample\tMember\tANC\t082 555 0102"
    reading = read_pasted(text, "", COMMITTEE)
    assert [person.name for person in reading.people] == ["Anna Dube", "Pieter Sample"]
    assert [person.seats[0].title for person in reading.people] == ["Member", "Member"]
    assert reading.people[1].seats[0].party == "African National Congress"
    assert reading.people[1].contacts[0].normal == "+27825550102"


def test_names_alone_become_members_of_the_body_one_stands_on() -> None:
    reading = read_pasted("Anna Dube\nPieter Sample", "", COMMITTEE)
    assert [(seat.organisation, seat.title) for person in reading.people for seat in person.seats] == [
        ("Portfolio Committee on Health", "Member")
    ] * 2
    (body,) = reading.organisations
    assert body.record_id == 12
    assert not reading.is_whole


def test_a_role_beside_the_name_is_held_in_the_body_one_stands_on() -> None:
    reading = read_pasted("Name\tRole\nAnna Dube\tChairperson\nPieter Sample\t", "", COMMITTEE)
    assert [person.seats[0].title for person in reading.people] == ["Chairperson", "Member"]


def test_the_table_of_an_email_is_read_rather_than_its_text() -> None:
    html = (
        "<html><head><style>td{}</style></head><body><p>Dear all</p><table><tr><td><table>"
        "<tr><th>Name</th><th>Party</th></tr><tr><td>Anna<br>Dube</td><td>DA</td></tr>"
        "<tr><td><p>Pieter&nbsp;Sample</p></td><td>ANC</td></tr></table></td></tr></table><p>Regards</p>"
    )
    assert names("Dear all\nName\nParty\nAnna Dube\nDA", html) == ["Anna Dube", "Pieter Sample"]
    assert names(html) == ["Anna Dube", "Pieter Sample"]


def test_a_page_without_a_table_leaves_the_text() -> None:
    assert names("Anna Dube\nPieter Sample", "<div>Anna Dube</div><div>Pieter Sample</div>") == [
        "Anna Dube",
        "Pieter Sample",
    ]


def test_cells_over_several_rows_and_columns_hold_where_they_reach() -> None:
    html = (
        "<table><tr><td rowspan=2>Sample<td>a bridge<td>June</tr><tr><td>a road</td><td>July</td></tr>"
        "<tr><td colspan=2>Dube</td><td>May</td></tr></table>"
    )
    assert [list(row.cells) for row in html_rows(html)] == [
        ["Sample", "a bridge", "June"],
        ["Sample", "a road", "July"],
        ["Dube", "", "May"],
    ]


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\0"])
def test_nothing_on_the_clipboard_says_so(text: str) -> None:
    with pytest.raises(UserError) as caught:
        read_pasted(text)
    assert caught.value.code == "nothing-pasted"


def test_rows_come_through_a_pipe_in_any_encoding() -> None:
    assert names_of(read_piped("\ufeffName\nRené Sample".encode("utf-16"))) == ["René Sample"]
    assert names_of(read_piped("Name\nRené Sample".encode("cp1252"))) == ["René Sample"]


def names_of(reading: Reading) -> list[str]:
    return [person.name for person in reading.people]


QUIRKS = (
    *("Anna Dube", "a bridge", "12/03/2026", "\t", "\n", "|", ";", ",", '"', "'", "Who", "Promise", "By when", "\0"),
    *("<table>", "<tr>", "<td rowspan=3>", "<td colspan=9999999>", "</table>", "<![if x]>", "<![", "<!--", "&#0;"),
    *("done", "1.", "DA", "082 555 0101", "\ufeff", "\ud800", "=1+1", "8001015009087"),
)
PIECES = st.sampled_from(QUIRKS)


REFUSALS = ("nothing-pasted", "columns-not-understood", "table-damaged", "table-without-rows", "list-not-filled-in")


@given(st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join), st.booleans())
def test_whatever_is_pasted_is_read_or_refused(text: str, wants_promises: bool) -> None:
    choices = ReadChoices(wanted="commitments" if wants_promises else "", body=COMMITTEE.body)
    for html in ("", text):
        try:
            reading = read_pasted(text, html, choices)
        except UserError as error:
            assert error.code in REFUSALS
        else:
            assert reading.candidates or reading.not_understood
