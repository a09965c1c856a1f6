"""`kgotla new`: make an empty, encrypted workspace."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser, Namespace

from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.synchronised import find_service
from crm.workspace import Workspace
from resources.reference import provinces
from resources.translations import _
from ui.backup_words import synchronised_words
from ui.commands import opening
from ui.commands.arguments import path, text
from ui.commands.output import Output

NAME = "new"


def summary() -> str:
    """What the command does."""
    return _("make a new, encrypted workspace with the country's places, legislatures and holidays in it")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("folder", metavar="FOLDER", type=path, help=_("where it goes; “.kgotla” is added to the name"))
    parser.add_argument(
        "--name", metavar="ORGANISATION", type=text, help=_("your organisation (else: the folder's name)")
    )
    parser.add_argument("--user", metavar="NAME", type=text, help=_("your own name (else: your account's name)"))
    parser.add_argument(
        "--province",
        action="append",
        metavar="PROVINCE",
        type=text,
        help=_("put in the municipalities, wards and committees of this province, by name or code; may be repeated"),
    )
    parser.add_argument("--empty", action="store_true", help=_("put in no reference data at all"))


def run(arguments: Namespace, out: Output) -> int:
    """Make the workspace."""
    chosen = None if arguments.empty else [_province(name) for name in arguments.province or ()]
    workspace = Workspace.create(
        arguments.folder,
        opening.new_passphrase(arguments),
        arguments.user or _account(),
        arguments.name or arguments.folder.name.removesuffix(".kgotla"),
        chosen,
    )
    folder = workspace.folder.path
    workspace.close()
    opening.remember(folder)
    service = find_service(folder)
    lines = (
        _("The workspace is ready: {folder}").format(folder=folder),
        _("Without the passphrase nobody can open it. Make a recovery sheet and print it:"),
        "  kgotla key new-sheet --out sheet.pdf",
        *([synchronised_words(service)] if service else ()),
    )
    out.answer({"workspace": folder}, lines)
    return 0


def _province(name: str) -> str:
    for province in provinces():
        if fold(name) in {
            fold(known) for known in (province.name, province.code, province.iso_code, *province.aliases)
        }:
            return province.name
    raise UserError("province-not-known", name=name, known=", ".join(province.name for province in provinces()))


def _account() -> str:
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # an account without a name
        return _("Me")
