"""The call sheet: each open record once, by whom one rings, numbered as in the Review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import places, reader, words

from crm import sample
from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, add_gatekeeper, draft_person, save_person
from crm.operations.records import set_confidentiality
from crm.queries.organisations import OrganisationsFilter, get_home, list_organisations
from crm.queries.review import list_review
from crm.queries.review_items import get_review_items
from crm.rules.review import ReviewScope, Scope
from crm.workspace import Workspace
from reports.catalog import REPORTS
from reports.documents.call_sheet import build, summary_sentence
from reports.facts.call_sheet import CallSheetFacts, SheetLine, ToRing, examples, gather
from reports.options import read_options


def facts_of(workspace: Workspace, today: date, **options: str) -> CallSheetFacts:
    return gather(workspace.ask, read_options(REPORTS["call-sheet"].options, options, today, "Lerato"))


def lines(facts: CallSheetFacts) -> list[SheetLine]:
    return [line for caller in facts.callers for line in (*caller.theirs, *caller.ours)]


@pytest.fixture
def sample_workspace(own_sample_folder: Path, today: date) -> Iterator[Workspace]:
    opened = Workspace.open(own_sample_folder, sample.PASSPHRASE)
    yield opened
    opened.close()


@pytest.fixture
def door(workspace: Workspace, today: date) -> int:
    """An assistant through whom two members are reached, one of whom we owe something."""
    house = workspace.ask(list_organisations, OrganisationsFilter(text="Northern Cape", kind="legislature"))[0]

    def person(given: str, family: str, *contacts: ContactDraft, title: str = "Member") -> int:
        draft = PersonDraft("", given=given, family=family, contacts=list(contacts), roles=[RoleDraft(house, title)])
        return workspace.do(save_person, draft).value[0]

    member, chair = person("Boitumelo", "Seekoei"), person("Aletta", "Visagie", title="Chairperson")
    assistant = person(
        "Naledi",
        "Louw",
        ContactDraft("mobile", "082 555 0101", is_preferred=True, checked_on=date(2026, 3, 1)),
        ContactDraft("phone", "053 555 0102", is_private=True),
        title="Personal assistant",
    )
    for principal in (member, chair):
        workspace.do(add_gatekeeper, principal, assistant, "keeps the diary")
    home = workspace.ask(get_home)
    assert home is not None
    for text, more in (
        ("A ramp", {"bound_id": member}),
        ("A hearing", {"bound_id": chair}),
        ("Our figures", {"bound_id": home[0], "owed_to_id": chair}),
    ):
        draft = CommitmentDraft(text, date(2026, 3, 2), due_on=date(2026, 10, 1), **more)
        workspace.do(save_commitment, draft)
    return assistant


def test_what_several_principals_promised_stands_under_the_one_who_answers_the_phone(
    workspace: Workspace, door: int, today: date
) -> None:
    facts = facts_of(workspace, today)
    (caller,) = facts.callers
    assert (caller.name, caller.note) == ("Naledi Louw", "keeps the diary")
    assert caller.office.startswith("Personal assistant, ")
    assert [name.split(",")[0] for name in caller.speaks_for] == ["Boitumelo Seekoei", "Aletta Visagie"]
    assert [(way.value, way.checked) for way in caller.ways] == [("082 555 0101", "checked 1 Mar")]
    assert [line.words for line in caller.theirs] == ["“A ramp”", "“A hearing”"]
    assert [line.heading for line in caller.theirs] == [
        "C-2026-0001 · Boitumelo Seekoei",
        "C-2026-0002 · Aletta Visagie",
    ]
    assert [line.words for line in caller.ours] == ["“Our figures”"]
    text = words(build(facts))
    for expected in (
        "Call sheet",
        "Everything due",
        "1 call about 3 records.",
        "Naledi Louw",
        "082 555 0101, checked 1 Mar",
        "keeps the diary",
        "What we owe them",
        "t tried, no answer",
        "Promised 2 Mar for 1 Oct; 52 days late.",
        "For Our Voice only.",
    ):
        assert expected in text
    assert "053 555 0102" not in text, "a private number is on no paper"


def test_restricted_records_and_names_are_kept_back_and_counted(workspace: Workspace, door: int, today: date) -> None:
    ramp = workspace.ask(list_review)[0]
    workspace.do(set_confidentiality, ramp, 2)
    workspace.do(set_confidentiality, door, 2)
    draft = workspace.ask(draft_person, door)
    draft.do_not_contact, draft.do_not_contact_reason = "phone", "is at the clinic"
    workspace.do(save_person, draft)
    facts = facts_of(workspace, today)
    assert [line.number for line in lines(facts)] == [2, 3]
    assert facts.callers[0].caution == ""
    assert facts.callers[0].name == "name withheld"
    assert "2 records are not shown for that" in facts.shown
    assert "Naledi" not in words(build(facts))
    whole = facts_of(workspace, today, confidentiality="restricted")
    assert [line.number for line in lines(whole)] == [1, 2, 3]
    assert whole.callers[0].caution == "Not by phone: is at the clinic"


def test_every_record_of_the_review_stands_in_it_once_with_its_number(sample_workspace: Workspace, today: date) -> None:
    for options in examples(sample_workspace.ask):
        facts = facts_of(sample_workspace, today, confidentiality="restricted", **options)
        wanted = (
            ReviewScope(Scope.PARTNER, int(options["cso"].partition(":")[2])) if "cso" in options else ReviewScope()
        )
        items = sample_workspace.ask(get_review_items, sample_workspace.ask(list_review, wanted))
        assert sorted(line.number for line in lines(facts)) == list(range(1, len(items) + 1))
        assert facts.count == len(items)
        text = words(build(facts))
        for item in items:
            assert item.reference in text
        names = [caller.name for caller in facts.callers]
        assert len(names) == len(set(names)), "everybody is rung once"


def test_a_partners_round_says_whom_to_ring_there(workspace: Workspace, door: int, today: date) -> None:
    partner = workspace.do(save_organisation, OrganisationDraft("River Women", "cso_partner", side="partner")).value[0]
    contact = PersonDraft(
        "",
        given="Gontse",
        family="Pule",
        contacts=[ContactDraft("mobile", "082 555 0909")],
        roles=[RoleDraft(partner, "Director")],
    )
    workspace.do(save_person, contact)
    workspace.do(
        save_commitment,
        CommitmentDraft("A report", date(2026, 3, 2), bound_id=partner, due_on=date(2027, 3, 1)),
    )
    facts = facts_of(workspace, today, cso=f"organisations:{partner}")
    assert facts.scope == "River Women"
    assert facts.partner is not None
    assert (facts.partner.name, facts.partner.ways[0].value) == ("Gontse Pule", "082 555 0909")
    assert [line.words for line in lines(facts)] == ["“A report”"]
    assert "The monthly round: Gontse Pule first" in words(build(facts))


def test_nothing_to_ring_about_is_said(workspace: Workspace, today: date) -> None:
    facts = facts_of(workspace, today)
    assert summary_sentence(facts) == "Nothing waits: there is nobody to ring."
    assert len(reader(build(facts)).pages) == 1


BLANK = CallSheetFacts(
    scope="Everything due",
    shown=("restricted records are left out",),
    legend=("t tried, no answer", "k kept"),
    made_on=date(2026, 11, 22),
    made_by="Lerato",
    organisation_name="Our Voice",
    confidentiality="For Our Voice only.",
    callers=(),
)


@settings(max_examples=20)
@given(st.text(st.characters(), max_size=300), st.integers(1, 30))
def test_any_text_makes_a_paper_within_its_margins(text: str, count: int) -> None:
    line = SheetLine(1, text or "C-2026-0001", text, text, text, ("t", "d", "k", "n", "m", "p", "s", "x"))
    caller = ToRing(text or "x", text, (text,), text, text, (), tuple([line] * count), (line,))
    rendered = build(replace(BLANK, callers=(caller,), partner=caller))
    for _page, x, y, _text in places(rendered):
        assert 40 < x < 560
        assert 20 < y < 810
