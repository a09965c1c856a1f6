"""The petitions of a register: which are new, which we have, and what its newer version says of those."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from crm.exchange.candidates import PetitionCandidate
from crm.exchange.cells import quick_fold
from crm.exchange.petition_register import PETITIONS
from crm.queries.base import day, rows
from crm.queries.import_comparing import Differences
from crm.queries.import_plan import RegisterPlan
from crm.queries.import_register import Named, OurRow, Party, RegisterPlanner
from crm.queries.people import get_names
from crm.queries.team import list_users
from crm.rules.dates import format_day
from crm.rules.petitions import Kind, Outcome, Status, endings, is_open, label, outcome_on, path_of, status_on
from crm.rules.status_words import PETITION, petition_steps
from resources.translations import _

_TEXTS = ("title", "kind", "prayer", "their_number", "language", "signatures")
_DAYS = ("submitted_on", "acknowledged_on")
_OURS = (
    f"SELECT id, reference, status, outcome, {', '.join((*_TEXTS, *_DAYS))}, due_on, body_id, committee_id, "
    "member_id, petitioner_id, petitioner_name, place_id, owner_id FROM petition ORDER BY id"
)


class PetitionPlanner(RegisterPlanner[PetitionCandidate]):
    """One plan of one register of petitions."""

    kind, table, words, first = PETITIONS, "petition", PETITION, Status.DRAFT

    def names(self, candidate: PetitionCandidate) -> Iterable[str]:
        """The body, the committee, who asks and who presents it."""
        return candidate.petitioner, candidate.body, candidate.committee, candidate.member

    asked = names

    def name(self, candidate: PetitionCandidate) -> str:
        """The title."""
        return candidate.title

    def is_same(self, candidate: PetitionCandidate, base: Mapping[str, Any]) -> bool:
        """The same title, or the same number of theirs."""
        is_numbered = bool(candidate.their_number) and candidate.their_number == base["their_number"]
        return is_numbered or quick_fold(candidate.title) == quick_fold(base["title"])

    def _prepare(self) -> None:
        self._users = {user.id: user.name for user in list_users(with_left=True)}
        self._bodies, self._people = self._among("organisation"), self._among("person")
        self._called = self._bodies | self._people

    def find_ours(self, heard: set[int]) -> Iterator[OurRow]:
        """All there are: nobody has very many."""
        found = rows(_OURS)
        ids = {one for row in found for one in (*row[13:16], row[16]) if one is not None}
        self._called |= get_names(sorted(ids))
        for row in found:
            yield self._our_row(row)

    def _our_row(self, row: tuple[Any, ...]) -> OurRow:
        petition_id, reference, status, outcome = row[:4]
        values = dict(zip((*_TEXTS, *_DAYS), row[4:12], strict=True))
        due_on, body_id, committee_id, member_id, petitioner_id, petitioner_name, place_id, owner_id = row[12:]
        self._known.add_typed(reference, petition_id)
        if values["their_number"]:
            self._known.add_typed(("theirs", quick_fold(values["their_number"])), petition_id)
        self._known.add_typed(quick_fold(values["title"]), petition_id)
        values |= {
            **{name: day(values[name]) for name in _DAYS},
            "due_on": day(due_on),
            "body_id": self._named(body_id),
            "committee_id": self._named(committee_id),
            "member_id": self._named(member_id),
            "petitioner": Party(petitioner_id, petitioner_name),
            "place_id": self._place(place_id),
            "owner_id": Named(owner_id, self._users.get(owner_id, "")) if owner_id else None,
        }
        return OurRow(petition_id, f"{reference} {values['title']}", values, Status(status), outcome)

    def _named(self, record_id: int | None) -> Named | None:
        return Named(record_id, self._called.get(record_id, "")) if record_id else None

    def identities(self, candidate: PetitionCandidate) -> Iterator[object]:
        """Our reference, their number, else the same title."""
        yield candidate.reference.upper()
        if candidate.their_number:
            yield "theirs", quick_fold(candidate.their_number)
        yield quick_fold(candidate.title)

    def values(self, candidate: PetitionCandidate) -> dict[str, Any]:
        """What the row says; a body or member of ours, or nothing."""
        owner = self._owners.get(quick_fold(candidate.owner))
        return {
            **{name: getattr(candidate, name) for name in (*_TEXTS, *_DAYS)},
            "body_id": self._of_ours(candidate.body, self._bodies),
            "committee_id": self._of_ours(candidate.committee, self._bodies),
            "member_id": self._of_ours(candidate.member, self._people),
            "petitioner": self.party(candidate.petitioner),
            "place_id": self._place_called(candidate.place),
            "owner_id": Named(owner, self._users[owner]) if owner else None,
        }

    def _of_ours(self, name: str, wanted: Collection[int]) -> Named | None:
        found = self._parties.of(name).record_id
        return self._named(found) if found in wanted else None

    def new_values(self, candidate: PetitionCandidate) -> dict[str, Any]:
        """With where it stands already."""
        meaning = self.meaning(candidate)
        kind = candidate.kind or Kind.PETITION
        status, outcome = _on_path(kind, *self.words.state_of(meaning or "", False))
        return self.values(candidate) | {
            "kind": kind,
            "status": str(status or self._first_status(candidate)),
            "outcome": str(outcome),
        }

    @staticmethod
    def _first_status(candidate: PetitionCandidate) -> Status:
        """What was acknowledged or handed in is no draft."""
        if candidate.acknowledged_on:
            return status_on(path_of(candidate.kind or Kind.PETITION), Status.ACKNOWLEDGED) or Status.SUBMITTED
        return Status.SUBMITTED if candidate.submitted_on else path_of(candidate.kind or Kind.PETITION).first

    def due(self, candidate: PetitionCandidate) -> date | None:
        """The day by which they are to answer."""
        return candidate.due_on

    def kept_words(self, candidate: PetitionCandidate) -> list[str]:
        """Names that are none of ours."""
        values = self.values(candidate)
        kept = []
        state = self.words.state_of(self.meaning(candidate) or "", False)
        if state[0] and not _on_path(candidate.kind or Kind.PETITION, *state)[0]:
            kept.append(_("Status in the list: {words}").format(words=candidate.status))
        for field, heading, name in (
            ("body_id", _("Handed in at"), candidate.body),
            ("committee_id", _("Committee"), candidate.committee),
            ("member_id", _("Presented by"), candidate.member),
            ("place_id", _("Place"), candidate.place),
            ("owner_id", _("Responsible"), candidate.owner),
        ):
            if name and values[field] is None:
                kept.append(_("{heading}, in the list: {words}").format(heading=heading, words=name))
        return kept

    def summary(self, plan: RegisterPlan) -> Iterator[str]:
        """What, who, where, and where it stands."""
        values = plan.values
        yield label(values["kind"])
        yield self.show(values["petitioner"])
        yield self.show(values["body_id"]) or plan.candidate.body
        if values["submitted_on"]:
            yield _("submitted {day}").format(day=format_day(values["submitted_on"]))
        if values["due_on"]:
            yield _("answer due {day}").format(day=format_day(values["due_on"]))
        yield label(values["outcome"] or values["status"])

    def can_move(self, plan: RegisterPlan, ours: OurRow, day: date) -> bool:
        """Only while it is open."""
        return is_open(ours.status)

    def compare_more(
        self, plan: RegisterPlan, ours: OurRow, base: Mapping[str, Any] | None, found: Differences
    ) -> None:
        """Days that would stand the wrong way round stay as we have them."""
        submitted, acknowledged = (plan.values.get(name) or ours.values[name] for name in _DAYS)
        if submitted and acknowledged and acknowledged < submitted:
            for name in _DAYS:
                if plan.values.pop(name, None) is not None:
                    found.keep_instead(name)

    def _compare_values(
        self, plan: RegisterPlan, ours: OurRow, base: Mapping[str, Any] | None, found: Differences
    ) -> None:
        """A kind whose path does not know where ours stands is the user's to change."""
        super()._compare_values(plan, ours, base, found)
        kind = plan.values.get("kind")
        if kind and not _on_path(kind, ours.status, ours.outcome)[0]:
            del plan.values["kind"]
            found.keep_instead("kind")

    def stand(self, plan: RegisterPlan, ours: OurRow, status: str, outcome: str) -> tuple[str, str]:
        """On the path of its kind."""
        found = _on_path(_kind_of(plan, ours), status, outcome)
        return found if found[0] else (status, outcome)

    def way(self, plan: RegisterPlan, ours: OurRow, status: str) -> tuple[Status, ...]:
        """On the path of its kind, from where it stands there."""
        stands = status_on(path_of(_kind_of(plan, ours)), ours.status) or ours.status
        return petition_steps(_kind_of(plan, ours), stands, Status(status)) if status else ()

    def can_step(self, plan: RegisterPlan, ours: OurRow, status: str) -> bool:
        """An end that is not possible from where it stands is the user's to write down."""
        _status, outcome = self.stand(plan, ours, *self.words.state_of(self.meaning(plan.candidate) or "", False))
        steps = self.way(plan, ours, status)
        last = steps[-2] if len(steps) > 1 else ours.status
        return not outcome or Outcome(outcome) in endings(_kind_of(plan, ours), last)


def _kind_of(plan: RegisterPlan, ours: OurRow) -> str:
    """The kind it will have."""
    return str(plan.values.get("kind") or ours.values["kind"])


def _on_path(kind: str, status: str, outcome: str) -> tuple[str, str]:
    """What the path of a kind calls a status and outcome; nothing where it knows nothing like them."""
    path = path_of(kind)
    stands = status_on(path, Status(status)) if status else None
    ended = outcome_on(path, Outcome(outcome)) if outcome else None
    return (str(stands), str(ended or "")) if stands and bool(outcome) == bool(ended) else ("", "")
