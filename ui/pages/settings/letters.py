"""The templates of messages, e-mails and letters, with a live preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit

from crm.operations.letters import LetterTemplateDraft, save_letter_template
from crm.operations.records import remove
from crm.queries.letters import TemplateRow, list_templates
from crm.rules import letters
from crm.rules.errors import Problem, UserError
from crm.rules.letters import FIELDS, MESSAGE_LIMIT, Way
from crm.workspace import Done
from resources.reference import languages
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.form_dialog import combo, text_box, words_combo
from ui.pages.settings.section import Section
from ui.theme import GAP
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import label
from ui.widgets.forms import Form
from ui.words import sentence

WORDS_LINES = 9


@dataclass(frozen=True)
class _Shown:
    """A template in the list: as kept or as shipped (id 0), or a copy still to be saved."""

    row: TemplateRow
    is_new: bool = False


class LettersSection(Section):
    """The template chosen, its name, language, subject and words, and how it reads beside them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Letters"),
            _(
                "The words of messages, e-mails and letters. A reader gets the language they prefer where there is a "
                "template in it: write those with somebody who speaks the language, and let them check it."
            ),
            "settings-letters",
        )
        self._shown: list[_Shown] = []
        self._at = -1
        self._is_filling = False
        self._wanted = 0  # the template to stand on after saving
        self._asker = Asker(self, desk.service, self._show)
        self._make_parts()
        self._lay_out()
        self._connect()

    def _make_parts(self) -> None:
        self.list = combo("settings-letters-list", {})
        self.form = Form("settings-letters-form")
        self.name, self.subject = QLineEdit(), QLineEdit()
        self.language = words_combo("settings-letters-language", [known.name for known in languages()])
        self.words = text_box("settings-letters-words", lines=WORDS_LINES)
        self.field = QComboBox()
        self.field.setObjectName("settings-letters-field")
        self.field.setAccessibleName(_("Field to insert"))
        self.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for field, meaning in FIELDS.items():
            self.field.addItem(f"{{{field}}}: {_(meaning)}", field)
        self.insert = secondary(_("Insert"), "settings-letters-insert")
        self.insert.setToolTip(_("Put this field where the cursor stands"))
        self.save = primary(_("Save"), "settings-letters-save", Icon.FLOPPY_DISK)
        self.save.setToolTip(_("Save (Ctrl+S)"))
        self.another = secondary(_("Add in another language"), "settings-letters-another", Icon.PLUS)
        self.remove = secondary(_("Remove"), "settings-letters-remove", Icon.TRASH)
        self.preview = text_box("settings-letters-preview", lines=WORDS_LINES)
        self.preview.setReadOnly(True)
        self.count = label("", "muted", "settings-letters-count")

    def _lay_out(self) -> None:
        self.form.side_by_side(
            ("list", _("&Template"), self.list),
            ("name", _("&Name"), self.name),
            ("language", _("&Language"), self.language),
        )
        self.form.row("subject", _("S&ubject"), self.subject)
        self.form.side_by_side(
            ("words", _("&Words"), self.words), ("preview", _("How it reads, with invented values"), self.preview)
        )
        hint = _("{fields} are filled in; what stands in [ ] is left out when a field in it is empty.")
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for part in (self.save, self.another, self.remove):
            buttons.addWidget(part)
        buttons.addWidget(self.field, 1)
        buttons.addWidget(self.insert)
        self.body.setSpacing(GAP)
        self.body.addWidget(self.form)
        self.body.addWidget(self.count)
        self.body.addLayout(buttons)
        self.body.addWidget(label(hint, "muted", "settings-letters-hint"))
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.list.currentIndexChanged.connect(self._stand_on)
        for line in (self.name, self.subject):
            line.textEdited.connect(self._changed)
        self.language.currentTextChanged.connect(self._changed)
        self.words.textChanged.connect(self._changed)
        self.insert.clicked.connect(self._insert)
        self.save.clicked.connect(self.save_shown)
        self.another.clicked.connect(self._add_another)
        self.remove.clicked.connect(self._remove)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save_shown)

    # The list

    def refresh(self) -> None:
        """Ask for the templates; what is being typed stays."""
        if not self.has_unsaved():
            self._asker.ask(list_templates)

    def _show(self, rows: Sequence[TemplateRow]) -> None:
        kept = self._wanted or (self._shown[self._at].row.id if 0 <= self._at < len(self._shown) else 0)
        at = max(0, self._at)
        self._shown = [_Shown(row) for row in rows]
        places = [place for place, row in enumerate(rows) if row.id and row.id == kept]
        self._wanted = 0
        self._fill_list(places[0] if places else min(at, len(rows) - 1))

    def _fill_list(self, at: int) -> None:
        self._is_filling = True
        self.list.clear()
        english = ("english",)
        for shown in self._shown:
            row = shown.row
            is_english = row.language.casefold() in english
            self.list.addItem(row.name if is_english else f"{row.name} ({row.language or '…'})")
        self._is_filling = False
        self._at = -1
        self.list.setCurrentIndex(at)
        self._stand_on(at)

    def _stand_on(self, at: int) -> None:
        if self._is_filling or at < 0 or at == self._at:
            return
        if self.has_unsaved():
            self.tell(_("Save what you changed first, or press Ctrl+S."))
            self._is_filling = True
            self.list.setCurrentIndex(self._at)
            self._is_filling = False
            return
        self._at = at
        self._fill(self._shown[at])

    def _fill(self, shown: _Shown) -> None:
        self._is_filling = True
        self.name.setText(shown.row.name)
        self.language.setCurrentText(shown.row.language)
        self.subject.setText(shown.row.subject)
        self.words.setPlainText(shown.row.words)
        self.name.setCursorPosition(0)
        self.subject.setCursorPosition(0)
        self._is_filling = False
        self._changed()

    # What is shown

    @property
    def shown(self) -> TemplateRow | None:
        """The template in the form, as kept."""
        return self._shown[self._at].row if 0 <= self._at < len(self._shown) else None

    def read(self) -> LetterTemplateDraft | None:
        """What is written."""
        if self.shown is None:
            return None
        return LetterTemplateDraft(
            self.name.text(),
            self.shown.kind,
            self.language.currentText(),
            self.words.toPlainText(),
            self.subject.text(),
            self.shown.id or None,
        )

    def has_unsaved(self) -> bool:
        """Whether something was typed and not saved."""
        shown, draft = self.shown, self.read()
        if shown is None or draft is None:
            return False
        if self._shown[self._at].is_new:
            return True
        return (draft.name, draft.language, draft.subject, draft.words) != (
            shown.name,
            shown.language,
            shown.subject,
            shown.words,
        )

    def _changed(self) -> None:
        if self._is_filling:
            return
        is_changed = self.has_unsaved()
        self.save.setEnabled(is_changed)
        self.another.setEnabled(not is_changed and self.shown is not None)
        self.remove.setEnabled(self.shown is not None and (bool(self.shown.id) or self._shown[self._at].is_new))
        self._preview()

    def _preview(self) -> None:
        self.form.clear_errors()
        subject, words = self.subject.text(), self.words.toPlainText()
        try:
            letters.check_template(subject, words)
        except UserError as problem:
            self.form.field_row("words").set_error(sentence(problem))
            self.save.setEnabled(False)
            return
        message = letters.fill_message(words, letters.example(Way.MESSAGE))
        self.count.setText(
            _("As a message it has {count} of {limit} letters; a longer one is shortened, never its dates.").format(
                count=len(message), limit=MESSAGE_LIMIT
            )
        )
        values = letters.example(Way.LETTER)
        parts = [message, "———", letters.fill(subject, values), letters.fill(words, values)]
        self.preview.setPlainText("\n\n".join(part for part in parts if part))

    def _insert(self) -> None:
        self.words.insertPlainText(f"{{{self.field.currentData()}}}")
        self.words.setFocus()

    # Changes

    def save_shown(self) -> None:
        """Keep what is written."""
        draft = self.read()
        if draft is None or not self.save.isEnabled():
            return
        self.tell("")
        self.desk.service.do(save_letter_template, draft, on_done=self._take_saved, on_problem=self._refuse, owner=self)

    def _take_saved(self, done: Done[tuple[int, str]]) -> None:
        self._wanted = done.value[0]
        self._shown, self._at = [], -1
        self._asker.ask(list_templates)

    def _refuse(self, problem: Problem) -> None:
        if problem.code == "letter-without-name":
            self.form.show_error("name", sentence(problem))
        else:
            self.show_problem(problem)

    def _add_another(self) -> None:
        """A copy to be put into another language."""
        shown = self.shown
        if shown is None:
            return
        copy = TemplateRow(0, shown.name, shown.kind, "", shown.subject, shown.words)
        self._shown.insert(self._at + 1, _Shown(copy, is_new=True))
        self._fill_list(self._at + 1)
        self.language.setFocus()

    def _remove(self) -> None:
        shown = self.shown
        if shown is None:
            return
        self.tell("")
        if shown.id:
            self._shown, self._at = [], self._at
            self.desk.service.do(remove, shown.id, on_problem=self.show_problem, owner=self)
        else:
            self._shown, self._at = [], -1
            self._asker.ask(list_templates)
