"""`kgotla search`: find records of any noun by the words in them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from crm.queries.records import Found, find
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import count, text
from ui.commands.output import Output, table

NAME = "search"
DEFAULT_LIMIT = 30


def summary() -> str:
    """What the command does."""
    return _("find records in which every word of the text begins a word")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "text",
        metavar="TEXT",
        type=text,
        nargs="+",
        help=_("what to look for; “-” reads one query a line from standard input and answers each with a line of JSON"),
    )
    parser.add_argument(
        "--limit", metavar="NUMBER", type=count, default=DEFAULT_LIMIT, help=_("at most so many (30, unless said)")
    )


def run(arguments: Namespace, out: Output) -> int:
    """Answer the query, or every line of standard input."""
    with opening.to_read(arguments) as workspace:
        if arguments.text == ["-"]:
            for query in queries():
                out.stream(_answer(workspace, query, arguments.limit))
            return 0
        found = _answer(workspace, " ".join(arguments.text), arguments.limit)
    columns = (("record", _("Record")), ("name", _("Name")), ("detail", ""))
    out.answer(found, table(found, columns) if found else [_("Nothing found.")])
    return 0


def queries() -> Iterator[str]:
    """The lines of standard input, as they come."""
    if sys.stdin is not None:
        for line in iter(sys.stdin.readline, ""):
            yield text(line.strip())


def _answer(workspace: Workspace, query: str, limit: int) -> list[dict[str, object]]:
    return [describe(found) for found in workspace.ask(find, query, limit)]


def describe(found: Found) -> dict[str, object]:
    """A record in a mixed list, as programs read it."""
    return {
        "id": found.id,
        "noun": found.noun,
        "name": found.name,
        "detail": found.detail,
        "record": f"{found.noun}:{found.id}",
    }
