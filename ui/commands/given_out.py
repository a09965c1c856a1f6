"""`kgotla given-out`: the exact paper that was handed over, out again."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace

from crm.queries.privacy import read_kept
from reports.layout.page import write
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import path, text
from ui.commands.noting import note_copy
from ui.commands.output import Output

NAME = "given-out"


def summary() -> str:
    """What the command does."""
    return _("write the exact paper that was handed over, as it was kept")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "record",
        metavar="RECORD",
        type=line_of_register,
        help=_("such as given-out:12; “kgotla list given-out” shows them"),
    )
    parser.add_argument("--out", metavar="FILE", type=path, required=True, help=_("the file to write"))


def line_of_register(value: str) -> int:
    """The number of a line of the register: `given-out:12`, or the number alone."""
    number = value.strip().casefold().removeprefix(f"{NAME}:")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise argparse.ArgumentTypeError(_("“{value}” is no line of the register").format(value=text(value)))
    return int(number)


def run(arguments: Namespace, out: Output) -> int:
    """Write the paper."""
    with opening.to_note(arguments) as workspace:
        kept = workspace.ask(read_kept, arguments.record)
        write(kept.data, arguments.out)
        note_copy(workspace, arguments.out, kept.file_name)
    answer = {"id": kept.id, "noun": NAME, "file": arguments.out, "sha256": kept.sha256}
    out.answer(answer, [f"{arguments.out}  SHA-256 {kept.sha256}"])
    return 0
