"""The one shape in the middle: whatever a file looks like, its reader gives a `Reading` of these candidates.

A candidate says where in the file it stands (`line`: “row 12”, “persons[3]”) and what the source calls it (`key`: its
own id, or the folded name and organisation), so that the next file of the same layout is recognised row by row.
Names of parties and organisations inside a seat are for people to read; the `_key` beside each points at the
`OrganisationCandidate`, `PlaceCandidate` or `TermCandidate` of the same reading. Nothing here is matched with a
workspace yet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from crm.rules.dates import ApproximateDate

if TYPE_CHECKING:
    from crm.exchange.columns import Mapping  # which itself reads cells into candidates
    from crm.exchange.shapes import Shape

UNKNOWN_DATE = ApproximateDate("")


@dataclass(frozen=True, slots=True)
class ContactCandidate:
    """One way to reach someone; `kind` is a contact kind, `normal` the E.164 number or small-letter e-mail, or empty.

    `is_shared` is true for what several people of the file have in common: it never shows who someone is.
    """

    kind: str
    value: str
    normal: str = ""
    label: str = ""
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class SeatCandidate:
    """A person's holding of a post; every `_key` is empty or the key of a candidate in the same reading."""

    organisation: str
    organisation_key: str
    organisation_kind: str
    title: str
    party: str = ""
    party_key: str = ""
    place: str = ""
    place_key: str = ""
    term_key: str = ""
    start: ApproximateDate = UNKNOWN_DATE
    end: ApproximateDate = UNKNOWN_DATE


@dataclass(frozen=True, slots=True)
class PersonCandidate:
    """A person of the file with contacts and seats; `party` is for a person who holds no seat as its member."""

    line: str
    key: str
    name: str
    title: str = ""
    given: str = ""
    family: str = ""
    known_as: str = ""
    sort_name: str = ""
    fold: str = ""
    other_names: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    contacts: tuple[ContactCandidate, ...] = ()
    seats: tuple[SeatCandidate, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # address, note
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationCandidate:
    """An organisation the file names, on its own or only as where somebody sits.

    `record_id` is ours, where the user said which organisation the list is of.
    """

    line: str
    key: str
    name: str
    kind: str
    short_name: str = ""
    other_names: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    contacts: tuple[ContactCandidate, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    parent_key: str = ""
    place_key: str = ""
    record_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CommitmentCandidate:
    """A promise of the file. Who is named is text: nobody is made because a register names them.

    `key` is the row's own reference or its `digest`: the same who, what and when give the same one in every file.
    A day that could not be read stays in `made_text`; one that is only described is in `due_words`.
    """

    line: str
    key: str
    digest: str
    words: str
    who: str = ""
    office: str = ""
    owed_to: str = ""
    owner: str = ""
    made_on: date | None = None
    made_text: str = ""
    due_on: date | None = None
    due_words: str = ""
    status: str = ""
    notes: tuple[str, ...] = ()
    reference: str = ""


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A place the file names; `code` is the demarcation code where it is certain, else empty."""

    line: str
    key: str
    name: str
    kind: str
    code: str = ""
    parent_key: str = ""


@dataclass(frozen=True, slots=True)
class TermCandidate:
    """A term of office the file names, or one guessed from the dates its seats have in common (`is_guess`)."""

    key: str
    name: str
    organisation_key: str
    start: ApproximateDate
    end: ApproximateDate
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A place in the file that could not be read, and why, in the user's words."""

    line: str
    reason: str


Candidate = OrganisationCandidate | PlaceCandidate | PersonCandidate | CommitmentCandidate


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says. `layout` stays the same for the next file from the same hand; organisations come first.

    Rows that were pasted are not the whole of a list: who is missing from them is not gone. `is_exact` is true for a
    file that we took out ourselves: what it does not say is not guessed. `sheet` is the one read
    of a workbook's `sheets`. `format` is what the file turned out to be, in words; `mapping` what the columns of a
    table were taken to mean and `shape` how it stood there, None for what is no table.
    """

    layout: str
    source_name: str
    sha256: str
    candidates: tuple[Candidate, ...]
    not_understood: tuple[NotUnderstood, ...] = ()
    terms: tuple[TermCandidate, ...] = ()
    left_out: tuple[str, ...] = field(default=())
    warnings: tuple[str, ...] = field(default=())
    is_whole: bool = True
    is_exact: bool = False
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    format: str = ""
    mapping: Mapping | None = None
    shape: Shape | None = None

    @property
    def commitments(self) -> tuple[CommitmentCandidate, ...]:
        """The promises of a register, in its order."""
        return tuple(found for found in self.candidates if isinstance(found, CommitmentCandidate))

    @property
    def people(self) -> tuple[PersonCandidate, ...]:
        """The people of the file, in its order."""
        return tuple(found for found in self.candidates if isinstance(found, PersonCandidate))

    @property
    def organisations(self) -> tuple[OrganisationCandidate, ...]:
        """The organisations of the file, parents before their parts."""
        return tuple(found for found in self.candidates if isinstance(found, OrganisationCandidate))

    @property
    def places(self) -> tuple[PlaceCandidate, ...]:
        """The places of the file."""
        return tuple(found for found in self.candidates if isinstance(found, PlaceCandidate))
