"""What the pages of an agreement, a clause and a deliverable show, each read in one question. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.agreements import (
    AgreementPage,
    AgreementRow,
    ClauseRow,
    get_agreement,
    get_agreement_rows,
    get_clause_rows,
    part_of,
)
from crm.queries.commitments import CommitmentRow, get_commitment_rows
from crm.queries.counting import list_counting
from crm.queries.deliverables import DeliverablePage, DeliverableRow, get_deliverable
from crm.queries.indicators import IndicatorPage, IndicatorsFilter, get_indicator, list_indicators
from crm.queries.records import Found
from crm.queries.reporting_periods import PeriodRow, list_periods
from crm.rules.agreements import Kind as AgreementKind
from crm.rules.agreements import PartyRole, label
from crm.rules.indicators import label as indicator_label
from crm.rules.indicators import value_words
from crm.rules.numbers import format_amount, format_difference
from resources.translations import _
from ui.icons import Icon
from ui.pages.agreements.looks import every_words, now_words, signed
from ui.pages.commitments.facts import Fact, Moment, followed_up, joined, moved, seen
from ui.pages.parts.kept import Kept, read_kept
from ui.pages.parts.words import confidentiality_words, day_words


@dataclass(frozen=True)
class AgreementWhole:
    """Everything of an agreement; `promises` by id, `counting` by noun."""

    page: AgreementPage
    promises: dict[int, CommitmentRow]
    indicators: int
    periods: tuple[PeriodRow, ...]
    counting: dict[str, list[Found]]
    kept: Kept

    @property
    def is_grant(self) -> bool:
        """Whether somebody gives money under it."""
        return self.page.row.kind == AgreementKind.GRANT


@dataclass(frozen=True)
class ClauseWhole:
    """Everything of a clause."""

    row: ClauseRow
    agreement: AgreementRow
    promises: tuple[CommitmentRow, ...]
    kept: Kept


@dataclass(frozen=True)
class DeliverableWhole:
    """Everything of a deliverable."""

    page: DeliverablePage
    promises: tuple[CommitmentRow, ...]
    kept: Kept


@dataclass(frozen=True)
class IndicatorWhole:
    """Everything of an indicator."""

    page: IndicatorPage
    kept: Kept


Whole = AgreementWhole | ClauseWhole | DeliverableWhole | IndicatorWhole


def read_whole(record_id: int) -> Whole | None:
    """The agreement, or the part of one, that this record is; None when it is gone."""
    read = _READ.get(part_of(record_id))
    return read(record_id) if read else None


def _agreement(record_id: int) -> Whole | None:
    page = get_agreement(record_id)
    if page is None:
        return None
    promises = {row.id: row for row in get_commitment_rows(page.promises)}
    indicators = list_indicators(IndicatorsFilter(status="all", agreement_id=record_id))
    periods = tuple(list_periods(record_id))
    counting = list_counting(record_id)
    return AgreementWhole(page, promises, len(indicators), periods, counting, read_kept(record_id))


def _clause(record_id: int) -> Whole | None:
    (row,) = get_clause_rows([record_id])
    (agreement,) = get_agreement_rows([row.agreement_id])
    return ClauseWhole(row, agreement, tuple(get_commitment_rows(row.promises)), read_kept(record_id))


def _deliverable(record_id: int) -> Whole | None:
    page = get_deliverable(record_id)
    if page is None:
        return None
    return DeliverableWhole(page, tuple(get_commitment_rows(page.row.promises)), read_kept(record_id))


def _indicator(record_id: int) -> Whole | None:
    page = get_indicator(record_id)
    return None if page is None else IndicatorWhole(page, read_kept(record_id))


_READ = {"agreement": _agreement, "clause": _clause, "deliverable": _deliverable, "indicator": _indicator}


# --- Facts beside their names ------------------------------------------------------------------------------------


def agreement_facts(page: AgreementPage) -> list[Fact]:
    """The dates and terms of an agreement."""
    row = page.row
    named = (
        (_("Kind"), label(row.kind)),
        (_("Contract number"), page.contract_number),
        (_("Funder"), ", ".join(party.name for party in page.parties if party.role == PartyRole.FUNDER)),
        (_("Amount"), format_amount(page.amount)),
        (_("Purpose"), page.purpose),
        (_("Negotiated since"), day_words(page.negotiation_on)),
        (_("Signed"), day_words(row.signed_on)),
        (_("In force from"), day_words(row.effective_on)),
        (_("Ends"), day_words(row.expires_on) or _("No end agreed")),
        (_("Remind"), _("{count} days before it ends").format(count=page.remind_days) if row.expires_on else ""),
        (_("Reviews"), every_words(page.review_every)),
        (_("Next review"), day_words(row.next_review_on)),
        (_("Reports"), every_words(page.report_every)),
        (_("Closed"), day_words(page.closed_on)),
        (_("Our owner"), row.owner_name),
        (_("Topics"), ", ".join(name for _id, name in page.topics)),
        (_("Tags"), ", ".join(page.tags)),
        (_("Source"), page.source),
        (_("Confidentiality"), confidentiality_words(row.confidentiality) if row.confidentiality else ""),
    )
    found = [Fact(name, words) for name, words in named if words]
    if page.renewed_from_id:
        found.append(Fact(_("Renews"), page.renewed_from, "agreements", page.renewed_from_id))
    if page.renewed_by_id:
        found.append(Fact(_("Renewed by"), page.renewed_by, "agreements", page.renewed_by_id))
    return found


def clause_facts(whole: ClauseWhole) -> list[Fact]:
    """What a clause belongs to and how it comes round."""
    row = whole.row
    found = [Fact(_("Agreement"), whole.agreement.name, "agreements", row.agreement_id)]
    found.append(_body(_("Responsible"), row.responsible, row.responsible_id))
    named = (
        (_("Kind"), label(row.kind)),
        (_("Comes round"), every_words(row.every)),
        (_("First due"), day_words(row.first_due_on)),
        (_("Planned"), f"{row.planned} {row.unit}".strip() if row.planned is not None else ""),
        (_("Progress"), _("{count} %").format(count=row.progress) if row.deliverables else ""),
        (_("Since version"), str(row.since_version) if row.since_version > 1 else ""),
        (_("Until version"), str(row.until_version or "")),
    )
    return found + [Fact(name, words) for name, words in named if words]


def indicator_facts(page: IndicatorPage) -> list[Fact]:
    """Where an indicator comes from and goes to, and how one knows."""
    row = page.row
    found = [Fact(_("Agreement"), f"{row.agreement_reference} {row.agreement_title}", "agreements", row.agreement_id)]
    if row.clause_id:
        found.append(Fact(_("Result"), row.clause, "agreements", row.clause_id))
    target = value_words(row.target, row.unit) or _("No target")
    by = _("{value} by {day}").format(value=target, day=day_words(row.target_on))
    named = (
        (_("Definition"), row.definition),
        (_("Direction"), indicator_label(row.direction)),
        (_("Baseline"), _value_on(row.baseline, row.baseline_on, row.unit) or _("No baseline")),
        (_("Target"), by if row.target_on else target),
        (_("Now"), now_words(row)),
        (_("On course would be"), value_words(row.expected, row.unit)),
        (_("Variance"), format_difference(row.variance) if row.variance is not None else ""),
        (_("Why it differs"), row.note),
        (_("Counted"), indicator_label(row.counted) if row.counted else ""),
        (_("Source"), row.data_source),
        (_("Verified by"), row.means),
        (_("Measured"), every_words(row.every)),
        (_("Split by"), row.split_by),
    )
    return found + [Fact(name, words) for name, words in named if words]


def _value_on(value: float | None, on: date | None, unit: str) -> str:
    words = value_words(value, unit)
    return _("{value}, on {day}").format(value=words, day=day_words(on)) if words and on else words


def deliverable_facts(page: DeliverablePage) -> list[Fact]:
    """What a deliverable belongs to, its days, and planned against actual."""
    row = page.row
    agreement = f"{row.agreement_reference} {row.agreement_title}"
    found = [
        Fact(_("Clause"), f"{row.clause_number} {row.clause_heading}".strip(), "agreements", row.clause_id),
        Fact(_("Agreement"), agreement, "agreements", row.agreement_id),
        _body(_("Responsible"), row.responsible, row.responsible_id),
    ]
    moved_to = day_words(row.due_agreed) if row.due_agreed != row.due_original else ""
    named = (
        (_("Begins"), day_words(row.starts_on)),
        (_("Due"), day_words(row.due_original) or _("No date")),
        (_("Agreed date"), moved_to),
        (_("Last named"), day_words(row.due_on) if row.due_on != row.due_agreed else ""),
        (_("Planned"), f"{row.planned} {row.unit}".strip() if row.planned is not None else ""),
        (_("Actual"), str(row.actual) if row.actual is not None else ""),
        (_("Variance"), signed(row.variance) if row.variance is not None else ""),
        (_("Why it differs"), row.reason),
        (_("Weight"), str(row.weight)),
        (_("Delivered"), day_words(row.delivered_on)),
        (_("Accepted"), day_words(row.accepted_on)),
        (_("Next look"), day_words(row.next_look)),
    )
    return found + [Fact(name, words) for name, words in named if words]


def _body(name: str, words: str, record_id: int | None) -> Fact:
    return Fact(name, words, "organisations" if record_id else "", record_id or 0)


# --- What happened -----------------------------------------------------------------------------------------------


def deliverable_moments(page: DeliverablePage) -> list[Moment]:
    """Everything that happened to a deliverable, the newest first."""
    moments = [_progressed(page.row, *one) for one in reversed(page.progress)]
    moments += [moved(*one) for one in page.moves]
    moments += [followed_up(*one) for one in page.follow_ups]
    moments += [
        seen(one.kind, one.words, one.attachment_id, one.file_name, one.seen_on, one.seen_by)
        for one in page.row.evidence
    ]
    moments += [Moment(on, Icon.ARROW_RIGHT, label(new), note) for on, _old, new, note in page.steps]
    return _newest_first(moments)


def _progressed(row: DeliverableRow, on: object, percent: int, actual: int | None, note: str) -> Moment:
    count = _("{actual} of {planned} {unit}").format(actual=actual, planned=row.planned, unit=row.unit).strip()
    counted = count if actual is not None and row.planned is not None else ""
    return Moment(on, Icon.CHART_BAR, _("{count} % done").format(count=percent), joined(counted, note))  # type: ignore[arg-type]


def agreement_moments(page: AgreementPage) -> list[Moment]:
    """The life-cycle, versions and reviews of an agreement, the newest first."""
    moments = [
        Moment(on, Icon.ARROW_RIGHT, label(outcome or new), joined(note, source))
        for on, _old, new, outcome, note, source in page.steps
    ]
    moments += [
        Moment(on, Icon.NOTE_PENCIL, _("Version {version}").format(version=version), words, file or 0, name)
        for version, on, words, file, name in page.amendments
    ]
    moments += [
        Moment(held, Icon.USERS, _("Review held"), joined(words, title))
        for held, _due, words, _id, title in page.reviews
    ]
    if page.row.signed_on and not any(step[2] == "signed" for step in page.steps):
        moments.append(
            Moment(page.row.signed_on, Icon.CHECK_CIRCLE, _("Signed"), _("Version {version}").format(version=1))
        )
    return _newest_first(moments)


def _newest_first(moments: Sequence[Moment]) -> list[Moment]:
    return sorted(moments, key=lambda moment: moment.on.toordinal() if moment.on else 0)[::-1]
