"""The tree of bodies by kind: legislature → committees → members, council → wards → councillors, and so on.

Only what is opened is made: bodies come from one list read on the reader, members when their body is opened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from crm.queries.offices import Office, list_holders
from crm.queries.organisations import TreeRow, list_tree
from crm.queries.people import PeopleFilter, PersonRow, get_people_rows, list_people
from crm.rules import clock
from crm.rules.organisations import Kind, label
from resources.translations import _
from ui.background.asker import Asker
from ui.background.service import Service
from ui.icons import Icon, icon
from ui.theme import GRID

ID_ROLE = int(Qt.ItemDataRole.UserRole)
NOUN_ROLE = ID_ROLE + 1
KEY_ROLE = ID_ROLE + 2
MOST_MEMBERS = 500
ROW = 7 * GRID

GLYPHS: dict[str, Icon] = {
    Kind.LEGISLATURE: Icon.BANK,
    Kind.COUNCIL: Icon.BUILDINGS,
    Kind.COMMITTEE: Icon.USERS_FOUR,
    Kind.PARTY: Icon.FLAG,
    Kind.NETWORK: Icon.TREE_STRUCTURE,
    Kind.MEDIA: Icon.MEGAPHONE,
}


def plural(kind: str) -> str:
    """What bodies of a kind are called in the tree."""
    words = {
        Kind.LEGISLATURE: _("Legislatures"),
        Kind.COUNCIL: _("Municipal councils"),
        Kind.DEPARTMENT: _("Departments"),
        Kind.COMMITTEE: _("Committees"),
        Kind.PARTY: _("Parties"),
        Kind.CSO_PARTNER: _("CSO partners"),
        Kind.NETWORK: _("Networks"),
        Kind.NPC: _("Non-profit companies"),
        Kind.CBO: _("Community-based organisations"),
        Kind.FBO: _("Faith-based organisations"),
        Kind.TRADITIONAL_COUNCIL: _("Traditional councils"),
        Kind.CONSTITUENCY_OFFICE: _("Constituency offices"),
        Kind.CHAPTER_9: _("Chapter 9 bodies"),
        Kind.DONOR: _("Donors"),
        Kind.MEDIA: _("Media"),
        Kind.OTHER: _("Others"),
    }
    return words.get(Kind(kind), kind) if kind in set(Kind) else label(kind)


def get_members(organisation_id: int, kind: str) -> tuple[int, list[Office], list[PersonRow]]:
    """Who holds an office in a body today; of a party, those elected for it."""
    if kind == Kind.PARTY:
        people = list_people(PeopleFilter(party_id=organisation_id))[:MOST_MEMBERS]
        return organisation_id, [], get_people_rows(people)
    return organisation_id, list_holders(organisation_id, clock.today())[:MOST_MEMBERS], []


class OrganisationTree(QTreeWidget):
    """The tree; `chosen(noun, id)` as the keyboard moves, `opened(noun, id)` on Enter or double click."""

    chosen = Signal(str, int)
    opened = Signal(str, int)
    filled = Signal(int)  # how many bodies there are
    typed = Signal(str)

    def __init__(self, service: Service, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("organisations-tree")
        self.setAccessibleName(_("Organisations by kind"))
        self.setProperty("look", "framed")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(4 * GRID)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._service = service
        self._asker = Asker(self, service, self._fill)
        self._rows: dict[int, TreeRow] = {}
        self._parts: dict[int | None, list[TreeRow]] = {}
        self._by_kind: dict[str, list[TreeRow]] = {}
        self.itemExpanded.connect(self._open_item)
        self.currentItemChanged.connect(self._tell_chosen)
        self.itemActivated.connect(self._tell_opened)

    # Filling

    def refresh(self) -> None:
        """Ask again; what is open and chosen stays."""
        self._asker.ask(list_tree)

    def _fill(self, rows: Sequence[TreeRow]) -> None:
        opened, current = self._opened_keys(), self._key(self.currentItem())
        self._sort_in(rows)
        self.blockSignals(True)
        self.clear()
        for kind in self._kinds():
            self.addTopLevelItem(self._kind_item(kind))
        self.blockSignals(False)
        self._restore(opened or {f"kind:{Kind.LEGISLATURE}", f"kind:{Kind.CSO_PARTNER}"}, current)
        self.filled.emit(len(rows))

    def _sort_in(self, rows: Sequence[TreeRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self._parts, self._by_kind = defaultdict(list), defaultdict(list)
        for row in rows:
            if row.parent_id in self._rows:
                self._parts[row.parent_id].append(row)
            else:
                self._by_kind[row.kind].append(row)

    def _kinds(self) -> list[str]:
        known = [str(kind) for kind in Kind]
        own = sorted(kind for kind in self._by_kind if kind not in known)
        return [kind for kind in [*known, *own] if self._by_kind.get(kind)]

    def _kind_item(self, kind: str) -> QTreeWidgetItem:
        text = f"{plural(kind)} ({len(self._by_kind[kind])})"
        item = _item(text, "", 0, f"kind:{kind}", GLYPHS.get(kind, Icon.USERS_THREE))
        item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        return item

    def _body_item(self, row: TreeRow) -> QTreeWidgetItem:
        glyph = GLYPHS.get(row.kind, Icon.USERS_THREE)
        item = _item(row.name, "organisations", row.id, f"body:{row.id}", glyph)
        if row.kind == Kind.COMMITTEE and row.parent_id in self._rows:
            item.setText(0, short_committee_name(row.name))
        if row.is_suggested:
            item.setToolTip(0, _("{name}: suggested, check for your legislature").format(name=row.name))
        item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        return item

    def _open_item(self, item: QTreeWidgetItem) -> None:
        """Make what is inside, once."""
        if item.childCount():
            return
        key = self._key(item)
        if key.startswith("kind:"):
            item.addChildren([self._body_item(row) for row in self._by_kind.get(key[5:], [])])
        elif key.startswith("body:"):
            self._open_body(item, self._rows[int(item.data(0, ID_ROLE))])

    def _open_body(self, item: QTreeWidgetItem, row: TreeRow) -> None:
        item.addChildren([self._body_item(part) for part in self._parts.get(row.id, [])])
        self._service.ask(self, self._take_members, get_members, row.id, row.kind)

    def _take_members(self, answer: tuple[int, list[Office], list[PersonRow]]) -> None:
        body_id, offices, people = answer
        item = self._find(f"body:{body_id}")
        if item is None:
            return
        in_wards: dict[str, list[QTreeWidgetItem]] = defaultdict(list)
        is_council = self._rows[body_id].kind == Kind.COUNCIL
        for office in offices:
            made = _item(office.person, "people", office.person_id, f"role:{office.role_id}", Icon.USER)
            made.setToolTip(0, f"{office.person}: {office.title}")
            if office.title.casefold() not in ("member", "councillor", "ward councillor"):
                made.setText(0, f"{office.person} – {office.title}")
            in_wards[office.place if is_council else ""].append(made)
        in_wards[""] += [_item(one.name, "people", one.id, f"member:{one.id}", Icon.USER) for one in people]
        self._add_members(item, body_id, in_wards)

    @staticmethod
    def _add_members(item: QTreeWidgetItem, body_id: int, in_wards: dict[str, list[QTreeWidgetItem]]) -> None:
        for ward in sorted(ward for ward in in_wards if ward):
            holder = _item(ward, "", 0, f"ward:{body_id}:{ward}", Icon.MAP_PIN)
            holder.addChildren(in_wards[ward])
            item.addChild(holder)
        item.addChildren(in_wards[""])
        if not item.childCount():
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.DontShowIndicator)

    # Keeping the place

    @staticmethod
    def _key(item: QTreeWidgetItem | None) -> str:
        return str(item.data(0, KEY_ROLE)) if item is not None else ""

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        waiting = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is not None:
                found.append(item)
                waiting += [item.child(row) for row in range(item.childCount())]
        return found

    def _opened_keys(self) -> set[str]:
        return {self._key(item) for item in self._items() if item.isExpanded()}

    def _find(self, key: str) -> QTreeWidgetItem | None:
        return next((item for item in self._items() if self._key(item) == key), None)

    def _restore(self, opened: set[str], current: str) -> None:
        """Open what was open, from the top down, and stand where the keyboard stood."""
        waiting = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is not None and self._key(item) in opened:
                item.setExpanded(True)
                waiting += [item.child(row) for row in range(item.childCount())]
        kept = self._find(current) if current else None
        if kept is not None:
            self.blockSignals(True)
            self.setCurrentItem(kept)
            self.blockSignals(False)

    def go_to(self, organisation_id: int) -> None:
        """Open the way to a body and stand on it."""
        way: list[TreeRow] = []
        row = self._rows.get(organisation_id)
        while row is not None and row not in way:
            way.insert(0, row)
            row = self._rows.get(row.parent_id or 0)
        if not way:
            return
        for key in (f"kind:{way[0].kind}", *(f"body:{one.id}" for one in way[:-1])):
            item = self._find(key)
            if item is not None:
                item.setExpanded(True)
        found = self._find(f"body:{organisation_id}")
        if found is not None:
            self.setCurrentItem(found)
            self.scrollToItem(found)

    # Telling

    def _tell_chosen(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, ID_ROLE):
            self.chosen.emit(str(item.data(0, NOUN_ROLE)), int(item.data(0, ID_ROLE)))

    def _tell_opened(self, item: QTreeWidgetItem) -> None:
        if item.data(0, ID_ROLE):
            self.opened.emit(str(item.data(0, NOUN_ROLE)), int(item.data(0, ID_ROLE)))
        else:
            item.setExpanded(not item.isExpanded())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters go to the filter."""
        text = event.text()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and text.isprintable() and text.strip():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)


def short_committee_name(name: str) -> str:
    """“Health (portfolio)” for “Portfolio Committee on Health”: below its house, what differs comes first."""
    before, found, after = name.partition(" Committee on ")
    return f"{after.removeprefix('the ')} ({before.casefold()})" if found and before and after else name


def _item(text: str, noun: str, record_id: int, key: str, glyph: Icon) -> QTreeWidgetItem:
    made = QTreeWidgetItem([text])
    made.setToolTip(0, text)
    made.setSizeHint(0, QSize(0, ROW))
    made.setIcon(0, icon(glyph, "muted"))
    made.setData(0, ID_ROLE, record_id)
    made.setData(0, NOUN_ROLE, noun)
    made.setData(0, KEY_ROLE, key)
    return made
