"""The forms of an indicator: what is measured and how, and a value on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QLineEdit, QWidget

from crm.operations.indicators import (
    IndicatorDraft,
    MeasurementDraft,
    correct_measurement,
    measure,
    remove_measurement,
    save_indicator,
)
from crm.queries.indicators import IndicatorRow, MeasurementRow
from crm.rules import clock
from crm.rules.agreements import Every
from crm.rules.agreements import label as agreement_label
from crm.rules.errors import UserError
from crm.rules.indicators import Counted, Direction, label
from crm.rules.numbers import format_number, parse_number
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.agreements.editors import Editor
from ui.pages.agreements.form_facts import IndicatorForm
from ui.pages.agreements.looks import now_words
from ui.pages.commitments.evidence_fields import FileField
from ui.pages.commitments.form_dialog import FormDialog, combo, day_field, line, text_box
from ui.widgets.buttons import danger
from ui.widgets.cards import label as text_label
from ui.words import sentence

_FILE_PLACES = {"file-missing": "file", "attachment-too-large": "file", "file-unreadable": "file"}


def shown(value: float | None) -> str:
    """A number as its field begins with it."""
    return "" if value is None else format_number(value)


def number_in(field: QLineEdit) -> float | None:
    """The number written, None where nothing is, or what is no number."""
    return None if not field.text().strip() or wrong_number(field) else parse_number(field.text())


def wrong_number(field: QLineEdit) -> str:
    """What is wrong with the number written, in a sentence; empty where nothing is."""
    if not field.text().strip():
        return ""
    try:
        parse_number(field.text())
    except UserError as error:
        return sentence(error)
    return ""


class IndicatorEditor(Editor):
    """An indicator; `saved` carries (id, name)."""

    places: ClassVar[Mapping[str, str]] = {
        "indicator-without-name": "name",
        "target-against-direction": "target",
        "target-before-baseline": "target_on",
    }

    def __init__(self, parent: QWidget, desk: Desk, facts: IndicatorForm) -> None:
        self.facts = facts
        title = _("Edit indicator") if facts.draft.id else _("New indicator")
        super().__init__(parent, desk, title, "indicator-editor", 720)
        self.name.setFocus()

    def build(self) -> None:
        """What is measured; from where to where; how one knows."""
        draft = self.facts.draft
        self.form.add(text_label(self.facts.agreement, "muted", "indicator-editor-agreement"))
        self.name = line("indicator-name", draft.name, _("People who can write a petition"))
        self.definition = text_box("indicator-definition", draft.definition, _("What exactly is counted"), lines=2)
        self.clause = combo("indicator-clause", self.facts.clauses, draft.clause_id or 0)
        self.unit = line("indicator-unit", draft.unit, _("people, %, days"))
        self.direction = combo("indicator-direction", {one.value: label(one) for one in Direction}, draft.direction)
        self.counted = combo("indicator-counted", {one.value: label(one) for one in Counted}, draft.counted)
        self.form.row("name", _("What is measured"), self.name)
        self.form.row("definition", _("Definition"), self.definition, is_optional=True)
        self.form.side_by_side(
            ("clause", _("Result"), self.clause),
            ("unit", _("Counted in"), self.unit),
            ("direction", _("Direction"), self.direction),
        )
        self._build_way(draft)
        counted = _("Kgotla counts it from the engagements, promises and petitions that count towards the agreement.")
        self.form.row("counted", _("Counted by itself"), self.counted, counted)
        self._build_proof(draft)

    def _build_way(self, draft: IndicatorDraft) -> None:
        today = clock.today()
        self.baseline = line("indicator-baseline", shown(draft.baseline))
        self.baseline_on = day_field("indicator-baseline-on", today, draft.baseline_on, is_past=True)
        self.target = line("indicator-target", shown(draft.target))
        self.target_on = day_field("indicator-target-on", today, draft.target_on)
        self.target_on.line.setPlaceholderText(_("The end"))
        self.form.side_by_side(
            ("baseline", _("Baseline"), self.baseline),
            ("baseline_on", _("On"), self.baseline_on),
            ("target", _("Target"), self.target),
            ("target_on", _("By"), self.target_on),
        )

    def _build_proof(self, draft: IndicatorDraft) -> None:
        self.source = line("indicator-source", draft.data_source, _("Our attendance registers"))
        self.means = line("indicator-means", draft.means, _("Signed registers, photographs"))
        often = {one.value: agreement_label(one) if one else _("Not agreed") for one in Every}
        self.every = combo("indicator-every", often, draft.every)
        self.split_by = line("indicator-split-by", draft.split_by, _("women, men, youth"))
        self.form.side_by_side(("source", _("Source"), self.source), ("means", _("Means of verification"), self.means))
        self.form.side_by_side(("every", _("Measured"), self.every), ("split_by", _("Split by"), self.split_by))

    def check(self) -> bool:
        """Numbers and days must be understood."""
        for key, field in (("baseline", self.baseline), ("target", self.target)):
            wrong = wrong_number(field)
            if wrong:
                self.form.show_error(key, wrong)
                self.show_place(key)
                return False
        return self.check_days(("baseline_on", self.baseline_on), ("target_on", self.target_on))

    def draft(self) -> IndicatorDraft:
        """What is written."""
        return replace(
            self.facts.draft,
            name=self.name.text(),
            definition=self.definition.toPlainText(),
            clause_id=self.clause.currentData() or None,
            unit=self.unit.text(),
            direction=str(self.direction.currentData()),
            baseline=number_in(self.baseline),
            baseline_on=self.baseline_on.day,
            target=number_in(self.target),
            target_on=self.target_on.day,
            data_source=self.source.text(),
            means=self.means.text(),
            every=str(self.every.currentData()),
            split_by=self.split_by.text(),
            counted=str(self.counted.currentData()),
        )

    def save(self) -> None:
        """Keep it."""
        self.do(save_indicator, self.draft())


class MeasureDialog(FormDialog):
    """A value on a day; one that is there already is put right, or taken away."""

    places: ClassVar[Mapping[str, str]] = {
        "measurement-without-value": "value",
        "made-in-future": "on",
        "period-reversed": "end",
        **_FILE_PLACES,
    }

    def __init__(self, parent: QWidget, desk: Desk, row: IndicatorRow, before: MeasurementRow | None = None) -> None:
        self.row, self.before = row, before
        title = _("Correct measurement") if before else _("Measure")
        super().__init__(parent, desk, title, "measure", _("Save value"), 600)
        if before:
            remove = danger(_("Remove"), "measure-remove", Icon.TRASH)
            remove.clicked.connect(partial(self.do, remove_measurement, before.id))
            self.add_button(remove)
        self.value.setFocus()

    def build(self) -> None:
        """The value, its day and period, and why it is so."""
        before, today = self.before, clock.today()
        self.form.add(text_label(self.row.name, name="measure-indicator"))
        self.form.add(text_label(now_words(self.row), "muted", "measure-now"))
        self.value = line("measure-value", shown(before.value if before else None))
        self.on = day_field("measure-on", today, before.on if before else today, is_past=True)
        self.start = day_field("measure-from", today, before.period_from if before else None, is_past=True)
        self.end = day_field("measure-to", today, before.period_to if before else None, is_past=True)
        self.note = text_box("measure-note", before.note if before else "", lines=2)
        self.file = FileField("measure-file")
        unit = _("Value, in {unit}").format(unit=self.row.unit) if self.row.unit else _("Value")
        self.form.side_by_side(("value", unit, self.value), ("on", _("On"), self.on))
        self.form.side_by_side(
            ("start", _("Of the period from (optional)"), self.start), ("end", _("To (optional)"), self.end)
        )
        self.form.row("note", _("Why it differs from what was planned"), self.note, is_optional=True)
        self.form.row("file", _("What shows it"), self.file, is_optional=True)

    def check(self) -> bool:
        """Number and days must be understood."""
        wrong = wrong_number(self.value)
        if wrong:
            self.form.show_error("value", wrong)
            self.show_place("value")
            return False
        others = (("start", self.start), ("end", self.end))
        return self.check_day("on", self.on) and all(self.check_day(*each, is_needed=False) for each in others)

    def save(self) -> None:
        """Write it down, or put it right."""
        on = self.on.day or clock.today()
        note, file = self.note.toPlainText(), self.file.file
        draft = MeasurementDraft(number_in(self.value), on, self.start.day, self.end.day, note, file)
        if self.before:
            self.do(correct_measurement, self.before.id, draft)
        else:
            self.do(measure, self.row.id, draft)
