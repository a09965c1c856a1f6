"""The page of one petition: what is asked of whom, where it stands, and all that happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from crm.rules.petitions import next_steps
from resources.translations import _
from ui.desk import Desk
from ui.pages.agreements.cards import promise_line
from ui.pages.commitments.cards import TimelineCard
from ui.pages.parts.cards import LinesCard
from ui.pages.parts.counts_towards import CountsTowardsCard
from ui.pages.parts.ladder import LadderCard
from ui.pages.parts.mapping import MapCard
from ui.pages.parts.plain_words import PlainWordsCard
from ui.pages.parts.record_view import RecordView
from ui.pages.parts.tied import TiedCard
from ui.pages.parts.whole_page import WholePage
from ui.pages.parts.words import confidentiality_words
from ui.pages.petitions.actions import PetitionActions
from ui.pages.petitions.checklist import ChecklistCard
from ui.pages.petitions.facts import PetitionWhole, petition_facts, petition_moments, read_whole
from ui.pages.petitions.limit import LimitCard
from ui.pages.petitions.looks import lateness_pill, status_pill, step_words
from ui.widgets.banner import Banner
from ui.widgets.cards import Card
from ui.widgets.cards import label as text_label
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone

STEPS = 5  # shown as buttons; the form behind N offers every one


class PetitionView(RecordView):
    """A petition on its way through the House."""

    asks_who = True

    def __init__(self, desk: Desk, actions: PetitionActions) -> None:
        buttons = ("step", "move-date", "follow-up", "progress", "evidence", "edit")
        super().__init__(desk, actions, "petition", buttons)
        self.missing = Banner("", Tone.WARNING, _("Fill in"), "petition-missing")
        self.to_tell = Banner("", Tone.WARNING, _("Petitioner told…"), "petition-to-tell")
        self.prayer = Card(_("What is asked for"), "petition-prayer-card")
        self.checklist = ChecklistCard(desk)
        self.tied = TiedCard(desk, "petition-tied")
        self.limit = LimitCard(actions)
        self.promises = LinesCard(
            _("What they undertook"),
            "petition-promises",
            _("Nothing yet: an executive undertaking, or a resolution of the House."),
            _("Add what they undertook"),
        )
        self.promises.opened.connect(desk.navigator.open_record)
        self.promises.add_wanted.connect(actions.all["undertook"].trigger)
        self.timeline = TimelineCard("petition")
        self.ladder = LadderCard(actions.all["follow-up"], "petition")
        self.add_notice(self.missing)
        self.add_notice(self.to_tell)
        self.towards = CountsTowardsCard(desk, "petition-towards")
        self.map = MapCard(desk, "petition-map")
        self.plain = PlainWordsCard(desk, "petition-plain", "petitions")
        self.columns.fill(
            (self.prayer, self.promises, self.plain, self.timeline, self.map, self.notes, self.files),
            (self.checklist, self.facts, self.limit, self.tied, self.ladder, self.towards, self.history),
        )
        self.missing.pressed.connect(actions.all["edit"].trigger)
        self.to_tell.pressed.connect(actions.all["told"].trigger)
        self.timeline.file_wanted.connect(self._open_file)

    def show_whole(self, whole: PetitionWhole) -> None:
        """Show it."""
        self._whole = whole
        row = whole.page.row
        self.show_head(row.title, " · ".join(part for part in (row.bound_name, row.petitioner) if part))
        pills = [("status", status_pill(row))]
        if row.is_open or row.is_to_tell:
            pills.append(("lateness", lateness_pill(row)))
        if row.confidentiality:
            pills.append(("confidentiality", Pill(confidentiality_words(row.confidentiality), Tone.WARNING)))
        self.show_pills(pills, row.sentence, row.reference)
        self.missing.set_text(_("Still missing: {what}.").format(what=", ".join(row.missing)) if row.missing else "")
        told = _("It ended; the petitioner is still to be told what became of it.")
        self.to_tell.set_text(told if row.is_to_tell else "")
        steps = next_steps(row.kind, row.status)
        self.show_steps([(step, step_words(row, step)) for step in steps[:STEPS]])
        self._show_prayer(whole.page.prayer)
        self.checklist.show_checks(whole.page)
        self.limit.show_limit(whole.page)
        self.promises.show_lines([promise_line(promise) for promise in whole.promises])
        self.tied.show_tied(row.id, whole.page.tied)
        self.facts.show_facts(petition_facts(whole))
        self.timeline.show_moments(petition_moments(whole.page))
        self.ladder.show_climb(whole.climb, row.is_open)
        self.towards.show_record(row.id)
        self.map.show_matter(row.id)
        self.plain.show_record(row.id)
        self.show_kept(row.id, whole.kept)

    def _show_prayer(self, words: str) -> None:
        self.prayer.clear()
        self.prayer.add(text_label(words, name="petition-prayer-words"))
        self.prayer.setVisible(bool(words))

    def _open_file(self, attachment_id: int) -> None:
        names = {one.attachment_id: one.file_name for one in self._whole.page.evidence}
        self.file_wanted.emit(attachment_id, names.get(attachment_id, ""))


class PetitionPage(WholePage):
    """Keys: N step, M move, F follow up, P progress, V evidence, T told, U undertook, K clock, L look, E edit."""

    watches: ClassVar[tuple[str, ...]] = (
        "petitions",
        "agreements",
        "notes",
        "attachments",
        "people",
        "organisations",
        "team",
        "clocks",
        "commitments",
        "engagements",
        "plans",
    )
    noun = "petitions"

    def make_actions(self) -> PetitionActions:
        """What can be done with it."""
        return PetitionActions(self, self.desk)

    def question(self) -> Callable[[int], PetitionWhole | None]:
        """Everything of it."""
        return read_whole

    def make_views(self) -> Sequence[RecordView]:
        """There is one."""
        self.view = PetitionView(self.desk, self.actions_)
        return (self.view,)

    def gone_words(self) -> tuple[str, str]:
        """What is said of one that is gone."""
        gone = _("This petition is no longer here: it was removed, or writing it down was undone.")
        return gone, _("All petitions")

    def fill(self, whole: Any) -> RecordView:
        """Fill the view."""
        self.tell(whole.page.row.name)
        self.view.show_whole(whole)
        return self.view

    def removing(self, whole: Any) -> tuple[str, str]:
        """Its name, and what goes with it."""
        return whole.page.row.name, _("Its follow-ups, notes and files go with it. This can be undone.")
