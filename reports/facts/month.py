"""The facts of the month on one page: what moved, what is stuck, what needs a call or signature, clocks, gaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crm.rules.dates import format_day
from reports.facts.audience import level_of
from reports.facts.confidentiality import LEVELS, Gate
from reports.facts.head import Head, gather_head
from reports.options import Chosen, Option
from resources.translations import _, ngettext

if TYPE_CHECKING:
    from crm.queries.deadlines import Deadline
    from crm.queries.month import Noted

OPTIONS: tuple[Option, ...] = ()
MOST = 5
"""Lines of a section: what is most pressing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A record, and why it is on the page."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Section:
    """The most pressing of one kind, and how many there are in all; `none` says that there is nothing."""

    name: str
    lines: tuple[Line, ...]
    count: int
    none: str


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """Everything the page says."""

    head: Head
    summary: str
    sections: tuple[Section, ...]
    gaps: tuple[str, ...]


def gather(ask: Callable[..., Any], chosen: Chosen) -> MonthFacts:
    """Read the month up to the day chosen."""
    from crm.queries import deadlines, month
    from crm.queries.today import get_today

    today = chosen.today
    gate = Gate(ask, LEVELS[level_of(chosen)])
    moved, stuck, to_sign = (
        _passing(ask(query, today), gate) for query in (month.list_moved, month.list_stuck, month.list_to_sign)
    )
    wanted = deadlines.DeadlinesFilter(max_confidentiality=gate.level, with_background=False)
    clocks = ask(deadlines.list_deadlines, today, today + month.DAYS, wanted, today)
    period = _("{start} to {end}").format(start=format_day(today - month.DAYS), end=format_day(today))
    return MonthFacts(
        head=gather_head(ask, chosen, _("The month on one page"), period, shown=gate.words()),
        summary=_summary(len(moved), len(stuck), len(to_sign)),
        sections=(
            _section(_("Needs your call or signature"), to_sign, _("Nothing waits for you.")),
            _section(_("Stuck"), stuck, _("Nothing that is late has lain still for a month.")),
            _clocks(clocks),
            _section(_("Moved"), moved, _("Nothing moved.")),
        ),
        gaps=_gaps(ask(get_today, today)),
    )


def _passing(found: Sequence[Noted], gate: Gate) -> list[Noted]:
    return [each for each in found if gate.passes(each.id)]


def _section(name: str, found: Sequence[Noted], none: str) -> Section:
    return Section(name, tuple(Line(each.name, each.why) for each in found[:MOST]), len(found), none)


def _clocks(found: Sequence[Deadline]) -> Section:
    lines = tuple(
        Line(each.name, _("{day}: {what}").format(day=format_day(each.day), what=each.what or each.party))
        for each in found[:MOST]
    )
    return Section(_("Due in the next 30 days"), lines, len(found), _("Nothing is due."))


def _summary(moved: int, stuck: int, to_sign: int) -> str:
    sentences = (
        ngettext("{count} thing needs your call or signature.", "{count} things need your call or signature.", to_sign)
        if to_sign
        else _("Nothing needs your call or signature."),
        ngettext("{count} is stuck.", "{count} are stuck.", stuck) if stuck else "",
        ngettext("{count} moved in the month.", "{count} moved in the month.", moved) if moved else "",
    )
    return " ".join(sentence for sentence in sentences if sentence)


def _gaps(today: Any) -> tuple[str, ...]:
    """What is missing in the data, so that the page is read for what it is."""
    found = (
        (
            today.incomplete,
            ngettext(
                "{count} open promise has no date, owner or name",
                "{count} open promises have no date, owner or name",
                today.incomplete,
            ),
        ),
        (
            today.to_close_out_count,
            ngettext(
                "{count} engagement is not closed out",
                "{count} engagements are not closed out",
                today.to_close_out_count,
            ),
        ),
        (
            today.unverified,
            ngettext(
                "{count} person or body was not checked for long",
                "{count} people and bodies were not checked for long",
                today.unverified,
            ),
        ),
        (
            len(today.vacancies),
            ngettext("{count} office is vacant", "{count} offices are vacant", len(today.vacancies)),
        ),
    )
    return tuple(words for count, words in found if count)
