"""The facts of an access-request pack: all that is held on one person, to be read at home (POPIA s23).

Whatever points at the person is in it, whatever level it has; what is restricted is marked, because somebody has to
decide about it. Other people in it are covered unless their names are asked for. What goes out is the answer to a
request (`request_answer`), in which each thing was read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from crm.rules.dates import format_day
from crm.rules.file_names import safe_file_name
from crm.rules.requests import HISTORY_LINES
from reports.facts.audience import NAMES, Names, level_of
from reports.facts.confidentiality import LEVELS, Gate, level_words
from reports.facts.workspace import get_home_ways, get_name, get_origin
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

if TYPE_CHECKING:
    from crm.queries.held import Held

PERSON = "person"
OTHERS = replace(
    NAMES,
    label=mark("Names of others"),
    choices=tuple(sorted(NAMES.choices[1:], key=lambda choice: choice[0] != Names.OFFICES)),
)
"""The person asked for herself; the others in it are covered unless that was decided."""
OPTIONS = (
    Option(PERSON, mark("Person"), OptionKind.RECORD, noun="people", is_needed=True),
    Option(
        "confidentiality",
        mark("Confidentiality"),
        OptionKind.CHOICE,
        (
            ("restricted", mark("All that is held, restricted records marked")),
            ("internal", mark("Without restricted records")),
            ("open", mark("Open records only")),
        ),
    ),
    OTHERS,
)
FOLDER = "files"

_SECTIONS: tuple[tuple[str, frozenset[str]], ...] = (
    (mark("Who you are"), frozenset(("record", "person", "other_name", "identifier", "topic_link", "tag"))),
    (mark("How you are reached"), frozenset(("contact_point", "gatekeeper"))),
    (mark("Offices"), frozenset(("role", "post", "user"))),
    (mark("What was written about you"), frozenset(("note", "correction_note", "mapping", "relationship", "not_same"))),
    (mark("Meetings"), frozenset(("attendance", "agenda_item", "point", "ask", "engagement"))),
    (mark("Promises"), frozenset(("commitment", "date_move", "status_change", "follow_up", "evidence"))),
    (mark("Where it came from"), frozenset(("imported", "imported_file"))),
    (mark("To whom it was given"), frozenset(("hand_over",))),
)
_OTHER = mark("Elsewhere")
_MENTIONS = mark("Where you are named in a text")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is held: on which record, and what it says; `mark` says what is to be decided about it."""

    thing: str
    record: str
    mark: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What is held of one kind."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file kept with the person, and where it lies in the pack."""

    name: str
    caption: str
    sha256: str
    attachment_id: int


@dataclass(frozen=True, slots=True)
class AccessFacts:
    """Everything the paper says."""

    title: str
    scope: str
    shown: tuple[str, ...]
    sections: tuple[Section, ...]
    files: tuple[HeldFile, ...]
    history: tuple[tuple[str, str], ...]
    """When and by whom, and what was done."""
    organisation_name: str
    reach: tuple[str, ...]
    confidentiality: str
    made_on: date
    made_by: str
    read: Callable[[int], bytes] = field(repr=False, compare=False)

    @property
    def count(self) -> int:
        """How many things are held."""
        return sum(len(section.items) for section in self.sections)


def gather(ask: Callable[..., Any], chosen: Chosen) -> AccessFacts:
    """Read what is held on the person chosen. Raises UserError("record-not-found")."""
    from crm.queries.attachments import read_attachment
    from crm.queries.held import list_held

    person_id = chosen.record(PERSON) or 0
    name = get_name(ask, person_id, "people")
    gate = Gate(ask, LEVELS[level_of(chosen)])
    held = [each for each in ask(list_held, person_id) if gate.passes(each.record_id)]
    origin = get_origin(ask, chosen.made_by)
    return AccessFacts(
        title=_("What we hold about you"),
        scope=name,
        shown=(level_words(level_of(chosen)), *gate.words()),
        sections=sections_of([(each, _item(each)) for each in held]),
        files=_files(ask, person_id, gate),
        history=_history(ask, person_id),
        organisation_name=origin.organisation_name,
        reach=get_home_ways(ask),
        confidentiality=_("Not for giving out: nobody has read it yet."),
        made_on=chosen.today,
        made_by=origin.made_by,
        read=partial(ask, read_attachment),
    )


def sections_of(found: Sequence[tuple[Held, Item]]) -> tuple[Section, ...]:
    """What is held, by what it is about; texts that only name the person come last."""
    pointing = [(held.table, item) for held, item in found if not held.is_mention]
    named = [(_(name), [item for table, item in pointing if table in of]) for name, of in _SECTIONS]
    placed = frozenset(table for _name, of in _SECTIONS for table in of)
    named.append((_(_OTHER), [item for table, item in pointing if table not in placed]))
    named.append((_(_MENTIONS), [item for held, item in found if held.is_mention]))
    return tuple(Section(name, tuple(items)) for name, items in named if items)


def section_counts(ask: Callable[..., Any], person_id: int) -> tuple[tuple[str, int], ...]:
    """How much is held of each kind on a person."""
    from crm.queries.held import list_held

    found = sections_of([(held, _item(held)) for held in ask(list_held, person_id)])
    return tuple((section.name, len(section.items)) for section in found)


def _item(held: Held) -> Item:
    marks = {1: _("internal"), 2: _("restricted: decide before it goes out")}
    thing = held.thing[:1].upper() + held.thing[1:]
    record = "" if held.noun == "people" else held.record
    return Item(thing, record, marks.get(held.confidentiality, ""), held.said)


def _files(ask: Callable[..., Any], person_id: int, gate: Gate) -> tuple[HeldFile, ...]:
    from crm.queries.attachments import list_attachments

    kept = [each for each in ask(list_attachments, person_id) if gate.passes(each.id)]
    return tuple(
        HeldFile(f"{FOLDER}/{at:03} {safe_file_name(one.file_name) or 'file'}", one.caption, one.sha256, one.id)
        for at, one in enumerate(kept, start=1)
    )


def _history(ask: Callable[..., Any], person_id: int) -> tuple[tuple[str, str], ...]:
    """What was done with the person's record, newest first."""
    from crm.queries.history import list_history

    return tuple(
        (
            _("{day}, {name}").format(day=format_day(date.fromisoformat(entry.at[:10])), name=entry.by),
            "; ".join((entry.label, *entry.lines)),
        )
        for entry in ask(list_history, person_id, HISTORY_LINES)
    )


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """The person met next."""
    from reports.facts.examples import each_kind

    return [given for given in each_kind(ask) if PERSON in given]
