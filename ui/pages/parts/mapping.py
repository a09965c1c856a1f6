"""Stakeholder mapping in the window: the looks at a person or body on its page, the map of a matter on its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from crm.operations.mapping import ABOUT, LookDraft, look_at, take_back_look
from crm.queries.mapping import Look, StakeholderMap, get_map, list_looks
from crm.queries.records import Found, find, get_found
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.mapping import LEVELS, Level, Stance, label, may_read_words, sign
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.form_dialog import FormDialog, combo, day_field, text_box, words_combo
from ui.pages.parts.cards import Folded, LinesCard
from ui.pages.parts.lines import Line
from ui.pages.parts.related import find_person_and_body_choices
from ui.theme import CONTROL_HEIGHT, GRID, small_font
from ui.widgets.buttons import quiet, tool
from ui.widgets.cards import Card
from ui.widgets.cards import label as text_label
from ui.widgets.choices import Choice
from ui.widgets.link import Link
from ui.widgets.record_picker import RecordPicker
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone

NAMES = 66  # pixels of the headings of the rows
_TONES = {
    Stance.OPPOSED: Tone.BAD,
    Stance.SCEPTICAL: Tone.WARNING,
    Stance.SUPPORTIVE: Tone.INFO,
    Stance.CHAMPION: Tone.GOOD,
}


def find_matter_choices(text: str) -> list[Choice]:
    """Issues, plans, petitions, opportunities and topics that the words are found in."""
    return [Choice(one.id, one.name, one.detail) for one in find(text, 60) if one.noun in ABOUT][:8]


def stance_pill(stance: Stance) -> Pill:
    """Where they stand; not set looks like nothing else."""
    return Pill(label(stance), _TONES.get(stance, Tone.NEUTRAL))


def levels_words(look: Look) -> str:
    """“Influence high, interest not set”."""
    return _("Influence {influence}, interest {interest}").format(
        influence=label(look.influence).lower(), interest=label(look.interest).lower()
    )


# --- On the page of a person or body ---------------------------------------------------------------------------------


class LooksCard(LinesCard):
    """The card “Where they stand”: the latest look at each matter, and those before, folded away."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Where they stand"),
            name,
            _("Nobody looked yet: influence, interest and position, by issue and day."),
            _("Say how…"),
            parent,
        )
        self._desk = desk
        self._record_id = 0
        self._asker = Asker(self, desk.service, self._show)
        self._starter = LookStarter(self, desk)
        self.opened.connect(desk.navigator.open_record)
        self.add_wanted.connect(self.ask_look)

    def show_party(self, record_id: int) -> None:
        """Ask how this person or body stands."""
        if record_id != self._record_id:
            self.show_lines([])
        self._record_id = record_id
        self._asker.ask(list_looks, record_id)

    def _show(self, looks: Sequence[Look]) -> None:
        self.show_lines([])
        if not looks:
            return
        self.clear()
        for look in looks:
            if look.is_latest:
                self.add(self._row(look))
        earlier = [look for look in looks if not look.is_latest]
        if earlier:
            words = ngettext("{count} earlier look", "{count} earlier looks", len(earlier))
            folded = Folded(words, f"{self.objectName()}-earlier")
            for look in earlier:
                folded.body.addWidget(self._row(look))
            self.add(folded)
        self.add(text_label(may_read_words(), "muted", f"{self.objectName()}-may-read"))

    def _row(self, look: Look) -> QWidget:
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        said = (levels_words(look), look.effort, look.reason, ", ".join((format_day(look.on), look.by_whom)))
        detail = " · ".join(part for part in said if part)
        noun = look.about_noun if look.about_noun != "topics" else ""
        line = Line(look.about or _("In general"), detail, noun, look.about_id or 0, stance_pill(look.stance))
        across.addWidget(self.add_line(line), 1)
        tip = _("Take back the look of {day}").format(day=format_day(look.on))
        away = tool(Icon.X, tip, f"{self.objectName()}-take-back-{look.id}")
        away.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        away.clicked.connect(partial(self._take_back, look.id))
        across.addWidget(away)
        return holder

    def _take_back(self, look_id: int) -> None:
        self._desk.service.do(take_back_look, look_id)

    def ask_look(self) -> None:
        """Ask how they stand now."""
        self._starter.start(self._record_id, None)


# --- On the page of an issue, plan or petition -----------------------------------------------------------------------


class MapCard(Card):
    """The card “Who stands where”: influence against interest, and apart from it whose place is not set."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Who stands where"), name, parent)
        self._desk = desk
        self._record_id = 0
        self._asker = Asker(self, desk.service, self._show)
        self._starter = LookStarter(self, desk)
        self.look_button = quiet(_("Add to the map…"), f"{name}-add", Icon.PLUS)
        self.look_button.clicked.connect(self.ask_look)
        self.add_header(self.look_button)

    def show_matter(self, record_id: int) -> None:
        """Ask for the map of this record."""
        if record_id != self._record_id:
            self.clear()
        self._record_id = record_id
        self._asker.ask(get_map, record_id)

    def ask_look(self) -> None:
        """Ask who is looked at, and how they stand."""
        self._starter.start(None, self._record_id)

    def _show(self, found: StakeholderMap) -> None:
        self.clear()
        if found.drawn:
            self.add(self._grid(found))
            legend = ", ".join(f"{sign(stance)} {label(stance).lower()}" for stance in tuple(Stance)[1:])
            self._small(_("Up: influence. To the right: interest. {signs}.").format(signs=legend))
        if found.not_set:
            self.add(text_label(_("Influence or interest not set, which is not neutral:"), "muted"))
            for look in found.not_set:
                self.add(self._link(look))
        if found.drawn or found.not_set:
            self._small(_("On no paper. Whoever is named here may ask to read why."))
        else:
            self.add(text_label(_("Nobody is mapped yet: who can do something about it, and who wants to?"), "muted"))

    def _small(self, words: str) -> None:
        line = text_label(words, "muted")
        line.setFont(small_font())
        self.add(line)

    def _grid(self, found: StakeholderMap) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID // 2)
        grid.setColumnMinimumWidth(0, NAMES)
        for at, interest in enumerate(LEVELS, 1):
            grid.addWidget(_heading(interest), len(LEVELS), at, Qt.AlignmentFlag.AlignHCenter)
            grid.setColumnStretch(at, 1)
        for down, influence in enumerate(reversed(LEVELS)):
            grid.addWidget(_heading(influence), down, 0)
            for at, interest in enumerate(LEVELS, 1):
                grid.addWidget(self._cell(found.at(influence, interest)), down, at)
        return holder

    def _cell(self, looks: Sequence[Look]) -> QFrame:
        cell = QFrame()
        cell.setProperty("look", "card")
        column = QVBoxLayout(cell)
        column.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        column.setSpacing(0)
        for look in looks:
            column.addWidget(self._link(look))
        cell.setMinimumHeight(7 * GRID)
        return cell

    def _link(self, look: Look) -> Link:
        link = Link(f"{sign(look.stance)}\N{NO-BREAK SPACE}{look.name}", f"{self.objectName()}-{look.record_id}")
        said = ", ".join((look.name, label(look.stance).lower(), levels_words(look).lower()))
        link.setAccessibleName(said)
        link.setToolTip("\n".join(part for part in (said, look.reason, format_day(look.on)) if part))
        link.setFont(small_font())
        link.followed.connect(partial(self._desk.navigator.open_record, look.noun, look.record_id))
        return link


def _heading(level: Level) -> QWidget:
    made = text_label(label(level), "muted")
    made.setFont(small_font())
    return made


# --- The form --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LookForm:
    """Who and what the form is about, where known, and how they stood last."""

    party: Found | None
    about: Found | None
    last: Look | None


def read_look_form(party_id: int | None, about_id: int | None) -> LookForm:
    """The form of a new look; one at the same matter begins with what was seen last."""
    named = {one.id: one for one in get_found([one for one in (party_id, about_id) if one])}
    looks = list_looks(party_id) if party_id else []
    last = next((look for look in looks if look.is_latest and look.about_id == about_id), None)
    return LookForm(named.get(party_id or 0), named.get(about_id or 0), last)


class LookStarter:
    """Asks what the form needs, then opens it over a card."""

    def __init__(self, card: QWidget, desk: Desk) -> None:
        self._card, self._desk = card, desk
        self._asker = Asker(card, desk.service, self._open)

    def start(self, party_id: int | None, about_id: int | None) -> None:
        """Open the form."""
        self._asker.ask(read_look_form, party_id, about_id)

    def _open(self, facts: LookForm) -> None:
        LookDialog(self._card.window(), self._desk, facts).open()


class LookDialog(FormDialog):
    """How somebody stands; a new look never changes the one before."""

    places: ClassVar[Mapping[str, str]] = {
        "mapping-empty": "influence",
        "id-number-in-text": "reason",
        "made-in-future": "on",
    }

    def __init__(self, parent: QWidget, desk: Desk, facts: LookForm) -> None:
        self.facts = facts
        super().__init__(parent, desk, _("Where they stand"), "look", _("Save"))
        (self.influence if facts.party else self.party).setFocus()

    def build(self) -> None:
        """Whom, about what, how they stand, and why we see it so."""
        facts, last, service = self.facts, self.facts.last, self.desk.service
        self.party = RecordPicker(service, find_person_and_body_choices, "look-party", _("Person or organisation"))
        self.about = RecordPicker(service, find_matter_choices, "look-about", _("In general, or an issue, plan …"))
        for picker, found in ((self.party, facts.party), (self.about, facts.about)):
            picker.set_choice(Choice(found.id, found.name) if found else None)
        levels = {one.value: label(one) for one in Level}
        self.influence = combo("look-influence", levels, last.influence if last else "")
        self.interest = combo("look-interest", levels, last.interest if last else "")
        self.stance = combo("look-stance", {one.value: label(one) for one in Stance}, last.stance if last else "")
        efforts = [_("None for now"), _("Keep informed"), _("Meet regularly"), _("Work closely")]
        self.effort = words_combo("look-effort", efforts, last.effort if last else "")
        self.reason = text_box("look-reason", "", _("What they said or did; only what you would say to them"), lines=2)
        self.on = day_field("look-on", clock.today(), clock.today(), is_past=True)
        self.form.side_by_side(("party", _("Who"), self.party), ("about", _("About"), self.about))
        self.form.side_by_side(
            ("influence", _("Influence"), self.influence),
            ("interest", _("Interest"), self.interest),
            ("stance", _("Position"), self.stance),
        )
        self.form.row("reason", _("Why we see it so"), self.reason, may_read_words(), is_optional=True)
        self.form.side_by_side(("effort", _("What we put into it"), self.effort), ("on", _("On"), self.on))

    def check(self) -> bool:
        """Somebody must be chosen, and the day be understood."""
        if not self.party.record_id:
            self.form.show_error("party", _("Choose the person or body from the list that opens while you type."))
            return False
        return self.check_day("on", self.on)

    def save(self) -> None:
        """Keep the look."""
        self.do(
            look_at,
            LookDraft(
                self.party.record_id,
                self.about.record_id or None,
                self.on.day,
                str(self.influence.currentData()),
                str(self.interest.currentData()),
                str(self.stance.currentData()),
                self.effort.currentText(),
                self.reason.toPlainText(),
            ),
        )
