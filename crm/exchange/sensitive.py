"""Columns about people that a list may hold and the program does not want: left out unless the user insists."""

from __future__ import annotations

import re
from dataclasses import dataclass

from resources.translations import _, mark

_BY_DESIGN = mark("left out by design: the program keeps no such details about people")
_SPECIAL = mark("The law counts this as special personal information (POPIA, section 26): keep it only with consent.")
_ID_NUMBERS = mark("identity numbers are left out: the program keeps none")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why a column is left out; `warning` is what to know before insisting on it, empty where nothing is at stake."""

    reason: str
    warning: str = ""


_COLUMNS = (
    (
        r"((south african|said|rsa|sa) )?(id|identity|passport)( (document|card))? ?(no|nr|numbers?)|idno|id nommer",
        _ID_NUMBERS,
        mark("An identity number opens accounts in somebody’s name, and nothing here needs it."),
    ),
    (
        r"race|population group|ethnic(ity| group| origin)?|religio(n|us (belief|group|affiliation))|faith|ras|geloof|"
        r"health( status| conditions?)?|medical.*|hiv.*|disabilit(y|ies)|disabled|sexual orientation|criminal record|"
        r"trade union( membership)?|gesondheid|gestremdheid",
        _BY_DESIGN,
        _SPECIAL,
    ),
    (
        r"gender|sex|geslag|birth ?(date|day|year|month)|birthday|date of birth|dob|age|ouderdom|nationality|"
        r"citizenship|marital status|spouse|anniversary",
        _BY_DESIGN,
        mark("These are private details that no work with an office needs: keep them only with a good reason."),
    ),
    (r"image|photo|picture|image url", mark("pictures are not fetched from a list"), ""),
)
_PATTERNS = tuple((re.compile(pattern), reason, warning) for pattern, reason, warning in _COLUMNS)


def left_out_heading(words: str) -> LeftOut | None:
    """Why a column with this heading is left out, None where it need not be."""
    for pattern, reason, warning in _PATTERNS:
        if pattern.fullmatch(words):
            return LeftOut(_(reason), _(warning) if warning else "")
    return None


def left_out_id_numbers() -> LeftOut:
    """Why a column that is full of identity numbers is left out, whatever its heading."""
    _pattern, reason, warning = _PATTERNS[0]
    return LeftOut(_(reason), _(warning))
