"""Opening the plan and the close-out from any page: asks for the form, opens it, and goes to the record afterwards."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.background.asker import Asker
from ui.desk import Desk
from ui.pages.engagements.close_out import CloseOut
from ui.pages.engagements.editor import EngagementEditor
from ui.pages.engagements.facts import EngagementForm, read_form, read_new_form, read_plan_form


class Starter(QObject):
    """Belongs to a page."""

    opened = Signal(object)  # the dialog

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._dialog: CloseOut | EngagementEditor | None = None
        self._log_asker = Asker(self, desk.service, self._open_log)
        self._plan_asker = Asker(self, desk.service, self._open_plan)

    def log(self, about: int = 0, on_day: date | None = None) -> None:
        """Log an engagement without a plan, with this person or body."""
        self._log_asker.ask(read_new_form, about, on_day)

    def close_out(self, engagement_id: int) -> None:
        """Close out a planned or held one."""
        self._log_asker.ask(read_form, engagement_id)

    def plan(self, about: int = 0, on_day: date | None = None) -> None:
        """Plan an engagement."""
        self._plan_asker.ask(read_plan_form, about, on_day)

    def edit(self, engagement_id: int) -> None:
        """Change the plan."""
        self._plan_asker.ask(read_form, engagement_id)

    @property
    def has_unsaved(self) -> bool:
        """Whether a form is open in which something is typed."""
        return self._dialog is not None and self._dialog.is_dirty

    def _open_log(self, form: EngagementForm) -> None:
        dialog = CloseOut(self._desk, self._page.window(), form)
        dialog.closed_out.connect(self._go)
        self._open(dialog)

    def _open_plan(self, form: EngagementForm) -> None:
        dialog = EngagementEditor(self._desk, self._page.window(), form)
        dialog.saved.connect(self._go)
        self._open(dialog)

    def _open(self, dialog: CloseOut | EngagementEditor) -> None:
        self._dialog = dialog
        dialog.finished.connect(self._forget)
        dialog.open()
        dialog.take_focus()
        self.opened.emit(dialog)

    def _forget(self) -> None:
        self._dialog = None

    def _go(self, engagement_id: int) -> None:
        self._desk.navigator.open_record("engagements", engagement_id)
