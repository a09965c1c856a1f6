"""Templates of letters, and the texts made from them over a real workspace: nothing private leaves in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crm.operations.commitments import (
    CommitmentDraft,
    change_status,
    follow_up,
    follow_up_together,
    save_commitment,
)
from crm.operations.engagements import EngagementDraft, PointDraft, log_engagement, postpone, save_engagement
from crm.operations.letters import (
    LetterTemplateDraft,
    draft_letter_template,
    save_letter_template,
)
from crm.operations.notes import add_note
from crm.operations.offices import RoleDraft
from crm.operations.people import ContactDraft, PersonDraft, add_gatekeeper, save_person
from crm.operations.records import remove, set_confidentiality
from crm.operations.reference import put_in_reference_data
from crm.queries.commitments import get_commitment
from crm.queries.letters import get_postponed, list_outstanding_of, list_templates, prepare
from crm.queries.offices import list_posts
from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.queries.recipients import get_recipient
from crm.rules.errors import UserError
from crm.rules.letters import MESSAGE_LIMIT, Kind, Way
from crm.workspace import Workspace
from resources.letters import templates

MADE = date(2026, 3, 12)
DUE = date(2026, 6, 30)


def legislature(workspace: Workspace) -> int:
    found: list[int] = workspace.ask(list_organisations, OrganisationsFilter(kind="legislature", text="Northern Cape"))
    return found[0]


def member(workspace: Workspace, **more: object) -> int:
    roles = [RoleDraft(legislature(workspace), "Member", start="2024-05-29")]
    draft = PersonDraft("", title="Ms", given="Boitumelo", family="Seekoei", roles=roles)
    return workspace.do(save_person, replace(draft, **more)).value[0]


def promise(workspace: Workspace, bound_id: int, words: str = "We will fix the ramp", **more: object) -> int:
    draft = CommitmentDraft(words, MADE, bound_id=bound_id, maker_id=bound_id, due_on=DUE)
    return workspace.do(save_commitment, replace(draft, **more)).value[0]


def text(workspace: Workspace, commitment_id: int, way: Way = Way.MESSAGE, **more: object) -> str:
    return workspace.ask(prepare, [commitment_id], way, "Lerato Tester", **more).text.words  # type: ignore[arg-type]


def test_a_new_workspace_has_the_templates_and_an_older_one_falls_back_to_them(
    workspace: Workspace, today: date
) -> None:
    assert [row.kind for row in workspace.ask(list_templates)] == [kind.value for kind in Kind]
    assert all(row.id for row in workspace.ask(list_templates))
    for row in workspace.ask(list_templates):
        workspace.do(remove, row.id)
    assert {row.id for row in workspace.ask(list_templates)} == {0}
    assert "We will fix the ramp" in text(workspace, promise(workspace, member(workspace)))
    assert workspace.do(put_in_reference_data, ["Northern Cape"]).value == len(templates())
    assert workspace.do(put_in_reference_data, ["Northern Cape"]).value == 0


def test_a_template_is_changed_checked_and_undone(workspace: Workspace, today: date) -> None:
    first = workspace.ask(list_templates, Kind.FIRST)[0]
    draft = workspace.ask(draft_letter_template, first.id)
    workspace.do(save_letter_template, replace(draft, words="{greeting} How does “{words}” stand? It is {lateness}."))
    commitment = promise(workspace, member(workspace))
    assert text(workspace, commitment).startswith("Good day Hon. Seekoei, How does “We will fix the ramp” stand?")
    with pytest.raises(UserError) as problem:
        workspace.do(save_letter_template, replace(draft, words="{colour}"))
    assert problem.value.code in ("letter-field-not-known", "changed-meanwhile")
    with pytest.raises(UserError) as problem:
        workspace.do(save_letter_template, LetterTemplateDraft(" ", "mine", "English", "{words}"))
    assert problem.value.code == "letter-without-name"
    with pytest.raises(UserError) as problem:
        workspace.do(save_letter_template, draft)
    assert problem.value.code == "changed-meanwhile"
    while workspace.undo_label():
        workspace.undo()
    assert workspace.ask(list_templates, Kind.FIRST)[0] == first


def test_the_reader_gets_the_language_she_prefers_where_there_is_a_template_in_it(
    workspace: Workspace, today: date
) -> None:
    commitment = promise(workspace, member(workspace, languages="Setswana, English"))
    assert text(workspace, commitment).startswith("Good day Hon. Seekoei,")
    invented = LetterTemplateDraft("Eng", Kind.FIRST, "Tswana", "A text a speaker has checked: {words} {lateness}")
    workspace.do(save_letter_template, invented)
    assert text(workspace, commitment).startswith("A text a speaker has checked: We will fix the ramp")
    assert text(workspace, commitment, language="English").startswith("Good day")


def test_the_fields_of_a_text_are_in_the_language_of_its_template(workspace: Workspace, today: date) -> None:
    commitment = promise(workspace, member(workspace, languages="Afrikaans"))
    words = "{greeting} Ons vra oor “{words}”: {lateness}."
    workspace.do(save_letter_template, LetterTemplateDraft("Eerste", Kind.FIRST, "Afrikaans", words))
    said = text(workspace, commitment)
    assert said.startswith("Goeiedag, Agb. Seekoei,")
    assert "uitstaande sedert" in said
    assert "outstanding" in text(workspace, commitment, language="English")


def test_a_message_holds_nothing_private(workspace: Workspace, today: date) -> None:
    """Everything private that a workspace can hold about a promise is planted; none of it is in any text."""
    driver = workspace.do(
        save_person, PersonDraft("Pieter Secretkeeper", contacts=[ContactDraft("mobile", "083 444 0000")])
    ).value[0]
    person = member(
        workspace,
        summary="PLANTED summary",
        access_needs="PLANTED needs",
        tags=["PLANTED-tag"],
        contacts=[ContactDraft("mobile", "082 555 0199", is_private=True), ContactDraft("email", "p@x.org")],
    )
    workspace.do(add_gatekeeper, person, driver, "PLANTED gate")
    workspace.do(add_note, person, "PLANTED note", MADE)
    met = workspace.do(
        log_engagement,
        EngagementDraft(
            "PLANTED title of a confidential meeting",
            MADE,
            minutes="PLANTED minutes",
            confidentiality=2,
            points=[PointDraft("PLANTED point", impression="PLANTED impression")],
        ),
    ).value[0]
    commitment = promise(
        workspace,
        person,
        "We will fix the ramp; ask my brother on 071 222 3344 or at brother@private.org",
        engagement_id=met,
        measure="PLANTED measure",
        tags=["PLANTED"],
        source="PLANTED source",
        witness_id=driver,
    )
    workspace.do(add_note, commitment, "PLANTED remark", MADE)
    workspace.do(change_status, commitment, "in_progress", MADE, note="PLANTED step")
    workspace.do(follow_up, commitment, MADE, to_whom="PLANTED", words="PLANTED asked", answer="PLANTED answer")
    for way in (Way.MESSAGE, Way.EMAIL, Way.LETTER):
        prepared = workspace.ask(prepare, [commitment], way, "Lerato Tester")
        shown = f"{prepared.text} {prepared.promises} {prepared.recipient.block}"
        assert "PLANTED" not in shown
        for number in (
            "083 444 0000",
            "071 222 3344",
            "brother@private.org",
            "082 555 0199",
            "p@x.org",
            "Secretkeeper",
        ):
            assert number not in shown
        assert "ask my brother on [number left out]" in prepared.promises[0].words
    message = workspace.ask(prepare, [commitment], Way.MESSAGE, "Lerato Tester")
    assert len(message.text.words) <= MESSAGE_LIMIT
    assert "12 Mar 2026" in message.text.words
    assert message.to == "", "a private number is not offered either"
    assert workspace.ask(prepare, [commitment], Way.EMAIL, "Lerato Tester").to == "p@x.org"


@pytest.mark.parametrize(("level", "name"), [(1, "internal"), (2, "restricted")])
def test_what_is_not_open_needs_an_explicit_choice(workspace: Workspace, today: date, level: int, name: str) -> None:
    commitment = promise(workspace, member(workspace))
    workspace.do(set_confidentiality, commitment, level)
    with pytest.raises(UserError) as problem:
        text(workspace, commitment)
    assert (problem.value.code, problem.value.params["level"]) == ("letter-confidential", name)
    assert "We will fix the ramp" in text(workspace, commitment, max_confidentiality=level)


def test_meetings_that_may_be_named_are(workspace: Workspace, today: date) -> None:
    met = workspace.do(log_engagement, EngagementDraft("Hearing on ramps", MADE)).value[0]
    person = member(workspace)
    commitment = promise(workspace, person, engagement_id=met)
    assert "at “Hearing on ramps”, you said" in text(workspace, commitment)
    workspace.do(set_confidentiality, met, 1)
    assert "when we met, you said" in text(workspace, commitment)
    assert "in Gazette 12, you said" in text(workspace, promise(workspace, person, said_where="Gazette 12"))


def test_each_follow_up_is_worded_for_how_often_we_asked(workspace: Workspace, today: date) -> None:
    commitment = promise(workspace, member(workspace))
    assert "Could you tell us" in text(workspace, commitment, Way.EMAIL)
    workspace.do(follow_up, commitment, date(2026, 10, 1))
    assert "We asked about this on 1 Oct 2026." in text(workspace, commitment, Way.EMAIL)
    workspace.do(follow_up, commitment, date(2026, 11, 1))
    assert "We have asked twice, last on 1 Nov 2026." in text(workspace, commitment, Way.EMAIL)


def test_a_post_without_a_known_holder_is_addressed_by_its_title(workspace: Workspace, today: date) -> None:
    house = legislature(workspace)
    person = workspace.do(
        save_person, PersonDraft("Ms Former Chair", roles=[RoleDraft(house, "Chairperson", start="2014", end="2019")])
    ).value[0]
    post = next(post for post in workspace.ask(list_posts, today, house) if post.title == "Chairperson")
    commitment = promise(workspace, post.id, maker_id=person)
    letter = workspace.ask(prepare, [commitment], Way.LETTER, "Lerato Tester")
    assert letter.text.words.startswith("Dear Chairperson\n")
    assert "Ms Former Chair said: “We will fix the ramp”" in letter.text.words
    assert letter.recipient.block[0] == "Chairperson"
    assert "Former" not in " ".join(letter.recipient.block)


def test_a_body_is_written_to_through_who_spoke_for_it(workspace: Workspace, today: date) -> None:
    house, person = legislature(workspace), member(workspace)
    assert workspace.ask(get_recipient, house, "", person).letter == "Honourable Seekoei"
    assert workspace.ask(get_recipient, house).block == ("Northern Cape Provincial Legislature",)
    assert workspace.ask(get_recipient, None, "The clinic").block == ("The clinic",)


def test_somebody_who_does_not_want_messages_is_shown_as_such(workspace: Workspace, today: date) -> None:
    commitment = promise(
        workspace, member(workspace, do_not_contact="message", do_not_contact_reason="Shares the phone.")
    )
    warning = workspace.ask(prepare, [commitment], Way.MESSAGE, "Lerato").warning
    assert (
        warning
        == "Ms Boitumelo Seekoei does not want to be contacted this way: not by sms or whatsapp. Shares the phone."
    )
    assert workspace.ask(prepare, [commitment], Way.EMAIL, "Lerato").warning == ""


def test_several_promises_of_one_party_go_into_one_letter_and_each_is_followed_up(
    workspace: Workspace, today: date
) -> None:
    person = member(workspace)
    first, second = promise(workspace, person), promise(workspace, person, "We will mend the lift")
    secret = promise(workspace, person, "We will keep this quiet", confidentiality=2)
    to_come = promise(workspace, person, "Next year", due_on=date(2027, 5, 1))
    assert workspace.ask(list_outstanding_of, person) == [first, second]
    assert secret in workspace.ask(list_outstanding_of, person, 2)
    assert to_come not in workspace.ask(list_outstanding_of, person, 2)
    assert workspace.ask(prepare, [first], Way.LETTER, "Lerato").others == (second,)
    letter = workspace.ask(prepare, [first, second], Way.EMAIL, "Lerato")
    assert letter.template.kind == Kind.LIST
    assert "We will mend the lift" in letter.text.words
    workspace.do(follow_up_together, [first, second], today, channel="Letter", words=letter.text.words)
    for commitment in (first, second):
        page = workspace.ask(get_commitment, commitment)
        assert page is not None
        assert page.follow_ups[0][3] == letter.text.words
        assert page.row.next_look == date(2026, 12, 6)
    workspace.undo()
    page = workspace.ask(get_commitment, first)
    assert page is not None
    assert page.follow_ups == ()


def test_a_postponed_meeting_has_its_message(workspace: Workspace, today: date) -> None:
    person = member(workspace)
    planned = workspace.do(
        save_engagement, EngagementDraft("Visit to the clinic", date(2026, 12, 10), venue="Gate 2")
    ).value[0]
    message = workspace.ask(get_postponed, planned, date(2026, 12, 3), Way.MESSAGE, "Lerato Tester", person_id=person)
    assert message.words == (
        "Good day Hon. Seekoei,\nVisit to the clinic, planned for 3 Dec 2026, is postponed to 10 Dec 2026. We meet at "
        "Gate 2. We are sorry for the change. Please tell us if 10 Dec 2026 does not suit you.\n"
        "– Lerato Tester, Our Voice"
    )
    assert workspace.ask(get_postponed, planned, date(2026, 12, 3), Way.EMAIL, "L").words.startswith("Dear all\n")


def test_without_a_new_day_it_is_only_said_to_be_postponed_and_a_title_that_is_not_open_stays_here(
    workspace: Workspace, today: date
) -> None:
    draft = EngagementDraft("What the clinic hides", date(2026, 12, 10), venue="Gate 2", confidentiality=1)
    planned = workspace.do(save_engagement, draft).value[0]
    workspace.do(postpone, planned, None)
    message = workspace.ask(get_postponed, planned, date(2026, 12, 10), Way.MESSAGE, "Lerato Tester")
    assert message.words == (
        "Good day,\nOur meeting, planned for 10 Dec 2026, is postponed. We are sorry for the change.\n"
        "– Lerato Tester, Our Voice"
    )
    mail = workspace.ask(get_postponed, planned, date(2026, 12, 10), Way.EMAIL, "Lerato Tester")
    assert mail.subject == "Our meeting: postponed"
