"""`kgotla amend`: what the parties changed, which makes a new version of an agreement."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.agreements import AmendmentDraft, amend
from crm.rules import clock
from resources.translations import _
from ui.commands import opening, parts
from ui.commands.arguments import day, past_day, path, text
from ui.commands.output import Output

NAME = "amend"


def summary() -> str:
    """What the command does."""
    return _("write down what the parties to an agreement changed; it makes a new version")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parts.add_agreement(parser)
    parser.add_argument("words", metavar="WORDS", type=text, help=_("what was changed"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when it was agreed (today, unless said)"))
    parser.add_argument("--file", metavar="FILE", type=path, help=_("the signed amendment"))
    parser.add_argument("--expires", metavar="DATE", type=day, help=_("the new end"))
    parser.add_argument(
        "--out", metavar="CLAUSE", type=text, nargs="+", default=[], help=_("clauses that fall away: agreements:34 …")
    )


def run(arguments: Namespace, out: Output) -> int:
    """Amend it."""
    with opening.to_write(arguments) as workspace:
        agreement_id = parts.find(workspace, arguments.record, "agreement")
        draft = AmendmentDraft(
            arguments.words,
            arguments.on or clock.today(),
            file=arguments.file,
            expires_on=arguments.expires,
            clauses_out=[parts.find(workspace, name, "clause") for name in arguments.out],
        )
        done = workspace.do(amend, agreement_id, draft)
        parts.answer(workspace, out, agreement_id, done.operation_id)
    return 0
