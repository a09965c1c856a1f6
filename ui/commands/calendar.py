"""`kgotla calendar`: what is planned as an iCalendar file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.exchange.calendar_file import write_calendar
from crm.queries.engagements import list_planned
from crm.queries.export_calendar import entries_of
from crm.rules import clock
from resources.translations import _, ngettext
from ui.commands import opening
from ui.commands.arguments import day, path
from ui.commands.output import Output

NAME = "calendar"


def summary() -> str:
    """What the command does."""
    return _("write what is planned as a calendar file for a telephone: kind, body and reference, nothing private")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("--out", metavar="FILE.ics", type=path, required=True, help=_("the file to write"))
    parser.add_argument("--from", metavar="DATE", type=day, dest="from_day", help=_("the first day (else: today)"))
    parser.add_argument("--to", metavar="DATE", type=day, dest="to_day", help=_("the last day (else: all to come)"))


def run(arguments: Namespace, out: Output) -> int:
    """Write the file."""
    with opening.to_read(arguments) as workspace:
        rows = workspace.ask(list_planned, arguments.from_day or clock.today(), arguments.to_day)
    count = write_calendar(entries_of(rows), arguments.out)
    said = ngettext("{count} engagement", "{count} engagements", count)
    out.answer({"file": arguments.out, "engagements": count}, [f"{arguments.out}: {said}"])
    return 0
