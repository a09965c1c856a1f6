"""The lines of Today that are about requests under POPIA."""

from __future__ import annotations

from crm.queries.requests import RequestRow
from crm.rules.requests import label
from resources.translations import _
from ui.icons import Icon
from ui.pages.commitments.looks import lateness_pill_of
from ui.pages.today.lines import Line


def request_line(row: RequestRow) -> Line:
    """A request that was not answered yet."""
    detail = " · ".join((row.sentence, label(row.kind), row.stands))
    line = Line(
        f"request-line-{row.id}", row.id, row.name, detail, Icon.ENVELOPE_SIMPLE, lateness_pill_of(row.lateness)
    )
    line.setProperty("noun", "requests")
    line.setAccessibleDescription(_("Enter opens it."))
    return line
