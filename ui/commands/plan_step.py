"""`kgotla plan-step`: add a step to an advocacy plan, or change one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.plans import StepDraft, draft_step, save_step
from crm.rules.errors import UserError
from crm.rules.plans import Anchor, DayUnit, StepKind
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import dated, naming, opening
from ui.commands.arguments import day, number, text
from ui.commands.output import Output

NAME = "plan-step"
BROUGHT = ("petitions", "engagements", "commitments", "agreements", "opportunities", "issues", "outcomes")
"""What a step can bring about."""


def summary() -> str:
    """What the command does."""
    return _("add a step to an advocacy plan, or change one")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "record",
        metavar="RECORD",
        type=text,
        help=_("the plan to add to: A-2026-0001; or the step to change: “A-2026-0001 2”"),
    )
    parser.add_argument("title", metavar="TITLE", nargs="?", type=text, help=_("what is to be done"))
    parser.add_argument("--kind", choices=tuple(StepKind)[1:], help=_("what is done in it"))
    parser.add_argument("--responsible", metavar="RECORD", type=text, help=_("who does it: a person, or a name"))
    parser.add_argument("--after", metavar="STEP", type=text, help=_("the step it comes after: “A-2026-0001 2”"))
    days = parser.add_mutually_exclusive_group()
    days.add_argument("--due", metavar="DATE", type=day, help=_("by when"))
    days.add_argument(
        "--from",
        dest="anchor",
        choices=tuple(Anchor)[1:],
        help=_(
            "what its day is counted from: the start of the plan, the due day or the real end of the step before, "
            "or backwards from the end of the plan"
        ),
    )
    parser.add_argument("--days", metavar="NUMBER", type=number, help=_("how many days"))
    parser.add_argument(
        "--unit", dest="day_unit", choices=tuple(DayUnit)[1:], help=_("which days (calendar, unless said)")
    )
    parser.add_argument(
        "--brought",
        metavar="RECORD",
        type=text,
        action="append",
        help=_("what came of it: a petition, an engagement, a commitment; may be repeated"),
    )


def run(arguments: Namespace, out: Output) -> int:
    """Add it at the end of the plan, or change it."""
    with opening.to_write(arguments) as workspace:
        done = workspace.do(save_step, _draft(workspace, arguments))
        dated.answer(workspace, out, dated.Dated(done.value[0], dated.STEP), done.operation_id)
    return 0


def _draft(workspace: Workspace, arguments: Namespace) -> StepDraft:
    record = dated.find(workspace, arguments.record, dated.PLAN, dated.STEP)
    draft = StepDraft(record.id) if record.part == dated.PLAN else workspace.ask(draft_step, record.id)
    for name in ("title", "kind", "anchor", "days", "day_unit"):
        if getattr(arguments, name) is not None:
            setattr(draft, name, getattr(arguments, name))
    if arguments.responsible is not None:
        who = arguments.responsible
        draft.responsible_id = naming.look_up(workspace, who, "people") if who else None
        draft.responsible_name = "" if draft.responsible_id else who
    if arguments.after:
        draft.after_id = dated.find(workspace, arguments.after, dated.STEP).id
    if arguments.brought:
        found = [naming.resolve(workspace, name, *BROUGHT) for name in arguments.brought]
        draft.brought = list(dict.fromkeys([*draft.brought, *found]))
    _set_day(draft, arguments)
    return draft


def _set_day(draft: StepDraft, arguments: Namespace) -> None:
    if arguments.due:
        draft.due_on, draft.anchor, draft.days, draft.day_unit = arguments.due, "", None, ""
    elif arguments.anchor or arguments.days is not None or arguments.day_unit:
        if not draft.anchor or draft.days is None:
            raise UserError("option-needs-another", option="from", other="days")
        draft.due_on = None
