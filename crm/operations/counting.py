"""Saying which agreements a record counts towards."""

from __future__ import annotations

from collections.abc import Sequence

from crm.operations.base import operation, row_of
from crm.operations.ties import set_ties
from crm.queries.records import get_found
from crm.rules.errors import UserError
from crm.rules.ties import CAN_COUNT, Kind
from crm.tables.agreements import Agreement
from crm.tables.base import Record
from resources.translations import _


@operation(lambda name: _("What {name} counts towards").format(name=name))
def count_towards(record_id: int, agreement_ids: Sequence[int]) -> str:
    """Let a record count towards these agreements and no others; returns its name.

    Raises UserError: "cannot-count", "counts-towards-no-agreement", "not-found".
    """
    noun = str(row_of(Record, record_id)["noun"])
    found = {each.id: each.name for each in get_found([record_id, *agreement_ids])}
    if noun not in CAN_COUNT:
        raise UserError("cannot-count", name=found.get(record_id, ""))
    for agreement_id in agreement_ids:
        if not Agreement.select().where(Agreement.id == agreement_id).exists():
            raise UserError("counts-towards-no-agreement", name=found.get(agreement_id, agreement_id))
    set_ties(record_id, Kind.COUNTS, agreement_ids)
    return found[record_id]
