"""The ladder of escalation: its rungs, added, changed, moved and removed, or as they ship."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from crm.operations.escalation import RungDraft, draft_rung, move_rung, remove_rung, restore_ladder, save_rung
from crm.queries.escalation import has_own_ladder, list_rungs
from crm.queries.letters import list_templates
from crm.rules import letters
from crm.rules.errors import Problem
from crm.rules.escalation import LONGEST, Noun, Rung, Unit, Whom, clock_words
from crm.rules.escalation import label as rung_label
from crm.workspace import Done
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.form_dialog import FormDialog, combo, line, words_combo
from ui.pages.settings.section import Section
from ui.pages.settings.table import EditableTable, TableColumn, TableRow
from ui.theme import GAP
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import label

NAME = 1
KINDS_OF_NO_RUNG = (
    letters.Kind.POSTPONED,
    letters.Kind.NEW_HOLDER,
    letters.Kind.LIST,
    letters.Kind.THANK_YOU,
    letters.Kind.COMPROMISE,
)


@dataclass(frozen=True)
class Ladder:
    """The rungs, whether they are ours, and which letters there are."""

    rungs: tuple[Rung, ...]
    is_ours: bool
    letter_kinds: tuple[str, ...]


def read_ladder() -> Ladder:
    """Everything of the section, in one question."""
    kinds = dict.fromkeys(row.kind for row in list_templates())
    return Ladder(tuple(list_rungs()), has_own_ladder(), tuple(kind for kind in kinds if kind not in KINDS_OF_NO_RUNG))


class LadderSection(Section):
    """A table from the foot of the ladder up, and what can be done with the rung one stands on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Ladder"),
            _(
                "Whom to turn to, one after another, when a petition or a promise is outstanding; each with its own "
                "clock and letter. Our practice, not law. F2 changes a name, Delete removes."
            ),
            "settings-ladder",
            scrolls=False,
        )
        self._ladder = Ladder((), False, ())
        self._wanted = 0  # the rung to stand on once it is shown
        self._asker = Asker(self, desk.service, self._show)
        self._editors = Asker(self, desk.service, self._open_editor)
        self.table = EditableTable(
            (
                TableColumn("", 30),
                TableColumn(_("Rung"), 0, True),
                TableColumn(_("Turns to"), 170),
                TableColumn(_("Clock"), 116),
                TableColumn(_("For"), 84),
            ),
            "settings-ladder-table",
        )
        self.table.setAccessibleName(_("Rungs of the ladder"))
        self.add = primary(_("Add"), "settings-rung-add", Icon.PLUS)
        self.edit = secondary(_("Edit…"), "settings-rung-edit", Icon.PENCIL_SIMPLE)
        self.up = secondary(_("Move up"), "settings-rung-up", Icon.ARROW_UP)
        self.down = secondary(_("Move down"), "settings-rung-down", Icon.ARROW_DOWN)
        self.remove = secondary(_("Remove"), "settings-rung-remove", Icon.TRASH)
        self.ships = secondary(_("Kgotla's own ladder"), "settings-ladder-ships", Icon.ARROW_COUNTER_CLOCKWISE)
        self.whose = label("", "muted", "settings-ladder-whose")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.body.setSpacing(GAP)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self.add, self.edit, self.up, self.down, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(GAP)
        below.addWidget(self.whose, 1)
        below.addWidget(self.ships)
        self.body.addLayout(buttons)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self.add.clicked.connect(self._add)
        self.edit.clicked.connect(self._edit)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        self.remove.clicked.connect(self._remove_current)
        self.ships.clicked.connect(self._restore)
        self.table.edited.connect(self._rename)
        self.table.remove_wanted.connect(self._remove)
        self.table.current_changed.connect(self._stand_on)

    # Showing

    def refresh(self) -> None:
        """Ask for the ladder."""
        self._asker.ask(read_ladder)

    def _show(self, ladder: Ladder) -> None:
        self._ladder = ladder
        self._show_rows()
        self.ships.setEnabled(ladder.is_ours)
        self.whose.setText(
            _("This ladder was changed here.") if ladder.is_ours else _("This is the ladder Kgotla brings.")
        )

    def _show_rows(self) -> None:
        self.table.show_rows([TableRow(rung.position, _cells(rung)) for rung in self._ladder.rungs])
        if self._wanted:
            self.table.go_to(self._wanted)
            self._wanted = 0

    def _stand_on(self, position: int) -> None:
        for button in (self.edit, self.remove):
            button.setEnabled(bool(position))
        self.up.setEnabled(position > 1)
        self.down.setEnabled(0 < position < len(self._ladder.rungs))

    def show_problem(self, problem: Problem) -> None:
        """Say it, and show what is kept instead of what was typed."""
        super().show_problem(problem)
        self._show_rows()

    # Changing

    def _add(self) -> None:
        self._open_editor(RungDraft(""))

    def _edit(self) -> None:
        if self.table.current_id():
            self._editors.ask(draft_rung, self.table.current_id())

    def _open_editor(self, draft: RungDraft) -> None:
        form = RungDialog(self, self.desk, draft, self._ladder.letter_kinds)
        form.saved.connect(self._take_saved)
        form.open()

    def _take_saved(self, done: Done[tuple[int, str]]) -> None:
        self._wanted = done.value[0]

    def _rename(self, position: int, column: int, text: str) -> None:
        rung = next(one for one in self._ladder.rungs if one.position == position)
        if column != NAME or text == rung.name:
            self._show_rows()
            return
        self.do(save_rung, RungDraft(**(asdict(rung) | {"name": text})))

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        position = self.table.current_id()
        self._wanted = position + by
        self.do(move_rung, position, position + by)

    def _remove_current(self) -> None:
        self._remove(self.table.current_id())

    def _remove(self, position: int) -> None:
        if position:
            self.do(remove_rung, position)

    def _restore(self) -> None:
        self.do(restore_ladder)


def _cells(rung: Rung) -> tuple[str, ...]:
    only = rung_label(rung.applies_to) if rung.applies_to else _("Both")
    return str(rung.position), rung.name, rung_label(rung.to_whom), clock_words(rung), only


class RungDialog(FormDialog):
    """One rung: whom it turns to, with which letter, and how long they have."""

    places: ClassVar[Mapping[str, str]] = {
        "rung-without-name": "name",
        "rung-exists": "name",
        "rung-days": "length",
        "letter-kind-not-known": "letter",
    }

    def __init__(self, parent: QWidget, desk: Desk, draft: RungDraft, kinds: Sequence[str]) -> None:
        self.draft, self._kinds = draft, kinds
        title = _("Add a rung") if draft.position is None else _("Change a rung")
        super().__init__(parent, desk, title, "rung", _("Save"))
        self.name.setFocus()

    def build(self) -> None:
        """Seven fields, most of them chosen."""
        draft = self.draft
        self.name = line("rung-name", draft.name, _("Chairperson of the committee"))
        self.whom = words_combo("rung-whom", [rung_label(whom) for whom in Whom], rung_label(draft.to_whom))
        self.length = QSpinBox()
        self.length.setObjectName("rung-days")
        self.length.setRange(0, LONGEST)
        self.length.setSpecialValueText(_("No clock"))
        self.length.setValue(draft.length or 0)
        self.unit = combo("rung-unit", {unit.value: rung_label(unit) for unit in Unit}, draft.unit)
        self.noun = combo("rung-for", {noun.value: rung_label(noun) for noun in Noun}, draft.applies_to)
        self.letter = combo("rung-letter", {kind: letters.label(kind) for kind in self._kinds}, draft.letter_kind)
        self.note = line("rung-note", draft.note, _("Where this practice is from"))
        self.form.row("name", _("&Name"), self.name)
        self.form.row("whom", _("&Turns to"), self.whom, _("One of these, or the name of a body or person"))
        self.form.side_by_side(("length", _("&Days"), self.length), ("unit", _("&Counted as"), self.unit))
        self.form.side_by_side(("letter", _("&Letter"), self.letter), ("for", _("&For"), self.noun))
        self.form.row("note", _("N&ote"), self.note, is_optional=True)

    def save(self) -> None:
        """Keep it."""
        whoms = {rung_label(whom): whom.value for whom in Whom}
        whom = self.whom.currentText().strip()
        draft = RungDraft(
            self.name.text(),
            str(self.noun.currentData()),
            whoms.get(whom, whom),
            self.length.value() or None,
            str(self.unit.currentData()),
            str(self.letter.currentData()),
            self.note.text(),
            self.draft.position,
        )
        self.do(save_rung, draft)
