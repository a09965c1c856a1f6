"""`kgotla verify`: somebody made sure of what is kept, or tried to."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.checking import CheckDraft, could_not_reach, mark_as_checked, set_check_intervals
from crm.queries.checking import get_checked
from crm.rules import clock
from crm.rules.checking import How
from crm.rules.errors import UserError
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import count, day, past_day, text
from ui.commands.output import Output, in_words, plain

NAME = "verify"


def summary() -> str:
    """What the command does."""
    return _("mark what is kept of a person or organisation as checked, or that nobody was reached")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("record", metavar="WHO", type=text, nargs="?", help=_("a record, or its name"))
    parser.add_argument("--by", metavar="NAME", type=text, default="", help=_("who made sure (you, unless said)"))
    parser.add_argument(
        "--how", metavar="HOW", type=text, default="", help=_("{known}, or your own words").format(known=", ".join(How))
    )
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when (today, unless said)"))
    parser.add_argument("--next", metavar="DATE", type=day, help=_("when to check again (our practice, unless said)"))
    parser.add_argument("--not-reached", action="store_true", help=_("nobody was reached: it comes up again soon"))
    parser.add_argument(
        "--every",
        metavar="DAYS",
        type=count,
        nargs=2,
        help=_("instead of WHO: after how many days to check holders of an office, and the others (120 180)"),
    )
    parser.epilog = _("“kgotla list to-verify” shows whom to check, those needed soonest first.")


def run(arguments: Namespace, out: Output) -> int:
    """Write it down, or set how often."""
    if (arguments.record is None) == (arguments.every is None):
        raise UserError("verify-whom")
    if arguments.every is not None:
        return _set_intervals(arguments, out)
    on = arguments.on or clock.today()
    with opening.to_write(arguments) as workspace:
        record_id = naming.resolve(workspace, arguments.record, "people", "organisations")
        if arguments.not_reached:
            done = workspace.do(could_not_reach, record_id, on, arguments.how, arguments.next)
        else:
            draft = CheckDraft(record_id, on, arguments.by, arguments.how, arguments.next)
            done = workspace.do(mark_as_checked, draft)
        checked = workspace.ask(get_checked, record_id)
    name = done.value[1]
    head = _("{name}: nobody was reached.") if arguments.not_reached else _("{name} is checked.")
    again = _("Check again on {day}.").format(day=in_words(plain(checked.next_check_on)))
    value = {"id": record_id, "name": name, "operation": done.operation_id, **plain(checked)}
    out.answer(value, [f"{head.format(name=name)} {again}"])
    return 0


def _set_intervals(arguments: Namespace, out: Output) -> int:
    office, other = arguments.every
    with opening.to_write(arguments) as workspace:
        workspace.do(set_check_intervals, office, other)
    words = _("Holders of an office are checked after {office} days, others after {other}.")
    out.answer({"office": office, "other": other}, [words.format(office=office, other=other)])
    return 0
