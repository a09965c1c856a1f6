"""`kgotla redo`: do again what you undid last."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from resources.translations import _
from ui.commands import opening
from ui.commands.output import Output

NAME = "redo"


def summary() -> str:
    """What the command does."""
    return _("do again what you undid last")


def add_options(parser: ArgumentParser) -> None:
    """The command has no options of its own."""


def run(arguments: Namespace, out: Output) -> int:
    """Redo it."""
    with opening.to_write(arguments) as workspace:
        done = workspace.redo(since_opening=False)
    out.answer({"redone": done.value}, [_("Done again: {label}").format(label=done.value)])
    return 0
