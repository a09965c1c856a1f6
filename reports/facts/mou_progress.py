"""The facts of the MoU progress report: how each clause and party stands, and the way from promise to evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crm.rules.agreements import (
    ClauseKind,
    DeliverableStatus,
    Every,
    Light,
    Outcome,
    Status,
    binds,
    counts,
    is_open,
    label,
)
from crm.rules.commitments import Lateness
from crm.rules.commitments import Outcome as Ending
from crm.rules.commitments import label as promise_label
from crm.rules.dates import add_months, format_day
from crm.rules.errors import UserError
from crm.rules.languages import english_name
from crm.rules.letters import lateness_words
from reports.facts.audience import Audience
from reports.facts.mou_indicators import GrantFacts, gather_grant, period_due
from reports.facts.mou_progress_options import SINCE_LAST
from reports.facts.mou_reading import Ask, Reading, foot_of, light_of, progress_of, read
from reports.facts.promises import evidence_words, maker_words
from reports.facts.since import find_last
from reports.facts.standing import LATE
from reports.facts.workspace import Origin, get_origin
from reports.options import Chosen
from resources.translations import _, ngettext

if TYPE_CHECKING:
    from crm.queries.agreement_changes import AgreementChange
    from crm.queries.agreements import AgreementPage, ClauseRow, PartyRow
    from crm.queries.commitments import CommitmentRow
    from crm.queries.deliverables import DeliverableRow
    from crm.queries.privacy import HandOverRow

NAME = "mou-progress"
DEFAULT_PERIOD = timedelta(days=90)
"""How far back the period goes when nothing says where it begins: our practice."""
NEXT_MONTHS = 3
"""How far ahead “next period” looks when no reporting interval was agreed: our practice."""

_DONE = (DeliverableStatus.DELIVERED, DeliverableStatus.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many promises there are, and how many of each kind."""

    all: int = 0
    open: int = 0
    late: int = 0
    ended: tuple[tuple[Ending, int], ...] = ()

    @property
    def kept(self) -> int:
        """How many were kept whole."""
        return dict(self.ended).get(Ending.KEPT, 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """A clause or a party in the summary."""

    name: str
    note: str
    light: Light
    has_override: bool
    progress: int
    deliverables: int
    delivered: int
    overdue: int
    promises: Counts


@dataclass(frozen=True, slots=True)
class DeliverableLine:
    """A deliverable as printed."""

    id: int
    title: str
    responsible: str
    unit: str
    planned: str
    actual: str
    variance: str
    reason: str
    sentence: str
    status: str
    light: Light
    evidence: tuple[str, ...]
    due: date | None


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise with the way to its evidence. `language` and `translation` are empty when it was said in English."""

    id: int
    reference: str
    words: str
    language: str
    translation: str
    who: str
    made_on: date
    clause: str
    deliverable: str
    evidence: tuple[str, ...]
    evidence_of_deliverable: tuple[str, ...]
    sentence: str
    lateness: Lateness
    outcome: Ending | None
    owner: str
    next_step: str
    due: date | None


@dataclass(frozen=True, slots=True)
class ClausePart:
    """A clause with what has to come of it and what was promised under it."""

    id: int
    number: str
    name: str
    words: str
    responsible: str
    out_since: int | None
    """The version that took it out."""
    deliverables: tuple[DeliverableLine, ...]
    promises: tuple[PromiseLine, ...]
    counts: Counts


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that changed."""

    on: date | None
    clause: str
    about: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something that is outstanding, or due next."""

    due: date | None
    clause: str
    what: str
    standing: str


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What one party has not delivered or kept by its date."""

    party: str
    is_ours: bool
    lines: tuple[DueLine, ...]


@dataclass(frozen=True, slots=True)
class Override:
    """A colour that somebody set by hand."""

    clause: str
    title: str
    light: Light


@dataclass(frozen=True, slots=True)
class DatedWords:
    """An amendment, or a review that was held."""

    on: date
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A party that signs the report."""

    party: str
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class MouFacts:
    """Everything the paper says."""

    title: str
    reference: str
    name: str
    parties: tuple[str, ...]
    standing: str
    """Kind, version, status and since when."""
    period: str
    ends: str
    nexts: tuple[str, ...]
    filters: tuple[str, ...]
    is_for_them: bool
    made_on: date
    made_by: str
    organisation_name: str
    confidentiality: str
    whole: Standing
    by_party: tuple[Standing, ...]
    has_shared: bool
    """Something names no party, and counts with each."""
    by_clause: tuple[Standing, ...]
    without_deliverables: tuple[str, ...]
    """Clauses that set out principles or a process, and bring nothing to deliver."""
    overrides: tuple[Override, ...]
    clauses: tuple[ClausePart, ...]
    since: str
    """Since when it is told what changed: “since the last report, given out on 1 Oct 2026”."""
    is_first: bool
    """No report was given out before."""
    changes: tuple[ChangeLine, ...]
    outstanding: tuple[Outstanding, ...]
    next_until: date
    due_next: tuple[DueLine, ...]
    amended_and_reviewed: tuple[DatedWords, ...]
    signatures: tuple[Signature, ...]
    grant: GrantFacts


@dataclass(frozen=True, slots=True)
class _Period:
    start: date
    end: date
    is_given: bool


def gather(ask: Ask, chosen: Chosen) -> MouFacts:
    """Read the agreement as it stands today, and what changed.

    Raises UserError: "record-not-found", "report-agreement-withheld", "report-period-reversed".
    """
    reading = read(ask, chosen)
    last = find_last(ask, NAME, chosen)
    period = _period(chosen, reading, last, period_due(ask, reading.page.row.id, chosen.today))
    changes, since = _changes(ask, chosen, reading, period, last)
    origin = get_origin(ask, chosen.made_by)
    grant = gather_grant(ask, chosen, reading, period.start, period.end)
    return _assemble(reading, period, changes, since, origin, grant, is_first=last is None)


def _period(chosen: Chosen, reading: Reading, last: HandOverRow | None, due: tuple[date, date] | None) -> _Period:
    """The period that was given; else the one whose report is due; else one reporting interval up to today; else since

    the last report or the start.
    """
    page = reading.page
    if due is not None and chosen.day("from") is None and chosen.day("to") is None:
        return _Period(*due, is_given=False)
    end = chosen.day("to") or chosen.today
    start = chosen.day("from")
    months = Every(page.report_every).months
    if start is None and months:
        start = add_months(end, -months) + timedelta(days=1)
    if start is None and last is not None and last.on <= end:
        start = last.on
    if start is None:
        began = page.row.effective_on or page.row.signed_on
        start = began if began is not None and began <= end else end - DEFAULT_PERIOD
    if start > end:
        raise UserError("report-period-reversed", start=format_day(start), end=format_day(end))
    return _Period(start, end, chosen.day("from") is not None or chosen.day("to") is not None)


def _changes(
    ask: Ask, chosen: Chosen, reading: Reading, period: _Period, last: HandOverRow | None
) -> tuple[list[AgreementChange], str]:
    """What changed, and since when. A period that was written down goes before the last report."""
    from crm.queries.agreement_changes import list_changes_between, list_changes_since

    agreement_id = reading.page.row.id
    if last is not None and chosen.choice("since") == SINCE_LAST and not period.is_given:
        since = _("since the last report, given out on {day}").format(day=format_day(last.on))
        changes = ask(list_changes_since, agreement_id, last.at_operation)
        if changes is not None:
            return changes, since
    since = _("from {start} to {end}").format(start=format_day(period.start), end=format_day(period.end))
    return ask(list_changes_between, agreement_id, period.start, period.end), since


def _assemble(
    reading: Reading,
    period: _Period,
    changes: Sequence[AgreementChange],
    since: str,
    origin: Origin,
    grant: GrantFacts,
    *,
    is_first: bool,
) -> MouFacts:
    page, row = reading.page, reading.page.row
    named = {clause.id for clause in reading.clauses if _is_in_summary(clause, reading)}
    until = _next_until(reading, period)
    return MouFacts(
        title=_title(row.kind),
        reference=row.reference,
        name=row.title,
        parties=tuple(party.name for party in reading.parties),
        standing=_standing_words(reading),
        period=_("{start} to {end}").format(start=format_day(period.start), end=format_day(period.end)),
        ends=_ends(reading),
        nexts=_nexts(reading),
        filters=reading.filters,
        is_for_them=reading.is_for_them,
        made_on=reading.today,
        made_by=origin.made_by,
        organisation_name=origin.organisation_name,
        confidentiality=foot_of(reading, origin.organisation_name),
        whole=_standing(_("Whole agreement"), "", reading.deliverables, list(reading.promises.values()), reading),
        by_party=_by_party(reading),
        has_shared=any(row.responsible_id is None and counts(row.status) for row in reading.deliverables),
        by_clause=tuple(_clause_standing(clause, reading) for clause in reading.clauses if clause.id in named),
        without_deliverables=tuple(clause.name for clause in reading.clauses if clause.id not in named),
        overrides=_overrides(reading),
        clauses=tuple(clause_part(clause, reading) for clause in reading.clauses),
        since=since,
        is_first=is_first,
        changes=_change_lines(changes, reading),
        outstanding=_outstanding(reading),
        next_until=until,
        due_next=_due_next(reading, until),
        amended_and_reviewed=_amended_and_reviewed(page),
        signatures=tuple(Signature(each.name, each.signatory, each.signatory_post) for each in reading.parties),
        grant=grant,
    )


def _title(kind: str) -> str:
    return {"mou": _("MoU progress report"), "grant": _("Grant progress report")}.get(kind, _("Progress report"))


def _amended_and_reviewed(page: AgreementPage) -> tuple[DatedWords, ...]:
    amendments = [
        DatedWords(on, _("Version {version}").format(version=version), words)
        for version, on, words, *_file in page.amendments
    ]
    reviews = [
        DatedWords(held, _("Review, due {day}").format(day=format_day(due)) if due else _("Review"), words)
        for held, due, words, *_where in page.reviews
    ]
    return tuple(sorted([*amendments, *reviews], key=lambda each: each.on))


# --- The agreement as a whole ------------------------------------------------------------------------------------


def _standing_words(reading: Reading) -> str:
    row = reading.page.row
    parts = [label(row.kind), _("version {version}").format(version=reading.page.version)]
    status = label(row.outcome or row.status).lower()
    since = {Status.IN_FORCE: row.effective_on, Status.SIGNED: row.signed_on, Status.CLOSED: reading.page.closed_on}
    day = since.get(row.status)
    parts.append(_("{status} since {day}").format(status=status, day=format_day(day)) if day else status)
    if row.signed_on and row.status is not Status.SIGNED and row.signed_on != day:
        parts.append(_("signed {day}").format(day=format_day(row.signed_on)))
    return ", ".join(parts)


def _ends(reading: Reading) -> str:
    row = reading.page.row
    if row.expires_on is None:
        return _("no end was agreed")
    if not is_open(row.status):
        return format_day(row.expires_on)
    return f"{format_day(row.expires_on)}, {distance(row.expires_on, reading.today)}"


def distance(day: date, today: date) -> str:
    """“in 61 days”, “today”, “12 days ago”."""
    days = (day - today).days
    if not days:
        return _("today")
    if days > 0:
        return ngettext("in {count} day", "in {count} days", days)
    return ngettext("{count} day ago", "{count} days ago", -days)


def _nexts(reading: Reading) -> tuple[str, ...]:
    """What comes next of the agreement itself: its review, and the day to speak of renewal."""
    page, row, today = reading.page, reading.page.row, reading.today
    if row.outcome is Outcome.RENEWED and page.renewed_by:
        return (_("renewed as {reference}").format(reference=page.renewed_by),)
    if not binds(row.status):
        return ()
    found: list[tuple[date, str]] = []
    if row.next_review_on is not None:
        words = _("review due {day}, {distance}")
        if row.next_review_on < today:
            words = _("review outstanding since {day}, {distance}")
        found.append((row.next_review_on, words))
    if row.expires_on is not None:
        renewal = row.expires_on - timedelta(days=page.remind_days)
        words = _("renewal to be spoken of from {day}, {distance}")
        if renewal <= today:
            words = _("renewal to be spoken of now: its day was {day}")
        found.append((renewal, words))
    return tuple(
        words.format(day=format_day(day), distance=distance(day, today))
        for day, words in sorted(found, key=lambda each: each[0])
    )


# --- The summary -------------------------------------------------------------------------------------------------


def _standing(
    name: str,
    note: str,
    deliverables: Sequence[DeliverableRow],
    promises: Sequence[CommitmentRow],
    reading: Reading,
) -> Standing:
    counted = [row for row in deliverables if counts(row.status)]
    return Standing(
        name=name,
        note=note,
        light=light_of(counted),
        has_override=any(row.light.is_overridden for row in counted),
        progress=progress_of(counted),
        deliverables=len(counted),
        delivered=sum(row.status in _DONE for row in counted),
        overdue=sum(row.is_overdue(reading.today) for row in counted),
        promises=count_promises(promises),
    )


def count_promises(promises: Iterable[CommitmentRow]) -> Counts:
    """How many promises are open, late, kept and ended otherwise."""
    rows = list(promises)
    ended = [(outcome, sum(row.outcome == outcome for row in rows)) for outcome in Ending]
    return Counts(
        all=len(rows),
        open=sum(row.status != "closed" for row in rows),
        late=sum(row.lateness in LATE for row in rows),
        ended=tuple((outcome, count) for outcome, count in ended if count),
    )


def _is_in_summary(clause: ClauseRow, reading: Reading) -> bool:
    """Obligations that stand, and whatever brought deliverables that count, or promises."""
    is_obligation = clause.is_standing and clause.kind == ClauseKind.OBLIGATION
    return is_obligation or any(counts(row.status) for row in clause.deliverables) or bool(reading.promises_of(clause))


def _clause_standing(clause: ClauseRow, reading: Reading) -> Standing:
    note = _responsible(clause, reading)
    if clause.until_version is not None:
        note = _("taken out in version {version}").format(version=clause.until_version + 1)
    return _standing(clause.name, note, clause.deliverables, reading.promises_of(clause), reading)


def _by_party(reading: Reading) -> tuple[Standing, ...]:
    """Each party, and what others than the parties promised or have to deliver, so that nothing is left out."""
    standings = [_party_standing(party, reading) for party in _our_debts_first(reading)]
    owed = [row for row in reading.deliverables if not reading.parties_of(row)]
    promised = [row for row in reading.promises.values() if reading.party_of(row) is None]
    others = [_standing(_others(), "", owed, promised, reading)] if owed or promised else []
    return (*standings, *others)


def _responsible(row: ClauseRow | DeliverableRow, reading: Reading) -> str:
    return _everyone(reading) if row.responsible_id is None else row.responsible


def _everyone(reading: Reading) -> str:
    return _("both parties") if len(reading.parties) == 2 else _("all parties")


def _others() -> str:
    return _("Others, or not known")


def _party_standing(party: PartyRow, reading: Reading) -> Standing:
    owed = [row for row in reading.deliverables if party in reading.parties_of(row)]
    promised = [row for row in reading.promises.values() if reading.party_of(row) == party]
    return _standing(party.name, "", owed, promised, reading)


def _our_debts_first(reading: Reading) -> list[PartyRow]:
    """To the other party we name ourselves first; at home they stand as in the agreement."""
    if not reading.is_for_them:
        return list(reading.parties)
    return sorted(reading.parties, key=lambda party: not reading.is_ours(party))


def _overrides(reading: Reading) -> tuple[Override, ...]:
    return tuple(
        Override(clause.number or clause.name, row.title, row.light)
        for clause in reading.clauses
        for row in clause.deliverables
        if row.light.is_overridden and counts(row.status)
    )


# --- Deliverables and promises -----------------------------------------------------------------------------------


def clause_part(clause: ClauseRow, reading: Reading) -> ClausePart:
    """A clause with its deliverables and promises as printed."""
    promises = reading.promises_of(clause)
    return ClausePart(
        id=clause.id,
        number=clause.number,
        name=clause.name,
        words=clause.words,
        responsible=_responsible(clause, reading),
        out_since=None if clause.until_version is None else clause.until_version + 1,
        deliverables=tuple(_deliverable(row, clause, reading) for row in clause.deliverables),
        promises=tuple(_promise(row, clause, reading) for row in sorted(promises, key=_urgency)),
        counts=count_promises(promises),
    )


def _urgency(row: CommitmentRow) -> tuple[bool, date, int]:
    return row.status == "closed", row.due_agreed or date.max, row.id


def _deliverable(row: DeliverableRow, clause: ClauseRow, reading: Reading) -> DeliverableLine:
    is_counted = row.planned is not None
    variance = row.variance
    return DeliverableLine(
        id=row.id,
        title=row.title,
        responsible=_responsible(row, reading) if row.responsible != clause.responsible else "",
        unit=row.unit if is_counted else "",
        planned=str(row.planned) if is_counted else "",
        actual=("–" if row.actual is None else str(row.actual)) if is_counted else f"{row.progress} %",
        variance="" if variance is None else f"{variance:+d}".replace("-", "−").replace("+0", "0"),
        reason=row.reason,
        sentence=_deliverable_sentence(row, reading),
        status=label(row.status),
        light=row.light,
        evidence=_evidence(row.id, reading),
        due=row.due_agreed,
    )


def _evidence(record_id: int, reading: Reading) -> tuple[str, ...]:
    return tuple(evidence_words(piece) for piece in reading.evidence.get(record_id, ()))


def _deliverable_sentence(row: DeliverableRow, reading: Reading) -> str:
    """At home the sentence of the screen; to the other party one that reproaches nobody."""
    if not reading.is_for_them:
        return row.sentence
    if row.delivered_on is not None:
        parts = [_("delivered {day}").format(day=format_day(row.delivered_on))]
    elif row.is_open:
        parts = [lateness_words(row.due_agreed, reading.today)]
    else:
        parts = [_("was due {day}").format(day=format_day(row.due_agreed)) if row.due_agreed else _("no date")]
    if row.due_original and row.due_original != row.due_agreed:
        parts.append(_("first agreed for {day}").format(day=format_day(row.due_original)))
    if row.due_on and row.due_on != row.due_agreed:
        parts.append(_("{day} was named, not agreed").format(day=format_day(row.due_on)))
    return _sentence(parts)


def _sentence(parts: Sequence[str]) -> str:
    words = "; ".join(parts)
    return f"{words[:1].upper()}{words[1:]}."


def _promise(row: CommitmentRow, clause: ClauseRow, reading: Reading) -> PromiseLine:
    deliverable = next((each for each in clause.deliverables if each.id == row.deliverable_id), None)
    is_for_them = reading.is_for_them
    return PromiseLine(
        id=row.id,
        reference=row.reference,
        words=row.words,
        language=english_name(row.language),
        translation=row.translation,
        who=maker_words(row, is_named=not is_for_them),
        made_on=row.made_on,
        clause=clause.number or clause.name,
        deliverable=deliverable.title if deliverable else "",
        evidence=_evidence(row.id, reading),
        evidence_of_deliverable=_evidence(deliverable.id, reading) if deliverable else (),
        sentence=_promise_sentence(row, reading),
        lateness=row.lateness,
        outcome=row.outcome,
        owner="" if is_for_them else row.owner_name,
        next_step="" if is_for_them else row.next_step,
        due=row.due_agreed,
    )


def _promise_sentence(row: CommitmentRow, reading: Reading) -> str:
    if not reading.is_for_them:
        return row.sentence
    parts = [_("promised {day}").format(day=format_day(row.made_on))]
    if row.outcome is None:
        parts.append(lateness_words(row.due_agreed, reading.today))
        if row.status == "claimed_done":
            parts.append(_("said to be done"))
    else:
        ended = promise_label(row.outcome).lower()
        parts.append(f"{ended} {format_day(row.closed_on)}" if row.closed_on else ended)
    return _sentence(parts)


# --- What changed, what is outstanding, what is due next ---------------------------------------------------------


def _change_lines(changes: Sequence[AgreementChange], reading: Reading) -> tuple[ChangeLine, ...]:
    clauses = {clause.id: clause for clause in reading.clauses}
    deliverables = {row.id: row for row in reading.deliverables}
    lines: list[ChangeLine] = []
    for change in changes:
        is_internal = reading.is_for_them and change.kind == "follow_up"
        if is_internal or not _is_shown(change, reading, clauses, deliverables):
            continue
        clause = clauses.get(change.clause_id or 0)
        words = _("Taken back: {words}").format(words=change.words) if change.is_taken_back else change.words
        lines.append(
            ChangeLine(
                on=change.on,
                clause=(clause.number or clause.name) if clause else "",
                about=_about(change, reading, clauses, deliverables),
                words=words,
                note="" if reading.is_for_them else change.note,
            )
        )
    return tuple(lines)


def _is_shown(
    change: AgreementChange,
    reading: Reading,
    clauses: Mapping[int, ClauseRow],
    deliverables: Mapping[int, DeliverableRow],
) -> bool:
    if change.commitment_id is not None:
        return change.commitment_id in reading.promises
    if change.deliverable_id is not None:
        return change.deliverable_id in deliverables
    return change.clause_id is None or change.clause_id in clauses


def _about(
    change: AgreementChange,
    reading: Reading,
    clauses: Mapping[int, ClauseRow],
    deliverables: Mapping[int, DeliverableRow],
) -> str:
    if change.commitment_id is not None:
        row = reading.promises[change.commitment_id]
        return f"{row.reference} {_quoted(row)}".strip()
    if change.deliverable_id is not None:
        return deliverables[change.deliverable_id].title
    if change.clause_id is not None:
        return clauses[change.clause_id].name
    return _("The agreement")


def _quoted(row: CommitmentRow) -> str:
    return _("“{words}”").format(words=row.words) if row.words else ""


def _outstanding(reading: Reading) -> tuple[Outstanding, ...]:
    """What has passed its date, by the party that owes it; what names no party stands apart, and what others owe."""
    by_party: dict[int, list[DueLine]] = {party.id: [] for party in reading.parties}
    shared: list[DueLine] = []
    others: list[DueLine] = []
    for row in reading.deliverables:
        if counts(row.status) and row.is_overdue(reading.today):
            parties = reading.parties_of(row)
            whose = by_party[parties[0].id] if len(parties) == 1 else shared if row.responsible_id is None else others
            whose.append(_due_deliverable(row, reading, row.responsible if whose is others else ""))
    for promise in reading.promises.values():
        if promise.lateness in LATE:
            party = reading.party_of(promise)
            whose = others if party is None else by_party[party.id]
            whose.append(_due_promise(promise, reading))
    groups = [
        Outstanding(party.name, reading.is_ours(party), _by_due(by_party[party.id]))
        for party in _our_debts_first(reading)
    ]
    groups += [Outstanding(_everyone(reading).capitalize(), False, _by_due(shared))] if shared else []
    return (*groups, *([Outstanding(_others(), False, _by_due(others))] if others else []))


def _by_due(lines: Iterable[DueLine]) -> tuple[DueLine, ...]:
    return tuple(sorted(lines, key=lambda line: line.due or date.max))


def _due_deliverable(row: DeliverableRow, reading: Reading, by: str = "") -> DueLine:
    clause = row.clause_number or row.clause_heading
    what = f"{row.title} ({by})" if by else row.title
    return DueLine(row.due_agreed, clause, what, _deliverable_sentence(row, reading))


def _due_promise(row: CommitmentRow, reading: Reading) -> DueLine:
    clause = next((each.number or each.name for each in reading.clauses if each.id == row.clause_id), "")
    return DueLine(row.due_agreed, clause, f"{row.reference} {_quoted(row)}".strip(), _promise_sentence(row, reading))


def _next_until(reading: Reading, period: _Period) -> date:
    months = Every(reading.page.report_every).months or NEXT_MONTHS
    return add_months(max(period.end, reading.today), months)


def _due_next(reading: Reading, until: date) -> tuple[DueLine, ...]:
    """Deliverables and promises that are due by the end of the next period, with who owes them."""
    today = reading.today
    lines = [
        DueLine(row.due_agreed, row.clause_number or row.clause_heading, row.title, _responsible(row, reading))
        for row in reading.deliverables
        if row.due_agreed and today <= row.due_agreed <= until and row.is_open and row.status not in _DONE
    ]
    for row in reading.promises.values():
        if row.due_agreed and today <= row.due_agreed <= until and row.status != "closed":
            party = reading.party_of(row)
            due = _due_promise(row, reading)
            lines.append(DueLine(due.due, due.clause, due.what, party.name if party else row.bound_name))
    return _by_due(lines)


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """A report of each agreement in force that is no secret, and of the first one what the other party gets."""
    from crm.queries.agreements import AgreementsFilter, get_agreement_rows, list_agreements

    found = ask(list_agreements, AgreementsFilter(max_confidentiality=1))
    bound = [row.id for row in ask(get_agreement_rows, found) if binds(row.status)]
    papers = [{"agreement": f"agreements:{each}"} for each in bound]
    return [*papers, *({**paper, "audience": Audience.BODY.value} for paper in papers[:1])]
