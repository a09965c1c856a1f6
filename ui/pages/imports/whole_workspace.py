"""A whole workspace brought in from its file: asked about first, for what is here gives way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crm.exchange.workspace_file import WorkspaceFile, read_workspace_file
from crm.operations.workspace_file import bring_in_workspace, check_workspace_file, missing_files
from crm.rules.errors import Problem
from resources.translations import _, ngettext
from ui.background.jobs import Progress
from ui.desk import Desk
from ui.widgets.cards import label
from ui.widgets.dialogs import ConfirmDialog

if TYPE_CHECKING:
    from crm.workspace import Workspace


def bring_in_whole(page: QWidget, desk: Desk, path: Path, on_problem: Callable[[Problem], object]) -> None:
    """Read the file, ask whether this workspace is to become it, and do so."""
    ask = partial(_ask, page, desk, on_problem)
    desk.service.run(page, ask, partial(_read, path), _("Reading {file}…").format(file=path.name), on_problem)


def _read(path: Path, workspace: Workspace, _progress: Progress) -> WorkspaceFile:
    file = read_workspace_file(path)
    workspace.ask(check_workspace_file, file)
    return file


def _ask(page: QWidget, desk: Desk, on_problem: Callable[[Problem], object], file: WorkspaceFile) -> None:
    count = sum(map(len, file.rows.values()))
    box = ConfirmDialog(
        page,
        _("Bring in a whole workspace?"),
        _("{file} is a whole workspace ({count} rows). This new one becomes it, row by row.").format(
            file=file.path.name, count=count
        ),
        _("Bring it in"),
        name="import-whole",
    )
    if missing := missing_files(file):
        words = ngettext(
            "{count} file kept with a record is not in it.", "{count} files kept with records are not in it.", missing
        )
        box.add(label(words.format(count=missing), "muted"))
    box.confirmed.connect(partial(_bring_in, desk, on_problem, file))
    box.open()


def _bring_in(desk: Desk, on_problem: Callable[[Problem], object], file: WorkspaceFile) -> None:
    """Do it, as one operation, after a verified backup."""
    write = partial(_write, desk, on_problem, file)
    desk.service.maintain(_back_up, write, _("Backing up first…"), on_problem=on_problem)


def _back_up(workspace: Workspace) -> object:
    return workspace.back_up_before("import")


def _write(desk: Desk, on_problem: Callable[[Problem], object], file: WorkspaceFile, _backup: object) -> None:
    desk.service.do_reporting(bring_in_workspace, file, what=_("Bringing in the workspace…"), on_problem=on_problem)
