"""Who received papers in which somebody is, or may be, named: on the person's page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crm.queries.disclosures import Disclosure, DisclosuresFilter, list_disclosures
from crm.rules.dates import format_day
from reports.facts.disclosures import part_words, untold_words
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.parts.cards import Folded, LinesCard
from ui.pages.parts.lines import Line, RecordLine
from ui.widgets.cards import label

SHOWN = 5


class GivenCard(LinesCard):
    """The newest of what left with them on it; the rest folded away. Gone while there is nothing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Given to whom"), "person-given", "", "", parent)
        self._person_id = 0
        self._asker = Asker(self, desk.service, self._show)
        self.opened.connect(desk.navigator.open_record)
        self.hide()

    def show_person(self, person_id: int) -> None:
        """Ask what left of this person."""
        if person_id != self._person_id:
            self.hide()
        self._person_id = person_id
        self._asker.ask(list_disclosures, DisclosuresFilter(person_id))

    def _show(self, found: Sequence[Disclosure]) -> None:
        self.setVisible(bool(found))
        self.clear()
        self.append([_line(each) for each in found[:SHOWN]])
        rest = found[SHOWN:]
        if rest:
            folded = Folded(ngettext("{count} earlier", "{count} earlier", len(rest)), "person-given-earlier")
            for each in rest:
                line = RecordLine(_line(each), f"person-given-earlier-{each.id}")
                line.opened.connect(self.opened)
                folded.body.addWidget(line)
            self.add(folded)
        self.add(label(untold_words(), "muted", "person-given-untold"))


def _line(disclosure: Disclosure) -> Line:
    row = disclosure.row
    part = part_words(disclosure.part) if disclosure.part else ""
    paper = row.title if row.to_whom else ""  # else it is the title of the line
    said = " · ".join(words for words in (format_day(row.on), paper, part) if words)
    return Line(row.to_whom or row.title, said, "privacy", row.id, glyph=Icon.PAPER_PLANE_TILT)
