"""`kgotla backup`: the whole workspace in one verified file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import path
from ui.commands.output import Output

NAME = "backup"


def summary() -> str:
    """What the command does."""
    return _("write the whole workspace into one encrypted file, and verify it")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("--out", metavar="FILE", type=path, required=True, help=_("the file to write"))


def run(arguments: Namespace, out: Output) -> int:
    """Back up."""
    with opening.to_read(arguments) as workspace:
        made = workspace.back_up(arguments.out)
    out.answer({"file": made}, [_("Backed up and verified: {file}").format(file=made)])
    return 0
