"""What one can rely on about opportunities: decided and dated, nothing missed unseen, told whom it suits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crm.operations.opportunities import (
    OpportunityDraft,
    decide,
    draft_opportunity,
    save_opportunity,
    set_result,
    tell_organisations,
)
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.petitions import change_status
from crm.operations.records import remove, set_next_look
from crm.operations.topics import add_topic
from crm.queries.engagements import get_engagement
from crm.queries.history import list_history
from crm.queries.opportunities import (
    OpportunitiesFilter,
    OpportunityPage,
    find_answered,
    find_opportunity,
    get_opportunity,
    list_opportunities,
)
from crm.queries.petitions import get_petition
from crm.queries.places import list_places
from crm.queries.records import find, get_record
from crm.queries.suited import list_suited
from crm.rules.errors import UserError
from crm.rules.opportunities import Status
from crm.workspace import Workspace

CLOSES = date(2026, 12, 6)
HEARING = date(2026, 12, 15)
TODAY = date(2026, 11, 22)


@pytest.fixture
def house(workspace: Workspace, today: date) -> int:
    return organisation(workspace, "Sample Legislature", "legislature")


@pytest.fixture
def health(workspace: Workspace, today: date) -> int:
    return workspace.do(add_topic, "Health sample").value[0]


@pytest.fixture
def call(workspace: Workspace, house: int, health: int) -> int:
    draft = OpportunityDraft(
        "Sample Clinics Bill",
        body_id=house,
        opens_on=date(2026, 11, 29),
        closes_on=CLOSES,
        closes_at="16h00",
        event_on=HEARING,
        event_time="9:00",
        venue="Sample Hall",
        topics=[health],
    )
    return workspace.do(save_opportunity, draft).value[0]


def organisation(workspace: Workspace, name: str, kind: str = "cso_partner", **more: object) -> int:
    side = "partner" if kind == "cso_partner" else "public"
    return workspace.do(save_organisation, OrganisationDraft(name, kind, side=side, **more)).value[0]  # type: ignore[arg-type]


def place(workspace: Workspace, name: str, kind: str = "") -> int:
    return workspace.ask(list_places, name, kind)[0]


def page(workspace: Workspace, opportunity_id: int) -> OpportunityPage:
    found = workspace.ask(get_opportunity, opportunity_id)
    assert found is not None
    return found


def test_a_call_is_found_by_its_reference_its_words_and_on_the_list(workspace: Workspace, call: int) -> None:
    assert workspace.ask(find_opportunity, "N-2026-0001") == call
    assert [one.id for one in workspace.ask(find, "clinics bill")] == [call]
    assert workspace.ask(list_opportunities) == [call]
    row = page(workspace, call).row
    assert (row.closes_at, row.event_time) == ("16:00", "09:00")
    assert row.notice == 7
    assert row.sentence == ("Closes 6 Dec, 16:00; takes place 15 Dec, 09:00. 7 days' notice: short.")


def test_what_closes_next_stands_first_and_what_is_over_last(workspace: Workspace, call: int) -> None:
    soon = workspace.do(save_opportunity, OpportunityDraft("Soon", closes_on=date(2026, 11, 24))).value[0]
    over = workspace.do(save_opportunity, OpportunityDraft("Over", closes_on=date(2026, 11, 20))).value[0]
    no_day = workspace.do(save_opportunity, OpportunityDraft("No day")).value[0]
    assert workspace.ask(list_opportunities) == [soon, call, no_day, over]
    assert workspace.ask(list_opportunities, OpportunitiesFilter(status=Status.MISSED)) == [over]
    assert workspace.ask(list_opportunities, OpportunitiesFilter(status=Status.CLOSING_SOON)) == [soon]
    within = OpportunitiesFilter(next_from=date(2026, 12, 1), next_to=date(2026, 12, 31))
    assert workspace.ask(list_opportunities, within) == [call]


def test_a_decision_is_dated_with_its_reason_and_can_be_undone(workspace: Workspace, call: int) -> None:
    workspace.do(decide, call, "consider", TODAY, reason="Ask Our Voice first")
    row = page(workspace, call).row
    assert (row.decision, row.decided_on, row.reason) == ("consider", TODAY, "Ask Our Voice first")
    assert row.sentence.endswith("Considering, decided 22 Nov: Ask Our Voice first.")
    workspace.undo()
    assert page(workspace, call).row.decision == ""
    workspace.do(decide, call, "declined", TODAY, reason="Not our topic")
    assert page(workspace, call).row.status is Status.DECLINED
    assert workspace.ask(get_record, call).next_look is None  # type: ignore[union-attr]
    assert workspace.ask(list_opportunities) == []
    assert workspace.ask(list_history, call)[0].label == "N-2026-0001: Declined"


def test_deciding_to_submit_begins_the_submission_with_one_undo(
    workspace: Workspace, call: int, house: int, health: int
) -> None:
    done = workspace.do(decide, call, "submitting", TODAY)
    begun = workspace.ask(get_petition, done.value.petition_id)
    assert begun is not None
    row = begun.row
    assert (row.title, row.kind, row.status) == ("Sample Clinics Bill", "submission_on_bill", "drafting")
    assert (row.body_id, row.due_on, row.due_original) == (house, CLOSES, CLOSES)
    assert [topic for topic, _name in begun.topics] == [health]
    assert [one.id for one in page(workspace, call).tied] == [row.id]
    answered = workspace.ask(find_answered, row.id)
    assert answered is not None
    assert answered.id == call
    workspace.undo()
    assert workspace.ask(get_petition, row.id) is None
    assert page(workspace, call).row.decision == ""


def test_a_second_submission_is_not_begun_while_one_is_open(workspace: Workspace, call: int) -> None:
    first = workspace.do(decide, call, "submitting", TODAY, submission_kind="submission_to_inquiry").value
    workspace.do(decide, call, "consider", TODAY)
    assert workspace.do(decide, call, "submitting", TODAY).value.petition_id is None
    assert [one.id for one in page(workspace, call).tied] == [first.petition_id]
    with pytest.raises(UserError) as refused:
        workspace.do(change_status, first.petition_id, "closed", TODAY, outcome="not_submitted", note="Too late")
        workspace.do(decide, call, "submitting", TODAY, submission_kind="petition")
    assert refused.value.code == "no-such-choice"


def test_a_closing_day_that_moves_takes_the_submission_along_until_it_is_handed_in(
    workspace: Workspace, call: int
) -> None:
    begun = workspace.do(decide, call, "submitting", TODAY).value.petition_id

    def close_on(day: date) -> tuple[date, str]:
        workspace.do(save_opportunity, replace(workspace.ask(draft_opportunity, call), closes_on=day))
        found = workspace.ask(get_petition, begun)
        return found.row.due_on, found.row.sentence

    due_on, sentence = close_on(date(2026, 12, 11))
    assert due_on == date(2026, 12, 11)
    assert "moved once" in sentence
    workspace.undo()
    assert workspace.ask(get_petition, begun).row.due_on == CLOSES
    assert close_on(date(2026, 12, 11))[0] == date(2026, 12, 11)
    workspace.do(change_status, begun, "approved_by_cso", TODAY)
    workspace.do(change_status, begun, "submitted", TODAY)
    assert close_on(date(2026, 12, 18))[0] == date(2026, 12, 11), "what is handed in waits for its answer"


def test_attending_plans_an_engagement_on_the_day_with_one_undo(workspace: Workspace, call: int, house: int) -> None:
    done = workspace.do(decide, call, "attending", TODAY, plans_engagement=True)
    planned = workspace.ask(get_engagement, done.value.engagement_id)
    assert planned is not None
    assert (planned.on_day, planned.start_time, planned.organisation_id) == (HEARING, "09:00", house)
    assert [one.id for one in page(workspace, call).tied] == [planned.id]
    workspace.undo()
    assert workspace.ask(get_engagement, planned.id) is None
    assert page(workspace, call).tied == ()
    assert page(workspace, call).row.decision == ""


def test_without_a_day_nothing_can_be_planned_and_nothing_is_decided(workspace: Workspace, house: int) -> None:
    made = workspace.do(save_opportunity, OpportunityDraft("No event")).value[0]
    with pytest.raises(UserError) as refused:
        workspace.do(decide, made, "attending", TODAY, plans_engagement=True)
    assert refused.value.code == "opportunity-without-event"
    assert page(workspace, made).row.decision == ""


def test_it_comes_up_until_its_result_is_known(workspace: Workspace, call: int) -> None:
    assert workspace.ask(get_record, call).next_look == CLOSES  # type: ignore[union-attr]
    workspace.do(decide, call, "attending", TODAY)
    workspace.do(set_result, call, TODAY, "Two clinics were added to the plan")
    row = page(workspace, call).row
    assert (row.status, row.result, row.closed_on) == (Status.RESULT_KNOWN, "Two clinics were added to the plan", TODAY)
    assert workspace.ask(get_record, call).next_look is None  # type: ignore[union-attr]


def test_an_open_one_is_looked_at_within_a_month_and_goes_with_its_ties(
    workspace: Workspace, call: int, health: int
) -> None:
    workspace.do(set_next_look, call, date(2027, 6, 1))
    assert workspace.ask(get_record, call).next_look == date(2026, 12, 22)  # type: ignore[union-attr]
    voice = organisation(workspace, "Sample Voice", topics=[health])
    workspace.do(tell_organisations, call, [voice], TODAY)
    workspace.do(remove, call)
    assert workspace.ask(get_opportunity, call) is None
    workspace.undo()
    assert [one.id for one in page(workspace, call).told] == [voice]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "opportunity-without-title"),
        ({"kind": "party"}, "no-such-choice"),
        ({"opens_on": date(2026, 12, 7)}, "closes-before-it-opens"),
        ({"event_until": date(2026, 12, 1)}, "event-ends-before-it-begins"),
        ({"event_on": None, "event_until": HEARING}, "event-ends-before-it-begins"),
        ({"event_time": "25:00"}, "bad-time"),
    ],
)
def test_what_cannot_be_is_refused_and_loses_nothing(
    workspace: Workspace, call: int, changes: dict[str, object], code: str
) -> None:
    draft = workspace.ask(draft_opportunity, call)
    for name, value in changes.items():
        setattr(draft, name, value)
    with pytest.raises(UserError) as refused:
        workspace.do(save_opportunity, draft)
    assert refused.value.code == code
    assert page(workspace, call).row.title == "Sample Clinics Bill"


def test_it_suits_the_csos_that_share_topic_and_area_and_says_why(workspace: Workspace, call: int, health: int) -> None:
    province, city = place(workspace, "Northern Cape"), place(workspace, "Sol Plaatje")
    voice = organisation(workspace, "Sample Voice", topics=[health], place_id=province, areas=[city])
    network = organisation(workspace, "Sample Network", topics=[health])
    organisation(workspace, "Sample School", topics=[workspace.do(add_topic, "Schools sample").value[0]])
    organisation(workspace, "Sample Elsewhere", topics=[health], place_id=place(workspace, "Gauteng"))
    draft = workspace.ask(draft_opportunity, call)
    draft.areas = [city]
    workspace.do(save_opportunity, draft)
    suited = workspace.ask(list_suited, call)
    assert [row.id for row in suited] == [voice, network]
    assert suited[0].reason == ("Sample Voice works on health sample and serves Sol Plaatje.")
    assert suited[1].reason == "Sample Network works on health sample. Where it works is not recorded."


def test_a_cso_that_serves_more_than_the_call_is_about_suits_it(workspace: Workspace, call: int, health: int) -> None:
    city = place(workspace, "Sol Plaatje")
    voice = organisation(workspace, "Sample Voice", place_id=place(workspace, "Northern Cape"))
    draft = workspace.ask(draft_opportunity, call)
    draft.place_id = city
    workspace.do(save_opportunity, draft)
    assert [(row.id, row.reason) for row in workspace.ask(list_suited, call)] == [
        (
            voice,
            "Sample Voice serves Northern Cape, where Sol Plaatje lies. What it works on is not recorded.",
        )
    ]


def test_an_area_inside_the_calls_suits_and_the_bodys_place_stands_for_a_call_without_one(
    workspace: Workspace, today: date
) -> None:
    province, city = place(workspace, "Northern Cape"), place(workspace, "Sol Plaatje")
    body = organisation(workspace, "Sample House", "legislature", place_id=province)
    voice = organisation(workspace, "Sample Voice", areas=[city])
    made = workspace.do(save_opportunity, OpportunityDraft("Hearing", "public_hearing", body_id=body)).value[0]
    assert [(row.id, row.reason) for row in workspace.ask(list_suited, made)] == [
        (voice, "Sample Voice serves Sol Plaatje.")
    ]


def test_who_was_told_is_kept_with_the_day(workspace: Workspace, call: int, health: int) -> None:
    voice = organisation(workspace, "Sample Voice", topics=[health])
    stranger = organisation(workspace, "Sample Stranger")
    workspace.do(tell_organisations, call, [voice, stranger], TODAY, "by WhatsApp")
    shown = page(workspace, call)
    assert [one.id for one in shown.told] == [voice, stranger]
    assert shown.row.last_movement == "Told Sample Voice, Sample Stranger: by WhatsApp"
    assert [(row.id, row.is_told) for row in workspace.ask(list_suited, call)] == [(voice, True), (stranger, True)]
    assert workspace.ask(list_opportunities, OpportunitiesFilter(body_id=voice)) == [call]
    workspace.undo()
    assert page(workspace, call).told == ()
    with pytest.raises(UserError):
        workspace.do(tell_organisations, call, [], TODAY)
