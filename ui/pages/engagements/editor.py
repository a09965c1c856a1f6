"""The plan of an engagement: what, when, where, with whom, what we ask, and what is needed there."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from crm.operations.engagements import AgendaDraft, AskDraft, EngagementDraft, save_engagement
from crm.rules import clock
from crm.rules.engagements import AskKind, Kind, Mode, label
from crm.rules.errors import Problem
from crm.rules.head_counts import has_sessions
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.engagements.attendance import DelegationRow
from ui.pages.engagements.facts import EngagementForm
from ui.pages.engagements.people_rows import PeopleRows
from ui.pages.engagements.rows import Rows, WrittenRow
from ui.pages.engagements.topics import TopicEdit
from ui.pages.parts.choosing import choose, combo, labelled
from ui.pages.parts.day_note import DayNote
from ui.pages.parts.editor import EditorDialog
from ui.pages.parts.finding import find_body_choices, find_place_choices
from ui.pages.parts.words import confidentiality_words
from ui.theme import GAP, GRID
from ui.widgets.buttons import quiet
from ui.widgets.cards import label as label_of
from ui.widgets.date_edit import DateEdit
from ui.widgets.record_picker import RecordPicker

PLACES = {
    "engagement-without-title": "title",
    "bad-time": "start",
}


class AgendaRow(WrittenRow):
    """An item of the agenda."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._id: int | None = None
        self.title = self.line("title", _("Item of the agenda"))
        self.minutes = self.line("minutes", _("Minutes"))
        self.minutes.setValidator(QIntValidator(0, 1440, self.minutes))
        self.minutes.setFixedWidth(22 * GRID)
        self.presenter = self.line("presenter", _("Who leads it"))
        self.presenter.setFixedWidth(46 * GRID)
        _across(self, self.title, self.minutes, self.presenter, self.remove_button(_("Remove this item")))

    def show_draft(self, draft: AgendaDraft) -> None:
        """Show an item."""
        self._id = draft.id
        self.minutes.setText("" if draft.minutes is None else str(draft.minutes))
        self.presenter.setText(draft.presenter)
        self.title.setText(draft.title)

    def read(self) -> AgendaDraft:
        """What is written."""
        minutes = int(self.minutes.text()) if self.minutes.text() else None
        return AgendaDraft(self.title.text(), minutes, self.presenter.text(), self._id)

    @property
    def is_empty(self) -> bool:
        """Without a title it is no item."""
        return not self.title.text().strip()

    def take_focus(self) -> None:
        """Into the title."""
        self.title.setFocus()


class PlannedAskRow(WrittenRow):
    """What we shall ask for."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._draft = AskDraft("")
        self.text = self.line("text", _("What we ask for"))
        self.kind = combo(f"{name}-kind", [(str(kind), label(kind)) for kind in AskKind], _("Kind of ask"))
        self.kind.setFixedWidth(46 * GRID)
        self.kind.currentIndexChanged.connect(self.changed)
        _across(self, self.text, self.kind, self.remove_button(_("Remove this ask")))

    def show_draft(self, draft: AskDraft) -> None:
        """Show an ask."""
        self._draft = draft
        choose(self.kind, draft.kind, label)
        self.text.setText(draft.text)

    def read(self) -> AskDraft:
        """What is written."""
        return replace(self._draft, text=self.text.text(), kind=str(self.kind.currentData()))

    @property
    def is_empty(self) -> bool:
        """Without words it is no ask."""
        return not self.text.text().strip()

    def take_focus(self) -> None:
        """Into the words."""
        self.text.setFocus()


class EngagementEditor(EditorDialog):
    """Plan an engagement, or change the plan."""

    def __init__(self, desk: Desk, parent: QWidget, form: EngagementForm) -> None:
        super().__init__(desk, parent, _("Edit plan") if form.is_planned else _("Plan an engagement"), "plan")
        self._given = form
        self._make_what()
        self._make_where()
        self._make_who()
        self._make_content()
        self._make_rest()
        self._fill(form.draft)
        self._show_members()
        self.body_met.chosen.connect(self._show_members)
        self.body_met.cleared.connect(self._show_members)
        self.remember()

    # Parts

    def _make_what(self) -> None:
        self.title = _line("plan-title-text")
        self.body_met = RecordPicker(self.desk.service, find_body_choices, "plan-body", _("Committee, council, office"))
        self.kind = combo("plan-kind", labelled(Kind, label))
        self.day = DateEdit(clock.today(), "plan-day", is_optional=False)
        self.start, self.end = _line("plan-start", "10:00"), _line("plan-end", "11:30")
        self.mode = combo("plan-mode", labelled(Mode, label))
        self.form.row("title", _("&Title"), self.title)
        self.sessions = _line("plan-sessions", "1")
        self.sessions.setValidator(QIntValidator(0, 999, self.sessions))
        self.form.side_by_side(
            ("body", _("&Body met"), self.body_met),
            ("kind", _("&Kind"), self.kind),
            ("sessions", _("&Sessions"), self.sessions),
        )
        self.kind.currentIndexChanged.connect(self._show_sessions)
        self.form.side_by_side(
            ("day", _("&Day"), self.day),
            ("start", _("&From"), self.start),
            ("end", _("&Until"), self.end),
            ("mode", _("&How"), self.mode),
        )
        self.day_note = DayNote(self.desk, "plan-day-note", self.day, self.body_met)
        self.form.add(self.day_note)

    def _make_where(self) -> None:
        self.venue = _line("plan-venue", _("Building and room, or the link"))
        self.place = RecordPicker(self.desk.service, find_place_choices, "plan-place", _("Town or municipality"))
        self.meeting_point = _line("plan-meeting-point", _("Where our delegation meets before"))
        self.needs = _line("plan-needs", _("Sign language, isiXhosa, a ramp, transport"))
        self.section(_("Where"), "plan-where")
        self.form.side_by_side(("venue", _("&Venue"), self.venue), ("place", _("&Place"), self.place))
        self.form.side_by_side(
            ("meeting-point", _("&Meeting point"), self.meeting_point),
            ("needs", _("&Access and interpretation"), self.needs),
        )

    def _make_who(self) -> None:
        header = self.section(_("Who goes, and whom we meet"), "plan-who")
        self.members = quiet(_("Add its members"), "plan-members", Icon.USERS_THREE)
        self.members.clicked.connect(self._add_members)
        header.add(self.members)
        self.people = PeopleRows(self.desk, "plan", "delegation", DelegationRow)
        self.people.on_day = self._on_day
        self.people.new_code = "U"
        self.form.add(self.people)

    def _make_content(self) -> None:
        self.purpose = QPlainTextEdit()
        self.purpose.setObjectName("plan-purpose")
        self.purpose.setTabChangesFocus(True)
        self.purpose.setFixedHeight(16 * GRID)
        self.wanted = QPlainTextEdit()
        self.wanted.setObjectName("plan-wanted")
        self.wanted.setPlaceholderText(_("What we want to come away with"))
        self.wanted.setTabChangesFocus(True)
        self.wanted.setFixedHeight(12 * GRID)
        self.section(_("What for"), "plan-what")
        self.form.row("purpose", _("&Purpose"), self.purpose, is_optional=True)
        self.form.row("wanted", _("What we &want"), self.wanted, is_optional=True)
        self.section(_("Agenda"), "plan-agenda-title").add(label_of(_("Alt and ↑ ↓ move an item"), "muted"))
        self.agenda: Rows[AgendaRow] = Rows("agenda", AgendaRow)
        self.form.add(self.agenda)
        self.section(_("What we ask"), "plan-asks-title")
        self.asks: Rows[PlannedAskRow] = Rows("plan-ask", PlannedAskRow)
        self.form.add(self.asks)

    def _make_rest(self) -> None:
        self.organiser = _line("plan-organiser", _("Who arranges it"))
        self.levels = combo("plan-confidentiality", [(one, confidentiality_words(one)) for one in range(3)])
        self.topics = TopicEdit("plan-topics")
        self.section(_("About it"), "plan-about")
        self.form.side_by_side(
            ("organiser", _("&Organiser"), self.organiser), ("levels", _("&Who may see it"), self.levels)
        )
        self.form.row("topics", _("&Topics and tags"), self.topics, is_optional=True)

    def _fill(self, draft: EngagementDraft) -> None:
        for field, text in self._texts():
            field.setText(getattr(draft, text))
        self.purpose.setPlainText(draft.purpose)
        self.wanted.setPlainText(draft.wanted)
        self.sessions.setText("" if draft.sessions is None else str(draft.sessions))
        self.body_met.set_choice(self._given.body)
        self.place.set_choice(self._given.place)
        choose(self.kind, draft.kind, label)
        self._show_sessions()
        choose(self.mode, draft.mode, label)
        choose(self.levels, draft.confidentiality)
        self.day.set_day(draft.on_day)
        self.day_note.look()
        self.people.show_rows(deepcopy(draft.attendance), self._given.people)
        for item in draft.agenda:
            self.agenda.last().show_draft(item)
        for ask in draft.asks:
            self.asks.last().show_draft(ask)
        self.topics.show_topics(self._given.topics, draft.topics, draft.tags)

    def _texts(self) -> list[tuple[QLineEdit, str]]:
        return [
            (self.title, "title"),
            (self.start, "start_time"),
            (self.end, "end_time"),
            (self.venue, "venue"),
            (self.meeting_point, "meeting_point"),
            (self.needs, "needs"),
            (self.organiser, "organiser"),
        ]

    # As an editor

    def take_focus(self) -> None:
        """Into the title."""
        self.title.setFocus()

    def read(self) -> EngagementDraft:
        """What is written."""
        draft = replace(self._given.draft)
        for field, name in self._texts():
            setattr(draft, name, field.text())
        draft.purpose = self.purpose.toPlainText()
        draft.wanted = self.wanted.toPlainText()
        draft.sessions = int(self.sessions.text()) if self.sessions.text() else None
        draft.organisation_id = self.body_met.record_id or None
        draft.place_id = self.place.record_id or None
        draft.kind, draft.mode = str(self.kind.currentData()), str(self.mode.currentData())
        draft.confidentiality = int(self.levels.currentData())
        draft.on_day = self.day.day or draft.on_day
        draft.attendance = deepcopy(self.people.read())
        draft.agenda = [row.read() for row in self.agenda.written()]
        draft.asks = [row.read() for row in self.asks.written()]
        draft.topics, draft.tags = self.topics.topic_ids(), self.topics.other_tags()
        return draft

    def is_right(self) -> bool:
        """The day is understood, and what is named is known."""
        if self.day.day is None:
            self.form.show_error("day", self.day.error() or _("Give a date."))
            return False
        for key, picker in (("body", self.body_met), ("place", self.place)):
            if picker.text().strip() and not picker.record_id:
                words = _("“{text}” is not known yet. Choose from the list, or leave it empty.")
                self.form.show_error(key, words.format(text=picker.text().strip()))
                return False
        return True

    def save(self, draft: EngagementDraft) -> None:
        """Keep it."""
        self.desk.service.do(save_engagement, draft, on_done=self.take_saved, on_problem=self.take_problem, owner=self)

    def take_problem(self, problem: Problem) -> None:
        """At the field it belongs to."""
        self.save_button.setEnabled(True)
        self.form.show_problem(problem, PLACES.get(problem.code, ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next row; Ctrl+Enter and Ctrl+S save."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _show_sessions(self) -> None:
        is_shown = has_sessions(str(self.kind.currentData())) or bool(self.sessions.text())
        self.form.field_row("sessions").setVisible(is_shown)

    def _show_members(self) -> None:
        body = self.body_met.choice
        self.members.setVisible(bool(body))
        if body:
            self.members.setToolTip(_("Add everyone who holds an office in {body} on the day").format(body=body.name))

    def _add_members(self) -> None:
        self.people.add_members(self.body_met.record_id, "U")

    def _on_day(self) -> date:
        return self.day.day or clock.today()


def _line(name: str, hint: str = "") -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setPlaceholderText(hint)
    return made


def _across(row: WrittenRow, *widgets: QWidget) -> None:
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(GAP)
    for at, widget in enumerate(widgets):
        across.addWidget(widget, 0 if at else 1)
