"""The columns of the templates for people, organisations and offices, whose rows `rows` reads."""

from __future__ import annotations

from crm.exchange.columns import Field
from crm.exchange.register_kind import KindColumn
from crm.rules.organisations import Kind, label
from resources.translations import mark

_WHEN = mark("A day, a month (2024-05) or a year (2024); “future” for an office that is still held.")
_REACH = mark("Several in one cell with a slash between them.")
_TELEPHONE = KindColumn(Field.PHONE, mark("Telephone"), _REACH)
_EMAIL = KindColumn(Field.EMAIL, mark("E-mail"), _REACH)
_ADDRESS = KindColumn(Field.ADDRESS, mark("Physical address"), mark("Street, town and code."))
_POSTAL = KindColumn(Field.POSTAL, mark("Postal address"), mark("Box, town and code."))
_WEB = KindColumn(Field.WEB, mark("Website"), mark("As one types it: www.example.org"))

PEOPLE_COLUMNS = (
    KindColumn(Field.TITLE, mark("Title"), mark("Mr, Ms, Dr, Hon, Cllr …")),
    KindColumn(Field.GIVEN, mark("First names"), mark("As the person writes them."), is_needed=True),
    KindColumn(Field.FAMILY, mark("Surname"), mark("As the person writes it."), is_needed=True),
    KindColumn(Field.KNOWN_AS, mark("Known as"), mark("The name people call out.")),
    KindColumn(Field.PARTY, mark("Political party"), mark("By its name or its abbreviation.")),
    KindColumn(Field.ORGANISATION, mark("Organisation"), mark("The legislature, council, department or other body.")),
    KindColumn(Field.ROLE, mark("Position"), mark("The office held there: Member, Speaker, Chairperson …")),
    KindColumn(Field.PLACE, mark("Place name"), mark("The province, municipality or ward the office is for.")),
    KindColumn(Field.START, mark("Start date"), _WHEN),
    KindColumn(Field.END, mark("End date"), _WHEN),
    KindColumn(Field.MOBILE, mark("Cellphone"), _REACH),
    _TELEPHONE,
    _EMAIL,
    KindColumn(Field.ADDRESS, mark("Address"), mark("Street, town and code.")),
)

ORGANISATION_COLUMNS = (
    KindColumn(Field.ORGANISATION, mark("Organisation"), mark("Its name."), is_needed=True),
    KindColumn(
        Field.ORGANISATION_KIND,
        mark("Kind of organisation"),
        mark("What it is."),
        words=lambda: tuple(map(label, Kind)),
    ),
    _TELEPHONE,
    KindColumn(Field.FAX, mark("Fax"), _REACH),
    _EMAIL,
    _WEB,
    _ADDRESS,
    _POSTAL,
)

OFFICE_COLUMNS = (
    KindColumn(Field.OFFICE, mark("Office name"), mark("What the office is called."), is_needed=True),
    KindColumn(Field.PARTY, mark("Political party"), mark("The party whose office it is.")),
    _ADDRESS,
    KindColumn(Field.NAME, mark("Contact person"), mark("Who works there, one person a row.")),
    KindColumn(Field.ROLE, mark("Contact role"), mark("What the person is there: Administrator, Organiser …")),
    KindColumn(Field.PHONE, mark("Contact number"), _REACH),
    _EMAIL,
)
