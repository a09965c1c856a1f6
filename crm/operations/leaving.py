"""What one does when a colleague leaves: everything in her hands goes to others, at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from crm.operations.base import operation, update_row
from crm.queries.leaving import InHand, Leaver, get_leaver, list_in_hand, owned_links
from crm.rules.errors import UserError
from crm.tables.team import User
from resources.translations import _, ngettext


@dataclass(frozen=True)
class Handed:
    """What went from whom to whom; `stayed` is what only a person of ours can do, whom the receiver is not."""

    leaver: str
    to: str
    moved: tuple[InHand, ...]
    stayed: tuple[InHand, ...] = field(default=())

    @property
    def by_noun(self) -> dict[str, int]:
        """How many of each noun."""
        return dict(sorted(Counter(each.noun for each in self.moved).items()))


def handed_words(handed: Handed) -> str:
    """“Hand over Anele’s work to Lerato (12 records)”."""
    count = len({each.record_id for each in handed.moved})
    records = ngettext("{count} record", "{count} records", count)
    return _("Hand over {name}’s work to {to} ({records})").format(name=handed.leaver, to=handed.to, records=records)


@operation(handed_words)
def hand_over_work(user_id: int, to_id: int, by_relation: Mapping[int, int] | None = None) -> Handed:
    """Give everything open that a colleague has in hand to another, and note that she has left.

    `by_relation` names another receiver for what is with one body or person. Raises UserError: "not-found",
    "hand-over-to-oneself", "colleague-has-left".
    """
    leaver = get_leaver(user_id)
    chosen = {0: to_id, **(by_relation or {})}
    receivers = {each: _receiver(leaver, each) for each in {to_id, *chosen.values()}}
    moved, stayed = [], []
    for each in list_in_hand(user_id):
        to = receivers[chosen.get(each.relation_id, to_id)]
        new = to.id if each.link in owned_links() else to.person_id
        if new is None:
            stayed.append(each)
            continue
        update_row(each.link.table, each.row_id, **{each.link.column: new})
        moved.append(each)
    update_row(User, user_id, has_left=True)
    names = dict.fromkeys(receivers[each].name for each in (to_id, *(by_relation or {}).values()))
    return Handed(leaver.name, ", ".join(names), tuple(moved), tuple(stayed))


def _receiver(leaver: Leaver, to_id: int) -> Leaver:
    to = get_leaver(to_id)
    if to.id == leaver.id:
        raise UserError("hand-over-to-oneself", name=to.name)
    if to.has_left:
        raise UserError("colleague-has-left", name=to.name)
    return to


def moved_words(handed: Handed) -> str:
    """“commitments 12, petitions 2”."""
    if not handed.moved:
        return _("nothing is open")
    return ", ".join(f"{noun} {count}" for noun, count in handed.by_noun.items())
