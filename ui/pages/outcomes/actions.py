"""What can be done with an outcome: the actions, their keys, and the form."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from resources.translations import mark as N_  # noqa: N812 (gettext's own name)
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.outcomes.editor import OutcomeEditor, OutcomeForm, read_outcome_form
from ui.pages.outcomes.facts import OutcomeWhole
from ui.pages.parts.record_actions import Kind, RecordActions

KINDS = (
    Kind("new", N_("Add outcome"), Icon.PLUS),
    Kind("edit", N_("Edit"), Icon.PENCIL_SIMPLE, "E", "Ctrl+E", "outcome"),
)


class OutcomeActions(RecordActions):
    """Belongs to a page; `show_whole` tells what the keys are about."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page, desk, "outcome", KINDS)
        self._whole: OutcomeWhole | None = None
        self._editors = Asker(self, desk.service, self._open_editor)

    def show_whole(self, whole: OutcomeWhole | None) -> None:
        """Only offer what fits it."""
        self._whole = whole
        self.all["edit"].setEnabled(whole is not None)

    def start(self, name: str) -> None:
        """Open the form of this name for what is shown."""
        if name == "new":
            self.new()
        elif self._whole is not None:
            self._editors.ask(read_outcome_form, self._whole.page.row.id)

    def new(self) -> None:
        """Open the form of a new outcome."""
        self._editors.ask(read_outcome_form)

    def step(self, status: str) -> None:
        """An outcome has no life-cycle."""
        raise NotImplementedError(status)

    def _open_editor(self, facts: OutcomeForm) -> None:
        form = OutcomeEditor(self._page, self._desk, facts)
        if facts.draft.id is None:
            form.saved.connect(self.tell_made)
        self.show_form(form)
