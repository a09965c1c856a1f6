"""`kgotla relate`: how two people or bodies stand to each other."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.relationships import RelationshipDraft, relate, remove_relationship
from crm.queries.people import get_names
from crm.queries.relationships import list_relationships
from crm.rules.errors import UserError
from crm.rules.relationships import Kind, Strength, kind_of, label
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import past_day, text
from ui.commands.output import Output

NAME = "relate"


def summary() -> str:
    """What the command does."""
    return _("keep how two people or organisations are related")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("one", metavar="A", type=text, help=_("a record, or its name"))
    parser.add_argument("other", metavar="B", type=text, help=_("the other one"))
    known = ", ".join(f"“{label(kind)}”" for kind in Kind)
    parser.add_argument(
        "--kind",
        metavar="WORDS",
        type=text,
        required=True,
        help=_("what A is to B: {known}, the same said the other way, or words of your own").format(known=known),
    )
    parser.add_argument("--strength", choices=[each.value for each in Strength if each], default="", help=_("how well"))
    parser.add_argument("--since", metavar="DATE", type=past_day, help=_("since when"))
    parser.add_argument("--until", metavar="DATE", type=past_day, help=_("until when, if it has ended"))
    parser.add_argument("--note", metavar="WORDS", type=text, default="", help=_("anything else"))
    parser.add_argument("--remove", action="store_true", help=_("they are not related like this after all"))


def run(arguments: Namespace, out: Output) -> int:
    """Relate them, or remove what relates them."""
    kind, is_other_way = kind_of(arguments.kind)
    with opening.to_write(arguments) as workspace:
        one, other = (
            naming.resolve(workspace, name, "people", "organisations") for name in (arguments.one, arguments.other)
        )
        first, second = (other, one) if is_other_way else (one, other)
        if arguments.remove:
            found = [
                row.id
                for row in workspace.ask(list_relationships, first)
                if row.kind == kind and row.far_id == second and not row.is_other_way
            ]
            if not found:
                raise UserError("not-found", what=arguments.kind, id=other)
            operation_id = workspace.do(remove_relationship, found[0]).operation_id
        else:
            draft = RelationshipDraft(
                first, second, kind, arguments.strength, arguments.since, arguments.until, arguments.note
            )
            operation_id = workspace.do(relate, draft).operation_id
        names = workspace.ask(get_names, [first, second])
    words = f"{names[first]} – {label(kind)} – {names[second]}"
    said = _("No longer: {words}").format(words=words) if arguments.remove else words
    out.answer({"operation": operation_id, "record": first, "other": second, "kind": kind}, [said])
    return 0
