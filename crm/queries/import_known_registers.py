"""The records of ours that the rows of a register may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from crm.exchange.candidates import RegisterCandidate
from crm.queries.base import rows
from crm.queries.import_comparing import loads
from crm.queries.import_known import ImportedRow

C = TypeVar("C", bound=RegisterCandidate)


class KnownRegister(Generic[C]):
    """What was heard of the rows of one register before; each record of ours is taken once.

    `is_same` says whether a row with the reference of an earlier one is the same thing: two registers may both count
    from 1.
    """

    def __init__(
        self,
        table: str,
        kinds: Sequence[str],
        layout: str,
        candidates: Sequence[C],
        is_same: Callable[[C, Mapping[str, Any]], bool],
    ) -> None:
        self._layout, self._is_same = layout, is_same
        self._by_key: dict[tuple[str, str], ImportedRow] = {}
        self._by_digest: dict[str, ImportedRow] = {}
        self.of_layout: list[ImportedRow] = []
        for source, key, *row in rows(
            f'SELECT i.source, i.key, i.id, i.record_id, i.fields FROM imported i JOIN "{table}" t '
            f"ON t.id = i.record_id WHERE {' OR '.join('i.source LIKE ?' for _kind in kinds)} ORDER BY i.id",
            *(f"{kind}%" for kind in kinds),
        ):
            found = ImportedRow(*row)
            self._by_key[source, key] = found
            self._by_digest[loads(found.fields)["digest"]] = found
            if source == layout:
                self.of_layout.append(found)
        self.heard_ids = {row.record_id for one in candidates for row in self.heard(one)}
        self._claimed: set[int] = set()
        self._typed: dict[object, list[int]] = defaultdict(list)

    def heard(self, candidate: C) -> list[ImportedRow]:
        """What was heard of this row before: under its reference, and under what it is about."""
        by_key = self._by_key.get((self._layout, candidate.key))
        if by_key is not None and not self._is_same(candidate, loads(by_key.fields)):
            by_key = None
        return [row for row in (by_key, self._by_digest.get(candidate.digest)) if row is not None]

    def add_typed(self, identity: object, record_id: int) -> None:
        """Note by what a record of ours is known that no list brought."""
        if record_id not in self._typed[identity]:
            self._typed[identity].append(record_id)

    def of(
        self, candidate: C, ours: Mapping[int, Any], identities: Iterable[object]
    ) -> tuple[int | None, ImportedRow | None]:
        """The record of ours that a row is, with what the list last said of it."""
        for row in self.heard(candidate):
            if self._claim(row.record_id, ours):
                return row.record_id, row
        for identity in identities:
            for record_id in self._typed.get(identity, ()):
                if self._claim(record_id, ours):
                    return record_id, None
        return None, None

    def _claim(self, record_id: int, ours: Mapping[int, Any]) -> bool:
        is_free = record_id in ours and record_id not in self._claimed
        if is_free:
            self._claimed.add(record_id)
        return is_free

    def gone(self) -> list[ImportedRow]:
        """What this list said last time and says no more, where at least half of its rows came back.

        With fewer it is another list of the same shape: a second office that filled in the same template.
        """
        missing = [row for row in self.of_layout if row.record_id not in self._claimed]
        return missing if len(missing) * 2 <= len(self.of_layout) else []
