"""What the page of a request shows, read in one question. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.requests import RequestPage, get_request
from crm.rules.requests import Outcome, cited, label
from resources.translations import _
from ui.icons import Icon
from ui.pages.commitments.facts import Fact, Moment, joined, moved
from ui.pages.parts.kept import Kept, read_kept
from ui.pages.parts.words import day_words


@dataclass(frozen=True)
class RequestWhole:
    """Everything of a request."""

    page: RequestPage
    kept: Kept


def read_whole(request_id: int) -> RequestWhole | None:
    """Everything of one request; None when it is gone."""
    page = get_request(request_id)
    return RequestWhole(page, read_kept(request_id)) if page else None


def request_facts(page: RequestPage) -> list[Fact]:
    """Who asks about whom, what the law says, and the days."""
    row = page.row
    about = Fact(_("About"), row.person or _("Nobody we hold"), "people" if row.person else "", row.person_id or 0)
    said = (
        (_("Asked by"), row.asked_by),
        (_("In the name of"), row.for_whom),
        (_("Asked"), f"{label(row.kind)} ({cited(row.kind)})"),
        (_("Received"), day_words(row.received_on)),
        (_("Answer due"), day_words(row.due_on)),
        (_("Identity"), joined(row.identity_seen, day_words(row.identity_seen_on))),
        (_("Decided"), joined(row.decided_by, day_words(row.decided_on))),
        (_("Reason"), row.reason),
        (_("Answered"), joined(day_words(row.answered_on), row.answered_how)),
        (_("Our owner"), row.owner_name),
    )
    found = [about, *(Fact(name, words) for name, words in said if words)]
    for record_id, words, why_not in page.corrections:
        found.append(Fact(_("Note kept"), joined(words, why_not), "", record_id))
    return found


def request_moments(page: RequestPage) -> list[Moment]:
    """What happened, the newest first."""
    moments = [Moment(page.row.received_on, Icon.ENVELOPE_SIMPLE, _("Received"))]
    moments += [moved(*move) for move in page.moves]
    moments += [_stepped(*step) for step in page.steps]
    if page.row.decided_on is not None:
        words = _("Decided by {name}").format(name=page.row.decided_by)
        moments.append(Moment(page.row.decided_on, Icon.CHECK_CIRCLE, words))
    return sorted(moments, key=lambda moment: moment.on or date.min)[::-1]


def _stepped(on: date, _old: str, new: str, outcome: str, note: str, _source: str) -> Moment:
    is_end = bool(outcome)
    words = label(Outcome(outcome)) if is_end else label(new)
    return Moment(on, Icon.CHECK_CIRCLE if is_end else Icon.ARROW_RIGHT, words, note)
