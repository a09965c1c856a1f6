"""How an outcome looks in one word or one line."""

from __future__ import annotations

from crm.queries.outcomes import OutcomeRow
from crm.rules.outcomes import Indicator, label
from resources.translations import _
from ui.icons import Icon
from ui.pages.parts.lines import Line
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone


def indicator_pill(row: OutcomeRow) -> Pill | None:
    """What the field counts it as."""
    return Pill(label(row.indicator), Tone.GOOD) if row.indicator != Indicator.NONE else None


def substance_pill(row: OutcomeRow) -> Pill:
    """Whether somebody beside us says so."""
    return Pill(_("Substantiated"), Tone.GOOD) if row.is_substantiated else Pill(_("Only we say so"), Tone.WARNING)


def outcome_line(row: OutcomeRow) -> Line:
    """An outcome in a card of another record."""
    return Line(row.statement, row.sentence, "outcomes", row.id, indicator_pill(row), Icon.FLAG)
