"""What can be done with an agreement or a part of it: the actions, their keys, and the forms they open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from crm.operations.reporting_periods import lay_out_periods
from crm.rules.agreements import DeliverableStatus, Status, is_open
from resources.translations import _
from resources.translations import mark as N_  # noqa: N812 (gettext's own name)
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.agreements.agreement_dialogs import (
    AgreementStepDialog,
    AmendDialog,
    RenewDialog,
    ReviewHeldDialog,
    SignedCopyDialog,
)
from ui.pages.agreements.dialogs import (
    DeliverableEvidenceDialog,
    DeliverableFollowUpDialog,
    DeliverableMoveDialog,
    DeliverableStepDialog,
    LightDialog,
    ProgressDialog,
)
from ui.pages.agreements.editors import AgreementEditor, ClauseEditor, DeliverableEditor
from ui.pages.agreements.facts import (
    AgreementWhole,
    ClauseWhole,
    DeliverableWhole,
    IndicatorWhole,
    Whole,
    read_whole,
)
from ui.pages.agreements.form_facts import (
    ResponsesForm,
    read_agreement_form,
    read_clause_form,
    read_deliverable_form,
    read_indicator_form,
    read_period_form,
    read_responses_form,
)
from ui.pages.agreements.indicator_forms import IndicatorEditor, MeasureDialog
from ui.pages.agreements.reporting import PeriodDialog
from ui.pages.agreements.responses import ResponsesDialog
from ui.pages.commitments.editor import CommitmentEditor
from ui.pages.commitments.form_dialog import FormDialog
from ui.pages.commitments.form_facts import read_form
from ui.pages.parts.record_actions import Kind, RecordActions

AGREEMENT, CLAUSE, DELIVERABLE, INDICATOR = "agreement", "clause", "deliverable", "indicator"


KINDS = (
    Kind("new", N_("Add agreement"), Icon.PLUS, "", "", ""),
    Kind("edit", N_("Edit"), Icon.PENCIL_SIMPLE, "E", "Ctrl+E", AGREEMENT, is_for_open=False),
    Kind("add-clause", N_("Add clause"), Icon.PLUS, "C", "Ctrl+Shift+C", AGREEMENT, is_for_open=False),
    Kind("amend", N_("Amend"), Icon.NOTE_PENCIL, "A", "Ctrl+Shift+A", AGREEMENT),
    Kind("review", N_("Review held"), Icon.USERS, "R", "Ctrl+Shift+R", AGREEMENT),
    Kind("responses", N_("Responses"), Icon.CHAT_CIRCLE_TEXT, "S", "", AGREEMENT, is_for_open=False),
    Kind("renew", N_("Renew"), Icon.ARROW_CLOCKWISE, "N", "Ctrl+Shift+W", AGREEMENT),
    Kind("report", N_("Progress report"), Icon.FILE_TEXT, "P", "Ctrl+Shift+G", AGREEMENT, is_for_open=False),
    Kind("signed-copy", N_("Keep signed copy"), Icon.PAPERCLIP, "", "", AGREEMENT, is_for_open=False),
    Kind("add-indicator", N_("Add indicator"), Icon.CHART_BAR, "I", "Ctrl+Shift+I", AGREEMENT, is_for_open=False),
    Kind("add-period", N_("Add reporting period"), Icon.CALENDAR_PLUS, "", "", AGREEMENT, is_for_open=False),
    Kind("edit-clause", N_("Edit"), Icon.PENCIL_SIMPLE, "E", "Ctrl+E", CLAUSE, is_for_open=False),
    Kind("add-deliverable", N_("Add deliverable"), Icon.PLUS, "D", "Ctrl+Shift+D", CLAUSE),
    Kind(
        "promise",
        N_("Add commitment"),
        Icon.HANDSHAKE,
        "",
        "Ctrl+Shift+P",
        f"{CLAUSE} {DELIVERABLE}",
        is_for_open=False,
    ),
    Kind("progress", N_("Progress"), Icon.CHART_BAR, "P", "Ctrl+Shift+G", DELIVERABLE),
    Kind("move-date", N_("Move date"), Icon.CALENDAR_PLUS, "M", "Ctrl+Shift+M", DELIVERABLE),
    Kind("follow-up", N_("Follow up"), Icon.PAPER_PLANE_TILT, "F", "Ctrl+Shift+F", DELIVERABLE),
    Kind("evidence", N_("Add evidence"), Icon.PAPERCLIP, "V", "Ctrl+Shift+V", DELIVERABLE, is_for_open=False),
    Kind("light", N_("Set colour"), Icon.FLAG, "C", "", DELIVERABLE, is_for_open=False),
    Kind("measure", N_("Measure"), Icon.CHART_BAR, "M", "Ctrl+Shift+M", INDICATOR, is_for_open=False),
    Kind("edit-indicator", N_("Edit"), Icon.PENCIL_SIMPLE, "E", "Ctrl+E", INDICATOR, is_for_open=False),
    Kind("edit-deliverable", N_("Edit"), Icon.PENCIL_SIMPLE, "E", "Ctrl+E", DELIVERABLE, is_for_open=False),
)
_AGREEMENT_FORMS: dict[str, Callable[..., FormDialog]] = {
    "amend": AmendDialog,
    "review": ReviewHeldDialog,
    "renew": RenewDialog,
    "signed-copy": SignedCopyDialog,
}
_DELIVERABLE_FORMS: dict[str, Callable[..., FormDialog]] = {
    "progress": ProgressDialog,
    "move-date": DeliverableMoveDialog,
    "follow-up": DeliverableFollowUpDialog,
    "evidence": DeliverableEvidenceDialog,
    "light": LightDialog,
}


class AgreementActions(RecordActions):
    """Belongs to a page; `show_whole` tells what the keys are about, `made` also of one that renews another."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page, desk, "agreement", KINDS)
        self._whole: Whole | None = None
        self._wanted = ""
        self._wholes = Asker(self, desk.service, self._open_form)
        self._agreement_forms = Asker(self, desk.service, self._open_agreement)
        self._clause_forms = Asker(self, desk.service, self._open_clause)
        self._deliverable_forms = Asker(self, desk.service, self._open_deliverable)
        self._promise_forms = Asker(self, desk.service, self._open_promise)
        self._indicator_forms = Asker(self, desk.service, self._open_indicator)
        self._period_forms = Asker(self, desk.service, self._open_period)
        self._responses_forms = Asker(self, desk.service, self._open_responses)

    def show_whole(self, whole: Whole | None) -> None:
        """Only offer what fits it; of the same letter only one is ever awake."""
        self._whole = whole
        part, is_alive = _part(whole)
        for kind in KINDS:
            if kind.parts:
                fits = bool(part) and part in kind.parts.split()
                self.all[kind.name].setEnabled(fits and (is_alive or not kind.is_for_open))
        if isinstance(whole, AgreementWhole):
            self.all["add-clause"].setText(_("Add result") if whole.is_grant else _("Add clause"))
        if isinstance(whole, IndicatorWhole) and whole.page.row.counted:
            self.all["measure"].setEnabled(False)

    # Starting

    def start(self, name: str) -> None:
        """Open the form of this name for what is shown."""
        whole = self._whole
        if name == "new":
            self.new()
        elif isinstance(whole, AgreementWhole):
            self._start_agreement(name, whole)
        elif isinstance(whole, ClauseWhole):
            self._start_clause(name, whole)
        elif isinstance(whole, DeliverableWhole):
            self._start_deliverable(name, whole)
        elif isinstance(whole, IndicatorWhole):
            self._start_indicator(name, whole)

    def start_for(self, name: str, record_id: int) -> None:
        """Open the form of this name for a record that is not shown here."""
        self._wanted = name
        self._wholes.ask(read_whole, record_id)

    def new(self) -> None:
        """Open the form of a new agreement."""
        self._agreement_forms.ask(read_agreement_form, None)

    def _open_form(self, whole: Whole | None) -> None:
        self._whole = whole
        self.start(self._wanted)

    def _start_agreement(self, name: str, whole: AgreementWhole) -> None:
        agreement_id = whole.page.row.id
        if name == "edit":
            self._agreement_forms.ask(read_agreement_form, agreement_id)
        elif name == "add-clause":
            self._clause_forms.ask(read_clause_form, agreement_id, None)
        elif name == "add-indicator":
            self._indicator_forms.ask(read_indicator_form, agreement_id, None)
        elif name == "add-period":
            self._period_forms.ask(read_period_form, agreement_id, None)
        elif name == "responses":
            self._responses_forms.ask(read_responses_form, agreement_id)
        elif name == "report":
            self._desk.navigator.show_report("mou-progress", {"agreement": f"agreements:{agreement_id}"})
        else:
            form = _AGREEMENT_FORMS[name](self._page, self._desk, whole.page)
            if name == "renew":
                form.saved.connect(self.tell_made)
            self.show_form(form)

    def _start_clause(self, name: str, whole: ClauseWhole) -> None:
        if name == "edit-clause":
            self._clause_forms.ask(read_clause_form, whole.row.agreement_id, whole.row.id)
        elif name == "add-deliverable":
            self._deliverable_forms.ask(read_deliverable_form, whole.row.id, None)
        elif name == "promise":
            self._promise_forms.ask(read_form, None, None, whole.row.id)

    def _start_deliverable(self, name: str, whole: DeliverableWhole) -> None:
        row = whole.page.row
        if name == "edit-deliverable":
            self._deliverable_forms.ask(read_deliverable_form, row.clause_id, row.id)
        elif name == "promise":
            self._promise_forms.ask(read_form, None, None, row.clause_id, row.id)
        elif name in _DELIVERABLE_FORMS:
            self.show_form(_DELIVERABLE_FORMS[name](self._page, self._desk, row))

    def _start_indicator(self, name: str, whole: IndicatorWhole) -> None:
        row = whole.page.row
        if name == "edit-indicator":
            self._indicator_forms.ask(read_indicator_form, row.agreement_id, row.id)
        elif name == "measure":
            self.show_form(MeasureDialog(self._page, self._desk, row))

    def correct(self, measurement_id: int) -> None:
        """Open the form of a value of the indicator that is shown."""
        if isinstance(self._whole, IndicatorWhole):
            page = self._whole.page
            before = next(each for each in page.measurements if each.id == measurement_id)
            self.show_form(MeasureDialog(self._page, self._desk, page.row, before))

    def open_period(self, period_id: int) -> None:
        """Open the form of a reporting period of the agreement that is shown."""
        if isinstance(self._whole, AgreementWhole):
            self._period_forms.ask(read_period_form, self._whole.page.row.id, period_id)

    def lay_out(self) -> None:
        """Make the reporting periods of the agreement that is shown."""
        if isinstance(self._whole, AgreementWhole):
            self._desk.service.do(lay_out_periods, self._whole.page.row.id, owner=self._page)

    def step(self, status: str) -> None:
        """Open the form of a step of the life-cycle of what is shown."""
        whole = self._whole
        if isinstance(whole, AgreementWhole):
            self.show_form(AgreementStepDialog(self._page, self._desk, whole.page, Status(status)))
        elif isinstance(whole, DeliverableWhole):
            self.show_form(DeliverableStepDialog(self._page, self._desk, whole.page.row, DeliverableStatus(status)))

    # The forms

    def _open_agreement(self, facts: Any) -> None:
        form = AgreementEditor(self._page, self._desk, facts)
        if facts.draft.id is None:
            form.saved.connect(self.tell_made)
        self.show_form(form)

    def _open_clause(self, facts: Any) -> None:
        self.show_form(ClauseEditor(self._page, self._desk, facts))

    def _open_deliverable(self, facts: Any) -> None:
        self.show_form(DeliverableEditor(self._page, self._desk, facts))

    def _open_indicator(self, facts: Any) -> None:
        self.show_form(IndicatorEditor(self._page, self._desk, facts))

    def _open_responses(self, form: ResponsesForm | None) -> None:
        if form is not None:
            self.show_form(ResponsesDialog(self._page, self._desk, form))

    def _open_period(self, facts: Any) -> None:
        self.show_form(PeriodDialog(self._page, self._desk, facts.agreement, facts.draft))

    def _open_promise(self, facts: Any) -> None:
        self.show_form(CommitmentEditor(self._page, self._desk, facts))


def _part(whole: Whole | None) -> tuple[str, bool]:
    """Which part of an agreement it is, and whether something still has to come of it."""
    if isinstance(whole, AgreementWhole):
        return AGREEMENT, is_open(whole.page.row.status)
    if isinstance(whole, ClauseWhole):
        return CLAUSE, whole.row.is_standing
    if isinstance(whole, DeliverableWhole):
        return DELIVERABLE, whole.page.row.is_open
    if isinstance(whole, IndicatorWhole):
        return INDICATOR, True
    return "", False
