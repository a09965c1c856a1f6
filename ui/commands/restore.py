"""`kgotla restore`: a workspace from a backup, on this or any computer."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.access import restore
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import path
from ui.commands.output import Output

NAME = "restore"


def summary() -> str:
    """What the command does."""
    return _("make a workspace from a backup; nothing is ever written over")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("file", metavar="FILE", type=path, help=_("the backup"))
    parser.add_argument("--to", metavar="FOLDER", type=path, required=True, help=_("the new workspace folder"))
    parser.epilog = _(
        "It opens with a passphrase that was right when the backup was made, or with the recovery sheet\n"
        "(--recovery-file)."
    )


def run(arguments: Namespace, out: Output) -> int:
    """Restore it."""
    folder = restore(arguments.file, arguments.to, opening.secret_for(arguments)).path
    opening.remember(folder)
    out.answer({"workspace": folder}, [_("Restored: {folder}").format(folder=folder)])
    return 0
