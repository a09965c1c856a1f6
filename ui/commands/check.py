"""`kgotla check`: is the workspace whole, and is what a paper was made from still in it?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from crm.access import Secret
from crm.queries.audit import FoundSeal, Past, find_seal, get_seal
from crm.recovery import DAMAGED, find_damage
from crm.rules.dates import format_moment
from crm.rules.errors import EnvironmentProblem, Problem
from crm.rules.synchronised import find_service
from resources.translations import _
from ui.backup_words import synchronised_words
from ui.commands import opening
from ui.commands.output import Output
from ui.words import sentence

NAME = "check"


def summary() -> str:
    """What the command does."""
    return _("check that the workspace is whole: pages, links, history and its seals, attachments, keys")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.epilog = _("“kgotla recover” puts the newest good backup in the place of a damaged workspace.")
    parser.add_argument(
        "--seal",
        metavar="SEAL",
        help=_("also say whether the state is still here that a paper or backup names: “1234 · 3f2a 9c01 7b44 e1d0”"),
    )


def run(arguments: Namespace, out: Output) -> int:
    """Check it; 1 when something is wrong, or the named state is not here."""
    folder = opening.folder_of(arguments)
    secret = opening.secret_for(arguments, folder)
    try:
        return _check(arguments, secret, out)
    except EnvironmentProblem as problem:
        if problem.code not in DAMAGED:
            raise
        found = find_damage(folder, secret)
        return _tell_damage([each.problem for each in found] or [problem], out)


def _tell_damage(found: Sequence[Problem], out: Output) -> int:
    """Name what is wrong with a workspace that is too damaged to be opened."""
    problems = [sentence(each) for each in found]
    next_step = _("`kgotla recover --dry-run` says which backup is good, and what it lacks.")
    out.answer({"ok": False, "problems": problems}, [*problems, next_step])
    return 1


def _check(arguments: Namespace, secret: Secret, out: Output) -> int:
    with opening.to_read(arguments, secret) as workspace:
        named = workspace.ask(find_seal, arguments.seal) if arguments.seal else None
        problems = [sentence(found.problem) for found in workspace.check()]
        seal = workspace.ask(get_seal)
        service = find_service(workspace.folder.path)
    lines = problems or [_("Everything is in order.")]
    lines += [_("Seal {seal}").format(seal=seal)] if seal else []
    lines += [synchronised_words(service)] if service else []
    answer: dict[str, object] = {"ok": not problems, "problems": problems, "seal": seal, "synchronised_by": service}
    if named is not None:
        lines.append(seal_sentence(named))
        answer["named_seal"] = named.past.value
    out.answer(answer, lines)
    return 1 if problems or (named is not None and named.past in (Past.LATER, Past.ELSEWHERE)) else 0


def seal_sentence(found: FoundSeal) -> str:
    """What became of the state that was named."""
    last = _("“{label}” ({day}, {who})").format(
        label=found.label, day=format_moment(found.at) if found.at else "", who=found.by
    )
    if found.past is Past.SEALED_SINCE:
        since = "; ".join(f"{seal.why}, {format_moment(seal.at)}, {seal.by}" for seal in found.seals)
        return _("That state is in this workspace, last done {last}; sealed anew since: {since}.").format(
            last=last, since=since
        )
    return {
        Past.HERE: _("That state is in this workspace as it was, last done {last}.").format(last=last),
        Past.LATER: _("This workspace has not come as far as that state: it is an older copy, or another one."),
    }.get(found.past, _("That state was never in this workspace: it is another one, or its past was altered."))
