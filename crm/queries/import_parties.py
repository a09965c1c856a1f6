"""Who a register means by the names it writes: people, organisations and posts of ours, or nobody yet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from crm.exchange.cells import quick_fold
from crm.queries.base import ids, in_chunks, rows
from crm.queries.import_known import KnownOrganisations, canonical
from crm.queries.import_matching import NOBODY, Match, people_named
from crm.queries.people import get_names
from crm.rules.names import split_name
from crm.rules.organisations import Kind
from resources.translations import _

MOST_OFFERED = 8
_US = frozenset(("us", "we", "ons", "our organisation", "our organization", "ourselves", "our side"))
_CHAIRS = {"chair": "chairperson", "chairman": "chairperson", "chairwoman": "chairperson", "chairlady": "chairperson"}
_IN_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")
_APART = re.compile(
    r"\s*[,;/]\s*|\s+[-–—]\s+|\s+of\s+(?:the\s+)?|\s+for\s+(?:the\s+)?|\s+van\s+(?:die\s+)?", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(the|die)\s+", re.IGNORECASE)


class PartyMatcher:
    """Finds who is meant by each name of one register; every name is looked up once.

    A name is sure when one person, organisation or post of ours has it, in any order and with any title.
    """

    def __init__(self, names: Collection[str], chosen: Mapping[str, int], organisations: KnownOrganisations) -> None:
        self._chosen, self._organisations = chosen, organisations
        wanted = {name for name in names if name}
        self._folds = {name: tuple(_folds(name)) for name in wanted}
        self._people = people_named({folded for folds in self._folds.values() for folded in folds})
        self._families = _families({_family(name) for name in wanted} - {""})
        self._posts: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for post_id, organisation_id, title in rows(
            "SELECT id, organisation_id, fold FROM post ORDER BY is_single DESC, id"
        ):
            self._posts[title].append((post_id, organisation_id))
        self._home = ids("SELECT id FROM organisation WHERE side = 'ours' ORDER BY id LIMIT 1")
        self._known: dict[str, Match] = {}

    def of(self, name: str) -> Match:
        """Who is meant; nobody, with a reason, where it is not certain."""
        if name not in self._known:
            self._known[name] = self._find(name) if name else NOBODY
        return self._known[name]

    def _find(self, name: str) -> Match:
        folded = quick_fold(name)
        if folded in self._chosen:
            return Match(self._chosen[folded] or None, "" if self._chosen[folded] else _to_identify(name))
        if folded in _US and self._home:
            return Match(self._home[0])
        for look in (self._people_called, self._bodies_called, self._posts_called):
            found = look(name)
            if len(found) == 1:
                return Match(found[0])
            if found:
                reason = _("“{name}” may be any of {count}").format(name=name, count=len(found))
                return Match(None, reason, tuple(found[:MOST_OFFERED]))
        likely = self._families.get(_family(name), [])
        return Match(None, _to_identify(name), tuple(likely[:MOST_OFFERED]))

    def _people_called(self, name: str) -> list[int]:
        for folded in self._folds.get(name, ()):
            if found := self._people.get(folded):
                return found
        return []

    def _bodies_called(self, name: str) -> list[int]:
        found = self._organisations.named(name, Kind.OTHER)
        if found:
            return found
        keys = (canonical(name, kind) for kind in (Kind.LEGISLATURE, Kind.PARTY, Kind.COUNCIL))
        return [self._organisations.by_canonical[key] for key in keys if key in self._organisations.by_canonical][:1]

    def _posts_called(self, name: str) -> list[int]:
        """“The Speaker” where there is one; “Speaker of the Limpopo Legislature”, “MEC: Health” wherever it stands."""
        bare = _ARTICLE.sub("", name)
        if whole := self._posts.get(_title(bare)):
            return [post_id for post_id, _organisation in whole]
        for title, body in _splits(bare):
            posts = self._posts.get(_title(title), [])
            bodies = set(self._bodies_called(body)) if posts else set()
            if found := [post_id for post_id, organisation_id in posts if organisation_id in bodies]:
                return found
        return []


def _to_identify(name: str) -> str:
    return _("“{name}” is nobody you have: to identify").format(name=name)


def _title(text: str) -> str:
    folded = quick_fold(text)
    return _CHAIRS.get(folded, folded)


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Every way in which the text may be a post and its body."""
    plain = _IN_BRACKETS.sub(r", \1", text)
    for mark in _APART.finditer(plain):
        before, after = plain[: mark.start()], _ARTICLE.sub("", plain[mark.end() :])
        yield before, after
        yield after, before


def _folds(name: str) -> Iterator[str]:
    """The forms under which the person may be kept: without title, in either order, without what stands beside it."""
    bare = _IN_BRACKETS.sub(" ", name).strip()
    seen: set[str] = set()
    for text in dict.fromkeys((name, bare, *(part for part in re.split(r"\s*[,;]\s*|\s+[-–—]\s+", bare)[:1]))):
        for surname_first in (False, True):
            read = split_name(text, surname_first)
            if not (read.given and read.family):
                continue
            for folded in (quick_fold(f"{read.given} {read.family}"), quick_fold(f"{read.family} {read.given}")):
                if folded and folded not in seen:
                    seen.add(folded)
                    yield folded


def _family(name: str) -> str:
    return quick_fold(split_name(_IN_BRACKETS.sub(" ", name).strip()).family) if len(name.split()) < 5 else ""


def _families(folded: Iterable[str]) -> dict[str, list[int]]:
    """People of ours by family name, for those whom a register calls “Hon. Sample” alone."""
    found: dict[str, list[int]] = defaultdict(list)
    wanted = set(folded)
    if not wanted:
        return found
    for person_id, family in rows("SELECT id, family FROM person ORDER BY sort_name"):
        if (key := quick_fold(family)) in wanted:
            found[key].append(person_id)
    return found


def get_party_words(record_ids: tuple[int, ...]) -> list[tuple[int, str]]:
    """Each of these people, organisations and posts by name, people with what they are."""
    offices: dict[int, str] = {}
    for person_id, title, organisation in in_chunks(
        "SELECT r.person_id, p.title, o.name FROM role r JOIN post p ON p.id = r.post_id JOIN organisation o "
        "ON o.id = p.organisation_id WHERE r.person_id IN ({marks}) ORDER BY r.id",
        record_ids,
    ):
        offices[person_id] = f"{title}, {organisation}"
    names = get_names(record_ids)
    return [
        (one, ", ".join(part for part in (names[one], offices.get(one, "")) if part))
        for one in record_ids
        if one in names
    ]
