"""Address books, directories and lists in JSON or XML go into a workspace as any list does, and once only."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from crm.exchange.candidates import Reading
from crm.exchange.readers import read
from crm.queries.people import get_person
from crm.rules.errors import UserError
from crm.workspace import Workspace
from tests.operations.lists import bring_in, everything, people, plan

pytestmark = pytest.mark.usefixtures("today")

CARDS = """BEGIN:VCARD
VERSION:3.0
UID:{uid}
FN:{name}
ORG:Voorbeeld Trust;Programmes
TITLE:Manager
TEL;TYPE=CELL:082 555 0101
EMAIL:{email}
NOTE:Call early
END:VCARD
BEGIN:VCARD
VERSION:3.0
ORG:Voorbeeld Trust
TEL:053 555 0100
END:VCARD
"""
LDIF = "dn: cn=Anna\nobjectclass: person\ncn: Anna Dube\nsn: Dube\ngivenName: Anna\nmail: anna@example.org\n"
DIRECTORY = {"Northern Cape": {"Emthanjeni": {"Mayor": {"name": "Anna Dube, Cllr", "cell": ["082 555 0101"]}}}}


def reading_of(folder: Path, text: str, name: str) -> Reading:
    (folder / name).write_text(text, encoding="utf-8")
    return read(folder / name)


def cards(folder: Path, name: str = "Anna Dube", email: str = "anna@example.org", uid: str = "a-1") -> Reading:
    return reading_of(folder, CARDS.format(name=name, email=email, uid=uid), "people.vcf")


def is_nothing_to_do(workspace: Workspace, reading: Reading) -> bool:
    planned = plan(workspace, reading)
    return planned.is_empty and not planned.rows_of("doubtful")


def test_an_address_book_comes_in_once_and_can_be_taken_back(workspace: Workspace, tmp_path: Path) -> None:
    before = people(workspace)
    done = bring_in(workspace, cards(tmp_path))
    found = workspace.ask(get_person, people(workspace)["Anna Dube"])
    assert found is not None
    assert [(office.organisation, office.title) for office in found.current] == [
        ("Voorbeeld Trust", "Manager, Programmes")
    ]
    assert [contact.value for contact in found.contacts] == ["082 555 0101", "anna@example.org"]
    assert is_nothing_to_do(workspace, cards(tmp_path))
    assert done.operation_id
    workspace.undo()
    assert people(workspace) == before


def test_the_same_card_with_another_name_is_the_same_person(workspace: Workspace, tmp_path: Path) -> None:
    bring_in(workspace, cards(tmp_path))
    person = people(workspace)["Anna Dube"]
    bring_in(workspace, cards(tmp_path, name="Anna Married", email="married@example.org"))
    assert people(workspace)["Anna Married"] == person


def test_who_is_not_in_the_next_address_book_is_not_gone(workspace: Workspace, tmp_path: Path) -> None:
    bring_in(workspace, cards(tmp_path))
    other = plan(workspace, cards(tmp_path, name="Piet Sample", uid="b-2", email="piet@example.org"))
    assert not other.rows_of("gone")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("people.ldif", LDIF),
        ("directory.json", json.dumps(DIRECTORY)),
        ("rows.json", json.dumps([{"Name": "Anna Dube", "Party": "DA", "Tel": "053 555 0101"}])),
        (
            "people.xml",
            "<people><person><name>Anna Dube</name></person><person><name>Piet Sample</name></person></people>",
        ),
        ("page.html", "<table><tr><th>Name</th></tr><tr><td>Anna Dube</td></tr></table>"),
    ],
)
def test_the_second_time_nothing_is_new(workspace: Workspace, tmp_path: Path, name: str, text: str) -> None:
    bring_in(workspace, reading_of(tmp_path, text, name))
    assert {"Anna Dube", "Cllr Anna Dube"} & people(workspace).keys()
    assert is_nothing_to_do(workspace, reading_of(tmp_path, text, name))


REAL = ("vcard/*", "ldif/*", "contacts_csv/*", "popolo/*.json", "popolo/spec_examples/*", "sa_municipal/*.json")


@pytest.mark.parametrize("pattern", [*REAL, "sa_members_xml/*", "sa_constituency_offices/*.json"])
def test_published_files_come_in_once(workspace: Workspace, pattern: str) -> None:
    folder = os.environ.get("KGOTLA_LISTS")
    if not folder or not Path(folder).is_dir():
        pytest.skip("set KGOTLA_LISTS to a folder with published lists")
    for file in sorted(Path(folder).glob(pattern)):
        try:
            reading = read(file)
        except UserError as problem:
            assert problem.code in ("popolo-names-nobody", "columns-not-understood"), file
            continue
        planned = plan(workspace, reading, term="none")
        if not planned.is_empty:
            bring_in(workspace, reading, term="none")
        kept = everything()
        again = plan(workspace, read(file), term="none")
        assert again.is_empty, (file, [row for row in again.rows if row.state not in ("unchanged", "not_understood")])
        assert everything() == kept
