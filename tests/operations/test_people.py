"""What one can rely on about people, their offices and how they are reached."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crm.operations.attachments import attach_file
from crm.operations.checking import CheckDraft, mark_as_checked
from crm.operations.notes import add_note
from crm.operations.offices import RoleDraft, TermDraft, end_role, save_term
from crm.operations.organisations import OrganisationDraft, draft_organisation, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, add_gatekeeper, draft_person, save_person
from crm.operations.records import remove
from crm.queries.attachments import list_attachments
from crm.queries.offices import get_office_words, list_posts
from crm.queries.organisations import get_organisation
from crm.queries.people import PeopleFilter, find_people, get_person, list_people
from crm.queries.records import find, get_record
from crm.rules.errors import UserError
from crm.workspace import Workspace


@pytest.fixture
def council(workspace: Workspace) -> int:
    return workspace.do(save_organisation, OrganisationDraft("Sample Council", "council")).value[0]


def save(workspace: Workspace, name: str = "Cllr Dawid Sample", **values: object) -> int:
    return workspace.do(save_person, PersonDraft(name, **values)).value[0]  # type: ignore[arg-type]


def test_a_person_holds_several_offices_and_current_is_computed(
    workspace: Workspace, council: int, today: date
) -> None:
    person = save(
        workspace,
        roles=[
            RoleDraft(council, "Councillor", start="2021-11-01", end="2026-11-02"),
            RoleDraft(council, "Speaker", start="2023", end="future"),
        ],
    )
    page = workspace.ask(get_person, person)
    assert page is not None
    assert [office.title for office in page.current] == ["Speaker"]
    assert [office.title for office in page.past] == ["Councillor"]
    assert workspace.ask(get_office_words, person, date(2022, 1, 1)) == "Councillor, Sample Council"
    assert workspace.ask(list_people, PeopleFilter(as_of=date(2020, 1, 1))) == []


def test_holders_of_a_past_term_are_not_shown_as_sitting(workspace: Workspace, council: int, today: date) -> None:
    term = workspace.do(save_term, TermDraft(council, "2021 to 2026", "2021-11-01", "2026-11-02")).value[0]
    person = save(workspace, roles=[RoleDraft(council, "Councillor", term_id=term, end="future")])
    page = workspace.ask(get_person, person)
    assert page is not None and page.current == () and len(page.past) == 1
    assert workspace.ask(list_people, PeopleFilter(organisation_id=council, as_of=date(2024, 1, 1))) == [person]


def test_an_office_that_ends_leaves_the_post_without_a_holder(workspace: Workspace, council: int, today: date) -> None:
    person = save(workspace, roles=[RoleDraft(council, "Mayor", start="2021")])
    page = workspace.ask(get_person, person)
    assert page is not None
    workspace.do(end_role, page.current[0].role_id, date(2026, 11, 1), "resigned")
    assert [(post.title, post.holders) for post in workspace.ask(list_posts, today, council)] == [("Mayor", ())]
    with pytest.raises(UserError) as caught:
        workspace.do(end_role, page.current[0].role_id, date(2019, 1, 1))
    assert caught.value.code == "ends-before-start"


def test_numbers_are_kept_as_typed_and_found_as_dialled(workspace: Workspace) -> None:
    person = save(workspace, contacts=[ContactDraft("mobile", "082 000 0001", label="WhatsApp too")])
    page = workspace.ask(get_person, person)
    assert page is not None
    assert (page.contacts[0].value, page.contacts[0].normal) == ("082 000 0001", "+27820000001")
    assert [found.id for found in workspace.ask(find, "+27820000001")] == [person]


def test_names_are_found_without_their_marks(workspace: Workspace) -> None:
    person = save(workspace, "Ms Muṱanwa ǃKheis-Sample")
    assert [found[0] for found in workspace.ask(find_people, "mutanwa")] == [person]


def test_saving_a_form_unchanged_changes_no_row(workspace: Workspace, council: int) -> None:
    person = save(
        workspace,
        roles=[RoleDraft(council, "Councillor", start="May 2021")],
        contacts=[ContactDraft("email", "D@Example.org")],
        other_names=["Oom Dawie"],
        tags=["ward 3"],
    )
    done = workspace.do(save_person, workspace.ask(draft_person, person))
    assert done.changes.by_noun == {}
    assert workspace.do(save_organisation, workspace.ask(draft_organisation, council)).changes.by_noun == {}


def test_one_reaches_a_person_through_her_gatekeeper(workspace: Workspace) -> None:
    person, assistant = (
        save(workspace),
        save(workspace, "Ms Boitumelo Sample", contacts=[ContactDraft("phone", "053 000 0001")]),
    )
    workspace.do(add_gatekeeper, person, assistant, "Her PA, mornings only")
    page = workspace.ask(get_person, person)
    assert page is not None
    assert [(way.via, way.contacts[0].value) for way in page.through] == [("Ms Boitumelo Sample", "053 000 0001")]
    with pytest.raises(UserError):
        workspace.do(add_gatekeeper, person, person)


def test_what_others_point_at_is_not_removed_and_undo_brings_back_the_rest(workspace: Workspace, council: int) -> None:
    person = save(workspace, roles=[RoleDraft(council, "Councillor")], contacts=[ContactDraft("phone", "053 000 0001")])
    workspace.do(add_note, person, "Likes tea", date(2026, 1, 1))
    with pytest.raises(UserError) as caught:
        workspace.do(remove, council)
    assert caught.value.code == "still-in-use"
    workspace.do(remove, person)
    assert workspace.ask(get_person, person) is None
    assert workspace.ask(find, "tea") == []
    workspace.undo()
    page = workspace.ask(get_person, person)
    assert page is not None and len(page.contacts) == 1
    assert [found.noun for found in workspace.ask(find, "tea")] == ["notes"]
    assert workspace.check() == []


def test_an_organisation_cannot_be_part_of_itself(workspace: Workspace, council: int) -> None:
    part = workspace.do(save_organisation, OrganisationDraft("A part", "committee", parent_id=council)).value[0]
    draft = workspace.ask(draft_organisation, council)
    draft.parent_id = part
    with pytest.raises(UserError) as caught:
        workspace.do(save_organisation, draft)
    assert caught.value.code == "own-parent"
    page = workspace.ask(get_organisation, council)
    assert page is not None and [row[1] for row in page.parts] == ["A part"]


def test_checked_on_is_kept(workspace: Workspace, today: date) -> None:
    person = save(workspace)
    workspace.do(mark_as_checked, CheckDraft(person, today))
    page = workspace.ask(get_person, person)
    assert page is not None and page.verified_on == today


@pytest.mark.parametrize(("name", "code"), [("", "person-without-name"), ("  ", "person-without-name")])
def test_a_person_needs_a_name(workspace: Workspace, name: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        save(workspace, name)
    assert caught.value.code == code


def test_levels_and_kinds_that_do_not_exist_are_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError) as caught:
        save(workspace, confidentiality=7)
    assert caught.value.code == "no-such-level"
    with pytest.raises(UserError) as caught:
        save(workspace, contacts=[ContactDraft("carrier pigeon", "Hop")])
    assert caught.value.code == "no-such-contact-kind"


def test_a_file_is_as_confidential_as_what_it_is_about(workspace: Workspace, tmp_path: Path) -> None:
    person = save(workspace, confidentiality=2)
    (tmp_path / "letter.txt").write_text("Dear")
    workspace.do(attach_file, person, tmp_path / "letter.txt")
    (attachment,) = workspace.ask(list_attachments, person)
    head = workspace.ask(get_record, attachment.id)
    assert head is not None and head.confidentiality == 2


def test_the_party_of_somebody_who_was_not_elected_is_refused(workspace: Workspace, council: int) -> None:
    party = workspace.do(save_organisation, OrganisationDraft("Sample Party", "party")).value[0]
    ours = workspace.do(save_organisation, OrganisationDraft("Sample Voice", "cso_partner")).value[0]
    for body, title in ((ours, "Director"), (council, "Municipal Manager")):
        with pytest.raises(UserError) as refused:
            workspace.do(save_person, PersonDraft("Thabo Sample", roles=[RoleDraft(body, title, party_id=party)]))
        assert refused.value.code == "party-not-kept"
    workspace.do(save_person, PersonDraft("Thabo Sample", roles=[RoleDraft(council, "Councillor", party_id=party)]))
