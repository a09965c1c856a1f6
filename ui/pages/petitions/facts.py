"""What the page of a petition shows, read in one question. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.commitments import CommitmentRow, get_commitment_rows
from crm.queries.escalation import Climb, get_climb
from crm.queries.opportunities import find_answered
from crm.queries.petitions import PetitionPage, get_petition
from crm.queries.records import Found, get_record
from crm.rules.petitions import is_step_back, label
from resources.translations import _, ngettext
from ui.icons import Icon
from ui.pages.commitments.facts import Fact, Moment, followed_up, joined, moved, seen
from ui.pages.parts.kept import Kept, read_kept
from ui.pages.parts.words import confidentiality_words, day_words


@dataclass(frozen=True)
class PetitionWhole:
    """Everything of a petition."""

    page: PetitionPage
    nouns: dict[int, str]
    """The noun of each record it names."""
    kept: Kept
    climb: Climb
    promises: tuple[CommitmentRow, ...]
    """What was undertaken or resolved about it."""
    answers: Found | None = None
    """The call that a submission answers."""


def read_whole(petition_id: int) -> PetitionWhole | None:
    """Everything of one petition; None when it is gone."""
    page = get_petition(petition_id)
    if page is None:
        return None
    row = page.row
    named = (row.body_id, row.committee_id, row.member_id, row.official_id, row.respondent_id, row.petitioner_id)
    heads = {one: get_record(one) for one in named if one}
    nouns = {one: head.noun for one, head in heads.items() if head}
    return PetitionWhole(
        page,
        nouns,
        read_kept(petition_id),
        get_climb(petition_id, "petitions"),
        tuple(get_commitment_rows(page.commitments)),
        find_answered(petition_id),
    )


def petition_facts(whole: PetitionWhole) -> list[Fact]:
    """Who asks whom for what, and the days."""
    page, row = whole.page, whole.page.row
    found = [
        _link(whole, _("Addressed to"), row.body_id, row.body_name, _("Nobody yet")),
        _link(whole, _("Committee"), row.committee_id, row.committee),
        _link(whole, _("Petitioner"), row.petitioner_id, row.petitioner, _("Nobody yet")),
        _link(whole, _("Presented by"), row.member_id, row.member),
        _link(whole, _("Whom to ask"), row.official_id, row.official),
        _link(whole, _("Has to answer"), row.respondent_id, row.respondent),
        Fact(_("Our owner"), row.owner_name or _("Nobody yet"), is_missing=not row.owner_name),
    ]
    if whole.answers is not None:
        found.append(Fact(_("Answers"), whole.answers.name, whole.answers.noun, whole.answers.id))
    signed = ngettext("{count} signature", "{count} signatures", row.signatures or 0) if row.signatures else ""
    due = row.due_original or row.due_agreed  # a day the law gave was never named at first
    moved_to = day_words(row.due_agreed) if row.due_agreed != due else ""
    said = (
        (_("Kind"), ", ".join(part for part in (label(row.kind), label(row.form).lower() if row.form else "") if part)),
        (_("Watched"), _("A partner's: we only watch") if row.is_watched else ""),
        (_("Their number"), row.their_number),
        (_("Signed by"), signed),
        (_("Submitted"), " · ".join(part for part in (day_words(row.submitted_on), page.submitted_how) if part)),
        (_("Acknowledged"), day_words(row.acknowledged_on)),
        (_("Answer due"), day_words(due) or _("No date")),
        (_("Agreed date"), moved_to),
        (_("Last named"), day_words(row.due_on) if row.due_on != row.due_agreed else ""),
        (_("Closed"), day_words(row.closed_on)),
        (_("Petitioner told"), day_words(row.petitioner_told_on)),
        (_("Proof of receipt"), page.receipt),
        (_("Tried first"), page.tried_first),
        (_("Clock stopped"), day_words(row.stopped_on)),
        (_("Look again"), day_words(row.review_on)),
        (_("Next look"), day_words(row.next_look)),
        (_("Place"), row.place),
        (_("Language"), page.language),
        (_("Topics"), ", ".join(name for _id, name in page.topics)),
        (_("Tags"), ", ".join(page.tags)),
        (_("Source"), page.source),
        (_("Confidentiality"), confidentiality_words(row.confidentiality) if row.confidentiality else ""),
    )
    return [fact for fact in found if fact.words] + [Fact(name, words) for name, words in said if words]


def _link(whole: PetitionWhole, name: str, record_id: int | None, words: str, missing: str = "") -> Fact:
    noun = whole.nouns.get(record_id or 0, "")
    can_open = noun in ("people", "organisations")
    return Fact(name, words or missing, noun if can_open else "", record_id or 0, is_missing=not words)


def petition_moments(page: PetitionPage) -> list[Moment]:
    """Everything that happened, the newest first."""
    moments = [moved(*one) for one in page.moves]
    moments += [followed_up(*one) for one in page.follow_ups]
    moments += [
        seen(one.kind, one.words, one.attachment_id, one.file_name, one.seen_on, one.seen_by) for one in page.evidence
    ]
    moments += [_stepped(page.row.kind, *step) for step in page.steps]
    return sorted(moments, key=lambda moment: moment.on or date.min)[::-1]


def _stepped(kind: str, on: date, old: str, new: str, outcome: str, note: str, source: str) -> Moment:
    note = joined(note, source)
    if old == new:
        return Moment(on, Icon.CHAT_CIRCLE_TEXT, note)
    if is_step_back(kind, old, new):
        return Moment(on, Icon.ARROW_COUNTER_CLOCKWISE, _("Back to {stage}").format(stage=label(new).lower()), note)
    return Moment(on, Icon.CHECK_CIRCLE if outcome else Icon.ARROW_RIGHT, label(outcome or new), note)
