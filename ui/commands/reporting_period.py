"""`kgotla reporting-period`: the periods an agreement is reported on, their days, and the words of each report."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.reporting_periods import (
    NARRATIVE,
    PeriodDraft,
    draft_period,
    lay_out_periods,
    remove_period,
    save_period,
)
from crm.queries.reporting_periods import list_periods
from crm.rules.errors import UserError
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import opening, parts
from ui.commands.arguments import count, day, past_day, text
from ui.commands.output import Output, plain

NAME = "reporting-period"
_DAYS = {"start": "starts_on", "end": "ends_on", "due": "due_on", "submitted": "submitted_on"}


def summary() -> str:
    """What the command does."""
    return _("lay out the periods an agreement is reported on, and write what each report says")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parts.add_agreement(parser)
    parser.add_argument("--lay-out", action="store_true", help=_("make all periods, as often as the agreement reports"))
    parser.add_argument("--number", metavar="NUMBER", type=count, help=_("the first, second … period: change this one"))
    parser.add_argument("--from", dest="start", metavar="DATE", type=day, help=_("its first day"))
    parser.add_argument("--to", dest="end", metavar="DATE", type=day, help=_("its last day"))
    parser.add_argument(
        "--due", metavar="DATE", type=day, help=_("when the report is due (30 days after the end, unless said)")
    )
    parser.add_argument("--submitted", metavar="DATE", type=past_day, help=_("when it was handed in"))
    for name, words in (
        ("achievements", _("what was achieved")),
        ("challenges", _("what stood in the way")),
        ("corrective", _("what is done about it")),
        ("lessons", _("what was learned")),
        ("next-period", _("what comes in the next period")),
    ):
        parser.add_argument(f"--{name}", metavar="WORDS", type=text, help=words)
    parser.add_argument("--remove", action="store_true", help=_("take the period of this --number away"))
    parser.epilog = _("Without an option it lists the periods with their numbers.")


def run(arguments: Namespace, out: Output) -> int:
    """Do what the options say, and list the periods as they are then."""
    said = [name for name in (*_DAYS, *NARRATIVE) if getattr(arguments, name) is not None]
    if not (said or arguments.lay_out or arguments.remove):
        with opening.to_read(arguments) as workspace:
            _answer(workspace, out, parts.find(workspace, arguments.record, "agreement"), None)
        return 0
    with opening.to_write(arguments) as workspace:
        agreement_id = parts.find(workspace, arguments.record, "agreement")
        _answer(workspace, out, agreement_id, _do(workspace, arguments, agreement_id, said))
    return 0


def _do(workspace: Workspace, arguments: Namespace, agreement_id: int, said: list[str]) -> int:
    """Run what the options say; returns the operation."""
    if arguments.lay_out:
        if said or arguments.remove or arguments.number:
            raise UserError("option-does-not-go-with", option="lay-out", other=_("other options"))
        return workspace.do(lay_out_periods, agreement_id).operation_id
    if arguments.remove:
        if said or not arguments.number:
            raise UserError("option-does-not-go-with", option="remove", other=_("anything but --number"))
        return workspace.do(remove_period, _numbered(workspace, agreement_id, arguments.number)).operation_id
    return workspace.do(save_period, _draft(workspace, arguments, agreement_id, said)).operation_id


def _draft(workspace: Workspace, arguments: Namespace, agreement_id: int, said: list[str]) -> PeriodDraft:
    if arguments.number:
        draft = workspace.ask(draft_period, _numbered(workspace, agreement_id, arguments.number))
    elif arguments.start and arguments.end:
        draft = PeriodDraft(agreement_id, arguments.start, arguments.end)
    else:
        raise UserError("period-not-named")
    for name in said:
        setattr(draft, _DAYS.get(name, name), getattr(arguments, name))
    return draft


def _numbered(workspace: Workspace, agreement_id: int, number: int) -> int:
    periods = workspace.ask(list_periods, agreement_id)
    if number > len(periods):
        raise UserError("not-found", what=_("reporting period"), id=number)
    return periods[number - 1].id


def _answer(workspace: Workspace, out: Output, agreement_id: int, operation_id: int | None) -> None:
    rows = workspace.ask(list_periods, agreement_id)
    periods = [{"number": number, "name": row.name, **plain(row)} for number, row in enumerate(rows, 1)]
    value = {"id": agreement_id, "noun": "agreements", "operation": operation_id, "periods": periods}
    lines = [f"{number}  {row.name}  {row.sentence}" for number, row in enumerate(rows, 1)]
    out.answer(value, lines or [_("No reporting periods yet.")])
