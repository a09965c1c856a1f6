"""`kgotla succession`: say who followed whom in a seat that many hold, where dates alone do not tell."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.terms import set_predecessor
from crm.queries.successions import find_seats_alike
from crm.rules.errors import UserError
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import text
from ui.commands.output import Output

NAME = "succession"


def summary() -> str:
    """What the command does."""
    return _("say who followed whom in a seat that many hold")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("person", metavar="PERSON", type=text, help=_("who holds the seat"))
    parser.add_argument("--after", metavar="PERSON", type=text, required=True, help=_("who held it before"))


def run(arguments: Namespace, out: Output) -> int:
    """Keep it."""
    with opening.to_write(arguments) as workspace:
        person = naming.resolve(workspace, arguments.person, "people")
        before = naming.resolve(workspace, arguments.after, "people")
        seats = workspace.ask(find_seats_alike, person, before)
        if not seats:
            raise UserError("not-a-seat-alike", name=arguments.person, other=arguments.after)
        done = workspace.do(set_predecessor, *seats)
    name, other = done.value
    value = {"person": name, "person_id": person, "after": other, "after_id": before, "operation": done.operation_id}
    out.answer(value, [_("{name} succeeded {other}").format(name=name, other=other) + "."])
    return 0
