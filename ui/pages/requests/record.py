"""The page of one request: its clock, how far it was read, what was decided, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from crm.queries.requests import RequestPage
from crm.rules.requests import Kind, label
from resources.translations import _
from ui.desk import Desk
from ui.pages.commitments.cards import TimelineCard
from ui.pages.parts.record_view import RecordView
from ui.pages.parts.whole_page import WholePage
from ui.pages.requests.actions import RequestActions
from ui.pages.requests.facts import RequestWhole, read_whole, request_facts, request_moments
from ui.pages.requests.looks import lateness_pill, status_pill
from ui.widgets.banner import Banner
from ui.widgets.cards import Card
from ui.widgets.cards import label as text_label
from ui.widgets.status import Tone


class RequestView(RecordView):
    """A request on its way to its answer; the banner says what comes next."""

    def __init__(self, desk: Desk, actions: RequestActions) -> None:
        super().__init__(desk, actions, "request", ("read", "identity", "decision", "answer", "edit"))
        self.next = Banner("", Tone.INFO, _("Do it"), "request-next")
        self.words = Card(_("What was asked"), "request-words-card")
        self.held = Card(_("What is held"), "request-held-card")
        self.timeline = TimelineCard("request")
        self._next = ""
        self.add_notice(self.next)
        self.add_to_menu("preview", "sign", "paper", "extend", "carry-out")
        self.columns.fill((self.words, self.held, self.timeline, self.notes, self.files), (self.facts, self.history))
        self.next.pressed.connect(self._do_next)

    def show_whole(self, whole: RequestWhole) -> None:
        """Show it."""
        page, row = whole.page, whole.page.row
        self.show_head(row.asked_by, f"{label(row.kind)}")
        pills = [("status", status_pill(row))]
        if row.is_open:
            pills.append(("lateness", lateness_pill(row)))
        self.show_pills(pills, row.sentence, row.reference)
        words, self._next = what_comes_next(page)
        self.next.set_text(words)
        for card, said in ((self.words, [row.words]), (self.held, _held_words(page))):
            card.clear()
            for number, each in enumerate(said):
                card.add(text_label(each, name=f"{card.objectName()}-{number}"))
            card.setVisible(any(said))
        self.facts.show_facts(request_facts(page))
        self.timeline.show_moments(request_moments(page))
        self.show_kept(row.id, whole.kept)

    def _do_next(self) -> None:
        self.actions_.all[self._next].trigger()


def what_comes_next(page: RequestPage) -> tuple[str, str]:
    """What is to be done now, and the action that does it."""
    row, reading = page.row, page.reading
    if not row.is_open:
        return "", "edit"
    if row.identity_seen_on is None:
        return _("First see who asks: nothing is given to somebody else."), "identity"
    if row.wants_reading and not reading.is_done:
        return _("{read}. Read the rest, and decide thing by thing.").format(read=reading.words), "read"
    if row.wants_reading and reading.count and row.decided_on is None:
        return _("All is read. Print the page for the Information Officer, and record what was signed."), "decision"
    if row.wants_reading and reading.count and row.hand_over_id is None:
        return _("Decided. Hand the answer over, then write down that it was answered."), "paper"
    if row.kind is Kind.DELETE and row.person_id is not None:
        return _("Erase the person, or make the record nameless, on the person's page; then answer."), "carry-out"
    if row.kind in (Kind.OBJECT, Kind.WITHDRAW_CONSENT) and row.person_id is not None:
        return _("Carry out what is asked, then answer."), "carry-out"
    return _("Answer it."), "answer"


def _held_words(page: RequestPage) -> list[str]:
    reading = page.reading
    if not page.row.wants_reading:
        return []
    counts = ((_("give"), reading.given), (_("cover names"), reading.covered), (_("withhold"), reading.withheld))
    said = ", ".join(f"{words} {count}" for words, count in counts if count)
    return [reading.words, *([said] if said else [])]


class RequestRecordPage(WholePage):
    """Keys: R read, I identity, D decision, A answered, M more time, C carry out, P preview, S sign, H hand over."""

    watches: ClassVar[tuple[str, ...]] = ("requests", "people", "notes", "attachments", "privacy", "team")
    noun = "requests"

    def make_actions(self) -> RequestActions:
        """What can be done with it."""
        return RequestActions(self, self.desk)

    def question(self) -> Callable[[int], RequestWhole | None]:
        """Everything of it."""
        return read_whole

    def make_views(self) -> Sequence[RecordView]:
        """There is one."""
        self.view = RequestView(self.desk, self.actions_)
        return (self.view,)

    def gone_words(self) -> tuple[str, str]:
        """What is said of one that is gone."""
        return _("This request is no longer here: it was removed, or writing it down was undone."), _("All requests")

    def fill(self, whole: Any) -> RecordView:
        """Fill the view."""
        self.tell(whole.page.row.name)
        self.view.show_whole(whole)
        return self.view

    def removing(self, whole: Any) -> tuple[str, str]:
        """Its name, and what goes with it."""
        return whole.page.row.name, _("What was decided of each thing goes with it. This can be undone.")
