"""`kgotla export`: take lists, or the whole workspace, out into a file; what left and why is remembered."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import chain
from typing import Any

from crm.exchange.files import fingerprint
from crm.exchange.writers import Sheet, write_csv, write_json
from crm.operations.privacy import record_taken_out
from crm.queries.exports import ENDINGS, FORMATS, Format, TakenOut, Wanted, format_of, left_out_words, take_out
from crm.rules.errors import UserError
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import path, text
from ui.commands.list_ import add_filters, filters_of, refuse_other_filters
from ui.commands.listing import LISTINGS, Filters, describe_all
from ui.commands.output import LEVELS, Output, in_words
from ui.commands.pages import describe
from ui.commands.withholding import withheld

NAME = "export"
_PAGES = (
    "places",
    "offices",
    "engagements",
    "commitments",
    "agreements",
    "petitions",
    "plans",
    "issues",
    "opportunities",
    "outcomes",
    "templates",
    "topics",
    "routes",
    "clocks",
    "calendar",
    "team",
)
_NOUNS = tuple(dict.fromkeys((*FORMATS, *_PAGES)))
_PLAIN = (Format.CSV, Format.JSON)  # every noun can be a plain table, or the pages of its records


def summary() -> str:
    """What the command does."""
    return _("take lists out as CSV, Excel or JSON, or the whole workspace; why is kept for the privacy register")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "noun", metavar="NOUN", choices=_NOUNS, help=_("what to take out: {nouns}").format(nouns=", ".join(_NOUNS))
    )
    parser.add_argument("--out", metavar="FILE", type=path, required=True, help=_("the file to write"))
    parser.add_argument("--why", metavar="REASON", type=text, required=True, help=_("what it is taken out for"))
    parser.add_argument("--given-to", metavar="WHOM", type=text, default="", help=_("who gets the file"))
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        type=text,
        default="",
        help=_("{formats}; without it the ending of the file says").format(formats=", ".join(Format)),
    )
    parser.add_argument(
        "--confidentiality",
        metavar="LEVEL",
        choices=LEVELS,
        default=LEVELS[0],
        help=_("up to which level records go out: open, internal or restricted (open, unless said)"),
    )
    parser.add_argument(
        "--with-private",
        action="store_true",
        help=_("private contact details too; in a calendar file the names of those expected"),
    )
    add_filters(parser)
    parser.epilog = _(
        "A list comes back through “kgotla import” and changes nothing. “kgotla list given-out” tells what left this\n"
        "workspace, when, for what and by whom. The whole workspace goes out whole, whatever its confidentiality."
    )


def run(arguments: Namespace, out: Output) -> int:
    """Write the file, and remember that it was taken out."""
    refuse_other_filters(arguments, LISTINGS[arguments.noun].filters if arguments.noun in LISTINGS else frozenset())
    with opening.to_write(arguments) as workspace:
        taken = _take_out(arguments, workspace)
        workspace.do(record_taken_out, taken, arguments.why, arguments.given_to)
    value = {
        "files": [
            {
                "file": arguments.out,
                "rows": taken.count,
                "left_out": taken.left_out,
                "format": taken.wanted.format,
                "sha256": taken.sha256,
                "said": taken.said,
            }
        ]
    }
    out.answer(value, _lines(taken))
    return 0


def _lines(taken: TakenOut) -> Iterator[str]:
    yield _("{file}: {count} records").format(file=taken.wanted.file, count=taken.count)
    if taken.left_out:
        yield left_out_words(taken.left_out)
    yield from taken.said


def _take_out(arguments: Namespace, workspace: Workspace) -> TakenOut:
    noun, filters = arguments.noun, Filters()
    if noun in LISTINGS:
        filters = filters_of(workspace, arguments)
    form = _format(arguments)
    is_plain = form not in FORMATS.get(noun, ())
    is_chosen = filters != Filters() and not is_plain
    wanted = Wanted(
        noun=noun,
        format=form,
        file=arguments.out,
        by=workspace.user_name,
        ids=tuple(row.id for row in LISTINGS[noun].rows(workspace, filters)) if is_chosen else None,
        filters=_filters_in_words(arguments),
        level=LEVELS.index(arguments.confidentiality),
        with_private=arguments.with_private,
    )
    return _plainly(workspace, wanted, filters) if is_plain else workspace.ask(take_out, wanted)


def _format(arguments: Namespace) -> Format:
    noun, name, ending = arguments.noun, arguments.format, arguments.out.suffix.casefold()
    if noun != "workspace":
        for plain in _PLAIN:
            is_wanted = plain == name or (not name and ENDINGS[plain] == ending)
            if is_wanted and plain not in FORMATS.get(noun, ()):
                return plain
    if noun not in FORMATS:
        raise UserError("export-format-not-known", format=name or ending or arguments.out.name, known="csv, json")
    return format_of(noun, arguments.out, name)


def _filters_in_words(arguments: Namespace) -> str:
    names = ("as_of", "text", "kind", "side", "status", "direction", "lateness", "body", "person", "topic")
    chosen = {name: getattr(arguments, name) for name in (*names, "since", "until")}
    return ", ".join(f"{name}: {value}" for name, value in chosen.items() if value is not None)


# --- Plain tables and pages ------------------------------------------------------------------------------------------


def _plainly(workspace: Workspace, wanted: Wanted, filters: Filters) -> TakenOut:
    """What no program of ours reads back: a table of what the list shows, or everything kept of each record."""
    is_table = wanted.format is Format.CSV
    found = list((_rows if is_table else _pages)(workspace, wanted.noun, filters))
    hidden = withheld(workspace, wanted.level, wanted.with_private)
    kept = [hidden.without(row) for row in found if not hidden.has(row)]
    count = write_csv(_sheet(wanted.noun, kept), wanted.file) if is_table else write_json(kept, wanted.file)
    return TakenOut(wanted, count, len(found) - len(kept), fingerprint(wanted.file))


def _sheet(noun: str, rows: list[dict[str, Any]]) -> Sheet:
    headings = tuple(dict.fromkeys(chain.from_iterable(rows)))
    return Sheet(noun, headings, ([in_words(row.get(heading)) for heading in headings] for row in rows))


def _pages(workspace: Workspace, noun: str, filters: Filters) -> Iterator[dict[str, Any]]:
    """Everything kept of each record of the noun."""
    for row in LISTINGS[noun].rows(workspace, filters):
        yield {"record": f"{noun}:{row.id}"} | describe(workspace, row.id)


def _rows(workspace: Workspace, noun: str, filters: Filters) -> Iterator[dict[str, Any]]:
    """One row a record, each cell a value."""
    for row in describe_all(workspace, noun, filters):
        yield {name: value for name, value in row.items() if name not in ("id", "noun")}
