"""Plain words of a record by language, and what a community is to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.base import Where, build, day, grouped, ids, in_chunks, marks, rows
from crm.queries.organisations import list_inside
from crm.queries.places import INSIDE, place_name
from crm.rules.plain_words import Part, Stands, stands


@dataclass(frozen=True)
class Sentence:
    """One sentence, and who wrote it."""

    words: str
    by_whom: str


Told = Mapping[str, Mapping[Part, Sentence]]
"""The sentences of a record by language and part."""


def get_plain_words(record_id: int) -> Told:
    """The sentences of one record, the language written first in front."""
    return get_plain_words_of([record_id]).get(record_id, {})


def get_plain_words_of(record_ids: Sequence[int]) -> dict[int, Told]:
    """The sentences of each of these records; those without any are left out."""
    sql = "SELECT record_id, language, part, words, by_whom FROM plain_words WHERE record_id IN ({marks}) ORDER BY id"
    found: dict[int, Told] = {}
    for record_id, lines in grouped(in_chunks(sql, record_ids)).items():
        told: dict[str, dict[Part, Sentence]] = {}
        for language, part, words, by_whom in lines:
            told.setdefault(language, {})[Part(part)] = Sentence(words, by_whom)
        found[record_id] = told
    return found


def list_plain_languages() -> list[tuple[str, str]]:
    """The languages written in so far with who wrote last in each; the one used last first."""
    return rows(
        "SELECT language, by_whom FROM plain_words WHERE id IN (SELECT max(id) FROM plain_words GROUP BY language) "
        "ORDER BY id DESC"
    )


@dataclass(frozen=True)
class Matter:
    """A promise, petition, issue or outcome that a community is to be told of."""

    id: int
    noun: str
    reference: str
    place: str
    stands: Stands
    moved_on: date | None
    whom_id: int | None
    """The body, post or person that has to answer for it."""


@dataclass(frozen=True)
class MattersFilter:
    """Which matters: all by default, those of a place and what lies in it, of a CSO, or about one record."""

    place_id: int | None = None
    cso_id: int | None = None
    about_id: int | None = None
    """A petition, an issue or a plan: with what belongs to it."""
    max_confidentiality: int = 0


_MATTERS = """
WITH matter(id, noun, reference, place_id, status, outcome, moved, whom, party, other, began) AS (
SELECT id, 'commitments', reference, place_id, status, outcome, last_movement_on, bound_id, owed_to_id, bound_id,
       made_on FROM commitment WHERE outcome NOT IN ('duplicate', 'not_a_commitment', 'superseded')
UNION ALL SELECT id, 'petitions', reference, place_id, status, outcome, last_movement_on,
       coalesce(respondent_id, committee_id, body_id), petitioner_id, petitioner_id, submitted_on
       FROM petition WHERE submitted_on IS NOT NULL
UNION ALL SELECT id, 'issues', reference, place_id, status, '', last_movement_on, respondent_id, reported_by_id,
       reported_by_id, reported_on FROM issue WHERE status <> 'duplicate'
UNION ALL SELECT o.id, 'outcomes', o.reference, coalesce(o.place_id, p.place_id), '', '', o.on_day, o.actor_id,
       p.organisation_id, p.organisation_id, o.on_day FROM outcome o LEFT JOIN plan p ON p.id = o.plan_id)
SELECT m.id, m.noun, m.reference, {place}, m.status, m.outcome, m.moved, m.whom FROM matter m
JOIN record rec ON rec.id = m.id LEFT JOIN place pl ON pl.id = m.place_id{where}
ORDER BY m.noun <> 'commitments', m.moved IS NULL, m.moved DESC, m.id DESC
"""


def list_matters(wanted: MattersFilter, start: date, end: date) -> list[Matter]:
    """What began by the end of the period, and is open or moved in it: promises first, the newest movement first."""
    where = Where()
    where.add("rec.confidentiality <= ?", wanted.max_confidentiality)
    where.add("m.began IS NOT NULL AND m.began <= ?", end)
    where.add_given((INSIDE.format(place="m.place_id"), wanted.place_id))
    if wanted.cso_id is not None:
        inside = list_inside(wanted.cso_id)
        where.add(f"m.party IN ({marks(inside)}) OR m.other IN ({marks(inside)})", *inside * 2)
    if wanted.about_id is not None:
        here = _of_one_matter(wanted.about_id)
        where.add(f"m.id IN ({marks(here)})", *here)
    found = [
        build(Matter, *row[:4], stands(row[1], row[4], row[5]), day(row[6]), row[7])
        for row in rows(_MATTERS.format(place=place_name(), where=where), *where.values)
    ]
    return [
        one
        for one in found
        if one.stands is Stands.WAITING or (one.moved_on is not None and start <= one.moved_on <= end)
    ]


def _of_one_matter(about_id: int) -> list[int]:
    """A record with what belongs to it; a plan with its steps, its issue and its outcomes."""
    own = ids(
        "SELECT ?1 UNION SELECT id FROM plan_step WHERE plan_id = ?1 UNION SELECT id FROM outcome WHERE plan_id = ?1 "
        "UNION SELECT issue_id FROM plan WHERE id = ?1 AND issue_id IS NOT NULL",
        about_id,
    )
    here = marks(own)
    tied = ids(
        f"SELECT other_id FROM tie WHERE kind = 'belongs' AND record_id IN ({here}) "
        f"UNION SELECT record_id FROM tie WHERE kind = 'belongs' AND other_id IN ({here})",
        *own,
        *own,
    )
    return list(dict.fromkeys((*own, *tied)))
