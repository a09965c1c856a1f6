"""The form that replaces the holder of a post: two parts, one operation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from crm.operations.replacements import (
    Replaced,
    ReplacementDraft,
    check_replacement,
    replace_holder,
    suggested_draft,
)
from crm.queries.replacements import Replacement, Start, get_replacement
from crm.rules.errors import Problem, UserError
from crm.workspace import Done
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.replacing.first_step import PLACES, FirstStep
from ui.pages.replacing.preview import Preview
from ui.theme import GAP, PAGE_MARGIN
from ui.widgets.banner import Banner
from ui.widgets.buttons import secondary
from ui.widgets.cards import label, scrolled
from ui.widgets.dialogs import Dialog
from ui.widgets.status import Tone
from ui.words import sentence

WIDEST, TALLEST = 820, 700


def read_replacement(wanted: ReplacementDraft) -> tuple[Replacement, ReplacementDraft]:
    """What it touches, and the draft that takes every suggestion; refuses what cannot be before anything is shown."""
    start = Start(wanted.post_id, wanted.role_id, wanted.leaver_id)
    preview = get_replacement(start, wanted.on, wanted.end_reason)
    if preview is None:
        raise UserError("not-found", what=_("office"), id=wanted.role_id or wanted.post_id or wanted.leaver_id)
    draft = suggested_draft(preview, wanted.on, wanted.end_reason)
    draft.comes_id, draft.comes_name, draft.source = wanted.comes_id, wanted.comes_name, wanted.source
    check_replacement(draft, preview)
    return preview, draft


class ReplaceHolderDialog(Dialog):
    """Ctrl+Enter goes on, and at the end does it; Alt+Left goes back; Esc leaves."""

    saved = Signal(object)  # Done

    def __init__(self, parent: QWidget | None, desk: Desk, starts: Sequence[Start], first: int = 0) -> None:
        super().__init__(parent, _("Replace holder"), "replace-holder")
        self.writes_with = desk.service
        self._desk = desk
        self._is_leaving = False
        self._asker = Asker(self, desk.service, self._show_preview, self._refuse)
        self.problem = Banner("", Tone.BAD, name="replace-holder-problem")
        self.problem.hide()
        self.first = FirstStep(desk.service, starts, first)
        self.preview = Preview(desk.service)
        self.said = label("", name="replace-holder-summary")
        self.preview.summarised.connect(self.said.setText)
        self.stack = QStackedWidget()
        self.stack.addWidget(scrolled(_padded(self.first), "replace-holder-first"))
        self.stack.addWidget(self._second())
        self.add(self.problem)
        self.body.addWidget(self.stack, 1)
        self._make_buttons()
        self._fit()
        self._go(0)

    def _second(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.said)
        column.addWidget(scrolled(self.preview, "replace-holder-preview"), 1)
        return part

    def _make_buttons(self) -> None:
        self.back = secondary(_("Back"), "replace-holder-back", Icon.ARROW_LEFT)
        self.back.setToolTip(_("Back (Alt+←)"))
        self.back.clicked.connect(self.go_back)
        self.add_button(self.back)
        self.add_cancel()
        self.go_on = self.add_accept(_("Next"))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.go_back)

    def _fit(self) -> None:
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.size()
        self.resize(min(WIDEST, room.width() - 2 * PAGE_MARGIN), min(TALLEST, room.height() - 2 * PAGE_MARGIN))

    # Going

    @property
    def is_last(self) -> bool:
        """Whether the preview is shown."""
        return self.stack.currentIndex() == 1

    def _go(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self.problem.set_text("")
        self.back.setVisible(self.is_last)
        words = _("Replace") if self.is_last else _("Next")
        self.go_on.setText(words)
        self.go_on.setAccessibleName(words)
        self.go_on.setToolTip(f"{words} (Ctrl+Enter)")
        self.go_on.setEnabled(True)
        if not self.is_last:
            self.first.take_focus()
        elif not self.preview.take_focus():
            self.go_on.setFocus()

    def go_back(self) -> None:
        """To who leaves and who comes; what was chosen for the promises is asked anew."""
        if self.is_last:
            self._go(0)

    def accept(self) -> None:
        """Go on, or do it."""
        if not self.go_on.isEnabled():
            return
        if self.is_last:
            self._save()
        elif self.first.is_right():
            self.go_on.setEnabled(False)
            self._asker.ask(read_replacement, self._wanted())

    def _wanted(self) -> ReplacementDraft:
        start = self.first.chosen()
        return ReplacementDraft(
            on=self.first.day,
            post_id=start.post_id,
            role_id=start.role_id,
            leaver_id=start.leaver_id,
            end_reason=str(self.first.reason.currentData()),
            comes_id=self.first.comes_id,
            comes_name=self.first.comes_name,
            source=self.first.source.text(),
        )

    def _show_preview(self, answer: tuple[Replacement, ReplacementDraft]) -> None:
        preview, draft = answer
        self.preview.show_preview(preview, draft, self.first.comes_words)
        self._go(1)

    # Doing

    def _save(self) -> None:
        self.go_on.setEnabled(False)
        self._desk.service.do(
            replace_holder, self.preview.read(), on_done=self._finish, on_problem=self._refuse, owner=self, what=""
        )

    def _finish(self, done: Done[Replaced]) -> None:
        self._is_leaving = True
        self.saved.emit(done)
        super().accept()
        if self.first.letter.isChecked() and done.value.comes_id is not None:
            self._desk.navigator.show_report("new-holder", {"person": f"people:{done.value.comes_id}"})

    def _refuse(self, problem: Problem) -> None:
        self.go_on.setEnabled(True)
        key = PLACES.get(problem.code, "")
        if key:
            self._go(0)
            self.first.show_problem(problem, key)
        else:
            self.problem.set_text(sentence(problem))

    # Leaving

    def reject(self) -> None:
        """Leave, after asking when something was written."""
        if self._is_leaving or not (self.first.is_touched or self.is_last):
            super().reject()
            return
        self.ask_to_leave(_("Nobody has been replaced yet."), self._leave)

    def _leave(self) -> None:
        self._is_leaving = True
        super().reject()


def _padded(form: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, PAGE_MARGIN - GAP, 0)
    column.addWidget(form)
    return holder
