"""`kgotla end-term`, `wards` and `succession`: a council ends, its wards are redrawn, and its new members come."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm.workspace import Workspace
from tests.commands.conftest import Kgotla
from tests.conftest import PASSPHRASE
from tests.operations.council_scene import Council, make_council, ward_table
from tests.operations.lists import HEADINGS, member

COUNCIL = "Khâi-Ma Council"


@pytest.fixture
def council(workspace_folder: Path) -> Council:
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
    made = make_council(workspace)
    workspace.close()
    return made


def members_file(folder: Path) -> Path:
    seats = (("Fay", "Fresh", "Mayor"), ("Dina", "Listed", "PR councillor"), ("Gus", "Green", "PR councillor"))
    lines = [
        member(given, family, house=COUNCIL, post=post, start="2026-11-04", place="", party="Example Party")
        for given, family, post in seats
    ]
    file = folder / "council.csv"
    file.write_text("\n".join((HEADINGS, *lines)), encoding="utf-8")
    return file


def test_a_dry_run_says_what_would_come_of_it_and_writes_nothing(kgotla: Kgotla, council: Council) -> None:
    said = kgotla("end-term", COUNCIL, "--on", "2026-11-03", "--dry-run")
    assert said.code == 0
    assert said.out.startswith("4 people in 7 offices: the last day is 3 Nov 2026. Open promises: 2 stay")
    assert "  Mayor, Khâi-Ma Council: Cllr Anna Mayor\n" in said.out
    assert "    C-2026-0001  Build the ramp\n      Passes to the post (made in this office)\n" in said.out
    assert "    Talk with the mayor, 1 Dec 2026: goes over\n" in said.out
    told = kgotla("end-term", COUNCIL, "--dry-run", "--json").json
    assert (told["on"], told["term"], told["operation"]) == ("2026-11-03", "Council of 2021", None)
    assert ended(kgotla, council.mayor) == 0


def ended(kgotla: Kgotla, person: int) -> int:
    """How many offices of somebody ended with the term."""
    past = kgotla("show", f"people:{person}", "--json").json["past"]
    return sum(office["end_reason"] == "term ended" for office in past)


def test_a_term_ends_with_decisions_and_is_undone(kgotla: Kgotla, council: Council) -> None:
    done = kgotla(
        "end-term", f"organisations:{council.body}", "--term", "2021", "--on", "2026-11-03",
        "--fate", "C-2026-0003=lapses", "--fate", "c-2026-0001=stays", "--keep", "Cllr Dina Listed",
        "--leave-alone", "engagements", "--json",
    ).json  # fmt: skip
    assert isinstance(done["operation"], int)
    became = {one["reference"]: one["becomes"] for office in done["offices"] for one in office["promises"]}
    assert became == {
        "C-2026-0001": "stays",
        "C-2026-0002": "passes",
        "C-2026-0003": "lapses",
        "C-2026-0004": "lapses",
        "C-2026-0005": "passes",
        "C-2026-0006": "stays",
    }
    assert (ended(kgotla, council.mayor), ended(kgotla, council.listed)) == (2, 0)
    assert kgotla("undo").out == "Undone: End Council of 2021, Khâi-Ma Council: 3 people\n"
    assert ended(kgotla, council.mayor) == 0


def test_the_new_members_come_and_who_followed_whom_is_said(kgotla: Kgotla, council: Council, tmp_path: Path) -> None:
    assert kgotla("end-term", COUNCIL).code == 0
    assert kgotla("import", members_file(tmp_path)).code == 0
    body = kgotla("show", f"organisations:{council.body}", "--json").json
    said = {office["person"]: office["succession"] for office in body["holders"]}
    assert said["Fay Fresh"] == "succeeded Cllr Anna Mayor"
    assert (
        kgotla("succession", "Gus Green", "--after", "Cllr Anna Mayor").out == "Gus Green succeeded Cllr Anna Mayor.\n"
    )
    assert "succeeded by Gus Green" in kgotla("show", f"people:{council.mayor}").out
    refused = kgotla("succession", "Gus Green", "--after", "Ms Eva Clerk")
    assert (refused.code, "did not hold the same office" in refused.err) == (1, True)
    waits = kgotla("end-term", COUNCIL, "--no-more-names")
    assert waits.out == "Khâi-Ma Council: no name is waited for any more (3 seats).\n"


def test_a_table_of_wards_is_brought_in_and_the_places_are_asked_and_answered(
    kgotla: Kgotla, council: Council, workspace_folder: Path, tmp_path: Path
) -> None:
    kgotla("end-term", COUNCIL)
    done = kgotla("wards", ward_table(tmp_path), "--demarcation", "2026", "--json").json
    assert len(list((workspace_folder / "backups").glob("*-import.kgotla-backup"))) == 1
    assert (done["brought_in"]["new"], done["brought_in"]["asks"]) == (7, 2)
    listed = kgotla("wards").out
    assert "  2026: 7 wards\n" in listed
    assert "C-2026-0001 Build the ramp was for Khâi-Ma ward 1 (2021 boundaries). Where does that lie now?" in listed
    told = kgotla("wards", "--lies-in", "C-2026-0001=7", "--json").json
    assert [each["reference"] for each in told["asks"]] == ["C-2026-0002"]
    page = kgotla("show", f"commitments:{council.ramp}", "--json").json
    assert page["bound_name"] == "Ward councillor, Khâi-Ma ward 7 (vacant)"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("end-term", COUNCIL, "--on", "2026-11-22"), "is not over yet"),
        (("end-term", COUNCIL, "--term", "1848"), "has no term “1848”"),
        (("end-term", "Nobody's Council"), "Nobody's Council"),
        (("wards", "--lies-in", "C-2026-0003=7"), "Nothing is to be asked"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    kgotla: Kgotla, council: Council, arguments: tuple[str, ...], words: str
) -> None:
    said = kgotla(*arguments)
    assert said.code == 1
    assert words in said.err and len(said.err.splitlines()) == 1


def test_a_file_that_is_no_table_of_wards_is_refused(kgotla: Kgotla, council: Council, tmp_path: Path) -> None:
    said = kgotla("wards", members_file(tmp_path), "--demarcation", "2026")
    assert (said.code, "has no columns ward_id" in said.err) == (1, True)
    assert kgotla("wards", ward_table(tmp_path)).code == 1
