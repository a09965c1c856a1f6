"""What can be done with an issue from any page that shows one: the actions, their keys, and the forms they open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from crm.queries.issues import IssueRow, get_issue_rows
from crm.rules.issues import Status
from crm.workspace import Done
from resources.translations import mark as N_  # noqa: N812 (gettext's own name)
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.form_dialog import FormDialog
from ui.pages.issues.dialogs import (
    IssueEvidenceDialog,
    IssueFollowUpDialog,
    IssueProgressDialog,
    IssueStepDialog,
    RerouteDialog,
    VisitDialog,
)
from ui.pages.issues.editor import (
    IssueEditor,
    IssueForm,
    StartForm,
    StartPetition,
    StartPlan,
    read_issue_form,
    read_start_petition,
    read_start_plan,
)
from ui.pages.issues.facts import IssueWhole
from ui.pages.parts.record_actions import Kind, RecordActions
from ui.pages.petitions.editor import PetitionForm

ONE = "issue"
KINDS = (
    Kind("new", N_("Add issue"), Icon.PLUS),
    Kind("visit", N_("Visit"), Icon.CAMERA, "W", "Ctrl+Shift+W", ONE, is_for_open=False),
    Kind("step", N_("Next step"), Icon.ARROW_RIGHT, "N", "Ctrl+Shift+J", ONE, is_for_open=False),
    Kind("follow-up", N_("Follow up"), Icon.PAPER_PLANE_TILT, "F", "Ctrl+Shift+F", ONE),
    Kind("progress", N_("Progress"), Icon.CHAT_CIRCLE_TEXT, "P", "Ctrl+Shift+G", ONE),
    Kind("evidence", N_("Add evidence"), Icon.PAPERCLIP, "V", "Ctrl+Shift+V", ONE, is_for_open=False),
    Kind("reroute", N_("Send elsewhere"), Icon.SWAP, "R", "", ONE, is_for_open=False),
    Kind("start-petition", N_("Start a petition"), Icon.MEGAPHONE, "", "", ONE, is_for_open=False),
    Kind("start-plan", N_("Start a plan"), Icon.PATH, "", "", ONE, is_for_open=False),
    Kind("edit", N_("Edit"), Icon.PENCIL_SIMPLE, "E", "Ctrl+E", ONE, is_for_open=False),
)
_FORMS: dict[str, Callable[[QWidget, Desk, IssueRow], FormDialog]] = {
    "visit": VisitDialog,
    "step": IssueStepDialog,
    "follow-up": IssueFollowUpDialog,
    "progress": IssueProgressDialog,
    "evidence": IssueEvidenceDialog,
    "reroute": RerouteDialog,
}
_STARTS: dict[str, Callable[[int], StartForm]] = {
    "start-petition": read_start_petition,
    "start-plan": read_start_plan,
}


class IssueActions(RecordActions):
    """Belongs to a page; `show_whole` tells what the keys are about."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page, desk, "issue", KINDS)
        self._row: IssueRow | None = None
        self._wanted = ""
        self._rows = Asker(self, desk.service, self._open_wanted)
        self._editors = Asker(self, desk.service, self._open_editor)
        self._starts = Asker(self, desk.service, self._open_start)

    def show_whole(self, whole: IssueWhole | None) -> None:
        """Only offer what fits it."""
        row = whole.page.row if whole else None
        self._row = row
        for kind in KINDS:
            if kind.parts:
                self.all[kind.name].setEnabled(row is not None and (row.is_open or not kind.is_for_open))
        self.all["reroute"].setEnabled(row is not None and (row.is_open or row.wants_route))

    def start(self, name: str) -> None:
        """Open the form of this name for what is shown."""
        if name == "new":
            self.new()
        elif self._row is not None and name == "edit":
            self._editors.ask(read_issue_form, self._row.id)
        elif self._row is not None and name in _STARTS:
            self._starts.ask(_STARTS[name], self._row.id)
        elif self._row is not None:
            self.show_form(_FORMS[name](self._page, self._desk, self._row))

    def start_for(self, name: str, issue_id: int) -> None:
        """Open the form of this name for an issue that is not shown here."""
        self._wanted = name
        self._rows.ask(get_issue_rows, [issue_id])

    def _open_wanted(self, rows: list[IssueRow]) -> None:
        for row in rows:
            self.show_form(_FORMS[self._wanted](self._page, self._desk, row))

    def new(self, about_id: int | None = None) -> None:
        """Open the form of a new issue, of which this body is the respondent where one is given."""
        self._editors.ask(read_issue_form, None, about_id)

    def step(self, status: str) -> None:
        """Open the form of this step."""
        if self._row is not None:
            self.show_form(IssueStepDialog(self._page, self._desk, self._row, Status(status)))

    def _open_editor(self, facts: IssueForm) -> None:
        form = IssueEditor(self._page, self._desk, facts)
        if facts.draft.id is None:
            form.saved.connect(self.tell_made)
        self.show_form(form)

    def _open_start(self, start: StartForm) -> None:
        if isinstance(start.form, PetitionForm):
            form: FormDialog = StartPetition(self._page, self._desk, start.issue_id, start.form)
            form.saved.connect(self._go_to_petition)
        else:
            form = StartPlan(self._page, self._desk, start.issue_id, start.form)
            form.saved.connect(self._go_to_plan)
        self.show_form(form)

    def _go_to_petition(self, done: Done[tuple[int, str]]) -> None:
        self._desk.navigator.open_record("petitions", done.value[0])

    def _go_to_plan(self, done: Done[tuple[int, str]]) -> None:
        self._desk.navigator.open_record("plans", done.value[0])
