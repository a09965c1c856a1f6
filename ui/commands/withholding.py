"""What an export leaves out of what it takes: records it may not name, and private contact details."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crm.queries.records import get_found, list_ids_above
from crm.workspace import Workspace

_OF_RECORDS = (
    "attachments",
    "commitments",
    "counting",
    "counts_towards",
    "indicators",
    "notes",
    "parts",
    "terms",
    "timeline",
)
"""Lists whose `id` is a record's; elsewhere it is that of a row of its own."""
_NEVER = ("feedback", "impression", "mapping")
"""For our own eyes, and for those of whoever it is about: it is in no file that is given away."""
_WHOLE = ("person_id", "via_id")
"""A row that is about this record says nothing without it."""


@dataclass(frozen=True)
class Withheld:
    """The records that stay, by id and by what they are called."""

    ids: frozenset[int]
    names: frozenset[str]
    with_private: bool = False

    def has(self, row: dict[str, Any]) -> bool:
        """Whether the record of a row stays."""
        return int(row["record"].partition(":")[2]) in self.ids

    def without(self, page: dict[str, Any]) -> dict[str, Any]:
        """A page that may leave, without what it says of them."""
        return {key: self._value(key, value) for key, value in page.items() if key not in _NEVER}

    def _value(self, key: str, value: Any) -> Any:
        if isinstance(value, dict):
            return self.without(value)
        if isinstance(value, list):
            return [self._value(key, each) for each in value if not self._is_withheld(key, each)]
        if key.endswith("_id") and value in self.ids:
            return None
        return "" if isinstance(value, str) and value in self.names else value

    def _is_withheld(self, key: str, value: Any) -> bool:
        if not isinstance(value, dict):
            return value in self.names
        is_record = key in _OF_RECORDS and value.get("id") in self.ids
        return (
            is_record
            or (bool(value.get("is_private")) and not self.with_private)
            or any(value.get(name) in self.ids for name in _WHOLE)
        )


def withheld(workspace: Workspace, level: int, with_private: bool) -> Withheld:
    """The records of a workspace that are more confidential than this level."""
    ids = workspace.ask(list_ids_above, level)
    return Withheld(
        frozenset(ids), frozenset(found.name for found in workspace.ask(get_found, ids)) - {""}, with_private
    )
