"""What one does with copies that lie outside the workspace."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from crm.exchange.copies import State, remove
from crm.operations.base import operation, update_row
from crm.queries.copies import Copy, list_copies
from crm.rules.errors import EnvironmentProblem, UserError
from crm.tables.privacy import HandOver
from resources.translations import ngettext


@dataclass(frozen=True)
class Removed:
    """What became of those that were to go; `kept` are those that another program holds, with the reason."""

    removed: tuple[Copy, ...]
    kept: tuple[tuple[Copy, str], ...] = ()


def removed_words(removed: Removed) -> str:
    """“Removed 3 copies from this computer”."""
    count = len(removed.removed)
    words = ngettext("Removed {count} copy from this computer", "Removed {count} copies from this computer", count)
    return words.format(count=count)


@operation(removed_words, is_undoable=False)
def remove_copies(hand_over_ids: Collection[int], *, with_changed: bool = False) -> Removed:
    """Take these copies off the computer; that they were given out stays in the register, and undo brings none back.

    Each is looked at again first. Raises UserError("copy-not-known"), ("copies-changed") before anything is removed
    when one is no longer what was written (unless `with_changed`), EnvironmentProblem("copy-not-removed") when not one
    could be.
    """
    known = {each.id: each for each in list_copies()}
    for wanted in hand_over_ids:
        if wanted not in known:
            raise UserError("copy-not-known", id=wanted)
    chosen = [known[wanted] for wanted in dict.fromkeys(hand_over_ids)]
    changed = [copy.file.name for copy in chosen if copy.state is State.CHANGED]
    if changed and not with_changed:
        raise UserError("copies-changed", files=", ".join(changed))
    return _remove(chosen)


def _remove(chosen: Collection[Copy]) -> Removed:
    failed = {copy.id: why for copy in chosen if (why := remove(copy.file))}
    gone = tuple(copy for copy in chosen if copy.id not in failed)
    kept = tuple((copy, failed[copy.id]) for copy in chosen if copy.id in failed)
    if kept and not gone:
        raise EnvironmentProblem("copy-not-removed", file=str(kept[0][0].file), reason=kept[0][1])
    for copy in gone:
        for line in copy.ids:
            update_row(HandOver, line, path="")
    return Removed(gone, kept)
