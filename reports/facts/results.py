"""The facts of the results report: what a grant was to bring in a period, what it brought, and what shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.agreements import Kind
from crm.rules.dates import format_day
from crm.rules.engagements import label as engagement_label
from crm.rules.errors import UserError
from reports.facts.activities import Activity, gather_activities
from reports.facts.audience import level_of, reader_of
from reports.facts.confidentiality import LEVELS, Gate, home_only, shown_words
from reports.facts.mou_indicators import GrantFacts, gather_grant, period_due
from reports.facts.mou_reading import Ask, Reading, read
from reports.facts.period import Period
from reports.facts.plan_status import OutcomeLine, outcome_line
from reports.facts.undertakings import Undertakings, gather_undertakings
from reports.facts.workspace import get_origin
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

if TYPE_CHECKING:
    from crm.queries.engagements import EngagementPage
    from crm.queries.head_counts import HeadCountsSum
    from crm.queries.movements import EvidenceLine
    from crm.queries.records import Found

NAME = "results"
OPTIONS = (
    Option("agreement", mark("Grant or agreement"), OptionKind.RECORD, noun="agreements", is_needed=True),
    Option("from", mark("Period from"), OptionKind.DAY),
    Option("to", mark("Period to"), OptionKind.DAY),
)


@dataclass(frozen=True, slots=True)
class Gathering:
    """An engagement that was held. Who came to a session and separate people are two figures; None: not recorded."""

    on: date
    title: str
    kind: str
    sessions: int | None
    attendances: int | None
    people: int | None
    women: int | None
    men: int | None
    youth: int | None
    disability: int | None


@dataclass(frozen=True, slots=True)
class Proof:
    """A line of the annex: what shows something, and by which hash its file is known again."""

    of: str
    what: str
    kind: str
    on: date | None
    seen_by: str
    file_name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ResultsFacts:
    """Everything the paper says."""

    title: str
    reference: str
    name: str
    facts: tuple[tuple[str, str], ...]
    period: Period
    made_on: date
    is_at_home: bool
    made_by: str
    organisation_name: str
    confidentiality: str
    grant: GrantFacts
    activities: tuple[Activity, ...]
    activities_elsewhen: int
    """How many activities neither were due nor done in the period, and are not late."""
    gatherings: tuple[Gathering, ...]
    heads: HeadCountsSum
    outcomes: tuple[OutcomeLine, ...]
    undertakings: tuple[Undertakings, ...]
    proofs: tuple[Proof, ...]


def gather(ask: Ask, chosen: Chosen) -> ResultsFacts:
    """Read what a grant brought in its period.

    Raises UserError: "record-not-found", "report-agreement-withheld", "report-period-reversed".
    """
    reading = read(ask, chosen)
    period = read_results_period(ask, chosen, reading)
    gate = Gate(ask, LEVELS[level_of(chosen)])
    counting = _counting(ask, reading, gate)
    grant = gather_grant(ask, chosen, reading, period.start, period.end)
    activities = gather_activities(ask, gate, reading, [each.id for each in counting.get("plans", ())], period)
    promises = sorted({*reading.promises, *(each.id for each in counting.get("commitments", ()))})
    outcomes = _outcomes(ask, [each.id for each in counting.get("outcomes", ())], gate, period)
    origin = get_origin(ask, chosen.made_by)
    is_at_home = reader_of(chosen).is_at_home
    return ResultsFacts(
        title=_("Results report"),
        reference=reading.page.row.reference,
        name=reading.page.row.title,
        facts=_facts(reading, grant, period, chosen, gate),
        period=period,
        made_on=chosen.today,
        is_at_home=is_at_home,
        made_by=origin.made_by,
        organisation_name=origin.organisation_name,
        confidentiality=home_only(origin.organisation_name) if is_at_home else _for_whom(reading),
        grant=grant,
        activities=tuple(each for each in activities if each.is_of(period)),
        activities_elsewhen=sum(not each.is_of(period) for each in activities),
        gatherings=_gatherings(ask, counting.get("engagements", ()), period),
        heads=_heads(ask, reading, gate, period),
        outcomes=outcomes,
        undertakings=gather_undertakings(ask, gate, promises, period, chosen),
        proofs=_proofs(ask, gate, reading, counting, activities, promises, is_at_home),
    )


def read_results_period(ask: Ask, chosen: Chosen, reading: Reading) -> Period:
    """The days that were given; else the period whose report is due, else the one reported on last, else all of it."""
    from crm.queries.reporting_periods import list_periods

    start, end = chosen.day("from"), chosen.day("to")
    if start is None and end is None:
        agreement_id = reading.page.row.id
        due = period_due(ask, agreement_id, chosen.today)
        if due is not None:
            return Period(*due)
        begun = [row for row in ask(list_periods, agreement_id, chosen.today) if row.starts_on <= chosen.today]
        if begun:
            return Period(begun[-1].starts_on, min(begun[-1].ends_on, chosen.today))
    end = end or chosen.today
    start = start or reading.page.row.effective_on or reading.page.row.signed_on or end
    if start > end:
        raise UserError("report-period-reversed", start=format_day(start), end=format_day(end))
    return Period(start, end)


def _for_whom(reading: Reading) -> str:
    return _("For the parties to {reference}.").format(reference=reading.page.row.reference)


def _facts(
    reading: Reading, grant: GrantFacts, period: Period, chosen: Chosen, gate: Gate
) -> tuple[tuple[str, str], ...]:
    page = reading.page
    last = min(period.end, chosen.today)
    shown = (*shown_words(chosen), *(gate.words() if reader_of(chosen).is_at_home else ()))
    terms = grant.terms or ((_("Parties"), "; ".join(each.name for each in reading.parties)),)
    rows = (
        *terms,
        (_("Purpose"), page.purpose),
        (_("Period"), period.words),
        (
            _("Figures"),
            _("indicators as on {day}, all else as on {today}").format(
                day=format_day(last), today=format_day(chosen.today)
            ),
        ),
        (_("Shown"), "; ".join(shown)),
    )
    return tuple((name, words) for name, words in rows if words)


def _counting(ask: Ask, reading: Reading, gate: Gate) -> dict[str, list[Found]]:
    """What counts towards the agreement and may be shown, by noun."""
    from crm.queries.counting import list_counting

    found: dict[str, list[Found]] = ask(list_counting, reading.page.row.id)
    return {noun: [each for each in members if gate.passes(each.id)] for noun, members in found.items()}


# --- Who came ----------------------------------------------------------------------------------------------------


def _gatherings(ask: Ask, found: Sequence[Found], period: Period) -> tuple[Gathering, ...]:
    from crm.queries.engagements import get_engagement
    from crm.rules.engagements import Status

    pages = [ask(get_engagement, each.id) for each in found]
    held = [
        page
        for page in pages
        if page is not None and page.status in (Status.HELD, Status.CLOSED_OUT) and period.holds(page.on_day)
    ]
    return tuple(_gathering(page) for page in sorted(held, key=lambda page: (page.on_day, page.id)))


def _gathering(page: EngagementPage) -> Gathering:
    from crm.rules.head_counts import HeadCounts

    counts = HeadCounts(women=page.women, men=page.men, other=page.other, total=page.total)
    return Gathering(
        page.on_day,
        page.title,
        engagement_label(page.kind),
        page.sessions,
        page.attendances,
        counts.people,
        page.women,
        page.men,
        page.youth,
        page.disability,
    )


def _heads(ask: Ask, reading: Reading, gate: Gate, period: Period) -> HeadCountsSum:
    from crm.queries.head_counts import HeadCountsFilter, sum_head_counts

    found: HeadCountsSum = ask(
        sum_head_counts,
        HeadCountsFilter(
            (), period.start, period.end, agreement_id=reading.page.row.id, max_confidentiality=gate.level
        ),
    )
    return found


# --- What changed, and what shows it -----------------------------------------------------------------------------


def _outcomes(ask: Ask, outcome_ids: Sequence[int], gate: Gate, period: Period) -> tuple[OutcomeLine, ...]:
    from crm.queries.outcomes import get_outcome

    pages = [page for page in (ask(get_outcome, each) for each in outcome_ids) if page is not None]
    return tuple(outcome_line(page, gate) for page in pages if period.holds(page.row.on_day))


def _proofs(
    ask: Ask,
    gate: Gate,
    reading: Reading,
    counting: Mapping[str, Sequence[Found]],
    activities: Sequence[Activity],
    promises: Sequence[int],
    is_at_home: bool,
) -> tuple[Proof, ...]:
    """All that shows something of what the report tells, in the order it is told."""
    from crm.queries.commitments import get_commitment_rows
    from crm.queries.movements import list_evidence

    names = {each.id: each.title for each in activities}
    names |= {each.id: each.name for each in counting.get("petitions", ())}
    names |= {
        row.id: row.reference for row in ask(get_commitment_rows, [each for each in promises if gate.passes(each)])
    }
    found = ask(list_evidence, list(names))
    of_records = [
        _proof(names[record_id], piece, gate, is_at_home) for record_id in names for piece in found.get(record_id, ())
    ]
    return (*of_records, *_measured(ask, reading, gate))


def _proof(of: str, piece: EvidenceLine, gate: Gate, is_at_home: bool) -> Proof:
    has_file = bool(piece.file_name) and gate.passes(piece.attachment_id)
    return Proof(
        of,
        piece.words or (piece.file_name if has_file else "") or _("seen by us"),
        piece.kind,
        piece.seen_on,
        piece.seen_by if is_at_home else "",
        piece.file_name if has_file else "",
        piece.sha256 if has_file else "",
    )


def _measured(ask: Ask, reading: Reading, gate: Gate) -> list[Proof]:
    """The files that measurements of its indicators stand on."""
    from crm.queries.attachments import get_attachment
    from crm.queries.indicators import IndicatorsFilter, get_indicator, list_indicators

    wanted = IndicatorsFilter(status="all", agreement_id=reading.page.row.id, max_confidentiality=gate.level)
    pages = [ask(get_indicator, each, reading.today) for each in ask(list_indicators, wanted)]
    return [
        Proof(page.row.name, line.note or line.file_name, _("measurement"), line.on, "", line.file_name, file.sha256)
        for page in pages
        if page is not None
        for line in page.measurements
        if line.attachment_id is not None and gate.passes(line.attachment_id)
        for file in [ask(get_attachment, line.attachment_id)]
    ]


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """The first grant in force that is no secret: to its funder, and for ourselves the period reported on before."""
    from crm.queries.agreements import AgreementsFilter, get_agreement_rows, list_agreements

    found = ask(get_agreement_rows, ask(list_agreements, AgreementsFilter(max_confidentiality=1)))
    grants = [row.id for row in found if row.kind == Kind.GRANT]
    return [{"agreement": f"agreements:{each}"} for each in grants[:1]]
