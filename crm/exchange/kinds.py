"""The kinds of list that a table can be: what a row of each is, what its columns can hold, and who reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crm.exchange.bodies import Body
from crm.exchange.candidates import Reading
from crm.exchange.column_guesses import guess_mapping
from crm.exchange.columns import NAME_FIELDS, Column, Field, Mapping, fingerprint
from crm.exchange.register_columns import guess_register
from crm.exchange.register_kind import RegisterKind
from crm.exchange.register_rows import read_register
from crm.exchange.registers import REGISTERS
from crm.exchange.rows import candidates
from crm.exchange.tables import Table
from resources.translations import _, mark

Guess = Callable[[Sequence[str], Sequence[Sequence[str]], bool], Mapping | None]
"""Takes the headings, some rows, and whether the rows are to be of this kind; None when they seem not to be."""

PEOPLE_FIELDS = (
    Field.NAME,
    Field.GIVEN,
    Field.MIDDLE,
    Field.FAMILY,
    Field.KNOWN_AS,
    Field.OTHER_NAME,
    Field.TITLE,
    Field.IDENTIFIER,
    Field.PARTY,
    Field.PARTY_WITH_ROLE,
    Field.ORGANISATION,
    Field.ORGANISATION_KIND,
    Field.MUNICIPALITY,
    Field.OFFICE,
    Field.OFFICE_PERSON,
    Field.COMMITTEE,
    Field.ROLE,
    Field.ROLE_IF,
    Field.PLACE,
    Field.PLACE_KIND,
    Field.WARDS,
    Field.TERM,
    Field.START,
    Field.END,
    Field.PHONE,
    Field.MOBILE,
    Field.FAX,
    Field.EMAIL,
    Field.ADDRESS,
    Field.POSTAL,
    Field.WEB,
    Field.SOCIAL,
    Field.CONTACT_KIND,
    Field.CONTACT_VALUE,
    Field.NOTE,
)


@dataclass(frozen=True)
class ListKind:
    """One kind of list, named by the noun that its rows become.

    `layout` begins the layout of each such list, `needed` are fields of which one must be there, and `has_body` says
    whether its rows can be of a body that the list itself does not name.
    """

    name: str
    label: str
    layout: str
    fields: tuple[Field, ...]
    needed: tuple[Field, ...]
    guess: Guess
    read: Callable[[Table, Mapping, Body | None], Reading]
    has_body: bool = False

    @property
    def words(self) -> str:
        """What it is called."""
        return _(self.label)

    def is_understood(self, mapping: Mapping) -> bool:
        """Whether the columns say enough for a row to be anything."""
        return mapping.has(*self.needed)

    def blank(self, headings: Sequence[str]) -> Mapping:
        """A mapping of columns of which nothing is known yet."""
        columns = tuple(Column(index, heading, Field.UNKNOWN) for index, heading in enumerate(headings))
        return Mapping(columns, fingerprint(headings, self.layout))


def _register(kind: RegisterKind) -> ListKind:
    return ListKind(
        kind.id,
        kind.name,
        kind.layout,
        tuple(column.field for column in kind.columns),
        (kind.subject,),
        lambda headings, sample, is_wanted: guess_register(kind, headings, sample, is_wanted=is_wanted),
        lambda table, mapping, _body: read_register(kind, table, mapping),
    )


KINDS: tuple[ListKind, ...] = (
    *map(_register, REGISTERS),
    ListKind(
        "people",
        mark("People, offices or committees"),
        "table:",
        PEOPLE_FIELDS,
        (*NAME_FIELDS, Field.OFFICE, Field.COMMITTEE, Field.ORGANISATION, Field.EMAIL),
        lambda headings, sample, _is_wanted: guess_mapping(headings, sample),
        candidates,
        has_body=True,
    ),
)
"""The kinds in the order in which a table is tried; the last one takes whatever is none of the others."""


def kind_named(name: str) -> ListKind | None:
    """The kind of this name."""
    return next((kind for kind in KINDS if kind.name == name), None)


def field_words(field: Field) -> str:
    """What a field is called where somebody chooses it."""
    return _(_WORDS.get(field) or _REGISTER_WORDS[field])


_REGISTER_WORDS = {column.field: column.heading for kind in REGISTERS for column in kind.columns}


_WORDS: dict[Field, str] = {
    Field.NAME: mark("Whole name"),
    Field.GIVEN: mark("Given names"),
    Field.MIDDLE: mark("Middle names"),
    Field.FAMILY: mark("Surname"),
    Field.KNOWN_AS: mark("Known as"),
    Field.OTHER_NAME: mark("Other or earlier name"),
    Field.TITLE: mark("Title before the name"),
    Field.IDENTIFIER: mark("Number of the person in this list"),
    Field.PARTY: mark("Party"),
    Field.PARTY_WITH_ROLE: mark("Party in which the post is held"),
    Field.ORGANISATION: mark("Organisation, legislature or council"),
    Field.ORGANISATION_KIND: mark("Kind of organisation"),
    Field.MUNICIPALITY: mark("Municipality"),
    Field.OFFICE: mark("Constituency office"),
    Field.OFFICE_PERSON: mark("Somebody at the office"),
    Field.COMMITTEE: mark("Committee"),
    Field.ROLE: mark("Post held"),
    Field.ROLE_IF: mark("Whether the post of the heading is held"),
    Field.PLACE: mark("Province, ward or other place"),
    Field.PLACE_KIND: mark("Kind of place"),
    Field.WARDS: mark("Wards that the office is for"),
    Field.TERM: mark("Term of office"),
    Field.START: mark("In office from"),
    Field.END: mark("In office until"),
    Field.PHONE: mark("Telephone"),
    Field.MOBILE: mark("Mobile telephone"),
    Field.FAX: mark("Fax"),
    Field.EMAIL: mark("E-mail"),
    Field.ADDRESS: mark("Address"),
    Field.POSTAL: mark("Postal address"),
    Field.WEB: mark("Web address"),
    Field.SOCIAL: mark("Social media"),
    Field.CONTACT_KIND: mark("Kind of contact detail"),
    Field.CONTACT_VALUE: mark("Contact detail"),
    Field.PROMISE: mark("What was promised"),
    Field.MAKER_OFFICE: mark("Their office or body"),
    Field.MADE_ON: mark("When it was said"),
    Field.OWNER: mark("Our colleague who follows it up"),
    Field.NOTE: mark("Note"),
    Field.LEFT_OUT: mark("Leave it out"),
    Field.UNKNOWN: mark("Not read"),
}
