"""The form of what the other side answered to a review, clause by clause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from crm.operations.responses import respond
from crm.queries.responses import Answerable
from crm.rules import clock
from resources.translations import _
from ui.desk import Desk
from ui.pages.agreements.agreement_dialogs import AgreementDialog
from ui.pages.agreements.form_facts import ResponsesForm
from ui.pages.commitments.form_dialog import day_field, line, text_box
from ui.widgets.cards import label


class ResponsesDialog(AgreementDialog):
    """A text for each clause, and a line for each deliverable and promise under it."""

    places: ClassVar[Mapping[str, str]] = {"made-in-future": "on"}

    def __init__(self, parent: QWidget, desk: Desk, form: ResponsesForm) -> None:
        self._facts = form
        self._fields: dict[int, QLineEdit | QPlainTextEdit] = {}
        super().__init__(parent, desk, form.page, _("Responses to the review"), "responses", _("Save responses"))
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.setFocus()

    def build(self) -> None:
        """Who answered and when, then clause by clause."""
        self.say_which()
        self.form.add(label(self._facts.draft, "muted", "responses-draft"))
        self.by = line("responses-by")
        self.on = day_field("responses-on", clock.today(), clock.today(), is_past=True)
        self.form.side_by_side(("by", _("Who answered"), self.by), ("on", _("On"), self.on))
        for each in self._facts.answerable:
            self._add(each)

    def _add(self, each: Answerable) -> None:
        before = self._facts.responses.get(each.id)
        words, name = before.words if before else "", f"responses-{each.id}"
        field = text_box(name, words, lines=2) if each.is_clause else line(name, words)
        field.setAccessibleName(each.name)
        self._fields[each.id] = field
        self.form.row(str(each.id), each.name.replace("&", "&&"), field, is_optional=True)

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_day("on", self.on)

    def save(self) -> None:
        """Keep what was answered."""
        answers = {
            record_id: field.text() if isinstance(field, QLineEdit) else field.toPlainText()
            for record_id, field in self._fields.items()
        }
        self.do(respond, self.page.row.id, answers, self.on.day, self.by.text())
