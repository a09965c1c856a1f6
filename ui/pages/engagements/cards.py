"""The cards on the page of an engagement."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from crm.queries.commitments import CommitmentRow
from crm.queries.engagements import AttendanceLine, EngagementPage
from crm.rules.dates import format_day
from crm.rules.engagements import AttendanceRole, Response, Status, label
from crm.rules.head_counts import NAMES, OF_SESSIONS, has_sessions
from resources.translations import _
from ui.icons import Icon
from ui.pages.engagements.attendance import side_words
from ui.pages.engagements.facts import Whole
from ui.pages.engagements.looks import code_pill, joined, response_pill
from ui.pages.engagements.step_parts import count_words
from ui.pages.engagements.who_came import register_words
from ui.pages.parts.cards import LinesCard
from ui.pages.parts.lines import Line
from ui.pages.parts.words import confidentiality_words, lateness_status
from ui.theme import GAP, GRID
from ui.widgets import cards
from ui.widgets.buttons import secondary
from ui.widgets.cards import Card


class FactsCard(Card):
    """Facts, each beside its name."""

    def show_facts(self, facts: list[tuple[str, str]]) -> None:
        """Show those that are known; the card hides when none is."""
        self.clear()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GRID)
        grid.setColumnMinimumWidth(0, 26 * GRID)
        grid.setColumnStretch(1, 1)
        known = [(name, words) for name, words in facts if words]
        for at, (name, words) in enumerate(known):
            grid.addWidget(cards.label(name, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(cards.label(words), at, 1)
        holder = QWidget()
        holder.setLayout(grid)
        self.add(holder)
        self.setVisible(bool(known))


def logistics(page: EngagementPage) -> list[tuple[str, str]]:
    """Where, how and for what."""
    return [
        (_("Where"), ", ".join(part for part in (page.venue, page.place) if part)),
        (_("How"), label(page.mode)),
        (_("Meeting point"), page.meeting_point),
        (_("Access, language"), page.needs),
        (_("Purpose"), "" if page.status in (Status.PLANNED, Status.POSTPONED) else page.purpose),
        (_("Organiser"), page.organiser),
        (_("Next contact"), format_day(page.next_contact_on) if page.next_contact_on else ""),
        (_("Who may see it"), confidentiality_words(page.confidentiality)),
        (_("Topics"), ", ".join([*(name for _id, name in page.topics), *page.tags])),
        (_("Source"), page.source),
    ]


def counted(page: EngagementPage) -> list[tuple[str, str]]:
    """The head counts; “not recorded” is not nobody. Attendances stand where the kind has sessions, or were counted."""
    counts = {name: getattr(page, name) for name in NAMES}
    if all(count is None for count in counts.values()) and not has_sessions(page.kind):
        return []
    if not has_sessions(page.kind):
        counts = {name: count for name, count in counts.items() if name not in OF_SESSIONS or count is not None}
    return [(count_words(name), _("not recorded") if count is None else str(count)) for name, count in counts.items()]


class PurposeCard(Card):
    """What a planned engagement is for."""

    def __init__(self) -> None:
        super().__init__(_("What for"), "engagement-purpose")
        self._text = cards.label("", name="engagement-purpose-text")
        self.add(self._text)

    def show_purpose(self, words: str) -> None:
        """Show it; hidden when there is none."""
        self._text.setText(words)
        self.setVisible(bool(words))


class RegisterCard(LinesCard):
    """Who came, or who is expected."""

    def __init__(self) -> None:
        super().__init__(_("Attendance register"), "engagement-register", _("Nobody is named yet."))

    def show_register(self, whole: Whole) -> None:
        """Show everyone with code, office and part; in a plan our delegation first, then whom we meet."""
        page = whole.page
        is_plan = page.status in (Status.PLANNED, Status.POSTPONED)
        self.header.set_text(_("Who goes, and whom we meet") if is_plan else _("Attendance register"))
        self.show_lines([])
        if not page.attendance:
            return
        self.clear()
        if is_plan:
            for side, words in (("ours", _("Our delegation")), ("theirs", _("Whom we meet"))):
                group = [line for line in page.attendance if (line.side == "ours") is (side == "ours")]
                if group:
                    self.add_words(words)
                self.append([register_line(line, whole, is_plan=True) for line in group])
            return
        if page.closed_out_on or any(line.code != "U" for line in page.attendance):
            self.add_words(register_words([line.code for line in page.attendance]))
        self.append([register_line(line, whole) for line in page.attendance])


def register_line(line: AttendanceLine, whole: Whole, *, is_plan: bool = False) -> Line:
    """One person; the side goes without saying in a plan, where the two stand apart."""
    person = whole.people.get(line.person_id or 0)
    office = person.detail if person else line.organisation
    part = label(AttendanceRole(line.part)) if line.part in set(AttendanceRole) else line.part
    side = "" if is_plan else side_words(line.side)
    return Line(
        line.name,
        joined(
            part if is_plan else "", office or ("" if person else _("Not yet in People")), side, "" if is_plan else part
        ),
        "people" if person else "",
        line.person_id or 0,
        code_pill(line.code) if line.code != "U" else None,
        Icon.USER,
    )


def agenda_lines(page: EngagementPage) -> list[Line]:
    """The agenda."""
    return [
        Line(
            title,
            joined(presenter, _("{count} minutes").format(count=minutes) if minutes else ""),
            glyph=Icon.LIST_BULLETS,
        )
        for _id, title, minutes, presenter in page.agenda
    ]


def point_lines(page: EngagementPage) -> list[Line]:
    """What was raised; the private impression is marked as such."""
    return [
        Line(
            text,
            joined(raised_by, label(status), _("private: {words}").format(words=impression) if impression else ""),
            glyph=Icon.CHAT_CIRCLE_TEXT,
        )
        for _id, text, raised_by, status, impression in page.points
    ]


def ask_lines(page: EngagementPage) -> list[Line]:
    """What we asked, and the answer; nothing was answered while it is only planned."""
    is_plan = page.status in (Status.PLANNED, Status.POSTPONED)
    return [
        Line(
            text,
            joined(label(kind), answer),
            status=None if is_plan and response == Response.NOT_RAISED else response_pill(response),
            glyph=Icon.QUESTION,
        )
        for _id, text, kind, response, answer in page.asks
    ]


def commitment_lines(rows: tuple[CommitmentRow, ...]) -> list[Line]:
    """What was promised, each with its one sentence."""
    return [
        Line(
            row.words,
            joined(row.bound_name or _("To identify"), row.sentence),
            "commitments",
            row.id,
            lateness_status(row),
            Icon.ARROW_LEFT if row.direction == "they_owe_us" else Icon.ARROW_RIGHT,
        )
        for row in rows
    ]


class MinutesCard(Card):
    """The minutes, and whether they are locked."""

    unlock_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Minutes"), "engagement-minutes")
        self.unlock = secondary(_("Unlock…"), "engagement-unlock", Icon.LOCK_KEY_OPEN)
        self.unlock.clicked.connect(self.unlock_wanted)
        self.add_header(self.unlock)
        self._state = cards.label("", "muted", "engagement-minutes-state")
        self._text = cards.label("", name="engagement-minutes-text")
        self.add(self._state)
        self.add(self._text)

    def show_minutes(self, page: EngagementPage) -> None:
        """Show the text and the lock."""
        self.unlock.setVisible(page.is_locked)
        locked = _("Locked since {day}.").format(day=format_day(page.closed_out_on)) if page.closed_out_on else ""
        empty = _("No minutes were written.") if page.is_locked else _("Written and locked in the close-out.")
        self._state.setText(joined(locked, "" if page.minutes else empty))
        self._state.setVisible(bool(self._state.text()))
        self._text.setText(page.minutes)
        self._text.setVisible(bool(page.minutes))
