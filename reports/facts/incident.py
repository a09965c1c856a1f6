"""The facts of an incident sheet and of the letters to those concerned (POPIA s22), open or from a backup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules import incidents
from crm.rules.dates import format_day
from crm.rules.incidents import Kind, Lost, Secret, Way
from crm.rules.privacy import InformationOfficer
from reports.facts.audience import reader_of
from reports.facts.head import Head, gather_head
from reports.facts.letter import LetterFacts
from reports.facts.workspace import get_officer
from reports.options import Chosen, Option, OptionKind
from resources.translations import ENGLISH, Speech, _, mark, ngettext

if TYPE_CHECKING:
    from crm.queries.incidents import Concerned, HeldKind

OPTIONS = (
    Option(
        "lost", mark("What was lost"), OptionKind.CHOICE, tuple((each.value, incidents.label(each)) for each in Lost)
    ),
    Option("lost-on", mark("Lost on"), OptionKind.DAY),
    Option("found-on", mark("Found out on"), OptionKind.DAY),
    Option(
        "secret",
        mark("What went with it that opens it"),
        OptionKind.CHOICE,
        tuple((each.value, incidents.label(each)) for each in Secret),
    ),
)
"""What happened; where, and the number of the case, are written by hand."""


@dataclass(frozen=True, slots=True)
class KindLine:
    """People of one kind in numbers."""

    kind: str
    count: int
    private: int
    special: int
    restricted: int
    at_risk: int


@dataclass(frozen=True, slots=True)
class OutsideLine:
    """A paper or file that lay outside: when, what, where, how much was in it, and how many people it names."""

    day: str
    title: str
    place: str
    size: str
    people: str


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """Everything the sheet says."""

    head: Head
    lost: str
    protection: str
    held_workspace: bool
    """Whether the workspace itself may have been on it: else only what was taken out of it."""
    is_open_to_others: bool
    kinds: tuple[KindLine, ...]
    held: tuple[HeldKind, ...]
    outside: tuple[OutsideLine, ...]
    ways: tuple[tuple[str, int], ...]
    known_until: str
    duties: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    officer: InformationOfficer

    @property
    def people(self) -> int:
        """How many are concerned."""
        return sum(line.count for line in self.kinds)

    @property
    def at_risk(self) -> int:
        """How many could be harmed."""
        return sum(line.at_risk for line in self.kinds)


@dataclass(frozen=True, slots=True)
class ReachedLine:
    """Somebody concerned, and where a notice reaches them."""

    name: str
    at: str
    number: int
    """The number of the letter; 0 without one."""


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """The letters, and the list of whom each reaches."""

    head: Head
    groups: tuple[tuple[str, tuple[ReachedLine, ...]], ...]
    held_workspace: bool
    has_harmed: bool
    """Whether there are people who could be harmed: they stand first."""
    letters: tuple[LetterFacts, ...]


def gather(ask: Callable[..., Any], chosen: Chosen) -> IncidentFacts:
    """Read who and what is concerned."""
    from crm.queries import incidents as queries

    lost, secret = Lost(chosen.choice("lost")), Secret(chosen.choice("secret"))
    people: list[Concerned] = ask(queries.list_concerned)
    known = ask(queries.last_change_on)
    counted = Counter(each.way for each in people)
    return IncidentFacts(
        head=_head(ask, chosen, _("Incident sheet")),
        lost=incidents.label(lost),
        protection=incidents.protection(lost, secret),
        held_workspace=incidents.held_workspace(lost),
        is_open_to_others=incidents.is_open_to_others(lost, secret),
        kinds=tuple(line for kind in Kind if (line := _kind_line(kind, people)).count),
        held=tuple(ask(queries.list_held_kinds)),
        outside=tuple(_outside(row) for row in ask(queries.list_outside)),
        ways=tuple((incidents.label(way), counted[way]) for way in Way if counted[way]),
        known_until=format_day(known) if known else "",
        duties=incidents.duties(),
        steps=incidents.steps(lost),
        officer=get_officer(ask, chosen.today),
    )


def _head(ask: Callable[..., Any], chosen: Chosen, title: str) -> Head:
    """Everybody concerned counts, whatever level what is known of them has."""
    reader = replace(reader_of(chosen), level="restricted")
    return gather_head(ask, chosen, title, _("Security compromise, POPIA section 22"), _what(chosen), reader=reader)


def _what(chosen: Chosen) -> Sequence[tuple[str, str]]:
    return (
        (_("Lost"), incidents.label(chosen.choice("lost"))),
        (_("On"), _day(chosen.day("lost-on"))),
        (_("Found out on"), _day(chosen.day("found-on"))),
        (_("Went with it"), incidents.label(chosen.choice("secret"))),
    )


def _day(day: date | None) -> str:
    return format_day(day) if day else ""


def _kind_line(kind: Kind, people: Sequence[Concerned]) -> KindLine:
    mine = [each for each in people if each.kind is kind]
    return KindLine(
        incidents.label(kind),
        len(mine),
        sum(each.has_private for each in mine),
        sum(each.is_special for each in mine),
        sum(each.is_restricted for each in mine),
        sum(each.is_at_risk for each in mine),
    )


def _outside(row: Any) -> OutsideLine:
    records = row.options.get("records", "")
    size = ngettext("{count} record", "{count} records", int(records)).format(count=records) if records else ""
    if row.pages:
        size = ngettext("{count} page", "{count} pages", row.pages).format(count=row.pages)
    people = _("not known") if row.people is None else str(row.people)
    title = _("{file} (opens with a password)").format(file=row.title) if row.has_password else row.title
    return OutsideLine(format_day(row.on), title, row.path, size, people)


def gather_notice(ask: Callable[..., Any], chosen: Chosen) -> NoticeFacts:
    """A letter to each who can be written to, and the list of how all are reached."""
    from crm.queries import incidents as queries

    people: list[Concerned] = ask(queries.list_concerned)
    writer = _Writer(ask, chosen)
    written = [each for each in people if each.way in (Way.EMAIL, Way.POST, Way.VOICE)]
    numbers = {each.id: at for at, each in enumerate(written, 1)}
    groups = []
    for way in Way:
        mine = [each for each in people if each.way is way]
        if mine:
            lines = tuple(ReachedLine(each.name, each.reached_at, numbers.get(each.id, 0)) for each in mine)
            groups.append((incidents.label(way), lines))
    return NoticeFacts(
        head=_head(ask, chosen, _("Letters to those concerned")),
        groups=tuple(groups),
        held_workspace=incidents.held_workspace(Lost(chosen.choice("lost"))),
        has_harmed=any(each.is_at_risk for each in people),
        letters=tuple(writer.letter(each) for each in written),
    )


class _Writer:
    """Fills the template for one after another; what is the same in all is read once."""

    def __init__(self, ask: Callable[..., Any], chosen: Chosen) -> None:
        from crm.queries.contacts import list_contacts
        from crm.queries.letters import get_template
        from crm.queries.organisations import get_home
        from crm.rules.letters import Kind as Template
        from reports.facts.letter import SHOWN

        self._chosen = chosen
        self._lost = Lost(chosen.choice("lost"))
        self._ask = ask
        home = ask(get_home)
        reach = [each for each in ask(list_contacts, home[0]) if not each.is_private] if home else []
        self._ours = home[1] if home else ""
        self._reach = tuple(each.value.replace("\n", ", ") for kind in SHOWN for each in reach if each.kind == kind)
        self._template = ask(get_template, Template.COMPROMISE)
        self._officer = get_officer(ask, chosen.today)

    def letter(self, person: Concerned) -> LetterFacts:
        """The letter to one of them."""
        from crm.queries.recipients import recipient_of_person
        from crm.rules import letters
        from crm.rules.letters import Way as By

        to = self._ask(recipient_of_person, person.id)
        block = tuple(dict.fromkeys((*(to.block[:3] if to else (person.name,)), *person.address)))
        end = letters.closing(By.LETTER, self._officer.name or self._chosen.made_by, self._ours)
        values = {
            "greeting": letters.greeting(By.LETTER, to.spoken if to else person.name, to.letter if to else person.name),
            "lost": incidents.label(self._lost).lower(),
            "lost_on": _day(self._chosen.day("lost-on")),
            "found_on": _day(self._chosen.day("found-on")),
            "held_about_you": _held_words(person),
            "protection": incidents.protection(self._lost, Secret(self._chosen.choice("secret"))),
            "secured": incidents.secured(self._lost),
            "officer": ", ".join((self._officer.name, *self._officer.ways)) if self._officer.name else "",
            "to_name": person.name,
            "today": format_day(self._chosen.today),
            "our_name": self._chosen.made_by,
            "our_organisation": self._ours,
            "closing": end,
        }
        words = letters.without_closing(letters.fill(self._template.words, values), end)
        return LetterFacts(
            organisation=self._ours,
            reach=self._reach,
            made_on=self._chosen.today,
            made_by=self._officer.name or self._chosen.made_by,
            to=block,
            subject=letters.fill(self._template.subject, values),
            before=tuple(part.strip() for part in words.split("\n\n") if part.strip()),
            promises=(),
            after=(),
            is_list=False,
            language="en",
            level="restricted",
            speech=Speech(ENGLISH),
        )


def _held_words(person: Concerned) -> str:
    """What of this person was in it, so that protecting oneself is possible."""
    from crm.queries.incidents import Held

    held = (
        (Held.CONTACTS, _("how you are reached")),
        (Held.PRIVATE, _("private contact details")),
        (Held.MEETINGS, _("what was said and promised in meetings with you")),
        (Held.NOTES, _("our notes")),
        (Held.PARTY, _("your party")),
        (Held.NEEDS, _("what you told us of your access needs")),
    )
    name = _("your name and office") if Held.OFFICE in person.held else _("your name")
    return "; ".join((name, *(words for part, words in held if part in person.held)))


def examples(_ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """A stolen laptop, found out the next day."""
    return [{"lost": "laptop", "lost-on": "20 Nov 2026", "found-on": "21 Nov 2026", "secret": "none"}]
