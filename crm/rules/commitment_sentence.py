"""The one sentence that says how late a commitment is, made here for screen, paper and letters alike.

Its clauses always stand in this order, joined by semicolons:
the promise; how the date moved; where it stands by the calendar; whether anyone saw it done.
"""

from __future__ import annotations

from datetime import date

from crm.rules.commitment_terms import Direction, Outcome, Status
from crm.rules.dates import format_day
from crm.rules.due_dates import DateMove, DueDates
from resources.translations import _, ngettext


def lateness_sentence(
    made_on: date,
    due: DueDates,
    status: Status,
    outcome: Outcome | None,
    is_verified: bool,
    today: date,
    closed_on: date | None = None,
    said_done_on: date | None = None,
    *,
    direction: Direction = Direction.THEY_OWE_US,
) -> str:
    """Say when it was promised, for when, what became of the date, how late it is, and what we have seen.

    `is_verified`: evidence was seen by us. `direction` only chooses “they” or “we”.
    """
    is_ours = direction is Direction.WE_OWE_THEM
    clauses = [*_promise(made_on, due, today), *_moves(due, today, is_ours)]
    if status is Status.CLOSED:
        clauses += _ending(due, outcome, is_verified, today, closed_on)
    else:
        clauses += _standing(due, today)
        if status is Status.CLAIMED_DONE:
            clauses.append(_claim(is_verified, today, said_done_on, is_ours))
    return "; ".join(clauses) + "."


def date_sentence(due: DueDates, today: date, *, is_open: bool, ended_on: date | None = None, ended: str = "") -> str:
    """Say of anything with a date, such as a deliverable, for when it was, how that moved, and how late it is.

    `ended_on`: the day it was delivered, where it was; `ended` says that in other words (“done {date}”).
    """
    if due.first is None:
        return _("No date.")
    clauses = [_("Due {date}").format(date=format_day(due.first, today)), *_moves(due, today, is_ours=False)]
    if ended_on is not None:
        said = (ended or _("delivered {date}")).format(date=format_day(ended_on, today))
        timing = _timing(due, ended_on)
        clauses.append(f"{said}, {timing}" if timing else said)
    elif is_open:
        clauses += _standing(due, today)
    return "; ".join(clauses) + "."


def _promise(made_on: date, due: DueDates, today: date) -> list[str]:
    made = format_day(made_on, today)
    if due.original is not None:
        return [_("Promised {made} for {date}").format(made=made, date=format_day(due.original, today))]
    if not due.moves:
        return [_("Promised {made}").format(made=made), _("no date given")]
    return [_("Promised {made} without a date").format(made=made), _first_naming(due.moves[0], today)]


def _first_naming(move: DateMove, today: date) -> str:
    words = _("{date} named {said_on}") if move.is_agreed else _("{date} named {said_on}, not agreed")
    return words.format(date=format_day(move.new, today), said_on=format_day(move.said_on, today))


def _moves(due: DueDates, today: date, is_ours: bool) -> list[str]:
    if not due.slips:
        return []
    newest = due.slips[-1]
    to = format_day(newest.new, today)
    if newest.is_agreed:
        return [_how_often(due), _("now {date}").format(date=to)]
    words = (
        _("we moved it to {date}, they did not agree") if is_ours else _("they moved it to {date}, we did not agree")
    )
    refused = words.format(date=to)
    return [refused] if len(due.slips) == 1 else [_how_often(due), refused]


def _how_often(due: DueDates) -> str:
    count = len(due.slips)
    often = {1: _("moved once"), 2: _("moved twice")}.get(count) or _("moved {count} times").format(count=count)
    if due.slips[-1].is_agreed and not all(move.is_agreed for move in due.slips):
        return _("{often}, not always agreed").format(often=often)
    return often


def _standing(due: DueDates, today: date) -> list[str]:
    """Where it stands by the calendar; a date that slips may not be made to look in good time."""
    first, agreed = due.first, due.agreed
    if first is None or agreed is None:
        return []
    is_past_first = agreed != first and today > first
    looks_better_than_it_is = due.is_slipping and is_past_first and today <= agreed
    parts = [] if looks_better_than_it_is else [_until(agreed, today)]
    if is_past_first:
        parts.append(_after_first(first, today))
    return [", ".join(parts)]


def _until(day: date, today: date) -> str:
    days = (day - today).days
    if days == 0:
        return _("due today")
    if days > 0:
        return ngettext("due in {count} day", "due in {count} days", days)
    return ngettext("{count} day late", "{count} days late", -days)


def _after_first(first: date, day: date) -> str:
    return ngettext("{count} day after the first date", "{count} days after the first date", (day - first).days)


def _claim(is_verified: bool, today: date, said_done_on: date | None, is_ours: bool) -> str:
    if said_done_on is None:
        says = _("we say done") if is_ours else _("they say done")
    else:
        says = _("we said done {date}") if is_ours else _("they said done {date}")
        says = says.format(date=format_day(said_done_on, today))
    return f"{says}, {_seen(is_verified)}"


def _seen(is_verified: bool) -> str:
    return _("seen by us") if is_verified else _("not seen by us")


def _ending(
    due: DueDates, outcome: Outcome | None, is_verified: bool, today: date, closed_on: date | None
) -> list[str]:
    ended = _outcome_words(outcome)
    if closed_on is not None:
        ended = f"{ended} {format_day(closed_on, today)}"
    if outcome not in (Outcome.KEPT, Outcome.PARTLY_KEPT):
        return [ended]
    if closed_on is not None and (timing := _timing(due, closed_on)):
        ended = f"{ended}, {timing}"
    return [ended] if is_verified else [ended, _seen(is_verified)]


def _outcome_words(outcome: Outcome | None) -> str:
    words = {
        None: _("closed"),
        Outcome.KEPT: _("kept"),
        Outcome.PARTLY_KEPT: _("partly kept"),
        Outcome.NOT_KEPT: _("not kept, closed"),
        Outcome.WITHDRAWN: _("withdrawn"),
        Outcome.LAPSED: _("lapsed"),
        Outcome.SUPERSEDED: _("superseded"),
        Outcome.DUPLICATE: _("closed as a duplicate"),
        Outcome.NOT_A_COMMITMENT: _("closed as not a commitment"),
    }
    return words[outcome]


def _timing(due: DueDates, closed_on: date) -> str:
    first, agreed = due.first, due.agreed
    if first is None or agreed is None:
        return ""
    if due.slips and closed_on > first:
        return _after_first(first, closed_on)
    if closed_on > agreed:
        return ngettext("{count} day after the date", "{count} days after the date", (closed_on - agreed).days)
    return _("by the first date") if due.slips or due.is_slipping else _("on time")
