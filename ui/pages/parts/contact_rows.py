"""The contact details in a form: one framed row each, added and removed by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from crm.operations.people import ContactDraft
from crm.rules import clock, contacts
from resources.translations import _
from ui.icons import Icon
from ui.pages.parts.choosing import choose, combo
from ui.theme import GAP, GRID
from ui.widgets.buttons import secondary, tool
from ui.widgets.date_edit import DateEdit


class ContactRow(QFrame):
    """One contact detail."""

    remove_wanted = Signal(object)

    def __init__(self, contact: ContactDraft, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("look", "card")
        self._id = contact.id
        self.kind = combo(
            f"{name}-kind", [(kind, contacts.label(kind)) for kind in contacts.CONTACT_KINDS], _("Kind of contact")
        )
        choose(self.kind, contact.kind)
        self.value = _line(f"{name}-value", _("Number or address"), contact.value)
        self.label = _line(f"{name}-label", _("Label: office, home"), contact.label)
        self.source = _line(f"{name}-source", _("Source: where it is from"), contact.source)
        self.checked = DateEdit(clock.today(), f"{name}-checked", is_past=True)
        self.checked.line.setPlaceholderText(_("Checked on"))
        self.checked.setAccessibleName(_("Checked on"))
        self.checked.set_day(contact.checked_on)
        self.preferred = _tick(f"{name}-preferred", _("Preferred"), contact.is_preferred)
        self.private = _tick(f"{name}-private", _("Private"), contact.is_private)
        self.private.setToolTip(_("Never on a paper that leaves the house"))
        self.shared = _tick(f"{name}-shared", _("Shared"), contact.is_shared)
        self.shared.setToolTip(_("Used by several people: never shows who somebody is"))
        self._lay_out(name)

    def _lay_out(self, name: str) -> None:
        remove = tool(Icon.TRASH, _("Remove this contact"), f"{name}-remove")
        remove.clicked.connect(self._remove)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(GAP)
        first.addWidget(self.kind, 3)
        first.addWidget(self.value, 5)
        first.addWidget(self.label, 4)
        first.addWidget(remove)
        for tick in (self.preferred, self.private, self.shared):
            second.addWidget(tick)
        second.addWidget(self.source, 3)
        second.addWidget(self.checked, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, GRID, 2 * GRID)
        column.setSpacing(GRID + GRID // 2)
        column.addLayout(first)
        column.addLayout(second)

    def read(self) -> ContactDraft:
        """What is written."""
        return ContactDraft(
            kind=str(self.kind.currentData()),
            value=self.value.text(),
            label=self.label.text(),
            is_preferred=self.preferred.isChecked(),
            is_private=self.private.isChecked(),
            is_shared=self.shared.isChecked(),
            source=self.source.text(),
            checked_on=self.checked.day,
            id=self._id,
        )

    def _remove(self) -> None:
        self.remove_wanted.emit(self)


class ContactRows(QWidget):
    """All contact details of a form."""

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(_("Contacts"))
        self.rows: list[ContactRow] = []
        self._made = 0
        self._column = QVBoxLayout()
        self._column.setSpacing(GAP)
        self._add = secondary(_("Add a contact"), f"{name}-add", Icon.PLUS)
        self._add.clicked.connect(self.add_empty)
        below = QHBoxLayout()
        below.addWidget(self._add)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(self._column)
        column.addLayout(below)
        self.setFocusProxy(self._add)

    def set_contacts(self, contacts: Sequence[ContactDraft]) -> None:
        """Show these."""
        for row in list(self.rows):
            self._remove(row)
        for contact in contacts:
            self._append(contact)

    def read(self) -> list[ContactDraft]:
        """What is written; rows without a value are left out."""
        return [contact for contact in (row.read() for row in self.rows) if contact.value.strip()]

    def wrong_date(self) -> DateEdit | None:
        """The first date that is not understood."""
        return next((row.checked for row in self.rows if not row.checked.is_valid), None)

    def add_empty(self) -> None:
        """Another row, with the keyboard in it."""
        self._append(ContactDraft("mobile", ""))
        self.rows[-1].value.setFocus()

    def _append(self, contact: ContactDraft) -> None:
        row = ContactRow(contact, f"{self.objectName()}-{self._made}")
        row.remove_wanted.connect(self._remove)
        row.value.textEdited.connect(self.edited)
        self._made += 1
        self.rows.append(row)
        self._column.addWidget(row)
        row.show()  # at once, so that it can take the keyboard

    def _remove(self, row: ContactRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()


def _line(name: str, hint: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setObjectName(name)
    made.setPlaceholderText(hint)
    made.setAccessibleName(hint)
    made.setToolTip(hint)
    return made


def _tick(name: str, text: str, is_on: bool) -> QCheckBox:
    made = QCheckBox(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setChecked(is_on)
    return made
