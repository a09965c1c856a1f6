"""The facts of the disclosure register: what left, to whom, when, why and by whom; of one person what she stands on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules import giving_out
from crm.rules.dates import format_day
from reports.facts.audience import Audience, label
from reports.facts.head import Head, gather_head
from reports.facts.workspace import get_name
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark, ngettext

if TYPE_CHECKING:
    from crm.queries.disclosures import Disclosure

PERSON, KIND = "person", "kind"
PAPERS, FILES = "papers", "files"
OPTIONS = (
    Option(PERSON, mark("Person concerned"), OptionKind.RECORD, noun="people"),
    Option("to", mark("Receiver"), OptionKind.RECORD, noun="organisations"),
    Option("from", mark("From"), OptionKind.DAY),
    Option("until", mark("Until"), OptionKind.DAY),
    Option(
        KIND,
        mark("What"),
        OptionKind.CHOICE,
        (("all", mark("Papers and files")), (PAPERS, mark("Papers")), (FILES, mark("Files that were taken out"))),
    ),
)


@dataclass(frozen=True, slots=True)
class Gone:
    """One thing that left."""

    on: date
    day: str
    title: str
    pages: int
    to_whom: str
    how: str
    why: str
    by: str
    part: str
    """What the person concerned has to do with it."""
    sha256: str
    is_kept: bool
    people: int | None
    """How many people it names; None where that is not known."""


@dataclass(frozen=True, slots=True)
class DisclosureFacts:
    """Everything the register says."""

    head: Head
    gone: tuple[Gone, ...]
    is_of_one: bool


def gather(ask: Callable[..., Any], chosen: Chosen) -> DisclosureFacts:
    """Read the register. Raises UserError("record-not-found")."""
    from crm.queries.disclosures import DisclosuresFilter, list_disclosures

    person_id, receiver_id = chosen.record(PERSON), chosen.record("to")
    name = get_name(ask, person_id, "people") if person_id is not None else ""
    receiver = get_name(ask, receiver_id, "organisations") if receiver_id is not None else ""
    wanted = DisclosuresFilter(person_id, receiver, "", chosen.day("from"), chosen.day("until"))
    found = [each for each in ask(list_disclosures, wanted) if _is_of(each, chosen.choice(KIND))]
    span = [
        words.format(day=format_day(day))
        for words, day in ((_("from {day}"), chosen.day("from")), (_("until {day}"), chosen.day("until")))
        if day is not None
    ]
    scope = " · ".join(part for part in (name, receiver, *span) if part) or _("All that left this workspace")
    return DisclosureFacts(
        head=gather_head(ask, chosen, _("Disclosure register"), scope),
        gone=tuple(_gone(each) for each in found),
        is_of_one=person_id is not None,
    )


def _is_of(disclosure: Disclosure, kind: str) -> bool:
    from crm.queries.privacy import COPY, FILE

    return kind == "all" or (disclosure.row.report in (COPY, FILE)) is (kind == FILES)


def _gone(disclosure: Disclosure) -> Gone:
    row = disclosure.row
    audience = label(Audience(row.audience)) if row.audience in tuple(Audience) else ""
    return Gone(
        on=row.on,
        day=format_day(row.on),
        title=row.title,
        pages=row.pages,
        to_whom=row.to_whom,
        how=giving_out.label(row.how),
        why="; ".join(part for part in (audience, row.why) if part),
        by=row.by,
        part=part_words(disclosure.part) if disclosure.part else "",
        sha256=row.sha256,
        is_kept=row.is_kept,
        people=row.people,
    )


def named_words(people: int) -> str:
    """“It names 12 people”, of a paper or file."""
    if not people:
        return _("it names nobody")
    return ngettext("it names {count} person", "it names {count} people", people).format(count=people)


def part_words(part: str) -> str:
    """What a person has to do with something that left."""
    return {
        "received": _("received it"),
        "about": _("it was about them"),
        "may_name": _("it may name them"),
    }[part]


def untold_words() -> str:
    """What the register cannot tell."""
    return _(
        "Who stood on a paper about a body, a meeting or everybody is not written down: such papers are listed as "
        "“may name them”. The exact paper can be opened where it was handed over to somebody."
    )


def examples(_ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """All of it."""
    return [{}]
