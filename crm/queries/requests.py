"""Requests under POPIA: the list with its clock, the page of one, and what was decided of each thing that is held."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.queries.base import AT_ONCE, Tuple, Where, build, chunks, day, grouped, ids, in_chunks, marks, one, rows
from crm.queries.calendar import get_calendar
from crm.queries.disclosures import DisclosuresFilter, Part, list_disclosures
from crm.queries.held import Held, list_held
from crm.queries.history import list_history
from crm.queries.known_names import finder_of, get_finder, list_known_names
from crm.queries.movements import get_moves, list_moves, list_steps
from crm.queries.people import get_names
from crm.rules import clock, history_words
from crm.rules.commitment_sentence import date_sentence
from crm.rules.commitments import Lateness, lateness
from crm.rules.contact_finding import EMAIL, NUMBER, significant_digits
from crm.rules.dates import format_day
from crm.rules.due_dates import DueDates
from crm.rules.name_finding import Mention
from crm.rules.requests import (
    ANSWER,
    DRAFT,
    HISTORY,
    HISTORY_LINES,
    STAGE,
    Choice,
    Kind,
    Outcome,
    Proposal,
    Status,
    is_open,
    label,
    propose,
    wants_reading,
)
from crm.store import search
from resources.translations import _

_FILES = "attachment"
Span = tuple[int, int]


@dataclass(frozen=True)
class RequestsFilter:
    """Which requests a list shows."""

    text: str = ""
    status: str = "open"  # open, closed, all, or one Status
    kind: str = ""
    person_id: int | None = None
    owner_id: int | None = None
    sort: str = "due"  # due, reference, asked_by, received, status
    descending: bool = False


@dataclass(frozen=True)
class RequestRow:
    """A request, with all that is computed of it."""

    id: int
    reference: str
    kind: Kind
    status: Status
    outcome: Outcome | None
    person_id: int | None
    asked_by: str
    for_whom: str
    received_on: date
    due_on: date
    words: str
    identity_seen: str
    identity_seen_on: date | None
    decided_on: date | None
    decided_by: str
    reason: str
    answered_on: date | None
    answered_how: str
    hand_over_id: int | None
    owner_id: int | None
    owner_name: str
    confidentiality: int
    person: str
    lateness: Lateness
    sentence: str
    is_extended: bool

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return f"{self.reference} {self.asked_by}"

    @property
    def is_open(self) -> bool:
        """Whether it still has to be answered."""
        return is_open(self.status)

    @property
    def stands(self) -> str:
        """Where it stands, or how it was answered, in words."""
        return label(self.outcome or self.status)

    @property
    def wants_reading(self) -> bool:
        """Whether each thing that is held has to be read for its answer."""
        return wants_reading(self.kind)


@dataclass(frozen=True)
class Reading:
    """How far the reading is, and what was chosen for what was read."""

    read: int = 0
    count: int = 0
    given: int = 0
    covered: int = 0
    withheld: int = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing is unread."""
        return self.read == self.count

    @property
    def words(self) -> str:
        """“12 of 43 read”."""
        if not self.count:
            return _("Nothing is held")
        return _("{read} of {count} read").format(read=self.read, count=self.count)


@dataclass(frozen=True)
class RequestPage:
    """All that the page of a request shows."""

    row: RequestRow
    source: str
    steps: tuple[Tuple, ...]
    """Steps, oldest first: (on, from, to, outcome, note, source)."""
    moves: tuple[Tuple, ...]
    """The extension, if there was one: (old, new, said on, said by, how, reason, agreed)."""
    corrections: tuple[tuple[int, str, str], ...]
    """Corrections asked for and not made: (record id, what was asked, why not)."""
    erasures: tuple[tuple[str, date], ...]
    reading: Reading


@dataclass(frozen=True)
class Item:
    """One thing that is held, what is proposed for it, and what somebody who read it chose."""

    number: int
    held: Held
    named: tuple[tuple[Span, ...], ...]
    """Beside what it says: where others are named in it."""
    proposal: Proposal
    choice: str
    ground: str
    note: str
    read_by: str
    read_on: date | None
    is_read: bool
    is_changed: bool
    """Whether it was read and is something else since: it says other words, or names or could harm other people."""
    digest: str
    """Changes with all that whoever decided went by."""

    @property
    def key(self) -> str:
        """How it is named on the command line: “note:12”."""
        return f"{self.held.table}:{self.held.line}"

    @property
    def is_file(self) -> bool:
        """Whether it stands for a file."""
        return self.held.table == _FILES

    @property
    def title(self) -> str:
        """What it is, and on which record."""
        thing = self.held.thing[:1].upper() + self.held.thing[1:]
        return f"{thing} · {self.held.record}" if self.held.record and self.held.noun != "people" else thing


# --- The list --------------------------------------------------------------------------------------------------------

_ORDERS = {
    "due": "a.status = 'answered', a.due_on {d}, a.id",
    "reference": "a.id {d}",
    "asked_by": "a.asked_by {d}, a.id",
    "received": "a.received_on {d}, a.id",
    "status": "a.status {d}, a.due_on, a.id",
}


def list_requests(wanted: RequestsFilter | None = None) -> list[int]:
    """Ids of requests in the order of the list; open ones by the day they are due."""
    wanted = wanted or RequestsFilter()
    where = Where()
    if search.expression(wanted.text):
        where.add(search.MATCHES.format(id="a.id"), search.expression(wanted.text))
    if wanted.status in ("open", "closed"):
        where.add(f"a.status {'<>' if wanted.status == 'open' else '='} 'answered'")
    elif wanted.status not in ("", "all"):
        where.add("a.status = ?", wanted.status)
    where.add_given(
        ("a.kind = ?", wanted.kind or None),
        ("a.person_id = ?", wanted.person_id),
        ("a.owner_id = ?", wanted.owner_id),
    )
    order = _ORDERS.get(wanted.sort, _ORDERS["due"]).format(d="DESC" if wanted.descending else "ASC")
    return ids(f"SELECT a.id FROM access_request a{where} ORDER BY {order}", *where.values)


_FIELDS = (
    *("id", "reference", "kind", "status", "outcome", "person_id", "asked_by", "for_whom", "received_on", "due_on"),
    *("words", "identity_seen", "identity_seen_on", "decided_on", "decided_by", "reason", "answered_on"),
    *("answered_how", "hand_over_id", "owner_id"),
)
_DAYS = ("received_on", "due_on", "identity_seen_on", "decided_on", "answered_on")


def get_request_rows(request_ids: Sequence[int], today: date | None = None) -> list[RequestRow]:
    """Rows for these requests, in this order, as they stand on the day."""
    on, found = today or clock.today(), dict[int, RequestRow]()
    calendar = get_calendar()
    columns = ", ".join(f"a.{name}" for name in _FIELDS)
    for some in chunks(request_ids, AT_ONCE):
        raw = rows(
            f"SELECT {columns}, coalesce(u.name, ''), rec.confidentiality FROM access_request a "
            'JOIN record rec ON rec.id = a.id LEFT JOIN "user" u ON u.id = a.owner_id '
            f"WHERE a.id IN ({marks(some)})",
            *some,
        )
        records = [dict(zip((*_FIELDS, "owner_name", "confidentiality"), row, strict=True)) for row in raw]
        names = get_names([record["person_id"] for record in records if record["person_id"]])
        moves = get_moves(some)
        for record in records:
            values: dict[str, Any] = {name: day(value) if name in _DAYS else value for name, value in record.items()}
            moved = moves.get(record["id"], ())
            values["person"] = names.get(record["person_id"], "")
            values |= _standing(values, DueDates(moved[0].old if moved else values["due_on"], moved), on)
            values["lateness"] = lateness(values.pop("due"), is_open(values["status"]), on, calendar)
            found[record["id"]] = build(RequestRow, **values, is_extended=bool(moved))
    return [found[key] for key in request_ids if key in found]


def _standing(values: Mapping[str, Any], due: DueDates, on: date) -> dict[str, Any]:
    """Kind, status and outcome, the days, and the sentence that says them."""
    kind, status = Kind(values["kind"]), Status(values["status"])
    outcome = Outcome(values["outcome"]) if values["outcome"] else None
    received = _("Received {day}").format(day=format_day(values["received_on"], on))
    if outcome is not None and values["answered_on"] is not None:
        ended = _("{outcome} {day}").format(outcome=label(outcome), day=format_day(values["answered_on"], on))
        sentence = f"{received}; {ended}."
    else:
        sentence = f"{received}. {date_sentence(due, on, is_open=True)}"
    return {"kind": kind, "status": status, "outcome": outcome, "sentence": sentence, "due": due}


def find_request(reference: str) -> int | None:
    """The request with this reference, such as Q-2026-0001."""
    found = ids("SELECT id FROM access_request WHERE reference = ?", reference)
    return found[0] if found else None


# --- The page of one -------------------------------------------------------------------------------------------------


def get_request(request_id: int, today: date | None = None) -> RequestPage | None:
    """The request's page, or None when there is none."""
    found = get_request_rows([request_id], today)
    if not found:
        return None
    source = one("SELECT source FROM record WHERE id = ?", request_id)
    erasures = rows("SELECT kind, on_day FROM erasure WHERE request_id = ? ORDER BY id", request_id)
    return RequestPage(
        found[0],
        source[0] if source else "",
        list_steps(request_id),
        list_moves(request_id),
        tuple(
            rows("SELECT record_id, words, why_not FROM correction_note WHERE request_id = ? ORDER BY id", request_id)
        ),
        tuple((kind, date.fromisoformat(on)) for kind, on in erasures),
        reading_of(list_items(request_id)) if found[0].wants_reading else Reading(),
    )


def reading_of(items: Sequence[Item]) -> Reading:
    """How far the reading of these is."""
    read = [item for item in items if item.is_read]
    counts = {choice: sum(item.choice == choice for item in read) for choice in Choice}
    return Reading(len(read), len(items), counts[Choice.GIVE], counts[Choice.COVER], counts[Choice.WITHHOLD])


# --- What is held, thing by thing ------------------------------------------------------------------------------------


def list_items(request_id: int) -> list[Item]:
    """Everything that is held on the person of a request, joined with what was decided of it.

    A row that came or changed since it was read is unread, as is one that names somebody else now, or somebody who
    could be harmed since. The request itself, and its papers, are not among them.
    """
    found = one("SELECT person_id FROM access_request WHERE id = ?", request_id)
    if found is None or found[0] is None:
        return []
    person_id = int(found[0])
    own = {request_id, *list_papers(request_id)}
    held = [each for each in list_held(person_id) if each.record_id not in own]
    held += _history(person_id)
    decided = _decided(request_id)
    mentions = _mentions(held)
    at_risk = frozenset(ids("SELECT id FROM person WHERE is_at_risk AND id <> ?", person_id))
    harmed = _sources_at_risk(held, at_risk)
    return [
        _item(number, each, mentions, person_id, at_risk, harmed, decided.get((each.table, each.line)))
        for number, each in enumerate(held, start=1)
    ]


def list_papers(request_id: int) -> list[int]:
    """What was made of this request, oldest first: drafts, the page to sign, and the answer."""
    return [hand_over_id for hand_over_id, _report, _options in _papers(request_id)]


def list_answers(request_id: int) -> list[int]:
    """The hand-overs of the answer to this request, oldest first; a draft to read at home is none."""
    return [each for each, report, options in _papers(request_id) if report == ANSWER and options.get(STAGE) != DRAFT]


def _papers(request_id: int) -> list[tuple[int, str, Mapping[str, str]]]:
    found = rows("SELECT id, report, options FROM hand_over ORDER BY id")
    read = [(hand_over_id, report, json.loads(options)) for hand_over_id, report, options in found]
    return [paper for paper in read if request_of(paper[2]) == request_id]


def request_of(options: Mapping[str, str]) -> int:
    """Which request a paper with these options answers; 0 for none."""
    number = options.get("request", "").removeprefix("requests:")
    return int(number) if number.isdecimal() else 0


def _history(person_id: int) -> list[Held]:
    """What was done with the person's record, newest first, as one thing."""
    entries = list_history(person_id, HISTORY_LINES)
    if not entries:
        return []
    said = tuple(
        (
            _("{day}, {name}").format(day=format_day(date.fromisoformat(entry.at[:10])), name=entry.by),
            "; ".join((entry.label, *entry.lines)),
        )
        for entry in entries
    )
    digest = hashlib.sha256(repr([entry.operation_id for entry in entries]).encode()).hexdigest()
    thing = history_words.thing(HISTORY)
    level = one("SELECT confidentiality FROM record WHERE id = ?", person_id)
    return [
        Held(
            HISTORY,
            0,
            thing,
            person_id,
            "people",
            "",
            level[0] if level else 0,
            said,
            frozenset((person_id,)),
            digest,
            is_mention=False,
        )
    ]


def _decided(request_id: int) -> dict[tuple[str, int], Tuple]:
    found = rows(
        "SELECT tbl, line, choice, ground, note, read_by, read_on, read_digest FROM request_item WHERE request_id = ?",
        request_id,
    )
    return {(row[0], row[1]): row[2:] for row in found}


def _texts(held: Held) -> Iterable[str]:
    """All that goes out of it: what it says, and what the record is called on which it stands."""
    return (*(text for pair in held.said for text in pair), held.record)


def _mentions(held: Sequence[Held]) -> dict[str, list[Mention]]:
    """Whoever is named in what is held, or has a number or address in it.

    A municipality that bears somebody's name is nobody.
    """
    texts = {text for each in held for text in _texts(each)}
    found = {text: list(mentions) for text, mentions in get_finder(texts).find(texts).items()}
    for text, mention in _contacts_in(texts):
        found.setdefault(text, []).append(mention)
    return found


def _contacts_in(texts: Iterable[str]) -> Iterator[tuple[str, Mention]]:
    """Where numbers and addresses of people stand."""
    places = [(text, found) for text in texts for form in (EMAIL, NUMBER) for found in form.finditer(text)]
    if not places:
        return
    whose: dict[str, set[int | None]] = defaultdict(set)
    for normal, who in rows("SELECT c.normal, p.id FROM contact_point c JOIN person p ON p.id = c.record_id"):
        whose[_known_by(normal)].add(who)
    for text, found in places:
        if (key := _known_by(found[0])) and key in whose:
            yield text, Mention(found.start(), found.end(), frozenset(whose[key]))


def _known_by(contact: str) -> str:
    return contact.casefold() if "@" in contact else significant_digits(contact)


def _sources_at_risk(held: Sequence[Held], at_risk: frozenset[int]) -> frozenset[int]:
    """The records whose source names somebody who could be harmed."""
    if not at_risk:
        return frozenset()
    found = in_chunks(
        "SELECT id, source FROM record WHERE source <> '' AND id IN ({marks})", {each.record_id for each in held}
    )
    sources: dict[int, str] = dict(found)
    finder = finder_of((known for known in list_known_names() if known.person_id in at_risk), sources.values())
    named = finder.find(set(sources.values()))
    return frozenset(record_id for record_id, text in sources.items() if named.get(text))


def _item(
    number: int,
    held: Held,
    mentions: Mapping[str, Sequence[Mention]],
    person_id: int,
    at_risk: frozenset[int],
    harmed: frozenset[int],
    decided: Tuple | None,
) -> Item:
    others = [[each for each in mentions.get(text, ()) if person_id not in each.whose] for text in _texts(held)]
    whose = frozenset(who for found in others for each in found for who in each.whose)
    risky = at_risk & (held.links | whose)
    proposal = propose(
        is_restricted=held.confidentiality == 2,
        may_harm=bool(risky) or held.record_id in harmed,
        names_others=any(others),
        is_file=held.table == _FILES,
    )
    choice, ground, note, read_by, read_on, read = decided or (proposal.choice, proposal.ground, "", "", None, "")
    covered = [text[each.start : each.end] for text, found in zip(_texts(held), others, strict=True) for each in found]
    digest = _digest(held, covered, risky, is_harmed=held.record_id in harmed)
    return Item(
        number,
        held,
        tuple(tuple(sorted((each.start, each.end) for each in found)) for found in others[1:-1:2]),
        proposal,
        choice,
        ground,
        note,
        read_by,
        day(read_on),
        is_read=read == digest,
        is_changed=bool(read) and read != digest,
        digest=digest,
    )


def _digest(held: Held, covered: Collection[str], risky: Collection[int], *, is_harmed: bool) -> str:
    """Of what it says and, where it touches others, of whose names are covered and who could be harmed."""
    if not covered and not risky and not is_harmed:
        return held.digest
    touched = json.dumps([held.digest, sorted(covered), sorted(risky), is_harmed], ensure_ascii=False)
    return hashlib.sha256(touched.encode()).hexdigest()


def list_unread(request_id: int) -> list[Item]:
    """The things that nobody has read as they are now."""
    return [item for item in list_items(request_id) if not item.is_read]


def count_by_reader(items: Sequence[Item]) -> dict[str, dict[str, int]]:
    """Who decided how many of each choice."""
    found = grouped((item.read_by, item.choice) for item in items if item.is_read)
    return {
        name: {choice: sum(one_ == (choice,) for one_ in chosen) for choice in Choice}
        for name, chosen in sorted(found.items())
    }


# --- Who had access --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Access:
    """Somebody who got a paper or file with the person in it (section 23(1)(b))."""

    on: date
    to_whom: str
    title: str


def list_access(person_id: int, but: Collection[int] = ()) -> list[Access]:
    """Papers about the person and files with people in them that left the workspace, newest first, but these."""
    found = [each for each in list_disclosures(DisclosuresFilter(person_id)) if each.id not in but]
    return [
        Access(each.row.on, each.row.to_whom, each.row.title)
        for each in found
        if each.row.receiver_id != person_id and (each.part is Part.ABOUT or _has_everybody(each.row.options))
    ]


def _has_everybody(options: Mapping[str, str]) -> bool:
    """Whether it is a list that was taken out: of that nobody can say more than that people are in it."""
    return options.get("what") in ("people", "workspace")


def list_colleagues() -> list[str]:
    """Whose keys wrote in this workspace, by name: they could read all of it."""
    return [str(row[0]) for row in rows("SELECT DISTINCT by FROM operation WHERE by <> '' ORDER BY by")]
