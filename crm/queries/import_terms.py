"""Which term of office each seat of a list is of, for every body in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from crm.exchange.candidates import Reading, SeatCandidate, TermCandidate
from crm.queries.import_known import canonical
from crm.queries.import_plan import Ref, TermPlan
from crm.queries.offices import TermRow, list_terms
from crm.rules import clock
from crm.rules.dates import ApproximateDate, covers
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.organisations import Kind
from crm.rules.terms import TermChoice, TermPeriod, exactly, serves_a_term, standard_term

TERM_KINDS = (Kind.LEGISLATURE, Kind.COUNCIL)


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation of the file: ours or new, and whether the country's election calendar is its own."""

    ref: Ref
    name: str
    kind: str
    is_standard: bool
    parent_key: str


def guess_term(reading: Reading) -> TermPeriod | None:
    """The term a list seems to be of, from the terms it names or from its newest date; None when only the user knows.

    Without a guess and without an answer its people would be taken to sit today: ask, when `needs_term` says so.
    """
    named = [term for term in reading.terms if not term.is_guess]
    kinds = _standard_kinds(reading)
    if named:
        newest = max(named, key=_start_of)
        return complete(newest, kinds.get(newest.organisation_key, ""))
    for kind, day in _newest_starts(reading, kinds).items():
        return standard_term(kind, TermPeriod("", exactly(day)))
    return None


def needs_term(reading: Reading) -> bool:
    """Whether the list names elected people without anything that shows of which term they are."""
    if reading.is_exact or guess_term(reading) is not None:
        return False
    kinds = (*TERM_KINDS, Kind.COMMITTEE)
    return any(
        seat.organisation_kind in kinds and serves_a_term(seat.title) and seat.start.earliest is None
        for person in reading.people
        for seat in person.seats
    )


def complete(term: TermCandidate, kind: str) -> TermPeriod:
    """A term as the file names it, with the end that the election calendar gives where the file has none."""
    period = TermPeriod(term.name, term.start, _closed(term.end))
    known = standard_term(kind, period)
    if known is None or period.end.latest is not None:
        return period
    return TermPeriod(period.name or known.name, period.start, known.end)


def _start_of(term: TermCandidate) -> date:
    return term.start.latest or date.min


def _closed(end: ApproximateDate) -> ApproximateDate:
    """An end date without “future”, which only says that there is none yet."""
    return ApproximateDate("") if end.is_future else end


def _standard_kinds(reading: Reading) -> dict[str, str]:
    """The kind of each body that follows the election calendar, by its key."""
    return {
        found.key: found.kind
        for found in reading.organisations
        if found.kind in TERM_KINDS and canonical(found.name, found.kind)
    }


def _newest_starts(reading: Reading, kinds: Mapping[str, str]) -> dict[str, date]:
    """The last day on which somebody of the list who still serves took up office, by kind of body."""
    found: dict[str, date] = {}
    for person in reading.people:
        for seat in person.seats:
            kind, start = kinds.get(seat.organisation_key), seat.start.latest
            if kind and start and seat.end.latest is None and serves_a_term(seat.title):
                found[kind] = max(start, found.get(kind, start))
    return found


class Terms:
    """Works out the term of each seat, and notes those that have to be made."""

    def __init__(self, reading: Reading, choice: TermChoice, bodies: Mapping[str, Body]) -> None:
        self._choice = choice
        self.is_exact = reading.is_exact
        self._bodies = bodies
        self._named = {term.key: term for term in reading.terms if not term.is_guess}
        self._newest = _newest_starts(reading, _standard_kinds(reading))
        houses = [body for body in bodies.values() if body.kind == Kind.LEGISLATURE]
        self._only_house = houses[0] if len(houses) == 1 else None
        self._known: dict[Ref, list[TermRow]] = defaultdict(list)
        for term in list_terms():
            self._known[term.organisation_id].append(term)
        self._chosen = self._chosen_period()
        self.made: dict[str, TermPlan] = {}

    def _chosen_period(self) -> TermPeriod | None:
        if isinstance(self._choice, TermPeriod):
            return self._choice
        if not isinstance(self._choice, int):
            return None
        for terms in self._known.values():
            for term in terms:
                if term.id == self._choice:
                    return TermPeriod(term.name, term.start, term.end)
        raise UserError("not-found", what="term", id=self._choice)

    def of(self, seat: SeatCandidate) -> tuple[Ref | None, TermPeriod | None]:
        """The term of a seat, ours or one to be made, with its dates; (None, None) for a seat without one.

        Of a committee whose legislature is not known only the dates can be said.
        """
        home = self._home(seat)
        period = self._period(seat, home) if home is not None and serves_a_term(seat.title) else None
        if home is None or period is None:
            return None, None
        return self._ref(home, period) if home.kind in TERM_KINDS else (None, period)

    def _home(self, seat: SeatCandidate) -> Body | None:
        """The body whose terms count for the seat: its own, or the legislature a committee belongs to."""
        body = self._bodies.get(seat.organisation_key)
        if body is None or body.kind in TERM_KINDS:
            return body
        if body.kind != Kind.COMMITTEE:
            return None
        parent = self._bodies.get(body.parent_key)
        return parent if parent is not None and parent.kind in TERM_KINDS else self._only_house or body

    def _period(self, seat: SeatCandidate, home: Body) -> TermPeriod | None:
        if self._choice == "none":
            return None
        named = self._named.get(seat.term_key)
        if self.is_exact:
            return complete(named, home.kind if home.is_standard else "") if named is not None else None
        if named is not None and (self._choice is None or len(self._named) > 1):
            return complete(named, home.kind if home.is_standard else "")
        if self._choice is None:
            return self._by_date(seat, home)
        chosen = self._current(home) if self._choice == "current" else self._standardised(home)
        return chosen if chosen is None or _fits(seat, chosen) else self._by_date(seat, home)

    def _by_date(self, seat: SeatCandidate, home: Body) -> TermPeriod | None:
        """Of the term in which the seat was taken up; who still serves is of the list's own term, however long ago."""
        day = seat.start.latest
        if seat.end.latest is None and self._choice is None:
            day = self._newest.get(home.kind, day)
        if day is None or not home.is_standard:
            return None
        return standard_term(home.kind, TermPeriod("", exactly(day)))

    def _current(self, home: Body) -> TermPeriod | None:
        today = clock.today()
        for term in self._known[home.ref]:
            if covers(term.start, term.end, today):
                return TermPeriod(term.name, term.start, term.end)
        return standard_term(home.kind, TermPeriod("", exactly(today))) if home.is_standard else None

    def _standardised(self, home: Body) -> TermPeriod | None:
        chosen = self._chosen
        if chosen is None or chosen.name:
            return chosen
        is_known = home.is_standard or home.kind == Kind.COMMITTEE
        kind = Kind.LEGISLATURE if home.kind == Kind.COMMITTEE else home.kind
        known = standard_term(kind, chosen) if is_known else None
        years = "–".join(str(day.year) for day in (chosen.start.earliest, chosen.end.latest) if day)
        return known or TermPeriod(years, chosen.start, chosen.end)

    def _ref(self, home: Body, period: TermPeriod) -> tuple[Ref, TermPeriod]:
        for term in self._known[home.ref]:
            if term.id == self._choice or _is_same(term, period):
                return term.id, TermPeriod(term.name, term.start, term.end if term.end.latest else period.end)
        key = f"{home.ref}|{period.name}|{period.start.text}"
        if key not in self.made:
            self.made[key] = TermPlan(key, home.ref, period.name, period.start, period.end)
        return key, period


def _fits(seat: SeatCandidate, period: TermPeriod) -> bool:
    """Whether the seat's own dates allow it to be of the term."""
    ended_before = seat.end.latest and period.start.earliest and seat.end.latest < period.start.earliest
    began_after = seat.start.earliest and period.end.latest and seat.start.earliest > period.end.latest
    return not (ended_before or began_after)


def _is_same(term: TermRow, period: TermPeriod) -> bool:
    if term.name and fold(term.name) == fold(period.name):
        return True
    ours, theirs = term.start, period.start
    return bool(ours.earliest and theirs.earliest and ours.earliest.year == theirs.earliest.year)
