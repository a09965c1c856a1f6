"""Ward ids of eight digits: province, district (two), municipality (two), ward (three).

The rule held for every municipality and all 4,468 wards of 2021 (`resources/reference`), so that an id somebody types
can be checked, and names the municipality, also where its wards are not in the workspace.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from crm.rules.errors import UserError
from resources import reference
from resources.reference import WARD_DEMARCATION, Municipality

LENGTH = 8
_WRITTEN = re.compile(r"\s*(?:ward(?: id)?)?[\s:]*(\d[\d\s-]*)", re.IGNORECASE)
_SHORTEST = 5
"""Digits from which on a number is meant as a ward id, and not as the number of a ward or a house."""


@dataclass(frozen=True)
class WardPlace:
    """What a ward id says."""

    ward_id: str
    number: int
    municipality: Municipality

    @property
    def name(self) -> str:
        """“Khâi-Ma ward 3”."""
        return f"{self.municipality.name} ward {self.number}"


def find_digits(text: str) -> str:
    """The digits of a text that is meant as a ward id; empty for any other."""
    found = _WRITTEN.fullmatch(text)
    digits = re.sub(r"\D", "", found[1]) if found else ""
    return digits if len(digits) >= _SHORTEST else ""


def read_ward_id(text: str) -> WardPlace:
    """The ward that an id stands for, within the boundaries of 2021.

    Raises UserError: "ward-id-not-eight-digits", "ward-id-no-province", "ward-id-no-municipality", "ward-id-no-ward".
    """
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]{8}", digits):
        raise UserError("ward-id-not-eight-digits", id=text.strip(), count=sum(c.isdigit() for c in digits))
    province = _provinces().get(digits[0])
    if province is None:
        raise UserError("ward-id-no-province", id=digits, digit=digits[0])
    municipality = _municipalities().get(digits[:5])
    if municipality is None:
        raise UserError("ward-id-no-municipality", id=digits, digits=digits[1:5], province=province)
    number = int(digits[5:])
    if not 1 <= number <= municipality.wards:
        raise UserError(
            "ward-id-no-ward",
            id=digits,
            number=number,
            municipality=municipality.name,
            wards=municipality.wards,
            demarcation=WARD_DEMARCATION,
        )
    return WardPlace(digits, number, municipality)


@cache
def _provinces() -> dict[str, str]:
    return {province.ward_digit: province.name for province in reference.provinces()}


@cache
def _municipalities() -> dict[str, Municipality]:
    return {each.ward_id_prefix: each for each in reference.municipalities() if each.ward_id_prefix}
