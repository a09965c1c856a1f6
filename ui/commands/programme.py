"""`kgotla programme`: write down a stretch of a body's programme, change or remove one, and see what a day is."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.calendar import PeriodDraft, remove_period, save_period
from crm.queries.programme import PeriodRow, get_period_rows, list_periods, says_of_day
from crm.rules.dates import format_day
from crm.rules.errors import UserError
from crm.rules.programme import Kind, label
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import day, text
from ui.commands.output import Output, plain, table

NAME = "programme"
_COLUMNS = (("record", "Record"), ("body", "Body"), ("name", "Period"), ("starts_on", "From"), ("ends_on", "To"))


def summary() -> str:
    """What the command does."""
    return _("a body's recess, constituency, oversight and committee weeks: list, add, change; or what a day is")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "body", metavar="RECORD", nargs="?", type=text, help=_("the legislature, council or committee (else: all)")
    )
    parser.add_argument("--add", choices=tuple(Kind), help=_("write down a period of this kind, with --from and --to"))
    parser.add_argument("--change", metavar="RECORD", type=text, help=_("change this period: calendar:12"))
    parser.add_argument("--remove", metavar="RECORD", type=text, help=_("remove this period: calendar:12"))
    parser.add_argument("--kind", choices=tuple(Kind), help=_("with --change: another kind"))
    parser.add_argument("--from", dest="starts", metavar="DATE", type=day, help=_("its first day"))
    parser.add_argument("--to", dest="ends", metavar="DATE", type=day, help=_("its last day"))
    parser.add_argument("--name", metavar="WORDS", type=text, help=_("what it is called"))
    parser.add_argument("--on", metavar="DATE", type=day, help=_("say what that day is in the body's programme"))


def run(arguments: Namespace, out: Output) -> int:
    """List the programme, or change it."""
    if arguments.add or arguments.change or arguments.remove:
        with opening.to_write(arguments) as workspace:
            _write(workspace, arguments, out)
        return 0
    with opening.to_read(arguments) as workspace:
        body_id = _body(workspace, arguments) if arguments.body or arguments.on else None
        if arguments.on:
            said = workspace.ask(says_of_day, body_id, arguments.on)
            out.answer({"on": arguments.on, "says": said}, [said or _("Nothing is known of that day.")])
            return 0
        found = [_described(row) for row in workspace.ask(list_periods, body_id, arguments.starts, arguments.ends)]
    out.answer(found, table(found, _COLUMNS) if found else [_("Nothing found.")])
    return 0


def _write(workspace: Workspace, arguments: Namespace, out: Output) -> None:
    if arguments.remove:
        done = workspace.do(remove_period, _period(workspace, arguments.remove).id)
        out.answer({"removed": done.value, "operation": done.operation_id}, [_("Removed.")])
        return
    saved = workspace.do(save_period, _draft(workspace, arguments))
    (row,) = workspace.ask(get_period_rows, [saved.value[0]])
    days = _("{first} to {last}").format(first=format_day(row.starts_on), last=format_day(row.ends_on))
    line = f"calendar:{row.id}  {row.name}, {row.body}: {days}"
    out.answer(_described(row) | {"operation": saved.operation_id}, [line])


def _draft(workspace: Workspace, arguments: Namespace) -> PeriodDraft:
    if arguments.change:
        row = _period(workspace, arguments.change)
        return PeriodDraft(
            row.body_id,
            arguments.kind or row.kind,
            arguments.starts or row.starts_on,
            arguments.ends or row.ends_on,
            row.period if arguments.name is None else arguments.name,
            row.uid,
            row.id,
        )
    if arguments.starts is None or arguments.ends is None:
        raise UserError("option-needs-another", option="add", other="from, --to")
    name = arguments.name or ""
    return PeriodDraft(_body(workspace, arguments), arguments.add, arguments.starts, arguments.ends, name)


def _body(workspace: Workspace, arguments: Namespace) -> int:
    return naming.resolve(workspace, arguments.body or "", "organisations")


def _period(workspace: Workspace, name: str) -> PeriodRow:
    found = workspace.ask(get_period_rows, [naming.resolve(workspace, name, "calendar")])
    if not found:
        raise UserError("record-not-found", record=name)
    return found[0]


def _described(row: PeriodRow) -> dict[str, object]:
    fields: dict[str, object] = plain(row)
    return {"record": f"calendar:{row.id}", "name": row.name} | fields | {"kind_words": label(row.kind)}
