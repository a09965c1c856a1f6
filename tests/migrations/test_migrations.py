"""Workspaces of every released schema open in this version, with their journal."""

from __future__ import annotations

from pathlib import Path

import peewee
import pytest

from crm.queries.commitments import get_commitment, list_commitments
from crm.queries.people import get_person, list_people
from crm.queries.petitions import PetitionsFilter, get_petition_rows, list_petitions
from crm.rules.errors import EnvironmentProblem, UserError
from crm.rules.petitions import next_steps
from crm.store import backups, engine, migrate
from crm.store.backup_folder import BackupFolder
from crm.store.keys import Passphrase
from crm.tables.all import TABLES
from crm.workspace import Workspace
from tests.migrations.make_fixture import PASSPHRASE

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("schema_*.kgotla-backup"))
KEY = b"k" * 32


def test_every_schema_before_this_one_is_stored() -> None:
    assert [file.stem for file in FIXTURES] == [f"schema_{number}" for number in range(1, migrate.newest())]


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda file: file.stem)
def test_an_old_workspace_opens_with_all_it_held(fixture: Path, tmp_path: Path, today: object) -> None:
    place = backups.restore(fixture, tmp_path / "old", Passphrase(PASSPHRASE))
    workspace = Workspace.open(place.path, PASSPHRASE)
    assert workspace.migrated_from == int(fixture.stem.removeprefix("schema_"))
    assert workspace.check() == []
    person = workspace.ask(get_person, workspace.ask(list_people)[0])
    assert person is not None and person.name == "Hon. Muṱanwa Sample"
    commitment = workspace.ask(get_commitment, workspace.ask(list_commitments)[0])
    assert commitment is not None
    assert commitment.row.sentence.startswith("Promised 12 Mar for 30 Jun; moved once; now 15 Sep")
    labels = [entry.label for entry in workspace.history()]
    assert "Close out Meeting on the clinic road" in labels
    (before,) = [each.file for each in BackupFolder(place.backups).copies()]
    assert before.stem.endswith("-migration")
    workspace.close()


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda file: file.stem)
def test_undo_stops_at_the_migration_and_says_so(fixture: Path, tmp_path: Path) -> None:
    place = backups.restore(fixture, tmp_path / "old", Passphrase(PASSPHRASE))
    workspace = Workspace.open(place.path, PASSPHRASE)
    newest = next(entry for entry in workspace.history() if entry.can_undo)
    with pytest.raises(UserError) as caught:
        workspace.reverse(newest.operation_id)
    assert caught.value.code == "undo-older-schema"
    workspace.close()


def test_what_was_asked_under_schema_4_stands_on_the_path_of_its_kind(tmp_path: Path) -> None:
    fixture = next(file for file in FIXTURES if file.stem == "schema_4")
    place = backups.restore(fixture, tmp_path / "old", Passphrase(PASSPHRASE))
    workspace = Workspace.open(place.path, PASSPHRASE)
    rows = workspace.ask(get_petition_rows, workspace.ask(list_petitions, PetitionsFilter(status="all", sort="title")))
    assert [(row.kind, row.status, row.outcome) for row in rows] == [
        ("submission_to_inquiry", "closed", "taken_up"),
        ("submission_on_bill", "receipt_confirmed", None),
        ("oversight_request", "awaiting_response", None),
        ("petition", "referred", None),
        ("paia_request", "registered", None),
    ]
    assert all(next_steps(row.kind, row.status) for row in rows)
    workspace.close()


def test_a_workspace_of_a_newer_version_is_refused_untouched(workspace_folder: Path) -> None:
    workspace = Workspace.open(workspace_folder, "a passphrase for tests")
    engine.database.raw().execute(f"PRAGMA user_version = {migrate.newest() + 1}")
    workspace.close()
    before = {file.name: file.read_bytes() for file in workspace_folder.iterdir() if file.is_file()}
    with pytest.raises(EnvironmentProblem) as caught:
        Workspace.open(workspace_folder, "a passphrase for tests")
    assert caught.value.code == "newer-version"
    after = {file.name: file.read_bytes() for file in workspace_folder.iterdir() if file.is_file()}
    assert {name: data for name, data in after.items() if name in before} == before


def test_the_models_say_what_the_migrations_made(tmp_path: Path) -> None:
    connection = engine.connect(tmp_path / "new.db", KEY)
    migrate.migrate(connection)
    for table in TABLES:
        name = table._meta.table_name
        made = {row[1]: (row[2], bool(row[3])) for row in connection.execute(f'PRAGMA table_info("{name}")')}
        said = {
            field.column_name: (_sql_type(field), not field.null and not field.primary_key)
            for field in table._meta.sorted_fields
        }
        assert made == said, name
    connection.close()


def _sql_type(field: peewee.Field) -> str:
    if isinstance(field, peewee.BooleanField):
        return "INTEGER"
    return {"TEXT": "TEXT", "DATE": "DATE", "FLOAT": "REAL"}.get(field.field_type, "INTEGER")


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = engine.connect(tmp_path / "new.db", KEY)
    migrate.migrate(connection)
    before = connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
    broken = {**migrate.scripts(), migrate.newest() + 1: "CREATE TABLE half (id INTEGER);\nCREATE TABLE half (id);"}
    monkeypatch.setattr(migrate, "scripts", lambda: broken)
    with pytest.raises(engine.sqlcipher.OperationalError):
        migrate.migrate(connection)
    assert connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall() == before
    connection.close()
