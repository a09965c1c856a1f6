"""Finding numbers and addresses in running text, in whatever way somebody typed them."""

from __future__ import annotations

import re

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NUMBER = re.compile(r"\+?\(?\d[\d\s().-]{6,}\d")
_SIGNIFICANT = 9
"""Digits at the end of a number by which “+27 53 …” and “053 …” are the same."""


def significant_digits(number: str) -> str:
    """By what a number is known, however it is written; empty for one too short to tell."""
    digits = re.sub(r"\D", "", number)
    return digits[-_SIGNIFICANT:] if len(digits) >= _SIGNIFICANT else ""
