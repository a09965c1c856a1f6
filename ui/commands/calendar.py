"""`kgotla calendar`: what is planned as an iCalendar file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date

from crm.exchange.calendar_file import CalendarEntry, write_calendar
from crm.queries.engagements import list_planned
from crm.queries.export_calendar import entries_of, entries_of_opportunities
from crm.queries.opportunities import OpportunitiesFilter, get_opportunity_rows, list_opportunities
from crm.rules import clock
from resources.translations import _, ngettext
from ui.commands import opening
from ui.commands.arguments import day, path
from ui.commands.noting import note_copy
from ui.commands.output import Output

NAME = "calendar"
_OF = ("engagements", "opportunities")


def summary() -> str:
    """What the command does."""
    return _("write what is planned as a calendar file for a telephone: kind, body and reference, nothing private")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("--out", metavar="FILE.ics", type=path, required=True, help=_("the file to write"))
    parser.add_argument(
        "--of",
        choices=_OF,
        default=_OF[0],
        help=_("engagements, or opportunities with their titles and closing days (engagements, unless said)"),
    )
    parser.add_argument("--from", metavar="DATE", type=day, dest="from_day", help=_("the first day (else: today)"))
    parser.add_argument("--to", metavar="DATE", type=day, dest="to_day", help=_("the last day (else: all to come)"))


def run(arguments: Namespace, out: Output) -> int:
    """Write the file."""
    with opening.to_note(arguments) as workspace:
        first = arguments.from_day or clock.today()
        if arguments.of == "opportunities":
            entries = workspace.ask(_opportunities, first, arguments.to_day)
            said = ngettext("{count} entry", "{count} entries", len(entries))
        else:
            entries = entries_of(workspace.ask(list_planned, first, arguments.to_day))
            said = ngettext("{count} engagement", "{count} engagements", len(entries))
        count = write_calendar(entries, arguments.out)
        note_copy(workspace, arguments.out)
    out.answer({"file": arguments.out, arguments.of: count}, [f"{arguments.out}: {said}"])
    return 0


def _opportunities(first: date, last: date | None) -> list[CalendarEntry]:
    """What closes or takes place in these days."""
    wanted = OpportunitiesFilter(status="all", next_from=first, next_to=last)
    return entries_of_opportunities(get_opportunity_rows(list_opportunities(wanted, first)))
