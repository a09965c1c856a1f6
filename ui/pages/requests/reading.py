"""The screen on which what is held is read, thing by thing: what it says, who else is named, and what goes out of it.

Keys: G give, C cover names, W withhold (asks the ground), N next unread, O open the file; Enter takes what is proposed.
Several things may be selected and decided at once: each of them is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from crm.operations.requests import as_proposed, decide_items
from crm.queries.requests import Item, RequestRow, get_request_rows, list_items, reading_of
from crm.rules import clock
from crm.rules.errors import Problem
from crm.rules.requests import Choice, Ground, ground_words, label
from crm.workspace import Done
from reports.facts.access_request import Item as Shown
from reports.facts.request_answer import redact_some
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.pages.commitments.form_dialog import combo
from ui.pages.parts.kept_file import show_file
from ui.theme import GAP, GRID, colours
from ui.widgets.buttons import quiet, secondary
from ui.widgets.cards import label as text_label
from ui.widgets.dialogs import Dialog
from ui.widgets.forms import Form
from ui.words import sentence

MOST_AT_ONCE = 50
"""So many selected things are shown, and decided, at once."""
LIST_WIDTH = 76 * GRID
READ, CHANGED, NOT_READ = "✓", "≠", "·"
_STYLE = f"p {{ margin-top: 0; margin-bottom: {GRID}px; }}"


@dataclass(frozen=True)
class Readable:
    """One thing with what would go out of it with the names of others covered."""

    item: Item
    covered: Shown


def read_reading(request_id: int) -> tuple[Readable, ...]:
    """Everything that is held, in one question."""
    row = get_request_rows([request_id])[0]
    items = list_items(request_id)
    covered = redact_some(_ask, row, [replace(item, choice=Choice.COVER) for item in items], clock.today())
    return tuple(Readable(item, shown) for item, (_item, shown) in zip(items, covered, strict=True))


def _ask(query: Callable[..., Any], *args: Any, **named: Any) -> Any:
    """A question inside a question."""
    return query(*args, **named)


class ReadingDialog(Dialog):
    """Left what is held, right what it says and what goes out; closes at any time, nothing is lost."""

    saved = Signal(object)

    def __init__(self, desk: Desk, row: RequestRow, parent: QWidget | None = None) -> None:
        title = _("What is held on {name}").format(name=row.person or row.asked_by)
        super().__init__(parent, title, "request-reading")
        self.writes_with = desk.service
        self._desk, self._row = desk, row
        self._things: list[Readable] = []
        self._asker = Asker(self, desk.service, self._show_all)
        self.progress = text_label("", "muted", "request-reading-progress")
        self.list = QListWidget()
        self.held, self.out = QTextBrowser(), QTextBrowser()
        self.problem = text_label("", "error", "request-reading-problem")
        self.buttons = {
            "give": secondary(_("Give (G)"), "request-reading-give"),
            "cover": secondary(_("Cover names (C)"), "request-reading-cover"),
            "withhold": secondary(_("Withhold… (W)"), "request-reading-withhold"),
            "proposed": secondary(_("As proposed (Enter)"), "request-reading-proposed"),
            "next": quiet(_("Next unread (N)"), "request-reading-next"),
            "open": quiet(_("Open file (O)"), "request-reading-open"),
        }
        self._lay_out()
        self._connect()
        if parent is not None:
            self.resize(parent.width() - 20 * GRID, parent.height() - 20 * GRID)
        self._asker.ask(read_reading, row.id)

    def _lay_out(self) -> None:
        for part, name, words in (
            (self.list, "request-reading-list", _("What is held")),
            (self.held, "request-reading-held", _("What it says")),
            (self.out, "request-reading-out", _("What goes out")),
        ):
            part.setObjectName(name)
            part.setAccessibleName(words)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setProperty("look", "framed")
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        for text in (self.held, self.out):
            text.setOpenLinks(False)
            text.document().setDefaultStyleSheet(_STYLE)
        across = QHBoxLayout()
        across.setSpacing(GAP * 2)
        across.addWidget(self.list)
        across.addLayout(self._right(), 1)
        self.add(self.progress)
        self.add(across)
        self.add_cancel(_("Close"))

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addWidget(text_label(_("What it says; the names of others are marked"), "muted"))
        column.addWidget(self.held, 3)
        column.addWidget(text_label(_("What goes out"), "muted"))
        column.addWidget(self.out, 2)
        column.addWidget(self.problem)
        for names in (("give", "cover", "withhold"), ("proposed", "next", "open")):
            row = QHBoxLayout()
            row.setSpacing(GAP)
            for name in names:
                row.addWidget(self.buttons[name])
            row.addStretch(1)
            column.addLayout(row)
        self.problem.hide()
        return column

    def _connect(self) -> None:
        for name, keys, run in (
            ("give", "G", partial(self.decide, Choice.GIVE)),
            ("cover", "C", partial(self.decide, Choice.COVER)),
            ("withhold", "W", self.ask_ground),
            ("proposed", "", self.take_proposed),
            ("next", "N", self.next_unread),
            ("open", "O", self.open_file),
        ):
            self.buttons[name].setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the list
            self.buttons[name].clicked.connect(run)
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        QShortcut(QKeySequence("Return"), self).activated.connect(self._press_or_take)
        self.list.itemSelectionChanged.connect(self._show_selected)

    # What is shown

    def _show_all(self, things: tuple[Readable, ...]) -> None:
        self._things = list(things)
        self.list.clear()
        for number, _thing in enumerate(self._things):
            self.list.addItem(QListWidgetItem())
            self._mark(number)
        self._show_progress()
        self.list.setFocus()
        self.next_unread()

    def _mark(self, number: int) -> None:
        """The line of one: whether it was read, and what is done with it."""
        item = self._things[number].item
        mark = READ if item.is_read else CHANGED if item.is_changed else NOT_READ
        line = self.list.item(number)
        done = f"{label(item.choice)} · " if item.is_read else ""
        line.setText(f"{mark} {item.number}  {done}{' '.join(item.title.split())}")
        line.setToolTip(item.title)

    def _show_progress(self) -> None:
        reading = reading_of([thing.item for thing in self._things])
        self.progress.setText(reading.words if self._things else _("Nothing is held."))

    def selected(self) -> list[int]:
        """The numbers of those that are selected and shown."""
        return sorted(index.row() for index in self.list.selectedIndexes())[:MOST_AT_ONCE]

    def _show_selected(self) -> None:
        chosen = [self._things[number] for number in self.selected()]
        self.problem.hide()
        mark = colours(self).warning_soft
        self.held.setHtml("<hr>".join(_held_html(thing.item, mark) for thing in chosen))
        self.out.setHtml("<hr>".join(_out_html(thing) for thing in chosen))
        for name in ("give", "cover", "withhold", "proposed"):
            self.buttons[name].setEnabled(bool(chosen))
        self.buttons["open"].setEnabled(len(chosen) == 1 and chosen[0].item.is_file)

    # What is done

    def decide(self, choice: str, ground: str = "", note: str = "") -> None:
        """Take this choice for all that is selected."""
        given = [
            replace(as_proposed(self._things[number].item), choice=choice, ground=ground, note=note)
            for number in self.selected()
        ]
        self._do(given)

    def take_proposed(self) -> None:
        """Take what is proposed for each of those that are selected."""
        self._do([as_proposed(self._things[number].item) for number in self.selected()])

    def _press_or_take(self) -> None:
        """Enter on a button presses it, so that nobody on “Withhold” gives; anywhere else it takes what is proposed."""
        here = self.focusWidget()
        if isinstance(here, QPushButton):
            here.click()
        else:
            self.take_proposed()

    def _do(self, decisions: Sequence[Any]) -> None:
        if not decisions:
            return
        numbers = self.selected()
        done = partial(self._take_done, numbers, decisions)
        self._desk.service.do(
            decide_items, self._row.id, decisions, on_done=done, on_problem=self._show_problem, owner=self, what=""
        )

    def _take_done(self, numbers: Sequence[int], decisions: Sequence[Any], done: Done[Any]) -> None:
        for number, decision in zip(numbers, decisions, strict=True):
            item = replace(
                self._things[number].item,
                choice=decision.choice,
                ground=decision.ground if decision.choice == Choice.WITHHOLD else "",
                note=decision.note,
                is_read=True,
                is_changed=False,
            )
            self._things[number] = replace(self._things[number], item=item)
            self._mark(number)
        self._show_progress()
        self.saved.emit(done)
        self.next_unread()

    def _show_problem(self, problem: Problem) -> None:
        self.problem.setText(sentence(problem))
        self.problem.show()

    def next_unread(self) -> None:
        """Go to the next one that is unread, from the top again after the last."""
        at = max(self.selected(), default=-1)
        order = [*range(at + 1, len(self._things)), *range(at + 1)]
        unread = next((number for number in order if not self._things[number].item.is_read), None)
        if unread is None:
            self._show_selected()
            return
        self.list.setCurrentRow(unread)

    def ask_ground(self) -> None:
        """Ask why the selected ones are withheld."""
        chosen = [self._things[number].item for number in self.selected()]
        if not chosen:
            return
        dialog = GroundDialog(self, len(chosen), chosen[0])
        dialog.chosen.connect(partial(self.decide, Choice.WITHHOLD))
        dialog.open()

    def open_file(self) -> None:
        """Show the file that is kept."""
        chosen = [self._things[number].item for number in self.selected()]
        if len(chosen) == 1 and chosen[0].is_file:
            show_file(self, self._desk, chosen[0].held.line)


class GroundDialog(Dialog):
    """Why it is withheld, of a closed list: the asker is told the ground and nothing else."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget, count: int, item: Item) -> None:
        super().__init__(parent, _("Withhold"), "request-ground")
        words = ngettext("{count} thing is withheld.", "{count} things are withheld.", count)
        self.ground: QComboBox = combo(
            "request-ground-choice",
            {ground.value: ground_words(ground) for ground in Ground},
            item.ground or item.proposal.ground or Ground.PRIVACY.value,
        )
        self.note = QLineEdit(item.note)
        self.note.setObjectName("request-ground-note")
        form = Form("request-ground-form")
        form.row("ground", _("&Ground"), self.ground)
        form.row("note", _("&Note for the Information Officer"), self.note, is_optional=True)
        self.add(text_label(words, name="request-ground-words"))
        self.add(form)
        self.add_cancel()
        self._yes: QPushButton = self.add_accept(_("Withhold"))
        self.accept_by_keys()
        self.ground.setFocus()

    def accept(self) -> None:
        """Hand it on."""
        self.chosen.emit(str(self.ground.currentData()), self.note.text())
        super().accept()


def _held_html(item: Item, mark: str) -> str:
    """What it says, with the names of others marked."""
    lines = [f"<p><b>{escape(item.title)}</b>{_state(item)}</p>"]
    for (name, text), spans in zip(item.held.said, item.named, strict=True):
        lines.append(f"<p>{escape(name)}: {_marked(text, spans, mark)}</p>")
    return "".join(lines)


def _state(item: Item) -> str:
    said = [_("restricted")] if item.held.confidentiality == 2 else []
    if item.is_changed:
        said.append(_("changed since it was read"))
    return f" <i>({escape(', '.join(said))})</i>" if said else ""


def _marked(text: str, spans: Sequence[tuple[int, int]], mark: str) -> str:
    parts, at = [], 0
    for start, end in sorted(spans):
        if start < at:
            continue
        parts += [
            escape(text[at:start]),
            f'<span style="background-color: {mark}"><b>{escape(text[start:end])}</b></span>',
        ]
        at = end
    return "".join([*parts, escape(text[at:])]).replace("\n", "<br>")


def _out_html(thing: Readable) -> str:
    """What goes out of it by what was chosen, or is proposed."""
    item = thing.item
    words = label(item.choice)
    head = words if item.is_read else _("Proposed: {choice}").format(choice=words.lower())
    if item.choice == Choice.WITHHOLD:
        withheld = _("Withheld: {ground}").format(ground=ground_words(item.ground))
        return f"<p><b>{escape(head)}</b></p><p>{escape(withheld)}</p>"
    shown = thing.covered.said if item.choice == Choice.COVER else item.held.said
    note = _("The file itself is not given.") if item.is_file and item.choice == Choice.COVER else ""
    lines = "".join(f"<p>{escape(name)}: {escape(text)}</p>" for name, text in shown)
    return f"<p><b>{escape(head)}</b> {escape(note)}</p>{lines}"
