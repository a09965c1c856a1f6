"""Wards are drawn anew: new places beside the old ones, and promises that follow the place they were made for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crm.exchange.wards import read_wards
from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.offices import RoleDraft
from crm.operations.terms import TermEndDraft, end_term
from crm.operations.wards import BroughtIn, answer_places, bring_in_wards
from crm.queries.commitments import get_commitment, get_commitment_rows
from crm.queries.organisations import get_organisation
from crm.queries.places import find_by_code, find_places, get_place_rows
from crm.queries.today import get_today, sentences
from crm.queries.wards import list_demarcations, list_place_questions, list_wards_of
from crm.rules import clock
from crm.rules.errors import UserError
from crm.workspace import Workspace
from tests.operations.council_scene import LAST, MUNICIPALITY, WARD, Council, make_council, ward, ward_table
from tests.operations.lists import bring_in, member, members
from tests.operations.replacement_scene import person
from tests.operations.test_replacements import everything


@pytest.fixture
def council(workspace: Workspace, today: date) -> Council:
    made = make_council(workspace)
    workspace.do(end_term, TermEndDraft(made.body, LAST))
    return made


def bring(workspace: Workspace, folder: Path, *, mapped: bool = False, demarcation: str = "2026") -> BroughtIn:
    return workspace.do(bring_in_wards, read_wards(ward_table(folder, mapped=mapped)), demarcation).value


def bound(workspace: Workspace, commitment_id: int) -> str:
    (row,) = workspace.ask(get_commitment_rows, [commitment_id])
    return row.bound_name


def new_ward(workspace: Workspace, number: int) -> int:
    municipality = workspace.ask(find_by_code, MUNICIPALITY) or 0
    rows = workspace.ask(list_wards_of, municipality)
    return next(row.id for row in rows if row.code.endswith(f"{number:03d}"))


# What a ward says


def test_wards_say_2021_boundaries_once_their_councils_are_over_and_not_before(
    workspace: Workspace, today: date
) -> None:
    first = ward(workspace, 1)
    (row,) = workspace.ask(get_place_rows, [first])
    assert row.words == "Khâi-Ma ward 1 (2021 boundaries)"
    assert "Khâi-Ma ward 1 (2021 boundaries)" in [name for _id, name, _what in workspace.ask(find_places, "Khâi-Ma")]
    clock.choose(LAST)
    (row,) = workspace.ask(get_place_rows, [first])
    assert row.words == "Khâi-Ma ward 1"


def test_the_wards_of_a_newer_table_need_no_such_words_and_the_old_ones_keep_theirs(
    workspace: Workspace, today: date, tmp_path: Path
) -> None:
    was = ward(workspace, 1)
    bring(workspace, tmp_path)
    old, new = workspace.ask(get_place_rows, [was, new_ward(workspace, 1)])
    assert (old.words, old.demarcation) == ("Khâi-Ma ward 1 (2021 boundaries)", "2021")
    assert (new.words, new.demarcation) == ("Khâi-Ma ward 1", "2026")
    assert old.code == new.code, "the same code, and yet another place"


def test_the_page_of_a_promise_and_of_a_councillor_say_it(workspace: Workspace, council: Council) -> None:
    page = workspace.ask(get_commitment, council.ramp)
    assert page is not None and page.place == "Khâi-Ma ward 1 (2021 boundaries)"
    body = workspace.ask(get_organisation, council.body)
    assert body is not None
    ben = next(office for office in body.past_holders if office.person == "Cllr Ben Wardone")
    assert ben.place == "Khâi-Ma ward 1 (2021 boundaries)"


# Bringing in a table


def test_a_newer_table_makes_new_places_and_keeps_the_old(
    workspace: Workspace, council: Council, tmp_path: Path
) -> None:
    done = bring(workspace, tmp_path)
    assert (done.new, done.unchanged, done.left_out, done.successors) == (7, 0, 0, 0)
    kept = dict(workspace.ask(list_demarcations))
    assert kept["2026"] == 7 and kept["2021"] > 200


def test_the_same_table_again_changes_nothing(workspace: Workspace, council: Council, tmp_path: Path) -> None:
    bring(workspace, tmp_path)
    before = workspace.ask(everything)
    with pytest.raises(UserError) as caught:
        bring(workspace, tmp_path)
    assert caught.value.code == "wards-change-nothing"
    assert workspace.ask(everything) == before


@pytest.mark.parametrize(
    ("demarcation", "code"), [("soon", "demarcation-no-year"), ("", "demarcation-no-year"), ("2016", "wards-not-newer")]
)
def test_a_demarcation_is_a_year_and_newer(
    workspace: Workspace, council: Council, tmp_path: Path, demarcation: str, code: str
) -> None:
    with pytest.raises(UserError) as caught:
        bring(workspace, tmp_path, demarcation=demarcation)
    assert caught.value.code == code


def test_municipalities_of_provinces_that_are_not_here_are_left_out_and_a_new_one_is_made(
    workspace: Workspace, council: Council, tmp_path: Path
) -> None:
    file = tmp_path / "wards.csv"
    file.write_text(
        "ward_id,ward_no,municipality_code,municipality,province\n"
        "10101001,1,WC011,Matzikama,Western Cape\n"
        "30999001,1,NC099,New Example,Northern Cape\n",
        encoding="utf-8",
    )
    done = workspace.do(bring_in_wards, read_wards(file), "2026").value
    assert (done.new, done.left_out) == (1, 1)
    made = workspace.ask(find_by_code, "NC099")
    assert made is not None
    (row,) = workspace.ask(get_place_rows, [made])
    assert (row.name, row.kind, row.parent) == ("New Example", "local", "Northern Cape")


# Promises follow the place


def test_the_same_number_or_code_is_not_taken_for_the_same_place(
    workspace: Workspace, council: Council, tmp_path: Path
) -> None:
    done = bring(workspace, tmp_path)
    assert (done.moved, done.asks) == ((), 2)
    asked = [(each.reference, each.place) for each in workspace.ask(list_place_questions)]
    assert [place for _reference, place in asked] == [
        "Khâi-Ma ward 1 (2021 boundaries)",
        "Khâi-Ma ward 2 (2021 boundaries)",
    ]
    assert bound(workspace, council.ramp).startswith("Ward councillor, Khâi-Ma ward 1 (2021 boundaries)")


def test_a_mapping_in_the_table_leaves_no_doubt_and_is_followed(
    workspace: Workspace, council: Council, tmp_path: Path
) -> None:
    done = bring(workspace, tmp_path, mapped=True)
    assert (done.successors, len(done.moved), done.asks) == (2, 2, 0)
    assert bound(workspace, council.ramp) == "Ward councillor, Khâi-Ma ward 4 (vacant)"
    assert bound(workspace, council.clinic) == "Ward councillor, Khâi-Ma ward 2 (vacant)"
    page = workspace.ask(get_commitment, council.ramp)
    assert page is not None
    assert page.place == "Khâi-Ma ward 1 (2021 boundaries)", "the place it was made for is not rewritten"
    assert page.steps[-1][-2] == "Now with Khâi-Ma ward 4"


def test_a_mapping_may_come_later_as_a_table_of_its_own(workspace: Workspace, council: Council, tmp_path: Path) -> None:
    bring(workspace, tmp_path)
    file = tmp_path / "mapping.csv"
    file.write_text("old_ward_id,successor\n30607001,30607004\n30607002,30607002 30607003\n", encoding="utf-8")
    done = workspace.do(bring_in_wards, read_wards(file), "2026").value
    assert (done.new, done.successors, len(done.moved), done.asks) == (0, 3, 1, 1)
    (left,) = workspace.ask(list_place_questions)
    assert left.words == "Open the clinic", "a ward that was split leaves the doubt"


def test_an_answer_is_remembered_and_moves_the_promise(workspace: Workspace, council: Council, tmp_path: Path) -> None:
    bring(workspace, tmp_path)
    before = workspace.ask(everything)
    workspace.do(answer_places, {council.ramp: new_ward(workspace, 7)})
    assert bound(workspace, council.ramp) == "Ward councillor, Khâi-Ma ward 7 (vacant)"
    (left,) = workspace.ask(list_place_questions)
    assert left.record_id == council.clinic
    workspace.undo()
    assert workspace.ask(everything) == before


def test_what_was_answered_is_suggested_for_the_next_promise_of_that_ward_and_still_asked(
    workspace: Workspace, council: Council, tmp_path: Path
) -> None:
    post = workspace.ask(get_commitment_rows, [council.ramp])[0].bound_id
    draft = CommitmentDraft("Fix the tap", date(2026, 9, 1), bound_id=post, place_id=ward(workspace, 1))
    tap = workspace.do(save_commitment, draft).value[0]
    bring(workspace, tmp_path)
    workspace.do(answer_places, {council.ramp: new_ward(workspace, 7)})
    question = next(each for each in workspace.ask(list_place_questions) if each.record_id == tap)
    assert question.suggested == "Khâi-Ma ward 7"


def test_only_wards_as_they_are_drawn_now_are_an_answer(workspace: Workspace, council: Council, tmp_path: Path) -> None:
    old = ward(workspace, 3)
    bring(workspace, tmp_path)
    with pytest.raises(UserError) as caught:
        workspace.do(answer_places, {council.ramp: old})
    assert caught.value.code == "not-a-ward-now"
    with pytest.raises(UserError) as caught:
        workspace.do(answer_places, {council.gala: new_ward(workspace, 1)})
    assert caught.value.code == "no-place-asked"


def test_today_asks_for_the_table_first_and_then_where_each_place_lies(
    workspace: Workspace, council: Council, tmp_path: Path
) -> None:
    said = dict(sentences(workspace.ask(get_today)))
    assert said["waiting_for_wards"].startswith("2 promises are for wards of before the election.")
    bring(workspace, tmp_path)
    said = dict(sentences(workspace.ask(get_today)))
    assert "waiting_for_wards" not in said
    assert said["place_questions"] == "2 places are in wards that were redrawn. Say where they lie now."


# The seats


def test_until_the_table_is_here_a_new_councillor_of_that_number_does_not_owe_the_promise(
    workspace: Workspace, council: Council
) -> None:
    line = member("New", "Number", party="Example Party", house="Khâi-Ma Council", post=WARD, start="2026-11-04")
    bring_in(workspace, members(line.replace("Northern Cape", "Khâi-Ma ward 1")))
    assert bound(workspace, council.ramp) == "Ward councillor, Khâi-Ma ward 1 (2021 boundaries) (vacant)"


def test_the_councillor_of_the_ward_that_holds_the_place_owes_it_whichever_comes_first(
    workspace: Workspace, council: Council, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, mapped=True)
    lines = [
        member(
            "Four", "New", party="Example Party", house="Khâi-Ma Council", post=WARD, start="2026-11-04", place=place
        )
        for place in ("Khâi-Ma ward 4",)
    ]
    bring_in(workspace, members(*lines))
    assert bound(workspace, council.ramp) == "Ward councillor, Khâi-Ma ward 4 (now Four New)"
    body = workspace.ask(get_organisation, council.body)
    assert body is not None
    four = next(office for office in body.holders if office.person == "Four New")
    assert four.succession == "succeeded Cllr Ben Wardone"


def test_a_councillor_who_sits_already_takes_over_what_is_answered_later(
    workspace: Workspace, council: Council, tmp_path: Path
) -> None:
    bring(workspace, tmp_path)
    seat = RoleDraft(council.body, WARD, place_id=new_ward(workspace, 7), start="2026-11-04")
    person(workspace, "Cllr Seven Sitting", seat)
    workspace.do(answer_places, {council.ramp: new_ward(workspace, 7)})
    assert bound(workspace, council.ramp) == "Ward councillor, Khâi-Ma ward 7 (now Cllr Seven Sitting)"
