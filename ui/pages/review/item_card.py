"""The record of the Review, large enough to read while holding a phone: what was said, how late, and whom to ring."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crm.queries.contacts import Contact
from crm.queries.reaching import Caller, Reach
from crm.queries.review_items import AskedBefore, ReviewItem
from crm.rules import life_cycles
from crm.rules.commitments import label
from crm.rules.dates import format_day
from crm.rules.review import Kind, kind_words
from resources.translations import _, ngettext
from ui.pages.commitments.looks import lateness_pill_of, quoted
from ui.theme import GAP, GRID, PADDING, heading_font
from ui.widgets.cards import clear_layout
from ui.widgets.cards import label as text_label
from ui.widgets.link import Link
from ui.widgets.status import Status, StatusPill, Tone

WORDS_POINTS, SENTENCE_POINTS, NUMBER_POINTS = 16, 11.5, 15
NUMBERS = 3


class ItemCard(QFrame):
    """Takes the keyboard; Enter opens the record. Letters and arrows go to the page."""

    open_wanted = Signal()
    skip_wanted = Signal()
    back_wanted = Signal()
    clause_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("review-card")
        self.setProperty("look", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING, PADDING - GRID, PADDING, PADDING)
        row.setSpacing(PADDING + GAP)
        self._words, self._reach = QVBoxLayout(), QVBoxLayout()
        for column, share in ((self._words, 3), (self._reach, 2)):
            column.setSpacing(GAP)
            row.addLayout(column, share)

    def show_item(self, item: ReviewItem, partner: Reach | None = None) -> None:
        """Another record; `partner`: the one whose round it is, which may be asked too."""
        clear_layout(self._words)
        clear_layout(self._reach)
        self._show_words(item)
        self._show_reach(item)
        if partner is not None and partner.rings.id != item.reach.rings.id:
            self._reach.insertWidget(
                self._reach.count() - 1, text_label(partner_words(partner), name="review-ask-partner")
            )
        self.setAccessibleName(described(item))

    # What was said

    def _show_words(self, item: ReviewItem) -> None:
        self._words.addWidget(self._head(item))
        words = text_label(quoted(item.title) if item.kind is Kind.COMMITMENT else item.title, name="review-title")
        words.setFont(heading_font(WORDS_POINTS))
        self._words.addWidget(words)
        if item.translation:
            self._words.addWidget(text_label(quoted(item.translation), "muted", "review-translation"))
        sentence = text_label(item.sentence, name="review-sentence")
        sentence.setFont(heading_font(SENTENCE_POINTS))
        self._words.addWidget(sentence)
        for line in lines_below(item):
            self._words.addWidget(text_label(line, "muted"))
        if item.clause and item.clause_id:
            link = Link(item.clause, "review-clause")
            link.followed.connect(partial(self.clause_wanted.emit, item.clause_id))
            self._words.addWidget(link)
        self._words.addStretch(1)

    def _head(self, item: ReviewItem) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(StatusPill(pill_of(item), name="review-pill"))
        about = text_label(" · ".join(part for part in head_words(item) if part), "muted", "review-head")
        row.addWidget(about, 1)
        return holder

    # Whom to ring

    def _show_reach(self, item: ReviewItem) -> None:
        reach = item.reach
        if not reach.rings.name:
            self._reach.addWidget(text_label(_("Nobody is named whom one could ask."), "muted", "review-nobody"))
            self._reach.addStretch(1)
            return
        self._reach.addWidget(text_label(_("Speak to"), "muted"))
        name = text_label(reach.rings.name, name="review-speak-to")
        name.setFont(heading_font(11.5))
        self._reach.addWidget(name)
        for words in about_caller(reach):
            self._reach.addWidget(text_label(words, "muted"))
        if wish := reach.principal.do_not_phone or reach.rings.do_not_phone:
            self._reach.addWidget(text_label(wish, "error", "review-do-not-phone"))
        self._show_numbers(reach)
        self._reach.addStretch(1)

    def _show_numbers(self, reach: Reach) -> None:
        numbers = reach.rings.numbers or reach.principal.numbers
        if not numbers:
            self._reach.addWidget(text_label(_("No number is known."), "muted", "review-no-number"))
        for at, number in enumerate(numbers[:NUMBERS]):
            shown = text_label(number_words(number), name=f"review-number-{at}")
            if at == 0:
                shown.setFont(heading_font(NUMBER_POINTS))
            self._reach.addWidget(shown)
            self._reach.addWidget(text_label(checked_words(number), "muted"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space and → go on, ← goes back."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_wanted.emit()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Right) and not event.modifiers():
            self.skip_wanted.emit()
        elif key == Qt.Key.Key_Left and not event.modifiers():
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)


# --- Words -----------------------------------------------------------------------------------------------------------


def pill_of(item: ReviewItem) -> Status:
    """What the calendar says of a promise, else where the record stands."""
    if item.lateness is not None and item.keys:
        return lateness_pill_of(item.lateness)
    return Status(life_cycles.label(item.status) or kind_words(item.kind), Tone.INFO)


def head_words(item: ReviewItem) -> tuple[str, ...]:
    """What it is, in short."""
    direction = label(item.direction) if item.direction is not None else ""
    owner = _("our owner: {name}").format(name=item.owner) if item.owner else ""
    return kind_words(item.kind), item.reference, direction, owner


def lines_below(item: ReviewItem) -> list[str]:
    """The last movement, and when we asked before."""
    lines = []
    if item.last_movement and item.last_movement_on:
        when = format_day(item.last_movement_on)
        lines.append(_("Last movement {day}: {words}").format(day=when, words=item.last_movement))
    if item.asked_before:
        asked = "; ".join(asked_words(one) for one in item.asked_before)
        times = ngettext("Asked {count} time", "Asked {count} times", item.follow_ups)
        lines.append(f"{times}: {asked}")
    return lines


def asked_words(asked: AskedBefore) -> str:
    """“12 Nov, phone: no answer”."""
    when = ", ".join(part for part in (format_day(asked.on), asked.channel) if part)
    return f"{when}: {asked.answer or _('no answer')}"


def about_caller(reach: Reach) -> list[str]:
    """The office of whoever rings, and for whom a gatekeeper speaks."""
    lines = [reach.rings.office]
    if reach.via is not None:
        lines.append(_("for {name}").format(name=_with_office(reach.principal)))
        lines.append(reach.via_note)
    return [line for line in lines if line]


def partner_words(partner: Reach) -> str:
    """“Or ask Ms Ntshinga, 082 000 0120, at the partner”."""
    rings = partner.rings
    parts = [rings.name, rings.numbers[0].value if rings.numbers else ""]
    asked = ", ".join(part for part in parts if part)
    return _("Or ask the partner: {name}").format(name=asked)


def _with_office(caller: Caller) -> str:
    return ", ".join(part for part in (caller.name, caller.office) if part)


def number_words(number: Contact) -> str:
    """The number, with what it is."""
    return f"{number.value} ({number.label})" if number.label else number.value


def checked_words(number: Contact) -> str:
    """How old the number is."""
    if number.checked_on is None:
        return _("number not checked yet")
    return _("checked {day}").format(day=format_day(number.checked_on))


def described(item: ReviewItem) -> str:
    """The whole card read aloud."""
    reach = item.reach
    numbers = reach.rings.numbers or reach.principal.numbers
    parts = [
        ", ".join(part for part in head_words(item) if part),
        item.title,
        item.sentence,
        _("Speak to {name}").format(name=reach.rings.name) if reach.rings.name else "",
        *about_caller(reach),
        number_words(numbers[0]) if numbers else "",
        *lines_below(item),
    ]
    return ". ".join(part.rstrip(".") for part in parts if part)
