"""`kgotla message`: read a received text, and file it as the source of a promise or a date."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from crm.exchange.decoding import decode
from crm.exchange.files import read_bytes
from crm.operations.commitments import CommitmentDraft
from crm.operations.messages import FiledMessage, MessageDraft, MoveDraft, file_message
from crm.queries.messages import Candidate, Proposal, propose
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.errors import UserError
from crm.rules.messages import Form, Purpose
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import commitment, naming, opening
from ui.commands.arguments import day, past_day, text
from ui.commands.output import LEVELS, Output

NAME = "message"
LARGEST = 1024 * 1024  # bytes of a message


def summary() -> str:
    """What the command does."""
    return _("read a received message: who wrote it, when, what is promised; file it only when told to")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("file", metavar="FILE", type=text, help=_("the text as it came, or - for standard input"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--promise", action="store_true", help=_("it holds a new promise"))
    what.add_argument("--moves", metavar="RECORD", type=text, help=_("it gives this commitment a new date"))
    parser.add_argument("--file-it", action="store_true", help=_("keep it; without this nothing is filed"))
    parser.add_argument("--from", dest="sender", metavar="WHO", type=text, default="", help=_("who wrote it"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when it was written"))
    parser.add_argument("--words", metavar="WORDS", type=text, default="", help=_("the exact words of the promise"))
    parser.add_argument("--due", metavar="DATE", type=day, help=_("by when it is promised, or the new date"))
    parser.add_argument("--not-agreed", action="store_true", help=_("the new date is only noted"))
    parser.add_argument(
        "--confidentiality", choices=LEVELS, default=LEVELS[1], help=_("of the text itself (internal, unless said)")
    )


def run(arguments: Namespace, out: Output) -> int:
    """Show what is recognised; file it when told to."""
    received = _read(arguments.file)
    if not arguments.file_it:
        with opening.to_read(arguments) as workspace:
            proposal = workspace.ask(propose, received)
        out.answer(_as_json(proposal), _lines(proposal))
        return 0
    with opening.to_write(arguments) as workspace:
        proposal = workspace.ask(propose, received)
        done = workspace.do(file_message, _draft(workspace, arguments, received, proposal))
    filed: FiledMessage = done.value
    value = {
        "id": filed.engagement_id,
        "noun": "engagements",
        "name": filed.title,
        "promise": filed.promise_id,
        "promised": filed.promised,
        "moved": filed.moved,
        "operation": done.operation_id,
    }
    out.answer(value, [f"engagements:{filed.engagement_id}  {done.label}"])
    return 0


def _read(name: str) -> str:
    if name == "-":
        return sys.stdin.read(LARGEST) if sys.stdin is not None else ""
    file = Path(name).expanduser()
    received, _encoding = decode(read_bytes(file, LARGEST), file.name)
    return received


def _draft(workspace: Workspace, arguments: Namespace, received: str, proposal: Proposal) -> MessageDraft:
    found = proposal.received
    sender_id, name = _sender(workspace, arguments.sender, proposal)
    due = arguments.due or found.due
    draft = MessageDraft(
        received,
        arguments.on or found.on or clock.today(),
        sender_id,
        name,
        found.subject,
        _("E-mail") if found.form is Form.EMAIL else _("Message"),
        LEVELS.index(arguments.confidentiality),
    )
    if arguments.promise:
        draft.promise = CommitmentDraft(arguments.words or found.words, draft.on_day, due_on=due)
    elif arguments.moves is not None:
        draft.moves = [_move(workspace, arguments, due)]
    return draft


def _sender(workspace: Workspace, given: str, proposal: Proposal) -> tuple[int | None, str]:
    """As said, else as recognised; one who could be several people is left a name."""
    if given:
        found = naming.look_up(workspace, given, "people")
        return found, "" if found else given
    if proposal.sender is not None:
        return proposal.sender.id, ""
    return None, proposal.received.sender or next(iter((*proposal.received.phones, *proposal.received.emails)), "")


def _move(workspace: Workspace, arguments: Namespace, due: date | None) -> MoveDraft:
    if due is None:
        raise UserError("message-without-date")
    return MoveDraft(commitment.find(workspace, arguments.moves), due, is_agreed=not arguments.not_agreed)


def _as_json(proposal: Proposal) -> dict[str, object]:
    found = proposal.received
    return {
        "form": found.form,
        "sender": found.sender,
        "phones": found.phones,
        "emails": found.emails,
        "people": [{"id": one.id, "noun": "people", "name": one.name} for one in proposal.senders],
        "on": found.on,
        "subject": found.subject,
        "words": found.words,
        "dates": [{"words": one.words, "date": one.day} for one in found.days],
        "references": found.references,
        "promises": [{"id": row.id, "noun": "commitments", "name": row.name} for row in proposal.promises],
        "looks_like": proposal.purpose,
        "filed": False,
    }


def _lines(proposal: Proposal) -> Iterator[str]:
    found = proposal.received
    shown = (
        (_("From"), ", ".join(map(_candidate, proposal.senders)) or found.sender or ", ".join(found.phones)),
        (_("On"), format_day(found.on) if found.on else ""),
        (_("Subject"), found.subject),
        (_("Words"), " ".join(found.words.split())),
        (_("Dates"), "; ".join(f"{one.words} = {format_day(one.day)}" for one in found.days)),
        (_("References"), ", ".join(found.references)),
        (_("Looks like"), _PURPOSES[proposal.purpose]()),
    )
    for head, words in shown:
        if words:
            yield f"{head}: {words}"
    for row in proposal.promises:
        yield f"  commitments:{row.id}  {row.name}"
    yield _("Nothing was filed. File it with --file-it, and --promise or --moves RECORD.")


def _candidate(one: Candidate) -> str:
    return f"people:{one.id} {one.name}"


_PURPOSES = {
    Purpose.PROMISE: lambda: _("a new promise"),
    Purpose.MOVE: lambda: _("a new date"),
    Purpose.KEEP: lambda: _("something to keep"),
}
