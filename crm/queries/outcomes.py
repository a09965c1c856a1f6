"""Outcomes: the list, how many of each of the field's indicators there are, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.base import AT_ONCE, Tuple, Where, build, chunks, day, ids, marks, rows
from crm.queries.people import list_tags_of, list_topics_of
from crm.queries.records import Found, get_found
from crm.queries.ties import list_tied
from crm.rules.dates import format_day
from crm.rules.outcomes import Indicator, label
from crm.store import search
from resources.translations import _


@dataclass(frozen=True)
class OutcomesFilter:
    """Which outcomes a list shows."""

    text: str = ""
    kind: str = ""
    indicator: str = ""
    actor_id: int | None = None
    plan_id: int | None = None
    place_id: int | None = None
    topic_id: int | None = None
    is_substantiated: bool | None = None
    seen_from: date | None = None
    seen_to: date | None = None
    max_confidentiality: int | None = None
    sort: str = "on"  # on (the newest first), reference, statement, kind, indicator
    descending: bool = False


@dataclass(frozen=True)
class OutcomeRow:
    """An outcome in a list."""

    id: int
    reference: str
    statement: str
    actor_id: int | None
    actor: str
    actor_noun: str
    kind: str
    indicator: str
    on_day: date | None
    level: str
    is_expected: bool
    substantiated_by: str
    substantiated_on: date | None
    plan_id: int | None
    plan: str
    """Reference and title of the plan it came of."""
    place_id: int | None
    place: str
    confidentiality: int

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return f"{self.reference} {self.statement}"

    @property
    def is_substantiated(self) -> bool:
        """Whether somebody beside us says so too."""
        return bool(self.substantiated_by)

    @property
    def sentence(self) -> str:
        """Who changed, in what, when, and who says so too."""
        parts = [self.actor]
        if self.kind:
            parts.append(label(self.kind).lower())
        if self.on_day:
            parts.append(format_day(self.on_day))
        parts.append(_("expected") if self.is_expected else _("not expected"))
        if self.substantiated_by:
            parts.append(_("{name} says so too").format(name=self.substantiated_by))
        else:
            parts.append(_("nobody else says so yet"))
        return ", ".join(parts) + "."


@dataclass(frozen=True)
class OutcomePage:
    """All that the outcome's page shows."""

    row: OutcomeRow
    significance: str
    contribution: str
    source: str
    belongs: tuple[Found, ...]
    topics: tuple[tuple[int, str], ...]
    tags: tuple[str, ...]


_ORDERS = {
    "on": "o.on_day IS NULL, o.on_day {d}, o.id {d}",
    "reference": "o.id {d}",
    "statement": "o.statement {d}, o.id",
    "kind": "o.kind {d}, o.id",
    "indicator": "o.indicator {d}, o.id",
}


def list_outcomes(wanted: OutcomesFilter | None = None) -> list[int]:
    """Ids of outcomes in the order of the list; by day, the newest first."""
    wanted = wanted or OutcomesFilter()
    where = _where(wanted)
    order = _ORDERS.get(wanted.sort, _ORDERS["on"])
    is_down = wanted.descending != (order is _ORDERS["on"])
    order = order.format(d="DESC" if is_down else "ASC")
    return ids(f"SELECT o.id FROM outcome o JOIN record rec ON rec.id = o.id{where} ORDER BY {order}", *where.values)


def count_indicators(wanted: OutcomesFilter | None = None) -> dict[str, int]:
    """How many of these outcomes there are of each of the field's indicators, also of those with none."""
    where = _where(wanted or OutcomesFilter())
    found: dict[str, int] = dict(
        rows(
            f"SELECT o.indicator, count(*) FROM outcome o JOIN record rec ON rec.id = o.id{where} GROUP BY 1",
            *where.values,
        )
    )
    return {indicator.value: found.get(indicator.value, 0) for indicator in Indicator if indicator}


def _where(wanted: OutcomesFilter) -> Where:
    where = Where()
    words = search.expression(wanted.text)
    if words:
        where.add(search.MATCHES.format(id="o.id"), words)
    where.add_given(
        ("o.kind = ?", wanted.kind or None),
        ("o.indicator = ?", wanted.indicator or None),
        ("o.actor_id = ?", wanted.actor_id),
        ("o.plan_id = ?", wanted.plan_id),
        ("o.place_id = ?", wanted.place_id),
        ("o.id IN (SELECT record_id FROM topic_link WHERE topic_id = ?)", wanted.topic_id),
        ("o.on_day >= ?", wanted.seen_from),
        ("o.on_day <= ?", wanted.seen_to),
        ("rec.confidentiality <= ?", wanted.max_confidentiality),
    )
    if wanted.is_substantiated is not None:
        where.add(f"o.substantiated_by {'<>' if wanted.is_substantiated else '='} ''")
    return where


_OUTCOME = """
SELECT o.id, o.reference, o.statement, o.actor_id, o.actor_name, o.kind, o.indicator, o.on_day, o.level, o.is_expected,
       o.substantiated_by, o.substantiated_on, o.plan_id, coalesce(p.reference || ' ' || p.title, ''), o.place_id,
       coalesce(pl.name, ''), rec.confidentiality
FROM outcome o JOIN record rec ON rec.id = o.id
LEFT JOIN plan p ON p.id = o.plan_id LEFT JOIN place pl ON pl.id = o.place_id
"""


def get_outcome_rows(outcome_ids: Sequence[int]) -> list[OutcomeRow]:
    """Rows for these outcomes, in this order."""
    found: dict[int, OutcomeRow] = {}
    for some in chunks(outcome_ids, AT_ONCE):
        raw = rows(f"{_OUTCOME} WHERE o.id IN ({marks(some)})", *some)
        actors = {one.id: one for one in get_found(sorted({row[3] for row in raw if row[3] is not None}))}
        found |= {row[0]: _row(row, actors.get(row[3])) for row in raw}
    return [found[key] for key in outcome_ids if key in found]


def _row(row: Tuple, actor: Found | None) -> OutcomeRow:
    return build(
        OutcomeRow,
        *row[:4],
        actor.name if actor else row[4],
        actor.noun if actor else "",
        *row[5:7],
        day(row[7]),
        row[8],
        bool(row[9]),
        row[10],
        day(row[11]),
        *row[12:],
    )


def get_outcome(outcome_id: int) -> OutcomePage | None:
    """The outcome's page, or None when there is none."""
    found = get_outcome_rows([outcome_id])
    if not found:
        return None
    extra = rows(
        "SELECT o.significance, o.contribution, rec.source FROM outcome o JOIN record rec ON rec.id = o.id "
        "WHERE o.id = ?",
        outcome_id,
    )[0]
    return build(
        OutcomePage,
        found[0],
        *extra,
        belongs=tuple(list_tied(outcome_id)),
        topics=list_topics_of(outcome_id),
        tags=list_tags_of(outcome_id),
    )


def find_outcome(reference: str) -> int | None:
    """The outcome with this reference, such as O-2026-0001."""
    found = ids("SELECT id FROM outcome WHERE reference = ?", reference)
    return found[0] if found else None
