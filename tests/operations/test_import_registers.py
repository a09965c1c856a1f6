"""What one can rely on when a register of any kind is brought in: nobody is refused, twice is once, undo is whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from crm.exchange.candidates import Reading
from crm.exchange.csv_tables import parse_table
from crm.exchange.meaning import ReadChoices, read_rows
from crm.operations.agreements import AgreementDraft, PartyDraft, save_agreement
from crm.operations.engagements import EngagementDraft, close_out, draft_engagement, save_engagement
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import PersonDraft, save_person
from crm.operations.petitions import change_status, draft_petition, save_petition
from crm.operations.plans import PlanDraft, StepDraft, save_plan, save_step
from crm.queries.import_plan import ImportPlan, RowPlan
from crm.queries.imports import get_unknown_statuses
from crm.queries.notes import list_notes
from crm.rules.petitions import Status as PetitionStatus
from crm.store.engine import database
from crm.workspace import Workspace
from tests.operations.lists import bring_in, everything, plan

pytestmark = pytest.mark.usefixtures("today")

ENGAGEMENTS = (
    "Ref;Meeting;Date;Time;With;Venue;Purpose;Attendance;Apologies;Total;Minutes;Status;Next contact;Notes",
    "E1;Health committee;2026-10-05;09:00-10:30;Umsobomvu Forum;Town hall;Clinic hours;"
    '"Naledi Sample; Pat Stranger (L)";Kay Away;24;They agreed to look;Held;2026-12-01;bring the map',
    "E2;Site visit to the clinic;2026-12-08;14h00;;Clinic;See the ward;;;;;;;",
)
PETITIONS = (
    "Ref,Petition,Prayer,Submitted to,Petitioner,Signatures,Submitted on,Answer due,Status,Notes",
    "1,Clinic hours,Open the clinic on Saturdays,Umsobomvu Forum,Pat Stranger,314,12/08/2026,30/11/2026,Referred,ours",
    "2,Street lights,Mend them,,,,,,,",
)
CLAUSES = (
    "Agreement,Clause number,Heading,Words,Responsible party,Recurs,First due,By when,Unit,Planned,Status,Notes",
    "Working together,4.1,Meetings,The parties meet.,Umsobomvu Forum,Quarterly,2027-01-31,,meetings,1,,",
    "Working together,4.2,Report,A report is written.,Nobody Known,,,2027-03-31,reports,2,In progress,check it",
    "Another agreement,1,None,Nothing.,,,,,,,,",
)
STEPS = (
    "Plan,Order,Step,Kind,Responsible,By when,Status,Result,Notes",
    "Clinic hours campaign,1,Count the patients,Gather evidence,Naledi Sample,2026-12-15,In progress,,",
    "Clinic hours campaign,2,Hand in the petition,Submit,Pat Stranger,2027-02-28,,,after the recess",
)


def register(*lines: str, kind: str = "", name: str = "register.csv") -> Reading:
    return read_rows(parse_table("\n".join(lines).encode(), name), ReadChoices(kind=kind))


def rows(workspace: Workspace, sql: str) -> list[Any]:
    return workspace.ask(lambda: database.execute_sql(sql).fetchall())


def states(planned: ImportPlan) -> list[tuple[str, str]]:
    return [(row.what, row.state) for row in planned.rows if row.state != "not_understood"]


def changes(row: RowPlan) -> dict[str, tuple[str, str]]:
    return {change.field: (change.ours, change.theirs) for change in row.changes}


def notes(workspace: Workspace, record_id: int) -> list[str]:
    return sorted(note.text for note in workspace.ask(list_notes, record_id))


@pytest.fixture
def forum(workspace: Workspace) -> int:
    draft = OrganisationDraft("Umsobomvu Forum", kind="cso_partner")
    return workspace.do(save_organisation, draft).value[0]


@pytest.fixture
def naledi(workspace: Workspace) -> int:
    return workspace.do(save_person, PersonDraft("", given="Naledi", family="Sample")).value[0]


@pytest.fixture
def agreement(workspace: Workspace, forum: int) -> int:
    return workspace.do(
        save_agreement, AgreementDraft("Working together", [PartyDraft(forum), PartyDraft(name="Department")])
    ).value[0]


# --- Every kind ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "noun", "count"),
    [(ENGAGEMENTS, "engagements", 2), (PETITIONS, "petitions", 2), (CLAUSES, "clauses", 2), (STEPS, "steps", 2)],
)
def test_a_register_comes_in_once_and_undo_takes_all_of_it_back(
    workspace: Workspace, agreement: int, naledi: int, lines: tuple[str, ...], noun: str, count: int
) -> None:
    before = workspace.ask(everything)
    reading = register(*lines)
    done = bring_in(workspace, reading)
    assert done.value.new[noun] == count
    assert done.label.startswith(f"Import {count} ")
    again = plan(workspace, register(*lines))
    assert again.is_empty
    assert {row.state for row in again.rows} <= {"unchanged", "not_understood"}
    workspace.undo()
    after = workspace.ask(everything)
    assert {key: row for key, row in after.items() if key[0] != "counter"} == {
        key: row for key, row in before.items() if key[0] != "counter"
    }


@pytest.mark.parametrize("lines", [ENGAGEMENTS, PETITIONS, STEPS])
def test_a_newer_register_without_a_row_shows_it_as_gone_and_keeps_it(
    workspace: Workspace, naledi: int, lines: tuple[str, ...]
) -> None:
    bring_in(workspace, register(*lines))
    planned = plan(workspace, register(*lines[:2]))
    assert sorted(row.state for row in planned.rows) == ["gone", "unchanged"]
    assert planned.is_empty


def test_another_list_of_the_same_shape_does_not_call_everything_gone(workspace: Workspace) -> None:
    bring_in(workspace, register(*PETITIONS))
    planned = plan(workspace, register(PETITIONS[0], "1,A new road,Build it,,,,,,,", "2,A bridge,Mend it,,,,,,,"))
    assert states(planned) == [("petitions", "new"), ("petitions", "new")]


@pytest.mark.parametrize(
    ("heading", "row", "kind", "word", "meaning"),
    [
        ("Meeting,Date,Venue,Status", "Forum,2026-12-08,Hall,{}", "engagements", "Called off", "cancelled"),
        ("Petition,Prayer,Status", "Lights,mend them,{}", "petitions", "Dismissed", "not_granted"),
        ("Plan,Step,Status", "Lights,ask,{}", "steps", "Klaar", "done"),
    ],
)
def test_words_for_the_status_that_are_no_riddle_are_not_asked_about(
    workspace: Workspace, heading: str, row: str, kind: str, word: str, meaning: str
) -> None:
    reading = register(heading, row.format(word))
    assert workspace.ask(get_unknown_statuses, reading) == ()
    (planned,) = [found for found in plan(workspace, reading).work.registers if found.noun == kind]
    assert meaning in (planned.outcome, str(planned.steps[-1]))


def test_a_word_nobody_knows_is_kept_as_a_note_and_asked_about(workspace: Workspace) -> None:
    reading = register("Petition,Prayer,Status", "Lights,mend them,Simmering")
    assert workspace.ask(get_unknown_statuses, reading) == (("Simmering", "note"),)
    assert plan(workspace, reading).unknown_statuses == ("Simmering",)
    bring_in(workspace, reading)
    ((petition_id, status),) = rows(workspace, "SELECT id, status FROM petition")
    assert (status, notes(workspace, petition_id)) == ("draft", ["Status in the list: Simmering"])


# --- Engagements -----------------------------------------------------------------------------------------------------


def test_an_engagement_comes_with_who_was_there(workspace: Workspace, forum: int, naledi: int) -> None:
    bring_in(workspace, register(*ENGAGEMENTS))
    held, planned = rows(
        workspace,
        "SELECT id, title, status, start_time, end_time, organisation_id, venue, purpose, total, minutes, "
        "next_contact_on FROM engagement ORDER BY on_day",
    )
    assert held[1:] == (
        "Health committee",
        "held",
        "09:00",
        "10:30",
        forum,
        "Town hall",
        "Clinic hours",
        24,
        "They agreed to look",
        "2026-12-01",
    )
    assert planned[1:4] == ("Site visit to the clinic", "planned", "14:00")
    assert rows(workspace, "SELECT person_id, name, code FROM attendance ORDER BY id") == [
        (naledi, "", "P"),
        (None, "Pat Stranger", "L"),
        (None, "Kay Away", "AP"),
    ]
    assert notes(workspace, held[0]) == ["bring the map"]


def test_another_day_for_what_is_to_come_is_a_postponement(workspace: Workspace) -> None:
    bring_in(workspace, register(*ENGAGEMENTS))
    later = ENGAGEMENTS[2].replace("2026-12-08", "2026-12-15")
    planned = plan(workspace, register(*ENGAGEMENTS[:2], later))
    (row,) = planned.rows_of("changed")
    assert changes(row) == {"day": ("8 Dec 2026", "15 Dec 2026")}
    bring_in(workspace, register(*ENGAGEMENTS[:2], later))
    ((engagement_id, on_day, status),) = rows(
        workspace, "SELECT id, on_day, status FROM engagement WHERE title LIKE 'Site%'"
    )
    assert (on_day, status) == ("2026-12-15", "planned")
    moves = rows(workspace, f"SELECT old_due, new_due FROM date_move WHERE record_id = {engagement_id}")
    assert moves == [("2026-12-08", "2026-12-15")]
    assert plan(workspace, register(*ENGAGEMENTS[:2], later)).is_empty


def test_what_the_user_changed_since_stays(workspace: Workspace, naledi: int) -> None:
    bring_in(workspace, register(*ENGAGEMENTS))
    ((engagement_id,),) = rows(workspace, "SELECT id FROM engagement WHERE title LIKE 'Health%'")
    draft = workspace.ask(draft_engagement, engagement_id)
    draft.venue, draft.attendance = "Our office", draft.attendance[:2]
    workspace.do(save_engagement, draft)
    newer = ENGAGEMENTS[1].replace("Town hall", "Library").replace("Clinic hours", "Clinic beds")
    (row,) = plan(workspace, register(ENGAGEMENTS[0], newer, ENGAGEMENTS[2])).rows_of("changed")
    assert changes(row) == {"purpose": ("Clinic hours", "Clinic beds")}
    assert {kept.field for kept in row.kept} == {"venue", "attendance"}


def test_locked_minutes_are_not_written_over(workspace: Workspace) -> None:
    draft = EngagementDraft("Health committee", date(2026, 10, 5), minutes="Ours")
    workspace.do(close_out, draft)
    planned = plan(workspace, register(*ENGAGEMENTS[:2]))
    assert planned.is_empty
    assert "minutes" in {kept.field for kept in planned.rows[0].kept}


def test_nothing_was_held_on_a_day_to_come(workspace: Workspace) -> None:
    bring_in(workspace, register("Meeting,Date,Venue,Status", "Forum,2027-02-01,Hall,Held"))
    assert rows(workspace, "SELECT status FROM engagement") == [("planned",)]


def test_an_engagement_without_a_day_is_reported(workspace: Workspace) -> None:
    reading = register("Meeting,Date,Venue", "Forum,,Hall", "Council,some time,Hall", "Clinic,2026-12-01,Hall")
    assert [missed.reason for missed in reading.not_understood] == [
        "no day stands in this row; an engagement needs one",
        "“some time” is no day; an engagement needs one",
    ]
    assert plan(workspace, reading).counts()["new"]["engagements"] == 1


# --- Petitions -------------------------------------------------------------------------------------------------------


def test_a_petition_stands_where_the_list_says(workspace: Workspace, forum: int) -> None:
    bring_in(workspace, register(*PETITIONS))
    first, second = rows(
        workspace,
        "SELECT title, prayer, body_id, petitioner_name, signatures, submitted_on, due_on, status, reference "
        "FROM petition ORDER BY id",
    )
    assert first == (
        "Clinic hours",
        "Open the clinic on Saturdays",
        forum,
        "Pat Stranger",
        314,
        "2026-08-12",
        "2026-11-30",
        "referred",
        "P-2026-0001",
    )
    assert second[7] == "draft"


def test_a_petition_goes_through_its_life_cycle_and_its_date_moves(workspace: Workspace) -> None:
    bring_in(workspace, register(*PETITIONS))
    newer = PETITIONS[1].replace("Referred", "Rejected").replace("30/11/2026", "31/01/2027")
    (row,) = plan(workspace, register(PETITIONS[0], newer, PETITIONS[2])).rows_of("changed")
    assert changes(row)["status"] == ("Referred to committee", "Not granted")
    bring_in(workspace, register(PETITIONS[0], newer, PETITIONS[2]))
    ((petition_id, status, outcome, due_on),) = rows(
        workspace, "SELECT id, status, outcome, due_on FROM petition WHERE title = 'Clinic hours'"
    )
    assert (status, outcome, due_on) == ("closed", "not_granted", "2027-01-31")
    assert rows(workspace, f"SELECT to_status FROM status_change WHERE record_id = {petition_id}") == [("closed",)]
    assert plan(workspace, register(PETITIONS[0], newer, PETITIONS[2])).is_empty


def test_an_end_that_cannot_be_reached_is_shown_and_left_to_the_user(workspace: Workspace) -> None:
    bring_in(workspace, register(*PETITIONS))
    planned = plan(workspace, register(*PETITIONS[:2], "2,Street lights,Mend them,,,,,,Granted,"))
    assert planned.is_empty
    (kept,) = [kept for row in planned.rows for kept in row.kept]
    assert (kept.field, kept.ours, kept.theirs) == ("status", "Draft", "Granted")


def test_the_status_the_user_set_is_not_turned_back(workspace: Workspace) -> None:
    bring_in(workspace, register(*PETITIONS))
    ((petition_id,),) = rows(workspace, "SELECT id FROM petition WHERE title = 'Clinic hours'")
    workspace.do(change_status, petition_id, PetitionStatus.AWAITING_RESPONSE, date(2026, 11, 20))
    assert plan(workspace, register(*PETITIONS)).is_empty


# --- Clauses ---------------------------------------------------------------------------------------------------------


def test_clauses_go_into_the_agreement_that_the_row_names(workspace: Workspace, agreement: int, forum: int) -> None:
    reading = register(*CLAUSES)
    planned = plan(workspace, reading)
    assert [row.reason for row in planned.rows if row.state == "not_understood"] == [
        "“Another agreement” is no agreement of yours: make it first, or name it by its reference"
    ]
    bring_in(workspace, reading)
    found = rows(
        workspace,
        "SELECT agreement_id, number, heading, words, responsible_id, every, first_due_on, unit, planned, id "
        "FROM clause ORDER BY position",
    )
    assert [row[:9] for row in found] == [
        (agreement, "4.1", "Meetings", "The parties meet.", forum, "quarterly", "2027-01-31", "meetings", 1),
        (agreement, "4.2", "Report", "A report is written.", None, "", None, "reports", 2),
    ]
    assert rows(workspace, f"SELECT due_on, status, planned FROM deliverable WHERE clause_id = {found[1][9]}") == [
        ("2027-03-31", "under_way", 2)
    ]
    assert len(rows(workspace, f"SELECT id FROM deliverable WHERE clause_id = {found[0][9]}")) > 1
    assert "Responsible, in the list: Nobody Known" in notes(workspace, found[1][9])


def test_a_clause_that_names_no_agreement_goes_where_the_user_says(workspace: Workspace, agreement: int) -> None:
    reading = register("Clause number,Heading,Words", "5,Ending,Either party may end it.")
    assert "nothing says which agreement" in plan(workspace, reading).rows[0].reason
    bring_in(workspace, reading, into="M-2026-0001")
    assert rows(workspace, "SELECT agreement_id, number FROM clause") == [(agreement, "5")]


def test_the_day_and_status_of_a_clause_are_its_deliverables(workspace: Workspace, agreement: int) -> None:
    bring_in(workspace, register(*CLAUSES))
    newer = CLAUSES[2].replace("2027-03-31", "2027-04-30").replace("In progress", "Delivered")
    (row,) = plan(workspace, register(*CLAUSES[:2], newer)).rows_of("changed")
    assert changes(row) == {"by when": ("31 Mar 2027", "30 Apr 2027"), "status": ("Under way", "Delivered")}
    bring_in(workspace, register(*CLAUSES[:2], newer))
    assert rows(workspace, "SELECT due_on, status FROM deliverable WHERE title = 'Report'") == [
        ("2027-04-30", "delivered")
    ]


# --- Steps -----------------------------------------------------------------------------------------------------------


def test_steps_make_the_plan_they_name_once(workspace: Workspace, naledi: int) -> None:
    bring_in(workspace, register(*STEPS))
    ((plan_id, title),) = rows(workspace, "SELECT id, title FROM plan")
    assert title == "Clinic hours campaign"
    assert rows(
        workspace,
        "SELECT plan_id, position, title, kind, responsible_id, responsible_name, due_on, status FROM plan_step "
        "ORDER BY position",
    ) == [
        (plan_id, 0, "Count the patients", "evidence", naledi, "", "2026-12-15", "in_progress"),
        (plan_id, 1, "Hand in the petition", "submit", None, "Pat Stranger", "2027-02-28", "not_started"),
    ]


def test_a_step_is_done_with_its_result(workspace: Workspace, naledi: int) -> None:
    bring_in(workspace, register(*STEPS))
    newer = STEPS[1].replace("In progress,", "Done,412 counted")
    bring_in(workspace, register(STEPS[0], newer, STEPS[2]))
    assert rows(workspace, "SELECT status, result, done_on FROM plan_step WHERE position = 0") == [
        ("done", "412 counted", "2026-11-22")
    ]
    assert plan(workspace, register(STEPS[0], newer, STEPS[2])).is_empty


def test_steps_go_into_a_plan_that_is_there(workspace: Workspace) -> None:
    plan_id = workspace.do(save_plan, PlanDraft("Clinic hours campaign")).value[0]
    step_id = workspace.do(save_step, StepDraft(plan_id, "Count the patients")).value[0]
    done = bring_in(workspace, register(*STEPS))
    assert (done.value.new["steps"], done.value.changed["steps"]) == (1, 1)
    assert rows(workspace, "SELECT plan_id FROM plan_step") == [(plan_id,), (plan_id,)]
    assert rows(workspace, f"SELECT due_on, status FROM plan_step WHERE id = {step_id}") == [
        ("2026-12-15", "in_progress")
    ]


# --- Life-cycles -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "row", "words"),
    [
        (
            "Meeting,Date,Venue,Status",
            "Forum,2026-11-0{day},Hall,{word}",
            ("Postponed", "Held", "Cancelled", "No-show", "Planned", "Closed out"),
        ),
        (
            "Petition,Petitioner,Answer due,Status",
            "Lights,Pat Stranger,2027-01-0{day},{word}",
            ("Registered", "Draft", "House resolution", "Before a court", "Withdrawn", "Granted", "Submitted"),
        ),
        (
            "Agreement,Clause number,Words,By when,Status",
            "Working together,1,Report,2027-01-0{day},{word}",
            ("On hold", "Delivered", "Accepted", "Not started", "Under way"),
        ),
        (
            "Plan,Step,By when,Status",
            "A plan,Ask,2027-01-0{day},{word}",
            ("Blocked", "Not started", "Done", "Skipped", "Deferred", "In progress", "Waiting on someone else"),
        ),
    ],
)
def test_a_newer_list_may_say_any_status_after_any_other(
    workspace: Workspace, agreement: int, headings: str, row: str, words: tuple[str, ...]
) -> None:
    for day, word in enumerate((*words, *reversed(words)), start=1):
        reading = register(headings, row.format(day=day % 9 + 1, word=word))
        if not plan(workspace, reading).is_empty:
            bring_in(workspace, reading)
        assert plan(workspace, reading).is_empty, word


def test_a_status_on_the_way_is_none_that_ends_it(workspace: Workspace) -> None:
    bring_in(workspace, register("Petition,Prayer,Status", "Lights,mend them,Admissible"))
    bring_in(workspace, register("Petition,Prayer,Status", "Lights,mend them,Draft"))
    found = [status for (status,) in rows(workspace, "SELECT to_status FROM status_change ORDER BY id")]
    assert "closed" not in found and found[-1:] == ["draft"]


def test_a_register_speaks_of_a_submission_in_the_words_of_its_path(workspace: Workspace) -> None:
    headings = "Petition,Type,Submitted on,Status"
    bring_in(workspace, register(headings, "On the bill,Submission on a bill,2026-11-02,Acknowledged"))
    stands = "SELECT kind, status, outcome FROM petition"
    assert rows(workspace, stands) == [("submission_on_bill", "receipt_confirmed", "")]
    again = register(headings, "On the bill,Submission on a bill,2026-11-02,Granted")
    bring_in(workspace, again)
    assert rows(workspace, stands) == [("submission_on_bill", "closed", "taken_up")]
    assert plan(workspace, again).is_empty


def test_no_limit_is_counted_from_the_day_a_list_was_brought_in(workspace: Workspace) -> None:
    house = workspace.do(save_organisation, OrganisationDraft("North West Provincial Legislature", "legislature"))
    bring_in(workspace, register("Petition,Prayer,Status", "Lights,mend them,Registered"))
    ((petition_id,),) = rows(workspace, "SELECT id FROM petition")
    draft = workspace.ask(draft_petition, petition_id)
    draft.body_id = house.value[0]
    workspace.do(save_petition, draft)
    bring_in(workspace, register("Petition,Prayer,Status", "Lights,mend them,Admissible"))
    stands = rows(workspace, "SELECT status, body_id, due_on FROM petition")
    assert stands == [("admissible", house.value[0], None)]
    assert rows(workspace, "SELECT source FROM status_change ORDER BY id DESC LIMIT 1") == [("register.csv",)]


def test_a_list_that_calls_it_what_it_cannot_be_changes_nothing(workspace: Workspace) -> None:
    headings = "Petition,Type,Prayer,Status"
    bring_in(workspace, register(headings, "Lights,Petition,mend them,Referred"))
    again = register(headings, "Lights,Submission on a bill,mend them,Referred")
    (row,) = plan(workspace, again).rows
    assert (row.state, [kept.field for kept in row.kept]) == ("unchanged", ["kind"])


def test_what_a_path_does_not_know_stays_a_word_of_the_list(workspace: Workspace) -> None:
    bring_in(workspace, register("Petition,Type,Status", "On the bill,Submission on a bill,Referred"))
    assert rows(workspace, "SELECT status FROM petition") == [("drafting",)]
    assert rows(workspace, "SELECT text FROM note") == [("Status in the list: Referred",)]


def test_what_the_user_moved_to_a_day_to_come_was_not_held(workspace: Workspace) -> None:
    headings = "Meeting,Date,Venue,Status"
    bring_in(workspace, register(headings, "Forum,2026-11-20,Hall,Planned"))
    ((engagement_id,),) = rows(workspace, "SELECT id FROM engagement")
    draft = workspace.ask(draft_engagement, engagement_id)
    draft.on_day = date(2026, 12, 20)
    workspace.do(save_engagement, draft)
    (row,) = plan(workspace, register(headings, "Forum,2026-11-20,Hall,Held")).rows
    assert (row.state, sorted(kept.field for kept in row.kept)) == ("unchanged", ["day", "status"])


def test_days_of_a_petition_are_not_turned_round(workspace: Workspace) -> None:
    headings = "Petition,Petitioner,Submitted on,Acknowledged on"
    bring_in(workspace, register(headings, "Lights,Pat,2026-08-01,2026-08-10"))
    planned = plan(workspace, register(headings, "Lights,Pat,2026-08-20,"))
    assert planned.is_empty
    assert [kept.field for kept in planned.rows[0].kept] == ["submitted on"]


def test_a_clause_with_several_deliverables_keeps_their_days(workspace: Workspace, agreement: int) -> None:
    bring_in(workspace, register(*CLAUSES))
    newer = "Working together,4.1,Meetings,The parties meet.,Umsobomvu Forum,,,2027-02-28,meetings,1,Delivered,"
    planned = plan(workspace, register(CLAUSES[0], newer, CLAUSES[2]))
    assert planned.is_empty
    assert {kept.field for kept in planned.rows[0].kept} == {"by when", "status"}


# --- Many rows -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Meeting,Date,Venue,Attendance", "Meeting {0},2026-12-0{1},Hall,Person {0}"),
        ("Petition,Prayer,Petitioner", "Petition {0},mend it,Person {0}"),
        ("Plan,Step,Responsible", "A plan,Step {0},Person {0}"),
    ],
)
def test_a_thousand_rows_are_compared_in_few_questions(workspace: Workspace, headings: str, row: str) -> None:
    few = register(headings, *(row.format(number, number % 9 + 1) for number in range(10)))
    many = register(headings, *(row.format(number, number % 9 + 1) for number in range(1000)))
    asked: list[str] = []

    def count(reading: Reading) -> int:
        asked.clear()
        workspace.ask(lambda: database.raw().set_trace_callback(asked.append))
        plan(workspace, reading)
        workspace.ask(lambda: database.raw().set_trace_callback(None))
        return len(asked)

    at_first = count(few)
    assert at_first > 10
    assert count(many) <= at_first + 20
