"""`kgotla progress`: write down how far a deliverable is."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.deliverables import record_progress, set_light
from crm.rules import clock
from crm.rules.agreements import Rag
from crm.rules.errors import UserError
from resources.translations import _
from ui.commands import opening, parts
from ui.commands.arguments import number, past_day, text
from ui.commands.evidence import add_evidence_options, evidence_of
from ui.commands.output import Output

NAME = "progress"
COMPUTED = "computed"


def summary() -> str:
    """What the command does."""
    return _("write down how far a deliverable of an agreement is, with what shows it")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parts.add_record(parser, _("the deliverable: agreements:34"))
    parser.add_argument("--percent", metavar="NUMBER", type=number, help=_("how much is done, 0 to 100"))
    parser.add_argument("--actual", metavar="NUMBER", type=number, help=_("how many of the planned there are"))
    parser.add_argument("--note", metavar="WORDS", type=text, default="", help=_("what was done"))
    parser.add_argument("--reason", metavar="WORDS", type=text, help=_("why there are more or fewer than planned"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when it was so (today, unless said)"))
    parser.add_argument(
        "--colour",
        choices=(*Rag, COMPUTED),
        help=_("set the colour by hand, with --reason why; “{word}” takes that back").format(word=COMPUTED),
    )
    add_evidence_options(parser)


def run(arguments: Namespace, out: Output) -> int:
    """Write the progress down, or set the colour."""
    _refuse_both(arguments)
    with opening.to_write(arguments) as workspace:
        deliverable_id = parts.find(workspace, arguments.record, "deliverable")
        if arguments.colour:
            rag = "" if arguments.colour == COMPUTED else arguments.colour
            done = workspace.do(set_light, deliverable_id, rag, arguments.reason or "")
        else:
            done = workspace.do(
                record_progress,
                deliverable_id,
                arguments.on or clock.today(),
                percent=arguments.percent,
                actual=arguments.actual,
                note=arguments.note,
                reason=arguments.reason,
                evidence=evidence_of(arguments),
            )
        parts.answer(workspace, out, deliverable_id, done.operation_id)
    return 0


def _refuse_both(arguments: Namespace) -> None:
    """A colour is set by itself: an option that would be passed over silently is a wrong use."""
    if arguments.colour:
        for name in ("percent", "actual", "note", "on", "evidence", "photo", "kind"):
            if getattr(arguments, name) not in (None, ""):
                raise UserError("option-does-not-go-with", option=name, other="--colour")
