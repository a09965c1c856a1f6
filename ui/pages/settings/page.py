"""Settings: a list of sections at the left, one of them at the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon, icon
from ui.pages.page import Page
from ui.pages.parts.actions import action
from ui.pages.settings.about import AboutSection
from ui.pages.settings.appearance import AppearanceSection
from ui.pages.settings.backups import BackupsSection
from ui.pages.settings.colleagues import ColleaguesSection
from ui.pages.settings.deadlines import DeadlinesSection
from ui.pages.settings.given_out import GivenOutSection
from ui.pages.settings.holidays import HolidaysSection
from ui.pages.settings.ladder import LadderSection
from ui.pages.settings.languages import LanguagesSection
from ui.pages.settings.letters import LettersSection
from ui.pages.settings.lists import ListsSection
from ui.pages.settings.mentions import MentionsSection
from ui.pages.settings.privacy import PrivacySection
from ui.pages.settings.reference_data import ReferenceSection
from ui.pages.settings.routes import RoutesSection
from ui.pages.settings.section import Section
from ui.pages.settings.topics import TopicsSection
from ui.pages.settings.wards import WardsSection
from ui.pages.settings.workspace import WorkspaceSection
from ui.theme import CONTROL_HEIGHT, GAP, GRID, PAGE_MARGIN
from ui.widgets.buttons import ICON_SIZE
from ui.widgets.cards import PageHeader

LIST_WIDTH = 50 * GRID


class SettingsPage(Page):
    """Everything about the workspace and this computer that is set once."""

    foot: ClassVar[int] = CONTROL_HEIGHT + GAP  # the buttons of a section
    watches: ClassVar[tuple[str, ...]] = (
        "team",
        "calendar",
        "topics",
        "routes",
        "settings",
        "organisations",
        "letters",
        "clocks",
        "places",
        "commitments",
        "privacy",
        "erasures",
        "people",
        "translations",
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.sections: dict[str, Section] = {
            "workspace": WorkspaceSection(desk),
            "backups": BackupsSection(desk),
            "colleagues": ColleaguesSection(desk),
            "holidays": HolidaysSection(desk),
            "deadlines": DeadlinesSection(desk),
            "topics": TopicsSection(desk),
            "routes": RoutesSection(desk),
            "letters": LettersSection(desk),
            "languages": LanguagesSection(desk),
            "ladder": LadderSection(desk),
            "lists": ListsSection(desk),
            "reference": ReferenceSection(desk),
            "wards": WardsSection(desk),
            "privacy": PrivacySection(desk),
            "given-out": GivenOutSection(desk),
            "names": MentionsSection(desk),
            "appearance": AppearanceSection(desk),
            "about": AboutSection(desk),
        }
        self.list = QListWidget()
        self.list.setObjectName("settings-sections")
        self.list.setAccessibleName(_("Sections"))
        self.list.setProperty("look", "framed")
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setSpacing(GRID // 2)
        self.list.setIconSize(ICON_SIZE)
        self._stack = QStackedWidget()
        for section, glyph in zip(self.sections.values(), GLYPHS, strict=True):
            item = QListWidgetItem(icon(glyph, "muted"), section.title)
            item.setSizeHint(QSize(0, 8 * GRID))
            self.list.addItem(item)
            self._stack.addWidget(section)
        self._lay_out()
        self._back_up = action(self, "settings-back-up", _("Back up now…"), self.back_up)
        self.list.currentRowChanged.connect(self._show_row)
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(3 * GAP)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        column.setSpacing(GAP + GRID)
        column.addWidget(PageHeader(_("Settings"), "settings-header"))
        column.addLayout(row, 1)

    def show_record(self, record_id: int) -> None:
        """Show a line of the register of what was given out."""
        section = self.sections["given-out"]
        self.show_section("given-out")
        if isinstance(section, GivenOutSection):
            section.show_record(record_id)

    def show_section(self, name: str) -> None:
        """Show one section."""
        self.list.setCurrentRow(list(self.sections).index(name))

    def _show_row(self, row: int) -> None:
        self._stack.setCurrentIndex(row)
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Ask for what the section shown needs."""
        section = self._stack.currentWidget()
        if isinstance(section, Section):
            section.refresh()

    def has_unsaved(self) -> bool:
        """Whether a section holds something typed and not saved."""
        return any(section.has_unsaved() for section in self.sections.values())

    def take_focus(self) -> None:
        """Into the list of sections."""
        self.list.setFocus()

    def offered_actions(self) -> list[QAction]:
        """Backing up, from the palette."""
        return [self._back_up]

    def back_up(self) -> None:
        """Copy now, or choose first where copies go."""
        self.show_section("backups")
        section = self.sections["backups"]
        if isinstance(section, BackupsSection):
            section.copy_now()

    def show_filtered(self, filters: Mapping[str, object]) -> None:
        """Show the section that is named, with the keyboard in it."""
        self.show_section(str(filters["section"]))
        self.list.setFocus()
        self.focusNextChild()


GLYPHS = (
    Icon.DATABASE,
    Icon.DOWNLOAD_SIMPLE,
    Icon.USERS,
    Icon.CALENDAR_X,
    Icon.CLOCK,
    Icon.TAG,
    Icon.COMPASS,
    Icon.ENVELOPE_SIMPLE,
    Icon.TRANSLATE,
    Icon.SORT_ASCENDING,
    Icon.FILE_ARROW_UP,
    Icon.BANK,
    Icon.MAP_PIN,
    Icon.SHIELD_CHECK,
    Icon.FILE_ARROW_DOWN,
    Icon.EYE_SLASH,
    Icon.SUN,
    Icon.INFO,
)
