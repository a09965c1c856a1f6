"""All engagements, as a list or in the calendar; planning and logging start here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from crm.exchange.calendar_file import write_calendar
from crm.exchange.files import fingerprint
from crm.operations.privacy import record_copy
from crm.queries.engagements import (
    EngagementRow,
    EngagementsFilter,
    get_engagement_rows,
    list_engagements,
    list_planned,
)
from crm.queries.export_calendar import entries_of
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.engagements import Kind, Status, label
from crm.rules.file_names import safe_file_name
from crm.workspace import Workspace
from resources.translations import _, ngettext
from ui.background.jobs import Progress
from ui.desk import Desk
from ui.icons import Icon, icon
from ui.lists.columns import Align, Column, Listing, Wanted
from ui.lists.record_list import RecordList
from ui.pages.engagements.calendar import MONTH, WEEK, EngagementCalendar
from ui.pages.engagements.looks import day_words, row_pill
from ui.pages.engagements.segments import Segment, Segments
from ui.pages.engagements.starting import Starter
from ui.pages.exports.offer import offer_take_out
from ui.pages.page import Page
from ui.pages.parts.actions import action
from ui.pages.parts.choosing import combo
from ui.pages.parts.file_choice import choose_new_file, documents_folder
from ui.pages.parts.finding import find_body_choices
from ui.theme import GAP, GRID, PAGE_MARGIN
from ui.widgets.buttons import primary, secondary, tool
from ui.widgets.cards import PageHeader
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_picker import RecordPicker

LIST = "list"
TO_CLOSE = "to_close"


class EngagementsPage(Page):
    """The list with its filters, and the calendar."""

    watches: ClassVar[tuple[str, ...]] = ()  # the deadlines of every noun stand in the calendar

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName(_("Engagements"))
        self.starter = Starter(self, desk)
        self.list = RecordList(
            listing(), desk.service, desk.preferences, self._empty(), None, _("Title, name or words in the minutes")
        )
        self.calendar = EngagementCalendar(desk.service)
        self.status = combo("engagements-status", self._statuses(), _("Status"))
        kinds = [(None, _("Every kind")), *((str(kind), label(kind)) for kind in Kind)]
        self.kind = combo("engagements-kind", kinds, _("Kind"))
        self.body = RecordPicker(desk.service, find_body_choices, "engagements-body", _("Body"))
        self.view = Segments(
            "engagements-view",
            [Segment(LIST, _("List"), "L"), Segment(MONTH, _("Month"), "M"), Segment(WEEK, _("Week"), "W")],
            _("Show as"),
        )
        self._lay_out()
        self._make_actions()
        self._connect()
        self.show_as(str(desk.preferences.get("engagements/view", LIST)))

    @staticmethod
    def _statuses() -> list[tuple[object, str]]:
        named = [(str(status), label(status)) for status in Status]
        return [(None, _("Every status")), (TO_CLOSE, _("To close out")), *named]

    def _empty(self) -> EmptyState:
        empty = EmptyState(
            Icon.CALENDAR_CHECK,
            _("No engagements yet. Log the last meeting or call, or plan the next one."),
            _("Log engagement"),
            "engagements-empty",
        )
        empty.pressed.connect(self.log)
        return empty

    def _lay_out(self) -> None:
        header = PageHeader(_("Engagements"), "engagements-header")
        self._plan = secondary(_("Plan"), "engagements-plan", Icon.CALENDAR_PLUS)
        self._plan.setToolTip(_("Plan an engagement (Ctrl+Shift+E)"))
        self._log = primary(_("Log engagement"), "engagements-log", Icon.NOTE_PENCIL)
        self._log.setToolTip(_("Log one that was held (Ctrl+Shift+L)"))
        self._more = tool(Icon.DOTS_THREE, _("More"), "engagements-more")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for widget in (self.view, self._plan, self._log, self._more):
            header.add(widget)
        self._filters = QWidget()
        filters = QHBoxLayout(self._filters)
        filters.setContentsMargins(0, 0, 0, 0)
        filters.setSpacing(GAP)
        filters.addWidget(self.status, 2)
        filters.addWidget(self.kind, 2)
        filters.addWidget(self.body, 3)
        listed = QWidget()
        inside = QVBoxLayout(listed)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP)
        inside.addWidget(self._filters)
        inside.addWidget(self.list, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(listed)
        self._stack.addWidget(self.calendar)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        column.setSpacing(GAP)
        column.addWidget(header)
        column.addWidget(self._stack, 1)

    def _make_actions(self) -> None:
        self._plan_action = action(self, "engagements-plan-action", _("Plan an engagement"), self.plan, "Ctrl+Shift+E")
        self._log_action = action(
            self, "engagements-log-action", _("Log an engagement that was held"), self.log, "Ctrl+Shift+L"
        )
        self._close_action = action(
            self, "engagements-close-out-action", _("Close out the selected engagement"), self.close_out, "Ctrl+Return"
        )

        self._calendar_action = action(
            self, "engagements-save-calendar-action", _("Save as calendar file…"), self.ask_where
        )
        self._calendar_action.setIcon(icon(Icon.DOWNLOAD_SIMPLE))
        menu = QMenu(self._more)
        menu.setObjectName("engagements-more-menu")
        self._reached_action = action(
            self, "engagements-reached-action", _("Trainings in numbers…"), self.show_reached, "Ctrl+Alt+T"
        )
        self._reached_action.setIcon(icon(Icon.CHART_BAR))
        menu.addAction(self._reached_action)
        menu.addAction(self._calendar_action)
        self._more.setMenu(menu)

    def _connect(self) -> None:
        self._plan.clicked.connect(self.plan)
        self._log.clicked.connect(self.log)
        self.view.changed.connect(self.show_as)
        self.list.opened.connect(self._open)
        self.calendar.opened.connect(self.desk.navigator.open_record)
        self.calendar.day_wanted.connect(self._plan_on)
        self.calendar.plan_wanted.connect(self._plan_new)
        self.list.filters_cleared.connect(self._forget_filters)
        self.status.currentIndexChanged.connect(self._filter)
        self.kind.currentIndexChanged.connect(self._filter)
        self.body.chosen.connect(self._filter)
        self.body.cleared.connect(self._filter)
        self._take_out = offer_take_out(self, self.desk, "engagements", self.list)

    # Showing

    def refresh(self) -> None:
        """Ask for what is shown."""
        self.list.refresh()
        if self.view.value != LIST:
            self.calendar.refresh()

    def show_as(self, view: str) -> None:
        """List, month or week."""
        view = view if view in (LIST, MONTH, WEEK) else LIST
        self.view.set_value(view)
        self.desk.preferences.set("engagements/view", view)
        self._stack.setCurrentIndex(0 if view == LIST else 1)
        if view != LIST and self.desk.service.is_open:
            self.calendar.show_span(view)

    def show_only(self, status: str = "", kind: str = "") -> None:
        """Show the list with these filters alone; for links from other pages."""
        self.show_as(LIST)
        self.body.set_choice(None)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind or None)))
        self.status.setCurrentIndex(max(0, self.status.findData(status or None)))
        self._filter()

    def take_focus(self) -> None:
        """Into what is shown."""
        (self.list if self.view.value == LIST else self.calendar.grid).setFocus()

    def offered_actions(self) -> list[QAction]:
        """What Ctrl+K offers here."""
        selected = [self._close_action] if self.view.value == LIST and self.list.current_id() else []
        return [
            self._plan_action,
            self._log_action,
            *selected,
            self._reached_action,
            self._calendar_action,
            self._take_out,
        ]

    def has_unsaved(self) -> bool:
        """Whether a form is open in which something is typed."""
        return self.starter.has_unsaved

    # Doing

    def show_reached(self) -> None:
        """Show how many came to trainings and workshops."""
        from ui.pages.engagements.reached import ReachedDialog  # here: the list is up sooner without it

        ReachedDialog(self.window(), self.desk).open()

    def new(self) -> None:
        """Ask whether to plan one or to log one."""
        menu = QMenu(self)
        menu.setObjectName("engagements-new-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon(Icon.NOTE_PENCIL), _("&Log one that was held"), self.log)
        menu.addAction(icon(Icon.CALENDAR_PLUS), _("&Plan one"), self.plan)
        menu.popup(self._plan.mapToGlobal(QPoint(0, self._plan.height() + GRID)))
        menu.setActiveAction(menu.actions()[0])

    def new_about(self, record_id: int) -> None:
        """Log one with this person or body."""
        self.starter.log(record_id)

    def log(self) -> None:
        """Log one that was held."""
        self.starter.log()

    def plan(self) -> None:
        """Plan one."""
        self.starter.plan()

    def close_out(self) -> None:
        """Close out the one the keyboard is on."""
        row = self.list.model.row_of(self.list.current_id()) if self.list.current_id() else -1
        record = self.list.model.record(row) if row >= 0 else None
        if isinstance(record, EngagementRow) and record.status in (Status.PLANNED, Status.HELD, Status.NO_SHOW):
            self.starter.close_out(record.id)

    def ask_where(self) -> None:
        """Ask where the calendar file goes."""
        name = safe_file_name(_("Planned {day}").format(day=clock.today().isoformat()))
        proposed = documents_folder() / f"{name}.ics"
        choose_new_file(self, _("Save as calendar file"), proposed, _("Calendar (*.ics)"), self.save_calendar)

    def save_calendar(self, file: str) -> None:
        """Write what is planned from today on, with nothing private in it."""
        where = Path(file)

        def write(workspace: Workspace, _progress: Progress) -> tuple[Path, int, str]:
            count = write_calendar(entries_of(workspace.ask(list_planned, clock.today())), where)
            return where, count, fingerprint(where)

        self.desk.service.run(self, self._tell_saved, write, _("Saving the calendar file…"))

    def _tell_saved(self, saved: tuple[Path, int, str]) -> None:
        file, count, sha256 = saved
        self.desk.service.do(record_copy, file.name, file, sha256)
        engagements = ngettext("{count} engagement", "{count} engagements", count)
        self.desk.navigator.say(_("Saved: {file} ({engagements})").format(file=file.name, engagements=engagements))

    def _plan_on(self, day: date) -> None:
        if day <= clock.today():
            self.starter.log(on_day=day)
        else:
            self.starter.plan(on_day=day)

    def _plan_new(self, day: date) -> None:
        """Plan on a day; one that is over is logged instead."""
        if day < clock.today():
            self.starter.log(on_day=day)
        else:
            self.starter.plan(on_day=day)

    def _open(self, engagement_id: int) -> None:
        self.desk.navigator.open_record("engagements", engagement_id)

    # Filters

    def _filter(self) -> None:
        self.list.set_filters(
            status=self.status.currentData(), kind=self.kind.currentData(), body=self.body.record_id or None
        )

    def _forget_filters(self) -> None:
        for box in (self.status, self.kind):
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
        self.body.set_choice(None)


def listing() -> Listing[EngagementRow]:
    """The columns of the list."""
    return Listing(
        "engagements",
        (
            Column("day", _("Day"), _day, 112),
            Column("title", _("Title"), _title, icon=_glyph, is_strong=True, stretches=True),
            Column("body", _("Body met"), _body, 150, is_sortable=False),
            Column("kind", _("Kind"), _kind, 118),
            Column("status", _("Status"), _status, 134, status=row_pill),
            Column("people", _("People"), _people, 70, Align.RIGHT, is_sortable=False),
            Column("commitments", _("Promises"), _commitments, 84, Align.RIGHT, is_sortable=False),
            Column("venue", _("Venue"), _venue, 160, is_sortable=False, is_shown=False),
            Column("next", _("Next contact"), _next, 110, is_sortable=False, is_shown=False),
        ),
        ids=_ids,
        rows=get_engagement_rows,
        sort="day",
        is_descending=True,
        count_text=_count,
    )


def _ids(wanted: Wanted) -> Sequence[int]:
    chosen = wanted.filters
    status = str(chosen.get("status") or "")
    return list_engagements(
        EngagementsFilter(
            text=wanted.text,
            status=status,
            kind=str(chosen.get("kind") or ""),
            organisation_id=chosen.get("body"),  # type: ignore[arg-type]
            to_day=clock.today() if status == TO_CLOSE else None,
            sort=wanted.sort,
            descending=wanted.is_descending,
        )
    )


def _day(row: EngagementRow) -> str:
    return day_words(row.on_day, row.start_time)


def _title(row: EngagementRow) -> str:
    return row.title


def _glyph(row: EngagementRow) -> Icon | None:
    return Icon.LOCK_KEY if row.confidentiality == 2 else None


def _body(row: EngagementRow) -> str:
    return row.organisation


def _kind(row: EngagementRow) -> str:
    return label(row.kind)


def _status(row: EngagementRow) -> str:
    return label(row.status)


def _people(row: EngagementRow) -> str:
    return str(row.people or "")


def _commitments(row: EngagementRow) -> str:
    return str(row.commitments or "")


def _venue(row: EngagementRow) -> str:
    return row.venue


def _next(row: EngagementRow) -> str:
    return format_day(row.next_contact_on, clock.today()) if row.next_contact_on else ""


def _count(count: int) -> str:
    return ngettext("{count} engagement", "{count} engagements", count)
