"""The facts of the page that the Information Officer signs: who read what, and what became of each thing.

It stays in the house, apart from the answer: it names the records that are withheld.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.dates import format_day
from crm.rules.requests import EXTENSION_LAW, LAW, Choice, cited, ground_words, label
from reports.facts.request_answer import REQUEST, WHICH, get_row
from reports.facts.workspace import get_officer, get_origin
from reports.options import Chosen
from resources.translations import _, ngettext

if TYPE_CHECKING:
    from crm.queries.requests import Item, RequestRow

OPTIONS = (WHICH,)


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """One thing that is not given whole: which one, what is done with it, and who read it."""

    number: int
    title: str
    choice: str
    why: str
    read_by: str


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """Everything the page says."""

    title: str
    scope: str
    rows: tuple[tuple[str, str], ...]
    not_yet: str
    """Why it is not to be signed yet; empty when it may be."""
    counts: tuple[tuple[str, int], ...]
    """What is done with how many things; withheld ones by their ground."""
    readers: tuple[tuple[str, str], ...]
    """Who decided, and how many of each."""
    lines: tuple[DecidedLine, ...]
    officer: str
    decided_on: str
    organisation_name: str
    confidentiality: str
    made_on: date
    made_by: str


def gather(ask: Callable[..., Any], chosen: Chosen) -> DecisionFacts:
    """Read the request and its decisions. Raises UserError("record-not-found")."""
    from crm.queries.requests import count_by_reader, list_items

    row = get_row(ask, chosen)
    items: list[Item] = ask(list_items, row.id) if row.wants_reading else []
    readers = count_by_reader(items)
    origin = get_origin(ask, chosen.made_by)
    return DecisionFacts(
        title=_("Decision on a request"),
        scope=_("{reference} of {name}").format(reference=row.reference, name=row.asked_by),
        rows=_rows(row),
        not_yet=_not_yet(row, items),
        counts=_counts(items),
        readers=tuple((name, _counted(counts)) for name, counts in readers.items()),
        lines=tuple(_line(item) for item in items if item.choice != Choice.GIVE),
        officer=row.decided_by or get_officer(ask, chosen.today).name,
        decided_on=format_day(row.decided_on) if row.decided_on else "",
        organisation_name=origin.organisation_name,
        confidentiality=_("Stays in the house: it names what is withheld."),
        made_on=chosen.today,
        made_by=origin.made_by,
    )


def _rows(row: RequestRow) -> tuple[tuple[str, str], ...]:
    due = f"{format_day(row.due_on)} ({_(EXTENSION_LAW if row.is_extended else LAW)})"
    seen = row.identity_seen
    if row.identity_seen_on:
        seen = _("{what}, {day}").format(what=seen, day=format_day(row.identity_seen_on))
    said = (
        (_("Asked"), f"{label(row.kind)} ({cited(row.kind)})"),
        (_("In their words"), row.words),
        (_("In the name of"), row.for_whom),
        (_("Received"), format_day(row.received_on)),
        (_("Answer due"), due),
        (_("Identity"), seen or _("not seen yet")),
        (_("Reason"), row.reason),
    )
    return tuple((name, words) for name, words in said if words)


def _not_yet(row: RequestRow, items: Sequence[Item]) -> str:
    unread = sum(not item.is_read for item in items)
    if unread:
        said = ngettext("{count} thing was not read yet", "{count} things were not read yet", unread)
        return _("Not to be signed yet: {what}.").format(what=said)
    if row.identity_seen_on is None:
        return _("Not to be signed yet: {what}.").format(what=_("nobody has seen who asks"))
    return ""


def _counts(items: Sequence[Item]) -> tuple[tuple[str, int], ...]:
    counts = Counter(item.choice for item in items)
    grounds = Counter(item.ground for item in items if item.choice == Choice.WITHHOLD)
    whole = [(label(choice), counts[choice]) for choice in (Choice.GIVE, Choice.COVER)]
    withheld = [
        (_("Withhold: {ground}").format(ground=ground_words(ground)), count)
        for ground, count in sorted(grounds.items())
    ]
    return (*whole, *withheld) if items else ()


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{label(choice).lower()} {count}" for choice, count in counts.items() if count)


def _line(item: Item) -> DecidedLine:
    why = "; ".join(filter(None, (ground_words(item.ground) if item.ground else "", item.note)))
    return DecidedLine(item.number, item.title, label(item.choice), why, item.read_by if item.is_read else "")


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """The request that is being read."""
    from crm.queries.requests import list_requests

    return [{REQUEST: f"requests:{each}"} for each in ask(list_requests)[:1]]
