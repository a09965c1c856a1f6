"""Everyone the workspace knows, or who held office on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from crm.queries.organisations import OrganisationsFilter, get_organisation_rows, list_organisations
from crm.queries.people import WITH_PRIVACY, PeopleFilter, PersonRow, get_people_rows, list_people
from crm.queries.topics import list_topics
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.organisations import Kind
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.lists.columns import Align, Column, Listing, Wanted
from ui.lists.record_list import RecordList
from ui.pages.exports.offer import chosen_in, offer_take_out
from ui.pages.page import Page
from ui.pages.parts.actions import PASTE_KEYS, action, care_actions
from ui.pages.parts.choosing import combo, fill
from ui.pages.parts.finding import find_body_choices
from ui.pages.people.editor import PersonEditor
from ui.pages.people.rights import NOTICE, GroundDialog, SayDialog
from ui.theme import CONTROL_HEIGHT, GAP, GRID, PAGE_MARGIN
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary, secondary, tool
from ui.widgets.cards import PageHeader
from ui.widgets.date_edit import DateEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.forms import takes_keys
from ui.widgets.record_picker import RecordPicker
from ui.widgets.status import Tone


@dataclass(frozen=True)
class FilterChoices:
    """What the combo boxes of the list offer."""

    parties: tuple[tuple[int, str], ...]
    topics: tuple[tuple[int, str], ...]


def get_filter_choices() -> FilterChoices:
    """Parties by their short names, and topics."""
    parties = get_organisation_rows(list_organisations(OrganisationsFilter(kind=Kind.PARTY)))
    return FilterChoices(
        tuple((row.id, row.short_name or row.name) for row in parties),
        tuple((topic.id, topic.name) for topic in list_topics()),
    )


class PeoplePage(Page):
    """The list of people with its filters."""

    watches: ClassVar[tuple[str, ...]] = (
        "people",
        "organisations",
        "offices",
        "engagements",
        "commitments",
        "topics",
        "imports",
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._as_of: date | None = None
        self._choices = Asker(self, desk.service, self._show_choices)
        self.list = RecordList(
            self._listing(),
            desk.service,
            desk.preferences,
            self._empty(),
            None,
            filter_hint=_("Name, office or number"),
        )
        self.body = RecordPicker(desk.service, find_body_choices, "people-body", _("Body"))
        self.party = combo("people-party", [(None, _("Every party"))], _("Party"))
        self.topic = combo("people-topic", [(None, _("Every topic"))], _("Topic"))
        self.privacy = combo("people-privacy", _privacy_choices(), _("Privacy"))
        self.as_of = DateEdit(clock.today(), "people-as-of")
        self.as_of.line.setPlaceholderText(_("today"))
        self.as_of.setAccessibleName(_("Holders on this day"))
        self.as_of.setToolTip(_("Only those who held an office on this day"))
        self._added = Banner("", Tone.INFO, _("Show everybody"), "people-added")
        self._added.hide()
        self._lay_out()
        self._connect()

    def _listing(self) -> Listing[PersonRow]:
        return Listing(
            "people",
            (
                Column("name", _("Name"), _name, 230, icon=_glyph, is_strong=True, hint=_name_hint),
                Column("offices", _("Office"), _offices, 170, is_sortable=False),
                Column("party", _("Party"), _party, 70, is_sortable=False),
                Column("body", _("Body"), _body, stretches=True, is_sortable=False),
                Column("last_contact", _("Last contact"), _last_contact, 110),
                Column("open", _("Open"), _open, 64, Align.RIGHT, hint=_open_hint),
            ),
            ids=self._ids,
            rows=self._rows,
            sort="name",
            count_text=_count,
        )

    def _empty(self) -> EmptyState:
        empty = EmptyState(
            Icon.USERS,
            _(
                "Nobody here yet. This is where members, officials and partners belong: bring in a list of members, "
                "or add the first person by hand."
            ),
            _("Bring in a list…"),
            "people-empty",
        )
        empty.pressed.connect(self.bring_in)
        return empty

    def _lay_out(self) -> None:
        header = PageHeader(_("People"), "people-header")
        self._bring_in = secondary(_("Bring in a list…"), "people-import", Icon.FILE_ARROW_UP)
        self._paste = secondary(_("Paste rows"), "people-paste", Icon.CLIPBOARD_TEXT)
        self._paste.setToolTip(f"{self._paste.text()} ({PASTE_KEYS})")
        self._paste_action = action(self, "people-paste-action", _("Paste rows of people"), self.paste_rows, PASTE_KEYS)
        self._add = primary(_("Add person"), "people-add", Icon.USER_PLUS)
        header.add(self._bring_in)
        header.add(self._paste)
        header.add(self._add)
        header.add(self._more_button())
        filters = QHBoxLayout()
        filters.setSpacing(GAP)
        at_top = Qt.AlignmentFlag.AlignTop  # the date says below what it understood
        filters.addWidget(self.body, 3, at_top)
        filters.addWidget(self.party, 2, at_top)
        filters.addWidget(self.topic, 2, at_top)
        filters.addWidget(self.privacy, 2, at_top)
        asked = QLabel(_("Holders &on"))
        asked.setBuddy(takes_keys(self.as_of))
        asked.setProperty("look", "muted")
        asked.setFixedHeight(CONTROL_HEIGHT)
        filters.addWidget(asked, 0, at_top)
        filters.addWidget(self.as_of, 2, at_top)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        column.setSpacing(GAP + GRID)
        column.addWidget(header)
        column.addWidget(self._added)
        column.addLayout(filters)
        column.addWidget(self.list, 1)

    def _more_button(self) -> QToolButton:
        more = tool(Icon.DOTS_THREE, _("More"), "people-more")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        self._care = care_actions(self, self.desk)
        menu.addActions(self._care)
        self._ground = action(self, "people-set-ground", _("Say why we hold these people…"), self.set_ground)
        self._told = action(self, "people-told", _("These people were told what we hold…"), self.mark_told)
        menu.addSeparator()
        menu.addActions([self._ground, self._told])
        more.setMenu(menu)
        return more

    def _connect(self) -> None:
        self._take_out = offer_take_out(self, self.desk, "people", self.list)
        self._add.clicked.connect(self.new)
        self._bring_in.clicked.connect(self.bring_in)
        self._paste.clicked.connect(self.paste_rows)
        self.list.opened.connect(self._open)
        self.list.filters_cleared.connect(self._forget_filters)
        self._added.pressed.connect(self.list.clear_filters)
        self.body.chosen.connect(self._filter)
        self.body.cleared.connect(self._filter)
        self.party.currentIndexChanged.connect(self._filter)
        self.topic.currentIndexChanged.connect(self._filter)
        self.privacy.currentIndexChanged.connect(self._filter)
        self.as_of.changed.connect(self._filter_day)

    # What the list asks, on the reader

    def _ids(self, wanted: Wanted) -> list[int]:
        chosen = wanted.filters
        return list_people(
            PeopleFilter(
                text=wanted.text,
                organisation_id=chosen.get("body"),  # type: ignore[arg-type]
                party_id=chosen.get("party"),  # type: ignore[arg-type]
                topic_id=chosen.get("topic"),  # type: ignore[arg-type]
                as_of=chosen.get("as_of"),  # type: ignore[arg-type]
                privacy=str(chosen.get("privacy") or ""),
                added_by=chosen.get("added_by"),  # type: ignore[arg-type]
                sort=wanted.sort,
                descending=wanted.is_descending,
            )
        )

    def _rows(self, ids: Sequence[int]) -> list[PersonRow]:
        return get_people_rows(list(ids), self._as_of)

    # Showing

    def refresh(self) -> None:
        """Ask for the list and for what can be filtered by."""
        self.list.refresh()
        self._choices.ask(get_filter_choices)

    def _show_choices(self, choices: FilterChoices) -> None:
        fill(self.party, [(None, _("Every party")), *choices.parties])
        fill(self.topic, [(None, _("Every topic")), *choices.topics])

    def show_filtered(self, filters: Mapping[str, object]) -> None:
        """Only those whom one operation added, until the filters are cleared."""
        self.list.clear_filters()
        self.list.set_filters(**filters)
        self._added.set_text(_("Only those who were added by one list."))
        self.list.setFocus()

    def show_only(self, **values: object) -> None:
        """Only those whose privacy lacks or says this."""
        self.list.clear_filters()
        self.privacy.setCurrentIndex(max(0, self.privacy.findData(values.get("privacy"))))

    def take_focus(self) -> None:
        """Into the list."""
        self.list.setFocus()

    def offered_actions(self) -> list[QAction]:
        """What Ctrl+K offers here."""
        return [
            action(self, "bring-in", _("Bring in a list of people…"), self.bring_in),
            self._paste_action,
            *self._care,
            self._ground,
            self._told,
            self._take_out,
        ]

    # Doing

    def new(self) -> None:
        """Add a person."""
        editor = PersonEditor(self.desk, self.window())
        editor.saved.connect(self._open)
        editor.open()

    def bring_in(self) -> None:
        """Bring in a list from a file."""
        self.desk.navigator.open_page("imports")

    def paste_rows(self) -> None:
        """Bring in the rows on the clipboard."""
        self.desk.navigator.paste("people")

    def set_ground(self) -> None:
        """Say why those selected, else all that the list shows, are held."""
        people = chosen_in("people", self.list).ids
        if people:
            GroundDialog(self.window(), self.desk, people).open()

    def mark_told(self) -> None:
        """Note that those selected, else all that the list shows, were told what we hold."""
        people = chosen_in("people", self.list).ids
        if people:
            SayDialog(self.window(), self.desk, NOTICE, people).open()

    def _open(self, person_id: int) -> None:
        self.desk.navigator.open_record("people", person_id)

    # Filters

    def _filter(self) -> None:
        self.list.set_filters(
            body=self.body.record_id or None,
            party=self.party.currentData(),
            topic=self.topic.currentData(),
            privacy=self.privacy.currentData(),
        )

    def _filter_day(self) -> None:
        if self.as_of.is_valid and self.as_of.day != self._as_of:
            self._as_of = self.as_of.day
            self.list.set_filters(as_of=self._as_of)

    def _forget_filters(self) -> None:
        self._added.set_text("")
        self._as_of = None
        for box in (self.party, self.topic, self.privacy):
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
        self.as_of.blockSignals(True)
        self.as_of.set_day(None)
        self.as_of.blockSignals(False)
        self.body.set_choice(None)


def _name(row: PersonRow) -> str:
    return row.name


def _name_hint(row: PersonRow) -> str:
    return _("{name}: not to be used").format(name=row.name) if row.is_stopped else row.name


def _glyph(row: PersonRow) -> Icon | None:
    if row.is_stopped:
        return Icon.PROHIBIT
    return Icon.LOCK_KEY if row.confidentiality == 2 else None


def _offices(row: PersonRow) -> str:
    return row.offices


def _party(row: PersonRow) -> str:
    return row.party


def _body(row: PersonRow) -> str:
    return row.body


def _last_contact(row: PersonRow) -> str:
    return format_day(row.last_contact_on, clock.today()) if row.last_contact_on else ""


def _open(row: PersonRow) -> str:
    return str(row.open_commitments) if row.open_commitments else ""


def _open_hint(row: PersonRow) -> str:
    count = row.open_commitments
    return ngettext("{count} open commitment", "{count} open commitments", count)


def _privacy_choices() -> list[tuple[object, str]]:
    words = {
        "no_ground": _("Ground missing"),
        "no_notice": _("Not told yet"),
        "stopped": _("Not to be used"),
        "at_risk": _("Could be harmed"),
    }
    return [(None, _("Privacy: all")), *((each, words[each]) for each in WITH_PRIVACY)]


def _count(count: int) -> str:
    return ngettext("{count} person", "{count} people", count)
