"""Whom one rings about a record: the person behind a post or body, the numbers, and whoever stands at the door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crm.queries.base import marks, one, rows
from crm.queries.contacts import Contact, Through, list_contacts, list_gatekeepers
from crm.queries.offices import HOLDS_ON, get_office_words, list_holders, post_name
from crm.queries.rights import get_standings, may_be_used
from crm.rules import privacy
from crm.rules.commitments import Side
from crm.rules.privacy import Standing

BY_PHONE = ("mobile", "phone", "whatsapp")


@dataclass(frozen=True)
class Caller:
    """Somebody to ring; `do_not_phone` says why not, where a person wishes so."""

    id: int | None
    name: str
    office: str
    numbers: tuple[Contact, ...]
    do_not_phone: str = ""


@dataclass(frozen=True)
class Reach:
    """Whose word is asked after, and through whom one reaches them."""

    principal: Caller
    via: Caller | None = None
    via_note: str = ""

    @property
    def rings(self) -> Caller:
        """Whose phone rings: the gatekeeper's where there is one."""
        return self.via or self.principal


NOBODY = Reach(Caller(None, "", "", ()))


def get_reach(record_id: int | None, name: str, on: date) -> Reach:
    """How a person, post or body is reached by phone; `name` is that of one not identified yet."""
    if record_id is None:
        return replace(NOBODY, principal=replace(NOBODY.principal, name=name))
    found = one(
        f"SELECT r.noun, coalesce(p.name, o.name, {post_name('po', 'b')}, '') FROM record r "
        "LEFT JOIN person p ON p.id = r.id LEFT JOIN organisation o ON o.id = r.id LEFT JOIN post po ON po.id = r.id "
        "LEFT JOIN organisation b ON b.id = po.organisation_id WHERE r.id = ?",
        record_id,
    )
    noun, called = found or ("", name)
    if noun == "offices":
        return _reach_of_post(record_id, called, on)
    if noun == "organisations":
        return _reach_of_body(record_id, called, on)
    principal = _person(record_id, called, on) if noun == "people" else _caller(record_id, called, "")
    return _through(principal, list_gatekeepers(record_id), on)


def _reach_of_post(post_id: int, called: str, on: date) -> Reach:
    holder = get_holders([post_id], on).get(post_id)
    if holder is None:
        return _through(_caller(post_id, called, ""), list_gatekeepers(post_id), on)
    person_id, name = holder
    principal = _person(person_id, name, on)
    principal = replace(principal, office=called, numbers=(*principal.numbers, *_numbers(post_id)))
    return _through(principal, (*list_gatekeepers(post_id), *list_gatekeepers(person_id)), on)


def _reach_of_body(organisation_id: int, called: str, on: date) -> Reach:
    """Through its gatekeeper, else by its own number, else whoever holds an office in it and has one."""
    reach = _through(_caller(organisation_id, called, ""), list_gatekeepers(organisation_id), on)
    if reach.rings.numbers or reach.via is not None:
        return reach
    for office in list_holders(organisation_id, on):
        if may_be_used(office.person_id) and _numbers(office.person_id):
            return Reach(reach.principal, _person(office.person_id, office.person, on))
    return reach


def _through(principal: Caller, doors: Sequence[Through], on: date) -> Reach:
    door = next((each for each in doors if may_be_used(each.via_id)), None)
    return Reach(principal, _person(door.via_id, door.via, on), door.note) if door else Reach(principal)


def _person(person_id: int, name: str, on: date) -> Caller:
    """With the numbers, but of somebody who is not to be used none, and why."""
    standing = get_standings([person_id]).get(person_id, Standing())
    if not standing.may_be_used:
        return Caller(person_id, name, get_office_words(person_id, on), (), standing.stopped_words)
    wishes = one("SELECT do_not_contact, do_not_contact_reason FROM person WHERE id = ?", person_id) or ("", "")
    is_barred = wishes[0] in (privacy.DoNotContact.PHONE, privacy.DoNotContact.ALL)
    words = ": ".join(part for part in (privacy.label(wishes[0]), wishes[1]) if part) if is_barred else ""
    return replace(_caller(person_id, name, get_office_words(person_id, on)), do_not_phone=words)


def _caller(record_id: int, name: str, office: str) -> Caller:
    return Caller(record_id, name, office, _numbers(record_id))


def _numbers(record_id: int) -> tuple[Contact, ...]:
    return tuple(contact for contact in list_contacts(record_id) if contact.kind in BY_PHONE)


def get_holders(post_ids: Iterable[int], on: date) -> dict[int, tuple[int, str]]:
    """Who holds each post on the day: (person id, name); of a post with many holders the first one."""
    wanted = list(post_ids)
    found = rows(
        "SELECT r.post_id, pe.id, pe.name FROM role r JOIN person pe ON pe.id = r.person_id "
        f"LEFT JOIN term t ON t.id = r.term_id WHERE r.post_id IN ({marks(wanted)}) AND {HOLDS_ON} ORDER BY r.id DESC",
        *wanted,
        on,
        on,
    )
    return {row[0]: (row[1], row[2]) for row in found}


def get_doors() -> dict[int, int]:
    """Through whom each person, post or body is reached first."""
    found = rows("SELECT record_id, via_id FROM gatekeeper WHERE ended_on IS NULL ORDER BY id DESC")
    return {row[0]: row[1] for row in found}


def spoken_to(
    bound: tuple[int | None, str],
    owed_to: tuple[int | None, str],
    maker_id: int | None,
    sides: Mapping[int, Side],
    bodies: Iterable[int],
) -> tuple[int | None, str]:
    """With whom one speaks about a commitment: who promised it, or where we promised, whom we owe it.

    For a body it is the person who said it, where one did. `bodies`: the organisations among the parties.
    """
    if bound[0] is not None and sides.get(bound[0]) is Side.OURS and (owed_to[0] is not None or owed_to[1]):
        return owed_to
    if maker_id is not None and (bound[0] is None or bound[0] in bodies) and sides.get(maker_id) is not Side.OURS:
        return maker_id, ""
    return bound
