"""Hand a paper over: to whom, on what day, how. The exact paper is kept, and is where the next one's marks begin."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from crm.operations.privacy import HandOverDraft, hand_over
from crm.rules import clock
from crm.rules.errors import Problem, UserError
from crm.rules.giving_out import How, label
from reports.catalog import audience_of
from resources.translations import _
from ui.desk import Desk
from ui.pages.parts.choosing import combo, labelled
from ui.pages.parts.finding import find_any_body_choices, find_people_choices
from ui.pages.reports.pages import Paper
from ui.widgets.cards import label as text_label
from ui.widgets.choices import Choice
from ui.widgets.date_edit import DateEdit
from ui.widgets.dialogs import Dialog
from ui.widgets.forms import Form
from ui.widgets.record_picker import RecordPicker

MOST = 8


class HandOverDialog(Dialog):
    """Asks what is not known of it yet; `handed` tells what was kept."""

    handed = Signal(object)  # HandOverDraft

    def __init__(self, desk: Desk, report: str, paper: Paper, file_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Hand over"), "hand-over")
        self._desk = desk
        self._report = report
        self._paper = paper
        self._file_name = file_name
        self.whom = RecordPicker(
            desk.service, find_receivers, "hand-over-whom", _("A person, an organisation, or any name"), "", True
        )
        self.day = DateEdit(clock.today(), "hand-over-day", is_optional=False, is_past=True)
        self.day.set_day(clock.today())
        self.how = combo("hand-over-how", labelled(How, label))
        self.note = QLineEdit()
        self.form = Form("hand-over-form")
        self.form.row("whom", _("&To whom"), self.whom)
        self.form.side_by_side(("day", _("&Day"), self.day), ("how", _("&How"), self.how))
        self.form.row("note", _("&Note"), self.note, is_optional=True)
        words = _("“{title}” is kept exactly as it is now. It cannot be changed or taken back.")
        self.add(text_label(words.format(title=paper.title), name="hand-over-what"))
        self.add(self.form)
        self.add_cancel()
        self.add_accept(_("Hand over"))
        self.accept_by_keys()
        self.whom.setFocus()

    def accept(self) -> None:
        """Keep it, unless something is missing."""
        self.form.clear_errors()
        if self.day.day is None:
            self.form.show_error("day", self.day.error() or _("Say on what day."))
            return
        draft = self._draft()
        self._desk.service.do(
            hand_over,
            draft,
            on_done=lambda _done: self._take_done(draft),
            on_problem=self._show_problem,
            owner=self,
        )

    def _draft(self) -> HandOverDraft:
        whom = self.whom.choice or Choice(0, "")
        paper = self._paper
        return HandOverDraft(
            self._report,
            paper.title,
            paper.options,
            paper.data,
            len(paper.sizes),
            self._file_name,
            audience_of(self._report, paper.options),
            whom.name,
            whom.id or None,
            self.day.day,
            str(self.how.currentData()),
            self.note.text(),
            paper.at_operation,
        )

    def _take_done(self, draft: HandOverDraft) -> None:
        self.handed.emit(draft)
        self.done(Dialog.DialogCode.Accepted)

    def _show_problem(self, problem: Problem) -> None:
        fields = {"hand-over-to-nobody": "whom", "made-in-future": "day"}
        code = problem.code if isinstance(problem, UserError) else ""
        self.form.show_problem(problem, fields.get(code, ""))


def find_receivers(text: str) -> list[Any]:
    """Organisations and people with these words in their names."""
    return [*find_any_body_choices(text)[: MOST // 2], *find_people_choices(text)[:MOST]]
