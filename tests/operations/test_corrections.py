"""A correction that was asked for and not made stays with its record until an operation takes it away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.corrections import CorrectionDraft, add_correction_note, remove_correction_note
from crm.operations.engagements import EngagementDraft, save_engagement
from crm.operations.merging import MergeDraft, merge_people
from crm.operations.notes import add_note
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import PersonDraft, save_person
from crm.operations.privacy import set_information_officer
from crm.operations.records import remove
from crm.operations.topics import add_topic
from crm.queries.corrections import list_corrections
from crm.queries.privacy import get_information_officer
from crm.rules.errors import UserError
from crm.rules.privacy import InformationOfficer
from crm.workspace import Workspace

DRAFT = CorrectionDraft(0, date(2026, 11, 2), "Ms Naledi Sample", "I never chaired it", "The minutes say otherwise")


def test_it_stands_on_any_record_that_speaks_of_somebody(workspace: Workspace, today: date) -> None:
    person = workspace.do(save_person, PersonDraft("Naledi Sample")).value[0]
    records = [
        person,
        workspace.do(save_organisation, OrganisationDraft("A Partner", "cso_partner")).value[0],
        workspace.do(save_commitment, CommitmentDraft("A nurse", today)).value[0],
        workspace.do(save_engagement, EngagementDraft("Briefing", today)).value[0],
        workspace.do(add_note, person, "Chaired it", today).value,
    ]
    for record_id in records:
        workspace.do(add_correction_note, replace(DRAFT, record_id=record_id))
    assert [row.record_id for row in workspace.ask(list_corrections, records)] == records


def test_it_is_removed_by_an_operation_and_comes_back_with_its_undo(workspace: Workspace, today: date) -> None:
    person = workspace.do(save_person, PersonDraft("Naledi Sample")).value[0]
    done = workspace.do(add_correction_note, replace(DRAFT, record_id=person))
    assert done.label == "Keep a correction note on Naledi Sample"
    before = workspace.ask(list_corrections, [person])
    removed = workspace.do(remove_correction_note, done.value[0])
    assert workspace.ask(list_corrections, [person]) == []
    workspace.reverse(removed.operation_id)
    assert workspace.ask(list_corrections, [person]) == before
    workspace.reverse(done.operation_id)
    assert workspace.ask(list_corrections, [person]) == []


def test_it_goes_where_its_record_goes(workspace: Workspace, today: date) -> None:
    """To the survivor of two records, and away with one that is removed."""
    keep, lose = (workspace.do(save_person, PersonDraft(name)).value[0] for name in ("Naledi Sample", "N Sample"))
    workspace.do(add_correction_note, replace(DRAFT, record_id=lose))
    workspace.do(merge_people, MergeDraft(keep, lose))
    assert [row.words for row in workspace.ask(list_corrections, [keep])] == ["I never chaired it"]
    workspace.do(remove, keep)
    assert workspace.ask(list_corrections, [keep]) == []


def test_one_that_says_too_little_is_refused(workspace: Workspace, today: date) -> None:
    person = workspace.do(save_person, PersonDraft("Naledi Sample")).value[0]
    topic = workspace.do(add_topic, "Weather").value[0]
    good = replace(DRAFT, record_id=person)
    for draft, code in (
        (replace(good, why_not=" "), "correction-incomplete"),
        (replace(good, asked_by=""), "correction-incomplete"),
        (replace(good, asked_on=date(2026, 11, 23)), "made-in-future"),
        (replace(good, record_id=10**9), "not-found"),
        (replace(good, record_id=topic), "correction-not-of"),
    ):
        with pytest.raises(UserError) as caught:
            workspace.do(add_correction_note, draft)
        assert caught.value.code == code


def test_the_information_officer_is_kept_and_undone(workspace: Workspace) -> None:
    assert workspace.ask(get_information_officer) == InformationOfficer()
    officer = InformationOfficer("Ms Dineo Sample", "io@example.org", "+27530000000", "1 Sample St", "2021-1", "Mr B")
    done = workspace.do(set_information_officer, replace(officer, email=" io@example.org "))
    assert workspace.ask(get_information_officer) == officer
    with pytest.raises(UserError) as caught:
        workspace.do(set_information_officer, InformationOfficer("", "io@example.org"))
    assert caught.value.code == "officer-without-name"
    workspace.reverse(done.operation_id)
    assert workspace.ask(get_information_officer) == InformationOfficer()
