"""Who a name stands for: somebody who was there, us, or a person or body of the workspace. Runs on the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.offices import get_office_words
from crm.queries.organisations import get_home
from crm.queries.parties import find_parties
from crm.queries.people import get_names
from crm.queries.records import get_record
from crm.queries.sides import get_sides
from crm.queries.team import list_users
from crm.rules.commitments import Side
from crm.rules.names import fold
from ui.widgets.choices import Choice

US = ("we", "us", "ourselves", "ons")


@dataclass(frozen=True)
class Present:
    """Somebody of the attendance register; id 0 is a name only."""

    id: int
    name: str
    side: str = "theirs"


@dataclass(frozen=True)
class Party:
    """One side of a promise; id 0 is a name still to identify."""

    id: int
    name: str
    side: Side = Side.PUBLIC
    is_person: bool = False
    office: str = ""
    owner_id: int | None = None  # the colleague who said it, where that is known

    @property
    def is_known(self) -> bool:
        """Whether it is a record of the workspace."""
        return self.id != 0


@dataclass(frozen=True)
class Asked:
    """Whom to find: a record already chosen, or words, among those who were there first."""

    text: str
    record_id: int
    present: tuple[Present, ...]
    on_day: date


def find_party(asked: Asked) -> Party | None:
    """The party meant; None when nothing is written, a bare name when nobody is surely meant."""
    if asked.record_id:
        return party_of(asked.record_id, asked.on_day)
    if not fold(asked.text):
        return None
    return _ours(asked) or _among_present(asked) or _known(asked) or Party(0, asked.text.strip())


def party_of(record_id: int, on_day: date, owner_id: int | None = None) -> Party:
    """A person, body or post, with the office the person held on the day."""
    record = get_record(record_id)
    is_person = record is not None and record.noun == "people"
    return Party(
        record_id,
        get_names([record_id]).get(record_id, ""),
        get_sides().get(record_id, Side.PUBLIC),
        is_person,
        get_office_words(record_id, on_day) if is_person else "",
        owner_id,
    )


def _ours(asked: Asked) -> Party | None:
    """“We”, our own name, or a colleague: our organisation is bound, and the colleague owns it."""
    home = get_home()
    if home is None:
        return None
    name = fold(asked.text)
    owner = next((user.id for user in list_users() if fold(user.name) == name), None)
    nameless = any(one.id == 0 and one.side == "ours" and fold(one.name) == name for one in asked.present)
    if name in US or name == fold(home[1]) or owner is not None or nameless:
        return party_of(home[0], asked.on_day, owner)
    return None


def _among_present(asked: Asked) -> Party | None:
    """The one of those present whose name holds every word written."""
    wanted = fold(asked.text).split()
    fitting = [one for one in asked.present if holds_words(one.name, wanted)]
    if len(fitting) != 1:
        return None
    return party_of(fitting[0].id, asked.on_day) if fitting[0].id else Party(0, fitting[0].name)


def holds_words(name: str, wanted: Sequence[str]) -> bool:
    """Whether each word begins a word of the name."""
    words = fold(name).split()
    return bool(wanted) and all(any(word.startswith(part) for word in words) for part in wanted)


def _known(asked: Asked) -> Party | None:
    """The only one called exactly so, else the only one found."""
    found = find_parties(asked.text)
    exact = [one for one in found if fold(one[1]) == fold(asked.text)]
    sure = exact or found
    return party_of(sure[0][0], asked.on_day) if len(sure) == 1 else None


def offer_parties(text: str, present: Sequence[Present]) -> list[Choice]:
    """Names for the line of a promise: those present first, then everyone else."""
    wanted = fold(text).split()
    there = [Choice(one.id, one.name) for one in present if holds_words(one.name, wanted)]
    ids = {one.id for one in there if one.id}
    details = {found[0]: found[2] for found in find_parties(text)}
    first = [Choice(one.id, one.name, details.get(one.id, "")) for one in there]
    return [*first, *(Choice(*found) for found in find_parties(text) if found[0] not in ids)][:8]
