"""The promises of ours that the rows of a register may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from crm.exchange.candidates import CommitmentCandidate
from crm.exchange.cells import quick_fold
from crm.exchange.promise_columns import LAYOUT
from crm.queries.base import day, rows
from crm.queries.import_comparing import loads
from crm.queries.import_known import ImportedRow, in_chunks
from crm.rules.commitments import Status


class OurCommitment(NamedTuple):
    """A promise as we have it."""

    id: int
    reference: str
    words: str
    bound_id: int | None
    bound_name: str
    owed_to_id: int | None
    owed_to_name: str
    owner_id: int | None
    made_on: date
    due_on: date | None
    due_words: str
    status: Status
    outcome: str
    has_evidence: bool

    @property
    def state(self) -> str:
        """Where it stands, as a file is compared with it."""
        return state_key(self.status, self.outcome)


def state_key(status: str, outcome: str) -> str:
    """A status and an outcome as one value."""
    return f"{status}/{outcome}" if outcome else str(status)


_OUR_COLUMNS = (
    "SELECT c.id, c.reference, c.words, c.bound_id, c.bound_name, c.owed_to_id, c.owed_to_name, c.owner_id, "
    "c.made_on, c.due_on, c.due_words, c.status, c.outcome, "
    "EXISTS(SELECT 1 FROM evidence e WHERE e.record_id = c.id) FROM commitment c "
)


class KnownCommitments:
    """The promises of ours that the rows of a register may be."""

    def __init__(self, layout: str, promises: Sequence[CommitmentCandidate]) -> None:
        self._layout = layout
        self._by_key: dict[tuple[str, str], ImportedRow] = {}
        self._by_digest: dict[str, ImportedRow] = {}
        for source, key, *row in rows(
            "SELECT i.source, i.key, i.id, i.record_id, i.fields FROM imported i JOIN commitment c "
            "ON c.id = i.record_id WHERE i.source LIKE ? ORDER BY i.id",
            f"{LAYOUT}%",
        ):
            found = ImportedRow(*row)
            self._by_key[source, key] = found
            self._by_digest[loads(found.fields)["digest"]] = found
        self._ours: dict[int, OurCommitment] = {}
        self._by_reference: dict[str, int] = {}
        self._by_words: dict[tuple[str, date], list[int]] = defaultdict(list)
        self._fetch(promises)
        self._claimed: set[int] = set()

    def _fetch(self, promises: Sequence[CommitmentCandidate]) -> None:
        ids = {row.record_id for one in promises for row in self._rows_for(one)}
        days = {one.made_on.isoformat() for one in promises if one.made_on}
        references = {one.reference.upper() for one in promises if one.reference}
        for where, values in (
            ("WHERE c.id IN ({marks})", ids),
            ("WHERE c.made_on IN ({marks})", days),
            ("WHERE c.reference IN ({marks})", references),
        ):
            for row in in_chunks(_OUR_COLUMNS + where, sorted(values)):
                self._add(row)

    def _add(self, row: Sequence[Any]) -> None:
        if row[0] in self._ours:
            return
        own: list[Any] = [*row[:8], day(row[8]), day(row[9]), row[10], Status(row[11]), row[12], bool(row[13])]
        ours = OurCommitment(*own)
        self._ours[ours.id] = ours
        self._by_reference[ours.reference] = ours.id
        self._by_words[quick_fold(ours.words), ours.made_on].append(ours.id)

    @property
    def parties(self) -> set[int]:
        """Everybody whom these promises name."""
        return {one for ours in self._ours.values() for one in (ours.bound_id, ours.owed_to_id) if one is not None}

    def _rows_for(self, candidate: CommitmentCandidate) -> list[ImportedRow]:
        """What was heard of this row before: under its reference, and under who, what and when."""
        by_key = self._by_key.get((self._layout, candidate.key))
        if by_key is not None and not _is_same(candidate, loads(by_key.fields)):
            by_key = None
        return [row for row in (by_key, self._by_digest.get(candidate.digest)) if row is not None]

    def of(self, candidate: CommitmentCandidate) -> tuple[OurCommitment | None, ImportedRow | None]:
        """The promise of ours that a row is, with what the list last said of it; each of ours is taken once."""
        for row in self._rows_for(candidate):
            if row.record_id in self._ours and row.record_id not in self._claimed:
                self._claimed.add(row.record_id)
                return self._ours[row.record_id], row
        for record_id in self._typed(candidate):
            if record_id not in self._claimed:
                self._claimed.add(record_id)
                return self._ours[record_id], None
        return None, None

    def _typed(self, candidate: CommitmentCandidate) -> list[int]:
        """Promises typed by hand, or out of a list of ours: the same words on the same day."""
        own = self._by_reference.get(candidate.reference.upper()) if candidate.reference else None
        is_own = own is not None and quick_fold(self._ours[own].words) == quick_fold(candidate.words)
        same = self._by_words.get((quick_fold(candidate.words), candidate.made_on), []) if candidate.made_on else []
        return [*([own] if own is not None and is_own else []), *same]


def _is_same(candidate: CommitmentCandidate, base: Mapping[str, Any]) -> bool:
    """Whether a row under the same reference is the same promise: two registers may both count from 1."""
    if quick_fold(candidate.words) == quick_fold(base["words"]):
        return True
    made = candidate.made_on.isoformat() if candidate.made_on else candidate.made_text
    return quick_fold(candidate.who) == quick_fold(base["who"]) and made == base["made"]
