"""Going from Today to another page and having it do something there."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.pages.page import Page


@runtime_checkable
class ShowsOnly(Protocol):
    """A list that can be narrowed from outside."""

    def show_only(self, **values: object) -> None:
        """Show what fits these filters alone."""
        ...


@runtime_checkable
class ClosesOut(Protocol):
    """A page of an engagement that can start its close-out."""

    def close_out(self) -> None:
        """Start closing out the engagement shown."""
        ...


@runtime_checkable
class Logs(Protocol):
    """The page of all engagements, which can log one."""

    def log(self) -> None:
        """Log an engagement that was held."""
        ...


@runtime_checkable
class ShowsSection(Protocol):
    """The settings, which have sections."""

    def show_section(self, name: str) -> None:
        """Show one section."""
        ...


def show_settings(owner: QWidget, desk: Desk, section: str) -> None:
    """Open the settings at a section."""
    desk.navigator.open_page("settings")
    page: object = owner.window().findChild(Page, "settings-page")
    if isinstance(page, ShowsSection):
        page.show_section(section)


def show_commitments(owner: QWidget, desk: Desk, **filters: object) -> None:
    """Open the register, narrowed to these filters."""
    desk.navigator.open_page("commitments")
    page: object = owner.window().findChild(Page, "commitments-page")
    if isinstance(page, ShowsOnly):
        page.show_only(**filters)


def show_people(owner: QWidget, desk: Desk, **filters: object) -> None:
    """Open the people, narrowed to these filters."""
    desk.navigator.open_page("people")
    page: object = owner.window().findChild(Page, "people-page")
    if isinstance(page, ShowsOnly):
        page.show_only(**filters)


def close_out(owner: QWidget, desk: Desk, engagement_id: int) -> None:
    """Open the engagement and start its close-out."""
    desk.navigator.open_record("engagements", engagement_id)
    page: object = owner.window().findChild(Page, "engagement-page")
    if isinstance(page, ClosesOut):
        page.close_out()


def log_engagement(owner: QWidget, desk: Desk) -> None:
    """Open the engagements and log one that was held; “New” there asks first whether to plan or to log."""
    desk.navigator.open_page("engagements")
    page: object = owner.window().findChild(Page, "engagements-page")
    if isinstance(page, Logs):
        page.log()
