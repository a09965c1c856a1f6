"""Every trap seen in a real list of this country, by its number in the survey of them; all rows here are invented.

What a trap needs of one rule alone is tested beside that rule, and the test of it is named here.
"""

# ruff: noqa: E501 - rows of lists are as wide as they are

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from crm.exchange.candidates import PersonCandidate, Reading
from crm.exchange.columns import Field
from crm.exchange.readers import read
from crm.rules.errors import UserError
from tests.exchange.conftest import ReadText, only_person
from tests.exchange.workbooks import workbook

SHARED = "office@leg.example"


def numbers(person: PersonCandidate) -> list[tuple[str, str]]:
    return [(found.value, found.normal) for found in person.contacts if found.kind in ("phone", "mobile", "fax")]


def numbers_in(read_text: ReadText, cell: str, heading: str = "Tel") -> list[tuple[str, str]]:
    return numbers(only_person(read_text(f'Name,{heading}\nAnna Dube,"{cell}"\n')))


def told(reading: Reading) -> list[str]:
    return [problem.reason for problem in reading.not_understood]


# --- Names and identity ----------------------------------------------------------------------------------------------


def test_01_one_mailbox_for_a_whole_house_merges_nobody(read_text: ReadText) -> None:
    rows = "".join(f"Mr Dube Name{letter},Limpopo Legislature,{SHARED}\n" for letter in "ABCDEFGH")
    reading = read_text(f"Name,Org,Email\n{rows}")
    assert len(reading.people) == 8
    assert all(contact.is_shared for person in reading.people for contact in person.contacts)


@pytest.mark.parametrize(
    ("text", "title", "given", "family"),
    [
        ("Mr Dube Sipho Amos", "Mr", "Sipho Amos", "Dube"),
        ("Dube Anna", "", "Anna", "Dube"),
        ("M.B Dube", "", "M.B", "Dube"),
        ("Dube L.C.", "", "L.C.", "Dube"),
        ("Dube, Mr S", "Mr", "S", "Dube"),
        ("ANNA DUBE", "", "Anna", "Dube"),
        ("  Dube Anna  ", "", "Anna", "Dube"),
        ("Hon. Dube", "Hon.", "", "Dube"),
    ],
)
def test_02_a_name_in_every_order(read_text: ReadText, text: str, title: str, given: str, family: str) -> None:
    is_last = text == "ANNA DUBE"  # the others stand in a list with the surname first
    others = "Nkosi A.B\nZulu C.\n" if not is_last else "SIPHO NKOSI\n"
    person = read_text(f'Name,Org\n"{text}",Water Forum\n{others}').people[0]
    assert (person.title, person.given, person.family) == (title, given, family)


def test_02_two_columns_called_name_and_three(read_text: ReadText) -> None:
    person = only_person(read_text("Name,Name,Org\nNoxolo,Abraham-Dube,ANC\n"))
    assert (person.given, person.family) == ("Noxolo", "Abraham-Dube")
    people = read_text("Name,Name,Name\nAlta,van,Zulu\nHelmar,(Bokkie),Nkosi\nAnna,Dube,\n").people
    assert [(who.given, who.family, who.known_as) for who in people] == [
        ("Alta", "van Zulu", ""),
        ("Helmar", "Nkosi", "Bokkie"),
        ("Anna", "Dube", ""),
    ]


def test_02_a_title_behind_the_name_and_a_hyphen_with_a_blank(read_text: ReadText) -> None:
    people = read_text('Name\n"Anna Dube, Cllr"\nDlamini- Zulu N.N.\n').people
    assert [(who.title, who.given, who.family) for who in people] == [
        ("Cllr", "Anna", "Dube"),
        ("", "N.N.", "Dlamini-Zulu"),
    ]


@pytest.mark.parametrize(
    "title", ["Mr", "Ms", "Mrs", "Dr", "Prof", "Adv", "Hon", "Cllr", "Ald", "Rev", "Kgosi", "Inkosi"]
)
def test_02_every_title_is_taken_off_the_name(read_text: ReadText, title: str) -> None:
    person = only_person(read_text(f"Name\n{title} Anna Dube\n"))
    assert (person.title.rstrip("."), person.name) == (title, "Anna Dube")


@pytest.mark.parametrize(
    ("shouted", "family"),
    [
        ("ANNA VAN DER WESTHUIZEN", "van der Westhuizen"),
        ("ANNA ABRAHAM-NTANTISO", "Abraham-Ntantiso"),
        ("ANNA MCGLUWA", "McGluwa"),
        ("ANNA WINDVOËL", "Windvoël"),
        ("ANNA O'CONNOR", "O'Connor"),
    ],
)
def test_03_capitals_become_the_case_their_owners_use(read_text: ReadText, shouted: str, family: str) -> None:
    assert only_person(read_text(f"Name,Org\n{shouted},Water Forum\n")).family == family


@pytest.mark.parametrize("name", ["//KHARA HAIS", "KAI !GARIB", "!KHEIS", "KHâI-MA"])
def test_03_places_with_clicks_keep_them(read_text: ReadText, name: str) -> None:
    proper = {"//KHARA HAIS": "//Khara Hais", "KAI !GARIB": "Kai !Garib", "!KHEIS": "!Kheis", "KHâI-MA": "Khâi-Ma"}
    seat = only_person(read_text(f"Name,Org,Area\nAnna Dube,Water Forum,{name}\n")).seats[0]
    assert seat.place == proper[name]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("AFRICAN NATIONAL CONGRESS", "party/anc"),
        ("African National Congress (ANC)", "party/anc"),
        ("CONGRESS  OF THE PEOPLE", "party/cope"),
        ("UMKHONTO WESIZWE ", "party/mk"),
        ("FF+", "party/ff"),
        ("VF PLUS", "party/ff"),
        ("Vryheidsfront Plus", "party/ff"),
        ("AL-JAMA-AH", "party/al-jama-ah"),
    ],
)
def test_04_a_party_by_any_of_its_names(read_text: ReadText, name: str, key: str) -> None:
    seat = only_person(read_text(f"Name,Party,Org\nAnna Dube,{name},Limpopo Legislature\n")).seats[0]
    assert seat.party_key == key


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kwazulu-Natal", "KZN"),
        ("KwaZulu\u2010Natal", "KZN"),
        ("NW", "NW"),
        ("GAUTENG", "GT"),
        ("Gauteng ", "GT"),
        ("GT", "GT"),
        ("LIM", "LIM"),
        ("ZA-GP", "GT"),
        ("ZA-LP", "LIM"),
    ],
)
def test_05_a_province_by_any_spelling_or_code(read_text: ReadText, text: str, code: str) -> None:
    reading = read_text(f"Name,Org,Province\nAnna Dube,Water Forum,{text}\n")
    assert [place.code for place in reading.places] == [code]


# --- Cells -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("021 555 3536/083 555 4161", ["+27215553536", "+27835554161"]),
        ("082 555 9913 / 071 555 4040", ["+27825559913", "+27715554040"]),
        ("018 555 0744/1570", ["+27185550744", "+27185551570"]),
        ("053 555 0005 / 8 /422", ["+27535550005", "+27535550008", "+27535550422"]),
        ("039 555 0343039 555 0818", ["+27395550343", "+27395550818"]),
        ("040-6391180/6364196", ["+27406391180", "+27406364196"]),
        ("043-604 4101/4556/4096", ["+27436044101", "+27436044556", "+27436044096"]),
    ],
)
def test_06_several_numbers_in_one_cell(read_text: ReadText, cell: str, expected: list[str]) -> None:
    assert [normal for _value, normal in numbers_in(read_text, cell)] == expected


@pytest.mark.parametrize(
    ("cell", "normal"),
    [
        ("719538844", "+27719538844"),
        ("798936823", "+27798936823"),
        ("015\u00a0555\u00a08521", "+27155558521"),
        ("011- 555 5617", "+27115555617"),
        ("011 -555 5666", "+27115555666"),
        ('=""0825550101""', "+27825550101"),
        ("825550101.0", "+27825550101"),
    ],
)
def test_07_what_a_spreadsheet_did_to_a_number_is_undone(read_text: ReadText, cell: str, normal: str) -> None:
    assert [found for _value, found in numbers_in(read_text, cell)] == [normal]


@pytest.mark.parametrize("cell", ["090358313457", "015 293 852", "388 2456"])
def test_07_what_cannot_be_dialled_is_kept_as_typed_and_told(read_text: ReadText, cell: str) -> None:
    reading = read_text(f"Name,Tel\nAnna Dube,{cell}\n")
    assert numbers(only_person(reading)) == [(cell, "")]
    assert reading.warnings == (f"1 telephone number cannot be dialled and is kept as it was typed: {cell} (row 2)",)


def test_07_a_missing_area_code_is_that_of_the_body(read_text: ReadText) -> None:
    rows = "".join(f"Person{letter} Dube,Water Forum,015 555 010{at}\n" for at, letter in enumerate("ABCD"))
    reading = read_text(f"Name,Org,Tel\n{rows}Anna Nkosi,Water Forum,388 2456\n")
    assert numbers(reading.people[-1]) == [("388 2456", "+27153882456")]
    assert reading.warnings == (
        "1 number without an area code was completed with that of its body: 388 2456 → 015 388 2456 (row 6)",
    )


def test_07_it_is_the_one_of_the_municipality_or_of_the_town_of_the_legislature(read_text: ReadText) -> None:
    reading = read_text(
        "Name,Organisation,Tel\nAnna Dube,Khâi-Ma Municipality,933 1001\nSam Dube,North West Provincial Legislature,388 2456\n"
    )
    assert [numbers(person)[0][1] for person in reading.people] == ["+27549331001", "+27183882456"]


def test_07_where_the_other_numbers_disagree_nothing_is_guessed(read_text: ReadText) -> None:
    rows = "".join(f"Person{at} Dube,Water Forum,0{code} 555 0101\n" for at, code in enumerate((15, 15, 11, 12)))
    person = read_text(f"Name,Org,Tel\n{rows}Anna Nkosi,Water Forum,388 2456\n").people[-1]
    assert numbers(person) == [("388 2456", "")]


def test_07_a_fax_that_comes_by_e_mail_has_no_area(read_text: ReadText) -> None:
    rows = "".join(f"Person{at} Dube,Water Forum,086 555 010{at}\n" for at in range(4))
    person = read_text(f"Name,Org,Fax\n{rows}Anna Nkosi,Water Forum,388 2456\n").people[-1]
    assert numbers(person) == [("388 2456", "")]


def test_08_two_addresses_in_one_cell_with_blanks_before_them(read_text: ReadText) -> None:
    person = only_person(read_text("Name,Email\nAnna Dube, a@x.example / b@x.example\n"))
    assert [contact.value for contact in person.contacts] == ["a@x.example", "b@x.example"]


def test_08_a_name_with_a_number_in_one_cell(read_text: ReadText) -> None:
    person = only_person(read_text("Name,Contact no\nAnna Dube,Sam Nkosi 082 555 0101\n"))
    assert [(contact.value, contact.label) for contact in person.contacts] == [("082 555 0101", "Sam Nkosi")]


def test_08_a_fax_in_a_cell_of_telephones_is_a_fax(read_text: ReadText) -> None:
    person = only_person(read_text("Name,Tel\nAnna Dube,014 553 2332/ F: 014 553 2333\n"))
    assert [(contact.kind, contact.value) for contact in person.contacts] == [
        ("phone", "014 553 2332"),
        ("fax", "014 553 2333"),
    ]


def test_09_an_office_filled_down_is_one_office(read_text: ReadText) -> None:
    rows = "".join(
        f"Uptown Office,GOOD,{number} Parklane Uptown,,Person{number} Dube,Member\n" for number in (67, 68, 69)
    )
    reading = read_text(f"Title,Party,Physical Address,Email,Contact Person,Contact Role\n{rows}")
    assert [found.name for found in reading.organisations if found.kind == "constituency_office"] == ["Uptown Office"]
    assert len(reading.people) == 3


def test_10_future_null_and_nothing(read_text: ReadText) -> None:
    text = "Name,Org,Start date,End date,Cell\nAnna Dube,Water Forum,2014-05-21,future,null\nSam Dube,Air Forum,21/05/2014,,\n"
    anna, sam = read_text(text).people
    assert anna.seats[0].end.is_future
    assert (anna.contacts, sam.contacts) == ((), ())
    assert anna.seats[0].start.earliest == sam.seats[0].start.earliest
    assert sam.seats[0].end.text == ""


@pytest.mark.parametrize("day", ["12/31/2016", "31/02/2016", "2016-13-01"])
def test_10_a_day_that_cannot_be_is_told_and_not_guessed(read_text: ReadText, day: str) -> None:
    reading = read_text(f"Name,Org,Start date\nAnna Dube,Water Forum,{day}\n")
    assert told(reading) == [f"“{day}” is not a date"]
    assert only_person(reading).seats[0].start.earliest is None


# --- Files -----------------------------------------------------------------------------------------------------------

LIST = "Name,Party,Area\nZoë Dübe,FF+,Khâi-Ma\nSipho O’Nkosi,ANC,Kai !Garib\n"


@pytest.mark.parametrize("line_end", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^"])
def test_11_every_line_end_encoding_and_delimiter(
    read_text: ReadText, line_end: str, encoding: str, delimiter: str
) -> None:
    text = LIST.replace(",", delimiter).replace("\n", line_end)
    people = read_text(text, encoding=encoding).people
    assert [person.name for person in people] == ["Zoë Dübe", "Sipho O’Nkosi"]


def test_11_an_old_mac_is_known_by_its_line_ends(read_text: ReadText) -> None:
    people = read_text(LIST.replace("\n", "\r"), encoding="mac_roman").people
    assert [person.name for person in people] == ["Zoë Dübe", "Sipho O’Nkosi"]


def test_11_line_ends_may_be_mixed(read_text: ReadText) -> None:
    assert len(read_text("Name,Party\r\nAnna Dube,ANC\rSam Nkosi,DA\nThabo Zulu,IFP\r\n").people) == 3


def test_11_commas_in_addresses_do_not_split_a_list_of_semicolons(read_text: ReadText) -> None:
    person = only_person(read_text("Name;Address\nAnna Dube;1 Long Street, Uptown, Kimberley, 8301\n"))
    assert [contact.value for contact in person.contacts] == ["1 Long Street, Uptown, Kimberley, 8301"]


@pytest.mark.parametrize("delimiter", [";", "\t", ",", "~"])
def test_11_the_first_line_may_say_the_delimiter_for_excel(read_text: ReadText, delimiter: str) -> None:
    reading = read_text(f"sep={delimiter}\n" + LIST.replace(",", delimiter))
    assert [person.name for person in reading.people] == ["Zoë Dübe", "Sipho O’Nkosi"]
    assert told(reading) == []


def test_12_headings_stand_in_the_second_line_after_an_empty_one(read_text: ReadText) -> None:
    reading = read_text(",,\nNAME,Org,Role 1\nAnna Dube,ANC,Member\n,,\n")
    assert [person.name for person in reading.people] == ["Anna Dube"]
    assert told(reading) == []


def test_12_the_same_heading_five_times(read_text: ReadText) -> None:
    text = """NAME,Organisation,Role,Org,Role,Organisation,Role,Organisation,Role,Committee,Organisation,Role,Committee,Committee,,
Dube L.C.,KwaZulu-Natal Provincial Legislature,Member of the Provincial Legislature,ANC,Member,KwaZulu-Natal Provincial Legislature,Whip,KwaZulu-Natal Provincial Legislature,Chair,Works Committee,KwaZulu-Natal Provincial Legislature,Member,Health Committee,Finance Committee,Air Committee,
"""
    seats = only_person(read_text(text)).seats
    assert [(seat.title, seat.organisation) for seat in seats] == [
        ("Member", "KwaZulu-Natal Provincial Legislature"),
        ("Whip", "KwaZulu-Natal Provincial Legislature"),
        ("Chair", "Works Committee"),
        ("Member", "Health Committee"),
        ("Member", "Finance Committee"),
        ("Member", "Air Committee"),
    ]
    assert {seat.party for seat in seats} == {"African National Congress"}


def test_12_blanks_line_breaks_and_misspellings_in_headings(read_text: ReadText) -> None:
    reading = read_text(
        '" NAME & TITLE ","Cell\nNumber",Orgnaisation,Desigantion\nAnna Dube,0825550101,Water Forum,Whip\n'
    )
    person = only_person(reading)
    assert (person.contacts[0].normal, person.seats[0].organisation) == ("+27825550101", "Water Forum")
    assert person.seats[0].title == "Whip"


def test_12_a_heading_repeated_in_mid_file_is_passed_over(read_text: ReadText) -> None:
    reading = read_text("Name,Party\nAnna Dube,ANC\nName,Party\nSam Nkosi,DA\n")
    assert [person.name for person in reading.people] == ["Anna Dube", "Sam Nkosi"]
    assert reading.warnings == ("1 row repeats the headings and was passed over",)


def test_12_short_rows_and_a_missing_comma_are_told_with_their_rows(read_text: ReadText) -> None:
    reading = read_text("Name,Party,Tel\nAnna Dube,ANC,0825550101\nSam Nkosi DA,0825550102\nThabo Zulu\n")
    assert len(reading.people) == 3
    assert "2 rows have fewer cells than there are headings: row 3, row 4" in reading.warnings


def test_12_cells_right_of_the_headings_are_told(read_text: ReadText) -> None:
    assert told(read_text("Name,Party\nAnna Dube,ANC,left over\n")) == ["“left over” stands right of the last heading"]


PERSON_ROWS = "Name,Organisation,Role,Party,Tel,Email\nA Dube,Limpopo Legislature,Chair: Health,ANC,015 555 0101,a@x.example\nS Nkosi,Limpopo Legislature,Member,DA,015 555 0102,\n"
CONTACT_ROWS = "legal_name,contact_type,contact_detail\nA Dube,phone,015 555 0101\nA Dube,email,a@x.example\nS Nkosi,phone,015 555 0102\n"
POSITION_ROWS = """legal_name,place_kind,place_name,organisation_kind,organisation_name,position_title
A Dube,Province,Limpopo,Provincial Legislature,Limpopo Legislature,Chair: Health
A Dube,,,Political Party,African National Congress (ANC),Party Member
S Nkosi,Province,Limpopo,Provincial Legislature,Limpopo Legislature,Member of the Provincial Legislature
S Nkosi,,,Political Party,DA,Party Member
"""


def test_13_a_person_a_contact_or_a_position_a_row_are_the_same_people(read_text: ReadText) -> None:
    by_person, by_contact, by_position = (read_text(text) for text in (PERSON_ROWS, CONTACT_ROWS, POSITION_ROWS))
    folds = [[person.fold for person in reading.people] for reading in (by_person, by_contact, by_position)]
    assert folds[0] == folds[1] == folds[2]
    for one, other in zip(by_person.people, by_contact.people, strict=True):
        assert {contact.normal for contact in one.contacts} == {contact.normal for contact in other.contacts}
    for one, other in zip(by_person.people, by_position.people, strict=True):
        said = [[(seat.organisation_key, seat.title, seat.party_key) for seat in who.seats] for who in (one, other)]
        assert said[0] == said[1]


def test_13_without_headings_the_values_say_what_the_columns_hold(read_text: ReadText) -> None:
    for text in (CONTACT_ROWS, POSITION_ROWS):
        whole, bare = read_text(text), read_text(text.partition("\n")[2])
        assert [person.contacts for person in bare.people] == [person.contacts for person in whole.people]
        assert [person.seats for person in bare.people] == [person.seats for person in whole.people]


def test_13_an_office_a_row_repeated_for_each_person(read_text: ReadText) -> None:
    text = """Office Name,Physical Address,Contact Person,Contact Role,Contact Number,Email,Political Party
Greentown,1 Long Street,Anna Dube,Administrator,053 555 0101,,ANC
Greentown,1 Long Street,Sam Nkosi,Volunteer,082 555 0102,,ANC
,9 Short Street,Thabo Zulu,,,,FF
"""
    reading = read_text(text)
    offices = [found for found in reading.organisations if found.kind == "constituency_office"]
    assert [found.name for found in offices] == ["Greentown", "9 Short Street"]
    assert [contact.normal for contact in offices[0].contacts if contact.normal] == ["+27535550101", "+27825550102"]
    assert [person.seats[0].organisation for person in reading.people] == ["Greentown", "Greentown", "9 Short Street"]


def test_14_a_column_of_identity_numbers_is_left_out_and_told(read_text: ReadText) -> None:
    """More of it in test_id_numbers.py."""
    reading = read_text("Party,List,Rank,ID,Name,Surname\nANC,National,1,8001015009087,ANNA,DUBE\n")
    assert reading.left_out == ("ID: identity numbers are left out: the program keeps none",)
    assert reading.mapping is not None and reading.mapping.columns[3].field == Field.LEFT_OUT
    assert "8001015009087" not in repr(reading.candidates)
    assert only_person(reading).identifiers == ()


def test_15_popolo_with_several_memberships_no_dates_unknown_keys_and_odd_ids(read_text: ReadText) -> None:
    """More of it in test_popolo.py."""
    reading = read_text(
        """{"persons": [{"id": "o'x/1", "name": "Anna Dube", "shoe": 3}],
        "organizations": [{"id": "a/b", "name": "Limpopo Legislature"}, {"id": "c", "name": "Water Forum"}],
        "memberships": [{"person_id": "o'x/1", "organization_id": "a/b"}, {"person_id": "o'x/1", "organization_id": "c"}]}""",
        "people.json",
    )
    person = only_person(reading)
    assert person.key == "o'x/1"
    assert [(seat.organisation, seat.start.text) for seat in person.seats] == [
        ("Limpopo Legislature", ""),
        ("Water Forum", ""),
    ]


def test_17_the_same_list_is_the_same_reading(read_text: ReadText) -> None:
    """That it changes nothing, and that a newer one shows what is new, changed and gone: test_imports.py."""
    assert read_text(PERSON_ROWS) == read_text(PERSON_ROWS)
    assert read_text(PERSON_ROWS).layout == read_text(PERSON_ROWS.replace("A Dube", "B Zulu")).layout


# --- Workbooks -------------------------------------------------------------------------------------------------------


def people_in(tmp_path: Path, data: bytes, name: str) -> list[str]:
    file = tmp_path / name
    file.write_bytes(data)
    return [person.name for person in read(file).people]


def hidden(data: bytes, sheet: str) -> bytes:
    """The same workbook with one sheet hidden."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as whole, zipfile.ZipFile(made, "w") as packed:
        for name in whole.namelist():
            old, new = f'<sheet name="{sheet}"'.encode(), f'<sheet state="hidden" name="{sheet}"'.encode()
            packed.writestr(name, whole.read(name).replace(old, new))
    return made.getvalue()


def open_document(rows: list[list[str]]) -> bytes:
    """A spreadsheet of LibreOffice's kind with one sheet."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
        f'xmlns:text="{names}:text:1.0" office:version="1.2"><office:body><office:spreadsheet><table:table table:name="A">'
        f"{cells}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", content)
    return made.getvalue()


MEMBERS = [["Name", "Party"], ["Anna Dube", "ANC"], ["Sam Nkosi", "DA"]]


def test_a_hidden_sheet_is_not_read_unless_named(tmp_path: Path) -> None:
    data = hidden(workbook({"Old": [*MEMBERS, ["Thabo Zulu", "IFP"]], "Now": MEMBERS}), "Old")
    assert people_in(tmp_path, data, "list.xlsx") == ["Anna Dube", "Sam Nkosi"]


def test_a_sheet_of_libre_office(tmp_path: Path) -> None:
    assert people_in(tmp_path, open_document(MEMBERS), "list.ods") == ["Anna Dube", "Sam Nkosi"]


def test_empty_rows_above_and_numbers_as_decimals(tmp_path: Path) -> None:
    data = workbook({"A": [["Name", "Cell"], ["Anna Dube", 825550101.0]]}, first_row=4)
    file = tmp_path / "list.xlsx"
    file.write_bytes(data)
    person = only_person(read(file))
    assert (person.line, person.contacts[0].normal) == ("row 5", "+27825550101")


def test_a_page_or_a_text_file_called_xls_is_read_for_what_it_is(tmp_path: Path) -> None:
    page = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in MEMBERS)
    assert people_in(tmp_path, f"<html><table>{page}</table></html>".encode(), "a.xls") == ["Anna Dube", "Sam Nkosi"]
    assert people_in(tmp_path, "\n".join("\t".join(row) for row in MEMBERS).encode(), "b.xls") == [
        "Anna Dube",
        "Sam Nkosi",
    ]


def test_a_sheet_with_one_cell_is_a_list_that_nobody_filled_in(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        people_in(tmp_path, workbook({"A": [["Name"]]}), "list.xlsx")
    assert caught.value.code == "list-not-filled-in"
