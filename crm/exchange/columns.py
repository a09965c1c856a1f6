"""What each column of a table means: guessed from its heading and values, shown to the user, and correctable."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

from crm.exchange import bodies
from crm.exchange.cells import clean, contact_kind
from crm.exchange.sensitive import LeftOut, left_out_heading, left_out_id_numbers
from crm.rules.names import fold
from resources.translations import _


class Field(StrEnum):
    """What a column can hold."""

    NAME = "name"
    GIVEN = "given"
    MIDDLE = "middle"
    FAMILY = "family"
    KNOWN_AS = "known_as"
    OTHER_NAME = "other_name"
    TITLE = "title"
    IDENTIFIER = "identifier"
    PARTY = "party"
    PARTY_WITH_ROLE = "party_with_role"
    ORGANISATION = "organisation"
    ORGANISATION_KIND = "organisation_kind"
    MUNICIPALITY = "municipality"
    OFFICE = "office"
    OFFICE_PERSON = "office_person"
    COMMITTEE = "committee"
    ROLE = "role"
    ROLE_IF = "role_if"
    PLACE = "place"
    PLACE_KIND = "place_kind"
    WARDS = "wards"
    TERM = "term"
    START = "start"
    END = "end"
    PHONE = "phone"
    MOBILE = "mobile"
    FAX = "fax"
    EMAIL = "email"
    ADDRESS = "address"
    POSTAL = "postal"
    WEB = "web"
    SOCIAL = "social"
    CONTACT_KIND = "contact_kind"
    CONTACT_VALUE = "contact_value"
    PROMISE = "promise"
    MADE_BY = "made_by"
    MAKER_OFFICE = "maker_office"
    MADE_ON = "made_on"
    DUE = "due"
    OWED_TO = "owed_to"
    OWNER = "owner"
    STATUS = "status"
    NOTE = "note"
    REFERENCE = "reference"
    EVENT = "event"
    KIND = "kind"
    ON_DAY = "on_day"
    START_TIME = "start_time"
    END_TIME = "end_time"
    VENUE = "venue"
    MODE = "mode"
    PURPOSE = "purpose"
    OUR_SIDE = "our_side"
    ATTENDANCE = "attendance"
    APOLOGIES = "apologies"
    ABSENT = "absent"
    WOMEN = "women"
    MEN = "men"
    OTHERS = "others"
    YOUTH = "youth"
    DISABILITY = "disability"
    TOTAL = "total"
    MINUTES = "minutes"
    NEXT_CONTACT = "next_contact"
    PETITION = "petition"
    PRAYER = "prayer"
    THEIR_NUMBER = "their_number"
    PETITIONER = "petitioner"
    MEMBER = "member"
    SIGNATURES = "signatures"
    LANGUAGE = "language"
    SUBMITTED_ON = "submitted_on"
    ACKNOWLEDGED_ON = "acknowledged_on"
    AGREEMENT = "agreement"
    CLAUSE = "clause"
    CLAUSE_NUMBER = "clause_number"
    CLAUSE_HEADING = "clause_heading"
    RESPONSIBLE = "responsible"
    EVERY = "every"
    FIRST_DUE = "first_due"
    UNIT = "unit"
    PLANNED = "planned"
    PLAN = "plan"
    STEP = "step"
    ORDER = "order"
    RESULT = "result"
    LEFT_OUT = "left_out"
    UNKNOWN = "unknown"


CONTACT_FIELDS = frozenset(
    (
        Field.PHONE,
        Field.MOBILE,
        Field.FAX,
        Field.EMAIL,
        Field.ADDRESS,
        Field.POSTAL,
        Field.WEB,
        Field.SOCIAL,
    )
)
NAME_FIELDS = frozenset((Field.NAME, Field.GIVEN, Field.FAMILY, Field.KNOWN_AS))
SUBJECTS = (Field.PROMISE, Field.CLAUSE, Field.STEP, Field.PETITION, Field.EVENT)
"""The columns of which a list has one where its rows are things, not people."""

_HEADINGS: tuple[tuple[Field, str], ...] = (
    (Field.NAME, r"(full |legal |display )?names?|name (and|&) title|name and surname|contact person|member( name)?"),
    (Field.NAME, r"councillor( name)?|representative|person|name of (member|mp|mpl|councillor|contact)|naam"),
    (Field.GIVEN, r"(first|given|fore) ?names?|full names|voornaam|voorname"),
    (Field.MIDDLE, r"(middle|additional) names?"),
    (Field.FAMILY, r"(last|family) ?names?|surname|van"),
    (Field.KNOWN_AS, r"preferred name|known as|nickname|nick ?name|call(ing)? name"),
    (Field.OTHER_NAME, r"other names?|maiden name|alias(es)?"),
    (Field.TITLE, r"title|honorific( prefix)?|salutation|(name )?prefix"),
    (Field.IDENTIFIER, r"id|uuid|identifier|person id"),
    (Field.PARTY, r"(political )?party( name)?|group|affiliation|on behalf of"),
    (Field.ORGANISATION_KIND, r"organi[sz]ation kind|(type|kind) of organi[sz]ation"),
    (Field.ORGANISATION, r"org|organi[sz]ation( name)?|company|legislature( name)?|chamber|council|body|house"),
    (Field.ORGANISATION, r"institution"),
    (Field.MUNICIPALITY, r"(demarcation|municipality|municipal|mdb|legislature|council) code|municipality( name)?"),
    (Field.MUNICIPALITY, r"munisipaliteit|municipalities"),
    (Field.OFFICE, r"office name|constituency office|office"),
    (Field.COMMITTEE, r"committee( name)?|name of committee"),
    (Field.ROLE, r"(position|job) ?(title)?|roles?|designation|post|office held|contact role|executive|capacity"),
    (Field.ROLE, r"government roles?|(type of representative|representative type)|(position|post) held|amp|rol"),
    (Field.PLACE_KIND, r"place kind|area type"),
    (Field.PLACE, r"(elected )?(ward|wyk)( (id|no|nr|number|code))?|place( name)?|constituency|area|region|province"),
    (Field.PLACE, r"provinsie|kiesafdeling"),
    (Field.WARDS, r"wards( covered| served)?|wyke"),
    (Field.TERM, r"term|legislative period|legislative period id"),
    (Field.START, r"start( date)?|from|start on|elected on|date from"),
    (Field.END, r"end( date)?|until|date to"),
    (Field.MOBILE, r"(home )?(cell|mobile)( ?phone)?( (no|number))?|cellphone|selfoon"),
    (Field.FAX, r"(home |business |work |office )?fax( (no|number))?"),
    (Field.PHONE, r"(home |business |work |office |primary |other )?(tele)?phone( (no|number))?|tel( (no|number))?"),
    (Field.PHONE, r"(office|contact|landline|telephone) (no|number)"),
    (Field.EMAIL, r"(primary |secondary |public |party |home |work |other )?e ?mail( address| home| work| other)?"),
    (Field.EMAIL, r"e ?mail address|e mail value"),
    (Field.POSTAL, r"postal address|po box"),
    (Field.ADDRESS, r"(physical |office |street |home |work |business |other )?address"),
    (Field.WEB, r"web ?(site|page|blog)?( home page| other| work| url)?|url|web page"),
    (Field.SOCIAL, r"twitter|facebook|instagram|linkedin|x handle"),
    (Field.CONTACT_KIND, r"contact (type|kind)"),
    (Field.CONTACT_VALUE, r"contact (detail|value)s?"),
    (Field.NOTE, r"(general )?(notes?|comments?|remarks?)|opmerkings?|aantekeninge?|portfolios?"),
    (Field.NOTE, r"list( type| name)?|rank|(order|list) (no|nr|number|position)|(assigned|other) wards"),
    (Field.NOTE, r"(caucus|party|field|other) roles?|(head of|within) constituency"),
)
_PATTERNS = tuple((field, re.compile(pattern)) for field, pattern in _HEADINGS)

_MISSPELT = {
    "organisation": Field.ORGANISATION,
    "municipality": Field.MUNICIPALITY,
    "constituency": Field.PLACE,
    "committee": Field.COMMITTEE,
    "designation": Field.ROLE,
    "councillor": Field.NAME,
    "telephone": Field.PHONE,
    "cellphone": Field.MOBILE,
    "political party": Field.PARTY,
    "physical address": Field.ADDRESS,
}
"""Long headings, found also where a letter or two of them are wrong."""

_NUMBERED = re.compile(r"^(.*?)[ _]*\d+( (value|address))?$")
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
_YES = frozenset(("true", "yes", "y", "x", "ja", "1"))
_NO = frozenset(("false", "no", "n", "nee", "0"))
_EMAIL_VALUE = re.compile(r"[^\s@]+@[^\s@]+")
_PHONE_VALUE = re.compile(r"\+?[\d ()/\-]{9,25}")
_ID_VALUE = re.compile(r"\d{6} ?\d{4} ?\d{2} ?\d(\.0+)?")
_ROLE_VALUE = re.compile(
    r"(deputy |acting |vice )?(chair(person|man|woman|lady)?|((party|committee|alternate) )?member|speaker|"
    r"(chief )?whip|secretary|treasurer|"
    r"co ?ordinator|clerk|convenor|convener|mayor|(ward |pr |dc |proportional )?councillor|raadslid|voorsitter|lid|"
    r"mp|mpl|mpp|mec|premier)(( of|:| for| on) .*)?"
)
_SURNAME_THEN_INITIALS = re.compile(r"^(?:\w{2,5}\.? )?[^\W\d_]{3,}(?:-[^\W\d_]+)? (?:[A-Z]\.? ?){1,4}$")
_INITIALS_THEN_SURNAME = re.compile(r"^(?:(?:Mr|Ms|Mrs|Dr|Prof|Adv|Hon|Cllr)\.? )?(?:[A-Z]\.? ?){1,4} [^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, what it is called, what it holds, and why that was guessed.

    A column that is left out by design has a `warning`: what to know before mapping it to `Field.NOTE` all the same.
    """

    index: int
    heading: str
    field: Field
    reason: str = ""
    warning: str = ""

    @property
    def is_sensitive(self) -> bool:
        """Whether it is left out unless the user insists."""
        return bool(self.warning)


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the columns of one layout mean, with how its names are written; `corrected` makes another one.

    `layout` is a fingerprint of the headings: the next file with the same headings is read the same way.
    """

    columns: tuple[Column, ...]
    layout: str
    surname_first: bool | None = None

    def of(self, *fields: Field) -> tuple[Column, ...]:
        """The columns that hold one of these, in their order."""
        return tuple(column for column in self.columns if column.field in fields)

    def has(self, *fields: Field) -> bool:
        """Whether any column holds one of these."""
        return any(column.field in fields for column in self.columns)

    def column(self, field: Field) -> int | None:
        """Where the first column with this field stands."""
        return next((column.index for column in self.columns if column.field == field), None)

    def corrected(self, index: int, field: Field) -> Mapping:
        """The same mapping with the column at `index` meaning `field`, because the user said so."""
        columns = (
            replace(column, field=field, reason=_("you chose it")) if column.index == index else column
            for column in self.columns
        )
        return replace(self, columns=tuple(columns))

    @property
    def names_anything(self) -> bool:
        """Whether a row can name a person or an organisation at all."""
        return self.has(*NAME_FIELDS, Field.OFFICE, Field.COMMITTEE, Field.ORGANISATION)

    @property
    def subject(self) -> Field | None:
        """What the rows of a register are about, by the column that names it; None for a list of people."""
        return next((field for field in SUBJECTS if self.has(field)), None)


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


def fingerprint(headings: Iterable[str]) -> str:
    """The name of a layout: the same for the same headings in the same order, however they are spaced or cased."""
    folded = "\n".join(heading_words(heading) for heading in headings)
    return "table:" + hashlib.sha256(folded.encode()).hexdigest()[:16]


def heading_words(heading: str) -> str:
    """A heading as its words: “E-mail_Address:” is “e mail address”."""
    return " ".join(re.sub(r"[^\w&]+|_", " ", fold(clean(heading))).split())


def field_of_heading(heading: str) -> Field:
    """What a heading alone says, UNKNOWN when nothing."""
    return Field.LEFT_OUT if left_out_by(heading) is not None else _by_words(heading_words(heading))[0]


def column_values(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    """What stands in a column, without its empty cells."""
    cells = (clean(row[index]) for row in rows if index < len(row))
    return [cell for cell in cells if cell]


def _cells(rows: Sequence[Sequence[str]], columns: Sequence[Column], field: Field) -> list[str]:
    """The cells of the first column with this field, one for each row."""
    index = next((column.index for column in columns if column.field == field), None)
    return [clean(row[index]) if index is not None and index < len(row) else "" for row in rows]


def _guess(index: int, heading: str, values: list[str]) -> Column:
    left_out = left_out_id_numbers() if mostly(values, is_id_like) else left_out_by(heading)
    if left_out is not None:
        return Column(index, heading, Field.LEFT_OUT, left_out.reason, left_out.warning)
    field, reason = _by_words(heading_words(heading))
    if field == Field.UNKNOWN:
        field, reason = _by_values(values)
    if field == Field.UNKNOWN and not heading and mostly(values, is_role):
        field, reason = Field.ROLE, _("the values look like it")
    return Column(index, heading, field, reason)


def left_out_by(heading: str) -> LeftOut | None:
    """Why a column with this heading is left out, None where it need not be."""
    found = (left_out_heading(text) for text in _with_and_without_number(heading_words(heading)))
    return next((left_out for left_out in found if left_out is not None), None)


def _with_and_without_number(words: str) -> tuple[str, str]:
    numbered = _NUMBERED.match(words)
    return words, numbered[1] if numbered else ""


def _by_words(words: str) -> tuple[Field, str]:
    for text in _with_and_without_number(words):
        for field, pattern in _PATTERNS:
            if pattern.fullmatch(text):
                return field, _("the heading says so")
    return _MISSPELT.get(next(iter(get_close_matches(words, _MISSPELT, 1, 0.85)), ""), Field.UNKNOWN), ""


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


def mostly(values: Sequence[str], is_one: Callable[[str], bool]) -> bool:
    """Whether at least four of five values (of which there are any) pass."""
    return bool(values) and sum(map(is_one, values)) * 5 >= len(values) * 4


def is_id_like(value: str) -> bool:
    """Whether a cell has the 13 digits of an identity number and nothing else, right or wrong."""
    return _ID_VALUE.fullmatch(value) is not None


def is_role(value: str) -> bool:
    """Whether a cell names a post: “Deputy Chairperson”."""
    return _ROLE_VALUE.fullmatch(fold(value)) is not None


def known_cell(value: str) -> bool:
    """Whether a cell says itself that it is something else than part of a name: a heading, a party, a post."""
    is_heading = field_of_heading(value) != Field.UNKNOWN
    return is_heading or is_role(value) or bodies.known_party(value) is not None


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


def is_yes(value: str) -> bool | None:
    """Whether a cell says yes; None where it says neither yes nor no."""
    word = fold(value)
    return True if word in _YES else False if word in _NO else None


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
