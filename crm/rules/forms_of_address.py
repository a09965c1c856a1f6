"""How to address somebody in a meeting and in a letter, by the office held (usage in South African public life)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crm.rules.names import PersonName, display_name
from crm.rules.organisations import Kind
from crm.rules.terms import serves_a_term
from resources.translations import _

_OFFICES = (
    ("deputy speaker", "Deputy Speaker"),
    ("premier", "Premier"),
    ("speaker", "Speaker"),
    ("member of the executive council", "MEC"),
    ("mec", "MEC"),
    ("executive mayor", "Executive Mayor"),
    ("deputy mayor", "Deputy Mayor"),
    ("mayor", "Mayor"),
)
"""Words an office's title begins with, and what its holder is called; the longer words first."""

_TRADITIONAL = ("Kgosi", "Kgosigadi", "Inkosi", "Chief")
_LEARNED = ("Dr", "Prof.", "Adv.")


@dataclass(frozen=True)
class Address:
    """What to say in the room, and how a letter begins."""

    spoken: str
    letter: str


def how_to_address(name: PersonName, offices: Iterable[tuple[str, str]]) -> Address:
    """The form of address; `offices` are the current ones as (title, kind of body)."""
    held = [(title.casefold(), kind) for title, kind in offices if serves_a_term(title) or kind == Kind.DEPARTMENT]
    titles = name.title.split()
    family = name.family or name.given
    learned = " ".join(title for title in titles if title in _LEARNED)
    traditional = next((title for title in titles if title in _TRADITIONAL), "")
    if traditional:
        return Address(_joined(traditional, family), _joined(traditional, family))
    called = _called(held)
    if called:
        return Address(_joined(called, family), _joined(_("Honourable"), called, family))
    if any(kind == Kind.LEGISLATURE for _, kind in held) or "Hon." in titles:
        return Address(_joined(_("Hon."), learned, family), _joined(_("Honourable"), learned, family))
    if any(kind == Kind.COUNCIL for _, kind in held):
        council = "Ald." if "Ald." in titles else "Cllr"
        return Address(_joined(council, learned, family), _joined(council, learned, family))
    plain = _joined(*titles, family) if titles else display_name(name)
    return Address(plain, plain)


def _called(held: list[tuple[str, str]]) -> str:
    bodies = (Kind.LEGISLATURE, Kind.COUNCIL, Kind.DEPARTMENT)
    for words, called in _OFFICES:
        if any((title == words or title.startswith(f"{words} ")) and kind in bodies for title, kind in held):
            return called
    return ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
