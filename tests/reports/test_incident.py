"""The sheet counts people by kind and what was in it; a letter goes to each, and by voice first where it could harm."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from paper import reader, words

from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.operations.privacy import record_hand_over
from crm.operations.records import set_confidentiality
from crm.operations.rights import set_at_risk
from crm.queries.incidents import list_concerned
from crm.queries.privacy import list_hand_overs
from crm.rules.incidents import Kind, Way
from crm.rules.recovery_sheet import RECOVERY_NAME
from crm.workspace import Workspace
from reports import catalog
from reports.documents.incident import summary_sentence
from reports.facts.confidentiality import home_only
from reports.facts.incident import OPTIONS, gather, gather_notice
from reports.options import Chosen, read_options


@pytest.fixture
def chosen(today: date) -> Chosen:
    """A laptop that was open."""
    return read_options(OPTIONS, {"lost": "laptop", "secret": "open", "lost-on": "20 Nov 2026"}, today, "Lerato")


@pytest.fixture
def people(workspace: Workspace, today: date) -> dict[str, int]:
    """One of each kind, each reached in another way."""
    body = workspace.do(save_organisation, OrganisationDraft("Committee on Taps", "committee")).value[0]
    partner = workspace.do(save_organisation, OrganisationDraft("Karoo Access", "cso_partner", side="partner")).value[0]

    def keep(name: str, *contacts: ContactDraft, **more: object) -> int:
        return int(workspace.do(save_person, PersonDraft(name, contacts=list(contacts), **more)).value[0])  # type: ignore[arg-type]

    found = {
        "mayor": keep("Hon. M. Ayor", ContactDraft("email", "m@example.org"), roles=[RoleDraft(body, "Chairperson")]),
        "partner": keep(
            "P. Artner",
            ContactDraft("postal", "Box 1\nKimberley\n8300", is_private=True),
            roles=[RoleDraft(partner, "Director")],
            access_needs="Wheelchair",
        ),
        "survivor": keep("S. Urvivor", ContactDraft("mobile", "082 555 0101"), ContactDraft("email", "s@example.org")),
        "caller": keep("C. Aller", ContactDraft("mobile", "082 555 0102")),
        "unknown": keep("U. Nknown"),
    }
    workspace.do(set_confidentiality, found["survivor"], 2)
    workspace.do(set_at_risk, found["survivor"], True)
    return found


def test_people_are_counted_by_kind_and_reached_each_in_their_way(workspace: Workspace, people: dict[str, int]) -> None:
    found = {each.id: each for each in workspace.ask(list_concerned)}
    assert {name: (found[one].kind, found[one].way) for name, one in people.items()} == {
        "mayor": (Kind.OFFICE, Way.EMAIL),
        "partner": (Kind.CIVIL_SOCIETY, Way.POST),
        "survivor": (Kind.OTHER, Way.VOICE),
        "caller": (Kind.OTHER, Way.TELEPHONE),
        "unknown": (Kind.OTHER, Way.PUBLIC),
    }
    assert next(iter(found)) == people["survivor"], "who could be harmed comes first"
    assert found[people["survivor"]].reached_at == "082 555 0101", "by voice, whatever else is known"


def test_the_sheet_says_how_many_with_what(workspace: Workspace, people: dict[str, int], chosen: Chosen) -> None:
    facts = gather(workspace.ask, chosen)
    counted = {
        line.kind: (line.count, line.private, line.special, line.restricted, line.at_risk) for line in facts.kinds
    }
    assert counted["People of CSOs and partners"] == (1, 1, 1, 0, 0)
    assert counted["Others, of whom no office is written down"] == (3, 0, 0, 1, 1)
    held = {each.what: each.count for each in facts.held}
    assert held["Access needs (health)"] == 1 and held["… of them private"] == 1
    assert facts.is_open_to_others and "copied" in facts.protection


def test_nobody_signs_for_the_recovery_sheet(today: date) -> None:
    assert read_options(OPTIONS, {}, today, RECOVERY_NAME).made_by == ""
    assert read_options(OPTIONS, {}, today, "Lerato").made_by == "Lerato"


def test_letters_go_to_those_who_can_be_written_to_with_what_the_law_asks(
    workspace: Workspace, people: dict[str, int], chosen: Chosen
) -> None:
    facts = gather_notice(workspace.ask, chosen)
    assert [name for name, _lines in facts.groups] == [
        "By voice first",
        "By e-mail",
        "By post",
        "By telephone, then in writing where they say",
        "No way known: website or news media",
    ]
    by_name = {one.to[0]: one for one in facts.letters}
    assert set(by_name) == {"S. Urvivor", "Hon. M. Ayor", "P. Artner"}
    partner = by_name["P. Artner"]
    assert partner.to[-3:] == ("Box 1", "Kimberley", "8300")
    words = " ".join(partner.before)
    assert "lost or stolen, with our laptop, on 20 Nov 2026." in words and "We found out" not in words, (
        "what is not known is left out"
    )
    assert "private contact details" in words and "access needs" in words
    assert "private contact details" not in " ".join(by_name["Hon. M. Ayor"].before)
    assert "your name; how you are reached." in " ".join(by_name["S. Urvivor"].before), "nothing that is not kept"


def test_of_what_lay_outside_it_says_how_many_people_it_names(
    workspace: Workspace, people: dict[str, int], chosen: Chosen, tmp_path: Path
) -> None:
    def save(title: str, file: str, people: int | None) -> None:
        workspace.do(record_hand_over, "contact-list", title, {}, "ab" * 32, 2, file=tmp_path / file, people=people)

    save("Before it was counted", "a.pdf", None)
    save("An older one in its place", "b.pdf", 40)
    save("Contact list", "b.pdf", 12)
    said = [(line.title, line.people) for line in gather(workspace.ask, chosen).outside]
    assert said == [("Contact list", "12"), ("Before it was counted", "not known")]
    assert workspace.ask(list_hand_overs)[0].options == {}, "the count is none of the choices"


@pytest.mark.parametrize(("lost", "protected"), [("papers", "Papers are not encrypted"), ("phone", "not encrypted")])
def test_papers_and_telephones_are_no_encrypted_file(
    workspace: Workspace, people: dict[str, int], today: date, lost: str, protected: str
) -> None:
    given = read_options(OPTIONS, {"lost": lost, "secret": "none"}, today, "Lerato")
    facts = gather(workspace.ask, given)
    assert protected in facts.protection and facts.is_open_to_others
    assert summary_sentence(facts).startswith("Whoever is named in it is concerned. In our records are 5 people")
    assert not any("new key" in step for step in facts.steps)
    assert ("Lost", "Our telephone" if lost == "phone" else "Papers of ours") in facts.head.rows
    letter = " ".join(gather_notice(workspace.ask, given).letters[0].before)
    assert protected in letter and "new key" not in letter


def test_a_letter_in_the_file_with_all_of_them_is_a_paper_of_its_own(
    workspace: Workspace, people: dict[str, int]
) -> None:
    made = reader(catalog.make_bytes(workspace.ask, "notices", {"lost": "laptop", "secret": "open"}, made_by="Lerato"))
    listed, *letters = (page.extract_text() for page in made.pages)
    assert "For Our Voice only" in listed and "Page 1 of 1" in listed and len(letters) == 3
    for letter in letters:
        assert "Confidential: for the addressee" in letter and "Page 1 of 1" in letter
        assert "For Our Voice only" not in letter and "Letters to those concerned" not in letter


def test_where_nobody_is_in_it_no_table_is_left_empty(workspace: Workspace, today: date) -> None:
    for name in ("incident", "notices"):
        said = words(catalog.make_bytes(workspace.ask, name, {"lost": "laptop"}, made_by="Lerato"))
        assert "Nobody is in it." in said, name


def test_a_long_name_of_ours_does_not_cut_what_the_foot_says() -> None:
    said = home_only("The Karoo Association of Rural Women Survivors, Paralegals and Community Health Workers NPC")
    assert said.startswith("For The Karoo Association of Rural… only.") and said.endswith("when it is done with.")


def test_letters_are_had_in_word_for_a_letterhead(workspace: Workspace, people: dict[str, int], tmp_path: Path) -> None:
    given = {"lost": "laptop", "secret": "open"}
    document = Document(str(catalog.make(workspace.ask, "notices", given, tmp_path / "letters.docx").file))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(name in said for name in ("S. Urvivor", "Hon. M. Ayor", "P. Artner"))
    assert said.count("section 22") == 3 and "C. Aller" not in said, "letters only, not how everybody is reached"
    assert document.sections[0].top_margin.pt == 150
