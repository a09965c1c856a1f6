"""Every name a person is known by, and what only looks like one: for papers on which nobody is named."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from crm.queries.base import build, rows
from crm.rules.name_finding import Mention, NameFinder, words_of


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name somebody goes by, in its parts where they are known; `person_id` is None for one who is no record."""

    person_id: int | None
    name: str
    given: str = ""
    family: str = ""
    known_as: str = ""


_SAME_PERSON = (
    "(SELECT CASE WHEN count(*) = 1 THEN max(p.id) END FROM person p WHERE p.given || ' ' || p.family = u.name)"
)
"""The person a colleague is who was not tied to one."""


def list_known_names() -> list[KnownName]:
    """People with their other names, colleagues, and those of whom only a name was written down."""
    found = rows(
        "SELECT id, name, given, family, known_as FROM person WHERE anonymised_on IS NULL "
        "UNION ALL SELECT n.record_id, n.name, '', '', '' FROM other_name n JOIN person p ON p.id = n.record_id "
        f"UNION ALL SELECT coalesce(u.person_id, {_SAME_PERSON}, u.id), u.name, '', '', '' FROM \"user\" u "
        "UNION ALL SELECT NULL, name, '', '', '' FROM attendance WHERE person_id IS NULL AND name <> '' "
        "UNION ALL SELECT signatory_id, signatory_name, '', '', '' FROM agreement_party WHERE signatory_name <> '' "
        "UNION ALL SELECT focal_id, focal_name, '', '', '' FROM agreement_party WHERE focal_name <> ''"
    )
    return [build(KnownName, *row) for row in found]


def keys_of(names: Iterable[KnownName]) -> tuple[str, ...]:
    """What is in every full form of these names, and in a surname alone; as words are compared."""
    last: list[str] = []
    for each in names:
        last += words_of(each.family or each.name)[-1:]
        last += words_of(each.known_as)[-1:]
        if not each.family:
            last += words_of(each.name.partition(",")[0])[-1:]
    return tuple(dict.fromkeys(last))


def finder_of(known: Iterable[KnownName], texts: Iterable[str]) -> NameFinder:
    """What finds these names in these texts."""
    finder = NameFinder({word for text in texts for word in words_of(text)})
    for each in known:
        finder.add_person(each.person_id, each.name, each.given, each.family, each.known_as)
    return finder


def get_finder(texts: Collection[str]) -> NameFinder:
    """What finds everybody in these texts, and leaves a municipality its name."""
    finder = finder_of(list_known_names(), texts)
    for name in list_names_of_bodies():
        finder.add_body(name)
    return finder


def count_named(texts: Collection[str]) -> int:
    """How many people these texts name; a name that several bear is one of them, unless it says which."""
    mentions = get_finder(texts).find(texts)
    whose = {_person(text, each) for text, found in mentions.items() for each in found}
    sure = frozenset().union(*(each for each in whose if len(each) == 1))
    return len(sure) + sum(not each & sure for each in whose if len(each) > 1)


def _person(text: str, mention: Mention) -> frozenset[int | str]:
    """Who it may be; somebody of whom nothing but the name is kept is known by it."""
    known = frozenset(who for who in mention.whose if who is not None)
    return known or frozenset((" ".join(words_of(text[mention.start : mention.end])),))


def list_names_of_bodies() -> list[str]:
    """What organisations and places are called: a municipality that bears somebody's name keeps it."""
    found = rows(
        "SELECT name FROM organisation UNION SELECT short_name FROM organisation WHERE short_name <> '' "
        "UNION SELECT name FROM place "
        "UNION SELECT n.name FROM other_name n JOIN organisation o ON o.id = n.record_id"
    )
    return [str(row[0]) for row in found]


def list_contacts_of_people() -> list[tuple[str, int]]:
    """Numbers and addresses that are a person's own, as kept (E.164, or an e-mail address in small letters): whose."""
    found = rows("SELECT DISTINCT c.normal, p.id FROM contact_point c JOIN person p ON p.id = c.record_id")
    return [(str(normal), int(person_id)) for normal, person_id in found if normal]
