"""A damaged workspace and its newest good copy, in words: of the window and the command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from resources.translations import _, ngettext
from ui.restore_words import moment, work_line
from ui.words import sentence

if TYPE_CHECKING:  # the window is up before the store is imported
    from crm.recovery import GoodCopy

SHOWN = 12
"""Operations that are named on a line each; more are only counted."""


def damage_lines(copy: GoodCopy) -> Iterator[str]:
    """What is wrong with the workspace, a line each."""
    for found in copy.damage:
        yield sentence(found.problem)


def copy_lines(copy: GoodCopy) -> Iterator[str]:
    """What would be put in its place, and what that lacks, a line each."""
    for file in copy.passed_over:
        yield _("The backup “{file}” is damaged too.").format(file=file.name)
    if copy.is_only_keys:
        yield _(
            "The database is whole: only keys.json is put back, from the backup of {moment}. No work is lost."
        ).format(moment=moment(copy.made_at))
        return
    yield _("The newest good copy is of {moment}.").format(moment=moment(copy.made_at))
    yield from _lost_lines(copy)


def _lost_lines(copy: GoodCopy) -> Iterator[str]:
    if copy.lost_work:
        yield ngettext(
            "{count} thing was done after it and is not in it. Do it again from what you have on paper:",
            "{count} things were done after it and are not in it. Do them again from what you have on paper:",
            len(copy.lost_work),
        )
    for work in copy.lost_work[:SHOWN]:
        yield "  " + work_line(work)
    more = len(copy.lost_work) - SHOWN
    if more > 0:
        yield "  " + ngettext("and {count} more", "and {count} more", more)
    if not copy.is_all_told:
        yield _("What else was done after it cannot be read any more: look through what you have on paper.")
    elif not copy.lost_work:
        yield _("Nothing was done after it.")
