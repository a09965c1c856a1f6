"""`kgotla incident`: what to do when a computer, a stick or papers are gone, also straight from the last backup."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from crm.access import restore
from crm.rules import clock
from crm.workspace import Workspace
from reports import catalog
from reports.facts.incident import OPTIONS
from reports.options import OptionKind
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import path, text
from ui.commands.noting import note_made
from ui.commands.output import Output
from ui.commands.report import as_json, lines

NAME = "incident"
_PREFIX = "of_incident_"


def summary() -> str:
    """What the command does."""
    return _("after a loss or theft: the incident sheet, and letters to those concerned (POPIA section 22)")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("--out", metavar="FILE.pdf", type=path, required=True, help=_("the incident sheet to write"))
    parser.add_argument(
        "--letters",
        metavar="FILE",
        type=path,
        help=_(
            "the letters too, after the list of recipients: in one .pdf, or as a .zip with one PDF each; or as .docx,"
            " without the list, for a letterhead"
        ),
    )
    parser.add_argument(
        "--from-backup",
        metavar="FILE",
        type=path,
        help=_("read this backup, with a passphrase of then or the recovery sheet; nothing is kept of it here"),
    )
    for option in OPTIONS:
        words = _(option.label)
        parser.add_argument(
            f"--{option.name}",
            dest=_PREFIX + option.name,
            metavar="DATE" if option.kind is OptionKind.DAY else "CHOICE",
            type=text,
            default="",
            help=": ".join(
                part
                for part in (words[:1].lower() + words[1:], ", ".join(value for value, _w in option.choices))
                if part
            ),
        )


def run(arguments: Namespace, out: Output) -> int:
    """Write the sheet, and the letters if they are wanted."""
    chosen = {option.name: getattr(arguments, _PREFIX + option.name) for option in OPTIONS}
    wanted = {"incident": arguments.out, "notices": arguments.letters}
    for name, file in wanted.items():
        if file is not None and not file.is_dir():
            catalog.find_report(name).build_in(file)
    made = []
    with _opened(arguments) as workspace:
        for name, file in wanted.items():
            if file is not None:
                made.append(_make(workspace, name, chosen, file, is_noted=arguments.from_backup is None))
    out.answer(as_json(made), lines(made))
    return 0


def _make(workspace: Workspace, name: str, chosen: dict[str, str], file: Path, *, is_noted: bool) -> catalog.Made:
    given = {option: value for option, value in chosen.items() if value}
    made = catalog.make(workspace.ask, name, given, file, made_by=workspace.user_name, today=clock.today())
    if is_noted:
        note_made(workspace, made, given)
    return made


def _opened(arguments: Namespace) -> AbstractContextManager[Workspace]:
    return opening.to_note(arguments) if arguments.from_backup is None else _out_of_backup(arguments)


@contextmanager
def _out_of_backup(arguments: Namespace) -> Iterator[Workspace]:
    """The workspace in a backup, encrypted as ever, in a private folder that goes at the end."""
    secret = opening.secret_for(arguments)
    with tempfile.TemporaryDirectory(prefix="kgotla-incident-") as folder:
        place = restore(arguments.from_backup, Path(folder) / "incident", secret)
        workspace = Workspace.open(place.path, secret)
        try:
            yield workspace
        finally:
            workspace.close()
