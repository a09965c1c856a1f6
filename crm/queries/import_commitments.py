"""The promises of a register: which are new, which we have, and what its newer version says of those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from crm.exchange.candidates import CommitmentCandidate
from crm.exchange.cells import quick_fold
from crm.exchange.promise_register import PROMISES
from crm.queries.base import day
from crm.queries.import_comparing import Differences, compare
from crm.queries.import_known import ImportedRow
from crm.queries.import_plan import RegisterPlan
from crm.queries.import_register import Named, OurRow, Party, RegisterPlanner
from crm.queries.offices import list_offices_of
from crm.queries.team import list_users
from crm.rules.commitments import Status, label
from crm.rules.dates import format_day
from crm.rules.status_words import PROMISE
from resources.translations import _

_OURS = (
    "SELECT c.id, c.reference, c.words, c.bound_id, c.bound_name, c.owed_to_id, c.owed_to_name, c.owner_id, "
    "c.made_on, c.due_on, c.due_words, c.status, c.outcome, "
    "EXISTS(SELECT 1 FROM evidence e WHERE e.record_id = c.id) FROM commitment c"
)


class CommitmentPlanner(RegisterPlanner[CommitmentCandidate]):
    """One plan of one register of promises."""

    kind, table, words, first = PROMISES, "commitment", PROMISE, Status.NOTED

    def names(self, candidate: CommitmentCandidate) -> Iterable[str]:
        """Who promised, and to whom."""
        return candidate.who, candidate.owed_to

    asked = names

    def name(self, candidate: CommitmentCandidate) -> str:
        """The words."""
        return candidate.words

    def is_same(self, candidate: CommitmentCandidate, base: Mapping[str, Any]) -> bool:
        """The same words, or the same person on the same day."""
        if quick_fold(candidate.words) == quick_fold(base["words"]):
            return True
        return quick_fold(candidate.who) == quick_fold(base["who"]) and _made(candidate) == base["made"]

    def _prepare(self) -> None:
        self._users = {user.id: user.name for user in list_users(with_left=True)}
        met: dict[date, set[int]] = defaultdict(set)
        for found in self._candidates:
            who = self._parties.of(found.who).record_id
            if who is not None:
                met[self._day_of(found)].add(who)
        self._people = self._among("person")
        self._offices: dict[tuple[int, date], str] = {}
        for on, ids in met.items():
            for person_id, offices in list_offices_of(sorted(ids & self._people.keys()), on).items():
                held = [office.words for office in offices if office.is_current]
                self._offices[person_id, on] = held[0] if held else ""

    def find_ours(self, heard: set[int]) -> Iterator[OurRow]:
        """Those heard of before, of a day in the list, or with a reference in it."""
        days = {one.made_on.isoformat() for one in self._candidates if one.made_on}
        references = {one.reference.upper() for one in self._candidates if one.reference}
        found = self._rows_of_ours(
            _OURS,
            ("c.id IN ({marks})", heard),
            ("c.made_on IN ({marks})", days),
            ("c.reference IN ({marks})", references),
        )
        yield from map(self._our_row, found.values())

    def _our_row(self, row: tuple[Any, ...]) -> OurRow:
        record_id, reference, words, bound_id, bound_name, owed_id, owed_name, owner_id, made_on, due_on = row[:10]
        self._known.add_typed((reference, quick_fold(words)), record_id)
        self._known.add_typed((quick_fold(words), made_on), record_id)
        values = {
            "words": words,
            "bound": Party(bound_id, bound_name),
            "owed_to": Party(owed_id, owed_name),
            "owner_id": Named(owner_id, self._users.get(owner_id, "")) if owner_id else None,
            "made_on": day(made_on),
            "due_on": day(due_on),
            "due_words": row[10],
        }
        return OurRow(record_id, f"{reference} {words}", values, Status(row[11]), row[12], has_evidence=bool(row[13]))

    def identities(self, candidate: CommitmentCandidate) -> Iterator[object]:
        """The reference of ours with the same words, else the same words on the same day."""
        words = quick_fold(candidate.words)
        yield candidate.reference.upper(), words
        if candidate.made_on:
            yield words, candidate.made_on.isoformat()

    def values(self, candidate: CommitmentCandidate) -> dict[str, Any]:
        """Words, who, to whom, and who follows it up."""
        owner = self._owners.get(quick_fold(candidate.owner))
        return {
            "words": candidate.words,
            "bound": self.party(candidate.who),
            "owed_to": self.party(candidate.owed_to),
            "owner_id": Named(owner, self._users[owner]) if owner else None,
        }

    def new_values(self, candidate: CommitmentCandidate) -> dict[str, Any]:
        """With when it was said, in which office, and the words for a day that is only described."""
        made_on, _due_on, due_words, _notes = self._days(candidate)
        who = self._parties.of(candidate.who).record_id
        return self.values(candidate) | {
            "made_on": made_on,
            "maker_id": who if who in self._people else None,
            "maker_office": candidate.office or self._offices.get((who or 0, made_on), ""),
            "due_words": due_words,
        }

    def due(self, candidate: CommitmentCandidate) -> date | None:
        """The day, unless it was before it was said."""
        return self._days(candidate)[1]

    def said(self, candidate: CommitmentCandidate) -> dict[str, Any]:
        """With who and when as the list writes them: by that a row under the same reference is the same."""
        more = {"who": candidate.who, "made": _made(candidate), "due_words": self._days(candidate)[2]}
        return super().said(candidate) | more

    def heard(self, row: ImportedRow) -> dict[str, Any]:
        """What the list last said; who it named was kept in two fields once."""
        base = super().heard(row)
        for field in ("bound", "owed_to"):
            if f"{field}_id" in base:
                record_id, name = base[f"{field}_id"], quick_fold(base[f"{field}_name"])
                base[field] = [record_id, name] if record_id or name else ""
        return base

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

    def kept_words(self, candidate: CommitmentCandidate) -> list[str]:
        """A day that is none, and a colleague nobody knows."""
        kept = self._days(candidate)[3]
        if candidate.owner and quick_fold(candidate.owner) not in self._owners:
            kept.append(_("Responsible, in the list: {name}").format(name=candidate.owner))
        return kept

    def summary(self, plan: RegisterPlan) -> Iterator[str]:
        """Who, when, by when, to whom, and where it stands."""
        values = plan.values
        words_for_due = f"“{values['due_words']}”" if values["due_words"] else _("no date")
        yield self.show(values["bound"])
        yield _("said {day}").format(day=format_day(values["made_on"]))
        yield _("by {day}").format(day=format_day(values["due_on"])) if values["due_on"] else words_for_due
        if owed_to := self.show(values["owed_to"]):
            yield _("to {name}").format(name=owed_to)
        status = plan.outcome or (plan.steps[-1] if plan.steps else Status.NOTED)
        words = label(status)
        yield _("{status} (Kept needs evidence)").format(status=words) if status == Status.CLAIMED_DONE else words

    def in_words(self, candidate: CommitmentCandidate) -> Iterator[str]:
        """When and by when, where the list has words for it and no day."""
        if candidate.made_text and candidate.made_on is None:
            yield _("said: “{words}”").format(words=candidate.made_text)
        if due_words := self._days(candidate)[2]:
            yield _("by when: “{words}”").format(words=due_words)

    def can_move(self, plan: RegisterPlan, ours: OurRow, day: date) -> bool:
        """Not before it was said, nor while it stays closed."""
        return bool(day >= ours.values["made_on"] and (ours.status is not Status.CLOSED or plan.steps))

    def compare_more(
        self, plan: RegisterPlan, ours: OurRow, base: Mapping[str, Any] | None, found: Differences
    ) -> None:
        """Words for a day: kept as words while there is no day, else as a note."""
        words, mine = plan.candidate.due_words, ours.values["due_words"]
        if plan.candidate.due_on is not None or not words or quick_fold(words) == quick_fold(mine):
            return
        heard = None if base is None else base["due_words"]
        if heard is not None and quick_fold(heard) == quick_fold(words):
            return
        if ours.values["due_on"] is None and ours.status is not Status.CLOSED:
            if found.note(compare(heard, mine, words), "due", mine, words):
                plan.values["due_words"] = words
        elif base is not None:
            plan.notes.append(_("By when, in the list: {words}").format(words=words))
            found.note("take", "note", "", plan.notes[-1])


def _made(candidate: CommitmentCandidate) -> str:
    return candidate.made_on.isoformat() if candidate.made_on else candidate.made_text
