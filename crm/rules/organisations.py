"""Kinds of organisation, and recognising one under the different names that lists give it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

from crm.rules.names import fold
from resources.reference import Party, Province
from resources.translations import _, mark


class Kind(StrEnum):
    """The kinds shipped; a workspace may add its own, stored as the words the user typed."""

    LEGISLATURE = "legislature"
    COUNCIL = "council"
    DEPARTMENT = "department"
    COMMITTEE = "committee"
    PARTY = "party"
    CSO_PARTNER = "cso_partner"
    NETWORK = "network"
    NPC = "npc"
    CBO = "cbo"
    FBO = "fbo"
    TRADITIONAL_COUNCIL = "traditional_council"
    CONSTITUENCY_OFFICE = "constituency_office"
    CHAPTER_9 = "chapter_9"
    DONOR = "donor"
    MEDIA = "media"
    OTHER = "other"


CSO_KINDS = (Kind.CSO_PARTNER, Kind.NETWORK, Kind.CBO, Kind.FBO, Kind.NPC)
"""Organisations of civil society."""


class CommitteeKind(StrEnum):
    """The kinds of committee a house has."""

    PORTFOLIO = "portfolio"
    STANDING = "standing"
    SELECT = "select"
    JOINT = "joint"
    AD_HOC = "ad_hoc"
    INTERNAL = "internal"


class Sphere(StrEnum):
    """The spheres of government (Constitution, section 40)."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    LOCAL = "local"


_LABELS: dict[str, str] = {
    Kind.LEGISLATURE: mark("Legislature"),
    Kind.COUNCIL: mark("Municipal council"),
    Kind.DEPARTMENT: mark("Department"),
    Kind.COMMITTEE: mark("Committee"),
    Kind.PARTY: mark("Party"),
    Kind.CSO_PARTNER: mark("CSO partner"),
    Kind.NETWORK: mark("Network"),
    Kind.NPC: mark("Non-profit company"),
    Kind.CBO: mark("Community-based organisation"),
    Kind.FBO: mark("Faith-based organisation"),
    Kind.TRADITIONAL_COUNCIL: mark("Traditional council"),
    Kind.CONSTITUENCY_OFFICE: mark("Constituency office"),
    Kind.CHAPTER_9: mark("Chapter 9 body"),
    Kind.DONOR: mark("Donor"),
    Kind.MEDIA: mark("Media"),
    Kind.OTHER: mark("Other"),
    CommitteeKind.PORTFOLIO: mark("Portfolio committee"),
    CommitteeKind.STANDING: mark("Standing committee"),
    CommitteeKind.SELECT: mark("Select committee"),
    CommitteeKind.JOINT: mark("Joint committee"),
    CommitteeKind.AD_HOC: mark("Ad hoc committee"),
    CommitteeKind.INTERNAL: mark("Internal-arrangements committee"),
    Sphere.NATIONAL: mark("National"),
    Sphere.PROVINCIAL: mark("Provincial"),
    Sphere.LOCAL: mark("Local"),
}


def label(value: str) -> str:
    """The words for a stored value; a kind the workspace added itself is its own words."""
    return _(_LABELS[value]) if value in _LABELS else value


_LEGISLATURE_WORDS = frozenset(("provincial", "province", "of", "legislature", "parliament"))


def match_key(name: str) -> str:
    """The form in which names of organisations are compared: folded, with “&” and “+” as words, without points."""
    words = fold(name).replace("&", " and ").replace("+", " plus ")
    words = re.sub(r"['.\"“”]", "", words)
    words = re.sub(r"[^\w!=/]+", " ", words)
    return re.sub(r"^the ", "", " ".join(words.split()))


@dataclass(frozen=True)
class OrganisationNames:
    """Every name one organisation is known by."""

    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()

    @cached_property
    def keys(self) -> frozenset[str]:
        """The forms by which it is recognised."""
        return frozenset(key for key in map(match_key, (self.name, self.short_name, *self.aliases)) if key)

    def matches(self, text: str) -> bool:
        """Whether a list that writes `text` means this organisation."""
        return match_key(text) in self.keys


def find_province(name: str, provinces: Iterable[Province]) -> Province | None:
    """The province meant by a name in any spelling, a demarcation code (“GT”) or an ISO code (“ZA-GP”, “GP”)."""
    key = match_key(name)
    return next((province for province in provinces if key in _province_keys(province)), None)


def find_legislature(name: str, provinces: Iterable[Province]) -> Province | None:
    """The province whose legislature is meant, by a name of its own or by province and kind.

    “Limpopo Provincial Legislature” is the Limpopo Legislature, and “Western Cape Provincial Legislature” the Western
    Cape Provincial Parliament. None for a part of a legislature, such as a committee, and for a province alone.
    """
    provinces = tuple(provinces)
    for province in provinces:
        if _legislature_names(province).matches(name):
            return province
    words = match_key(name).split()
    if not {"legislature", "parliament"} & set(words):
        return None
    return find_province(" ".join(word for word in words if word not in _LEGISLATURE_WORDS), provinces)


def find_party(name: str, parties: Iterable[Party]) -> Party | None:
    """The party meant by its name, ballot name, abbreviation, an alias, or “Name (ABBR)”; None when two are meant."""
    known = _parties_by_key(tuple(parties))
    whole = known.get(_tight(name))
    if whole is not None:
        return whole
    parts = [_tight(part) for part in re.split(r"[(),;/]|\s[-–—]\s", name)]
    found = {id(known[part]): known[part] for part in parts if part in known}
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def _legislature_names(province: Province) -> OrganisationNames:
    return OrganisationNames(province.legislature, province.short_name, province.legislature_aliases)


@cache
def _province_keys(province: Province) -> frozenset[str]:
    iso = province.iso_code
    names = (province.name, province.code, iso, iso.partition("-")[2], *province.aliases)
    return frozenset(map(match_key, names)) - {""}


@cache
def _parties_by_key(parties: tuple[Party, ...]) -> dict[str, Party]:
    """Each party by its keys; a name that two share is the earlier one's."""
    known: dict[str, Party] = {}
    for party in parties:
        for name in (party.abbreviation, party.name, party.ballot_name, *party.aliases):
            if key := _tight(name):
                known.setdefault(key, party)
    return known


def _tight(name: str) -> str:
    """The matching key without blanks: “Action SA” and “ActionSA” are one."""
    return match_key(name).replace(" ", "")
