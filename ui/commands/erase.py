"""`kgotla erase`: a person goes for good, or the record becomes one of nobody; and the proof of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from crm import erasure
from crm.queries.requests import find_request
from crm.rules.erasing import Because, Kind, label
from crm.rules.errors import UserError
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import text
from ui.commands.output import Output

NAME = "erase"


def summary() -> str:
    """What the command does."""
    return _("erase a person for good or make the record nameless; promises and counts stay. It cannot be undone")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("person", metavar="PERSON", type=text, nargs="?", help=_("the person, or people:12"))
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--erase",
        dest="kind",
        action="store_const",
        const=Kind.ERASE,
        help=_("the record goes; what the office promised stays"),
    )
    how.add_argument(
        "--anonymise",
        dest="kind",
        action="store_const",
        const=Kind.ANONYMISE,
        help=_("the record stays as one of nobody, with its offices and promises"),
    )
    reasons = {each.value.replace("_", "-"): each for each in Because}
    parser.add_argument(
        "--because",
        metavar="REASON",
        choices=sorted(reasons),
        help=_("one of {known}").format(known=", ".join(reasons)),
    )
    parser.add_argument("--request", metavar="REFERENCE", type=text, help=_("the request under POPIA that asks for it"))
    parser.add_argument(
        "--keep-papers", action="store_true", help=_("keep the PDFs that were handed over and name the person")
    )
    parser.add_argument(
        "--keep-backups", action="store_true", help=_("keep the automatic backups, in which the person still stands")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would go and what would stay"))
    parser.add_argument(
        "--proof",
        metavar="WORDS",
        type=text,
        nargs="+",
        default=[],
        help=_("instead: look for these words in every byte of the file, its log and the automatic backups"),
    )
    parser.epilog = _("“kgotla mentions” then lists the texts that may still name the person, to be read one by one.")


def run(arguments: Namespace, out: Output) -> int:
    """Do it, say what it would do, or look whether it is done."""
    if arguments.proof:
        return _prove(arguments, out)
    if arguments.person is None or arguments.kind is None:
        raise UserError("erase-whom")
    if arguments.because is None and not arguments.dry_run:
        raise UserError("erase-why", known=", ".join(each.value.replace("_", "-") for each in Because))
    with opening.to_write_or_try(arguments) as workspace:
        person = naming.resolve(workspace, arguments.person, "people", "organisations")
        request = _request(workspace, arguments.request)
        preview = erasure.preview(workspace, person, arguments.kind, request)
        answer, lines = _value(preview), [*_lines(preview)]
        if not arguments.dry_run:
            done = erasure.erase(
                workspace,
                person,
                arguments.kind,
                arguments.because.replace("-", "_"),
                request,
                drop_papers=not arguments.keep_papers,
                renew_backups=not arguments.keep_backups,
            )
            answer |= {"operation": done.operation_id, **_finished(done.value)}
            lines = [f"{label(arguments.kind)}.", *erasure.finished_words(done.value)]
            lines += [_("“kgotla mentions” lists the texts to be read.")] if done.value.to_review else []
    out.answer(answer, lines)
    return 0


def _request(workspace: Workspace, reference: str | None) -> int | None:
    if not reference:
        return None
    found = workspace.ask(find_request, reference.upper())
    if found is None:
        raise UserError("name-not-found", name=reference)
    return found


def _prove(arguments: Namespace, out: Output) -> int:
    """1 when something is found."""
    with opening.to_read(arguments) as workspace:
        proof = workspace.look_for(arguments.proof)
    out.answer(
        _proof(proof), [erasure.proof_words(proof), *(f"  {word}: {count}" for word, count in proof.found.items())]
    )
    return 1 if proof.found else 0


def _proof(proof: erasure.Proof) -> dict[str, Any]:
    return {
        "pages": proof.pages,
        "log_pages": proof.frames,
        "backup_pages": proof.backup_pages,
        "free_pages": proof.free_pages,
        "forms": proof.forms,
        "backups_not_read": proof.unread,
        "found": sum(proof.found.values()),
        "is_clean": proof.is_clean,
    }


def _finished(finished: erasure.Finished) -> dict[str, Any]:
    return {
        "proof": _proof(finished.proof),
        "to_review": finished.to_review,
        "backups_removed": finished.backups_removed,
        "backups_left": finished.backups_left,
        "older_states": finished.beside,
        "is_gone": finished.is_gone,
    }


def _value(preview: erasure.Preview) -> dict[str, Any]:
    what = preview.what
    return {
        "kind": what.kind,
        "going": what.going,
        "staying": what.staying,
        "files_going": [file.name for file in what.files.going],
        "files_shared": [file.name for file in what.files.shared],
        "files_naming": [file.name for file in what.files.naming],
        "files_not_read": len(what.files.unread),
        "files_to_look_at": [file.words for file in what.files.unread],
        "papers": [file.name for file in what.files.papers],
        "texts_covered": what.covered,
        "texts_to_read": what.to_review,
        "operations_no_longer_undone": what.operations,
        "backups": preview.backups,
    }


def _lines(preview: erasure.Preview) -> list[str]:
    head = {
        Kind.ERASE: _("{name} would go:"),
        Kind.ANONYMISE: _("{name} would become a record of nobody:"),
    }[preview.what.kind]
    return [head.format(name=preview.what.name), *(f"  {line}" for line in erasure.preview_words(preview))]
