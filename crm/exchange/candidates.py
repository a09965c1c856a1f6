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
from typing import TYPE_CHECKING, ClassVar, TypeVar

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


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCandidate:
    """A row of a register. Who is named is text: nobody is made because a register names them.

    `key` is the row's own reference or its `digest`: what the row is about gives the same one in every file. `noun` is
    what it becomes.
    """

    noun: ClassVar[str] = ""

    line: str
    key: str = ""
    digest: str = ""
    status: str = ""
    notes: tuple[str, ...] = ()
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentCandidate(RegisterCandidate):
    """A promise. A day that could not be read stays in `made_text`; one that is only described is in `due_words`."""

    noun: ClassVar[str] = "commitments"

    words: str
    who: str = ""
    office: str = ""
    owed_to: str = ""
    owner: str = ""
    made_on: date | None = None
    made_text: str = ""
    due_on: date | None = None
    due_words: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceCandidate:
    """Somebody expected or present; `code` is an attendance code, empty where the list says none.

    `email` is a hint for a name that several people of ours have: an address alone never says who somebody is.
    """

    name: str
    code: str = ""
    part: str = ""
    side: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementCandidate(RegisterCandidate):
    """An engagement. `counts` are who came, by the name of the field; `record_uuid` is ours, where our file says so.

    `sequence` counts the versions of a calendar's event; `is_internal`: it carries what is not for everybody.
    """

    noun: ClassVar[str] = "engagements"

    title: str
    on_day: date
    kind: str = ""
    start_time: str = ""
    end_time: str = ""
    body: str = ""
    place: str = ""
    venue: str = ""
    mode: str = ""
    purpose: str = ""
    organiser: str = ""
    minutes: str = ""
    attendance: tuple[AttendanceCandidate, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    next_contact_on: date | None = None
    record_uuid: str = ""
    sequence: int | None = None
    is_internal: bool = False
    last_day: date | None = None
    """Of a calendar's event that takes several days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionCandidate(RegisterCandidate):
    """A petition, request for oversight or submission."""

    noun: ClassVar[str] = "petitions"

    title: str
    kind: str = ""
    prayer: str = ""
    their_number: str = ""
    body: str = ""
    committee: str = ""
    petitioner: str = ""
    member: str = ""
    place: str = ""
    signatures: int | None = None
    language: str = ""
    owner: str = ""
    submitted_on: date | None = None
    acknowledged_on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseCandidate(RegisterCandidate):
    """A clause of the agreement that `agreement` names by reference or title; with `due_on` something is delivered."""

    noun: ClassVar[str] = "clauses"

    agreement: str
    number: str = ""
    heading: str = ""
    words: str = ""
    kind: str = ""
    responsible: str = ""
    every: str = ""
    first_due_on: date | None = None
    due_on: date | None = None
    unit: str = ""
    planned: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCandidate(RegisterCandidate):
    """A step of the plan that `plan` names by reference or title."""

    noun: ClassVar[str] = "steps"

    plan: str
    title: str
    order: int | None = None
    kind: str = ""
    responsible: str = ""
    due_on: date | None = None
    result: str = ""


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


Candidate = OrganisationCandidate | PlaceCandidate | PersonCandidate | RegisterCandidate
R = TypeVar("R", bound=RegisterCandidate)


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

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """The rows of a register that are of one kind, in its order."""
        return tuple(found for found in self.candidates if isinstance(found, kind))

    @property
    def registered(self) -> tuple[RegisterCandidate, ...]:
        """The rows of a register of any kind, in its order."""
        return self.of(RegisterCandidate)

    @property
    def commitments(self) -> tuple[CommitmentCandidate, ...]:
        """The promises of a register, in its order."""
        return self.of(CommitmentCandidate)

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
