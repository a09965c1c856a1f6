"""What the writers of all registers have in common: new things, changed ones, and fields as a draft has them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from crm.queries.import_plan import RegisterPlan
from crm.queries.import_register import Named, Party
from resources.translations import _


class RegisterWriter(ABC):
    """Writes the things of one noun from the list called `source`."""

    def __init__(self, source: str) -> None:
        self._source = source

    @abstractmethod
    def make(self, plans: Sequence[RegisterPlan]) -> Sequence[int]:
        """New ones; returns their ids in the order of the plans."""

    @abstractmethod
    def change(self, record_id: int, plan: RegisterPlan) -> None:
        """What the newer list says."""

    def _why_moved(self) -> str:
        """Why a date moves: the list has another."""
        return _("the list “{file}” has this day").format(file=self._source)


class OneByOne(RegisterWriter):
    """Writes one new thing after the other, as by hand."""

    def make(self, plans: Sequence[RegisterPlan]) -> list[int]:
        """New ones; returns their ids in the order of the plans."""
        return [self._make_one(plan) for plan in plans]

    @abstractmethod
    def _make_one(self, plan: RegisterPlan) -> int:
        """A new one; returns its id."""


def draft_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Records by their id; somebody as an id or a name."""
    found: dict[str, Any] = {}
    for field, value in values.items():
        if isinstance(value, Party):
            found |= {f"{field}_id": value.record_id, f"{field}_name": "" if value.record_id else value.name}
        else:
            found[field] = value.id if isinstance(value, Named) else value
    return found
