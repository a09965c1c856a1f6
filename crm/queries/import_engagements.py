"""The engagements of a register or a calendar: which are new, which we have, and what is said of those now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from crm.exchange.calendar_in import LAYOUT as CALENDAR
from crm.exchange.candidates import AttendanceCandidate, EngagementCandidate
from crm.exchange.cells import quick_fold
from crm.exchange.engagement_register import ENGAGEMENTS
from crm.queries.base import day, in_chunks
from crm.queries.import_comparing import Differences, Outcome, compare
from crm.queries.import_known import ImportedRow
from crm.queries.import_plan import RegisterPlan, RowPlan, Work
from crm.queries.import_register import Named, OurRow, RegisterPlanner
from crm.queries.team import list_users
from crm.rules import head_counts
from crm.rules.dates import format_day
from crm.rules.engagements import AttendanceCode, Status, label
from crm.rules.status_words import ENGAGEMENT
from resources.translations import _, ngettext

_TEXTS = ("title", "kind", "start_time", "end_time", "venue", "mode", "purpose", "organiser", "minutes")
_OURS = (
    f"SELECT e.id, r.uuid, e.status, e.is_locked, e.on_day, e.next_contact_on, e.organisation_id, e.place_id, "
    f"{', '.join(f'e.{name}' for name in (*_TEXTS, *head_counts.NAMES))} "
    "FROM engagement e JOIN record r ON r.id = e.id"
)
_ANY = "*"  # a beginning, where one of the two says none
_HAPPENED = (Status.HELD, Status.CLOSED_OUT)


@dataclass(frozen=True)
class Attendance:
    """Somebody expected or present, as it is to be written: of ours, or a name."""

    name: str
    person_id: int | None = None
    organisation_id: int | None = None
    code: str = ""
    part: str = ""
    side: str = "theirs"

    @property
    def keys(self) -> tuple[object, ...]:
        """By what the same line is found again."""
        own = self.person_id or self.organisation_id
        return (own, quick_fold(self.name)) if own else (quick_fold(self.name),)


class EngagementPlanner(RegisterPlanner[EngagementCandidate]):
    """One plan of one register of engagements, or of one calendar."""

    kind, table, words, first = ENGAGEMENTS, "engagement", ENGAGEMENT, Status.PLANNED
    due_field, moves_first, layouts = "on_day", True, (CALENDAR,)

    def names(self, candidate: EngagementCandidate) -> Iterator[str]:
        """The body, and everybody who was there."""
        yield candidate.body
        yield from (one.name for one in candidate.attendance)

    def asked(self, candidate: EngagementCandidate) -> tuple[str, ...]:
        """Only the body: who came and is not known stays a name."""
        return (candidate.body,) if candidate.body else ()

    def name(self, candidate: EngagementCandidate) -> str:
        """The title with its day."""
        return f"{candidate.title}, {format_day(candidate.on_day)}"

    def is_same(self, candidate: EngagementCandidate, base: Mapping[str, Any]) -> bool:
        """An event of a calendar is known by its number; a row has the same title or the same day."""
        if not candidate.key.startswith("ref:"):
            return True
        is_titled = quick_fold(candidate.title) == quick_fold(base["title"])
        return is_titled or candidate.on_day.isoformat() == base["on_day"]

    def _prepare(self) -> None:
        self._users = {quick_fold(user.name) for user in list_users(with_left=True)}
        self._by_uuid: dict[str, int] = {}
        emails = {one.email for found in self._candidates for one in found.attendance if one.email}
        self._by_email: dict[str, set[int]] = defaultdict(set)
        for normal, person_id in in_chunks(
            "SELECT c.normal, c.record_id FROM contact_point c JOIN person p ON p.id = c.record_id "
            "WHERE c.kind = 'email' AND NOT c.is_shared AND c.normal IN ({marks})",
            sorted(emails),
        ):
            self._by_email[normal].add(person_id)
        self._people, self._bodies = self._among("person"), self._among("organisation")

    def find_ours(self, heard: set[int]) -> Iterator[OurRow]:
        """Those heard of before, of a day in the list, and those that our own file names."""
        days = {one.on_day.isoformat() for one in self._candidates}
        uuids = {one.record_uuid for one in self._candidates if one.record_uuid}
        ways = ("e.id IN ({marks})", heard), ("e.on_day IN ({marks})", days), ("r.uuid IN ({marks})", uuids)
        found = {record_id: self._our_row(row) for record_id, row in self._rows_of_ours(_OURS, *ways).items()}
        self._add_attendance(found)
        yield from found.values()

    def _our_row(self, row: tuple[Any, ...]) -> OurRow:
        record_id, uuid, status, is_locked, on_day, next_contact, organisation_id, place_id = row[:8]
        texts = dict(zip((*_TEXTS, *head_counts.NAMES), row[8:], strict=True))
        self._by_uuid[uuid] = record_id
        self._known.add_typed(uuid, record_id)
        for start in (texts["start_time"], _ANY):
            self._known.add_typed((quick_fold(texts["title"]), on_day, start), record_id)
        values = texts | {
            "on_day": day(on_day),
            "next_contact_on": day(next_contact),
            "organisation_id": Named(organisation_id, "") if organisation_id else None,
            "place_id": self._place(place_id),
            "attendance": {},
        }
        return OurRow(record_id, texts["title"], values, Status(status), is_locked=bool(is_locked))

    @staticmethod
    def _add_attendance(found: Mapping[int, OurRow]) -> None:
        for engagement_id, person_id, name, organisation_id, code in in_chunks(
            "SELECT engagement_id, person_id, name, organisation_id, code FROM attendance "
            "WHERE engagement_id IN ({marks}) ORDER BY id",
            list(found),
        ):
            line = Attendance(name, person_id, None if person_id else organisation_id, code)
            for key in line.keys:
                found[engagement_id].values["attendance"].setdefault(key, line)

    def identities(self, candidate: EngagementCandidate) -> Iterator[object]:
        """Our own number in a file of ours; else the same title on the same day, at no other time."""
        if candidate.record_uuid:
            yield candidate.record_uuid
        title, on_day, start = quick_fold(candidate.title), candidate.on_day.isoformat(), candidate.start_time
        yield from ((title, on_day, each) for each in ((start, "") if start else ("", _ANY)))

    def _is_ours(self, candidate: EngagementCandidate) -> bool:
        return candidate.record_uuid in self._by_uuid

    def values(self, candidate: EngagementCandidate) -> dict[str, Any]:
        """What the row says; a file of ours says less than we know, and nothing new but the day."""
        if self._is_ours(candidate):
            return {}
        body = self._body(candidate)
        return {
            **{name: getattr(candidate, name) for name in _TEXTS},
            **dict.fromkeys(head_counts.NAMES),
            **dict(candidate.counts),
            "organisation_id": Named(body, self._bodies[body]) if body else None,
            "place_id": self._place_called(candidate.place),
            "next_contact_on": candidate.next_contact_on,
        }

    def _body(self, candidate: EngagementCandidate) -> int | None:
        found = self._parties.of(candidate.body).record_id
        return found if found in self._bodies else None

    def new_values(self, candidate: EngagementCandidate) -> dict[str, Any]:
        """With everybody who came, and how confidential it is."""
        usual = {"kind": candidate.kind or "meeting", "mode": candidate.mode or "in_person"}
        return (
            self.values(candidate)
            | usual
            | {
                "attendance": self._attendance(candidate),
                "confidentiality": int(candidate.is_internal),
            }
        )

    def due(self, candidate: EngagementCandidate) -> date | None:
        """Its day."""
        return candidate.on_day

    def said(self, candidate: EngagementCandidate) -> dict[str, Any]:
        """With everybody it names, and the version of an event."""
        lines = [[*line.keys, line.code] for line in self._attendance(candidate)]
        own = {"title": candidate.title, "on_day": candidate.on_day.isoformat(), "sequence": candidate.sequence}
        return super().said(candidate) | own | {"attendance": lines}

    def meaning(self, candidate: EngagementCandidate) -> str | None:
        """As the list says; what is over and shows that somebody came was held. Nothing was held on a day to come."""
        if self._is_ours(candidate):
            return ""
        found = super().meaning(candidate)
        is_over = candidate.on_day <= self._today
        if not found and not candidate.status and is_over and self._shows_it_was_held(candidate):
            return Status.HELD
        return Status.PLANNED if found in _HAPPENED and not is_over else found

    @staticmethod
    def _shows_it_was_held(candidate: EngagementCandidate) -> bool:
        """Minutes, a number of people, or somebody who was there: an invitation has none of these."""
        if candidate.sequence is not None:
            return False
        was_there = any(AttendanceCode(one.code or "P").was_there for one in candidate.attendance)
        return bool(candidate.minutes or candidate.counts or was_there)

    def kept_words(self, candidate: EngagementCandidate) -> list[str]:
        """A body and a place that are none of ours."""
        kept = []
        if candidate.body and not self._body(candidate):
            kept.append(_("Body met, in the list: {name}").format(name=candidate.body))
        if candidate.place and self.values(candidate).get("place_id") is None:
            kept.append(_("Place, in the list: {name}").format(name=candidate.place))
        return kept

    def summary(self, plan: RegisterPlan) -> Iterator[str]:
        """When, with whom, where, how many, and where it stands."""
        values = plan.values
        yield label(values["kind"])
        yield "–".join(filter(None, (values["start_time"], values["end_time"])))
        yield self.show(values["organisation_id"]) or plan.candidate.body
        yield values["venue"]
        lines = values["attendance"]
        if lines:
            known = sum(line.person_id is not None for line in lines)
            words = ngettext("{count} name", "{count} names", len(lines))
            yield _("{names}, {known} of them known here").format(names=words, known=known)
        yield label(plan.steps[-1] if plan.steps else Status.PLANNED)
        if values["confidentiality"]:
            yield _("internal: it carries numbers or codes to dial in with")

    def can_move(self, plan: RegisterPlan, ours: OurRow, day: date) -> bool:
        """A file of ours is older than what we have; and what was held was not held on a day to come."""
        return not self._is_ours(plan.candidate) and (ours.status not in _HAPPENED or day <= self._today)

    def can_step(self, plan: RegisterPlan, ours: OurRow, status: str) -> bool:
        """Nothing was held on a day to come, as we have it now."""
        return status not in _HAPPENED or (plan.move_to or ours.values["on_day"]) <= self._today

    # --- Who came ----------------------------------------------------------------------------------------------------

    def _attendance(self, candidate: EngagementCandidate) -> list[Attendance]:
        happened = self.meaning(candidate) in _HAPPENED
        usual = AttendanceCode.P if happened else AttendanceCode.U
        return [replace(self._line(one), code=str(one.code or usual)) for one in candidate.attendance]

    def _line(self, one: AttendanceCandidate) -> Attendance:
        found = self._parties.of(one.name)
        side = one.side or ("ours" if quick_fold(one.name) in self._users else "theirs")
        by_email = self._by_email.get(one.email, set()) if one.email else set()
        person_id = found.record_id if found.record_id in self._people else None
        if person_id is None and len(by_email) == 1 and (by_email <= set(found.alternatives) or _is_address(one)):
            person_id = next(iter(by_email))
        organisation_id = found.record_id if found.record_id in self._bodies else None
        return Attendance(one.name, person_id, organisation_id, part=one.part, side=side)

    def compare_more(
        self, plan: RegisterPlan, ours: OurRow, base: Mapping[str, Any] | None, found: Differences
    ) -> None:
        """Who is named for the first time is added; another code is taken where we have what the list had."""
        if self._is_ours(plan.candidate):
            return
        heard = {key: line[-1] for line in (base or {}).get("attendance", ()) for key in line[:-1]}
        taken: list[Attendance] = []
        for line in self._attendance(plan.candidate):
            mine = next((own for key in line.keys if (own := ours.values["attendance"].get(key))), None)
            code = next((heard[key] for key in line.keys if key in heard), None)
            if mine is None:
                outcome: Outcome = "keep" if ours.is_locked or code is not None else "take"
                is_taken = found.note(outcome, "attendance", "", f"{line.name} ({line.code})")
            else:
                is_linked = mine.person_id is None and line.person_id is not None and not ours.is_locked
                is_unsaid = mine.code == "U" and base is None and line.code != "U"
                result = compare(code, "" if is_unsaid else mine.code, line.code)
                if ours.is_locked and result == "take":
                    result = "keep"
                words = (f"{line.name} ({mine.code})", f"{line.name} ({line.code})")
                is_taken = found.note(result, "attendance", *words)
                if not is_taken:
                    line = replace(line, code=mine.code)
                if is_linked and not is_taken:
                    is_taken = found.note(
                        "take", "attendance", mine.name, _("{name}, known now").format(name=line.name)
                    )
            if is_taken:
                taken.append(line)
        if taken:
            plan.values["attendance"] = taken

    # --- Versions of an event ----------------------------------------------------------------------------------------

    def _compare(self, candidate: EngagementCandidate, ours: OurRow, row: ImportedRow | None, work: Work) -> RowPlan:
        heard = self.heard(row).get("sequence") if row is not None else None
        if candidate.sequence is not None and heard is not None and candidate.sequence < heard:
            reason = _("an older version of what was brought in already; it was passed over")
            return RowPlan(candidate.line, self.kind.id, ours.name, "unchanged", ours.id, reason=reason)
        return super()._compare(candidate, ours, row, work)


def _is_address(one: AttendanceCandidate) -> bool:
    """Whether nothing but the address says who it is."""
    return one.name.casefold() == one.email
