"""What a person says about being held here, and why we hold what we hold (POPIA sections 11, 18)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from crm.operations.base import check_choice, check_not_future, clean, operation, row_of, update_row
from crm.queries.base import chunks
from crm.rules.errors import UserError
from crm.rules.privacy import Ground
from crm.tables.people import Person
from resources.translations import _, ngettext


@operation(lambda name: _("{name} objects to the use").format(name=name))
def object_to_use(person_id: int, on: date, words: str = "") -> str:
    """The person objects to the use of what we hold (section 11(3)): it stops; returns the name.

    What the office promised stays with the office. Raises UserError("made-in-future").
    """
    check_not_future(on)
    return _change(person_id, objected_on=on, objection=clean(words))


@operation(lambda name: _("{name} takes the objection back").format(name=name))
def take_back_objection(person_id: int) -> str:
    """The person no longer objects; returns the name."""
    return _change(person_id, objected_on=None, objection="")


@operation(lambda name: _("{name} takes consent back").format(name=name))
def withdraw_consent(person_id: int, on: date) -> str:
    """Consent was the ground and is taken back (section 11(2)): use stops, and keeping needs another ground.

    Returns the name. Raises UserError: "no-consent-to-withdraw", "made-in-future".
    """
    check_not_future(on)
    row = row_of(Person, person_id)
    if row["ground"] != Ground.CONSENT:
        raise UserError("no-consent-to-withdraw", name=row["name"])
    return _change(person_id, consent_withdrawn_on=on)


@operation(lambda name: _("{name} consents").format(name=name))
def give_consent(person_id: int, on: date, source: str) -> str:
    """The person agrees to be held here, or does so again; returns the name. Raises UserError("made-in-future")."""
    check_not_future(on)
    ground = {"ground": Ground.CONSENT, "ground_on": on, "ground_source": clean(source)}
    return _change(person_id, **ground, consent_withdrawn_on=None)


@operation(lambda count: ngettext("Set the ground of {count} person", "Set the ground of {count} people", count))
def set_ground(person_ids: Sequence[int], ground: str, source: str, on: date) -> int:
    """Why we hold these people, from where, and since when; returns how many there are.

    Whose consent was taken back is not held by consent again without a word: that is `give_consent`.
    Raises UserError: "no-such-choice", "made-in-future", "ground-without-source".
    """
    check_choice(Ground, ground)
    check_not_future(on)
    if not clean(source):
        raise UserError("ground-without-source")
    return _change_all(person_ids, ground=ground, ground_source=clean(source), ground_on=on)


@operation(lambda count: ngettext("Note that {count} person was told", "Note that {count} people were told", count))
def mark_notice_given(person_ids: Sequence[int], on: date, how: str) -> int:
    """These people were told what we hold and why (section 18); returns how many there are.

    Raises UserError: "made-in-future", "notice-without-how".
    """
    check_not_future(on)
    if not clean(how):
        raise UserError("notice-without-how")
    return _change_all(person_ids, notice_on=on, notice_how=clean(how))


@operation(lambda name: _("Change whether {name} could be harmed").format(name=name))
def set_at_risk(person_id: int, is_at_risk: bool) -> str:
    """Whether harm could come to the person when it is known who spoke; returns the name."""
    return _change(person_id, is_at_risk=is_at_risk)


def _change_all(person_ids: Sequence[int], **columns: Any) -> int:
    """Raises UserError("not-found") when one of them is nobody."""
    changed = sum(Person.update(**columns).where(Person.id.in_(part)).execute() for part in chunks(person_ids))
    if changed != len(set(person_ids)):
        raise UserError("not-found", what="person", id=", ".join(map(str, person_ids)))
    return changed


def _change(person_id: int, **columns: Any) -> str:
    row = row_of(Person, person_id)
    update_row(Person, person_id, **columns)
    return str(row["name"])
