"""The small forms of an issue: a visit, the next step, a follow-up, progress, evidence, who else deals with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from crm.operations.issues import (
    VisitDraft,
    add_evidence,
    add_visit,
    change_status,
    follow_up,
    note_progress,
    reroute,
)
from crm.queries.issues import IssueRow, IssuesFilter, get_issue_rows, list_issues
from crm.rules import clock
from crm.rules.issues import SEE_AGAIN_DAYS, State, Status, label, next_steps
from resources.translations import _
from ui.desk import Desk
from ui.pages.commitments.dialogs import AboutOne, AskedDialog, EvidenceDialog
from ui.pages.commitments.evidence_fields import EVIDENCE_PLACES, FILE_PLACES, EvidenceFields, FileField
from ui.pages.commitments.form_dialog import combo, day_field, line, text_box
from ui.pages.issues.looks import note_hint, step_words
from ui.pages.parts.finding import find_body_choices
from ui.widgets.cards import label as text_label
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker


def find_issue_choices(text: str) -> list[Choice]:
    """Issues by reference or words, open or not."""
    rows = get_issue_rows(list_issues(IssuesFilter(text=text, status="all"))[:8])
    return [Choice(row.id, row.name, row.stands) for row in rows]


class IssueDialog(AboutOne[IssueRow]):
    """A small form about one issue."""

    def called(self) -> str:
        """Its title: nobody's exact words."""
        return self.row.name


class IssueFollowUpDialog(IssueDialog, AskedDialog[IssueRow]):
    """We asked those who have to put it right."""

    operation = staticmethod(follow_up)


class IssueEvidenceDialog(IssueDialog, EvidenceDialog[IssueRow]):
    """What shows how it stands."""

    operation = staticmethod(add_evidence)
    places: ClassVar[Mapping[str, str]] = {"id-number-in-text": "words", **EVIDENCE_PLACES}


class VisitDialog(IssueDialog):
    """Somebody went to look."""

    places: ClassVar[Mapping[str, str]] = {
        "visit-without-finding": "finding",
        "id-number-in-text": "finding",
        "visit-before-report": "on",
        "made-in-future": "on",
        **FILE_PLACES,
    }

    def __init__(self, parent: QWidget, desk: Desk, row: IssueRow) -> None:
        super().__init__(parent, desk, row, _("Somebody went to look"), "visit", _("Save visit"))
        self.finding.setFocus()

    def build(self) -> None:
        """How it was, what was found, a photo, who and when."""
        self.say_which()
        today = clock.today()
        self.state = combo("visit-state", {one.value: label(one) for one in State}, State.SAME.value)
        self.finding = text_box(
            "visit-finding", placeholder=_("What was tried, measured or counted; no names"), lines=2
        )
        self.photo = FileField("visit-photo")
        self.by_whom = line("visit-by", "", _("Two volunteers of the water group"))
        self.on = day_field("visit-on", today, today, is_past=True)
        self.again = day_field("visit-again", today)
        self.form.side_by_side(("state", _("How it was"), self.state), ("on", _("Seen on"), self.on))
        self.form.row("finding", _("What was found"), self.finding)
        self.form.row("file", _("Photo"), self.photo, is_optional=True)
        self.form.side_by_side(("by", _("Who went"), self.by_whom), ("again", _("Go again on"), self.again))
        hint = _("Without a day it comes up {count} days after the visit: our practice, not law.")
        self.form.field_row("again").setToolTip(hint.format(count=SEE_AGAIN_DAYS))

    def check(self) -> bool:
        """Both days must be understood."""
        return self.check_day("on", self.on) and self.check_day("again", self.again, is_needed=False)

    def save(self) -> None:
        """Write it down."""
        if self.on.day is not None:
            visit = VisitDraft(
                self.row.id,
                self.on.day,
                str(self.state.currentData()),
                self.finding.toPlainText(),
                self.by_whom.text(),
                self.photo.file,
                again_on=self.again.day,
            )
            self.do(add_visit, visit)


class IssueStepDialog(IssueDialog):
    """A step of the life-cycle; only those that may follow are offered."""

    places: ClassVar[Mapping[str, str]] = {
        "note-missing": "note",
        "id-number-in-text": "note",
        "fixed-without-proof": "note",
        "duplicate-of-missing": "of",
        "tied-to-itself": "of",
        "made-in-future": "on",
        **EVIDENCE_PLACES,
    }

    def __init__(self, parent: QWidget, desk: Desk, row: IssueRow, first: Status | None = None) -> None:
        self.first = first or next_steps(row.status)[0]
        super().__init__(parent, desk, row, _("Next step"), "issue-step", _("Save step"))
        self.step.currentIndexChanged.connect(self._show_fields)
        self._show_fields()
        (self.step if first is None else self.of if first is Status.DUPLICATE else self.note).setFocus()

    def build(self) -> None:
        """Which step, when, where it is known from, and what shows it."""
        self.say_which()
        choices = {step.value: step_words(self.row.status, step) for step in next_steps(self.row.status)}
        self.step = combo("issue-step-status", choices, self.first.value)
        self.on = day_field("issue-step-on", clock.today(), clock.today(), is_past=True)
        self.of = RecordPicker(self.desk.service, find_issue_choices, "issue-step-of", _("Reference or words"))
        self.note = text_box("issue-step-note", lines=2)
        self.source = line("issue-step-source", "", _("A letter, a call, their website"))
        self.form.side_by_side(("step", _("Step"), self.step), ("on", _("On"), self.on))
        self.form.row("of", _("Which issue does it repeat?"), self.of)
        self.form.row("note", _("Note"), self.note)
        self.form.row("source", _("Known from"), self.source, is_optional=True)
        self.evidence = EvidenceFields(self.form, "issue-step-evidence")

    def chosen(self) -> Status:
        """The step that is shown."""
        return Status(self.step.currentData())

    def _show_fields(self) -> None:
        step = self.chosen()
        self.note.setPlaceholderText(note_hint(step))
        self.form.field_row("of").setVisible(step is Status.DUPLICATE)
        self.evidence.set_visible(step is Status.FIXED)
        self.fit()

    def check(self) -> bool:
        """The days must be understood."""
        return self.check_day("on", self.on) and self.check_day("seen_on", self.evidence.seen_on, is_needed=False)

    def save(self) -> None:
        """Take the step."""
        step = self.chosen()
        has_evidence = step is Status.FIXED and not self.evidence.is_empty
        self.do(
            change_status,
            self.row.id,
            step.value,
            self.on.day,
            note=self.note.toPlainText(),
            source=self.source.text(),
            duplicate_of_id=self.of.record_id or None if step is Status.DUPLICATE else None,
            evidence=[self.evidence.draft()] if has_evidence else [],
        )


class RerouteDialog(IssueDialog):
    """Somebody else has to put it right."""

    places: ClassVar[Mapping[str, str]] = {
        "same-respondent": "to",
        "made-in-future": "on",
        "id-number-in-text": "note",
    }

    def __init__(self, parent: QWidget, desk: Desk, row: IssueRow) -> None:
        super().__init__(parent, desk, row, _("Somebody else deals with it"), "reroute", _("Send it there"))
        self.to.setFocus()

    def build(self) -> None:
        """To whom, when, why."""
        self.say_which()
        self.to = RecordPicker(self.desk.service, find_body_choices, "reroute-to", _("Department or municipality"))
        self.on = day_field("reroute-on", clock.today(), clock.today(), is_past=True)
        self.note = text_box("reroute-note", placeholder=_("Why it is theirs"), lines=2)
        self.source = line("reroute-source", "", _("A letter, a call, the law"))
        self.form.side_by_side(("to", _("Who has to put it right now?"), self.to), ("on", _("On"), self.on))
        self.form.add(text_label(_("Ctrl+W on the page of the issue says who deals with it."), "muted", "reroute-hint"))
        self.form.row("note", _("Note"), self.note, is_optional=True)
        self.form.row("source", _("Known from"), self.source, is_optional=True)

    def check(self) -> bool:
        """A body must be chosen, and the day be understood."""
        if not self.to.record_id:
            self.form.show_error("to", _("Choose the body from the list that opens while you type."))
            return False
        return self.check_day("on", self.on)

    def save(self) -> None:
        """Send it there."""
        said = {"note": self.note.toPlainText(), "source": self.source.text()}
        self.do(reroute, self.row.id, self.to.record_id, self.on.day, **said)


class IssueProgressDialog(IssueDialog):
    """Something happened that is no step of the life-cycle."""

    places: ClassVar[Mapping[str, str]] = {
        "note-missing": "note",
        "id-number-in-text": "note",
        "made-in-future": "on",
    }

    def __init__(self, parent: QWidget, desk: Desk, row: IssueRow) -> None:
        super().__init__(parent, desk, row, _("Progress"), "issue-progress", _("Save progress"))
        self.note.setFocus()

    def build(self) -> None:
        """What, and when."""
        self.say_which()
        self.note = text_box("issue-progress-note", placeholder=_("What moved"), lines=2)
        self.on = day_field("issue-progress-on", clock.today(), clock.today(), is_past=True)
        self.form.row("note", _("Note"), self.note)
        self.form.row("on", _("On"), self.on)

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_day("on", self.on)

    def save(self) -> None:
        """Write it down."""
        self.do(note_progress, self.row.id, self.on.day, self.note.toPlainText())
