"""The wards an office is for, as party lists write them: “1, 2, 3, 10&11(5)”, “1-12(12)”, “1&14(2)”."""

from __future__ import annotations

import re

_COUNT_AFTER = re.compile(r"(.+?)\s*\((\d{1,3})\)")
_COUNT_BEFORE = re.compile(r"(\d{1,3}) wards?\s*\((.+)\)", re.IGNORECASE)
_RANGE = re.compile(r"(\d{1,3})\s*(?:-|–|to|tot)\s*(\d{1,3})")
_LAST = 200
"""No municipality has as many wards."""


def ward_numbers(text: str) -> list[int] | None:
    """The numbers of the wards in a cell; None where it is written otherwise, or its count in brackets is another."""
    words, count = _without_count(text.strip())
    parts = re.split(r"[,;&+]|\band\b|\ben\b", re.sub(r"\bwards?\b|\bwyke?\b", " ", words, flags=re.IGNORECASE))
    numbers: set[int] = set()
    for part in filter(None, map(str.strip, parts)):
        if (span := _RANGE.fullmatch(part)) and int(span[1]) <= int(span[2]) <= _LAST:
            numbers.update(range(int(span[1]), int(span[2]) + 1))
        elif part.isdecimal() and 0 < int(part) <= _LAST:
            numbers.add(int(part))
        else:
            return None
    return sorted(numbers) if numbers and count in (None, len(numbers)) else None


def _without_count(text: str) -> tuple[str, int | None]:
    """“1-12(12)” and “12 Wards (1-12)” say how many they are."""
    if after := _COUNT_AFTER.fullmatch(text):
        return after[1], int(after[2])
    if before := _COUNT_BEFORE.fullmatch(text):
        return before[2], int(before[1])
    return text, None
