"""The hand-over list and the letters to new holders, read back from the paper."""

from __future__ import annotations

from datetime import date

import pytest
from paper import reader, words

from crm.operations.commitments import CommitmentDraft, draft_commitment, save_commitment
from crm.operations.letters import LetterTemplateDraft, save_letter_template
from crm.operations.offices import RoleDraft
from crm.operations.people import ContactDraft, PersonDraft, draft_person, save_person
from crm.operations.records import set_confidentiality
from crm.operations.rights import object_to_use, set_at_risk
from crm.operations.terms import TermEndDraft, end_term
from crm.queries.team import list_users
from crm.rules.errors import UserError
from crm.workspace import Workspace
from reports import catalog
from tests.operations.council_scene import LAST, Council, make_council
from tests.operations.replacement_scene import person


@pytest.fixture
def council(workspace: Workspace, today: date) -> Council:
    return make_council(workspace)


def paper(workspace: Workspace, name: str, **options: str) -> bytes:
    return catalog.make_bytes(workspace.ask, name, options, made_by="Lerato Tester", invariant=True)


def hand_over(workspace: Workspace, council: Council, **options: str) -> str:
    return words(paper(workspace, "hand-over", body=f"organisations:{council.body}", **options))


# The hand-over list


def test_before_the_end_it_says_what_is_suggested_for_each_promise(workspace: Workspace, council: Council) -> None:
    said = hand_over(workspace, council)
    assert "4 holders, 6 open promises." in said
    assert "Mayor, Khâi-Ma Council" in said
    assert "“Send our survey”" in said and "Suggested: passes to the post" in said
    assert "Through: Ms Eva Clerk: keeps the diary" in said
    assert "Planned: Talk with the mayor, 1 Dec 2026" in said
    assert said.count("C-2026-0001") == 1, "each promise stands once"


def test_after_the_end_it_says_what_was_agreed_with_those_who_left(workspace: Workspace, council: Council) -> None:
    workspace.do(end_term, TermEndDraft(council.body, LAST, fates={council.gala: "lapses"}))
    said = hand_over(workspace, council)
    assert "Suggested" not in said
    assert "Cllr Ben Wardone" in said and "Passes to the post" in said and "Lapses" in said
    assert "Stays with the person" in said
    assert all(said.count(f"C-2026-000{number}") == 1 for number in range(1, 7))
    person(workspace, "Fay Fresh", RoleDraft(council.body, "Mayor", start="2026-11-04"))
    assert "Fay Fresh" not in hand_over(workspace, council).replace("(now Fay Fresh)", ""), "of those who left"


def test_private_numbers_and_restricted_records_are_not_in_it(workspace: Workspace, council: Council) -> None:
    draft = workspace.ask(draft_person, council.mayor)
    draft.contacts = [
        ContactDraft("mobile", "082 555 0199", label="office", is_private=True),
        ContactDraft("phone", "053 555 0100", label="office"),
        ContactDraft("mobile", "082 555 0155", label="home"),
    ]
    workspace.do(save_person, draft)
    workspace.do(set_confidentiality, [council.gala], 2)
    said = hand_over(workspace, council)
    assert "053 555 0100" in said
    assert "0199" not in said and "0155" not in said
    assert "Come to our gala" not in said and "1 record is not shown for that" in said
    assert "Come to our gala" in hand_over(workspace, council, confidentiality="restricted")


def test_a_body_without_a_term_that_ends_says_so(workspace: Workspace, council: Council) -> None:
    said = words(paper(workspace, "hand-over", body=f"organisations:{council.party}"))
    assert "Example Party" in said


def test_a_colleague_hands_over_what_they_follow(workspace: Workspace, council: Council) -> None:
    (me, *_others) = workspace.ask(list_users)
    draft = workspace.ask(draft_commitment, council.ramp)
    draft.owner_id = me.id
    workspace.do(save_commitment, draft)
    said = words(paper(workspace, "hand-over", colleague=f"team:{me.id}"))
    assert "1 open promise to hand over." in said
    assert "“Build the ramp”" in said and "to be agreed" in said


def test_two_hundred_holders_fill_pages_and_no_promise_is_lost(workspace: Workspace, council: Council) -> None:
    for number in range(40):
        who = person(
            workspace, f"Cllr Given Family{number:02d}", RoleDraft(council.body, "PR councillor", start="2021-11-01")
        )
        if number % 2:
            workspace.do(save_commitment, CommitmentDraft(f"Promise {number:02d}", date(2026, 9, 1), maker_id=who))
    rendered = paper(workspace, "hand-over", body=f"organisations:{council.body}")
    made = reader(rendered)
    said = words(rendered)
    assert len(made.pages) > 2
    assert all(f"Promise {number:02d}" in said for number in range(1, 40, 2))
    assert "Nothing is open with" in said and "Family38" in said


# The letter


def new_mayor(workspace: Workspace, council: Council) -> int:
    workspace.do(end_term, TermEndDraft(council.body, LAST, fates={council.road: "passes_to_post"}))
    draft = PersonDraft(
        "",
        title="Cllr",
        given="Fay",
        family="Fresh",
        roles=[RoleDraft(council.body, "Mayor", start="2026-11-04")],
        contacts=[ContactDraft("postal", "Private Bag X1, Pofadder, 8890")],
    )
    return int(workspace.do(save_person, draft).value[0])


def test_the_letter_says_who_we_are_and_what_is_owed_and_names_nobody_of_before(
    workspace: Workspace, council: Council
) -> None:
    mayor = new_mayor(workspace, council)
    rendered = paper(workspace, "new-holder", person=f"people:{mayor}")
    said = words(rendered)
    assert "Our Voice" in said and "Lerato Tester" in said and "Private Bag X1" in said
    assert "We congratulate you on your new office as Mayor, Khâi-Ma Council." in said
    assert "We owe your office the following:" in said and "“Send our survey”" in said
    assert "outstanding" in said.casefold() and "overdue" not in said.casefold()
    assert "Anna" not in said, "the holder of before is not named"
    assert "undertook" not in said, "nothing is said of what there is not"


def test_what_the_office_undertook_stands_in_a_table(workspace: Workspace, council: Council) -> None:
    mayor = new_mayor(workspace, council)
    draft = workspace.ask(draft_commitment, council.road)
    post = workspace.ask(draft_commitment, council.ours).owed_to_id
    draft.bound_id, draft.bound_name = post, ""
    workspace.do(save_commitment, draft)
    said = words(paper(workspace, "new-holder", person=f"people:{mayor}"))
    assert "By our record your office undertook the following, and it is outstanding:" in said
    assert "“Fix the road”" in said and "Dina" not in said
    assert said.index("Fix the road") < said.index("We owe your office") < said.index("Send our survey")
    workspace.do(set_confidentiality, [council.road], 1)
    assert "Fix the road" not in words(paper(workspace, "new-holder", person=f"people:{mayor}"))


def test_a_whole_body_is_one_file_with_a_letter_on_pages_of_its_own(workspace: Workspace, council: Council) -> None:
    new_mayor(workspace, council)
    person(workspace, "Cllr Gus Green", RoleDraft(council.body, "PR councillor", start="2026-11-04"))
    person(workspace, "Ms New Clerk", RoleDraft(council.body, "Clerk of the council", start="2026-11-10"))
    made = reader(paper(workspace, "new-holder", body=f"organisations:{council.body}"))
    assert len(made.pages) == 2, "staff are not office-holders"
    first, second = (page.extract_text() for page in made.pages)
    assert "Fresh" in first and "Green" in second and "Fresh" not in second


def test_one_who_objects_keeps_nobody_else_from_a_letter(workspace: Workspace, council: Council) -> None:
    mayor = new_mayor(workspace, council)
    green = person(workspace, "Cllr Gus Green", RoleDraft(council.body, "PR councillor", start="2026-11-04"))
    workspace.do(object_to_use, mayor, date(2026, 11, 20))
    said = words(paper(workspace, "new-holder", body=f"organisations:{council.body}"))
    assert "Green" in said and "Fresh" not in said
    workspace.do(object_to_use, green, date(2026, 11, 20))
    with pytest.raises(UserError, match="no-new-holders"):
        paper(workspace, "new-holder", body=f"organisations:{council.body}")


def test_whoever_could_be_harmed_is_named_in_the_letter_to_her_and_in_no_other(
    workspace: Workspace, council: Council
) -> None:
    text = "{greeting}\n\nFay Fresh told us that you are new.\n\n{closing}"
    workspace.do(save_letter_template, LetterTemplateDraft("A word", "new_holder", "English", text))
    mayor = new_mayor(workspace, council)
    person(workspace, "Cllr Gus Green", RoleDraft(council.body, "PR councillor", start="2026-11-04"))
    workspace.do(set_at_risk, mayor, True)
    made = reader(paper(workspace, "new-holder", body=f"organisations:{council.body}"))
    hers, his = (page.extract_text() for page in made.pages)
    assert "Fay Fresh told us" in hers
    assert "told us that you are new" in his and "Green" in his and "Fresh" not in his


def test_nobody_new_is_said_in_a_sentence(workspace: Workspace, council: Council) -> None:
    with pytest.raises(UserError) as caught:
        paper(workspace, "new-holder", body=f"organisations:{council.party}")
    assert caught.value.code == "no-new-holders"


def test_a_template_of_ones_own_is_taken(workspace: Workspace, council: Council) -> None:
    mayor = new_mayor(workspace, council)
    draft = workspace.ask(draft_person, mayor)
    draft.languages = "Afrikaans"
    workspace.do(save_person, draft)
    text = "{greeting}\n\nBaie geluk.[ Ons skuld u kantoor:\n\n{our_list}\n\n]Groete\n\n{closing}"
    workspace.do(save_letter_template, LetterTemplateDraft("Nuwe ampsdraer", "new_holder", "Afrikaans", text))
    said = words(paper(workspace, "new-holder", person=f"people:{mayor}"))
    assert "Baie geluk." in said and "Ons skuld u kantoor:" in said and "“Send our survey”" in said
