"""`kgotla translate`: the words papers are printed in, language by language; our own stand before those that ship."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence

from crm.exchange.translation_table import read_translations, write_translations
from crm.operations.translations import bring_in_translations, forget_translation, save_translation
from crm.queries.translations import TextRow, list_texts
from crm.rules import clock
from crm.rules.translations import UNCHECKED, Translation, find_language, find_text
from crm.workspace import Workspace
from resources.translations import _, ngettext
from ui.commands import opening
from ui.commands.arguments import path, text
from ui.commands.output import Output

NAME = "translate"


def summary() -> str:
    """What the command does."""
    return _("list the words papers are printed in, put your own in their place, or bring in a table of them")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("language", metavar="LANGUAGE", type=text, help=_("af, tn, nso, xh, ve or ts, or its name"))
    parser.add_argument("english", metavar="ENGLISH", type=text, nargs="?", help=_("the English words"))
    parser.add_argument("words", metavar="WORDS", type=text, nargs="?", help=_("the words of that language"))
    parser.add_argument(
        "--checked-by", metavar="NAME", type=text, default="", help=_("who speaks it and found the words right")
    )
    parser.add_argument("--as-shipped", action="store_true", help=_("let go of your own words for the English ones"))
    parser.add_argument("--untranslated", action="store_true", help=_("list only what has no words yet"))
    parser.add_argument("--save", metavar="FILE", type=path, help=_("write the list as CSV or .xlsx, to be filled in"))
    parser.add_argument("--bring-in", metavar="FILE", type=path, help=_("keep the words of such a list"))
    parser.epilog = _(
        "Words in {{braces}} are fields and stay as they are. What nobody checked is marked “{unchecked}”,\n"
        "and a paper in such words says so. “kgotla undo” takes a change back."
    ).format(unchecked=_(UNCHECKED))


def run(arguments: Namespace, out: Output) -> int:
    """List, keep, let go or bring in."""
    code = find_language(arguments.language)
    if arguments.bring_in is not None:
        return _bring_in(arguments, out)
    if arguments.words is not None or arguments.as_shipped or (arguments.english and arguments.checked_by):
        return _change(arguments, code, out)
    with opening.to_read(arguments) as workspace:
        rows = workspace.ask(list_texts, code)
    if arguments.english is not None:
        rows = [row for row in rows if row.english == find_text(arguments.english)]
    if arguments.untranslated:
        rows = [row for row in rows if not row.words]
    if arguments.save is not None:
        count = write_translations(rows, arguments.save)
        lines = [ngettext("{count} text written.", "{count} texts written.", count)]
        out.answer({"file": str(arguments.save), "texts": count}, lines)
        return 0
    out.answer([_as_json(row) for row in rows], _lines(rows))
    return 0


def _bring_in(arguments: Namespace, out: Output) -> int:
    given = read_translations(arguments.bring_in, clock.today())
    with opening.to_write(arguments) as workspace:
        done = workspace.do(bring_in_translations, given)
    changed, same = done.value
    said = _("{changed} new or changed, {same} as they were.").format(changed=changed, same=same)
    out.answer({"changed": changed, "same": same, "operation": done.operation_id}, [said])
    return 0


def _change(arguments: Namespace, code: str, out: Output) -> int:
    english = find_text(arguments.english or "")
    with opening.to_write(arguments) as workspace:
        if arguments.as_shipped:
            operation_id = workspace.do(forget_translation, code, english).operation_id
        else:
            words = arguments.words if arguments.words is not None else _row(workspace, code, english).words
            translation = Translation(code, english, words, arguments.checked_by)
            operation_id = workspace.do(save_translation, translation).operation_id
        row = _row(workspace, code, english)
    out.answer(_as_json(row) | {"operation": operation_id}, _lines([row]))
    return 0


def _row(workspace: Workspace, code: str, english: str) -> TextRow:
    return next(row for row in workspace.ask(list_texts, code) if row.english == english)


def _as_json(row: TextRow) -> dict[str, object]:
    return {
        "language": row.language,
        "english": row.english,
        "words": row.words,
        "is_own": row.is_own,
        "is_term": row.is_term,
        "checked_by": row.checked_by,
        "checked_on": row.checked_on,
    }


def _lines(rows: Sequence[TextRow]) -> Iterator[str]:
    for row in rows:
        checked = _("checked by {name}").format(name=row.checked_by) if row.checked_by else _(UNCHECKED)
        yield f"{row.english}  →  {row.words or '–'}" + (f"  ({checked})" if row.words else "")
