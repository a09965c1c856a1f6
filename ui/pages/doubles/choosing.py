"""Choosing the other record, before two become one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from resources.translations import _
from ui.desk import Desk
from ui.pages.doubles.merging import MergeDialog
from ui.pages.parts.finding import find_any_body_choices, find_people_choices
from ui.widgets.dialogs import Dialog
from ui.widgets.forms import Form
from ui.widgets.record_picker import RecordPicker


class MergeWithDialog(Dialog):
    """Type the name of the one that goes into the record shown; then the two stand side by side."""

    def __init__(self, desk: Desk, parent: QWidget | None, what: str, keep_id: int) -> None:
        """`what` is “person” or “organisation”."""
        super().__init__(parent, _("Merge with another record"), "merge-with")
        self.writes_with = desk.service
        self._desk = desk
        self._keep_id = keep_id
        self._form = Form("merge-with-form")
        find = find_people_choices if what == "person" else find_any_body_choices
        self.other = RecordPicker(desk.service, find, "merge-with-other", _("Name of the other one"))
        self._form.row(
            "other", _("&Which one goes into it?"), self.other, _("The record shown stays; you choose field by field.")
        )
        self._form.add_stretch()
        self.add(self._form)
        self.setMinimumHeight(380)  # the names drop below the field
        self.add_cancel()
        self.add_accept(_("Compare"))
        self.other.setFocus()

    def accept(self) -> None:
        """On to the two side by side."""
        self._form.clear_errors()
        chosen = self.other.record_id
        if not chosen:
            self._form.show_error("other", _("Choose the record from the list that opens while you type."))
        elif chosen == self._keep_id:
            self._form.show_error("other", _("That is the record shown. Choose another one."))
        else:
            super().accept()
            MergeDialog(self._desk, self.parentWidget(), self._keep_id, chosen).open()
