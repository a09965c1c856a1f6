"""What the organisations, parties, offices and places named in a file are; each distinct name is worked out once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from crm.rules.names import fold, proper_case
from crm.rules.organisations import Kind, find_legislature, find_party, find_province, match_key
from resources import reference
from resources.translations import _

_NO_PARTY = frozenset(("unknown", "independent", "independents", "ind", "non partisan", "none", "no party", "vacant"))
_KIND_WORDS = (
    ("committee", Kind.COMMITTEE),
    ("constituency office", Kind.CONSTITUENCY_OFFICE),
    ("constituency area", Kind.CONSTITUENCY_OFFICE),
    ("political party", Kind.PARTY),
    ("party", Kind.PARTY),
    ("legislature", Kind.LEGISLATURE),
    ("parliament", Kind.LEGISLATURE),
    ("national assembly", Kind.LEGISLATURE),
    ("house of assembly", Kind.LEGISLATURE),
    ("legislative council", Kind.LEGISLATURE),
    ("national council of provinces", Kind.LEGISLATURE),
    ("traditional council", Kind.TRADITIONAL_COUNCIL),
    ("municipality", Kind.COUNCIL),
    ("council", Kind.COUNCIL),
    ("department", Kind.DEPARTMENT),
    ("network", Kind.NETWORK),
)
_MEMBER = frozenset(
    (
        "member",
        "party member",
        "mpl",
        "mpp",
        "mp",
        "provincial legislature member",
        "member of the provincial legislature",
        "member of the provincial parliament",
        "member of provincial legislature",
        "member of provincial parliament",
        "member of the legislature",
        "member of parliament",
        "member of the national assembly",
    )
)
_PLAIN_TITLES: dict[str, str] = {Kind.COUNCIL: "Councillor", Kind.CONSTITUENCY_OFFICE: "Contact person"}
_LONG_WORD = re.compile(r"[^\W\d_]{6,}")  # shorter ones in capitals may be abbreviations: “ZANU PF”
_WARD_ID_DIGITS = 8
_WARD_NUMBER = re.compile(r"(?:ward|wyk)?\s*(?:no\.?|nr\.?|number)?\s*0*(\d{1,3})", re.IGNORECASE)
_EXECUTIVE = re.compile(r"(?:mec|member of (?:the )?executive (?:council|committee))\b[\s:,-]*(?:(?:for|of)\b)?")
_CODE_AND_NAME = re.compile(r"([A-Za-z]{2,3}\d{1,3}|[A-Z]{3})\s*[-–:]\s*\S.*")  # “NC067 - Khâi-Ma”
_RENAMED = {"mahikeng": "mafikeng"}  # of 2010; the table has the older name
_COUNCIL_WORDS = re.compile(r" ((local|district|metropolitan|metro) )?(municipality|council)$")
_DISTINCT = 20_000  # names kept at a time, so that a file of nonsense cannot fill the memory


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as a file names it; `key` is the same for every spelling of a party or legislature we know.

    `record_id` is our own organisation, where the user said that the list is of it.
    """

    key: str
    name: str
    kind: str
    short_name: str = ""
    record_id: int | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as a file names it."""

    key: str
    name: str
    kind: str
    code: str = ""


@lru_cache(_DISTINCT)
def party(name: str) -> Body | None:
    """The party a cell names, under the name we ship where we know it; None for “unknown” or “independent”."""
    if not name or fold(name) in _NO_PARTY:
        return None
    known = find_party(name, reference.parties())
    if known is not None:
        return Body(f"party/{known.slug}", known.name, Kind.PARTY, known.abbreviation)
    return Body(f"party/{match_key(name)}", proper_case(name) if _LONG_WORD.search(name) else name, Kind.PARTY)


@lru_cache(_DISTINCT)
def known_party(name: str) -> Body | None:
    """The party a cell names when it is one that we ship, else None."""
    return party(name) if find_party(name, reference.parties()) is not None else None


@lru_cache(_DISTINCT)
def organisation(name: str, kind: str = "") -> Body:
    """The organisation a cell names; `kind` is what the file calls it, guessed from the name when empty."""
    real_kind = organisation_kind(kind, name)
    if real_kind == Kind.PARTY and (found := party(name)) is not None:
        return found
    province = find_legislature(name, reference.provinces())
    if province is not None:
        return Body(f"legislature/{province.code}", name, Kind.LEGISLATURE, province.short_name)
    house = _national_houses().get(match_key(name))
    if house is not None:
        return Body(f"legislature/{house.short_name}", name, Kind.LEGISLATURE, house.short_name)
    known = known_council(name) if real_kind == Kind.COUNCIL else None
    return known or Body(match_key(name) or name, name, real_kind)


def is_known(name: str) -> bool:
    """Whether a cell names a body of a kind that its name shows: a party we ship, a legislature, a committee."""
    return known_party(name) is not None or organisation(name).kind != Kind.OTHER


@cache
def _national_houses() -> dict[str, reference.House]:
    return {match_key(name): house for house in reference.national_houses() for name in (house.name, *house.aliases)}


def ours(record_id: int, name: str, kind: str) -> Body:
    """An organisation of the workspace, under a key that no file can hold."""
    return Body(f"\0ours/{record_id}", name, kind, record_id=record_id)


def office(name: str, party_key: str) -> Body:
    """A constituency office: parties have offices in the same towns, so the party belongs to its key."""
    return Body(f"office/{match_key(name) or name}|{party_key}", name, Kind.CONSTITUENCY_OFFICE)


@lru_cache(_DISTINCT)
def organisation_kind(kind: str, name: str) -> str:
    """Our kind for the word a file uses (“Political Party”), else for a word in the name; “other” when neither says."""
    folded = fold(kind)
    if folded in set(Kind):
        return _kind_of_legislature(folded, name)
    for text in (folded, fold(name)):
        for word, found in _KIND_WORDS:
            if word in text:
                return _kind_of_legislature(found, name)
    return Kind.OTHER


def _kind_of_legislature(kind: str, name: str) -> str:
    """A municipal council, which Popolo files call a legislature too."""
    is_council = kind == Kind.LEGISLATURE and fold(name).endswith((" council", " municipality"))
    return Kind.COUNCIL if is_council and "legislative" not in fold(name) else kind


@lru_cache(_DISTINCT)
def seat_title(title: str, kind: str) -> str:
    """The name of a post: “MPL” and its long forms are “Member” of a legislature, or of a party."""
    plain = re.sub(r"\s*:[:\s]*", ": ", " ".join(title.split())).rstrip(": ")
    if kind == Kind.COMMITTEE and fold(plain) == "committee member":
        return "Member"
    if not plain or (kind in (Kind.LEGISLATURE, Kind.PARTY) and fold(plain).rstrip(".") in _MEMBER):
        return _PLAIN_TITLES.get(kind, "Member")
    return plain if plain[:1].isupper() else plain[:1].upper() + plain[1:]


@lru_cache(_DISTINCT)
def same_post(title: str) -> str:
    """By what two titles are one post: “MEC Safety” is the “Member of the Executive Committee: Safety”."""
    return " ".join(_EXECUTIVE.sub("mec ", fold(title)).split())


@lru_cache(_DISTINCT)
def spot(name: str, kind: str = "") -> Spot:
    """The place a cell names: a province in any spelling, a municipality by code or name, a ward by its id."""
    province = find_province(name, reference.provinces())
    if province is not None:
        return Spot(f"province/{province.code}", province.name, "province", province.code)
    if name.isdecimal() and len(name) == _WARD_ID_DIGITS:
        return Spot(f"ward/{name}", name, "ward", name)
    coded = _CODE_AND_NAME.fullmatch(name)
    municipality = _municipalities().get(fold(coded[1] if coded else name))
    if municipality is not None:
        return Spot(f"municipality/{municipality.code}", municipality.name, municipality.kind, municipality.code)
    return Spot(fold(name) or name, proper_case(name), fold(kind) or "other")


def spot_within(body: Body, name: str, kind: str = "") -> Spot:
    """The place somebody of this body stands for: “3” and “Ward 3” are wards where it is a municipal council."""
    municipality = _municipalities().get(fold(body.key.removeprefix("council/")))
    numbered = _WARD_NUMBER.fullmatch(name) if body.kind == Kind.COUNCIL else None
    if numbered is None:
        return spot(name, kind)
    number = int(numbered[1])
    if municipality is not None and 0 < number <= municipality.wards:
        return spot(f"{municipality.ward_id_prefix}{number:03}")
    return Spot(f"ward/{body.key}/{number}", _("Ward {number}").format(number=number), "ward")


def district_of(key: str) -> str:
    """The key of the district's council above a local one, empty for every other body."""
    municipality = _municipalities().get(fold(key.removeprefix("council/"))) if key.startswith("council/") else None
    return f"council/{municipality.district_code}" if municipality is not None and municipality.district_code else ""


def area_code(key: str) -> str:
    """The area code of a council's switchboard, or of the town a legislature sits in; empty where we know none."""
    kind, _slash, code = key.partition("/")
    municipality = _municipalities().get(fold(code)) if kind == "council" else None
    if kind == "legislature":
        municipality = _by_town().get(
            next((fold(found.seat) for found in reference.provinces() if found.code == code), "")
        )
    digits = re.sub(r"\D", "", municipality.phone_2016) if municipality is not None else ""
    return digits[:3] if re.fullmatch(r"0[1-5]\d{8}", digits) else ""


@lru_cache(_DISTINCT)
def council(name: str) -> Body:
    """The council of the municipality a cell names, by code or name."""
    coded = _CODE_AND_NAME.fullmatch(name)
    municipality = _municipalities().get(fold(coded[1] if coded else name))
    if municipality is not None:
        return Body(f"council/{municipality.code}", municipality.name, Kind.COUNCIL, municipality.code)
    return Body(match_key(name) or name, name, Kind.COUNCIL)


def known_council(name: str) -> Body | None:
    """The council of the municipality a cell names when it is one that we ship, else None."""
    found = council(_COUNCIL_WORDS.sub("", fold(name)))
    return found if found.key.startswith("council/") else None


@cache
def _by_town() -> dict[str, reference.Municipality]:
    """By the town a municipality is run from, where it is called so itself or only one is run from there."""
    towns = {fold(town): found for found in reference.municipalities() for town in (found.town_2016, found.name)}
    return towns | {new: towns[old] for new, old in _RENAMED.items()}


@cache
def _municipalities() -> dict[str, reference.Municipality]:
    """By code, and by name where only one municipality has it (there are two called Emalahleni)."""
    counts = Counter(fold(found.name) for found in reference.municipalities())
    by_name = {fold(found.name): found for found in reference.municipalities() if counts[fold(found.name)] == 1}
    by_name |= {new: by_name[old] for new, old in _RENAMED.items()}
    return by_name | {fold(found.code): found for found in reference.municipalities()}
