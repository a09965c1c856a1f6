"""`kgotla measure`: write a value of an indicator down, correct one, or take one away."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.indicators import MeasurementDraft, correct_measurement, measure, remove_measurement
from crm.queries.indicators import MeasurementRow, list_measurements
from crm.rules import clock
from crm.rules.errors import UserError
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import opening, parts
from ui.commands.arguments import count, measured, past_day, path, text
from ui.commands.output import Output

NAME = "measure"


def summary() -> str:
    """What the command does."""
    return _("write down the value of an indicator, correct one, or take one away")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parts.add_record(parser, _("the indicator: agreements:57, or “M-2026-0001 People trained”"))
    parser.add_argument("value", metavar="VALUE", nargs="?", type=measured, help=_("what was measured: 412, or 62,5"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("on which day (today, unless said)"))
    parser.add_argument("--from", dest="start", metavar="DATE", type=past_day, help=_("the first day it is about"))
    parser.add_argument("--to", dest="end", metavar="DATE", type=past_day, help=_("the last day it is about"))
    parser.add_argument("--note", metavar="WORDS", type=text, help=_("why it differs from what was planned"))
    parser.add_argument("--file", metavar="FILE", type=path, help=_("what shows it: a register, a photo"))
    parser.add_argument(
        "--correct", metavar="ID", type=count, help=_("put this measurement right; “kgotla show” says its id")
    )
    parser.add_argument("--remove", metavar="ID", type=count, help=_("take this measurement away"))


def run(arguments: Namespace, out: Output) -> int:
    """Write it down."""
    if arguments.remove and (arguments.correct or arguments.value is not None):
        raise UserError("option-does-not-go-with", option="remove", other="--correct")
    with opening.to_write(arguments) as workspace:
        indicator_id = parts.find(workspace, arguments.record, "indicator")
        if arguments.remove:
            done = workspace.do(remove_measurement, _known(workspace, indicator_id, arguments.remove).id)
        elif arguments.correct:
            before = _known(workspace, indicator_id, arguments.correct)
            done = workspace.do(correct_measurement, before.id, _draft(arguments, before))
        else:
            done = workspace.do(measure, indicator_id, _draft(arguments))
        parts.answer(workspace, out, indicator_id, done.operation_id)
    return 0


def _draft(arguments: Namespace, before: MeasurementRow | None = None) -> MeasurementDraft:
    """What is written, over what stood there before."""
    if before is None:
        before = MeasurementRow(0, clock.today(), None, None, 0, "", None, "")
        value = arguments.value
    else:
        value = before.value if arguments.value is None else arguments.value
    return MeasurementDraft(
        value,
        arguments.on or before.on,
        arguments.start or before.period_from,
        arguments.end or before.period_to,
        before.note if arguments.note is None else arguments.note,
        arguments.file,
    )


def _known(workspace: Workspace, indicator_id: int, measurement_id: int) -> MeasurementRow:
    """The measurement of this indicator. Raises UserError("not-found")."""
    for row in workspace.ask(list_measurements, indicator_id):
        if row.id == measurement_id:
            return row
    raise UserError("not-found", what=_("measurement"), id=measurement_id)
