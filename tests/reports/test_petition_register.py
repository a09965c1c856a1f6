"""The petition and submission register over a real workspace: every line once, and the totals are those lines."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from paper import letters, reader, words

from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.petitions import PetitionDraft, change_status, move_date, save_petition, tell_petitioner
from crm.operations.records import set_confidentiality
from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.rules.dates import format_day
from crm.rules.errors import UserError
from crm.workspace import Workspace
from reports import catalog
from reports.catalog import REPORTS
from reports.facts.petition_register import RegisterFacts, gather
from reports.options import read_options

HANDED_IN = date(2026, 9, 1)


@pytest.fixture
def cso(workspace: Workspace, today: date) -> int:
    return int(workspace.do(save_organisation, OrganisationDraft("Water for All", kind="cso_partner")).value[0])


@pytest.fixture
def north_west(workspace: Workspace, today: date) -> int:
    draft = OrganisationDraft("North West Provincial Legislature", kind="legislature")
    return int(workspace.do(save_organisation, draft).value[0])


@pytest.fixture
def northern_cape(workspace: Workspace, today: date) -> int:
    found: list[int] = workspace.ask(list_organisations, OrganisationsFilter(kind="legislature", text="Northern Cape"))
    return found[0]


def petition(workspace: Workspace, title: str, body: int, **more: object) -> int:
    named = {"submitted_on": HANDED_IN, "status": "submitted"} | more
    return int(workspace.do(save_petition, PetitionDraft(title, body_id=body, **named)).value[0])  # type: ignore[arg-type]


@pytest.fixture
def several(workspace: Workspace, northern_cape: int, north_west: int, cso: int) -> dict[str, int]:
    return {
        "water": petition(
            workspace,
            "Water for the ward",
            northern_cape,
            petitioner_id=cso,
            their_number="PET 12/2026",
            due_on=date(2026, 10, 14),
        ),
        "road": petition(workspace, "A road that lasts", north_west, petitioner_name="Residents of Ward 5"),
        "bill": petition(
            workspace, "On the Water Bill", north_west, kind="submission_on_bill", status="drafting", submitted_on=None
        ),
        "ended": petition(
            workspace,
            "Toilets for all",
            northern_cape,
            status="closed",
            outcome="granted",
            closed_on=date(2026, 11, 12),
        ),
        "long_ago": petition(
            workspace,
            "Street lights",
            northern_cape,
            status="closed",
            outcome="withdrawn",
            submitted_on=date(2026, 1, 5),
            closed_on=date(2026, 2, 1),
        ),
    }


def facts(workspace: Workspace, today: date, **options: str) -> RegisterFacts:
    return gather(workspace.ask, read_options(REPORTS["petition-register"].options, options, today, "Lerato Tester"))


def paper(workspace: Workspace, **options: str) -> bytes:
    return catalog.make_bytes(workspace.ask, "petition-register", options, made_by="Lerato Tester", invariant=True)


def titles(found: RegisterFacts) -> list[str]:
    return sorted(line.title for group in (*found.opened, *found.ended) for line in group.lines)


def test_the_paper_says_of_each_who_asks_whom_where_it_stands_by_which_law_and_who_was_told(
    workspace: Workspace, several: dict[str, int], today: date
) -> None:
    workspace.do(change_status, several["road"], "registered", date(2026, 9, 7), their_number="NW 3")
    workspace.do(change_status, several["road"], "admissible", date(2026, 9, 14))
    workspace.do(tell_petitioner, several["ended"], date(2026, 11, 20))
    said = words(paper(workspace))
    for part in (
        "24 Aug 2026 to 22 Nov 2026",
        "everything open that was handed in by the end of the period or is still to be, and what ended in it",
        "3 are open, 2 are overdue. 1 ended in the period: 1 granted.",
        "P-2026-0001 PET 12/2026",
        "Water for All",
        "stands so since 14 Sep 2026",
        "30 working days, North West Petitions Act 2 of 2010",
        "No legal limit known",
        "Toilets for all",
        "20 Nov 2026",
        "For Our Voice only.",
    ):
        assert letters(part) in letters(said), part
    assert "Street lights" not in said, "it ended before the period"
    assert all(said.count(reference) == 1 for reference in ("P-2026-0001", "P-2026-0002", "P-2026-0003", "P-2026-0004"))


def test_a_day_of_the_law_and_a_day_that_was_agreed_or_asked_for_are_told_apart(
    workspace: Workspace, several: dict[str, int], today: date
) -> None:
    workspace.do(change_status, several["road"], "registered", date(2026, 9, 7))
    workspace.do(change_status, several["road"], "admissible", date(2026, 9, 14))
    lines = {line.title: line for group in facts(workspace, today).opened for line in group.lines}
    by_law = lines["A road that lasts"].due_on
    assert by_law is not None
    workspace.do(move_date, several["water"], date(2026, 11, 10), today)
    workspace.do(move_date, several["water"], date(2026, 12, 1), today, is_agreed=False)
    said = letters(words(paper(workspace)))
    assert letters("No legal limit known agreed until 10 Nov 2026 asked until 1 Dec 2026") in said
    assert letters(f"Petitions Act 2 of 2010 until {format_day(by_law)}") in said


def test_the_totals_are_the_lines_that_are_printed(workspace: Workspace, several: dict[str, int], today: date) -> None:
    found = facts(workspace, today)
    assert sum(row.open for row in found.totals) == found.open_count == 3
    assert sum(row.ended for row in found.totals) == found.ended_count == 1
    assert {row.name: (row.open, row.ended) for row in found.totals} == {
        "Petition": (2, 1),
        "Submission on a bill": (1, 0),
    }


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"status": "open"}, ["A road that lasts", "On the Water Bill", "Water for the ward"]),
        ({"status": "closed"}, ["Toilets for all"]),
        ({"kind": "submission_on_bill"}, ["On the Water Bill"]),
        ({"from": "2026-01-01", "to": "2026-02-28"}, ["On the Water Bill", "Street lights"]),
    ],
)
def test_filters_narrow_it_and_stand_on_the_paper(
    workspace: Workspace, several: dict[str, int], today: date, options: dict[str, str], wanted: list[str]
) -> None:
    assert titles(facts(workspace, today, **options)) == wanted


def test_a_body_and_a_petitioner_narrow_it(
    workspace: Workspace, several: dict[str, int], north_west: int, cso: int, today: date
) -> None:
    of_body = facts(workspace, today, body=f"organisations:{north_west}")
    assert titles(of_body) == ["A road that lasts", "On the Water Bill"]
    assert of_body.scope == "North West Provincial Legislature"
    assert titles(facts(workspace, today, cso=f"organisations:{cso}")) == ["Water for the ward"]


@pytest.mark.parametrize("by", ["body", "kind", "status", "place", "cso"])
def test_however_it_is_grouped_each_stands_in_it_once(
    workspace: Workspace, several: dict[str, int], today: date, by: str
) -> None:
    assert len(titles(facts(workspace, today, by=by))) == 4
    assert "Together" in words(paper(workspace, by=by))


def test_what_is_restricted_is_left_out_and_counted_and_a_secret_petitioner_is_not_named(
    workspace: Workspace, several: dict[str, int], cso: int, today: date
) -> None:
    workspace.do(set_confidentiality, several["road"], 2)
    workspace.do(set_confidentiality, cso, 2)
    said = words(paper(workspace))
    assert "A road that lasts" not in said
    assert "1 record is not shown for that" in said
    assert "Water for All" not in said
    assert "name withheld" in said
    assert "A road that lasts" in words(paper(workspace, confidentiality="restricted"))


def test_nothing_at_all_is_said_in_a_sentence_and_a_period_has_a_direction(workspace: Workspace, today: date) -> None:
    assert "Nothing was handed in" in words(paper(workspace))
    with pytest.raises(UserError) as problem:
        paper(workspace, **{"from": "2026-11-01", "to": "2026-10-01"})
    assert problem.value.code == "report-period-reversed"


def test_several_pages_repeat_the_headings_and_lose_no_line(
    workspace: Workspace, northern_cape: int, today: date
) -> None:
    for number in range(40):
        petition(workspace, f"Matter {number} of the wards", northern_cape, due_on=today + timedelta(days=number - 20))
    data = paper(workspace)
    pages = [" ".join(page.extract_text().split()) for page in reader(data).pages]
    assert len(pages) > 3
    assert all("Where it stands" in page for page in pages[1:])
    assert len(set(re.findall(r"P-2026-\d{4}", " ".join(pages)))) == 40
