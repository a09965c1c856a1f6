"""`kgotla not-same`: two records that look alike are two."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.relationships import say_not_same, take_back_not_same
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import text
from ui.commands.output import Output

NAME = "not-same"


def summary() -> str:
    """What the command does."""
    return _("say that two people or organisations that look alike are two, for good")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("one", metavar="A", type=text, help=_("a record, or its name"))
    parser.add_argument("other", metavar="B", type=text, help=_("the other one"))
    parser.add_argument("--note", metavar="WORDS", type=text, default="", help=_("how one tells them apart"))
    parser.add_argument("--take-back", action="store_true", help=_("they may be one after all"))


def run(arguments: Namespace, out: Output) -> int:
    """Remember it, or take it back."""
    with opening.to_write(arguments) as workspace:
        one, other = (
            naming.resolve(workspace, name, "people", "organisations") for name in (arguments.one, arguments.other)
        )
        if arguments.take_back:
            done = workspace.do(take_back_not_same, one, other)
        else:
            done = workspace.do(say_not_same, one, other, arguments.note)
    words = _("They may be one again.") if arguments.take_back else _("They are two: nobody will ask again.")
    out.answer({"operation": done.operation_id, "ids": [one, other], "are_two": not arguments.take_back}, [words])
    return 0
