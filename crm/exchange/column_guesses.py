"""What the columns of a table most likely hold: by their headings, by their values, and by the company they keep."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from crm.exchange import bodies
from crm.exchange.cells import clean, contact_kind
from crm.exchange.columns import (
    NAME_FIELDS,
    Column,
    Field,
    Mapping,
    by_words,
    column_values,
    fingerprint,
    heading_words,
    is_role,
    is_yes,
    left_out_by,
    mostly,
)
from crm.exchange.sensitive import left_out_id_numbers
from crm.rules.names import fold
from resources.translations import _

_OFFICE_PEOPLE = frozenset(
    (
        *("mp", "mpl", "administrator", "administrators", "volunteer", "volunteers", "secretary", "contact"),
        *("constituency head", "constituency leader", "office manager"),
    )
)
_NAMED_BY_OFFICE = re.compile(r"constituency (area|office)", re.IGNORECASE)
_PLACE_KINDS = ("province", "district", "municipality", "constituency", "ward")
_BODY_KINDS = ("provincial legislature", "political party", "legislature committee", "party member", "committee")
_COMMITTEE_VALUE = re.compile(r"committee|forum|komitee")
_WEB_VALUE = re.compile(r"://|\w\.\w")
_EMAIL_VALUE = re.compile(r"[^\s@]+@[^\s@]+")
_PHONE_VALUE = re.compile(r"\+?[\d ()/\-]{9,25}")
_ID_VALUE = re.compile(r"\d{6} ?\d{4} ?\d{2} ?\d(\.0+)?")
_SURNAME_THEN_INITIALS = re.compile(r"^(?:\w{2,5}\.? )?[^\W\d_]{3,}(?:-[^\W\d_]+)? (?:[A-Z]\.? ?){1,4}$")
_INITIALS_THEN_SURNAME = re.compile(r"^(?:(?:Mr|Ms|Mrs|Dr|Prof|Adv|Hon|Cllr)\.? )?(?:[A-Z]\.? ?){1,4} [^\W\d_]{3,}")


def guess_mapping(headings: Sequence[str], sample_rows: Sequence[Sequence[str]]) -> Mapping:
    """What the columns most likely mean; the first rows help where the heading does not."""
    samples = [column_values(sample_rows, index) for index in range(len(headings))]
    columns = [_guess(index, heading, samples[index]) for index, heading in enumerate(headings)]
    columns = _second_look(columns, samples)
    if not any(headings):
        columns = [_of_bare_column(column, samples[column.index]) for column in columns]
        columns = _value_after_kind(columns)
    if not any(headings) or _has_nameless_contacts(columns):
        columns = _names_by_values(columns, samples)
    surname_first = guess_surname_first(
        _cells(sample_rows, columns, Field.NAME), _cells(sample_rows, columns, Field.EMAIL)
    )
    return Mapping(tuple(columns), fingerprint(headings), surname_first)


def _cells(rows: Sequence[Sequence[str]], columns: Sequence[Column], field: Field) -> list[str]:
    """The cells of the first column with this field, one for each row."""
    index = next((column.index for column in columns if column.field == field), None)
    return [clean(row[index]) if index is not None and index < len(row) else "" for row in rows]


def _guess(index: int, heading: str, values: list[str]) -> Column:
    left_out = left_out_id_numbers() if mostly(values, is_id_like) else left_out_by(heading)
    if left_out is not None:
        return Column(index, heading, Field.LEFT_OUT, left_out.reason, left_out.warning)
    field, reason = by_words(heading_words(heading))
    if field == Field.UNKNOWN:
        field, reason = _by_values(values)
    if field == Field.UNKNOWN and not heading and mostly(values, is_role):
        field, reason = Field.ROLE, _("the values look like it")
    return Column(index, heading, field, reason)


def _by_values(values: list[str]) -> tuple[Field, str]:
    tests: tuple[tuple[Field, Callable[[str], bool]], ...] = (
        (Field.EMAIL, lambda value: _EMAIL_VALUE.search(value) is not None),
        (Field.PHONE, lambda value: _PHONE_VALUE.fullmatch(value) is not None),
        (Field.PARTY, lambda value: bodies.known_party(value) is not None),
    )
    for field, is_one in tests:
        if mostly(values, is_one):
            return field, _("the values look like it")
    return Field.UNKNOWN, ""


def is_id_like(value: str) -> bool:
    """Whether a cell has the 13 digits of an identity number and nothing else, right or wrong."""
    return _ID_VALUE.fullmatch(value) is not None


def _names_by_values(columns: list[Column], samples: list[list[str]]) -> list[Column]:
    """Who, where no heading says it: the first column of names, or two beside each other with one word in each."""
    named = [c for c in columns if c.field == Field.UNKNOWN and mostly(samples[c.index], _is_name)]
    if not named:
        return columns
    becomes = {named[0].index: Field.NAME}
    if len(named) > 1 and all(mostly(samples[c.index], lambda value: " " not in value) for c in named[:2]):
        is_surname_first = mostly(samples[named[0].index], str.isupper) and not mostly(
            samples[named[1].index], str.isupper
        )
        parts = (Field.FAMILY, Field.GIVEN) if is_surname_first else (Field.GIVEN, Field.FAMILY)
        becomes = {column.index: part for column, part in zip(named, parts, strict=False)}
    reason = _("the values look like it")
    return [replace(c, field=becomes[c.index], reason=reason) if c.index in becomes else c for c in columns]


def _of_bare_column(column: Column, values: list[str]) -> Column:
    """What a column holds in a table without headings, where its values are words of one kind."""
    tests: tuple[tuple[Field, Callable[[str], bool]], ...] = (
        (Field.CONTACT_KIND, lambda value: bool(contact_kind(value))),
        (Field.PLACE_KIND, lambda value: fold(value) in _PLACE_KINDS),
        (Field.PLACE, lambda value: bodies.spot(value).kind != "other"),
        (Field.ORGANISATION_KIND, lambda value: fold(value).endswith(_BODY_KINDS)),
        (Field.ORGANISATION, bodies.is_known),
    )
    field = next((field for field, is_one in tests if mostly(values, is_one)), Field.UNKNOWN)
    return (
        column if column.field != Field.UNKNOWN else replace(column, field=field, reason=_("the values look like it"))
    )


def _value_after_kind(columns: list[Column]) -> list[Column]:
    """A column of “phone”, “email”, “fax” says what stands in the next one."""
    kind = next((column.index for column in columns if column.field == Field.CONTACT_KIND), None)
    if kind is None or any(column.field == Field.CONTACT_VALUE for column in columns):
        return columns
    return [
        _when(column, column.field, Field.CONTACT_VALUE) if column.index == kind + 1 else column for column in columns
    ]


def _has_nameless_contacts(columns: Sequence[Column]) -> bool:
    """Whether there are ways to reach somebody, and no heading says whom."""
    fields = {column.field for column in columns}
    is_named = fields & {*NAME_FIELDS, Field.OFFICE, Field.COMMITTEE, Field.ORGANISATION, Field.OFFICE_PERSON}
    return bool(fields & {Field.EMAIL, Field.PHONE, Field.MOBILE}) and not is_named


def _is_name(value: str) -> bool:
    letters = sum(letter.isalpha() or letter in " .'’-,()/!ǃǀǁǂ" for letter in value)
    return letters == len(value) and len(value.split()) <= 7


def _second_look(columns: list[Column], samples: list[list[str]]) -> list[Column]:
    """What only the company of the other columns tells."""
    fields = {column.field for column in columns}
    words = {heading_words(column.heading) for column in columns}
    columns = [_party_body(column, samples[column.index]) for column in columns]
    columns = [_by_values_and_words(column, samples[column.index]) for column in columns]
    columns = _committees_of_a_role(columns, samples)
    if {"physical address", "title"} <= words or {"contact person", "title"} <= words:
        columns = [_when(column, Field.TITLE, Field.OFFICE) for column in columns]
    if "physical address" in words and "contact person" not in words and words & _OFFICE_PEOPLE:
        columns = [_when(column, Field.NAME, Field.OFFICE) for column in columns]
    if words & _OFFICE_PEOPLE and not any(column.field == Field.OFFICE for column in columns):
        columns = _offices_by_people(columns, samples)
    if any(column.field == Field.OFFICE for column in columns):
        columns = [_office_person(column) for column in columns]
    if Field.FAMILY in fields and Field.GIVEN not in fields:
        columns = [_when(column, Field.NAME, Field.GIVEN) for column in columns]
    if _is_list_of_committees(columns, samples):
        columns = [_when(column, Field.NAME, Field.COMMITTEE) for column in columns]
    return _one_name_column(columns)


def _party_body(column: Column, values: list[str]) -> Column:
    """“Org, Role” where the organisations are parties."""
    if column.field != Field.ORGANISATION or not mostly(values, lambda value: bodies.known_party(value) is not None):
        return column
    return replace(column, field=Field.PARTY_WITH_ROLE, reason=_("the values look like it"))


def _by_values_and_words(column: Column, values: list[str]) -> Column:
    """Columns whose heading and values only together say what they hold."""
    words, field = heading_words(column.heading), column.field
    if field == Field.UNKNOWN and words == "type" and mostly(values, is_role):
        field = Field.ROLE
    elif field == Field.UNKNOWN and words.startswith("is") and mostly(values, lambda value: is_yes(value) is not None):
        field = Field.ROLE_IF
    elif field == Field.WEB and values and not any(_WEB_VALUE.search(value) for value in values):
        field = Field.UNKNOWN
    return column if field == column.field else replace(column, field=field, reason=_("the values look like it"))


def _committees_of_a_role(columns: list[Column], samples: list[list[str]]) -> list[Column]:
    """Columns after a role, named or not, that hold the committees it is held in."""
    found: list[Column] = []
    for column in columns:
        values = samples[column.index]
        is_free = column.field == Field.ORGANISATION or (column.field == Field.UNKNOWN and not column.heading)
        is_after = bool(found) and found[-1].field in (Field.ROLE, Field.COMMITTEE)
        has_committees = sum(_COMMITTEE_VALUE.search(fold(value)) is not None for value in values) * 2 > len(values)
        goes_on = (
            is_after and found[-1].field == Field.COMMITTEE and (not values or column.heading == found[-1].heading)
        )
        changes = is_free and is_after and (has_committees or goes_on)
        found.append(replace(column, field=Field.COMMITTEE, reason=_("the values look like it")) if changes else column)
    return found


def _offices_by_people(columns: list[Column], samples: list[list[str]]) -> list[Column]:
    """A list of constituencies with their leaders: whose names nothing else says, or that are called so."""
    has_names = any(column.field in NAME_FIELDS for column in columns)
    if not has_names:
        return [
            _when(column, Field.PLACE, Field.OFFICE) if heading_words(column.heading) == "constituency" else column
            for column in columns
        ]
    return [
        _when(column, Field.NAME, Field.OFFICE)
        if mostly(samples[column.index], lambda value: _NAMED_BY_OFFICE.search(value) is not None)
        else column
        for column in columns
    ]


def _office_person(column: Column) -> Column:
    """“MP”, “Administrator”: a column of a list of offices that holds a person's name, often with a number."""
    if column.field != Field.UNKNOWN or heading_words(column.heading) not in _OFFICE_PEOPLE:
        return column
    return replace(column, field=Field.OFFICE_PERSON, reason=_("the other columns say so"))


def _one_name_column(columns: list[Column]) -> list[Column]:
    """Two columns with the same heading “Name” hold given names and surname; else the first names the person."""
    names = [column for column in columns if column.field == Field.NAME]
    if len(names) < 2:
        return columns
    is_split = len({heading_words(column.heading) for column in names}) == 1
    if is_split and len(names) > 2:
        return columns  # the parts of a name, to be put together
    becomes = (Field.GIVEN, Field.FAMILY) if is_split else (Field.NAME, *(Field.OFFICE_PERSON for _name in names[1:]))
    changed = {column.index: field for column, field in zip(names, becomes, strict=True)}
    return [_when(column, Field.NAME, changed.get(column.index, Field.NAME)) for column in columns]


def _when(column: Column, was: Field, becomes: Field) -> Column:
    if column.field != was or was == becomes:
        return column
    return replace(column, field=becomes, reason=_("the other columns say so"))


def _is_list_of_committees(columns: list[Column], samples: list[list[str]]) -> bool:
    """Name, address on the web and type, where the type says “Committees”."""
    return len(columns) <= 4 and any(
        heading_words(column.heading) == "type"
        and mostly(samples[column.index], lambda value: "committee" in value.casefold())
        for column in columns
    )


def guess_surname_first(names: Sequence[str], emails: Sequence[str]) -> bool | None:
    """From names that show it themselves (“Dlamini-Zulu D.B”, “M.B Dlamini”) or beside an e-mail address."""
    votes = [surname_first_by_email(name, email) for name, email in zip(names, emails, strict=False)]
    first = sum(_SURNAME_THEN_INITIALS.match(name) is not None for name in names) + votes.count(True)
    last = sum(_INITIALS_THEN_SURNAME.match(name) is not None for name in names) + votes.count(False)
    return None if first == last else first > last


def surname_first_by_email(name: str, email: str) -> bool | None:
    """Whether the surname stands first, when the address says so: “Dube Anna” beside adube@… has it first."""
    words = fold(name).split()
    local = re.sub(r"[^a-z]", "", email.partition("@")[0].casefold())
    if len(words) < 2 or not local:
        return None
    first, last = re.sub(r"[^a-z]", "", words[0]), re.sub(r"[^a-z]", "", words[-1])
    is_first, is_last = _is_mailbox_of(local, first, last), _is_mailbox_of(local, last, first)
    return None if is_first == is_last else is_first


def _is_mailbox_of(local: str, surname: str, other: str) -> bool:
    """“adube” is of A. Dube; “dubea” may as well be a given name with an initial, and says nothing."""
    return len(surname) > 2 and local == other[:1] + surname
