"""Opening the workspace a command works on: which one, and with what secret."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from crm import copying
from crm.access import Passphrase, RecoveryKey, Secret, remembered_key
from crm.exchange.files import read_bytes
from crm.rules.errors import Problem, UserError
from crm.workspace import Workspace
from resources.translations import _
from ui.preferences import Preferences
from ui.words import sentence

VARIABLE = "KGOTLA_PASSPHRASE"
_LONGEST_SECRET = 4096  # bytes of a passphrase file


@contextmanager
def to_write(arguments: Namespace) -> Iterator[Workspace]:
    """The workspace, opened to read and write, also while the window has it open; closed at the end."""
    folder = folder_of(arguments)
    workspace = Workspace.open_for_command(folder, secret_for(arguments, folder))
    try:
        remember(workspace.folder.path)
        yield workspace
        _back_up(workspace)
    finally:
        workspace.close()


@contextmanager
def to_read(arguments: Namespace, secret: Secret | None = None) -> Iterator[Workspace]:
    """The workspace, opened only to read, also while the window has it open; `secret` when it is known already."""
    folder = folder_of(arguments)
    workspace = Workspace.open_to_read(folder, secret or secret_for(arguments, folder))
    try:
        remember(workspace.folder.path)
        yield workspace
    finally:
        workspace.close()


def _back_up(workspace: Workspace) -> None:
    """Back up what was written, once an hour or a day went by; what was written stands whatever comes of that."""
    try:
        workspace.back_up_when_due()
        place = Preferences().copy_place(workspace.folder.path)
        if place is not None and copying.copy_when_due(workspace, place):
            copying.note(workspace, place)
    except Problem as problem:
        if sys.stderr is not None:
            words = _("What was done is kept, but it could not be backed up. {why}")
            sys.stderr.write(words.format(why=sentence(problem)) + "\n")


def to_write_or_try(arguments: Namespace) -> AbstractContextManager[Workspace]:
    """The workspace of a command with `--dry-run`, with which it is opened only to read."""
    return (to_read if arguments.dry_run else to_write)(arguments)


def to_note(arguments: Namespace) -> AbstractContextManager[Workspace]:
    """The workspace of a command that reads and notes what left it; only to read where nothing can be written."""
    return (to_write if os.access(folder_of(arguments), os.W_OK) else to_read)(arguments)


def folder_of(arguments: Namespace) -> Path:
    """The folder of the workspace: the one named, else the one used last. Raises UserError("no-workspace-named")."""
    folder: Path | None = arguments.workspace or Preferences().last_workspace
    if folder is None:
        raise UserError("no-workspace-named")
    return folder


def remember(folder: Path) -> None:
    """Make this the workspace used when none is named."""
    Preferences().remember_workspace(folder.resolve())


def secret_for(arguments: Namespace, folder: Path | None = None) -> Secret:
    """What opens a workspace: given for this run, else remembered on this computer for that folder, else asked for."""
    if arguments.recovery_file is not None:
        return RecoveryKey(_read_secret(arguments.recovery_file, whole=True))
    given = given_passphrase(arguments)
    if given is not None:
        return Passphrase(given)
    remembered = remembered_key(folder) if folder is not None else None
    return remembered or Passphrase(_ask(_("Passphrase: ")))


def given_passphrase(arguments: Namespace) -> str | None:
    """The passphrase of the file or the environment variable, if either was given."""
    if arguments.passphrase_file is not None:
        return _read_secret(arguments.passphrase_file)
    return os.environ.get(VARIABLE) or None


def secret_of_now(arguments: Namespace, folder: Path, then: Secret) -> Secret:
    """What opens the workspace in a folder as it is now: that of a file, else remembered, else as it was then."""
    if arguments.present_passphrase_file is not None:
        return Passphrase(_read_secret(arguments.present_passphrase_file))
    return remembered_key(folder) or then


def new_passphrase(arguments: Namespace) -> str:
    """The passphrase of a new workspace: given, or typed twice."""
    given = given_passphrase(arguments)
    return _ask_twice(_("New passphrase: "), "passphrase-file") if given is None else given


def present_passphrase(arguments: Namespace) -> str:
    """The passphrase that is to be replaced: given, or typed."""
    given = given_passphrase(arguments)
    return _ask(_("Present passphrase: ")) if given is None else given


def replacing_passphrase(arguments: Namespace) -> str:
    """The passphrase that takes its place: that of a file, or typed twice."""
    if arguments.new_passphrase_file is not None:
        return _read_secret(arguments.new_passphrase_file)
    return _ask_twice(_("New passphrase: "), "new-passphrase-file")


def password_for_a_file(arguments: Namespace) -> str | None:
    """The password a paper gets: that of a file, or typed twice; None without."""
    if arguments.password_file is not None:
        return _read_secret(arguments.password_file)
    if not arguments.password:
        return None
    return _ask_twice(_("Password of the PDF: "), "password-file")


def _read_secret(file: Path, *, whole: bool = False) -> str:
    """The first line of a file, or all of it. Raises as `crm.exchange.files.read_bytes` does."""
    content = read_bytes(file, _LONGEST_SECRET)
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError("passphrase-file-not-text", file=str(file)) from error
    return words if whole else next(iter(words.splitlines()), "")


def _ask_twice(prompt: str, option: str) -> str:
    if not _can_ask():
        raise UserError("nobody-types", option=option)
    typed = _ask(prompt)
    if _ask(_("The same again: ")) != typed:
        raise UserError("passphrases-differ")
    return typed


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _ask(prompt: str) -> str:
    if not _can_ask():
        raise UserError("no-passphrase")
    try:
        return getpass.getpass(prompt, sys.stderr)
    except EOFError as error:
        raise UserError("no-passphrase") from error
