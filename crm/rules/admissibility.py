"""What a petition is checked for before it is handed in: the points of a checklist, as the field's practice has them.

A point is our practice, not law, unless a note names the law of one jurisdiction that asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crm.rules.petitions import OVERSIGHT, PETITION, path_of
from resources.translations import _, mark


@dataclass(frozen=True)
class Point:
    """One point: its key as kept, its words, and what the verified text of a jurisdiction says of it."""

    key: str
    words: str
    is_of_petitions: bool = False
    """Only of what is signed as a petition."""
    notes: Mapping[str, str] = field(default_factory=dict)


POINTS: tuple[Point, ...] = (
    Point(
        "jurisdiction",
        mark("The House, council or body can act on it"),
        notes={"Northern Cape": mark("Act 8 of 2009: a public grievance within the Legislature's jurisdiction")},
    ),
    Point(
        "action",
        mark("It asks for a specific action"),
        notes={"Northern Cape": mark("Act 8 of 2009: asks the Legislature to take a specific action")},
    ),
    Point("manner", mark("It is clear, temperate, proper and respectful")),
    Point(
        "signed",
        mark("Everybody signed, or made a mark before two witnesses"),
        is_of_petitions=True,
        notes={"Western Cape": mark("Act 3 of 2006: signed, in the prescribed form")},
    ),
    Point("address", mark("The petitioner's name and address stand on it")),
    Point(
        "remedies",
        mark("Other remedies were tried first, and the evidence is with it"),
        notes={
            "Gauteng": mark("Act 5 of 2002 as amended: internal (municipal) remedies first, and evidence of it"),
        },
    ),
    Point(
        "language",
        mark("It is in an official language"),
        notes={"Western Cape": mark("Act 3 of 2006: in an official language of the province")},
    ),
    Point(
        "form",
        mark("It is on the form that is asked for, where there is one"),
        is_of_petitions=True,
        notes={"Gauteng": mark("Form A"), "Western Cape": mark("Regulations, P.N. 232 of 2010")},
    ),
    Point("court", mark("It is not before a court")),
)


def points_for(kind: str) -> tuple[Point, ...]:
    """What something of this kind is checked for; only petitions and requests for oversight are."""
    path = path_of(kind)
    if path is PETITION:
        return POINTS
    return tuple(point for point in POINTS if not point.is_of_petitions) if path is OVERSIGHT else ()


def find_point(kind: str, key: str) -> Point | None:
    """One point of the checklist of a kind."""
    return next((point for point in points_for(kind) if point.key == key), None)


def note_of(point: Point, jurisdiction: str) -> str:
    """What the law of a jurisdiction is known to ask, with its name; nothing where that was not seen."""
    note = point.notes.get(jurisdiction, "")
    return f"{jurisdiction}, {_(note)}" if note else ""
