"""The second part of the form: what becomes of each promise, and what goes over to the newcomer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crm.operations.replacements import ReplacementDraft, summary
from crm.queries.replacements import Part, PromiseAtStake, Replacement
from crm.rules.commitments import OnChangeOfOffice as Fate
from crm.rules.commitments import label as fate_label
from resources.translations import _, ngettext
from ui.background.service import Service
from ui.pages.commitments.form_dialog import combo
from ui.pages.commitments.looks import quoted
from ui.pages.parts.finding import find_party_choices
from ui.theme import GAP, GRID, PADDING, small_font
from ui.widgets.cards import SectionHeader, clear_layout, label
from ui.widgets.choices import Choice
from ui.widgets.forms import FormRow
from ui.widgets.record_picker import RecordPicker

LETTERS = 120
WIDEST_CHOICE = 190


class Tick(QWidget):
    """A box with words beside it that wrap; a click on the words ticks it too."""

    def __init__(self, words: str, name: str, is_on: bool) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setObjectName(name)
        self.box.setAccessibleName(words)
        self.box.setChecked(is_on)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        said = QLabel(words)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        row.addWidget(said, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on it ticks it."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.toggle()


class PromiseRow(QWidget):
    """One open promise, why it is suggested what is, and the choice."""

    changed = Signal()

    def __init__(self, promise: PromiseAtStake, has_post: bool) -> None:
        super().__init__()
        self.promise = promise
        choices = {fate.value: fate_label(fate) for fate in Fate if has_post or fate is not Fate.PASSES_TO_POST}
        self.fate: QComboBox = combo(f"replace-fate-{promise.id}", choices, promise.suggested.value)
        said = _("What becomes of {reference}: {words}")
        self.fate.setAccessibleName(said.format(reference=promise.reference, words=promise.words))
        self.fate.setFixedWidth(WIDEST_CHOICE)
        self._why = label("", "muted", f"replace-why-{promise.id}")
        self._why.setFont(small_font())
        owed = _(" · owed to them") if promise.is_owed_to_leaver else ""
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addWidget(label(f"{promise.reference}  {quoted(promise.words, LETTERS)}{owed}"))
        words.addWidget(self._why)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(PADDING)
        row.addLayout(words, 1)
        row.addWidget(self.fate, 0, Qt.AlignmentFlag.AlignTop)
        self.fate.currentIndexChanged.connect(self._tell)
        self._say_why()

    def _tell(self) -> None:
        self._say_why()
        self.changed.emit()

    def _say_why(self) -> None:
        is_suggested = self.fate.currentData() == self.promise.suggested.value
        why = _("Suggested: {reason}.").format(reason=self.promise.reason) if is_suggested else _("As you decide.")
        self._why.setText(f"{self.promise.sentence} {why}")


class Preview(QWidget):
    """Everything that a replacement touches, with the choices; `summarised` carries the sentence above the button."""

    summarised = Signal(str)

    def __init__(self, service: Service) -> None:
        super().__init__()
        self._preview: Replacement | None = None
        self._draft: ReplacementDraft | None = None
        self._comes = ""
        self._rows: list[PromiseRow] = []
        self._ticks: dict[str, dict[int, QCheckBox]] = {}
        self.party = RecordPicker(service, find_party_choices, "replace-holder-party", _("Party"))
        self._party_row = FormRow(_("&Party of the newcomer, for the seat"), self.party, "replace-holder-party")
        self._column = QVBoxLayout()
        self._column.setSpacing(GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, PADDING, 0)
        column.setSpacing(GAP)
        column.addWidget(self._party_row)
        column.addLayout(self._column)
        column.addStretch(1)

    def show_preview(self, preview: Replacement, draft: ReplacementDraft, comes: str) -> None:
        """Show what it touches, as suggested."""
        self._preview, self._comes = preview, comes
        self._draft = draft
        clear_layout(self._column)
        self._rows, self._ticks = [], {}
        self._party_row.setVisible(preview.party_id is not None and draft.is_known)
        self.party.set_choice(Choice(preview.party_id, preview.party) if preview.party_id else None)
        self._show_promises(preview)
        for key, title, parts in (
            ("other_roles", _("Other offices that end too"), preview.other_roles),
            ("doors", _("Ways in that change"), preview.doors),
            ("engagements", _("Planned engagements that go over"), preview.engagements),
            ("focal_points", _("Agreements that get another focal person"), preview.focal_points),
            ("steps", _("Steps of plans that go over"), preview.steps),
        ):
            self._show_parts(key, title, parts, getattr(draft, key))
        if not self._rows and not self._ticks and not preview.waiting:
            self._column.addWidget(label(_("No open promise, way in or planned engagement hangs on it."), "muted"))
        self._tell()

    def _show_promises(self, preview: Replacement) -> None:
        if preview.promises:
            self._head(_("What becomes of each open promise"), "replace-promises")
        for promise in preview.promises:
            row = PromiseRow(promise, preview.start.post_id is not None)
            row.changed.connect(self._tell)
            self._rows.append(row)
            self._column.addWidget(row)
        if preview.waiting:
            count = len(preview.waiting)
            words = ngettext("{count} promise goes with the post", "{count} promises go with the post", count)
            self._head(words, "replace-waiting")
        for _id, reference, words in preview.waiting:
            self._column.addWidget(label(f"{reference}  {quoted(words, LETTERS)}", "muted"))

    def _show_parts(self, key: str, title: str, parts: Sequence[Part], chosen: set[int]) -> None:
        if not parts:
            return
        name = key.replace("_", "-")
        self._head(title, f"replace-{name}")
        self._ticks[key] = {}
        for part in parts:
            tick = Tick(part.words, f"replace-{name}-{part.id}", part.id in chosen)
            tick.box.toggled.connect(self._tell)
            self._ticks[key][part.id] = tick.box
            self._column.addWidget(tick)

    def _head(self, text: str, name: str) -> None:
        header = SectionHeader(text, name)
        header.setContentsMargins(0, GAP, 0, 0)
        self._column.addWidget(header)

    def read(self) -> ReplacementDraft:
        """The draft with what was chosen. Only after `show_preview`."""
        draft = self._draft
        if draft is None:
            raise RuntimeError("read before a preview was shown")
        draft.fates = {row.promise.id: str(row.fate.currentData()) for row in self._rows}
        for key, boxes in self._ticks.items():
            setattr(draft, key, {part_id for part_id, box in boxes.items() if box.isChecked()})
        if self._party_row.isVisibleTo(self):
            draft.party_id = self.party.record_id or None
        return draft

    def take_focus(self) -> bool:
        """Onto the first choice; False when there is none."""
        choices: list[QWidget] = [row.fate for row in self._rows]
        choices += [box for boxes in self._ticks.values() for box in boxes.values()]
        if self._party_row.isVisibleTo(self):
            choices.insert(0, self.party.line)
        if choices:
            holder = choices[0].parentWidget()
            if holder is not None:
                holder.show()  # layouts show what is new a moment later, and what is hidden takes no focus
            choices[0].setFocus()
        return bool(choices)

    def _tell(self) -> None:
        if self._preview is not None:
            self.summarised.emit(summary(self.read(), self._preview, self._comes))
