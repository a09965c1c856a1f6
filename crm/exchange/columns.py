"""What each column of a table means, by its heading; shown to the user, and correctable."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache

from crm.exchange import bodies
from crm.exchange.cells import clean
from crm.exchange.sensitive import LeftOut, left_out_heading
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
    SESSIONS = "sessions"
    ATTENDANCES = "attendances"
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
_YES = frozenset(("true", "yes", "y", "x", "ja", "1"))
_NO = frozenset(("false", "no", "n", "nee", "0"))
_ROLE_VALUE = re.compile(
    r"(deputy |acting |vice )?(chair(person|man|woman|lady)?|((party|committee|alternate) )?member|speaker|"
    r"(chief )?whip|secretary|treasurer|"
    r"co ?ordinator|clerk|convenor|convener|mayor|(ward |pr |dc |proportional )?councillor|raadslid|voorsitter|lid|"
    r"mp|mpl|mpp|mec|premier)(( of|:| for| on) .*)?"
)


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


def fingerprint(headings: Iterable[str], kind: str = "table:") -> str:
    """The name of a layout: the same for the same headings in the same order, however they are spaced or cased.

    It begins with the `kind` of list, where that is no list of people.
    """
    folded = "\n".join(heading_words(heading) for heading in headings)
    return kind + hashlib.sha256(folded.encode()).hexdigest()[:16]


def heading_words(heading: str) -> str:
    """A heading as its words: “E-mail_Address:” is “e mail address”."""
    return " ".join(re.sub(r"[^\w&]+|_", " ", fold(clean(heading))).split())


@lru_cache(2_000)
def field_of_heading(heading: str) -> Field:
    """What a heading alone says, UNKNOWN when nothing; the same ones are asked about again and again."""
    return Field.LEFT_OUT if left_out_by(heading) is not None else by_words(heading_words(heading))[0]


def column_values(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    """What stands in a column, without its empty cells."""
    cells = (clean(row[index]) for row in rows if index < len(row))
    return [cell for cell in cells if cell]


def left_out_by(heading: str) -> LeftOut | None:
    """Why a column with this heading is left out, None where it need not be."""
    found = (left_out_heading(text) for text in _with_and_without_number(heading_words(heading)))
    return next((left_out for left_out in found if left_out is not None), None)


def _with_and_without_number(words: str) -> tuple[str, str]:
    numbered = _NUMBERED.match(words)
    return words, numbered[1] if numbered else ""


def by_words(words: str) -> tuple[Field, str]:
    """What the words of a heading say, and why that is thought."""
    for text in _with_and_without_number(words):
        for field, pattern in _PATTERNS:
            if pattern.fullmatch(text):
                return field, _("the heading says so")
    return _MISSPELT.get(next(iter(get_close_matches(words, _MISSPELT, 1, 0.85)), ""), Field.UNKNOWN), ""


def mostly(values: Sequence[str], is_one: Callable[[str], bool]) -> bool:
    """Whether at least four of five values (of which there are any) pass."""
    return bool(values) and sum(map(is_one, values)) * 5 >= len(values) * 4


def is_role(value: str) -> bool:
    """Whether a cell names a post: “Deputy Chairperson”."""
    return _ROLE_VALUE.fullmatch(fold(value)) is not None


def known_cell(value: str) -> bool:
    """Whether a cell says itself that it is something else than part of a name: a heading, a party, a post."""
    is_heading = field_of_heading(value) != Field.UNKNOWN
    return is_heading or is_role(value) or bodies.known_party(value) is not None


def is_yes(value: str) -> bool | None:
    """Whether a cell says yes; None where it says neither yes nor no."""
    word = fold(value)
    return True if word in _YES else False if word in _NO else None
