"""The languages papers are made in: their words, who checked them, and a table that a speaker fills in outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from crm.exchange.translation_table import read_translations, write_translations
from crm.operations.translations import bring_in_translations, forget_translation, save_translation
from crm.queries.translations import TextRow, list_texts
from crm.rules import clock
from crm.rules.errors import Problem
from crm.rules.languages import language_name
from crm.rules.translations import UNCHECKED, Translation
from resources.translations import ENGLISH, LANGUAGES, _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.parts.choosing import combo
from ui.pages.parts.file_choice import choose_file, choose_new_file, documents_folder
from ui.pages.settings.section import Section
from ui.pages.settings.table import EditableTable, TableColumn, TableRow
from ui.theme import GAP
from ui.widgets.buttons import secondary
from ui.widgets.cards import label

if TYPE_CHECKING:
    from crm.workspace import Done, Workspace
    from ui.background.jobs import Progress

WORDS, CHECKED_BY = 1, 2
SHOWN = 400
TERMS, SENTENCES = "terms", "sentences"


class LanguagesSection(Section):
    """One language at a time: English, its words, and who checked them; what has no words comes first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Languages"),
            _(
                "The words papers are made with in other languages. What nobody checked is a draft, and the paper "
                "says so. F2 changes words or says who checked them; Delete goes back to what ships."
            ),
            "settings-languages",
            scrolls=False,
        )
        self._rows: tuple[TextRow, ...] = ()
        self._listed = ""
        self._order: dict[str, int] = {}  # a row stays where it is while one goes down the list
        self._asker = Asker(self, desk.service, self._show)
        self.language = combo(
            "settings-language",
            [(code, language_name(code)) for code in LANGUAGES if code != ENGLISH],
            _("Language"),
        )
        self.which = combo(
            "settings-language-which",
            [(TERMS, _("Glossary")), (SENTENCES, _("Sentences"))],
            _("What is listed"),
        )
        self.wanted = QLineEdit()
        self.wanted.setObjectName("settings-language-find")
        self.wanted.setPlaceholderText(_("Find words"))
        self.wanted.setAccessibleName(_("Find words"))
        self.table = EditableTable(
            (
                TableColumn(_("English")),
                TableColumn(_("Words"), 0, True),
                TableColumn(_("Checked by"), 190, True),
            ),
            "settings-languages-table",
        )
        self.table.setAccessibleName(_("Words of the language"))
        self.ships = secondary(_("As it ships"), "settings-language-ships", Icon.ARROW_COUNTER_CLOCKWISE)
        self.save = secondary(_("Save table…"), "settings-language-save", Icon.FILE_ARROW_UP)
        self.bring_in = secondary(_("Bring in table…"), "settings-language-bring-in", Icon.FILE_ARROW_DOWN)
        self.standing = label("", "muted", "settings-language-standing")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(GAP)
        above.addWidget(self.language)
        above.addWidget(self.which)
        above.addWidget(self.wanted, 1)
        below.addWidget(self.ships)
        below.addStretch(1)
        below.addWidget(self.save)
        below.addWidget(self.bring_in)
        self.body.setSpacing(GAP)
        self.body.addLayout(above)
        self.body.addWidget(self.standing)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self.language.currentIndexChanged.connect(self.refresh)
        self.which.currentIndexChanged.connect(self._show_rows)
        self.wanted.textChanged.connect(self._show_rows)
        self.table.edited.connect(self._change)
        self.table.remove_wanted.connect(self._let_go)
        self.table.current_changed.connect(self._stand_on)
        self.ships.clicked.connect(self._let_go_of_current)
        self.save.clicked.connect(self._choose_where)
        self.bring_in.clicked.connect(self._choose_table)

    # Showing

    def refresh(self) -> None:
        """Ask for the words of the language chosen."""
        self._asker.ask(list_texts, self._code())

    def _code(self) -> str:
        return str(self.language.currentData())

    def _show(self, rows: Sequence[TextRow]) -> None:
        if rows and self._listed != rows[0].language:
            self._listed, self._order = rows[0].language, {row.english: at for at, row in enumerate(rows)}
        self._rows = tuple(sorted(rows, key=lambda row: self._order[row.english]))
        without = sum(not row.words for row in rows)
        unchecked = sum(bool(row.words) and not row.checked_by for row in rows)
        self.standing.setText(
            ", ".join(
                (
                    ngettext("{count} text", "{count} texts", len(rows)),
                    _("{count} without words").format(count=without),
                    _("{count} to be checked by a speaker").format(count=unchecked),
                )
            )
        )
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = self.wanted.text().strip().casefold()
        is_term = self.which.currentData() == TERMS
        found = [
            TableRow(at, (row.english, row.words, _checked(row)))
            for at, row in enumerate(self._rows, start=1)
            if row.is_term == is_term and wanted in f"{row.english}\n{row.words}".casefold()
        ]
        self.table.show_rows(found[:SHOWN])

    def _row(self, number: int) -> TextRow:
        return self._rows[number - 1]

    def _stand_on(self, number: int) -> None:
        self.ships.setEnabled(bool(number) and self._row(number).is_own)

    def show_problem(self, problem: Problem) -> None:
        """Say it, and show what is kept instead of what was typed."""
        super().show_problem(problem)
        self._show_rows()

    # Changing

    def _change(self, number: int, column: int, text: str) -> None:
        row = self._row(number)
        if text == (row.words if column == WORDS else _checked(row)):
            return
        kept = Translation(row.language, row.english, row.words)
        changed = replace(kept, words=text) if column == WORDS else replace(kept, checked_by=text)
        if column == WORDS and not text and row.is_own:
            self.do(forget_translation, row.language, row.english)
        else:
            self.do(save_translation, changed)

    def _let_go_of_current(self) -> None:
        self._let_go(self.table.current_id())

    def _let_go(self, number: int) -> None:
        if number and self._row(number).is_own:
            self.do(forget_translation, self._code(), self._row(number).english)

    # A table that a speaker fills in outside

    def _choose_where(self) -> None:
        proposed = documents_folder() / f"kgotla-{self._code()}.xlsx"
        choose_new_file(self, _("Save table"), proposed, _("Tables (*.xlsx *.csv)"), self.write_file)

    def write_file(self, path: str) -> None:
        """Write every text of the language with the words it has."""
        rows = self._rows

        def write(_workspace: Workspace, _progress: Progress) -> int:
            return write_translations(rows, Path(path))

        self.desk.service.run(self, self._say_written, write, _("Writing the table…"), self.show_problem)

    def _say_written(self, count: int) -> None:
        self.tell(ngettext("{count} text written.", "{count} texts written.", count))

    def _choose_table(self) -> None:
        choose_file(self, _("Bring in table"), documents_folder(), _("Tables (*.xlsx *.csv)"), self.read_file)

    def read_file(self, path: str) -> None:
        """Bring in the words of a table that was filled in."""

        def read(_workspace: Workspace, _progress: Progress) -> list[Translation]:
            return read_translations(Path(path), clock.today())

        self.desk.service.run(self, self._bring_in, read, _("Reading the table…"), self.show_problem)

    def _bring_in(self, translations: list[Translation]) -> None:
        self.desk.service.do(
            bring_in_translations,
            translations,
            on_done=self._say_brought_in,
            on_problem=self.show_problem,
            owner=self,
        )

    def _say_brought_in(self, done: Done[tuple[int, int]]) -> None:
        changed, same = done.value
        self.tell(_("{changed} new or changed, {same} as they were.").format(changed=changed, same=same))


def _checked(row: TextRow) -> str:
    return row.checked_by or (_(UNCHECKED) if row.words else "")
