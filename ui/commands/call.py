"""`kgotla call`: a phone call, with the dates that moved in it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from crm.operations.calls import CallDraft, log_call
from crm.queries.calls import Caller, find_caller
from crm.queries.commitments import CommitmentRow, get_commitment_rows
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import commitment, naming, opening
from ui.commands.arguments import day, text
from ui.commands.output import Output, plain

NAME = "call"


def summary() -> str:
    """What the command does."""
    return _("write down a phone call, and the new dates of the promises it was about")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("who", metavar="WHO", type=text, help=_("the caller: people:12, or a name (kept as it is)"))
    parser.add_argument(
        "--moves",
        metavar="RECORD",
        type=text,
        nargs="+",
        action="extend",
        default=[],
        help=_("the promises it was about: commitments:345, or C-2026-0042"),
    )
    parser.add_argument("--to", metavar="DATE", type=day, help=_("their new date (else: --note is the answer given)"))
    parser.add_argument("--reason", metavar="WORDS", type=text, default="", help=_("why the date moves"))
    parser.add_argument(
        "--only-note",
        action="store_true",
        help=_("we only note it: they stay late against the date agreed before"),
    )
    parser.add_argument("--note", metavar="WORDS", type=text, default="", help=_("what was said"))
    parser.add_argument(
        "--list", action="store_true", help=_("only list the open promises the caller speaks for; nothing is written")
    )


def run(arguments: Namespace, out: Output) -> int:
    """Log the call, or list what it could be about."""
    if arguments.list:
        with opening.to_read(arguments) as workspace:
            _answer_list(out, _caller(workspace, arguments.who))
        return 0
    with opening.to_write(arguments) as workspace:
        caller = _caller(workspace, arguments.who)
        draft = CallDraft(
            caller_id=caller.id or None,
            caller_name=caller.name,
            about=[commitment.find(workspace, name) for name in dict.fromkeys(arguments.moves)],
            new_due=arguments.to,
            reason=arguments.reason,
            is_agreed=not arguments.only_note,
            note=arguments.note,
        )
        done = workspace.do(log_call, draft)
        rows = workspace.ask(get_commitment_rows, draft.about)
    value = {
        "id": done.value.engagement_id,
        "noun": "engagements",
        "name": done.label,
        "caller": caller.id or None,
        "commitments": [_shown(row) for row in rows],
        "operation": done.operation_id,
    }
    out.answer(value, [f"engagements:{done.value.engagement_id}  {done.label}", *_lines(rows)])
    return 0


def _caller(workspace: Workspace, who: str) -> Caller:
    found = naming.look_up(workspace, who, *naming.PARTIES)
    return workspace.ask(find_caller, found or 0, who)


def _answer_list(out: Output, caller: Caller) -> None:
    value = {
        "caller": caller.id or None,
        "name": caller.name,
        "speaks_for": list(caller.speaks_for),
        "commitments": [_shown(row) for row in caller.promises],
    }
    out.answer(value, _lines(caller.promises) or [_("No open promises.")])


def _shown(row: CommitmentRow) -> dict[str, Any]:
    shown: dict[str, Any] = plain(row)
    return {"noun": "commitments", "name": row.name} | shown


def _lines(rows: tuple[CommitmentRow, ...] | list[CommitmentRow]) -> list[str]:
    return [f"  {row.reference}  {row.bound_name}: {row.words}  {row.sentence}" for row in rows]
