"""The letter over a real workspace: whom it goes to, the words and the meeting cited, and where it is signed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from paper import letters, reader, words

from crm.operations.base import new_record, operation
from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.engagements import EngagementDraft, log_engagement
from crm.operations.offices import RoleDraft
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.rules.errors import UserError
from crm.tables.agreements import Agreement, Clause
from crm.workspace import Workspace
from reports import catalog

MADE = date(2026, 3, 12)


@pytest.fixture
def house(workspace: Workspace, today: date) -> int:
    found: list[int] = workspace.ask(list_organisations, OrganisationsFilter(kind="legislature", text="Northern Cape"))
    return found[0]


@pytest.fixture
def member(workspace: Workspace, house: int) -> int:
    draft = PersonDraft(
        "",
        title="Ms",
        given="Boitumelo",
        family="Seekoei",
        roles=[RoleDraft(house, "Member", start="2024-05-29")],
        contacts=[
            ContactDraft("address", "1 Private Lane, Kimberley", is_private=True),
            ContactDraft("postal", "Private Bag X5066, Kimberley, 8300"),
        ],
    )
    return int(workspace.do(save_person, draft).value[0])


@operation("Sign")
def sign() -> int:
    """An agreement with one clause; returns the clause."""
    agreement_id, clause_id = new_record("agreements"), new_record("agreements")
    Agreement.insert(id=agreement_id, reference="M-2026-0001", title="Access to all buildings").execute()
    Clause.insert(id=clause_id, agreement_id=agreement_id, number="4.2", heading="Ramps").execute()
    return clause_id


def promise(workspace: Workspace, member: int, said: str, **more: object) -> int:
    draft = CommitmentDraft(said, MADE, maker_id=member, bound_id=member, due_on=date(2026, 6, 30), **more)  # type: ignore[arg-type]
    return int(workspace.do(save_commitment, draft).value[0])


def make(workspace: Workspace, **options: str) -> bytes:
    return catalog.make_bytes(workspace.ask, "letter", options, made_by="Lerato Tester")


def test_a_letter_about_one_promise_says_all_it_rests_on(workspace: Workspace, member: int) -> None:
    met = workspace.do(log_engagement, EngagementDraft("Hearing on ramps", MADE)).value[0]
    clause = workspace.do(sign).value
    about = promise(
        workspace,
        member,
        "Ons sal die oprit regmaak",
        language="Afrikaans",
        translation="We will fix the ramp",
        engagement_id=met,
        clause_id=clause,
    )
    data = make(workspace, commitment=f"commitments:{about}")
    shown = words(data)
    for part in (
        "Our Voice",
        "22 Nov 2026",
        "Our reference: C-2026-0001",
        "Ms Boitumelo Seekoei Member Northern Cape Provincial Legislature Private Bag X5066 Kimberley 8300",
        "Dear Honourable Seekoei",
        "On 12 Mar 2026, at “Hearing on ramps”, you said: “Ons sal die oprit regmaak”",
        "It falls under clause 4.2 Ramps of “Access to all buildings”.",
        "Translated: We will fix the ramp",
        "Outstanding since 30 Jun 2026",
        "Kind regards Lerato Tester Our Voice",
    ):
        assert letters(part) in letters(shown), part
    assert "Private Lane" not in shown
    assert len(reader(data).pages) == 1
    assert reader(data).metadata["/Title"] == "What was said on 12 Mar 2026 (C-2026-0001)"


@pytest.mark.parametrize("option", ["person", "body"])
def test_all_that_somebody_owes_us_stands_in_one_letter(
    workspace: Workspace, member: int, house: int, option: str
) -> None:
    promise(workspace, member, "We will fix the ramp")
    promise(workspace, member, "We will mend the lift")
    promise(workspace, member, "We will keep this quiet", confidentiality=2)
    to = {"person": f"people:{member}", "body": f"organisations:{house}"}[option]
    shown = words(make(workspace, **{option: to}))
    assert "“We will fix the ramp”" in shown
    assert "“We will mend the lift”" in shown
    assert "quiet" not in shown
    assert shown.index("is outstanding:") < shown.index("C-2026-0002") < shown.index("gladly correct our record")
    assert ("Dear Honourable Seekoei" if option == "person" else "Dear Sir or Madam") in shown
    whole = words(make(workspace, **{option: to, "confidentiality": "restricted"}))
    assert "We will keep this quiet" in whole
    assert "Confidential: for the addressee" in whole


def test_what_cannot_be_a_letter_is_said(workspace: Workspace, member: int) -> None:
    secret = promise(workspace, member, "We will keep this quiet", confidentiality=1)
    for options, code in (
        ({}, "report-option-of-several-missing"),
        ({"person": f"people:{member}"}, "letter-nothing-outstanding"),
        ({"commitment": f"commitments:{secret}"}, "letter-confidential"),
        ({"commitment": "commitments:999999"}, "record-not-found"),
    ):
        with pytest.raises(UserError) as problem:
            make(workspace, **options)
        assert problem.value.code == code


def test_the_words_the_user_changed_are_the_words_of_the_letter(
    workspace: Workspace, member: int, tmp_path: Path
) -> None:
    about = promise(workspace, member, "We will fix the ramp")
    text = "Dear Boitumelo\n\nHow is the ramp?\n\nKind regards\nLerato Tester\nOur Voice"
    made = catalog.make_letter(
        workspace.ask,
        {},
        [about],
        "The ramp",
        text,
        tmp_path / "letter.pdf",
        made_by="Lerato Tester",
    )
    shown = words(made.file.read_bytes())
    assert "Dear Boitumelo The ramp How is the ramp? Reference" in shown
    assert shown.count("Kind regards") == 1
    assert "Could you tell us" not in shown


def test_a_long_list_keeps_the_place_to_sign_with_words(workspace: Workspace, member: int) -> None:
    for number in range(40):
        promise(workspace, member, f"We will fix ramp number {number} and everything that leads to it")
    pages = reader(make(workspace, person=f"people:{member}")).pages
    assert len(pages) > 1
    assert "gladly correct our record" in " ".join(pages[-1].extract_text().split())
