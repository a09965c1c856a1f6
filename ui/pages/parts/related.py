"""To whom a person or body is related, on its page: seen, added, changed and taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from crm.operations.relationships import RelationshipDraft, relate, remove_relationship, take_back_not_same
from crm.queries.people import get_names
from crm.queries.relationships import RelationshipRow, list_not_same, list_relationships
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.errors import Problem
from crm.rules.relationships import Kind, Strength, kind_of, label, strength_label
from crm.workspace import Done
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.parts.cards import LinesCard
from ui.pages.parts.choosing import choose, combo, labelled
from ui.pages.parts.finding import find_any_body_choices, find_people_choices
from ui.pages.parts.lines import Line
from ui.theme import CONTROL_HEIGHT
from ui.widgets.buttons import danger, tool
from ui.widgets.choices import Choice
from ui.widgets.date_edit import DateEdit
from ui.widgets.dialogs import Dialog
from ui.widgets.forms import Form
from ui.widgets.record_picker import RecordPicker

OTHER_WAY = "<"
"""Ends the value of a choice that is said from the far end."""


def find_person_and_body_choices(text: str) -> list[Choice]:
    """People, then organisations of any kind."""
    return [*find_people_choices(text)[:6], *find_any_body_choices(text)[:4]]


def related_line(row: RelationshipRow) -> Line:
    """“Assistant of Hon. A. Sample”, with how well and since when."""
    words = row.words[:1].upper() + row.words[1:]
    dates = (
        _("since {day}").format(day=format_day(row.started_on)) if row.started_on else "",
        _("until {day}").format(day=format_day(row.ended_on)) if row.ended_on else "",
    )
    strength = strength_label(row.strength) if row.strength else ""
    detail = " · ".join(part for part in (strength, *dates, row.note) if part)
    glyph = Icon.USER if row.noun == "people" else Icon.BUILDINGS
    return Line(f"{words} {row.name}", detail, row.noun, row.far_id, glyph=glyph)


@dataclass(frozen=True)
class Related:
    """What the card shows."""

    rows: tuple[RelationshipRow, ...]
    not_same: tuple[tuple[int, str, date], ...]


def get_related(record_id: int) -> Related:
    """To whom a record is related, and which it was said not to be."""
    return Related(tuple(list_relationships(record_id)), tuple(list_not_same(record_id)))


class RelatedCard(LinesCard):
    """The card “Related to”."""

    def __init__(self, desk: Desk, name: str, noun: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Related to"), name, _("Nobody yet: an assistant, an ally, family."), _("Relate…"), parent)
        self._desk = desk
        self._noun = noun
        self._record_id = 0
        self.add_wanted.connect(self.ask_relate)

    def show_related(self, record_id: int, related: Related) -> None:
        """Show these, and below whom it was said not to be."""
        self._record_id = record_id
        self.show_lines([])
        if related.rows or related.not_same:
            self.clear()
        for row in related.rows:
            self._show_row(row)
        for other_id, name, on in related.not_same:
            self._show_not_same(other_id, name, on)

    def _show_row(self, row: RelationshipRow) -> None:
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.add_line(related_line(row)), 1)
        tip = _("Change: {what}").format(what=f"{row.words} {row.name}")
        change = tool(Icon.PENCIL_SIMPLE, tip, f"{self.objectName()}-edit-{row.id}")
        change.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        change.clicked.connect(partial(self._change, row))
        across.addWidget(change)
        self.add(holder)

    def _show_not_same(self, other_id: int, name: str, on: date) -> None:
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        words = _("Not the same as {name}").format(name=name)
        line = Line(words, _("said {day}").format(day=format_day(on)), self._noun, other_id, glyph=Icon.PROHIBIT)
        across.addWidget(self.add_line(line), 1)
        back = tool(Icon.X, _("Take back: {what}").format(what=words), f"{self.objectName()}-same-{other_id}")
        back.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        back.clicked.connect(partial(self._take_back, other_id))
        across.addWidget(back)
        self.add(holder)

    def _take_back(self, other_id: int) -> None:
        self._desk.service.do(take_back_not_same, self._record_id, other_id)

    def ask_relate(self) -> None:
        """Ask to whom, and how."""
        RelateDialog(self._desk, self.window(), self._record_id).open()

    def _change(self, row: RelationshipRow) -> None:
        dialog = RelateDialog(self._desk, self.window(), self._record_id)
        dialog.show_row(row)
        dialog.open()


class RelateDialog(Dialog):
    """To whom, what they are to each other, how well, since when."""

    related = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None, record_id: int) -> None:
        super().__init__(parent, _("Relate"), "relate")
        self.writes_with = desk.service
        self._desk = desk
        self._record_id = record_id
        self._row: RelationshipRow | None = None
        self._names = Asker(self, desk.service, self._show_name)
        today = clock.today()
        self._form = Form("relate-form")
        self.other = RecordPicker(
            desk.service, find_person_and_body_choices, "relate-other", _("Name of the person or body")
        )
        self.kind = combo("relate-kind", _ways())
        self.kind.setEditable(True)
        self.strength = combo("relate-strength", labelled(Strength, strength_label))
        self.started_on = DateEdit(today, "relate-since", is_past=True)
        self.ended_on = DateEdit(today, "relate-until", is_past=True)
        self.note = QLineEdit()
        self._form.row("kind", _("&What they are"), self.kind, _("Choose, or write your own words."))
        self._form.row("other", _("&To whom"), self.other)
        self._form.side_by_side(
            ("strength", _("How &well it works"), self.strength),
            ("since", _("S&ince"), self.started_on),
            ("until", _("&Until"), self.ended_on),
        )
        self._form.row("note", _("&Note"), self.note, is_optional=True)
        self._form.add_stretch()
        self.add(self._form)
        self.setMinimumSize(560, 430)  # the names drop below the field
        self.remove_button = danger(_("Remove"), "relate-remove", Icon.TRASH)
        self.remove_button.clicked.connect(self.remove)
        self.remove_button.hide()
        self.add_button(self.remove_button)
        self.add_cancel()
        self.add_accept(_("Relate"))
        self.kind.setFocus()

    def preset(self, other_id: int) -> None:
        """Begin with this one at the far end."""
        self._names.ask(_choice_of, other_id)

    def show_row(self, row: RelationshipRow) -> None:
        """Change this one."""
        self._row = row
        self.other.set_choice(Choice(row.far_id, row.name))
        choose(self.kind, _key(row.kind, row.is_other_way), lambda _value: row.words)
        choose(self.strength, row.strength)
        self.started_on.set_day(row.started_on)
        self.ended_on.set_day(row.ended_on)
        self.note.setText(row.note)
        self.remove_button.show()

    def _show_name(self, choice: Choice) -> None:
        self.other.set_choice(choice)

    def _way(self) -> tuple[str, bool]:
        """The kind, and whether it is said from the far end; words that are none of ours go from here."""
        at = self.kind.findText(self.kind.currentText())
        if at < 0:
            return kind_of(self.kind.currentText())
        chosen = str(self.kind.itemData(at))
        return chosen.removesuffix(OTHER_WAY), chosen.endswith(OTHER_WAY)

    def accept(self) -> None:
        """Keep it."""
        self._form.clear_errors()
        if not self.other.record_id:
            self._form.show_error("other", _("Choose the person or body from the list that opens while you type."))
            return
        for key, field in (("since", self.started_on), ("until", self.ended_on)):
            if not field.is_valid:
                self._form.show_error(key, field.error())
                return
        kind, is_other_way = self._way()
        ends = (self.other.record_id, self._record_id) if is_other_way else (self._record_id, self.other.record_id)
        draft = RelationshipDraft(
            *ends,
            kind,
            str(self.strength.currentData()),
            self.started_on.day,
            self.ended_on.day,
            self.note.text(),
            self._row.id if self._row else None,
        )
        self._do(relate, draft)

    def remove(self) -> None:
        """They are not related like this after all."""
        if self._row is not None:
            self._do(remove_relationship, self._row.id)

    def _do(self, operation: Any, *args: object) -> None:
        self._desk.service.do(operation, *args, on_done=self._close, on_problem=self._take_problem, owner=self)

    def _close(self, _done: Done[Any]) -> None:
        super().accept()
        self.related.emit()

    def _take_problem(self, problem: Problem) -> None:
        places = {"related-to-itself": "other", "relationship-without-kind": "kind", "ends-before-start": "until"}
        self._form.show_problem(problem, places.get(problem.code, ""))


def _key(kind: str, is_other_way: bool) -> str:
    return kind + OTHER_WAY if is_other_way and label(kind) != label(kind, is_other_way=True) else kind


def _ways() -> list[tuple[object, str]]:
    """Every kind in its words, and the other way where that is said differently."""
    ways = {_key(kind, is_other): label(kind, is_other) for kind in Kind for is_other in (False, True)}
    return list(ways.items())


def _choice_of(record_id: int) -> Choice:
    return Choice(record_id, get_names([record_id]).get(record_id, ""))
