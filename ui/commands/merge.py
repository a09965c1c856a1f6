"""`kgotla merge`: make one record of two, with everything that points at either."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace
from typing import Any

from crm.operations.merging import MergeDraft, merge_organisations, merge_people
from crm.queries.merging import MergePreview, get_merge
from crm.rules.errors import UserError
from crm.rules.merging import LISTS, fields_of
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import text
from ui.commands.output import Output

NAME = "merge"
NOUNS = ("people", "organisations")


def summary() -> str:
    """What the command does."""
    return _("make one record of two people or organisations; undo brings both back")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("keep", metavar="KEEP", type=text, help=_("the record that stays, or its name"))
    parser.add_argument("lose", metavar="LOSE", type=text, help=_("the record that goes into it"))
    parser.add_argument(
        "--take",
        metavar="FIELD",
        type=text,
        action="append",
        default=None,
        help=_("take this field from LOSE; may be given again. Without it, only what KEEP has nothing in"),
    )
    parser.add_argument(
        "--leave-out",
        metavar="LIST",
        choices=sorted(name.replace("_", "-") for name in LISTS),
        action="append",
        default=[],
        help=_("do not bring these of LOSE over: {known}").format(
            known=", ".join(sorted(name.replace("_", "-") for name in LISTS))
        ),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only show the two side by side; nothing is written"))
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _("Fields of people: {people}\nFields of organisations: {organisations}").format(
        people=", ".join(field.key for field in fields_of("people")),
        organisations=", ".join(field.key for field in fields_of("organisations")),
    )


def run(arguments: Namespace, out: Output) -> int:
    """Merge them, or say what would come of it."""
    with opening.to_write_or_try(arguments) as workspace:
        keep, lose = (naming.resolve(workspace, name, *NOUNS) for name in (arguments.keep, arguments.lose))
        preview = workspace.ask(get_merge, keep, lose)
        if preview is None:
            raise UserError("merge-with-itself" if keep == lose else "cannot-relate")
        take = _take(arguments, preview)
        leave_out = frozenset(name.replace("-", "_") for name in arguments.leave_out)
        answer = _value(preview, take)
        if not arguments.dry_run:
            draft = MergeDraft(keep, lose, take, leave_out, preview.seen_changes)
            done = workspace.do(merge_people if preview.noun == "people" else merge_organisations, draft)
            answer |= {"name": done.value.name, "operation": done.operation_id}
    out.answer(answer, _lines(preview, take, is_done=not arguments.dry_run))
    return 0


def _take(arguments: Namespace, preview: MergePreview) -> frozenset[str]:
    """The fields named, after those that are suggested. Raises UserError("no-such-field")."""
    known = [field.key for field in fields_of(preview.noun)]
    for name in arguments.take or ():
        if name.replace("-", "_") not in known:
            raise UserError("no-such-field", field=name, known=", ".join(known))
    named = {name.replace("-", "_") for name in arguments.take or ()}
    return frozenset(named | {field.key for field in preview.fields if field.takes_lose})


def _value(preview: MergePreview, take: frozenset[str]) -> dict[str, Any]:
    return {
        "noun": preview.noun,
        "keep": f"{preview.noun}:{preview.keep_id}",
        "lose": f"{preview.noun}:{preview.lose_id}",
        "fields": [
            {
                "field": field.key,
                "keep": field.keep,
                "lose": field.lose,
                "is_conflict": field.is_conflict,
                "takes": "lose" if field.key in take else "keep",
            }
            for field in preview.fields
        ],
        "lists": {each.key: {"keep": each.keep, "lose": each.lose} for each in preview.lists},
        "pointing": preview.pointing,
        "notes": preview.honesty,
    }


def _lines(preview: MergePreview, take: frozenset[str], *, is_done: bool) -> list[str]:
    differing = [field for field in preview.fields if not field.is_equal]
    lines = [
        f"  {field.label}: "
        + (f"{field.lose}  ← {field.keep or '–'}" if field.key in take else f"{field.keep or '–'}  ≠ {field.lose}")
        for field in differing
    ]
    lines += [f"  {each.label}: {'; '.join((*each.keep, *each.lose))}" for each in preview.lists if not each.is_equal]
    if preview.pointing:
        lines.append(_("  Will point at the survivor: {what}").format(what=", ".join(preview.pointing)))
    lines += [f"  {sentence}" for sentence in preview.honesty]
    head = _("{lose} is now {keep}.") if is_done else _("{lose} would become {keep}:")
    return [head.format(lose=preview.lose, keep=preview.keep), *lines]
