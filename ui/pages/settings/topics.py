"""The topics of the work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from crm.operations.records import remove
from crm.operations.topics import add_topic, change_topic
from crm.queries.topics import TopicRow, list_topics
from crm.rules.errors import Problem
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.settings.section import Section
from ui.pages.settings.table import EditableTable, TableColumn, TableRow
from ui.theme import GAP
from ui.widgets.buttons import primary, secondary

NAME, KEYWORDS = 0, 1


class TopicsSection(Section):
    """Names and words they are found by; how many records are about each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Topics"),
            _("What commitments and engagements are about. F2 changes a name; one still in use cannot be removed."),
            "settings-topics",
            scrolls=False,
        )
        self._rows: dict[int, TopicRow] = {}
        self._asker = Asker(self, desk.service, self._show)
        self.table = EditableTable(
            (
                TableColumn(_("Topic"), 0, True),
                TableColumn(_("Other words for it"), 220, True),
                TableColumn(_("Records"), 90),
            ),
            "settings-topics-table",
        )
        self.table.setAccessibleName(_("Topics"))
        self.remove = secondary(_("Remove"), "settings-topic-remove", Icon.TRASH)
        self.name = QLineEdit()
        self.name.setObjectName("settings-topic-name")
        self.name.setPlaceholderText(_("Name of a topic"))
        self.name.setAccessibleName(_("Name of a topic"))
        self.add = primary(_("Add"), "settings-topic-add", Icon.PLUS)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addStretch(1)
        above.addWidget(self.remove)
        below.setSpacing(GAP)
        below.addWidget(self.name, 1)
        below.addWidget(self.add)
        self.body.setSpacing(GAP)
        self.body.addLayout(above)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(below)
        self._connect()

    def _connect(self) -> None:
        self.table.edited.connect(self._change)
        self.table.remove_wanted.connect(self._remove)
        self.table.current_changed.connect(self._stand_on)
        self.remove.clicked.connect(self._remove_current)
        self.add.clicked.connect(self._add)
        self.name.returnPressed.connect(self._add)

    def refresh(self) -> None:
        """Ask for all topics."""
        self._asker.ask(list_topics)

    def _show(self, rows: Sequence[TopicRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self._show_rows()

    def _show_rows(self) -> None:
        self.table.show_rows(
            [TableRow(row.id, (row.name, row.keywords, str(row.records or ""))) for row in self._rows.values()]
        )

    def _stand_on(self, topic_id: int) -> None:
        self.remove.setEnabled(bool(topic_id))

    def show_problem(self, problem: Problem) -> None:
        """Say it, and show what is kept instead of what was typed."""
        super().show_problem(problem)
        self._show_rows()

    def _add(self) -> None:
        self.tell("")
        if not self.name.text().strip():
            self.name.setFocus()
            return
        self.desk.service.do(
            add_topic, self.name.text(), on_done=self._take_added, on_problem=self.show_problem, owner=self
        )

    def _take_added(self, _done: object) -> None:
        self.name.clear()

    def _change(self, topic_id: int, column: int, text: str) -> None:
        row = self._rows[topic_id]
        name = text if column == NAME else row.name
        keywords = text if column == KEYWORDS else row.keywords
        if (name, keywords) == (row.name, row.keywords):
            self._show_rows()
            return
        self.do(change_topic, topic_id, name, keywords)

    def _remove_current(self) -> None:
        self._remove(self.table.current_id())

    def _remove(self, topic_id: int) -> None:
        self.tell("")
        if topic_id:
            self.desk.service.do(remove, topic_id, on_problem=self.show_problem, owner=self)
