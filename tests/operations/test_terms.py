"""The term of a whole council ends: what stays, passes and lapses, which seats wait, who follows, and undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import draft_person, save_person
from crm.operations.records import remove
from crm.operations.replacements import ReplacementDraft, replace_holder
from crm.operations.terms import TermEndDraft, end_term, set_predecessor, stop_waiting, summary
from crm.queries.commitments import get_commitment, get_commitment_rows
from crm.queries.contacts import list_gatekeepers
from crm.queries.engagements import get_engagement
from crm.queries.offices import Office, list_holders, list_offices_of, list_terms
from crm.queries.organisations import get_organisation
from crm.queries.people import get_person
from crm.queries.successions import get_successions
from crm.queries.terms import TermEnd, get_term_end
from crm.queries.today import get_today, list_due, sentences
from crm.rules.errors import UserError
from crm.tables.all import TABLES
from crm.tables.clocks import ClockStop
from crm.tables.escalation import Escalation
from crm.tables.links import links_to_any_record
from crm.tables.offices import Role
from crm.workspace import Workspace
from tests.operations.council_scene import LAST, WARD, Council, make_council
from tests.operations.lists import bring_in, member, members
from tests.operations.replacement_scene import person
from tests.operations.test_replacements import everything

NEW = date(2026, 11, 4)
COUNCIL = "Khâi-Ma Council"


@pytest.fixture
def council(workspace: Workspace, today: date) -> Council:
    return make_council(workspace)


def preview(workspace: Workspace, council: Council) -> TermEnd:
    return workspace.ask(get_term_end, council.body, LAST)


def end(workspace: Workspace, council: Council, **more: Any) -> Any:
    return workspace.do(end_term, TermEndDraft(council.body, LAST, **more)).value


def newcomers(*seats: tuple[str, str, str], start: str = NEW.isoformat()) -> Any:
    """A list of new members: given and family name, post."""
    lines = [
        member(given, family, party="Example Party", house=COUNCIL, post=post, start=start, place="")
        for given, family, post in seats
    ]
    return members(*lines, name="council.csv")


def held_by(workspace: Workspace, person_id: int, today: date) -> list[Office]:
    return workspace.ask(list_offices_of, [person_id], today)[person_id]


# The preview


def test_everybody_elected_is_in_it_with_committees_and_without_staff_and_parties(
    workspace: Workspace, council: Council
) -> None:
    found = preview(workspace, council)
    assert [(each.title, each.leaver) for each in found.holdings] == [
        ("Mayor", "Cllr Anna Mayor"),
        ("PR councillor", "Cllr Dina Listed"),
        ("PR councillor", "Cllr Anna Mayor"),
        (WARD, "Cllr Ben Wardone"),
        (WARD, "Cllr Cato Wardtwo"),
        ("Chairperson", "Cllr Ben Wardone"),
        ("Member", "Cllr Cato Wardtwo"),
    ]
    assert (found.people, found.waiting) == (4, 6), "a place on a committee does not wait for a name; its chair does"


def test_each_open_promise_stands_once_with_what_is_suggested(workspace: Workspace, council: Council) -> None:
    said = {promise.words: promise.suggested.value for promise in preview(workspace, council).promises}
    assert said == {
        "Build the ramp": "passes_to_post",
        "Open the clinic": "passes_to_post",
        "Come to our gala": "stays_with_person",
        "Speak in the caucus": "lapses",
        "Send our survey": "passes_to_post",
        "Fix the road": "stays_with_person",
    }
    assert len(preview(workspace, council).promises) == len(said)


def test_the_summary_counts_what_the_draft_does(workspace: Workspace, council: Council) -> None:
    found = preview(workspace, council)
    draft = TermEndDraft(council.body, LAST, fates={council.gala: "lapses"})
    assert summary(draft, found) == (
        "4 people in 7 offices: the last day is 3 Nov 2026. "
        "Open promises: 1 stay with the person, 3 pass to the post, 2 lapse. 6 seats wait for names."
    )


# What is done


def test_the_roles_end_and_the_history_is_kept(workspace: Workspace, council: Council, today: date) -> None:
    end(workspace, council)
    assert {office.person for office in workspace.ask(list_holders, council.body, today)} == {"Ms Eva Clerk"}
    then = {office.person for office in workspace.ask(list_holders, council.body, LAST)}
    assert len(then) == 5
    ben = held_by(workspace, council.first, today)
    assert {(office.title, office.is_current, office.end_reason) for office in ben} == {
        (WARD, False, "term ended"),
        ("Chairperson", False, "term ended"),
        ("Member", True, ""),
    }, "who leaves the council stays a member of the party"
    assert {office.term for office in ben if not office.is_current} == {"Council of 2021"}


def test_the_promises_go_where_it_was_decided(workspace: Workspace, council: Council) -> None:
    end(workspace, council, fates={council.gala: "lapses"})
    rows = {
        row.words: row
        for row in workspace.ask(
            get_commitment_rows, [council.ramp, council.clinic, council.gala, council.lapsing, council.road]
        )
    }
    assert rows["Build the ramp"].bound_name == "Ward councillor, Khâi-Ma ward 1 (2021 boundaries) (vacant)"
    assert rows["Open the clinic"].bound_name == "Ward councillor, Khâi-Ma ward 2 (2021 boundaries) (vacant)", (
        "the ward the clinic is in, though it was the councillor of ward 1 who said it"
    )
    assert rows["Fix the road"].bound_name == "Cllr Dina Listed"
    assert (rows["Come to our gala"].outcome, rows["Speak in the caucus"].outcome) == ("lapsed", "lapsed")


def test_ways_in_and_meetings_wait_for_whoever_follows_alone(workspace: Workspace, council: Council) -> None:
    end(workspace, council)
    assert workspace.ask(list_gatekeepers, council.mayor) == ()
    page = workspace.ask(get_engagement, council.visit)
    assert page is not None
    names = sorted(each.name for each in page.attendance)
    assert names == ["Cllr Dina Listed", "Mayor, Khâi-Ma Council (not known yet)"]


def test_today_has_one_line_for_all_the_seats(workspace: Workspace, council: Council, today: date) -> None:
    preview_before = preview(workspace, council)
    end(workspace, council)
    page = workspace.ask(get_today)
    said = "6 seats of Khâi-Ma Council wait for names: bring in the list."
    assert [each.sentence for each in page.vacancies] == [said]
    assert ("vacancies", said) in sentences(page)
    posts = {each.start.post_id for each in preview_before.holdings}
    assert not posts & set(workspace.ask(list_due)), "no post comes up beside the line of its body"


def test_one_undo_brings_everything_back(workspace: Workspace, council: Council) -> None:
    before = workspace.ask(everything)
    end(workspace, council, fates={council.gala: "lapses"})
    assert workspace.ask(everything) != before
    workspace.undo()
    assert workspace.ask(everything) == before


def test_a_body_without_a_term_gets_one_so_that_its_members_can_come_back(workspace: Workspace, today: date) -> None:
    body = workspace.do(save_organisation, OrganisationDraft("Forum of Examples", "network")).value[0]
    person(workspace, "Ann Example", RoleDraft(body, "Member"))
    ended = workspace.do(end_term, TermEndDraft(body, LAST)).value
    assert ended.term == "Term until 3 Nov 2026"
    assert [term.name for term in workspace.ask(list_terms, body)] == ["Term until 3 Nov 2026"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"last_day": date(2026, 11, 22)}, "term-not-over"),
        ({"last_day": date(2001, 1, 1)}, "term-holds-nobody"),
        ({"fates": {"clinic": "flies"}}, "no-such-fate"),
        ({"organisation_id": 999_999}, "not-found"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    workspace: Workspace, council: Council, change: dict[str, Any], code: str
) -> None:
    if "fates" in change:
        change = {"fates": {council.clinic: "flies"}}
    before = workspace.ask(everything)
    with pytest.raises(UserError) as caught:
        workspace.do(end_term, replace(TermEndDraft(council.body, LAST), **change))
    assert caught.value.code == code
    assert workspace.ask(everything) == before


# The new members


def test_the_new_members_fill_the_seats_and_a_promise_that_stayed_is_still_theirs(
    workspace: Workspace, council: Council, today: date
) -> None:
    end(workspace, council)
    bring_in(
        workspace,
        newcomers(("Dina", "Listed", "PR councillor"), ("Fay", "Fresh", "Mayor"), ("Gus", "Green", "PR councillor")),
    )
    titles = [(office.title, office.is_current) for office in held_by(workspace, council.listed, today)]
    assert titles == [("PR councillor", False), ("PR councillor", True)], "matched by name, with a new office"
    (road,) = workspace.ask(get_commitment_rows, [council.road])
    assert road.bound_id == council.listed
    (line,) = workspace.ask(get_today).vacancies
    assert line.seats == 3, "two seats of wards, and the chair"
    (survey,) = workspace.ask(get_commitment_rows, [council.ours])
    assert survey.owed_to_name == "Mayor, Khâi-Ma Council (now Fay Fresh)"


def test_what_waited_for_the_mayor_goes_over_with_the_list(workspace: Workspace, council: Council) -> None:
    end(workspace, council)
    bring_in(workspace, newcomers(("Fay", "Fresh", "Mayor")))
    page = workspace.ask(get_engagement, council.visit)
    assert page is not None and "Fay Fresh" in [each.name for each in page.attendance]
    fay = next(o.person_id for o in workspace.ask(list_holders, council.body, NEW) if o.title == "Mayor")
    assert [through.via for through in workspace.ask(list_gatekeepers, fay)] == ["Ms Eva Clerk"]


def test_a_mayor_who_is_re_elected_keeps_the_way_in(workspace: Workspace, council: Council) -> None:
    end(workspace, council)
    bring_in(workspace, newcomers(("Anna", "Mayor", "Mayor")))
    assert [through.via for through in workspace.ask(list_gatekeepers, council.mayor)] == ["Ms Eva Clerk"]


def test_two_lists_one_after_the_other_fill_no_seat_twice(workspace: Workspace, council: Council) -> None:
    end(workspace, council)
    first = newcomers(("Gus", "Green", "PR councillor"))
    bring_in(workspace, first)
    assert workspace.ask(get_today).vacancies[0].seats == 5
    person(workspace, "Hans Hill", RoleDraft(council.body, "Clerk of the tea"))
    assert workspace.ask(get_today).vacancies[0].seats == 5
    person(workspace, "Ida Ink", RoleDraft(council.body, "PR councillor", start=NEW.isoformat()))
    assert workspace.ask(get_today).vacancies[0].seats == 4


def test_a_council_with_fewer_seats_stops_waiting(workspace: Workspace, council: Council) -> None:
    end(workspace, council)
    assert workspace.do(stop_waiting, council.body).value == (COUNCIL, 6)
    assert workspace.ask(get_today).vacancies == ()
    workspace.undo()
    assert workspace.ask(get_today).vacancies[0].seats == 6


def test_who_succeeded_whom_is_known_of_single_posts_and_said_of_others(
    workspace: Workspace, council: Council, today: date
) -> None:
    end(workspace, council)
    bring_in(workspace, newcomers(("Fay", "Fresh", "Mayor"), ("Gus", "Green", "PR councillor")))
    body = workspace.ask(get_organisation, council.body)
    assert body is not None
    said = {office.person: office.succession for office in body.holders}
    assert said["Fay Fresh"] == "succeeded Cllr Anna Mayor"
    assert said["Gus Green"] == "", "nobody alone follows in a seat of the list"
    gus = next(office for office in body.holders if office.person == "Gus Green")
    dina = next(office for office in body.past_holders if office.person == "Cllr Dina Listed")
    workspace.do(set_predecessor, gus.role_id, dina.role_id)
    page = workspace.ask(get_person, council.listed)
    assert page is not None
    assert [office.succession for office in page.past] == ["succeeded by Gus Green"]
    chair = next(o for o in held_by(workspace, council.first, today) if o.title == "Chairperson")
    with pytest.raises(UserError) as caught:
        workspace.do(set_predecessor, gus.role_id, chair.role_id)
    assert caught.value.code == "not-a-seat-alike"


def test_a_seat_named_through_the_form_says_whom_it_followed(workspace: Workspace, council: Council) -> None:
    role = next(h.start for h in preview(workspace, council).holdings if h.leaver == "Cllr Dina Listed")
    new = workspace.do(
        replace_holder,
        ReplacementDraft(NEW, post_id=role.post_id, role_id=role.role_id, comes_name="Kim Known"),
    ).value
    (office,) = held_by(workspace, new.comes_id, NEW)
    assert workspace.ask(get_successions, [office.role_id])[office.role_id].words == "succeeded Cllr Dina Listed"


@pytest.mark.parametrize("way", ["removed", "office taken out of the form"])
def test_whom_somebody_followed_can_be_taken_away(workspace: Workspace, council: Council, way: str) -> None:
    start = next(h.start for h in preview(workspace, council).holdings if h.leaver == "Cllr Dina Listed")
    draft = ReplacementDraft(NEW, post_id=start.post_id, role_id=start.role_id, comes_name="Kim Known")
    new = workspace.do(replace_holder, draft).value
    (office,) = held_by(workspace, new.comes_id, NEW)
    if way == "removed":
        leaver = person(workspace, "Lea Leaver", RoleDraft(council.body, "PR councillor", end="2022-01-01"))
        (left,) = held_by(workspace, leaver, NEW)
        workspace.do(set_predecessor, office.role_id, left.role_id)
        workspace.do(remove, leaver)
    else:
        workspace.do(save_person, replace(workspace.ask(draft_person, council.listed), roles=[]))
    (kept,) = held_by(workspace, new.comes_id, NEW)
    assert workspace.ask(get_successions, [kept.role_id]) == {}
    workspace.undo()
    after = "Lea Leaver" if way == "removed" else "Cllr Dina Listed"
    assert workspace.ask(get_successions, [kept.role_id])[kept.role_id].words == f"succeeded {after}"


def test_the_ids_of_roles_are_not_taken_for_those_of_records() -> None:
    """Whoever is removed is asked after in every column that holds the id of a record, and in no other."""
    known = {(link.table, link.column) for link in links_to_any_record()}
    columns = {(table, name) for table in TABLES for name in table._meta.sorted_field_names if name.endswith("_id")}
    assert columns - known == {(Role, "succeeds_id"), (ClockStop, "clock_id"), (Escalation, "follow_up_id")}


def test_a_vacancy_filled_elsewhere_is_looked_at_no_more(workspace: Workspace, council: Council, today: date) -> None:
    mayor = next(h.start for h in preview(workspace, council).holdings if h.title == "Mayor")
    draft = ReplacementDraft(NEW, post_id=mayor.post_id, role_id=mayor.role_id)
    workspace.do(replace_holder, draft)
    assert mayor.post_id in workspace.ask(list_due)
    person(workspace, "Fay Fresh", RoleDraft(council.body, "Mayor", start=NEW.isoformat()))
    assert mayor.post_id not in workspace.ask(list_due)
    assert workspace.ask(get_today).vacancies == ()


def test_correcting_a_councillor_leaves_the_seat_where_it_is(workspace: Workspace, council: Council) -> None:
    end(workspace, council)
    before = workspace.ask(get_commitment, council.ramp)
    draft = workspace.ask(draft_person, council.first)
    draft.summary = "Speaks Setswana"
    workspace.do(save_person, draft)
    assert workspace.ask(get_commitment, council.ramp) == before
    assert workspace.ask(get_today).vacancies[0].seats == 6
