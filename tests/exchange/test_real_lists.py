"""Published lists, read where KGOTLA_LISTS names a folder that holds them; they are not part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crm.exchange.candidates import Reading
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
