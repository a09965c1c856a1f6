"""What stands on the page of a commitment, in words: facts beside their names, and the timeline. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.attachments import list_attachments
from crm.queries.commitments import CommitmentPage, CommitmentRow, get_commitment
from crm.queries.escalation import Climb, get_climb
from crm.queries.history import HistoryEntry, list_history
from crm.queries.notes import NoteRow, list_notes
from crm.queries.records import get_record
from crm.rules import evidence
from crm.rules.commitments import label
from crm.rules.dates import format_day
from crm.rules.languages import language_name
from resources.translations import _
from ui.icons import Icon
from ui.pages.commitments.looks import party_words

HISTORY = 20


@dataclass(frozen=True)
class Whole:
    """Everything the page shows, read in one question."""

    page: CommitmentPage
    nouns: dict[int, str]
    notes: tuple[NoteRow, ...]
    files: dict[int, str]
    history: tuple[HistoryEntry, ...]
    climb: Climb


def read_whole(commitment_id: int) -> Whole | None:
    """Everything of one commitment; None when it is gone."""
    page = get_commitment(commitment_id)
    if page is None:
        return None
    row = page.row
    parties = [one for one in (row.bound_id, row.owed_to_id, row.maker_id, page.witness_id, row.body_id) if one]
    heads = {one: get_record(one) for one in parties}
    return Whole(
        page,
        {one: head.noun for one, head in heads.items() if head},
        tuple(list_notes(commitment_id)),
        {file.id: file.file_name for file in list_attachments(commitment_id)},
        tuple(list_history(commitment_id, HISTORY)),
        get_climb(commitment_id, "commitments"),
    )


@dataclass(frozen=True)
class Fact:
    """One fact; `record_id` makes it a link."""

    name: str
    words: str
    noun: str = ""
    record_id: int = 0
    is_missing: bool = False


def facts_of(whole: Whole) -> list[Fact]:
    """The facts that are known, and those that are missed."""
    return [*_parties(whole), *_terms(whole.page), *_agreement(whole.page.row), *_circumstances(whole)]


def _parties(whole: Whole) -> list[Fact]:
    row = whole.page.row
    found = [_link(whole, _("Who promised"), row.bound_id, party_words(row.bound_name))]
    if row.maker_id and row.maker_id != row.bound_id:
        found.append(_link(whole, _("Said by"), row.maker_id, row.maker_name))
    if row.maker_office:
        found.append(Fact(_("Office held then"), row.maker_office))
    if row.body_id and row.body_id != row.bound_id:
        found.append(_link(whole, _("Body"), row.body_id, row.body_name))
    found.append(_link(whole, _("Owed to"), row.owed_to_id, row.owed_to_name or _("Us")))
    found.append(Fact(_("Our owner"), row.owner_name or _("Nobody yet"), is_missing=not row.owner_name))
    return found


def _link(whole: Whole, name: str, record_id: int | None, words: str) -> Fact:
    noun = whole.nouns.get(record_id or 0, "")
    can_open = noun in ("people", "organisations")
    return Fact(name, words, noun if can_open else "", record_id or 0, is_missing=words == _("To identify"))


def _terms(page: CommitmentPage) -> list[Fact]:
    row = page.row
    due = format_day(row.due_on) if row.due_on else row.due_words or _("No date given")
    found = [Fact(_("Due"), due, is_missing=not row.due_on)]
    if row.due_agreed and row.due_agreed != row.due_on:
        found.append(Fact(_("Agreed date"), format_day(row.due_agreed)))
    if row.next_look:
        found.append(Fact(_("Next look"), format_day(row.next_look)))
    found.append(Fact(_("How firm"), f"{label(row.strength)}, {label(row.kind).lower()}"))
    if page.priority not in ("", "normal"):
        found.append(Fact(_("Priority"), label(page.priority)))
    if page.measure:
        found.append(Fact(_("How we shall know"), page.measure))
    return found


def _agreement(row: CommitmentRow) -> list[Fact]:
    """The clause it was made under and the deliverable it was made for, both to follow."""
    found = []
    if row.clause_id:
        found.append(Fact(_("Under clause"), row.clause_name, "agreements", row.clause_id))
    if row.deliverable_id:
        found.append(Fact(_("For deliverable"), row.deliverable, "agreements", row.deliverable_id))
    return found


def _circumstances(whole: Whole) -> list[Fact]:
    page, row = whole.page, whole.page.row
    named = (
        (_("Said where"), page.said_where),
        (_("Language"), language_name(row.language)),
        (_("Topics"), ", ".join(name for _id, name in page.topics)),
        (_("Tags"), ", ".join(page.tags)),
        (_("On a change of office"), label(page.on_change) if page.on_change else ""),
        (_("Place"), page.place),
        (_("Source"), page.source),
    )
    found = [Fact(_("Engagement"), row.engagement_title, "engagements", row.engagement_id)] if row.engagement_id else []
    found += [Fact(name, words) for name, words in named if words]
    if page.witness_id:
        found.append(_link(whole, _("Witness"), page.witness_id, page.witness))
    return found


@dataclass(frozen=True)
class Moment:
    """One thing that happened."""

    on: date | None
    glyph: Icon
    words: str
    detail: str = ""
    attachment_id: int = 0
    file_name: str = ""


def timeline_of(page: CommitmentPage) -> list[Moment]:
    """What happened, the newest first; what happened on one day in the order in which it was written."""
    moments = [Moment(page.row.made_on, Icon.QUOTES, _("Promised"), page.row.engagement_title or page.said_where)]
    moments += [moved(*move) for move in page.moves]
    moments += [followed_up(*one) for one in page.follow_ups]
    moments += [seen(*one) for one in page.evidence]
    moments += [_stepped(*step) for step in page.steps]
    return sorted(moments, key=lambda moment: moment.on or date.min)[::-1]


def moved(old: date | None, new: date, said_on: date, said_by: str, how: str, reason: str, is_agreed: bool) -> Moment:
    """A date that moved."""
    agreed = _("we agreed") if is_agreed else _("only noted, not agreed")
    words = _("Date moved to {new}, {agreed}") if old else _("Date given: {new}, {agreed}")
    said = ", ".join(part for part in (said_by, how.lower()) if part)
    return Moment(said_on, Icon.CALENDAR_PLUS, words.format(new=format_day(new), agreed=agreed), joined(reason, said))


def followed_up(on: date, channel: str, to_whom: str, words: str, answer: str) -> Moment:
    """We asked."""
    head = _("Followed up ({channel})").format(channel=channel.lower()) if channel else _("Followed up")
    answered = _("Answer: {answer}").format(answer=answer) if answer else _("No answer")
    return Moment(on, Icon.PAPER_PLANE_TILT, f"{head}: {to_whom}" if to_whom else head, joined(words, answered))


def seen(
    kind: str, words: str, attachment_id: int | None, file_name: str, seen_on: date | None, seen_by: str
) -> Moment:
    """Something that shows it."""
    by = _("seen by {name}").format(name=seen_by) if seen_by else ""
    head = _("Evidence: {words}").format(words=words or file_name)
    return Moment(seen_on, Icon.PAPERCLIP, head, joined(evidence.label(kind), by), attachment_id or 0, file_name)


def _stepped(on: date, old: str, new: str, outcome: str, note: str, source: str) -> Moment:
    note = joined(note, source)
    if old == "closed":
        return Moment(on, Icon.ARROW_COUNTER_CLOCKWISE, _("Opened again"), note)
    if old == new:
        return Moment(on, Icon.USERS, note)  # it stands where it stood, with somebody else
    return Moment(on, Icon.CHECK_CIRCLE if outcome else Icon.ARROW_RIGHT, label(outcome or new), note)


def joined(*parts: str) -> str:
    """What there is of these, in one line."""
    return " · ".join(part for part in parts if part)
