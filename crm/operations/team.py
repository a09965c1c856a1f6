"""What one does with colleagues and the workspace's settings."""

from __future__ import annotations

import json

from crm.operations.base import clean, new_record, operation, update_row
from crm.rules import clock, recovery_sheet
from crm.rules.errors import UserError
from crm.tables.base import Record
from crm.tables.team import Setting, User
from resources.translations import _, mark


@operation(lambda saved: _("Add colleague {name}").format(name=saved[1]))
def add_user(name: str, person_id: int | None = None) -> tuple[int, str]:
    """Keep a colleague who may own commitments; returns the id and the name."""
    name = clean(name)
    if not name:
        raise UserError("person-without-name")
    if User.select().where(User.name == name).exists():
        raise UserError("colleague-exists", name=name)
    user_id = new_record("team")
    User.insert(id=user_id, name=name, person_id=person_id).execute()
    return user_id, name


@operation(mark("Colleague has left"))
def set_has_left(user_id: int, has_left: bool) -> None:
    """A colleague who left is no longer offered as an owner; what she owned stays hers until given on."""
    update_row(User, user_id, has_left=has_left)


@operation(mark("Change setting"), is_undoable=False)
def set_setting(key: str, value: object) -> None:
    """Keep a choice of the workspace; the value is anything JSON can say."""
    keep_setting(key, value)


def keep_setting(key: str, value: object) -> None:
    """Write a setting, inside an operation."""
    text = json.dumps(value, ensure_ascii=False)
    if Setting.update(value=text).where(Setting.key == key).execute() == 0:
        Setting.insert(record_id=settings_record(), key=key, value=text).execute()


def settings_record() -> int:
    """The record whose history is that of the settings: the workspace itself."""
    found = Record.get_or_none(Record.noun == "settings")
    return int(found.id) if found else new_record("settings")


@operation(lambda name: _("Gave {name} a key").format(name=name), is_undoable=False)
def give_key(name: str) -> str:
    """A person may now open the workspace, and so is a colleague who works here; returns the name."""
    found = User.get_or_none(User.name == name)
    if found is None:
        User.insert(id=new_record("team"), name=name).execute()
    elif found.has_left:
        update_row(User, found.id, has_left=False)
    return name


@operation(lambda name: _("Took {name}’s key away; new file key").format(name=name), is_undoable=False)
def take_key(name: str) -> str:
    """A person may no longer open the workspace; what she did stays hers. Writes no row: see `crm.store.rekey`."""
    return name


@operation(lambda name: _("New passphrase for {name}").format(name=name), is_undoable=False)
def reset_passphrase(name: str) -> str:
    """A person who forgot hers was given another passphrase."""
    return name


@operation(mark("Change own passphrase"), is_undoable=False)
def change_own_passphrase() -> None:
    """Somebody changed the passphrase she opens the workspace with."""


@operation(mark("New recovery sheet"), is_undoable=False)
def print_recovery_sheet() -> None:
    """A recovery sheet was made; one made before no longer opens the workspace."""
    keep_setting(recovery_sheet.MADE_ON, clock.today().isoformat())


@operation(mark("New file key"), is_undoable=False)
def renew_file_key() -> None:
    """The database was written anew under another key. Writes no row: see `crm.store.rekey`."""
