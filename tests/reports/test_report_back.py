"""The report-back: what was asked, said and happened in plain words, two languages beside, two pages at most."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from paper import words

from crm.operations.commitments import CommitmentDraft, change_status, save_commitment
from crm.operations.issues import IssueDraft, save_issue
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import PersonDraft, RoleDraft, save_person
from crm.operations.plain_words import say_plainly
from crm.operations.records import set_confidentiality
from crm.queries.places import find_by_code
from crm.rules.errors import UserError
from crm.rules.plain_words import Part, Stands
from crm.workspace import Workspace
from reports.catalog import make_bytes, render
from reports.documents.report_back import build
from reports.facts.telling import Column, Item, Lacking, Sentence, TellingFacts

BACK = "report-back"
LONG = "This sentence for the community is as long as a sentence may be, and nobody has to hold the breath for it " * 2
ITEM = Item(
    "C-2026-0001",
    "commitments",
    "Galeshewe",
    Stands.PARTLY,
    (
        Column("en", "Partly done", tuple(Sentence(part, part.value.title(), LONG[:160]) for part in Part)),
        Column("af", "Gedeeltelik gedoen", tuple(Sentence(part, "", LONG[:160]) for part in Part)),
    ),
    "Department of Health",
)
FACTS = TellingFacts(
    scope="Galeshewe",
    titles=("What became of it", "Wat daarvan geword het"),
    whom_labels=("Whom to ask", "Wie om te vra"),
    ask_us_labels=("Ask us", "Vra ons"),
    more_labels=("More: {count}", "Nog: {count}"),
    languages=("en", "af"),
    items=(ITEM,) * 10,
    total=14,
    organisation_name="Our Voice",
    reach=("053 000 0200",),
    made_on=date(2026, 11, 22),
)


@pytest.fixture
def promise(workspace: Workspace, today: date) -> int:
    body, _ = workspace.do(save_organisation, OrganisationDraft("Department of Health", "department")).value
    head, _ = workspace.do(save_person, PersonDraft("Thandi Nobody", roles=[RoleDraft(body, "Head")])).value
    place = workspace.ask(find_by_code, "NC091")
    draft = CommitmentDraft("A clinic by June", today - timedelta(days=30), bound_id=head, place_id=place)
    made: int = workspace.do(save_commitment, draft).value[0]
    return made


def tell(workspace: Workspace, record: int, language: str, said: str, happened: str) -> None:
    workspace.do(say_plainly, record, language, {"said": said, "happened": happened})


def refused(workspace: Workspace, **options: str) -> UserError:
    with pytest.raises(UserError) as caught:
        make_bytes(workspace.ask, BACK, options)
    return caught.value


def printed(workspace: Workspace, **options: str) -> str:
    made = render(workspace.ask, BACK, options, made_by="Lerato Tester", today=None, invariant=True)
    return " ".join(words(made).split())


def test_what_is_not_written_is_listed_before_printing_and_said_on_the_paper(
    workspace: Workspace, promise: int
) -> None:
    tell(workspace, promise, "en", "They said a clinic will come.", "Nothing yet.")
    problem = refused(workspace, second="tn")
    lacking = problem.params["lacking"]
    assert isinstance(lacking, tuple)
    assert lacking[:2] == (
        Lacking("What was said", "tn", "C-2026-0001", "commitments", promise),
        Lacking("What happened", "tn", "C-2026-0001", "commitments", promise),
    )
    assert "C-2026-0001 What was said (Setswana)" in str(problem.params["what"])
    assert "Still waiting (Setswana)" in str(problem.params["what"]), "a label that nobody translated is missing too"
    page = printed(workspace, second="tn", missing="show")
    assert page.count("… (not yet written in Setswana)") == 2
    assert page.count("What was said") == 1, "a label is left out rather than said in English"


def test_two_languages_stand_side_by_side_with_a_word_beside_the_shape(workspace: Workspace, promise: int) -> None:
    tell(workspace, promise, "en", "They said a clinic will come.", "Nothing yet.")
    tell(workspace, promise, "af", "Hulle het gesê ’n kliniek kom.", "Nog niks nie.")
    page = printed(workspace, second="af")
    for said in (
        "Still waiting · Wag nog",
        "They said a clinic will come.",
        "Hulle het gesê ’n kliniek kom.",
        "Vra ons",
    ):
        assert said in page
    workspace.do(change_status, promise, "closed", date(2026, 11, 20), outcome="not_kept", note="Never built")
    assert "Not done · Nie gedoen nie" in printed(workspace, second="af")


def test_an_official_is_an_office_and_nothing_private_is_told(workspace: Workspace, promise: int) -> None:
    tell(workspace, promise, "en", "They said a clinic will come.", "Nothing yet.")
    page = printed(workspace)
    assert "Whom to ask: Head, Department of Health" in page
    assert "Nobody" not in page
    assert "Lerato" not in page
    workspace.do(set_confidentiality, promise, 1)
    assert refused(workspace).code == "nothing-to-tell"


def test_a_place_has_what_lies_in_it_promises_first_and_old_ends_are_left_out(
    workspace: Workspace, promise: int, today: date
) -> None:
    tell(workspace, promise, "en", "A clinic will come.", "Nothing yet.")
    draft = IssueDraft("No water", place_id=workspace.ask(find_by_code, "NC091"), reported_on=today)
    issue, _ = workspace.do(save_issue, draft).value
    workspace.do(say_plainly, issue, "en", {"asked": "We asked for water.", "happened": "It is dry."})
    district = workspace.ask(find_by_code, "DC9")
    page = printed(workspace, place=f"places:{district}")
    assert page.index("A clinic will come.") < page.index("We asked for water.")
    assert "A clinic" not in printed(workspace, issue=f"issues:{issue}")
    workspace.do(change_status, promise, "closed", today - timedelta(days=20), outcome="not_kept", note="Never built")
    assert "A clinic" not in printed(workspace, **{"from": (today - timedelta(days=10)).isoformat()})


def test_only_what_is_in_plain_words_is_a_choice(workspace: Workspace, promise: int, today: date) -> None:
    workspace.do(save_commitment, CommitmentDraft("Another one", today))
    tell(workspace, promise, "en", "A clinic will come.", "Nothing yet.")
    assert refused(workspace).code == "plain-words-missing"
    assert "A clinic will come." in printed(workspace, which="written")


@pytest.mark.parametrize("items", [FACTS.items, (ITEM,)])
def test_it_is_two_pages_at_most_and_says_how_many_more_there_are(items: tuple[Item, ...]) -> None:
    made = build(replace(FACTS, items=items), invariant=True)
    said = words(made)
    shown = said.count("C-2026-0001")
    assert made.pages <= 2
    assert 0 < shown <= len(items)
    assert f"More: {14 - shown} · Nog: {14 - shown}" in said
    assert re.search(r"Ask us · Vra ons\s+Our Voice\s+053 000 0200", said)
    assert made.data == build(replace(FACTS, items=items), invariant=True).data
