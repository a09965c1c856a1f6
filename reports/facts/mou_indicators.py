"""What a grant adds to the progress report: who pays, indicators, what counted, and the words of the period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crm.rules.agreements import Kind, Light, PartyRole, Rag
from crm.rules.dates import format_day
from crm.rules.indicators import due_words, period_words, value_words
from crm.rules.numbers import format_amount, format_difference, format_number
from reports.facts.audience import level_of
from reports.facts.confidentiality import LEVELS, Gate
from reports.facts.mou_reading import Ask, Reading
from reports.options import Chosen
from resources.translations import _, ngettext

if TYPE_CHECKING:
    from crm.queries.indicators import IndicatorRow
    from crm.queries.records import Found
    from crm.queries.reporting_periods import PeriodRow


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator as printed."""

    result: str
    name: str
    definition: str
    baseline: str
    target: str
    actual: str
    variance: str
    reason: str
    """Why it differs, as was written down with its newest value."""
    counted: str
    """What was counted for it."""
    progress: int | None
    light: Light
    proof: tuple[str, ...]
    """Its source and means of verification."""
    figures: tuple[float | None, float | None, float | None, float | None]
    """Baseline, target, actual and variance."""
    unit: str
    target_on: date | None
    measured_on: date | None
    """The day of its newest value; None where there is none, and for what is counted."""

    @property
    def why(self) -> tuple[str, ...]:
        """Why it differs, and what was counted."""
        return tuple(words for words in (self.reason, self.counted) if words)


@dataclass(frozen=True, slots=True)
class CountedKind:
    """Records of one kind that count towards the agreement."""

    name: str
    records: tuple[tuple[str, str], ...]
    """What each is called, and a word on it."""


@dataclass(frozen=True, slots=True)
class Narrative:
    """The words of a reporting period, each under its heading."""

    period: str
    standing: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GrantFacts:
    """All of it; a memorandum has none of it, or its indicators alone."""

    is_grant: bool
    terms: tuple[tuple[str, str], ...]
    """Funder, contract number and amount."""
    as_on: date
    indicators: tuple[IndicatorLine, ...]
    counted: tuple[CountedKind, ...]
    kept_back: tuple[str, ...]
    narratives: tuple[Narrative, ...]


def period_due(ask: Ask, agreement_id: int, today: date) -> tuple[date, date] | None:
    """The period whose report is next: the first that has begun and is not handed in."""
    from crm.queries.reporting_periods import list_periods

    for row in ask(list_periods, agreement_id, today):
        if row.submitted_on is None and row.starts_on <= today:
            return row.starts_on, min(row.ends_on, today)
    return None


def gather_grant(ask: Ask, chosen: Chosen, reading: Reading, start: date, end: date) -> GrantFacts:
    """Read what is measured and counted as it stood at the end of the period, as far as the reader may see it."""
    row = reading.page.row
    # As with promises, the other party sees open records alone.
    gate = Gate(ask, 0 if reading.is_for_them else LEVELS[level_of(chosen)])
    as_on = min(end, reading.today)
    counted = _counted(ask, row.id, gate)
    return GrantFacts(
        is_grant=row.kind == Kind.GRANT,
        terms=_terms(reading) if row.kind == Kind.GRANT else (),
        as_on=as_on,
        indicators=_indicators(ask, row.id, gate, as_on),
        counted=counted,
        kept_back=() if reading.is_for_them else _kept_back(len(gate.kept_back)),
        narratives=_narratives(ask, row.id, start, end, reading.today),
    )


def _terms(reading: Reading) -> tuple[tuple[str, str], ...]:
    page = reading.page
    funders = [party.name for party in reading.parties if party.role == PartyRole.FUNDER]
    terms = (
        (_("Funder"), "; ".join(funders)),
        (_("Contract number"), page.contract_number),
        (_("Amount"), format_amount(page.amount)),
    )
    return tuple((name, words) for name, words in terms if words)


def _indicators(ask: Ask, agreement_id: int, gate: Gate, as_on: date) -> tuple[IndicatorLine, ...]:
    from crm.queries.indicators import IndicatorsFilter, get_indicator_rows, list_indicators
    from crm.queries.records import list_ids_above

    found = ask(list_indicators, IndicatorsFilter(status="all", agreement_id=agreement_id))
    hidden = frozenset(ask(list_ids_above, gate.level))
    return tuple(_line(row) for row in ask(get_indicator_rows, found, as_on, hidden))


def _line(row: IndicatorRow) -> IndicatorLine:
    on = _("on {day}").format(day=format_day(row.value_on)) if row.value_on and not row.counted else ""
    by = _("by {day}").format(day=format_day(row.target_on)) if row.target_on else ""
    return IndicatorLine(
        result=row.clause,
        name=row.name,
        definition=row.definition,
        baseline="–" if row.baseline is None else format_number(row.baseline),
        target=" ".join(part for part in (value_words(row.target, row.unit) or "–", by) if part),
        actual=" ".join(part for part in (value_words(row.value, row.unit) or _("no value yet"), on) if part),
        variance="–" if row.variance is None else format_difference(row.variance),
        reason=row.note,
        counted=row.counted_words,
        progress=row.progress,
        light=row.light,
        proof=tuple(words for words in (row.data_source, row.means) if words),
        figures=(row.baseline, row.target, row.value, row.variance),
        unit=row.unit,
        target_on=row.target_on,
        measured_on=None if row.counted else row.value_on,
    )


def _counted(ask: Ask, agreement_id: int, gate: Gate) -> tuple[CountedKind, ...]:
    from crm.queries.counting import list_counting

    by_noun: dict[str, list[Found]] = ask(list_counting, agreement_id)
    kinds = []
    for noun, found in by_noun.items():
        shown = tuple((each.name, each.detail) for each in found if gate.passes(each.id))
        if shown:
            kinds.append(CountedKind(_kind_words(noun), shown))
    return tuple(kinds)


def _kind_words(noun: str) -> str:
    return {
        "engagements": _("Engagements and trainings"),
        "plans": _("Advocacy plans"),
        "outcomes": _("Outcomes"),
        "commitments": _("Promises"),
        "petitions": _("Petitions and submissions"),
        "opportunities": _("Opportunities"),
    }[noun]


def _kept_back(count: int) -> tuple[str, ...]:
    words = ngettext(
        "{count} record more counts; it is left out here, and of the figures, for its confidentiality.",
        "{count} records more count; they are left out here, and of the figures, for their confidentiality.",
        count,
    )
    return (words,) if count else ()


def _narratives(ask: Ask, agreement_id: int, start: date, end: date, today: date) -> tuple[Narrative, ...]:
    """The words of each reporting period that has a day in this one."""
    from crm.queries.reporting_periods import list_periods

    rows: Sequence[PeriodRow] = ask(list_periods, agreement_id)
    return tuple(
        _narrative(row, today) for row in rows if row.has_words and row.starts_on <= end and start <= row.ends_on
    )


def _narrative(row: PeriodRow, today: date) -> Narrative:
    parts = (
        (_("What was achieved"), row.achievements),
        (_("What stood in the way"), row.challenges),
        (_("What is done about it"), row.corrective),
        (_("What was learned"), row.lessons),
        (_("What comes in the next period"), row.next_period),
    )
    return Narrative(
        period_words(row.starts_on, row.ends_on),
        due_words(row.due_on, row.submitted_on, today),
        tuple((heading, words) for heading, words in parts if words),
    )


def standing_counts(facts: GrantFacts) -> tuple[tuple[Rag, int], ...]:
    """How many indicators have each colour, those that are reached first."""
    order = (Rag.BLUE, Rag.GREEN, Rag.AMBER, Rag.RED, Rag.GREY)
    counts = [(rag, sum(line.light.rag is rag for line in facts.indicators)) for rag in order]
    return tuple((rag, count) for rag, count in counts if count)
