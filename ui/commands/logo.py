"""`kgotla logo`: the picture that the first page of every paper carries is chosen, or taken away."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from crm.operations.organisations import set_logo
from reports.layout import logo
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import path
from ui.commands.output import Output

NAME = "logo"


def summary() -> str:
    """What the command does."""
    return _("choose the logo on the first page of papers: a PNG, JPEG or SVG")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("file", metavar="FILE", type=path, nargs="?", help=_("the picture"))
    which.add_argument("--none", action="store_true", help=_("papers carry no logo any more"))


def run(arguments: Namespace, out: Output) -> int:
    """Keep it, once it is sure that it can be drawn."""
    picture: Path | None = arguments.file
    if picture is not None:
        logo.check_file(picture)
    with opening.to_write(arguments) as workspace:
        done = workspace.do(set_logo, picture)
        words = _("Papers carry no logo.") if picture is None else _("Papers carry this logo.")
        out.answer({"logo": picture.name if picture else None, "operation": done.operation_id}, [words])
    return 0
