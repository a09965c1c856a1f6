"""`kgotla happened`: what moved with a petition that is no step of its path, and what shows it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.petitions import add_evidence, note_progress
from crm.rules import clock
from crm.rules.errors import UserError
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import dated, opening
from ui.commands.arguments import past_day, text
from ui.commands.evidence import add_evidence_options, evidence_of
from ui.commands.output import Output

NAME = "happened"


def summary() -> str:
    """What the command does."""
    return _("write down what moved with a petition, and keep what shows it, such as the stamped copy")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("record", metavar="RECORD", type=text, help=_("the petition: petitions:12, or P-2026-0001"))
    parser.add_argument("words", metavar="WORDS", nargs="?", type=text, default="", help=_("what moved"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when (today, unless said)"))
    add_evidence_options(parser)
    parser.add_argument("--receipt", action="store_true", help=_("the photo or paper is the proof of receipt"))


def run(arguments: Namespace, out: Output) -> int:
    """Write it down."""
    if arguments.receipt and arguments.photo is None:
        raise UserError("option-does-not-go-with", option="receipt", other=_("no --photo"))
    with opening.to_write(arguments) as workspace:
        record = dated.find(workspace, arguments.record, dated.PETITION)
        operation_id = _write(workspace, record.id, arguments)
        dated.answer(workspace, out, record, operation_id)
    return 0


def _write(workspace: Workspace, petition_id: int, arguments: Namespace) -> int:
    """The words, and what shows it; without either the operation says what is missing."""
    evidence, done = evidence_of(arguments), None
    if arguments.words or not evidence:
        done = workspace.do(note_progress, petition_id, arguments.on or clock.today(), arguments.words)
    for piece in evidence:
        done = workspace.do(add_evidence, petition_id, piece, is_receipt=arguments.receipt)
    return done.operation_id if done else 0
