"""What is taken out: which records in which format, written whole, and what the file cannot hold is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from crm.exchange.candidates import OrganisationCandidate, PersonCandidate, SeatCandidate
from crm.exchange.files import fingerprint
from crm.exchange.own import Named
from crm.exchange.own_cards import write_cards
from crm.exchange.own_lists import lay_out
from crm.exchange.own_popolo import Ids, write_popolo
from crm.exchange.writers import Sheet, write_csv, write_workbook
from crm.queries.export_people import Bodies, organisations_to_take_out, people_to_take_out, popolo_ids
from crm.queries.export_workspace import take_out_workspace
from crm.queries.records import list_ids, list_ids_above
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
    JSON = "json"
    ZIP = "zip"


ENDINGS = {
    Format.CSV: ".csv",
    Format.CSV_SEMICOLON: ".csv",
    Format.XLSX: ".xlsx",
    Format.VCARD: ".vcf",
    Format.POPOLO: ".json",
    Format.JSON: ".json",
    Format.ZIP: ".zip",
}
_TABLES = (Format.XLSX, Format.CSV, Format.CSV_SEMICOLON)
FORMATS: dict[str, tuple[Format, ...]] = {
    "people": (*_TABLES, Format.VCARD, Format.POPOLO),
    "organisations": (*_TABLES, Format.VCARD, Format.POPOLO),
    "workspace": (Format.ZIP, Format.JSON),
}
"""What each noun can be taken out as, the most useful first."""

LEVELS = (mark("open records"), mark("open and internal records"), mark("all records, restricted ones among them"))
"""What goes out at each level of confidentiality, in words."""

_NOT_IN_A_LIST = mark("Notes, topics, files and history are not in a list: take out the whole workspace for those.")
_TODAY_ONLY = mark("A card names the offices held today and no party: past offices are in a list or in Popolo.")
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
    """A file that was written: how many records it holds, how many stayed for their confidentiality, and its hash."""

    wanted: Wanted
    count: int
    left_out: int
    sha256: str
    said: tuple[str, ...] = field(default=())
    """What the file does not hold, in sentences."""


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
        return TakenOut(wanted, count, 0, fingerprint(wanted.file))
    ids = list_ids(wanted.noun) if wanted.ids is None else wanted.ids
    hidden = frozenset(list_ids_above(wanted.level))
    allowed = [each for each in ids if each not in hidden]
    said = [_(_NOT_IN_A_LIST)]
    if wanted.format is Format.VCARD:
        _write_cards(wanted, allowed, progress)
        said.append(_(_TODAY_ONLY))
    elif wanted.format is Format.POPOLO:
        _write_popolo(wanted, allowed, progress)
    else:
        _write(_SHEETS[wanted.noun](wanted, allowed, len(ids) - len(allowed), progress), wanted)
    if not wanted.with_private:
        said.append(_(_PRIVATE))
    return TakenOut(wanted, len(allowed), len(ids) - len(allowed), fingerprint(wanted.file), tuple(said))


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


def _write_popolo(wanted: Wanted, ids: Sequence[int], progress: Progress | None) -> None:
    bodies = Bodies(wanted.level, wanted.with_private)
    organisations: Sequence[OrganisationCandidate] = ()
    if wanted.noun == "organisations":
        organisations, ids = list(organisations_to_take_out(ids, bodies)), ()

    def people() -> Iterator[PersonCandidate]:
        return _counted(people_to_take_out(ids, bodies), len(ids), progress)

    if progress is not None:
        progress(0, len(ids) or len(organisations))
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
        (_("Coming back"), _("Bring this file in again as it is: rows are known by the first column.")),
    )


def _people(wanted: Wanted, ids: Sequence[int], left_out: int, progress: Progress | None) -> Sheet:
    bodies = Bodies(wanted.level, wanted.with_private)
    making = people_to_take_out if wanted.noun == "people" else organisations_to_take_out
    headings, rows = lay_out(lambda: making(ids, bodies), _named(bodies))
    about = _about(wanted, len(ids), left_out)
    return Sheet(wanted.noun.capitalize(), headings, _counted(rows, len(ids), progress), about)


def _named(bodies: Bodies) -> Named:
    return Named(
        {found.key: found for found in bodies.organisations.values()},
        {found.key: found for found in bodies.places.values()},
        {found.key: found for found in bodies.terms.values()},
    )


_SHEETS: Mapping[str, Callable[[Wanted, Sequence[int], int, Progress | None], Sheet]] = {
    "people": _people,
    "organisations": _people,
}
