"""Who did what: known from the key that opened the workspace, filtered, counted, and the same wherever it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from crm.operations import team
from crm.operations.notes import add_note
from crm.operations.people import PersonDraft, save_person
from crm.operations.records import remove, set_confidentiality
from crm.queries.audit import AuditFilter, count_audit, list_audit, list_authors, list_operations_above
from crm.queries.history import find_history
from crm.rules.audit import KEY_OPERATIONS, NOUN_LABELS, Act
from crm.rules.errors import UserError
from crm.tables.all import NOUNS
from crm.workspace import Workspace
from reports import catalog


def fitting(workspace: Workspace, **wanted: object) -> list[str]:
    return [entry.label for entry in workspace.ask(find_history, AuditFilter(**wanted), 500)]  # type: ignore[arg-type]


@pytest.fixture
def after_two(workspace: Workspace, workspace_folder: Path) -> Iterator[Workspace]:
    """Opened by a second person, after the first: each added somebody, and the second removed and undid."""
    workspace.do(save_person, PersonDraft("First Sample"))
    workspace.add_person("Naledi Sample", "another passphrase")
    workspace.close()
    second = Workspace.open(workspace_folder, "another passphrase")
    person = second.do(save_person, PersonDraft("Second Sample")).value[0]
    note = second.do(add_note, person, "said so", date(2026, 11, 1)).value
    second.do(remove, note)
    second.undo()
    yield second
    second.close()


def test_each_change_carries_whose_key_opened_the_workspace(after_two: Workspace) -> None:
    by = {entry.label: entry.by for entry in after_two.history(limit=6)}
    assert (by["Save First Sample"], by["Save Second Sample"]) == ("Lerato Tester", "Naledi Sample")
    assert after_two.ask(list_authors) == ["Lerato Tester", "Naledi Sample"]
    assert after_two.check() == []


def test_nobody_gets_a_key_under_the_name_of_another(workspace: Workspace) -> None:
    for name in ("Lerato Tester", " lerato  tester "):
        with pytest.raises(UserError) as caught:
            workspace.add_person(name, "another passphrase")
        assert caught.value.code == "person-has-access"


def test_the_trail_is_narrowed_by_who_when_what_and_words(after_two: Workspace) -> None:
    person = after_two.ask(list_audit, AuditFilter(text="second"), 1)
    assert len(person) == 1
    assert "Save First Sample" not in fitting(after_two, who="Naledi Sample")
    assert "Save Second Sample" in fitting(after_two, who="Naledi Sample", noun="people", act=Act.ADDED)
    assert fitting(after_two, noun="people", act=Act.REMOVED) == []
    assert len(fitting(after_two, noun="notes", act=Act.REMOVED)) == 1
    assert len(fitting(after_two, act=Act.TAKEN_BACK)) == 1
    assert fitting(after_two, act=Act.KEYS) == ["Gave Naledi Sample a key"]
    assert fitting(after_two, text="FIRST sample") == ["Save First Sample"]
    assert fitting(after_two, text="50%") == fitting(after_two, text="_") == []
    now = date.fromisoformat(after_two.history(limit=1)[0].at[:10])
    assert fitting(after_two, since=now + timedelta(2)) == fitting(after_two, until=now - timedelta(2)) == []
    everything = after_two.ask(list_audit, AuditFilter())
    assert after_two.ask(list_audit, AuditFilter(since=now - timedelta(2), until=now + timedelta(2))) == everything


def test_what_is_counted_is_what_is_listed(after_two: Workspace) -> None:
    for wanted in (
        AuditFilter(),
        AuditFilter(who="Naledi Sample"),
        AuditFilter(noun="people"),
        AuditFilter(act=Act.ADDED),
    ):
        counted = after_two.ask(count_audit, wanted)
        listed = after_two.ask(list_audit, wanted)
        assert counted.total == len(listed) == sum(count for _name, count in counted.by_person)
        assert listed[:2] == after_two.ask(list_audit, wanted, 2)
        assert listed[2:] == after_two.ask(list_audit, wanted, None, listed[1])


def test_the_history_of_one_record_is_asked_for_in_the_same_way(after_two: Workspace) -> None:
    (operation,) = after_two.ask(list_audit, AuditFilter(text="save first"))
    (entry,) = after_two.ask(find_history, AuditFilter(text="save first"))
    assert entry.operation_id == operation


def test_what_touched_a_restricted_record_is_known_also_when_it_is_gone(workspace: Workspace) -> None:
    person = workspace.do(save_person, PersonDraft("Secret Sample")).value[0]
    workspace.do(set_confidentiality, person, 2)
    last = workspace.do(remove, person).operation_id
    everything = workspace.ask(list_audit, AuditFilter())
    assert workspace.ask(list_operations_above, everything, 1) == {last, last - 1, last - 2}
    assert workspace.ask(list_operations_above, everything, 2) == set()


def test_the_trail_of_a_restricted_record_does_not_print_its_name(workspace: Workspace, tmp_path: Path) -> None:
    person = workspace.do(save_person, PersonDraft("Secret Sample")).value[0]
    workspace.do(set_confidentiality, person, 2)

    def trail(level: str) -> None:
        given = {"record": f"people:{person}", "confidentiality": level}
        catalog.make(workspace.ask, "audit-trail", given, tmp_path / "trail.pdf", made_by="Lerato")

    with pytest.raises(UserError, match="report-about-confidential"):
        trail("internal")
    trail("restricted")


def test_every_noun_has_words_and_every_operation_on_keys_is_known() -> None:
    assert set(NOUN_LABELS) == set(NOUNS)
    assert all(hasattr(getattr(team, name), "__operation__") for name in KEY_OPERATIONS)
