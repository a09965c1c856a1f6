"""The facts of the leave-behind: the brief without anything private, to be laid on the table.

Only open records; offices rather than persons; our own debts first; “outstanding”, never “overdue”. Left out are
purposes, points, notes, impressions, numbers of people, owners, movements, evidence, and who made the paper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.dates import format_day
from crm.rules.engagements import Response
from reports.facts.clauses import Bound, gather_clauses
from reports.facts.confidentiality import LEVELS, Gate
from reports.facts.meeting import (
    About,
    Asked,
    about_options,
    agenda_of,
    asks_of,
    bodies_of,
    read_about,
    when_words,
    where_words,
)
from reports.facts.promises import Promise, gather_promises
from reports.facts.standing import LATE, standing
from reports.facts.workspace import get_home_ways, get_origin
from reports.options import Chosen
from resources.translations import _

if TYPE_CHECKING:
    from crm.queries.commitments import CommitmentRow

OPTIONS = about_options(is_needed=True)


@dataclass(frozen=True, slots=True)
class Line:
    """A promise as both sides may read it."""

    reference: str
    words: str
    language: str
    translation: str
    said: str
    """By which office, to whom, when."""
    has_passed: bool
    standing: str


@dataclass(frozen=True, slots=True)
class LeaveBehindFacts:
    """Everything the paper says."""

    title: str
    scope: str
    meeting: tuple[tuple[str, str], ...]
    agenda: tuple[str, ...]
    ours: tuple[Line, ...]
    theirs: tuple[Line, ...]
    kept: tuple[Line, ...]
    asks: tuple[Asked, ...]
    to_come_back_to: tuple[str, ...]
    clauses: tuple[Bound, ...]
    organisation_name: str
    reach: tuple[str, ...]
    made_on: date


def gather(ask: Callable[..., Any], chosen: Chosen) -> LeaveBehindFacts:
    """Read what may lie on the table. Raises as `reports.facts.meeting.read_about` does."""
    gate = Gate(ask, LEVELS["open"])
    about = read_about(ask, chosen, gate)
    if about is None:
        raise ValueError("a leave-behind is about something")
    promises = gather_promises(ask, gate, about.filter(), about.party_ids, chosen.today)
    ours, theirs, kept = (_open_ones(found, gate) for found in (promises.ours, promises.theirs, promises.kept))
    named = _Named(ask, [row for rows in (ours, theirs, kept) for row in rows], gate, chosen.today)
    return LeaveBehindFacts(
        title=_("Where things stand between us"),
        scope=_scope(about, named.home, named.office_of(about.met_ids[0]) if about.met_ids else ""),
        meeting=_meeting(about),
        agenda=agenda_of(about.engagement, with_presenter=False),
        ours=tuple(_line(row, named) for row in ours),
        theirs=tuple(_line(row, named) for row in theirs),
        kept=tuple(_line(row, named) for row in kept),
        asks=asks_of(about.engagement),
        to_come_back_to=_to_come_back_to(ask, about, gate, chosen.today),
        clauses=gather_clauses(ask, gate, bodies_of(ask, about, gate, chosen.today), chosen.today),
        organisation_name=named.home,
        reach=get_home_ways(ask),
        made_on=chosen.today,
    )


def _open_ones(found: Sequence[Promise], gate: Gate) -> list[CommitmentRow]:
    """Without those said where nobody is to know that we were."""
    return [each.row for each in found if gate.passes(each.row.engagement_id)]


def _scope(about: About, home: str, office: str) -> str:
    they = about.body or office
    return _("{home} and {body}").format(home=home, body=they) if they else home


def _meeting(about: About) -> tuple[tuple[str, str], ...]:
    page = about.engagement
    if page is None:
        return ()
    lines = ((_("Meeting"), page.title), (_("When"), when_words(page)), (_("Where"), where_words(page)))
    return tuple((name, words) for name, words in lines if words)


class _Named:
    """What people and bodies are called on the table: a person by the office, a body by its name if it is no secret."""

    def __init__(self, ask: Callable[..., Any], rows: Sequence[CommitmentRow], gate: Gate, today: date) -> None:
        from crm.queries.records import get_found

        self.home = get_origin(ask, "").organisation_name
        self._ask, self._gate, self._today = ask, gate, today
        parties = {party for row in rows for party in (row.bound_id, row.owed_to_id) if party is not None}
        found = ask(get_found, sorted(parties))
        self._people = frozenset(each.id for each in found if each.noun == "people")
        self._posts = {each.id: each.name for each in found if each.noun == "offices"}  # without their holders

    def office_of(self, person_id: int) -> str:
        """The office a person holds."""
        from crm.queries.offices import get_office_words

        return str(self._ask(get_office_words, person_id, self._today)) if self._gate.passes(person_id) else ""

    def bound(self, row: CommitmentRow) -> str:
        """Who is to keep it."""
        if row.bound_id is not None and row.bound_id not in self._people:
            name = self._posts.get(row.bound_id, row.bound_name)
            return name if self._gate.passes(row.bound_id) else ""
        if row.bound_id is None:
            return row.maker_office
        is_maker = row.bound_id == row.maker_id and row.maker_office
        return row.maker_office if is_maker else self.office_of(row.bound_id)

    def owed_to(self, row: CommitmentRow) -> str:
        """To whom it was made."""
        if row.owed_to_id is None:
            return self.home
        if row.owed_to_id in self._people:
            return self.office_of(row.owed_to_id)
        return self._posts.get(row.owed_to_id, row.owed_to_name) if self._gate.passes(row.owed_to_id) else ""


def _line(row: CommitmentRow, named: _Named) -> Line:
    said = " → ".join(part for part in (named.bound(row), named.owed_to(row)) if part)
    day = format_day(row.made_on)
    return Line(
        reference=row.reference,
        words=row.words,
        language=row.language,
        translation=row.translation,
        said=_("{said}, {day}").format(said=said, day=day) if said else day,
        has_passed=row.lateness in LATE,
        standing=standing(row),
    )


def _to_come_back_to(ask: Callable[..., Any], about: About, gate: Gate, today: date) -> tuple[str, ...]:
    """What we asked this body earlier, and they would come back to. Points others raised stay in the minutes."""
    from crm.queries.engagements import list_left_open

    if about.body_id is None:
        return ()
    but = about.engagement.id if about.engagement else None
    found = ask(list_left_open, [about.body_id], [], today, but)
    return tuple(
        _("{day}: {words}").format(day=format_day(each.on_day), words=each.text)
        for each in found
        if each.response == Response.WILL_REVERT and gate.passes(each.engagement_id)
    )
