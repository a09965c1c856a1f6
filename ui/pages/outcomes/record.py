"""The page of one outcome: the change, why it matters, our part, and who says so too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from resources.translations import _
from ui.desk import Desk
from ui.pages.outcomes.actions import OutcomeActions
from ui.pages.outcomes.facts import OutcomeWhole, outcome_facts, read_whole
from ui.pages.outcomes.looks import indicator_pill, substance_pill
from ui.pages.parts.counts_towards import CountsTowardsCard
from ui.pages.parts.plain_words import PlainWordsCard
from ui.pages.parts.record_view import RecordView
from ui.pages.parts.tied import TiedCard
from ui.pages.parts.whole_page import WholePage
from ui.pages.parts.words import confidentiality_words
from ui.widgets.cards import Card
from ui.widgets.cards import label as text_label
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone


class OutcomeView(RecordView):
    """An outcome with what it belongs to."""

    def __init__(self, desk: Desk, actions: OutcomeActions) -> None:
        super().__init__(desk, actions, "outcome", ("edit",))
        self.significance = Card(_("Why it matters"), "outcome-significance-card")
        self.contribution = Card(_("Our contribution"), "outcome-contribution-card")
        self.tied = TiedCard(desk, "outcome-tied")
        self.towards = CountsTowardsCard(desk, "outcome-towards")
        self.plain = PlainWordsCard(desk, "outcome-plain", "outcomes")
        wide = (self.significance, self.contribution, self.plain, self.tied, self.notes, self.files)
        self.columns.fill(wide, (self.facts, self.towards, self.history))

    def show_whole(self, whole: OutcomeWhole) -> None:
        """Show it."""
        page, row = whole.page, whole.page.row
        self.show_head(row.statement, row.actor)
        pills = [("substance", substance_pill(row))]
        if (counted := indicator_pill(row)) is not None:
            pills.insert(0, ("indicator", counted))
        if row.confidentiality:
            pills.append(("confidentiality", Pill(confidentiality_words(row.confidentiality), Tone.WARNING)))
        self.show_pills(pills, row.sentence, row.reference)
        for card, words in ((self.significance, page.significance), (self.contribution, page.contribution)):
            card.clear()
            card.add(text_label(words, name=f"{card.objectName()}-words"))
            card.setVisible(bool(words))
        self.tied.show_tied(row.id, page.belongs)
        self.towards.show_record(row.id)
        self.plain.show_record(row.id)
        self.facts.show_facts(outcome_facts(page))
        self.show_kept(row.id, whole.kept)


class OutcomePage(WholePage):
    """Keys: E edit."""

    watches: ClassVar[tuple[str, ...]] = (
        "outcomes",
        "plans",
        "petitions",
        "engagements",
        "commitments",
        "people",
        "organisations",
        "places",
        "topics",
        "agreements",
        "notes",
        "attachments",
    )
    noun = "outcomes"

    def make_actions(self) -> OutcomeActions:
        """What can be done with it."""
        return OutcomeActions(self, self.desk)

    def question(self) -> Callable[[int], OutcomeWhole | None]:
        """Everything of it."""
        return read_whole

    def make_views(self) -> Sequence[RecordView]:
        """There is one."""
        self.view = OutcomeView(self.desk, self.actions_)
        return (self.view,)

    def gone_words(self) -> tuple[str, str]:
        """What is said of one that is gone."""
        return _("This outcome is no longer here: it was removed, or writing it down was undone."), _("All outcomes")

    def fill(self, whole: Any) -> RecordView:
        """Fill the view."""
        self.tell(whole.page.row.name)
        self.view.show_whole(whole)
        return self.view

    def removing(self, whole: Any) -> tuple[str, str]:
        """Its name, and what goes with it."""
        return whole.page.row.name, _("Its notes and files go with it. This can be undone.")
