"""`kgotla settle`: a text or file that may name somebody erased was read; it is covered or removed, or it may stay."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm import erasure
from crm.operations.mentions import settle_mention
from crm.queries.mentions import get_mention, list_mentions
from crm.rules.errors import UserError
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import number, text
from ui.commands.output import Output

NAME = "settle"


def summary() -> str:
    """What the command does."""
    return _("settle texts and files that may name somebody erased; old words and removed files are deleted for good")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("numbers", metavar="NUMBER", type=number, nargs="*", help=_("as “kgotla mentions” lists them"))
    parser.add_argument(
        "--all", action="store_true", help=_("take what is proposed for all texts, read or not; not for files")
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--as", dest="words", metavar="TEXT", type=text, help=_("what the text is to say instead"))
    how.add_argument(
        "--other-person",
        "--stays",
        dest="other_person",
        action="store_true",
        help=_("it stays as it is: somebody else of that name is meant, or a file may be kept"),
    )


def run(arguments: Namespace, out: Output) -> int:
    """Settle them, then delete the old words for good."""
    if arguments.all == bool(arguments.numbers) or (arguments.words is not None and len(arguments.numbers) != 1):
        raise UserError("settle-which")
    with opening.to_write(arguments) as workspace, workspace.alone():
        numbers = arguments.numbers or [each.id for each in workspace.ask(list_mentions) if not each.file]
        words: set[str] = set()
        for mention_id in numbers:
            mention = workspace.ask(get_mention, mention_id)
            if mention is None:
                raise UserError("no-such-mention", id=mention_id)
            if mention.file and arguments.words is not None:
                raise UserError("settle-file-as", file=mention.file)
            settled = arguments.words if arguments.words is not None else mention.proposal
            done = workspace.do(settle_mention, mention_id, None if arguments.other_person else settled)
            words.update(done.value.words)
        finished = erasure.finish(workspace, erasure.telling(words))
    lines = [erasure.proof_words(finished.proof), *erasure.to_review_words(finished.to_review)]
    out.answer({"settled": numbers, "to_review": finished.to_review, "is_clean": finished.proof.is_clean}, lines)
    return 0
