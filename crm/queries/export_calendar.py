"""What is planned and what is due, on its way from the workspace into a calendar file: references, nothing private."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from crm.exchange.calendar_file import CalendarEntry
from crm.exchange.calendar_kinds import CLOSING, EVENT
from crm.queries.base import in_chunks
from crm.queries.deadlines import Deadline
from crm.queries.engagements import PlannedRow
from crm.queries.opportunities import OpportunityRow
from crm.queries.people import get_names
from crm.queries.records import list_ids_above
from crm.queries.rights import list_not_to_be_used
from crm.rules.deadlines import PASSING
from crm.rules.deadlines import label as label_of_deadline
from crm.rules.engagements import Status, label
from crm.rules.opportunities import Decision
from resources.translations import _


def entries_of(rows: Iterable[PlannedRow], names: Mapping[int, tuple[str, ...]] | None = None) -> list[CalendarEntry]:
    """The engagements, with `names` of who is expected if given; of what is confidential only the reference leaves."""
    people = names or {}
    return [
        CalendarEntry(
            row.uuid,
            row.revision,
            row.changed_at,
            title_of(row),
            row.on_day,
            start_time=row.start_time,
            end_time=row.end_time,
            status=row.status,
            is_confidential=row.confidentiality > 0,
            people=people.get(row.id, ()),
        )
        for row in rows
    ]


def title_of(row: PlannedRow) -> str:
    """Kind and body with the reference; of a confidential one the reference alone."""
    named = ", ".join(part for part in (label(row.kind), row.organisation) if part)
    words = f"{_('Engagement') if row.confidentiality else named} (E-{row.id})"
    return _("Postponed: {what}").format(what=words) if row.status is Status.POSTPONED else words


def entries_of_deadlines(rows: Sequence[Deadline], *, with_titles: bool = False) -> list[CalendarEntry]:
    """The days by which something is due, each under the same uid whenever it is given out."""
    stamps = _stamps({row.id for row in rows})
    return [
        CalendarEntry(
            f"{uuid}-{row.kind}{row.part}",
            revision,
            changed_at,
            title_of_deadline(row, with_titles=with_titles),
            row.day,
            until=row.until,
            takes_time=False,
            is_confidential=row.confidentiality > 0,
        )
        for row in rows
        for uuid, revision, changed_at in (stamps[row.id],)
    ]


def entries_of_opportunities(rows: Sequence[OpportunityRow]) -> list[CalendarEntry]:
    """The event of each, and its closing day as a whole day, each under the same uid whenever it is given out."""
    stamps = _stamps({row.id for row in rows})
    return [entry for row in rows for entry in _entries_of_opportunity(row, *stamps[row.id])]


def _entries_of_opportunity(
    row: OpportunityRow, uuid: str, revision: int, changed_at: datetime
) -> Iterator[CalendarEntry]:
    is_confidential = row.confidentiality > 0
    title = f"{_('Opportunity') if is_confidential else row.title} ({row.reference})"
    if row.event_on is not None:
        yield CalendarEntry(
            f"{uuid}{EVENT}",
            revision,
            changed_at,
            title,
            row.event_on,
            until=row.event_until,
            start_time="" if row.event_until else row.event_time,
            takes_time=row.decision is Decision.ATTENDING,
            is_confidential=is_confidential,
            venue=row.venue,
        )
    if row.closes_on is not None:
        closes = _("Closes: {title}").format(title=title)
        yield CalendarEntry(
            f"{uuid}{CLOSING}",
            revision,
            changed_at,
            closes,
            row.closes_on,
            takes_time=False,
            is_confidential=is_confidential,
        )


def title_of_deadline(row: Deadline, *, with_titles: bool) -> str:
    """What is due with the reference, and what it is about only if asked for; of a confidential one the reference."""
    if row.confidentiality:
        return f"{_('Deadline')} ({row.reference})"
    if row.kind in PASSING and not row.reference:
        return f"{row.title or row.what} ({row.party})"
    said = f"{row.what}: {row.title}" if with_titles else label_of_deadline(row.kind)
    return f"{said} ({row.reference})"


def _stamps(record_ids: Collection[int]) -> dict[int, tuple[str, int, datetime]]:
    """The uuid of each record, how often it changed and when it did last."""
    found = in_chunks(
        "SELECT rec.id, rec.uuid, coalesce(c.id, 0), op.at FROM record rec "
        "LEFT JOIN change c ON c.id = (SELECT max(id) FROM change WHERE record_id = rec.id) "
        "LEFT JOIN operation op ON op.id = c.operation_id WHERE rec.id IN ({marks})",
        sorted(record_ids),
    )
    return {
        row[0]: (row[1], row[2], datetime.fromisoformat(row[3]) if row[3] else datetime(2000, 1, 1, tzinfo=UTC))
        for row in found
    }


def names_expected(engagement_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Who is expected at each, by name; nobody who is not open to all, or not to be used."""
    lines = list(
        in_chunks(
            "SELECT engagement_id, person_id, name FROM attendance WHERE engagement_id IN ({marks}) "
            "ORDER BY position, id",
            sorted(engagement_ids),
        )
    )
    hidden = frozenset(list_ids_above(0)) | list_not_to_be_used()
    called = get_names(sorted({person_id for _of, person_id, _name in lines if person_id} - hidden))
    found: dict[int, list[str]] = defaultdict(list)
    for engagement_id, person_id, name in lines:
        known = called.get(person_id, "") if person_id else name
        if known:
            found[engagement_id].append(known)
    return {engagement_id: tuple(names) for engagement_id, names in found.items()}
