"""The form of a template of plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from crm.operations.plan_templates import TemplateDraft, save_template
from resources.translations import _
from ui.desk import Desk
from ui.pages.agreements.editors import Editor
from ui.pages.commitments.form_dialog import line, text_box
from ui.pages.plans.template_rows import StepRows

WIDTH = 820


class TemplateEditor(Editor):
    """Name, words, and the steps; `saved` carries (id, name)."""

    places: ClassVar[Mapping[str, str]] = {
        "template-without-name": "name",
        "template-name-taken": "name",
        "template-without-steps": "steps",
        "step-without-title": "steps",
        "step-after-itself": "steps",
        "step-too-far": "steps",
    }

    def __init__(self, parent: QWidget, desk: Desk, draft: TemplateDraft) -> None:
        self._draft = draft
        super().__init__(
            parent, desk, _("Edit template") if draft.steps else _("New template"), "template-editor", WIDTH
        )
        self.name.setFocus()

    def build(self) -> None:
        """What it is called, what it is for, and its steps."""
        self.name = line("template-name", self._draft.name, _("Petition to the legislature"))
        self.words = text_box("template-words", self._draft.words, _("What it is for"), lines=2)
        self.steps = StepRows(self._draft.steps)
        self.steps.changed.connect(self.fit)
        self.form.row("name", _("Name"), self.name)
        self.form.row("words", _("Note"), self.words, is_optional=True)
        self.form.row("steps", _("Steps"), self.steps)

    def check(self) -> bool:
        """Days must be numbers."""
        for row in self.steps.rows:
            if not row.is_understood():
                self.form.show_error("steps", _("Write a whole number."))
                row.days.setFocus()
                return False
        return True

    def draft(self) -> TemplateDraft:
        """What is written."""
        return replace(self._draft, name=self.name.text(), words=self.words.toPlainText(), steps=self.steps.steps())

    def save(self) -> None:
        """Keep it."""
        self.do(save_template, self.draft())
