"""An entry of an address book or a directory, whatever wrote it, and the people and organisations entries become."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from crm.exchange import bodies
from crm.exchange.area_codes import complete_numbers
from crm.exchange.bodies import Body, Spot
from crm.exchange.candidates import ContactCandidate, SeatCandidate
from crm.exchange.cells import clean, contacts, quick_fold
from crm.exchange.columns import Column, Field, Mapping
from crm.exchange.gathering import Gathering, PersonDraft, add_new
from crm.exchange.one_person import contradict, unite
from crm.exchange.row_names import RowNames
from crm.rules.organisations import Kind
from resources.translations import _, ngettext

_NAME_PARTS = (Field.TITLE, Field.GIVEN, Field.MIDDLE, Field.FAMILY, Field.KNOWN_AS, Field.NAME, Field.OTHER_NAME)
_MEMBERS_SIT = frozenset((Kind.LEGISLATURE, Kind.COUNCIL, Kind.PARTY, Kind.COMMITTEE, Kind.NETWORK))
_ADDRESSEE = "Contact person"
_MOST_TOLD = 40


@dataclass(frozen=True, slots=True)
class Named:
    """A name as an entry gives it: in parts, as one text, or both."""

    whole: str = ""
    title: str = ""
    given: str = ""
    middle: str = ""
    family: str = ""
    known_as: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A post an entry names; where no organisation is named it is held nowhere."""

    body: Body
    title: str = ""
    party: Body | None = None
    spot: Spot | None = None


@dataclass(slots=True)
class Entry:
    """One entry: `uid` is what its book calls it (scheme and value), `reach` how to reach whom it names."""

    line: str
    name: Named = Named()
    uid: tuple[str, str] | None = None
    held: list[Held] = field(default_factory=list)
    reach: list[tuple[str, str, str]] = field(default_factory=list)  # kind, what was written, label
    notes: list[str] = field(default_factory=list)


class Entries:
    """Puts the entries of one file into a `Gathering`, names and contact details read as in any table."""

    def __init__(self) -> None:
        self.found = Gathering()
        columns = tuple(Column(at, "", part) for at, part in enumerate(_NAME_PARTS))
        self._names = RowNames(Mapping(columns, "", surname_first=False))
        self._merged = self._by_address = 0
        self._not_read: set[str] = set()
        self._left_out: set[str] = set()

    def add_person(self, entry: Entry) -> bool:
        """Add the person an entry names; whether it names any."""
        named = entry.name
        has_parts = bool(clean(named.given) and clean(named.family)) or not clean(named.whole)
        parts = (named.given, named.middle, named.family) if has_parts else ("", "", "")
        whole = clean(named.whole) or next((text for kind, text, _label in entry.reach if kind == "email"), "")
        cells = [clean(cell) for cell in (named.title, *parts, named.known_as, whole, named.other)]
        name, other_names = self._names.read(cells)
        if not (name.given or name.family):
            return False
        draft = PersonDraft(entry.line, "", name, other_names)
        draft.fold = quick_fold(f"{name.given} {name.family}")
        draft.key = entry.uid[1] if entry.uid else f"{draft.fold}|{entry.held[0].body.key if entry.held else ''}"
        self._by_address += "@" in draft.fold
        person = self._person(draft)
        self._merged += person is not draft
        if entry.uid and entry.uid not in person.identifiers:
            person.identifiers.append(entry.uid)
        person.seats += [seat for seat in self._seats(entry) if seat not in person.seats]
        person.notes += [note for note in map(clean, entry.notes) if note and note not in person.notes]
        add_new(person.contacts, self._contacts(entry))
        return True

    def _person(self, draft: PersonDraft) -> PersonDraft:
        """The draft of this person: an earlier one of the same key, unless the two cannot be one."""
        earlier = self.found.people.setdefault(draft.key, draft)
        if earlier is draft or not contradict(earlier, draft):
            return earlier
        draft.key = f"{draft.key}|{draft.line}"
        return self.found.people.setdefault(draft.key, draft)

    def add_organisation(self, entry: Entry, body: Body) -> None:
        """Add the organisation an entry is about, or what it says more of one."""
        draft = self.found.body(entry.line, body)
        if entry.uid and entry.uid not in draft.identifiers:
            draft.identifiers.append(entry.uid)
        add_new(draft.contacts, self._contacts(entry))

    def pass_over(self, not_read: Iterable[str], left_out: Iterable[str] = ()) -> None:
        """Note kinds of detail that are not read, or left out by design; each is told once."""
        self._not_read.update(not_read)
        self._left_out.update(left_out)

    def tell(self) -> None:
        """Complete what all entries together tell, and say what was merged and not read; once, when all are in."""
        unite(self.found.people)
        complete_numbers(self.found)
        if self._by_address:
            text = ngettext(
                "{count} entry has no name: the e-mail address stands for it",
                "{count} entries have no name: the e-mail address stands for it",
                self._by_address,
            )
            self.found.warnings[text] = None
        if self._merged:
            text = ngettext(
                "{count} entry names a person of an earlier one: the two became one",
                "{count} entries name people of earlier ones: they became one each",
                self._merged,
            )
            self.found.warnings[text] = None
        if self._not_read:
            keys = ", ".join(what[:40] for what in sorted(self._not_read)[:_MOST_TOLD])
            self.found.warnings[_("not read: {keys}").format(keys=keys)] = None
        if self._left_out:
            keys = ", ".join(sorted(self._left_out))
            self.found.left_out[_("{keys}: left out by design").format(keys=keys)] = None

    def _seats(self, entry: Entry) -> list[SeatCandidate]:
        return [self._seat(entry.line, held) for held in entry.held]

    def _seat(self, line: str, held: Held) -> SeatCandidate:
        for body in filter(None, (held.body, held.party)):
            self.found.body(line, body)
        return SeatCandidate(
            organisation=held.body.name,
            organisation_key=held.body.key,
            organisation_kind=str(held.body.kind),
            title=_post(held),
            party=held.party.name if held.party else "",
            party_key=held.party.key if held.party else "",
            place=held.spot.name if held.spot else "",
            place_key=self.found.spot(line, held.spot) if held.spot else "",
        )

    def _contacts(self, entry: Entry) -> list[ContactCandidate]:
        found: list[ContactCandidate] = []
        for kind, written, label in entry.reach:
            text = clean(written)
            new = _read_contacts(kind, text, clean(label)[:60]) if text else ()
            found += new
            if text and not new:
                self.found.miss(entry.line, _("“{text}” is not a contact detail").format(text=text[:60]))
        return found


@lru_cache(20_000)
def _read_contacts(kind: str, text: str, label: str) -> tuple[ContactCandidate, ...]:
    """The details in a text; whole books repeat the number of one switchboard."""
    return tuple(contacts(kind, text, label))


def key_set(keys: str) -> frozenset[str]:
    """The kinds of detail in a text that lists them between blanks."""
    return frozenset(keys.split())


def body_called(name: str) -> Body:
    """The organisation an entry names: a party where it is one that we know."""
    return bodies.known_party(name) or bodies.organisation(name)


def _post(held: Held) -> str:
    """The post; who is written down for an organisation without one is whom one turns to there."""
    title = clean(held.title)
    return bodies.seat_title(title, held.body.kind) if title or held.body.kind in _MEMBERS_SIT else _ADDRESSEE
