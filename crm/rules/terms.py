"""Terms of office: which one a list, a date or a user's words mean, and who serves for one at all.

National and provincial elections give legislatures of five years (Constitution, sections 49 and 108), municipal ones
councils of five (section 159). A house stays competent until the day before the next poll, so the terms kept here run
from one polling day to the day before the next. Polling days: Electoral Commission; that of 2026 as proclaimed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Literal, TypeAlias

from crm.rules.dates import ApproximateDate, parse_approximate
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.organisations import CSO_KINDS, Kind
from resources.translations import _

UNKNOWN = ApproximateDate("")

_POLLS: dict[str, tuple[date, ...]] = {
    Kind.LEGISLATURE: (
        date(1994, 4, 27),
        date(1999, 6, 2),
        date(2004, 4, 14),
        date(2009, 4, 22),
        date(2014, 5, 7),
        date(2019, 5, 8),
        date(2024, 5, 29),
    ),
    Kind.COUNCIL: (
        date(2000, 12, 5),
        date(2006, 3, 1),
        date(2011, 5, 18),
        date(2016, 8, 3),
        date(2021, 11, 1),
        date(2026, 11, 4),
    ),
}
_STAFF_WORDS = (
    "administrator",
    "assistant",
    "clerk",
    "co ordinator",  # folded: “co-ordinator”
    "contact person",
    "coordinator",
    "director",
    "manager",
    "officer",
    "researcher",
    "secretary",
    "staff",
)
_ELECTED_BODIES = (Kind.LEGISLATURE, Kind.COUNCIL, Kind.COMMITTEE, Kind.PARTY)
_POLITICAL_OFFICE = re.compile(
    r"(deputy )?(president|minister|premier|mayor)\b|executive mayor\b|m(ec|p|pl|mc)\b"
    r"|member of (the )?(executive|mayoral|parliament|provincial)"
)
"""How the titles begin, folded, of those who hold a political office in a body that is not itself elected."""

_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\b")
_YEARS = re.compile(r"\b((?:19|20)\d\d)\b(?:\s*(?:/|to|until|tot)?\s*((?:19|20)\d\d|\d\d)\b)?")
_RECORD = re.compile(r"(?:term|office|offices):(\d+)")


@dataclass(frozen=True)
class TermPeriod:
    """A term of office before it is one body's; without a name it stands for whichever term its dates fit."""

    name: str
    start: ApproximateDate
    end: ApproximateDate = UNKNOWN


TermChoice: TypeAlias = int | TermPeriod | Literal["current", "none"] | None
"""The term a list is of: ours by id, one described, the one that runs now, none, or (None) as the list suggests."""


def parse_term(text: str) -> TermChoice:
    """The term meant by “current”, “none”, “offices:12”, “5th”, “2009-2014”, “2014” or a date in it.

    Nothing at all means as the list suggests. Raises UserError("term-not-understood").
    """
    words = fold(text)
    if words in ("", "guess"):
        return None
    if words in ("current", "now", "sitting", "this"):
        return "current"
    if words in ("none", "no", "no term"):
        return "none"
    if record := _RECORD.fullmatch(words):
        return int(record[1])
    found = _by_ordinal(words) or _by_date(text) or _by_years(words)
    if found is None:
        raise UserError("term-not-understood", text=text.strip())
    return found


def _by_ordinal(words: str) -> TermPeriod | None:
    ordinal = _ORDINAL.search(words)
    terms = standard_terms(Kind.LEGISLATURE)
    if ordinal is None or not 1 <= int(ordinal[1]) <= len(terms):
        return None
    return terms[int(ordinal[1]) - 1]


def _by_date(text: str) -> TermPeriod | None:
    try:
        start = parse_approximate(text)
    except UserError:
        return None
    return TermPeriod("", start) if start.earliest else None


def _by_years(words: str) -> TermPeriod | None:
    years = _YEARS.search(words)
    if years is None:
        return None
    first, last = years.groups()
    if last is None:
        return TermPeriod("", parse_approximate(first))
    last = first[:2] + last if len(last) == 2 else last
    if last < first:
        return None
    return TermPeriod("", parse_approximate(first), parse_approximate(last))


def standard_terms(kind: str) -> tuple[TermPeriod, ...]:
    """The terms of South African legislatures or councils since democracy, oldest first; none for other kinds."""
    return tuple(
        TermPeriod(_standard_name(kind, number, start, end), exactly(start), end)
        for number, (start, end) in enumerate(_standard_days(kind), start=1)
    )


@cache
def _standard_days(kind: str) -> tuple[tuple[date, ApproximateDate], ...]:
    polls = _POLLS.get(kind, ())
    ends = [exactly(after - timedelta(days=1)) for _before, after in pairwise(polls)] + [UNKNOWN]
    return tuple(zip(polls, ends, strict=False))


def last_end(kind: str, on: date) -> date | None:
    """The last day of the term of such bodies that was over most recently on the day; None where none is known."""
    ends = [term.end.latest for term in standard_terms(kind) if term.end.latest and term.end.latest < on]
    return max(ends, default=None)


def _standard_name(kind: str, number: int, poll: date, end: ApproximateDate) -> str:
    if kind == Kind.COUNCIL:
        return _("Council of {year}").format(year=poll.year)
    ordinal = {1: "1st", 2: "2nd", 3: "3rd"}.get(number, f"{number}th")
    last = end.latest.year if end.latest else ""
    return _("{ordinal} term ({first}–{last})").format(ordinal=ordinal, first=poll.year, last=last)


def exactly(day: date) -> ApproximateDate:
    """A day as an approximate date."""
    return ApproximateDate(day.isoformat(), day, day)


def standard_term(kind: str, wanted: TermPeriod) -> TermPeriod | None:
    """The term of a legislature or council that a period means: the one begun within its start, else under way then."""
    first, last = wanted.start.earliest, wanted.start.latest
    if first is None or last is None:
        return None
    terms = standard_terms(kind)
    found = [term for term in terms if term.start.earliest and first <= term.start.earliest <= last]
    found += [term for term in terms if _covers(term, last)]
    return next((term for term in found if _ends_alike(term.end, wanted.end)), None)


def _covers(term: TermPeriod, day: date) -> bool:
    begun = term.start.earliest is not None and term.start.earliest <= day
    return begun and (term.end.latest is None or day <= term.end.latest)


def _ends_alike(known: ApproximateDate, wanted: ApproximateDate) -> bool:
    return known.latest is None or wanted.latest is None or known.latest.year == wanted.latest.year


def serves_a_term(title: str) -> bool:
    """Whether a post in a legislature or council is one of those elected, not of its staff."""
    words = fold(title)
    return not any(word in words for word in _STAFF_WORDS)


def may_keep_party(title: str, kind: str) -> bool:
    """Whether the party of who holds this office is ours to keep: of the elected and of political office, not of staff.

    Anybody else's is special personal information that a body of civil society may not keep (POPIA, sections 26, 31).
    """
    if kind in _ELECTED_BODIES:
        return kind == Kind.PARTY or serves_a_term(title)
    return kind not in CSO_KINDS and _POLITICAL_OFFICE.match(fold(title)) is not None
