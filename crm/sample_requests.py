"""What two people of the sample asked under POPIA: one is being read, of the other nothing was held. All invented."""

from __future__ import annotations

from crm.operations.notes import add_note
from crm.operations.requests import (
    RequestDraft,
    answer_request,
    as_proposed,
    decide_items,
    receive_request,
    see_identity,
)
from crm.operations.rights import set_at_risk
from crm.queries.requests import list_unread
from crm.rules import clock
from crm.rules.requests import Kind, Outcome
from crm.sample_agreements import Filling

RECEIVED, SEEN, STRANGER, ANSWERED = -16, -13, -48, -41
"""Days from today."""
READ = 9
"""So many things of the open request were read."""


def put_in(filling: Filling) -> None:
    """Write both down on the days on which they came, and read a part of what is held for the open one."""
    today = clock.today()
    try:
        _answered(filling)
        _open(filling)
    finally:
        clock.choose(today)


def _answered(filling: Filling) -> None:
    do = filling.workspace.do
    clock.choose(filling.day(STRANGER))
    words = "Somebody gave me your number at the clinic. Do you have my name in your computer?"
    asked = RequestDraft(Kind.CONFIRM, "Ms Nothando Voorbeeld", words=words)
    request_id = do(receive_request, asked).value[0]
    clock.choose(filling.day(ANSWERED))
    do(see_identity, request_id, "Identity card, at our office")
    do(answer_request, request_id, Outcome.NOTHING_HELD, how="By hand")


def _open(filling: Filling) -> None:
    do, asker, source = filling.workspace.do, filling.ids["strydom"], filling.ids["swarts"]
    clock.choose(filling.day(RECEIVED))
    do(set_at_risk, source, is_at_risk=True)
    do(add_note, asker, "Answers within a day. Ring before ten; Ms Moroka has her trust.", clock.today())
    do(add_note, asker, "Ms Grietjie Swarts says she was told to lose our letter.", clock.today(), None, 2)
    asked = RequestDraft(
        Kind.ACCESS, person_id=asker, words="Please send me all that you keep on me, and whom you gave it to."
    )
    request_id = do(receive_request, asked).value[0]
    clock.choose(filling.day(SEEN))
    do(see_identity, request_id, "Staff card of the legislature, in person")
    unread = filling.workspace.ask(list_unread, request_id)
    do(decide_items, request_id, [as_proposed(item) for item in unread[:READ]])
