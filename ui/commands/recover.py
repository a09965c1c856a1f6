"""`kgotla recover`: the newest good backup in the place of a damaged workspace."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.recovery import GoodCopy, find_good_copy, recover
from resources.translations import _
from ui.commands import opening
from ui.commands.output import Output
from ui.recovery_words import copy_lines, damage_lines

NAME = "recover"


def summary() -> str:
    """What the command does."""
    return _("put the newest good backup in the place of a damaged workspace, which is kept aside")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "--dry-run", action="store_true", help=_("only say what is damaged, which backup is good, and what it lacks")
    )


def run(arguments: Namespace, out: Output) -> int:
    """Recover it, or say what that would come to."""
    folder = opening.folder_of(arguments)
    secret = opening.secret_for(arguments, folder)
    if arguments.dry_run:
        copy = find_good_copy(folder, secret)
        out.answer(_told(copy), [*damage_lines(copy), *copy_lines(copy)])
        return 0
    done = recover(folder, secret)
    lines = [*damage_lines(done.copy), *copy_lines(done.copy)]
    lines.append(_("Recovered: {folder}").format(folder=done.folder))
    lines.append(_("What was damaged is kept: {place}").format(place=done.aside))
    out.answer({**_told(done.copy), "workspace": done.folder, "aside": done.aside}, lines)
    return 0


def _told(copy: GoodCopy) -> dict[str, object]:
    return {
        "damage": list(damage_lines(copy)),
        "backup": copy.file,
        "made_at": copy.made_at,
        "only_keys": copy.is_only_keys,
        "lost_work": copy.lost_work,
        "lost_work_is_all": copy.is_all_told,
        "damaged_backups": list(copy.passed_over),
    }
