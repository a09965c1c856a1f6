"""Dropping old values: a day is chosen, what will be lost is said, then it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crm.rules import clock
from crm.rules.compaction import newest_allowed
from crm.rules.errors import Problem
from resources.translations import _
from ui.background.jobs import Progress
from ui.desk import Desk
from ui.widgets.cards import label
from ui.widgets.date_edit import DateEdit
from ui.widgets.dialogs import Dialog
from ui.widgets.forms import FormRow
from ui.words import sentence

if TYPE_CHECKING:
    from crm.workspace import Workspace


class CompactionDialog(Dialog):
    """The day, what dropping would lose, and the button that does it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, _("Drop old values?"), "history-compact")
        self.writes_with = desk.service
        self._desk = desk
        self._number = 0
        self.day = DateEdit(clock.today(), "history-compact-day", is_optional=False, is_past=True)
        self.day.set_day(newest_allowed(clock.today()))
        self.lost = label("", name="history-compact-lost")
        told = _("The history keeps who did what and when. What stood there before goes, and cannot be brought back.")
        self.add(label(told))
        self.add(FormRow(_("&Drop what was changed before"), self.day, "history-compact-day"))
        self.add(self.lost)
        self.add_cancel().setFocus()
        self.confirm = self.add_accept(_("Back up, then drop"), is_danger=True)
        self.day.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Ask what dropping would lose."""
        self._number += 1
        self.confirm.setEnabled(False)
        self.lost.setText("")
        if self.day.day is not None:
            shown = partial(self._show, self._number)
            self._desk.service.run(self, shown, partial(_find, self.day.day), "", partial(self._refuse, self._number))

    def _show(self, number: int, found: tuple[Sequence[str], bool]) -> None:
        if number == self._number:
            words, is_something = found
            self._say("\n".join(words))
            self.confirm.setEnabled(is_something)

    def _refuse(self, number: int, problem: Problem) -> None:
        if number == self._number:
            self._say(sentence(problem))

    def _say(self, words: str) -> None:
        self.lost.setText(words)
        self.grow()


def _find(before: date, workspace: Workspace, _progress: Progress) -> tuple[Sequence[str], bool]:
    from crm import compacting

    found = compacting.preview(workspace, before)
    return tuple(compacting.preview_words(found)), bool(found.going.operations)


def drop(before: date, workspace: Workspace) -> Path:
    """Do it; returns the backup that was made first."""
    from crm import compacting

    return compacting.compact(workspace, before)[1]
