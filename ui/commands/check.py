"""`kgotla check`: is the workspace whole?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.rules.errors import Problem
from resources.translations import _
from ui.commands import opening
from ui.commands.output import Output
from ui.words import sentence

NAME = "check"


def summary() -> str:
    """What the command does."""
    return _("check that the workspace is whole: pages, links, history, attachments, keys")


def add_options(parser: ArgumentParser) -> None:
    """The command has no options of its own."""


def run(arguments: Namespace, out: Output) -> int:
    """Check it; 1 when something is wrong."""
    with opening.to_read(arguments) as workspace:
        problems = [sentence(Problem(found.code, **found.params)) for found in workspace.check()]
    out.answer({"ok": not problems, "problems": problems}, problems or [_("Everything is in order.")])
    return 1 if problems else 0
