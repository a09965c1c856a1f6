"""The fields of a report's options, made from what the catalogue says of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from crm.queries.commitments import CommitmentFilter, get_commitment_rows, list_commitments
from crm.queries.engagements import find_engagements
from crm.queries.records import Found, find, get_found
from crm.queries.topics import list_topics
from crm.rules import clock
from crm.rules.audit import noun_label
from crm.rules.names import fold
from reports.catalog import Report
from reports.facts.confidentiality import reader_sentence
from reports.options import Option, OptionKind
from resources.translations import _
from ui.background.service import Service
from ui.pages.parts.choosing import choose, combo
from ui.pages.parts.finding import (
    find_agreement_choices,
    find_any_body_choices,
    find_colleague_choices,
    find_issue_choices,
    find_people_choices,
    find_petition_choices,
    find_place_choices,
    find_plan_choices,
    find_request_choices,
)
from ui.widgets.cards import label
from ui.widgets.choices import Choice
from ui.widgets.date_edit import DateEdit
from ui.widgets.forms import Form
from ui.widgets.record_picker import RecordPicker

AUDIENCE = "audience"
MOST = 8


class OptionFields(QWidget):
    """One field an option; `values()` are what the catalogue takes."""

    changed = Signal()

    def __init__(self, service: Service, report: Report, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._service = service
        self._find_reader = report.reader
        self._has_reader = bool(report.common)  # else what is shown was decided elsewhere, thing by thing
        self._options = {option.name: option for option in report.options}
        self._fields: dict[str, QWidget] = {}
        self._form = Form(name)
        self.means = label("", "muted", f"{name}-means")
        for option in report.options:
            self._fields[option.name] = self._field(option, f"{name}-{option.name}")
        self._add_rows(list(report.options))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)
        column.addStretch(1)

    def _add_rows(self, options: list[Option]) -> None:
        for option in options:
            self._form.row(option.name, _(option.label), self._fields[option.name])
            if option.name == AUDIENCE and self._has_reader:
                self._form.add(self.means)
                self.changed.connect(self._say_what_it_means)
                self._say_what_it_means()

    def _say_what_it_means(self) -> None:
        """What the reader chosen sees, while its choices are left as fits the reader."""
        self.means.setText(reader_sentence(self.values(), self._find_reader))

    def _field(self, option: Option, name: str) -> QWidget:
        if option.kind is OptionKind.CHOICE:
            box = combo(name, [(value, _(words)) for value, words in option.choices], _(option.label))
            box.currentIndexChanged.connect(self._tell)
            return box
        if option.kind is OptionKind.DAY:
            day = DateEdit(clock.today(), name)
            day.setAccessibleName(_(option.label))
            day.changed.connect(self._tell)
            return day
        if option.kind is OptionKind.TEXT:
            line = QLineEdit()
            line.setObjectName(name)
            line.setAccessibleName(_(option.label))
            line.setClearButtonEnabled(True)
            line.textChanged.connect(self._tell)
            return line
        picker = RecordPicker(self._service, finder(option.noun), name, self._placeholder(option))
        picker.setAccessibleName(_(option.label))
        if option.one_of:
            picker.chosen.connect(partial(self._clear_others, option))
        picker.chosen.connect(self._tell)
        picker.cleared.connect(self._tell)
        return picker

    def _placeholder(self, option: Option) -> str:
        if option.noun == "engagements":
            return _("Type, or ↓ for what is planned")
        return _("Type a name") if option.is_needed or option.one_of else _("Any")

    def _clear_others(self, chosen: Option, _choice: Choice) -> None:
        """Of options of which only one is given, the one chosen last holds."""
        for option in self._options.values():
            field = self._fields[option.name]
            if option is not chosen and option.one_of == chosen.one_of and isinstance(field, RecordPicker):
                field.set_choice(None)

    def _tell(self) -> None:
        self.changed.emit()

    def field(self, name: str) -> QWidget:
        """The field of an option."""
        return self._fields[name]

    def values(self) -> dict[str, str]:
        """What is chosen, as on the command line; what is left alone is not named."""
        found = {name: self._value(name, field) for name, field in self._fields.items()}
        return {name: value for name, value in found.items() if value}

    def _value(self, name: str, field: QWidget) -> str:
        if isinstance(field, QComboBox):
            return str(field.currentData())
        if isinstance(field, DateEdit):
            return field.day.isoformat() if field.day else ""
        if isinstance(field, RecordPicker) and field.record_id:
            noun = self._options[name].noun
            return f"{noun}:{field.record_id}" if noun else str(field.record_id)
        if isinstance(field, QLineEdit):
            return field.text().strip()
        return ""

    def set_values(self, values: Mapping[str, str]) -> None:
        """Show what was chosen before; records get their names when they are known."""
        wanted: list[int] = []
        for name, value in values.items():
            field = self._fields.get(name)
            if isinstance(field, QComboBox) and field.findData(value) >= 0:
                choose(field, value)
            elif isinstance(field, DateEdit):
                field.set_text(value)
            elif isinstance(field, QLineEdit):
                field.setText(value)
            elif isinstance(field, RecordPicker) and value.rpartition(":")[2].isdigit():
                wanted.append(int(value.rpartition(":")[2]))
                field.setProperty("wanted", wanted[-1])
        if wanted:
            self._service.ask(self, self._show_names, get_found, wanted)

    def _show_names(self, found: Sequence[Found]) -> None:
        named = {one.id: one for one in found}
        for name, field in self._fields.items():
            one = named.get(int(field.property("wanted") or 0))
            if isinstance(field, RecordPicker) and one is not None and one.noun == self._options[name].noun:
                field.set_choice(Choice(one.id, one.name))
        self.changed.emit()

    def clear(self) -> None:
        """Back to what the catalogue offers first."""
        for field in self._fields.values():
            if isinstance(field, QComboBox):
                field.setCurrentIndex(0)
            elif isinstance(field, DateEdit):
                field.set_day(None)
            elif isinstance(field, RecordPicker):
                field.set_choice(None)
            elif isinstance(field, QLineEdit):
                field.clear()
        self.changed.emit()


def finder(noun: str) -> Callable[[str], Sequence[Choice]]:
    """What completes names of this noun."""
    return {
        "people": find_people_choices,
        "organisations": find_any_body_choices,
        "topics": find_topic_choices,
        "commitments": find_commitment_choices,
        "agreements": find_agreement_choices,
        "petitions": find_petition_choices,
        "issues": find_issue_choices,
        "plans": find_plan_choices,
        "places": find_place_choices,
        "engagements": find_engagement_choices,
        "team": find_colleague_choices,
        "": find_any_choices,
        "requests": find_request_choices,
    }[noun]


def find_any_choices(text: str) -> list[Choice]:
    """Records of any noun by any word in them."""
    return [Choice(found.id, found.name, noun_label(found.noun)) for found in find(text, MOST)]


def find_engagement_choices(text: str) -> list[Choice]:
    """Engagements by any word in them, what is planned first; without a word what is planned."""
    return [Choice(*found) for found in find_engagements(text, MOST)]


def find_commitment_choices(text: str) -> list[Choice]:
    """Open commitments by their reference or any word in them."""
    found = list_commitments(CommitmentFilter(text=text))[:MOST]
    return [Choice(row.id, row.name, row.bound_name) for row in get_commitment_rows(found)]


def find_topic_choices(text: str) -> list[Choice]:
    """Topics whose name holds the words."""
    words = fold(text)
    return [Choice(topic.id, topic.name) for topic in list_topics() if words in fold(topic.name)][:MOST]
