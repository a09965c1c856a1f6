"""What can be done with a request from any page that shows one: the actions, their keys, and the forms they open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from crm.queries.requests import RequestRow
from crm.rules.requests import ANSWER, DRAFT, STAGE
from crm.rules.requests import Kind as Asked
from resources.translations import mark as N_  # noqa: N812 (gettext's own name)
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.form_dialog import FormDialog
from ui.pages.parts.record_actions import Kind, RecordActions
from ui.pages.requests.dialogs import (
    AnswerDialog,
    CarryOutDialog,
    DecisionDialog,
    ExtendDialog,
    IdentityDialog,
    RequestEditor,
    RequestForm,
    read_answer_form,
    read_officer,
    read_request_form,
)
from ui.pages.requests.facts import RequestWhole
from ui.pages.requests.reading import ReadingDialog

ONE = "request"
DECISION = "request-decision"
KINDS = (
    Kind("new", N_("Add request"), Icon.PLUS),
    Kind("read", N_("Read and decide"), Icon.EYE, "R", "Ctrl+Shift+R", ONE),
    Kind("identity", N_("Identity seen"), Icon.USER_CIRCLE, "I", "", ONE),
    Kind("decision", N_("Decision signed"), Icon.CHECK_CIRCLE, "D", "", ONE),
    Kind("answer", N_("Answered"), Icon.PAPER_PLANE_TILT, "A", "", ONE),
    Kind("edit", N_("Edit"), Icon.PENCIL_SIMPLE, "E", "Ctrl+E", ONE),
    Kind("extend", N_("More time"), Icon.CALENDAR_PLUS, "M", "", ONE),
    Kind("carry-out", N_("Carry out what is asked"), Icon.CHECK_CIRCLE, "C", "", ONE),
    Kind("preview", N_("Preview the answer"), Icon.FILE_TEXT, "P", "", ONE, is_for_open=False),
    Kind("sign", N_("The page to sign"), Icon.FILE_TEXT, "S", "", ONE, is_for_open=False),
    Kind("paper", N_("The answer, to hand over"), Icon.FILE_TEXT, "H", "", ONE, is_for_open=False),
)
_FORMS: dict[str, Callable[[QWidget, Desk, RequestRow], FormDialog]] = {
    "identity": IdentityDialog,
    "extend": ExtendDialog,
    "carry-out": CarryOutDialog,
}
_PAPERS = {"preview": (ANSWER, {STAGE: DRAFT}), "sign": (DECISION, {}), "paper": (ANSWER, {STAGE: "final"})}
_CARRIED_OUT = (Asked.OBJECT, Asked.WITHDRAW_CONSENT, Asked.CORRECT, Asked.DELETE)


class RequestActions(RecordActions):
    """Belongs to a page; `show_whole` tells what the keys are about."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page, desk, "request", KINDS)
        self._row: RequestRow | None = None
        self._editors = Asker(self, desk.service, self._open_editor)
        self._officers = Asker(self, desk.service, self._open_decision)
        self._answers = Asker(self, desk.service, self._open_answer)

    def show_whole(self, whole: RequestWhole | None) -> None:
        """Only offer what fits it."""
        row = whole.page.row if whole else None
        self._row = row
        for kind in KINDS:
            if kind.parts:
                self.all[kind.name].setEnabled(row is not None and (row.is_open or not kind.is_for_open))
        if whole is None or row is None:
            return
        is_read = whole.page.reading.is_done
        self.all["read"].setEnabled(row.is_open and row.wants_reading and bool(whole.page.reading.count))
        self.all["decision"].setEnabled(row.is_open and is_read and row.identity_seen_on is not None)
        self.all["extend"].setEnabled(row.is_open and not row.is_extended)
        self.all["carry-out"].setEnabled(row.person_id is not None and row.kind in _CARRIED_OUT)
        self.all["sign"].setEnabled(row.wants_reading)

    def start(self, name: str) -> None:
        """Open the form of this name for what is shown."""
        if name == "new":
            self.new()
        elif self._row is None:
            return
        elif name in _PAPERS:
            report, options = _PAPERS[name]
            self._desk.navigator.show_report(report, {"request": f"requests:{self._row.id}", **options})
        elif name == "read":
            dialog = ReadingDialog(self._desk, self._row, self._page.window())
            dialog.open()
            self.opened_form.emit(dialog)
        elif name == "carry-out" and self._row.kind is Asked.DELETE:
            self._desk.navigator.open_record("people", self._row.person_id or 0)  # who is erased is looked at first
        elif name == "edit":
            self._editors.ask(read_request_form, self._row.id)
        elif name == "decision":
            self._officers.ask(read_officer)
        elif name == "answer":
            self._answers.ask(read_answer_form, self._row.id)
        else:
            self.show_form(_FORMS[name](self._page, self._desk, self._row))

    def new(self, person_id: int | None = None) -> None:
        """Open the form of a new request, about this person where one is given."""
        self._editors.ask(read_request_form, None, person_id)

    def step(self, _status: str) -> None:
        """A request has no steps to choose from: each comes with what was done."""

    def _open_editor(self, facts: RequestForm) -> None:
        form = RequestEditor(self._page, self._desk, facts)
        if facts.draft.id is None:
            form.saved.connect(self.tell_made)
        self.show_form(form)

    def _open_decision(self, officer: str) -> None:
        if self._row is not None:
            self.show_form(DecisionDialog(self._page, self._desk, self._row, officer))

    def _open_answer(self, proposed: str) -> None:
        if self._row is not None:
            self.show_form(AnswerDialog(self._page, self._desk, self._row, proposed))
