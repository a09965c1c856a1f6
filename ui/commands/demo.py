"""`kgotla demo`: a sample workspace with invented people, and every report made from it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from crm import sample
from crm.rules import clock
from crm.rules.errors import EnvironmentProblem, UserError
from reports import catalog
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import path
from ui.commands.output import Output
from ui.commands.report import as_json, lines

NAME = "demo"


def summary() -> str:
    """What the command does."""
    return _("make a sample workspace with invented people, and all reports from it")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("--out", metavar="DIR", type=path, required=True, help=_("the folder to make them in"))
    parser.epilog = _(
        "The workspace is {name} in that folder. Its passphrase is the one given, else “{passphrase}”.\n"
        "The workspace used last stays the one you work in."
    ).format(name=sample.FOLDER_NAME, passphrase=sample.PASSPHRASE)


def run(arguments: Namespace, out: Output) -> int:
    """Make the workspace and the papers."""
    folder = _folder(arguments.out)
    given = opening.given_passphrase(arguments)
    passphrase = sample.PASSPHRASE if given is None else given
    workspace = sample.make(folder / sample.FOLDER_NAME, passphrase)
    try:
        made = catalog.make_examples(workspace.ask, folder, made_by=workspace.user_name, today=clock.today())
    finally:
        workspace.close()
    said = [_("Sample workspace: {folder}").format(folder=folder / sample.FOLDER_NAME)]
    if given is None:
        said.append(_("Its passphrase: {passphrase}").format(passphrase=passphrase))
    out.answer(as_json(made), [*said, *lines(made)])
    return 0


def _folder(folder: Path) -> Path:
    """The folder, made when new. Raises UserError("demo-exists"), EnvironmentProblem("folder-not-made")."""
    if (folder / sample.FOLDER_NAME).exists():
        raise UserError("demo-exists", folder=str(folder / sample.FOLDER_NAME))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem("folder-not-made", folder=str(folder), reason=error.strerror or "") from error
    return folder
