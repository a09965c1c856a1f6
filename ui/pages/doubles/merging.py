"""Two records side by side: what each says, what is taken from which, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from crm.operations.merging import MergeDraft, merge_organisations, merge_people
from crm.operations.relationships import say_not_same
from crm.queries.merging import MergeField, MergeList, MergePreview, get_merge
from crm.rules.errors import Problem
from crm.workspace import Done
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.parts.related import RelateDialog
from ui.theme import GAP, GRID, PADDING
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet, secondary
from ui.widgets.cards import clear_layout, heading, label, scrolled
from ui.widgets.dialogs import Dialog
from ui.widgets.status import Tone
from ui.words import sentence

WIDEST, TALLEST = 860, 640
LONGEST = 46
"""Letters of a value that stand in a row; the whole is its tool tip and what is read aloud."""


@dataclass
class _Row:
    """The choice of one field, with all its widgets, so that equal ones can be hidden."""

    field: MergeField
    keep: QRadioButton
    lose: QRadioButton
    parts: tuple[QWidget, ...]


class MergeDialog(Dialog):
    """Arrows choose in a field, Tab goes to the next; Enter merges, Esc leaves everything as it was."""

    settled = Signal()  # merged, related, or said to be two
    filled = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None, keep_id: int, lose_id: int) -> None:
        super().__init__(parent, _("Make one record of two"), "merge")
        self.writes_with = desk.service
        self._desk = desk
        self._keep_id, self._lose_id = keep_id, lose_id
        self._preview: MergePreview | None = None
        self._rows: list[_Row] = []
        self._ticks: dict[str, QCheckBox] = {}
        self._asker = Asker(self, desk.service, self._show)
        self._problem = Banner("", Tone.BAD, name="merge-problem")
        self._problem.hide()
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, PADDING, 0)
        self._column.setSpacing(GAP + GRID)
        self.add(self._problem)
        self.add(scrolled(self._inside, "merge-scroll"))
        self._build_buttons()
        self._fit()
        self._ask()

    def _build_buttons(self) -> None:
        self.apart_button = secondary(_("They are &two"), "merge-not-same", Icon.PROHIBIT)
        self.apart_button.setToolTip(_("Not the same: nobody asks again, and no list offers them as one"))
        self.relate_button = secondary(_("&Relate instead…"), "merge-relate", Icon.LINK_SIMPLE)
        self.swap_button = secondary(_("&Swap"), "merge-swap", Icon.SWAP)
        self.swap_button.setToolTip(_("Keep the other one"))
        for button, run in (
            (self.apart_button, self.say_two),
            (self.relate_button, self.relate),
            (self.swap_button, self.swap),
        ):
            button.clicked.connect(run)
            self.add_button(button)
        self.add_cancel()
        self.merge_button = self.add_accept(_("&Merge"))
        self.merge_button.setEnabled(False)

    def _fit(self) -> None:
        parent = self.parentWidget()
        width, height = (parent.window().width(), parent.window().height()) if parent else (WIDEST, TALLEST)
        self.resize(min(WIDEST, width - 60), min(TALLEST, height - 30))

    # Showing

    def _ask(self) -> None:
        self.merge_button.setEnabled(False)
        self._asker.ask(get_merge, self._keep_id, self._lose_id)

    def _show(self, preview: MergePreview | None) -> None:
        if preview is None:
            self._problem.set_text(_("One of the two is no longer here, or they are not of one kind."))
            return
        self._preview = preview
        self._clear()
        self._column.addWidget(self._grid(preview))
        self._add_equal_button(preview)
        for each in preview.lists:
            self._column.addWidget(self._list_part(each))
        self._column.addWidget(label(self._outcome(preview), name="merge-outcome"))
        self._column.addWidget(label(" ".join(preview.honesty), "muted", "merge-honesty"))
        self._column.addStretch(1)
        self.merge_button.setEnabled(True)
        first = next((row for row in self._rows if not row.field.is_equal), None)
        chosen = (first.lose if first.lose.isChecked() else first.keep) if first else self.merge_button
        chosen.setFocus()
        self.filled.emit()

    def _clear(self) -> None:
        self._rows, self._ticks = [], {}
        clear_layout(self._column)

    def _grid(self, preview: MergePreview) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(PADDING)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for at, (what, name) in enumerate(((_("Stays"), preview.keep), (_("Goes into it"), preview.lose)), start=1):
            grid.addWidget(label(what, "muted"), 0, at)
            title = heading(name, 12, f"merge-{('keep', 'lose')[at - 1]}-name")
            title.setWordWrap(True)
            grid.addWidget(title, 1, at, Qt.AlignmentFlag.AlignTop)
        for line, field in enumerate(preview.fields, start=2):
            self._rows.append(self._field_row(grid, line, field))
        return holder

    def _field_row(self, grid: QGridLayout, line: int, field: MergeField) -> _Row:
        name = QLabel(f"{field.label}  ≠" if field.is_conflict else field.label)
        name.setObjectName(f"merge-{field.key}-label")
        if field.is_conflict:
            name.setToolTip(_("They say different things"))
        keep = _radio(f"merge-{field.key}-keep", field, field.keep, is_lose=False)
        lose = _radio(f"merge-{field.key}-lose", field, field.lose, is_lose=True)
        group = QButtonGroup(keep)
        group.addButton(keep)
        group.addButton(lose)
        (lose if field.takes_lose else keep).setChecked(True)
        for column, part in enumerate((name, keep, lose)):
            grid.addWidget(part, line, column)
            part.setVisible(not field.is_equal)
        return _Row(field, keep, lose, (name, keep, lose))

    def _add_equal_button(self, preview: MergePreview) -> None:
        count = sum(field.is_equal for field in preview.fields)
        if not count:
            return
        words = ngettext("Show {count} field that is the same", "Show {count} fields that are the same", count)
        button = quiet(words, "merge-show-equal", Icon.EYE)
        button.setCheckable(True)
        button.toggled.connect(self._show_equal)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_equal(self, is_on: bool) -> None:
        for row in self._rows:
            for part in row.parts:
                part.setVisible(is_on or not row.field.is_equal)

    def _list_part(self, each: MergeList) -> QWidget:
        """A list that is kept both; what the lost record adds may be left out."""
        added = [text for text in each.lose if text not in each.keep]
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        stays = "; ".join(each.keep) or "–"
        column.addWidget(label(_("{what}: {values}").format(what=each.label, values=stays)))
        if added and each.can_be_left_out:
            tick = QCheckBox(_shortened(_("and {values}").format(values="; ".join(added)), 2 * LONGEST))
            tick.setObjectName(f"merge-list-{each.key}")
            tick.setAccessibleName(_("{what} of both: and {values}").format(what=each.label, values="; ".join(added)))
            tick.setToolTip("; ".join(added))
            tick.setChecked(True)
            self._ticks[each.key] = tick
            column.addWidget(tick)
        elif added:
            column.addWidget(label(_("and {values}").format(values="; ".join(added))))
        return holder

    @staticmethod
    def _outcome(preview: MergePreview) -> str:
        if not preview.pointing:
            return _("Nothing else speaks of {name}.").format(name=preview.lose)
        return _("Will point at the one that stays: {what}.").format(what=", ".join(preview.pointing))

    # Doing

    def choices(self) -> tuple[frozenset[str], frozenset[str]]:
        """The fields taken from the lost record, and the lists left out."""
        take = frozenset(row.field.key for row in self._rows if row.lose.isChecked())
        return take, frozenset(key for key, tick in self._ticks.items() if not tick.isChecked())

    def accept(self) -> None:
        """Merge them."""
        preview = self._preview
        if preview is None or not self.merge_button.isEnabled():
            return
        self.merge_button.setEnabled(False)
        take, left_out = self.choices()
        draft = MergeDraft(self._keep_id, self._lose_id, take, left_out, preview.seen_changes)
        self._do(merge_people if preview.noun == "people" else merge_organisations, draft)

    def say_two(self) -> None:
        """They are not the same; remembered for good."""
        self._do(say_not_same, self._keep_id, self._lose_id)

    def relate(self) -> None:
        """Keep both, and how they are related; then nobody asks again whether they are one."""
        dialog = RelateDialog(self._desk, self, self._keep_id)
        dialog.preset(self._lose_id)
        dialog.related.connect(self.say_two)
        dialog.open()

    def swap(self) -> None:
        """Keep the other one."""
        self._keep_id, self._lose_id = self._lose_id, self._keep_id
        self._problem.set_text("")
        self._ask()

    def _do(self, operation: Any, *args: object) -> None:
        self._desk.service.do(
            operation, *args, on_done=self._close, on_problem=self._take_problem, owner=self, what=_("Merging…")
        )

    def _close(self, _done: Done[Any]) -> None:
        super().accept()
        self.settled.emit()

    def _take_problem(self, problem: Problem) -> None:
        self._problem.set_text(sentence(problem))
        self._ask()


def _radio(name: str, field: MergeField, text: str, *, is_lose: bool) -> QRadioButton:
    button = QRadioButton(_shortened(text or "–"))
    button.setObjectName(name)
    whose = _("from the one that goes") if is_lose else _("from the one that stays")
    button.setAccessibleName(_("{field}, {whose}: {value}").format(field=field.label, whose=whose, value=text or "–"))
    button.setToolTip(text)
    button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # both columns are equally wide
    return button


def _shortened(text: str, longest: int = LONGEST) -> str:
    """On one line and not wider than a column; an ampersand is no key here."""
    plain = " ".join(text.split())
    cut = plain if len(plain) <= longest else plain[: longest - 1] + "…"
    return cut.replace("&", "&&")
