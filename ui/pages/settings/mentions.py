"""Names to take out: texts and files that may still name somebody erased, looked at one by one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QStackedWidget, QTextEdit, QWidget

from crm import erasure
from crm.operations.mentions import Settled, settle_mention
from crm.queries.mentions import MentionRow, list_mentions
from crm.rules.dates import format_day
from crm.rules.errors import Problem
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.parts.kept_file import show_file
from ui.pages.settings.section import Section
from ui.pages.settings.table import EditableTable, TableColumn, TableRow
from ui.theme import GAP, GRID, colours
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import label
from ui.widgets.dialogs import ask_to_remove
from ui.widgets.empty_state import EmptyState
from ui.widgets.status import Tone

if TYPE_CHECKING:
    from crm.workspace import Done, Workspace

LEAST_HEIGHT = 12 * GRID


class MentionTable(EditableTable):
    """T takes what is proposed for a line, S says that somebody else is meant, L looks at a file."""

    take_wanted = Signal()
    other_wanted = Signal()
    look_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys, without any beside them."""
        keys = {Qt.Key.Key_T: self.take_wanted, Qt.Key.Key_S: self.other_wanted, Qt.Key.Key_L: self.look_wanted}
        wanted = keys.get(Qt.Key(event.key()))
        if wanted is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier and self.current_id():
            wanted.emit()
        else:
            super().keyPressEvent(event)


class MentionsSection(Section):
    """The text with the name marked, above what is proposed in its place; a key each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Names to take out"),
            _("Texts and files that may still name somebody who was erased. Look at each: it may be another’s name."),
            "settings-names",
            scrolls=False,
        )
        self._asker = Asker(self, desk.service, self._show)
        self._rows: dict[int, MentionRow] = {}
        self._words: set[str] = set()
        self._is_owed = False
        """Whether something that was settled here is not yet deleted for good."""
        self.table = MentionTable(
            (TableColumn(_("Record")), TableColumn(_("Where"), 200), TableColumn(_("Erased"), 112)),
            "settings-names-table",
        )
        self.table.setAccessibleName(self.title)
        self.text = QTextEdit()
        self.proposal = QPlainTextEdit()
        self.says, self.becomes = label("", "muted"), label("", "muted")
        self.take = primary("", "settings-names-take")
        self.other = secondary("", "settings-names-other")
        self.look = secondary(_("&Look at the file"), "settings-names-look")
        self.delete = secondary(_("Delete the old words for good"), "settings-names-delete")
        self._buttons, self._stack = QWidget(), QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for field, name, words in (
            (self.text, "text", _("What the text says")),
            (self.proposal, "proposal", _("What it will say")),
        ):
            field.setObjectName(f"settings-names-{name}")
            field.setAccessibleName(words)
            field.setTabChangesFocus(True)
            field.setMinimumHeight(LEAST_HEIGHT)
        self.text.setReadOnly(True)
        self.take.setToolTip(_("T in the list, Ctrl+Enter in the text"))
        self.other.setToolTip(_("It stays as it is (S in the list)"))
        self.look.setToolTip(_("See it inside the window (L in the list)"))
        self.delete.setToolTip(_("Write the file anew, so that what you took out is nowhere in it"))
        reading = QWidget()
        grid, buttons = QGridLayout(reading), QHBoxLayout(self._buttons)
        for layout in (grid, buttons):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(GAP)
        grid.addWidget(self.table, 0, 0, 1, 2)
        for column, (said, part) in enumerate(((self.says, self.text), (self.becomes, self.proposal))):
            grid.addWidget(said, 1, column)
            grid.addWidget(part, 2, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(0, 3)
        grid.setRowStretch(2, 2)
        for button in (self.look, self.take, self.other):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.delete)
        nothing = _("Nothing is left to read. When somebody is erased, texts that may still name them come here.")
        self._stack.addWidget(reading)
        self._stack.addWidget(EmptyState(Icon.EYE_SLASH, nothing, name="settings-names-nothing"))
        self.body.setSpacing(GAP)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._buttons)

    def _connect(self) -> None:
        self.table.current_changed.connect(self._show_text)
        self.take.clicked.connect(self._take)
        self.look.clicked.connect(self._look)
        self.other.clicked.connect(lambda: self._settle(None))
        self.delete.clicked.connect(self._delete)
        self.table.take_wanted.connect(self._take)
        self.table.other_wanted.connect(partial(self._settle, None))
        self.table.look_wanted.connect(self._look)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self.proposal)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._take)

    def refresh(self) -> None:
        """Ask for what is still to be read."""
        self._asker.ask(list_mentions)

    def _show(self, rows: Sequence[MentionRow]) -> None:
        had = bool(self._rows)
        at = self.table.currentRow()
        self._rows = {row.id: row for row in rows}
        self.table.show_rows([TableRow(row.id, (row.record, row.where, format_day(row.erased_on))) for row in rows])
        if rows and not self.table.current_id():
            self.table.setCurrentCell(min(max(at, 0), len(rows) - 1), 0)
        self._show_text(self.table.current_id())
        self.delete.setEnabled(self._is_owed)
        self._stack.setCurrentIndex(0 if rows else 1)
        self._buttons.setVisible(bool(rows) or self._is_owed)
        if not rows and had and self._is_owed:
            self._delete()

    def _show_text(self, mention_id: int) -> None:
        row = self._rows.get(mention_id)
        is_file = row is not None and bool(row.file)
        for button in (self.take, self.other, self.proposal):
            button.setEnabled(row is not None)
        self.proposal.setReadOnly(is_file)
        self.look.setVisible(is_file)
        self.take.setText(_("&Remove the file…") if is_file else _("&Take what is proposed"))
        self.other.setText(_("It may &stay") if is_file else _("Somebody &else is meant"))
        self.says.setText(_("About the file") if is_file else _("What the text says"))
        self.becomes.setText(_("If it is removed") if is_file else _("What it will say: change it as you like"))
        self.text.setPlainText(row.text if row else "")
        self.proposal.setPlainText(row.proposal if row else "")
        self.text.setExtraSelections([self._marked(start, end) for start, end in row.spans] if row else [])

    def _marked(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        """A name as it is marked: Qt counts in UTF-16."""
        text, made = self.text.toPlainText(), QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(_units(text[:start]))
        cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(QColor(colours(self).warning_soft))
        look.setFontUnderline(True)
        made.cursor, made.format = cursor, look
        return made

    # Settling

    def _look(self) -> None:
        row = self._rows.get(self.table.current_id())
        if row is not None and row.file:
            show_file(self, self.desk, row.line)

    def _take(self) -> None:
        """Take what is proposed; a file goes for good, so that is asked first."""
        row = self._rows.get(self.table.current_id())
        if row is None or not row.file:
            self._settle(self.proposal.toPlainText())
            return
        explained = _("It goes from {record} and cannot be brought back.").format(record=row.record)
        ask_to_remove(self, row.file, explained, partial(self._settle, row.proposal), "settings-names-confirm")

    def _settle(self, text: str | None) -> None:
        mention_id = self.table.current_id()
        if mention_id:
            self.tell("")
            self.desk.service.do(
                settle_mention, mention_id, text, on_done=self._note, on_problem=self.show_problem, owner=self
            )

    def _note(self, done: Done[Settled]) -> None:
        self._words.update(done.value.words)
        self._is_owed = self._is_owed or done.value.is_owed
        self.refresh()

    def _delete(self) -> None:
        """Write the file anew, and say what was found in it."""
        words = erasure.telling(self._words)

        def finish(workspace: Workspace) -> erasure.Finished:
            with workspace.alone():
                return erasure.finish(workspace, words)

        self.delete.setEnabled(False)
        self.desk.service.maintain(
            finish, self._tell_finished, _("Deleting for good…"), owner=self, on_problem=self._not_deleted
        )

    def _not_deleted(self, problem: Problem) -> None:
        self.delete.setEnabled(True)
        self.show_problem(problem)

    def _tell_finished(self, finished: erasure.Finished) -> None:
        self._words.clear()
        self._is_owed = False
        self._buttons.setVisible(bool(self._rows))
        words = [erasure.proof_words(finished.proof), *erasure.to_review_words(finished.to_review)]
        words += erasure.beside_words(finished.beside)
        self.tell(" ".join(words), Tone.GOOD if finished.is_gone else Tone.WARNING)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
