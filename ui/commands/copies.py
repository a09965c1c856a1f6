"""`kgotla copies`: papers and files that lie outside the workspace on this computer, and taking them away."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from crm.exchange.copies import State, label, no_guarantee
from crm.operations.copies import Removed, remove_copies, removed_words
from crm.queries.copies import Copy, list_copies
from crm.rules.dates import format_day
from resources.translations import _
from ui.commands import opening
from ui.commands.given_out import line_of_register
from ui.commands.output import Output

NAME = "copies"


def summary() -> str:
    """What the command does."""
    return _("list the papers and exports that still lie on this computer in the clear, or remove them")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--remove",
        metavar="COPY",
        nargs="+",
        type=line_of_register,
        default=[],
        help=_("take these off this computer, such as given-out:12; one that changed since stays"),
    )
    which.add_argument("--remove-all", action="store_true", help=_("take all that are as they were written"))
    parser.add_argument(
        "--with-changed",
        action="store_true",
        help=_("with --remove: also what was changed since it was written; look at it first"),
    )
    parser.epilog = no_guarantee()


def run(arguments: Namespace, out: Output) -> int:
    """List them, or remove some."""
    if not (arguments.remove or arguments.remove_all):
        with opening.to_read(arguments) as workspace:
            found = workspace.ask(list_copies)
        out.answer({"copies": [_as_json(copy) for copy in found]}, _lines(found))
        return 0
    with opening.to_write(arguments) as workspace:
        chosen = arguments.remove
        if arguments.remove_all:
            chosen = [copy.id for copy in workspace.ask(list_copies) if copy.state is State.SAME]
        removed = Removed(())
        if chosen:
            removed = workspace.do(remove_copies, chosen, with_changed=arguments.with_changed).value
    out.answer(
        {
            "removed": [_as_json(copy) for copy in removed.removed],
            "kept": [_as_json(copy) | {"why": why} for copy, why in removed.kept],
        },
        _removed_lines(removed),
    )
    return 1 if removed.kept else 0


def _as_json(copy: Copy) -> dict[str, Any]:
    return {
        "record": f"given-out:{copy.id}",
        "title": copy.title,
        "file": copy.file,
        "on": copy.on,
        "by": copy.by,
        "people": copy.people,
        "state": copy.state,
    }


def _lines(found: Sequence[Copy]) -> Iterator[str]:
    here = [copy for copy in found if copy.state is not State.GONE]
    if not here:
        yield _("No copy that was written from here lies on this computer.")
    for copy in here:
        yield f"given-out:{copy.id}  {format_day(copy.on)}  {label(copy.state)}  {copy.file}"
    if here:
        yield no_guarantee()


def _removed_lines(removed: Removed) -> Iterable[str]:
    yield removed_words(removed)
    yield from (f"  {copy.file}" for copy in removed.removed)
    yield from (f"{copy.file}: {why}" for copy, why in removed.kept)
    yield no_guarantee()
