"""`kgotla history`: what was done, by whom, and what it changed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator

from crm.queries.history import HistoryEntry
from crm.queries.records import get_record
from crm.rules.dates import local_time
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import RecordName, count, record_or_reference
from ui.commands.output import Output

NAME = "history"
DEFAULT_LIMIT = 50


def summary() -> str:
    """What the command does."""
    return _("tell what was done, newest first: in the whole workspace, or to one record")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "record", metavar="RECORD", nargs="?", type=record_or_reference, help=_("only what touched this record")
    )
    parser.add_argument(
        "--limit", metavar="NUMBER", type=count, default=DEFAULT_LIMIT, help=_("at most so many (50, unless said)")
    )


def run(arguments: Namespace, out: Output) -> int:
    """Tell the history; of a record that is gone, too."""
    with opening.to_read(arguments) as workspace:
        record_id = _record_id(workspace, arguments.record)
        found = workspace.history(record_id, arguments.limit)
        named = arguments.record
        if isinstance(named, RecordName) and (not found or workspace.ask(get_record, named.id) is not None):
            naming.require(workspace, named)
    out.answer([_as_json(entry) for entry in found], _lines(found))
    return 0


def _record_id(workspace: Workspace, named: RecordName | str | None) -> int | None:
    if isinstance(named, RecordName):
        return named.id
    return naming.resolve(workspace, named, *naming.WITH_REFERENCES) if named else None


def _as_json(entry: HistoryEntry) -> dict[str, object]:
    return {
        "operation": entry.operation_id,
        "label": entry.label,
        "at": entry.at,
        "by": entry.by,
        "undone": entry.undone,
        "reverses": entry.reverses,
        "can_undo": entry.can_undo,
        "lines": entry.lines,
    }


def _lines(found: Iterable[HistoryEntry]) -> Iterator[str]:
    for entry in found:
        undone = " " + _("(undone)") if entry.undone else ""
        yield f"{entry.operation_id:>6}  {_moment(entry.at)}  {entry.by}  {entry.label}{undone}"
        for line in entry.lines:
            yield f"        {line}"


def _moment(at: str) -> str:
    """A stored moment as the clock here showed it."""
    return f"{local_time(at):%Y-%m-%d %H:%M}"
