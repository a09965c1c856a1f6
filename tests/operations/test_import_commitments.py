"""What one can rely on when a register of promises is brought in: nobody is refused, and twice is once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.bodies import ours
from crm.exchange.candidates import Reading
from crm.exchange.meaning import ReadChoices
from crm.exchange.readers import read_pasted
from crm.operations.commitments import CommitmentDraft, add_evidence, change_status, move_date, save_commitment
from crm.operations.movements import EvidenceDraft
from crm.operations.offices import RoleDraft
from crm.operations.people import PersonDraft, save_person
from crm.operations.records import remove
from crm.operations.team import set_setting
from crm.queries.commitments import (
    CommitmentFilter,
    CommitmentPage,
    CommitmentRow,
    get_commitment,
    get_commitment_rows,
    list_commitments,
)
from crm.queries.import_plan import RowPlan
from crm.queries.import_register import status_setting
from crm.queries.imports import Change, ImportPlan, get_unknown_statuses
from crm.queries.notes import list_notes
from crm.queries.offices import list_holders, list_posts
from crm.queries.records import find
from crm.rules.commitments import Direction, Outcome, Status
from crm.rules.errors import UserError
from crm.workspace import Workspace
from tests.conftest import some
from tests.operations.lists import bring_in, everything, indexed, plan, rebuilt

pytestmark = pytest.mark.usefixtures("today")
HEADINGS = "Who\tPromise\tDate\tBy when\tTo whom\tResponsible\tStatus\tNotes"
HOUSE = "Northern Cape Provincial Legislature"


def register(*lines: str, headings: str = HEADINGS) -> Reading:
    return read_pasted("\n".join((headings, *lines)), "", ReadChoices(wanted="commitments"))


def all_rows(workspace: Workspace) -> list[CommitmentRow]:
    return workspace.ask(get_commitment_rows, workspace.ask(list_commitments, CommitmentFilter(status="all")))


def by_words(workspace: Workspace) -> dict[str, CommitmentRow]:
    return {row.words: row for row in all_rows(workspace)}


def page(workspace: Workspace, words: str) -> CommitmentPage:
    found = workspace.ask(get_commitment, by_words(workspace)[words].id)
    assert found is not None
    return found


def notes(workspace: Workspace, words: str) -> list[str]:
    return [note.text for note in workspace.ask(list_notes, by_words(workspace)[words].id)]


def only_row(planned: ImportPlan) -> RowPlan:
    (row,) = [row for row in planned.rows if row.what == "commitments"]
    return row


def member(workspace: Workspace, given: str, family: str, title: str = "Member") -> int:
    house = workspace.ask(find, HOUSE)[0].id
    return workspace.do(
        save_person, PersonDraft("", given=given, family=family, roles=[RoleDraft(house, title, start="2024")])
    ).value[0]


THIRTY = [
    f"{'Hon. Boitumelo Seekoei' if i % 2 else 'Louw, Naledi'}\tpromise number {i}\t{i % 28 + 1:02d}/03/2026\t"
    f"30/{i % 9 + 4:02d}/2026\tOur Voice\tLerato\t{('Busy', 'Sorted', '')[i % 3]}\t"
    for i in range(28)
]
UNKNOWN = ["Ms P. Unknown\ta road\t12/03/2026\tend of June\t\t\t\t", "Mr Nobody Yet\ta bridge\t\tsoon\t\t\t\t"]


# --- A first register ------------------------------------------------------------------------------------------------


def test_thirty_promises_come_in_and_two_wait_to_be_identified(workspace: Workspace) -> None:
    people = {member(workspace, "Boitumelo", "Seekoei"), member(workspace, "Naledi", "Louw")}
    reading = register(*THIRTY, *UNKNOWN)
    before, searched = everything(), indexed(("promise", "bridge", "seekoei"))
    planned = plan(workspace, reading)
    assert planned.counts()["new"]["commitments"] == 30
    assert [row.asks for row in planned.rows_of("doubtful")] == ["Ms P. Unknown", "Mr Nobody Yet"]
    done = bring_in(workspace, reading)
    assert (done.label, done.value.new["commitments"]) == ("Import 30 commitments", 30)
    found = all_rows(workspace)
    assert len(found) == 30
    assert sorted(row.bound_name for row in found if row.bound_id is None) == ["Mr Nobody Yet", "Ms P. Unknown"]
    assert {row.bound_id for row in found if row.bound_id} == people
    assert {row.direction for row in found} == {Direction.THEY_OWE_US}
    assert {row.owner_name for row in found} == {"Lerato Tester", ""}
    assert indexed(("promise", "bridge", "seekoei")) == rebuilt(("promise", "bridge", "seekoei"))
    after = everything()
    assert plan(workspace, reading).is_empty
    with pytest.raises(UserError, match="import-changes-nothing"):
        bring_in(workspace, reading)
    workspace.undo()
    assert everything() == before and indexed(("promise", "bridge", "seekoei")) == searched
    workspace.redo()
    assert everything() == after


def test_a_promise_has_its_words_days_office_owner_and_notes(workspace: Workspace) -> None:
    seekoei = member(workspace, "Boitumelo", "Seekoei", "Speaker")
    line = "Seekoei B, Speaker\tTable the petition\t12/03/2026\tend of June\tUs\tLerato Tester\t\tAsked twice by phone"
    bring_in(workspace, register(line.replace("Seekoei B, Speaker", "SEEKOEI Boitumelo (Speaker)")))
    (row,) = all_rows(workspace)
    assert (row.bound_id, row.maker_id, row.maker_office) == (seekoei, seekoei, f"Speaker, {HOUSE}")
    assert (row.made_on, row.due_on, row.due_agreed) == (date(2026, 3, 12), date(2026, 6, 30), date(2026, 6, 30))
    assert (row.owed_to_name, row.owner_name, row.status) == ("Our Voice", "Lerato Tester", Status.NOTED)
    assert notes(workspace, "Table the petition") == ["Asked twice by phone"]
    assert row.next_look is not None
    assert page(workspace, "Table the petition").source == "pasted rows"


def test_a_post_can_promise(workspace: Workspace) -> None:
    member(workspace, "Boitumelo", "Seekoei", "Speaker")
    (post,) = [post.id for post in workspace.ask(list_posts, date(2026, 11, 22)) if post.title == "Speaker"]
    lines = (
        f"{who}\tpromise {at}\t2026-03-12\t\t\t\t\t"
        for at, who in enumerate(("The Speaker", f"Speaker, {HOUSE}", "Speaker of the Northern Cape Legislature"))
    )
    bring_in(workspace, register(*lines))
    assert [row.bound_id for row in all_rows(workspace)] == [post] * 3


def test_an_organisation_can_promise_and_be_promised(workspace: Workspace) -> None:
    bring_in(workspace, register("Us\tSend our figures\t2026-03-12\t\tNorthern Cape Legislature\t\t\t"))
    (row,) = all_rows(workspace)
    assert (row.bound_name, row.owed_to_name, row.direction) == ("Our Voice", HOUSE, Direction.WE_OWE_THEM)


def test_a_name_that_several_have_is_asked_and_not_guessed(workspace: Workspace) -> None:
    first, second = member(workspace, "Naledi", "Louw"), member(workspace, "Naledi", "Louw", "Whip")
    reading = register("Naledi Louw\ta bridge\t2026-03-12\t\t\t\t\t")
    row = only_row(plan(workspace, reading))
    assert (row.state, row.asks, set(row.alternatives)) == ("doubtful", "Naledi Louw", {first, second})
    bring_in(workspace, reading, parties={"naledi louw": second})
    assert all_rows(workspace)[0].bound_id == second


def test_a_surname_alone_offers_those_who_have_it(workspace: Workspace) -> None:
    louw = member(workspace, "Naledi", "Louw")
    row = only_row(plan(workspace, register("Hon. Louw\ta bridge\t2026-03-12\t\t\t\t\t")))
    assert (row.state, row.alternatives) == ("doubtful", (louw,))
    assert "to identify" in row.reason


def test_a_row_can_be_left_out(workspace: Workspace) -> None:
    reading = register(*UNKNOWN)
    planned = bring_in(workspace, reading, left_out=frozenset({reading.commitments[0].key}))
    assert planned.value.new["commitments"] == 1


def test_what_is_no_day_loses_nothing(workspace: Workspace) -> None:
    bring_in(
        workspace,
        register(
            "A\tno day\t\tbefore the recess\t\t\t\t",
            "A\tnot a day\tlast season\t\t\t\t\t",
            "A\tin the future\t2027-01-01\t\t\t\t\t",
            "A\tdue long ago\t\t2025-01-31\t\t\t\t",
            "A\tbackwards\t2026-03-12\t2026-03-01\t\t\t\t",
        ),
    )
    found = by_words(workspace)
    assert (found["no day"].made_on, found["no day"].due_words) == (date(2026, 11, 22), "before the recess")
    assert notes(workspace, "not a day") == ["Said on, in the list: last season"]
    assert notes(workspace, "in the future") == ["Said on, in the list: 2027-01-01"]
    assert (found["due long ago"].made_on, found["due long ago"].due_on) == (date(2025, 1, 31), date(2025, 1, 31))
    assert "1 Mar 2026" in found["backwards"].due_words and found["backwards"].due_on is None


# --- Words for the status --------------------------------------------------------------------------------------------


def test_words_for_the_status_are_asked_about_once_with_a_guess(workspace: Workspace) -> None:
    words = ("Sorted", "besig", "Kgang", "open", "Claimed done", "", "A long story of what happened since we met them")
    reading = register(*(f"A\tpromise {at}\t2026-03-12\t\t\t\t{word}\t" for at, word in enumerate(words)))
    assert dict(workspace.ask(get_unknown_statuses, reading)) == {
        "Sorted": Status.CLAIMED_DONE,
        "besig": Status.IN_PROGRESS,
        "Kgang": "note",
    }
    workspace.do(
        set_setting, status_setting("commitments"), {"sorted": "claimed_done", "besig": "in_progress", "kgang": "note"}
    )
    assert workspace.ask(get_unknown_statuses, reading) == ()
    planned = plan(workspace, reading)
    assert planned.unknown_statuses == ()
    bring_in(workspace, reading)
    statuses = [by_words(workspace)[f"promise {at}"].status for at in range(len(words))]
    assert statuses == ["claimed_done", "in_progress", "noted", "noted", "claimed_done", "noted", "noted"]
    assert notes(workspace, "promise 2") == ["Status in the list: Kgang"]
    assert notes(workspace, "promise 6")[0].startswith("Status in the list: A long story")


def test_a_word_nobody_explained_comes_in_as_noted_with_the_word_in_a_note(workspace: Workspace) -> None:
    reading = register("A\ta bridge\t2026-03-12\t\t\t\tSorted\t")
    assert plan(workspace, reading).unknown_statuses == ("Sorted",)
    bring_in(workspace, reading)
    assert by_words(workspace)["a bridge"].status is Status.NOTED
    assert notes(workspace, "a bridge") == ["Status in the list: Sorted"]


@pytest.mark.parametrize("word", ["Kept", "Done"])
def test_done_is_what_they_say_and_never_kept_without_evidence(workspace: Workspace, word: str) -> None:
    reading = register(f"A\ta bridge\t2026-03-12\t\t\t\t{word}\t")
    choices: dict[str, Any] = {"statuses": {"done": "kept"}}
    assert "Claimed done (Kept needs evidence)" in only_row(plan(workspace, reading, **choices)).summary
    bring_in(workspace, reading, **choices)
    row = by_words(workspace)["a bridge"]
    assert (row.status, row.outcome) == (Status.CLAIMED_DONE, None)
    (step,) = page(workspace, "a bridge").steps
    assert step == (date(2026, 11, 22), "noted", "claimed_done", "", f"The list says “{word}”", "")


@pytest.mark.parametrize("meaning", ["not_kept", "withdrawn", "lapsed", "partly_kept", "escalated"])
def test_every_meaning_is_reached_by_steps_of_the_life_cycle(workspace: Workspace, meaning: str) -> None:
    bring_in(workspace, register("A\ta bridge\t2026-03-12\t\t\t\tX\t"), statuses={"x": meaning})
    row = by_words(workspace)["a bridge"]
    assert meaning in (row.status, row.outcome)
    assert {step[2] for step in page(workspace, "a bridge").steps} >= {row.status}
    assert (row.closed_on is not None) == (row.status is Status.CLOSED) == (row.next_look is None)


# --- The same register again -----------------------------------------------------------------------------------------


def test_a_newer_version_shows_old_and_new_and_applies_by_the_rules(workspace: Workspace) -> None:
    line = "Ms Known\ta bridge\t12/03/2026\t{due}\t\t\t{status}\t{note}"
    statuses = {"busy": "in_progress", "sorted": "claimed_done"}
    bring_in(workspace, register(line.format(due="30/06/2026", status="Busy", note="")), statuses=statuses)
    newer = register(line.format(due="31/01/2027", status="Sorted", note="They rang"))
    row = only_row(plan(workspace, newer, statuses=statuses))
    assert (row.state, row.name) == ("changed", "C-2026-0001 a bridge")
    assert row.changes == (
        Change("status", "In progress", "Claimed done"),
        Change("by when", "30 Jun 2026", "31 Jan 2027"),
        Change("note", "", "They rang"),
    )
    before = everything()
    bring_in(workspace, newer, statuses=statuses)
    found = page(workspace, "a bridge")
    assert found.row.due_on == date(2027, 1, 31)
    assert found.row.due_agreed == date(2026, 6, 30), "only noted: nobody of us agreed"
    assert found.row.status is Status.CLAIMED_DONE
    assert notes(workspace, "a bridge") == ["They rang"]
    assert plan(workspace, newer, statuses=statuses).is_empty
    workspace.undo()
    assert everything() == before


def test_what_the_user_did_since_stays(workspace: Workspace) -> None:
    line = "Ms Known\ta bridge\t12/03/2026\t30/06/2026\t\t\tBusy\t"
    bring_in(workspace, register(line), statuses={"busy": "in_progress"})
    bridge = by_words(workspace)["a bridge"].id
    workspace.do(move_date, bridge, date(2026, 12, 1), date(2026, 11, 1))
    seen = [EvidenceDraft("seen on a visit")]
    workspace.do(
        change_status, bridge, Status.CLOSED, date(2026, 11, 2), outcome=Outcome.KEPT, note="seen", evidence=seen
    )
    assert plan(workspace, register(line), statuses={"busy": "in_progress"}).is_empty
    row = only_row(plan(workspace, register(line.replace("30/06", "31/07")), statuses={"busy": "in_progress"}))
    assert row.changes == ()
    assert {change.theirs for change in row.kept} == {"In progress", "31 Jul 2026"}


def test_kept_closes_a_promise_that_has_evidence(workspace: Workspace) -> None:
    line = "Ms Known\ta bridge\t12/03/2026\t30/06/2026\t\t\t{}\t"
    bring_in(workspace, register(line.format("Claimed done")))
    bridge = by_words(workspace)["a bridge"].id
    workspace.do(add_evidence, bridge, EvidenceDraft("seen on a visit"))
    bring_in(workspace, register(line.format("Kept")))
    row = by_words(workspace)["a bridge"]
    assert (row.status, row.outcome) == (Status.CLOSED, Outcome.KEPT)


def test_somebody_to_identify_is_found_once_we_know_them(workspace: Workspace) -> None:
    reading = register("Naledi Louw\ta bridge\t12/03/2026\t30/06/2026\t\t\t\t")
    bring_in(workspace, reading)
    louw = member(workspace, "Naledi", "Louw")
    assert only_row(plan(workspace, reading)).changes == (Change("who", "Naledi Louw", "Naledi Louw"),)
    bring_in(workspace, reading)
    assert by_words(workspace)["a bridge"].bound_id == louw
    assert plan(workspace, reading).is_empty


def test_a_reference_of_its_own_recognises_a_row_whose_words_changed(workspace: Workspace) -> None:
    headings = "Ref\tWho\tPromise\tDate\tBy when"
    bring_in(workspace, register("7\tMs Known\ta bridge\t12/03/2026\t30/06/2026", headings=headings))
    newer = register("7\tMs Known\ta wooden bridge\t12/03/2026\t30/06/2026", headings=headings)
    assert only_row(plan(workspace, newer)).changes == (Change("words", "a bridge", "a wooden bridge"),)
    bring_in(workspace, newer)
    assert list(by_words(workspace)) == ["a wooden bridge"]
    other = register("7\tMr Other\ta school\t01/05/2026\t30/06/2026", headings=headings)
    assert only_row(plan(workspace, other)).state == "doubtful", "another register that counts from 1 too"


def test_the_same_promise_in_another_layout_is_the_same(workspace: Workspace) -> None:
    bring_in(workspace, register("Ms Known\ta bridge\t12/03/2026\t30/06/2026\t\t\t\t"))
    other = register(
        "30 June 2026\t2026-03-12\tA bridge\tms known", headings="Deadline\tDate made\tUndertaking\tOfficial"
    )
    assert plan(workspace, other).is_empty


def test_a_promise_typed_by_hand_is_not_doubled(workspace: Workspace) -> None:
    workspace.do(save_commitment, CommitmentDraft("A bridge", date(2026, 3, 12), bound_name="Ms Known"))
    reading = register("Ms Known\ta bridge\t12/03/2026\t30/06/2026\t\t\tIn progress\t")
    assert only_row(plan(workspace, reading)).state == "changed"
    bring_in(workspace, reading)
    (row,) = all_rows(workspace)
    assert (row.due_on, row.status) == (date(2026, 6, 30), Status.IN_PROGRESS)
    assert plan(workspace, reading).is_empty


def test_a_removed_promise_comes_back_only_as_a_new_one(workspace: Workspace) -> None:
    reading = register("Ms Known\ta bridge\t12/03/2026\t30/06/2026\t\t\t\t")
    bring_in(workspace, reading)
    workspace.do(remove, by_words(workspace)["a bridge"].id)
    assert plan(workspace, reading).counts()["new"]["commitments"] == 1


WORDS = ("", "Ms Known", "The Speaker", "Us", "a bridge", "a road", "asked twice", "Naledi Louw", '"', "=1+1")
DAYS = ("12/03/2026", "31/12/2027", "end of June", "Busy", "Kept", "open", "Not kept", "1", "7", "C-2026-0001")
CELLS = st.sampled_from((*WORDS, *DAYS))


@some(10)
@given(st.lists(st.lists(CELLS, min_size=9, max_size=9).filter(any), min_size=1, max_size=6))
def test_any_register_is_whole_twice_is_once_and_undo_restores(workspace: Workspace, lines: list[list[str]]) -> None:
    reading = register(*("\t".join(line) for line in lines), headings=f"Ref\t{HEADINGS}")
    if plan(workspace, reading).is_empty:
        return
    before = everything()
    bring_in(workspace, reading)
    assert plan(workspace, reading).is_empty
    workspace.undo()
    assert everything() == before


# --- Names alone -----------------------------------------------------------------------------------------------------


def test_names_alone_become_members_of_the_committee_one_stands_on(workspace: Workspace) -> None:
    committee = next(found for found in workspace.ask(find, "committee") if found.noun == "organisations")
    louw = member(workspace, "Naledi", "Louw")
    body = ours(committee.id, committee.name, "committee")
    reading = read_pasted("Naledi Louw\nPieter Sample\n", "", ReadChoices(body=body))
    done = bring_in(workspace, reading, term="current")
    assert (done.value.new["people"], done.value.changed["people"]) == (1, 1)
    assert done.value.new["organisations"] == 0
    holders = workspace.ask(list_holders, committee.id, date(2026, 11, 22))
    assert [(holder.person, holder.title) for holder in holders] == [
        ("Naledi Louw", "Member"),
        ("Pieter Sample", "Member"),
    ]
    assert holders[0].person_id == louw
    assert plan(workspace, reading, term="current").is_empty
    more = read_pasted("Anna Dube", "", ReadChoices(body=body))
    assert plan(workspace, more, term="current").rows_of("gone") == []
    workspace.undo()
    assert workspace.ask(list_holders, committee.id, date(2026, 11, 22)) == []
