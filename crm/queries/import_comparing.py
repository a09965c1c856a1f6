"""The comparison three ways: what this layout last said, what the file says now, and what we have.

What we changed since stays ours; where the source was never heard before, it only fills what is empty.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any, Literal, TypeVar

from crm.exchange.candidates import ContactCandidate, OrganisationCandidate, PersonCandidate
from crm.exchange.own import OWN_SCHEME
from crm.queries.import_known import DateColumns, OurDetails, OurRole, contact_key
from crm.queries.import_plan import Change, Details, Ref, RolePlan
from crm.rules.dates import ApproximateDate, format_approximate
from crm.rules.names import fold
from resources.translations import _, mark

K = TypeVar("K", bound=Hashable)
Outcome = Literal["same", "take", "keep"]
Seat = list[Any]
"""A holding as it is kept: organisation, folded title, party, place, term, start text, end text."""

_WORDS = {
    "title": mark("title"),
    "given": mark("given names"),
    "family": mark("family name"),
    "known_as": mark("known as"),
    "summary": mark("summary"),
    "name": mark("name"),
    "short_name": mark("short name"),
    "parent_id": mark("part of"),
    "place_id": mark("place"),
    "party_id": mark("party"),
    "term_id": mark("term"),
    "start": mark("start"),
    "end": mark("end"),
    "contacts": mark("contact detail"),
    "identifiers": mark("identifier"),
    "names": mark("other name"),
    "office": mark("office"),
    "words": mark("words"),
    "bound": mark("who"),
    "owed_to": mark("to whom"),
    "owner": mark("owner"),
    "made_on": mark("said on"),
    "due": mark("by when"),
    "status": mark("status"),
    "note": mark("note"),
    "due_on": mark("by when"),
    "due_words": mark("by when"),
    "owner_id": mark("owner"),
    "kind": mark("kind"),
    "on_day": mark("day"),
    "start_time": mark("starts"),
    "end_time": mark("ends"),
    "organisation_id": mark("body met"),
    "venue": mark("venue"),
    "mode": mark("mode"),
    "purpose": mark("purpose"),
    "organiser": mark("organiser"),
    "minutes": mark("minutes"),
    "next_contact_on": mark("next contact"),
    "women": mark("women"),
    "men": mark("men"),
    "other": mark("other gender"),
    "youth": mark("youth"),
    "disability": mark("people with a disability"),
    "total": mark("all who came"),
    "sessions": mark("sessions"),
    "attendances": mark("attendances"),
    "attendance": mark("attendance"),
    "number": mark("clause number"),
    "heading": mark("heading"),
    "responsible": mark("responsible"),
    "responsible_id": mark("responsible"),
    "every": mark("recurs"),
    "first_due_on": mark("first due"),
    "unit": mark("unit"),
    "planned": mark("planned"),
    "prayer": mark("what is asked for"),
    "their_number": mark("their number"),
    "body_id": mark("handed in at"),
    "committee_id": mark("committee"),
    "member_id": mark("presented by"),
    "petitioner": mark("petitioner"),
    "signatures": mark("signatures"),
    "language": mark("language"),
    "submitted_on": mark("submitted on"),
    "acknowledged_on": mark("acknowledged on"),
    "position": mark("order"),
    "event_on": mark("takes place"),
    "event_until": mark("until"),
    "event_time": mark("begins at"),
    "closes_on": mark("closes"),
    "starts_on": mark("first day"),
    "ends_on": mark("last day"),
    "result": mark("result"),
}
NAME_PARTS = ("title", "given", "family", "known_as")


def words_for(field: str) -> str:
    """The name of a field, for people to read."""
    return _(_WORDS[field])


def compare(base: object, ours: object, theirs: object) -> Outcome:
    """What becomes of one value; `base` is None when the source was never heard on it."""
    if ours == theirs or (_is_nothing(theirs) and _is_nothing(base)):
        return "same"
    if base is None:
        return "take" if _is_nothing(ours) else "keep"
    return "take" if ours == base and theirs != base else "keep"


def _is_nothing(value: object) -> bool:
    return value is None or value == ""


class Differences:
    """The changes and the kept differences of one record, gathered field by field."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.kept: list[Change] = []

    def note(self, outcome: Outcome, field: str, ours: str, theirs: str) -> bool:
        """Note a difference; whether the file's value is taken."""
        if outcome != "same":
            (self.changes if outcome == "take" else self.kept).append(Change(words_for(field), ours, theirs))
        return outcome == "take"

    def keep_instead(self, field: str) -> None:
        """What was noted as a change of a field stays as we have it after all."""
        words = words_for(field)
        self.kept += [change for change in self.changes if change.field == words]
        self.changes = [change for change in self.changes if change.field != words]

    def columns(
        self, fields: Collection[str], base: Mapping[str, Any] | None, ours: Mapping[str, str], theirs: Any
    ) -> dict[str, object]:
        """The columns of a row that take the file's value."""
        taken: dict[str, object] = {}
        for field in fields:
            said = getattr(theirs, field)
            outcome = compare(None if base is None else base.get(field, ""), ours[field], said)
            if self.note(outcome, field, ours[field], said):
                taken[field] = said
        return taken

    def takes_note(self, base: Mapping[str, Any] | None, ours: str, theirs: str) -> bool:
        """Whether the summary of a record follows what the file notes about it."""
        heard = None if base is None else base.get("note", "")
        return self.note(compare(heard, ours, theirs), "summary", ours, theirs)

    def details(
        self,
        base: Mapping[str, Any] | None,
        ours: OurDetails,
        theirs: PersonCandidate | OrganisationCandidate,
        own_names: Collection[str],
    ) -> Details:
        """The contact details, identifiers and other names to add and to take away."""
        found = Details()
        contacts = {contact_key(c.kind, c.value, c.normal): c for c in all_contacts(theirs)}
        heard = _heard(base, "contacts", lambda said: contact_key(said[0], said[1], said[2]))
        our_contacts = {key: value for key, (_row, value, _untouched) in ours.contacts.items()}
        for contact in self._list("contacts", heard, our_contacts, contacts, lambda contact: contact.value):
            found.contacts.append(contact)
        # What a user marked stays, though the file names it no more.
        untouched = {key: value for key, (_row, value, is_untouched) in ours.contacts.items() if is_untouched}
        for key in self._dropped("contacts", heard, untouched, contacts):
            found.removed.append(("contact_point", ours.contacts[key][0]))
        self._identifiers(base, ours, theirs, found)
        self._names(base, ours, theirs, own_names, found)
        return found

    def _identifiers(self, base: Mapping[str, Any] | None, ours: OurDetails, theirs: Any, found: Details) -> None:
        heard = _heard(base, "identifiers", tuple)
        said = {tuple(identifier): identifier for identifier in theirs.identifiers if identifier[0] != OWN_SCHEME}
        have = {key: ": ".join(key) for key in ours.identifiers}
        found.identifiers += self._list("identifiers", heard, have, said, ": ".join)
        for key in self._dropped("identifiers", heard, have, said):
            found.removed.append(("identifier", ours.identifiers[key]))

    def _names(
        self, base: Mapping[str, Any] | None, ours: OurDetails, theirs: Any, own: Collection[str], found: Details
    ) -> None:
        heard = _heard(base, "names", fold)
        heard = None if heard is None else {name: None for name in heard if name not in own}
        said = {fold(name): name for name in theirs.other_names if fold(name) not in own}
        have = {key: name for key, (_row, name) in ours.names.items()}
        found.names += self._list("names", heard, have, said, str)
        for key in self._dropped("names", heard, have, said):
            found.removed.append(("other_name", ours.names[key][0]))

    def _list(
        self,
        field: str,
        heard: Collection[K] | None,
        ours: Mapping[K, str],
        theirs: Mapping[K, Any],
        text: Callable[[Any], str],
    ) -> list[Any]:
        """What the file has and we have not, unless we took it away ourselves."""
        added: list[Any] = []
        for key, item in theirs.items():
            if key in ours:
                continue
            is_new = heard is None or key not in heard
            if self.note("take" if is_new else "keep", field, "", text(item)):
                added.append(item)
        return added

    def _dropped(
        self, field: str, heard: Collection[K] | None, ours: Mapping[K, str], theirs: Mapping[K, Any]
    ) -> list[K]:
        """What the file had and has no more, where we still have it."""
        gone = [key for key in heard or () if key in ours and key not in theirs]
        for key in gone:
            self.note("take", field, ours[key], "")
        return gone


def _heard(base: Mapping[str, Any] | None, field: str, key: Callable[[Any], K]) -> dict[K, None] | None:
    return None if base is None else dict.fromkeys(key(said) for said in base.get(field, ()))


def all_contacts(candidate: PersonCandidate | OrganisationCandidate) -> list[ContactCandidate]:
    """The contact details of a candidate, with its web addresses among them."""
    links = [ContactCandidate("web", address, "", note) for address, note in candidate.links]
    return [*candidate.contacts, *links]


_RANKS = 3
"""Between two that are equally close, the same party and place decide."""


# --- Holdings of posts -----------------------------------------------------------------------------------------------


def columns_of(day: ApproximateDate) -> DateColumns:
    """A date as a row holds it."""
    first, last = day.earliest, day.latest
    return DateColumns(day.text, first.isoformat() if first else None, last.isoformat() if last else None)


def _day(columns: DateColumns) -> tuple[str | None, str | None] | str:
    """By what two dates are the same however they are written."""
    return (columns.first, columns.last) if columns.first or columns.last else columns.text


def pair_roles(
    theirs: Sequence[RolePlan], ours: Sequence[OurRole], heard: Mapping[int, Seat], today: str
) -> dict[RolePlan, OurRole]:
    """Which holding of ours each one in the file is; the closest pairs first, each of ours once."""
    ranked: list[tuple[int, int, int]] = []
    for i, role in enumerate(theirs):
        for j, own in enumerate(ours):
            if (own.organisation_id, own.fold) == role.post:
                rank = _closeness(role, own, own.id in heard, today)
                if rank is not None:
                    unlike = (role.party != own.party) + (role.place != own.place)
                    ranked.append((rank * _RANKS + unlike, i, j))
    pairs: dict[RolePlan, OurRole] = {}
    taken: set[int] = set()
    for _rank, i, j in sorted(ranked):
        if theirs[i] not in pairs and j not in taken:
            pairs[theirs[i]] = ours[j]
            taken.add(j)
    return pairs


def _closeness(role: RolePlan, own: OurRole, is_imported: bool, today: str) -> int | None:
    start = columns_of(role.start)
    same_term = role.term is not None and role.term == own.term
    if same_term and _day(start) == _day(own.start):
        return 0
    if same_term:
        return 1
    if start.first is not None and _day(start) == _day(own.start):
        return 2
    if role.term is not None and own.term is not None:
        return None
    is_dated = own.span != (None, None)
    # Somebody kept without dates may sit today: an old list does not make them a member of the past.
    if not is_dated and _is_over(role, today) and not is_imported:
        return None
    return 3 if _overlap(role, own) else None


def _is_over(role: RolePlan, today: str) -> bool:
    last = columns_of(role.end).last
    return role.end.is_past or (last is not None and last < today)


def _overlap(role: RolePlan, own: OurRole) -> bool:
    first, last = columns_of(role.start).first, columns_of(role.end).last
    begins_after = first is not None and own.span[1] is not None and own.span[1] < first
    ends_before = last is not None and own.span[0] is not None and last < own.span[0]
    return not (begins_after or ends_before)


def pair_seats(ours: Iterable[OurRole], base: Sequence[Seat]) -> dict[int, Seat]:
    """What the source last said of each holding of ours, by its id; each of its words counts for one holding."""
    by_post: dict[tuple[int, str], list[Seat]] = {}
    for seat in base:
        by_post.setdefault((seat[0], seat[1]), []).append(seat)
    ranked: list[tuple[int, int, int, Seat]] = []
    for own in ours:
        for at, seat in enumerate(by_post.get((own.organisation_id, own.fold), ())):
            rank = _likeness(seat, own)
            if rank is not None:
                unlike = (seat[2] != own.party) + (seat[3] != own.place)
                ranked.append((rank * _RANKS + unlike, own.id, at, seat))
    pairs: dict[int, Seat] = {}
    taken: set[int] = set()
    for _rank, own_id, _at, seat in sorted(ranked, key=_first_three):
        if own_id not in pairs and id(seat) not in taken:
            pairs[own_id] = seat
            taken.add(id(seat))
    return pairs


def _first_three(ranked: tuple[int, int, int, Seat]) -> tuple[int, int, int]:
    return ranked[:3]


def _likeness(seat: Seat, own: OurRole) -> int | None:
    same_term, same_start, same_end = seat[4] == own.term, seat[5] == own.start.text, seat[6] == own.end.text
    if same_term and same_start:
        return 0 if same_end else 1
    if same_term:
        return 2
    return 3 if same_start and seat[5] else None


def role_changes(
    role: RolePlan, own: OurRole, seat: Seat | None, found: Differences, name: Callable[[Ref | None], str]
) -> dict[str, Ref | str | None]:
    """The columns of a holding that take the file's value."""
    taken: dict[str, Ref | str | None] = {}
    for at, column, ours, theirs in (
        (2, "party_id", own.party, role.party),
        (3, "place_id", own.place, role.place),
        (4, "term_id", own.term, role.term),
    ):
        heard = None if seat is None else seat[at] or ""
        if found.note(compare(heard, ours or "", theirs or ""), column, name(ours), name(theirs)):
            taken[column] = theirs
    for at, field, our_day, their_day in ((5, "start", own.start, role.start), (6, "end", own.end, role.end)):
        said = columns_of(their_day)
        outcome = compare(None if seat is None else seat[at], our_day.text, said.text)
        if _day(our_day) != _day(said) and found.note(outcome, field, our_day.text, format_approximate(their_day)):
            taken |= {f"{field}_text": said.text, f"{field}_from": said.first, f"{field}_to": said.last}
    return taken


def loads(fields: str) -> dict[str, Any]:
    """What a source last said of a record."""
    found: dict[str, Any] = json.loads(fields)
    return found
