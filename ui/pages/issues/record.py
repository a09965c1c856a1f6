"""The page of one issue: what is wrong, where it stands, what was seen of it, and all that happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from crm.rules.issues import next_steps
from resources.translations import _
from ui.desk import Desk
from ui.pages.commitments.cards import TimelineCard
from ui.pages.issues.actions import IssueActions
from ui.pages.issues.facts import IssueWhole, issue_facts, issue_moments, read_whole
from ui.pages.issues.looks import seen_pill, status_pill, step_words
from ui.pages.issues.visits import VisitsCard
from ui.pages.parts.mapping import MapCard
from ui.pages.parts.plain_words import PlainWordsCard
from ui.pages.parts.record_view import RecordView
from ui.pages.parts.tied import TiedCard
from ui.pages.parts.whole_page import WholePage
from ui.pages.parts.words import confidentiality_words
from ui.widgets.banner import Banner
from ui.widgets.cards import Card
from ui.widgets.cards import label as text_label
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone

STEPS = 5  # shown as buttons; the form behind N offers every one


class IssueView(RecordView):
    """An issue on its way to being fixed."""

    asks_who = True

    def __init__(self, desk: Desk, actions: IssueActions) -> None:
        super().__init__(desk, actions, "issue", ("visit", "step", "follow-up", "progress", "edit"))
        self.missing = Banner("", Tone.WARNING, _("Fill in"), "issue-missing")
        self.not_theirs = Banner("", Tone.WARNING, _("Send elsewhere…"), "issue-not-theirs")
        self.words = Card(_("What is wrong"), "issue-words-card")
        self.visits = VisitsCard(desk)
        self.timeline = TimelineCard("issue")
        self.tied = TiedCard(desk, "issue-tied")
        self.map = MapCard(desk, "issue-map")
        self.plain = PlainWordsCard(desk, "issue-plain", "issues")
        self.add_notice(self.missing)
        self.add_notice(self.not_theirs)
        self.add_to_menu("evidence", "reroute", "start-petition", "start-plan")
        self.columns.fill(
            (self.words, self.visits, self.plain, self.timeline, self.map, self.notes, self.files),
            (self.facts, self.tied, self.history),
        )
        self.missing.pressed.connect(actions.all["edit"].trigger)
        self.not_theirs.pressed.connect(actions.all["reroute"].trigger)
        self.timeline.file_wanted.connect(self._open_file)
        self.visits.file_wanted.connect(self._open_file)

    def show_whole(self, whole: IssueWhole) -> None:
        """Show it."""
        self._whole = whole
        page, row = whole.page, whole.page.row
        self.show_head(row.title, " · ".join(part for part in (row.place, row.spot) if part))
        pills = [("status", status_pill(row))]
        if row.is_open:
            pills.append(("seen", seen_pill(row)))
        if row.confidentiality:
            pills.append(("confidentiality", Pill(confidentiality_words(row.confidentiality), Tone.WARNING)))
        self.show_pills(pills, row.sentence, row.reference)
        self.missing.set_text(_("Still missing: {what}.").format(what=", ".join(row.missing)) if row.missing else "")
        said = _(
            "{name} says it is not theirs. The community still has the problem: somebody else has to deal with it."
        )
        self.not_theirs.set_text(said.format(name=row.respondent or _("The other side")) if row.wants_route else "")
        self.show_steps([(step, step_words(row.status, step)) for step in next_steps(row.status)[:STEPS]])
        self.words.clear()
        self.words.add(text_label(page.description, name="issue-words-shown"))
        self.words.setVisible(bool(page.description))
        self.visits.show_visits(page.visits, row.seen)
        self.facts.show_facts(issue_facts(page))
        self.timeline.show_moments(issue_moments(page))
        self.tied.show_tied(row.id, page.tied)
        self.map.show_matter(row.id)
        self.plain.show_record(row.id)
        self.show_kept(row.id, whole.kept)

    def _open_file(self, attachment_id: int) -> None:
        page = self._whole.page
        names = {one.attachment_id: one.file_name for one in page.evidence}
        names |= {one.attachment_id: one.file_name for one in page.visits}
        self.file_wanted.emit(attachment_id, names.get(attachment_id, ""))


class IssueRecordPage(WholePage):
    """Keys: W visit, N next step, F follow up, P progress, V evidence, R send elsewhere, E edit."""

    watches: ClassVar[tuple[str, ...]] = (
        "issues",
        "petitions",
        "plans",
        "engagements",
        "commitments",
        "people",
        "notes",
        "attachments",
        "organisations",
        "team",
    )
    noun = "issues"

    def make_actions(self) -> IssueActions:
        """What can be done with it."""
        return IssueActions(self, self.desk)

    def question(self) -> Callable[[int], IssueWhole | None]:
        """Everything of it."""
        return read_whole

    def make_views(self) -> Sequence[RecordView]:
        """There is one."""
        self.view = IssueView(self.desk, self.actions_)
        return (self.view,)

    def gone_words(self) -> tuple[str, str]:
        """What is said of one that is gone."""
        return _("This issue is no longer here: it was removed, or writing it down was undone."), _("All issues")

    def fill(self, whole: Any) -> RecordView:
        """Fill the view."""
        self.tell(whole.page.row.name)
        self.view.show_whole(whole)
        return self.view

    def removing(self, whole: Any) -> tuple[str, str]:
        """Its name, and what goes with it."""
        return whole.page.row.name, _("Its visits, photos, notes and files go with it. This can be undone.")
