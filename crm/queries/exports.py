"""What is taken out: which records in which format, written whole, and what the file cannot hold is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from crm.exchange.calendar_file import write_calendar
from crm.exchange.candidates import OrganisationCandidate, PersonCandidate, SeatCandidate
from crm.exchange.files import fingerprint
from crm.exchange.own import Named
from crm.exchange.own_cards import write_cards
from crm.exchange.own_lists import lay_out
from crm.exchange.own_popolo import Ids, write_popolo
from crm.exchange.writers import Sheet, write_csv, write_workbook
from crm.queries.base import ids
from crm.queries.engagements import list_planned
from crm.queries.export_calendar import entries_of, entries_of_opportunities, names_expected
from crm.queries.export_indicators import indicator_sheet
from crm.queries.export_issues import issue_sheet
from crm.queries.export_opportunities import opportunity_sheet
from crm.queries.export_people import Bodies, organisations_to_take_out, people_to_take_out, popolo_ids
from crm.queries.export_registers import KIND_OF, kind_of, register_sheet
from crm.queries.export_workspace import take_out_workspace
from crm.queries.opportunities import get_opportunity_rows
from crm.queries.people import count_people
from crm.queries.records import list_ids, list_ids_above
from crm.queries.rights import list_not_to_be_used
from crm.rules import clock
from crm.rules.dates import covers
from crm.rules.errors import UserError
from resources.translations import _, mark, ngettext

T = TypeVar("T")
Progress = Callable[[int, int], object]


class Format(StrEnum):
    """The formats that things go out in."""

    CSV = "csv"
    CSV_SEMICOLON = "csv-semicolon"
    XLSX = "xlsx"
    VCARD = "vcard"
    POPOLO = "popolo"
    ICALENDAR = "icalendar"
    JSON = "json"
    ZIP = "zip"


ENDINGS = {
    Format.CSV: ".csv",
    Format.CSV_SEMICOLON: ".csv",
    Format.XLSX: ".xlsx",
    Format.VCARD: ".vcf",
    Format.POPOLO: ".json",
    Format.ICALENDAR: ".ics",
    Format.JSON: ".json",
    Format.ZIP: ".zip",
}
_TABLES = (Format.XLSX, Format.CSV, Format.CSV_SEMICOLON)
FORMATS: dict[str, tuple[Format, ...]] = {
    "people": (*_TABLES, Format.VCARD, Format.POPOLO),
    "organisations": (*_TABLES, Format.VCARD, Format.POPOLO),
    **dict.fromkeys(KIND_OF, _TABLES),
    "engagements": (*_TABLES, Format.ICALENDAR),
    **dict.fromkeys(("issues", "indicators"), _TABLES),
    "opportunities": (*_TABLES, Format.ICALENDAR),
    "workspace": (Format.ZIP, Format.JSON),
}
"""What each noun can be taken out as, the most useful first."""

WITH_CONTACTS = ("people", "organisations")
"""Nouns whose ways to be reached may be private."""

LEVELS = (mark("Open records"), mark("Open and internal records"), mark("All, restricted ones too"))
"""What goes out at each level of confidentiality, in words."""

_FORMAT_WORDS = {
    Format.CSV: mark("CSV, with commas"),
    Format.CSV_SEMICOLON: mark("CSV, with semicolons"),
    Format.XLSX: mark("Excel workbook"),
    Format.VCARD: mark("vCard, for an address book"),
    Format.POPOLO: mark("Popolo JSON"),
    Format.ICALENDAR: mark("Calendar file"),
    Format.JSON: mark("JSON, without the files"),
    Format.ZIP: mark("JSON with the files, in a zip"),
}
_NOT_IN_A_LIST = mark("Notes, topics, files and history are not in a list: take out the whole workspace for those.")
_TODAY_ONLY = mark("A card names the offices held today and no party: past offices are in a list or in Popolo.")
_TO_COME_ONLY = mark("A calendar holds what is planned from today on: when, with which body, and the reference.")
_NO_NAMES = mark("The names of those expected were left out.")
_PRIVATE = mark("Private ways to reach somebody were left out.")


@dataclass(frozen=True)
class Wanted:
    """What is to go out, and into which file.

    `ids` are the records chosen, None for all of the noun; `filters` says in words how they were chosen. Records above
    the `level` of confidentiality stay, and so do private contact details unless they are asked for.
    """

    noun: str
    format: Format
    file: Path
    by: str
    ids: tuple[int, ...] | None = None
    filters: str = ""
    level: int = 0
    with_private: bool = False


@dataclass(frozen=True)
class TakenOut:
    """A file that was written: how many records it holds, how many stayed for their confidentiality, and its hash.

    `people` is how many it names, None where that is not counted.
    """

    wanted: Wanted
    count: int
    left_out: int
    sha256: str
    said: tuple[str, ...] = field(default=())
    """What the file does not hold, in sentences."""
    people: int | None = None


def format_words(form: Format) -> str:
    """What a format is called where somebody chooses it."""
    return _(_FORMAT_WORDS[form])


def format_of(noun: str, file: Path, name: str = "") -> Format:
    """The format of this name, else the one that the ending of the file says.

    Raises UserError “export-format-not-known” when the noun has no such format.
    """
    known = FORMATS[noun]
    for each in known:
        if each == name or (not name and ENDINGS[each] == file.suffix.casefold()):
            return each
    raise UserError("export-format-not-known", format=name or file.suffix or file.name, known=", ".join(known))


def take_out(wanted: Wanted, progress: Progress | None = None) -> TakenOut:
    """Write the file, whole or not at all; `progress(done, total)` may stop it by raising.

    Raises as `files.replacing_bytes` does.
    """
    if wanted.noun == "workspace":
        count = take_out_workspace(wanted.file, wanted.by, wanted.format is Format.ZIP, progress)
        return TakenOut(wanted, count, 0, fingerprint(wanted.file), people=count_people())
    every = _all(wanted.noun) if wanted.ids is None else wanted.ids
    stopped = list_not_to_be_used() if wanted.noun == "people" else frozenset()
    chosen = [each for each in every if each not in stopped]
    hidden = frozenset(list_ids_above(wanted.level))
    allowed = [each for each in chosen if each not in hidden]
    said = [_(_NOT_IN_A_LIST)]
    if len(chosen) < len(every):
        said.append(not_used_words(len(every) - len(chosen)))
    if progress is not None:
        progress(0, len(allowed))
    if wanted.format is Format.ICALENDAR:
        return _take_out_calendar(wanted, allowed, len(chosen) - len(allowed))
    if wanted.format is Format.VCARD:
        _write_cards(wanted, allowed, progress)
        said.append(_(_TODAY_ONLY))
    elif wanted.format is Format.POPOLO:
        _write_popolo(wanted, allowed, progress)
    else:
        _write(_SHEETS[wanted.noun](wanted, allowed, len(chosen) - len(allowed), progress), wanted)
    if not wanted.with_private and wanted.noun in WITH_CONTACTS:
        said.append(_(_PRIVATE))
    people = len(allowed) if wanted.noun == "people" else None
    return TakenOut(wanted, len(allowed), len(chosen) - len(allowed), fingerprint(wanted.file), tuple(said), people)


def _all(noun: str) -> list[int]:
    """Every record of the noun that goes out as one; parts go with their whole, except indicators."""
    table = {"agreements": "agreement", "plans": "plan", "indicators": "indicator"}.get(noun)
    return ids(f"SELECT id FROM {table} ORDER BY id") if table else list_ids(noun)


def not_used_words(count: int) -> str:
    """How many people stayed because they are not to be used."""
    return ngettext(
        "{count} person was left out who is not to be used: an objection, or consent taken back.",
        "{count} people were left out who are not to be used: an objection, or consent taken back.",
        count,
    )


def left_out_words(count: int) -> str:
    """How many records stayed, and why."""
    words = ngettext(
        "{count} record was left out because it is more confidential than asked for.",
        "{count} records were left out because they are more confidential than asked for.",
        count,
    )
    return words.format(count=count)


def _write(sheet: Sheet, wanted: Wanted) -> int:
    if wanted.format is Format.XLSX:
        return write_workbook(sheet, wanted.file)
    return write_csv(sheet, wanted.file, ";" if wanted.format is Format.CSV_SEMICOLON else ",")


def _write_cards(wanted: Wanted, ids: Sequence[int], progress: Progress | None) -> None:
    bodies = Bodies(wanted.level, wanted.with_private)
    found: Iterable[PersonCandidate | OrganisationCandidate]
    if wanted.noun == "people":
        found = (replace(each, seats=_today(each, bodies)) for each in people_to_take_out(ids, bodies))
    else:
        found = organisations_to_take_out(ids, bodies)
    write_cards(_counted(found, len(ids), progress), wanted.file)


def _today(person: PersonCandidate, bodies: Bodies) -> tuple[SeatCandidate, ...]:
    """The offices that somebody holds today, in no term that is over."""
    terms, today = {found.key: found for found in bodies.terms.values()}, clock.today()
    return tuple(
        seat
        for seat in person.seats
        if covers(seat.start, seat.end, today)
        and (seat.term_key not in terms or covers(terms[seat.term_key].start, terms[seat.term_key].end, today))
    )


def _take_out_calendar(wanted: Wanted, ids: Sequence[int], left_out: int) -> TakenOut:
    """What is still to come of these; who is expected only where names are asked for."""
    if wanted.noun == "opportunities":
        entries = entries_of_opportunities(get_opportunity_rows(ids))
        return TakenOut(wanted, write_calendar(entries, wanted.file), left_out, fingerprint(wanted.file))
    chosen = set(ids)
    rows = [row for row in list_planned(clock.today()) if row.id in chosen]
    names = names_expected(row.id for row in rows) if wanted.with_private else None
    count = write_calendar(entries_of(rows, names), wanted.file)
    said = [_(_TO_COME_ONLY)] if wanted.with_private else [_(_TO_COME_ONLY), _(_NO_NAMES)]
    return TakenOut(wanted, count, left_out, fingerprint(wanted.file), tuple(said))


def _write_popolo(wanted: Wanted, ids: Sequence[int], progress: Progress | None) -> None:
    bodies = Bodies(wanted.level, wanted.with_private)
    organisations: Sequence[OrganisationCandidate] = ()
    if wanted.noun == "organisations":
        organisations, ids = list(organisations_to_take_out(ids, bodies)), ()

    def people() -> Iterator[PersonCandidate]:
        return _counted(people_to_take_out(ids, bodies), len(ids), progress)

    write_popolo(people, organisations, _named(bodies), Ids(popolo_ids()), wanted.file)


def _counted(found: Iterable[T], total: int, progress: Progress | None) -> Iterator[T]:
    for done, each in enumerate(found):
        if progress is not None and done % 200 == 0:
            progress(done, total)
        yield each


def _about(wanted: Wanted, count: int, left_out: int) -> tuple[tuple[str, str], ...]:
    """What stands on the sheet beside the list."""
    return (
        (_("What"), f"{wanted.noun} ({count})"),
        (_("Taken out on"), clock.today().isoformat()),
        (_("By"), wanted.by),
        (_("Chosen by"), wanted.filters or _("everything")),
        (_("Confidentiality"), _(LEVELS[wanted.level])),
        (_("Left out"), left_out_words(left_out) if left_out else _("nothing")),
        (_("Private details"), _("included") if wanted.with_private else _("left out")),
        (_("Not in here"), _(_NOT_IN_A_LIST)),
        (_("Coming back"), _("Bring this file in again as it is: each row is known again.")),
    )


def _people(wanted: Wanted, ids: Sequence[int], left_out: int, progress: Progress | None) -> Sheet:
    bodies = Bodies(wanted.level, wanted.with_private)
    making = people_to_take_out if wanted.noun == "people" else organisations_to_take_out
    headings, rows = lay_out(lambda: making(ids, bodies), _named(bodies))
    about = _about(wanted, len(ids), left_out)
    return Sheet(wanted.noun.capitalize(), headings, _counted(rows, len(ids), progress), about)


def _register(wanted: Wanted, ids: Sequence[int], left_out: int, progress: Progress | None) -> Sheet:
    headings, rows = register_sheet(wanted.noun, ids, frozenset(list_ids_above(wanted.level)))
    about = _about(wanted, len(ids), left_out)
    return Sheet(_(kind_of(wanted.noun).name), headings, _counted(rows, len(ids), progress), about)


def _read_only(wanted: Wanted, ids: Sequence[int], left_out: int, progress: Progress | None) -> Sheet:
    name, sheet = _READ_ONLY[wanted.noun]
    headings, rows = sheet(ids, frozenset(list_ids_above(wanted.level)))
    about = _about(wanted, len(ids), left_out)[:-1]  # read by people: it does not come back
    return Sheet(_(name), headings, _counted(rows, len(ids), progress), about)


_READ_ONLY: dict[str, tuple[str, Callable[..., tuple[tuple[str, ...], Iterator[list[str]]]]]] = {
    "issues": (mark("Issues"), issue_sheet),
    "opportunities": (mark("Opportunities"), opportunity_sheet),
    "indicators": (mark("Indicators"), indicator_sheet),
}
"""Lists that go out for people to read, and are not brought in again: what the sheet is called, and its rows."""


def _named(bodies: Bodies) -> Named:
    return Named(
        {found.key: found for found in bodies.organisations.values()},
        {found.key: found for found in bodies.places.values()},
        {found.key: found for found in bodies.terms.values()},
    )


_SHEETS: Mapping[str, Callable[[Wanted, Sequence[int], int, Progress | None], Sheet]] = {
    "people": _people,
    "organisations": _people,
    **dict.fromkeys(KIND_OF, _register),
    **dict.fromkeys(_READ_ONLY, _read_only),
}
