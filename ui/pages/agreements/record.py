"""The page that opens an agreement, a clause or a deliverable: the record says which of the three it is."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from crm.operations.records import remove
from crm.queries.attachments import read_attachment
from crm.rules.errors import Problem
from crm.workspace import Done
from resources.translations import _
from ui.background.asker import Asker
from ui.background.opened_files import opened_files
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.agreements.actions import AgreementActions
from ui.pages.agreements.facts import AgreementWhole, ClauseWhole, DeliverableWhole, Whole, read_whole
from ui.pages.agreements.views import AgreementView, ClauseView, DeliverableView
from ui.pages.page import Page
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.empty_state import EmptyState


class AgreementPage(Page):
    """Keys. Agreement: E edit, C add clause, A amend, R review held, N renew, P progress report.

    Clause: D add deliverable, E edit.
    Deliverable: P progress, M move date, F follow up, V add evidence, C set colour, E edit.
    """

    watches: ClassVar[tuple[str, ...]] = (
        "agreements",
        "commitments",
        "notes",
        "attachments",
        "people",
        "organisations",
        "engagements",
        "team",
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.whole: Whole | None = None
        self._file_name = ""
        self._is_new_here = False
        self._asker = Asker(self, desk.service, self._show)
        self.actions_ = AgreementActions(self, desk)
        self.agreement = AgreementView(desk, self.actions_)
        self.clause = ClauseView(desk, self.actions_)
        self.deliverable = DeliverableView(desk, self.actions_)
        self._gone = EmptyState(
            Icon.FILE_TEXT,
            _("This is no longer here: it was removed, or writing it down was undone."),
            _("All agreements"),
            "agreement-gone",
        )
        self._gone.pressed.connect(partial(desk.navigator.open_page, "agreements"))
        self._stack = QStackedWidget()
        for part in (QWidget(), self.agreement, self.clause, self.deliverable, self._gone):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.actions_.made.connect(partial(desk.navigator.open_record, "agreements"))
        for view in (self.agreement, self.clause, self.deliverable):
            view.remove_wanted.connect(self._ask_remove)
            view.file_wanted.connect(self._read_file)
        desk.theme.changed.connect(self.make_stale)  # links carry their colour

    # What is shown

    def show_record(self, record_id: int) -> None:
        """Show another one from its top."""
        self._is_new_here = self._is_new_here or record_id != self.record_id
        super().show_record(record_id)

    def refresh(self) -> None:
        """Ask for everything."""
        if self.record_id:
            self._asker.ask(read_whole, self.record_id)

    def _show(self, whole: Whole | None) -> None:
        self.whole = whole
        self.actions_.show_whole(whole)
        if whole is None:
            self._stack.setCurrentWidget(self._gone)
            self._tell(_("Agreement"))
            return
        view = self._fill(whole)
        self._stack.setCurrentWidget(view)
        if self._is_new_here:
            self._is_new_here = False
            view.to_top()
            if self.isVisible() and self.window().focusWidget() in (None, self):
                view.take_focus()

    def _fill(self, whole: Whole) -> AgreementView | ClauseView | DeliverableView:
        if isinstance(whole, AgreementWhole):
            self._tell(whole.page.row.name)
            self.agreement.show_whole(whole)
            return self.agreement
        if isinstance(whole, ClauseWhole):
            self._tell(whole.row.name)
            self.clause.show_whole(whole)
            return self.clause
        self._tell(whole.page.row.title)
        self.deliverable.show_whole(whole)
        return self.deliverable

    def _tell(self, title: str) -> None:
        self.setAccessibleName(title)
        self.title_changed.emit(title)

    # What is done

    def offered_actions(self) -> list[QAction]:
        """Everything that fits what is shown."""
        return self.actions_.offered()

    def new(self) -> None:
        """Write down another agreement."""
        self.actions_.new()

    def take_focus(self) -> None:
        """On the first button, so that the keys act."""
        view = self._stack.currentWidget()
        if isinstance(view, AgreementView | ClauseView | DeliverableView) and not self._is_new_here:
            view.take_focus()
        else:
            self.setFocus()

    def _read_file(self, attachment_id: int, name: str) -> None:
        self._file_name = name
        self.desk.service.ask(self, self._open_file, read_attachment, attachment_id)

    def _open_file(self, data: bytes) -> None:
        try:
            opened_files(self.desk.service).open(self._file_name, data)
        except Problem as problem:
            self.desk.service.problem.emit(problem)

    def _ask_remove(self) -> None:
        whole = self.whole
        if whole is None:
            return
        name = whole.row.name if isinstance(whole, ClauseWhole) else whole.page.row.name
        is_part = isinstance(whole, DeliverableWhole)
        box = ConfirmDialog(
            self,
            _("Remove {name}?").format(name=name),
            _("Its evidence and progress go with it; promises stay, under its clause. This can be undone.")
            if is_part
            else _("Its deliverables go with it; promises stay, under no clause. This can be undone."),
            _("Remove"),
            is_danger=True,
            name="agreement-remove",
        )
        box.confirmed.connect(partial(self.desk.service.do, remove, self.record_id, on_done=self._leave, owner=self))
        box.open()

    def _leave(self, _done: Done[Any]) -> None:
        self.desk.navigator.back()
