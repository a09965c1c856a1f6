"""A list of members as lists are: many people of few names, every fiftieth of them kept twice in another spelling."""

from __future__ import annotations

import random
from collections.abc import Iterator

from crm.operations.base import insert_rows, operation
from crm.rules.names import fold
from crm.tables.offices import Post, Role
from crm.tables.organisations import Organisation
from crm.tables.people import ContactPoint, Person
from tests.benchmarks.generator import _insert, _rows

_STARTS = ("mo", "ma", "n", "se", "le", "t", "k", "d", "b", "sh", "ra", "mok", "van", "vis", "ngw", "zwa", "ph", "x")
_MIDDLES = ("ko", "la", "the", "du", "bi", "tsha", "ri", "nye", "se", "go", "le", "wa", "mba", "phe", "lo")
_ENDS = ("na", "ni", "di", "le", "se", "mo", "ng", "si", "ne", "be", "ter", "ka")


def _names(chance: random.Random, count: int) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < count:
        middle = "".join(chance.choices(_MIDDLES, k=chance.choice((1, 1, 2))))
        made[f"{chance.choice(_STARTS)}{middle}{chance.choice(_ENDS)}".capitalize()] = None
    return list(made)


@operation("Make people who look alike")
def lookalikes(count: int, seed: int = 11) -> int:
    """So many people; returns how many of them are there a second time."""
    chance = random.Random(seed)
    bodies = _insert(
        "organisations",
        Organisation,
        ("name", "fold", "kind"),
        [(f"Body {i}", f"body {i}", "council") for i in range(300)],
    )
    posts = _insert("offices", Post, ("organisation_id", "title", "fold"), [(b, "Member", "member") for b in bodies])
    named = list(_people(chance, count))
    people = _insert("people", Person, ("name", "given", "family", "sort_name", "fold"), [row[:5] for row in named])
    roles = [(person, posts[row[5] % 300], "", "", "", "") for person, row in zip(people, named, strict=True)]
    insert_rows(Role, ("person_id", "post_id", "start_text", "end_text", "end_reason", "source"), roles)
    reached = [
        (person, "mobile", f"082 {row[5]:07d}", f"+2782{row[5]:07d}") for person, row in zip(people, named, strict=True)
    ] + [(person, "email", "office@example.org", "office@example.org") for person in people]
    insert_rows(ContactPoint, *_rows(ContactPoint, ("record_id", "kind", "value", "normal"), reached))
    return sum(row[5] != at for at, row in enumerate(named))


def _people(chance: random.Random, count: int) -> Iterator[tuple[str, str, str, str, str, int]]:
    """Columns of a person, and whose number and body it has: its own, or for a double those of the first."""
    given_names, families = _names(chance, 700), _names(chance, 1_800)
    weights = [1 / (rank + 8) for rank in range(len(families))]
    drawn = chance.choices(families, weights, k=count)
    before = ("", "")
    for at, family in enumerate(drawn):
        given = f"{chance.choice(given_names)} {chance.choice(given_names)}"
        whose = at
        if at % 50 == 49:
            given, family, whose = *_misspelt(chance, *before), at - 1
        before = (given, family)
        yield f"{given} {family}", given, family, f"{family}, {given}", fold(f"{given} {family}"), whose


def _misspelt(chance: random.Random, given: str, family: str) -> tuple[str, str]:
    first, *rest = given.split()
    ways = (
        (first, family),
        (first[:1], family),
        (given, family + "e"),
        (family, first),
        (" ".join((*rest, first)), family),
    )
    return chance.choice(ways)
