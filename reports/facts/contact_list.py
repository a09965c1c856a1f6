"""The facts of a contact list: people by the body they hold an office in, and how each is reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crm.rules import privacy
from reports.facts.audience import level_of, reader_of
from reports.facts.confidentiality import LEVELS, Gate
from reports.facts.contact_ways import ways_of
from reports.facts.head import Head, gather_head
from reports.facts.people import MOST_WAYS
from reports.facts.workspace import get_name
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

if TYPE_CHECKING:
    from crm.queries.offices import Office
    from crm.queries.people import PersonPage

OPTIONS = (
    Option("body", mark("One body"), OptionKind.RECORD, noun="organisations"),
    Option("topic", mark("One topic"), OptionKind.RECORD, noun="topics"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A person in a group: what she is there, and how she is reached."""

    name: str
    office: str
    """With the place of a ward or constituency."""
    ways: tuple[tuple[str, str], ...]
    """A number or address, and when it was checked."""
    door: str
    """Whom one goes through."""
    caution: str


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one body."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ContactListFacts:
    """Everything the list says."""

    head: Head
    groups: tuple[Group, ...]
    private: int
    """How many numbers are private and left out."""
    people: int
    not_used: int
    """How many people are left out because they are not to be used; nobody is told outside."""


def gather(ask: Callable[..., Any], chosen: Chosen) -> ContactListFacts:
    """Read the people who hold an office now, and those without one where nothing was chosen."""
    from crm.queries.people import PeopleFilter, get_person, list_people

    reader = reader_of(chosen)
    gate = Gate(ask, LEVELS[level_of(chosen)])
    body, topic = chosen.record("body"), chosen.record("topic")
    wanted = PeopleFilter(organisation_id=body, topic_id=topic)
    found = [ask(get_person, each, chosen.today) for each in ask(list_people, wanted) if gate.passes(each)]
    known = [person for person in found if person is not None]
    shows_at_risk = reader.is_at_home or reader.names_at_risk
    listed = [person for person in known if shows_at_risk or not person.is_at_risk]
    people = [person for person in listed if person.standing.may_be_used]
    names = [get_name(ask, each, noun) for each, noun in ((body, "organisations"), (topic, "topics")) if each]
    groups = _groups(people, gate, chosen, body)
    scope = " · ".join(names) or _("Everyone we work with")
    private = sum(contact.is_private for person in people for contact in person.contacts)
    return ContactListFacts(
        head=gather_head(ask, chosen, _("Contact list"), scope, shown=gate.words()),
        groups=groups,
        private=0 if reader.has_private else private,
        people=len(people),
        not_used=len(listed) - len(people) if reader.is_at_home else 0,
    )


def _groups(people: Sequence[PersonPage], gate: Gate, chosen: Chosen, body: int | None) -> tuple[Group, ...]:
    """Bodies by name; who holds offices in several stands in each, who holds none at the end."""
    groups: dict[str, list[Entry]] = {}
    for person in people:
        held = [office for office in person.current if gate.passes(office.organisation_id)]
        by_body: dict[str, list[Office]] = {}
        for office in held:
            if body is None or office.organisation_id == body:
                by_body.setdefault(office.organisation, []).append(office)
        for name, offices in (by_body or {"": []}).items():
            groups.setdefault(name, []).append(_entry(person, offices, chosen, gate))
    order = sorted(groups, key=lambda name: (not name, name.casefold()))
    return tuple(Group(name or _("Without an office"), tuple(groups[name])) for name in order)


def _entry(person: PersonPage, offices: Sequence[Office], chosen: Chosen, gate: Gate) -> Entry:
    has_private = reader_of(chosen).has_private
    ways = ways_of(person.contacts, chosen.today, with_private=has_private)
    doors = [through.via for through in person.through if gate.passes(through.via_id)]
    caution = privacy.label(person.do_not_contact).lower() if person.do_not_contact else ""
    return Entry(
        name=person.name,
        office=", ".join(dict.fromkeys(part for office in offices for part in (office.title, office.place) if part)),
        ways=tuple((each.value, each.checked) for each in ways[:MOST_WAYS]),
        door=", ".join(doors),
        caution=_("Do not contact: {how}").format(how=caution) if caution else "",
    )


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """Everybody, and a committee with members."""
    from crm.queries.organisations import OrganisationsFilter, list_organisations
    from crm.queries.people import PeopleFilter, list_people

    committees = ask(list_organisations, OrganisationsFilter(kind="committee"))
    with_members = [each for each in committees if len(ask(list_people, PeopleFilter(organisation_id=each))) > 1]
    return [{}, *({"body": f"organisations:{each}"} for each in with_members[:1])]
