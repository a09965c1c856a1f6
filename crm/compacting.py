"""Making the journal smaller: a verified backup first, then old values go, then the file is written anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from crm.operations.compaction import compact_journal
from crm.queries.compaction import CompactionPreview, get_compaction
from crm.rules.dates import format_day
from crm.workspace import Done, Workspace
from resources.translations import _, ngettext

REASON = "compaction"
"""What the backup is called that holds all old values once more."""


def preview(workspace: Workspace, before: date) -> CompactionPreview:
    """What would be lost. Raises UserError("too-young-to-drop")."""
    return workspace.ask(get_compaction, before)


def compact(workspace: Workspace, before: date) -> tuple[Done[CompactionPreview], Path]:
    """Drop the old values of before this day; also the backup that was made first.

    Raises as `compact_journal` and `Workspace.alone`; nothing was changed then.
    """
    with workspace.alone():
        preview(workspace, before)
        backup = workspace.back_up_before(REASON)
        done = workspace.do(compact_journal, before)
        workspace.scrub()
    return done, backup


def preview_words(found: CompactionPreview) -> Iterator[str]:
    """What would be lost, a sentence each; that there is nothing, where there is nothing."""
    going = found.going
    if not going.operations:
        yield _("Nothing was done before {day} whose old values are still here.").format(day=format_day(found.before))
        return
    done = ngettext(
        "{count} thing keeps only who did it, when and to what",
        "{count} things keep only who did them, when and to what",
        going.operations,
    )
    yield _("Done before {day}: {things}.").format(day=format_day(found.before), things=done)
    yield ngettext(
        "{count} of them can no longer be undone.", "{count} of them can no longer be undone.", going.can_be_undone
    )
    values = ngettext("{count} old value goes", "{count} old values go", going.values)
    records = ngettext("of {count} record", "of {count} records", going.records)
    yield _("{values}, {records}: what stood there before will not be known.").format(values=values, records=records)
    if found.baselines:
        yield ngettext(
            "Of {count} paper handed over before, it will not be known what changed since.",
            "Of {count} papers handed over before, it will not be known what changed since.",
            found.baselines,
        )
    yield _("The file becomes about {share} % smaller. A backup with all of it is made first.").format(
        share=found.share
    )
