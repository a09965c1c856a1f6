"""`kgotla plain`: one sentence for the community on what was asked, what was said, and what happened."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from crm.operations.plain_words import say_plainly, unsay_plainly
from crm.queries.plain_words import Told, get_plain_words, list_plain_languages
from crm.queries.records import get_found
from crm.rules.errors import UserError
from crm.rules.languages import language_name
from crm.rules.plain_words import MOST_LETTERS, PARTS, Part, label
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import text
from ui.commands.output import Output

NAME = "plain"


def summary() -> str:
    """What the command does."""
    return _("say in plain words, in the language of a community, what was asked, said, and what happened")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    about = _("a promise C-2026-0001, petition P-2026-0001, outcome O-2026-0001 or issue I-2026-0001")
    one = _("one sentence of at most {count} letters; empty takes it away").format(count=MOST_LETTERS)
    parser.add_argument("record", metavar="RECORD", type=text, help=about)
    parser.add_argument(
        "--language", metavar="LANGUAGE", type=text, help=_("tn or Setswana; the one used last, unless said")
    )
    for part in Part:
        parser.add_argument(f"--{part.value}", metavar="WORDS", type=text, help=f"{label(part)}: {one}")
    parser.add_argument("--by", metavar="WHOM", type=text, default="", help=_("who wrote it (you, unless said)"))
    parser.add_argument("--remove", action="store_true", help=_("take away all sentences in that language"))


def run(arguments: Namespace, out: Output) -> int:
    """Write the sentences, take them away, or say which there are."""
    sentences = {part.value: words for part in Part if (words := getattr(arguments, part.value)) is not None}
    if sentences and arguments.remove:
        raise UserError("option-does-not-go-with", option="remove", other=f"--{next(iter(sentences))}")
    is_writing = bool(sentences) or arguments.remove
    with (opening.to_write if is_writing else opening.to_read)(arguments) as workspace:
        record_id = naming.resolve(workspace, arguments.record, *PARTS)
        operation_id = None
        if arguments.remove:
            language = _language(workspace, arguments.language)
            operation_id = workspace.do(unsay_plainly, record_id, language).operation_id
        elif sentences:
            language = _language(workspace, arguments.language)
            done = workspace.do(say_plainly, record_id, language, sentences, arguments.by)
            operation_id = done.operation_id
        _answer(workspace, out, record_id, operation_id)
    return 0


def _language(workspace: Workspace, given: str | None) -> str:
    """The language named, else the one used last. Raises UserError("language-not-said")."""
    if given:
        return given
    used = workspace.ask(list_plain_languages)
    if not used:
        raise UserError("language-not-said")
    return used[0][0]


def _answer(workspace: Workspace, out: Output, record_id: int, operation_id: int | None) -> None:
    (record,) = workspace.ask(get_found, [record_id])
    told = as_rows(workspace.ask(get_plain_words, record_id))
    value = {"id": record_id, "noun": record.noun, "name": record.name, "operation": operation_id}
    lines = [f"{record.noun}:{record_id}  {record.name}"]
    lines += [f"  {row['name']}  {label(row['part'])}: {row['words']} ({row['by_whom']})" for row in told]
    out.answer(value | {"plain_words": told}, lines if told else [*lines, f"  {_('Nothing in plain words yet.')}"])


def as_rows(told: Told) -> Sequence[dict[str, str]]:
    """A record's sentences as programs read them."""
    return [
        {
            "language": code,
            "name": language_name(code),
            "part": part.value,
            "words": parts[part].words,
            "by_whom": parts[part].by_whom,
        }
        for code, parts in told.items()
        for part in Part
        if part in parts
    ]
