"""`kgotla backup`: copies of the whole workspace, each one verified file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from crm import copying
from crm.queries.backups import get_last_copy
from crm.rules import clock
from crm.rules.copies import CopyPlace
from crm.workspace import Workspace
from resources.translations import _, ngettext
from ui.backup_words import age_of_copy, copies_abroad_words, reason_words
from ui.commands import opening
from ui.commands.arguments import path
from ui.commands.output import Output, table
from ui.preferences import Preferences
from ui.words import sentence

NAME = "backup"


def summary() -> str:
    """What the command does."""
    return _("write the whole workspace into one encrypted file, and verify it")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--out", metavar="FILE", type=path, help=_("the file to write"))
    way.add_argument(
        "--to", metavar="FOLDER", type=path, help=_("let copies go into this folder from now on, and copy")
    )
    way.add_argument("--list", action="store_true", help=_("only list the backups and copies there are"))
    way.add_argument(
        "--renew",
        action="store_true",
        help=_("let backups that may still hold somebody who was erased give way to one of now"),
    )
    parser.add_argument(
        "--away",
        choices=("yes", "no"),
        help=_("with --to: whether the folder is off this computer; guessed from the disk if not said"),
    )
    parser.epilog = _(
        "Without an option: a backup into the workspace's own folder, unless the newest there holds all the work,\n"
        "and a copy of it into the folder chosen before with --to. Old ones go: one an hour is kept for a day,\n"
        "one a day for 14 days, one a week for 8 weeks, one a month for a year."
    )


def run(arguments: Namespace, out: Output) -> int:
    """Back up, or list."""
    if arguments.out is not None:
        with opening.to_read(arguments) as workspace:
            made = workspace.back_up(arguments.out)
        out.answer({"file": made}, [_("Backed up and verified: {file}").format(file=made), *_flaw(workspace)])
    elif arguments.list:
        with opening.to_read(arguments) as workspace:
            _list(workspace, out)
    elif arguments.renew:
        with opening.to_write(arguments) as workspace:
            removed = copying.renew(workspace, _place(workspace))
        words = ngettext(
            "{count} backup gave way to one of now", "{count} backups gave way to one of now", len(removed)
        )
        out.answer({"removed": removed}, [words])
    else:
        with opening.to_write(arguments) as workspace:
            _back_up(workspace, _chosen(workspace, arguments), out)
    return 0


def _place(workspace: Workspace) -> CopyPlace | None:
    return Preferences().copy_place(workspace.folder.path)


def _chosen(workspace: Workspace, arguments: Namespace) -> CopyPlace | None:
    """Where copies go: as said now, which is remembered, or as said before."""
    place, away = _place(workspace), None if arguments.away is None else arguments.away == "yes"
    if arguments.to is not None:
        place = copying.choose(workspace, arguments.to, away)
    elif place is not None and away is not None:
        place = replace(place, is_away=away)
    Preferences().choose_copy_place(workspace.folder.path, place)
    return place


def _back_up(workspace: Workspace, place: CopyPlace | None, out: Output) -> None:
    made = workspace.back_up_if_changed(copying.REASON)
    copied: Path | None = None
    if place is not None:
        copied = copying.copy(workspace, place)
        copying.note(workspace, place)
    newest = workspace.backups.newest()
    lines = [
        _("Backed up and verified: {file}").format(file=made)
        if made
        else _("Nothing changed since the last backup: {file}").format(file=newest.file if newest else "")
    ]
    if copied is not None:
        lines.append(_("Copied and verified: {file}").format(file=copied))
    lines += [*_flaw(workspace), age_of_copy(workspace.ask(get_last_copy), clock.today())]
    if place is not None and not place.is_away:
        lines.append(_("This folder counts as on this computer; if it is not: --away yes."))
    lines += filter(None, [copies_abroad_words(place)])
    out.answer({"file": made or (newest.file if newest else None), "copy": copied}, lines)


def _flaw(workspace: Workspace) -> list[str]:
    """What is wrong in the backup made last, since it is so in the workspace."""
    return [sentence(workspace.flaw)] if workspace.flaw else []


def _list(workspace: Workspace, out: Output) -> None:
    place = _place(workspace)
    own = copying.list_copies(workspace.backups)
    there = None
    if place is not None and copying.is_there(workspace, place):
        there = copying.list_copies(copying.folder_for(workspace, place))
    last = workspace.ask(get_last_copy)
    lines = [_("In the workspace's own folder:"), *_rows(own), ""]
    if place is not None:
        lines.append(_("In {folder}:").format(folder=place.folder))
        lines += _rows(there) if there is not None else [_("It is not there now.")]
    lines.append(age_of_copy(last, clock.today()))
    value = {"own": own, "folder": place.folder if place else None, "copies": there, "last_copy_away": last.on}
    out.answer(value, lines)


def _rows(copies: list[copying.Copy]) -> list[str]:
    told = [
        {
            "at": each.at.replace("T", " "),
            "why": reason_words(each.reason),
            "size": f"{each.size / 1e6:.1f} MB",
            "whole": each.is_whole,
            "file": each.file.name,
        }
        for each in copies
    ]
    columns = (("at", _("Made")), ("why", _("Why")), ("size", _("Size")), ("whole", _("Whole")), ("file", _("File")))
    return list(table(told, columns)) or [_("none yet")]
