"""`kgotla retention`: whom we may no longer need to keep, to be looked through."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.queries.retention import MOST, list_to_look_through
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import count
from ui.commands.output import Output, plain, table

NAME = "retention"


def summary() -> str:
    """What the command does."""
    return _("list whom nobody had to do with for so long that keeping them has to be decided")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "--most", metavar="NUMBER", type=count, default=MOST, help=_("how many ({most})").format(most=MOST)
    )
    parser.epilog = _(
        "“kgotla privacy keep WHO --until DATE --because WORDS” keeps somebody longer; “kgotla privacy months” says\n"
        "for how long each kind is kept."
    )


def run(arguments: Namespace, out: Output) -> int:
    """List them."""
    with opening.to_read(arguments) as workspace:
        found = workspace.ask(list_to_look_through, None, arguments.most)
    people = [{"record": f"people:{each.id}", **plain(each)} for each in found.people]
    columns = (("record", _("Record")), ("name", _("Name")), ("last_on", _("Last")), ("why", _("Why now")))
    lines = [*table(people, columns)] if people else [_("Nobody has to be looked through.")]
    if not found.is_whole:
        lines.append(_("There are more."))
    out.answer({"people": people, "months": plain(found.months), "is_whole": found.is_whole}, lines)
    return 0
