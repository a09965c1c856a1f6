"""What an import would do, row by row for people to read, and piece by piece for the operation that does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple, TypeAlias

from crm.exchange.candidates import (
    ContactCandidate,
    OrganisationCandidate,
    PersonCandidate,
    PlaceCandidate,
)
from crm.exchange.registers import REGISTERS
from crm.rules.dates import ApproximateDate
from crm.rules.terms import TermChoice

Ref: TypeAlias = int | str
"""A record we have, by id, or one that the import makes, by its key in the file."""

State: TypeAlias = Literal["new", "changed", "unchanged", "doubtful", "not_understood", "gone"]
PostKey: TypeAlias = tuple[Ref, str]
"""A post: its organisation, and its title folded."""

FROM_CALENDARS = ("opportunities", "programme")
NOUNS = ("people", "organisations", "places", "offices", *(kind.id for kind in REGISTERS), *FROM_CALENDARS)
_COUNTED: dict[str, str] = {"new": "new", "doubtful": "new", "changed": "changed", "unchanged": "unchanged"}


@dataclass(frozen=True)
class ImportChoices:
    """What the user decided about a list.

    `matches` says who somebody is (key of the candidate → record id, 0 for “none of ours”), `left_out` names people
    not to be brought in, and with `end_gone_on` the offices of those gone from the list end on that day.
    Of a register, `statuses` says what its words for the status mean and `parties` who its names are (0: to identify
    later), both by the folded word.
    """

    term: TermChoice = None
    matches: Mapping[str, int] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    end_gone_on: date | None = None
    statuses: Mapping[str, str] = field(default_factory=dict)
    parties: Mapping[str, int] = field(default_factory=dict)
    into: str = ""
    """The agreement or plan, by reference or title, into which clauses or steps go that name none."""


class Change(NamedTuple):
    """One value that differs; a detail that is only added or taken away leaves the other side empty."""

    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What becomes of one thing in the file: `changes` are made, `kept` differ but stay as we have them.

    `summary` is what a new row says; `asks` is a name in it that somebody should say who it is.
    """

    line: str
    what: str
    name: str
    state: State
    record_id: int | None = None
    changes: tuple[Change, ...] = ()
    kept: tuple[Change, ...] = ()
    reason: str = ""
    key: str = ""
    alternatives: tuple[int, ...] = ()
    """Records of ours that may be meant by a doubtful row."""
    summary: str = ""
    asks: str = ""
    in_words: tuple[str, ...] = ()
    """Days that are no dates, kept as the list words them."""


@dataclass(frozen=True)
class TermPlan:
    """A term of office to be made for one body."""

    key: str
    organisation: Ref
    name: str
    start: ApproximateDate
    end: ApproximateDate


@dataclass(frozen=True)
class PostPlan:
    """A post to be made."""

    key: PostKey
    title: str


@dataclass(frozen=True, slots=True)
class RolePlan:
    """A holding of a post as the file says it, its term worked out."""

    post: PostKey
    title: str
    organisation: str
    party: Ref | None
    place: Ref | None
    term: Ref | None
    start: ApproximateDate
    end: ApproximateDate
    is_elected: bool


@dataclass(slots=True)
class Details:
    """Children of a record to add, and ids of those to take away, by table."""

    contacts: list[ContactCandidate] = field(default_factory=list)
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    removed: list[tuple[str, int]] = field(default_factory=list)


@dataclass(slots=True)
class PersonPlan:
    """A person to be made (`record_id` None) or changed."""

    candidate: PersonCandidate
    record_id: int | None
    roles: list[RolePlan]
    """As the file says them: what the next import compares with."""
    new_roles: list[RolePlan]
    columns: dict[str, object] = field(default_factory=dict)
    details: Details = field(default_factory=Details)
    changed_roles: list[tuple[int, dict[str, Ref | str | None]]] = field(default_factory=list)
    kept_seats: list[list[Any]] = field(default_factory=list)
    """Seats that an earlier file of this layout named and this one does not speak of."""
    imported_id: int | None = None
    told_apart: tuple[int, ...] = ()
    """People of ours who look like this new one, and the user said that they are not."""


@dataclass(slots=True)
class OrganisationPlan:
    """An organisation to be made (`record_id` None) or changed."""

    candidate: OrganisationCandidate
    record_id: int | None
    parent: Ref | None
    place: Ref | None
    columns: dict[str, object] = field(default_factory=dict)
    details: Details = field(default_factory=Details)
    imported_id: int | None = None


@dataclass(slots=True)
class RegisterPlan:
    """A thing of a register to be made (`record_id` None) or changed; `noun` is the kind of list.

    `values` are its fields: all of a new one, those that change of another. `move_to` is a day somebody named, `steps`
    the way through its life-cycle with `outcome` at the end of it, `step_note` what is said about them.
    """

    noun: str
    candidate: Any  # of the noun's own class
    record_id: int | None
    said: dict[str, Any]
    """What the list said, for the next one to be compared with."""
    values: dict[str, Any] = field(default_factory=dict)
    move_to: date | None = None
    steps: tuple[Any, ...] = ()
    outcome: str = ""
    step_note: str = ""
    notes: list[str] = field(default_factory=list)
    status: str = ""
    """Where it stands before."""
    imported_id: int | None = None


@dataclass(slots=True)
class GonePlan:
    """A person who is in the file no more, or an office no longer named there, whose holding ends."""

    record_id: int
    imported_id: int
    roles: list[tuple[int, dict[str, Ref | str | None]]]
    fields: dict[str, Any]


@dataclass
class Work:
    """All that is to be written."""

    places: list[tuple[PlaceCandidate, Ref | None]] = field(default_factory=list)
    organisations: list[OrganisationPlan] = field(default_factory=list)
    terms: list[TermPlan] = field(default_factory=list)
    posts: list[PostPlan] = field(default_factory=list)
    people: list[PersonPlan] = field(default_factory=list)
    gone: list[GonePlan] = field(default_factory=list)
    registers: list[RegisterPlan] = field(default_factory=list)
    organisation_refs: dict[str, Ref] = field(default_factory=dict)
    post_ids: dict[PostKey, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be written."""
        offices = self.terms or self.posts
        return not (self.places or self.organisations or offices or self.people or self.gone or self.registers)


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do; `seen_operation` is the newest operation it knows of.

    `unknown_statuses` are the words of a register that nobody has said the meaning of.
    """

    rows: tuple[RowPlan, ...]
    work: Work
    seen_operation: int
    unknown_statuses: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether applying it would change nothing; then it must not be applied."""
        return self.work.is_empty

    def counts(self) -> dict[str, dict[str, int]]:
        """How many of each noun are new, changed and unchanged; doubtful rows are brought in as new."""
        found = {state: dict.fromkeys(NOUNS, 0) for state in ("new", "changed", "unchanged")}
        for row in self.rows:
            if state := _COUNTED.get(row.state):
                found[state][row.what] += 1
        return found

    def count_states(self) -> dict[str, dict[str, int]]:
        """How many rows of each noun are in each state; of what was not understood nobody knows the noun."""
        found: dict[str, dict[str, int]] = {}
        for row in self.rows:
            nouns = found.setdefault(row.state, {})
            nouns[row.what or "rows"] = nouns.get(row.what or "rows", 0) + 1
        return found

    @property
    def not_understood(self) -> list[dict[str, str]]:
        """The lines that could not be read, each with the reason."""
        return [{"line": row.line, "reason": row.reason} for row in self.rows if row.state == "not_understood"]

    def rows_of(self, *states: State) -> list[RowPlan]:
        """The rows in these states, in the order of the file."""
        return [row for row in self.rows if row.state in states]
