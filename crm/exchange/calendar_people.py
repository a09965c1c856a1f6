"""Who is named in an event of a calendar: the invited with their answers, and who invites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crm.exchange.calendar_values import listed
from crm.exchange.candidates import AttendanceCandidate
from crm.exchange.cells import clean, quick_fold
from crm.rules.engagements import AttendanceCode, AttendanceRole

if TYPE_CHECKING:
    import icalendar

_MOST = 500
_CODES = {"DECLINED": AttendanceCode.AP, "DELEGATED": AttendanceCode.AP}
_PARTS = {"CHAIR": AttendanceRole.CHAIR, "NON-PARTICIPANT": AttendanceRole.OBSERVER}
_NOT_PEOPLE = frozenset(("ROOM", "RESOURCE"))
_MAILTO = re.compile(r"^mailto:", re.IGNORECASE)


def attendance_of(event: icalendar.Component) -> Iterator[AttendanceCandidate]:
    """Everybody invited, each once, and who invites; who declined sent an apology, who said yes is expected."""
    seen: set[str] = set()
    for found in listed(event.get("ATTENDEE"))[:_MOST]:
        one = _one(found)
        if one is not None and not seen & _keys(one):
            seen |= _keys(one)
            yield one
    for found in listed(event.get("ORGANIZER"))[:1]:
        one = _one(found)
        if one is not None and not seen & _keys(one):
            yield one


def organiser_of(event: icalendar.Component) -> str:
    """Who invites, by name."""
    found = [_name(each) for each in listed(event.get("ORGANIZER"))[:1]]
    return found[0] if found else ""


def _one(found: Any) -> AttendanceCandidate | None:
    name = _name(found)
    if not name or _param(found, "CUTYPE").upper() in _NOT_PEOPLE:
        return None
    code = _CODES.get(_param(found, "PARTSTAT").upper(), AttendanceCode.U)
    return AttendanceCandidate(name, code, _PARTS.get(_param(found, "ROLE").upper(), ""), "", _address(found))


def _keys(one: AttendanceCandidate) -> set[str]:
    """By what somebody is named twice; several share an address, but hardly a name and an address."""
    return {quick_fold(one.name)}


def _name(found: Any) -> str:
    """The name as it is said: “Dube, Anna” is Anna Dube; without one the address."""
    name = clean(_param(found, "CN")).strip("'\" ")
    surname, comma, given = name.partition(",")
    if comma and surname.strip() and given.strip() and "," not in given:
        name = f"{given.strip()} {surname.strip()}"
    return name or _address(found)


def _address(found: Any) -> str:
    address = clean(_MAILTO.sub("", str(found))).casefold()
    return address if "@" in address else ""


def _param(found: Any, name: str) -> str:
    return str(getattr(found, "params", {}).get(name, ""))
