"""What can be done with an opportunity from any page that shows one: the actions, their keys, and their forms."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from crm.queries.opportunities import OpportunityRow, get_opportunity_rows
from crm.rules.opportunities import Decision
from resources.translations import mark as N_  # noqa: N812 (gettext's own name)
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.opportunities.dialogs import DecideDialog, ResultDialog, TellDialog
from ui.pages.opportunities.editor import OpportunityEditor, OpportunityForm, read_opportunity_form
from ui.pages.opportunities.facts import OpportunityWhole
from ui.pages.parts.record_actions import Kind, RecordActions

ONE = "opportunity"
KINDS = (
    Kind("new", N_("Add opportunity"), Icon.PLUS),
    Kind("decide", N_("Decide"), Icon.CHECK_CIRCLE, "D", "Ctrl+Shift+D", ONE),
    Kind("tell", N_("Tell CSOs"), Icon.MEGAPHONE, "T", "Ctrl+Shift+T", ONE),
    Kind("result", N_("Result"), Icon.FLAG, "R", "Ctrl+Shift+R", ONE),
    Kind("edit", N_("Edit"), Icon.PENCIL_SIMPLE, "E", "Ctrl+E", ONE),
)


class OpportunityActions(RecordActions):
    """Belongs to a page; `show_whole` tells what the keys are about."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page, desk, "opportunity", KINDS)
        self._whole: OpportunityWhole | None = None
        self._wanted = ""
        self._editors = Asker(self, desk.service, self._open_editor)
        self._rows = Asker(self, desk.service, self._open_wanted)

    def show_whole(self, whole: OpportunityWhole | None) -> None:
        """Only offer what fits it."""
        self._whole = whole
        for kind in KINDS:
            if kind.parts:
                self.all[kind.name].setEnabled(whole is not None)

    def offered(self) -> list[QAction]:
        """Everything that fits what is shown."""
        return [self.all[kind.name] for kind in KINDS if kind.parts and self.all[kind.name].isEnabled()]

    def start(self, name: str) -> None:
        """Open the form of this name for what is shown."""
        if name == "new":
            self.new()
        elif self._whole is not None:
            self._start(name, self._whole)

    def _start(self, name: str, whole: OpportunityWhole) -> None:
        row = whole.page.row
        if name == "edit":
            self._editors.ask(read_opportunity_form, row.id)
        elif name == "tell":
            self.show_form(TellDialog(self._page, self._desk, row, whole.suited))
        else:
            self._show(name, row)

    def _show(self, name: str, row: OpportunityRow) -> None:
        form = DecideDialog if name == "decide" else ResultDialog
        self.show_form(form(self._page, self._desk, row))

    def start_for(self, name: str, opportunity_id: int) -> None:
        """Open the form of this name for an opportunity that is not shown here."""
        self._wanted = name
        self._rows.ask(get_opportunity_rows, [opportunity_id])

    def _open_wanted(self, rows: list[OpportunityRow]) -> None:
        for row in rows:
            self._show(self._wanted, row)

    def new(self, about_id: int | None = None) -> None:
        """Open the form of a new opportunity, of this body where one is given."""
        self._editors.ask(read_opportunity_form, None, about_id)

    def step(self, status: str) -> None:
        """Open the form of this decision."""
        if self._whole is not None:
            self.show_form(DecideDialog(self._page, self._desk, self._whole.page.row, Decision(status)))

    def _open_editor(self, facts: OpportunityForm) -> None:
        form = OpportunityEditor(self._page, self._desk, facts)
        if facts.draft.id is None:
            form.saved.connect(self.tell_made)
        self.show_form(form)
