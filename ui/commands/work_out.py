"""`kgotla work-out`: what hangs on a step or plan moves along, once it was shown."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.plans import move_step_dates
from crm.queries.plan_dates import Dependants, get_dependants
from crm.queries.plans import plan_of
from crm.rules import clock
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import dated, opening
from ui.commands.arguments import past_day, text
from ui.commands.output import Output

NAME = "work-out"


def summary() -> str:
    """What the command does."""
    return _("move along the steps that hang on a step that slipped, or on anything in a plan")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    words = _("the step that slipped: “A-2026-0001 2”; or the plan: A-2026-0001, to work out all of its dates")
    parser.add_argument("record", metavar="RECORD", type=text, help=words)
    parser.add_argument(
        "--except",
        dest="kept",
        metavar="STEP",
        type=text,
        action="append",
        default=[],
        help=_("keep this step, and what hangs on it, where it is; may be repeated"),
    )
    parser.add_argument("--said-on", metavar="DATE", type=past_day, help=_("when it was agreed (today, unless said)"))
    parser.add_argument("--reason", metavar="WORDS", type=text, default="", help=_("why"))
    parser.add_argument("--dry-run", action="store_true", help=_("only show the old and new dates"))


def run(arguments: Namespace, out: Output) -> int:
    """Show what would move, and move it."""
    opened = opening.to_read if arguments.dry_run else opening.to_write
    with opened(arguments) as workspace:
        dependants = _dependants(workspace, arguments.record)
        kept = frozenset(dated.find(workspace, name, dated.STEP).id for name in arguments.kept)
        rows = [row for row in dependants.shifts(kept) if row.step_id not in kept]
        operation_id = None
        if rows and not arguments.dry_run:
            reason = arguments.reason or dependants.reason
            moves = [(row.step_id, row.new) for row in rows]
            done = workspace.do(move_step_dates, dependants.plan_id, moves, arguments.said_on or clock.today(), reason)
            operation_id = done.operation_id
    value = {"plan": dependants.reference, "moves": rows, "is_dry_run": arguments.dry_run, "operation": operation_id}
    out.answer(value, dated.move_lines(rows) or [_("Every date is as what it hangs on gives it.")])
    return 0


def _dependants(workspace: Workspace, name: str) -> Dependants:
    record = dated.find(workspace, name, dated.PLAN, dated.STEP)
    if record.part == dated.PLAN:
        return workspace.ask(get_dependants, record.id)
    plan_id = workspace.ask(plan_of, record.id)
    return workspace.ask(get_dependants, plan_id or 0, record.id)
