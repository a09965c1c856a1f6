"""What goes out as a list comes back: to where it came from without a change, to an empty one as the same records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crm import sample
from crm.exchange.cells import clean
from crm.exchange.readers import read
from crm.operations.imports import apply_import
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.operations.petitions import PetitionDraft, save_petition
from crm.operations.plans import PlanDraft, StepDraft, save_plan, save_step
from crm.operations.privacy import record_taken_out
from crm.operations.records import set_confidentiality
from crm.queries.export_people import Bodies, organisations_to_take_out, people_to_take_out
from crm.queries.export_registers import register_sheet
from crm.queries.exports import ENDINGS, FORMATS, Format, TakenOut, Wanted, take_out
from crm.queries.imports import ImportPlan, plan_import
from crm.queries.privacy import list_hand_overs
from crm.queries.records import list_ids
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.store.engine import database
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE

NOUNS = ("people", "organisations")


def out(workspace: Workspace, noun: str, form: Format, folder: Path, **more: Any) -> TakenOut:
    file = folder / f"{noun}-{form}{ENDINGS[form]}"
    chosen = {"level": 2, "with_private": True} | more
    return workspace.ask(take_out, Wanted(noun, form, file, "Lerato", **chosen))


def planned(workspace: Workspace, file: Path) -> ImportPlan:
    return workspace.ask(plan_import, read(file))


def differences(plan: ImportPlan) -> list[str]:
    return [f"{row.line} {row.what} {row.name} {row.state} {row.changes} {row.reason}" for row in plan.rows
            if row.state != "unchanged"]  # fmt: skip


def said_of(workspace: Workspace, noun: str) -> list[Any]:
    """What the workspace says of each, without what its keys and sources are called here."""
    return sorted(workspace.ask(_said_of, noun), key=str)


def _said_of(noun: str) -> list[Any]:
    bodies = Bodies(2, with_private=True)
    names = {found.key: found.name for found in bodies.organisations.values()}
    places = {found.key: (found.name, found.kind, found.code) for found in bodies.places.values()}
    if noun == "organisations":
        return [
            (f.name, f.kind, f.short_name, _others(f), sorted(set(f.identifiers)), _reach(f.contacts),
             names.get(f.parent_key), places.get(f.place_key))
            for f in organisations_to_take_out(list_ids("organisations"), bodies)
        ]  # fmt: skip
    return [
        (f.title, f.given, f.family, f.known_as, _others(f), f.identifiers, _reach(f.contacts), f.note,
         sorted((names[s.organisation_key], s.title, s.party, places.get(s.place_key), s.start.text, s.end.text)
                for s in f.seats))
        for f in people_to_take_out(list_ids("people"), bodies)
    ]  # fmt: skip


def _others(found: Any) -> set[str]:
    """The other names that are not the own one in other letters."""
    return {fold(name) for name in found.other_names} - {fold(found.name)}


def _reach(contacts: Any) -> list[Any]:
    return sorted((contact.kind, contact.value, contact.normal) for contact in contacts)


@pytest.fixture
def full(own_sample_folder: Path) -> Iterator[Workspace]:
    opened = Workspace.open(own_sample_folder, sample.PASSPHRASE)
    yield opened
    opened.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Callable[[], Workspace]]:
    made: list[Workspace] = []

    def make() -> Workspace:
        made.append(Workspace.create(tmp_path / "Empty.kgotla", PASSPHRASE, "Lerato Tester", "Our Voice"))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.mark.parametrize("form", FORMATS["people"])
@pytest.mark.parametrize("noun", NOUNS)
def test_into_its_own_workspace_a_list_brings_nothing(full: Workspace, tmp_path: Path, noun: str, form: Format) -> None:
    taken = out(full, noun, form, tmp_path)
    assert taken.count == len(full.ask(list_ids, noun))
    plan = planned(full, taken.wanted.file)
    assert differences(plan) == []
    assert plan.is_empty


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX, Format.POPOLO])
def test_into_an_empty_workspace_the_lists_bring_the_same_records(
    full: Workspace, empty: Callable[[], Workspace], tmp_path: Path, form: Format
) -> None:
    files = [out(full, noun, form, tmp_path).wanted.file for noun in ("organisations", "people")]
    before = {noun: said_of(full, noun) for noun in NOUNS}
    full.close()
    new = empty()
    for file in files:
        reading = read(file)
        assert reading.not_understood == ()
        new.do(apply_import, new.ask(plan_import, reading), reading)
        assert differences(planned(new, file)) == []
    for noun in NOUNS:
        ours = before[noun]
        assert [each for each in said_of(new, noun) if each not in ours and "Our Voice" not in str(each)] == []
        assert [each for each in ours if each not in said_of(new, noun)] == []


def test_what_is_confidential_or_private_stays_and_is_counted(full: Workspace, tmp_path: Path) -> None:
    hidden = full.ask(list_ids, "people")[0]
    full.do(set_confidentiality, hidden, 2)
    numbers = [ContactDraft("mobile", "082 555 0101", is_private=True), ContactDraft("phone", "053 555 0102")]
    full.do(save_person, PersonDraft("Anna Kgosi", contacts=numbers))
    open_only = out(full, "people", Format.CSV, tmp_path, level=0, with_private=False)
    everything = out(full, "people", Format.XLSX, tmp_path)
    assert open_only.left_out >= 1
    assert open_only.count + open_only.left_out == everything.count
    assert everything.left_out == 0
    uuid = database.execute_sql("SELECT uuid FROM record WHERE id = ?", (hidden,)).fetchone()[0]
    text = open_only.wanted.file.read_text(encoding="utf-8-sig")
    assert uuid not in text
    assert "082 555 0101" not in text
    assert "053 555 0102" in text
    assert "082 555 0101" in str(read(everything.wanted.file).people)
    assert len(open_only.said) == 2, "what the list does not hold is said"


def test_no_restricted_body_is_named_as_where_somebody_sits(full: Workspace, tmp_path: Path) -> None:
    body, name = database.execute_sql(
        "SELECT o.id, o.name FROM organisation o JOIN post p ON p.organisation_id = o.id "
        "JOIN role r ON r.post_id = p.id WHERE o.kind = 'legislature' LIMIT 1"
    ).fetchone()
    assert name in out(full, "people", Format.CSV, tmp_path, level=0).wanted.file.read_text(encoding="utf-8-sig")
    full.do(set_confidentiality, body, 1)
    assert name not in out(full, "people", Format.CSV, tmp_path, level=0).wanted.file.read_text(encoding="utf-8-sig")


def test_every_file_taken_out_is_in_the_register_with_its_reason(full: Workspace, tmp_path: Path) -> None:
    taken = out(
        full, "people", Format.CSV, tmp_path, filters="body: Legislature", ids=(full.ask(list_ids, "people")[0],)
    )
    with pytest.raises(UserError) as caught:
        full.do(record_taken_out, taken, "  ")
    assert caught.value.code == "export-without-why"
    done = full.do(record_taken_out, taken, "for the board", "Thandi")
    (row,) = full.ask(list_hand_overs, "file")
    assert (row.why, row.to_whom, row.by, row.sha256) == ("for the board", "Thandi", "Lerato", taken.sha256)
    assert row.options["filters"] == "body: Legislature"
    assert row.options["records"] == "1"
    assert not done.is_undoable


def test_stop_leaves_no_file(full: Workspace, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    for noun, formats in FORMATS.items():
        for form in formats:
            file = tmp_path / f"{noun}.{form}"
            with pytest.raises(KeyboardInterrupt):
                full.ask(take_out, Wanted(noun, form, file, "L", level=2), stop)
            assert not file.exists()
    assert [file.name for file in tmp_path.iterdir()] == ["Sample.kgotla"]


REGISTERS = ("commitments", "engagements", "petitions", "agreements", "plans")


@pytest.fixture
def busy(full: Workspace) -> Workspace:
    """The sample with a petition and a plan, whose words a spreadsheet would run."""
    full.do(save_petition, PetitionDraft("=Water for Galeshewe", prayer='+ taps; and "drains", please', signatures=412))
    plan_id = full.do(save_plan, PlanDraft("Water, and soon")).value[0]
    full.do(save_step, StepDraft(plan_id, "-Ask the mayor", result="'=1"))
    return full


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX])
@pytest.mark.parametrize("noun", REGISTERS)
def test_into_its_own_workspace_a_register_brings_nothing(
    busy: Workspace, tmp_path: Path, noun: str, form: Format, today: date
) -> None:
    taken = out(busy, noun, form, tmp_path)
    reading = read(taken.wanted.file)
    assert reading.not_understood == ()
    assert len(reading.candidates) >= taken.count > 0
    plan = busy.ask(plan_import, reading)
    assert differences(plan) == []
    assert plan.is_empty


def test_into_an_empty_workspace_registers_bring_the_same_rows(
    busy: Workspace, empty: Callable[[], Workspace], tmp_path: Path, today: date
) -> None:
    files = {noun: out(busy, noun, Format.XLSX, tmp_path).wanted.file for noun in (*NOUNS, *REGISTERS)}
    ours = {noun: busy.ask(_register, noun) for noun in REGISTERS}
    busy.close()
    new = empty()
    for noun in ("organisations", "people", "engagements", "commitments", "petitions", "plans"):
        reading = read(files[noun])
        new.do(apply_import, new.ask(plan_import, reading), reading)
        assert differences(planned(new, files[noun])) == [], noun
    for noun in ("engagements", "commitments", "petitions", "plans"):
        theirs = new.ask(_register, noun)
        assert len(theirs) == len(ours[noun])
        for column in SAME[noun]:
            assert sorted(row.get(column, "") for row in theirs) == sorted(row.get(column, "") for row in ours[noun])


SAME = {
    "commitments": ("Promise", "Who promised", "To whom", "Date made", "By when"),
    "engagements": ("Engagement", "Date", "Starts", "Ends", "Body met", "Venue", "Attendance", "Minutes", "Women"),
    "petitions": ("Petition", "What is asked for", "Signatures"),
    "plans": ("Step", "By when", "Result"),
}


def _register(noun: str) -> list[dict[str, str]]:
    ids = list_ids(noun)
    headings, rows = register_sheet(noun, ids, ())
    return [dict(zip(headings, map(clean, row), strict=True)) for row in rows]


def test_a_calendar_names_nobody_unless_asked_and_comes_back(busy: Workspace, tmp_path: Path, today: date) -> None:
    plain = out(busy, "engagements", Format.ICALENDAR, tmp_path, level=0, with_private=False)
    text = plain.wanted.file.read_text(encoding="utf-8")
    assert plain.count == text.count("BEGIN:VEVENT") > 0
    assert "ATTENDEE" not in text
    assert planned(busy, plain.wanted.file).is_empty
    named = out(busy, "engagements", Format.ICALENDAR, tmp_path, level=0, with_private=True)
    with_names = named.wanted.file.read_text(encoding="utf-8")
    assert "ATTENDEE" in with_names
    assert "mailto:" not in with_names, "a calendar must not send invitations"
    assert planned(busy, named.wanted.file).is_empty
