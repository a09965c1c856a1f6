"""What can be done with a commitment from any page that shows one: the actions, their keys, and the forms they open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from crm.queries.commitments import CommitmentRow, get_commitment_rows
from crm.rules.commitments import Outcome, Status, is_open
from resources.translations import _
from resources.translations import mark as N_  # noqa: N812 (gettext's own name)
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon, icon
from ui.pages.commitments.dialogs import (
    ConfidentialityDialog,
    EvidenceDialog,
    MoveDateDialog,
    SnoozeDialog,
    StepDialog,
)
from ui.pages.commitments.editor import CommitmentEditor
from ui.pages.commitments.follow_up import FollowUpDialog
from ui.pages.commitments.form_dialog import FormDialog
from ui.pages.commitments.form_facts import FormFacts, read_form


@dataclass(frozen=True)
class _Kind:
    name: str
    words: str
    glyph: Icon
    letter: str  # the key on pages where nothing is typed
    keys: str
    is_for_open: bool = True


KINDS = (
    _Kind("follow-up", N_("Follow up"), Icon.PAPER_PLANE_TILT, "F", "Ctrl+Shift+F"),
    _Kind("move-date", N_("Move date"), Icon.CALENDAR_PLUS, "M", "Ctrl+Shift+M"),
    _Kind("kept", N_("Kept"), Icon.CHECK_CIRCLE, "K", "Ctrl+Shift+K"),
    _Kind("evidence", N_("Add evidence"), Icon.PAPERCLIP, "V", "Ctrl+Shift+V", is_for_open=False),
    _Kind("snooze", N_("Snooze"), Icon.BELL, "S", "Ctrl+Shift+S"),
    _Kind("edit", N_("Edit"), Icon.PENCIL_SIMPLE, "E", "Ctrl+E", is_for_open=False),
    _Kind("confidentiality", N_("Confidentiality"), Icon.EYE_SLASH, "", "", is_for_open=False),
)


class CommitmentActions(QObject):
    """Belongs to a page; `current` tells which commitment the keys are about, 0 for none."""

    saved = Signal(object)  # Done of a saved form
    opened_form = Signal(object)  # the dialog

    def __init__(self, page: QWidget, desk: Desk, current: Callable[[], int], has_letters: bool = True) -> None:
        """`has_letters` lets plain letters act (F, M, K …): only where the page types nothing with them."""
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._current = current
        self._wanted = ""
        self._step: tuple[Status, Outcome | None] = (Status.CLOSED, Outcome.KEPT)
        self._rows = Asker(self, desk.service, self._open_form)
        self._facts = Asker(self, desk.service, self._open_editor)
        self.all = {kind.name: self._make(kind, has_letters) for kind in KINDS}

    def _make(self, kind: _Kind, has_letters: bool) -> QAction:
        action = QAction(icon(kind.glyph), _(kind.words), self._page)
        action.setObjectName(f"commitment-{kind.name}-action")
        keys = [key for key in (kind.letter if has_letters else "", kind.keys) if key]
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setData(kind.name)
        action.triggered.connect(self._start_current)
        self._page.addAction(action)
        return action

    def set_current(self, row: CommitmentRow | None) -> None:
        """Only offer what fits the commitment."""
        for kind in KINDS:
            fits = row is not None and (not kind.is_for_open or is_open(row.status))
            self.all[kind.name].setEnabled(fits)

    def _start_current(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and self._current():
            self.start(str(action.data()), self._current())

    # Starting

    def start(self, name: str, commitment_id: int) -> None:
        """Open the form of this name for a commitment."""
        if name == "edit":
            self._facts.ask(read_form, commitment_id)
            return
        self._wanted = name
        if name == "kept":
            self._step = (Status.CLOSED, Outcome.KEPT)
        self._rows.ask(get_commitment_rows, [commitment_id])

    def step(self, commitment_id: int, status: Status, outcome: Outcome | None = None) -> None:
        """Open the form of a step of the life-cycle."""
        self._wanted, self._step = "step", (status, outcome)
        self._rows.ask(get_commitment_rows, [commitment_id])

    def new(self, engagement_id: int | None = None) -> None:
        """Open the form of a new commitment."""
        self._facts.ask(read_form, None, engagement_id)

    def _open_form(self, rows: Sequence[CommitmentRow]) -> None:
        if rows:
            self._show(self._make_form(rows[0]))

    def _make_form(self, row: CommitmentRow) -> FormDialog:
        if self._wanted in ("kept", "step"):
            return StepDialog(self._page, self._desk, row, *self._step)
        return _FORMS[self._wanted](self._page, self._desk, row)

    def _open_editor(self, facts: FormFacts) -> None:
        self._show(CommitmentEditor(self._page, self._desk, facts))

    def _show(self, form: FormDialog) -> None:
        form.saved.connect(self.saved)
        form.open()
        self.opened_form.emit(form)


_FORMS: dict[str, Callable[[QWidget, Desk, CommitmentRow], FormDialog]] = {
    "follow-up": FollowUpDialog,
    "move-date": MoveDateDialog,
    "evidence": EvidenceDialog,
    "snooze": SnoozeDialog,
    "confidentiality": ConfidentialityDialog,
}
