"""`kgotla happened`: what moved with a petition or issue that is no step of its path, and what shows it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations import issues, petitions
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
    return _("write down what moved with a petition or issue, and keep what shows it, such as the stamped copy")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "record", metavar="RECORD", type=text, help=_("the petition or issue: P-2026-0001, I-2026-0001")
    )
    parser.add_argument("words", metavar="WORDS", nargs="?", type=text, default="", help=_("what moved"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when (today, unless said)"))
    add_evidence_options(parser)
    parser.add_argument("--receipt", action="store_true", help=_("the photo or paper is the proof of receipt"))


def run(arguments: Namespace, out: Output) -> int:
    """Write it down."""
    if arguments.receipt and arguments.photo is None:
        raise UserError("option-does-not-go-with", option="receipt", other=_("no --photo"))
    with opening.to_write(arguments) as workspace:
        record = dated.find(workspace, arguments.record, dated.PETITION, dated.ISSUE)
        operation_id = _write(workspace, record, arguments)
        dated.answer(workspace, out, record, operation_id)
    return 0


def _write(workspace: Workspace, record: dated.Dated, arguments: Namespace) -> int:
    """The words, and what shows it; without either the operation says what is missing."""
    is_issue = record.part == dated.ISSUE
    if is_issue and arguments.receipt:
        raise UserError("option-does-not-go-with", option="receipt", other=dated.words_of(record.part))
    evidence, done = evidence_of(arguments), None
    if arguments.words or not evidence:
        note = issues.note_progress if is_issue else petitions.note_progress
        done = workspace.do(note, record.id, arguments.on or clock.today(), arguments.words)
    for piece in evidence:
        if is_issue:
            done = workspace.do(issues.add_evidence, record.id, piece)
        else:
            done = workspace.do(petitions.add_evidence, record.id, piece, is_receipt=arguments.receipt)
    return done.operation_id if done else 0
