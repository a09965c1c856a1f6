"""Putting more of the country into the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from crm.operations.reference import put_in_reference_data
from crm.rules.dates import format_day
from crm.rules.errors import Problem
from resources import reference
from resources.translations import _, ngettext
from ui.desk import Desk
from ui.pages.settings.section import Section
from ui.pages.start.provinces import ProvinceChoice
from ui.widgets.buttons import primary
from ui.widgets.cards import Card, label
from ui.widgets.status import Tone

if TYPE_CHECKING:
    from crm.workspace import Done

TABLES = ("provinces", "municipalities", "wards", "parties", "committees", "holidays")


class ReferenceSection(Section):
    """Provinces to bring in, and where the facts come from."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Reference data"),
            _("Legislatures, municipalities, wards, parties, committees and holidays. What is there already stays."),
            "settings-reference",
        )
        self.provinces = ProvinceChoice("settings-province")
        self.bring_in = primary(_("Bring in"), "settings-reference-bring-in")
        choice = Card(_("Provinces"), "settings-reference-provinces")
        choice.add(self.provinces)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.bring_in)
        choice.body.addLayout(row)
        self.body.addWidget(choice)
        sources = Card(_("Where it comes from"), "settings-reference-sources")
        for table in TABLES:
            source = reference.SOURCES[table]
            words = _("{table}: {source}, as of {day}").format(
                table=table.capitalize(), source=source.name, day=format_day(source.as_of)
            )
            sources.add(label(words, "muted"))
        self.body.addWidget(sources)
        self.body.addStretch(1)
        self.bring_in.clicked.connect(self._bring_in)

    def _bring_in(self) -> None:
        self.bring_in.setEnabled(False)
        self.desk.service.do(
            put_in_reference_data,
            self.provinces.chosen(),
            what=_("Bringing in reference data…"),
            on_done=self._tell_done,
            on_problem=self._tell_not_done,
            owner=self,
        )

    def _tell_done(self, done: Done[int]) -> None:
        self.bring_in.setEnabled(True)
        count = done.value
        added = ngettext("{count} record added.", "{count} records added.", count).format(count=count)
        self.tell(added if count else _("Everything was there already."), Tone.GOOD)

    def _tell_not_done(self, problem: Problem) -> None:
        self.bring_in.setEnabled(True)
        self.show_problem(problem)
