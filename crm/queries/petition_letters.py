"""A petition as a text for others may show it: which one, by which law it is outstanding since when, what it asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.base import one
from crm.queries.clocks import ClockLine, list_clocks
from crm.queries.escalation import list_escalations
from crm.queries.petitions import PetitionRow
from crm.queries.recipients import Doors, Recipient, get_recipient, in_office, recipient_at
from crm.rules import letters
from crm.rules.clocks import length_words
from crm.rules.dates import format_day
from crm.rules.escalation import Rung, Whom
from crm.rules.petitions import label
from resources.translations import _


@dataclass(frozen=True)
class PetitionSaid:
    """What a text says of a petition; an unknown part is empty."""

    id: int
    reference: str
    kind: str
    title: str
    petitioner: str
    their_number: str
    submitted_on: date | None
    law: str
    """The law its clock runs by, empty where no legal limit is known."""
    days: str
    ran_out: date | None
    """The day the law's days ran out, before anybody gave more; None until then."""
    extended_to: date | None
    lateness: str
    prayer: str

    @property
    def name(self) -> str:
        """What a sentence calls it: “the petition “Water for the ward””."""
        kind = self.kind[:1].lower() + self.kind[1:]
        return _("the {kind} “{title}”").format(kind=kind, title=self.title)

    def values(self) -> dict[str, str]:
        """The fields of a template."""
        return {
            "petition": self.name,
            "petitioner": self.petitioner,
            "their_number": self.their_number,
            "submitted_on": _day(self.submitted_on),
            "law": _with_article(self.law),
            "days": self.days,
            "ran_out": _day(self.ran_out),
            "extended_to": _day(self.extended_to),
            "lateness": self.lateness,
            "prayer": self.prayer,
        }


def _day(on: date | None) -> str:
    return format_day(on) if on else ""


def read_petition(row: PetitionRow, level: int, today: date) -> PetitionSaid:
    """The petition as it may leave: nobody above this level of confidentiality is named."""
    prayer = one("SELECT prayer FROM petition WHERE id = ?", row.id)
    clock = _clock_of(row.id)
    due = clock.due_on if clock else row.due_original
    is_extended = row.due_agreed is not None and due is not None and row.due_agreed > due
    return PetitionSaid(
        row.id,
        row.reference,
        label(row.kind),
        letters.without_private(row.title).rstrip(" ."),
        _open_name(row.petitioner_id, row.petitioner, level),
        row.their_number,
        row.submitted_on,
        clock.law if clock else "",
        length_words(clock.length, clock.unit) if clock else "",
        clock.due_on if clock and clock.due_on and clock.due_on < today else None,
        row.due_agreed if is_extended else None,
        letters.answer_words(row.due_agreed, today),
        letters.without_private(str(prayer[0]) if prayer else "").rstrip(" ."),
    )


def _open_name(record_id: int | None, name: str, level: int) -> str:
    found = one("SELECT confidentiality FROM record WHERE id = ?", record_id) if record_id else None
    return "" if found is not None and found[0] > level else name


def _clock_of(petition_id: int) -> ClockLine | None:
    """The clock of a law that runs, else the one that ran last."""
    found = [clock for clock in list_clocks(petition_id) if clock.law]
    return next((clock for clock in found if clock.ended_on is None), found[-1] if found else None)


def _with_article(law: str) -> str:
    return law if not law or law.startswith(("the ", "The ")) else _("the {law}").format(law=law)


def reader_of(row: PetitionRow, rung: Rung | None) -> Recipient:
    """Whom a text about a petition goes to: at a rung whom that turns to, else whom to ask about it."""
    body_id = row.committee_id or row.body_id
    first = get_recipient(row.official_id) if row.official_id else _at_the_desk(body_id)
    doors = Doors(first, row.member_id, row.committee_id, row.body_id)
    return recipient_at(rung.to_whom if rung else "", doors)


def _at_the_desk(body_id: int | None) -> Recipient:
    """The committee's co-ordinator where one is known, else the body."""
    found = in_office(body_id, Whom.COORDINATOR)
    return found if found.name or body_id is None else get_recipient(body_id)


def steps_taken(record_id: int) -> str:
    """The rungs taken so far, one a line."""
    return "\n".join(
        _("{day}: {rung}").format(day=format_day(one.on), rung=one.name) for one in list_escalations(record_id)
    )
