"""What can be done with a petition from any page that shows one: the actions, their keys, and the forms they open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from crm.queries.petitions import PetitionRow, get_petition_rows
from crm.rules.petitions import Status
from resources.translations import mark as N_  # noqa: N812 (gettext's own name)
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.editor import CommitmentEditor
from ui.pages.commitments.form_dialog import FormDialog
from ui.pages.commitments.form_facts import FormFacts
from ui.pages.parts.record_actions import Kind, RecordActions
from ui.pages.petitions.clock_dialogs import ResumeClockDialog, ReviewDialog, StartClockDialog, StopClockDialog
from ui.pages.petitions.dialogs import (
    PetitionEvidenceDialog,
    PetitionFollowUpDialog,
    PetitionMoveDialog,
    PetitionProgressDialog,
    PetitionStepDialog,
    ToldDialog,
)
from ui.pages.petitions.editor import PetitionEditor, PetitionForm, read_petition_form, read_undertaking_form
from ui.pages.petitions.facts import PetitionWhole

ONE = "petition"
KINDS = (
    Kind("new", N_("Add petition"), Icon.PLUS),
    Kind("step", N_("Next step"), Icon.ARROW_RIGHT, "N", "Ctrl+Shift+J", ONE, is_for_open=False),
    Kind("move-date", N_("Move date"), Icon.CALENDAR_PLUS, "M", "Ctrl+Shift+M", ONE),
    Kind("follow-up", N_("Follow up"), Icon.PAPER_PLANE_TILT, "F", "Ctrl+Shift+F", ONE),
    Kind("progress", N_("Progress"), Icon.CHAT_CIRCLE_TEXT, "P", "Ctrl+Shift+G", ONE),
    Kind("evidence", N_("Add evidence"), Icon.PAPERCLIP, "V", "Ctrl+Shift+V", ONE, is_for_open=False),
    Kind("undertook", N_("Add what they undertook"), Icon.HANDSHAKE, "U", "Ctrl+Shift+U", ONE, is_for_open=False),
    Kind("clock", N_("Clock"), Icon.CLOCK, "K", "Ctrl+Shift+K", ONE),
    Kind("review", N_("Look again"), Icon.CALENDAR_CHECK, "L", "Ctrl+Shift+L", ONE),
    Kind("told", N_("Petitioner told"), Icon.MEGAPHONE, "T", "Ctrl+Shift+T", ONE, is_for_open=False),
    Kind("edit", N_("Edit"), Icon.PENCIL_SIMPLE, "E", "Ctrl+E", ONE, is_for_open=False),
)
_FORMS: dict[str, Callable[[QWidget, Desk, PetitionRow], FormDialog]] = {
    "step": PetitionStepDialog,
    "move-date": PetitionMoveDialog,
    "follow-up": PetitionFollowUpDialog,
    "progress": PetitionProgressDialog,
    "evidence": PetitionEvidenceDialog,
    "told": ToldDialog,
    "review": ReviewDialog,
}
_CLOCKS: dict[str, Callable[[QWidget, Desk, PetitionRow], FormDialog]] = {
    "start": StartClockDialog,
    "stop": StopClockDialog,
    "resume": ResumeClockDialog,
}


class PetitionActions(RecordActions):
    """Belongs to a page; `show_whole` tells what the keys are about."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page, desk, "petition", KINDS)
        self._row: PetitionRow | None = None
        self._wanted = ""
        self._clock = ""
        self._rows = Asker(self, desk.service, self._open_wanted)
        self._editors = Asker(self, desk.service, self._open_editor)
        self._undertakings = Asker(self, desk.service, self._open_undertaking)

    def show_whole(self, whole: PetitionWhole | None) -> None:
        """Only offer what fits it."""
        row = whole.page.row if whole else None
        self._row = row
        for kind in KINDS:
            if kind.parts:
                self.all[kind.name].setEnabled(row is not None and (row.is_open or not kind.is_for_open))
        self.all["told"].setEnabled(row is not None and row.is_to_tell)
        self._clock = whole.page.clock_offers if whole else ""
        self.all["clock"].setEnabled(self._clock in _CLOCKS and self.all["move-date"].isEnabled())

    def start(self, name: str) -> None:
        """Open the form of this name for what is shown."""
        if name == "new":
            self.new()
        elif self._row is not None and name == "edit":
            self._editors.ask(read_petition_form, self._row.id)
        elif self._row is not None and name == "undertook":
            self._undertakings.ask(read_undertaking_form, self._row.id)
        elif self._row is not None and name == "clock":
            self.show_form(_CLOCKS[self._clock](self._page, self._desk, self._row))
        elif self._row is not None:
            self.show_form(_FORMS[name](self._page, self._desk, self._row))

    def start_for(self, name: str, petition_id: int) -> None:
        """Open the form of this name for a petition that is not shown here."""
        self._wanted = name
        self._rows.ask(get_petition_rows, [petition_id])

    def _open_wanted(self, rows: list[PetitionRow]) -> None:
        for row in rows:
            self.show_form(_FORMS[self._wanted](self._page, self._desk, row))

    def new(self, about_id: int | None = None) -> None:
        """Open the form of a new petition, addressed to this body where one is given."""
        self._editors.ask(read_petition_form, None, about_id)

    def step(self, status: str) -> None:
        """Open the form of this step."""
        if self._row is not None:
            self.show_form(PetitionStepDialog(self._page, self._desk, self._row, Status(status)))

    def _open_undertaking(self, facts: FormFacts) -> None:
        self.show_form(CommitmentEditor(self._page, self._desk, facts))

    def _open_editor(self, facts: PetitionForm) -> None:
        form = PetitionEditor(self._page, self._desk, facts)
        if facts.draft.id is None:
            form.saved.connect(self.tell_made)
        self.show_form(form)
