"""`kgotla restore`: a workspace from a backup, on this or any computer."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from crm.access import RecoveryKey, Secret, is_of, restore
from crm.restoring import Preview, preview, problem_of, restore_in_place
from crm.rules.errors import UserError
from crm.workspace import Workspace
from resources.translations import _, ngettext
from ui.commands import opening
from ui.commands.arguments import path
from ui.commands.output import Output
from ui.preferences import Preferences
from ui.restore_words import counted, lines_of_difference, made_lines
from ui.words import sentence

NAME = "restore"


def summary() -> str:
    """What the command does."""
    return _("make a workspace from a backup; nothing is ever written over")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("file", metavar="FILE", type=path, help=_("the backup"))
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--to", metavar="FOLDER", type=path, help=_("the new workspace folder"))
    way.add_argument(
        "--preview", action="store_true", help=_("only say what is in it, and what would be lost or gained")
    )
    way.add_argument(
        "--in-place",
        action="store_true",
        help=_("put it in the place of the workspace, which is backed up first and kept aside"),
    )
    parser.add_argument(
        "--present-passphrase-file",
        metavar="FILE",
        type=path,
        help=_("with --in-place: the passphrase of the workspace as it is now, where the backup has an older one"),
    )
    parser.epilog = _(
        "It opens with a passphrase that was right when the backup was made, or with the recovery sheet\n"
        "(--recovery-file). --preview and --in-place are against the workspace of --workspace, or the one\n"
        "used last. Whoever was erased after the backup was made is erased again."
    )


def run(arguments: Namespace, out: Output) -> int:
    """Restore it, or say what that would come to."""
    if arguments.present_passphrase_file is not None and not arguments.in_place:
        raise UserError("option-needs-another", option="present-passphrase-file", other="in-place")
    secret = opening.secret_for(arguments)
    if arguments.preview:
        present = _present(arguments)
        _tell(preview(arguments.file, secret, present), present, out)
        return 0
    if arguments.in_place:
        present = _present(arguments)
        if present is None:
            raise UserError("no-workspace-named")
        done = restore_in_place(arguments.file, secret, present, opening.secret_of_now(arguments, present, secret))
        _erase_again(done.folder, secret)
        opening.remember(done.folder)
        words = [_("Restored: {folder}").format(folder=done.folder), _("As it was: {folder}").format(folder=done.aside)]
        out.answer({"workspace": done.folder, "aside": done.aside, "backup": done.backup}, words)
        return 0
    folder = restore(arguments.file, arguments.to, secret, Preferences().known_workspaces).path
    _erase_again(folder, secret)
    opening.remember(folder)
    words = [_("Restored: {folder}").format(folder=folder)]
    if isinstance(secret, RecoveryKey):
        words.append(_("Set a new passphrase with the sheet (kgotla key reset NAME), and make a new sheet."))
    out.answer({"workspace": folder}, words)
    return 0


def _erase_again(folder: Path, secret: Secret) -> None:
    """Opening to write erases whoever was erased since the backup was made."""
    Workspace.open_for_command(folder, secret).close()


def _present(arguments: Namespace) -> Path | None:
    """The workspace to compare with: the one named, else the one used last if the backup is of that."""
    named: Path | None = arguments.workspace
    last = Preferences().last_workspace
    if named is not None:
        return named
    return last if last is not None and is_of(arguments.file, last) else None


def _tell(found: Preview, present: Path | None, out: Output) -> None:
    problem = problem_of(found)
    difference = found.difference
    out.answer(
        {
            "workspace": found.manifest.workspace,
            "made_at": found.manifest.made_at,
            "schema": found.manifest.schema,
            "newest": found.newest,
            "counts": found.counts,
            "compared_with": present if difference else None,
            "not_compared_because": found.why_not,
            "lost_work": difference.lost_work if difference else [],
            "lost_work_count": difference.lost_work_count if difference else None,
            "lost": difference.lost if difference else None,
            "gained": difference.gained if difference else None,
            "differing": difference.differing if difference else None,
            "erased_again": found.erased_again,
        },
        _lines(found, present, sentence(problem) if problem else ""),
    )


def _lines(found: Preview, present: Path | None, why_not: str) -> Iterator[str]:
    yield " ".join(made_lines(found))
    yield _("In it: {counts}").format(counts=counted(found.counts))
    if found.erased_again:
        yield ngettext(
            "{count} person in it was erased later, and will be erased again.",
            "{count} people in it were erased later, and will be erased again.",
            found.erased_again,
        )
    if why_not:
        yield _("It could not be compared with {folder}: {why}").format(folder=present, why=why_not)
    elif found.difference is None:
        yield _("There is no workspace on this computer to compare it with.")
    else:
        yield from lines_of_difference(found.difference)
