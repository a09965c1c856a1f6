"""`kgotla count`: say towards which agreements a record counts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.counting import count_towards
from crm.queries.counting import list_counted_towards
from crm.queries.records import get_found
from crm.rules.ties import CAN_COUNT
from resources.translations import _
from ui.commands import naming, opening, parts
from ui.commands.arguments import text
from ui.commands.output import Output, plain

NAME = "count"


def summary() -> str:
    """What the command does."""
    return _("say towards which agreements or grants a record counts")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parts.add_record(parser, _("an engagement, plan, outcome, commitment, petition or opportunity: C-2026-0001"))
    for name, words in (
        ("towards", _("let it count towards this agreement: M-2026-0001; may be repeated")),
        ("not", _("let it count towards this agreement no longer; may be repeated")),
    ):
        parser.add_argument(f"--{name}", metavar="AGREEMENT", type=text, action="append", default=[], help=words)


def run(arguments: Namespace, out: Output) -> int:
    """Let it count; without an option say what it counts towards."""
    more, fewer = arguments.towards, getattr(arguments, "not")
    with (opening.to_write if more or fewer else opening.to_read)(arguments) as workspace:
        record_id = naming.resolve(workspace, arguments.record, *CAN_COUNT)
        operation_id = None
        if more or fewer:
            gone = {parts.find(workspace, name, "agreement") for name in fewer}
            wanted = [each.id for each in workspace.ask(list_counted_towards, record_id) if each.id not in gone]
            wanted += [parts.find(workspace, name, "agreement") for name in more]
            operation_id = workspace.do(count_towards, record_id, list(dict.fromkeys(wanted))).operation_id
        (record,) = workspace.ask(get_found, [record_id])
        towards = workspace.ask(list_counted_towards, record_id)
    value = {"id": record_id, "noun": record.noun, "name": record.name, "operation": operation_id}
    lines = [f"{record.noun}:{record_id}  {record.name}"]
    lines += [f"  {each.name}" for each in towards] or [f"  {_('It counts towards no agreement.')}"]
    out.answer(value | {"counts_towards": plain(towards)}, lines)
    return 0
