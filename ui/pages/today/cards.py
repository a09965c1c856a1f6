"""The cards of Today: the sentences on top, and lists of lines that hide while they are empty."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from crm.queries.commitments import CommitmentRow
from crm.queries.engagements import EngagementRow
from crm.queries.records import Found
from crm.queries.today import Today
from crm.queries.vacancies import Vacancy
from crm.rules.commitments import Lateness, label
from crm.rules.dates import format_day
from resources.translations import _, ngettext
from ui.icons import OF_NOUN, Icon
from ui.pages.commitments.looks import ARROWS, lateness_pill, other_party, party_words, quoted
from ui.pages.today.lines import Line
from ui.theme import GRID, PADDING
from ui.widgets.buttons import quiet
from ui.widgets.cards import Card, clear_layout
from ui.widgets.cards import label as text_label

LETTERS = 90
LONG = 74  # letters of a sentence that fits on the smallest screen
KEPT_WORDS = 8  # at the end of a long sentence: what happened since when, and the question
BESIDE_WORDS = 12 * GRID  # of a button: its icon and its edges


class SentencesCard(Card):
    """Sentences that can be pressed; each goes where it is done."""

    wanted = Signal(str)  # what the sentence is about

    def __init__(self, title: str, name: str) -> None:
        super().__init__(title, name)
        self.said = QVBoxLayout()
        self.said.setSpacing(0)
        self.body.addLayout(self.said)
        self.body.addStretch(1)

    def show_sentences(self, said: Sequence[tuple[str, str]], nothing: str = "") -> None:
        """Replace what is said: (what it is about, the sentence)."""
        had_focus = next((button.objectName() for button in self._buttons() if button.hasFocus()), "")
        clear_layout(self.said)
        for about, sentence in said:
            self.said.addWidget(self._button(about, sentence))
        self._cut()
        if nothing and not said:
            self.said.addWidget(text_label(nothing, name=f"{self.objectName()}-nothing"))
        if had_focus:
            self.take_focus(had_focus)

    def _button(self, about: str, sentence: str) -> QPushButton:
        button = quiet(sentence, f"next-{about}", Icon.ARROW_RIGHT)
        button.setProperty("about", about)
        button.setStyleSheet("text-align: left; padding-left: 2px; min-height: 26px;")
        if len(sentence) > LONG:
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setToolTip(sentence)
        button.clicked.connect(self._press)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A sentence with a long name in it is cut to the room there is; its tool tip is the whole."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        for button in self._buttons():
            whole = button.accessibleName()
            if len(whole) > LONG:
                words = whole.split(" ")
                begin, end = " ".join(words[:-KEPT_WORDS]), " ".join(words[-KEPT_WORDS:])
                metrics = button.fontMetrics()
                room = self.contentsRect().width() - 2 * PADDING - BESIDE_WORDS - metrics.horizontalAdvance(f" {end}")
                button.setText(f"{metrics.elidedText(begin, Qt.TextElideMode.ElideRight, room)} {end}")

    def take_focus(self, name: str = "") -> bool:
        """Put the keyboard on this sentence, or the first; False when there is none."""
        buttons = self._buttons()
        named = [button for button in buttons if button.objectName() == name] or buttons
        if named:
            named[0].show()  # layouts show what is new a moment later, and what is hidden takes no focus
            named[0].setFocus()
        return bool(named)

    def _buttons(self) -> list[QPushButton]:
        found = [self.said.itemAt(at) for at in range(self.said.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [widget for widget in widgets if isinstance(widget, QPushButton)]

    def _press(self) -> None:
        button = self.sender()
        if button is not None:
            self.wanted.emit(str(button.property("about")))


def quiet_sentences(today: Today) -> list[tuple[str, str]]:
    """What is less pressing, in the same shape as `sentences`; short, for the narrow card."""
    said = (
        (
            "incomplete",
            today.incomplete,
            ngettext(
                "{count} promise is incomplete. Fill it in.",
                "{count} promises are incomplete. Fill them in.",
                today.incomplete,
            ),
        ),
        (
            "terms_ending",
            len(today.terms_ending),
            ngettext(
                "{count} term of office ends. Ask who comes.",
                "{count} terms of office end. Ask who comes.",
                len(today.terms_ending),
            ),
        ),
        (
            "unverified",
            today.unverified,
            ngettext(
                "{count} record is not verified. Ring.",
                "{count} records are not verified. Ring.",
                today.unverified,
            ),
        ),
        (
            "to_take_out",
            today.to_take_out,
            ngettext(
                "{count} name is to be taken out. Look.",
                "{count} names are to be taken out. Look.",
                today.to_take_out,
            ),
        ),
        ("last_copy", int(today.last_copy.is_old), _copy_sentence(today)),
        ("officer", int(today.needs_officer), _("No information officer is named. Name one.")),
        ("recovery_sheet", int(today.needs_recovery_sheet), _("There is no recovery sheet. Print one.")),
    )
    return [(about, sentence) for about, count, sentence in said if count]


def _copy_sentence(today: Today) -> str:
    made_on = today.last_copy.on
    if made_on is None:
        return _("There is no copy off this computer. Make one.")
    days = (today.on - made_on).days
    return ngettext(
        "The last copy off this computer is {count} day old. Make one.",
        "The last copy off this computer is {count} days old. Make one.",
        days,
    )


class ListCard(Card):
    """Lines under a title with their number; gone while there are none."""

    line_pressed = Signal(object)
    action_wanted = Signal(object, str)
    line_reached = Signal(object)
    all_wanted = Signal(str)

    def __init__(self, title: str, about: str) -> None:
        super().__init__(title, f"today-{about.replace('_', '-')}")
        self._title = title
        self._about = about
        self.lines: list[Line] = []
        self.body.setSpacing(GRID // 2)
        self._all = quiet("", f"show-all-{about.replace('_', '-')}")
        self._all.clicked.connect(self._want_all)
        self.add_header(self._all)
        self.hide()

    def show_lines(self, lines: Sequence[Line], count: int) -> None:
        """Replace what is shown; `count` is how many there are in all."""
        self.clear()
        self.lines = list(lines)
        for line in lines:
            line.pressed.connect(self.line_pressed)
            line.action_wanted.connect(self.action_wanted)
            line.arrived.connect(self.line_reached)
            self.add(line)
        self.header.set_text(f"{self._title} ({count})")
        self._all.setText(_("Show all {count}").format(count=count))
        self._all.setAccessibleName(f"{self._title}: {self._all.text()}")
        self._all.setVisible(count > len(lines))
        self.setVisible(bool(lines))

    def _want_all(self) -> None:
        self.all_wanted.emit(self._about)


def commitment_line(row: CommitmentRow, said: tuple[Lateness, ...] = (), not_to_be_used: Collection[int] = ()) -> Line:
    """Who, the exact words, how late in one sentence, and what is done most.

    `said`: what the card's title says of its lines already, so that no pill repeats it. Of somebody `not_to_be_used` it
    says that the office is asked.
    """
    title = f"{party_words(other_party(row))}: {quoted(row.words, LETTERS)}"
    pill = None if row.lateness in said else lateness_pill(row)
    is_stopped = bool({row.bound_id, row.maker_id, row.owed_to_id} & set(not_to_be_used))
    sentence = f"{_('Not to be used: turn to the office.')} {row.sentence}" if is_stopped else row.sentence
    line = Line(f"commitment-line-{row.id}", row.id, title, sentence, ARROWS[row.direction], pill)
    line.setToolTip(label(row.direction))
    line.setProperty("noun", "commitments")
    line.add_button("follow-up", _("Follow up"), _("Follow up (F)"))
    line.add_button("move-date", _("Move date"), _("Move date (M)"))
    line.add_button("kept", _("Kept"), _("Kept (K)"))
    line.setAccessibleDescription(_("Enter opens it. F: follow up. M: move date. K: kept. S: snooze."))
    return line


def engagement_line(row: EngagementRow, today: date, *, is_to_close: bool = False) -> Line:
    """What, when and with whom; a held one can be closed out."""
    day = _("Today") if row.on_day == today else f"{row.on_day:%A} {format_day(row.on_day)}"
    detail = " · ".join(part for part in (f"{day} {row.start_time}".strip(), row.organisation, row.venue) if part)
    line = Line(f"engagement-line-{row.id}", row.id, row.title, detail, Icon.CALENDAR_CHECK)
    line.setProperty("noun", "engagements")
    if is_to_close:
        line.add_button("close-out", _("Close out"))
    else:
        line.add_button("brief", _("Prepare brief"), _("Prepare brief (B)"))
        line.setAccessibleDescription(_("Enter opens it. B: prepare brief."))
    return line


def found_line(found: Found) -> Line:
    """Any other record whose next look has come."""
    line = Line(f"record-line-{found.id}", found.id, found.name, found.detail, OF_NOUN.get(found.noun, Icon.EYE))
    line.setProperty("noun", found.noun)
    return line


def vacancy_line(number: int, vacancy: Vacancy) -> Line:
    """What waits for a name; Enter names it."""
    line = Line(f"vacancy-line-{number}", vacancy.record_id, vacancy.sentence, vacancy.detail, Icon.USER_PLUS)
    line.setProperty("noun", vacancy.noun)
    line.setProperty("vacancy", number)
    if vacancy.seats > 1:
        line.add_button("bring-in", _("Bring in the list"), _("Bring in the list of new members"))
    if vacancy.start.is_vacant:
        line.add_button("name-holder", _("Name the holder"), _("Name the holder (Enter or Ctrl+H)"))
    return line


def term_line(organisation_id: int, words: str, end: date, today: date) -> Line:
    """A term that ends soon, or just ended."""
    detail = (_("Ended {day}") if end < today else _("Ends {day}")).format(day=format_day(end))
    line = Line(f"term-line-{organisation_id}", organisation_id, words, detail, Icon.BANK)
    line.setProperty("noun", "organisations")
    line.setProperty("body", words.partition(", ")[2])
    if end < today:
        line.add_button("end-term", _("End the term…"), _("Who leaves, and what becomes of each promise"))
    return line
