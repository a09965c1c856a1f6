"""`kgotla file`: a copy of a file that is kept with a record, outside the workspace and in the clear."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.queries.attachments import get_attachment, read_attachment
from reports.layout.page import write
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import path, text
from ui.commands.noting import note_copy
from ui.commands.output import Output

NAME = "file"


def summary() -> str:
    """What the command does."""
    return _("write a copy of a file that is kept with a record; where it lies is noted, for it is not encrypted")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "record", metavar="RECORD", type=text, help=_("attachments:12, as “kgotla show” and “kgotla mentions” name it")
    )
    parser.add_argument("--out", metavar="FILE", type=path, required=True, help=_("the file to write"))
    parser.epilog = _("“kgotla copies” lists what lies outside, and removes it.")


def run(arguments: Namespace, out: Output) -> int:
    """Write the copy."""
    with opening.to_note(arguments) as workspace:
        kept = workspace.ask(get_attachment, naming.resolve(workspace, arguments.record, "attachments"))
        write(workspace.ask(read_attachment, kept.id), arguments.out)
        note_copy(workspace, arguments.out, kept.file_name)
    value = {"record": f"attachments:{kept.id}", "file": arguments.out, "sha256": kept.sha256}
    out.answer(value, [f"{arguments.out}  SHA-256 {kept.sha256}"])
    return 0
