"""The periods that agreements are reported on, and which reports are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.base import Tuple, Where, build, day, rows
from crm.rules import clock
from crm.rules.indicators import due_words, period_words


@dataclass(frozen=True)
class PeriodRow:
    """A period with the words of its report."""

    id: int
    agreement_id: int
    agreement_reference: str
    agreement_title: str
    starts_on: date
    ends_on: date
    due_on: date | None
    submitted_on: date | None
    achievements: str
    challenges: str
    corrective: str
    lessons: str
    next_period: str
    owner_id: int | None
    confidentiality: int
    sentence: str
    """“due in 12 days, on 4 Dec 2026”."""

    @property
    def name(self) -> str:
        """Its days."""
        return period_words(self.starts_on, self.ends_on)

    @property
    def has_words(self) -> bool:
        """Whether anything was written for its report."""
        return any((self.achievements, self.challenges, self.corrective, self.lessons, self.next_period))

    def is_late(self, today: date) -> bool:
        """Whether its day passed and nothing was handed in."""
        return self.submitted_on is None and self.due_on is not None and self.due_on < today


def list_periods(agreement_id: int, today: date | None = None) -> list[PeriodRow]:
    """Every period of an agreement, the first on top."""
    where = Where()
    where.add("p.agreement_id = ?", agreement_id)
    return _read(where, "p.starts_on, p.id", today)


def list_reports_due(
    due_to: date | None = None,
    *,
    owner_id: int | None = None,
    max_confidentiality: int | None = None,
    today: date | None = None,
) -> list[PeriodRow]:
    """Reports of open agreements that are not handed in yet, the first due first."""
    where = Where()
    where.add("p.submitted_on IS NULL AND p.due_on IS NOT NULL AND a.status <> 'closed'")
    where.add_given(
        ("p.due_on <= ?", due_to),
        ("a.owner_id = ?", owner_id),
        ("rec.confidentiality <= ?", max_confidentiality),
    )
    return _read(where, "p.due_on, p.id", today)


def _read(where: Where, order: str, today: date | None) -> list[PeriodRow]:
    found = rows(
        "SELECT p.id, a.id, a.reference, a.title, p.starts_on, p.ends_on, p.due_on, p.submitted_on, p.achievements, "
        "p.challenges, p.corrective, p.lessons, p.next_period, a.owner_id, rec.confidentiality FROM reporting_period p "
        f"JOIN agreement a ON a.id = p.agreement_id JOIN record rec ON rec.id = a.id{where} ORDER BY {order}",
        *where.values,
    )
    on = today or clock.today()
    return [_row(row, on) for row in found]


def _row(row: Tuple, on: date) -> PeriodRow:
    due_on, submitted_on = day(row[6]), day(row[7])
    days = (day(row[4]), day(row[5]), due_on, submitted_on)
    return build(PeriodRow, *row[:4], *days, *row[8:], sentence=due_words(due_on, submitted_on, on))
