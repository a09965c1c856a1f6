"""How many came to trainings and workshops: over a period, a topic, a place, an agreement; people and heads apart."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from crm.queries.head_counts import HeadCountsFilter, HeadCountsSum, sum_head_counts
from crm.queries.topics import TopicRow, list_topics
from crm.rules import clock
from crm.rules.head_counts import label
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.pages.parts.choosing import combo, fill
from ui.pages.parts.finding import find_agreement_choices, find_place_choices
from ui.theme import GAP, GRID
from ui.widgets import cards
from ui.widgets.cards import clear_layout
from ui.widgets.date_edit import DateEdit
from ui.widgets.dialogs import Dialog
from ui.widgets.forms import Form
from ui.widgets.record_picker import RecordPicker

NAMES = 36 * GRID  # pixels: “Persons with disability” in one line


class ReachedDialog(Dialog):
    """Counts anew with every choice; changes nothing."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, _("Trainings in numbers"), "reached")
        self._sums = Asker(self, desk.service, self._show)
        self._topics = Asker(self, desk.service, self._show_topics)
        today = clock.today()
        self.since, self.until = (DateEdit(today, f"reached-{name}", is_past=True) for name in ("since", "until"))
        self.topic = combo("reached-topic", [(None, _("Every topic"))])
        self.place = RecordPicker(desk.service, find_place_choices, "reached-place", _("Everywhere"))
        self.agreement = RecordPicker(desk.service, find_agreement_choices, "reached-agreement", _("Any, or none"))
        form = Form("reached-form")
        form.side_by_side(("since", _("&From"), self.since), ("until", _("&Until"), self.until))
        form.side_by_side(("topic", _("&Topic"), self.topic), ("place", _("&Place"), self.place))
        form.row("agreement", _("Counts towards"), self.agreement)
        self.said = cards.label("", name="reached-engagements")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GRID)
        for column in (1, 3):
            self._grid.setColumnMinimumWidth(column - 1, NAMES)
            self._grid.setColumnStretch(column, 1)
        self.add(form)
        self.add(self.said)
        self.add(self._grid)
        words = _("People are counted once in each engagement: who came to two counts twice. Empty is not nobody.")
        self.add(cards.label(words, "muted"))
        self.add_cancel(_("Close"))
        self.setMinimumWidth(640)
        self._connect()
        self._topics.ask(list_topics)
        self._count()

    def _connect(self) -> None:
        for day in (self.since, self.until):
            day.changed.connect(self._count)
        self.topic.currentIndexChanged.connect(self._count)
        for picker in (self.place, self.agreement):
            picker.chosen.connect(self._count)
            picker.cleared.connect(self._count)

    def _show_topics(self, topics: list[TopicRow]) -> None:
        fill(self.topic, [(None, _("Every topic")), *((topic.id, topic.name) for topic in topics)])

    def _count(self) -> None:
        wanted = HeadCountsFilter(
            from_day=self.since.day,
            to_day=self.until.day,
            topic_id=self.topic.currentData(),
            place_id=self.place.record_id or None,
            agreement_id=self.agreement.record_id or None,
        )
        self._sums.ask(sum_head_counts, wanted)

    def _show(self, found: HeadCountsSum) -> None:
        count = found.engagements
        words = ngettext("{count} training or workshop was held.", "{count} trainings and workshops were held.", count)
        self.said.setText(words)
        clear_layout(self._grid)
        for number, figure in enumerate(found.figures):
            across, down = divmod(number, -(-len(found.figures) // 2))
            self._grid.addWidget(cards.label(label(figure.name), "muted"), down, 2 * across)
            self._grid.addWidget(cards.label(figure.words, name=f"reached-{figure.name}"), down, 2 * across + 1)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.adjustSize()
