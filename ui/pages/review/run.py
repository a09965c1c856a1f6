"""One run of the Review: the records in their order, which one is shown, and what was answered. No Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crm.rules.review import Key
from resources.translations import _, ngettext


@dataclass
class Answered:
    """One answer; `stands` until it is undone."""

    item_id: int
    key: Key
    operation_id: int
    stands: bool = True


class Run:
    """The list stays as it was when the run began, so that nothing jumps under the keys."""

    def __init__(self, item_ids: Sequence[int]) -> None:
        self.ids = list(item_ids)
        self.at = 0
        self.answers: list[Answered] = []
        self._seen: set[int] = set()

    @property
    def current(self) -> int | None:
        """The record shown, None at the end."""
        return self.ids[self.at] if self.at < len(self.ids) else None

    @property
    def is_over(self) -> bool:
        """Whether every record was shown."""
        return self.at >= len(self.ids)

    def step(self, by: int) -> bool:
        """Go on without an answer, or back; whether there was somewhere to go."""
        to = min(max(self.at + by, 0), len(self.ids))
        if by > 0 and self.current is not None:
            self._seen.add(self.current)
        moved, self.at = to != self.at, to
        return moved

    def answer(self, item_id: int, key: Key, operation_id: int) -> None:
        """An answer was written: the next record is shown."""
        self.answers.append(Answered(item_id, key, operation_id))
        self._go_on_after(item_id)

    def take_standing(self, standing: Iterable[int]) -> bool:
        """Follow what Undo and Redo did to the answers; whether another record is shown now."""
        stands, before = set(standing), self.at
        undone = [each for each in self.answers if each.stands and each.operation_id not in stands]
        redone = [each for each in self.answers if not each.stands and each.operation_id in stands]
        for each in (*undone, *redone):
            each.stands = each.operation_id in stands
        if undone:
            self.at = self.ids.index(undone[-1].item_id)
        elif redone:
            self._go_on_after(redone[-1].item_id)
        return self.at != before

    def operations(self) -> tuple[int, ...]:
        """What was written in this run."""
        return tuple(each.operation_id for each in self.answers)

    def tally(self) -> str:
        """What was done, in one sentence: “12 looked at: 3 kept, 2 dates moved, 7 left as they are.”."""
        standing = [each for each in self.answers if each.stands]
        looked_at = len(self._seen | {each.item_id for each in standing})
        counts = Counter(each.key for each in standing)
        parts = [tally_words(key, counts[key]) for key in Key if counts[key]]
        left = looked_at - len({each.item_id for each in standing})
        if left:
            parts.append(ngettext("{count} left as it is", "{count} left as they are", left))
        words = ngettext("{count} looked at", "{count} looked at", looked_at)
        return (f"{words}: {', '.join(parts)}." if parts else f"{words}.") if looked_at else _("Nothing looked at.")

    def _go_on_after(self, item_id: int) -> None:
        self._seen.add(item_id)
        self.at = self.ids.index(item_id) + 1


def tally_words(key: Key, count: int) -> str:
    """So many answers of one kind, in words."""
    return {
        Key.TRIED: ngettext("{count} tried in vain", "{count} tried in vain", count),
        Key.DONE: ngettext("{count} said to be done", "{count} said to be done", count),
        Key.KEPT: ngettext("{count} kept", "{count} kept", count),
        Key.NOT_KEPT: ngettext("{count} not kept", "{count} not kept", count),
        Key.MOVED: ngettext("{count} date moved", "{count} dates moved", count),
        Key.PROGRESS: ngettext("{count} with progress", "{count} with progress", count),
        Key.FOLLOW_UP: ngettext("{count} followed up", "{count} followed up", count),
        Key.SNOOZE: ngettext("{count} snoozed", "{count} snoozed", count),
        Key.LAPSED: ngettext("{count} lapsed", "{count} lapsed", count),
        Key.CLOSE_OUT: ngettext("{count} closed out", "{count} closed out", count),
    }[key]
