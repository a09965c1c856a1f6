"""`kgotla move`: the workspace goes into another folder."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.moving import move, opener_of, remove_old
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import path
from ui.commands.output import Output
from ui.preferences import Preferences

NAME = "move"


def summary() -> str:
    """What the command does."""
    return _("copy the workspace into another folder, make sure that all is there, and work there from now on")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("--to", metavar="FOLDER", type=path, required=True, help=_("the new workspace folder"))
    parser.add_argument(
        "--remove-old", action="store_true", help=_("then remove the old folder; its backups come along")
    )
    parser.epilog = _(
        "For a workspace that a service such as OneDrive or Dropbox copies to a cloud: that can damage it, and a copy\n"
        "abroad is a transfer of personal information (POPIA section 72)."
    )


def run(arguments: Namespace, out: Output) -> int:
    """Move it."""
    with opening.to_write(arguments) as workspace:
        old, opener = workspace.folder.path, opener_of(workspace)
        new = move(workspace, arguments.to)
    opening.remember(new)
    place = Preferences().copy_place(old)
    if place is not None:
        Preferences().choose_copy_place(new, place)
    lines = [_("The workspace is in {folder} now, and all of it is there.").format(folder=new)]
    if arguments.remove_old:
        remove_old(old, new, opener)
    else:
        lines.append(
            _("The old one is still in {folder}: remove it, or give --remove-old next time.").format(folder=old)
        )
    out.answer({"workspace": new, "old": None if arguments.remove_old else old}, lines)
    return 0
