"""The page of one opportunity: when it closes, what we do about it, whom it suits and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from crm.queries.records import Found
from crm.queries.suited import SuitedRow
from crm.rules.opportunities import DECISIONS, label
from resources.translations import _
from ui.desk import Desk
from ui.icons import OF_NOUN, Icon
from ui.pages.commitments.cards import TimelineCard
from ui.pages.opportunities.actions import OpportunityActions
from ui.pages.opportunities.facts import OpportunityWhole, opportunity_facts, opportunity_moments, read_whole
from ui.pages.opportunities.looks import notice_pill, status_pill
from ui.pages.parts.cards import LinesCard
from ui.pages.parts.counts_towards import CountsTowardsCard
from ui.pages.parts.lines import Line
from ui.pages.parts.record_view import RecordView
from ui.pages.parts.whole_page import WholePage
from ui.pages.parts.words import confidentiality_words
from ui.widgets.banner import Banner
from ui.widgets.cards import Card
from ui.widgets.cards import label as text_label
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone


class OpportunityView(RecordView):
    """An opportunity with whom it suits."""

    def __init__(self, desk: Desk, actions: OpportunityActions) -> None:
        super().__init__(desk, actions, "opportunity", ("decide", "tell", "result", "edit"))
        self.missing = Banner("", Tone.WARNING, _("Fill in"), "opportunity-missing")
        self.about = Card(_("As it was announced"), "opportunity-words-card")
        nobody = _("Nobody that is known. Give it topics and areas, and CSOs what they work on and where.")
        self.suited = LinesCard(_("Whom it suits"), "opportunity-suited", nobody)
        self.tied = LinesCard(_("Belongs to it"), "opportunity-tied", "")
        self.outcome = Card(_("What came of it"), "opportunity-result-card")
        self.timeline = TimelineCard("opportunity")
        self.add_notice(self.missing)
        wide = (self.outcome, self.suited, self.about, self.tied, self.timeline, self.notes, self.files)
        self.towards = CountsTowardsCard(desk, "opportunity-towards")
        self.columns.fill(wide, (self.facts, self.towards, self.history))
        self.missing.pressed.connect(actions.all["edit"].trigger)
        for card in (self.suited, self.tied):
            card.opened.connect(desk.navigator.open_record)

    def show_whole(self, whole: OpportunityWhole) -> None:
        """Show it."""
        page, row = whole.page, whole.page.row
        self.show_head(row.title, row.bound_name)
        pills = [("status", status_pill(row))]
        if (short := notice_pill(row)) is not None:
            pills.append(("notice", short))
        if row.confidentiality:
            pills.append(("confidentiality", Pill(confidentiality_words(row.confidentiality), Tone.WARNING)))
        self.show_pills(pills, row.sentence, row.reference)
        self.missing.set_text(_("Still missing: {what}.").format(what=", ".join(row.missing)) if row.missing else "")
        self.show_steps([(one.value, label(one)) for one in DECISIONS if one is not row.decision])
        self._show_words(self.about, page.words)
        self._show_words(self.outcome, row.result)
        self.suited.show_lines([suited_line(one) for one in whole.suited])
        self.tied.show_lines([tied_line(one) for one in page.tied])
        self.tied.setVisible(bool(page.tied))
        self.facts.show_facts(opportunity_facts(page))
        self.timeline.show_moments(opportunity_moments(page))
        self.towards.show_record(row.id)
        self.show_kept(row.id, whole.kept)

    @staticmethod
    def _show_words(card: Card, words: str) -> None:
        card.clear()
        card.add(text_label(words, name=f"{card.objectName()}-words"))
        card.setVisible(bool(words))


def suited_line(row: SuitedRow) -> Line:
    """A CSO with the reason in words, and whether it was told."""
    told = Pill(_("Told"), Tone.GOOD) if row.is_told else None
    return Line(row.name, row.why[:1].upper() + row.why[1:], "organisations", row.id, told, Icon.USERS_THREE)


def tied_line(found: Found) -> Line:
    """A record that belongs to it."""
    return Line(found.name, found.detail, found.noun, found.id, glyph=OF_NOUN.get(found.noun, Icon.LINK_SIMPLE))


class OpportunityPage(WholePage):
    """Keys: D decide, T tell CSOs, R result, E edit."""

    watches: ClassVar[tuple[str, ...]] = (
        "opportunities",
        "organisations",
        "petitions",
        "engagements",
        "people",
        "places",
        "topics",
        "agreements",
        "notes",
        "attachments",
        "team",
    )
    noun = "opportunities"
    one = "opportunity"

    def make_actions(self) -> OpportunityActions:
        """What can be done with it."""
        return OpportunityActions(self, self.desk)

    def question(self) -> Callable[[int], OpportunityWhole | None]:
        """Everything of it."""
        return read_whole

    def make_views(self) -> Sequence[RecordView]:
        """There is one."""
        self.view = OpportunityView(self.desk, self.actions_)
        return (self.view,)

    def gone_words(self) -> tuple[str, str]:
        """What is said of one that is gone."""
        gone = _("This opportunity is no longer here: it was removed, or noting it was undone.")
        return gone, _("All opportunities")

    def fill(self, whole: Any) -> RecordView:
        """Fill the view."""
        self.tell(whole.page.row.name)
        self.view.show_whole(whole)
        return self.view

    def removing(self, whole: Any) -> tuple[str, str]:
        """Its name, and what goes with it."""
        return whole.page.row.name, _("Its decisions, notes and files go with it. This can be undone.")
