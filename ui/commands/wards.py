"""`kgotla wards`: a newer table of wards, and in which of them the places of promises lie now."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from crm.exchange.wards import WardTable, read_wards
from crm.operations.wards import BroughtIn, answer_places, bring_in_wards
from crm.queries.places import find_by_code
from crm.queries.wards import PlaceQuestion, list_demarcations, list_place_questions, list_wards_of
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.workspace import Workspace
from resources.translations import _, ngettext
from ui.commands import naming, opening
from ui.commands.arguments import path, text
from ui.commands.output import Output

NAME = "wards"


def summary() -> str:
    """What the command does."""
    return _("bring in a newer table of wards, and say in which ward the place of a promise lies now")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "file",
        metavar="FILE",
        type=path,
        nargs="?",
        help=_("a table: ward_id, ward_no, municipality_code, municipality, province, old_ward_id where known"),
    )
    parser.add_argument("--demarcation", metavar="YEAR", type=text, help=_("the year of the election it was drawn for"))
    parser.add_argument(
        "--lies-in",
        metavar="RECORD=WARD",
        type=answer,
        action="append",
        default=[],
        help=_("where a promise or seat lies now: C-2026-0004=30607007, the ward by its id or number"),
    )
    parser.epilog = _(
        "Without anything it says which wards are here, and which promises and seats have to be asked about.\n"
        "A ward of the same id is not taken for the same place. A table of two columns, old_ward_id and successor,\n"
        "says which ward went into which. “kgotla undo” takes it back."
    )


def answer(value: str) -> tuple[str, str]:
    """An argument such as C-2026-0004=30607007. Raises argparse.ArgumentTypeError."""
    record, _equals, ward = text(value).partition("=")
    if not record.strip() or not ward.strip():
        said = _("“{value}” does not say where something lies; write it like C-2026-0004=30607007")
        raise argparse.ArgumentTypeError(said.format(value=text(value)))
    return record.strip(), ward.strip()


def run(arguments: Namespace, out: Output) -> int:
    """Bring in, answer, or list."""
    is_writing = bool(arguments.file or arguments.lies_in)
    table = read_wards(arguments.file) if arguments.file else None
    brought: BroughtIn | None = None
    operations: list[int] = []
    with (opening.to_write if is_writing else opening.to_read)(arguments) as workspace:
        if table is not None:
            if not arguments.demarcation:
                raise UserError("demarcation-no-year", name="")
            workspace.back_up_before("import")
            done = workspace.do(bring_in_wards, table, arguments.demarcation)
            brought = done.value
            operations.append(done.operation_id or 0)
        if arguments.lies_in:
            answered = workspace.do(answer_places, _answers(workspace, arguments.lies_in))
            operations.append(answered.operation_id or 0)
        here = workspace.ask(list_demarcations)
        questions = workspace.ask(list_place_questions)
    out.answer(_value(here, questions, brought, table, operations), _lines(here, questions, brought, table))
    return 0


def _answers(workspace: Workspace, given: Sequence[tuple[str, str]]) -> dict[int, int]:
    asked = {question.record_id: question for question in workspace.ask(list_place_questions)}
    found = {}
    for name, ward in given:
        record_id = naming.resolve(workspace, name, "commitments", "offices")
        question = asked.get(record_id)
        if question is None:
            raise UserError("no-place-asked", id=record_id)
        found[record_id] = _ward(workspace, question, ward)
    return found


def _ward(workspace: Workspace, question: PlaceQuestion, named: str) -> int:
    """A ward of the same municipality by id, number or name; of another one by its id."""
    rows = workspace.ask(list_wards_of, question.municipality_id) if question.municipality_id else []
    for row in rows:
        if named in (row.code, row.name, row.name.rpartition(" ")[2]) or fold(named) == fold(row.name):
            return row.id
    by_code = workspace.ask(find_by_code, named)
    return by_code if by_code is not None else naming.resolve(workspace, named, "places")


def _value(
    here: Sequence[tuple[str, int]],
    questions: Sequence[PlaceQuestion],
    brought: BroughtIn | None,
    table: WardTable | None,
    operations: Sequence[int],
) -> dict[str, Any]:
    return {
        "demarcations": [{"demarcation": name, "wards": count} for name, count in here],
        "brought_in": brought,
        "not_understood": table.not_understood if table else [],
        "asks": questions,
        "operations": operations,
    }


def _lines(
    here: Sequence[tuple[str, int]],
    questions: Sequence[PlaceQuestion],
    brought: BroughtIn | None,
    table: WardTable | None,
) -> Iterator[str]:
    for missed in table.not_understood if table else ():
        yield f"  {missed.line}: {missed.reason}"
    if brought is not None:
        yield brought.words
    for name, count in here:
        yield f"  {name}: " + ngettext("{count} ward", "{count} wards", count)
    for question in questions:
        yield _("{what} was for {place}. Where does that lie now?").format(
            what=" ".join(part for part in (question.reference, question.words) if part), place=question.place
        ) + (_(" ({ward}?)").format(ward=question.suggested) if question.suggested else "")
