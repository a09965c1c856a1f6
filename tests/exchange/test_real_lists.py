"""Published lists, read where KGOTLA_LISTS names a folder that holds them; they are not part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crm.exchange.candidates import EngagementCandidate, Reading
from crm.exchange.readers import read
from crm.rules.errors import Problem
from ui.words import sentence


def lists() -> Path:
    folder = os.environ.get("KGOTLA_LISTS")
    if not folder or not Path(folder).is_dir():
        pytest.skip("set KGOTLA_LISTS to a folder with published lists")
    return Path(folder)


def read_list(name: str) -> Reading:
    file = lists() / name
    if not file.is_file():
        pytest.skip(f"{name} is not in the folder of lists")
    return read(file)


@pytest.mark.parametrize(
    ("name", "people", "seats", "not_understood"),
    [
        ("sa_mpls/mpls_2014.csv", 430, 430, 0),
        ("sa_legislatures_2013/limpopo.csv", 48, 76, 0),
        ("sa_legislatures_2013/limpopo_positions.csv", 48, 76, 0),
        ("sa_legislatures_2013/gauteng.csv", 71, 71, 0),
        ("sa_legislatures_2013/gauteng_positions.csv", 71, 71, 0),
        ("sa_legislatures_2013/free_state.csv", 29, 53, 1),
        ("popolo/za-assembly-2015.json", 393, 393, 0),
        ("popolo/za-assembly-2015-term-26.csv", 393, 393, 0),
        ("popolo/au-tas-councillors.json", 263, 317, 1),
        ("popolo/au-tas-councillors.csv", 263, 263, 0),
        ("popolo/zw-assembly-2015.json", 206, 206, 0),
        ("popolo/sh-council-2015.json", 12, 12, 0),
    ],
)
def test_published_lists_are_read_whole(name: str, people: int, seats: int, not_understood: int) -> None:
    reading = read_list(name)
    assert len(reading.people) == people
    assert sum(len(person.seats) for person in reading.people) == seats
    assert len(reading.not_understood) == not_understood


def test_the_mailbox_of_a_whole_legislature_is_shared() -> None:
    people = read_list("sa_legislatures_2013/limpopo.csv").people
    emails = [contact for person in people for contact in person.contacts if contact.kind == "email"]
    assert len({contact.normal for contact in emails}) == 1
    assert all(contact.is_shared for contact in emails)


def test_two_files_of_one_house_name_the_same_people() -> None:
    popolo = read_list("popolo/za-assembly-2015.json").people
    table = read_list("popolo/za-assembly-2015-term-26.csv").people
    assert {person.key: person.fold for person in popolo} == {person.key: person.fold for person in table}


def test_every_file_gets_an_answer() -> None:
    for file in sorted(path for path in lists().rglob("*") if path.is_file()):
        try:
            repr(read(file)).encode()
        except Problem as problem:
            assert sentence(problem)


def reach(reading: Reading, *kinds: str) -> list[tuple[str, set[str]]]:
    """Who, and the details of these kinds, whatever order and letters they are in."""
    return [
        (person.fold, {(found.normal or found.value).casefold() for found in person.contacts if found.kind in kinds})
        for person in reading.people
    ]


@pytest.mark.parametrize("name", ["all", "email", "gmail", "outlook", "tb_plain"])
def test_an_address_book_says_the_same_as_a_table_and_as_cards(name: str) -> None:
    table = read_list(f"contacts_csv/roundcube_{name}.csv")
    cards = read_list(f"contacts_csv/roundcube_{name}.vcf")
    assert reach(table, "email") == reach(cards, "email")
    assert [found.name for found in table.organisations] == [found.name for found in cards.organisations]
    # A pager, and the number of somebody's assistant, have columns that are no telephone of theirs.
    numbers = ("phone", "mobile", "fax")
    for (_who, few), (_same, many) in zip(reach(table, *numbers), reach(cards, *numbers), strict=True):
        assert few <= many
        assert len(many - few) <= 4
    addresses = [len(found) for _who, found in reach(table, "address")]
    assert addresses == [len(found) for _who, found in reach(cards, "address")]


@pytest.mark.parametrize(
    ("name", "people", "organisations", "contacts", "not_understood"),
    [
        ("John_Doe_ANDROID.vcf", 6, 2, 15, 1),
        ("John_Doe_GMAIL.vcf", 1, 1, 5, 0),
        ("John_Doe_IPHONE.vcf", 1, 1, 11, 0),
        ("John_Doe_MS_OUTLOOK.vcf", 1, 1, 6, 0),
        ("gmail-list.vcf", 3, 0, 3, 0),
        ("gmail-single.vcf", 1, 1, 7, 0),
        ("kde_testfullvcard.vcf", 1, 0, 8, 1),
        ("kde_vcard1.vcf", 1, 1, 6, 0),
        ("kde_vcard10.vcf", 4, 1, 6, 2),
        ("kde_vcard12.vcf", 1, 0, 1, 0),
        ("kde_vcard4.vcf", 0, 1, 5, 1),
        ("khard_altid.vcf", 1, 0, 0, 0),
        ("khard_category.vcf", 1, 0, 1, 0),
        ("khard_joe.vcf", 1, 0, 1, 0),
        ("khard_labels.vcf", 1, 1, 0, 0),
        ("khard_minimal.vcf", 1, 0, 0, 0),
        ("khard_no-nickname.vcf", 1, 0, 1, 0),
        ("khard_org.vcf", 0, 1, 0, 0),
        ("khard_photov3.vcf", 1, 0, 0, 0),
        ("khard_photov4.vcf", 1, 0, 0, 0),
        ("khard_tel-value-uri.vcf", 1, 0, 1, 0),
        ("khard_text-bday.vcf", 1, 0, 0, 0),
        ("khard_unparsable.vcf", 1, 0, 0, 1),
        ("outlook-2003.vcf", 1, 1, 3, 4),
        ("rfc2426-example.vcf", 2, 2, 10, 0),
        ("rfc6350-example.vcf", 1, 1, 5, 0),
        ("roundcube_johndoe.vcf", 1, 1, 5, 0),
    ],
)
def test_cards_are_read_whole(name: str, people: int, organisations: int, contacts: int, not_understood: int) -> None:
    reading = read_list(f"vcard/{name}")
    assert len(reading.people) == people
    assert len(reading.organisations) == organisations
    assert sum(len(found.contacts) for found in (*reading.people, *reading.organisations)) == contacts
    assert len(reading.not_understood) == not_understood


def test_a_directory_of_municipalities_is_read_whole() -> None:
    reading = read_list("sa_municipal/municipal_directory_govza_2023.json")
    councils = [found for found in reading.organisations if found.kind == "council"]
    assert len(councils) == len(reading.organisations) > 255
    assert sum(len(person.seats) for person in reading.people) >= 515
    assert len(reading.not_understood) == 1


def test_offices_as_json_are_those_of_the_table() -> None:
    table = read_list("sa_constituency_offices/2022_north-west-anc.csv")
    document = read_list("sa_constituency_offices/2022_north-west-anc.json")
    numbers = ("phone", "mobile", "fax")
    assert reach(document, *numbers) == reach(table, *numbers)
    assert len(document.organisations) == len(table.organisations)


def test_members_in_xml_sit_in_their_house() -> None:
    people = read_list("sa_members_xml/myreps-ncop_2012.xml").people
    assert len(people) == 54
    assert {seat.organisation for person in people for seat in person.seats} == {"National Council of Provinces"}
    assert sum(bool(seat.party) for person in people for seat in person.seats) == 51  # three have none in the file


@pytest.mark.parametrize(
    ("name", "events", "attendance", "not_understood"),
    [
        ("biweekly_outlook-2010.ics", 1, 3, 0),
        ("icalendar_alarm_google_future.ics", 1, 0, 0),
        ("icalendar_alarm_thunderbird_future.ics", 1, 0, 0),
        ("icalendar_issue_722_missing_timezones.ics", 1, 0, 2),
        ("icalendar_multiple_calendar_components.ics", 3, 0, 0),
        ("icalendar_x_location.ics", 60, 0, 0),
        ("khal_cal_d.ics", 1, 0, 0),
        ("khal_event_d_long.ics", 1, 0, 0),
        ("khal_event_dt_floating.ics", 1, 0, 0),
        ("khal_event_dt_partstat.ics", 1, 6, 0),
        ("khal_event_dt_simple.ics", 1, 0, 0),
        ("khal_event_rrule_recuid.ics", 6, 0, 0),
        ("khal_tz_windows_format.ics", 1, 0, 0),
        ("khal_without_uid.ics", 1, 0, 0),
        ("vobject_ms_tzid.ics", 1, 0, 0),
        ("icalendar_broken_ical.ics", 0, 0, 1),
        ("icalendar_rfc_7986_conferences.ics", 0, 0, 1),
    ],
)
def test_published_calendars_are_read_whole(name: str, events: int, attendance: int, not_understood: int) -> None:
    reading = read_list(f"ics/{name}")
    found = reading.of(EngagementCandidate)
    assert (len(found), len(reading.not_understood)) == (events, not_understood)
    assert sum(len(one.attendance) for one in found) == attendance
