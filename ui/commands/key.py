"""`kgotla key`: who can open the workspace; a key is given, taken away or replaced."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping

from crm.access import change_passphrase, remembered_key
from crm.rules.errors import UserError
from crm.rules.passwords import strength
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import path, text
from ui.commands.noting import note_copy
from ui.commands.output import Output

NAME = "key"


def summary() -> str:
    """What the command does."""
    return _("show who can open the workspace; give, take away or replace a key")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "act",
        metavar="ACT",
        choices=("list", *_ACTS),
        nargs="?",
        default="list",
        help=_(
            "list; add NAME; remove NAME (with a new file key); reset NAME, who forgot the passphrase; "
            "change-passphrase, your own; new-sheet; rekey (a new file key for the same people)"
        ),
    )
    parser.add_argument("name", metavar="NAME", type=text, nargs="?", help=_("the colleague"))
    parser.add_argument(
        "--new-passphrase-file",
        metavar="FILE",
        type=path,
        help=_("read the new passphrase from the first line of this file, instead of asking for it twice"),
    )
    parser.add_argument("--out", metavar="FILE", type=path, help=_("with new-sheet: the PDF to write"))


def run(arguments: Namespace, out: Output) -> int:
    """Say who can open it, or change that."""
    if arguments.act == "list":
        with opening.to_read(arguments) as workspace:
            slots = [{"id": slot.id, "kind": slot.kind, "name": slot.name} for slot in workspace.list_keys()]
        out.answer(slots, [slot["name"] for slot in slots])
        return 0
    if arguments.act in _NAMED and not arguments.name:
        raise UserError("person-without-name")
    if arguments.act == "new-sheet" and arguments.out is None:
        raise UserError("sheet-needs-file")
    with opening.to_write(arguments) as workspace:
        value, words = _ACTS[arguments.act](workspace, arguments)
    out.answer({"act": arguments.act, **value}, [words])
    return 0


Answer = tuple[Mapping[str, object], str]


def _add(workspace: Workspace, arguments: Namespace) -> Answer:
    passphrase = opening.replacing_passphrase(arguments)
    workspace.add_person(arguments.name, passphrase)
    found = strength(passphrase)
    words = _("{name} can open the workspace. The passphrase: {strength}")
    return _weighed(arguments.name, found.score), words.format(name=arguments.name, strength=found.words)


def _remove(workspace: Workspace, arguments: Namespace) -> Answer:
    workspace.remove_person(_slot_of(workspace, arguments.name))
    words = _(
        "{name} can no longer open the workspace, which has a new file key. Backups made before still open with the "
        "passphrase {name} had. The recovery sheet stays good: if {name} had it, make a new one."
    )
    return {"name": arguments.name}, words.format(name=arguments.name)


def _reset(workspace: Workspace, arguments: Namespace) -> Answer:
    slot_id = _slot_of(workspace, arguments.name)
    passphrase = opening.replacing_passphrase(arguments)
    workspace.reset_passphrase(slot_id, passphrase)
    found = strength(passphrase)
    words = _("{name} opens the workspace with the new passphrase from now on. It is: {strength}")
    return _weighed(arguments.name, found.score), words.format(name=arguments.name, strength=found.words)


def _change_own(workspace: Workspace, arguments: Namespace) -> Answer:
    old = opening.present_passphrase(arguments)
    passphrase = opening.replacing_passphrase(arguments)
    is_remembered = remembered_key(workspace.folder.path) is not None
    change_passphrase(workspace, old, passphrase, is_remembered=is_remembered)
    found = strength(passphrase)
    words = _("The passphrase is changed. Backups made before still open with the old one. The new one: {strength}")
    return _weighed(workspace.user_name, found.score), words.format(strength=found.words)


def _new_sheet(workspace: Workspace, arguments: Namespace) -> Answer:
    from reports.documents import recovery_sheet

    recovery_sheet.make(workspace, arguments.out)
    note_copy(workspace, arguments.out, _("Recovery sheet"))
    words = _("{file} is the new recovery sheet; an older one no longer opens the workspace. Print it, then delete it.")
    return {"file": arguments.out}, words.format(file=arguments.out)


def _rekey(workspace: Workspace, _arguments: Namespace) -> Answer:
    workspace.renew_file_key()
    return {}, _("The workspace has a new file key. Everybody opens it as before, and so does the recovery sheet.")


def _weighed(name: str, score: int) -> dict[str, object]:
    return {"name": name, "strength": score}


def _slot_of(workspace: Workspace, name: str) -> str:
    for slot in workspace.list_keys():
        if slot.kind == "person" and slot.name.casefold() == name.strip().casefold():
            return slot.id
    raise UserError("nobody-has-key", name=name)


_ACTS: Mapping[str, Callable[[Workspace, Namespace], Answer]] = {
    "add": _add,
    "remove": _remove,
    "reset": _reset,
    "change-passphrase": _change_own,
    "new-sheet": _new_sheet,
    "rekey": _rekey,
}
_NAMED = ("add", "remove", "reset")
