"""A council's term ends, its wards are redrawn, its new members come, a letter goes out; and all of it is undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from crm.exchange.wards import read_wards
from crm.operations.imports import apply_import
from crm.operations.terms import TermEndDraft, end_term
from crm.operations.wards import answer_places, bring_in_wards
from crm.queries.commitments import get_commitment_rows
from crm.queries.imports import ImportChoices, plan_import
from crm.queries.offices import list_holders
from crm.queries.organisations import get_organisation
from crm.queries.places import find_by_code
from crm.queries.today import get_today
from crm.queries.wards import list_place_questions, list_wards_of
from crm.workspace import Workspace
from reports import catalog
from tests.operations.council_scene import LAST, MUNICIPALITY, WARD, Council, make_council, ward_table
from tests.operations.lists import member, members
from tests.operations.test_replacements import everything

COUNCIL = "Khâi-Ma Council"


def new_members() -> Any:
    """The list of the new council: the mayor is re-elected, ward 7 has somebody new, the rest are of the list."""
    seats = (
        ("Anna", "Mayor", "Mayor", ""),
        ("Sara", "Seven", WARD, "Khâi-Ma ward 7"),
        ("Tom", "Two", WARD, "Khâi-Ma ward 2"),
        ("Dina", "Listed", "PR councillor", ""),
        ("Gus", "Green", "PR councillor", ""),
    )
    lines = [
        member(given, family, party="Example Party", house=COUNCIL, post=post, start="2026-11-04", place=place)
        for given, family, post, place in seats
    ]
    return members(*lines, name="council-2026.csv")


def test_the_end_of_a_term_from_the_last_day_to_the_first_letter_and_back(
    workspace: Workspace, today: date, tmp_path: Path
) -> None:
    council = make_council(workspace)
    mornings: list[dict[str, Any]] = []

    def step(operation: Callable[..., Any], *arguments: Any) -> Any:
        mornings.append(workspace.ask(everything))
        return workspace.do(operation, *arguments).value

    # The term ends: of three promises in the wards one passes, one stays, one lapses.
    fates = {council.ramp: "passes_to_post", council.gala: "stays_with_person", council.lapsing: "lapses"}
    ended = step(end_term, TermEndDraft(council.body, LAST, fates=fates))
    assert "C-2026-0001" in ended.passed and "C-2026-0003" in ended.stayed and ended.lapsed == ("C-2026-0004",)
    assert workspace.ask(get_today).vacancies[0].seats == 6

    # The newer table of wards does not say what became of the old ones: it is asked, and answered.
    brought = step(bring_in_wards, read_wards(ward_table(tmp_path)), "2026")
    assert (brought.new, brought.asks) == (7, 2)
    wards = {row.name: row.id for row in workspace.ask(list_wards_of, workspace.ask(find_by_code, MUNICIPALITY) or 0)}
    step(answer_places, {council.ramp: wards["Khâi-Ma ward 7"]})
    assert [each.words for each in workspace.ask(list_place_questions)] == ["Open the clinic"]

    # The new members come in as a list and fill the seats.
    reading = new_members()
    choices = ImportChoices()
    step(apply_import, workspace.ask(plan_import, reading, choices), reading, choices)
    holders = {office.person: office.title for office in workspace.ask(list_holders, council.body, today)}
    assert holders["Sara Seven"] == WARD and holders["Cllr Anna Mayor"] == "Mayor"
    assert sum(each.seats for each in workspace.ask(get_today).vacancies) == 1, "the chair of the committee"
    _check_promises(workspace, council)
    _check_succession(workspace, council)
    _check_letter(workspace, council)

    # And back, step by step, to the morning of each.
    while mornings:
        workspace.undo()
        assert workspace.ask(everything) == mornings.pop()
    assert workspace.ask(get_today).vacancies == ()


def _check_promises(workspace: Workspace, council: Council) -> None:
    wanted = [council.ramp, council.clinic, council.gala, council.road, council.ours]
    ramp, clinic, gala, road, ours = workspace.ask(get_commitment_rows, wanted)
    assert ramp.bound_name == "Ward councillor, Khâi-Ma ward 7 (now Sara Seven)"
    assert clinic.bound_name == "Ward councillor, Khâi-Ma ward 2 (2021 boundaries) (vacant)", (
        "nobody said yet where the clinic lies: the new councillor of ward 2 does not owe it by the number"
    )
    assert (gala.bound_id, road.bound_id) == (council.first, council.listed), "what stayed is theirs, re-elected or not"
    assert ours.owed_to_name == "Mayor, Khâi-Ma Council (now Cllr Anna Mayor)"


def _check_succession(workspace: Workspace, council: Council) -> None:
    body = workspace.ask(get_organisation, council.body)
    assert body is not None
    said = {office.person: office.succession for office in body.holders}
    assert said["Sara Seven"] == "succeeded Cllr Ben Wardone", "the ward she has is where his lies now"
    assert said["Tom Two"] == "", "the same number is not the same ward"
    assert said["Gus Green"] == ""


def _check_letter(workspace: Workspace, council: Council) -> None:
    sara = next(office.person_id for office in workspace.ask(list_holders, council.body, date(2026, 11, 22))
                if office.person == "Sara Seven")  # fmt: skip
    paper = catalog.make_bytes(workspace.ask, "new-holder", {"person": f"people:{sara}"}, made_by="Lerato Tester")
    said = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages).split())
    assert "your office undertook" in said and "“Build the ramp”" in said
    assert "Ben" not in said and "overdue" not in said
    listed = catalog.make_bytes(workspace.ask, "new-holder", {"body": f"organisations:{council.body}"})
    assert len(PdfReader(BytesIO(listed)).pages) == 5
