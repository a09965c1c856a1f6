"""What one does with stakeholder mapping: look at a person or body again; what was seen before stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.operations.base import check_choice, check_not_future, clean, operation, row_of, who_does_this
from crm.operations.issues import check_names_nobody
from crm.queries.records import get_found
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.mapping import Level, Stance
from crm.tables.base import Record
from crm.tables.mapping import Mapping
from resources.translations import _

ABOUT = ("issues", "plans", "petitions", "topics", "opportunities")
"""What somebody can stand to."""


@dataclass(frozen=True)
class LookDraft:
    """One look at a person or body; empty is not set, and `about_id` None is in general."""

    record_id: int
    about_id: int | None = None
    on_day: date | None = None
    influence: str = ""
    interest: str = ""
    stance: str = ""
    effort: str = ""
    reason: str = ""
    by_whom: str = ""


@operation(lambda name: _("Map {name}").format(name=name))
def look_at(draft: LookDraft) -> str:
    """Keep how somebody stands, as we see it on a day; the looks before stay. Returns the name.

    Raises UserError: "mapping-empty", "mapping-of-no-party", "mapping-about-nothing", "no-such-choice",
    "made-in-future", "id-number-in-text".
    """
    name = _check(draft)
    Mapping.insert(
        record_id=draft.record_id,
        about_id=draft.about_id,
        on_day=draft.on_day or clock.today(),
        influence=draft.influence,
        interest=draft.interest,
        stance=draft.stance,
        effort=clean(draft.effort),
        reason=clean(draft.reason),
        by_whom=clean(draft.by_whom) or who_does_this(),
    ).execute()
    return name


def _check(draft: LookDraft) -> str:
    for level in (draft.influence, draft.interest):
        check_choice(Level, level)
    check_choice(Stance, draft.stance)
    check_not_future(draft.on_day or clock.today())
    check_names_nobody(draft.reason, draft.effort)
    if not any((draft.influence, draft.interest, draft.stance, clean(draft.effort), clean(draft.reason))):
        raise UserError("mapping-empty")
    if row_of(Record, draft.record_id)["noun"] not in ("people", "organisations"):
        raise UserError("mapping-of-no-party")
    if draft.about_id is not None and row_of(Record, draft.about_id)["noun"] not in ABOUT:
        raise UserError("mapping-about-nothing")
    return get_found([draft.record_id])[0].name


@operation(lambda name: _("Take back a look at {name}").format(name=name))
def take_back_look(look_id: int) -> str:
    """A look that was written down by mistake goes. Returns the name of whom it was about."""
    record_id = int(row_of(Mapping, look_id)["record_id"])
    Mapping.delete().where(Mapping.id == look_id).execute()
    return get_found([record_id])[0].name
