"""The sheets of a person and of an organisation: what each reader may see; nobody is scored."""

from __future__ import annotations

from datetime import date

import pytest
from paper import letters, words
from visits import Visit, choose, paper, plant

from crm.operations.records import set_confidentiality
from crm.rules.errors import UserError
from crm.workspace import Workspace
from reports.catalog import REPORTS
from reports.facts import organisation_sheet, person_sheet
from reports.facts.confidentiality import reader_sentence


@pytest.fixture
def visit(workspace: Workspace, today: date) -> Visit:
    return plant(workspace)


def of_chair(workspace: Workspace, visit: Visit, **options: str) -> str:
    return words(paper(workspace.ask, "person", person=f"people:{visit.chair}", **options))


def test_the_sheet_of_a_person_says_offices_ways_in_what_was_promised_and_why_we_hold_it(
    workspace: Workspace, visit: Visit
) -> None:
    said = letters(of_chair(workspace, visit))
    for part in (
        "Hon. Boitumelo Seekoei",
        "Chairperson, Committee on Water, since Jun 2024",
        "Through Ms Naledi Louw",
        "053 839 8000",
        "checked 1 Oct",
        "Setswana",
        "Needs-planted",
        "“I shall come and look.”",
        "Sitting 4",
        "Why we hold this",
        "Is something wrong? Tell us: Our Voice",
    ):
        assert letters(part) in said, part
    assert letters("082 999 0001") not in said
    assert "Hidden-meeting" not in said


def test_private_numbers_come_only_when_they_are_asked_for_at_home(workspace: Workspace, visit: Visit) -> None:
    assert "082 999 0001" in of_chair(workspace, visit, private="yes")
    assert "082 999 0001" not in of_chair(workspace, visit, audience="partners", private="yes")


def test_the_person_concerned_reads_everything_about_her_that_is_not_restricted(
    workspace: Workspace, visit: Visit
) -> None:
    workspace.do(set_confidentiality, visit.theirs, 1)
    said = of_chair(workspace, visit, audience="person")
    for part in ("Seekoei", "082 999 0001", "Needs-planted", "“We will mend the tap.”", "You may ask for everything"):
        assert part in said, part
    assert "Restricted-promise-planted" not in said
    assert "verdue" not in said
    assert "restricted records are left out; " in said and "as chosen" not in said
    assert "own private numbers are included, our notes are not" in said
    assert "it holds what is not open to everybody" in said and "Nothing in it is confidential" not in said
    means = reader_sentence({"audience": "person"}, REPORTS["person"].reader)
    assert means.startswith("Restricted records are left out") and "own private numbers" in means


def test_nobody_is_scored_or_ranked(workspace: Workspace, visit: Visit) -> None:
    assert not [name for name in person_sheet.PersonFacts.__dataclass_fields__ if "score" in name or "rank" in name]


def test_somebody_more_confidential_than_the_paper_has_no_sheet(workspace: Workspace, visit: Visit) -> None:
    with pytest.raises(UserError) as problem:
        person_sheet.gather(workspace.ask, choose("person", person=f"people:{visit.hidden}"))
    assert problem.value.code == "report-about-confidential"


def test_the_sheet_of_an_organisation_says_kind_holders_with_posts_promises_and_engagements(
    workspace: Workspace, visit: Visit
) -> None:
    facts = organisation_sheet.gather(
        workspace.ask, choose("organisation", organisation=f"organisations:{visit.committee}")
    )
    assert dict(facts.facts)["Kind"] == "Committee"
    assert [(each.name, each.office) for each in facts.holders] == [
        ("Hon. Boitumelo Seekoei", "Chairperson, since Jun 2024"),
        ("Ms Naledi Louw", "Committee secretary"),
    ]
    assert {row.words for section in facts.sections for row in section.rows} >= {
        "We will mend the tap.",
        "We will count the taps.",
    }
    assert [each.title for each in facts.timeline][-1] == "Sitting 1"
