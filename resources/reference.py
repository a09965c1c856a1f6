"""The reference data that ships with the program: read when first asked for, then kept.

The tables lie beside this file in `reference/`; `SOURCES` says for each where it comes from and as of when. No person
is in them. What is marked as unverified is a suggestion that the user checks for her own legislature.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "reference"

WARD_DEMARCATION = "2021"
"""The delimitation that `wards()` describes; municipal elections after November 2026 use another."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table comes from, and as of which day it was right."""

    name: str
    as_of: date
    note: str


@dataclass(frozen=True, slots=True)
class Province:
    """A province with its legislature; `code` is the Municipal Demarcation Board's, `iso_code` differs for two."""

    code: str
    iso_code: str
    ward_digit: str
    name: str
    seat: str
    legislature: str
    short_name: str
    member_title: str
    seats_2019: int
    seats_2024: int
    website: str
    aliases: tuple[str, ...]
    legislature_aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class House:
    """A house of the national Parliament."""

    name: str
    short_name: str
    seat: str
    member_title: str
    seats: int
    website: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality; `kind` is metropolitan, district or local. Telephone, website and town are of 2016."""

    code: str
    name: str
    kind: str
    category: str
    district_code: str
    district: str
    province_code: str
    province: str
    ward_id_prefix: str
    wards: int
    registered_voters_2024: int
    phone_2016: str
    website_2016: str
    town_2016: str


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward within its boundaries of 2021; the id is province digit, district, municipality and ward number."""

    ward_id: str
    number: int
    municipality_code: str
    municipality: str
    province: str
    voting_districts: int
    registered_voters_2024: int


@dataclass(frozen=True, slots=True)
class DemarcationChange:
    """A municipality that went over into another, and what became of each."""

    day: date
    old_code: str
    new_code: str
    old_fate: str
    new_fate: str


@dataclass(frozen=True, slots=True)
class Party:
    """A party on the provincial ballots of 2024; `abbreviation` is empty where the ballot had none."""

    abbreviation: str
    name: str
    ballot_name: str
    slug: str
    provinces_contested: int
    votes_2024: int
    seats_2024: int
    note: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee that a legislature has or had; a suggestion, to be checked."""

    legislature: str
    kind: str
    name: str
    term: str
    source: str
    status: str

    @property
    def full_name(self) -> str:
        """“Portfolio Committee on Health”, unless the name says what it is already."""
        if "committee" in self.name.lower() or not self.kind:
            return self.name
        return f"{self.kind.replace('_', ' ').replace('-', ' ').title()} Committee on {self.name}"

    @property
    def is_verified(self) -> bool:
        """Whether a source was seen; if not, show “check for your legislature”."""
        return self.status == "verified"


@dataclass(frozen=True, slots=True)
class PetitionRule:
    """The law for petitions in one jurisdiction; `response_days` is None where no legal limit is known."""

    jurisdiction: str
    instrument: str
    response_days: int | None
    days_meaning: str
    notes: str
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class ClockRule:
    """How long the other side may take from a step on, by the law of one jurisdiction."""

    jurisdiction: str
    kind: str
    at_status: str
    length: int
    unit: str
    extension: int | None
    consequence: str
    law: str
    section: str
    verified_on: date
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of the ladder of escalation as it ships; `applies_to` is a noun, empty for every one."""

    position: int
    name: str
    applies_to: str
    to_whom: str
    length: int | None
    unit: str
    letter_kind: str
    note: str


@dataclass(frozen=True, slots=True)
class PlanTemplateStep:
    """A step of a plan template that ships; `after` is the number of the step it comes after, counted from 1."""

    name: str
    words: str
    title: str
    kind: str
    after: int | None
    anchor: str
    days: int | None
    day_unit: str


@dataclass(frozen=True, slots=True)
class RouteLine:
    """Who deals with a topic anywhere in the country; the names of departments are generic, to be checked."""

    topic: str
    keywords: tuple[str, ...]
    sphere: str
    source: str
    scope: str
    """What the source says, as far as it is about the topic."""
    department: str
    """Of the province; empty where none deals with it."""
    department_words: tuple[str, ...]
    """A department or committee is recognised by these words, the first that fits before the others."""
    committee_words: tuple[str, ...]
    national_words: tuple[str, ...]
    may_be_district: bool
    note: str
    status: str


@dataclass(frozen=True, slots=True)
class Language:
    """An official language, under its own name and its English one."""

    code: str
    iso_639_3: str
    name: str
    english_name: str


GLOSSARY_LANGUAGES = ("af", "tn", "nso", "xh", "ve", "ts")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field in English, and by language; empty where no speaker gave us one."""

    english: str
    group: str
    words: Mapping[str, str]
    checked_by: str
    checked_on: str


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which offices are closed."""

    day: date
    name: str


SOURCES: Mapping[str, Source]
"""Source of each table, by the name of the function that gives it."""


def __getattr__(name: str) -> Mapping[str, Source]:
    """Read `SOURCES` on first use, like every other table."""
    if name == "SOURCES":
        return _sources()
    raise AttributeError(name)


@cache
def provinces() -> tuple[Province, ...]:
    """The nine provinces with their legislatures."""
    return tuple(
        Province(
            code=row["mdb_code"],
            iso_code=row["iso_3166_2"],
            ward_digit=row["ward_id_digit"],
            name=row["province"],
            seat=row["seat"],
            legislature=row["legislature"],
            short_name=row["abbreviation"],
            member_title=row["member_title"],
            seats_2019=int(row["seats_2019"]),
            seats_2024=int(row["seats_2024"]),
            website=row["website"],
            aliases=_aliases("province", row["province"]),
            legislature_aliases=_aliases("legislature", row["legislature"]),
        )
        for row in _rows("provinces_legislatures.csv")
    )


@cache
def national_houses() -> tuple[House, ...]:
    """The two houses of Parliament."""
    return tuple(
        House(
            name=row["name"],
            short_name=row["abbreviation"],
            seat=row["seat"],
            member_title=row["member_title"],
            seats=int(row["seats"]),
            website=row["website"],
            aliases=_aliases("legislature", row["name"]),
        )
        for row in _rows("national_houses.csv")
    )


@cache
def municipalities() -> tuple[Municipality, ...]:
    """The 257 municipalities since August 2016."""
    return tuple(
        Municipality(
            code=row["code"],
            name=row["name"],
            kind=row["type"],
            category=row["category"],
            district_code=row["district_code"],
            district=row["district_name"],
            province_code=row["province_code"],
            province=row["province"],
            ward_id_prefix=row["ward_id_prefix"],
            wards=int(row["wards"] or 0),
            registered_voters_2024=int(row["registered_voters_2024"] or 0),
            phone_2016=row["phone_2016"],
            website_2016=row["website_2016"],
            town_2016=row["town_2016"],
        )
        for row in _rows("municipalities.csv")
    )


@cache
def wards() -> tuple[Ward, ...]:
    """The 4,468 wards as of the 2021 delimitation."""
    return tuple(
        Ward(
            ward_id=row["ward_id"],
            number=int(row["ward_no"]),
            municipality_code=row["municipality_code"],
            municipality=row["municipality"],
            province=row["province"],
            voting_districts=int(row["voting_districts"]),
            registered_voters_2024=int(row["registered_voters_2024"]),
        )
        for row in _rows("wards_2021_demarcation.csv")
    )


@cache
def demarcation_changes() -> tuple[DemarcationChange, ...]:
    """Which municipalities went over into which others in 2016."""
    return tuple(
        DemarcationChange(
            day=date.fromisoformat(row["date"]),
            old_code=row["old_code"],
            new_code=row["new_code"],
            old_fate=row["old_code_transition"],
            new_fate=row["new_code_transition"],
        )
        for row in _rows("demarcation_changes_2016.csv")
    )


@cache
def parties() -> tuple[Party, ...]:
    """The parties on the provincial ballots of 2024, the largest first."""
    return tuple(
        Party(
            abbreviation=row["abbreviation"],
            name=row["name"],
            ballot_name=row["ballot_name"],
            slug=row["pombola_slug"],
            provinces_contested=int(row["provinces_contested"]),
            votes_2024=int(row["provincial_votes_2024"]),
            seats_2024=int(row["provincial_seats_2024_derived"]),
            note=row["note"],
            aliases=_aliases("party", row["name"]),
        )
        for row in _rows("parties_2024.csv")
    )


@cache
def committees() -> tuple[Committee, ...]:
    """Committees of the legislatures, suggested; `is_verified` says which were seen in a source."""
    return tuple(
        Committee(row["legislature"], row["type"], row["name"], row["term"], row["source"], row["status"])
        for row in _rows("committees.csv")
    )


@cache
def petition_rules() -> tuple[PetitionRule, ...]:
    """What is known of the petition laws."""
    return tuple(
        PetitionRule(
            jurisdiction=row["jurisdiction"],
            instrument=row["instrument"],
            response_days=int(row["response_days"]) if row["response_days"] else None,
            days_meaning=row["days_meaning"],
            notes=row["notes"],
            source=row["source"],
            status=row["status"],
        )
        for row in _rows("petition_rules.csv")
    )


@cache
def clock_rules() -> tuple[ClockRule, ...]:
    """The limits that the petition laws are known to set."""
    return tuple(
        ClockRule(
            jurisdiction=row["jurisdiction"],
            kind=row["kind"],
            at_status=row["at_status"],
            length=int(row["length"]),
            unit=row["unit"],
            extension=int(row["extension"]) if row["extension"] else None,
            consequence=row["consequence"],
            law=row["law"],
            section=row["section"],
            verified_on=date.fromisoformat(row["verified_on"]),
            source=row["source"],
            note=row["note"],
        )
        for row in _rows("clock_rules.csv")
    )


@cache
def ladder() -> tuple[Rung, ...]:
    """Whom to turn to when nothing comes, one after another: our practice, not law."""
    return tuple(
        Rung(
            position=int(row["position"]),
            name=row["name"],
            applies_to=row["applies_to"],
            to_whom=row["to_whom"],
            length=int(row["length"]) if row["length"] else None,
            unit=row["unit"],
            letter_kind=row["letter_kind"],
            note=row["note"],
        )
        for row in _rows("ladder.csv")
    )


@cache
def plan_templates() -> tuple[PlanTemplateStep, ...]:
    """The steps of the plan templates that ship, in their order."""
    return tuple(
        PlanTemplateStep(
            name=row["name"],
            words=row["words"],
            title=row["title"],
            kind=row["kind"],
            after=int(row["after"]) if row["after"] else None,
            anchor=row["anchor"],
            days=int(row["days"]) if row["days"] else None,
            day_unit=row["day_unit"],
        )
        for row in _rows("plan_templates.csv")
    )


@cache
def route_lines() -> tuple[RouteLine, ...]:
    """Topics, with the sphere whose function each is, and how the department and committee are recognised."""
    return tuple(
        RouteLine(
            topic=row["topic"],
            keywords=_words(row["keywords"]),
            sphere=row["sphere"],
            source=row["source"],
            scope=row["scope"],
            department=row["department"],
            department_words=_words(row["department_words"]),
            committee_words=_words(row["committee_words"]),
            national_words=_words(row["national_words"]),
            may_be_district=row["also_district"] == "yes",
            note=row["note"],
            status=row["status"],
        )
        for row in _rows("routes.csv")
    )


@cache
def languages() -> tuple[Language, ...]:
    """The twelve official languages."""
    return tuple(
        Language(row["code"], row["iso_639_3"], row["name"], row["english_name"])
        for row in _rows("official_languages.csv")
    )


@cache
def glossary() -> tuple[Term, ...]:
    """The words for statuses, kinds and roles in the languages of papers."""
    return tuple(
        Term(
            english=row["en"],
            group=row["group"],
            words={code: row[code] for code in GLOSSARY_LANGUAGES},
            checked_by=row["checked_by"],
            checked_on=row["checked_on"],
        )
        for row in _rows("glossary.csv")
    )


@cache
def holidays() -> tuple[Holiday, ...]:
    """Public holidays from 2024 to 2030, with the one election day that was known."""
    return tuple(
        Holiday(date.fromisoformat(row["date"]), row["name"]) for row in _rows("public_holidays_2024_2030.csv")
    )


@cache
def _sources() -> Mapping[str, Source]:
    return {
        row["table"]: Source(row["name"], date.fromisoformat(row["as_of"]), row["note"]) for row in _rows("sources.csv")
    }


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split(";") if word)


def _aliases(kind: str, name: str) -> tuple[str, ...]:
    return _all_aliases().get((kind, name), ())


@cache
def _all_aliases() -> dict[tuple[str, str], tuple[str, ...]]:
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in _rows("aliases.csv"):
        found[row["kind"], row["name"]].append(row["alias"])
    return {key: tuple(aliases) for key, aliases in found.items()}


def _rows(file_name: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / file_name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
