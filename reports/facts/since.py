"""What changed since a paper was last handed over: marks beside the lines of a register.

The one before is the last hand-over of the same report, about the same records and for the same audience. What it
could know is the journal up to its operation; nothing of that is reckoned by a time of day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crm.rules.dates import format_day
from reports.facts.audience import Audience, Names, reader_of
from reports.facts.confidentiality import LEVELS, Gate
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

if TYPE_CHECKING:
    from crm.queries.privacy import HandOverRow

LAST, NONE = "last", "none"
SINCE = Option(
    "since",
    mark("Marks beside what changed"),
    OptionKind.CHOICE,
    ((LAST, mark("Since it was last handed over")), (NONE, mark("No marks"))),
)
_BEFORE_AUDIENCES = {"ours": Audience.OURSELVES, "theirs": Audience.BODY}
"""What papers of before there were audiences were called."""
_RECORD = re.compile(r"[a-z]+:([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Marks:
    """Which records are new or changed since `since`; nothing is marked where the paper was never handed over."""

    since: str = ""
    new: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()

    def of(self, record_id: int) -> str:
        """The mark beside a line, a shape and a word; empty for none."""
        if record_id in self.new:
            return _("◇ new")
        return _("◆ changed") if record_id in self.changed else ""

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """The line of the title block that says what the marks mean, where there are any to expect."""
        return ((_("Marks"), self.since),) if self.since else ()


NO_MARKS = Marks()
"""Of a paper that was never handed over."""


def gather_marks(ask: Callable[..., Any], name: str, chosen: Chosen, record_ids: Collection[int]) -> Marks:
    """The marks of these records in the report of this name, unless none are wanted."""
    from crm.queries.history import get_changed_since

    last = find_last(ask, name, chosen) if chosen.choices.get(SINCE.name, LAST) == LAST else None
    if last is None:
        return NO_MARKS
    found = ask(get_changed_since, last.at_operation, record_ids)
    if not found.is_known:
        return Marks(not_known_words(last))
    words = _("Marks show what changed since {day}, when it was given to {whom}")
    whom = _receiver(ask, last, chosen)
    words = words.format(day=format_day(last.on), whom=whom) if whom else since_words(last)
    return Marks(words, found.new, found.changed)


def since_words(last: HandOverRow) -> str:
    """What the marks mean where whoever got the last one is not to be named."""
    return _("Marks show what changed since {day}, when it was last handed over").format(day=format_day(last.on))


def not_known_words(last: HandOverRow) -> str:
    """Why there are no marks although it was handed over."""
    words = _("What changed since {day}, when it was last handed over, is not known: old values were dropped since")
    return words.format(day=format_day(last.on))


def _receiver(ask: Callable[..., Any], last: HandOverRow, chosen: Chosen) -> str:
    """Who got the last one: a body always, anybody else only on a paper that names people."""
    reader = reader_of(chosen)
    is_named = last.receiver_noun == "organisations" or reader.names is Names.NAMES
    return last.to_whom if is_named and Gate(ask, LEVELS[reader.level]).passes(last.receiver_id) else ""


def find_last(ask: Callable[..., Any], name: str, chosen: Chosen) -> HandOverRow | None:
    """The last hand-over of this report about the same records and for the same audience."""
    from crm.queries.privacy import list_hand_overs

    audience = reader_of(chosen).audience
    for given in ask(list_hand_overs, name):
        is_handed_over = given.is_kept or given.to_whom
        if is_handed_over and _about(given.options) == dict(chosen.records) and _audience(given) == audience:
            found: HandOverRow = given
            return found
    return None


def _about(options: Mapping[str, str]) -> dict[str, int]:
    found = {name: _RECORD.fullmatch(value) for name, value in options.items()}
    return {name: int(match[1]) for name, match in found.items() if match}


def _audience(given: HandOverRow) -> str:
    written = given.audience or given.options.get("audience", "")
    return _BEFORE_AUDIENCES.get(written, written) or Audience.OURSELVES
