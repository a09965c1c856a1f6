"""Which rows of a list are about one person, where the same name stands in several of them.

Two people of one name must not become one: that mixes up their promises, and nobody sees it. One person who stays two
is found later among the possible doubles. So rows are taken together only where something speaks for it and nothing
against it:

- For it: the whole name is the same, with a given name written out; initials (“Dube, A”) say too little, and need the
  same party or a contact detail in common beside them.
- Against it: an id of the list's own, which already says who is who; Mr against Ms; two parties; two bodies that one
  person cannot sit in at once (two legislatures, two councils, but not a council and its district's); within a body two
  wards; each with a mobile or an e-mail address of their own.
- Where a row could be of two people who are told apart, it stays on its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from crm.exchange import bodies
from crm.exchange.candidates import SeatCandidate
from crm.exchange.gathering import PersonDraft, add_new
from crm.rules.names import fold
from crm.rules.organisations import Kind

_MEN, _WOMEN = frozenset(("mr",)), frozenset(("ms", "mrs", "miss"))
_PLACES_OF_WORK = (Kind.LEGISLATURE, Kind.COUNCIL, Kind.DEPARTMENT, Kind.TRADITIONAL_COUNCIL)


def unite(people: dict[str, PersonDraft]) -> None:
    """Take together those in a list who are one person; the first mention stays, under the smallest of the keys."""
    groups: dict[str, list[PersonDraft]] = defaultdict(list)
    for draft in people.values():
        if not draft.identifiers:
            groups[draft.fold].append(draft)
    several = [group for group in groups.values() if len(group) > 1]
    if not several:
        return
    shared = _shared(people.values())
    for group in several:
        for person, others in _sorted_out(group, shared):
            _join(person, others, people)


def contradict(one: PersonDraft, other: PersonDraft) -> bool:
    """Whether two of one name in one body are two people: by title, party or ward."""
    titles = {word for draft in (one, other) for word in fold(draft.name.title).replace(".", "").split()}
    if titles & _MEN and titles & _WOMEN:
        return True
    parties, other_parties = _parties(one), _parties(other)
    return bool(parties and other_parties and not parties & other_parties) or _in_two_wards(one, other)


def _sorted_out(
    group: Sequence[PersonDraft], shared: frozenset[str]
) -> Iterable[tuple[PersonDraft, list[PersonDraft]]]:
    """Each person among the drafts of one name, with the other drafts that are the same one."""
    found: list[list[PersonDraft]] = []
    for draft in group:
        fitting = [same for same in found if all(_are_one(draft, other, shared) for other in same)]
        if len(fitting) == 1:
            fitting[0].append(draft)
        else:
            found.append([draft])
    return [(same[0], same[1:]) for same in found if len(same) > 1]


def _are_one(one: PersonDraft, other: PersonDraft, shared: frozenset[str]) -> bool:
    if contradict(one, other) or _work_apart(one, other):
        return False
    mine, theirs = _own_contacts(one, shared), _own_contacts(other, shared)
    if mine and theirs and not mine & theirs:
        return False
    return _is_written_out(one) or bool(mine & theirs or _parties(one) & _parties(other))


def _is_written_out(draft: PersonDraft) -> bool:
    """Whether a given name is more than initials."""
    return bool(draft.name.family) and any(len(word) > 2 and "." not in word for word in draft.name.given.split())


def _parties(draft: PersonDraft) -> set[str]:
    held = {seat.party_key for seat in draft.seats}
    return (held | {seat.organisation_key for seat in draft.seats if seat.organisation_kind == Kind.PARTY}) - {""}


def _in_two_wards(one: PersonDraft, other: PersonDraft) -> bool:
    """Whether both stand for wards of one council, and for none in common."""
    mine, theirs = _wards(one), _wards(other)
    return any(body in theirs and not wards & theirs[body] for body, wards in mine.items())


def _wards(draft: PersonDraft) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for seat in draft.seats:
        if seat.place_key.startswith("ward/"):
            found[seat.organisation_key].add(seat.place_key)
    return found


def _work_apart(one: PersonDraft, other: PersonDraft) -> bool:
    """Whether each sits in a body in which nobody of the other could sit."""
    mine, theirs = _places_of_work(one.seats), _places_of_work(other.seats)
    return bool(mine and theirs) and not any(_go_together(body, also) for body in mine for also in theirs)


def _places_of_work(seats: Sequence[SeatCandidate]) -> set[str]:
    return {seat.organisation_key for seat in seats if seat.organisation_kind in _PLACES_OF_WORK}


def _go_together(body: str, other: str) -> bool:
    """The same body, or a local council and that of its district, which its councillors send members to."""
    return body == other or bodies.district_of(body) == other or bodies.district_of(other) == body


def _own_contacts(draft: PersonDraft, shared: frozenset[str]) -> set[str]:
    """Mobile numbers and e-mail addresses that nobody of another name has."""
    return {
        contact.normal for contact in draft.contacts if contact.kind in ("mobile", "email") and contact.normal
    } - shared


def _shared(people: Iterable[PersonDraft]) -> frozenset[str]:
    """What people of several names have in common."""
    names: dict[str, str] = {}
    shared: set[str] = set()
    for draft in people:
        for contact in draft.contacts:
            if contact.normal and names.setdefault(contact.normal, draft.fold) != draft.fold:
                shared.add(contact.normal)
    return frozenset(shared)


def _join(person: PersonDraft, others: Sequence[PersonDraft], people: dict[str, PersonDraft]) -> None:
    for other in others:
        person.seats += [seat for seat in other.seats if seat not in person.seats]
        add_new(person.contacts, other.contacts)
        person.notes += [note for note in other.notes if note not in person.notes]
        person.other_names += [name for name in other.other_names if name not in person.other_names]
        del people[other.key]
    person.key = min(person.key, *(other.key for other in others))
