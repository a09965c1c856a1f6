"""What a person says about being held here stops the use everywhere, and is taken back as easily."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.engagements import EngagementDraft, save_engagement
from crm.operations.merging import MergeDraft, merge_people
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, add_gatekeeper, draft_person, save_person
from crm.operations.rights import (
    give_consent,
    mark_notice_given,
    object_to_use,
    set_at_risk,
    set_ground,
    take_back_objection,
    withdraw_consent,
)
from crm.queries.checking import count_to_verify, list_to_verify
from crm.queries.exports import Format, Wanted, take_out
from crm.queries.letters import get_postponed, prepare, prepare_new_holder
from crm.queries.people import WITH_PRIVACY, PeopleFilter, PersonPage, find_people, get_person, list_people
from crm.queries.reaching import get_reach
from crm.queries.recipients import get_recipient, recipient_of_person
from crm.queries.records import find
from crm.queries.rights import get_standings, list_not_to_be_used, list_with_ground_to_set, may_be_used
from crm.queries.route_parties import list_ways
from crm.queries.search import find_everything
from crm.rules.errors import UserError
from crm.rules.letters import Way
from crm.rules.privacy import Ground
from crm.workspace import Workspace

NUMBER, ADDRESS = "+27820000001", "naledi@example.org"


def save(workspace: Workspace, name: str = "Naledi Sample", **more: object) -> int:
    return workspace.do(save_person, PersonDraft(name, **more)).value[0]  # type: ignore[arg-type]


@pytest.fixture
def council(workspace: Workspace) -> int:
    draft = OrganisationDraft("Sample Council", "council", contacts=[ContactDraft("email", "office@example.org")])
    return workspace.do(save_organisation, draft).value[0]


@pytest.fixture
def naledi(workspace: Workspace, council: int) -> int:
    """The mayor, with a number and an address, who agreed to be kept."""
    return save(
        workspace,
        contacts=[ContactDraft("mobile", NUMBER), ContactDraft("email", ADDRESS)],
        roles=[RoleDraft(council, "Mayor")],
        ground=Ground.CONSENT,
        ground_source="her form",
        ground_on=date(2026, 1, 5),
    )


def page(workspace: Workspace, person_id: int) -> PersonPage:
    found = workspace.ask(get_person, person_id)
    assert found is not None
    return found


def stop(workspace: Workspace, person_id: int, how: str) -> None:
    if how == "objection":
        workspace.do(object_to_use, person_id, date(2026, 11, 20), "No more letters")
    else:
        workspace.do(withdraw_consent, person_id, date(2026, 11, 20))


BOTH = pytest.mark.parametrize("how", ["objection", "consent"])


@BOTH
def test_nobody_is_written_to_rung_listed_or_taken_out_who_is_not_to_be_used(
    workspace: Workspace, council: int, naledi: int, today: date, tmp_path: Path, how: str
) -> None:
    """Walks whatever picks people, before and after."""
    other = save(workspace, "Thabo Sample", contacts=[ContactDraft("mobile", "+27820000002")])
    workspace.do(add_gatekeeper, other, naledi)
    draft = CommitmentDraft("A nurse", date(2026, 1, 5), bound_id=naledi, due_on=date(2026, 3, 1))
    promise = workspace.do(save_commitment, draft).value[0]

    def said_by_all() -> str:
        """Everything that those ways of picking people say, with the numbers they hold."""
        file = tmp_path / "people.csv"
        workspace.ask(take_out, Wanted("people", Format.CSV, file, "Lerato"))
        asked = (
            workspace.ask(get_reach, naledi, "", today).rings.numbers,
            workspace.ask(get_reach, other, "", today).rings,
            workspace.ask(get_reach, council, "", today).rings.numbers,
            workspace.ask(prepare, [promise], Way.EMAIL, "Lerato").recipient,
            workspace.ask(get_recipient, council, "", naledi),
            workspace.ask(recipient_of_person, naledi),
            workspace.ask(list_ways, [naledi]),
            page(workspace, other).through,
            page(workspace, naledi).usable_contacts,
            file.read_text(),
        )
        return "\n".join(map(str, asked))

    assert NUMBER in said_by_all() and ADDRESS in said_by_all()
    stop(workspace, naledi, how)
    after = said_by_all()
    assert NUMBER not in after and ADDRESS not in after
    assert "Naledi" not in (tmp_path / "people.csv").read_text()
    assert workspace.ask(get_reach, naledi, "", today).rings.do_not_phone.endswith(
        "not to be used (No more letters)" if how == "objection" else "not to be used"
    )
    workspace.reverse(workspace.history()[0].operation_id)
    assert NUMBER in said_by_all() and ADDRESS in said_by_all()


def test_what_was_taken_out_says_how_many_were_left_out(workspace: Workspace, naledi: int, tmp_path: Path) -> None:
    save(workspace, "Thabo Sample")
    stop(workspace, naledi, "objection")
    taken = workspace.ask(take_out, Wanted("people", Format.CSV, tmp_path / "people.csv", "Lerato"))
    assert (taken.count, taken.left_out) == (1, 0)
    assert any("1 person was left out who is not to be used" in words for words in taken.said)
    with (tmp_path / "people.csv").open() as lines:
        assert len(list(csv.reader(lines))) == 2


@BOTH
def test_nobody_is_rung_to_be_made_sure_of_who_is_not_to_be_used(
    workspace: Workspace, naledi: int, today: date, how: str
) -> None:
    assert (naledi, "people") in workspace.ask(list_to_verify, today)
    count = workspace.ask(count_to_verify, today)
    stop(workspace, naledi, how)
    assert (naledi, "people") not in workspace.ask(list_to_verify, today)
    assert workspace.ask(count_to_verify, today) == count - 1


def test_the_promise_stays_and_goes_on_with_the_office(workspace: Workspace, naledi: int, today: date) -> None:
    """The institution is bound whoever speaks for it: the letter goes to the office, without the name."""
    draft = CommitmentDraft("A nurse", date(2026, 1, 5), bound_id=naledi, due_on=date(2026, 3, 1))
    promise = workspace.do(save_commitment, draft).value[0]
    assert workspace.ask(prepare, [promise], Way.LETTER, "Lerato").recipient.name == "Naledi Sample"
    stop(workspace, naledi, "objection")
    recipient = workspace.ask(prepare, [promise], Way.LETTER, "Lerato").recipient
    assert (recipient.name, recipient.office, recipient.organisation) == ("", "Mayor", "Sample Council")


def test_a_letter_to_one_without_an_office_is_refused_with_the_reason(workspace: Workspace, today: date) -> None:
    person = save(workspace, contacts=[ContactDraft("email", ADDRESS)])
    draft = CommitmentDraft("A nurse", date(2026, 1, 5), bound_id=person, due_on=date(2026, 3, 1))
    promise = workspace.do(save_commitment, draft).value[0]
    meeting = workspace.do(save_engagement, EngagementDraft("Briefing", date(2026, 12, 1))).value[0]
    stop(workspace, person, "objection")
    for question in (
        lambda: workspace.ask(prepare, [promise], Way.EMAIL, "Lerato"),
        lambda: workspace.ask(prepare_new_holder, person, "Lerato"),
        lambda: workspace.ask(get_postponed, meeting, today, Way.EMAIL, "Lerato", person_id=person),
    ):
        with pytest.raises(UserError) as caught:
            question()
        assert caught.value.code == "use-is-stopped"
        assert caught.value.params["name"] == "Naledi Sample"
        assert str(caught.value.params["why"]).startswith("Objected on 20 Nov 2026")


@BOTH
def test_whoever_is_not_to_be_used_is_marked_where_people_are_found(
    workspace: Workspace, naledi: int, how: str
) -> None:
    stop(workspace, naledi, how)
    assert workspace.ask(find_people, "Naledi")[0][2].startswith("not to be used · Mayor")
    assert [found.detail for found in workspace.ask(find, "Naledi")] == ["not to be used"]
    assert [found.detail for found in workspace.ask(find_everything, "Naledi")] == ["not to be used"]
    assert workspace.ask(list_people, PeopleFilter(privacy="stopped")) == [naledi]


@BOTH
def test_the_rule_and_the_question_to_the_database_agree(workspace: Workspace, naledi: int, how: str) -> None:
    other = save(workspace, "Thabo Sample")
    stop(workspace, naledi, how)
    standings = workspace.ask(get_standings, [naledi, other])
    assert {who for who, standing in standings.items() if not standing.may_be_used} == {naledi}
    assert workspace.ask(list_not_to_be_used) == {naledi}
    assert not workspace.ask(may_be_used, naledi) and workspace.ask(may_be_used, other)


def test_an_objection_is_taken_back_and_undone(workspace: Workspace, naledi: int) -> None:
    before = page(workspace, naledi)
    done = workspace.do(object_to_use, naledi, date(2026, 11, 20), " No more letters ")
    assert page(workspace, naledi).standing.stopped_words == (
        "Objected on 20 Nov 2026: not to be used (No more letters)"
    )
    workspace.do(take_back_objection, naledi)
    assert page(workspace, naledi) == before
    workspace.reverse(workspace.history()[0].operation_id)
    workspace.reverse(done.operation_id)
    assert page(workspace, naledi) == before


def test_consent_taken_back_asks_for_another_ground_and_ends_with_it(workspace: Workspace, naledi: int) -> None:
    workspace.do(withdraw_consent, naledi, date(2026, 11, 20))
    standing = page(workspace, naledi).standing
    assert standing.lacks == "consent was taken back: another ground, or erasure"
    workspace.do(set_ground, [naledi], Ground.LEGITIMATE_INTEREST, "the public record", date(2026, 11, 21))
    assert page(workspace, naledi).standing.may_be_used
    workspace.do(set_ground, [naledi], Ground.CONSENT, "her form", date(2026, 11, 21))
    assert not page(workspace, naledi).standing.may_be_used, "consent is given by her, not by a list"
    workspace.do(give_consent, naledi, date(2026, 11, 22), "by phone")
    assert page(workspace, naledi).standing.may_be_used


def test_consent_that_was_no_ground_cannot_be_taken_back(workspace: Workspace) -> None:
    person = save(workspace, ground=Ground.LEGITIMATE_INTEREST)
    with pytest.raises(UserError) as caught:
        workspace.do(withdraw_consent, person, date(2026, 11, 20))
    assert caught.value.code == "no-consent-to-withdraw"


@pytest.mark.parametrize("operation", [object_to_use, withdraw_consent])
def test_nothing_is_said_tomorrow(workspace: Workspace, naledi: int, today: date, operation: object) -> None:
    with pytest.raises(UserError) as caught:
        workspace.do(operation, naledi, date(2026, 11, 23))  # type: ignore[arg-type]
    assert caught.value.code == "made-in-future"


@pytest.mark.parametrize(
    ("ground", "source", "on", "lacks"),
    [
        ("", "", None, "no ground is written down"),
        (Ground.CONSENT, "her form", None, "the day of the consent is not written down"),
        (Ground.CONTRACT, "", None, "where it is from is not written down"),
        (Ground.CONTRACT, "the MoU", None, ""),
        (Ground.CONSENT, "her form", date(2026, 1, 5), ""),
    ],
)
def test_what_lacks_about_a_ground_is_said_and_found(
    workspace: Workspace, ground: str, source: str, on: date | None, lacks: str
) -> None:
    person = save(workspace, ground=ground, ground_source=source, ground_on=on)
    assert page(workspace, person).standing.lacks == lacks
    assert (workspace.ask(list_people, PeopleFilter(privacy="no_ground")) == [person]) is bool(lacks)


def test_the_ground_of_office_holders_is_set_at_once_and_undone_at_once(
    workspace: Workspace, council: int, today: date
) -> None:
    holders = [save(workspace, f"Member {name} Sample", roles=[RoleDraft(council, "Councillor")]) for name in "AB"]
    save(workspace, "Past Sample", roles=[RoleDraft(council, "Councillor", end="2021")])
    assert workspace.ask(list_with_ground_to_set, True) == holders
    assert len(workspace.ask(list_with_ground_to_set)) == 3
    done = workspace.do(set_ground, holders, Ground.LEGITIMATE_INTEREST, "Public record", today)
    assert done.label == "Set the ground of 2 people"
    assert [page(workspace, each).standing.lacks for each in holders] == ["", ""]
    workspace.reverse(done.operation_id)
    assert workspace.ask(list_with_ground_to_set, True) == holders


def test_a_ground_needs_a_source_a_known_ground_and_people_who_are_here(workspace: Workspace, naledi: int) -> None:
    for people, ground, source, code in (
        ([naledi], Ground.CONTRACT, " ", "ground-without-source"),
        ([naledi], "because", "x", "no-such-choice"),
        ([naledi, 10**9], Ground.CONTRACT, "x", "not-found"),
    ):
        with pytest.raises(UserError) as caught:
            workspace.do(set_ground, people, ground, source, date(2026, 11, 20))
        assert caught.value.code == code


def test_who_was_told_is_written_down_for_many_at_once(workspace: Workspace, naledi: int) -> None:
    other = save(workspace, "Thabo Sample")
    assert workspace.ask(list_people, PeopleFilter(privacy="no_notice")) == [naledi, other]
    done = workspace.do(mark_notice_given, [naledi, other], date(2026, 11, 20), "on the sign-in table")
    assert workspace.ask(list_people, PeopleFilter(privacy="no_notice")) == []
    assert (page(workspace, naledi).notice_on, page(workspace, naledi).notice_how) == (
        date(2026, 11, 20),
        "on the sign-in table",
    )
    with pytest.raises(UserError) as caught:
        workspace.do(mark_notice_given, [naledi], date(2026, 11, 20), "")
    assert caught.value.code == "notice-without-how"
    workspace.reverse(done.operation_id)
    assert page(workspace, naledi).notice_on is None


def test_a_form_that_is_saved_forgets_nothing_of_it(workspace: Workspace, naledi: int) -> None:
    workspace.do(object_to_use, naledi, date(2026, 11, 20), "No")
    workspace.do(set_at_risk, naledi, True)
    draft = workspace.ask(draft_person, naledi)
    draft.summary = "Speaks softly"
    workspace.do(save_person, draft)
    assert page(workspace, naledi).is_at_risk and page(workspace, naledi).objection == "No"
    assert workspace.ask(list_people, PeopleFilter(privacy="at_risk")) == [naledi]


def test_of_two_records_of_one_person_the_objection_and_the_risk_stay(workspace: Workspace, naledi: int) -> None:
    double = save(workspace, "N Sample")
    workspace.do(object_to_use, double, date(2026, 11, 20), "No")
    workspace.do(set_at_risk, double, True)
    workspace.do(merge_people, MergeDraft(naledi, double))
    assert page(workspace, naledi).objected_on == date(2026, 11, 20)
    assert page(workspace, naledi).is_at_risk


def test_the_filters_of_privacy_are_those_the_list_knows() -> None:
    assert list(WITH_PRIVACY) == ["no_ground", "no_notice", "stopped", "at_risk"]
