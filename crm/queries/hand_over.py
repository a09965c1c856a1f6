"""What is handed over when a term ends, holder by holder, or when a colleague of ours gives their work to another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crm.queries.base import Tuple, day, ids, marks, rows
from crm.queries.contacts import Contact, list_contacts
from crm.queries.offices import post_name
from crm.queries.people import list_topics_of
from crm.queries.replacements import Replacement
from crm.queries.rights import may_be_used
from crm.queries.terms import get_term_end
from crm.rules import clock
from crm.rules.commitments import OnChangeOfOffice as Fate
from crm.rules.dates import format_day
from crm.rules.demarcation import without_boundaries
from crm.rules.errors import UserError
from crm.rules.offices import EndReason, awaited_words

LATELY = timedelta(days=180)
"""For so long after its end the list is still that of the term that ended: our practice."""
OFFICIAL = ("office", "work", "public", "assistant")
"""Labels of contact details that belong to the office."""


@dataclass(frozen=True)
class Handed:
    """A promise, with what was agreed for it, or what is suggested while nothing was decided."""

    commitment_id: int
    fate: str
    is_decided: bool


@dataclass(frozen=True)
class HandOver:
    """One holder, or one colleague, with all that is open."""

    record_id: int
    """The person, or the colleague."""
    name: str
    posts: tuple[str, ...]
    contacts: tuple[Contact, ...]
    """Of the office: nothing private."""
    promises: tuple[Handed, ...]
    doors: tuple[tuple[tuple[int, ...], str], ...]
    """Ways in: (the people it names, the words)."""
    engagements: tuple[tuple[int, str], ...]
    topics: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has to be handed over."""
        return not (self.promises or self.doors or self.engagements)


def get_hand_over(body_id: int, today: date | None = None) -> tuple[HandOver, ...]:
    """Every holder of the term that ends, or that ended lately, with what is open; the body's own offices first."""
    today = today or clock.today()
    ended = _ended_roles(body_id, today - LATELY)
    if ended:
        return _after(ended)
    try:
        ending = get_term_end(body_id)
    except UserError as problem:
        if problem.code != "term-holds-nobody":
            raise
        return ()
    return _before(ending.holdings)


def _before(holdings: Iterable[Replacement]) -> tuple[HandOver, ...]:
    by_person: dict[int, list[Replacement]] = {}
    for each in holdings:
        if each.start.leaver_id is not None:
            by_person.setdefault(each.start.leaver_id, []).append(each)
    return tuple(
        _hand_over(
            person_id,
            mine[0].leaver,
            [(each.start.post_id or 0, each.post) for each in mine],
            [Handed(one.id, one.suggested.value, is_decided=False) for each in mine for one in each.promises],
            _engagements([part.id for each in mine for part in each.engagements]),
        )
        for person_id, mine in by_person.items()
    )


def _ended_roles(body_id: int, since: date) -> list[Tuple]:
    """The roles of the body and the bodies in it that ended last with a term: (role, person, name, post, words)."""
    return rows(
        "WITH RECURSIVE inside(id, depth) AS (SELECT ?, 0 UNION SELECT o.id, i.depth + 1 FROM organisation o "
        f"JOIN inside i ON o.parent_id = i.id) SELECT r.id, r.person_id, pe.name, p.id, {post_name()}, r.end_to "
        "FROM inside i JOIN organisation o ON o.id = i.id JOIN post p ON p.organisation_id = o.id "
        "JOIN role r ON r.post_id = p.id JOIN person pe ON pe.id = r.person_id WHERE r.end_reason = ? AND r.end_to = "
        "(SELECT max(x.end_to) FROM role x JOIN post q ON q.id = x.post_id WHERE q.organisation_id = ? "
        "AND x.end_reason = ? AND x.end_to >= ?) ORDER BY i.depth, o.fold, p.is_single DESC, p.title, pe.sort_name",
        body_id,
        EndReason.TERM_ENDED.value,
        body_id,
        EndReason.TERM_ENDED.value,
        since,
    )


def _after(ended: Sequence[Tuple]) -> tuple[HandOver, ...]:
    by_person: dict[int, list[Tuple]] = {}
    for row in ended:
        by_person.setdefault(row[1], []).append(row)
    alone = set(ids(f"SELECT id FROM post WHERE is_single AND id IN ({marks(ended)})", *(row[3] for row in ended)))
    found = []
    for person_id, mine in by_person.items():
        posts = [row[3] for row in mine if row[3] in alone]
        engagements = ids(
            "SELECT a.id FROM attendance a JOIN engagement e ON e.id = a.engagement_id "
            "WHERE e.status IN ('planned', 'postponed') AND (a.person_id = ? OR a.name IN "
            f"({marks(mine)})) ORDER BY e.on_day, a.id",
            person_id,
            *(awaited_words(without_boundaries(row[4]), "") for row in mine),
        )
        found.append(
            _hand_over(
                person_id,
                mine[0][2],
                [(row[3], row[4]) for row in mine],
                _decided(person_id, posts, mine[0][5]),
                _engagements(engagements),
            )
        )
    return tuple(found)


def _decided(person_id: int, posts: Sequence[int], ended: str) -> list[Handed]:
    """What stays with the person, passed to their posts, or lapsed when they left."""
    here = [person_id, *posts]
    found = rows(
        "SELECT id, on_change, status FROM commitment WHERE "
        f"(status <> 'closed' AND (bound_id IN ({marks(here)}) OR owed_to_id IN ({marks(here)}))) "
        "OR (status = 'closed' AND on_change = ? AND outcome = 'lapsed' AND closed_on >= ? "
        "AND ? IN (bound_id, maker_id, owed_to_id)) ORDER BY due_agreed IS NULL, due_agreed, id",
        *here,
        *here,
        Fate.LAPSES.value,
        ended,
        person_id,
    )
    return [Handed(row[0], row[1], is_decided=bool(row[1])) for row in found]


def _hand_over(
    person_id: int,
    name: str,
    posts: Sequence[tuple[int, str]],
    promises: Sequence[Handed],
    engagements: Sequence[tuple[int, str]],
) -> HandOver:
    contacts = [contact for post_id, _words in posts for contact in list_contacts(post_id)]
    own = list_contacts(person_id) if may_be_used(person_id) else ()
    contacts += [each for each in own if each.is_shared or each.label.casefold() in OFFICIAL]
    return HandOver(
        person_id,
        name,
        tuple(dict.fromkeys(words for _post, words in posts)),
        tuple(each for each in contacts if not each.is_private),
        tuple({each.commitment_id: each for each in promises}.values()),
        _doors([person_id, *(post_id for post_id, _words in posts)]),
        tuple(engagements),
        tuple(topic for _id, topic in list_topics_of(person_id)),
    )


def _doors(record_ids: Sequence[int]) -> tuple[tuple[tuple[int, ...], str], ...]:
    """Through whom one reaches them, now or until they left: (the gatekeeper, “Ms B. Example: keeps the diary”)."""
    found = rows(
        "SELECT DISTINCT g.via_id, v.name, g.note FROM gatekeeper g JOIN person v ON v.id = g.via_id "
        f"WHERE (g.ended_on IS NULL OR g.awaits_successor) AND g.record_id IN ({marks(record_ids)}) ORDER BY g.id",
        *record_ids,
    )
    return tuple(((row[0],), ": ".join(part for part in row[1:] if part)) for row in found)


def _engagements(attendance_ids: Sequence[int]) -> list[tuple[int, str]]:
    """Planned engagements: (id, “Committee on ramps, 1 Dec 2026”)."""
    found = rows(
        "SELECT DISTINCT e.id, e.title, e.on_day FROM attendance a JOIN engagement e ON e.id = a.engagement_id "
        f"WHERE a.id IN ({marks(attendance_ids)}) ORDER BY e.on_day, e.id",
        *attendance_ids,
    )
    return [(row[0], _when(row[1], day(row[2]))) for row in found]


def _when(title: str, on: date | None) -> str:
    return ", ".join(part for part in (title, format_day(on) if on else "") if part)


def get_colleague_hand_over(user_id: int) -> HandOver:
    """What a colleague of ours has open: promises they follow up, and engagements they planned."""
    found = rows('SELECT name FROM "user" WHERE id = ?', user_id)
    if not found:
        raise UserError("not-found", what="colleague", id=user_id)
    promises = ids(
        "SELECT id FROM commitment WHERE owner_id = ? AND status <> 'closed' "
        "ORDER BY due_agreed IS NULL, due_agreed, id",
        user_id,
    )
    return HandOver(
        user_id, found[0][0], (), (), tuple(Handed(each, "", is_decided=False) for each in promises), (), (), ()
    )
