"""Lists in XML, tables in web pages, and workbooks that Excel wrote in XML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.xml_files import parse_xml
from crm.rules.errors import UserError
from tests.exchange.conftest import ReadText, only_person
from ui.words import sentence

HOUSE = """<?xml version="1.0" encoding="UTF-8"?>
<Institution><id>1</id><name>National Council of Provinces</name><type>house</type>
<Members><id>11</id><person_first_name>Anna</person_first_name><person_last_name>Dube</person_last_name>
<person_paries>DA</person_paries></Members>
<Members><id>12</id><person_first_name>Piet</person_first_name><person_last_name>Sample</person_last_name>
<person_paries>ANC</person_paries></Members></Institution>"""


def test_repeated_elements_are_rows(read_text: ReadText) -> None:
    reading = read_text(HOUSE, "members.xml")
    assert [(p.name, p.seats[0].organisation, p.seats[0].party) for p in reading.people] == [
        ("Anna Dube", "National Council of Provinces", "Democratic Alliance"),
        ("Piet Sample", "National Council of Provinces", "African National Congress"),
    ]
    assert [person.identifiers for person in reading.people] == [(("id", "11"),), (("id", "12"),)]
    assert reading.format == "XML"


def test_attributes_and_several_details(read_text: ReadText) -> None:
    text = """<list><person name="Anna Dube"><contact type="cell">082 555 0101</contact>
        <contact type="email">anna@example.org</contact></person><person name="Piet Sample"/></list>"""
    people = read_text(text, "people.txt").people
    assert [person.name for person in people] == ["Anna Dube", "Piet Sample"]
    assert [(found.kind, found.normal) for found in people[0].contacts] == [
        ("mobile", "+27825550101"),
        ("email", "anna@example.org"),
    ]


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x><p><name>&b;</name></p></x>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x><p><name>&a;</name></p></x>'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BOMB, "xml-unsafe"),
        (OUTSIDE, "xml-unsafe"),
        ("<a>" * 100, "xml-too-deep"),
        ("<people><person><name>Anna", "xml-damaged"),
        ('<?xml version="1.0" encoding="klingon"?><a/>', "xml-damaged"),
        ("<rss><channel><title>News</title></channel></rss>", "xml-without-list"),
        ("<a><b><colour>red</colour></b><b><colour>blue</colour></b></a>", "columns-not-understood"),
    ],
)
def test_what_is_no_list_is_said_to_be_none(read_text: ReadText, text: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        read_text(text, "list.xml")
    assert caught.value.code == code
    assert sentence(caught.value)


@pytest.mark.parametrize("name", ["list.html", "list.xls", "list.csv"])
def test_a_table_in_a_web_page_whatever_it_is_called(read_text: ReadText, name: str) -> None:
    table = "<tr><th>Name</th><th>Party</th></tr><tr><td>Anna Dube</td><td>DA</td></tr>"
    reading = read_text(f"<!DOCTYPE html><html><body><table>{table}</table></body></html>", name)
    assert only_person(reading).seats[0].organisation == "Democratic Alliance"
    assert (reading.format, reading.is_whole) == ("table in a web page", True)


def test_a_workbook_in_xml(read_text: ReadText) -> None:
    def row(*cells: str) -> str:
        return "<Row>" + "".join(f"<Cell{cell}</Cell>" for cell in cells) + "</Row>"

    rows = row("><Data>Name</Data>", "><Data>Party</Data>", "><Data>Tel</Data>")
    rows += row('><Data ss:Type="String">Anna Dube</Data>', ' ss:Index="3"><Data>053 555 0101</Data>')
    text = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>'
        + rows
        + "</Table></Worksheet></Workbook>"
    )
    person = only_person(read_text(text, "list.xls"))
    assert (person.name, person.contacts[0].normal) == ("Anna Dube", "+27535550101")


@given(text=st.text(alphabet=st.sampled_from('<>/ab="& ;!?'), max_size=60))
def test_any_tags_get_an_answer(text: str) -> None:
    try:
        parse_xml(("<" + text).encode(), "list.xml")
    except UserError as problem:
        assert sentence(problem)
