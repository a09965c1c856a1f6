"""After a paper was handed over to a community: which petitions it told of, to be marked as told if the user agrees."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from crm.operations.petitions import tell_petitioners
from crm.operations.privacy import HandOverDraft
from crm.queries.petitions import PetitionRow, PetitionsFilter, get_petition_rows, list_petitions
from crm.rules import clock
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.pages.reports.pages import read_paper, references
from ui.widgets.dialogs import ConfirmDialog

REPORT = "report-back"


class TellingOffer:
    """Asks once, after a report-back was handed over; nothing is marked unless the user says so."""

    def __init__(self, owner: QWidget, desk: Desk) -> None:
        self._owner = owner
        self._desk = desk
        self._asker = Asker(owner, desk.service, self._offer)

    def look(self, draft: HandOverDraft) -> None:
        """Look whether it told of petitions whose petitioners do not know yet."""
        self._draft = draft
        if draft.report == REPORT:
            self._asker.ask(find_told_of, draft.data)

    def _offer(self, rows: list[PetitionRow]) -> None:
        if not rows:
            return
        words = _("It tells what became of {references}. Mark the petitioners as told?")
        box = ConfirmDialog(
            self._owner,
            _("Was the community told?"),
            words.format(references=", ".join(row.reference for row in rows)),
            _("Mark as told"),
            name="report-told-offer",
        )
        box.confirmed.connect(partial(self._mark, [row.id for row in rows]))
        box.open()

    def _mark(self, petition_ids: list[int]) -> None:
        day = self._draft.on or clock.today()
        self._desk.service.do(tell_petitioners, petition_ids, day, self._draft.title)


def find_told_of(data: bytes) -> list[PetitionRow]:
    """The petitions that a paper names and whose petitioners are still to be told."""
    pages = range(len(read_paper(data).sizes))
    named = {each.reference for number in pages for each in references(data, number)}
    rows = get_petition_rows(list_petitions(PetitionsFilter(status="to_tell")))
    return [row for row in rows if row.reference in named]
