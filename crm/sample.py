"""A workspace to look around in: invented people of the Northern Cape and what they promised, made with operations.

The texts lie in `resources/sample/`; days in them count from today, so that something is always overdue and something
due soon. The same day gives the same workspace. Nobody in it is real; every record of a person says so.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from crm import sample_plain_words, sample_requests
from crm.operations import commitments, engagements
from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.engagements import AgendaDraft, AskDraft, AttendanceDraft, EngagementDraft, PointDraft
from crm.operations.movements import EvidenceDraft
from crm.operations.notes import add_note
from crm.operations.offices import RoleDraft, TermDraft, save_term
from crm.operations.organisations import OrganisationDraft, draft_organisation, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, add_gatekeeper, save_person
from crm.operations.team import add_user, set_setting
from crm.operations.topics import add_topic
from crm.queries import organisations, places, team, topics
from crm.queries.calendar import get_calendar
from crm.queries.commitments import get_commitment_rows
from crm.queries.engagements import get_engagement
from crm.queries.offices import get_office_words
from crm.rules import clock
from crm.rules.names import fold
from crm.sample_advocacy import Advocacy
from crm.sample_agreements import Agreements, Event
from crm.sample_issues import Issues
from crm.sample_matter import Matter
from crm.sample_opportunities import Opportunities
from crm.workspace import Workspace
from resources.translations import _

FOLDER_NAME = "Sample.kgotla"
PASSPHRASE = "kgotla sample workspace"  # noqa: S105 (see below)
"""Published: what is in a sample is no secret."""
ORGANISATION = "Diamond Fields Civil Voice (sample)"
USER = "Tshepiso Moroka"
PROVINCE = "Northern Cape"
SOURCE = "Sample data: nobody here is real"

_TEXTS = Path(__file__).parent.parent / "resources" / "sample"
_PHOTO = _TEXTS / "sign-in-sheet.png"
_COUNTS = ("other", "youth", "disability", "needs", "purpose", "meeting_point", "venue", "minutes")

Entry = Mapping[str, Any]


def make(folder: Path, passphrase: str = PASSPHRASE) -> Workspace:
    """A new sample workspace in a folder, opened. Raises as `Workspace.create` does; nothing is left behind then."""
    workspace = Workspace.create(folder, passphrase, USER, ORGANISATION, [PROVINCE])
    is_whole = False
    try:
        fill(workspace)
        is_whole = True
    finally:
        workspace.close()
        if not is_whole:
            shutil.rmtree(workspace.folder.path, ignore_errors=True)
    return Workspace.open(workspace.folder.path, passphrase)  # so that Undo begins with what the visitor does


def fill(workspace: Workspace) -> None:
    """Put the sample into a new workspace that has the reference data of the Northern Cape."""
    chosen = clock.chosen()
    try:
        _Sample(workspace, clock.today()).put_in()
        workspace.do(set_setting, "is_sample", True)
    finally:
        clock.choose(chosen)


def _read(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((_TEXTS / name).read_text(encoding="utf-8"))
    return found


class _Sample:
    """One filling; `ids` knows the records by the keys that the texts use."""

    source = SOURCE

    def __init__(self, workspace: Workspace, today: date) -> None:
        self.workspace = workspace
        self._today = today
        self._calendar = workspace.ask(get_calendar)
        self.ids: dict[str, int] = {}
        self._topics: dict[str, int] = {}
        self.owners: dict[str, int] = {}
        self._events: list[Event] = []

    def put_in(self) -> None:
        """Everything, in the order of the days on which it happened."""
        first = _read("engagements.json")
        clock.choose(self.day(min(entry["day"] for entry in first) - 5))
        self._put_organisations()
        self._put_people()
        Agreements(self).put_in()
        Advocacy(self).put_in()
        Issues(self).put_in()
        Opportunities(self).put_in()
        Matter(self).put_in()
        for entry in first:
            self._events.append((self._day_of(entry), self._engagement(entry)))
        for entry in _read("commitments.json"):
            self._events.append((self._day_of(entry), self._lone_commitment(entry)))
        while self._events:
            self._events.sort(key=lambda event: event[0])
            day, happens = self._events.pop(0)
            clock.choose(day)
            happens()
        clock.choose(self._today)
        sample_plain_words.put_in(self)
        sample_requests.put_in(self)

    def add(self, events: Iterable[Event]) -> None:
        """Let these happen on their days."""
        self._events.extend(events)

    # Days

    def day(self, days: int) -> date:
        """The day so many days from today."""
        return self._today + timedelta(days=days)

    def working(self, day: date, step: int) -> date:
        """The nearest working day, looking back (-1) or ahead (1)."""
        while not self._calendar.is_working(day):
            day += timedelta(days=step)
        return day

    def _day_of(self, entry: Entry) -> date:
        """What happened is written down on its day, what is planned was written down three weeks before."""
        if entry.get("state") in ("planned", "cancelled", "postponed"):
            return self.day(min(entry["day"], 0) - 21)
        return self._held_on(entry)

    def _held_on(self, entry: Entry) -> date:
        days: int = entry["day"]
        return self.day(days) if days == 0 else self.working(self.day(days), -1 if days < 0 else 1)

    def _due(self, entry: Entry, made_on: date) -> date | None:
        if "due_in" in entry:
            return self.working(self.day(entry["due_in"]), 1)
        return None if entry["due"] is None else self.working(made_on + timedelta(days=entry["due"]), 1)

    # Who

    def _put_organisations(self) -> None:
        home = self.workspace.ask(organisations.get_home)
        if home is not None:
            self.ids["home"] = home[0]
            draft = self.workspace.ask(draft_organisation, home[0])
            contacts = [ContactDraft("phone", "053 000 0200"), ContactDraft("email", "office@civilvoice.example.org")]
            self.workspace.do(save_organisation, replace(draft, contacts=contacts))
        for entry in _read("organisations.json"):
            self.ids[entry["key"]] = self._organisation(entry)
        self._put_terms()

    def _organisation(self, entry: Entry) -> int:
        present = self.workspace.ask(organisations.find_by_name, fold(entry["name"]))
        if present:
            draft = self.workspace.ask(draft_organisation, present[0])
            self.workspace.do(save_organisation, replace(draft, is_suggested=False))
            return present[0]
        draft = OrganisationDraft(
            name=entry["name"],
            kind=entry["kind"],
            short_name=entry.get("short", ""),
            parent_id=self.ids.get(entry.get("parent", "")),
            place_id=self._place(entry),
            side=entry.get("side", "public"),
            sphere=entry.get("sphere", ""),
            number=entry.get("number", ""),
            summary=entry.get("summary", ""),
            source=SOURCE,
            contacts=[ContactDraft(kind, entry[kind]) for kind in ("phone", "email") if kind in entry],
            topics=self.topics_of(entry),
        )
        return self.workspace.do(save_organisation, draft).value[0]

    def _put_terms(self) -> None:
        for key, name, start, end in (
            ("ncpl", _("6th term"), "2019-05-22", "2024-05-28"),
            ("ncpl", _("7th term"), "2024-06-14", ""),
            ("headmen", _("Council of headmen"), self.day(-1400).isoformat(), self.day(48).isoformat()),
        ):
            self.workspace.do(save_term, TermDraft(self.ids[key], name, start, end))

    def _place(self, entry: Entry) -> int | None:
        return self.workspace.ask(places.find_by_code, entry["place"]) if "place" in entry else None

    def topics_of(self, entry: Entry) -> list[int]:
        """Ids of the topics an entry names."""
        for name in entry.get("topics", ()):
            if name not in self._topics:
                known = self.workspace.ask(topics.find_topic, name)
                self._topics[name] = known or self.workspace.do(add_topic, name).value[0]
        return [self._topics[name] for name in entry.get("topics", ())]

    def _put_people(self) -> None:
        entries = _read("people.json")
        for number, entry in enumerate(entries):
            self.ids[entry["key"]] = self.workspace.do(save_person, self._person(entry, number)).value[0]
        for entry in entries:
            if "via" in entry:
                via, note = entry["via"]
                self.workspace.do(add_gatekeeper, self.ids[entry["key"]], self.ids[via], note)
            if "note" in entry:
                self.workspace.do(add_note, self.ids[entry["key"]], entry["note"], clock.today())
        self._put_team(entries)

    def _person(self, entry: Entry, number: int) -> PersonDraft:
        is_partner = entry["offices"][0][0] in _partners()
        checked = self.day(-(number * 37 % 520) - 6)
        return PersonDraft(
            name=entry["name"],
            languages=entry.get("languages", ""),
            access_needs=entry.get("needs", ""),
            summary=entry.get("summary", ""),
            ground="consent" if is_partner else "legitimate_interest",
            ground_source=_("Told us in person") if is_partner else _("Published by the office"),
            ground_on=checked,
            verified_on=checked,
            confidentiality=entry.get("confidentiality", 0),
            source=SOURCE,
            contacts=_contacts(entry, number, checked),
            roles=[self._role(office, entry) for office in entry["offices"]],
            tags=["sample"],
        )

    def _role(self, office: list[Any], entry: Entry) -> RoleDraft:
        key, title, start, *end = office
        text = start if isinstance(start, str) else f"{self.day(start):%Y-%m}"
        party = self.ids.get(entry.get("party", ""))
        return RoleDraft(self.ids[key], title, party_id=party, start=text, end=end[0] if end else "", source=SOURCE)

    def _put_team(self, entries: list[dict[str, Any]]) -> None:
        known = {user.name: user.id for user in self.workspace.ask(team.list_users)}
        me = known[self.workspace.user_name]
        for number, entry in enumerate(entries[:3]):
            name = entry["name"].split(" ", 1)[1]
            is_me = number == 0
            self.owners[entry["key"]] = (
                me if is_me else self.workspace.do(add_user, name, self.ids[entry["key"]]).value[0]
            )

    # What happened

    def _engagement(self, entry: Entry) -> Callable[[], None]:
        """What writes the engagement down on its day."""

        def happens() -> None:
            state = entry.get("state", "closed_out")
            draft = self._engagement_draft(entry, self._held_on(entry))
            if state in ("held", "closed_out"):
                operation = engagements.log_engagement if state == "held" else engagements.close_out
                self.ids[entry["title"]] = self.workspace.do(operation, draft).value[0]
                self._follow(entry, self.ids[entry["title"]])
                return
            engagement_id = self.workspace.do(engagements.save_engagement, draft).value[0]
            if state != "planned":
                self._events.append(
                    (self.day(entry["day"] - 1), lambda: self._change(engagement_id, state, entry["note"]))
                )

        return happens

    def _change(self, engagement_id: int, state: str, note: str) -> None:
        self.workspace.do(engagements.change_status, engagement_id, state, note)

    def _follow(self, entry: Entry, engagement_id: int) -> None:
        """Line up what came of each promise made in an engagement."""
        page = self.workspace.ask(get_engagement, engagement_id)
        for promise, commitment_id in zip(entry.get("promises", ()), page.commitments if page else (), strict=True):
            self._line_up(promise, commitment_id, clock.today())

    def _engagement_draft(self, entry: Entry, on: date) -> EngagementDraft:
        start, _dash, end = entry.get("time", "").partition("-")
        women, men = entry.get("counts", (None, None))
        total = women + men if women is not None else None
        draft = EngagementDraft(
            title=entry["title"],
            on_day=on,
            kind=entry.get("kind", "meeting"),
            start_time=start,
            end_time=end,
            organisation_id=self.ids[entry["body"]],
            place_id=self._place(entry),
            mode=entry.get("mode", "in_person"),
            next_contact_on=self.day(entry["next_contact"]) if "next_contact" in entry else None,
            women=women,
            men=men,
            total=total,
            confidentiality=entry.get("confidentiality", 0),
            source=SOURCE,
            attendance=self._attendance(entry),
            agenda=[AgendaDraft(title) for title in entry.get("agenda", ())],
            points=[PointDraft(text, raised_by) for text, raised_by in entry.get("points", ())],
            asks=[_ask(ask) for ask in entry.get("asks", ())],
            commitments=[self._commitment_draft(promise, on, entry) for promise in entry.get("promises", ())],
            files=[_PHOTO] if entry.get("files") else [],
            topics=self.topics_of(entry),
        )
        return replace(draft, **{name: entry[name] for name in _COUNTS if name in entry})

    def _attendance(self, entry: Entry) -> list[AttendanceDraft]:
        found = []
        for side in ("theirs", "ours"):
            for written in entry.get(side, ()):
                key, code, part = (*written.split(":"), "", "")[:3]
                found.append(AttendanceDraft(self.ids[key], side=side, code=code or "P", part=part))
        return found

    def _commitment_draft(self, promise: Entry, made_on: date, around: Entry) -> CommitmentDraft:
        maker_id = self.ids[promise["by"]] if promise["by"] else None
        clause, _slash, deliverable = promise.get("under", "").partition("/")
        return CommitmentDraft(
            words=promise["words"],
            made_on=made_on,
            language=promise.get("language", ""),
            translation=promise.get("translation", ""),
            kind=promise.get("kind", "informal"),
            said_where=promise.get("said_where", ""),
            maker_id=maker_id,
            maker_office=self.workspace.ask(get_office_words, maker_id, made_on) if maker_id else "",
            bound_id=self.ids.get(promise.get("bound", "")),
            bound_name=promise.get("bound_name", ""),
            owed_to_id=self.ids[promise["to"]],
            owner_id=self._owner(promise, around),
            strength=promise.get("strength", "firm"),
            due_on=self._due(promise, made_on),
            due_words=promise.get("due_words", ""),
            clause_id=self.ids[clause] if clause else None,
            deliverable_id=self.ids[promise["under"]] if deliverable else None,
            source=SOURCE,
            topics=self.topics_of(promise),
        )

    def _owner(self, promise: Entry, around: Entry) -> int | None:
        if "owner" in promise:
            return self.owners.get(promise["owner"] or "")
        ours = [written.split(":")[0] for written in around.get("ours", ())]
        return next((self.owners[key] for key in ours if key in self.owners), self.owners["moroka"])

    def _lone_commitment(self, entry: Entry) -> Callable[[], None]:
        """What writes down a promise that was made outside an engagement."""

        def happens() -> None:
            draft = self._commitment_draft(entry, clock.today(), entry)
            commitment_id = self.workspace.do(save_commitment, draft).value[0]
            self._line_up(entry, commitment_id, clock.today())

        return happens

    # What came of it

    def _line_up(self, promise: Entry, commitment_id: int, made_on: date) -> None:
        for step in promise.get("then", ()):
            day = max(made_on, self.working(made_on + timedelta(days=step["after"]), -1))
            self._events.append((day, self._step(step, commitment_id, made_on)))

    def _step(self, step: Entry, commitment_id: int, made_on: date) -> Callable[[], None]:
        for name, what in (("move_to", self._move), ("ask", self._ask_about)):
            if name in step:
                return lambda: what(step, commitment_id, made_on)
        return lambda: self._take_step(step, commitment_id)

    def _move(self, step: Entry, commitment_id: int, made_on: date) -> None:
        self.workspace.do(
            commitments.move_date,
            commitment_id,
            self.working(made_on + timedelta(days=step["move_to"]), 1),
            clock.today(),
            said_by=step.get("said_by", ""),
            how=step.get("how", ""),
            reason=step.get("why", ""),
            is_agreed=step.get("agreed", True),
        )

    def _ask_about(self, step: Entry, commitment_id: int, _made_on: date) -> None:
        self.workspace.do(
            commitments.follow_up,
            commitment_id,
            clock.today(),
            channel=step["ask"],
            to_whom=step.get("to", ""),
            words=step.get("words", ""),
            answer=step.get("answer", ""),
        )

    def _take_step(self, step: Entry, commitment_id: int) -> None:
        """A status, a claim that it is done, or an ending with its outcome and evidence."""
        today = clock.today()
        status, outcome, note = step.get("status", "closed"), step.get("close", ""), step.get("note", "")
        shown = step.get("kept", "") or step.get("evidence", "")
        if "kept" in step:
            outcome = "kept"
        elif "claimed" in step:
            status, note = "claimed_done", step["claimed"]
        piece = EvidenceDraft(
            shown, step.get("kind", "visit"), _PHOTO if step.get("file") else None, today, self._seen_by(commitment_id)
        )
        self.workspace.do(
            commitments.change_status,
            commitment_id,
            status,
            today,
            note=note,
            outcome=outcome,
            evidence=[piece] if shown else [],
        )

    def _seen_by(self, commitment_id: int) -> str:
        (row,) = self.workspace.ask(get_commitment_rows, [commitment_id])
        return row.owner_name


def _partners() -> set[str]:
    return {entry["key"] for entry in _read("organisations.json") if entry.get("side") == "partner"} | {"home"}


def _ask(written: list[str] | str) -> AskDraft:
    if isinstance(written, str):
        return AskDraft(written)
    text, response, answer = written
    return AskDraft(text, response=response, answer=answer)


def _contacts(entry: Entry, number: int, checked: date) -> list[ContactDraft]:
    """Numbers in blocks of noughts and addresses at example.org: nobody can be reached with them."""
    words = "".join(letter if letter.isalpha() and letter.isascii() else " " for letter in fold(entry["name"])).split()
    found = [ContactDraft("email", f"{words[-2]}.{words[-1]}@example.org", source=SOURCE, checked_on=checked)]
    if entry.get("mobile"):
        mobile = f"082 000 0{100 + number}"
        return [ContactDraft("mobile", mobile, is_preferred=True, source=SOURCE, checked_on=checked), *found]
    office = f"053 000 0{400 + number}"
    return [ContactDraft("phone", office, _("Office"), is_shared=True, source=SOURCE, checked_on=checked), *found]
