"""The first part of the form: who leaves which office, from which day, why, and who comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox

from crm.queries.replacements import Start
from crm.rules import clock
from crm.rules.offices import EndReason, label
from resources.translations import _
from ui.background.service import Service
from ui.pages.commitments.form_dialog import combo, day_field, line
from ui.pages.parts.finding import find_people_choices
from ui.widgets.choices import Choice
from ui.widgets.forms import Form
from ui.widgets.record_picker import RecordPicker

PLACES = {
    "replaced-in-future": "on",
    "replaced-before-start": "on",
    "left-already": "on",
    "still-in-office": "on",
    "same-person": "comes",
    "holds-already": "comes",
    "nobody-to-name": "comes",
    "person-without-name": "comes",
    "post-is-held": "start",
    "not-found": "start",
    "no-such-reason": "reason",
}
"""Problem → the field it belongs to."""


class FirstStep(Form):
    """Who leaves and who comes."""

    def __init__(self, service: Service, starts: Sequence[Start], first: int = 0) -> None:
        super().__init__("replace-holder-form")
        self._starts = list(starts)
        self.start = combo("replace-holder-start", {at: start.words for at, start in enumerate(starts)}, first)
        self.on = day_field("replace-holder-on", clock.today(), clock.today(), is_optional=False, is_past=True)
        self.reason = combo("replace-holder-reason", {each.value: label(each) for each in EndReason}, EndReason.UNKNOWN)
        self.comes = RecordPicker(
            service, find_people_choices, "replace-holder-comes", _("Type the name"), _("Somebody new")
        )
        self.not_known = QCheckBox(_("&Not known yet: Today asks until somebody is named"))
        self.not_known.setObjectName("replace-holder-not-known")
        self.letter = QCheckBox(_("Write them a letter &afterwards: who we are, what their office undertook"))
        self.letter.setObjectName("replace-holder-letter")
        self.source = line("replace-holder-source", "", _("Announcement, letter, phone call"))
        self.row("start", _("Which office, and who &leaves it"), self.start)
        self.side_by_side(("on", _("From which &day"), self.on), ("reason", _("&Why"), self.reason))
        self.row("comes", _("Who &comes"), self.comes)
        self.add(self.not_known)
        self.add(self.letter)
        self.row("source", _("&How we know"), self.source, is_optional=True)
        self.add_stretch()
        self.comes.new_wanted.connect(self._take_new)
        self.not_known.toggled.connect(self._show_known)
        self.start.currentIndexChanged.connect(self._show_start)
        self._show_start()

    def chosen(self) -> Start:
        """Where it begins."""
        return self._starts[int(self.start.currentData())]

    @property
    def day(self) -> date:
        """The first day of whoever comes."""
        return self.on.day or clock.today()

    @property
    def comes_id(self) -> int | None:
        """The person who comes, where it is one of ours."""
        return None if self.not_known.isChecked() else self.comes.record_id or None

    @property
    def comes_name(self) -> str:
        """The name of somebody new."""
        choice = self.comes.choice
        return choice.name if choice and not choice.id and not self.not_known.isChecked() else ""

    @property
    def comes_words(self) -> str:
        """The newcomer's name, empty where it is not known."""
        choice = self.comes.choice
        return choice.name if choice and not self.not_known.isChecked() else ""

    @property
    def is_touched(self) -> bool:
        """Whether something was written or ticked."""
        return bool(self.comes.text().strip() or self.source.text().strip() or self.not_known.isChecked())

    def is_right(self) -> bool:
        """Whether one can go on; says what is missing."""
        self.clear_errors()
        if self.on.day is None:
            self.show_error("on", self.on.error() or _("Give a date."))
            return False
        if not self.not_known.isChecked() and self.comes.choice is None:
            wrong = _("Choose the person from the list that opens while you type, or tick “Not known yet”.")
            self.show_error("comes", wrong)
            return False
        return True

    def take_focus(self) -> None:
        """Where one begins to write."""
        (self.start if len(self._starts) > 1 else self.comes.line).setFocus()

    def _show_start(self) -> None:
        """Where somebody left before, only who comes is asked."""
        is_vacant = self.chosen().is_vacant
        self.clear_errors()
        self.field_row("reason").setVisible(not is_vacant)
        self.not_known.setVisible(not is_vacant)
        if is_vacant:
            self.not_known.setChecked(False)

    def _take_new(self, name: str) -> None:
        self.comes.set_choice(Choice(0, name))
        self.comes.line.setFocus()

    def _show_known(self, is_unknown: bool) -> None:
        self.comes.setEnabled(not is_unknown)
        self.letter.setEnabled(not is_unknown)
        self.clear_errors()
