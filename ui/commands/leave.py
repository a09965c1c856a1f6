"""`kgotla leave`: a colleague leaves; what she has in hand goes to others at once, with a pack for them."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Any

from crm.operations.leaving import Handed, hand_over_work, moved_words
from crm.queries.leaving import InHand, get_leaver, list_in_hand
from crm.rules import clock
from crm.rules.errors import UserError
from crm.workspace import Workspace
from reports import catalog
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import path, text
from ui.commands.noting import note_made
from ui.commands.output import Output

NAME = "leave"
REPORT = "leaving"


def summary() -> str:
    """What the command does."""
    return _("a colleague leaves: hand all she has in hand over to another, with a pack for them, and take her key")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("name", metavar="NAME", type=text, help=_("the colleague who leaves: her name, or team:12"))
    parser.add_argument("--to", metavar="NAME", type=text, required=True, help=_("the colleague who takes over"))
    parser.add_argument(
        "--for",
        metavar="BODY=NAME",
        type=_relation,
        action="append",
        default=[],
        dest="relations",
        help=_("what is with this body or person goes to this colleague instead; may be given again"),
    )
    parser.add_argument(
        "--pack",
        metavar="FILE",
        type=path,
        help=_("write what is handed over: a .pdf has the list, a .zip a brief of each body and person too"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would go to whom"))
    parser.add_argument(
        "--remove-key",
        action="store_true",
        help=_("then take the key away, with a new file key: that cannot be undone, and takes a while"),
    )


def _relation(value: str) -> tuple[str, str]:
    body, sign, name = text(value).rpartition("=")
    if not (sign and body.strip() and name.strip()):
        raise argparse.ArgumentTypeError(_("“{value}” is not written BODY=NAME").format(value=value))
    return body.strip(), name.strip()


def run(arguments: Namespace, out: Output) -> int:
    """Hand it over, or say what would be."""
    with opening.to_write_or_try(arguments) as workspace:
        leaver, to = (naming.resolve(workspace, name, "team") for name in (arguments.name, arguments.to))
        chosen = {
            naming.resolve(workspace, body, "organisations", "people"): naming.resolve(workspace, name, "team")
            for body, name in arguments.relations
        }
        if arguments.dry_run:
            found = workspace.ask(list_in_hand, leaver)
            out.answer({"in_hand": [_as_json(each) for each in found]}, _lines(found))
            return 0
        slot = _slot_of(workspace, leaver) if arguments.remove_key else ""
        if arguments.pack is not None:
            _write_pack(workspace, leaver, arguments)
        handed = workspace.do(hand_over_work, leaver, to, chosen).value
        if slot:
            workspace.remove_person(slot)
    out.answer(_answer(handed, arguments), _done_lines(handed, arguments))
    return 0


def _slot_of(workspace: Workspace, user_id: int) -> str:
    """The key of the colleague. Raises UserError: "person-has-no-access", "cannot-remove-oneself"."""
    name = workspace.ask(get_leaver, user_id).name
    slot = next((slot for slot in workspace.list_keys() if slot.kind == "person" and slot.name == name), None)
    if slot is None:
        raise UserError("person-has-no-access")
    if name == workspace.user_name:
        raise UserError("cannot-remove-oneself")
    return slot.id


def _write_pack(workspace: Workspace, leaver: int, arguments: Namespace) -> None:
    given = {"colleague": f"team:{leaver}"}
    made = catalog.make(workspace.ask, REPORT, given, arguments.pack, made_by=workspace.user_name, today=clock.today())
    note_made(workspace, made, given)


def _as_json(each: InHand) -> dict[str, Any]:
    return {
        "record": f"{each.noun}:{each.record_id}",
        "name": each.name,
        "status": each.status,
        "relation_id": each.relation_id or None,
        "relation": each.relation,
    }


def _lines(found: list[InHand]) -> Iterator[str]:
    relation = None
    for each in found:
        if each.relation != relation:
            relation = each.relation
            yield relation or _("With nobody in particular")
        yield f"  {each.noun}:{each.record_id}  {each.name}  {each.status}"
    if not found:
        yield _("Nothing is open.")


def _answer(handed: Handed, arguments: Namespace) -> dict[str, Any]:
    return {
        "from": handed.leaver,
        "to": handed.to,
        "moved": handed.by_noun,
        "stayed": [_as_json(each) for each in handed.stayed],
        "pack": arguments.pack,
        "key_removed": arguments.remove_key,
    }


def _done_lines(handed: Handed, arguments: Namespace) -> Iterator[str]:
    yield _("{name} has left. Handed over to {to}: {moved}").format(
        name=handed.leaver, to=handed.to, moved=moved_words(handed)
    )
    for each in handed.stayed:
        yield _("Still with {name}, since {to} is no person kept here: {what}").format(
            name=handed.leaver, to=handed.to, what=each.name
        )
    if arguments.pack is not None:
        yield str(arguments.pack)
    if arguments.remove_key:
        yield _("{name} can no longer open the workspace. Back up now, and make a new recovery sheet.").format(
            name=handed.leaver
        )
