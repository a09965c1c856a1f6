"""What one can rely on about limits: only known law counts, a step begins and ends a clock, stops give days back."""

from __future__ import annotations

from datetime import date

import pytest

from crm.operations.clocks import ClockRuleDraft, remove_clock_rule, save_clock_rule
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.petitions import (
    PetitionDraft,
    change_status,
    move_date,
    resume_clock,
    save_petition,
    set_review,
    start_clock,
    stop_clock,
)
from crm.queries.clocks import explain, get_limit, jurisdiction_of, list_rules, longer_than_allowed
from crm.queries.petitions import PetitionRow, PetitionsFilter, get_petition, get_petition_rows, list_petitions
from crm.queries.records import get_record
from crm.rules.commitments import Lateness
from crm.rules.errors import UserError
from crm.workspace import Workspace

START = date(2026, 9, 1)
DUE = date(2026, 10, 14)  # 30 working days on, over Heritage Day


def house(workspace: Workspace, name: str, kind: str = "legislature") -> int:
    return workspace.do(save_organisation, OrganisationDraft(name, kind)).value[0]


def petition_to(workspace: Workspace, body: int, status: str = "registered", kind: str = "petition") -> int:
    draft = PetitionDraft("Water", kind=kind, body_id=body, status=status, submitted_on=date(2026, 8, 3))
    return workspace.do(save_petition, draft).value[0]


@pytest.fixture
def north_west(workspace: Workspace, today: date) -> int:
    body = house(workspace, "North West Provincial Legislature")
    petition = petition_to(workspace, body)
    workspace.do(change_status, petition, "admissible", START)
    return petition


@pytest.fixture
def gauteng(workspace: Workspace, today: date) -> int:
    petition = petition_to(workspace, house(workspace, "Gauteng Provincial Legislature"))
    workspace.do(change_status, petition, "referred", START)
    return petition


def row_of(workspace: Workspace, petition: int) -> PetitionRow:
    return workspace.ask(get_petition_rows, [petition])[0]


def explained(workspace: Workspace, petition: int) -> str:
    return "\n".join(explain(workspace.ask(get_limit, petition)))


def test_in_the_north_west_thirty_working_days_run_from_the_day_it_was_admissible(
    workspace: Workspace, north_west: int
) -> None:
    row = row_of(workspace, north_west)
    assert (row.due_on, row.due_agreed, row.lateness) == (DUE, DUE, Lateness.LONG_OVERDUE)
    page = workspace.ask(get_petition, north_west)
    assert page is not None
    assert page.limit == "30 working days, North West Petitions Act 2 of 2010: until 14 Oct 2026."
    assert page.worked_out[:4] == (
        "By law: 30 working days, North West Petitions Act 2 of 2010",
        "Day zero: 1 Sep 2026, “Admissible, tabled”",
        "Not counted: 12 Saturdays and Sundays",
        "Not counted: 24 Sep 2026: Heritage Day",
    )
    assert "30 working days, North West Petitions Act 2 of 2010, counted from 1 Sep 2026" in page.moves[0][5]
    workspace.undo()
    assert row_of(workspace, north_west).due_on is None
    assert workspace.ask(get_limit, north_west).clocks == ()


def test_elsewhere_no_limit_is_known_and_a_day_to_look_again_is_set(workspace: Workspace, today: date) -> None:
    petition = petition_to(workspace, house(workspace, "Northern Cape Provincial Legislature"))
    for status in ("admissible", "referred", "awaiting_response"):
        workspace.do(change_status, petition, status, START)
    row = row_of(workspace, petition)
    assert (row.due_on, row.missing[0]) == (None, "no petitioner")
    assert "no date by which an answer is due" in row.missing
    assert "No legal limit known in Northern Cape" in explained(workspace, petition)
    workspace.do(set_review, petition, date(2026, 12, 4))
    assert "no date by which an answer is due" not in row_of(workspace, petition).missing
    head = workspace.ask(get_record, petition)
    assert head is not None and head.next_look == date(2026, 12, 4)
    assert explained(workspace, petition) == "No legal limit known in Northern Cape; we look again on 4 Dec 2026."
    with pytest.raises(UserError, match="no-limit-known"):
        workspace.do(start_clock, petition, START)


def test_a_council_and_an_unknown_house_have_no_known_limit(workspace: Workspace, today: date) -> None:
    council = house(workspace, "Gauteng Sample Council", "council")
    assert workspace.ask(jurisdiction_of, council) == ""
    assert workspace.ask(jurisdiction_of, house(workspace, "National Council of Provinces")) == (
        "National Council of Provinces"
    )
    legislature = house(workspace, "North West Provincial Legislature")
    draft = OrganisationDraft("Committee on Sample Water", "committee", parent_id=legislature)
    committee = workspace.do(save_organisation, draft).value[0]
    assert workspace.ask(jurisdiction_of, committee) == "North West"


def test_a_submission_has_no_limit_of_the_petitions_act(workspace: Workspace, today: date) -> None:
    body = house(workspace, "North West Provincial Legislature")
    submission = petition_to(workspace, body, "submitted", "submission_on_bill")
    workspace.do(change_status, submission, "receipt_confirmed", START)
    assert workspace.ask(get_limit, submission).is_known is False


def test_a_clock_of_one_law_goes_on_through_the_steps_and_ends_with_the_answer(
    workspace: Workspace, gauteng: int
) -> None:
    workspace.do(change_status, gauteng, "awaiting_response", date(2026, 9, 8))
    (running,) = workspace.ask(get_limit, gauteng).clocks
    assert (running.starts_on, row_of(workspace, gauteng).due_on) == (START, DUE)
    workspace.do(change_status, gauteng, "response_received", date(2026, 10, 2))
    (ended,) = workspace.ask(get_limit, gauteng).clocks
    assert ended.ended_on == date(2026, 10, 2)
    row = row_of(workspace, gauteng)
    assert (row.due_agreed, row.lateness) == (None, Lateness.NO_DATE)
    assert gauteng not in workspace.ask(list_petitions, PetitionsFilter(is_late=True))
    assert "The clock ended on 2 Oct 2026" in explained(workspace, gauteng)


def test_a_step_taken_back_takes_its_clock_along(workspace: Workspace, north_west: int) -> None:
    workspace.do(change_status, north_west, "registered", date(2026, 9, 2))
    assert row_of(workspace, north_west).due_agreed is None
    assert workspace.ask(get_limit, north_west).running is None
    workspace.do(change_status, north_west, "admissible", date(2026, 9, 4))
    running = workspace.ask(get_limit, north_west).running
    assert running is not None and running.starts_on == date(2026, 9, 4)


def test_while_we_clarify_the_clock_stands_still_and_what_was_left_goes_on(
    workspace: Workspace, north_west: int
) -> None:
    workspace.do(stop_clock, north_west, date(2026, 9, 11), "They ask which ward")
    row = row_of(workspace, north_west)
    assert (row.stopped_on, row.lateness) == (date(2026, 9, 11), Lateness.NO_DATE)
    assert "the clock stands still since 11 Sep" in row.sentence
    assert "22 days are left" in workspace.ask(get_limit, north_west).sentence
    assert north_west not in workspace.ask(list_petitions, PetitionsFilter(is_late=True))
    with pytest.raises(UserError, match="clock-stands-still"):
        workspace.do(stop_clock, north_west, date(2026, 9, 14), "Again")
    workspace.do(resume_clock, north_west, date(2026, 9, 25), "Ward 5")
    row = row_of(workspace, north_west)
    assert (row.due_agreed, row.stopped_on) == (date(2026, 10, 27), None), "22 working days on from 25 September"
    lines = explained(workspace, north_west)
    assert "14 Sep 2026 – 25 Sep 2026: clock stopped: They ask which ward" in lines
    assert "date moved from 14 Oct 2026 to 27 Oct 2026" in lines
    workspace.undo()
    workspace.undo()
    assert row_of(workspace, north_west).due_agreed == DUE


def test_an_extension_the_law_does_not_know_is_said_not_refused(workspace: Workspace, gauteng: int) -> None:
    latest = date(2026, 11, 3)  # fourteen working days after 14 October
    assert workspace.ask(longer_than_allowed, gauteng, latest) == ""
    said = workspace.ask(longer_than_allowed, gauteng, date(2026, 11, 5))
    assert said.startswith("Longer than the law allows") and said.endswith("until 3 Nov 2026 at most.")
    workspace.do(move_date, gauteng, date(2026, 11, 5), date(2026, 10, 1), said_by="The Department")
    lines = explained(workspace, gauteng)
    assert "On formal request at most 14 working days more: until 3 Nov 2026" in lines
    assert "date moved from 14 Oct 2026 to 5 Nov 2026: longer than the law allows" in lines
    workspace.do(stop_clock, gauteng, date(2026, 10, 5), "Maps")
    workspace.do(move_date, gauteng, date(2026, 11, 6), date(2026, 10, 5))
    assert row_of(workspace, gauteng).lateness is Lateness.NO_DATE, "it stands still all the same"
    workspace.do(resume_clock, gauteng, date(2026, 10, 6))
    assert row_of(workspace, gauteng).due_agreed == date(2026, 11, 9), "what was added stays added"


def test_a_rule_of_ours_stands_in_the_place_of_what_ships_and_changes_no_clock_that_runs(
    workspace: Workspace, north_west: int
) -> None:
    draft = ClockRuleDraft("North West", "admissible", length=20, law="Standing Rules", section="rule 7")
    rule, jurisdiction = workspace.do(save_clock_rule, draft).value
    assert jurisdiction == "North West"
    (found,) = [one for one in workspace.ask(list_rules) if one.jurisdiction == "North West"]
    assert (found.id, found.words) == (rule, "20 working days, Standing Rules, rule 7")
    assert row_of(workspace, north_west).due_on == DUE
    with pytest.raises(UserError, match="rule-exists"):
        workspace.do(save_clock_rule, draft)
    workspace.do(remove_clock_rule, rule)
    assert [one.length for one in workspace.ask(list_rules) if one.jurisdiction == "North West"] == [30]


def test_a_rule_written_down_later_is_counted_from_the_day_that_is_said(workspace: Workspace, today: date) -> None:
    petition = petition_to(workspace, house(workspace, "Limpopo Legislature"))
    workspace.do(change_status, petition, "referred", START)
    workspace.do(save_clock_rule, ClockRuleDraft("Limpopo", "referred", length=3, unit="months", law="Our reading"))
    workspace.do(start_clock, petition, START)
    assert row_of(workspace, petition).due_on == date(2026, 12, 1)
    with pytest.raises(UserError, match="clock-runs"):
        workspace.do(start_clock, petition, START)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (ClockRuleDraft("", "referred", length=3), "rule-without-jurisdiction"),
        (ClockRuleDraft("Limpopo", "closed", length=3), "no-such-choice"),
        (ClockRuleDraft("Limpopo", "drafting", length=3), "no-such-choice"),
        (ClockRuleDraft("Limpopo", "referred", length=0), "rule-length"),
        (ClockRuleDraft("Limpopo", "referred", length=3, extension=9999), "rule-length"),
        (ClockRuleDraft("Limpopo", "referred", kind="letter", length=3), "no-such-choice"),
    ],
)
def test_a_rule_that_cannot_be_counted_is_refused(workspace: Workspace, draft: ClockRuleDraft, code: str) -> None:
    with pytest.raises(UserError, match=code):
        workspace.do(save_clock_rule, draft)


def test_what_has_no_clock_can_neither_stop_nor_go_on(workspace: Workspace, today: date) -> None:
    petition = petition_to(workspace, house(workspace, "Free State Legislature"))
    with pytest.raises(UserError, match="no-clock"):
        workspace.do(stop_clock, petition, START, "Maps")
    with pytest.raises(UserError, match="no-clock"):
        workspace.do(resume_clock, petition, START)
    with pytest.raises(UserError, match="note-missing"):
        workspace.do(stop_clock, petition, START, " ")
