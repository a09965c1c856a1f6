"""What a paper may show: records up to a level of confidentiality, and what it keeps back is counted and said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from resources.translations import _, ngettext

LEVELS = {"open": 0, "internal": 1, "restricted": 2}
"""The highest confidentiality a record may have to be in the paper."""


def level_words(choice: str) -> str:
    """What is shown, in words."""
    return {
        "open": _("open records only"),
        "internal": _("restricted records are left out"),
        "restricted": _("restricted records are included"),
    }[choice]


class Gate:
    """Lets records up to a level through, and remembers which it kept back."""

    def __init__(self, ask: Callable[..., Any], level: int) -> None:
        from crm.queries.records import list_ids_above

        self._hidden = frozenset(ask(list_ids_above, level))
        self.level = level
        self.kept_back: set[int] = set()

    def passes(self, record_id: int | None) -> bool:
        """Whether the record may be shown; no record at all passes."""
        if record_id is None or record_id not in self._hidden:
            return True
        self.kept_back.add(record_id)
        return False

    def name(self, record_id: int | None, name: str) -> str:
        """The record's name, or that it is withheld."""
        return name if self.passes(record_id) else _("name withheld")

    def words(self) -> tuple[str, ...]:
        """How many records were kept back, where there were any."""
        count = len(self.kept_back)
        words = ngettext("{count} record is not shown for that", "{count} records are not shown for that", count)
        return (words,) if count else ()


def home_only(organisation_name: str) -> str:
    """The line at the foot of a paper that stays in the house."""
    return _(
        "For {organisation} only. Holds personal information: keep it safe, and destroy it when it is done with."
    ).format(organisation=organisation_name)
