"""The small forms of a deliverable: progress, new date, follow-up, evidence, colour, step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QLineEdit, QWidget

from crm.operations.deliverables import (
    add_deliverable_evidence,
    change_deliverable_status,
    follow_up_deliverable,
    move_deliverable_date,
    record_progress,
    set_light,
)
from crm.queries.deliverables import DeliverableRow
from crm.rules import clock
from crm.rules.agreements import DeliverableStatus, Rag, label
from resources.translations import _
from ui.desk import Desk
from ui.pages.commitments.dialogs import AboutOne, AskedDialog, EvidenceDialog, MoveDateDialog
from ui.pages.commitments.evidence_fields import EVIDENCE_PLACES, EvidenceFields
from ui.pages.commitments.form_dialog import combo, day_field, line, text_box

PROGRESS_PLACES = {"evidence-missing": "words", **EVIDENCE_PLACES}


def read_number(field: QLineEdit) -> int | None:
    """The whole number written, None where nothing is."""
    text = field.text().strip().removesuffix("%").strip()
    return int(text) if text else None


def is_number(field: QLineEdit) -> bool:
    """Whether a whole number, or nothing, is written."""
    text = field.text().strip().removesuffix("%").strip()
    return not text or (text.isascii() and text.isdigit() and len(text) < 10)


class DeliverableDialog(AboutOne[DeliverableRow]):
    """A small form about one deliverable."""

    def called(self) -> str:
        """Its title: nobody's exact words."""
        return self.row.title


class DeliverableMoveDialog(DeliverableDialog, MoveDateDialog[DeliverableRow]):
    """A new date for a deliverable."""

    operation = staticmethod(move_deliverable_date)
    places: ClassVar[Mapping[str, str]] = {"same-date": "new", "made-in-future": "said_on", "due-before-start": "new"}


class DeliverableFollowUpDialog(DeliverableDialog, AskedDialog[DeliverableRow]):
    """We asked how it stands."""

    operation = staticmethod(follow_up_deliverable)


class DeliverableEvidenceDialog(DeliverableDialog, EvidenceDialog[DeliverableRow]):
    """What shows that it was done."""

    operation = staticmethod(add_deliverable_evidence)


class ProgressDialog(DeliverableDialog):
    """How far it is, in numbers or per cent, with a line and what shows it."""

    places: ClassVar[Mapping[str, str]] = {
        "bad-percent": "percent",
        "bad-count": "actual",
        "made-in-future": "on",
        "progress-empty": "note",
        **PROGRESS_PLACES,
    }

    def __init__(self, parent: QWidget, desk: Desk, row: DeliverableRow) -> None:
        super().__init__(parent, desk, row, _("Progress"), "progress", _("Save progress"))
        (self.percent if row.planned is None else self.actual).setFocus()

    def build(self) -> None:
        """Numbers first, then words, then evidence."""
        self.say_which()
        row = self.row
        actual = "" if row.actual is None else str(row.actual)
        self.actual = line("progress-actual", actual)
        self.percent = line("progress-percent", "" if row.planned is not None else str(row.progress))
        self.on = day_field("progress-on", clock.today(), clock.today(), is_past=True)
        self.note = text_box("progress-note", placeholder=_("What was done"), lines=2)
        self.reason = line("progress-reason", row.reason)
        of = _("Actual, of {planned} {unit}").format(planned=row.planned, unit=row.unit).strip()
        fields = [("percent", _("Per cent done"), self.percent), ("on", _("On"), self.on)]
        if row.planned is not None:
            self.percent.setPlaceholderText(_("Reckoned"))
            fields.insert(0, ("actual", of, self.actual))
        self.form.side_by_side(*fields)
        self.form.row("note", _("Note"), self.note, is_optional=True)
        if row.planned is not None:
            self.form.row("reason", _("Why more or fewer than planned"), self.reason, is_optional=True)
        self.evidence = EvidenceFields(self.form, "progress-evidence")

    def check(self) -> bool:
        """Days and numbers must be understood."""
        for key, field in (("percent", self.percent), ("actual", self.actual)):
            if not is_number(field):
                self.form.show_error(key, _("Write a whole number."))
                self.show_place(key)
                return False
        return self.check_day("on", self.on) and self.check_day("seen_on", self.evidence.seen_on, is_needed=False)

    def save(self) -> None:
        """Write it down."""
        row = self.row
        actual = read_number(self.actual) if row.planned is not None else None
        has_reason = row.planned is not None and self.reason.text().strip() != row.reason
        self.do(
            record_progress,
            row.id,
            self.on.day,
            percent=read_number(self.percent),
            actual=actual,
            note=self.note.toPlainText(),
            reason=self.reason.text() if has_reason else None,
            evidence=[] if self.evidence.is_empty else [self.evidence.draft()],
        )


class LightDialog(DeliverableDialog):
    """A colour by hand, which asks why; the reckoned one is one choice away."""

    places: ClassVar[Mapping[str, str]] = {"colour-without-reason": "reason"}

    def __init__(self, parent: QWidget, desk: Desk, row: DeliverableRow) -> None:
        super().__init__(parent, desk, row, _("Set colour"), "light", _("Set colour"))

    def build(self) -> None:
        """The colour and the reason."""
        self.say_which()
        choices = {"": _("As it is reckoned")} | {one.value: label(one) for one in Rag}
        is_set = self.row.light.is_overridden
        self.colour = combo("light-colour", choices, self.row.light.rag.value if is_set else "")
        self.reason = line("light-reason", self.row.light.reason if is_set else "")
        self.form.row("colour", _("Colour"), self.colour, _("Now: {reason}").format(reason=self.row.light.reason))
        self.form.row("reason", _("Why?"), self.reason, _("Printed with a star beside the colour."))
        self.colour.currentIndexChanged.connect(self._ask_why)
        self._ask_why()

    def _ask_why(self) -> None:
        self.reason.setEnabled(bool(self.colour.currentData()))

    def save(self) -> None:
        """Set it."""
        self.do(set_light, self.row.id, str(self.colour.currentData()), self.reason.text())


class DeliverableStepDialog(DeliverableDialog):
    """A step of a deliverable; “accepted” asks what shows it."""

    places: ClassVar[Mapping[str, str]] = {"note-missing": "note", "made-in-future": "on", **PROGRESS_PLACES}

    def __init__(self, parent: QWidget, desk: Desk, row: DeliverableRow, status: DeliverableStatus) -> None:
        self.status = status
        super().__init__(parent, desk, row, step_verb(status), "deliverable-step", step_verb(status))

    def build(self) -> None:
        """The day, a note, and evidence where the other party's word is kept."""
        self.say_which()
        self.on = day_field("deliverable-step-on", clock.today(), clock.today(), is_past=True)
        self.note = text_box("deliverable-step-note", placeholder=note_hint(self.status), lines=2)
        self.form.row("note", _("Note"), self.note)
        self.form.row("on", _("On"), self.on)
        self.evidence = EvidenceFields(self.form, "deliverable-step-evidence")
        self.evidence.set_visible(self.status in (DeliverableStatus.DELIVERED, DeliverableStatus.ACCEPTED))

    def check(self) -> bool:
        """The days must be understood."""
        return self.check_day("on", self.on) and self.check_day("seen_on", self.evidence.seen_on, is_needed=False)

    def save(self) -> None:
        """Take the step."""
        self.do(
            change_deliverable_status,
            self.row.id,
            self.status.value,
            self.on.day,
            note=self.note.toPlainText(),
            evidence=[] if self.evidence.is_empty else [self.evidence.draft()],
        )


def step_verb(status: DeliverableStatus) -> str:
    """What the button of a step says."""
    return {
        DeliverableStatus.NOT_STARTED: _("Not started"),
        DeliverableStatus.UNDER_WAY: _("Under way"),
        DeliverableStatus.DELIVERED: _("Delivered"),
        DeliverableStatus.ACCEPTED: _("Accepted"),
        DeliverableStatus.ON_HOLD: _("On hold"),
        DeliverableStatus.CANCELLED: _("Cancelled by agreement"),
        DeliverableStatus.SUPERSEDED: _("Superseded"),
    }[status]


def note_hint(status: DeliverableStatus) -> str:
    """What belongs in the note of a step."""
    return {
        DeliverableStatus.DELIVERED: _("Where it can be seen"),
        DeliverableStatus.ACCEPTED: _("Who accepted it, and in which letter or minutes"),
        DeliverableStatus.ON_HOLD: _("Why it waits, and for whom"),
        DeliverableStatus.CANCELLED: _("The amendment or letter in which both agreed"),
        DeliverableStatus.SUPERSEDED: _("What replaces it"),
    }.get(status, "")
