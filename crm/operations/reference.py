"""Put the country's facts into a workspace: places, legislatures, parties, committees, holidays; and the letters.

The tables ship in `resources/reference`, each with its source and as-of date; no person's name is among them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence

from crm.operations.base import defaults, insert_rows, operation
from crm.operations.letters import add_letter_templates
from crm.operations.topics import find_or_make_topic
from crm.rules.names import fold
from crm.store.engine import database
from crm.tables.base import Record, Table
from crm.tables.calendar import Holiday
from crm.tables.organisations import Organisation
from crm.tables.people import OtherName
from crm.tables.places import Place
from resources import reference
from resources.translations import mark

WARD_DEMARCATION = "2021"
TOPICS = ("Gender-based violence", "Health", "Inclusive education", "Safety", "Disability", "Social development")


@operation(mark("Put in reference data"))
def put_in_reference_data(provinces: Sequence[str] = ()) -> int:
    """Add what is missing of the reference data; returns how many records were added.

    Provinces, legislatures, parties and holidays come for the whole country; municipalities, wards and suggested
    committees for the named provinces (all nine when none is named).
    """
    before = _last_record()
    known = {province.name for province in reference.provinces()}
    wanted = set(provinces) & known or known
    codes = _put_places(wanted)
    _put_legislatures(wanted, codes)
    _put_parties()
    _put_holidays()
    for topic in TOPICS:
        find_or_make_topic(topic)
    add_letter_templates()
    return _last_record() - before


def _last_record() -> int:
    row = database.execute_sql("SELECT seq FROM sqlite_sequence WHERE name = 'record'").fetchone()
    return int(row[0]) if row else 0


def _insert(noun: str, table: type[Table], source: str, values: Iterable[Mapping[str, object]]) -> list[int]:
    """Insert many records of a noun with their rows; returns their ids."""
    lines = [defaults(table) | dict(value) for value in values]
    if not lines:
        return []
    first = _last_record() + 1
    ids = list(range(first, first + len(lines)))
    insert_rows(
        Record,
        ("id", "noun", "uuid", "confidentiality", "source"),
        [(record_id, noun, str(uuid.uuid4()), 0, source) for record_id in ids],
    )
    columns = list(lines[0])
    insert_rows(
        table,
        ("id", *columns),
        [(record_id, *(line[name] for name in columns)) for record_id, line in zip(ids, lines, strict=True)],
    )
    return ids


def _source(table: str) -> str:
    source = reference.SOURCES[table]
    return f"{source.name} ({source.as_of:%Y-%m-%d})"


def _put_places(provinces: set[str]) -> dict[str, int]:
    """Provinces, districts, municipalities and wards; returns the id of each code."""
    codes = {row.code: int(row.id) for row in Place.select(Place.id, Place.code)}
    new = [place_row(p.name, "province", p.code, None) for p in reference.provinces() if p.code not in codes]
    _add_places(codes, new, "provinces")
    municipalities = [m for m in reference.municipalities() if m.province in provinces and m.code not in codes]
    for kind in ("district", "metropolitan", "local"):  # a district before the municipalities in it
        _add_places(
            codes,
            [
                place_row(m.name, m.kind, m.code, codes.get(m.district_code) or codes[m.province_code])
                for m in municipalities
                if m.kind == kind
            ],
            "municipalities",
        )
    _add_places(
        codes,
        [
            place_row(
                f"{w.municipality} ward {w.number}", "ward", w.ward_id, codes[w.municipality_code], WARD_DEMARCATION
            )
            for w in reference.wards()
            if w.province in provinces and w.ward_id not in codes and w.municipality_code in codes
        ],
        "wards",
    )
    return codes


def place_row(name: str, kind: str, code: str, parent_id: int | None, demarcation: str = "") -> dict[str, object]:
    """The columns of a place."""
    return {
        "name": name,
        "fold": fold(name),
        "kind": kind,
        "code": code,
        "parent_id": parent_id,
        "demarcation": demarcation,
    }


def insert_places(values: Iterable[Mapping[str, object]], source: str) -> list[int]:
    """Insert many places inside another operation; returns their ids."""
    return _insert("places", Place, source, values)


def _add_places(codes: dict[str, int], values: list[dict[str, object]], table: str) -> None:
    ids = insert_places(values, _source(table))
    codes.update((str(value["code"]), place_id) for value, place_id in zip(values, ids, strict=True))


def _put_legislatures(provinces: set[str], codes: Mapping[str, int]) -> None:
    present = _present_organisations()
    houses = [
        (p.legislature, p.short_name, p.member_title, "provincial", codes.get(p.code), p.legislature_aliases)
        for p in reference.provinces()
    ] + [(h.name, h.short_name, h.member_title, "national", None, h.aliases) for h in reference.national_houses()]
    new = [house for house in houses if fold(house[0]) not in present]
    ids = _insert(
        "organisations",
        Organisation,
        _source("provinces"),
        [
            _organisation(name, "legislature", short_name=short, member_title=title, sphere=sphere, place_id=place)
            for name, short, title, sphere, place, _ in new
        ],
    )
    for house, organisation_id in zip(new, ids, strict=True):
        present[fold(house[0])] = organisation_id
        _add_aliases(organisation_id, house[5])
    _put_committees(provinces, present)


def _put_committees(provinces: set[str], present: Mapping[str, int]) -> None:
    """Suggested committees of the chosen legislatures: names change with each term, so they are marked to check."""
    parents = {p.legislature: present[fold(p.legislature)] for p in reference.provinces() if p.name in provinces}
    known = {(row.parent_id, row.fold) for row in Organisation.select(Organisation.parent_id, Organisation.fold)}
    new = [c for c in reference.committees() if c.legislature in parents]
    for committee in new:
        name = committee.full_name
        parent = parents[committee.legislature]
        if (parent, fold(name)) in known:
            continue
        _insert(
            "organisations",
            Organisation,
            committee.source if committee.is_verified else "not verified: check for your legislature",
            [_organisation(name, "committee", committee_kind=committee.kind, parent_id=parent, is_suggested=True)],
        )


def _put_parties() -> None:
    present = _present_organisations()
    new = [party for party in reference.parties() if fold(party.name) not in present]
    ids = _insert(
        "organisations",
        Organisation,
        _source("parties"),
        [_organisation(p.name, "party", short_name=p.abbreviation, sphere="national") for p in new],
    )
    for party, organisation_id in zip(new, ids, strict=True):
        _add_aliases(organisation_id, (party.ballot_name, *party.aliases))


def _present_organisations() -> dict[str, int]:
    return {row.fold: int(row.id) for row in Organisation.select(Organisation.id, Organisation.fold)}


def _organisation(name: str, kind: str, **values: object) -> dict[str, object]:
    return {"name": name, "fold": fold(name), "kind": kind, **values}


def _add_aliases(organisation_id: int, names: Sequence[str]) -> None:
    insert_rows(
        OtherName,
        ("record_id", "name", "fold", "note"),
        [(organisation_id, name, fold(name), "") for name in dict.fromkeys(names) if name],
    )


def _put_holidays() -> None:
    present = {(row.on_day, row.name) for row in Holiday.select(Holiday.on_day, Holiday.name)}
    _insert(
        "calendar",
        Holiday,
        _source("holidays"),
        [
            {"on_day": holiday.day.isoformat(), "name": holiday.name}
            for holiday in reference.holidays()
            if (holiday.day, holiday.name) not in present
        ],
    )
