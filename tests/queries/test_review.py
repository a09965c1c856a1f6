"""The Review holds everything whose turn it is and nothing that is closed, in the order one rings people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.operations.agreements import AgreementDraft, PartyDraft, save_agreement
from crm.operations.clauses import ClauseDraft, save_clause
from crm.operations.commitments import CommitmentDraft, change_status, follow_up, save_commitment, snooze
from crm.operations.deliverables import DeliverableDraft, save_deliverable
from crm.operations.engagements import EngagementDraft, close_out, log_engagement, save_engagement
from crm.operations.engagements import change_status as change_engagement
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, add_gatekeeper, save_person
from crm.operations.records import set_confidentiality, set_next_look
from crm.operations.replacements import ReplacementDraft, replace_holder
from crm.operations.review import Said, answer
from crm.operations.team import add_user
from crm.queries.commitments import list_commitments
from crm.queries.offices import list_holders
from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.queries.records import get_record
from crm.queries.review import count_review, list_review
from crm.queries.review_items import get_review_item
from crm.queries.team import list_users
from crm.rules.errors import UserError
from crm.rules.review import Key, Kind, ReviewScope, Scope
from crm.workspace import Workspace


@dataclass(frozen=True)
class Cast:
    """Ids of invented people: the member and the chair are reached through the assistant."""

    house: int
    partner: int
    member: int
    chair: int
    assistant: int
    lone: int
    home: int


@pytest.fixture
def cast(workspace: Workspace, today: date) -> Cast:
    house = workspace.ask(list_organisations, OrganisationsFilter(text="Northern Cape", kind="legislature"))[0]
    partner = workspace.do(save_organisation, OrganisationDraft("Karoo Access Forum", "cso_partner", side="partner"))
    home = workspace.ask(list_organisations, OrganisationsFilter(side="ours"))[0]

    def person(given: str, family: str, number: str = "", title: str = "Member") -> int:
        contacts = [ContactDraft("mobile", number, is_preferred=True)] if number else []
        roles = [RoleDraft(house, title, start="2024")]
        return workspace.do(
            save_person, PersonDraft("", given=given, family=family, contacts=contacts, roles=roles)
        ).value[0]

    member, chair, lone = (
        person("Boitumelo", "Seekoei"),
        person("Aletta", "Visagie"),
        person("Sipho", "Tau", "0825550199"),
    )
    assistant = person("Naledi", "Louw", "082 555 0101", "Personal assistant")
    for principal in (member, chair):
        workspace.do(add_gatekeeper, principal, assistant, "keeps the diary")
    return Cast(house, partner.value[0], member, chair, assistant, lone, home)


def promise(workspace: Workspace, words: str, due: date | None = None, **more: object) -> int:
    draft = CommitmentDraft(words, date(2026, 3, 2), due_on=due, **more)  # type: ignore[arg-type]
    return workspace.do(save_commitment, draft).value[0]


def titles(workspace: Workspace, scope: ReviewScope | None = None) -> list[str]:
    found = workspace.ask(list_review, scope)
    return [item.title for record_id in found if (item := workspace.ask(get_review_item, record_id))]


def test_what_one_asks_the_same_person_stands_together_the_latest_first(workspace: Workspace, cast: Cast) -> None:
    promise(workspace, "A ramp", date(2026, 10, 1), bound_id=cast.member)
    promise(workspace, "A letter", date(2026, 9, 1), bound_id=cast.lone)
    promise(workspace, "A hearing", date(2026, 6, 1), bound_id=cast.chair)
    promise(workspace, "Our figures", date(2026, 11, 1), bound_id=cast.home, owed_to_id=cast.member)
    assert titles(workspace) == ["A hearing", "A ramp", "Our figures", "A letter"]


def test_it_says_whom_to_ring_and_through_whom(workspace: Workspace, cast: Cast) -> None:
    ramp = promise(workspace, "A ramp", date(2026, 10, 1), bound_id=cast.member)
    item = workspace.ask(get_review_item, ramp)
    assert item is not None
    assert item.reach.principal.name == "Boitumelo Seekoei"
    assert item.reach.principal.office.startswith("Member, ")
    assert item.reach.rings.name == "Naledi Louw"
    assert [number.value for number in item.reach.rings.numbers] == ["082 555 0101"]
    assert item.reach.via_note == "keeps the diary"
    ours = promise(workspace, "Our figures", bound_id=cast.home, owed_to_id=cast.lone)
    owed = workspace.ask(get_review_item, ours)
    assert owed is not None
    assert (owed.reach.rings.name, owed.reach.via) == ("Sipho Tau", None)


def test_a_body_is_asked_through_whoever_spoke_for_it(workspace: Workspace, cast: Cast) -> None:
    made = promise(workspace, "A budget", bound_id=cast.house, maker_id=cast.lone)
    item = workspace.ask(get_review_item, made)
    assert item is not None
    assert item.reach.rings.name == "Sipho Tau"


def test_a_wish_not_to_be_phoned_is_said(workspace: Workspace, cast: Cast) -> None:
    shy = workspace.do(
        save_person,
        PersonDraft("", given="Anna", family="Stil", do_not_contact="phone", do_not_contact_reason="asked so in May"),
    ).value[0]
    item = workspace.ask(get_review_item, promise(workspace, "A list", bound_id=shy))
    assert item is not None
    assert item.reach.principal.do_not_phone == "Not by phone: asked so in May"


def test_the_item_says_how_late_what_was_asked_before_and_which_keys_it_takes(
    workspace: Workspace, cast: Cast, today: date
) -> None:
    ramp = promise(workspace, "A ramp", date(2026, 10, 1), bound_id=cast.member)
    for week in (1, 2, 3, 4):
        workspace.do(follow_up, ramp, date(2026, 10, week * 7), channel="phone", answer=f"answer {week}")
    item = workspace.ask(get_review_item, ramp)
    assert item is not None
    assert item.sentence == "Promised 2 Mar for 1 Oct; 52 days late."
    assert (item.kind, item.reference) == (Kind.COMMITMENT, "C-2026-0001")
    assert [asked.answer for asked in item.asked_before] == ["answer 4", "answer 3", "answer 2"]
    assert item.follow_ups == 4
    assert item.last_movement == "Followed up (phone): answer 4"
    assert Key.DONE in item.keys
    workspace.do(change_status, ramp, "claimed_done", today, note="says so")
    claimed = workspace.ask(get_review_item, ramp)
    assert claimed is not None
    assert Key.DONE not in claimed.keys
    assert Key.KEPT in claimed.keys


def test_meetings_to_close_out_past_or_postponed_are_gone_through_but_not_todays(
    workspace: Workspace, cast: Cast, today: date
) -> None:
    def plan(title: str, on: date) -> int:
        return workspace.do(save_engagement, EngagementDraft(title, on, organisation_id=cast.house)).value[0]

    past, _todays = plan("Past", today - timedelta(days=3)), plan("Today's", today)
    postponed = plan("Postponed", today + timedelta(days=3))
    workspace.do(change_engagement, postponed, "postponed")
    workspace.do(set_next_look, postponed, today)
    cancelled = plan("Cancelled", today - timedelta(days=5))
    workspace.do(change_engagement, cancelled, "cancelled")
    workspace.do(log_engagement, EngagementDraft("Held", today - timedelta(days=2)))
    workspace.do(close_out, EngagementDraft("Closed out", today - timedelta(days=9)))
    workspace.do(close_out, EngagementDraft("To be rung again", today - timedelta(days=9), next_contact_on=today))
    assert sorted(titles(workspace)) == ["Held", "Past", "Postponed", "To be rung again"]
    item, again = workspace.ask(get_review_item, past), workspace.ask(get_review_item, postponed)
    assert item is not None
    assert again is not None
    assert item.sentence == "Planned for 19 Nov, 3 days ago; was it held?"
    assert item.keys == (Key.CLOSE_OUT, Key.MOVED, Key.NOT_KEPT, Key.LAPSED, Key.SNOOZE)
    assert again.keys == (Key.CLOSE_OUT, Key.MOVED, Key.LAPSED, Key.SNOOZE)


def test_anything_that_somebody_wanted_to_look_at_again_comes_up(workspace: Workspace, cast: Cast, today: date) -> None:
    workspace.do(set_next_look, cast.lone, today)
    found = workspace.ask(list_review)
    assert found == [cast.lone]
    item = workspace.ask(get_review_item, cast.lone)
    assert item is not None
    assert (item.kind, item.title, item.keys) == (Kind.OTHER, "Sipho Tau", (Key.DONE, Key.SNOOZE))
    assert item.reach.rings.numbers[0].value == "0825550199"


def test_a_post_that_waits_for_a_name_is_asked_for_at_its_body(workspace: Workspace, cast: Cast, today: date) -> None:
    roles = workspace.ask(list_holders, cast.house, today)
    role = next(each.role_id for each in roles if each.person_id == cast.lone)
    workspace.do(replace_holder, ReplacementDraft(today, role_id=role))
    (post,) = workspace.ask(list_review)
    item = workspace.ask(get_review_item, post)
    assert item is not None
    assert (item.kind, item.keys) == (Kind.POST, (Key.CLOSE_OUT, Key.SNOOZE))
    assert item.title.startswith("Member, ")
    assert item.opens == ("organisations", cast.house)
    assert post in workspace.ask(list_review, ReviewScope(Scope.BODY, cast.house))
    with pytest.raises(UserError, match="review-needs-form"):
        answer(item, Key.CLOSE_OUT, Said())
    workspace.do(set_next_look, post, today + timedelta(days=3))
    assert workspace.ask(list_review) == []


def test_a_scope_holds_all_that_is_open_of_it_also_what_is_not_due(
    workspace: Workspace, cast: Cast, today: date
) -> None:
    far = date(2027, 6, 1)
    promise(workspace, "To the partner", far, bound_id=cast.lone, owed_to_id=cast.partner)
    promise(workspace, "By the member", far, bound_id=cast.member)
    mine = workspace.do(add_user, "Kagiso Tester").value[0]
    promise(workspace, "Kagiso's", far, bound_name="The MEC", owner_id=mine)
    workspace.do(save_engagement, EngagementDraft("Next month", today + timedelta(days=30), organisation_id=cast.house))
    assert titles(workspace, ReviewScope(Scope.PARTNER, cast.partner)) == ["To the partner"]
    assert set(titles(workspace, ReviewScope(Scope.BODY, cast.house))) == {
        "To the partner",
        "By the member",
        "Next month",
    }
    assert titles(workspace, ReviewScope(Scope.COLLEAGUE, mine)) == ["Kagiso's"]
    assert [user.name for user in workspace.ask(list_users)] == ["Kagiso Tester", "Lerato Tester"]


def test_a_scope_must_say_of_what() -> None:
    with pytest.raises(UserError, match="review-of-nothing"):
        ReviewScope(Scope.PARTNER)


def test_what_is_more_confidential_than_the_paper_is_left_out(workspace: Workspace, cast: Cast) -> None:
    promise(workspace, "Open", date(2026, 10, 1), bound_id=cast.member)
    secret = promise(workspace, "Secret", date(2026, 10, 1), bound_id=cast.member)
    workspace.do(set_confidentiality, secret, 2)
    assert titles(workspace, ReviewScope(max_confidentiality=1)) == ["Open"]
    assert workspace.ask(count_review) == 2


STEPS = st.lists(
    st.tuples(
        st.integers(-60, 60),  # due, in days from today
        st.sampled_from(["leave", "close", "snooze", "claim", "ask"]),
    ),
    max_size=6,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(STEPS)
def test_everything_open_whose_look_has_come_is_in_it_and_nothing_closed(
    workspace: Workspace, cast: Cast, today: date, steps: list[tuple[int, str]]
) -> None:
    for days, then in steps:
        made = promise(
            workspace, f"Due in {days}", max(date(2026, 3, 2), today + timedelta(days=days)), bound_id=cast.lone
        )
        if then == "close":
            workspace.do(change_status, made, "closed", today, note="it lapsed", outcome="lapsed")
        elif then == "snooze":
            workspace.do(snooze, made, today + timedelta(days=7))
        elif then == "claim":
            workspace.do(change_status, made, "claimed_done", today, note="says so")
        elif then == "ask":
            workspace.do(follow_up, made, today)
    found = workspace.ask(list_review)
    still_open = set(workspace.ask(list_commitments))
    looks = {each: workspace.ask(get_record, each).next_look for each in still_open}
    assert set(found) == {each for each, look in looks.items() if look <= today}
    assert len(found) == len(set(found))
    due = [workspace.ask(get_review_item, each) for each in found]
    pressing = [item.due_on for item in due if item and item.due_on and item.due_on < today]
    assert pressing == sorted(pressing)


def test_what_is_only_being_negotiated_is_owed_by_nobody_yet(workspace: Workspace, today: date) -> None:
    parties = [PartyDraft(name="Our Voice"), PartyDraft(name="The House")]
    for status, is_asked in (("in_negotiation", False), ("in_force", True)):
        agreement = workspace.do(save_agreement, AgreementDraft(f"Agreement {status}", parties, status=status)).value[0]
        clause = workspace.do(save_clause, ClauseDraft(agreement, "1", "Reports")).value[0]
        late = DeliverableDraft(clause, f"A report {status}", due_on=date(2026, 11, 1))
        deliverable = workspace.do(save_deliverable, late).value[0]
        assert (deliverable in workspace.ask(list_review)) is is_asked
