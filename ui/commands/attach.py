"""`kgotla attach`: keep a file inside the encrypted workspace, with the record it belongs to."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.attachments import attach_file
from crm.queries.attachments import list_attachments
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import path, text
from ui.commands.output import Output

NAME = "attach"


def summary() -> str:
    """What the command does."""
    return _("keep a file with a record, inside the encrypted workspace")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("record", metavar="RECORD", type=text, help=_("what it belongs to (a record, or the name)"))
    parser.add_argument("file", metavar="FILE", type=path, help=_("the photo, letter or recording"))
    parser.add_argument("--caption", metavar="WORDS", type=text, default="", help=_("what it shows"))


def run(arguments: Namespace, out: Output) -> int:
    """Keep it."""
    with opening.to_write(arguments) as workspace:
        record_id = naming.resolve(workspace, arguments.record)
        done = workspace.do(attach_file, record_id, arguments.file, arguments.caption)
        kept = workspace.ask(list_attachments, record_id)[-1]
    value = {"record": f"attachments:{kept.id}", "id": kept.id, "operation": done.operation_id}
    value |= {"file": kept.file_name, "size": kept.size, "sha256": kept.sha256}
    out.answer(value, [f"attachments:{kept.id}  {kept.file_name}"])
    return 0
