"""`kgotla goals`: what we wanted of an engagement, what we got, and what those who came said of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.engagements import write_goals
from crm.queries.engagements import get_engagement
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import text
from ui.commands.output import Output

NAME = "goals"


def summary() -> str:
    """What the command does."""
    return _("write down what we wanted of an engagement, what we got, and what those who came said of it")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("record", metavar="RECORD", type=text, help=_("the engagement: engagements:12, or its title"))
    parser.add_argument("--wanted", metavar="WORDS", type=text, help=_("what we wanted"))
    parser.add_argument("--got", metavar="WORDS", type=text, help=_("what we got"))
    parser.add_argument("--feedback", metavar="WORDS", type=text, help=_("what those who came said; it stays with us"))


def run(arguments: Namespace, out: Output) -> int:
    """Write it down."""
    with opening.to_write(arguments) as workspace:
        engagement_id = naming.resolve(workspace, arguments.record, "engagements")
        said = {name: getattr(arguments, name) for name in ("wanted", "got", "feedback")}
        done = workspace.do(write_goals, engagement_id, **said)
        page = workspace.ask(get_engagement, engagement_id)
    kept = {name: getattr(page, name) for name in said}
    value = {"id": engagement_id, "noun": "engagements", "name": done.value, "operation": done.operation_id} | kept
    lines = [(_("Wanted"), kept["wanted"]), (_("Got"), kept["got"]), (_("Feedback"), kept["feedback"])]
    head = f"engagements:{engagement_id}  {done.value}"
    out.answer(value, [head, *(f"  {name}: {words}" for name, words in lines if words)])
    return 0
