"""What the page of an opportunity shows, read in one question. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.opportunities import OpportunityPage, OpportunityRow, get_opportunity
from crm.queries.suited import SuitedRow, list_suited
from crm.rules.dates import format_day
from crm.rules.opportunities import label, notice_words
from resources.translations import _
from ui.icons import Icon
from ui.pages.commitments.facts import Fact, Moment
from ui.pages.parts.kept import Kept, read_kept
from ui.pages.parts.words import confidentiality_words, day_words


@dataclass(frozen=True)
class OpportunityWhole:
    """Everything of an opportunity."""

    page: OpportunityPage
    suited: tuple[SuitedRow, ...]
    kept: Kept


def read_whole(opportunity_id: int) -> OpportunityWhole | None:
    """Everything of one opportunity; None when it is gone."""
    page = get_opportunity(opportunity_id)
    if page is None:
        return None
    return OpportunityWhole(page, tuple(list_suited(opportunity_id)), read_kept(opportunity_id))


def opportunity_facts(page: OpportunityPage) -> list[Fact]:
    """Whose it is, and its days."""
    row = page.row
    found = [
        Fact(_("Whose"), row.body_name or _("Nobody yet"), *_body(row.body_id), is_missing=not row.bound_name),
        Fact(_("Committee"), row.committee, *_body(row.committee_id)),
        Fact(_("Contact"), row.contact, "people" if row.contact_id else "", row.contact_id or 0),
        Fact(_("Our owner"), row.owner_name or _("Nobody yet"), is_missing=not row.owner_name),
    ]
    said = (
        (_("Kind"), label(row.kind)),
        (_("Opened"), day_words(row.opens_on)),
        (_("Noted"), day_words(row.noted_on)),
        (_("Closes"), _moment(row.closes_on, row.closes_at)),
        (_("Event"), _event(row)),
        (_("Venue"), row.venue),
        (_("Notice"), notice_words(row.notice)),
        (_("Areas"), ", ".join(filter(None, (row.place, *(area.name for area in page.areas))))),
        (_("Languages"), page.languages),
        (_("Transport"), page.transport),
        (_("Decided"), f"{label(row.decision)}, {day_words(row.decided_on)}" if row.decision else ""),
        (_("Reason"), row.reason),
        (_("Next look"), day_words(row.next_look)),
        (_("Topics"), ", ".join(name for _id, name in page.topics)),
        (_("Tags"), ", ".join(page.tags)),
        (_("Source"), page.source),
        (_("Confidentiality"), confidentiality_words(row.confidentiality) if row.confidentiality else ""),
    )
    return [fact for fact in found if fact.words] + [Fact(name, words) for name, words in said if words]


def _body(record_id: int | None) -> tuple[str, int]:
    return ("organisations", record_id) if record_id else ("", 0)


def _moment(day: date | None, time: str) -> str:
    return ", ".join(filter(None, (day_words(day), time if day else "")))


def _event(row: OpportunityRow) -> str:
    first = _moment(row.event_on, row.event_time)
    if row.event_until and row.event_until != row.event_on:
        return _("{first} to {last}").format(first=first, last=format_day(row.event_until))
    return first


def opportunity_moments(page: OpportunityPage) -> list[Moment]:
    """Everything that happened, the newest first."""
    moments = [_stepped(*step) for step in page.steps]
    return sorted(moments, key=lambda moment: moment.on or date.min)[::-1]


def _stepped(on: date, old: str, new: str, _outcome: str, note: str, _source: str) -> Moment:
    if old == new:
        return Moment(on, Icon.CHAT_CIRCLE_TEXT, note)
    return Moment(on, Icon.ARROW_RIGHT if new else Icon.ARROW_COUNTER_CLOCKWISE, label(new), note)
