"""What the workspace remembers of lists brought in before: how a layout is read, what words for the status mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crm.exchange.bodies import Body, ours
from crm.exchange.registers import REGISTERS
from crm.exchange.shapes import Layout
from crm.queries.import_register import status_setting
from crm.queries.organisations import get_organisation
from crm.queries.team import get_setting

LAYOUTS = "list_layouts"
"""The setting in which the layouts are kept, by their key."""


def get_remembered_layouts() -> dict[str, Layout]:
    """How lists with these headings were read last time, by the key of the layout."""
    kept: Mapping[str, Mapping[str, Any]] = get_setting(LAYOUTS, {})
    return {key: _layout(key, said) for key, said in kept.items()}


def get_status_words() -> dict[tuple[str, str], str]:
    """What words for the status were said to mean, by the kind of register and the folded word."""
    return {
        (kind.id, word): meaning
        for kind in REGISTERS
        for word, meaning in sorted(get_setting(status_setting(kind.id), {}).items())
    }


def get_body(organisation_id: int) -> Body | None:
    """One of our organisations as the body a list is of; None where there is none."""
    found = get_organisation(organisation_id) if organisation_id else None
    return ours(found.id, found.name, found.kind) if found is not None else None


def layout_fields(layout: Layout) -> dict[str, Any]:
    """A layout as it is kept."""
    return {
        "kind": layout.kind,
        "headings": layout.headings,
        "fields": layout.fields,
        "surname_first": layout.surname_first,
        "body_id": layout.body.record_id if layout.body is not None else None,
        "source_name": layout.source_name,
    }


def _layout(key: str, said: Mapping[str, Any]) -> Layout:
    return Layout(
        key,
        said["kind"],
        tuple(said["headings"]),
        tuple(said["fields"]),
        said["surname_first"],
        get_body(said["body_id"] or 0),
        said["source_name"],
    )
