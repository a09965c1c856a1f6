"""The promises of a register: which are new, which we have, and what its newer version says of those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.exchange.candidates import CommitmentCandidate, Reading
from crm.exchange.cells import quick_fold
from crm.queries.import_comparing import Differences, compare, loads
from crm.queries.import_known import ImportedRow, in_chunks
from crm.queries.import_known_commitments import KnownCommitments, OurCommitment, state_key
from crm.queries.import_parties import PartyMatcher
from crm.queries.import_plan import CommitmentPlan, ImportChoices, RowPlan, State, Work
from crm.queries.offices import list_offices_of
from crm.queries.people import get_names
from crm.queries.team import get_setting, list_users
from crm.rules import clock
from crm.rules.commitments import Status, label
from crm.rules.dates import format_day
from crm.rules.status_words import LONGEST, NOTE_ONLY, guess_meaning, known_meaning, state_of, steps_between
from resources.translations import _

STATUS_WORDS = "status_words"
"""The setting in which the workspace remembers what the words of its registers mean."""

MOST_ASKED = 12
"""Words for the status that are asked about; a column with more of them tells stories."""


@dataclass(frozen=True)
class Register:
    """The rows of a register, and the words in it that nobody has said the meaning of."""

    rows: tuple[RowPlan, ...] = ()
    unknown_statuses: tuple[str, ...] = ()


def get_unknown_statuses(reading: Reading) -> tuple[tuple[str, str], ...]:
    """The words for the status to ask about, the most frequent first, each with what it most likely means."""
    counts: dict[str, tuple[int, str]] = {}
    remembered: Mapping[str, str] = get_setting(STATUS_WORDS, {})
    for candidate in reading.commitments:
        word = candidate.status
        if known_meaning(word) is None and quick_fold(word) not in remembered and len(word) <= LONGEST:
            count, first = counts.get(quick_fold(word), (0, word))
            counts[quick_fold(word)] = (count + 1, first)
    found = [word for _count, word in sorted(counts.values(), key=lambda one: -one[0])]
    return tuple((word, guess_meaning(word) or NOTE_ONLY) for word in found[:MOST_ASKED])


def plan_commitments(reading: Reading, choices: ImportChoices, work: Work) -> Register:
    """The row of each promise, with what is to be written put into `work`."""
    if not reading.commitments:
        return Register()
    return _Planner(reading, choices).plan(work)


def _state_words(state: str) -> str:
    status, _slash, outcome = state.partition("/")
    return label(outcome or status)


def _days_in_words(candidate: CommitmentCandidate, due_words: str) -> tuple[str, ...]:
    """When and by when, where the list has words for it and no day."""
    made_text = candidate.made_text if candidate.made_on is None else ""
    said = _("said: “{words}”").format(words=made_text) if made_text else ""
    due = _("by when: “{words}”").format(words=due_words) if due_words else ""
    return tuple(filter(None, (said, due)))


class _Planner:
    """One plan of one register."""

    def __init__(self, reading: Reading, choices: ImportChoices) -> None:
        self._layout = reading.layout
        self._promises = [found for found in reading.commitments if found.key not in choices.left_out]
        self._meanings: dict[str, str] = {**get_setting(STATUS_WORDS, {}), **choices.statuses}
        self._unknown: dict[str, str] = {}
        self._today = clock.today()
        named = {name for found in self._promises for name in (found.who, found.owed_to)}
        self._parties = PartyMatcher(named, choices.parties)
        self._owners = _owners(found.owner for found in self._promises)
        self._known = KnownCommitments(self._layout, self._promises)
        self._names: dict[int, str] = {}
        self._offices: dict[tuple[int, date], str] = {}

    def plan(self, work: Work) -> Register:
        self._look_up()
        made = [self._plan_one(candidate, work) for candidate in self._promises]
        return Register(tuple(made), tuple(self._unknown.values()))

    def _look_up(self) -> None:
        """Names and offices of everybody the register means, in few questions."""
        met: dict[date, set[int]] = defaultdict(set)
        parties: set[int] = set()
        for found in self._promises:
            who, owed_to = self._parties.of(found.who).record_id, self._parties.of(found.owed_to).record_id
            parties |= {one for one in (who, owed_to) if one is not None}
            if who is not None and not found.office:
                met[self._day_of(found)].add(who)
        parties |= self._known.parties
        self._names = get_names(sorted(parties)) if parties else {}
        people = {row[0] for row in in_chunks("SELECT id FROM person WHERE id IN ({marks})", sorted(parties))}
        self._people = people
        for on, ids in met.items():
            for person_id, offices in list_offices_of(sorted(ids & people), on).items():
                held = [office.words for office in offices if office.is_current]
                self._offices[person_id, on] = held[0] if held else ""

    def _plan_one(self, candidate: CommitmentCandidate, work: Work) -> RowPlan:
        ours, row = self._known.of(candidate)
        if ours is None:
            return self._plan_new(candidate, work)
        return self._compare(candidate, ours, row, work)

    # --- A promise we have not ---------------------------------------------------------------------------------------

    def _plan_new(self, candidate: CommitmentCandidate, work: Work) -> RowPlan:
        plan = CommitmentPlan(candidate, None, self._said(candidate))
        who, owed_to = self._parties.of(candidate.who), self._parties.of(candidate.owed_to)
        made_on, due_on, due_words, notes = self._days(candidate)
        is_person = who.record_id in self._people
        plan.values = {
            "words": candidate.words,
            "made_on": made_on,
            "maker_id": who.record_id if is_person else None,
            "maker_office": candidate.office or self._offices.get((who.record_id or 0, made_on), ""),
            "bound_id": who.record_id,
            "bound_name": "" if who.record_id else candidate.who,
            "owed_to_id": owed_to.record_id,
            "owed_to_name": "" if owed_to.record_id else candidate.owed_to,
            "owner_id": self._owners.get(quick_fold(candidate.owner)),
            "due_on": due_on,
            "due_words": due_words,
        }
        plan.notes = [*candidate.notes, *notes, *self._kept_words(candidate)]
        meaning = self._meaning(candidate.status)
        status, plan.outcome = state_of(meaning or "")
        plan.steps = steps_between(Status.NOTED, Status(status))
        plan.step_note = _said_so(candidate.status)
        work.commitments.append(plan)
        asked = next((match for match in (who, owed_to) if match.is_doubtful), None)
        reasons = dict.fromkeys(match.reason for match in (who, owed_to) if match.is_doubtful)
        return RowPlan(
            candidate.line,
            "commitments",
            candidate.words,
            "doubtful" if reasons else "new",
            reason="; ".join(reasons),
            key=candidate.key,
            alternatives=asked.alternatives if asked else (),
            asks="" if asked is None else (candidate.who if asked is who else candidate.owed_to),
            summary=self._summary(plan, meaning),
            in_words=_days_in_words(candidate, due_words),
        )

    def _day_of(self, candidate: CommitmentCandidate) -> date:
        """When it was said: as the row says, else the day it is brought in, or that by which it was to be done."""
        if candidate.made_on is not None and candidate.made_on <= self._today:
            return candidate.made_on
        return min(self._today, candidate.due_on or self._today)

    def _days(self, candidate: CommitmentCandidate) -> tuple[date, date | None, str, list[str]]:
        """When and by when, with notes of what could not be kept as a day."""
        made_on, due_on, due_words = self._day_of(candidate), candidate.due_on, candidate.due_words
        notes = []
        if candidate.made_text and made_on != candidate.made_on:
            notes.append(_("Said on, in the list: {words}").format(words=candidate.made_text))
        if due_on is not None and due_on < made_on:
            due_words, due_on = _("{day}, which is before it was said").format(day=format_day(due_on)), None
        return made_on, due_on, due_words, notes

    def _kept_words(self, candidate: CommitmentCandidate) -> list[str]:
        """Words of the row that have no place of their own."""
        kept = []
        if candidate.owner and quick_fold(candidate.owner) not in self._owners:
            kept.append(_("Responsible, in the list: {name}").format(name=candidate.owner))
        if candidate.status and self._meaning(candidate.status) in (None, NOTE_ONLY):
            kept.append(_("Status in the list: {words}").format(words=candidate.status))
        return kept

    def _meaning(self, word: str) -> str | None:
        """What a word for the status means; None, and noted, where nobody said it."""
        if not word:
            return ""
        found = self._meanings.get(quick_fold(word))
        found = known_meaning(word) if found is None else found
        if found is None and len(word) <= LONGEST:
            self._unknown.setdefault(quick_fold(word), word)
        return found

    def _summary(self, plan: CommitmentPlan, meaning: str | None) -> str:
        values = plan.values
        bound_id, owed_to_id = values["bound_id"], values["owed_to_id"]
        who = self._names.get(bound_id, "") if bound_id else values["bound_name"]
        owed_to = self._names.get(owed_to_id, "") if owed_to_id else values["owed_to_name"]
        words_for_due = f"“{values['due_words']}”" if values["due_words"] else _("no date")
        due = _("by {day}").format(day=format_day(values["due_on"])) if values["due_on"] else words_for_due
        status = plan.outcome or (plan.steps[-1] if plan.steps else Status.NOTED)
        words = label(status)
        if status == Status.CLAIMED_DONE:
            words = _("{status} (Kept needs evidence)").format(status=words)
        return " · ".join(
            part
            for part in (
                who,
                _("said {day}").format(day=format_day(values["made_on"])),
                due,
                _("to {name}").format(name=owed_to) if owed_to else "",
                words,
            )
            if part
        )

    # --- A promise we have -------------------------------------------------------------------------------------------

    def _compare(
        self, candidate: CommitmentCandidate, ours: OurCommitment, row: ImportedRow | None, work: Work
    ) -> RowPlan:
        base = loads(row.fields) if row is not None else None
        plan = CommitmentPlan(candidate, ours.id, self._said(candidate), imported_id=row.id if row else None)
        plan.is_closed = ours.status is Status.CLOSED
        found = Differences()
        self._compare_words(plan, ours, base, found)
        for field, at in (("bound", 0), ("owed_to", 1)):
            self._compare_party(field, plan, ours, base, found, at)
        self._compare_owner(plan, ours, base, found)
        self._compare_status(plan, ours, base, found)
        self._compare_due(plan, ours, base, found)
        self._compare_notes(plan, base, found)
        if found.changes:
            work.commitments.append(plan)
        state: State = "changed" if found.changes else "unchanged"
        name = f"{ours.reference} {ours.words}"
        return RowPlan(
            candidate.line,
            "commitments",
            name,
            state,
            ours.id,
            tuple(found.changes),
            tuple(found.kept),
            key=candidate.key,
            in_words=_days_in_words(candidate, candidate.due_words),
        )

    def _compare_words(
        self, plan: CommitmentPlan, ours: OurCommitment, base: Mapping[str, Any] | None, found: Differences
    ) -> None:
        said = plan.candidate.words
        if quick_fold(said) == quick_fold(ours.words):
            return
        heard = None if base is None else base["words"]
        if found.note(compare(heard, ours.words, said), "words", ours.words, said):
            plan.values["words"] = said

    def _compare_party(
        self,
        field: str,
        plan: CommitmentPlan,
        ours: OurCommitment,
        base: Mapping[str, Any] | None,
        found: Differences,
        at: int,
    ) -> None:
        """Who it is of, or for; somebody to identify is found once we know them."""
        said = (plan.candidate.who, plan.candidate.owed_to)[at]
        our_id, our_name = ((ours.bound_id, ours.bound_name), (ours.owed_to_id, ours.owed_to_name))[at]
        match = self._parties.of(said)
        if not said or (match.record_id == our_id and (our_id is not None or quick_fold(said) == quick_fold(our_name))):
            return
        mine = self._names.get(our_id, "") if our_id is not None else our_name
        theirs = self._names.get(match.record_id, "") if match.record_id is not None else said
        is_found = our_id is None and match.record_id is not None and quick_fold(said) == quick_fold(our_name)
        heard = None if base is None else (base[f"{field}_id"], quick_fold(base[f"{field}_name"]))
        present = "" if our_id is None and not our_name else (our_id, quick_fold(our_name))
        outcome = (
            "take"
            if is_found
            else compare(heard, present, (match.record_id, "" if match.record_id else quick_fold(said)))
        )
        if found.note(outcome, field, mine, theirs):
            plan.values |= {f"{field}_id": match.record_id, f"{field}_name": "" if match.record_id else said}

    def _compare_owner(
        self, plan: CommitmentPlan, ours: OurCommitment, base: Mapping[str, Any] | None, found: Differences
    ) -> None:
        owner = self._owners.get(quick_fold(plan.candidate.owner))
        if owner is None or owner == ours.owner_id:
            return
        heard = None if base is None else base["owner_id"] or ""
        names = {user.id: user.name for user in list_users(with_left=True)}
        if found.note(
            compare(heard, ours.owner_id or "", owner), "owner", names.get(ours.owner_id or 0, ""), names[owner]
        ):
            plan.values["owner_id"] = owner

    def _compare_status(
        self, plan: CommitmentPlan, ours: OurCommitment, base: Mapping[str, Any] | None, found: Differences
    ) -> None:
        """A step of the life-cycle, where the list says another word than it did; “open” is any open status."""
        word = plan.candidate.status
        meaning = self._meaning(word)
        if not meaning or meaning == NOTE_ONLY:
            if word and base is not None and quick_fold(base["status"]) != quick_fold(word):
                plan.notes.append(_("Status in the list: {words}").format(words=word))
                found.note("take", "note", "", plan.notes[-1])
            return
        status, outcome = state_of(meaning, ours.has_evidence)
        theirs = state_key(status, outcome)
        steps = steps_between(ours.status, Status(status))
        if theirs == ours.state or (not steps and not outcome):
            return
        heard = "" if base is None else base["state"] or Status.NOTED
        present = "" if base is None and ours.status is Status.NOTED else ours.state
        result = compare(None if base is None else heard, present, theirs)
        if result == "take" and not steps:
            result = "keep"  # closed already, in another way: that is the user's to change
        if found.note(result, "status", _state_words(ours.state), _state_words(theirs)):
            plan.steps, plan.outcome, plan.step_note = steps, outcome, _said_so(word)

    def _compare_due(
        self, plan: CommitmentPlan, ours: OurCommitment, base: Mapping[str, Any] | None, found: Differences
    ) -> None:
        """Another day than the list had is a move of the date, which we only note."""
        said, words = plan.candidate.due_on, plan.candidate.due_words
        if said is None:
            self._compare_due_words(words, plan, ours, base, found)
            return
        heard = None if base is None else base["due_on"]
        mine = ours.due_on.isoformat() if ours.due_on else ""
        outcome = compare(heard, mine, said.isoformat())
        is_possible = said >= ours.made_on and (not plan.is_closed or bool(plan.steps))
        if outcome == "take" and not is_possible:
            outcome = "keep"
        if found.note(outcome, "due", format_day(ours.due_on) if ours.due_on else ours.due_words, format_day(said)):
            plan.move_to = said

    @staticmethod
    def _compare_due_words(
        words: str, plan: CommitmentPlan, ours: OurCommitment, base: Mapping[str, Any] | None, found: Differences
    ) -> None:
        if not words or quick_fold(words) == quick_fold(ours.due_words):
            return
        heard = None if base is None else base["due_words"]
        if heard is not None and quick_fold(heard) == quick_fold(words):
            return
        if ours.due_on is None and not plan.is_closed:
            if found.note(compare(heard, ours.due_words, words), "due", ours.due_words, words):
                plan.values["due_words"] = words
        elif base is not None:
            plan.notes.append(_("By when, in the list: {words}").format(words=words))
            found.note("take", "note", "", plan.notes[-1])

    @staticmethod
    def _compare_notes(plan: CommitmentPlan, base: Mapping[str, Any] | None, found: Differences) -> None:
        heard = {quick_fold(note) for note in base["notes"]} if base is not None else set()
        for note in plan.candidate.notes:
            if quick_fold(note) not in heard and base is not None:
                plan.notes.append(note)
                found.note("take", "note", "", note)

    # --- What the list said ------------------------------------------------------------------------------------------

    def _said(self, candidate: CommitmentCandidate) -> dict[str, Any]:
        who, owed_to = self._parties.of(candidate.who), self._parties.of(candidate.owed_to)
        status, outcome = state_of(self._meaning(candidate.status) or "")
        _made_on, due_on, due_words, _notes = self._days(candidate)
        return {
            "digest": candidate.digest,
            "words": candidate.words,
            "who": candidate.who,
            "made": candidate.made_on.isoformat() if candidate.made_on else candidate.made_text,
            "bound_id": who.record_id,
            "bound_name": "" if who.record_id else candidate.who,
            "owed_to_id": owed_to.record_id,
            "owed_to_name": "" if owed_to.record_id else candidate.owed_to,
            "owner_id": self._owners.get(quick_fold(candidate.owner)),
            "due_on": due_on.isoformat() if due_on else "",
            "due_words": due_words,
            "status": candidate.status,
            "state": state_key(status, outcome),
            "notes": list(candidate.notes),
        }


def _party(record_id: int | None, name: str) -> object:
    """Somebody as two sources are compared: the record, else the name."""
    return record_id if record_id is not None else quick_fold(name)


def _said_so(word: str) -> str:
    return _("The list says “{words}”").format(words=word) if word else ""


def _owners(names: Iterable[str]) -> dict[str, int]:
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
