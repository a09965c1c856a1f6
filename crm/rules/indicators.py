"""Indicators: how far a value is on its way from baseline to target, whether that is in step with the time, and counts.

A straight line from the baseline to the target is our practice, not the funder's word; the reason beside the colour
says what was reckoned. The thresholds are those of deliverables.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from crm.rules.agreements import AMBER_POINTS, RED_POINTS, Every, Light, Rag, elapsed
from crm.rules.dates import add_months, format_day
from crm.rules.errors import UserError
from crm.rules.numbers import format_number
from resources.translations import _, mark, ngettext

MOST_PERIODS = 120
REPORT_DAYS = 30
"""Days after the end of a period until its report is due, unless the agreement says otherwise: our practice."""


class Direction(StrEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"


class Counted(StrEnum):
    """What of the workspace an indicator counts; nothing is measured by hand."""

    NOTHING = ""
    ENGAGEMENTS = "engagements"
    TRAININGS = "trainings"
    PEOPLE = "people"
    ATTENDANCES = "attendances"
    PROMISES = "promises"
    PETITIONS = "petitions"
    OUTCOMES = "outcomes"
    OUTCOMES_POLICY_CHANGED = "outcomes:policy_changed"
    OUTCOMES_SERVICE_GAINED = "outcomes:service_gained"
    OUTCOMES_ACCOUNTABILITY = "outcomes:accountability_improved"
    OUTCOMES_BEHAVIOUR = "outcomes:behaviour"
    OUTCOMES_RELATIONSHIP = "outcomes:relationship"
    OUTCOMES_ACTION = "outcomes:action"
    OUTCOMES_POLICY = "outcomes:policy"
    OUTCOMES_PRACTICE = "outcomes:practice"

    @property
    def outcome(self) -> str:
        """Of outcomes, the one kind or indicator that counts; empty for all."""
        return self.value.partition(":")[2]


_LABELS: dict[str, str] = {
    Direction.INCREASE: mark("More is better"),
    Direction.DECREASE: mark("Less is better"),
    Counted.NOTHING: mark("Nothing: it is measured by hand"),
    Counted.ENGAGEMENTS: mark("Engagements held"),
    Counted.TRAININGS: mark("Trainings and workshops held"),
    Counted.PEOPLE: mark("People reached"),
    Counted.ATTENDANCES: mark("Attendances"),
    Counted.PROMISES: mark("Promises kept"),
    Counted.PETITIONS: mark("Petitions and submissions handed in"),
    Counted.OUTCOMES: mark("Outcomes"),
    Counted.OUTCOMES_POLICY_CHANGED: mark("Outcomes: policy changed"),
    Counted.OUTCOMES_SERVICE_GAINED: mark("Outcomes: service gained"),
    Counted.OUTCOMES_ACCOUNTABILITY: mark("Outcomes: accountability improved"),
    Counted.OUTCOMES_BEHAVIOUR: mark("Outcomes: behaviour"),
    Counted.OUTCOMES_RELATIONSHIP: mark("Outcomes: relationships"),
    Counted.OUTCOMES_ACTION: mark("Outcomes: action"),
    Counted.OUTCOMES_POLICY: mark("Outcomes: policy"),
    Counted.OUTCOMES_PRACTICE: mark("Outcomes: practice"),
}


def label(value: str) -> str:
    """The words for a stored value (“decrease” → “Less is better”)."""
    return _(_LABELS[value])


# --- How far -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Way:
    """From where to where by when; without a baseline what shall grow begins at nothing."""

    direction: Direction
    baseline: float | None
    target: float | None
    starts_on: date | None
    target_on: date | None

    @property
    def start(self) -> float | None:
        """Where it began; unknown where less is better and no baseline was taken."""
        if self.baseline is None and self.direction is Direction.INCREASE:
            return 0.0
        return self.baseline

    def is_reached(self, value: float) -> bool:
        """Whether the value is at least as good as the target."""
        if self.target is None:
            return False
        return value >= self.target if self.direction is Direction.INCREASE else value <= self.target


def check_way(way: Way) -> None:
    """Raises UserError("target-against-direction") for a target on the wrong side of the baseline,

    and ("target-before-baseline") for one that is to be reached before it begins.
    """
    if way.target is not None and way.baseline is not None and way.target != way.baseline:
        is_up = way.target > way.baseline
        if is_up is not (way.direction is Direction.INCREASE):
            raise UserError(
                "target-against-direction",
                baseline=format_number(way.baseline),
                target=format_number(way.target),
                direction=label(way.direction).lower(),
            )
    if way.starts_on and way.target_on and way.target_on < way.starts_on:
        raise UserError("target-before-baseline", start=way.starts_on.isoformat(), end=way.target_on.isoformat())


def progress(way: Way, value: float | None) -> int | None:
    """How much of the way is done, in per cent from 0 to 100; None where that cannot be said."""
    if value is None or way.target is None:
        return None
    if way.is_reached(value):
        return 100
    if way.start is None or way.start == way.target:
        return None if way.start is None else 0
    done = 100 * (value - way.start) / (way.target - way.start)
    return max(0, min(99, round(done)))


def expected(way: Way, on: date) -> float | None:
    """The value that would be in step with the time on a day; None without a target, a baseline or both days."""
    if way.target is None or way.start is None or way.starts_on is None or way.target_on is None:
        return None
    return way.start + (way.target - way.start) * elapsed(way.starts_on, way.target_on, on) / 100


def light(way: Way, value: float | None, on: date) -> Light:
    """How an indicator stands on a day, and why."""
    if way.target is None:
        return Light(Rag.GREY, _("no target"))
    if value is None:
        return _without_value(way, on)
    if way.is_reached(value):
        return Light(Rag.BLUE, _("target reached"))
    done = progress(way, value)
    if way.target_on is not None and way.target_on < on:
        return Light(Rag.RED, _("target not reached by {day}").format(day=format_day(way.target_on)))
    if done is None:
        return Light(Rag.GREY, _("not at the target yet; without a baseline the way cannot be reckoned"))
    if way.starts_on is None or way.target_on is None:
        return Light(Rag.GREEN, _("{progress} % of the way, no date").format(progress=done))
    return _by_time(done, elapsed(way.starts_on, way.target_on, on))


def _without_value(way: Way, on: date) -> Light:
    if way.target_on is not None and way.target_on < on:
        return Light(Rag.RED, _("no value yet, and its day was {day}").format(day=format_day(way.target_on)))
    return Light(Rag.GREY, _("no value yet"))


def _by_time(done: int, time: int) -> Light:
    behind = time - done
    if behind > AMBER_POINTS:
        reason = _("{progress} % of the way, {behind} points behind the time").format(progress=done, behind=behind)
        return Light(Rag.RED if behind > RED_POINTS else Rag.AMBER, reason)
    return Light(Rag.GREEN, _("{progress} % of the way, in step with the time").format(progress=done))


def value_words(value: float | None, unit: str) -> str:
    """“1 250 people”, “62,5 %”; nothing for no value."""
    return f"{format_number(value)}\N{NO-BREAK SPACE}{unit}".rstrip() if value is not None else ""


# --- Counting ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted: the value, from how many records, how many did not say, and how many lie outside the days.

    The value is None where none of the records says.
    """

    value: int | None
    records: int
    unrecorded: int = 0
    outside: int = 0


def count_words(counted: Counted, count: Count, start: date | None, end: date) -> str:
    """“People reached at 4 engagements until 22 Nov 2026, each counted on its own; 1 did not write them down.”"""
    words = f"{_counted_words(counted, count.records)} {_days(start, end)}"
    parts = [words]
    if counted is Counted.PEOPLE and count.records - count.unrecorded > 1:
        parts.append(_("somebody who came to two of them is in both counts"))
    if count.unrecorded:
        said = ngettext("{count} did not write it down", "{count} did not write it down", count.unrecorded)
        parts.append(said)
    if count.outside:
        parts.append(ngettext("{count} more is not of these days", "{count} more are not of these days", count.outside))
    return "; ".join(parts) + "."


def _counted_words(counted: Counted, records: int) -> str:
    if counted in (Counted.PEOPLE, Counted.ATTENDANCES):
        words = label(counted)
        return words + " " + ngettext("at {count} engagement", "at {count} engagements", records)
    return f"{label(counted)}: {records}"


def _days(start: date | None, end: date) -> str:
    if start is None:
        return _("until {end}").format(end=format_day(end))
    return _("from {start} to {end}").format(start=format_day(start), end=format_day(end))


# --- Periods that are reported on --------------------------------------------------------------------------------


SHORTEST_PERIOD = timedelta(days=14)
"""What is left over at the end of an agreement and is shorter belongs to the period before: our practice, not law."""


def report_periods(start: date, end: date, every: Every) -> list[tuple[date, date]]:
    """The periods from the first to the last day, one after the other; the last may be shorter.

    A remainder of at most two weeks belongs to the period before it: nobody reports on a single day.

    Raises UserError("report-never-due") where nothing says how often, ("too-many-periods") for more than 120.
    """
    if not every.months:
        raise UserError("report-never-due")
    found: list[tuple[date, date]] = []
    begins = start
    while begins <= end:
        after = add_months(start, every.months * (len(found) + 1))
        found.append((begins, min(after - timedelta(days=1), end)))
        begins = after
        if len(found) > MOST_PERIODS:
            raise UserError("too-many-periods", count=MOST_PERIODS)
    if len(found) > 1 and found[-1][1] - found[-1][0] < SHORTEST_PERIOD:
        found[-2:] = [(found[-2][0], end)]
    return found


def period_words(start: date, end: date) -> str:
    """“1 Apr – 30 Jun 2026”."""
    return _("{start} to {end}").format(start=format_day(start), end=format_day(end))


def due_words(due_on: date | None, submitted_on: date | None, today: date) -> str:
    """Where a report stands: “due in 12 days, on 4 Dec 2026”, “submitted on 3 Dec 2026, 1 day early”."""
    if submitted_on is not None:
        return _submitted_words(due_on, submitted_on)
    if due_on is None:
        return _("no date")
    days = (due_on - today).days
    if days < 0:
        when = ngettext("outstanding for {count} day", "outstanding for {count} days", -days)
        return _("{when}, was due on {day}").format(when=when, day=format_day(due_on))
    when = ngettext("due in {count} day", "due in {count} days", days) if days else _("due today")
    return _("{when}, on {day}").format(when=when, day=format_day(due_on))


def _submitted_words(due_on: date | None, submitted_on: date) -> str:
    said = _("submitted on {day}").format(day=format_day(submitted_on))
    late = (submitted_on - due_on).days if due_on is not None else 0
    if late > 0:
        return _("{said}, {late}").format(said=said, late=ngettext("{count} day late", "{count} days late", late))
    return said
