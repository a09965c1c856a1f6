"""The pre-visit brief over a real workspace: what it knows, what it keeps back, and how it is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from paper import letters, places, reader, words
from visits import TODAY, Visit, choose, paper, plant

from crm.operations.agreements import AgreementDraft, PartyDraft, write_agreement
from crm.operations.clauses import ClauseDraft
from crm.operations.commitments import add_evidence
from crm.operations.deliverables import DeliverableDraft
from crm.operations.engagements import EngagementDraft, save_engagement
from crm.operations.movements import EvidenceDraft
from crm.operations.records import set_confidentiality
from crm.queries.movements import list_evidence
from crm.rules.errors import UserError
from crm.workspace import Workspace
from reports.documents.brief import build
from reports.facts.brief import BriefFacts, gather
from reports.facts.meeting import Delegate
from ui.words import WORDS


@pytest.fixture
def visit(workspace: Workspace, today: object) -> Visit:
    return plant(workspace)


def about_engagement(workspace: Workspace, visit: Visit, **options: str) -> BriefFacts:
    return gather(workspace.ask, choose("brief", engagement=f"engagements:{visit.planned}", **options))


def test_the_logistics_the_delegation_and_the_asks_are_those_of_the_plan(workspace: Workspace, visit: Visit) -> None:
    facts = about_engagement(workspace, visit)
    assert facts.scope == "Water in ward 3"
    assert dict(facts.logistics) == {
        "When": "Thursday 26 Nov 2026, 10:00 to 11:30",
        "Where": "Committee room 2",
        "Meeting point": "Main gate",
        "With": "Committee on Water",
        "Purpose": "Purpose-planted",
        "Needs": "Setswana interpreter",
    }
    assert [(each.name, each.part) for each in facts.ours] == [("Ms Rethabile Pooe", "Makes the ask")]
    assert facts.agenda == ("The dry tap (20 min, The chairperson)",)
    assert [(ask.text, ask.is_primary) for ask in facts.asks] == [
        ("A budget line for taps", True),
        ("A visit together", False),
    ]


def test_a_person_is_met_with_office_address_door_checked_numbers_and_the_last_three_contacts(
    workspace: Workspace, visit: Visit
) -> None:
    (chair,) = about_engagement(workspace, visit).met
    assert (chair.spoken, chair.letter) == ("Hon. Seekoei", "Honourable Seekoei")
    assert chair.seats == ("Chairperson, Committee on Water, since Jun 2024",)
    assert [(each.value, each.checked) for each in chair.ways] == [
        ("053 839 8000 (office)", "checked 1 Oct"),
        ("053 839 8001", "checked 5 Jan 2024: old"),
        ("chair@example.org", "never checked"),
    ]
    assert chair.withheld_ways == 1
    (door,) = chair.doors
    assert (door.name, [each.value for each in door.ways]) == ("Ms Naledi Louw", ["082 555 0101"])
    assert chair.last == ("12 Jun 2026: Sitting 4", "12 May 2026: Sitting 3", "12 Apr 2026: Sitting 2")
    assert chair.caution == "Do not contact: not by e-mail (Do-not-contact-planted)"


def test_promises_both_ways_stand_oldest_first_with_the_sentence_and_the_evidence(
    workspace: Workspace, visit: Visit
) -> None:
    promises = about_engagement(workspace, visit).promises
    assert [each.row.words for each in promises.theirs] == [
        "We will mend the tap.",
        "Internal-promise-planted",
        "I shall come and look.",
    ]
    assert [each.row.id for each in promises.ours] == [visit.ours]
    assert promises.theirs[0].evidence == ("Evidence-planted, seen 1 Sep 2026",)
    text = words(paper(workspace.ask, "brief", engagement=f"engagements:{visit.planned}"))
    for expected in (promises.theirs[0].row.sentence, "Evidence-planted", "What they promised us · 3"):
        assert expected in text


def test_what_was_left_open_is_asked_again_and_local_facts_are_told(workspace: Workspace, visit: Visit) -> None:
    facts = about_engagement(workspace, visit)
    assert facts.left_open[:2] == (
        "12 Jun 2026: A date for tap 4 (they will revert: Answer-planted)",
        "12 Jun 2026: The tap at ward 4 is dry. (Hon. Seekoei)",
    )
    assert (len(facts.left_open), facts.more_left_open) == (6, 2)
    assert facts.notes == ("1 May 2026: Note-planted",)


def test_what_the_plan_lacks_is_said(workspace: Workspace, visit: Visit) -> None:
    bare = workspace.do(save_engagement, EngagementDraft("A first visit", date(2026, 11, 30))).value[0]
    text = words(paper(workspace.ask, "brief", engagement=f"engagements:{bare}"))
    for lacking in ("Nobody is named yet.", "No ask is in the plan yet.", "Nothing of theirs is open"):
        assert lacking in text


def test_what_is_more_confidential_is_kept_back_counted_and_said(workspace: Workspace, visit: Visit) -> None:
    text = words(paper(workspace.ask, "brief", engagement=f"engagements:{visit.planned}"))
    for hidden in ("Hidden-person", "Hidden-meeting", "Restricted-promise", "Restricted note", "082 999 0001"):
        assert hidden not in text
    assert "restricted records are left out; 4 records are not shown for that" in text
    assert "1 private number is on no paper" in text
    whole = words(
        paper(workspace.ask, "brief", engagement=f"engagements:{visit.planned}", confidentiality="restricted")
    )
    for shown in ("Hidden-person", "Hidden-meeting", "Restricted-promise-planted", "Restricted note-planted"):
        assert shown in whole
    assert "not shown" not in whole
    assert "Internal-promise" not in words(
        paper(workspace.ask, "brief", engagement=f"engagements:{visit.planned}", confidentiality="open")
    )


def test_the_name_of_a_file_is_for_those_who_may_see_the_file(
    workspace: Workspace, visit: Visit, tmp_path: Path
) -> None:
    file = tmp_path / "private-name.txt"
    file.write_text("Seen", encoding="utf-8")
    promise = about_engagement(workspace, visit).promises.theirs[0].row
    workspace.do(add_evidence, promise.id, EvidenceDraft("The tap runs", "photo", file))
    (shown,) = about_engagement(workspace, visit).promises.theirs[0].evidence[-1:]
    assert shown == "The tap runs (private-name.txt)"
    kept = workspace.ask(list_evidence, [promise.id])[promise.id][-1]
    workspace.do(set_confidentiality, kept.attachment_id, 2)
    (shown,) = about_engagement(workspace, visit).promises.theirs[0].evidence[-1:]
    assert shown == "The tap runs"


def test_a_brief_of_a_body_or_a_person_has_its_promises_and_what_is_planned(workspace: Workspace, visit: Visit) -> None:
    body = gather(workspace.ask, choose("brief", body=f"organisations:{visit.committee}"))
    assert (body.scope, len(body.promises.theirs), len(body.promises.ours)) == ("Committee on Water", 3, 1)
    assert dict(body.logistics) == {"Planned": "26 Nov 2026 10:00, Water in ward 3"}
    assert [each.name for each in body.met] == ["Hon. Boitumelo Seekoei", "Ms Naledi Louw"]
    person = gather(workspace.ask, choose("brief", person=f"people:{visit.chair}"))
    assert [each.row.words for each in person.promises.theirs][-1] == "I shall come and look."
    assert person.logistics == body.logistics


@pytest.mark.parametrize("options", [{}, {"engagement": "engagements:1", "person": "people:2"}])
def test_it_wants_exactly_one_thing_to_be_about(options: dict[str, str]) -> None:
    with pytest.raises(UserError) as problem:
        choose("brief", **options)
    assert problem.value.code == ("report-options-together" if options else "report-option-of-several-missing")
    named = "--engagement, --person" if options else "--engagement, --body, --person"
    assert named in WORDS[problem.value.code].format(**problem.value.params)


def test_a_record_the_paper_may_not_show_and_one_that_is_not_there_are_refused(
    workspace: Workspace, visit: Visit
) -> None:
    workspace.do(set_confidentiality, visit.planned, 2)
    with pytest.raises(UserError) as problem:
        about_engagement(workspace, visit)
    assert problem.value.code == "report-about-confidential"
    assert about_engagement(workspace, visit, confidentiality="restricted").scope == "Water in ward 3"
    with pytest.raises(UserError) as problem:
        gather(workspace.ask, choose("brief", body=f"organisations:{visit.chair}"))
    assert problem.value.code == "record-not-found"


def test_the_form_stands_on_its_own_pages_behind_the_brief(workspace: Workspace, visit: Visit) -> None:
    pages = [
        page.extract_text()
        for page in reader(paper(workspace.ask, "brief", engagement=f"engagements:{visit.planned}")).pages
    ]
    first = next(number for number, text in enumerate(pages) if "Meeting form" in text)
    assert 1 <= first <= 4
    assert len(pages) - first == 2
    assert "Page 1 of" in pages[0]
    assert all("For Our Voice only." in text for text in pages)


def agree(workspace: Workspace, visit: Visit, **more: Any) -> int:
    """An agreement in force with a clause that binds the committee and a deliverable that is late."""
    draft = AgreementDraft(
        "Memorandum on water",
        [PartyDraft(visit.home), PartyDraft(visit.committee)],
        status="in_force",
        signed_on=date(2026, 1, 5),
        effective_on=date(2026, 1, 5),
        **more,
    )
    clauses = [
        (
            ClauseDraft(
                0, "4.2", "Taps", "The committee sees to it that taps are mended.", responsible_id=visit.committee
            ),
            [DeliverableDraft(0, "Thirty taps", starts_on=date(2026, 1, 5), due_on=date(2026, 11, 1))],
        ),
        (ClauseDraft(0, "5", "Ours alone", "We count.", responsible_id=visit.home), []),
    ]
    return int(workspace.do(write_agreement, draft, clauses).value[0])


def test_clauses_that_bind_the_body_stand_in_it_with_what_is_still_to_come(workspace: Workspace, visit: Visit) -> None:
    agree(workspace, visit)
    for facts in (
        about_engagement(workspace, visit),
        gather(workspace.ask, choose("brief", person=f"people:{visit.chair}")),
    ):
        (clause,) = facts.clauses
        assert (clause.agreement, clause.clause) == ("M-2026-0001 Memorandum on water", "4.2 Taps")
        (due,) = clause.due
        assert (due.title, due.due) == ("Thirty taps", "1 Nov 2026")
        assert due.standing == "▲ Red: 21 days past its date"
    left = words(paper(workspace.ask, "leave-behind", engagement=f"engagements:{visit.planned}"))
    assert "Thirty taps, for 1 Nov 2026 Not started" in left
    assert "days past" not in left, "colours and their reasons are ours alone"


def test_an_agreement_that_is_not_for_everybody_is_kept_back(workspace: Workspace, visit: Visit) -> None:
    agree(workspace, visit, confidentiality=1)
    assert len(about_engagement(workspace, visit).clauses) == 1
    assert about_engagement(workspace, visit, confidentiality="open").clauses == ()
    assert "Taps" not in words(paper(workspace.ask, "leave-behind", engagement=f"engagements:{visit.planned}"))


def with_text(facts: BriefFacts, text: str) -> BriefFacts:
    """The same brief with this text wherever somebody types one."""
    met = replace(
        facts.met[0],
        name=text,
        part=text,
        spoken=text,
        letter=text,
        offices=(text, text),
        seats=(text,),
        languages=text,
        needs=text,
        about=text,
        caution=text,
        last=(text,),
        ways=tuple(replace(each, value=text) for each in facts.met[0].ways),
        doors=tuple(replace(each, name=text, note=text) for each in facts.met[0].doors),
    )
    row = replace(
        facts.promises.theirs[0].row, words=text, language=text, translation=text, maker_name=text, owed_to_name=text
    )
    promise = replace(facts.promises.theirs[0], row=row, evidence=(text,))
    delegates = (Delegate(text, text, text, "ours"), Delegate(text, text, text, "theirs"))
    asks = tuple(replace(ask, text=text) for ask in facts.asks)
    form = replace(facts.form, title=text, body=text, day=text, time=text, place=text, delegates=delegates, asks=asks)
    return replace(
        facts,
        scope=text,
        logistics=((text, text),),
        filters=(text,),
        agenda=(text,),
        ours=delegates[:1],
        met=(met,),
        also=delegates[1:],
        promises=replace(facts.promises, theirs=(promise,), ours=(promise,), others=(promise,), kept=(promise,)),
        asks=asks,
        left_open=(text,),
        notes=(text,),
        form=form,
        organisation_name=text,
        made_by=text,
        confidentiality=text,
    )


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b> & <i>",
        "</para>",
        "w" * 5000,
        "😀🇿🇦",
        "السلام \u202e",
        "nul\x00\x1b",
        "(((\\)\\",
        "%s {0} {name}",
        "\n\n",
        "\ud800",
        "",
    ],
)
def test_hostile_text_in_every_field_never_breaks_the_brief(workspace: Workspace, visit: Visit, text: str) -> None:
    rendered = build(with_text(about_engagement(workspace, visit), text))
    assert "Page 1 of" in words(rendered)
    for _page, x, y, _text in places(rendered):
        assert 40 < x < 560
        assert 20 < y < 810
    if text.startswith("<b>"):
        assert letters(text) in letters(words(rendered))


def test_a_number_is_old_after_a_year(workspace: Workspace, visit: Visit) -> None:
    later = replace(choose("brief", person=f"people:{visit.chair}"), today=TODAY + timedelta(days=400))
    (chair,) = gather(workspace.ask, later).met
    assert chair.ways[0].checked == "checked 1 Oct 2026: old"
