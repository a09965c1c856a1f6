"""The templates of plans: those that ship, and ours; one is shown with its steps, changed, added or removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crm.operations.plan_templates import TemplateDraft, draft_template
from crm.operations.records import remove
from crm.queries.plan_templates import list_templates, preview_template
from crm.rules.plan_templates import PlanTemplate, PreviewStep, is_shipped
from crm.workspace import Done
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.page import Page
from ui.pages.parts.choosing import combo
from ui.pages.plans.template_editor import TemplateEditor
from ui.pages.plans.template_preview import TemplatePreview
from ui.theme import GAP, GRID, PAGE_MARGIN
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import Card, PageHeader, scrolled
from ui.widgets.cards import label as text_label
from ui.widgets.dialogs import ask_to_remove


@dataclass(frozen=True)
class Templates:
    """Every template with its steps, read in one question."""

    all: tuple[PlanTemplate, ...]
    steps: dict[str, list[PreviewStep]]


def read_templates() -> Templates:
    """Every template by name."""
    found = list_templates()
    return Templates(tuple(found), {one.name: preview_template(one, None, None) for one in found})


class TemplatesPage(Page):
    """Keys: Ctrl+N new, E edit."""

    watches: ClassVar[tuple[str, ...]] = ("templates",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName(_("Templates of plans"))
        self._templates = Templates((), {})
        self._wanted = ""
        self._asker = Asker(self, desk.service, self._show)
        self._drafts = Asker(self, desk.service, self._open_editor)
        self.choice = combo("templates-choice", [], _("Template"))
        self.choice.setMinimumWidth(280)
        self.edit = secondary(_("Edit"), "templates-edit", Icon.PENCIL_SIMPLE)
        self.edit.setToolTip(_("Edit (E)"))
        self.remove = secondary(_("Remove"), "templates-remove", Icon.TRASH)
        self.whose = text_label("", "muted", "templates-whose")
        self.preview = TemplatePreview("templates-preview")
        self._lay_out()
        self.choice.currentIndexChanged.connect(self._show_chosen)
        self.edit.clicked.connect(self._edit)
        self.remove.clicked.connect(self._ask_remove)
        QShortcut(QKeySequence("E"), self, self._edit)

    def _lay_out(self) -> None:
        header = PageHeader(_("Templates of plans"), "templates-header")
        add = primary(_("Add"), "templates-add", Icon.PLUS)
        add.setAccessibleName(_("Add template"))
        add.setToolTip(_("Add template (Ctrl+N)"))
        add.clicked.connect(self.new)
        header.add(add)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for part in (self.choice, self.edit, self.remove):
            row.addWidget(part)
        row.addWidget(self.whose, 1)
        card = Card(_("Steps"), "templates-card")
        card.add(self.preview)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(card)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        column.setSpacing(GAP)
        column.addWidget(header)
        column.addLayout(row)
        column.addWidget(scrolled(content, "templates-scroll"), 1)

    def refresh(self) -> None:
        """Ask again."""
        self._asker.ask(read_templates)

    def take_focus(self) -> None:
        """On the choice of templates."""
        self.choice.setFocus()

    def _show(self, found: Templates) -> None:
        wanted = self._wanted or str(self.choice.currentData() or "")
        self._templates, self._wanted = found, ""
        self.choice.blockSignals(True)
        self.choice.clear()
        for one in found.all:
            self.choice.addItem(one.name, one.name)
        self.choice.setCurrentIndex(max(0, self.choice.findData(wanted)))
        self.choice.blockSignals(False)
        self._show_chosen()

    def chosen(self) -> PlanTemplate | None:
        """The template that is shown."""
        name = self.choice.currentData()
        return next((one for one in self._templates.all if one.name == name), None)

    def _show_chosen(self) -> None:
        one = self.chosen()
        self.edit.setEnabled(one is not None)
        self.remove.setEnabled(one is not None and one.is_ours)
        if one is None:
            return
        self.preview.show_steps(one.words, self._templates.steps[one.name])
        in_place = _("Ours, in the place of the one that ships with Kgotla. Removing it brings that one back.")
        ships = _("Ships with Kgotla. When you change it, yours is kept in its place.")
        self.whose.setText((in_place if is_shipped(one.name) else _("Ours.")) if one.is_ours else ships)

    def new(self) -> None:
        """Open the form of a new template."""
        self._open_editor(TemplateDraft(""))

    def _edit(self) -> None:
        one = self.chosen()
        if one is not None:
            self._drafts.ask(draft_template, one)

    def _open_editor(self, draft: TemplateDraft) -> None:
        form = TemplateEditor(self, self.desk, draft)
        form.saved.connect(self._keep_showing)
        form.open()

    def _keep_showing(self, done: Done[tuple[int, str]]) -> None:
        self._wanted = done.value[1]
        self.refresh()

    def _ask_remove(self) -> None:
        one = self.chosen()
        if one is None or one.id is None:
            return
        template_id = one.id

        def go() -> None:
            self.desk.service.do(remove, template_id)

        explained = _("Plans that began with it stay as they are. This can be undone.")
        ask_to_remove(self, one.name, explained, go, "template-remove")
