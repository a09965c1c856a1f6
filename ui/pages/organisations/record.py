"""The page of an organisation."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.translations import _
from ui.desk import Desk
from ui.pages.organisations.view import OrganisationView
from ui.pages.page import Page


class OrganisationPage(Page):
    """One organisation, over the whole page."""

    watches: ClassVar[tuple[str, ...]] = (
        "people",
        "organisations",
        "offices",
        "engagements",
        "commitments",
        "agreements",
        "petitions",
        "notes",
        "attachments",
        "topics",
        "imports",
        "calendar",
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName(_("Organisation"))
        self.view = OrganisationView(desk)
        self.view.named.connect(self._take_name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def refresh(self) -> None:
        """Ask for the organisation."""
        self.view.show_organisation(self.record_id)

    def _take_name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.title_changed.emit(name)

    def new(self) -> None:
        """Ctrl+N adds another organisation."""
        self.desk.navigator.new("organisations")

    def take_focus(self) -> None:
        """Onto the first button."""
        self.view.take_focus()

    def has_unsaved(self) -> bool:
        """Whether a plan is open in which something is typed."""
        return self.view.header.has_unsaved

    def offered_actions(self) -> list[QAction]:
        """What Ctrl+K offers here."""
        return [
            *self.view.header.actions_offered(),
            self.view.replacing.action,
            self.view.end_action,
            self.view.paste_action,
        ]
