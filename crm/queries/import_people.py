"""The people of a list: who is new, who changed, and who is gone from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from crm.exchange.candidates import PersonCandidate, Reading, SeatCandidate
from crm.queries.import_comparing import (
    NAME_PARTS,
    Differences,
    Seat,
    loads,
    pair_roles,
    pair_seats,
    role_changes,
    words_for,
)
from crm.queries.import_known import ImportedRow, OurDetails, OurRole, our_details, our_people, our_roles
from crm.queries.import_matching import Match, PeopleMatcher
from crm.queries.import_plan import Change, GonePlan, ImportChoices, PersonPlan, Ref, RolePlan, RowPlan, State, Work
from crm.queries.import_terms import TERM_KINDS, Body, Terms
from crm.rules import clock
from crm.rules.dates import ApproximateDate
from crm.rules.names import PersonName, display_name, fold, sort_name
from crm.rules.terms import exactly, may_keep_party, serves_a_term

NO_DATE = ApproximateDate("")


class _Known:
    """A person of ours with all that a file may speak of."""

    def __init__(self, record_id: int, columns: dict[str, str], details: OurDetails, roles: list[OurRole]) -> None:
        self.id, self.columns, self.details, self.roles = record_id, columns, details, roles


class RoleReader:
    """Turns the seats of a file into holdings of posts; people of one house share theirs."""

    def __init__(self, bodies: Mapping[str, Body], places: Mapping[str, Ref], terms: Terms) -> None:
        self._bodies, self._places, self._terms = bodies, places, terms
        self._known: dict[SeatCandidate, RolePlan | None] = {}

    def roles_of(self, person: PersonCandidate) -> list[RolePlan]:
        """The holdings a file gives somebody, each once."""
        roles: dict[RolePlan, None] = {}
        for seat in person.seats:
            if seat not in self._known:
                self._known[seat] = self._role(seat)
            role = self._known[seat]
            if role is not None:
                roles[role] = None
        return list(roles)

    def _role(self, seat: SeatCandidate) -> RolePlan | None:
        body = self._bodies.get(seat.organisation_key)
        if body is None:
            return None
        term, period = self._terms.of(seat)
        end = NO_DATE if seat.end.is_future else seat.end
        is_open = end.latest is None and not self._terms.is_exact
        if period is not None and is_open and period.end.latest is not None:
            end = period.end
        party = self._bodies.get(seat.party_key)
        return RolePlan(
            post=(body.ref, fold(seat.title)),
            title=seat.title,
            organisation=body.name,
            party=party.ref if party is not None and may_keep_party(seat.title, body.kind) else None,
            place=self._places.get(seat.place_key),
            term=term,
            start=NO_DATE if seat.start.is_future else seat.start,
            end=end,
            is_elected=body.kind in TERM_KINDS and serves_a_term(seat.title),
        )


class PeoplePlanner:
    """Plans the people of one reading."""

    def __init__(
        self,
        reading: Reading,
        choices: ImportChoices,
        reader: RoleReader,
        imported: Mapping[str, ImportedRow],
        name: Callable[[Ref | None], str],
    ) -> None:
        self._choices, self._imported, self._name = choices, imported, name
        self._is_whole = reading.is_whole
        self._people = [person for person in reading.people if person.key not in choices.left_out]
        self._keys = {person.key for person in reading.people}
        self._roles = [reader.roles_of(person) for person in self._people]
        self.lines = self._first_lines()
        self._scope = {(role.post[0], role.term) for role in self.lines}
        self._today = clock.today().isoformat()

    def _first_lines(self) -> dict[RolePlan, str]:
        """Every holding of the file, with the line that names it first."""
        lines: dict[RolePlan, str] = {}
        for person, roles in zip(self._people, self._roles, strict=True):
            for role in roles:
                lines.setdefault(role, person.line)
        return lines

    def plan(self, bodies: Mapping[str, Ref], work: Work) -> list[RowPlan]:
        """The row of each person, with what is to be written put into `work`."""
        matcher = PeopleMatcher(self._people, bodies, self._imported, self._choices.matches)
        matches = [matcher.match(person) for person in self._people]
        ids = [match.record_id for match in matches if match.record_id is not None]
        missing = self._missing(set(ids))
        everybody = [*ids, *(row.record_id for row, _seats in missing)]
        ours, details, roles = our_people(everybody), our_details(ids), our_roles(everybody)
        made: list[RowPlan] = []
        gone: list[RowPlan] = []
        for person, theirs, match in zip(self._people, self._roles, matches, strict=True):
            if match.record_id is None or match.record_id not in ours:
                told_apart = () if match.is_doubtful else match.alternatives
                work.people.append(PersonPlan(person, None, theirs, theirs, told_apart=told_apart))
                made.append(_new_row(person, match))
                continue
            known = _Known(match.record_id, ours[match.record_id], details(match.record_id), roles[match.record_id])
            made.append(self._compare(person, theirs, known, work, gone))
        for row, seats in missing:
            gone += self._gone_person(row, seats, roles[row.record_id], ours[row.record_id]["name"], work)
        return made + gone

    # --- Somebody we have --------------------------------------------------------------------------------------------

    def _compare(
        self, person: PersonCandidate, theirs: list[RolePlan], known: _Known, work: Work, gone: list[RowPlan]
    ) -> RowPlan:
        row = self._imported.get(person.key)
        base = loads(row.fields) if row is not None and row.record_id == known.id else None
        found = Differences()
        plan = PersonPlan(person, known.id, theirs, [], imported_id=row.id if base is not None and row else None)
        taken = found.columns(NAME_PARTS, base, known.columns, person)
        plan.columns = _with_whole_name(taken, known.columns)
        if found.takes_note(base, known.columns["summary"], person.note):
            plan.columns["summary"] = person.note
        own_names = {fold(f"{known.columns['given']} {known.columns['family']}")} if person.other_names else set()
        plan.details = found.details(base, known.details, person, own_names)
        seats = base.get("seats", []) if base is not None else []
        heard = pair_seats(known.roles, seats)
        pairs = self._compare_roles(plan, known.roles, seats, heard, found)
        ended = self._left_seats(plan, known, seats, heard, pairs, gone)
        name = person_name(person)
        if found.changes or ended:
            plan.changed_roles += ended
            work.people.append(plan)
        state: State = "changed" if found.changes else "unchanged"
        return RowPlan(
            person.line, "people", name, state, known.id, tuple(found.changes), tuple(found.kept), key=person.key
        )

    def _compare_roles(
        self,
        plan: PersonPlan,
        ours: Sequence[OurRole],
        seats: Sequence[Seat],
        heard: Mapping[int, Seat],
        found: Differences,
    ) -> dict[RolePlan, OurRole]:
        pairs = pair_roles(plan.roles, ours, heard, self._today)
        removed = _without(seats, heard.values())
        for role in plan.roles:
            own = pairs.get(role)
            if own is not None:
                taken = role_changes(role, own, heard.get(own.id), found, self._name)
                if taken:
                    plan.changed_roles.append((own.id, taken))
            elif _was_removed(role, removed):
                found.note("keep", "office", "", _office(role.title, role.organisation))
            else:
                found.note("take", "office", "", _office(role.title, role.organisation))
                plan.new_roles.append(role)
        return pairs

    # --- What the list names no more ---------------------------------------------------------------------------------

    def _left_seats(
        self,
        plan: PersonPlan,
        known: _Known,
        seats: list[Seat],
        heard: Mapping[int, Seat],
        pairs: Mapping[RolePlan, OurRole],
        gone: list[RowPlan],
    ) -> list[tuple[int, dict[str, Ref | str | None]]]:
        """Holdings of somebody in the file that it names no more; the seats it does not speak of are kept."""
        paired = {own.id for own in pairs.values()}
        plan.kept_seats = _without(seats, [heard[own_id] for own_id in paired if own_id in heard])
        unpaired = [own for own in known.roles if own.id not in paired]
        left = self._open_seats(unpaired, heard) if self._is_whole else []
        for _seat, own in left:
            gone.append(self._gone_row("offices", known.columns["name"], known.id, own))
        return self._end(left, plan.kept_seats)

    def _missing(self, present: set[int]) -> list[tuple[ImportedRow, list[Seat]]]:
        """Who was in an earlier list of the same kind, bodies and term, and is not in this one."""
        found: list[tuple[ImportedRow, list[Seat]]] = []
        if not self._is_whole:
            return found
        for key, row in self._imported.items():
            if key in self._keys or row.record_id in present:
                continue
            seats = loads(row.fields).get("seats", [])
            if any((seat[0], seat[4]) in self._scope for seat in seats):
                found.append((row, seats))
        return found

    def _gone_person(
        self, row: ImportedRow, seats: list[Seat], ours: Sequence[OurRole], name: str, work: Work
    ) -> list[RowPlan]:
        left = self._open_seats(ours, pair_seats(ours, seats))
        kept = list(seats)
        ended = self._end(left, kept)
        if ended:
            work.gone.append(GonePlan(row.record_id, row.id, ended, loads(row.fields) | {"seats": kept}))
        return [self._gone_row("people", name, row.record_id, own) for _seat, own in left]

    def _open_seats(self, ours: Iterable[OurRole], heard: Mapping[int, Seat]) -> list[tuple[Seat, OurRole]]:
        """Holdings within what the list speaks of, which nobody has ended or changed since they came in."""
        return [
            (heard[own.id], own)
            for own in ours
            if own.id in heard
            and (heard[own.id][0], heard[own.id][4]) in self._scope
            and own.end.text == heard[own.id][6]
        ]

    def _end(
        self, left: Iterable[tuple[Seat, OurRole]], kept: list[Seat]
    ) -> list[tuple[int, dict[str, Ref | str | None]]]:
        """The columns that end these holdings on the chosen day, if there is one; they are forgotten in `kept`."""
        day = self._choices.end_gone_on
        if day is None:
            return []
        on = exactly(day).text
        ended: list[tuple[int, dict[str, Ref | str | None]]] = []
        for seat, own in left:
            begins, ends = own.span
            if (begins is None or begins <= on) and (ends is None or ends > on):
                ended.append((own.id, {"end_text": on, "end_from": on, "end_to": on}))
                kept.remove(seat)
        return ended

    @staticmethod
    def _gone_row(what: str, name: str, record_id: int, own: OurRole) -> RowPlan:
        change = Change(words_for("office"), _office(own.title, own.organisation), "")
        return RowPlan("", what, name, "gone", record_id, (change,))


def person_name(person: PersonCandidate) -> str:
    """The name as it is shown."""
    return display_name(PersonName(person.title, person.given, person.family)) or person.name


def _new_row(person: PersonCandidate, match: Match) -> RowPlan:
    return RowPlan(
        person.line,
        "people",
        person_name(person),
        "doubtful" if match.is_doubtful else "new",
        reason=match.reason,
        key=person.key,
        alternatives=match.alternatives if match.is_doubtful else (),
    )


def _with_whole_name(taken: dict[str, object], ours: Mapping[str, Any]) -> dict[str, object]:
    """The changed columns of a person, with those that are made from the parts of the name."""
    if not taken:
        return taken
    parts = PersonName(*(str(taken.get(part, ours[part])) for part in NAME_PARTS))
    return taken | whole_name(parts)


def whole_name(parts: PersonName) -> dict[str, object]:
    """The columns of a person that are made from the parts of the name."""
    return {
        "name": display_name(parts),
        "sort_name": sort_name(parts),
        "fold": fold(f"{parts.given} {parts.family}"),
    }


def _office(title: str, organisation: str) -> str:
    return f"{title}, {organisation}"


def _without(seats: Sequence[Seat], others: Iterable[Seat]) -> list[Seat]:
    """The seats that are none of the others, themselves and not merely alike."""
    away = {id(seat) for seat in others}
    return [seat for seat in seats if id(seat) not in away]


def _was_removed(role: RolePlan, removed: Iterable[Seat]) -> bool:
    """Whether this very holding came in before, and we took it away."""
    wanted = (*role.post, role.term, role.start.text)
    return any((seat[0], seat[1], seat[4], seat[5]) == wanted for seat in removed)
