"""`kgotla plan-step`: add a step to an advocacy plan."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.plans import StepDraft, save_step
from crm.rules.plans import StepKind
from resources.translations import _
from ui.commands import dated, naming, opening
from ui.commands.arguments import day, text
from ui.commands.output import Output

NAME = "plan-step"


def summary() -> str:
    """What the command does."""
    return _("add a step to an advocacy plan")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("record", metavar="RECORD", type=text, help=_("the plan: plans:12, or A-2026-0001"))
    parser.add_argument("title", metavar="TITLE", type=text, help=_("what is to be done"))
    parser.add_argument("--kind", choices=tuple(StepKind)[1:], default="", help=_("what is done in it"))
    parser.add_argument(
        "--responsible", metavar="RECORD", type=text, default="", help=_("who does it: a person, or a name")
    )
    parser.add_argument("--due", metavar="DATE", type=day, help=_("by when"))
    parser.add_argument("--after", metavar="STEP", type=text, help=_("the step it comes after: “A-2026-0001 2”"))


def run(arguments: Namespace, out: Output) -> int:
    """Add it at the end of the plan."""
    with opening.to_write(arguments) as workspace:
        plan_id = dated.find(workspace, arguments.record, dated.PLAN).id
        who = arguments.responsible
        person_id = naming.look_up(workspace, who, "people") if who else None
        after = dated.find(workspace, arguments.after, dated.STEP).id if arguments.after else None
        draft = StepDraft(
            plan_id,
            arguments.title,
            arguments.kind,
            responsible_id=person_id,
            responsible_name="" if person_id else who,
            due_on=arguments.due,
            after_id=after,
        )
        done = workspace.do(save_step, draft)
        dated.answer(workspace, out, dated.Dated(done.value[0], dated.STEP), done.operation_id)
    return 0
