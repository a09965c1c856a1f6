"""What one does with the answers to an agreement's review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from crm.operations.base import check_not_future, clean, operation, row_of, update_row
from crm.queries.responses import find_draft, list_answerable, list_responses
from crm.rules.errors import UserError
from crm.tables.agreements import Agreement, Response
from resources.translations import _


@operation(lambda said: _("Responses to {reference}").format(reference=said[0]))
def respond(agreement_id: int, answers: Mapping[int, str], on: date, said_by: str = "") -> tuple[str, int]:
    """Write down what the other side answered to clauses, deliverables and promises; empty takes an answer back.

    They answer the draft of the review that was handed over last. Returns the reference and how many answers were new.
    Raises UserError: "response-to-nothing", "no-new-response", "made-in-future", "not-found".
    """
    row = row_of(Agreement, agreement_id)
    check_not_future(on)
    known = {each.id for each in list_answerable(agreement_id)}
    before = list_responses(agreement_id)
    draft = find_draft(agreement_id)
    count = 0
    for record_id, words in answers.items():
        if record_id not in known:
            raise UserError("response-to-nothing", named=str(record_id))
        said = before.get(record_id)
        if clean(words) == (said.words if said else ""):
            continue
        Response.insert(
            agreement_id=agreement_id,
            record_id=record_id,
            hand_over_id=draft.id if draft else None,
            on_day=on,
            said_by=clean(said_by),
            words=clean(words),
        ).execute()
        count += 1
    if not count:
        raise UserError("no-new-response")
    update_row(Agreement, agreement_id, last_movement_on=max(on, row["last_movement_on"] or on))
    return str(row["reference"]), count
