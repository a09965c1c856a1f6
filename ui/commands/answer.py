"""`kgotla answer`: answer one record of the Review with its key."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from crm.operations.review import Said, answer
from crm.queries.calendar import get_calendar
from crm.queries.review_items import ReviewItem, get_review_item
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.review import Key, Kind, key_words, usual_day
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming, opening, review
from ui.commands.arguments import NOUNS, day, path, text
from ui.commands.output import Output

NAME = "answer"


def summary() -> str:
    """What the command does."""
    return _("answer one record of the review: kept, not kept, date moved, tried …")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "record", metavar="RECORD", type=text, help=_("the record: commitments:345, or a reference such as C-2026-0042")
    )
    known = ", ".join(f"{key.value} ({key_words(key, Kind.COMMITMENT).lower()})" for key in Key)
    parser.add_argument("key", metavar="KEY", type=_key, help=_("the answer: {known}").format(known=known))
    parser.add_argument(
        "--note", "--evidence", metavar="WORDS", type=text, default="", help=_("a note; for “k” what shows it")
    )
    parser.add_argument("--photo", metavar="FILE", type=path, help=_("for “k”: a photo or paper to keep with it"))
    parser.add_argument(
        "--to",
        metavar="DATE",
        type=day,
        help=_("the new date; for “t” and “s” when to look again (in three working days, in a week, unless said)"),
    )
    parser.add_argument("--by", metavar="NAME", type=text, default="", help=_("who said so, or whom we tried"))
    parser.add_argument("--channel", metavar="WORDS", type=text, default="phone", help=_("by phone, unless said"))
    parser.add_argument(
        "--only-note", action="store_true", help=_("for “m”: we only note the new date, it stays late against the old")
    )


def _key(value: str) -> Key:
    """A key by its letter, or by its name (“not_kept”). Raises ArgumentTypeError."""
    wanted = text(value).strip().casefold()
    for key in Key:
        if wanted in (key.value, key.name.casefold()):
            return key
    known = ", ".join(key.value for key in Key)
    raise ArgumentTypeError(_("“{value}” is no key; choose one of: {known}").format(value=text(value), known=known))


def run(arguments: Namespace, out: Output) -> int:
    """Answer it."""
    with opening.to_write(arguments) as workspace:
        record_id = naming.resolve(workspace, arguments.record, *NOUNS)
        item = _item(workspace, record_id, arguments.record)
        said = Said(
            note=arguments.note,
            on=arguments.to or usual_day(arguments.key, clock.today(), workspace.ask(get_calendar)),
            by=arguments.by,
            is_agreed=not arguments.only_note,
            photo=arguments.photo,
            channel=arguments.channel,
        )
        call = answer(item, arguments.key, said)
        done = workspace.do(call.operation, *call.args, **call.named)
        after = _item(workspace, record_id, arguments.record)
    out.answer(
        review.as_json(after) | {"operation": done.operation_id, "label": done.label}, [done.label, after.sentence]
    )
    return 0


def _item(workspace: Workspace, record_id: int, name: str) -> ReviewItem:
    item = workspace.ask(get_review_item, record_id)
    if item is None:
        raise UserError("record-not-found", record=name)
    return item
