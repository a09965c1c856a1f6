"""What is remembered of lists brought in: how each layout is read, and what words for the status mean."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from crm.exchange.kinds import kind_named
from crm.exchange.shapes import Layout
from crm.operations.imports import forget_layout, forget_status_word
from crm.queries.import_layouts import get_remembered_layouts, get_status_words
from crm.rules.status_words import STATUS_WORDS
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.import_words import many_of
from ui.pages.imports.statuses import meaning_words
from ui.pages.settings.section import Section
from ui.pages.settings.table import EditableTable, TableColumn, TableRow
from ui.theme import GAP
from ui.widgets.buttons import secondary
from ui.widgets.cards import SectionHeader


@dataclass(frozen=True)
class Remembered:
    """Everything that is remembered."""

    layouts: tuple[Layout, ...]
    words: tuple[tuple[str, str, str], ...]  # kind of register, word, what it means


def get_remembered() -> Remembered:
    """What the workspace remembers of lists."""
    return Remembered(
        tuple(get_remembered_layouts().values()), tuple((*key, meaning) for key, meaning in get_status_words().items())
    )


class ListsSection(Section):
    """Two tables, and forgetting one row of either."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Lists"),
            _("What you said of lists brought in, followed when the next one like it comes. Delete forgets it."),
            "settings-lists",
            scrolls=False,
        )
        self._found = Remembered((), ())
        self._asker = Asker(self, desk.service, self._show)
        self.layouts = EditableTable(
            (
                TableColumn(_("Last file"), 170),
                TableColumn(_("A list of"), 190),
                TableColumn(_("Of the body"), 150),
                TableColumn(_("Headings")),
            ),
            "settings-layouts",
        )
        self.layouts.setAccessibleName(_("Layouts of lists"))
        self.words = EditableTable(
            (TableColumn(_("Word for the status")), TableColumn(_("Of"), 190), TableColumn(_("What it means"), 230)),
            "settings-status-words",
        )
        self.words.setAccessibleName(_("Words for the status"))
        self.forget_layout = secondary(_("Forget"), "settings-layout-forget", Icon.TRASH)
        self.forget_word = secondary(_("Forget"), "settings-status-word-forget", Icon.TRASH)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        across = QVBoxLayout()
        across.setSpacing(GAP)
        for title, button, table in (
            (_("How lists are read"), self.forget_layout, self.layouts),
            (_("What words for the status mean"), self.forget_word, self.words),
        ):
            header = SectionHeader(title, f"{table.objectName()}-header")
            line = QHBoxLayout()
            line.addWidget(header, 1)
            line.addWidget(button)
            across.addLayout(line)
            across.addWidget(table, 1)
        self.body.addLayout(across, 1)

    def _connect(self) -> None:
        self.layouts.remove_wanted.connect(self._forget_layout)
        self.words.remove_wanted.connect(self._forget_word)
        self.layouts.current_changed.connect(self.forget_layout.setEnabled)
        self.words.current_changed.connect(self.forget_word.setEnabled)
        self.forget_layout.clicked.connect(self._forget_this_layout)
        self.forget_word.clicked.connect(self._forget_this_word)

    def refresh(self) -> None:
        """Ask for what is remembered."""
        self._asker.ask(get_remembered)

    def _show(self, found: Remembered) -> None:
        self._found = found
        self.layouts.show_rows([TableRow(at, _layout_cells(one)) for at, one in enumerate(found.layouts, start=1)])
        self.words.show_rows([TableRow(at, _word_cells(*one)) for at, one in enumerate(found.words, start=1)])

    def _forget_this_layout(self) -> None:
        self._forget_layout(self.layouts.current_id())

    def _forget_this_word(self) -> None:
        self._forget_word(self.words.current_id())

    def _forget_layout(self, at: int) -> None:
        if 0 < at <= len(self._found.layouts):
            key = self._found.layouts[at - 1].key
            self.desk.service.do(forget_layout, key, on_problem=self.show_problem, owner=self)

    def _forget_word(self, at: int) -> None:
        if 0 < at <= len(self._found.words):
            kind, word, _meaning = self._found.words[at - 1]
            self.desk.service.do(forget_status_word, word, kind, on_problem=self.show_problem, owner=self)


def _word_cells(kind: str, word: str, meaning: str) -> tuple[str, ...]:
    return word, many_of(kind), meaning_words(meaning, STATUS_WORDS[kind])


def _layout_cells(layout: Layout) -> tuple[str, ...]:
    kind = kind_named(layout.kind)
    return (
        layout.source_name,
        kind.words if kind is not None else layout.kind,
        layout.body.name if layout.body is not None else "",
        ", ".join(heading for heading in layout.headings if heading),
    )
