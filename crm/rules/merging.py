"""What is chosen when two records become one: the fields that go together, and the lists that may be kept both."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from crm.rules.errors import UserError
from resources.translations import _, mark


@dataclass(frozen=True)
class Field:
    """One choice: columns that belong together are taken together."""

    key: str
    mark: str
    columns: tuple[str, ...]

    @property
    def label(self) -> str:
        """What the choice is called."""
        return _(self.mark)


def _one(key: str, words: str, *columns: str) -> Field:
    return Field(key, words, columns or (key,))


_CHECKED = _one("checked", mark("Last checked"), "verified_on", "verified_by", "next_check_on")

PERSON_FIELDS: tuple[Field, ...] = (
    _one("title", mark("Title")),
    _one("given", mark("Given names")),
    _one("family", mark("Surname")),
    _one("known_as", mark("Known as")),
    _one("languages", mark("Languages")),
    _one("access_needs", mark("Access needs")),
    _one("summary", mark("Summary")),
    _one("ground", mark("Ground (POPIA s 11)"), "ground", "ground_source", "ground_on"),
    _one("special_ground", mark("Special information (s 27)")),
    _one("do_not_contact", mark("Do not contact"), "do_not_contact", "do_not_contact_reason"),
    _CHECKED,
)

SAID_OF_PRIVACY = (
    *("objected_on", "objection", "consent_withdrawn_on", "notice_on", "notice_how", "keep_until", "keep_reason"),
    "is_at_risk",
)
"""What is kept of either without asking: nobody may leave out an objection."""

ORGANISATION_FIELDS: tuple[Field, ...] = (
    _one("name", mark("Name")),
    _one("short_name", mark("Short name")),
    _one("kind", mark("Kind")),
    _one("parent", mark("Part of"), "parent_id"),
    _one("place", mark("Place"), "place_id"),
    _one("side", mark("Side")),
    _one("sphere", mark("Sphere")),
    _one("committee_kind", mark("Kind of committee")),
    _one("member_title", mark("A member is called")),
    _one("number", mark("NPO or NPC number")),
    _one("summary", mark("Summary")),
    _one("closed", mark("No longer exists"), "is_closed"),
    _CHECKED,
)

LISTS: dict[str, str] = {
    "contact_point": mark("Contact details"),
    "other_name": mark("Other names"),
    "tag": mark("Tags"),
    "topic_link": mark("Topics"),
}
"""Lists of which the lost record's part may be left out; all else is always kept."""


def fields_of(noun: str) -> tuple[Field, ...]:
    """What is chosen for people or organisations."""
    return PERSON_FIELDS if noun == "people" else ORGANISATION_FIELDS


def is_empty(values: Collection[object]) -> bool:
    """Whether a field says nothing; a kind or side that nobody chose does not either."""
    return all(value in (None, "", False, 0, "other") for value in values)


def suggested(noun: str, keep: Mapping[str, Any], lose: Mapping[str, Any]) -> frozenset[str]:
    """The fields taken from the lost record unless somebody says otherwise: those the kept one has nothing in."""
    return frozenset(
        field.key
        for field in fields_of(noun)
        if is_empty([keep[column] for column in field.columns])
        and not is_empty([lose[column] for column in field.columns])
    )


def columns_taken(noun: str, lose: Mapping[str, Any], take: Collection[str]) -> dict[str, Any]:
    """The columns of the lost record that the kept one takes. Raises UserError("no-such-field")."""
    fields = {field.key: field for field in fields_of(noun)}
    for key in take:
        if key not in fields:
            raise UserError("no-such-field", field=key, known=", ".join(fields))
    return {column: lose[column] for key in take for column in fields[key].columns}
