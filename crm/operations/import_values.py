"""The fields of a register's row as the draft of its noun has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crm.queries.import_register import Named, Party


def draft_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Records by their id; somebody as an id or a name."""
    found: dict[str, Any] = {}
    for field, value in values.items():
        if isinstance(value, Party):
            found |= {f"{field}_id": value.record_id, f"{field}_name": "" if value.record_id else value.name}
        else:
            found[field] = value.id if isinstance(value, Named) else value
    return found
