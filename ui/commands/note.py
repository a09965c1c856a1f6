"""`kgotla note`: write down what the next person must know about a record, and who may see it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.notes import add_note, change_note
from crm.queries.records import get_record
from crm.rules import clock
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import past_day, text
from ui.commands.output import LEVELS, Output

NAME = "note"


def summary() -> str:
    """What the command does."""
    return _("write a note about a record, or write one anew, and say who may see it")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("record", metavar="RECORD", type=text, help=_("what it is about, or notes:12 to change that"))
    parser.add_argument("words", metavar="WORDS", type=text, help=_("what the next person must know"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("the day of it (today, unless said)"))
    parser.add_argument("--confidentiality", choices=LEVELS, help=_("who may see it (internal, unless said)"))


def run(arguments: Namespace, out: Output) -> int:
    """Write it."""
    level = LEVELS.index(arguments.confidentiality) if arguments.confidentiality else None
    with opening.to_write(arguments) as workspace:
        record_id = naming.resolve(workspace, arguments.record)
        head = workspace.ask(get_record, record_id)
        if head is not None and head.noun == "notes":
            note_id, done = record_id, workspace.do(change_note, record_id, arguments.words, level)
            operation_id = done.operation_id
        else:
            on = arguments.on or clock.today()
            added = workspace.do(add_note, record_id, arguments.words, on, None, 1 if level is None else level)
            note_id, operation_id = added.value, added.operation_id
        kept = workspace.ask(get_record, note_id)
    shown = LEVELS[kept.confidentiality if kept else 1]
    value = {"record": f"notes:{note_id}", "id": note_id, "operation": operation_id, "confidentiality": shown}
    out.answer(value, [f"notes:{note_id}  {shown}"])
    return 0
