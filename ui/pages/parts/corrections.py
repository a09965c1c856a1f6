"""Corrections that were asked for and not made, on the page of their record: seen, added and taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crm.operations.corrections import CorrectionDraft, add_correction_note, remove_correction_note
from crm.queries.corrections import CorrectionRow, list_corrections
from crm.rules import clock
from crm.rules.dates import format_day
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.form_dialog import FormDialog, day_field, line, text_box
from ui.pages.parts.actions import action
from ui.theme import CONTROL_HEIGHT
from ui.widgets.buttons import tool
from ui.widgets.cards import Card, label


class CorrectionsCard(Card):
    """The card “Corrections not made”; gone while there are none. They print with the record."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Corrections not made"), name, parent)
        self._desk = desk
        self._record_id = 0
        self._asker = Asker(self, desk.service, self._show)
        self.hide()

    def show_record(self, record_id: int) -> None:
        """Ask for the notes of this record."""
        if record_id != self._record_id:
            self.hide()
        self._record_id = record_id
        self._asker.ask(list_corrections, [record_id])

    def _show(self, rows: Sequence[CorrectionRow]) -> None:
        self.clear()
        for row in rows:
            self.add(self._row(row))
        self.setVisible(bool(rows))

    def _row(self, row: CorrectionRow) -> QWidget:
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        said = _("{day}, {name}: “{words}”. Not changed: {why}")
        words = said.format(day=format_day(row.asked_on), name=row.asked_by, words=row.words, why=row.why_not)
        across.addWidget(label(words, name=f"{self.objectName()}-{row.id}"), 1)
        away = tool(Icon.X, _("Remove this correction note"), f"{self.objectName()}-remove-{row.id}")
        away.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        away.clicked.connect(partial(self._desk.service.do, remove_correction_note, row.id))
        across.addWidget(away)
        return holder


class CorrectionDialog(FormDialog):
    """Who asked when for what, and why it was not changed: all of it prints with the record."""

    def __init__(self, parent: QWidget, desk: Desk, record_id: int) -> None:
        self._record_id = record_id
        super().__init__(parent, desk, _("A correction that was not made"), "correction", _("Keep with the record"))

    def build(self) -> None:
        """The four things that print."""
        self.places = {"correction-incomplete": "words"}  # type: ignore[misc]
        self.on = day_field("correction-on", clock.today(), clock.today(), is_optional=False, is_past=True)
        self.by = line("correction-by")
        self.words = text_box("correction-words", placeholder=_("In their own words"))
        self.why_not = text_box("correction-why-not", placeholder=_("The minutes say otherwise"), lines=2)
        self.form.add(label(_("Where a record is not changed, the law lets it stand beside it (POPIA s 24)."), "muted"))
        self.form.row("by", _("&Who asked"), self.by)
        self.form.row("on", _("&On"), self.on)
        self.form.row("words", _("What is said to be &wrong"), self.words)
        self.form.row("why-not", _("Why it was not &changed"), self.why_not)

    def save(self) -> None:
        """Keep it."""
        if self.check_day("on", self.on) and self.on.day is not None:
            words = (self.by.text(), self.words.toPlainText(), self.why_not.toPlainText())
            self.do(add_correction_note, CorrectionDraft(self._record_id, self.on.day, *words))


def correction_action(owner: QWidget, desk: Desk, name: str, record_id: Callable[[], int]) -> QAction:
    """The action of a page that keeps a correction note with its record."""

    def run() -> None:
        CorrectionDialog(owner.window(), desk, record_id()).open()

    return action(owner, f"{name}-correction-action", _("A correction was not made…"), run)
