"""`kgotla history`: what was done, by whom, and what it changed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator

from crm.queries.audit import AuditCount, AuditFilter, count_audit, find_author
from crm.queries.history import HistoryEntry, find_history
from crm.queries.records import get_record
from crm.rules.audit import NOUN_LABELS, Act
from crm.rules.dates import local_time
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import RecordName, count, past_day, record_or_reference, text
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
    parser.add_argument("--by", metavar="NAME", type=text, default="", help=_("only what this person did"))
    parser.add_argument("--from", dest="since", metavar="DATE", type=past_day, help=_("only since this day"))
    parser.add_argument("--to", dest="until", metavar="DATE", type=past_day, help=_("only until this day"))
    parser.add_argument(
        "--act",
        metavar="KIND",
        type=lambda value: value.replace("-", "_"),
        choices=list(Act),
        help=_("only this: {known}").format(known=", ".join(Act).replace("_", "-")),
    )
    parser.add_argument(
        "--noun",
        metavar="NOUN",
        default="",
        choices=list(NOUN_LABELS),
        help=_("only what touched records of this kind: {known}").format(known=", ".join(NOUN_LABELS)),
    )
    parser.add_argument("--text", metavar="WORDS", type=text, default="", help=_("only with these words in it"))
    parser.add_argument(
        "--count", action="store_true", help=_("only say how many things were done, and how many by whom")
    )
    parser.epilog = _("“kgotla report audit-trail --out trail.pdf” prints it, with the same choices.")
    parser.add_argument(
        "--limit", metavar="NUMBER", type=count, default=DEFAULT_LIMIT, help=_("at most so many (50, unless said)")
    )


def run(arguments: Namespace, out: Output) -> int:
    """Tell the history; of a record that is gone, too."""
    with opening.to_read(arguments) as workspace:
        wanted = _wanted(workspace, arguments)
        if arguments.count:
            _tell_counts(workspace.ask(count_audit, wanted), out)
            return 0
        found = workspace.ask(find_history, wanted, arguments.limit)
        named = arguments.record
        if isinstance(named, RecordName) and (not found or workspace.ask(get_record, named.id) is not None):
            naming.require(workspace, named)
    out.answer([_as_json(entry) for entry in found], _lines(found))
    return 0


def _wanted(workspace: Workspace, arguments: Namespace) -> AuditFilter:
    record_id = _record_id(workspace, arguments.record)
    act = Act(arguments.act) if arguments.act else None
    who = workspace.ask(find_author, arguments.by) if arguments.by else ""
    return AuditFilter(who, arguments.since, arguments.until, arguments.noun, record_id, act, arguments.text)


def _tell_counts(counted: AuditCount, out: Output) -> None:
    people = [{"by": name, "count": count} for name, count in counted.by_person]
    lines = [f"{count:>6}  {name}" for name, count in (*counted.by_person, (_("together"), counted.total))]
    out.answer({"total": counted.total, "people": people}, lines)


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
        "old_values_dropped": entry.is_compacted,
        "lines": entry.lines,
    }


def _lines(found: Iterable[HistoryEntry]) -> Iterator[str]:
    for entry in found:
        notes = (_("(undone)") if entry.undone else "", _("(old values dropped)") if entry.is_compacted else "")
        after = "".join(f" {note}" for note in notes if note)
        yield f"{entry.operation_id:>6}  {_moment(entry.at)}  {entry.by}  {entry.label}{after}"
        for line in entry.lines:
            yield f"        {line}"


def _moment(at: str) -> str:
    """A stored moment as the clock here showed it."""
    return f"{local_time(at):%Y-%m-%d %H:%M}"
