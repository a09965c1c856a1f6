"""What happened with a person or body, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm.queries.people import Moment
from crm.rules import engagements
from crm.rules.dates import format_day
from resources.translations import _
from ui.icons import OF_NOUN, Icon
from ui.pages.parts.cards import LinesCard
from ui.pages.parts.lines import Line
from ui.widgets.buttons import quiet

SHOWN = 10


class TimelineCard(LinesCard):
    """The card “Timeline”."""

    more_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Timeline"), name, _("No engagement yet. Log the last meeting or call."), _("Log engagement"), parent
        )

    def show_moments(self, moments: Sequence[Moment], limit: int) -> None:
        """Show what happened; asks for more when there are as many as were asked for."""
        self.show_lines([_line(moment) for moment in moments])
        if len(moments) >= limit:
            more = quiet(_("Show earlier"), f"{self.objectName()}-more", Icon.CARET_DOWN)
            more.clicked.connect(self.more_wanted)
            self.add(more)


def _line(moment: Moment) -> Line:
    detail = engagements.label(moment.detail) if moment.noun == "engagements" else moment.detail
    detail = _("Handed over") if moment.noun == "privacy" else detail
    return Line(moment.title, detail, moment.noun, moment.id, glyph=OF_NOUN[moment.noun], side=format_day(moment.on))
