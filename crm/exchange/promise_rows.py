"""Rows of a register of promises to candidates: one promise a row, nobody refused because we do not know them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from crm.exchange.candidates import CommitmentCandidate, Reading
from crm.exchange.cells import quick_fold
from crm.exchange.columns import Field, Mapping
from crm.exchange.gathering import Gathering
from crm.exchange.promise_days import read_due, read_made
from crm.exchange.rows import finished, note_columns
from crm.exchange.tables import Table
from crm.rules import clock
from resources.translations import _

_YEAR = re.compile(r"\d{4}|\d\D+\d\d$")  # without one the day is another one next year


def promises(table: Table, mapping: Mapping) -> Reading:
    """The promises in the rows of a register; a row without words is listed with the reason."""
    return _Promises(table, mapping).read()


class _Promises:
    """One reading of one register."""

    def __init__(self, table: Table, mapping: Mapping) -> None:
        self._table, self._mapping = table, mapping
        self._found = Gathering()
        self._at = {field: [column.index for column in mapping.of(field)] for field in Field}
        self._today = clock.today()
        references = Counter(quick_fold(self._cell(row.cells, Field.REFERENCE)) for row in table.rows)
        self._own_references = {reference for reference, count in references.items() if reference and count == 1}
        self._lines: dict[str, str] = {}

    def read(self) -> Reading:
        self._found.problems += self._table.not_understood
        self._found.warnings.update(dict.fromkeys(self._table.warnings))
        made = [found for row in self._table.rows if (found := self._read_row(row.line, row.cells)) is not None]
        note_columns(self._found, self._mapping, self._table)
        return replace(finished(self._found, self._mapping, self._table), candidates=tuple(made))

    def _read_row(self, line: str, cells: Sequence[str]) -> CommitmentCandidate | None:
        words = self._cell(cells, Field.PROMISE)
        if not words:
            self._found.miss(line, _("no words of a promise stand in this row"))
            return None
        office = ", ".join(self._cells(cells, Field.MAKER_OFFICE))
        who = self._cell(cells, Field.MADE_BY) or office
        made_text, due_text = self._cell(cells, Field.MADE_ON), self._cell(cells, Field.DUE)
        made_on = read_made(made_text, self._today) if made_text else None
        due_on, due_words = read_due(due_text, made_on or self._today) if due_text else (None, "")
        digest = _digest(who, words, made_on, made_text)
        reference = self._cell(cells, Field.REFERENCE)
        key = f"ref:{quick_fold(reference)}" if quick_fold(reference) in self._own_references else digest
        if key in self._lines:
            self._found.miss(line, _("the same promise stands in {line} already").format(line=self._lines[key]))
            return None
        self._lines[key] = line
        return CommitmentCandidate(
            line=line,
            key=key,
            digest=digest,
            words=words,
            who=who,
            office=office if office != who else "",
            owed_to=self._cell(cells, Field.OWED_TO),
            owner=self._cell(cells, Field.OWNER),
            made_on=made_on,
            made_text=made_text,
            due_on=due_on,
            due_words=due_words,
            status=self._cell(cells, Field.STATUS),
            notes=tuple(self._cells(cells, Field.NOTE)),
            reference=reference,
        )

    def _cell(self, cells: Sequence[str], field: Field) -> str:
        at = self._at[field]
        return cells[at[0]] if at else ""

    def _cells(self, cells: Sequence[str], field: Field) -> list[str]:
        return [cells[index] for index in self._at[field] if cells[index]]


def _digest(who: str, words: str, made_on: date | None, made_text: str) -> str:
    """By what the same promise is recognised in the next file, however its day is written."""
    is_certain = made_on is not None and _YEAR.search(made_text)
    day = made_on.isoformat() if made_on and is_certain else quick_fold(made_text)
    return hashlib.sha256("\n".join((quick_fold(who), quick_fold(words), day)).encode()).hexdigest()[:24]
