"""What the command line says: JSON that programs can rely on, or plain aligned lines for people."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from crm.rules.dates import format_day
from crm.rules.errors import EnvironmentProblem
from crm.rules.numbers import format_number
from resources.translations import _

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")  # as `plain` writes a day

WIDEST = 48
"""Letters of the widest column of a table; longer text is cut with an ellipsis."""


def prepare_streams() -> None:
    """Let no letter of the country's languages, and no odd file name, stop a line from being written."""
    for stream, encoding in ((sys.stdout, _encoding_of(sys.stdout)), (sys.stderr, None), (sys.stdin, "utf-8")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors="replace")


def _encoding_of(stream: Any) -> str | None:
    """A terminal keeps its own encoding; a file or a program gets UTF-8, also on Windows."""
    return None if stream is None or stream.isatty() else "utf-8"


def finish() -> None:
    """Hand over what is still held back. Raises EnvironmentProblem("output-not-written") for a full disk."""
    _write("", flush=True)


def _write(text: str, *, flush: bool = False) -> None:
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text)
        if flush:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise EnvironmentProblem("output-not-written", reason=getattr(error, "strerror", "") or str(error)) from error


class Output:
    """Where a command answers; `is_json` says for whom."""

    def __init__(self, is_json: bool) -> None:
        self.is_json = is_json

    def answer(self, value: object, lines: Iterable[str]) -> None:
        """The whole answer: `value` as JSON, or the lines."""
        if self.is_json:
            _write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")
        else:
            for line in lines:
                _write(line + "\n")

    def stream(self, value: object) -> None:
        """One of many answers, as one line of JSON, handed over at once."""
        _write(json.dumps(plain(value), ensure_ascii=False) + "\n", flush=True)

    def note(self, words: str) -> None:
        """Something for people only."""
        if not self.is_json:
            _write(words + "\n")


LEVELS = ("open", "internal", "restricted")
"""What the levels of confidentiality are called in every answer."""


def plain(value: object) -> Any:
    """The value in what JSON knows: records as objects, days as yyyy-mm-dd."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, str):
        return str(value)
    return value


def table(rows: Sequence[Mapping[str, object]], columns: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Lines of a table with these columns (key, heading), each as wide as it needs to be."""
    cells = [[_cell(row.get(key)) for key, _heading in columns] for row in rows]
    headings = [heading for _key, heading in columns]
    widths = [max(map(_width, column)) for column in zip(headings, *cells, strict=True)]
    for line in ([headings, *cells]) if cells else ():
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _cell(value: object) -> str:
    text = in_words(value)
    return text if _width(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _width(text: str) -> int:
    """Places on the screen: marks that stand on another letter take none, wide letters two."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def in_words(value: object) -> str:
    """A value on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return format_number(value)
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):  # text that only looks like a day
            return format_day(date.fromisoformat(value))
    if isinstance(value, list | tuple):
        return "; ".join(in_words(each) for each in value)
    return " ".join(str(value).split())


_QUIET = ("id", "uuid", "normal")


def details(value: Mapping[str, object], indent: str = "") -> Iterator[str]:
    """Every field that says something, one a line; objects and lists of objects indented under their name."""
    simple = {key: in_words(each) for key, each in value.items() if not _is_nested(each) and _says_something(key, each)}
    width = max((len(_heading(key)) for key in simple), default=0)
    for key, words in simple.items():
        yield f"{indent}{_heading(key):<{width}}  {words}"
    for key, each in value.items():
        if _is_nested(each):
            yield f"{indent}{_heading(key)}"
            yield from _nested(each, indent + "  ")


def _says_something(key: str, value: object) -> bool:
    """Numbers that only programs need, and what is empty or not so, are left out."""
    return key not in _QUIET and not key.endswith("_id") and value is not False and bool(in_words(value))


def _is_nested(value: object) -> bool:
    if isinstance(value, list | tuple):
        return any(isinstance(each, Mapping) for each in value)
    return isinstance(value, Mapping)


def _nested(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from details(value, indent)
        return
    for each in value:
        yield f"{indent}- {_on_one_line(each)}"


def _on_one_line(value: Mapping[str, object]) -> str:
    words = []
    for key, each in value.items():
        if _is_nested(each) and isinstance(each, list | tuple):
            words += [f"{_heading(key)}: ({_on_one_line(part)})" for part in each]
        elif _says_something(key, each):
            words.append(f"{_heading(key)}: {in_words(each)}")
    return ", ".join(words)


def _heading(key: str) -> str:
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]
