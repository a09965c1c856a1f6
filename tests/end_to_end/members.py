"""An invented list of members of three legislatures, with the quirks of the list that was published in 2014."""

from __future__ import annotations

import csv
from pathlib import Path

HEADINGS = (
    "Party",
    "First Name",
    "Last Name",
    "Organisation",
    "Position Title",
    "Start Date",
    "End Date",
    "Place name",
    "Preferred Name",
    "Cell phone",
)
ANC, DA, EFF = "AFRICAN NATIONAL CONGRESS", "DEMOCRATIC ALLIANCE", "ECONOMIC FREEDOM FIGHTERS"
COPE = "CONGRESS  OF THE PEOPLE"  # two blanks, as in the list
PLACES = ("Northern Cape", "Western Cape", "Limpopo")
GIVEN = (
    "BOITUMELO ANNA",
    "Pieter Jacobus",
    "GRIZEL NOMSA",
    "THABISO",
    "ELSABÉ",
    "Kagiso Victor",
    "LINDIWE PRICILLA",
    "OUPA",
    "MARY BERNADETTE",
    "Sipho",
    "NALEDI",
    "ISMAIL",
    "DIKELEDI ROSE",
)
FAMILY = (
    "SEEKOEI-SAMPLE",
    "Van der Voorbeeld",
    "LECHOLO-SAMPLE                              ",
    "MOKOENA-SAMPLE",
    "O'CONNOR-SAMPLE",
    "MCGREGOR-SAMPLE",
    "NDLANGISA-SAMPLE                            ",
    "DU PREEZ-SAMPLE",
    "THAKUR-SAMPLE",
    "Windvoël-Sample",
    "MASHEGO-SAMPLE",
    "VADI-SAMPLE",
    "KLAAS-SAMPLE",
    "MOFOKENG-SAMPLE",
)
NUMBERS = ("", "072 555 0101", "", "082\xa0555 0102", "", "083 555 0103 / 078 555 0104", "")
PREFERRED = {4: "Elsie O'Connor-Sample", 8: "Busi Thakur-Sample"}
COUNT = len(PLACES) * len(GIVEN)

SECOND_COUNT = 3


def write_members(file: Path) -> Path:
    """Write the list: 39 members, names in capitals and not, blanks behind names, two numbers in a cell."""
    return _write(file, [_row(place, at) for place in range(len(PLACES)) for at in range(len(GIVEN))])


def write_second_list(file: Path) -> Path:
    """Write three more members, who are in no other list."""
    names = (("KEFILWE", "TWEEDIE-SAMPLE"), ("Johan", "Tweedie-Voorbeeld"), ("ǂNAMA", "TWEEDIE-SAMPLE"))
    house = "Northern Cape Provincial Legislature"
    rows = [(EFF, *name, house, "Member", "2014-05-21", "future", "Northern Cape", "", "") for name in names]
    assert len(rows) == SECOND_COUNT
    return _write(file, rows)


def _row(place: int, at: int) -> tuple[str, ...]:
    number = place * len(GIVEN) + at
    return (
        (ANC, ANC, DA, EFF, ANC, COPE)[number % 6],
        GIVEN[at],
        FAMILY[(at + place) % len(FAMILY)],
        f"{PLACES[place]} Provincial Legislature",
        "Member",
        "2014-05-21",
        "future",
        PLACES[place],
        PREFERRED.get(at, "") if place == 0 else "",
        NUMBERS[number % len(NUMBERS)],
    )


def _write(file: Path, rows: list[tuple[str, ...]]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADINGS)
        writer.writerows(rows)
    return file
