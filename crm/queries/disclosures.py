"""Who received what of a person, as far as it was written down: what left, and whether it was about the person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crm.queries.base import ids
from crm.queries.privacy import COPY, FILE, HandOverRow, list_hand_overs
from crm.rules.names import fold


class Part(StrEnum):
    """What a person has to do with something that left."""

    RECEIVED = "received"
    ABOUT = "about"
    MAY_NAME = "may_name"


@dataclass(frozen=True)
class DisclosuresFilter:
    """Which lines of the register: of a person, to somebody, of a kind (a paper's name, or “file”), from and until."""

    person_id: int | None = None
    to_whom: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Disclosure:
    """A line of the register, and what the person asked about has to do with it; None where nobody was asked about."""

    row: HandOverRow
    part: Part | None = None

    @property
    def id(self) -> int:
        """The line of the register."""
        return self.row.id


def list_disclosures(wanted: DisclosuresFilter | None = None) -> list[Disclosure]:
    """What left, newest first. Of a person: what she received, what was about her, and what may name her.

    A paper about a body, an engagement or a promise of hers may name her, and so may one about everybody; nobody wrote
    down who stood on it.
    """
    wanted = wanted or DisclosuresFilter()
    rows = [row for row in list_hand_overs(wanted.kind) if _fits(row, wanted)]
    if wanted.person_id is None:
        return [Disclosure(row) for row in rows]
    about = {f"people:{wanted.person_id}"}
    around = set(_around(wanted.person_id))
    parts = ((row, _part(row, wanted.person_id, about, around)) for row in rows)
    return [Disclosure(row, part) for row, part in parts if part is not None]


def _fits(row: HandOverRow, wanted: DisclosuresFilter) -> bool:
    if fold(wanted.to_whom) not in fold(row.to_whom):
        return False
    return (wanted.since is None or row.on >= wanted.since) and (wanted.until is None or row.on <= wanted.until)


def _part(row: HandOverRow, person_id: int, about: Iterable[str], around: Iterable[str]) -> Part | None:
    named = {value for value in row.options.values() if value.partition(":")[2].isdigit()}
    if named.intersection(about):
        return Part.ABOUT
    if row.receiver_id == person_id:
        return Part.RECEIVED
    if named.intersection(around) or (not named and _names_people(row)):
        return Part.MAY_NAME
    return None


def _names_people(row: HandOverRow) -> bool:
    """Whether a paper or file about everybody has people in it."""
    if row.report == COPY:
        return False
    if row.report == FILE:
        return row.options.get("what") in ("people", "workspace", "commitments", "engagements", "petitions")
    return row.report not in ("sign-in", "meeting-form", "privacy-notice")


def _around(person_id: int) -> Iterable[str]:
    """The records on whose papers a person may stand: bodies, engagements and promises of hers."""
    questions = {
        "organisations": "SELECT DISTINCT po.organisation_id FROM role r JOIN post po ON po.id = r.post_id "
        "WHERE r.person_id = ?",
        "engagements": "SELECT DISTINCT engagement_id FROM attendance WHERE person_id = ?",
        "commitments": "SELECT id FROM commitment WHERE bound_id = ?1 OR maker_id = ?1 OR owed_to_id = ?1",
        "agreements": "SELECT agreement_id FROM agreement_party WHERE focal_id = ?1 OR signatory_id = ?1",
    }
    for noun, question in questions.items():
        yield from (f"{noun}:{each}" for each in ids(question, person_id))
