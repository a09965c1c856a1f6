"""What one can rely on about a request under POPIA: its clock runs, nothing goes out unread, and all can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from crm.operations.attachments import attach_file
from crm.operations.base import operation, update_row
from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.engagements import AttendanceDraft, EngagementDraft, PointDraft, close_out
from crm.operations.notes import add_note
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, draft_person, save_person
from crm.operations.privacy import HandOverDraft, hand_over, record_hand_over
from crm.operations.records import remove, set_confidentiality
from crm.operations.requests import (
    Decision,
    RequestDraft,
    answer_request,
    as_proposed,
    decide_items,
    draft_request,
    extend,
    receive_request,
    record_decision,
    see_identity,
)
from crm.operations.review import Said, answer
from crm.queries.base import rows
from crm.queries.deadlines import DeadlinesFilter, list_deadlines
from crm.queries.export_calendar import entries_of_deadlines
from crm.queries.held import list_held
from crm.queries.requests import (
    Item,
    RequestRow,
    RequestsFilter,
    get_request,
    get_request_rows,
    list_access,
    list_items,
    list_requests,
    list_unread,
)
from crm.queries.review import list_review
from crm.queries.review_items import get_review_item
from crm.queries.today import get_today
from crm.rules.commitments import Lateness
from crm.rules.deadlines import Basis, Kind
from crm.rules.errors import UserError
from crm.rules.requests import Choice, Ground, Outcome, Status, outcome_of
from crm.rules.review import Key
from crm.rules.review import Kind as ReviewKind
from crm.store.engine import database
from crm.tables.people import Person
from crm.workspace import Workspace

RECEIVED = date(2026, 11, 2)


def save(workspace: Workspace, name: str, **more: object) -> int:
    return int(workspace.do(save_person, PersonDraft(name, **more)).value[0])  # type: ignore[arg-type]


@pytest.fixture
def asker(workspace: Workspace, today: date, tmp_path: Path) -> int:
    """Somebody with an own line, a note that names another, a restricted one, one by a source at risk, and a file."""
    asker = save(workspace, "Ms Busisiwe Askerson")
    save(workspace, "Mr Grant Bystander")
    source = save(workspace, "Ms Thandeka Whistler")
    workspace.do(set_at_risk, source)
    workspace.do(add_note, asker, "Rings before nine", RECEIVED)
    workspace.do(add_note, asker, "Grant Bystander says she chairs well", RECEIVED)
    workspace.do(add_note, asker, "Told us by Thandeka Whistler", RECEIVED)
    workspace.do(add_note, asker, "Of a survivor", RECEIVED)
    restricted = workspace.ask(rows, "SELECT id FROM note WHERE text = 'Of a survivor'")[0][0]
    workspace.do(set_confidentiality, restricted, 2)
    photo = tmp_path / "portrait.jpg"
    photo.write_bytes(b"her face")
    workspace.do(attach_file, asker, photo, "Portrait")
    return asker


@operation("Could be harmed")
def set_at_risk(person_id: int) -> None:
    update_row(Person, person_id, is_at_risk=True)


@pytest.fixture
def request_id(workspace: Workspace, asker: int) -> int:
    draft = RequestDraft(person_id=asker, received_on=RECEIVED, words="What do you have on me?")
    return workspace.do(receive_request, draft).value[0]


def row(workspace: Workspace, request_id: int, today: date | None = None) -> RequestRow:
    return workspace.ask(get_request_rows, [request_id], today)[0]


def items(workspace: Workspace, request_id: int) -> list[Item]:
    return workspace.ask(list_items, request_id)


def named(workspace: Workspace, request_id: int, words: str) -> Item:
    (found,) = (
        each for each in items(workspace, request_id) if each.held.table == "note" and words in str(each.held.said)
    )
    return found


def read_all(workspace: Workspace, request_id: int) -> None:
    workspace.do(decide_items, request_id, [as_proposed(item) for item in workspace.ask(list_unread, request_id)])


def code_of(workspace: Workspace, doing: object, *given: object, **more: object) -> str:
    with pytest.raises(UserError) as caught:
        workspace.do(doing, *given, **more)  # type: ignore[arg-type]
    return caught.value.code


def test_the_clock_runs_thirty_days_from_the_day_it_came(workspace: Workspace, request_id: int) -> None:
    found = row(workspace, request_id)
    assert (found.reference, found.asked_by, found.status) == ("Q-2026-0001", "Ms Busisiwe Askerson", Status.RECEIVED)
    assert found.due_on == date(2026, 12, 2)
    assert found.lateness is Lateness.NOT_DUE or found.lateness is Lateness.DUE_SOON
    late = row(workspace, request_id, date(2026, 12, 3))
    assert late.lateness is Lateness.OVERDUE
    assert "Due 2 Dec" in late.sentence


def test_an_open_request_stands_among_the_deadlines_by_law(workspace: Workspace, request_id: int) -> None:
    (found,) = workspace.ask(list_deadlines, None, None, DeadlinesFilter(kinds=(Kind.REQUEST,)))
    assert (found.noun, found.id, found.day, found.basis) == ("requests", request_id, date(2026, 12, 2), Basis.LAW)
    assert "section 56(1)" in found.what
    assert workspace.ask(get_today).requests.ids == (request_id,)
    workspace.do(answer_request, request_id, Outcome.WITHDRAWN)
    assert workspace.ask(get_today).requests.count == 0
    assert workspace.ask(list_deadlines, None, None, DeadlinesFilter(kinds=(Kind.REQUEST,))) == []


def test_more_time_is_taken_once_with_a_reason_and_before_the_first_is_over(
    workspace: Workspace, request_id: int
) -> None:
    assert code_of(workspace, extend, request_id, "") == "reason-missing"
    assert code_of(workspace, extend, request_id, "Many", until=date(2027, 1, 2)) == "extended-too-far"
    workspace.do(extend, request_id, "Three hundred records in two offices")
    found = row(workspace, request_id)
    assert (found.due_on, found.is_extended) == (date(2027, 1, 1), True)
    assert code_of(workspace, extend, request_id, "Again") == "extended-already"
    workspace.do(receive_request, replace(workspace.ask(draft_request, request_id), received_on=date(2026, 11, 1)))
    assert row(workspace, request_id).due_on == date(2026, 12, 31)


def test_more_time_that_comes_too_late_is_refused(workspace: Workspace, asker: int) -> None:
    old = workspace.do(receive_request, RequestDraft(person_id=asker, received_on=date(2026, 10, 1))).value[0]
    assert code_of(workspace, extend, old, "Many records") == "extended-too-late"


def test_each_thing_is_proposed_by_what_it_says(workspace: Workspace, request_id: int) -> None:
    own, other = named(workspace, request_id, "before nine"), named(workspace, request_id, "Bystander")
    restricted, source = named(workspace, request_id, "survivor"), named(workspace, request_id, "Whistler")
    (file,) = (item for item in items(workspace, request_id) if item.is_file)
    assert (own.choice, other.choice, file.choice) == (Choice.GIVE, Choice.COVER, Choice.COVER)
    assert (restricted.choice, restricted.ground) == (Choice.WITHHOLD, Ground.PRIVACY)
    assert (source.choice, source.ground) == (Choice.WITHHOLD, Ground.SAFETY)
    text = dict(zip(other.held.said, other.named, strict=True))
    ((said, (span,)),) = ((pair, spans) for pair, spans in text.items() if spans)
    assert said[1][slice(*span)] == "Grant Bystander"
    assert not any(item.is_read for item in items(workspace, request_id))


def test_neither_a_title_nor_a_number_gives_away_what_the_thing_itself_does_not_say(
    workspace: Workspace, asker: int
) -> None:
    workspace.do(save_person, PersonDraft("Mr Sipho Dialled", contacts=[ContactDraft("mobile", "082 555 0177")]))
    workspace.do(add_note, asker, "Ring +27 82 555 0177 about her", RECEIVED)
    there = [AttendanceDraft(person_id=asker, code="P")]
    for title in ("Grant Bystander complains", "Thandeka Whistler speaks", "A shelter is visited", "Taps"):
        workspace.do(close_out, EngagementDraft(title, RECEIVED, attendance=there))
    (shelter,) = workspace.ask(rows, "SELECT id FROM engagement WHERE title = 'A shelter is visited'")[0]
    promise = CommitmentDraft("I come back", made_on=RECEIVED, engagement_id=shelter, maker_id=asker, bound_id=asker)
    workspace.do(save_commitment, promise)
    workspace.do(set_confidentiality, shelter, 2)
    request_id = workspace.do(receive_request, RequestDraft(person_id=asker)).value[0]
    found = items(workspace, request_id)
    chosen = {item.held.record: item.choice for item in found if item.held.table == "attendance"}
    assert chosen == {
        "Grant Bystander complains": Choice.COVER,
        "Thandeka Whistler speaks": Choice.WITHHOLD,
        "A shelter is visited": Choice.WITHHOLD,
        "Taps": Choice.GIVE,
    }
    (promised,) = (item for item in found if item.held.table == "commitment")
    assert ("Engagement", "A shelter is visited") in promised.held.said and promised.choice == Choice.WITHHOLD
    dialled = named(workspace, request_id, "Ring +27")
    assert dialled.choice == Choice.COVER and dialled.named[0] == ((5, 20),)


def test_what_happened_in_a_room_with_a_source_at_risk_is_withheld(workspace: Workspace, asker: int) -> None:
    (whistler,) = workspace.ask(rows, "SELECT id FROM person WHERE is_at_risk")[0]
    meeting = EngagementDraft(
        "Meeting on taps",
        RECEIVED,
        attendance=[AttendanceDraft(person_id=asker, code="P"), AttendanceDraft(person_id=whistler, code="P")],
        points=[PointDraft("Thandeka Whistler said that Busisiwe Askerson was paid")],
    )
    workspace.do(close_out, meeting)
    request_id = workspace.do(receive_request, RequestDraft(person_id=asker)).value[0]
    (point,) = (item for item in items(workspace, request_id) if item.held.table == "point")
    assert (point.choice, point.ground) == (Choice.WITHHOLD, Ground.SAFETY)


def test_nothing_is_answered_before_all_is_read_and_decided(workspace: Workspace, request_id: int) -> None:
    count = len(items(workspace, request_id))
    assert code_of(workspace, answer_request, request_id) == "identity-not-seen"
    workspace.do(see_identity, request_id, "Identity card, in person")
    assert row(workspace, request_id).status is Status.IDENTITY_SEEN
    workspace.do(decide_items, request_id, [as_proposed(named(workspace, request_id, "before nine"))])
    assert row(workspace, request_id).status is Status.DECIDING
    with pytest.raises(UserError) as caught:
        workspace.do(answer_request, request_id)
    assert (caught.value.code, caught.value.params["unread"]) == ("items-not-read", count - 1)
    assert code_of(workspace, record_decision, request_id, "Ms Officer") == "items-not-read"
    read_all(workspace, request_id)
    assert code_of(workspace, answer_request, request_id) == "decision-missing"
    workspace.do(record_decision, request_id, "Ms Officer")
    assert code_of(workspace, answer_request, request_id, Outcome.GIVEN) == "outcome-not-as-decided"
    assert workspace.do(answer_request, request_id, how="In person").value[1] is Outcome.GIVEN_IN_PART
    found = row(workspace, request_id)
    assert (found.status, found.lateness, found.answered_how) == (Status.ANSWERED, Lateness.CLOSED, "In person")
    assert code_of(workspace, decide_items, request_id, []) == "already-closed"


def test_what_comes_or_changes_after_it_was_read_is_unread_again(
    workspace: Workspace, request_id: int, asker: int
) -> None:
    workspace.do(see_identity, request_id, "Identity card")
    read_all(workspace, request_id)
    workspace.do(record_decision, request_id, "Ms Officer")
    workspace.do(add_note, asker, "Grant Bystander rang about her", RECEIVED)
    unread = workspace.ask(list_unread, request_id)
    assert [item.held.table for item in unread] == ["note"]
    assert code_of(workspace, answer_request, request_id) == "items-not-read"
    workspace.undo()
    assert workspace.ask(list_unread, request_id) == []
    workspace.do(save_person, replace(workspace.ask(draft_person, asker), known_as="Busi"))
    changed = {item.held.table: item.is_changed for item in workspace.ask(list_unread, request_id)}
    assert changed["person"] and "note" not in changed
    read_all(workspace, request_id)
    assert row(workspace, request_id).decided_on is None, "what was decided before it changed is open again"


def test_somebody_at_risk_after_it_was_read_makes_it_unread_again(workspace: Workspace, request_id: int) -> None:
    workspace.do(see_identity, request_id, "Identity card")
    read_all(workspace, request_id)
    workspace.do(record_decision, request_id, "Ms Officer")
    bystander = workspace.ask(rows, "SELECT id FROM person WHERE name LIKE '%Bystander'")[0][0]
    workspace.do(set_at_risk, bystander)
    (unread,) = workspace.ask(list_unread, request_id)
    assert (unread.is_changed, unread.proposal.choice) == (True, Choice.WITHHOLD)
    assert code_of(workspace, answer_request, request_id) == "items-not-read"
    workspace.undo()
    assert workspace.ask(list_unread, request_id) == []


def test_a_record_that_is_restricted_after_it_was_read_makes_it_unread_again(
    workspace: Workspace, request_id: int
) -> None:
    read_all(workspace, request_id)
    note = named(workspace, request_id, "before nine").held.record_id
    workspace.do(set_confidentiality, note, 2)
    assert [item.held.record_id for item in workspace.ask(list_unread, request_id)] == [note]


def test_a_name_that_would_no_longer_be_covered_is_read_again(workspace: Workspace, request_id: int) -> None:
    read_all(workspace, request_id)
    bystander = workspace.ask(rows, "SELECT id FROM person WHERE name LIKE '%Bystander'")[0][0]
    workspace.do(save_person, replace(workspace.ask(draft_person, bystander), family="Married"))
    (unread,) = workspace.ask(list_unread, request_id)
    assert any("Grant Bystander" in text for _heading, text in unread.held.said)


def test_it_has_its_turn_in_the_review_two_weeks_before_it_is_due(workspace: Workspace, request_id: int) -> None:
    due = RECEIVED + timedelta(days=30)
    assert request_id not in workspace.ask(list_review, today=due - timedelta(days=15))
    assert request_id in workspace.ask(list_review, today=due - timedelta(days=14))
    item = workspace.ask(get_review_item, request_id, due)
    assert item is not None
    assert (item.kind, item.reference, item.keys) == (ReviewKind.REQUEST, "Q-2026-0001", (Key.CLOSE_OUT, Key.SNOOZE))
    with pytest.raises(UserError, match="review-takes-step"):
        answer(item, Key.CLOSE_OUT, Said())
    workspace.do(answer_request, request_id, Outcome.WITHDRAWN)
    assert request_id not in workspace.ask(list_review, today=due)


def test_a_name_is_found_in_texts_whatever_its_accents_and_capitals(workspace: Workspace, today: date) -> None:
    person = save(workspace, "Ms Renée Ñuñez-Sample")
    body = workspace.do(save_organisation, OrganisationDraft("A Body")).value[0]
    for text in ("RENÉE ÑUÑEZ-SAMPLE rang", "Renee Nunez-Sample rang", "Renée Ñuñez-Sample rang"):
        workspace.do(add_note, body, text, RECEIVED)
    assert len([each for each in workspace.ask(list_held, person) if each.is_mention]) == 3


def test_the_papers_of_a_request_are_nothing_to_read_and_a_draft_is_no_answer(
    workspace: Workspace, request_id: int
) -> None:
    workspace.do(see_identity, request_id, "Identity card")
    read_all(workspace, request_id)
    which = {"request": f"requests:{request_id}"}
    title = "Decision on a request: Q-2026-0001 of Ms Busisiwe Askerson"
    workspace.do(record_hand_over, "request-decision", title, which, "0" * 64, 1)
    assert workspace.ask(list_unread, request_id) == []
    workspace.do(record_decision, request_id, "Ms Officer")
    given = workspace.do(record_hand_over, "request-answer", "answer.pdf", which, "1" * 64, 1).value[0]
    workspace.do(record_hand_over, "request-answer", "draft.pdf", {**which, "stage": "draft"}, "2" * 64, 1)
    workspace.do(answer_request, request_id)
    assert row(workspace, request_id).hand_over_id == given


def test_withholding_wants_a_ground_of_the_closed_list(workspace: Workspace, request_id: int) -> None:
    own = named(workspace, request_id, "before nine")
    decision = Decision("note", own.held.line, Choice.WITHHOLD, own.digest)
    assert code_of(workspace, decide_items, request_id, [decision]) == "ground-missing"
    assert code_of(workspace, decide_items, request_id, [replace(decision, ground="because")]) == "no-such-choice"
    workspace.do(decide_items, request_id, [replace(decision, ground=Ground.PRIVILEGE)])
    workspace.do(decide_items, request_id, [replace(decision, choice=Choice.GIVE)])
    again = named(workspace, request_id, "before nine")
    assert (again.choice, again.ground, again.read_by, again.is_read) == (Choice.GIVE, "", "Lerato Tester", True)


def test_the_answer_is_handed_over_only_when_it_may_go_out(workspace: Workspace, request_id: int, asker: int) -> None:
    options = {"request": f"requests:{request_id}"}
    paper = HandOverDraft("request-answer", "Answer", options, b"%PDF", 1, "answer.pdf", receiver_id=asker)
    assert code_of(workspace, hand_over, replace(paper, report="access-request")) == "unread-not-given-out"
    assert code_of(workspace, hand_over, replace(paper, options=options | {"stage": "draft"})) == "unread-not-given-out"
    workspace.do(see_identity, request_id, "Identity card")
    assert code_of(workspace, hand_over, paper) == "items-not-read"
    read_all(workspace, request_id)
    assert code_of(workspace, hand_over, paper) == "decision-missing"
    workspace.do(record_decision, request_id, "Ms Officer")
    handed = workspace.do(hand_over, paper).value[0]
    workspace.do(answer_request, request_id)
    assert row(workspace, request_id).hand_over_id == handed
    assert workspace.ask(list_unread, request_id) == [], "its own answer is nothing more to be read"


def test_who_got_a_paper_about_her_is_known(workspace: Workspace, asker: int) -> None:
    about = HandOverDraft("person", "Her sheet", {"person": f"people:{asker}"}, b"%PDF", 1, "a.pdf", to_whom="The Dept")
    workspace.do(hand_over, about)
    workspace.do(hand_over, replace(about, title="Another's", options={"person": "people:1"}))
    assert [(each.to_whom, each.title) for each in workspace.ask(list_access, asker)] == [("The Dept", "Her sheet")]


def test_any_paper_that_was_about_her_counts_whatever_it_asks_for(workspace: Workspace, asker: int) -> None:
    whom = {"holder": f"people:{asker}"}
    workspace.do(hand_over, HandOverDraft("new-holder", "What awaits her", whom, b"%PDF", 1, "a.pdf", to_whom="Us"))
    assert [each.title for each in workspace.ask(list_access, asker)] == ["What awaits her"]


def test_nothing_held_is_said_only_of_whom_nothing_is_held(workspace: Workspace, request_id: int) -> None:
    assert code_of(workspace, answer_request, request_id, Outcome.NOTHING_HELD) == "something-is-held"
    stranger = workspace.do(receive_request, RequestDraft("confirm", "Somebody Else")).value[0]
    workspace.do(answer_request, stranger, Outcome.NOTHING_HELD)
    assert row(workspace, stranger).outcome is Outcome.NOTHING_HELD


def test_a_refusal_gives_its_reason_and_a_correction_its_outcome(workspace: Workspace, asker: int) -> None:
    asked = workspace.do(receive_request, RequestDraft("correct", person_id=asker, words="My name is Busi")).value[0]
    assert code_of(workspace, answer_request, asked, Outcome.REFUSED) == "reason-missing"
    assert code_of(workspace, decide_items, asked, []) == "nothing-to-read"
    workspace.do(see_identity, asked, "Known to us")
    assert code_of(workspace, answer_request, asked) == "outcome-missing"
    workspace.do(answer_request, asked, Outcome.GIVEN)
    assert [step[2] for step in workspace.ask(get_request, asked).steps] == ["identity_seen", "answered"]  # type: ignore[union-attr]


@pytest.mark.parametrize("bad", ["", "8001015009087"])
def test_the_proof_is_named_and_never_numbered(workspace: Workspace, request_id: int, bad: str) -> None:
    assert code_of(workspace, see_identity, request_id, bad) in ("identity-without-proof", "id-number-as-proof")


def test_a_request_of_nobody_or_of_tomorrow_is_refused(workspace: Workspace, today: date) -> None:
    assert code_of(workspace, receive_request, RequestDraft()) == "request-of-nobody"
    tomorrow = RequestDraft(asked_by="X", received_on=today + timedelta(days=1))
    assert code_of(workspace, receive_request, tomorrow) == "made-in-future"


def test_every_operation_can_be_undone(workspace: Workspace, request_id: int) -> None:
    stood = [dump()]
    for done, *given in (
        (see_identity, request_id, "Identity card"),
        (extend, request_id, "Many records"),
        (decide_items, request_id, [as_proposed(item) for item in items(workspace, request_id)]),
        (record_decision, request_id, "Ms Officer"),
        (answer_request, request_id),
    ):
        workspace.do(done, *given)
        stood.append(dump())
    assert len({str(each) for each in stood}) == len(stood)
    for before in stood[-2::-1]:
        workspace.undo()
        assert dump() == before


def dump() -> list[object]:
    tables = ("access_request", "request_item", "status_change", "date_move", "record")
    return [database.execute_sql(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables]


def test_the_list_shows_the_open_ones_first_by_the_day_they_are_due(
    workspace: Workspace, request_id: int, asker: int
) -> None:
    older = workspace.do(receive_request, RequestDraft(person_id=asker, received_on=date(2026, 10, 20))).value[0]
    done = workspace.do(receive_request, RequestDraft(asked_by="Somebody Else")).value[0]
    workspace.do(answer_request, done, Outcome.NOTHING_HELD)
    assert workspace.ask(list_requests) == [older, request_id]
    assert workspace.ask(list_requests, RequestsFilter(status="all")) == [older, request_id, done]
    assert workspace.ask(list_requests, RequestsFilter(status="closed")) == [done]


def test_how_an_answer_ends_follows_from_the_choices() -> None:
    assert outcome_of([]) is Outcome.NOTHING_HELD
    assert outcome_of(["give", "give"]) is Outcome.GIVEN
    assert outcome_of(["give", "cover"]) is Outcome.GIVEN_IN_PART
    assert outcome_of(["withhold", "withhold"]) is Outcome.REFUSED


def test_a_request_is_removed_with_what_was_decided_and_comes_back(workspace: Workspace, request_id: int) -> None:
    read_all(workspace, request_id)
    before = dump()
    workspace.do(remove, request_id)
    assert workspace.ask(get_request, request_id) is None
    assert workspace.ask(rows, "SELECT * FROM request_item") == []
    workspace.undo()
    assert dump() == before


def test_the_clock_goes_into_the_calendar_file(workspace: Workspace, request_id: int) -> None:
    found = workspace.ask(list_deadlines, None, None, DeadlinesFilter(kinds=(Kind.REQUEST,)))
    (entry,) = workspace.ask(entries_of_deadlines, found)
    assert "datetime.date(2026, 12, 2)" in repr(entry) and "Askerson" not in repr(entry), "no name unless asked for"
