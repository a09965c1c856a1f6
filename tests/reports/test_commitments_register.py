"""The commitments register: every commitment of the list once, and its totals are the list's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from paper import letters, words
from promising import MADE, end, promise, promise_of_ours
from visits import choose

from crm.operations.commitments import move_date
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.records import set_confidentiality
from crm.queries.commitments import CommitmentFilter, list_commitments
from crm.queries.places import list_places
from crm.queries.topics import list_topics
from crm.workspace import Workspace
from reports import catalog
from reports.facts.commitments import CommitmentsFacts, gather, span_words, wanted_of


def facts(workspace: Workspace, **options: str) -> CommitmentsFacts:
    return gather(workspace.ask, choose("commitments", **options))


def paper(workspace: Workspace, **options: str) -> str:
    return words(catalog.make_bytes(workspace.ask, "commitments", options, made_by="Lerato Tester", invariant=True))


def printed(found: CommitmentsFacts) -> list[int]:
    return [row.id for section in found.sections for row in section.rows]


@pytest.fixture
def several(workspace: Workspace, today: date) -> dict[str, int]:
    made = {
        "late": promise(workspace, "The clinic will open on Saturdays", date(2026, 6, 30)),
        "undated": promise(workspace, "I shall look into it", None),
        "ours": promise_of_ours(workspace, "We will send the list", date(2026, 11, 10)),
        "kept": promise(workspace, "The road will be graded", date(2026, 5, 30)),
    }
    end(workspace, made["kept"], "kept", date(2026, 5, 28), "Photo of the road")
    return made


def test_a_line_says_reference_exact_words_who_made_due_first_and_now_where_it_stands_and_what_is_next(
    workspace: Workspace, several: dict[str, int], today: date
) -> None:
    workspace.do(move_date, several["late"], date(2026, 9, 30), date(2026, 6, 29))
    workspace.do(move_date, several["late"], date(2026, 12, 24), date(2026, 9, 28), is_agreed=False)
    said = letters(paper(workspace))
    for part in (
        "C-2026-0001 2 Mar 2026",
        "“The clinic will open on Saturdays”",
        "The MEC → us",
        "30 Sep 2026 first 30 Jun 2026 asked until 24 Dec 2026",
        "▲ Long overdue",
        "✓ Kept",
        "Ask for a date",
        "4 commitments: 3 open, 2 overdue, 1 closed.",
    ):
        assert letters(part) in said, part


@pytest.mark.parametrize("status", ["all", "open", "closed"])
@pytest.mark.parametrize("direction", ["every", "they_owe_us", "we_owe_them"])
def test_its_totals_and_lines_are_those_of_the_list(
    workspace: Workspace, several: dict[str, int], status: str, direction: str
) -> None:
    found = facts(workspace, status=status, direction=direction)
    on_screen = workspace.ask(
        list_commitments, CommitmentFilter(status=status, direction="" if direction == "every" else direction)
    )
    assert sorted(printed(found)) == sorted(on_screen)
    assert found.count == sum(total.open + total.closed for total in found.totals) == len(on_screen)


def test_every_filter_narrows_it(workspace: Workspace, several: dict[str, int], today: date) -> None:
    body = int(workspace.do(save_organisation, OrganisationDraft("Department of Roads", kind="department")).value[0])
    topic = workspace.ask(list_topics)[0].id
    place = workspace.ask(list_places, kind="district")[0]
    inside = workspace.ask(list_places, parent_id=place)[0]
    one = promise(workspace, "A bridge", date(2027, 1, 31), bound_name="", bound_id=body)
    two = promise(workspace, "A pump", date(2027, 2, 28), topics=[topic])
    three = promise(workspace, "A tank", date(2027, 3, 31), place_id=inside)
    assert printed(facts(workspace, body=f"organisations:{body}")) == [one]
    assert printed(facts(workspace, topic=f"topics:{topic}")) == [two]
    assert printed(facts(workspace, place=f"places:{place}")) == [three], "in a place inside it too"
    assert printed(facts(workspace, **{"due-from": "2027-02-01", "due-to": "2027-03-01"})) == [two]
    assert printed(facts(workspace, **{"made-from": (MADE + timedelta(days=1)).isoformat()})) == []
    assert facts(workspace, body=f"organisations:{body}").head.scope == "Department of Roads"


def test_what_was_chosen_stands_on_it_in_words(workspace: Workspace, several: dict[str, int]) -> None:
    rows = dict(facts(workspace, status="open", direction="we_owe_them", **{"due-to": "2026-11-30"}).head.rows)
    assert rows["Which"] == "Open; we owe them"
    assert rows["Due"] == "to 30 Nov 2026"
    assert "Made" not in rows
    assert span_words(date(2026, 1, 1), date(2026, 6, 30)) == "from 1 Jan 2026 to 30 Jun 2026"


def test_what_is_restricted_is_counted_and_left_out(workspace: Workspace, several: dict[str, int]) -> None:
    workspace.do(set_confidentiality, several["late"], 2)
    found = facts(workspace)
    assert several["late"] not in printed(found)
    assert dict(found.head.rows)["Shown"] == "restricted records are left out; 1 record is not shown for that"


def test_the_other_side_reads_our_debts_first_and_no_reproach(workspace: Workspace, several: dict[str, int]) -> None:
    said = paper(workspace, audience="body")
    assert "verdue" not in said
    assert "Next" not in said
    assert "Lerato Tester" not in said
    assert "Outstanding; the date, 30 Jun 2026, has passed" in said
    assert said.index("Promised by us") < said.index("Promised to us")
    assert "2 past their date" in said


def test_the_filter_is_the_one_of_the_list(workspace: Workspace, today: date) -> None:
    assert wanted_of(choose("commitments")) == CommitmentFilter(status="all")
