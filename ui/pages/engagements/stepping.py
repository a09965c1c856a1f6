"""The small forms of an engagement's life: postpone, cancel, plan again, unlock the minutes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from crm.operations.engagements import change_status, unlock_minutes
from crm.queries.engagements import EngagementPage
from crm.rules import clock
from crm.rules.engagements import Status
from resources.translations import _
from ui.desk import Desk
from ui.pages.commitments.form_dialog import FormDialog, day_field, text_box
from ui.widgets.cards import label


def step_verb(status: Status, step: Status) -> str:
    """What the button of a step says."""
    if step is Status.PLANNED:
        return _("Not held after all") if status is Status.HELD else _("Plan again…")
    words = {
        Status.HELD: _("It was held"),
        Status.POSTPONED: _("Postpone…"),
        Status.CANCELLED: _("Cancel it…"),
        Status.NO_SHOW: _("They did not come…"),
    }
    return words[step]


class ChangeStatusDialog(FormDialog):
    """Why, and the new day where one is known."""

    places: ClassVar[Mapping[str, str]] = {"held-in-future": "day"}

    def __init__(self, parent: QWidget, desk: Desk, page: EngagementPage, step: Status) -> None:
        self.page, self.step = page, step
        verb = step_verb(page.status, step).rstrip("…")
        super().__init__(parent, desk, verb, "engagement-step", verb)
        (self.day if self.has_day and step is Status.PLANNED else self.note).setFocus()

    @property
    def has_day(self) -> bool:
        """Whether a new day belongs to the step."""
        return self.step in (Status.POSTPONED, Status.PLANNED)

    def build(self) -> None:
        """A reason, and the day."""
        self.note = text_box("engagement-step-note", "", "", lines=2)
        self.day = day_field("engagement-step-day", clock.today())
        self.form.add(label(self.page.title, "muted"))
        if self.has_day:
            self.form.row("day", _("New &day"), self.day, is_optional=self.step is Status.POSTPONED)
        else:
            self.day.hide()
        self.form.row("note", _("&Reason"), self.note, is_optional=True)

    def check(self) -> bool:
        """The day is understood, and given where it is planned again."""
        return not self.has_day or self.check_day("day", self.day, is_needed=self.step is Status.PLANNED)

    def save(self) -> None:
        """Take the step."""
        day = self.day.day if self.has_day else None
        self.do(change_status, self.page.id, str(self.step), self.note.toPlainText(), day)


class UnlockDialog(FormDialog):
    """Why the minutes are opened again."""

    places: ClassVar[Mapping[str, str]] = {"note-missing": "reason"}

    def __init__(self, parent: QWidget, desk: Desk, page: EngagementPage) -> None:
        self.page = page
        super().__init__(parent, desk, _("Unlock the minutes"), "unlock", _("Unlock"))
        self.reason.setFocus()

    def build(self) -> None:
        """The reason."""
        self.reason = text_box("unlock-reason", "", _("A name was misspelt"), lines=2)
        self.form.add(label(_("The reason stays in the history. Close out again when you are done."), "muted"))
        self.form.row("reason", _("&Reason"), self.reason)

    def check(self) -> bool:
        """A reason is given."""
        if self.reason.toPlainText().strip():
            return True
        self.form.show_error("reason", _("Say why, in a few words."))
        return False

    def save(self) -> None:
        """Unlock."""
        self.do(unlock_minutes, self.page.id, self.reason.toPlainText())
