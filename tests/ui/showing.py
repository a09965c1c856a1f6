"""Every page of the window in turn, over the sample workspace: for the pictures and the test that all of it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLineEdit, QWidget

from crm.queries.agreements import find_agreement, find_clause
from crm.queries.commitments import CommitmentFilter, list_commitments
from crm.queries.deliverables import DeliverablesFilter, list_deliverables
from crm.queries.engagements import EngagementsFilter, list_engagements
from crm.queries.indicators import find_indicator
from crm.queries.issues import IssuesFilter, list_issues
from crm.queries.opportunities import find_opportunity
from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.queries.people import list_people
from crm.queries.petitions import PetitionsFilter, list_petitions
from crm.queries.plans import list_plans
from crm.queries.requests import list_requests
from crm.rules import clock
from tests.ui.asking import asked
from ui.main_window import MainWindow
from ui.pages.engagements.list import EngagementsPage
from ui.pages.routes.page import RoutesPage
from ui.widgets.choices import Choice

SIZES = ((1366, 728), (1093, 582))
"""A 1366 × 768 screen less its task bar, at 100 % and at 125 % scaling."""

WIDGET_SLACK = 2  # pixels: rounding of scaled fonts

PLANNED = "planned-engagement"
PAGES = (
    "today",
    "review",
    "deadlines",
    "people",
    "organisations",
    "engagements",
    "commitments",
    "agreements",
    "petitions",
    "opportunities",
    "plans",
    "issues",
    "routes",
    "outcomes",
    "templates",
    "reports",
    "history",
    "settings",
    "doubles",
    "to-verify",
    "retention",
    "requests",
)
RECORDS = (
    "people",
    "organisations",
    "engagements",
    "commitments",
    "petitions",
    "opportunities",
    "plans",
    "issues",
    "requests",
)


def record_to_show(window: MainWindow, noun: str) -> int:
    """A record of the sample with much to show."""
    ask = partial(asked, window._desk.service)
    if noun == "people":
        return int(ask(list_people)[12])
    if noun == "organisations":
        return int(ask(list_organisations, OrganisationsFilter(kind="legislature", text="Northern Cape"))[0])
    if noun == "engagements":
        return int(ask(list_engagements, EngagementsFilter(status="closed_out"))[3])
    if noun == "petitions":
        return int(ask(list_petitions, PetitionsFilter(status="awaiting_response"))[0])
    if noun == "opportunities":
        return int(ask(find_opportunity, "N-2026-0003"))
    if noun == "issues":
        return int(ask(list_issues, IssuesFilter(sort="reference"))[0])
    if noun == "requests":
        return int(ask(list_requests)[0])
    if noun == "plans":
        return int(ask(list_plans)[-1])
    if noun == PLANNED:
        return int(ask(list_engagements, EngagementsFilter(status="planned", from_day=clock.today()))[0])
    return int(ask(list_commitments, CommitmentFilter(lateness="late"))[0])


PARTS: dict[str, Callable[[], int]] = {
    "agreement": lambda: find_agreement("M-2026-0001") or 0,
    "clause": lambda: find_clause("M-2026-0001", "4.2") or 0,
    "grant": lambda: find_agreement("M-2026-0003") or 0,
    "indicator": lambda: find_indicator("M-2026-0003", "Questions answered in writing") or 0,
    "deliverable": lambda: list_deliverables(DeliverablesFilter(clause_id=find_clause("M-2026-0001", "4.2")))[0],
}
"""What the noun “agreements” stands for, with one of the sample that has much to show."""


def part_to_show(window: MainWindow, part: str) -> int:
    """An agreement of the sample, or a part of one."""
    ask = partial(asked, window._desk.service)
    return int(ask(PARTS[part]))


def visits(window: MainWindow) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each page and record page, with what shows it."""
    shell = window.shell
    for name in PAGES:
        yield name, lambda name=name: shell.open_page(name)  # type: ignore[misc]
    for noun in RECORDS:
        yield f"record-{noun}", lambda noun=noun: shell.open_record(noun, record_to_show(window, noun))  # type: ignore[misc]
    for part in PARTS:
        yield f"record-{part}", lambda part=part: shell.open_record("agreements", part_to_show(window, part))  # type: ignore[misc]
    yield f"record-{PLANNED}", lambda: shell.open_record("engagements", record_to_show(window, PLANNED))
    yield "routes-answer", lambda: show_answer(window)
    for view in ("week", "month", "list"):
        yield f"engagements-{view}", lambda view=view: show_calendar(window, view)  # type: ignore[misc]


def show_answer(window: MainWindow) -> None:
    """Who deals with the clinics of a ward of Sol Plaatje."""
    window.shell.open_page("routes")
    page = window.shell.current_page()
    assert isinstance(page, RoutesPage)
    page.topic.set_choice(Choice(0, "clinics"))
    page.place.set_choice(Choice(0, "30901001"))
    page.ask()


def show_calendar(window: MainWindow, view: str) -> None:
    """The engagements as a calendar, or as the list again."""
    window.shell.open_page("engagements")
    page = window.shell.current_page()
    assert isinstance(page, EngagementsPage)
    page.show_as(view)


def shown_in(place: QWidget) -> Iterator[QWidget]:
    """Every visible widget of a place, outermost first.

    What is hidden is not looked into: a window that was everywhere has thousands of widgets on pages nobody sees.
    """
    for child in place.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isVisible():
            yield child
            yield from shown_in(child)


def what_does_not_fit(page: QWidget) -> list[str]:
    """Buttons narrower than their words, widgets cut off by the page, and sideways scrolling."""
    return [*_cut_buttons(page), *_sideways(page), *_outside(page)]


def _cut_buttons(page: QWidget) -> list[str]:
    return [
        f"button {button.objectName()} “{button.text()}” is {button.width()} wide and wants {button.sizeHint().width()}"
        for button in shown_in(page)
        if isinstance(button, QAbstractButton)
        and button.text()
        and button.width() + WIDGET_SLACK < min(button.sizeHint().width(), button.minimumSizeHint().width() or 10**6)
    ]


def _sideways(page: QWidget) -> list[str]:
    return [
        f"{area.objectName() or type(area).__name__} scrolls sideways by {area.horizontalScrollBar().maximum()}"
        for area in shown_in(page)
        if isinstance(area, QAbstractScrollArea)
        and area.horizontalScrollBar().isVisible()
        and area.horizontalScrollBar().maximum() > 0
    ]


def _outside(page: QWidget) -> list[str]:
    """Buttons and fields that lie beyond their page sideways, outside any scroll area."""
    found = []
    for widget in shown_in(page):
        if not isinstance(widget, QAbstractButton | QLineEdit):
            continue
        here = QRect(widget.mapTo(page, widget.rect().topLeft()), widget.size())
        if here.left() < -WIDGET_SLACK or here.right() > page.width() + WIDGET_SLACK:
            found.append(f"{widget.objectName()} lies outside the page: {here.left()} to {here.right()}")
    return found
