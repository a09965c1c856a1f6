"""The recovery sheet: one page to print and put in a drawer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from crm.rules import clock
from crm.rules.dates import format_day
from crm.workspace import Workspace
from reports.layout import page, styles
from reports.layout.flow import Boxed, Facts, TextBlock
from resources.translations import _

_ROOM = 256 * 1024
"""Bytes, ten times what a sheet takes."""


def make(workspace: Workspace, file: Path | None) -> bytes:
    """A new code in the workspace, and its sheet as a PDF, also written into the file when one is given.

    A file that cannot be written, and a full disk, are found before the code is made.
    """
    if file is not None:
        page.write(bytes(_ROOM), file)  # else the old sheet would be gone, and the new one nowhere
        file.unlink()
    code = workspace.make_recovery_sheet()
    data = build(code.split("-"), workspace.folder.name, workspace.user_name, clock.today())
    if file is not None:
        page.write(data, file)
    return data


def build(
    key_groups: Sequence[str], workspace_name: str, user_name: str, made_on: date, *, invariant: bool = False
) -> bytes:
    """One A4 page with the recovery key in large groups, what it is for and how it is used."""
    story: list[Any] = [
        TextBlock(_("Recovery sheet"), styles.TITLE, most=1),
        TextBlock(workspace_name, styles.SUBTITLE, most=1),
        Facts([(_("For"), user_name), (_("Made on"), format_day(made_on))]),
        Boxed(key_groups),
        *_advice(),
    ]
    identity = page.Identity(
        title=_("Recovery sheet"),
        subject=_("Recovery key of a Kgotla workspace"),
        organisation=workspace_name,
        author=user_name,
        made=_("Made on {day}").format(day=format_day(made_on)),
        confidentiality=_("Whoever holds this sheet and the workspace can read everything in it."),
    )
    return page.render(story, identity, invariant=invariant).data


def _advice() -> list[TextBlock]:
    parts = (
        (
            _("What it is for"),
            _(
                "The workspace is encrypted. If the passphrase is forgotten, or the person who knows it is gone, this"
                " key opens the workspace, or a backup of it on another computer. Without either of them nobody can,"
                " not even the makers of the program."
            ),
        ),
        (
            _("How to use it"),
            _(
                "Start Kgotla and open the workspace, or choose Restore for a backup. Where the passphrase is asked,"
                " choose the recovery sheet and type the groups above in order. Capitals, blanks and dashes do not"
                " matter; of a mistyped group you are told the number. Then set a new passphrase."
            ),
        ),
        (
            _("How to keep it"),
            _(
                "On paper, in a locked drawer or a safe, away from the computer. Do not photograph it, send it or keep"
                " the file. If the sheet is lost or was seen by somebody, make a new one in Settings: the old one then"
                " no longer opens the workspace. Backups of before still open with it."
            ),
        ),
    )
    blocks = []
    for heading, words in parts:
        blocks.append(TextBlock(heading, styles.HEADING))
        blocks.append(TextBlock(words, styles.READING))
    return blocks
