"""`kgotla undertaking`: what an executive undertook, or the House resolved, about a petition becomes a commitment."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.commitments import save_commitment
from crm.operations.petitions import draft_undertaking
from crm.queries.records import get_record
from crm.rules.commitment_terms import Kind
from resources.translations import _
from ui.commands import commitment, dated, naming, opening
from ui.commands.arguments import day, past_day, text
from ui.commands.output import Output

NAME = "undertaking"


def summary() -> str:
    """What the command does."""
    return _("write down what was undertaken or resolved about a petition, as a commitment that belongs to it")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("petition", metavar="RECORD", type=text, help=_("the petition: petitions:12, or P-2026-0001"))
    parser.add_argument("words", metavar="WORDS", type=text, help=_("the exact words"))
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--executive", action="store_true", help=_("an executive undertaking"))
    which.add_argument("--resolution", action="store_true", help=_("a resolution of the House"))
    parser.add_argument("--by", metavar="RECORD", type=text, help=_("who is bound: a body, or the person who said it"))
    parser.add_argument("--due", metavar="DATE", type=day, help=_("by when"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when it was said (today, unless said)"))
    parser.add_argument("--source", metavar="WORDS", type=text, help=_("where this is written"))


def run(arguments: Namespace, out: Output) -> int:
    """Write it down."""
    with opening.to_write(arguments) as workspace:
        petition_id = dated.find(workspace, arguments.petition, dated.PETITION).id
        draft = workspace.ask(draft_undertaking, petition_id)
        draft.words, draft.due_on = arguments.words, arguments.due
        draft.made_on = arguments.on or draft.made_on
        draft.source = arguments.source or ""
        if arguments.executive or arguments.resolution:
            draft.kind = Kind.HOUSE_RESOLUTION if arguments.resolution else Kind.EXECUTIVE_UNDERTAKING
        if arguments.by:
            found = naming.look_up(workspace, arguments.by, "people", "organisations")
            draft.bound_id, draft.bound_name = found, "" if found else arguments.by
            head = workspace.ask(get_record, found) if found else None
            draft.maker_id = found if head and head.noun == "people" else None
        done = workspace.do(save_commitment, draft)
        commitment.answer(workspace, out, done.value[0], done.operation_id)
    return 0
