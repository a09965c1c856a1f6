"""Lists taken out: CSV that a spreadsheet opens safely, and JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from crm.exchange.files import replacing

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(rows: Iterable[Mapping[str, object]], path: Path, columns: Sequence[str] | None = None) -> int:
    """Write rows as CSV (UTF-8 with the mark by which Excel knows it) and return how many there were.

    `columns` names the columns and their order, else the first row does. Text that a spreadsheet would run as a
    formula gets an apostrophe in front, which our reader takes off again. Raises as `files.replacing` does.
    """
    remaining = iter(rows)
    if columns is None:
        first = next(remaining, {})
        columns, remaining = tuple(first), chain([first] if first else [], remaining)
    count = 0
    with replacing(path, "utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow([_cell(name) for name in columns])
        for row in remaining:
            writer.writerow([_cell(row.get(name)) for name in columns])
            count += 1
    return count


def write_json(rows: Iterable[Mapping[str, object]], path: Path) -> int:
    """Write rows as a JSON array, one object a line, and return how many; days are written yyyy-mm-dd."""
    count = 0
    with replacing(path, "utf-8") as file:
        file.write("[")
        for row in rows:
            file.write(",\n" if count else "\n")
            file.write(json.dumps(dict(row), ensure_ascii=False, default=str))
            count += 1
        file.write("\n]\n")
    return count


def _cell(value: object) -> object:
    """A cell in which text can never be a formula; a number stays a number."""
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return value
    text = str(value).replace("\0", "")
    return "'" + text if text.startswith(_FORMULA_STARTS) else text
