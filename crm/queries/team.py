"""Colleagues and the workspace's settings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from crm.queries.base import build, one, rows


@dataclass(frozen=True)
class UserRow:
    """A colleague."""

    id: int
    name: str
    person_id: int | None
    has_left: bool


def list_users(*, with_left: bool = False) -> list[UserRow]:
    """Colleagues by name; those who left only when asked for."""
    found = rows('SELECT id, name, person_id, has_left FROM "user" ORDER BY name')
    return [build(UserRow, *row[:3], bool(row[3])) for row in found if with_left or not row[3]]


def get_setting(key: str, default: Any = None) -> Any:
    """A choice of the workspace, or the default."""
    row = one("SELECT value FROM setting WHERE key = ?", key)
    return json.loads(row[0]) if row else default
