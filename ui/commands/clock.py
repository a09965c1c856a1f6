"""`kgotla clock`: how the date of a petition was worked out; its clock starts, stops and goes on, or a day is set."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.petitions import resume_clock, set_review, start_clock, stop_clock
from crm.queries.clocks import explain, get_limit
from crm.rules import clock
from crm.rules.errors import UserError
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import dated, opening
from ui.commands.arguments import day, text
from ui.commands.output import Output, plain

NAME = "clock"
_STEPS = ("start", "stop", "resume", "review")


def summary() -> str:
    """What the command does."""
    return _(
        "show how the date of a petition was worked out; start, stop or resume its clock, or set a day to look again"
    )


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("record", metavar="RECORD", type=text, help=_("the petition: petitions:12, or P-2026-0001"))
    parser.add_argument(
        "step",
        metavar="STEP",
        nargs="?",
        choices=_STEPS,
        help=_(
            "start: count from a day; stop: they wait for us; resume: we gave what they asked; review: a day of ours "
            "to look again, where no limit is known"
        ),
    )
    parser.add_argument("--on", metavar="DATE", type=day, help=_("the day of it (today, unless said)"))
    parser.add_argument("--none", action="store_true", help=_("with review: let go of the day to look again"))
    parser.add_argument("--note", metavar="WORDS", type=text, default="", help=_("what they asked, or what we gave"))


def run(arguments: Namespace, out: Output) -> int:
    """Do it, and say how the date is worked out then."""
    with (opening.to_write if arguments.step else opening.to_read)(arguments) as workspace:
        record = dated.find(workspace, arguments.record, dated.PETITION)
        operation_id = _take(workspace, record.id, arguments) if arguments.step else None
        limit = workspace.ask(get_limit, record.id)
    lines = explain(limit)
    value = {
        "id": record.id,
        "operation": operation_id,
        "jurisdiction": limit.jurisdiction,
        "is_known": limit.is_known,
        "limit": limit.sentence,
        "review_on": limit.review_on,
        "clocks": [plain(each) for each in limit.clocks],
        "worked_out": lines,
    }
    out.answer(value, lines)
    return 0


def _take(workspace: Workspace, petition_id: int, arguments: Namespace) -> int:
    on = arguments.on or clock.today()
    if arguments.note and arguments.step not in ("stop", "resume"):
        raise UserError("option-does-not-go-with", option="note", other=arguments.step)
    if arguments.none and (arguments.step != "review" or arguments.on):
        raise UserError("option-does-not-go-with", option="none", other="--on" if arguments.on else arguments.step)
    if arguments.step == "start":
        return workspace.do(start_clock, petition_id, on).operation_id
    if arguments.step == "review":
        return workspace.do(set_review, petition_id, None if arguments.none else on).operation_id
    return workspace.do(
        stop_clock if arguments.step == "stop" else resume_clock, petition_id, on, arguments.note
    ).operation_id
