"""What the page of an issue shows, read in one question. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.issues import IssuePage, get_issue
from crm.rules.issues import Status, is_step_back, label
from resources.translations import _, ngettext
from ui.icons import Icon
from ui.pages.commitments.facts import Fact, Moment, followed_up, joined, seen
from ui.pages.parts.kept import Kept, read_kept
from ui.pages.parts.words import confidentiality_words, day_words


@dataclass(frozen=True)
class IssueWhole:
    """Everything of an issue."""

    page: IssuePage
    kept: Kept


def read_whole(issue_id: int) -> IssueWhole | None:
    """Everything of one issue; None when it is gone."""
    page = get_issue(issue_id)
    return IssueWhole(page, read_kept(issue_id)) if page else None


def issue_facts(page: IssuePage) -> list[Fact]:
    """Where it is, whom it touches, who has to put it right, and the days."""
    row = page.row
    households = ngettext("{count} household", "{count} households", row.households or 0)
    found = [
        _body(_("Respondent"), row.respondent_id, row.respondent, _("Nobody yet")),
        _body(_("Reported by"), row.reported_by_id, row.reported_by),
        Fact(_("Our owner"), row.owner_name or _("Nobody yet"), is_missing=not row.owner_name),
    ]
    said = (
        (_("Kind"), label(row.kind)),
        (_("Place"), row.place),
        (_("Where exactly"), row.spot),
        (_("Whom it touches"), row.touches),
        (_("How many"), households if row.households is not None else ""),
        (_("Their number"), row.their_number),
        (_("Reported"), day_words(row.reported_on)),
        (_("Closed"), day_words(row.closed_on)),
        (_("Next look"), day_words(row.next_look)),
        (_("Topics"), ", ".join(name for _id, name in page.topics)),
        (_("Tags"), ", ".join(page.tags)),
        (_("Source"), page.source),
        (_("Confidentiality"), confidentiality_words(row.confidentiality) if row.confidentiality else ""),
    )
    return [fact for fact in found if fact.words] + [Fact(name, words) for name, words in said if words]


def _body(name: str, record_id: int | None, words: str, missing: str = "") -> Fact:
    noun = "organisations" if record_id else ""
    return Fact(name, words or missing, noun, record_id or 0, is_missing=not words)


def issue_moments(page: IssuePage) -> list[Moment]:
    """Everything that happened but the visits, which have a card of their own; the newest first."""
    moments = [followed_up(*one) for one in page.follow_ups]
    moments += [
        seen(one.kind, one.words, one.attachment_id, one.file_name, one.seen_on, one.seen_by) for one in page.evidence
    ]
    moments += [_stepped(*step) for step in page.steps]
    return sorted(moments, key=lambda moment: moment.on or date.min)[::-1]


def _stepped(on: date, old: str, new: str, note: str, source: str) -> Moment:
    said = joined(note, source)
    if old == new:
        return Moment(on, Icon.CHAT_CIRCLE_TEXT, note, source)
    if is_step_back(Status(old), Status(new)):
        return Moment(on, Icon.ARROW_COUNTER_CLOCKWISE, _("Back to {stage}").format(stage=label(new).lower()), said)
    return Moment(on, Icon.CHECK_CIRCLE if new == Status.FIXED else Icon.ARROW_RIGHT, label(new), said)
