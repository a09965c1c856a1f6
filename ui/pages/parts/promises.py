"""The commitments of a person or body, both ways, each with its one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm.queries.commitments import CommitmentFilter, CommitmentRow, get_commitment_rows, list_commitments
from crm.rules.commitments import Direction, label
from resources.translations import _, ngettext
from ui.icons import Icon
from ui.pages.parts.cards import LinesCard
from ui.pages.parts.lines import Line
from ui.pages.parts.words import lateness_status
from ui.widgets.buttons import quiet

SHOWN = 12
ORDER = (Direction.THEY_OWE_US, Direction.WE_OWE_THEM, Direction.CSO_TO_CSO, Direction.THIRD_PARTY)


@dataclass(frozen=True)
class Promises:
    """The open commitments shown, how many there are, and the closed ones when asked for."""

    shown: tuple[CommitmentRow, ...]
    open_count: int
    closed_count: int
    with_closed: bool


def get_promises(person_id: int | None, body_id: int | None, with_closed: bool) -> Promises:
    """The commitments of a person or of a body and everything in it."""
    still_open = list_commitments(CommitmentFilter(person_id=person_id, body_id=body_id))
    closed = list_commitments(
        CommitmentFilter(person_id=person_id, body_id=body_id, status="closed", sort="made", descending=True)
    )
    wanted = [*still_open[: 100 if with_closed else SHOWN], *(closed[:100] if with_closed else [])]
    return Promises(tuple(get_commitment_rows(wanted)), len(still_open), len(closed), with_closed)


class PromisesCard(LinesCard):
    """The card “Commitments”."""

    all_wanted = Signal()

    def __init__(self, name: str, shows_who: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Commitments"),
            name,
            _("Nothing promised yet, by them or by us. What was said in the last meeting?"),
            _("Add commitment"),
            parent,
        )
        self._shows_who = shows_who

    def show_promises(self, promises: Promises) -> None:
        """Show these, grouped by who owes whom."""
        self.show_lines([])
        if promises.shown:
            self.clear()
        for way in ORDER:
            self._show_way(label(way), [row for row in promises.shown if row.direction is way])
        self._show_rest(promises)

    def _show_way(self, words: str, rows: Sequence[CommitmentRow]) -> None:
        if rows:
            self.add_words(words)
            self.append([self._line(row) for row in rows])

    def _line(self, row: CommitmentRow) -> Line:
        who = row.bound_name if self._shows_who else ""
        step = row.next_step
        detail = " · ".join(part for part in (who, row.sentence, step) if part)
        return Line(row.words, detail, "commitments", row.id, lateness_status(row), Icon.HANDSHAKE)

    def _show_rest(self, promises: Promises) -> None:
        hidden = promises.open_count - sum(row.outcome is None for row in promises.shown)
        if promises.with_closed or not (hidden or promises.closed_count):
            return
        words = [ngettext("{count} more open", "{count} more open", hidden)] if hidden > 0 else []
        words += [ngettext("{count} closed", "{count} closed", promises.closed_count)] if promises.closed_count else []
        more = quiet(_("Show {what}").format(what=", ".join(words)), f"{self.objectName()}-all", Icon.CARET_DOWN)
        more.clicked.connect(self.all_wanted)
        self.add(more)
