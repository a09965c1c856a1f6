"""Records that may be one: whom somebody typed is like, and every pair in the workspace that is worth a look.

Never every record with every other: only those that share two words of a name (as misspelt), a surname with an initial,
a number of their own or an identifier are compared, and what is said of them besides is read for those alone.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol, TypeVar

from crm.queries.base import Tuple, build, ids, in_chunks, rows
from crm.queries.import_terms import TERM_KINDS
from crm.queries.offices import list_offices_of
from crm.rules import clock, organisations
from crm.rules.alike import NameKey, name_key, skeleton
from crm.rules.doubles import (
    LIST_AT,
    SHARED_BY,
    WARN_AT,
    BodyFacts,
    Holding,
    PersonFacts,
    Score,
    best_body_name,
    best_name,
    body_names,
    is_mobile,
    is_role_address,
    registration,
    score_bodies,
    score_people,
)
from crm.rules.letter_case import SURNAME_PARTICLES
from crm.rules.names import PersonName, fold, split_name
from crm.rules.terms import serves_a_term
from crm.store import search
from crm.store.engine import database
from resources.translations import _

F = TypeVar("F", PersonFacts, BodyFacts)
Telling = Callable[[int, int], object]
"""Told how far the search is, as (done, total); raises to stop it."""

MOST_LISTED = 1_000
_MOST_WEIGHED = 100_000
"""Pairs whose names are alike that are looked at closer; beyond them a list needs another way of cleaning."""
_WIDE = 400
"""Records that share one key; of more, each is compared with those next to it by name alone."""
_NEAR = 60
_AT_ONCE = 2_000
_NAME_ENOUGH = 40
"""What names have to say for the rest to be read: nothing else lifts less than that onto the list."""
_COMMON_WORD = 200
_SHIFT, _FLAG = 33, 1


@dataclass(frozen=True)
class Double:
    """Two records that may be one; the lower id first."""

    one: int
    other: int
    score: Score


@dataclass(frozen=True)
class Doubles:
    """The likeliest pairs, and how many there are in all."""

    pairs: tuple[Double, ...]
    count: int


@dataclass(frozen=True)
class Alike:
    """Somebody we have who is like a name that is being typed."""

    id: int
    name: str
    detail: str
    score: Score

    @property
    def sentence(self) -> str:
        """“Looks like Ms N. Sample, Member, Sample Council”."""
        return _("Looks like {who}").format(who=_joined((self.name, self.detail)))


@dataclass(frozen=True)
class DoubleSide:
    """One record of a pair, as the list shows it."""

    id: int
    name: str
    detail: str


def _silent(_done: int, _total: int) -> None:
    """Nobody waits for the progress."""


# --- The whole workspace ---------------------------------------------------------------------------------------------


def find_doubles(noun: str, limit: int = MOST_LISTED, progress: Telling = _silent) -> Doubles:
    """Pairs of people or organisations that are probably one, the likeliest first, without those said to be two."""
    if noun == "people":
        return _listed(_People(), limit, progress)
    return _listed(_Bodies(), limit, progress)


def _listed(found: _Search[F], limit: int, progress: Telling) -> Doubles:
    pairs = _pairs(found, progress)
    told_apart = _told_apart()
    best: list[tuple[int, int, int, Score]] = []
    count = 0
    for one, other, score in _weigh(found, pairs, progress):
        if score.points < LIST_AT or (one, other) in told_apart:
            continue
        count += 1
        row = (score.points, -one, -other, score)
        (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, row)
    best.sort(key=lambda row: row[:3], reverse=True)
    return Doubles(tuple(Double(-one, -other, score) for _points, one, other, score in best), count)


class _Search(Protocol[F]):
    """What looking for doubles needs of a noun: keys, a first look at the names, and the whole comparison."""

    @property
    def ids(self) -> Sequence[int]:
        """The records, in the order of their names."""

    def keys(self) -> Iterator[int]:
        """Numbers that sort by what is shared; below it the place in `ids` and whether it may meet any other."""

    def first_look(self, one: int, other: int) -> int:
        """The points of the names of two places in `ids`."""

    def facts(self, wanted: Collection[int]) -> dict[int, F]:
        """All that tells, of these records."""

    def score(self, one: F, other: F) -> Score:
        """Compare two."""


def _key(what: object, place: int, is_open: bool = True) -> int:
    return ((hash(what) & (2**56 - 1)) << _SHIFT) | place << 1 | (_FLAG if is_open else 0)


def _pairs(found: _Search[F], progress: Telling) -> list[int]:
    """Pairs worth weighing, each as one number: (place << 32) | place; at most so many, the best names kept."""
    keys = sorted(found.keys())
    strong: set[int] = set()
    weak: set[int] = set()
    for at, run in _runs(keys):
        progress(at, 2 * len(keys))
        for one, other in _meetings(run):
            pair = min(one, other) << 32 | max(one, other)
            if one == other or pair in strong or pair in weak:
                continue
            points = found.first_look(one, other)
            kept = strong if points >= LIST_AT else weak if points >= _NAME_ENOUGH else None
            if kept is not None and len(kept) < _MOST_WEIGHED:
                kept.add(pair)
    return sorted([*strong, *sorted(weak)[: _MOST_WEIGHED - len(strong)]])


def _runs(keys: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Keys that share what is above the place, with how far the walk is."""
    start = 0
    for at in range(1, len(keys) + 1):
        if at == len(keys) or keys[at] >> _SHIFT != keys[start] >> _SHIFT:
            if at - start > 1:
                yield start, [key & (2**_SHIFT - 1) for key in keys[start:at]]
            start = at


def _meetings(run: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Who of a run meets whom; two that are both closed (a full name under its initial) do not."""
    reach = len(run) if len(run) <= _WIDE else _NEAR
    opened = [key for key in run if key & _FLAG]
    if len(opened) == len(run):
        for at, one in enumerate(run):
            for other in run[at + 1 : at + reach]:
                yield one >> 1, other >> 1
        return
    closed = [key for key in run if not key & _FLAG][:_WIDE]
    for at, one in enumerate(opened[:_WIDE]):
        for other in (*opened[at + 1 : at + reach], *closed):
            yield one >> 1, other >> 1


def _weigh(found: _Search[F], pairs: Sequence[int], progress: Telling) -> Iterator[tuple[int, int, Score]]:
    """The whole comparison of each pair, with the facts of some at a time in memory."""
    for start in range(0, len(pairs), _AT_ONCE):
        progress(len(pairs) + start, 2 * len(pairs))
        part = [(found.ids[pair >> 32], found.ids[pair & (2**32 - 1)]) for pair in pairs[start : start + _AT_ONCE]]
        facts = found.facts({record_id for pair in part for record_id in pair})
        for one, other in part:
            low, high = sorted((one, other))
            yield low, high, found.score(facts[low], facts[high])
    progress(1, 1)


def _told_apart() -> set[tuple[int, int]]:
    return {(min(pair), max(pair)) for pair in rows("SELECT record_id, other_id FROM not_same")}


# --- People ----------------------------------------------------------------------------------------------------------


class _People:
    """Looking for doubles among people."""

    def __init__(self) -> None:
        aliases = _aliases("person")
        self.ids: list[int] = []
        self._names: list[tuple[NameKey, ...]] = []
        everybody = "FROM person WHERE anonymised_on IS NULL ORDER BY sort_name, id"
        for person_id, *parts in rows(f"SELECT id, title, given, family, known_as {everybody}"):
            self.ids.append(person_id)
            self._names.append(_person_names(parts, aliases.get(person_id, ())))
        self._ways = _Ways()
        self._shared = self._shared_by_few()

    def _shared_by_few(self) -> dict[int, set[str]]:
        found: dict[int, set[str]] = defaultdict(set)
        places = {record_id: place for place, record_id in enumerate(self.ids)}
        for record_id, normal in rows(
            "SELECT record_id, normal FROM contact_point WHERE normal <> '' AND normal IN "
            "(SELECT normal FROM contact_point WHERE normal <> '' GROUP BY normal HAVING count(*) > 1)"
        ):
            if record_id in places and normal not in self._ways.shared:
                found[places[record_id]].add(normal)
        for record_id, scheme, value in rows("SELECT record_id, scheme, value FROM identifier"):
            if record_id in places and scheme:
                found[places[record_id]].add(f"{scheme}:{value}")
        return found

    def keys(self) -> Iterator[int]:
        for place, names in enumerate(self._names):
            for name in names:
                yield from (_key(what, place) for what in _pairs_of_words(name))
                family, has_initials = "".join(name.family), bool(name.given) and len(name.given[0]) == 1
                for initial in {given[0] for given in name.given}:
                    yield _key((family, initial), place, has_initials)
            yield from (_key(way, place) for way in self._shared.get(place, ()))

    def first_look(self, one: int, other: int) -> int:
        if one in self._shared and other in self._shared and self._shared[one] & self._shared[other]:
            return LIST_AT
        return best_name(self._names[one], self._names[other]).points

    def facts(self, wanted: Collection[int]) -> dict[int, PersonFacts]:
        return person_facts(wanted, self._ways)

    def score(self, one: PersonFacts, other: PersonFacts) -> Score:
        return score_people(one, other)


def _pairs_of_words(name: NameKey) -> set[tuple[str, str]]:
    """Every two words of a name as they stay under a misspelling; the one known by goes with the surname."""
    words = {word for word in (*name.given, *name.family) if len(word) > 2 and word not in SURNAME_PARTICLES}
    bare = sorted(filter(None, {skeleton(word) for word in words}))[:6]
    found = set(combinations(bare, 2))
    if len(words) > len(bare) or len(bare) == 1:
        found |= {(each, each) for each in bare}  # “Dube Dube”, and those who have one name
    for known in name.known_as.split():
        found |= {tuple(sorted((skeleton(known), skeleton(part)))) for part in name.family}  # type: ignore[misc]
    return found


def _person_names(parts: Sequence[str], aliases: Iterable[str]) -> tuple[NameKey, ...]:
    others = (name_key(split_name(alias)) for alias in aliases)
    return tuple(dict.fromkeys((name_key(PersonName(*parts)), *others)))


def _aliases(table: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for record_id, name in rows(f"SELECT o.record_id, o.name FROM other_name o JOIN {table} t ON t.id = o.record_id"):
        found[record_id].append(name)
    return found


_SHARED = (
    "SELECT c.normal FROM contact_point c JOIN record r ON r.id = c.record_id WHERE {condition} GROUP BY c.normal "
    f"HAVING count(DISTINCT c.record_id) >= {SHARED_BY} OR max(c.is_shared) OR max(r.noun <> 'people')"
)


class _Ways:
    """Which numbers and addresses are a whole office's; of those named alone where some are named."""

    def __init__(self, only: Collection[str] | None = None) -> None:
        if only is None:
            found: Iterable[Tuple] = rows(_SHARED.format(condition="c.normal <> ''"))
        else:
            found = in_chunks(_SHARED.format(condition="c.normal IN ({marks})"), only)
        self.shared = {normal for (normal,) in found}

    def is_own(self, kind: str, normal: str) -> bool:
        """Whether it may tell who somebody is."""
        return normal not in self.shared and not (kind == "email" and is_role_address(normal))


def person_facts(wanted: Collection[int], ways: _Ways) -> dict[int, PersonFacts]:
    """All that tells who these people are."""
    aliases: dict[int, list[str]] = defaultdict(list)
    for record_id, name in in_chunks("SELECT record_id, name FROM other_name WHERE record_id IN ({marks})", wanted):
        aliases[record_id].append(name)
    reached, identifiers, holdings = _reached(wanted, ways), _identifiers(wanted), _holdings(wanted)
    return {
        person_id: PersonFacts(
            person_id,
            _person_names(parts, aliases[person_id]),
            frozenset(reached[person_id, "mobile"]),
            frozenset(reached[person_id, "phone"]),
            frozenset(reached[person_id, "email"]),
            frozenset(identifiers[person_id]),
            tuple(holdings[person_id]),
        )
        for person_id, *parts in in_chunks(
            "SELECT id, title, given, family, known_as FROM person WHERE id IN ({marks})", wanted
        )
    }


def _reached(wanted: Collection[int], ways: _Ways) -> dict[tuple[int, str], set[str]]:
    found: dict[tuple[int, str], set[str]] = defaultdict(set)
    for record_id, kind, normal in in_chunks(
        "SELECT record_id, kind, normal FROM contact_point WHERE normal <> '' AND record_id IN ({marks})", wanted
    ):
        if kind != "fax" and ways.is_own(kind, normal):
            what = "email" if kind == "email" else "mobile" if is_mobile(kind, normal) else "phone"
            found[record_id, what].add(normal)
    return found


def _identifiers(wanted: Collection[int]) -> dict[int, set[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for record_id, scheme, value in in_chunks(
        "SELECT record_id, scheme, value FROM identifier WHERE record_id IN ({marks})", wanted
    ):
        found[record_id].add((scheme, value))
    return found


def _holdings(wanted: Collection[int]) -> dict[int, list[Holding]]:
    found: dict[int, list[Holding]] = defaultdict(list)
    for person_id, body, name, title, kind, *rest in in_chunks(
        "SELECT r.person_id, o.id, o.name, p.title, o.kind, coalesce(r.place_id, p.place_id), r.party_id, "
        "coalesce(r.start_from, t.start_from), coalesce(r.end_to, t.end_to) FROM role r JOIN post p ON p.id = "
        "r.post_id JOIN organisation o ON o.id = p.organisation_id LEFT JOIN term t ON t.id = r.term_id "
        "WHERE r.person_id IN ({marks})",
        wanted,
    ):
        is_seat = kind in TERM_KINDS and serves_a_term(title)
        found[person_id].append(Holding(body, name, title, kind, is_seat, *rest))
    return found


# --- Organisations ---------------------------------------------------------------------------------------------------


class _Bodies:
    """Looking for doubles among organisations."""

    def __init__(self) -> None:
        aliases = _aliases("organisation")
        found = rows("SELECT id, name, short_name FROM organisation ORDER BY fold, id")
        self.ids = [row[0] for row in found]
        self._facts = [BodyFacts(row[0], body_names(row[1], aliases.get(row[0], ())), _short(row[2])) for row in found]
        self._ways = _Ways()

    def keys(self) -> Iterator[int]:
        count: dict[str, int] = defaultdict(int)
        for facts in self._facts:
            for word in {word for name in facts.names for word in name}:
                count[word] += 1
        for place, facts in enumerate(self._facts):
            for name in facts.names:
                rare = sorted(set(name), key=lambda word: (count[word], word))[:3]
                yield _key(tuple(sorted(name)), place)
                yield _key(" ".join(name), place)
                yield from (
                    _key(("word", skeleton(word) or word), place) for word in rare if count[word] < _COMMON_WORD
                )
            yield from (_key(short, place) for short in facts.short_names)

    def first_look(self, one: int, other: int) -> int:
        return best_body_name(self._facts[one], self._facts[other]).points

    def facts(self, wanted: Collection[int]) -> dict[int, BodyFacts]:
        return body_facts(wanted)

    def score(self, one: BodyFacts, other: BodyFacts) -> Score:
        return score_bodies(one, other)


def _short(name: str) -> frozenset[str]:
    return frozenset(" ".join(key) for key in body_names(name, ()))


def body_facts(wanted: Collection[int]) -> dict[int, BodyFacts]:
    """All that tells which organisations these are."""
    aliases: dict[int, list[str]] = defaultdict(list)
    for record_id, name in in_chunks("SELECT record_id, name FROM other_name WHERE record_id IN ({marks})", wanted):
        aliases[record_id].append(name)
    reached: dict[int, set[str]] = defaultdict(set)
    for record_id, value in in_chunks(
        "SELECT record_id, coalesce(nullif(normal, ''), lower(value)) FROM contact_point WHERE kind IN ('phone', "
        "'mobile', 'email', 'web') AND record_id IN ({marks})",
        wanted,
    ):
        reached[record_id].add(value)
    identifiers = _identifiers(wanted)
    return {
        row[0]: build(
            BodyFacts,
            row[0],
            body_names(row[1], aliases[row[0]]),
            _short(row[2]),
            *row[3:6],
            registration(row[6]),
            frozenset(reached[row[0]]),
            frozenset(identifiers[row[0]]),
        )
        for row in in_chunks(
            "SELECT id, name, short_name, kind, parent_id, place_id, number FROM organisation WHERE id IN ({marks})",
            wanted,
        )
    }


# --- One name --------------------------------------------------------------------------------------------------------


def find_alike(name: PersonName, ways: Collection[str] = (), leave_out: int = 0, limit: int = 3) -> tuple[Alike, ...]:
    """People of ours whom somebody typing this name, with these numbers and addresses, may mean."""
    if not (name.given or name.family):
        return ()
    found = dict.fromkeys([*_by_ways(ways), *_named_like(name)])
    found.pop(leave_out, None)
    reached = frozenset(way for way in ways if way)
    facts = person_facts(list(found)[:500], _Ways(reached))
    typed = PersonFacts(0, (name_key(name),), reached, reached, reached)
    scored = [(score_people(typed, each), each.id) for each in facts.values()]
    likely = sorted((row for row in scored if row[0].points >= WARN_AT), key=lambda row: (-row[0].points, row[1]))
    sides = {side.id: side for side in get_double_sides("people", [person_id for _score, person_id in likely[:limit]])}
    return tuple(Alike(each, sides[each].name, sides[each].detail, score) for score, each in likely[:limit])


def _by_ways(ways: Collection[str]) -> list[int]:
    sql = "SELECT c.record_id FROM contact_point c JOIN person p ON p.id = c.record_id WHERE c.normal IN ({marks})"
    return [record_id for (record_id,) in in_chunks(sql, [way for way in ways if way])]


def _named_like(name: PersonName) -> list[int]:
    """The same words in any order, one surname with the other name's beginning, and the other way round."""
    given, family = fold(name.given), fold(name.family)
    folds = (f"{given} {family}".strip(), f"{family} {given}".strip())
    found = ids(
        "SELECT id FROM person WHERE fold IN (?, ?) UNION SELECT o.record_id FROM other_name o JOIN person p "
        "ON p.id = o.record_id WHERE o.fold IN (?, ?)",
        *folds,
        *folds,
    )
    if not (given and family):
        return found
    start = f"{name.family}, {name.given[:1]}"
    found += ids("SELECT id FROM person WHERE sort_name >= ? AND sort_name < ? LIMIT 200", start, start + "\uffff")
    people = "SELECT id FROM person WHERE id IN ({marks})"
    for words in (f"{family} {given[:3]}", f"{given} {family[:2]}"):
        near = search.find(database.raw(), words, 200)
        found += [record_id for (record_id,) in in_chunks(people, near)]
    return found


def list_standing(pairs: Sequence[Double]) -> list[int]:
    """Places of the pairs that still stand: both records are here, and nobody said that they are two."""
    wanted = {record_id for pair in pairs for record_id in (pair.one, pair.other)}
    here = {record_id for (record_id,) in in_chunks("SELECT id FROM record WHERE id IN ({marks})", wanted)}
    told_apart = _told_apart()
    return [
        at
        for at, pair in enumerate(pairs)
        if {pair.one, pair.other} <= here and (pair.one, pair.other) not in told_apart
    ]


# --- What is shown ---------------------------------------------------------------------------------------------------


def get_double_sides(noun: str, record_ids: Sequence[int]) -> list[DoubleSide]:
    """What the list says of each record: the name, and an office or what kind of body it is, and where."""
    reached = _first_ways(record_ids)
    if noun == "organisations":
        return [_body_side(row, reached[row[0]]) for row in in_chunks(_BODY_SIDES, record_ids)]
    offices = list_offices_of(record_ids, clock.today()) if record_ids else {}
    return [
        DoubleSide(person_id, name, _joined((*(office.words for office in offices[person_id][:2]), reached[person_id])))
        for person_id, name in in_chunks("SELECT id, name FROM person WHERE id IN ({marks})", record_ids)
    ]


_BODY_SIDES = (
    "SELECT o.id, o.name, o.kind, coalesce(up.name, ''), coalesce(pl.name, '') FROM organisation o LEFT JOIN "
    "organisation up ON up.id = o.parent_id LEFT JOIN place pl ON pl.id = o.place_id WHERE o.id IN ({marks})"
)


def _body_side(row: Tuple, reached: str) -> DoubleSide:
    record_id, name, kind, parent, place = row
    return DoubleSide(record_id, name, _joined((organisations.label(kind), parent, place, reached)))


def _first_ways(record_ids: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = defaultdict(str)
    for record_id, value in in_chunks(
        "SELECT record_id, value FROM contact_point WHERE kind IN ('mobile', 'phone', 'email') AND NOT is_private "
        "AND record_id IN ({marks}) ORDER BY is_preferred, id DESC",
        record_ids,
    ):
        found[record_id] = value
    return found


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)
