"""Possible doubles: pairs with a score and its reasons, looked for when asked, and settled one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crm.operations.relationships import say_not_same
from crm.queries.doubles import Double, Doubles, find_doubles, get_double_sides, list_standing
from crm.rules.doubles import VERY_LIKELY
from crm.workspace import Workspace
from resources.translations import _, ngettext
from ui.background.jobs import Progress
from ui.desk import Desk
from ui.icons import Icon
from ui.lists.columns import Column, Listing, Wanted
from ui.lists.model import RecordModel
from ui.lists.table import RecordTable
from ui.pages.doubles.merging import MergeDialog
from ui.pages.page import Page
from ui.pages.parts.actions import action
from ui.pages.parts.choosing import combo
from ui.pages.parts.related import RelateDialog
from ui.theme import GAP, GRID, PAGE_MARGIN
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import Card, PageHeader, label
from ui.widgets.empty_state import EmptyState
from ui.widgets.status import Status, Tone


@dataclass(frozen=True)
class PairRow:
    """One pair in the list; the id is its place among the found, from 1."""

    id: int
    pair: Double
    one: str
    other: str
    one_detail: str
    other_detail: str


class DoublesPage(Page):
    """Enter or M compares the two, R relates them, N says that they are two."""

    watches: ClassVar[tuple[str, ...]] = ("people", "organisations")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName(_("Possible doubles"))
        self._found: dict[str, Doubles] = {}
        self._progress: Progress | None = None
        self._is_new = False  # the keyboard goes on into what was just found
        self.noun = combo("doubles-noun", [("people", _("People")), ("organisations", _("Organisations"))], _("Kind"))
        self.look_button = secondary(_("Look again"), "doubles-look", Icon.MAGNIFYING_GLASS)
        self._model: RecordModel[PairRow] = RecordModel(self._listing(), desk.service, self)
        self.table = RecordTable(self._model, desk.preferences, "doubles", self)
        self.table.setAccessibleName(_("Pairs that may be one"))
        self._card = Card("", "doubles-pair")
        self._reasons = label("", name="doubles-reasons")
        self._sides = label("", "muted", "doubles-sides")
        self.merge_button = primary(_("&Compare and merge…"), "doubles-merge", Icon.SWAP)
        self.relate_button = secondary(_("&Relate…"), "doubles-relate", Icon.LINK_SIMPLE)
        self.apart_button = secondary(_("&Not the same"), "doubles-not-same", Icon.PROHIBIT)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _listing(self) -> Listing[PairRow]:
        return Listing(
            "doubles",
            (
                Column("score", _("Score"), _score_words, 180, status=_score, is_sortable=False),
                Column("one", _("This one"), _one, 210, is_sortable=False, is_strong=True, hint=_one_hint),
                Column("other", _("and this one"), _other, 210, is_sortable=False, is_strong=True, hint=_other_hint),
                Column("why", _("Because"), _why, stretches=True, is_sortable=False, hint=_why),
            ),
            ids=self._ids,
            rows=self._rows,
        )

    def _lay_out(self) -> None:
        self._header = PageHeader(_("Possible doubles"), "doubles-header")
        self._header.add(self.noun)
        self._header.add(self.look_button)
        self._looking = EmptyState(Icon.MAGNIFYING_GLASS, _("Looking for doubles…"), _("Stop"), "doubles-looking")
        self._looking.pressed.connect(self.stop)
        self._stopped = EmptyState(
            Icon.MAGNIFYING_GLASS,
            _(
                "Records that may be one are found by their names, numbers and offices. A number that a whole office "
                "shares never counts."
            ),
            _("Look for doubles"),
            "doubles-stopped",
        )
        self._stopped.pressed.connect(self.look)
        self._nothing = EmptyState(Icon.CHECK_CIRCLE, _("Nothing looks like a double."), name="doubles-nothing")
        for part in (self._stopped, self._looking, self._nothing, self.table):
            self._stack.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self.merge_button, self.relate_button, self.apart_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._card.add(self._reasons)
        self._card.add(self._sides)
        self._card.body.addLayout(buttons)
        self._card.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        column.setSpacing(GAP + GRID)
        column.addWidget(self._header)
        column.addWidget(self._stack, 1)
        column.addWidget(self._card)

    def _connect(self) -> None:
        self.look_button.clicked.connect(self.look)
        self.noun.currentIndexChanged.connect(self._change_noun)
        self._model.answered.connect(self._show_answer)
        self._model.dataChanged.connect(self._show_pair)
        self.table.opened.connect(self.merge)
        self.table.typed.connect(self._press)
        self.table.selectionModel().currentRowChanged.connect(self._show_pair)
        self.merge_button.clicked.connect(self.merge)
        self.relate_button.clicked.connect(self.relate)
        self.apart_button.clicked.connect(self.say_two)
        self.desk.service.busy.connect(self._watch_progress)

    # Looking

    def refresh(self) -> None:
        """Look, the first time; later only drop what was settled meanwhile."""
        if self.current_noun not in self._found:
            self.look()
        else:
            self._model.refresh()

    @property
    def current_noun(self) -> str:
        """People or organisations."""
        return str(self.noun.currentData())

    def look(self) -> None:
        """Look through all records, beside everything else."""
        if self._progress is not None:
            return
        self._show(self._looking)
        noun = self.current_noun
        self._progress = self.desk.service.run(
            self, partial(self._take, noun), partial(_look, noun), _("Looking for doubles…")
        )

    def stop(self) -> None:
        """Stop looking."""
        if self._progress is not None:
            self._progress.cancel()

    @property
    def is_looking(self) -> bool:
        """Whether the search still runs."""
        return self._progress is not None

    def _take(self, noun: str, found: Doubles) -> None:
        self._progress = None
        self._is_new = True
        self._found[noun] = found
        self._model.refresh()

    def _watch_progress(self, _what: str, _progress: object) -> None:
        """A search that was stopped answers nothing: what is shown then is the way to begin again."""
        if self._progress is not None and self._progress.is_cancelled:
            self._progress = None
            self._show(self._stopped)

    def _change_noun(self) -> None:
        self.stop()
        self._progress = None
        self.refresh()

    # What the list asks, on the reader

    def _ids(self, _wanted: Wanted) -> list[int]:
        found = self._found.get(self.current_noun)
        return [at + 1 for at in list_standing(found.pairs)] if found is not None else []  # 0 is no record

    def _rows(self, ids: Sequence[int]) -> list[PairRow]:
        pairs = [(at, self._found[self.current_noun].pairs[at - 1]) for at in ids]
        wanted = sorted({record_id for _at, pair in pairs for record_id in (pair.one, pair.other)})
        sides = {side.id: side for side in get_double_sides(self.current_noun, wanted)}
        return [
            PairRow(
                at,
                pair,
                sides[pair.one].name,
                sides[pair.other].name,
                sides[pair.one].detail,
                sides[pair.other].detail,
            )
            for at, pair in pairs
            if pair.one in sides and pair.other in sides
        ]

    # Showing

    def _show_answer(self) -> None:
        found = self._found.get(self.current_noun)
        if found is None or self._progress is not None:
            return
        count = self._model.rowCount()
        goes_on = self.table.hasFocus() or self._is_new
        self._is_new = False
        self._show(self.table if count else self._nothing)
        settled = len(found.pairs) - count
        words = ngettext("{count} pair to look at", "{count} pairs to look at", count)
        if found.count > len(found.pairs):
            more = ngettext("{count} more after these", "{count} more after these", found.count - len(found.pairs))
            words = f"{words}, {more}"
        if settled:
            words += ", " + ngettext("{count} settled", "{count} settled", settled)
        self._header.set_subtitle(words)
        if count and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        if goes_on and count and self.isAncestorOf(self.window().focusWidget() or self.table):
            self.table.setFocus()
        self._show_pair()

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        self.look_button.setEnabled(part is not self._looking)
        if part is not self.table:
            self._card.hide()
            self._header.set_subtitle("")

    def current(self) -> PairRow | None:
        """The pair the keyboard is on."""
        index = self.table.currentIndex()
        is_shown = self._stack.currentWidget() is self.table and index.isValid()
        return self._model.record(index.row()) if is_shown else None

    def _show_pair(self) -> None:
        row = self.current()
        self._card.setVisible(row is not None)
        if row is None:
            return
        score = row.pair.score
        parts = [_("{words}: {reasons}.").format(words=_score_words(row), reasons="; ".join(score.pro))]
        if score.against:
            parts.append(_("Against it: {reasons}.").format(reasons="; ".join(score.against)))
        self._reasons.setText(" ".join(parts))
        lines = (_line(row.one, row.one_detail), _line(row.other, row.other_detail))
        self._sides.setText("\n".join(lines))

    def take_focus(self) -> None:
        """Into the list, or onto what can be pressed."""
        if self._stack.currentWidget() is self.table:
            self.table.setFocus()
        else:
            self.noun.setFocus()

    def offered_actions(self) -> list[QAction]:
        """What Ctrl+K offers here."""
        return [action(self, "doubles-look-action", _("Look for doubles again"), self.look)]

    # Doing

    def _press(self, letter: str) -> None:
        keys: dict[str, Callable[[], None]] = {"m": self.merge, "r": self.relate, "n": self.say_two}
        if run := keys.get(letter.casefold()):
            run()

    def merge(self) -> None:
        """Compare the two side by side."""
        row = self.current()
        if row is not None:
            MergeDialog(self.desk, self.window(), row.pair.one, row.pair.other).open()

    def relate(self) -> None:
        """Keep how they are related; then they are two."""
        row = self.current()
        if row is None:
            return
        dialog = RelateDialog(self.desk, self.window(), row.pair.one)
        dialog.preset(row.pair.other)
        dialog.related.connect(partial(self._say_two, row.pair))
        dialog.open()

    def say_two(self) -> None:
        """They are not the same."""
        row = self.current()
        if row is not None:
            self._say_two(row.pair)

    def _say_two(self, pair: Double) -> None:
        self.desk.service.do(say_not_same, pair.one, pair.other, owner=self)


def _look(noun: str, workspace: Workspace, progress: Progress) -> Doubles:
    return workspace.ask(find_doubles, noun, progress=progress)


def _line(name: str, detail: str) -> str:
    return f"{name} – {detail}" if detail else name


def _score_words(row: PairRow) -> str:
    return f"{row.pair.score.points} · {row.pair.score.words}"


def _score(row: PairRow) -> Status:
    is_sure = row.pair.score.points >= VERY_LIKELY
    return Status(_score_words(row), Tone.WARNING if is_sure else Tone.NEUTRAL)


def _one(row: PairRow) -> str:
    return row.one


def _other(row: PairRow) -> str:
    return row.other


def _one_hint(row: PairRow) -> str:
    return row.one_detail


def _other_hint(row: PairRow) -> str:
    return row.other_detail


def _why(row: PairRow) -> str:
    return "; ".join((*row.pair.score.pro, *(f"– {words}" for words in row.pair.score.against)))
