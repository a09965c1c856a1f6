"""What every register has in common when it is planned: what its words mean, who it names, what is said of ours.

A row says values for the fields of its noun. Each is compared three ways: what the list said last, what we have, what
the list says now; an empty cell says nothing. Status, day and notes go their own ways, for they are written by the
rules of the noun's life-cycle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from crm.exchange.candidates import Reading, RegisterCandidate
from crm.exchange.cells import quick_fold
from crm.exchange.register_kind import RegisterKind
from crm.queries.base import Tuple, in_chunks
from crm.queries.import_comparing import Differences, compare, loads
from crm.queries.import_known import ImportedRow, KnownOrganisations, KnownPlaces
from crm.queries.import_known_registers import KnownRegister
from crm.queries.import_parties import PartyMatcher
from crm.queries.import_plan import ImportChoices, RegisterPlan, RowPlan, State, Work
from crm.queries.people import get_names
from crm.queries.team import get_setting, list_users
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.status_words import LONGEST, NOTE_ONLY, StatusWords
from resources.translations import _

C = TypeVar("C", bound=RegisterCandidate)

MOST_ASKED = 12
"""Words for the status that are asked about; a column with more of them tells stories."""


@dataclass(frozen=True)
class Register:
    """The rows of a register, and the words in it that nobody has said the meaning of."""

    rows: tuple[RowPlan, ...] = ()
    unknown_statuses: tuple[str, ...] = ()


class Party(NamedTuple):
    """Somebody a row names: a record of ours, or only the name."""

    record_id: int | None
    name: str


class Named(NamedTuple):
    """A record of ours that a field points at, by its id; `name` is for people to read."""

    id: int
    name: str


class OurRow(NamedTuple):
    """A record of ours: its name in lists, the values of its fields, and where it stands."""

    id: int
    name: str
    values: Mapping[str, Any]
    status: Any
    outcome: str = ""
    is_locked: bool = False
    """Its values are no longer to be changed, and are all kept as we have them."""
    has_evidence: bool = False

    @property
    def state(self) -> str:
        """Where it stands, as a file is compared with it."""
        return state_key(self.status, self.outcome)


def state_key(status: str, outcome: str) -> str:
    """A status and an outcome as one value."""
    return f"{status}/{outcome}" if outcome else str(status)


def status_setting(kind: str) -> str:
    """The setting in which the workspace remembers what the words of its registers mean."""
    return "status_words" if kind == "commitments" else f"status_words:{kind}"


def unknown_statuses(
    candidates: Sequence[RegisterCandidate], kind: str, words: StatusWords
) -> tuple[tuple[str, str], ...]:
    """The words for the status to ask about, the most frequent first, each with what it most likely means."""
    counts: dict[str, tuple[int, str]] = {}
    remembered: Mapping[str, str] = get_setting(status_setting(kind), {})
    for candidate in candidates:
        word = candidate.status
        if words.known(word) is None and quick_fold(word) not in remembered and len(word) <= LONGEST:
            count, first = counts.get(quick_fold(word), (0, word))
            counts[quick_fold(word)] = (count + 1, first)
    found = [word for _count, word in sorted(counts.values(), key=lambda one: -one[0])]
    return tuple((word, words.guess(word) or NOTE_ONLY) for word in found[:MOST_ASKED])


class Meanings:
    """What the words of a register for where things stand mean, and those that nobody has said the meaning of."""

    def __init__(self, kind: str, words: StatusWords, chosen: Mapping[str, str]) -> None:
        self._words = words
        self._said: Mapping[str, str] = {**get_setting(status_setting(kind), {}), **chosen}
        self.unknown: dict[str, str] = {}

    def of(self, word: str) -> str | None:
        """What a word means, empty for none; None, and noted, where nobody said it."""
        if not word:
            return ""
        found = self._said.get(quick_fold(word))
        found = self._words.known(word) if found is None else found
        if found is None and len(word) <= LONGEST:
            self.unknown.setdefault(quick_fold(word), word)
        return found

    def note(self, word: str) -> list[str]:
        """The word as a note, where it is nothing else."""
        if word and self.of(word) in (None, NOTE_ONLY):
            return [_("Status in the list: {words}").format(words=word)]
        return []


class RegisterPlanner(Generic[C]):
    """One plan of one register. A noun says what its rows are; this says what becomes of them."""

    kind: ClassVar[RegisterKind]
    table: ClassVar[str]
    words: ClassVar[StatusWords]
    first: ClassVar[Any]
    """Where a new record stands."""
    due_field: ClassVar[str] = "due_on"
    moves_first: ClassVar[bool] = False
    """Whether a step depends on the day, and not the day on a step."""
    layouts: ClassVar[tuple[str, ...]] = ()
    """Beginnings of other layouts that bring the same noun."""

    def __init__(
        self,
        reading: Reading,
        candidates: Sequence[C],
        choices: ImportChoices,
        organisations: KnownOrganisations,
        places: KnownPlaces,
    ) -> None:
        self._reading, self._choices, self._places = reading, choices, places
        self._candidates = [found for found in candidates if found.key not in choices.left_out]
        self._today = clock.today()
        self._meanings = Meanings(self.kind.id, self.words, choices.statuses)
        self._parties = PartyMatcher(
            {name for found in self._candidates for name in self.names(found) if name}, choices.parties, organisations
        )
        self._owners = owners_of(self._owner(found) for found in self._candidates)
        self._known = KnownRegister(
            self.table, (self.kind.layout, *self.layouts), reading.layout, self._candidates, self.is_same
        )
        self._prepare()
        gone = self._known.heard_ids | {row.record_id for row in self._known.of_layout}
        self._ours: dict[int, OurRow] = {ours.id: ours for ours in self.find_ours(gone)}
        self._shown = self._names_to_show()

    # --- What a noun says --------------------------------------------------------------------------------------------

    def names(self, candidate: C) -> Iterable[str]:
        """Everybody a row names."""
        return ()

    def is_same(self, candidate: C, base: Mapping[str, Any]) -> bool:
        """Whether a row is what the list said under the same reference."""
        return True

    def find_ours(self, heard: set[int]) -> Iterable[OurRow]:
        """Records of ours that rows may be: those heard of before, and those typed, noted with `add_typed`."""
        raise NotImplementedError

    def identities(self, candidate: C) -> Iterable[object]:
        """By what a record that no list brought is the same as a row."""
        return ()

    def refusal(self, candidate: C) -> str:
        """Why a row cannot be brought in, empty where it can."""
        return ""

    def values(self, candidate: C) -> dict[str, Any]:
        """What a row says for each field of its noun, names looked up."""
        raise NotImplementedError

    def new_values(self, candidate: C) -> dict[str, Any]:
        """The fields of a new record."""
        return self.values(candidate)

    def heard(self, row: ImportedRow) -> dict[str, Any]:
        """What the list last said."""
        return loads(row.fields)

    def name(self, candidate: C) -> str:
        """What a row is called."""
        raise NotImplementedError

    def due(self, candidate: C) -> date | None:
        """The day by which a row is to be done."""
        return None

    def meaning(self, candidate: C) -> str | None:
        """Where a row stands."""
        return self._meanings.of(candidate.status)

    def can_move(self, plan: RegisterPlan, ours: OurRow, day: date) -> bool:
        """Whether the day of a record of ours may become this one."""
        return True

    def stand(self, plan: RegisterPlan, ours: OurRow, status: str, outcome: str) -> tuple[str, str]:
        """What a status and outcome of the list are called in the life-cycle of ours."""
        return status, outcome

    def way(self, plan: RegisterPlan, ours: OurRow, status: str) -> tuple[Any, ...]:
        """The steps from where ours stands to this status."""
        return self.words.steps(ours.status, status)

    def can_step(self, plan: RegisterPlan, ours: OurRow, status: str) -> bool:
        """Whether a record of ours may come to stand there now."""
        return True

    def kept_words(self, candidate: C) -> list[str]:
        """Words of a row that have no place of their own."""
        return []

    def asked(self, candidate: C) -> Iterable[str]:
        """Names in a row of which somebody should say who they are."""
        return ()

    def in_words(self, candidate: C) -> Iterable[str]:
        """Days of a row that are no dates, as the list words them."""
        return ()

    def summary(self, plan: RegisterPlan) -> Iterable[str]:
        """What a new row says, beside its name."""
        return ()

    def compare_more(
        self, plan: RegisterPlan, ours: OurRow, base: Mapping[str, Any] | None, found: Differences
    ) -> None:
        """Compare what is no single value."""

    def _prepare(self) -> None:
        """Look up what `find_ours` and `values` need."""

    def _owner(self, candidate: C) -> str:
        return getattr(candidate, "owner", "")

    def _among(self, table: str) -> dict[int, str]:
        """Those of our people, or of our bodies, whom the rows name, with what they are called."""
        found = {self._parties.of(name).record_id for one in self._candidates for name in self.names(one)}
        named = sorted(record_id for record_id in found if record_id is not None)
        return dict(in_chunks(f"SELECT id, name FROM {table} WHERE id IN ({{marks}})", named))

    def _place(self, place_id: int | None) -> Named | None:
        """A place of ours."""
        return Named(place_id, self._places.names.get(place_id, "")) if place_id else None

    def _place_called(self, name: str) -> Named | None:
        """The only place of ours with this name."""
        found = self._places.named(name, "") if name else []
        return self._place(found[0]) if len(found) == 1 else None

    @staticmethod
    def _rows_of_ours(sql: str, *ways: tuple[str, Collection[Any]]) -> dict[int, Tuple]:
        """The rows of ours that are found in any of these ways, each once, by their id."""
        found: dict[int, Tuple] = {}
        for where, wanted in ways:
            for row in in_chunks(f"{sql} WHERE {where}", sorted(wanted)):
                found.setdefault(row[0], row)
        return found

    # --- The plan ----------------------------------------------------------------------------------------------------

    def plan(self, work: Work) -> Register:
        """The row of each candidate, with what is to be written put into `work`."""
        made = [self._plan_one(candidate, work) for candidate in self._candidates]
        if self._reading.is_whole:
            made += [self._gone_row(row) for row in self._known.gone() if row.record_id in self._ours]
        return Register(tuple(made), tuple(self._meanings.unknown.values()))

    def _plan_one(self, candidate: C, work: Work) -> RowPlan:
        if refusal := self.refusal(candidate):
            return RowPlan(candidate.line, self.kind.id, self.name(candidate), "not_understood", reason=refusal)
        record_id, row = self._known.of(candidate, self._ours, self.identities(candidate))
        if record_id is None:
            return self._plan_new(candidate, work)
        return self._compare(candidate, self._ours[record_id], row, work)

    def _gone_row(self, row: ImportedRow) -> RowPlan:
        reason = _("the list says nothing of it any more; it stays as it is")
        return RowPlan("", self.kind.id, self._ours[row.record_id].name, "gone", row.record_id, reason=reason)

    def _plan_new(self, candidate: C, work: Work) -> RowPlan:
        plan = RegisterPlan(self.kind.id, candidate, None, self.said(candidate))
        plan.values = self.new_values(candidate) | {self.due_field: self.due(candidate)}
        plan.notes = [*candidate.notes, *self.kept_words(candidate), *self._meanings.note(candidate.status)]
        meaning = self.meaning(candidate)
        if meaning and meaning != NOTE_ONLY:
            status, plan.outcome = self.words.state_of(meaning, False)
            plan.steps = self.words.steps(self.first, status)
        plan.step_note = said_so(candidate.status)
        work.registers.append(plan)
        asked = [name for name in self.asked(candidate) if name and self._parties.of(name).is_doubtful]
        matches = [self._parties.of(name) for name in asked]
        return RowPlan(
            candidate.line,
            self.kind.id,
            self.name(candidate),
            "doubtful" if asked else "new",
            reason="; ".join(dict.fromkeys(match.reason for match in matches)),
            key=candidate.key,
            alternatives=matches[0].alternatives if matches else (),
            asks=asked[0] if asked else "",
            summary=" · ".join(part for part in self.summary(plan) if part),
            in_words=tuple(self.in_words(candidate)),
        )

    def said(self, candidate: C) -> dict[str, Any]:
        """What the list says, for the next one to be compared with."""
        due, meaning = self.due(candidate), self.meaning(candidate)
        status, outcome = self.words.state_of(meaning or "", False)
        values = {field: plain(value) for field, value in self.values(candidate).items()}
        return values | {
            "digest": candidate.digest,
            "status": candidate.status,
            "state": state_key(status, outcome),
            "due_on": due.isoformat() if due else "",
            "notes": list(candidate.notes),
        }

    # --- A record we have --------------------------------------------------------------------------------------------

    def _compare(self, candidate: C, ours: OurRow, row: ImportedRow | None, work: Work) -> RowPlan:
        base = self.heard(row) if row is not None else None
        plan = RegisterPlan(self.kind.id, candidate, ours.id, self.said(candidate), imported_id=row.id if row else None)
        plan.status = ours.status
        found = Differences()
        self._compare_values(plan, ours, base, found)
        if self.moves_first:
            self._compare_due(plan, ours, base, found)
            self._compare_status(plan, ours, base, found)
        else:
            self._compare_status(plan, ours, base, found)
            self._compare_due(plan, ours, base, found)
        self.compare_more(plan, ours, base, found)
        self._compare_notes(plan, base, found)
        if found.changes:
            work.registers.append(plan)
        state: State = "changed" if found.changes else "unchanged"
        return RowPlan(
            candidate.line,
            self.kind.id,
            ours.name,
            state,
            ours.id,
            tuple(found.changes),
            tuple(found.kept),
            key=candidate.key,
            in_words=tuple(self.in_words(candidate)),
        )

    def _compare_values(
        self, plan: RegisterPlan, ours: OurRow, base: Mapping[str, Any] | None, found: Differences
    ) -> None:
        for field, theirs in self.values(plan.candidate).items():
            if field not in ours.values or plain(theirs) == "":
                continue
            mine = ours.values[field]
            if _is_alike(mine, theirs):
                continue
            heard = None if base is None else base.get(field, "")
            outcome = "take" if _is_found(mine, theirs) else compare(heard, plain(mine), plain(theirs))
            if ours.is_locked and outcome == "take":
                outcome = "keep"
            if found.note(outcome, field, self.show(mine), self.show(theirs)):
                plan.values[field] = theirs

    def _compare_status(
        self, plan: RegisterPlan, ours: OurRow, base: Mapping[str, Any] | None, found: Differences
    ) -> None:
        """A step of the life-cycle, where the list says another word than it did."""
        word, meaning = plan.candidate.status, self.meaning(plan.candidate)
        if meaning is None or meaning == NOTE_ONLY:
            if word and base is not None and quick_fold(base["status"]) != quick_fold(word):
                plan.notes.append(_("Status in the list: {words}").format(words=word))
                found.note("take", "note", "", plan.notes[-1])
            return
        if not meaning:
            return
        status, outcome = self.stand(plan, ours, *self.words.state_of(meaning, ours.has_evidence))
        theirs, steps = state_key(status, outcome), self.way(plan, ours, status)
        if theirs == ours.state or (not steps and not outcome):
            return
        heard = None if base is None else self._heard_state(plan, ours, base)
        first = self.stand(plan, ours, self.first, "")[0]
        mine = "" if base is None and ours.status == first else ours.state
        result = compare(heard, mine, theirs)
        if (
            ours.is_locked or not steps or not self.can_step(plan, ours, status)
        ):  # closed already, in another way: that is the user's to change
            result = "keep" if result == "take" else result
        if found.note(result, "status", self._state_words(ours.state), self._state_words(theirs)):
            plan.steps, plan.outcome, plan.step_note = steps, outcome, said_so(word)

    def _heard_state(self, plan: RegisterPlan, ours: OurRow, base: Mapping[str, Any]) -> str:
        status, _slash, outcome = str(base["state"] or self.first).partition("/")
        return state_key(*self.stand(plan, ours, status, outcome))

    def _state_words(self, state: str) -> str:
        status, _slash, outcome = state.partition("/")
        return self.words.label(outcome or status)

    def _compare_due(
        self, plan: RegisterPlan, ours: OurRow, base: Mapping[str, Any] | None, found: Differences
    ) -> None:
        """Another day than the list had is a move of the date."""
        said = self.due(plan.candidate)
        mine = ours.values.get(self.due_field)
        if said is None or said == mine:
            return
        outcome = compare(None if base is None else base["due_on"], plain(mine), said.isoformat())
        if ours.is_locked or not self.can_move(plan, ours, said):
            outcome = "keep" if outcome == "take" else outcome
        if found.note(outcome, self.due_field, self.show(mine), format_day(said)):
            plan.move_to = said

    @staticmethod
    def _compare_notes(plan: RegisterPlan, base: Mapping[str, Any] | None, found: Differences) -> None:
        heard = {quick_fold(note) for note in base["notes"]} if base is not None else set()
        for note in plan.candidate.notes:
            if quick_fold(note) not in heard and base is not None:
                plan.notes.append(note)
                found.note("take", "note", "", note)

    # --- Words -------------------------------------------------------------------------------------------------------

    def party(self, name: str) -> Party:
        """Who is meant by a name."""
        return Party(self._parties.of(name).record_id, name)

    def show(self, value: Any) -> str:
        """A value, for people to read."""
        if isinstance(value, Named):
            return value.name
        if isinstance(value, Party):
            return self._shown.get(value.record_id or 0, value.name)
        if isinstance(value, date):
            return format_day(value)
        return "" if value is None else str(value)

    def _names_to_show(self) -> dict[int, str]:
        values = [value for ours in self._ours.values() for value in ours.values.values()]
        values += [self.party(name) for found in self._candidates for name in self.names(found) if name]
        ids = {value.record_id for value in values if isinstance(value, Party) and value.record_id is not None}
        return get_names(sorted(ids)) if ids else {}


def plain(value: Any) -> Any:
    """A value as it is compared and kept: text, a number, or a list for somebody."""
    if isinstance(value, Named):
        return value.id
    if isinstance(value, Party):
        return "" if value == (None, "") else [value.record_id, "" if value.record_id else quick_fold(value.name)]
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def _is_alike(mine: Any, theirs: Any) -> bool:
    if isinstance(mine, str) and isinstance(theirs, str):
        return quick_fold(mine) == quick_fold(theirs)
    return bool(plain(mine) == plain(theirs))


def _is_found(mine: Any, theirs: Any) -> bool:
    """Whether somebody who was only a name is known now."""
    is_named = isinstance(mine, Party) and isinstance(theirs, Party) and mine.record_id is None
    return is_named and theirs.record_id is not None and quick_fold(mine.name) == quick_fold(theirs.name)


def said_so(word: str) -> str:
    """That a list has this word, as the reason of a step."""
    return _("The list says “{words}”").format(words=word) if word else ""


def owners_of(names: Iterable[str]) -> dict[str, int]:
    """Colleagues by the names the register uses: the whole name, or a first name that only one has."""
    wanted = {quick_fold(name) for name in names if name}
    if not wanted:
        return {}
    users = list_users()
    found = {quick_fold(user.name): user.id for user in users}
    firsts: dict[str, list[int]] = defaultdict(list)
    for user in users:
        firsts[quick_fold(user.name).split(" ")[0]].append(user.id)
    found |= {first: ids[0] for first, ids in firsts.items() if len(ids) == 1 and first not in found}
    return {name: found[name] for name in wanted if name in found}
