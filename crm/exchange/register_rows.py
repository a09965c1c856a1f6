"""Rows of a register to candidates: one thing a row, nobody refused because we do not know them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from crm.exchange.candidates import Reading, RegisterCandidate
from crm.exchange.cells import quick_fold
from crm.exchange.columns import Field, Mapping
from crm.exchange.gathering import Gathering
from crm.exchange.register_cells import RowCells
from crm.exchange.register_kind import RegisterKind
from crm.exchange.rows import finished, note_columns
from crm.exchange.tables import Table
from crm.rules import clock
from resources.translations import _


def read_register(kind: RegisterKind, table: Table, mapping: Mapping) -> Reading:
    """What the rows of a register say; a row that says nothing of its subject is listed with the reason."""
    return _Register(table, mapping, kind).read()


class _Register:
    """One reading of one register."""

    def __init__(self, table: Table, mapping: Mapping, kind: RegisterKind) -> None:
        self._table, self._mapping, self._kind = table, mapping, kind
        self._found = Gathering()
        self._row = RowCells(mapping, clock.today())
        self._own_references = self._find_own_references()
        self._lines: dict[str, str] = {}

    def _find_own_references(self) -> set[str]:
        """References that only one row has: the others name the meeting, not what the row is about."""
        counts: Counter[str] = Counter()
        for row in self._table.rows:
            self._row.stand_on(row.line, row.cells)
            counts[self._reference()] += 1
        return {reference for reference, count in counts.items() if reference and count == 1}

    def _reference(self) -> str:
        return quick_fold(self._row.text(Field.REFERENCE))

    def read(self) -> Reading:
        """Every row as a candidate, in the order of the table."""
        self._found.problems += self._table.not_understood
        self._found.warnings.update(dict.fromkeys(self._table.warnings))
        made = [found for row in self._table.rows if (found := self._read_row(row.line, row.cells)) is not None]
        note_columns(self._found, self._mapping, self._table)
        return replace(finished(self._found, self._mapping, self._table), candidates=tuple(made))

    def _read_row(self, line: str, cells: Sequence[str]) -> RegisterCandidate | None:
        self._row.stand_on(line, cells)
        candidate = self._kind.read_row(self._row)
        if isinstance(candidate, str):
            self._found.miss(line, candidate)
            return None
        reference = self._reference()
        key = f"ref:{reference}" if reference in self._own_references else candidate.digest
        if key in self._lines:
            self._found.miss(line, _("the same row stands in {line} already").format(line=self._lines[key]))
            return None
        self._lines[key] = line
        return replace(candidate, key=key)
