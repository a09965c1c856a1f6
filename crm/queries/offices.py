"""Who holds which office on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.base import Where, build, grouped, ids, marks, one, rows
from crm.queries.places import place_name
from crm.rules import clock
from crm.rules.dates import ApproximateDate

HOLDS_ON = (
    "(coalesce(r.start_from, t.start_from) IS NULL OR coalesce(r.start_from, t.start_from) <= ?) "
    "AND (coalesce(r.end_to, t.end_to) IS NULL OR coalesce(r.end_to, t.end_to) >= ?) AND r.end_text <> 'past'"
)
"""The condition for a role `r`, with its term `t` left-joined, to be held on a day; takes the day twice."""


@dataclass(frozen=True)
class Office:
    """An office held by a person, now or once."""

    role_id: int
    person_id: int
    person: str
    title: str
    organisation_id: int
    organisation: str
    organisation_kind: str
    party_id: int | None
    party: str
    place_id: int | None
    place: str
    term_id: int | None
    term: str
    start_text: str
    end_text: str
    end_reason: str
    source: str
    is_current: bool
    succession: str = ""
    """“succeeded Hon. A. Sample; succeeded by Ms B. Example”, where it was asked for and is known."""

    @property
    def words(self) -> str:
        """“Speaker, Limpopo Legislature”."""
        return f"{self.title}, {self.organisation}"


def post_name(post: str = "p", body: str = "o") -> str:
    """SQL for what a post is called: “Speaker, Limpopo Legislature”, “Ward councillor, Phokwane ward 5”."""
    return f"{post}.title || ', ' || {post_home(f'{post}.place_id', body)}"


def post_home(place_id: str = "p.place_id", body: str = "o") -> str:
    """SQL for where a post is: the place it is for, else its body."""
    return f"coalesce((SELECT {place_name('seat')} FROM place seat WHERE seat.id = {place_id}), {body}.name)"


def _offices() -> str:
    return f"""
SELECT r.id, r.person_id, pe.name, p.title, o.id, o.name, o.kind, r.party_id,
       coalesce(nullif(pa.short_name, ''), pa.name, ''), r.place_id, {place_name()}, r.term_id,
       coalesce(t.name, ''), r.start_text, r.end_text, r.end_reason, r.source, {HOLDS_ON}
FROM role r
JOIN post p ON p.id = r.post_id
JOIN organisation o ON o.id = p.organisation_id
JOIN person pe ON pe.id = r.person_id
LEFT JOIN term t ON t.id = r.term_id
LEFT JOIN organisation pa ON pa.id = r.party_id
LEFT JOIN place pl ON pl.id = r.place_id
"""


# The office that says most about a person comes first: one that a single person holds before a seat.
_ORDER = " ORDER BY r.person_id, p.is_single DESC, r.id"


def _office(row: Sequence[object]) -> Office:
    return build(Office, *row[:-1], bool(row[-1]))


def list_offices_of(person_ids: Sequence[int], on: date) -> dict[int, list[Office]]:
    """The offices of people, past ones too, each marked whether it is held on the day."""
    found = rows(f"{_offices()} WHERE r.person_id IN ({marks(person_ids)}){_ORDER}", on, on, *person_ids)
    offices: dict[int, list[Office]] = {person_id: [] for person_id in person_ids}
    for row in found:
        offices[row[1]].append(_office(row))
    return offices


def list_holders(organisation_id: int, on: date, *, current_only: bool = True) -> list[Office]:
    """Who holds or held an office in a body, the single posts first, then by name."""
    where = Where()
    where.add("o.id = ?", organisation_id)
    if current_only:
        where.add(HOLDS_ON, on, on)
    found = rows(f"{_offices()}{where} ORDER BY p.is_single DESC, p.title, pe.sort_name", on, on, *where.values)
    return [_office(row) for row in found]


def list_posts_held(person_ids: Sequence[int], on: date) -> list[int]:
    """The posts with a single holder that these people hold on a day: what was promised to or by the post is theirs."""
    return ids(
        "SELECT DISTINCT p.id FROM role r JOIN post p ON p.id = r.post_id LEFT JOIN term t ON t.id = r.term_id "
        f"WHERE p.is_single = 1 AND r.person_id IN ({marks(person_ids)}) AND {HOLDS_ON} ORDER BY p.id",
        *person_ids,
        on,
        on,
    )


def get_office_words(person_id: int, on: date) -> str:
    """The office a person held on a day, in words, empty when none is known."""
    held = [office for office in list_offices_of([person_id], on)[person_id] if office.is_current]
    return held[0].words if held else ""


@dataclass(frozen=True)
class PostRow:
    """A post in a list, with whoever holds it on the day."""

    id: int
    title: str
    organisation: str
    name: str
    """“Speaker, Limpopo Legislature”, “Ward councillor, Phokwane ward 5”."""
    holders: tuple[str, ...]


def list_posts(on: date, organisation_id: int | None = None) -> list[PostRow]:
    """All posts, or those of one body, with their holders on the day."""
    where = Where()
    if organisation_id is not None:
        where.add("p.organisation_id = ?", organisation_id)
    held = grouped(
        rows(
            "SELECT r.post_id, pe.name FROM role r JOIN person pe ON pe.id = r.person_id "
            f"LEFT JOIN term t ON t.id = r.term_id WHERE {HOLDS_ON} ORDER BY pe.sort_name",
            on,
            on,
        )
    )
    found = rows(
        f"SELECT p.id, p.title, o.name, {post_name()} FROM post p JOIN organisation o ON o.id = p.organisation_id"
        f"{where} ORDER BY o.name, p.title",
        *where.values,
    )
    return [build(PostRow, *row, tuple(name for (name,) in held.get(row[0], ()))) for row in found]


@dataclass(frozen=True)
class TermRow:
    """A term of office of a body."""

    id: int
    name: str
    organisation_id: int
    organisation: str
    start: ApproximateDate
    end: ApproximateDate
    demarcation: str = ""


def list_terms(organisation_id: int | None = None) -> list[TermRow]:
    """Terms of office, the newest first."""
    where = Where()
    if organisation_id is not None:
        where.add("t.organisation_id = ?", organisation_id)
    found = rows(
        "SELECT t.id, t.name, o.id, o.name, t.start_text, t.start_from, t.start_to, t.end_text, t.end_from, t.end_to, "
        "t.demarcation "
        f"FROM term t JOIN organisation o ON o.id = t.organisation_id{where} ORDER BY t.start_from DESC, t.id DESC",
        *where.values,
    )
    return [build(TermRow, *row[:4], _span(row[4:7]), _span(row[7:10]), row[10]) for row in found]


def _span(columns: Sequence[str | None]) -> ApproximateDate:
    text, earliest, latest = columns
    return ApproximateDate(
        text or "",
        date.fromisoformat(earliest) if earliest else None,
        date.fromisoformat(latest) if latest else None,
    )


def get_post(post_id: int) -> PostRow | None:
    """One post with its holders today, or None."""
    found = one(
        f"SELECT p.id, p.title, o.name, {post_name()} FROM post p JOIN organisation o ON o.id = p.organisation_id "
        "WHERE p.id = ?",
        post_id,
    )
    if found is None:
        return None
    today = clock.today()
    held = ids(
        "SELECT pe.name FROM role r JOIN person pe ON pe.id = r.person_id LEFT JOIN term t ON t.id = r.term_id "
        f"WHERE r.post_id = ? AND {HOLDS_ON} ORDER BY pe.sort_name",
        post_id,
        today,
        today,
    )
    return build(PostRow, *found, tuple(str(name) for name in held))
