"""The shape of a Popolo document: its parts as flat lists, whether they were nested in one another or linked by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from resources.translations import _, mark

_COMMON = "id name other_names identifiers contact_details links sources created_at updated_at image images"
_KEYS = {
    "persons": f"""{_COMMON} given_name family_name additional_name honorific_prefix honorific_suffix patronymic_name
        sort_name email gender birth_date death_date summary biography national_identity memberships""",
    "organizations": f"""{_COMMON} classification parent_id parent area_id area abstract description founding_date
        dissolution_date seats memberships posts children""",
    "memberships": """id label role member member_id person person_id organization organization_id post post_id
        on_behalf_of on_behalf_of_id area area_id legislative_period_id legislative_period start_date end_date
        contact_details links sources created_at updated_at""",
    "posts": """id label other_label role organization organization_id area area_id start_date end_date
        contact_details links sources memberships created_at updated_at""",
    "areas": f"{_COMMON} classification type identifier parent_id parent geometry children",
    "events": f"""{_COMMON} description classification start_date end_date location status organization
        organization_id attendees parent_id parent children""",
}
_KNOWN = {part: frozenset(keys.split()) for part, keys in _KEYS.items()}
_NOT_OURS = frozenset(("meta", "motions", "votes", "vote_events", "speeches", "counts", "@context", "$schema"))
_LEFT_OUT = frozenset(("gender", "birth_date", "death_date", "image", "images", "national_identity", "biography"))
_PERSON_ONLY = frozenset(("given_name", "family_name", "honorific_prefix", "birth_date", "gender", "sort_name"))
_ORGANISATION_ONLY = frozenset(("classification", "posts", "founding_date", "dissolution_date", "parent_id"))
_NEVER_ORGANISATION = frozenset(("identifier", "start_date"))  # areas and events have these
_NAMING_NOBODY = (
    (mark("vote"), {"option", "voter_id"}),
    (mark("count of votes"), {"option", "value"}),
    (mark("vote event"), {"counts", "votes"}),
    (mark("motion"), {"creator_id", "requirement"}),
    (mark("speech"), {"creator_id", "text"}),
    (mark("contact detail"), {"type", "value"}),
    (mark("event"), {"name", "classification", "start_date"}),
    (mark("place"), {"name", "classification", "identifier"}),
    (mark("post"), {"label", "organization_id"}),
)
_SEATED = ("person_id", "person")
_SEATED_IN = ("organization_id", "organization", "post_id", "post")
_NESTED = (
    ("organization", "organization_id", "organizations"),
    ("on_behalf_of", "on_behalf_of_id", "organizations"),
    ("person", "person_id", "persons"),
    ("post", "post_id", "posts"),
    ("area", "area_id", "areas"),
    ("legislative_period", "legislative_period_id", "events"),
    ("parent", "parent_id", ""),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One object of the document and where it stands (“persons[3]”)."""

    line: str
    values: Mapping[str, Any]

    def get(self, key: str) -> Any:
        """The value of a key, None when it is missing."""
        return self.values.get(key)

    def children(self, key: str) -> Iterator[Item]:
        """The objects in a list under a key."""
        found = self.values.get(key)
        for index, child in enumerate(found if isinstance(found, list) else []):
            if isinstance(child, dict):
                yield Item(f"{self.line}.{key}[{index}]", child)


@dataclass(slots=True)
class Popolo:
    """The parts of a document as flat lists, and what in it is not Popolo."""

    persons: list[Item] = field(default_factory=list)
    organizations: list[Item] = field(default_factory=list)
    memberships: list[Item] = field(default_factory=list)
    posts: list[Item] = field(default_factory=list)
    areas: list[Item] = field(default_factory=list)
    events: list[Item] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def flatten(document: Any) -> Popolo | None:
    """The parts of a Popolo document, of a list of people or of a single record; None when it is none of these."""
    parts = _parts(document)
    if parts is None:
        return None
    flattening = _Flattening()
    for part, found in parts.items():
        flattening.take_all(part, found)
    flattening.report_keys()
    return flattening.popolo


def _parts(document: Any) -> dict[str, Any] | None:
    if isinstance(document, list):
        return {"persons": document} if document and all(map(_is_person, document)) else None
    if not isinstance(document, dict):
        return None
    if isinstance(document.get("organization"), dict) and "label" in document and "person" not in document:
        return {"posts": [document]}
    if _KNOWN.keys() & document.keys() and any(isinstance(document.get(part), list | dict) for part in _KNOWN):
        if isinstance(document.get("memberships"), list) and "name" in document and "persons" not in document:
            return {_single(document): [document]}
        return document
    if isinstance(document.get("result"), dict | list):
        return _parts(document["result"])
    if any(key in document for key in _SEATED) and any(key in document for key in _SEATED_IN):
        return {"memberships": [document]}
    return {_single(document): [document]} if _is_person(document) or _is_organisation(document) else None


def _single(document: dict[str, Any]) -> str:
    return "organizations" if _is_organisation(document) else "persons"


def _is_person(value: Any) -> bool:
    return isinstance(value, dict) and "name" in value and bool(_PERSON_ONLY & value.keys())


def _is_organisation(value: Any) -> bool:
    is_other = isinstance(value, dict) and bool(_NEVER_ORGANISATION & value.keys())
    return isinstance(value, dict) and not is_other and "name" in value and bool(_ORGANISATION_ONLY & value.keys())


def popolo_kind(document: Any) -> str:
    """What a single Popolo record is that names nobody (a vote, a place), empty for anything else."""
    if not isinstance(document, dict):
        return ""
    keys = document.keys()
    return next((_(word) for word, needed in _NAMING_NOBODY if needed <= keys), "")


class _Flattening:
    """Takes nested records out of one another, giving each the ids that link it."""

    def __init__(self) -> None:
        self.popolo = Popolo()
        self._unknown: dict[tuple[str, str], str] = {}
        self._left_out: dict[str, None] = {}

    def take_all(self, part: str, found: Any) -> None:
        """Take every record of one part of the document."""
        if part not in _KNOWN:
            if part not in _NOT_OURS:
                self._unknown.setdefault(("", part), part)
            return
        records = list(found.values()) if isinstance(found, dict) else found
        if not isinstance(records, list):
            self.popolo.problems.append((part, _("is not a list")))
            return
        for index, record in enumerate(records):
            self.take(part, f"{part}[{index}]", record)

    def take(self, part: str, line: str, record: Any, **links: Any) -> Any:
        """Take one record, with all that is nested in it, and return its id."""
        if not isinstance(record, dict):
            self.popolo.problems.append((line, _("is not a record")))
            return None
        own_id = record.get("id") or record.get("name") or record.get("label") or line
        values = {**record, **{key: value for key, value in links.items() if value is not None}, "id": own_id}
        for key, id_key, nested_part in _NESTED:
            if isinstance(record.get(key), dict):
                values[id_key] = self.take(nested_part or part, f"{line}.{key}", record[key])
        getattr(self.popolo, part).append(Item(line, values))
        self._take_lists(part, line, record, own_id)
        self._note_keys(part, line, record)
        return own_id

    def _take_lists(self, part: str, line: str, record: dict[str, Any], own_id: Any) -> None:
        """The lists nested in a record: memberships of a person, posts and parts of an organisation."""
        link = {"persons": "person_id", "organizations": "organization_id", "posts": "post_id"}.get(part, "")
        for key, nested_part, id_key in (
            ("memberships", "memberships", link),
            ("posts", "posts", link),
            ("children", part, "parent_id"),
        ):
            found = record.get(key)
            if key in _KNOWN[part] and isinstance(found, list):
                for index, child in enumerate(found):
                    self.take(nested_part, f"{line}.{key}[{index}]", child, **{id_key: own_id})

    def _note_keys(self, part: str, line: str, record: dict[str, Any]) -> None:
        for key in record.keys() - _KNOWN[part]:
            self._unknown.setdefault((part, str(key)), line)
        if part == "persons":
            self._left_out.update(dict.fromkeys(sorted(record.keys() & _LEFT_OUT)))

    def report_keys(self) -> None:
        """Say once for each key that is not Popolo's where it first stands, and what is left out by design."""
        for (_part, key), line in self._unknown.items():
            self.popolo.problems.append((line, _("the key “{key}” is not known").format(key=key[:60])))
        if self._left_out:
            keys = ", ".join(sorted(self._left_out))
            self.popolo.left_out.append(_("{keys}: left out by design").format(keys=keys))
