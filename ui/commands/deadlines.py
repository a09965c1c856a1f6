"""`kgotla deadlines`: what is late and what is coming, of every noun, or as a calendar file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date, timedelta
from typing import Any

from crm.exchange.calendar_file import write_calendar
from crm.queries.deadlines import Deadline, DeadlinesFilter, list_deadlines
from crm.queries.export_calendar import entries_of_deadlines
from crm.rules import clock
from crm.rules.deadlines import Kind, label
from crm.workspace import Workspace
from resources.translations import _, ngettext
from ui.commands import naming, opening
from ui.commands.arguments import count, day, path, text
from ui.commands.noting import note_copy
from ui.commands.output import LEVELS, Output, plain, table

NAME = "deadlines"
DEFAULT_DAYS = 30
_COLUMNS = ("day", "when", "what", "record", "name", "party", "place", "owner", "basis")
_HEADINGS = [(key, key.capitalize()) for key in _COLUMNS]


def summary() -> str:
    """What the command does."""
    return _("list what is late and what is due, of every kind: promises, petitions, steps, reports, calls")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "--days", metavar="NUMBER", type=count, default=DEFAULT_DAYS, help=_("so many days ahead (30, unless said)")
    )
    parser.add_argument(
        "--from", metavar="DATE", type=day, dest="from_day", help=_("from this day on (else: also what is late)")
    )
    parser.add_argument(
        "--kind", choices=[kind.value for kind in Kind], action="append", default=[], help=_("only of this kind")
    )
    parser.add_argument("--owner", metavar="NAME", type=text, help=_("only what somebody of the team answers for"))
    parser.add_argument("--body", metavar="RECORD", type=text, help=_("only what this body owes, asks or offers"))
    parser.add_argument("--late", action="store_true", help=_("only what is late"))
    parser.add_argument("--ics", metavar="FILE.ics", type=path, help=_("write a calendar file: references only"))
    parser.add_argument("--titles", action="store_true", help=_("in the calendar file, also what each is about"))


def run(arguments: Namespace, out: Output) -> int:
    """List them, or write the file."""
    opened = opening.to_read if arguments.ics is None else opening.to_note
    with opened(arguments) as workspace:
        found = workspace.ask(list_deadlines, *_days(arguments), _wanted(workspace, arguments))
        if arguments.ics is not None:
            entries = workspace.ask(entries_of_deadlines, found, with_titles=arguments.titles)
            written = write_calendar(entries, arguments.ics)
            note_copy(workspace, arguments.ics)
            said = ngettext("{count} deadline", "{count} deadlines", written)
            out.answer({"file": arguments.ics, "deadlines": written}, [f"{arguments.ics}: {said}"])
            return 0
    rows = [_describe(row) for row in found]
    shown = [row | {"basis": label(row["basis"])} for row in rows]
    out.answer(rows, table(shown, _HEADINGS) if rows else [_("Nothing found.")])
    return 0


def _days(arguments: Namespace) -> tuple[date | None, date]:
    return arguments.from_day, (arguments.from_day or clock.today()) + timedelta(days=arguments.days)


def _wanted(workspace: Workspace, arguments: Namespace) -> DeadlinesFilter:
    owner, body = arguments.owner, arguments.body
    return DeadlinesFilter(
        kinds=tuple(arguments.kind),
        owner_id=naming.resolve(workspace, owner, "team") if owner else None,
        body_id=naming.resolve(workspace, body, "organisations") if body else None,
        is_late=arguments.late,
    )


def _describe(row: Deadline) -> dict[str, Any]:
    head = {"record": f"{row.noun}:{row.id}", "name": row.name, "key": row.key, "is_legal": row.is_legal}
    return {**head, **plain(row), "confidentiality": LEVELS[row.confidentiality]}
