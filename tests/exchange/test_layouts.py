"""The layouts in which provinces, parties and the electoral commission keep their lists; all rows are invented."""

# ruff: noqa: E501 - rows of lists are as wide as they are

from __future__ import annotations

from crm.exchange.candidates import PersonCandidate
from crm.exchange.columns import Field
from tests.exchange.conftest import ReadText, only_person


def seats(person: PersonCandidate) -> list[tuple[str, str, str]]:
    return [(seat.title, seat.organisation_key, seat.place_key) for seat in person.seats]


def numbers(person: PersonCandidate) -> list[str]:
    return [contact.normal for contact in person.contacts if contact.kind in ("phone", "mobile")]


REPRESENTATIVES = """ID number,Last name,First names,Preferred name,Title,Type,Cellphone,Office phone,Public email,Party email,Province,Legislature code,Legislature name,Head of constituency,Elected ward,Assigned wards,Within constituency,Start date,Government Roles,Caucus Roles,Party Roles,Portfolio
8001015009087,DUBE,ANNA MARIA,Ann,Ms,Ward Councillor,825550101,018 555 0101,a@x.example,a@party.example,North West,NW405,JB Marks,Greentown,64005024,,Greentown,10/08/2016,,Whip,,Finance
9001015009086,NKOSI,SIPHO,,Mr,PR Councillor,082 555 0102,,s@x.example,,North West,NW405,JB Marks,,,63702002 ; 63702035,Bluetown,10/08/2016,Mayor; MMC Finance,,Chairperson,
8001015009087,VAN DER WESTHUIZEN,PIET,,Mr,MPL,082 555 0103,,p@x.example,,North West,NW,North West Provincial Legislature,,,,,22/05/2014,,,,
8001015009087,MOKOENA,THABO,,Mr,MP,082 555 0104,,t@x.example,,,NA,National Assembly,,,,,22/05/2014,,,,
8001015009087,ZULU,LERATO,,Ms,DC Councillor,082 555 0105,,l@x.example,,North West,DC40,Dr Kenneth Kaunda,,,,,10/08/2016,,,,
"""


def test_the_representatives_of_a_party(read_text: ReadText) -> None:
    reading = read_text(REPRESENTATIVES)
    anna, sipho, piet, thabo, lerato = reading.people
    assert seats(anna) == [("Ward Councillor", "council/NW405", "ward/64005024")]
    assert (anna.name, anna.known_as, anna.title) == ("Anna Maria Dube", "Ann", "Ms")
    assert anna.note.splitlines() == [
        "Head of constituency: Greentown",
        "Within constituency: Greentown",
        "Caucus Roles: Whip",
        "Portfolio: Finance",
    ]
    assert anna.seats[0].start.text == "10/08/2016" and str(anna.seats[0].start.earliest) == "2016-08-10"
    assert [title for title, _body, _place in seats(sipho)] == ["PR Councillor", "Mayor", "MMC Finance"]
    assert {body for _title, body, _place in seats(sipho)} == {"council/NW405"}
    assert seats(piet) == [("Member", "legislature/NW", "province/NW")]
    assert seats(thabo) == [("Member", "legislature/NA", "")]
    assert seats(lerato) == [("DC Councillor", "council/DC40", "")]
    assert reading.not_understood == ()
    assert reading.left_out == ("ID number: identity numbers are left out: the program keeps none",)


def test_candidates_of_an_election_on_two_lists_are_one_person(read_text: ReadText) -> None:
    anna, sipho = read_text(
        "Party name,List type,Order number,IDNumber,Full names,Surname\n"
        "AFRICAN NATIONAL CONGRESS,National,1,8001015009087,ANNA MARIA,DUBE\n"
        "AFRICAN NATIONAL CONGRESS,Provincial: Limpopo,3,8001015009087,ANNA MARIA,DUBE\n"
        "UMKHONTO WESIZWE ,Regional: Gauteng,2,9001015009086,SIPHO,VAN DER WESTHUIZEN\n"
    ).people
    assert (anna.name, sipho.family) == ("Anna Maria Dube", "van der Westhuizen")
    assert anna.note.splitlines() == [
        "List type: National",
        "Order number: 1",
        "List type: Provincial: Limpopo",
        "Order number: 3",
    ]
    assert [seat.party_key for seat in (*anna.seats, *sipho.seats)] == ["party/anc", "party/mk"]


def test_councillors_by_ward_however_ward_and_municipality_are_written(read_text: ReadText) -> None:
    people = read_text(
        "Province;Municipality;Ward;Councillor;Affiliation;Tel\n"
        "Northern Cape;NC067 - KHâI-MA;Ward 3;ANNA DUBE;AFRICAN NATIONAL CONGRESS;054 933 1000\n"
        "Northern Cape;Khâi-Ma;30607001;SIPHO NKOSI;DA;933 1001\n"
        "Northern Cape;Khâi-Ma Local Municipality;2;THABO MOKOENA;INDEPENDENT;\n"
        "Northern Cape;NC067;99;LERATO ZULU;;\n"
    ).people
    assert [seats(person) for person in people] == [
        [("Councillor", "council/NC067", "ward/30607003")],
        [("Councillor", "council/NC067", "ward/30607001")],
        [("Councillor", "council/NC067", "ward/30607002")],
        [("Councillor", "council/NC067", "ward/council/NC067/99")],
    ]
    assert numbers(people[1]) == ["+27549331001"]


def test_two_councillors_of_one_name_in_two_wards_are_two(read_text: ReadText) -> None:
    reading = read_text("Municipality,Ward,Councillor\nNC067,1,Anna Dube\nNC067,2,Anna Dube\n")
    assert [seats(person)[0][2] for person in reading.people] == ["ward/30607001", "ward/30607002"]


def test_an_office_and_the_person_in_it_each_with_their_own_number(read_text: ReadText) -> None:
    reading = read_text(
        "Title,Party,Type,Province,Location,Physical Address,E-mail,Tel,Source URL,Name,Position,Email,Tel\n"
        "DA Constituency Area: Southwest,DA,area,Eastern Cape,x,1 Long Street,pe@x.example,041 555 0101,,Anna Dube,Constituency Leader,a@x.example,082 555 0101\n"
        "DA Constituency Area: Southwest,DA,area,Eastern Cape,x,1 Long Street,pe@x.example,041 555 0101,,Sipho Nkosi,Administrator,,082 555 0102\n"
    )
    office = next(found for found in reading.organisations if found.kind == "constituency_office")
    assert [contact.value for contact in office.contacts] == ["1 Long Street", "pe@x.example", "041 555 0101"]
    assert [[contact.value for contact in person.contacts] for person in reading.people] == [
        ["a@x.example", "082 555 0101"],
        ["082 555 0102"],
    ]


def test_offices_with_members_administrators_and_wards(read_text: ReadText) -> None:
    reading = read_text(
        "Party Code,Name,Province,Type,Party,MPL,MP,Administrator,Tel,Fax,Physical Address,Postal Address,E-mail,Municipality,Wards,Volunteer\n"
        '707,GREENTOWN,Northern Cape,Office,ANC,,Anna Dube  082 555 0101,Sipho Nkosi 083 555 0102,053-555 0103,053-555 0104,"1 Long Street","PO Box 1",a@x.example / b@x.example,Khâi-Ma,1-3(3),Thabo Zulu\n'
        '708,BLUETOWN,Northern Cape,Office,ANC,Lerato Sample,,,,,,,,Bluewater,"1, 2, 3, 10&11(6)",\n'
    )
    green, blue = (found for found in reading.organisations if found.kind == "constituency_office")
    assert (green.place_key, green.note) == ("municipality/NC067", "Municipality: Khâi-Ma\nWards: 1, 2, 3")
    assert (blue.place_key, blue.note) == ("province/NC", "Municipality: Bluewater\nWards: 1, 2, 3, 10&11(6)")
    assert [problem.reason for problem in reading.not_understood] == [
        "the wards “1, 2, 3, 10&11(6)” do not add up; they are kept as written"
    ]
    assert [(person.name, person.seats[0].title) for person in reading.people] == [
        ("Anna Dube", "MP"),
        ("Sipho Nkosi", "Administrator"),
        ("Thabo Zulu", "Volunteer"),
        ("Lerato Sample", "MPL"),
    ]
    assert not [found for found in reading.organisations if found.kind == "council"]


def test_constituencies_with_their_leaders(read_text: ReadText) -> None:
    reading = read_text(
        "Constituency,Constituency Leader,Municipalities,Administrators\n"
        "Southwest,Anna Dube,Nelson Mandela Bay,Sipho Nkosi\nNorthern Areas,Thabo Zulu,Nelson Mandela Bay,Sipho Nkosi\n"
    )
    assert [found.name for found in reading.organisations] == ["Southwest", "Northern Areas"]
    said = [(person.name, [(seat.title, seat.organisation) for seat in person.seats]) for person in reading.people]
    assert said == [
        ("Anna Dube", [("Constituency leader", "Southwest")]),
        ("Sipho Nkosi", [("Administrator", "Southwest"), ("Administrator", "Northern Areas")]),
        ("Thabo Zulu", [("Constituency leader", "Northern Areas")]),
    ]


def test_committees_of_members_and_of_alternates_side_by_side(read_text: ReadText) -> None:
    text = """Title,Name,Name,Name,Phone,Organisation,Role,,Orgnaisation Kind (applies to all committees),Role,,,Role,Organsiation,Organsiation,Organisation,Role 1,Role 2
Mr,Archie,Dube,,021 487 1848 ,Western Cape Provincial Legislature,Member of the Provincial Legislature,,Western Cape Provincial Legislature Committee,Alternate Member, Committee on Local Government, Petitions Committee,Member, Budget Committee, Provincial Treasury,DA,Member,
Ms,Alta,van,Zulu,021 487 1773 ,Western Cape Provincial Legislature,Member of the Provincial Legislature,,,Alternate Member,,,Member,Petitions Committee,,DA ,Member,Whip
"""
    archie, alta = read_text(text.replace("\n", "\r")).people
    assert [(seat.title, seat.organisation) for seat in archie.seats] == [
        ("Member", "Western Cape Provincial Legislature"),
        ("Alternate Member", "Committee on Local Government"),
        ("Alternate Member", "Petitions Committee"),
        ("Member", "Budget Committee"),
        ("Member", "Provincial Treasury"),
    ]
    assert [(seat.title, seat.organisation) for seat in alta.seats] == [
        ("Member", "Western Cape Provincial Legislature"),
        ("Member", "Petitions Committee"),
        ("Whip", "Democratic Alliance"),
    ]


def test_committees_belong_to_the_one_legislature_of_a_list(read_text: ReadText) -> None:
    reading = read_text("Name,Organisation,Role,Committee\nAnna Dube,Limpopo Legislature,Chair,Health Committee\n")
    house, committee = reading.organisations
    assert (committee.kind, committee.parent_key) == ("committee", house.key)
    assert seats(only_person(reading)) == [
        ("Member", "legislature/LIM", ""),
        ("Chair", "health committee", ""),
    ]


def test_columns_that_say_yes_or_no_to_a_post(read_text: ReadText) -> None:
    reading = read_text(
        "Name,IsAlternative?,Party,IsChairperson?,Committee\n"
        '"Dube, Ms A",False,ANC,True,Health\n"Nkosi, Mr S",True,DA,False,Health\n"Zulu, Mr T",False,DA,False,Health\n'
    )
    assert [seats(person)[0][0] for person in reading.people] == ["Chairperson", "Alternate member", "Member"]
    assert reading.mapping is not None
    assert [column.field for column in reading.mapping.columns][1::2] == [Field.ROLE_IF, Field.ROLE_IF]


def test_two_words_for_one_seat_in_the_executive_are_one_seat(read_text: ReadText) -> None:
    person = only_person(
        read_text(
            "Name,Organisation,Role 1,Role 2,Designation\n"
            "B Dube,Free State Legislature,Member of the Provincial Legislature,Member of the Executive Committee:: Safety,MEC Safety\n"
        )
    )
    assert [seat.title for seat in person.seats] == ["Member", "Member of the Executive Committee: Safety"]


def test_a_list_of_nothing_but_addresses(read_text: ReadText) -> None:
    reading = read_text("Primary Email\na@x.example\nb@x.example\n")
    assert [person.name for person in reading.people] == ["a@x.example", "b@x.example"]
    assert reading.warnings == ("no column names anybody: people are called by their e-mail address",)


def test_names_under_a_heading_nobody_knows_beside_their_addresses(read_text: ReadText) -> None:
    reading = read_text("Who we met,Email\nAnna Dube,a@x.example\nSam Nkosi,b@x.example\n")
    assert [person.name for person in reading.people] == ["Anna Dube", "Sam Nkosi"]
