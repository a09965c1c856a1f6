"""Step 1 of the close-out: what it was, who came, how many, and the sign-in sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crm.operations.engagements import EngagementDraft
from crm.rules.engagements import AttendanceCode
from crm.rules.errors import Problem
from resources.translations import _, ngettext
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.engagements.attendance import AttendanceRow
from ui.pages.engagements.facts import EngagementForm
from ui.pages.engagements.people_rows import PeopleRows
from ui.pages.engagements.step_parts import Counts, Files, Head
from ui.pages.engagements.steps import Step
from ui.theme import GAP
from ui.widgets import cards
from ui.widgets.buttons import quiet
from ui.widgets.cards import Card, scrolled

FILES = ("file-missing", "attachment-too-large", "file-unreadable")
SIDE_WIDTH = 280


class WhoCame(Step):
    """Title, day and body; the register; counts; files."""

    def __init__(self, desk: Desk, form: EngagementForm) -> None:
        super().__init__()
        self.setObjectName("close-out-who")
        self._desk = desk
        self.head = Head(desk, form)
        self.people = PeopleRows(desk, "close-out", "attendance", AttendanceRow)
        self.people.on_day = self.head.day
        self.counts = Counts(form.draft)
        self.files = Files()
        self._rest = quiet(_("The others came"), "close-out-rest-present", Icon.CHECK)
        self._rest.setToolTip(_("Mark everyone still unknown as present"))
        self._members = quiet(_("Add its members"), "close-out-members", Icon.USERS_THREE)
        self._count = cards.label("", "muted", "close-out-register-count")
        self._lay_out()
        self.people.show_rows(form.draft.attendance, form.people)
        self._connect()
        self._show_kind()
        self._tell()

    def _lay_out(self) -> None:
        register = Card(_("Who came"), "close-out-register")
        register.add_header(self._members)
        register.add_header(self._rest)
        register.add(self.people)
        register.add(self._count)
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, GAP, 0)
        inside.addWidget(register)
        inside.addStretch(1)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, GAP, 0)
        side.setSpacing(GAP)
        side.addWidget(self.counts)
        side.addWidget(self.files)
        side.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addWidget(scrolled(left, "close-out-register-scroll"), 1)
        beside = scrolled(right, "close-out-side-scroll")
        beside.setFixedWidth(SIDE_WIDTH)
        columns.addWidget(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.head)
        column.addLayout(columns, 1)

    def _connect(self) -> None:
        self.head.changed.connect(self.changed)
        self.people.changed.connect(self.changed)
        self.counts.changed.connect(self.changed)
        self.files.changed.connect(self.changed)
        self.people.changed.connect(self._tell)
        self.head.changed.connect(self._tell)
        self.head.kind.currentIndexChanged.connect(self._show_kind)
        self._rest.clicked.connect(self._mark_rest)
        self._members.clicked.connect(self._add_members)

    def _show_kind(self) -> None:
        self.counts.show_kind(str(self.head.kind.currentData()))

    def _tell(self) -> None:
        body = self.head.body.choice
        self._members.setVisible(bool(body))
        if body:
            self._members.setToolTip(_("Add everyone who held an office in {body} on the day").format(body=body.name))
        codes = [row.draft.code for row in self.people.rows]
        self._rest.setVisible("U" in codes)
        self._count.setText(register_words(codes) if codes else keys_hint())

    def _mark_rest(self) -> None:
        for row in self.people.rows:
            if isinstance(row, AttendanceRow) and row.draft.code == "U":
                row.set_code("P")

    def _add_members(self) -> None:
        self.people.add_members(self.head.body.record_id, "U")

    def write(self, draft: EngagementDraft) -> None:
        """Everything of this step."""
        self.head.write(draft)
        draft.attendance = self.people.read()
        self.counts.write(draft)
        draft.files = self.files.read()
        if not draft.title.strip():
            first = next((row.somebody.name for row in self.people.rows if row.draft.side != "ours"), "")
            draft.title = self.head.suggested_title(first)

    def check(self) -> str:
        """A title and a day; counts and files that can be taken. A name still in its field is added."""
        self.people.settle()
        return (
            self.head.check(bool(self.people.rows) or not self.people.is_settled)
            or self.counts.check()
            or self.files.check()
        )

    def enter(self) -> None:
        """Into the title of an unplanned one, else to the first who is not marked yet."""
        unknown = next((row for row in self.people.rows if row.draft.code == "U"), None)
        if not self.head.title.text().strip():
            self.head.title.setFocus()
        elif unknown is not None:
            unknown.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.people.setFocus()

    def show_problem(self, problem: Problem) -> None:
        """To the field concerned."""
        places: dict[str, QWidget] = {
            "engagement-without-title": self.head.title,
            "held-in-future": self.head.on_day,
            "bad-count": self.counts,
        }
        field = self.files.path if problem.code in FILES else places.get(problem.code, self.people)
        field.setFocus()

    def has_waiting(self) -> bool:
        """A name or a path that was typed."""
        return bool(self.files.path.text().strip() or self.people.picker.text().strip())


def keys_hint() -> str:
    """What the keys do."""
    return _("On a row: P present, A absent, A again apology, L late, D departed early, U unknown, S changes the side.")


def register_words(codes: list[str]) -> str:
    """“3 present, 1 apology”."""
    present = sum(AttendanceCode(code).was_there for code in codes)
    words = [ngettext("{count} present", "{count} present", present)]
    apologies, absent, unknown = (codes.count(code) for code in ("AP", "A", "U"))
    if apologies:
        words.append(ngettext("{count} apology", "{count} apologies", apologies))
    if absent:
        words.append(ngettext("{count} absent", "{count} absent", absent))
    if unknown:
        words.append(ngettext("{count} not marked", "{count} not marked", unknown))
    return ", ".join(words)
