"""`kgotla topic`: the topics of the work are listed, and a new one is added."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.topics import add_topic
from crm.queries.topics import list_topics
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import text
from ui.commands.output import Output

NAME = "topic"


def summary() -> str:
    """What the command does."""
    return _("list the topics of the work, or add one")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("name", metavar="NAME", type=text, nargs="?", help=_("the new topic"))
    words = _("other words that people use for it, with commas between")
    parser.add_argument("--keywords", metavar="WORDS", type=text, default="", help=words)


def run(arguments: Namespace, out: Output) -> int:
    """List them, or add one."""
    if arguments.name is None:
        with opening.to_read(arguments) as workspace:
            rows = workspace.ask(list_topics)
            out.answer(rows, [row.name for row in rows])
        return 0
    with opening.to_write(arguments) as workspace:
        done = workspace.do(add_topic, arguments.name, keywords=arguments.keywords)
        topic_id, name = done.value
        value = {"record": f"topics:{topic_id}", "name": name, "operation": done.operation_id}
        out.answer(value, [_("Topic {name} added.").format(name=name)])
    return 0
