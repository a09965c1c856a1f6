"""A month for somebody who has one page's worth of time: what moved, what is stuck, what waits for a signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from crm.queries.agreements import BINDS
from crm.queries.base import ids, rows
from crm.queries.escalation import get_climb
from crm.queries.movements import count_follow_ups, get_last_movements
from crm.queries.records import get_found
from crm.queries.reporting_periods import list_reports_due
from crm.rules.dates import format_day
from resources.translations import _, ngettext

DAYS = timedelta(days=30)
"""How long a month is, back and forward; and how long what is late may lie before it is stuck: our practice."""


@dataclass(frozen=True)
class Noted:
    """A record, and why it is on the page."""

    id: int
    name: str
    why: str


def list_moved(today: date) -> list[Noted]:
    """What took a step, got a new date or was proved in the month, the newest first."""
    found = ids(
        "SELECT record_id FROM (SELECT record_id, on_day AS day FROM status_change "
        "UNION ALL SELECT record_id, said_on FROM date_move UNION ALL SELECT record_id, seen_on FROM evidence) "
        "WHERE day BETWEEN ? AND ? GROUP BY record_id ORDER BY max(day) DESC, record_id DESC",
        today - DAYS,
        today,
    )
    last = get_last_movements(found)
    return [
        Noted(
            each.id, each.name, _("{day}: {words}").format(day=format_day(last[each.id].on), words=last[each.id].words)
        )
        for each in get_found(found)
        if each.id in last
    ]


def list_stuck(today: date) -> list[Noted]:
    """What is open, is not put off to a day to come, and has not moved for a month; the longest first."""
    found = rows(
        "SELECT id, last_movement_on FROM (SELECT id, last_movement_on, due_agreed FROM commitment "
        "WHERE status <> 'closed' UNION ALL SELECT id, last_movement_on, due_agreed FROM petition "
        "WHERE closed_on IS NULL AND submitted_on IS NOT NULL) WHERE last_movement_on <= ? "
        "AND (due_agreed IS NULL OR due_agreed < ?) "
        "ORDER BY last_movement_on, id",
        today - DAYS,
        today,
    )
    since = {record_id: date.fromisoformat(day) for record_id, day in found}
    asked = count_follow_ups(list(since))
    return [Noted(each.id, each.name, _stuck(since[each.id], asked.get(each.id, 0))) for each in get_found(list(since))]


def _stuck(since: date, asked: int) -> str:
    words = _("no movement since {day}").format(day=format_day(since))
    times = ngettext("followed up once", "followed up {count} times", asked)
    return f"{words}; {times}" if asked else words


def list_to_sign(today: date) -> list[Noted]:
    """What waits for a call or a signature: rungs that ran out, papers that are ready, agreements, reports due."""
    return [*_rungs(today), *_ready(), *_agreements(today), *_reports(today)]


def _rungs(today: date) -> list[Noted]:
    """Promises and petitions whose last rung ran out: whom to turn to next."""
    found = rows(
        "SELECT e.record_id, max(e.due_on) FROM escalation e WHERE e.record_id NOT IN (SELECT id FROM commitment "
        "WHERE status = 'closed') AND e.record_id NOT IN (SELECT id FROM petition WHERE closed_on IS NOT NULL) "
        "GROUP BY e.record_id HAVING max(e.due_on) <= ? ORDER BY 2, 1",
        today,
    )
    named = get_found([record_id for record_id, _day in found])
    climbs = [(each, get_climb(each.id, each.noun, today).next) for each in named]
    return [Noted(each.id, each.name, _("next: {rung}").format(rung=rung.name)) for each, rung in climbs if rung]


def _ready() -> list[Noted]:
    ready = ids("SELECT id FROM petition WHERE status IN ('ready', 'approved_by_cso') ORDER BY id")
    return [Noted(each.id, each.name, _("ready to sign and hand in")) for each in get_found(ready)]


def _agreements(today: date) -> list[Noted]:
    approved = ids("SELECT id FROM agreement WHERE status = 'approved' ORDER BY id")
    ending = rows(
        f"SELECT id, expires_on FROM agreement WHERE {BINDS} AND expires_on BETWEEN ? AND ? ORDER BY expires_on, id",
        today,
        today + 3 * DAYS,
    )
    ends = {record_id: date.fromisoformat(day) for record_id, day in ending}
    return [
        *(Noted(each.id, each.name, _("agreed, to be signed")) for each in get_found(approved)),
        *(
            Noted(each.id, each.name, _("ends {day}: renew it, or let it end").format(day=format_day(ends[each.id])))
            for each in get_found(list(ends))
        ),
    ]


def _reports(today: date) -> list[Noted]:
    return [
        Noted(
            each.agreement_id,
            f"{each.agreement_reference} {each.agreement_title}",
            _("report {sentence}").format(sentence=each.sentence),
        )
        for each in list_reports_due(today + DAYS, today=today)
    ]
