"""How long people are kept without anybody having to do with them (POPIA section 14); the months are our practice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crm.rules.dates import add_months
from crm.rules.errors import UserError
from resources.translations import _, mark

SETTING = "keep_for_months"


class Kind(StrEnum):
    """What somebody is to us, as far as it decides how long to keep the record."""

    OFFICE = "office"
    PARTNER = "partner"
    OTHER = "other"


_LABELS = {
    Kind.OFFICE: mark("Held an office"),
    Kind.PARTNER: mark("Of a CSO"),
    Kind.OTHER: mark("Somebody else"),
}


def label(kind: str) -> str:
    """The words for a kind of person."""
    return _(_LABELS[Kind(kind)])


@dataclass(frozen=True)
class Months:
    """For how many months each kind is kept after the last that we had to do with them."""

    office: int = 60
    partner: int = 36
    other: int = 12

    def of(self, kind: str) -> int:
        """The months of a kind."""
        return int(getattr(self, kind))

    def day_before(self, kind: str, today: date) -> date:
        """Whoever of this kind was last touched before this day is looked through."""
        return add_months(today, -self.of(kind))


def read_months(setting: Mapping[str, int] | None) -> Months:
    """What the workspace set, else our practice."""
    return Months(**{kind: int(months) for kind, months in (setting or {}).items()})


def check_months(months: Months) -> None:
    """Raises UserError("bad-months") for a number that nobody means."""
    for kind in Kind:
        if not 1 <= months.of(kind) <= 600:
            raise UserError("bad-months", months=months.of(kind))
