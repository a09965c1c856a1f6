"""Two records that stay two: related, each way in its words, or said not to be the same."""

from __future__ import annotations

from datetime import date

import pytest

from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import PersonDraft, save_person
from crm.operations.records import remove
from crm.operations.relationships import (
    RelationshipDraft,
    relate,
    remove_relationship,
    say_not_same,
    take_back_not_same,
)
from crm.queries.doubles import find_doubles
from crm.queries.relationships import get_told_apart, list_not_same, list_relationships
from crm.rules.errors import UserError
from crm.rules.relationships import Kind, kind_of, label, strength_label
from crm.workspace import Workspace


def person(workspace: Workspace, given: str, family: str = "Sample") -> int:
    return workspace.do(save_person, PersonDraft("", given=given, family=family)).value[0]


def test_each_page_says_it_in_its_own_direction(workspace: Workspace, today: date) -> None:
    chair, assistant = person(workspace, "Thandi"), person(workspace, "Kagiso", "Example")
    draft = RelationshipDraft(assistant, chair, Kind.ASSISTANT_OF, "strong", date(2024, 6, 14), note="opens the diary")
    row_id = workspace.do(relate, draft).value
    (there,), (here,) = (workspace.ask(list_relationships, each) for each in (assistant, chair))
    assert (there.words, there.name, there.far_id, there.noun) == ("assistant of", "Thandi Sample", chair, "people")
    assert (here.words, here.name, here.far_id, here.strength) == (
        "is assisted by",
        "Kagiso Example",
        assistant,
        "strong",
    )
    draft.id, draft.ended_on = row_id, date(2025, 1, 1)
    workspace.do(relate, draft)
    assert [row.is_current for row in workspace.ask(list_relationships, chair)] == [False]
    workspace.do(remove_relationship, row_id)
    assert workspace.ask(list_relationships, chair) == []
    workspace.undo()
    assert len(workspace.ask(list_relationships, chair)) == 1


def test_a_person_and_a_body_may_be_related_in_own_words(workspace: Workspace) -> None:
    someone = person(workspace, "Thandi")
    forum = workspace.do(save_organisation, OrganisationDraft("Sample Forum")).value[0]
    workspace.do(relate, RelationshipDraft(someone, forum, "founder of"))
    assert [row.words for row in workspace.ask(list_relationships, forum)] == ["founder of"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": " "}, "relationship-without-kind"),
        ({"strength": "huge"}, "no-such-choice"),
        ({"started_on": date(2025, 1, 1), "ended_on": date(2024, 1, 1)}, "ends-before-start"),
    ],
)
def test_what_says_nothing_is_refused(workspace: Workspace, change: dict[str, object], code: str) -> None:
    draft = RelationshipDraft(person(workspace, "Thandi"), person(workspace, "Kagiso"), "ally_of")
    for name, value in change.items():
        setattr(draft, name, value)
    with pytest.raises(UserError, match=code):
        workspace.do(relate, draft)
    assert workspace.ask(list_relationships, draft.record_id) == []


def test_nobody_is_related_to_themselves_nor_to_a_meeting(workspace: Workspace) -> None:
    someone = person(workspace, "Thandi")
    with pytest.raises(UserError, match="related-to-itself"):
        workspace.do(relate, RelationshipDraft(someone, someone, "ally_of"))
    place = workspace.ask(lambda: 1)
    with pytest.raises(UserError, match="cannot-relate"):
        workspace.do(relate, RelationshipDraft(someone, place, "ally_of"))


def test_two_said_to_be_two_are_not_offered_again(workspace: Workspace) -> None:
    one, other = person(workspace, "Thandi"), person(workspace, "Thandi")
    assert workspace.ask(find_doubles, "people").count == 1
    for pair in ((other, one), (one, other)):
        workspace.do(say_not_same, *pair)
    assert workspace.ask(find_doubles, "people").count == 0
    assert [name for _id, name, _on in workspace.ask(list_not_same, one)] == ["Thandi Sample"]
    assert workspace.ask(get_told_apart, [one]) == {one: {other}}
    workspace.do(take_back_not_same, one, other)
    assert workspace.ask(find_doubles, "people").count == 1
    with pytest.raises(UserError, match="not-found"):
        workspace.do(take_back_not_same, one, other)


def test_a_record_said_not_to_be_another_can_still_be_undone_and_removed(workspace: Workspace) -> None:
    one, other = person(workspace, "Thandi"), person(workspace, "Thandi")
    workspace.do(say_not_same, one, other)
    with pytest.raises(UserError, match="still-in-use"):
        workspace.do(remove, other)
    workspace.do(take_back_not_same, one, other)
    workspace.do(remove, other)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_words_each_way_and_is_found_by_them(kind: Kind) -> None:
    assert kind_of(label(kind)) == (kind, False)
    back = kind_of(label(kind, is_other_way=True))
    assert back == (kind, label(kind) != label(kind, is_other_way=True))
    assert kind_of(kind.replace("_", "-")) == (kind, False)


def test_strengths_have_words() -> None:
    assert [strength_label(each) for each in ("", "weak", "working", "strong")] == [
        "Not set",
        "Weak",
        "Working",
        "Strong",
    ]
