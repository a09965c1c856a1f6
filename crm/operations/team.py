"""What one does with colleagues and the workspace's settings."""

from __future__ import annotations

import json

from crm.operations.base import clean, new_record, operation, update_row
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
    text = json.dumps(value, ensure_ascii=False)
    if Setting.update(value=text).where(Setting.key == key).execute() == 0:
        Setting.insert(record_id=settings_record(), key=key, value=text).execute()


def settings_record() -> int:
    """The record whose history is that of the settings: the workspace itself."""
    found = Record.get_or_none(Record.noun == "settings")
    return int(found.id) if found else new_record("settings")
