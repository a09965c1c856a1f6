"""The small cards of a person's page: offices, about them, privacy."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm.queries.checking import Checked
from crm.queries.offices import Office
from crm.queries.people import PersonPage
from crm.rules import privacy
from crm.rules.dates import format_day
from resources.translations import _, ngettext
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.parts.cards import Folded, LinesCard
from ui.pages.parts.checked import add_checked
from ui.pages.parts.lines import Line, RecordLine
from ui.pages.parts.words import confidentiality_words, office_detail
from ui.pages.people.rights import fill_menu, menu_button
from ui.widgets.buttons import quiet, tool
from ui.widgets.cards import Card, label


def office_line(office: Office) -> Line:
    """An office in two lines; it opens the body."""
    return Line(office.title, office_detail(office), "organisations", office.organisation_id, glyph=Icon.BANK)


class OfficesCard(LinesCard):
    """What they hold now; what they held stays folded away."""

    replace_wanted = Signal()
    letter_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Offices"), "person-offices", _("No office now. Edit to add one."), "", parent)
        self.replace_button = quiet(_("Replace…"), "person-offices-replace", Icon.SWAP)
        self.replace_button.setToolTip(_("Who comes in their place, and what becomes of each promise (Ctrl+H)"))
        self.replace_button.clicked.connect(self.replace_wanted)
        self.add_header(self.replace_button)
        tip = _("Letter to a new holder: who we are, what the office undertook, what we owe it")
        letter = tool(Icon.ENVELOPE_SIMPLE, tip, "person-offices-letter")
        letter.clicked.connect(self.letter_wanted)
        self.header.add(letter)

    def show_offices(self, person: PersonPage) -> None:
        """Show these."""
        self.show_lines([office_line(office) for office in person.current])
        if not person.past:
            return
        count = len(person.past)
        folded = Folded(ngettext("{count} past office", "{count} past offices", count), "person-past-offices")
        for office in person.past:
            line = RecordLine(office_line(office), f"person-past-office-{office.role_id}")
            line.opened.connect(self.opened)
            folded.body.addWidget(line)
        self.add(folded)


class AboutCard(Card):
    """Summary, topics and tags, languages, access needs, other names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("About them"), "person-about", parent)

    def show_person(self, person: PersonPage) -> None:
        """Show what is known; hides when nothing is."""
        self.clear()
        facts = (
            ("", person.summary),
            (_("Topics"), ", ".join(name for _id, name in person.topics)),
            (_("Tags"), ", ".join(person.tags)),
            (_("Languages"), person.languages),
            (_("Access needs"), person.access_needs),
            (_("Known as"), person.known_as),
            (_("Other names"), ", ".join(person.other_names)),
        )
        known = [(what, words) for what, words in facts if words]
        for what, words in known:
            add_fact(self, what, words)
        self.setVisible(bool(known))


class PrivacyCard(Card):
    """Why we hold this, where it is from, and when it was last checked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Privacy"), "person-privacy", parent)
        self._desk = desk
        self.more = tool(Icon.DOTS_THREE, _("What they say about it, and what they were told"), "person-privacy-more")
        self.menu = menu_button(self.more)
        self.header.add(self.more)

    def show_person(self, person: PersonPage, checked: Checked) -> None:
        """Show it."""
        self.clear()
        fill_menu(self.menu, self, self._desk, person)
        if person.standing.lacks:
            self.add(
                label(_("Still missing: {what}.").format(what=person.standing.lacks), "error", "person-privacy-lacks")
            )
        add_fact(self, _("Ground"), privacy.label(person.ground) or _("not recorded yet"))
        if person.special_ground:
            add_fact(self, _("Special information"), privacy.label(person.special_ground))
        since = format_day(person.ground_on) if person.ground_on else ""
        where = ", ".join(part for part in (person.ground_source or person.source, since) if part)
        add_fact(self, _("From"), where or _("not recorded yet"))
        add_fact(self, _("Confidentiality"), confidentiality_words(person.confidentiality))
        if person.is_at_risk:
            add_fact(self, "", _("Could be harmed: outside it is covered who spoke."))
        told = format_day(person.notice_on) if person.notice_on else _("not yet")
        how = ", ".join(part for part in (told, person.notice_how) if part)
        add_fact(self, _("Told what we hold"), how)
        if person.keep_until:
            kept = _("until {day}, because {why}").format(day=format_day(person.keep_until), why=person.keep_reason)
            add_fact(self, _("Kept"), kept)
        add_checked(self, self._desk, person.id, checked, "person")


def add_fact(card: Card, what: str, words: str) -> None:
    """“Languages: Setswana, Afrikaans”."""
    card.add(label(f"{what}: {words}" if what else words))
