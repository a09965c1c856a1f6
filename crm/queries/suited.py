"""The CSOs that an opportunity suits: by the topics they work on and the places they serve, with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from crm.queries.base import ids, one, rows
from crm.queries.places import get_place_now
from crm.rules.opportunities import Shared, fit_words, fits
from crm.rules.organisations import CSO_KINDS
from crm.rules.ties import Kind as TieKind
from resources.translations import _


@dataclass(frozen=True)
class SuitedRow:
    """A CSO that an opportunity suits, and why; or one that was told all the same."""

    id: int
    name: str
    why: str
    """“works on health and serves Ward 3.”"""
    is_told: bool

    @property
    def reason(self) -> str:
        """“Our Voice works on health and serves Ward 3.”"""
        return f"{self.name} {self.why}"


def list_suited(opportunity_id: int) -> list[SuitedRow]:
    """Whom it suits, those who share both topic and area first; then whom it does not suit, and who was told."""
    wanted_topics = _topics_of([opportunity_id])[opportunity_id]
    wanted_areas = _areas_of_opportunity(opportunity_id)
    topic_tree, place_tree = _Tree(_parents("topic")), _Tree(_parents("place"))
    told = frozenset(ids("SELECT other_id FROM tie WHERE record_id = ? AND kind = ?", opportunity_id, TieKind.WITH))
    csos = _list_csos(told)
    works_on, serves = _topics_of(list(csos)), _areas_of(csos)
    found: list[tuple[int, SuitedRow]] = []
    for cso_id, (name, _place) in csos.items():
        topics = _shared(wanted_topics, works_on[cso_id], topic_tree, lambda own, _far: _lower(topic_tree.name(own)))
        areas = _shared(wanted_areas, serves[cso_id], place_tree, lambda own, far: _area_words(place_tree, own, far))
        if fits(topics, areas):
            strength = bool(topics.words) + bool(areas.words)
            found.append((strength, SuitedRow(cso_id, name, fit_words(topics, areas), cso_id in told)))
        elif cso_id in told:
            found.append((0, SuitedRow(cso_id, name, _("was told all the same."), True)))
    return [row for _strength, row in sorted(found, key=lambda each: (-each[0], each[1].name.casefold(), each[1].id))]


class _Tree:
    """Topics or places with what is above them."""

    def __init__(self, parents: Mapping[int, tuple[str, int | None]]) -> None:
        self._parents = parents

    def name(self, one_id: int) -> str:
        return self._parents[one_id][0] if one_id in self._parents else ""

    def up(self, one_id: int) -> frozenset[int]:
        """It and all above it."""
        chain: list[int] = []
        here: int | None = one_id
        while here is not None and here in self._parents and here not in chain:
            chain.append(here)
            here = self._parents[here][1]
        return frozenset(chain)


def _parents(table: str) -> dict[int, tuple[str, int | None]]:
    return {row[0]: (row[1], row[2]) for row in rows(f"SELECT id, name, parent_id FROM {table}")}


def _shared(wanted: Iterable[int], own: Iterable[int], tree: _Tree, words: Any) -> Shared:
    """What the CSO works on or serves inside what is called for; only where there is none, what is wider than that."""
    wanted, own = list(wanted), list(own)
    inside = [words(each, far) for each in own for far in wanted if far in tree.up(each)]
    wider = [words(each, far) for each in own for far in wanted if each in tree.up(far)]
    return Shared(bool(wanted), bool(own), tuple(dict.fromkeys(inside or wider)))


def _area_words(tree: _Tree, own: int, far: int) -> str:
    """The area the CSO serves; of one that is wider than the call also what lies in it."""
    if own != far and own in tree.up(far):
        return _("{area}, where {place} lies").format(area=tree.name(own), place=tree.name(far))
    return tree.name(own)


def _lower(topic: str) -> str:
    """A topic inside a sentence: “Health” → “health”, “GBV” as it is."""
    return topic if topic[1:2].isupper() else topic[:1].lower() + topic[1:]


def _list_csos(told: frozenset[int]) -> dict[int, tuple[str, int | None]]:
    """Partners, we ourselves, and every body of a CSO's kind: (name, place)."""
    found = rows("SELECT id, name, place_id, side, kind, is_closed FROM organisation ORDER BY fold, id")
    return {
        row[0]: (row[1], row[2])
        for row in found
        if row[0] in told or (not row[5] and (row[3] != "public" or row[4] in CSO_KINDS))
    }


def _topics_of(record_ids: Iterable[int]) -> dict[int, list[int]]:
    wanted = frozenset(record_ids)
    found: dict[int, list[int]] = defaultdict(list)
    for record_id, topic_id in rows("SELECT record_id, topic_id FROM topic_link ORDER BY id"):
        if record_id in wanted:
            found[record_id].append(topic_id)
    return found


def _areas_of(csos: Mapping[int, tuple[str, int | None]]) -> dict[int, list[int]]:
    """The place of each, and those it is tied to; of a ward that was drawn anew where it lies now."""
    found: dict[int, list[int]] = defaultdict(list)
    for cso_id, (_name, place_id) in csos.items():
        if place_id is not None:
            found[cso_id].append(get_place_now(place_id))
    for cso_id, place_id in rows("SELECT record_id, other_id FROM tie WHERE kind = ? ORDER BY id", TieKind.AREA):
        if cso_id in csos:
            found[cso_id].append(get_place_now(place_id))
    return found


def _areas_of_opportunity(opportunity_id: int) -> list[int]:
    """Its areas; where it names none, the place of the body that calls."""
    named = rows(
        "SELECT place_id FROM opportunity WHERE id = ? AND place_id IS NOT NULL "
        "UNION SELECT other_id FROM tie WHERE record_id = ? AND kind = ?",
        opportunity_id,
        opportunity_id,
        TieKind.AREA,
    )
    if named:
        return [get_place_now(place_id) for (place_id,) in named]
    found = one(
        "SELECT coalesce(c.place_id, up.place_id, b.place_id) FROM opportunity n "
        "LEFT JOIN organisation c ON c.id = n.committee_id LEFT JOIN organisation up ON up.id = c.parent_id "
        "LEFT JOIN organisation b ON b.id = n.body_id WHERE n.id = ?",
        opportunity_id,
    )
    return [get_place_now(found[0])] if found and found[0] else []
