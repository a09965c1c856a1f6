"""`kgotla postpone`: put a planned engagement off to another day, with the message that says so."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations import engagements
from crm.queries.letters import get_postponed
from crm.rules.dates import format_day
from crm.rules.letters import Way
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import day, text
from ui.commands.output import Output, plain

NAME = "postpone"


def summary() -> str:
    """What the command does."""
    return _("put a planned engagement off to another day, and answer with a message that says so")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("record", metavar="RECORD", type=text, help=_("the engagement: engagements:12"))
    parser.add_argument("--to", metavar="DATE", type=day, help=_("the new day (else: not known yet)"))
    parser.add_argument("--at", metavar="TIME", type=text, default="", help=_("when it begins, where that changes"))
    parser.add_argument("--by", metavar="NAME", type=text, default="", help=_("who asked for it"))
    parser.add_argument("--reason", metavar="WORDS", type=text, default="", help=_("why"))


def run(arguments: Namespace, out: Output) -> int:
    """Move it."""
    with opening.to_write(arguments) as workspace:
        engagement_id = naming.resolve(workspace, arguments.record, "engagements")
        done = workspace.do(
            engagements.postpone,
            engagement_id,
            arguments.to,
            new_time=arguments.at,
            asked_by=arguments.by,
            reason=arguments.reason,
        )
        moved = done.value
        message = workspace.ask(get_postponed, engagement_id, moved.old_day, Way.MESSAGE, workspace.user_name)
    value = {
        "id": engagement_id,
        "noun": "engagements",
        "name": moved.title,
        "old_day": plain(moved.old_day),
        "new_day": plain(moved.new_day),
        "message": message.words,
        "operation": done.operation_id,
    }
    if moved.new_day is None:
        said = _("{title} is postponed; the new day is not known yet").format(title=moved.title)
    else:
        said = _("{title} is moved from {old} to {new}").format(
            title=moved.title, old=format_day(moved.old_day), new=format_day(moved.new_day)
        )
    out.answer(value, [said, "", message.words])
    return 0
