"""A chair is replaced: what passes, stays and lapses, who is reached through whom, and undo back to the morning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crm.operations.agreements import AgreementDraft, PartyDraft, draft_agreement, save_agreement
from crm.operations.engagements import AttendanceDraft, EngagementDraft, save_engagement
from crm.operations.offices import RoleDraft
from crm.operations.people import add_gatekeeper
from crm.operations.plans import PlanDraft, StepDraft, write_plan
from crm.operations.records import set_confidentiality, set_next_look
from crm.operations.replacements import ReplacementDraft, replace_holder, suggested_draft, summary
from crm.queries.commitments import CommitmentFilter, get_commitment, get_commitment_rows, list_commitments
from crm.queries.contacts import list_gatekeepers
from crm.queries.engagements import get_engagement
from crm.queries.offices import list_holders, list_offices_of
from crm.queries.people import PeopleFilter, get_people_rows, list_people
from crm.queries.plans import get_plan_step_rows
from crm.queries.replacements import (
    Replacement,
    Start,
    find_starts,
    get_replacement,
    list_starts_of_body,
    list_starts_of_person,
)
from crm.queries.today import get_today, sentences
from crm.rules.errors import UserError
from crm.store.engine import database
from crm.tables.all import TABLES
from crm.tables.offices import Role
from crm.workspace import Workspace
from tests.operations.replacement_scene import CHANGE, POST, Scene, make_scene, person, promise, role_of


@pytest.fixture
def scene(workspace: Workspace, today: date) -> Scene:
    return make_scene(workspace, today)


def preview_of(workspace: Workspace, scene: Scene, **more: Any) -> Replacement:
    found = workspace.ask(get_replacement, Start(role_id=scene.role), CHANGE, **more)
    assert found is not None
    return found


def draft_of(workspace: Workspace, scene: Scene, **more: Any) -> ReplacementDraft:
    return replace(suggested_draft(preview_of(workspace, scene), CHANGE, "resigned"), **more)


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that the journal keeps."""
    return {
        table._meta.table_name: list(
            database.execute_sql(f'SELECT * FROM "{table._meta.table_name}" ORDER BY id').fetchall()
        )
        for table in TABLES
    }


def refused(workspace: Workspace, draft: ReplacementDraft) -> str:
    before = workspace.ask(everything)
    with pytest.raises(UserError) as caught:
        workspace.do(replace_holder, draft)
    assert workspace.ask(everything) == before
    return caught.value.code


def holders(workspace: Workspace, body: int, on: date) -> list[tuple[str, str]]:
    return [(office.title, office.person) for office in workspace.ask(list_holders, body, on)]


# What is suggested


def test_the_preview_says_what_should_become_of_each_promise_and_why(workspace: Workspace, scene: Scene) -> None:
    preview = preview_of(workspace, scene)
    assert {one.id: (one.suggested.value, one.reason) for one in preview.promises} == {
        scene.minuted: ("passes_to_post", "made in this office"),
        scene.clause: ("passes_to_post", "it binds the office, whoever holds it"),
        scene.personal: ("stays_with_person", "a personal promise: no office was written down with it"),
        scene.hopeless: ("lapses", "decided when it was made"),
        scene.ours: ("stays_with_person", "owed to somebody who keeps another office"),
    }
    assert (preview.post, preview.leaver, preview.is_vacant) == (POST, "Hon. Anna Sample", False)
    assert [part.words for part in preview.doors] == ["Hon. Anna Sample is reached through Naledi Voorbeeld"]
    assert [(part.words, part.is_suggested) for part in preview.engagements] == [
        ("Committee on ramps, 1 Dec 2026", True),
        ("Debate in the House, 2 Dec 2026", False),
    ], "who keeps a seat in the House still speaks there"


def test_who_leaves_the_house_leaves_its_committees(workspace: Workspace, scene: Scene) -> None:
    from_seat = workspace.ask(get_replacement, Start(role_id=scene.seat), CHANGE, "lost seat")
    assert from_seat is not None
    assert [(part.id, part.is_suggested) for part in from_seat.other_roles] == [(scene.role, True)]
    from_chair = preview_of(workspace, scene, reason="resigned")
    assert [(part.id, part.is_suggested) for part in from_chair.other_roles] == [(scene.seat, False)]
    assert preview_of(workspace, scene, reason="deceased").other_roles[0].is_suggested


# The story


def test_a_chair_is_replaced_and_everything_goes_where_it_belongs(
    workspace: Workspace, scene: Scene, today: date
) -> None:
    draft = draft_of(workspace, scene, comes_id=scene.newcomer)
    done = workspace.do(replace_holder, draft)
    assert done.label == f"Replace {POST}: Hon. Anna Sample → Hon. Bongani Example"
    assert (len(done.value.passed), len(done.value.stayed), len(done.value.lapsed)) == (2, 2, 1)
    assert holders(workspace, scene.committee, date(2026, 11, 2)) == [("Chairperson", "Hon. Anna Sample")]
    assert holders(workspace, scene.committee, CHANGE) == [("Chairperson", "Hon. Bongani Example")]
    assert ("Member", "Hon. Anna Sample") in holders(workspace, scene.house, today), "her seat was not ticked"
    old = next(o for o in workspace.ask(list_offices_of, [scene.chair], today)[scene.chair] if not o.is_current)
    assert (old.end_text, old.end_reason) == ("2026-11-02", "resigned")
    for commitment_id in (scene.minuted, scene.clause):
        page = workspace.ask(get_commitment, commitment_id)
        assert page is not None
        assert page.row.bound_name == f"{POST} (now Hon. Bongani Example)"
        assert page.row.maker_name in ("Hon. Anna Sample", ""), "who said it stays written down"
        assert page.row.status == "noted"
        assert page.on_change == "passes_to_post"
        assert page.steps == ((CHANGE, "noted", "noted", "", f"Passed to {POST} when Hon. Anna Sample left", ""),)
        assert page.row.last_movement == f"Passed to {POST} when Hon. Anna Sample left"
    stays = workspace.ask(get_commitment, scene.personal)
    assert stays is not None
    assert (stays.row.bound_id, stays.on_change, stays.steps) == (scene.chair, "stays_with_person", ())
    lapsed = workspace.ask(get_commitment, scene.hopeless)
    assert lapsed is not None
    assert (lapsed.row.outcome, lapsed.row.closed_on, lapsed.row.next_look) == ("lapsed", CHANGE, None)
    assert lapsed.steps[0][4] == f"Lapsed when Hon. Anna Sample left as {POST}"


def test_doors_and_planned_meetings_are_the_newcomers(workspace: Workspace, scene: Scene) -> None:
    workspace.do(replace_holder, draft_of(workspace, scene, comes_id=scene.newcomer))
    assert workspace.ask(list_gatekeepers, scene.chair) == ()
    (door,) = workspace.ask(list_gatekeepers, scene.newcomer)
    assert (door.via, door.note) == ("Naledi Voorbeeld", "keeps the diary")
    meeting, visit = (workspace.ask(get_engagement, each) for each in (scene.meeting, scene.visit))
    assert meeting is not None and visit is not None
    assert [row.person_id for row in meeting.attendance] == [scene.newcomer]
    assert [row.person_id for row in visit.attendance] == [scene.chair]


@pytest.mark.parametrize("is_known", [True, False])
def test_undo_puts_every_row_back_and_redo_does_it_again(workspace: Workspace, scene: Scene, is_known: bool) -> None:
    before = workspace.ask(everything)
    comes = scene.newcomer if is_known else None
    done = workspace.do(replace_holder, draft_of(workspace, scene, comes_id=comes))
    after = workspace.ask(everything)
    assert after != before
    workspace.reverse(done.operation_id)
    assert workspace.ask(everything) == before
    workspace.reverse(done.operation_id)
    assert workspace.ask(everything) == after


def test_somebody_new_is_made_a_person(workspace: Workspace, scene: Scene, today: date) -> None:
    done = workspace.do(replace_holder, draft_of(workspace, scene, comes_name="Hon. Cikizwa Nuwe"))
    assert holders(workspace, scene.committee, today) == [("Chairperson", "Hon. Cikizwa Nuwe")]
    assert done.value.comes_id is not None


def test_what_the_user_decides_wins_over_what_was_suggested(workspace: Workspace, scene: Scene) -> None:
    fates = {scene.personal: "passes_to_post", scene.minuted: "stays_with_person", scene.ours: "passes_to_post"}
    draft = draft_of(workspace, scene, comes_id=scene.newcomer, fates=fates, engagements=set(), doors=set())
    workspace.do(replace_holder, draft)
    personal, minuted, ours = workspace.ask(get_commitment_rows, [scene.personal, scene.minuted, scene.ours])
    assert personal.bound_id == scene.post
    assert minuted.bound_id == scene.chair
    assert (ours.owed_to_id, ours.owed_to_name) == (scene.post, f"{POST} (now Hon. Bongani Example)")
    assert ours.direction == "we_owe_them"
    assert len(workspace.ask(list_gatekeepers, scene.chair)) == 1


def test_promises_of_the_post_are_among_those_of_whoever_holds_it(workspace: Workspace, scene: Scene) -> None:
    workspace.do(replace_holder, draft_of(workspace, scene, comes_id=scene.newcomer))
    theirs = workspace.ask(list_commitments, CommitmentFilter(person_id=scene.newcomer))
    assert sorted(theirs) == sorted([scene.minuted, scene.clause])


def test_a_seat_that_is_left_ends_the_chair_with_it_and_leaves_the_chair_vacant(
    workspace: Workspace, scene: Scene, today: date
) -> None:
    preview = workspace.ask(get_replacement, Start(role_id=scene.seat), CHANGE, "lost seat")
    assert preview is not None
    workspace.do(replace_holder, replace(suggested_draft(preview, CHANGE, "lost seat"), comes_name="Hon. Dineo New"))
    assert holders(workspace, scene.committee, today) == []
    assert ("Member", "Hon. Dineo New") in holders(workspace, scene.house, today)
    assert [one.words for one in workspace.ask(get_today, today).vacancies] == [POST]


# Not known yet


def test_a_vacant_post_stands_on_today_until_a_holder_is_named(workspace: Workspace, scene: Scene, today: date) -> None:
    workspace.do(replace_holder, draft_of(workspace, scene))
    now = workspace.ask(get_today, today)
    assert ("vacancies", f"{POST} is vacant since 3 Nov 2026: who comes?") in sentences(now)
    (vacancy,) = now.vacancies
    assert (vacancy.noun, vacancy.record_id) == ("organisations", scene.committee)
    assert workspace.ask(get_commitment_rows, [scene.minuted])[0].bound_name == f"{POST} (vacant)"
    meeting = workspace.ask(get_engagement, scene.meeting)
    assert meeting is not None
    assert [(row.person_id, row.name) for row in meeting.attendance] == [(None, f"{POST} (not known yet)")]

    preview = workspace.ask(get_replacement, vacancy.start, date(2026, 11, 20))
    assert preview is not None
    assert preview.is_vacant and not preview.promises
    assert {one[0] for one in preview.waiting} == {scene.minuted, scene.clause}
    draft = replace(suggested_draft(preview, date(2026, 11, 20)), comes_id=scene.newcomer)
    done = workspace.do(replace_holder, draft)
    assert workspace.ask(get_today, today).vacancies == ()
    assert holders(workspace, scene.committee, date(2026, 11, 10)) == []
    assert holders(workspace, scene.committee, today) == [("Chairperson", "Hon. Bongani Example")]
    rows = workspace.ask(get_commitment_rows, [scene.minuted])
    assert rows[0].bound_name == f"{POST} (now Hon. Bongani Example)"
    meeting = workspace.ask(get_engagement, scene.meeting)
    assert meeting is not None
    assert [row.person_id for row in meeting.attendance] == [scene.newcomer]
    assert [door.via for door in workspace.ask(list_gatekeepers, scene.newcomer)] == ["Naledi Voorbeeld"]
    workspace.reverse(done.operation_id)
    assert len(workspace.ask(get_today, today).vacancies) == 1


def test_a_vacancy_can_be_put_off(workspace: Workspace, scene: Scene, today: date) -> None:
    workspace.do(replace_holder, draft_of(workspace, scene))
    workspace.do(set_next_look, scene.post, date(2026, 12, 1))
    assert workspace.ask(get_today, today).vacancies == ()


def test_what_waits_is_handed_to_somebody_put_into_the_post_elsewhere(
    workspace: Workspace, scene: Scene, today: date
) -> None:
    workspace.do(replace_holder, draft_of(workspace, scene))
    elders = person(workspace, "Hon. Elsa Elders", RoleDraft(scene.committee, "Chairperson", start="2026-11-10"))
    (vacancy,) = workspace.ask(get_today, today).vacancies
    assert vacancy.sentence == f"{POST} has a holder again: hand over what waits."
    preview = workspace.ask(get_replacement, vacancy.start, today)
    assert preview is not None
    draft = suggested_draft(preview, today)
    assert refused(workspace, replace(draft, comes_id=scene.newcomer)) == "post-is-held"
    workspace.do(replace_holder, replace(draft, comes_id=elders))
    assert workspace.ask(get_today, today).vacancies == ()
    assert holders(workspace, scene.committee, today) == [("Chairperson", "Hon. Elsa Elders")], "she holds it once"
    meeting = workspace.ask(get_engagement, scene.meeting)
    assert meeting is not None
    assert [row.person_id for row in meeting.attendance] == [elders]


def test_a_post_that_was_taken_and_for_which_nothing_waits_is_not_asked_for(
    workspace: Workspace, scene: Scene, today: date
) -> None:
    workspace.do(replace_holder, draft_of(workspace, scene, doors=set(), engagements=set()))
    assert len(workspace.ask(get_today, today).vacancies) == 1
    person(workspace, "Hon. Elsa Elders", RoleDraft(scene.committee, "Chairperson", start="2026-11-10"))
    assert workspace.ask(get_today, today).vacancies == ()


def test_two_vacant_seats_of_one_post_are_named_one_by_one(workspace: Workspace, scene: Scene, today: date) -> None:
    for person_id in (scene.chair, scene.newcomer):
        role_id = workspace.ask(role_of, person_id, "Member", today)
        preview = workspace.ask(get_replacement, Start(role_id=role_id), CHANGE)
        assert preview is not None
        workspace.do(replace_holder, replace(suggested_draft(preview, CHANGE), other_roles=set()))
    first, _second = workspace.ask(get_today, today).vacancies
    preview = workspace.ask(get_replacement, first.start, today)
    assert preview is not None
    workspace.do(replace_holder, replace(suggested_draft(preview, today), comes_name="Hon. Dineo New"))
    assert len(workspace.ask(get_today, today).vacancies) == 1


def test_a_post_nobody_ever_held_is_named(workspace: Workspace, scene: Scene, today: date) -> None:
    person(workspace, "Hon. Once", RoleDraft(scene.house, "Speaker", start="2019", end="2024"))
    (start,) = [one for one in workspace.ask(list_starts_of_body, scene.house, today) if one.leaver_id is None]
    assert start.words == "Speaker – Nobody yet"
    done = workspace.do(replace_holder, ReplacementDraft(today, post_id=start.post_id, comes_id=scene.newcomer))
    assert done.label == "Name Speaker, House of Examples: Hon. Bongani Example"
    assert ("Speaker", "Hon. Bongani Example") in holders(workspace, scene.house, today)


# Somebody without a post


def test_a_gatekeeper_without_a_post_is_replaced_everywhere(workspace: Workspace, scene: Scene, today: date) -> None:
    keeper, other = person(workspace, "Gugu Keeper"), person(workspace, "Hon. Reached")
    for record_id in (other, scene.committee):
        workspace.do(add_gatekeeper, record_id, keeper, "the door")
    (start,) = workspace.ask(list_starts_of_person, keeper, today)
    preview = workspace.ask(get_replacement, start, CHANGE)
    assert preview is not None
    assert (preview.post, len(preview.doors)) == ("", 2)
    done = workspace.do(replace_holder, replace(suggested_draft(preview, CHANGE), comes_name="Hendrik Heir"))
    assert done.label == "Replace Gugu Keeper: Hendrik Heir"
    for record_id in (other, scene.committee):
        assert [door.via for door in workspace.ask(list_gatekeepers, record_id)] == ["Hendrik Heir"]


def test_a_door_where_nobody_stands_any_more_is_asked_for_on_today(
    workspace: Workspace, scene: Scene, today: date
) -> None:
    keeper, other = person(workspace, "Gugu Keeper"), person(workspace, "Hon. Reached")
    workspace.do(add_gatekeeper, other, keeper, "the door")
    visit = EngagementDraft("Visit", date(2026, 12, 3), attendance=[AttendanceDraft(person_id=keeper)])
    visit_id: int = workspace.do(save_engagement, visit).value[0]
    preview = workspace.ask(get_replacement, Start(leaver_id=keeper), CHANGE)
    assert preview is not None
    workspace.do(replace_holder, suggested_draft(preview, CHANGE))
    (vacancy,) = workspace.ask(get_today, today).vacancies
    assert vacancy.sentence == "Hon. Reached was reached through Gugu Keeper until 2 Nov 2026: through whom now?"
    naming = workspace.ask(get_replacement, vacancy.start, today)
    assert naming is not None and naming.is_vacant
    workspace.do(replace_holder, replace(suggested_draft(naming, today), comes_id=scene.assistant))
    assert workspace.ask(get_today, today).vacancies == ()
    assert [door.via for door in workspace.ask(list_gatekeepers, other)] == ["Naledi Voorbeeld"]
    page = workspace.ask(get_engagement, visit_id)
    assert page is not None
    assert [row.person_id for row in page.attendance] == [scene.assistant]


def agreement_with(workspace: Workspace, scene: Scene, focal: int) -> int:
    parties = [PartyDraft(organisation_id=scene.committee, focal_id=focal), PartyDraft(name="Our Voice")]
    draft = AgreementDraft("Ramps together", parties=parties)
    return workspace.do(save_agreement, draft).value[0]


def focal_of(workspace: Workspace, agreement_id: int) -> tuple[int | None, str]:
    party = workspace.ask(draft_agreement, agreement_id).parties[0]
    return party.focal_id, party.focal_name


def test_the_focal_person_of_an_agreement_is_the_newcomer(workspace: Workspace, scene: Scene) -> None:
    agreement_id = agreement_with(workspace, scene, scene.chair)
    preview = preview_of(workspace, scene)
    assert [part.words.split(": ")[1] for part in preview.focal_points] == [
        "focal person of Portfolio Committee on Ramps"
    ]
    unknown = workspace.do(replace_holder, suggested_draft(preview, CHANGE))
    assert focal_of(workspace, agreement_id) == (None, f"{POST} (not known yet)")
    workspace.reverse(unknown.operation_id)
    done = workspace.do(replace_holder, draft_of(workspace, scene, comes_id=scene.newcomer))
    assert done.value.focal_points == 1
    assert focal_of(workspace, agreement_id) == (scene.newcomer, "")


def test_the_steps_of_a_plan_are_the_newcomers_to_do_but_not_what_is_done(workspace: Workspace, scene: Scene) -> None:
    steps = [
        StepDraft(title="Present it", responsible_id=scene.chair),
        StepDraft(title="Write it", responsible_id=scene.chair, status="done"),
    ]
    workspace.do(write_plan, PlanDraft("Ramps by June"), steps)
    preview = preview_of(workspace, scene)
    assert [part.words for part in preview.steps] == ["A-2026-0001: Present it"]
    unknown = workspace.do(replace_holder, suggested_draft(preview, CHANGE))
    open_step = workspace.ask(get_plan_step_rows, [preview.steps[0].id])[0]
    assert (open_step.responsible_id, open_step.responsible) == (None, f"{POST} (not known yet)")
    workspace.reverse(unknown.operation_id)
    done = workspace.do(replace_holder, draft_of(workspace, scene, comes_id=scene.newcomer))
    assert done.value.steps == 1
    assert workspace.ask(get_plan_step_rows, [preview.steps[0].id])[0].responsible_id == scene.newcomer
    workspace.undo()
    assert workspace.ask(get_plan_step_rows, [preview.steps[0].id])[0].responsible_id == scene.chair


def test_a_focal_person_without_a_post_is_asked_for_on_today(workspace: Workspace, scene: Scene, today: date) -> None:
    focal = person(workspace, "Fatima Focal")
    agreement_id = agreement_with(workspace, scene, focal)
    preview = workspace.ask(get_replacement, Start(leaver_id=focal), CHANGE)
    assert preview is not None
    workspace.do(replace_holder, suggested_draft(preview, CHANGE))
    (vacancy,) = workspace.ask(get_today, today).vacancies
    assert (vacancy.noun, vacancy.record_id) == ("agreements", agreement_id)
    assert vacancy.sentence.endswith("has no focal person at Portfolio Committee on Ramps: who comes?")
    agreement = workspace.ask(draft_agreement, agreement_id)
    agreement.parties[0].focal_id, agreement.parties[0].focal_name = scene.assistant, ""
    workspace.do(save_agreement, agreement)
    assert workspace.ask(get_today, today).vacancies == ()


# Who must not be named


def test_what_is_written_on_a_promise_names_nobody_more_confidential_than_it(
    workspace: Workspace, scene: Scene
) -> None:
    workspace.do(set_confidentiality, scene.chair, 2)
    workspace.do(set_confidentiality, scene.newcomer, 1)
    workspace.do(set_confidentiality, scene.clause, 2)
    workspace.do(replace_holder, draft_of(workspace, scene, comes_id=scene.newcomer))
    page, secret = (workspace.ask(get_commitment, each) for each in (scene.minuted, scene.clause))
    assert page is not None and secret is not None
    assert page.steps[-1][4] == f"Passed to {POST} when whoever held it left"
    assert secret.steps[-1][4] == f"Passed to {POST} when Hon. Anna Sample left"
    assert page.row.bound_name == POST, "nor does the name of the post name its holder"


def test_the_history_says_it_in_words(workspace: Workspace, scene: Scene) -> None:
    workspace.do(replace_holder, draft_of(workspace, scene))
    (entry, *_older) = workspace.history(scene.personal)
    assert entry.lines == ("on change: – → Stays with the person",)
    (entry, *_older) = workspace.history(scene.chair)
    assert "awaits successor: no → yes" in entry.lines


def test_the_list_of_people_counts_what_the_office_has_to_keep(workspace: Workspace, scene: Scene) -> None:
    workspace.do(replace_holder, draft_of(workspace, scene, comes_id=scene.newcomer))
    left, came = workspace.ask(get_people_rows, [scene.chair, scene.newcomer])
    assert (left.open_commitments, came.open_commitments) == (1, 2)
    by_open = workspace.ask(list_people, PeopleFilter(sort="open", descending=True))
    assert by_open[:2] == [scene.newcomer, scene.chair]


# What is refused


def test_what_cannot_be_is_refused_with_its_sentence(workspace: Workspace, scene: Scene, today: date) -> None:
    comes = {"comes_id": scene.newcomer}
    assert refused(workspace, draft_of(workspace, scene, on=date(2026, 12, 1), **comes)) == "replaced-in-future"
    assert refused(workspace, draft_of(workspace, scene, on=date(2024, 5, 1), **comes)) == "replaced-before-start"
    assert refused(workspace, draft_of(workspace, scene, comes_id=scene.chair)) == "same-person"
    assert refused(workspace, draft_of(workspace, scene, end_reason="bored")) == "no-such-reason"
    stranger = promise(workspace, "Nothing to do with it", maker_id=scene.newcomer)
    assert refused(workspace, draft_of(workspace, scene, fates={stranger: "lapses"})) == "promise-not-at-stake"
    assert refused(workspace, draft_of(workspace, scene, fates={scene.personal: "vanishes"})) == "no-such-fate"
    nameless = draft_of(workspace, scene, role_id=None, post_id=None, leaver_id=scene.chair)
    assert refused(workspace, replace(nameless, fates={scene.personal: "passes_to_post"})) == "no-post-to-pass-to"
    assert refused(workspace, replace(nameless, role_id=999_999)) == "not-found"


def test_one_seat_has_one_holder_and_nobody_sits_twice(workspace: Workspace, scene: Scene, today: date) -> None:
    direct = ReplacementDraft(today, post_id=scene.post, comes_id=scene.newcomer)
    assert refused(workspace, direct) == "post-is-held"
    seat = workspace.ask(get_replacement, Start(role_id=scene.seat), CHANGE)
    assert seat is not None
    assert refused(workspace, replace(suggested_draft(seat, CHANGE), comes_id=scene.newcomer)) == "holds-already"
    workspace.do(replace_holder, draft_of(workspace, scene))
    (vacant,) = workspace.ask(find_starts, scene.post, today)
    naming = ReplacementDraft(today, vacant.post_id, vacant.role_id, vacant.leaver_id)
    assert refused(workspace, naming) == "nobody-to-name"
    early = replace(naming, on=date(2026, 11, 2), comes_id=scene.newcomer)
    assert refused(workspace, early) == "still-in-office"


def test_who_left_long_ago_cannot_leave_again(workspace: Workspace, scene: Scene, today: date) -> None:
    gone = person(workspace, "Hon. Gone", RoleDraft(scene.house, "Chief Whip", start="2019", end="2021-03-01"))
    role_id = workspace.ask(role_of, gone, "Chief Whip", today)
    draft = ReplacementDraft(today, role_id=role_id, comes_id=scene.newcomer)
    assert refused(workspace, draft) == "left-already"


def test_the_summary_says_it_in_a_few_sentences(workspace: Workspace, scene: Scene) -> None:
    preview = preview_of(workspace, scene)
    draft = draft_of(workspace, scene)
    assert summary(draft, preview, "Hon. Bongani Example") == (
        f"Hon. Anna Sample is {POST} until 2 Nov 2026 (resigned). Hon. Bongani Example is {POST} from 3 Nov 2026. "
        "2 promises pass to the post, 2 stay with the person, 1 lapses. 1 way in changes. 1 planned engagement goes "
        "over."
    )
    assert "Who comes is not known yet: Today asks until somebody is named." in summary(draft, preview, "")


def test_no_single_post_has_two_holders_on_any_day(workspace: Workspace, scene: Scene, today: date) -> None:
    workspace.do(replace_holder, draft_of(workspace, scene, comes_id=scene.newcomer))
    spans = workspace.ask(
        lambda: [(row.start_from, row.end_to) for row in Role.select().where(Role.post_id == scene.post)]
    )
    first, second = sorted(spans)
    assert first[1] < second[0]
