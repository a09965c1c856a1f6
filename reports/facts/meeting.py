"""What a paper for a visit is about: a planned engagement, a body or a person, and who and what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.dates import format_day, format_weekday
from crm.rules.engagements import AskKind, label
from crm.rules.errors import UserError
from reports.facts.confidentiality import Gate
from reports.facts.workspace import get_name
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

if TYPE_CHECKING:
    from crm.queries.commitments import CommitmentFilter
    from crm.queries.engagements import AttendanceLine, EngagementPage

ABOUT = "about"
MOST_MET = 6
"""More people than these are only named: a brief is read in the car."""


def about_options(*, is_needed: bool) -> tuple[Option, ...]:
    """The options that say what a paper is about, one of them."""
    return (
        Option("engagement", mark("One engagement"), OptionKind.RECORD, (), "engagements", is_needed, ABOUT),
        Option("body", mark("One committee or other body"), OptionKind.RECORD, (), "organisations", is_needed, ABOUT),
        Option("person", mark("One person"), OptionKind.RECORD, (), "people", is_needed, ABOUT),
    )


@dataclass(frozen=True, slots=True)
class Delegate:
    """Somebody who goes, or is expected: name, for whom, and the part played."""

    name: str
    organisation: str
    """The organisation spoken for, else the office held."""
    part: str
    side: str
    """“ours” or “theirs”."""
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What the paper is about. `engagement` is None for a paper about a body or a person."""

    title: str
    engagement: EngagementPage | None
    body_id: int | None
    body: str
    met_ids: tuple[int, ...]
    """People of the other side who are ours to look up, those met in full first."""
    party_ids: tuple[int, ...]
    """The people, posts and bodies that “they” stands for."""
    delegates: tuple[Delegate, ...]
    parts: dict[int, str]
    is_whole_body: bool = False
    """Whether it is about everything of the body, as its page shows it, rather than about who is met."""

    @property
    def theirs(self) -> tuple[Delegate, ...]:
        """Whom we meet."""
        return tuple(each for each in self.delegates if each.side != "ours")

    @property
    def ours(self) -> tuple[Delegate, ...]:
        """Who goes."""
        return tuple(each for each in self.delegates if each.side == "ours")

    def filter(self) -> CommitmentFilter:
        """The promises between us and them."""
        from crm.queries.commitments import CommitmentFilter

        if self.is_whole_body:
            return CommitmentFilter(body_id=self.body_id)
        return CommitmentFilter(party_ids=self.party_ids or (0,))


def read_about(ask: Callable[..., Any], chosen: Chosen, gate: Gate) -> About | None:
    """What the options name; None when they name nothing.

    Raises UserError("record-not-found"), or UserError("report-about-confidential") when the paper may not show it.
    """
    for option, noun, read in (
        ("engagement", "engagements", _read_engagement),
        ("body", "organisations", _read_body),
        ("person", "people", _read_person),
    ):
        record_id = chosen.record(option)
        if record_id is not None:
            name = get_name(ask, record_id, noun)
            if not gate.passes(record_id):
                raise UserError("report-about-confidential", name=name)
            return read(ask, record_id, name, gate, chosen.today)
    return None


def _read_engagement(ask: Callable[..., Any], engagement_id: int, _name: str, gate: Gate, today: date) -> About:
    from crm.queries.engagements import get_engagement
    from crm.queries.offices import list_posts, list_posts_held

    page: EngagementPage = ask(get_engagement, engagement_id)
    lines = [line for line in page.attendance if gate.passes(line.person_id)]
    people = tuple(line.person_id for line in lines if line.side != "ours" and line.person_id is not None)
    body_id = page.organisation_id if gate.passes(page.organisation_id) else None
    posts = [post.id for post in ask(list_posts, today, body_id)] if body_id else []
    bodies = [body_id] if body_id else []
    offices = _offices(ask, [line.person_id for line in lines if line.person_id is not None], gate, today)
    return About(
        title=page.title,
        engagement=page,
        body_id=body_id,
        body=gate.name(page.organisation_id, page.organisation),
        met_ids=people,
        party_ids=(*bodies, *posts, *people, *ask(list_posts_held, people, today)),
        delegates=tuple(_delegate(line, offices.get(line.person_id or 0, ""), gate) for line in lines),
        parts={line.person_id: label(line.part) for line in lines if line.person_id is not None and line.part},
    )


def _delegate(line: AttendanceLine, office: str, gate: Gate) -> Delegate:
    organisation = line.organisation if gate.passes(line.organisation_id) else ""
    part = label(line.part) if line.part else ""
    return Delegate(line.name, organisation or office, part, line.side, line.person_id)


def _offices(ask: Callable[..., Any], person_ids: Sequence[int], gate: Gate, today: date) -> dict[int, str]:
    """The office of each person that says most, in words."""
    from crm.queries.offices import list_offices_of

    found: dict[int, str] = {}
    for person_id, offices in ask(list_offices_of, person_ids, today).items():
        held = [office.words for office in offices if office.is_current and gate.passes(office.organisation_id)]
        if held:
            found[person_id] = held[0]
    return found


def _read_body(ask: Callable[..., Any], body_id: int, name: str, gate: Gate, today: date) -> About:
    from crm.queries.commitments import list_parties_of
    from crm.queries.offices import list_holders

    offices = [office for office in ask(list_holders, body_id, today) if gate.passes(office.person_id)]
    members: dict[int, Delegate] = {}
    for office in offices:
        members.setdefault(office.person_id, Delegate(office.person, office.title, "", "theirs", office.person_id))
    return About(
        title=name,
        engagement=None,
        body_id=body_id,
        body=name,
        met_ids=tuple(members),
        party_ids=tuple(ask(list_parties_of, body_id)),
        delegates=tuple(members.values()),
        parts={},
        is_whole_body=True,
    )


def _read_person(ask: Callable[..., Any], person_id: int, name: str, _gate: Gate, today: date) -> About:
    from crm.queries.offices import get_office_words, list_posts_held

    office = ask(get_office_words, person_id, today)
    return About(
        title=name,
        engagement=None,
        body_id=None,
        body="",
        met_ids=(person_id,),
        party_ids=(person_id, *ask(list_posts_held, [person_id], today)),
        delegates=(Delegate(name, office, "", "theirs", person_id),),
        parts={},
    )


def bodies_of(ask: Callable[..., Any], about: About, gate: Gate, today: date) -> tuple[int, ...]:
    """The bodies whose agreements matter: the one met, else those in which the person holds an office."""
    from crm.queries.offices import list_offices_of

    if about.body_id is not None:
        return (about.body_id,)
    offices = [office for held in ask(list_offices_of, about.met_ids, today).values() for office in held]
    return tuple(
        office.organisation_id for office in offices if office.is_current and gate.passes(office.organisation_id)
    )


def when_words(page: EngagementPage) -> str:
    """“Tue 24 Nov 2026, 11:00 to 11:45”."""
    day = f"{format_weekday(page.on_day)} {format_day(page.on_day)}"
    if page.start_time and page.end_time:
        return _("{day}, {start} to {end}").format(day=day, start=page.start_time, end=page.end_time)
    return f"{day}, {page.start_time}" if page.start_time else day


def where_words(page: EngagementPage) -> str:
    """The venue and the place it is in."""
    return ", ".join(part for part in (page.venue, page.place) if part)


@dataclass(frozen=True, slots=True)
class Asked:
    """What we ask for."""

    text: str
    is_primary: bool


def asks_of(page: EngagementPage | None) -> tuple[Asked, ...]:
    """The asks of an engagement, the primary first."""
    asks: Sequence[Any] = page.asks if page else ()
    found = [Asked(text, kind == AskKind.PRIMARY) for _id, text, kind, _response, _answer in asks]
    return tuple(sorted(found, key=lambda each: not each.is_primary))


def agenda_of(page: EngagementPage | None, *, with_presenter: bool = True) -> tuple[str, ...]:
    """The agenda, each item with its minutes and who presents it."""
    items: Sequence[Any] = page.agenda if page else ()
    return tuple(
        _agenda_words(title, minutes, presenter if with_presenter else "") for _id, title, minutes, presenter in items
    )


def _agenda_words(title: str, minutes: int | None, presenter: str) -> str:
    more = [_("{minutes} min").format(minutes=minutes) if minutes else "", presenter]
    return f"{title} ({', '.join(part for part in more if part)})" if any(more) else title
