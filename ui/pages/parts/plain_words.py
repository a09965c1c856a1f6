"""What a community is told of a record, in its languages: the card on its page, and the form of one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from crm.operations.plain_words import say_plainly
from crm.queries.plain_words import Told, get_plain_words, list_plain_languages
from crm.rules.languages import language_name, written
from crm.rules.plain_words import MOST_LETTERS, PARTS, Part, label, wanted_parts
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.form_dialog import FormDialog, combo, line, text_box
from ui.pages.parts.cards import LinesCard
from ui.pages.parts.lines import Line
from ui.widgets.cards import label as text_label


@dataclass(frozen=True)
class PlainWhole:
    """The sentences of a record, and the languages written in so far with who wrote last in each."""

    told: Told
    used: Sequence[tuple[str, str]]


def read_plain(record_id: int) -> PlainWhole:
    """All that the card shows."""
    return PlainWhole(get_plain_words(record_id), list_plain_languages())


class PlainWordsCard(LinesCard):
    """The card “In plain words”: each language with its sentences, and who wrote them."""

    def __init__(self, desk: Desk, name: str, noun: str) -> None:
        super().__init__(
            _("In plain words"),
            name,
            _("Nothing yet: one sentence in the language of the community, for the report-back."),
            _("Say it plainly…"),
        )
        self._desk = desk
        self._noun = noun
        self._record_id = 0
        self._whole = PlainWhole({}, ())
        self._asker = Asker(self, desk.service, self._show)
        self._rows: list[tuple[str, Part]] = []
        self.add_wanted.connect(self.write)
        self.opened.connect(self._change)

    def show_record(self, record_id: int) -> None:
        """Ask what is told of this record."""
        if record_id != self._record_id:
            self.show_lines([])
        self._record_id = record_id
        self._asker.ask(read_plain, record_id)

    def _show(self, whole: PlainWhole) -> None:
        self._whole = whole
        self._rows = []
        self.show_lines([])
        if whole.told:
            self.clear()
        wanted = wanted_parts(self._noun, whole.told)
        for language, parts in whole.told.items():
            self.add_words(language_name(language))
            for part in wanted:
                said = parts.get(part)
                detail = (label(part), said.by_whom if said else "")
                glyph = Icon.CHAT_CIRCLE_TEXT if said else Icon.WARNING_CIRCLE
                words = said.words if said else _("Not yet written")
                self._rows.append((language, part))
                self.add_line(Line(words, " · ".join(filter(None, detail)), glyph=glyph, record_id=len(self._rows)))

    def write(self) -> None:
        """Write in a language: the one used last."""
        used = self._whole.used
        self._open(used[0][0] if used else "", None)

    def _change(self, _noun: str, number: int) -> None:
        self._open(*self._rows[number - 1])

    def _open(self, language: str, part: Part | None) -> None:
        PlainWordsDialog(self.window(), self._desk, self._record_id, self._noun, self._whole, language, part).open()


class PlainWordsDialog(FormDialog):
    """The sentences of one language."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        record_id: int,
        noun: str,
        whole: PlainWhole,
        language: str = "",
        part: Part | None = None,
    ) -> None:
        self._record_id = record_id
        self._parts = PARTS[noun]
        self._whole = whole
        self._at_first = language
        super().__init__(parent, desk, _("In plain words"), "plain-words", _("Save"))
        self._fill()
        self.language.currentIndexChanged.connect(self._fill)
        (self.boxes[part] if part else self.language).setFocus()

    def build(self) -> None:
        """The language, a sentence for each part, and who wrote them."""
        used = [code for code, _by in self._whole.used]
        codes = [*used, *(each.code for each in written() if each.code not in used)]
        self.language = combo("plain-words-language", {code: language_name(code) for code in codes}, self._at_first)
        self.form.row("language", _("&Language"), self.language)
        hint = _("One sentence each, of at most {count} letters, that names nobody.").format(count=MOST_LETTERS)
        self.form.add(text_label(hint, "muted", "plain-words-hint"))
        self.boxes = {part: text_box(f"plain-words-{part.value}", lines=2) for part in self._parts}
        for part, box in self.boxes.items():
            self.form.row(part.value, label(part), box)
            box.textChanged.connect(self._typed)
        self.by_whom = line("plain-words-by", "", _("You, unless somebody is named"))
        self.form.row("by", _("&Who wrote it"), self.by_whom, is_optional=True)

    def _fill(self) -> None:
        code = str(self.language.currentData())
        told = self._whole.told.get(code, {})
        for part, box in self.boxes.items():
            box.setPlainText(told[part].words if part in told else "")
        self.by_whom.setText(dict(self._whole.used).get(code, "") if not told else "")
        self.language.setEnabled(True)
        self.fit()

    def _typed(self) -> None:
        """What is typed in one language is saved before another is chosen."""
        self.language.setEnabled(not self._changed())

    def _changed(self) -> dict[str, str]:
        """The sentences that are not as they are kept."""
        told = self._whole.told.get(str(self.language.currentData()), {})
        written_now = {part: " ".join(box.toPlainText().split()) for part, box in self.boxes.items()}
        before = {part: told[part].words if part in told else "" for part in self.boxes}
        return {part.value: words for part, words in written_now.items() if words != before[part]}

    def check(self) -> bool:
        """None is too long, and something was written."""
        changed = self._changed()
        for part, words in changed.items():
            over = len(words) - MOST_LETTERS
            if over > 0:
                said = ngettext(
                    "{count} letter too many: say it shorter.", "{count} letters too many: say it shorter.", over
                )
                self.form.show_error(part, said)
                self.show_place(part)
                return False
        if not changed:
            super().reject()
        return bool(changed)

    def save(self) -> None:
        """Write them."""
        self.do(say_plainly, self._record_id, self.language.currentData(), self._changed(), self.by_whom.text())

    def reject(self) -> None:
        """Leave; asks first when something was written."""
        if self._changed():
            self.ask_to_leave(_("These sentences are not kept yet."), super().reject)
        else:
            super().reject()
