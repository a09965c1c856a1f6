"""Text in a cell that no spreadsheet runs as a formula or takes for a number, and how it becomes itself again.

An apostrophe goes in front, also in front of text that begins with one already: so exactly that one comes off again.
"""

from __future__ import annotations

import re

_BLANK = "'\\s\x00-\x1f\x7f-\x9f\ufeff\u200b-\u200f\u2060\ud800-\udfff"
_FORMULA = "=+\\-@\t\r\n＝＋－＠﹦﹢﹣﹫"
_DANGEROUS = re.compile(f"[{_BLANK}]*[{_FORMULA}]")
_DIGITS = re.compile(rf"[{_BLANK}]*(?:0[0-9][0-9 ()./-]*|[0-9][0-9 ()]{{11,}})\Z")


def neutralised(text: str) -> str:
    """Text for a cell of CSV: no formula, and no number that loses a zero in front or its last digits."""
    return "'" + text if _is_dangerous(text) else text


def restored(cell: str) -> str:
    """What `neutralised` made a cell of, as it was."""
    return cell[1:] if cell[:1] == "'" and _is_dangerous(cell[1:]) else cell


def as_text(text: str) -> str:
    """Text for a cell that is marked as text: only what would lose an apostrophe when it is read gets one."""
    return neutralised(text) if text[:1] == "'" else text


def _is_dangerous(text: str) -> bool:
    return _DANGEROUS.match(text) is not None or _DIGITS.match(text) is not None
