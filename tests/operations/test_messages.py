"""A received text is kept as the source of a promise or a date, in one step that undo takes back whole."""

from __future__ import annotations

from datetime import date

import pytest

from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.messages import MessageDraft, MoveDraft, file_message
from crm.operations.offices import RoleDraft
from crm.operations.people import ContactDraft, PersonDraft, add_gatekeeper, save_person
from crm.operations.records import set_confidentiality
from crm.queries.commitments import get_commitment
from crm.queries.engagements import EngagementsFilter, get_engagement, list_engagements
from crm.queries.letters import prepare
from crm.queries.messages import propose
from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.rules.engagements import Status
from crm.rules.errors import UserError
from crm.rules.letters import Way
from crm.rules.messages import Purpose
from crm.workspace import Workspace

DAY = date(2026, 11, 12)
TEXT = "[12/11/2026, 14:05] Thandi Dube: We will fix the ramp by 30 January"


def person(workspace: Workspace, given: str, family: str, number: str = "", **more: object) -> int:
    contacts = [ContactDraft("mobile", number)] if number else []
    draft = PersonDraft("", given=given, family=family, contacts=contacts, **more)  # type: ignore[arg-type]
    return int(workspace.do(save_person, draft).value[0])


def promise(workspace: Workspace, bound_id: int) -> int:
    draft = CommitmentDraft("Fix the lift", date(2026, 3, 12), bound_id=bound_id, due_on=date(2026, 6, 30))
    return int(workspace.do(save_commitment, draft).value[0])


def test_a_promise_made_in_a_message_points_at_its_exact_text(workspace: Workspace, today: date) -> None:
    sender = person(workspace, "Thandi", "Dube")
    draft = CommitmentDraft("We will fix the ramp", today, due_on=date(2027, 1, 30))
    done = workspace.do(file_message, MessageDraft(TEXT, DAY, sender, promise=draft))
    assert done.label == "Message from Thandi Dube, 12 Nov 2026: promise C-2026-0001"
    kept = workspace.ask(get_engagement, done.value.engagement_id)
    assert kept is not None
    assert (kept.minutes, kept.kind, kept.on_day, kept.confidentiality) == (TEXT, "correspondence", DAY, 1)
    assert (kept.status, kept.is_locked) == (Status.CLOSED_OUT, True), "nothing is left to do with it"
    assert [(line.person_id, line.code) for line in kept.attendance] == [(sender, "P")]
    made = workspace.ask(get_commitment, done.value.promise_id)
    assert made is not None
    assert (made.row.engagement_id, made.row.made_on, made.row.bound_id) == (kept.id, DAY, sender)
    assert (made.row.maker_id, made.row.confidentiality) == (sender, 0)
    text = workspace.ask(prepare, [made.row.id], Way.MESSAGE, "Lerato").text.words
    assert "in a message to us, you said" in text
    workspace.undo()
    assert workspace.ask(list_engagements, EngagementsFilter()) == []
    assert workspace.ask(get_commitment, done.value.promise_id) is None
    workspace.redo()
    assert workspace.ask(get_commitment, done.value.promise_id) is not None


def test_a_new_date_points_at_the_message_it_was_said_in(workspace: Workspace, today: date) -> None:
    sender = person(workspace, "Thandi", "Dube")
    about = promise(workspace, sender)
    move = MoveDraft(about, date(2027, 1, 30), "No contractor", is_agreed=False)
    done = workspace.do(file_message, MessageDraft(TEXT, DAY, sender, moves=[move]))
    assert done.label == "Message from Thandi Dube, 12 Nov 2026: new date of C-2026-0001"
    page = workspace.ask(get_commitment, about)
    assert page is not None
    assert page.moves == (
        (date(2026, 6, 30), date(2027, 1, 30), DAY, "Thandi Dube", "Message", "No contractor", False),
    )
    assert page.row.due_agreed == date(2026, 6, 30), "it was only noted"
    from crm.queries.base import scalar

    assert workspace.ask(scalar, "SELECT engagement_id FROM date_move") == done.value.engagement_id
    workspace.undo()
    page = workspace.ask(get_commitment, about)
    assert page is not None
    assert (page.moves, page.row.due_on) == ((), date(2026, 6, 30))


def test_a_message_may_only_be_kept_also_from_a_stranger(workspace: Workspace, today: date) -> None:
    done = workspace.do(file_message, MessageDraft("Thank you all", DAY, sender_name="Mamma Joyce"))
    kept = workspace.ask(get_engagement, done.value.engagement_id)
    assert kept is not None
    assert [line.name for line in kept.attendance] == ["Mamma Joyce"]
    draft = CommitmentDraft("We come", today)
    made = workspace.do(file_message, MessageDraft("We come", DAY, sender_name="Mamma Joyce", promise=draft)).value
    page = workspace.ask(get_commitment, made.promise_id)
    assert page is not None
    assert (page.row.bound_id, page.row.bound_name) == (None, "Mamma Joyce")


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (MessageDraft(" \n", DAY), "message-empty"),
        (MessageDraft("Yes", date(2026, 11, 23)), "made-in-future"),
        (MessageDraft("Yes", DAY, promise=CommitmentDraft(" ", DAY)), "commitment-without-words"),
        (MessageDraft("Yes", DAY, promise=CommitmentDraft("x", DAY, due_on=date(2026, 1, 1))), "due-before-made"),
    ],
)
def test_what_cannot_be_filed_is_said_and_nothing_kept(
    workspace: Workspace, today: date, draft: MessageDraft, code: str
) -> None:
    with pytest.raises(UserError) as problem:
        workspace.do(file_message, draft)
    assert problem.value.code == code
    assert workspace.ask(list_engagements, EngagementsFilter()) == []


# What is proposed


def test_the_sender_is_known_by_number_address_or_name(workspace: Workspace, today: date) -> None:
    thandi = person(workspace, "Thandi", "Dube", "082 555 0101")
    workspace.do(save_person, PersonDraft("Ms Anna Louw", contacts=[ContactDraft("email", "A.Louw@example.org")]))
    by_number = workspace.ask(propose, "[12/11/2026, 14:05] +27 82 555 0101: Yes")
    assert by_number.sender is not None
    assert (by_number.sender.id, by_number.sender.is_by_contact) == (thandi, True)
    by_address = workspace.ask(propose, "From: A <a.louw@example.org>\nSubject: Yes\n\nYes")
    assert by_address.sender is not None
    assert by_address.sender.name == "Ms Anna Louw"
    by_name = workspace.ask(propose, "Ms T. Dube: yes").sender or workspace.ask(propose, "Ms Thandi Dube: yes").sender
    assert by_name is not None
    assert (by_name.id, by_name.is_by_contact) == (thandi, False)
    assert workspace.ask(propose, "Somebody Else: yes").senders == ()


def test_of_a_shared_number_the_name_decides_and_else_both_are_offered(workspace: Workspace, today: date) -> None:
    thandi = person(workspace, "Thandi", "Dube", "082 555 0101")
    person(workspace, "Sipho", "Dube", "082 555 0101")
    assert len(workspace.ask(propose, "From 082 555 0101: yes").senders) == 2
    found = workspace.ask(propose, "From: Thandi Dube\nSubject: x\n\nyes")
    assert found.sender is not None
    assert found.sender.id == thandi


def test_open_promises_of_the_sender_and_of_whom_she_speaks_for_are_offered(workspace: Workspace, today: date) -> None:
    house = workspace.ask(list_organisations, OrganisationsFilter(kind="legislature", text="Northern Cape"))[0]
    member = person(workspace, "Boitumelo", "Seekoei", roles=[RoleDraft(house, "Member", start="2024")])
    assistant = person(workspace, "Naledi", "Louw", "082 555 0101")
    workspace.do(add_gatekeeper, member, assistant)
    about = promise(workspace, member)
    other = promise(workspace, person(workspace, "Somebody", "Else"))
    found = workspace.ask(propose, "From 082 555 0101: it will only be ready on 30 January")
    assert [row.id for row in found.promises] == [about]
    assert found.purpose is Purpose.MOVE
    assert found.received.due == date(2027, 1, 30)
    named = workspace.ask(propose, "From 082 555 0101: C-2026-0002 by 30 January")
    assert [row.id for row in named.promises] == [other, about], "what is named comes first"
    assert named.purpose is Purpose.MOVE
    assert workspace.ask(propose, "It will only be ready on 30 January").purpose is Purpose.KEEP


def test_proposing_files_nothing(workspace: Workspace, today: date) -> None:
    person(workspace, "Thandi", "Dube")
    before = workspace.history()
    workspace.ask(propose, TEXT)
    assert workspace.history() == before


def test_a_text_is_never_less_confidential_than_its_sender_and_what_it_is_about(
    workspace: Workspace, today: date
) -> None:
    sender = person(workspace, "Thandi", "Dube")
    about = promise(workspace, sender)
    workspace.do(set_confidentiality, about, 2)
    move = MoveDraft(about, date(2027, 1, 30))
    done = workspace.do(file_message, MessageDraft(TEXT, DAY, sender, confidentiality=0, moves=[move]))
    kept = workspace.ask(get_engagement, done.value.engagement_id)
    assert kept is not None and kept.confidentiality == 2
    secret = CommitmentDraft("We will fix the ramp", today, confidentiality=2)
    done = workspace.do(file_message, MessageDraft(TEXT, DAY, sender, promise=secret))
    kept = workspace.ask(get_engagement, done.value.engagement_id)
    assert kept is not None and kept.confidentiality == 2
