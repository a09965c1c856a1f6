"""`kgotla mentions`: the texts and files that may still name somebody who was erased."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from crm.queries.mentions import MentionRow, list_mentions
from resources.translations import _
from ui.commands import opening
from ui.commands.output import Output

NAME = "mentions"


def summary() -> str:
    """What the command does."""
    return _("list the texts and files that may still name somebody erased, each with what is proposed")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.epilog = _("“kgotla settle NUMBER” takes what is proposed; --as, --other-person and --stays do otherwise.")


def run(arguments: Namespace, out: Output) -> int:
    """List them."""
    with opening.to_read(arguments) as workspace:
        found = workspace.ask(list_mentions)
    lines = [line for each in found for line in _lines(each)]
    out.answer([_value(each) for each in found], lines or [_("No text names anybody erased.")])
    return 0


def _value(mention: MentionRow) -> dict[str, Any]:
    return {
        "number": mention.id,
        "record": f"attachments:{mention.line}" if mention.file else f"{mention.noun}:{mention.record_id}",
        "name": mention.record,
        "where": mention.where,
        "file": mention.file,
        "text": mention.text,
        "spans": mention.spans,
        "proposal": mention.proposal,
        "erased_on": mention.erased_on,
    }


def _lines(mention: MentionRow) -> list[str]:
    if mention.file:
        return [
            f"{mention.id}  {mention.record} ({mention.file}, attachments:{mention.line})",
            f"    {mention.text}",
        ]
    return [
        f"{mention.id}  {mention.record} ({mention.where})",
        f"    {' '.join(mention.text.split())}",
        f"  → {' '.join(mention.proposal.split())}",
    ]
