"""How a person or body is reached: the one to go through, then the contact details; a click copies one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from crm.operations.people import add_gatekeeper, remove_gatekeeper
from crm.queries.contacts import Contact, Through
from crm.rules import contacts
from crm.rules.dates import format_day
from crm.rules.phones import display_phone
from crm.workspace import Done
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.parts.cards import LinesCard
from ui.pages.parts.finding import find_people_choices
from ui.pages.parts.lines import Line
from ui.theme import CONTROL_HEIGHT
from ui.widgets.buttons import tool
from ui.widgets.dialogs import Dialog
from ui.widgets.forms import Form
from ui.widgets.record_picker import RecordPicker

GLYPHS = {
    "mobile": Icon.PHONE,
    "phone": Icon.PHONE,
    "fax": Icon.PRINTER,
    "whatsapp": Icon.CHAT_CIRCLE_TEXT,
    "email": Icon.ENVELOPE_SIMPLE,
    "postal": Icon.TRAY,
    "address": Icon.MAP_PIN,
    "web": Icon.GLOBE,
    "social": Icon.MEGAPHONE,
}


def contact_line(contact: Contact) -> Line:
    """A contact detail in two lines."""
    value = display_phone(contact.normal) if contact.normal.startswith("+") else contact.value
    marks = (
        contact.label or contacts.label(contact.kind),
        _("preferred") if contact.is_preferred else "",
        _("private") if contact.is_private else "",
        _("shared") if contact.is_shared else "",
        _("from {source}").format(source=contact.source) if contact.source else "",
        _("checked {day}").format(day=format_day(contact.checked_on)) if contact.checked_on else _("not checked"),
    )
    detail = " · ".join(mark for mark in marks if mark)
    return Line(value, detail, glyph=GLYPHS.get(contact.kind, Icon.IDENTIFICATION_CARD))


class ReachCard(LinesCard):
    """The card “How to reach them”."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _("How to reach them"), name, _("No number or address yet. Edit to add one."), _("Go through…"), parent
        )
        self._desk = desk
        self._record_id = 0
        self.add_wanted.connect(self.ask_gatekeeper)

    def show_ways(self, record_id: int, contacts: Sequence[Contact], through: Sequence[Through]) -> None:
        """Show the ways to reach this record."""
        self._record_id = record_id
        self.show_lines([])
        if contacts or through:
            self.clear()
        for one in through:
            self._show_through(one)
        if through and contacts:
            self.add_words(_("Directly"))
        for contact in contacts:
            self._show_contact(contact)

    def _show_through(self, one: Through) -> None:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        line = self.add_line(
            Line(
                _("Through {name}").format(name=one.via),
                one.note,
                "people",
                one.via_id,
                glyph=Icon.IDENTIFICATION_BADGE,
            )
        )
        remove = tool(Icon.X, _("No longer through {name}").format(name=one.via), f"{self.objectName()}-drop-{one.id}")
        remove.setProperty("gatekeeper", one.id)
        remove.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        remove.clicked.connect(self._drop)
        across.addWidget(line, 1)
        across.addWidget(remove)
        self.add(row)
        for contact in one.contacts:
            self._show_contact(contact)

    def _show_contact(self, contact: Contact) -> None:
        made = self.add_line(contact_line(contact))
        made.setToolTip(_("Copy"))
        made.opened.disconnect(self.opened)
        made.opened.connect(self._copy)

    def _copy(self, _noun: str, _id: int) -> None:
        line = self.sender()
        words = getattr(line, "line", None)
        if isinstance(words, Line):
            QGuiApplication.clipboard().setText(words.title)
            self._desk.navigator.say(_("Copied: {text}").format(text=words.title))

    def _drop(self) -> None:
        button = self.sender()
        if button is not None:
            self._desk.service.do(remove_gatekeeper, int(button.property("gatekeeper")))

    def ask_gatekeeper(self) -> None:
        """Ask through whom one reaches them."""
        GatekeeperDialog(self._desk, self._record_id, self.window()).open()


class GatekeeperDialog(Dialog):
    """Choose the person to go through."""

    def __init__(self, desk: Desk, record_id: int, parent: QWidget | None) -> None:
        super().__init__(parent, _("Reach them through"), "gatekeeper")
        self.writes_with = desk.service
        self._desk = desk
        self._record_id = record_id
        self._form = Form("gatekeeper-form")
        self.via = RecordPicker(desk.service, find_people_choices, "gatekeeper-person", _("Name of the person"))
        self.note = QLineEdit()
        self.note.setPlaceholderText(_("What for, when: diary, office hours"))
        self._form.row("person", _("&Person"), self.via)
        self._form.row("note", _("&Note"), self.note, is_optional=True)
        self.add(self._form)
        self.setMinimumHeight(380)  # the names drop below the field
        self._form.add_stretch()
        self.add_cancel()
        self.add_accept(_("Go through them"))
        self.via.setFocus()

    def accept(self) -> None:
        """Keep it."""
        self._form.clear_errors()
        if not self.via.record_id:
            self._form.show_error("person", _("Choose the person from the list that opens while you type."))
            return
        self._desk.service.do(
            add_gatekeeper,
            self._record_id,
            self.via.record_id,
            self.note.text(),
            on_done=self._close,
            on_problem=self._form.show_problem,
            owner=self,
        )

    def _close(self, _done: Done[Any]) -> None:
        super().accept()
