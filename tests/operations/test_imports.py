"""What one can rely on when a list is brought in: whole or not at all, twice is once, and the user's words stay."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from crm.exchange.candidates import Reading
from crm.operations import import_writing
from crm.operations.imports import apply_import
from crm.operations.offices import RoleDraft
from crm.operations.people import ContactDraft, PersonDraft, draft_person, save_person
from crm.operations.records import remove
from crm.queries.imports import Change
from crm.queries.organisations import get_organisation
from crm.queries.people import PeopleFilter, PersonPage, get_person, list_people
from crm.queries.records import find
from crm.rules.errors import UserError
from crm.store import journal
from crm.store.engine import database
from crm.workspace import Workspace
from tests.operations.lists import (
    ANC,
    DA,
    HEADINGS,
    HOUSE,
    THREE,
    bring_in,
    counted,
    everything,
    indexed,
    member,
    members,
    people,
    plan,
    rebuilt,
)

WORDS = ("sample", "kagiso", "moipone", "0825550101", "office", "northern", "member", "5th", "members.csv")
pytestmark = pytest.mark.usefixtures("today")


def page_of(workspace: Workspace, name: str) -> PersonPage:
    page = workspace.ask(get_person, people(workspace)[name])
    assert page is not None
    return page


# --- A first list ----------------------------------------------------------------------------------------------------


def test_a_list_comes_in_with_its_people_offices_and_contacts(workspace: Workspace) -> None:
    done = bring_in(workspace, members(*THREE))
    assert done.label == "Import 3 people"
    assert done.value.new == counted(people=3, offices=2)
    page = page_of(workspace, "Moipone van der Voorbeeld")
    assert [contact.normal for contact in page.contacts] == ["+27825550101"]
    (office,) = page.past
    assert (office.title, office.organisation, office.party, office.place, office.term) == (
        "Member",
        HOUSE,
        "ANC",
        "Northern Cape",
        "5th term (2014–2019)",
    )
    assert (office.start_text, office.end_text) == ("2014-05-21", "2019-05-07")
    assert page.source == "members.csv"


def test_the_counts_of_the_plan_are_those_of_the_import(workspace: Workspace) -> None:
    reading = members(*THREE, member("", ""))
    planned = plan(workspace, reading)
    assert planned.not_understood == [{"line": "row 5", "reason": "no name stands in this row"}]
    done = workspace.do(apply_import, planned, reading)
    assert planned.counts() == {
        "new": done.value.new,
        "changed": done.value.changed,
        "unchanged": done.value.unchanged,
    }


def test_holders_of_a_past_term_are_not_shown_as_sitting(workspace: Workspace) -> None:
    bring_in(workspace, members(*THREE))
    assert workspace.ask(list_people, PeopleFilter(as_of=date(2026, 11, 22))) == []
    assert len(workspace.ask(list_people, PeopleFilter(as_of=date(2016, 1, 1)))) == 3


def test_a_member_of_no_known_party_has_none(workspace: Workspace) -> None:
    bring_in(workspace, members(*THREE))
    assert page_of(workspace, "Ratanang Mothofela").past[0].party == ""


def test_only_elected_members_are_kept_on_the_ground_of_their_office(workspace: Workspace) -> None:
    bring_in(workspace, members(*THREE, member("Anna", "Clerk", post="Committee secretary", party="")))
    grounds = {
        name: (page_of(workspace, name).ground, page_of(workspace, name).special_ground) for name in people(workspace)
    }
    assert grounds["Kagiso Sample"] == ("legitimate_interest", "made_public")
    assert grounds["Ratanang Mothofela"] == ("legitimate_interest", "")
    assert grounds["Anna Clerk"] == ("", "")


def test_one_address_for_a_whole_house_is_marked_as_shared_and_merges_nobody(workspace: Workspace) -> None:
    bring_in(workspace, members(*THREE))
    for name in ("Kagiso Sample", "Ratanang Mothofela"):
        (contact,) = page_of(workspace, name).contacts
        assert contact.value == "office@example.org" and contact.is_shared
    newcomer = members(member("Neo", "Newcomer", email="office@example.org", house="Free State Legislature"))
    assert plan(workspace, newcomer).counts()["new"]["people"] == 1


# --- Twice is once ---------------------------------------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing_and_leaves_no_operation(workspace: Workspace) -> None:
    first = bring_in(workspace, members(*THREE))
    again = plan(workspace, members(*THREE))
    assert again.is_empty
    assert again.counts()["unchanged"] == counted(people=3, organisations=3, places=1, offices=2)
    with pytest.raises(UserError) as caught:
        workspace.do(apply_import, again, members(*THREE))
    assert caught.value.code == "import-changes-nothing"
    assert workspace.history(limit=1)[0].operation_id == first.operation_id


def test_a_newer_list_shows_who_is_new_changed_and_gone(workspace: Workspace) -> None:
    bring_in(workspace, members(*THREE))
    newer = members(
        member("MOIPONE", "VAN DER VOORBEELD", cell="083 555 0199"), THREE[1], member("Neo", "Newcomer", party=DA)
    )
    planned = plan(workspace, newer)
    assert planned.counts()["new"]["people"] == 1
    (changed,) = planned.rows_of("changed")
    assert changed.name == "Moipone van der Voorbeeld"
    assert set(changed.changes) == {
        Change("contact detail", "", "083 555 0199"),
        Change("contact detail", "082 555 0101", ""),
    }
    (gone,) = planned.rows_of("gone")
    assert (gone.name, gone.changes[0].ours) == ("Ratanang Mothofela", f"Member, {HOUSE}")
    bring_in(workspace, newer)
    assert [contact.value for contact in page_of(workspace, changed.name).contacts] == ["083 555 0199"]
    assert page_of(workspace, "Ratanang Mothofela").past[0].end_text == "2019-05-07"
    assert plan(workspace, newer).is_empty


def test_the_office_of_whoever_is_gone_ends_only_when_asked(workspace: Workspace) -> None:
    bring_in(workspace, members(*THREE))
    done = bring_in(workspace, members(*THREE[:2]), end_gone_on=date(2016, 3, 31))
    assert page_of(workspace, "Ratanang Mothofela").past[0].end_text == "2016-03-31"
    assert done.value.new["people"] == 0
    assert plan(workspace, members(*THREE[:2]), end_gone_on=date(2016, 3, 31)).is_empty
    workspace.undo()
    assert page_of(workspace, "Ratanang Mothofela").past[0].end_text == "2019-05-07"


def test_an_office_the_list_names_no_more_can_end_while_the_person_stays(workspace: Workspace) -> None:
    speaker = member("Kagiso", "Sample", party=DA, post="Speaker")
    bring_in(workspace, members(THREE[0], THREE[1], speaker))
    (gone,) = plan(workspace, members(*THREE[:2])).rows_of("gone")
    assert (gone.what, gone.name, gone.changes[0].ours) == ("offices", "Kagiso Sample", f"Speaker, {HOUSE}")
    bring_in(workspace, members(*THREE[:2]), end_gone_on=date(2017, 1, 1))
    ends = {office.title: office.end_text for office in page_of(workspace, "Kagiso Sample").past}
    assert ends == {"Speaker": "2017-01-01", "Member": "2019-05-07"}


def test_a_list_of_the_next_term_adds_offices_and_nobody_of_the_last_one_is_gone(workspace: Workspace) -> None:
    bring_in(workspace, members(*THREE))
    next_term = members(member("Kagiso", "Sample", party=DA, start="2019-05-22", email="office@example.org"))
    planned = plan(workspace, next_term)
    assert planned.rows_of("gone") == []
    assert planned.counts()["changed"]["people"] == 1
    bring_in(workspace, next_term)
    assert [office.term for office in page_of(workspace, "Kagiso Sample").past] == [
        "5th term (2014–2019)",
        "6th term (2019–2024)",
    ]
    assert plan(workspace, members(*THREE)).is_empty
    assert plan(workspace, next_term).is_empty


# --- The user's words stay -------------------------------------------------------------------------------------------


def test_what_the_user_changed_since_stays_and_counts_as_unchanged(workspace: Workspace) -> None:
    bring_in(workspace, members(*THREE))
    draft = workspace.ask(draft_person, people(workspace)["Kagiso Sample"])
    workspace.do(save_person, replace(draft, family="Sampleton"))
    (row,) = [row for row in plan(workspace, members(*THREE)).rows if row.kept]
    assert (row.state, row.kept) == ("unchanged", (Change("family name", "Sampleton", "Sample"),))
    assert plan(workspace, members(*THREE)).is_empty
    newer = members(THREE[0], THREE[1].replace("office@", "new@"), THREE[2])
    bring_in(workspace, newer)
    page = page_of(workspace, "Kagiso Sampleton")
    assert [contact.value for contact in page.contacts] == ["new@example.org"]


def test_a_detail_the_user_removed_is_not_brought_back(workspace: Workspace) -> None:
    bring_in(workspace, members(*THREE))
    draft = workspace.ask(draft_person, people(workspace)["Kagiso Sample"])
    workspace.do(save_person, replace(draft, contacts=[], roles=[]))
    planned = plan(workspace, members(*THREE))
    assert planned.is_empty
    (row,) = [row for row in planned.rows if row.kept]
    assert {change.theirs for change in row.kept} == {"office@example.org", f"Member, {HOUSE}"}


def test_a_detail_the_user_marked_stays_though_the_list_names_it_no_more(workspace: Workspace) -> None:
    bring_in(workspace, members(*THREE))
    draft = workspace.ask(draft_person, people(workspace)["Moipone van der Voorbeeld"])
    workspace.do(save_person, replace(draft, contacts=[replace(draft.contacts[0], is_preferred=True)]))
    assert plan(workspace, members(member("MOIPONE", "VAN DER VOORBEELD"), *THREE[1:])).is_empty


def test_a_changed_end_of_office_stays_the_users(workspace: Workspace) -> None:
    bring_in(workspace, members(*THREE))
    draft = workspace.ask(draft_person, people(workspace)["Kagiso Sample"])
    workspace.do(save_person, replace(draft, roles=[replace(draft.roles[0], end="2015-06-30")]))
    assert plan(workspace, members(*THREE)).is_empty
    assert plan(workspace, members(THREE[0], THREE[2])).rows_of("gone") == []


def test_a_person_typed_by_hand_is_completed_but_not_overwritten(workspace: Workspace) -> None:
    house = workspace.ask(find, HOUSE)[0].id
    typed = PersonDraft(
        "Ms Kagiso Sample",
        contacts=[ContactDraft("mobile", "083 555 0100")],
        roles=[RoleDraft(house, "Member", start="2014", end="2015")],
    )
    person_id = workspace.do(save_person, typed).value[0]
    bring_in(workspace, members(THREE[1]))
    page = workspace.ask(get_person, person_id)
    assert page is not None and page.title == "Ms"
    assert {contact.value for contact in page.contacts} == {"083 555 0100", "office@example.org"}
    (office,) = page.past
    assert (office.start_text, office.end_text, office.party) == ("2014", "2015", "DA")


def test_an_old_list_does_not_retire_somebody_who_sits_today(workspace: Workspace) -> None:
    house = workspace.ask(find, HOUSE)[0].id
    person_id = workspace.do(save_person, PersonDraft("Kagiso Sample", roles=[RoleDraft(house, "Member")])).value[0]
    bring_in(workspace, members(*THREE))
    page = workspace.ask(get_person, person_id)
    assert page is not None
    assert (len(page.current), len(page.past)) == (1, 1)


def test_a_removed_person_comes_back_only_as_a_new_one(workspace: Workspace) -> None:
    bring_in(workspace, members(*THREE))
    workspace.do(remove, people(workspace)["Kagiso Sample"])
    assert [row.name for row in plan(workspace, members(*THREE)).rows_of("new")] == ["Kagiso Sample"]


def test_a_note_of_the_list_fills_the_summary_and_follows_the_list_until_the_user_writes_one(
    workspace: Workspace,
) -> None:
    def noted(text: str) -> Reading:
        return members(member("Kagiso", "Sample") + f",{text}", headings=f"{HEADINGS},Notes")

    bring_in(workspace, noted("Speaks Nama"))
    assert page_of(workspace, "Kagiso Sample").summary == "Speaks Nama"
    assert plan(workspace, noted("Speaks Nama")).is_empty
    (row,) = plan(workspace, noted("Speaks Nama and Tswana")).rows_of("changed")
    assert row.changes == (Change("summary", "Speaks Nama", "Speaks Nama and Tswana"),)
    bring_in(workspace, noted("Speaks Nama and Tswana"))
    assert plan(workspace, noted("Speaks Nama and Tswana")).is_empty
    own_id = people(workspace)["Kagiso Sample"]
    workspace.do(save_person, replace(workspace.ask(draft_person, own_id), summary="My own words"))
    changed = plan(workspace, noted("Something else"))
    assert changed.is_empty
    assert any(row.kept for row in changed.rows)


# --- Organisations ---------------------------------------------------------------------------------------------------


def test_what_a_list_adds_to_a_party_is_filled_in_and_its_name_stays(workspace: Workspace) -> None:
    reading = members(*THREE)
    bodies = [found for found in reading.organisations if found.key == "party/da"]
    described = replace(bodies[0], name="DA (Democratic Alliance)", identifiers=(("wikidata", "Q0"),))
    reading = replace(reading, candidates=tuple(described if c == bodies[0] else c for c in reading.candidates))
    (changed,) = plan(workspace, reading).rows_of("changed")
    assert changed.changes == (Change("identifier", "", "wikidata: Q0"),)
    bring_in(workspace, reading)
    page = workspace.ask(get_organisation, changed.record_id or 0)
    assert page is not None and page.name == "Democratic Alliance"
    assert plan(workspace, reading).is_empty


# --- Whole or not at all ---------------------------------------------------------------------------------------------


def test_undo_takes_an_import_back_and_redo_brings_it_again(workspace: Workspace) -> None:
    before, searched = everything(), indexed(WORDS)
    bring_in(workspace, members(*THREE))
    after, found = everything(), indexed(WORDS)
    assert found == rebuilt(WORDS) != searched
    workspace.undo()
    assert everything() == before and indexed(WORDS) == searched
    workspace.redo()
    assert everything() == after and indexed(WORDS) == found
    assert plan(workspace, members(*THREE)).is_empty


def test_a_second_list_is_undone_without_touching_the_first(workspace: Workspace) -> None:
    bring_in(workspace, members(*THREE))
    before = everything()
    bring_in(workspace, members(THREE[0].replace("0101", "0102"), member("Neo", "Newcomer"), THREE[2]))
    workspace.undo()
    assert everything() == before


def test_an_import_that_fails_half_way_leaves_nothing(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_writer: object) -> None:
        raise ZeroDivisionError

    before, operations = everything(), journal.newest(database.raw())
    monkeypatch.setattr(import_writing.Writer, "_write_imported", fail)
    with pytest.raises(ZeroDivisionError):
        bring_in(workspace, members(*THREE))
    assert everything() == before
    assert journal.newest(database.raw()) == operations


def test_a_plan_older_than_the_last_change_is_made_afresh(workspace: Workspace) -> None:
    reading = members(*THREE)
    bring_in(workspace, reading)
    newer = members(THREE[0], THREE[1].replace("office@", "new@"), THREE[2])
    planned = plan(workspace, newer)
    draft = workspace.ask(draft_person, people(workspace)["Kagiso Sample"])
    workspace.do(save_person, replace(draft, contacts=[ContactDraft("email", "own@example.org")]))
    workspace.do(apply_import, planned, newer)
    page = page_of(workspace, "Kagiso Sample")
    assert {contact.value for contact in page.contacts} == {"own@example.org", "new@example.org"}


@pytest.mark.parametrize("seed", range(6))
def test_any_list_after_any_other_is_whole_and_twice_is_once(workspace: Workspace, seed: int) -> None:
    chance = random.Random(seed)
    for _step in range(4):
        reading = members(*_random_lines(chance))
        before = everything()
        end = chance.choice((None, date(2015, 5, 5)))
        if plan(workspace, reading, end_gone_on=end).is_empty:
            continue
        bring_in(workspace, reading, end_gone_on=end)
        after = everything()
        assert plan(workspace, reading, end_gone_on=end).is_empty
        assert indexed(WORDS) == rebuilt(WORDS)
        workspace.undo()
        assert everything() == before
        workspace.redo()
        assert everything() == after
        assert not database.raw().execute("PRAGMA foreign_key_check").fetchall()


def _random_lines(chance: random.Random) -> list[str]:
    return [
        member(
            chance.choice(("Kagiso", "Neo", "MOIPONE ANNA", "Anna Moipone")),
            chance.choice(("Sample", "Mothofela")),
            party=chance.choice((ANC, DA, "unknown", "Invented Civic Front")),
            house=chance.choice((HOUSE, "Northern Cape Legislature", "Free State Provincial Legislature")),
            post=chance.choice(("Member", "Member", "Speaker", "Whip")),
            start=chance.choice(("2014-05-21", "2014-05-21", "2019-05-22", "2016", "")),
            end=chance.choice(("future", "", "2016-01-31")),
            place=chance.choice(("Northern Cape", "NC061", "Nowhere")),
            cell=chance.choice(("", "082 555 0101", "082 555 0102 / 053 555 0103")),
            email=chance.choice(("", "office@example.org")),
        )
        for _line in range(chance.randrange(1, 8))
    ]


def test_a_stopped_import_leaves_nothing(workspace: Workspace) -> None:
    class Stopped(Exception):
        pass

    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done >= total // 2:
            raise Stopped

    before = everything()
    reading = members(*(member(f"Ame {'abcdefghij'[i % 10]}{i}", f"Sample{i}") for i in range(600)))
    with pytest.raises(Stopped):
        workspace.do(apply_import, plan(workspace, reading), reading, None, stop)
    assert len(told) > 2
    assert everything() == before
    assert workspace.check() == []
