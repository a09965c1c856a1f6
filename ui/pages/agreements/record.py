"""The page that opens an agreement, a clause, a deliverable or an indicator: the record says which it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from resources.translations import _
from ui.pages.agreements.actions import AgreementActions
from ui.pages.agreements.facts import (
    AgreementWhole,
    ClauseWhole,
    DeliverableWhole,
    IndicatorWhole,
    Whole,
    read_whole,
)
from ui.pages.agreements.views import AgreementView, ClauseView, DeliverableView, IndicatorView
from ui.pages.parts.record_view import RecordView
from ui.pages.parts.whole_page import WholePage


class AgreementPage(WholePage):
    """Keys. Agreement: E edit, C add clause, I add indicator, A amend, R review held, S responses, N renew,

    P progress report.
    Clause: D add deliverable, E edit.
    Deliverable: P progress, M move date, F follow up, V add evidence, C set colour, E edit.
    Indicator: M measure, E edit.
    """

    watches: ClassVar[tuple[str, ...]] = (
        "agreements",
        "commitments",
        "notes",
        "attachments",
        "people",
        "organisations",
        "engagements",
        "plans",
        "outcomes",
        "petitions",
        "opportunities",
        "team",
    )
    noun = "agreements"

    def make_actions(self) -> AgreementActions:
        """What can be done with any of them."""
        return AgreementActions(self, self.desk)

    def question(self) -> Callable[[int], Whole | None]:
        """Whichever of them it is."""
        return read_whole

    def make_views(self) -> Sequence[RecordView]:
        """One for each."""
        self.agreement = AgreementView(self.desk, self.actions_)
        self.clause = ClauseView(self.desk, self.actions_)
        self.deliverable = DeliverableView(self.desk, self.actions_)
        self.indicator = IndicatorView(self.desk, self.actions_)
        return self.agreement, self.clause, self.deliverable, self.indicator

    def gone_words(self) -> tuple[str, str]:
        """What is said of one that is gone."""
        return _("This is no longer here: it was removed, or writing it down was undone."), _("All agreements")

    def fill(self, whole: Any) -> RecordView:
        """Fill the view of what it is."""
        if isinstance(whole, AgreementWhole):
            self.tell(whole.page.row.name)
            self.agreement.show_whole(whole)
            return self.agreement
        if isinstance(whole, ClauseWhole):
            self.tell(whole.row.name)
            self.clause.show_whole(whole)
            return self.clause
        if isinstance(whole, IndicatorWhole):
            self.tell(whole.page.row.name)
            self.indicator.show_whole(whole)
            return self.indicator
        self.tell(whole.page.row.title)
        self.deliverable.show_whole(whole)
        return self.deliverable

    def removing(self, whole: Whole) -> tuple[str, str]:
        """Its name, and what goes with it."""
        name = whole.row.name if isinstance(whole, ClauseWhole) else whole.page.row.name
        if isinstance(whole, DeliverableWhole):
            return name, _("Its evidence and progress go with it; promises stay, under its clause. This can be undone.")
        if isinstance(whole, IndicatorWhole):
            return name, _("Its measurements go with it. This can be undone.")
        return name, _("Its deliverables go with it; promises stay, under no clause. This can be undone.")
