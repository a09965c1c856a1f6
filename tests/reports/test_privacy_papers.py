"""What POPIA asks of papers: the notice, the register of what left, corrections that print, people who are covered."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from paper import words

from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.corrections import CorrectionDraft, add_correction_note
from crm.operations.engagements import EngagementDraft, save_engagement
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.operations.privacy import record_hand_over, set_information_officer
from crm.operations.rights import object_to_use, set_at_risk
from crm.queries.disclosures import Disclosure, DisclosuresFilter, Part, list_disclosures
from crm.rules.privacy import Ground, InformationOfficer
from crm.workspace import Workspace
from reports import catalog

OFFICER = InformationOfficer("Ms Dineo Sample", "io@example.org", "053 000 0001", "1 Sample Street", "2021-000001")
NUMBER = "082 000 0001"


@pytest.fixture
def council(workspace: Workspace, today: date) -> int:
    return workspace.do(save_organisation, OrganisationDraft("Sample Council", "council")).value[0]


@pytest.fixture
def naledi(workspace: Workspace, council: int) -> int:
    draft = PersonDraft(
        "Ms Naledi Sampleton",
        contacts=[ContactDraft("mobile", NUMBER)],
        roles=[RoleDraft(council, "Speaker", start="2024")],
        ground=Ground.CONSENT,
        ground_source="Her form",
        ground_on=date(2026, 1, 5),
    )
    return workspace.do(save_person, draft).value[0]


@pytest.fixture
def promise(workspace: Workspace, council: int, naledi: int) -> int:
    draft = CommitmentDraft("A nurse", date(2026, 1, 5), bound_id=council, maker_id=naledi, due_on=date(2026, 3, 1))
    return workspace.do(save_commitment, draft).value[0]


def paper(workspace: Workspace, name: str, **options: str) -> str:
    return words(catalog.make_bytes(workspace.ask, name, options, today=date(2026, 11, 22), made_by="Lerato"))


def given(workspace: Workspace, report: str, to_whom: str, **options: str) -> None:
    workspace.do(record_hand_over, report, f"Paper: {report}", options, "ab" * 32, 2, to_whom)


# The notice (section 18)


def test_the_notice_says_all_that_section_18_asks_for(workspace: Workspace, today: date, tmp_path: Path) -> None:
    workspace.do(set_information_officer, OFFICER)
    said = paper(workspace, "privacy-notice")
    for part in (
        *("Ms Dineo Sample", "io@example.org", "2021-000001"),
        *("What we hold", "Why, and by what right", "Where it is from", "Whether you must give it"),
        *(
            "Who receives it",
            "do not send it to another country",
            "60 months",
            "section 23",
            "section 24",
            "section 11(3)",
        ),
        *("take back your consent", "Information Regulator"),
    ):
        assert part in said, part
    assert catalog.make(workspace.ask, "privacy-notice", {}, tmp_path / "notice.docx").file.stat().st_size > 5_000


def test_the_notice_says_when_a_service_copies_the_folder_and_what_is_kept_of_needs(
    workspace: Workspace, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDrive", str(workspace.folder.path.parent))
    said = paper(workspace, "privacy-notice")
    assert "in a folder that OneDrive copies to computers of its own" in said and "We do not send it" not in said
    assert "access needed to take part" in said and "nothing else about health" in said


def test_the_notice_of_one_counts_what_is_held_and_names_who_received_it(workspace: Workspace, naledi: int) -> None:
    given(workspace, "person", "The clerk of the House", person=f"people:{naledi}")
    said = paper(workspace, "privacy-notice", person=f"people:{naledi}")
    assert "Ms Naledi Sampleton" in said and "how you are reached (1)" in said and "offices (1)" in said
    assert "consent, since 5 Jan 2026" in said and "Her form" in said
    assert "The clerk of the House" in said and NUMBER not in said


def test_the_officer_stands_on_the_sign_in_sheet_too(workspace: Workspace, today: date) -> None:
    workspace.do(set_information_officer, OFFICER)
    assert "Ms Dineo Sample" in paper(workspace, "sign-in")


# The register of what left


def parts(found: list[Disclosure]) -> list[tuple[str, Part | None]]:
    return [(each.row.to_whom, each.part) for each in found]


def test_of_a_person_it_says_what_was_about_her_what_she_got_and_what_may_name_her(
    workspace: Workspace, council: int, naledi: int, promise: int
) -> None:
    other = workspace.do(save_person, PersonDraft("Mr Other Exempel")).value[0]
    given(workspace, "person", "The clerk", person=f"people:{naledi}")
    given(workspace, "organisation", "A partner", organisation=f"organisations:{council}")
    given(workspace, "contact-list", "Another partner")
    given(workspace, "person", "Nobody of hers", person=f"people:{other}")
    given(workspace, "sign-in", "The caretaker")
    assert parts(workspace.ask(list_disclosures, DisclosuresFilter(naledi))) == [
        ("Another partner", Part.MAY_NAME),
        ("A partner", Part.MAY_NAME),
        ("The clerk", Part.ABOUT),
    ]
    assert len(workspace.ask(list_disclosures)) == 5
    assert parts(workspace.ask(list_disclosures, DisclosuresFilter(to_whom="clerk"))) == [("The clerk", None)]
    assert workspace.ask(list_disclosures, DisclosuresFilter(since=date(2027, 1, 1))) == []
    assert len(workspace.ask(list_disclosures, DisclosuresFilter(kind="person"))) == 2


def test_the_register_is_printed_and_taken_out_as_csv(workspace: Workspace, naledi: int, tmp_path: Path) -> None:
    given(workspace, "person", "=The clerk", person=f"people:{naledi}")
    said = paper(workspace, "disclosures", person=f"people:{naledi}")
    assert "=The clerk" in said and "it was about them" in said and "abababab" in said
    assert "is not written down" in said, "what cannot be told is said"
    file = catalog.make(workspace.ask, "disclosures", {}, tmp_path / "register.csv").file
    with file.open(encoding="utf-8-sig") as lines:
        (row,) = csv.DictReader(lines)
    assert (row["to_whom"], row["pages"]) == ("'=The clerk", "2"), "nothing that a spreadsheet would run"


# Corrections that were not made (section 24)


def correct(workspace: Workspace, record_id: int, said: str) -> None:
    draft = CorrectionDraft(record_id, date(2026, 11, 2), "The person", said, "The minutes say otherwise")
    workspace.do(add_correction_note, draft)


def test_a_correction_prints_with_its_record_on_every_paper_of_it(
    workspace: Workspace, council: int, naledi: int, promise: int
) -> None:
    correct(workspace, naledi, "I never chaired it")
    correct(workspace, promise, "It was two nurses")
    correct(workspace, council, "We moved")
    meeting = workspace.do(
        save_engagement, EngagementDraft("A sitting", date(2026, 1, 5), organisation_id=council)
    ).value[0]
    correct(workspace, meeting, "We were four")
    person, body = f"people:{naledi}", f"organisations:{council}"
    for name, options, expected in (
        ("person", {"person": person}, ("I never chaired it", "It was two nurses")),
        ("person", {"person": person, "audience": "person"}, ("I never chaired it", "It was two nurses")),
        ("organisation", {"organisation": body}, ("We moved", "It was two nurses")),
        ("brief", {"body": body}, ("We moved", "I never chaired it", "It was two nurses")),
        ("commitments", {}, ("It was two nurses",)),
        ("follow-up", {}, ("It was two nurses",)),
        ("minutes", {"engagement": f"engagements:{meeting}"}, ("We were four",)),
        ("access-request", {"person": person}, ("I never chaired it",)),
    ):
        said = paper(workspace, name, **options)
        for each in expected:
            assert each in said and "The minutes say otherwise" in said, (name, options, each)
    register = paper(workspace, "commitments")
    assert register.count("†") == 2, "the line is marked, and the note at the foot"


# Who could be harmed


@pytest.mark.parametrize("audience", ["partners", "body", "funder"])
def test_whoever_could_be_harmed_is_covered_outside_unless_it_is_confirmed(
    workspace: Workspace, naledi: int, promise: int, audience: str
) -> None:
    def said(names: str) -> str:
        return paper(workspace, "commitments", audience=audience, names=names)

    assert "Sampleton" in said("names")
    workspace.do(set_at_risk, naledi, True)
    assert "Sampleton" not in said("names"), "asking for names is not enough"
    assert "Sampleton" in said("at-risk-too")
    assert "Sampleton" in paper(workspace, "commitments"), "at home one has to know"


def test_her_number_is_covered_too_and_she_is_in_no_list_that_leaves(workspace: Workspace, naledi: int) -> None:
    workspace.do(set_at_risk, naledi, True)
    assert "Sampleton" in paper(workspace, "contact-list")
    outside = paper(workspace, "contact-list", audience="partners")
    assert "Sampleton" not in outside and NUMBER not in outside
    sheet = paper(workspace, "person", person=f"people:{naledi}", audience="partners")
    assert "Sampleton" not in sheet and NUMBER not in sheet
    assert "Sampleton" in paper(workspace, "person", person=f"people:{naledi}", audience="person")


def test_the_letter_to_her_is_hers(workspace: Workspace, today: date) -> None:
    person = workspace.do(save_person, PersonDraft("Ms Naledi Sampleton")).value[0]
    draft = CommitmentDraft("A nurse", date(2026, 1, 5), bound_id=person, due_on=date(2026, 3, 1))
    promise = workspace.do(save_commitment, draft).value[0]
    workspace.do(set_at_risk, person, True)
    assert "Sampleton" in paper(workspace, "letter", commitment=f"commitments:{promise}")


# Who is not to be used


@pytest.mark.parametrize("audience", ["ourselves", "partners"])
def test_no_paper_says_how_to_reach_somebody_who_objected(
    workspace: Workspace, council: int, naledi: int, audience: str
) -> None:
    workspace.do(object_to_use, naledi, date(2026, 11, 20), "No more letters")
    for name, options in (
        ("contact-list", {}),
        ("person", {"person": f"people:{naledi}"}),
        ("brief", {"body": f"organisations:{council}"}),
    ):
        if audience in [each.value for each in catalog.REPORTS[name].audiences]:
            assert NUMBER not in paper(workspace, name, audience=audience, **options), name
    at_home = paper(workspace, "contact-list")
    assert "Sampleton" not in at_home and "1 who is not to be used is left out" in at_home
    sheet = paper(workspace, "person", person=f"people:{naledi}")
    assert "Objected on 20 Nov 2026: not to be used (No more letters)" in sheet and "Left out: not to be used." in sheet
    hers = paper(workspace, "person", person=f"people:{naledi}", audience="person")
    assert NUMBER in hers, "she may see what is held on her"
