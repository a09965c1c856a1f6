"""Who succeeded whom in an office: by the post and its place, or as somebody said it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crm.queries.base import Tuple, build, day, marks, rows
from crm.queries.offices import Office
from crm.queries.places import get_place_now, is_place_still
from crm.rules.offices import has_one_seat
from resources.translations import _


@dataclass(frozen=True)
class Succession:
    """Whom a holder of an office followed, and who followed; empty where it is not known."""

    after_id: int | None = None
    after: str = ""
    before_id: int | None = None
    before: str = ""

    @property
    def words(self) -> str:
        """“succeeded Hon. A. Sample; succeeded by Ms B. Example”."""
        parts = (
            _("succeeded {name}").format(name=self.after) if self.after else "",
            _("succeeded by {name}").format(name=self.before) if self.before else "",
        )
        return "; ".join(part for part in parts if part)


@dataclass(frozen=True)
class _Holding:
    role_id: int
    person_id: int
    person: str
    post_id: int
    place_id: int | None
    """Where its place lies now."""
    since: date | None
    until: date | None
    is_alone: bool
    succeeds_id: int | None


def get_successions(role_ids: Sequence[int]) -> dict[int, Succession]:
    """Who came before and after in each of these holdings, where it is known."""
    if not role_ids:
        return {}
    found = rows(
        "SELECT DISTINCT p.organisation_id, p.fold FROM role r JOIN post p ON p.id = r.post_id "
        f"WHERE r.id IN ({marks(role_ids)})",
        *role_ids,
    )
    before: dict[int, _Holding] = {}
    after: dict[int, _Holding] = {}
    for body_id, title in found:
        _follow(_holdings(body_id, title), before, after)
    wanted = [role_id for role_id in role_ids if role_id in before or role_id in after]
    return {role_id: _succession(before.get(role_id), after.get(role_id)) for role_id in wanted}


def _succession(earlier: _Holding | None, later: _Holding | None) -> Succession:
    return Succession(
        earlier.person_id if earlier else None,
        earlier.person if earlier else "",
        later.person_id if later else None,
        later.person if later else "",
    )


def _holdings(body_id: int, title: str) -> list[_Holding]:
    found = rows(
        "SELECT r.id, r.person_id, pe.name, p.id, coalesce(p.place_id, r.place_id), "
        "coalesce(r.start_from, t.start_from), coalesce(r.end_to, t.end_to), p.title, p.is_single, r.succeeds_id "
        "FROM role r JOIN post p ON p.id = r.post_id JOIN person pe ON pe.id = r.person_id "
        "LEFT JOIN term t ON t.id = r.term_id WHERE p.organisation_id = ? AND p.fold = ? ORDER BY r.id",
        body_id,
        title,
    )
    now = {place_id: get_place_now(place_id) for place_id in {row[4] for row in found} if place_id is not None}
    return [_holding(row, now.get(row[4])) for row in found]


def _holding(row: Tuple, place_now: int | None) -> _Holding:
    return build(_Holding, *row[:4], place_now, day(row[5]), day(row[6]), has_one_seat(row[7], bool(row[8])), row[9])


def _follow(holdings: Sequence[_Holding], before: dict[int, _Holding], after: dict[int, _Holding]) -> None:
    """Pair each holding with the one it followed: the one said, else the last that ended before it in the same seat."""
    by_id = {each.role_id: each for each in holdings}
    by_seat: dict[tuple[str, int], list[_Holding]] = defaultdict(list)
    for each in holdings:
        for seat in _seats_of(each):
            by_seat[seat].append(each)
    followers: dict[int, list[_Holding]] = defaultdict(list)
    for later in holdings:
        said = by_id.get(later.succeeds_id) if later.succeeds_id else None
        earlier = said or _last_before(later, by_seat)
        if earlier is not None:
            followers[earlier.role_id].append(later)
            before[later.role_id] = earlier
    for earlier_id, found in followers.items():
        after[earlier_id] = min(found, key=lambda each: each.since or date.max)


def _seats_of(holding: _Holding) -> list[tuple[str, int]]:
    """By what a holding is known to be in one seat: a single post, and a ward wherever it lies now."""
    seats = [("post", holding.post_id)] if holding.is_alone else []
    return seats + ([("place", holding.place_id)] if holding.place_id is not None else [])


def _last_before(later: _Holding, by_seat: dict[tuple[str, int], list[_Holding]]) -> _Holding | None:
    since = later.since
    if since is None:
        return None
    ended = [
        each
        for seat in _seats_of(later)
        if seat[0] == "post" or is_place_still(seat[1], since)
        for each in by_seat[seat]
        if each.role_id != later.role_id and each.until is not None and each.until < since
    ]
    return max(ended, key=lambda each: (each.until or date.min, each.role_id), default=None)


def with_successions(offices: Iterable[Office]) -> list[Office]:
    """The offices, each with who came before and after in it."""
    listed = list(offices)
    known = get_successions([office.role_id for office in listed])
    return [replace(each, succession=known[each.role_id].words if each.role_id in known else "") for each in listed]


def find_seats_alike(person_id: int, before_id: int) -> tuple[int, int] | None:
    """The newest roles of two people in the same office, the later one's first."""
    found = rows(
        "SELECT r.id, b.id FROM role r JOIN post p ON p.id = r.post_id JOIN post q ON q.organisation_id = "
        "p.organisation_id AND q.fold = p.fold JOIN role b ON b.post_id = q.id WHERE r.person_id = ? "
        "AND b.person_id = ? AND r.id <> b.id ORDER BY r.id DESC, b.id DESC LIMIT 1",
        person_id,
        before_id,
    )
    return (found[0][0], found[0][1]) if found else None
