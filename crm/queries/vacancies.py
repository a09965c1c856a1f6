"""Posts, doors and agreements that wait for a name: what Today asks “who comes?” about."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from crm.queries.base import Tuple, day, rows
from crm.queries.offices import HOLDS_ON, post_name
from crm.queries.replacements import Start, get_replacement
from crm.queries.terms import WaitingSeats, list_waiting_seats
from crm.rules.dates import format_day
from crm.rules.offices import (
    awaited_words,
    door_sentence,
    focal_sentence,
    seats_sentence,
    taken_sentence,
    vacancy_sentence,
)
from resources.translations import _


@dataclass(frozen=True)
class Vacancy:
    """A post, a door or an agreement that waits for a name; `start` begins naming it."""

    start: Start
    words: str
    detail: str
    sentence: str
    noun: str
    record_id: int
    """What to open: the body of the post, whom one cannot reach, or the agreement."""
    seats: int = 1
    """How many seats of a body wait together since its term ended."""


def list_vacancies(on: date) -> list[Vacancy]:
    """What waits for a holder on the day, the longest first; a post put off by its next look does not come yet."""
    waiting = list_waiting_seats()
    together = {role_id for each in waiting for role_id in each.role_ids}
    return [*_ended_terms(waiting), *_vacant_posts(on, together), *_empty_doors(), *_missing_focal_persons()]


def _ended_terms(waiting: Iterable[WaitingSeats]) -> list[Vacancy]:
    """One line for each body whose seats wait together: its new members come in as a list."""
    return [
        Vacancy(
            Start(),
            each.organisation,
            _("The term ended on {day}").format(day=format_day(each.since)) if each.since else "",
            seats_sentence(each.count, each.organisation),
            "organisations",
            each.organisation_id,
            each.count,
        )
        for each in waiting
    ]


def _vacant_posts(on: date, together: Collection[int]) -> list[Vacancy]:
    """Posts that wait, apart from the seats that wait together since a term ended."""
    found = rows(
        f"SELECT p.id, v.id, v.person_id, {post_name()}, pe.name, v.end_to, o.id, "
        "CASE WHEN p.is_single THEN (SELECT hp.name FROM role r JOIN person hp ON hp.id = r.person_id "
        "LEFT JOIN term t ON t.id = r.term_id "
        f"WHERE r.post_id = p.id AND r.id <> v.id AND {HOLDS_ON} LIMIT 1) END FROM role v "
        "JOIN post p ON p.id = v.post_id JOIN record rec ON rec.id = p.id "
        "JOIN organisation o ON o.id = p.organisation_id JOIN person pe ON pe.id = v.person_id "
        "WHERE v.awaits_successor AND (rec.next_look IS NULL OR rec.next_look <= ?) ORDER BY v.end_to, v.id",
        on,
        on,
        on,
    )
    made = [(_vacant_post(row), row[7]) for row in found if row[1] not in together]
    return [vacancy for vacancy, holder in made if not holder or _waits(vacancy.start, on)]


def _vacant_post(row: Tuple) -> Vacancy:
    post_id, role_id, leaver_id, post, leaver, end, body_id, holder = row
    detail = _("{name} until {day}").format(name=leaver, day=_until(end))
    sentence = taken_sentence(post) if holder else vacancy_sentence(post, _since(end))
    start = Start(post_id, role_id, leaver_id, f"{post} ({detail})", True)
    return Vacancy(start, post, detail, sentence, "organisations", body_id)


def _waits(start: Start, on: date) -> bool:
    """Whether a way in, a meeting or an agreement still waits for whoever follows."""
    preview = get_replacement(start, on)
    return preview is not None and bool(preview.doors or preview.engagements or preview.focal_points or preview.steps)


def _until(end: str | None) -> str:
    ended = day(end)
    return format_day(ended) if ended else _("a day not known")


def _since(end: str | None) -> str:
    ended = day(end)
    return format_day(ended + timedelta(days=1)) if ended else _("a day not known")


def _empty_doors() -> list[Vacancy]:
    """Doors of people without a post: those of a vacant post come with it."""
    found = rows(
        "SELECT coalesce(po.id, g.record_id), CASE WHEN pe.id IS NULL THEN 'organisations' ELSE 'people' END, "
        f"coalesce(pe.name, o.name, {post_name('p', 'po')}), g.via_id, v.name, max(g.ended_on) "
        "FROM gatekeeper g JOIN person v ON v.id = g.via_id "
        "LEFT JOIN person pe ON pe.id = g.record_id LEFT JOIN organisation o ON o.id = g.record_id "
        "LEFT JOIN post p ON p.id = g.record_id LEFT JOIN organisation po ON po.id = p.organisation_id "
        "WHERE g.awaits_successor AND NOT EXISTS "
        "(SELECT 1 FROM role r WHERE r.awaits_successor AND r.person_id IN (g.via_id, g.record_id)) "
        "AND NOT EXISTS (SELECT 1 FROM gatekeeper n WHERE n.record_id = g.record_id AND n.ended_on IS NULL) "
        "GROUP BY 1, 2, 3, 4, 5 ORDER BY 6, 1"
    )
    return [
        Vacancy(
            Start(leaver_id=via_id, words=_("In the place of {name}").format(name=via), is_vacant=True),
            reached,
            _("{name} until {day}").format(day=_until(end), name=via),
            door_sentence(reached, via, _until(end)),
            noun,
            record_id,
        )
        for record_id, noun, reached, via_id, via, end in found
    ]


def _missing_focal_persons() -> list[Vacancy]:
    """Agreements whose focal person left without a post: those of a vacant post come with it."""
    pattern = awaited_words(_("Successor of {name}").format(name="%"), "")
    found = rows(
        "SELECT a.id, a.reference || ' ' || a.title, ap.focal_name, coalesce(o.name, ap.name) FROM agreement_party ap "
        "JOIN agreement a ON a.id = ap.agreement_id LEFT JOIN organisation o ON o.id = ap.organisation_id "
        "WHERE a.status <> 'closed' AND ap.focal_id IS NULL AND ap.focal_name LIKE ? ORDER BY a.id, ap.id",
        pattern,
    )
    return [
        Vacancy(Start(), title, f"{party}: {awaited}", focal_sentence(title, party), "agreements", agreement_id)
        for agreement_id, title, awaited, party in found
    ]
