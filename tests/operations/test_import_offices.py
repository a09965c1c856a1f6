"""Lists of offices come in whole: their places, the wards they are for and who sits there; and twice is once."""

from __future__ import annotations

import pytest

from crm.exchange.candidates import Reading
from crm.exchange.csv_tables import parse_table
from crm.exchange.meaning import read_rows
from crm.queries.organisations import get_organisation
from crm.store.engine import database
from crm.workspace import Workspace
from tests.operations.lists import bring_in, members, people, plan

pytestmark = pytest.mark.usefixtures("today")

HEADINGS = "Name,Province,Party,MP,Administrator,Tel,Physical Address,Municipality,Wards"


def offices(*lines: str) -> Reading:
    return read_rows(parse_table("\n".join((HEADINGS, *lines)).encode(), "offices.csv"))


TWO = (
    "GREENTOWN,Northern Cape,ANC,Anna Dube 082 555 0101,Sam Nkosi 083 555 0102,053 555 0103,1 Road,Khâi-Ma,1-3(3)",
    'BLUETOWN,Northern Cape,ANC,Anna Dube 082 555 0101,,,2 Long Street,Bluewater,"1, 2, 10&11(4)"',
)


def test_an_office_knows_its_wards_its_place_and_its_people(workspace: Workspace) -> None:
    bring_in(workspace, offices(*TWO))
    ids = dict(workspace.ask(lambda: database.execute_sql("SELECT name, id FROM organisation").fetchall()))
    green, blue = (workspace.ask(get_organisation, ids[name]) for name in ("GREENTOWN", "BLUETOWN"))
    assert green is not None and blue is not None
    assert green.summary == "Municipality: Khâi-Ma\nWards: 1, 2, 3"
    assert blue.summary == "Municipality: Bluewater\nWards: 1, 2, 10, 11"
    assert (green.place, blue.place) == ("Khâi-Ma", "Northern Cape")
    assert set(people(workspace)) == {"Anna Dube", "Sam Nkosi"}


def test_the_same_list_again_changes_nothing_and_a_newer_one_its_wards(workspace: Workspace) -> None:
    bring_in(workspace, offices(*TWO))
    assert plan(workspace, offices(*TWO)).is_empty
    newer = offices(TWO[0].replace("1-3(3)", "1-4(4)"), TWO[1])
    (row,) = plan(workspace, newer).rows_of("changed")
    assert (row.what, row.changes[0].theirs) == ("organisations", "Municipality: Khâi-Ma\nWards: 1, 2, 3, 4")
    bring_in(workspace, newer)
    assert plan(workspace, newer).is_empty


def test_ten_members_of_an_executive_council_hold_one_post_and_a_portfolio_has_one_holder(workspace: Workspace) -> None:
    headings = "First Name,Last Name,Organisation,Position Title"
    house = "Northern Cape Provincial Legislature"
    reading = members(
        f"Anna,Sample,{house},Member of the Executive Council",
        f"Sam,Sample,{house},Member of the Executive Council",
        f"Lerato,Sample,{house},Member of the Executive Council: Health",
        headings=headings,
    )
    bring_in(workspace, reading)
    posts = dict(workspace.ask(lambda: database.execute_sql("SELECT title, is_single FROM post").fetchall()))
    assert posts["Member of the Executive Council"] == 0
    assert posts["Member of the Executive Council: Health"] == 1
