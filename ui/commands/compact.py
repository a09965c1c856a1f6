"""`kgotla compact`: the journal becomes smaller; what will be lost is said first."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from crm import compacting
from crm.queries.compaction import CompactionPreview
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import past_day
from ui.commands.output import Output

NAME = "compact"


def summary() -> str:
    """What the command does."""
    return _("drop the old values of what was changed before a day; who did what and when stays. It cannot be undone")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "--before", metavar="DATE", type=past_day, required=True, help=_("a day at least ninety days ago: 2025-01-01")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would be lost"))


def run(arguments: Namespace, out: Output) -> int:
    """Say what will be lost; then, unless it is only tried, make a backup and drop it."""
    with opening.to_write_or_try(arguments) as workspace:
        found = compacting.preview(workspace, arguments.before)
        answer, lines = _value(found), [*compacting.preview_words(found)]
        if not arguments.dry_run:
            done, backup = compacting.compact(workspace, arguments.before)
            answer |= {"operation": done.operation_id, "backup": backup}
            lines += [f"{done.label}.", _("The backup with all of it: {file}").format(file=backup)]
    out.answer(answer, lines)
    return 0


def _value(found: CompactionPreview) -> dict[str, Any]:
    going = found.going
    return {
        "before": found.before,
        "newest_allowed": found.newest_allowed,
        "operations": going.operations,
        "no_longer_undone": going.can_be_undone,
        "values": going.values,
        "records": going.records,
        "papers_without_what_changed": found.baselines,
        "smaller_by_percent": found.share,
    }
