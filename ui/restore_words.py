"""What a backup holds and what restoring it would lose or bring back, in words: of the window and the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from crm.rules.dates import format_day
from resources.translations import _, mark, ngettext

if TYPE_CHECKING:  # the window is up before the store is imported
    from crm.restoring import Difference, Preview, Work

_COUNTED = {
    "people": (mark("{count} person"), mark("{count} people")),
    "organisations": (mark("{count} organisation"), mark("{count} organisations")),
    "engagements": (mark("{count} engagement"), mark("{count} engagements")),
    "commitments": (mark("{count} commitment"), mark("{count} commitments")),
    "agreements": (mark("{count} part of an agreement"), mark("{count} parts of agreements")),
    "petitions": (mark("{count} petition"), mark("{count} petitions")),
    "plans": (mark("{count} part of a plan"), mark("{count} parts of plans")),
    "issues": (mark("{count} issue"), mark("{count} issues")),
    "opportunities": (mark("{count} opportunity"), mark("{count} opportunities")),
    "notes": (mark("{count} note"), mark("{count} notes")),
    "attachments": (mark("{count} file"), mark("{count} files")),
    "": (mark("{count} other record"), mark("{count} other records")),
}
SHOWN = 5
"""Operations that are named on a line each; more are only counted."""


def counted(counts: Mapping[str, int]) -> str:
    """“430 people, 12 organisations, 3 other records”."""
    told = dict.fromkeys(_COUNTED, 0)
    for noun, count in counts.items():
        told[noun if noun in told else ""] += count
    words = [ngettext(*_COUNTED[noun], count) for noun, count in told.items() if count]
    return ", ".join(words) or _("nothing")


def moment(at: str) -> str:
    """“22 Nov 2026 14:05”, of a moment in UTC."""
    here = datetime.fromisoformat(at).astimezone()
    return f"{format_day(here.date())} {here:%H:%M}"


def made_lines(found: Preview) -> Iterator[str]:
    """When the backup was made, its seal, and what was done last before."""
    made = _("Made {moment} of “{workspace}”.")
    yield made.format(moment=moment(found.manifest.made_at), workspace=found.manifest.workspace)
    if found.manifest.state is not None and found.manifest.state.seal:
        yield _("Its seal: {seal}.").format(seal=found.manifest.state.seal)
    if found.newest is not None:
        yield _("The last thing in it: {work}").format(work=work_line(found.newest))


def lines_of_difference(difference: Difference) -> Iterator[str]:
    """What restoring would lose and bring back, a line each."""
    if difference.is_nothing:
        yield _("It holds what the workspace holds now: nothing would be lost or gained.")
        return
    if difference.lost_work_count:
        yield ngettext(
            "{count} thing was done after it, and would be lost:",
            "{count} things were done after it, and would be lost:",
            difference.lost_work_count,
        )
        for work in difference.lost_work[:SHOWN]:
            yield "  " + work_line(work)
        more = difference.lost_work_count - len(difference.lost_work[:SHOWN])
        if more > 0:
            yield "  " + ngettext("and {count} more", "and {count} more", more)
    for words, counts in (
        (_("There now and not in the backup: {counts}"), difference.lost),
        (_("In the backup and not there now: {counts}"), difference.gained),
        (_("In both, and changed since: {counts}"), difference.differing),
    ):
        if counts:
            yield words.format(counts=counted(counts))


def work_line(work: Work) -> str:
    """“Save Kagiso (Lerato, 22 Nov 2026 14:05)”."""
    return _("{label} ({by}, {moment})").format(label=work.label, by=work.by, moment=moment(work.at))
