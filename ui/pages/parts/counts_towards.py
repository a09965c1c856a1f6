"""What a record counts towards: the card on its page, and the dialog in which agreements are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from PySide6.QtWidgets import QCheckBox, QWidget

from crm.operations.counting import count_towards
from crm.queries.counting import AgreementChoice, list_choices
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.form_dialog import FormDialog
from ui.pages.parts.cards import LinesCard
from ui.pages.parts.lines import Line
from ui.widgets.cards import label

LETTERS = 68  # of an agreement's name beside its tick


class CountsTowardsCard(LinesCard):
    """The agreements and grants that a record counts towards; hidden where there is none to count towards."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(_("Counts towards"), name, _("No agreement or grant yet."), _("Choose…"))
        self._desk = desk
        self._record_id = 0
        self._choices: Sequence[AgreementChoice] = ()
        self._asker = Asker(self, desk.service, self._show)
        self.hide()
        self.add_wanted.connect(self.choose)
        self.opened.connect(desk.navigator.open_record)

    def show_record(self, record_id: int) -> None:
        """Ask what this record counts towards."""
        if record_id != self._record_id:
            self.hide()
        self._record_id = record_id
        self._asker.ask(list_choices, record_id)

    def _show(self, choices: Sequence[AgreementChoice]) -> None:
        self._choices = choices
        chosen = [each for each in choices if each.is_chosen]
        self.show_lines(
            [Line(each.title, each.reference, "agreements", each.id, None, Icon.ARTICLE) for each in chosen]
        )
        self.setVisible(bool(choices))

    def choose(self) -> None:
        """Open the dialog."""
        CountsTowardsDialog(self.window(), self._desk, self._record_id, self._choices).open()


class CountsTowardsDialog(FormDialog):
    """A tick for each agreement that is open."""

    def __init__(self, parent: QWidget, desk: Desk, record_id: int, choices: Sequence[AgreementChoice]) -> None:
        self._record_id = record_id
        self._choices = choices
        super().__init__(parent, desk, _("Counts towards"), "counts-towards", _("Save"))
        if self.boxes:
            next(iter(self.boxes.values())).setFocus()

    def build(self) -> None:
        """The ticks."""
        said = _("Indicators of an agreement or grant are counted from what counts towards it.")
        self.form.add(label(said, "muted", "counts-towards-explained"))
        self.boxes: dict[int, QCheckBox] = {}
        for choice in self._choices:
            box = QCheckBox(shorten(choice.name, LETTERS, placeholder="…").replace("&", "&&"))
            box.setToolTip(choice.name)
            box.setObjectName(f"counts-towards-{choice.id}")
            box.setChecked(choice.is_chosen)
            self.boxes[choice.id] = box
            self.form.add(box)

    def save(self) -> None:
        """Keep the ties."""
        self.do(count_towards, self._record_id, [key for key, box in self.boxes.items() if box.isChecked()])
