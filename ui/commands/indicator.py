"""`kgotla indicator`: say what an agreement or grant is measured by, change it, or take it away."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.indicators import IndicatorDraft, draft_indicator, save_indicator
from crm.operations.records import remove
from crm.rules.agreements import Every
from crm.rules.indicators import Counted, Direction
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import opening, parts
from ui.commands.arguments import day, measured, text
from ui.commands.output import Output

NAME = "indicator"
NONE = "none"
_VALUES = {
    "name": "name",
    "definition": "definition",
    "unit": "unit",
    "direction": "direction",
    "baseline": "baseline",
    "baseline_on": "baseline_on",
    "target": "target",
    "target_on": "target_on",
    "data_source": "data_source",
    "means": "means",
    "every": "every",
    "split_by": "split_by",
}


def summary() -> str:
    """What the command does."""
    return _("say what an agreement or grant is measured by: baseline, target and how one knows")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    words = _("the agreement: M-2026-0001; with --change or --remove the indicator: agreements:57")
    parts.add_record(parser, words + _(", or “M-2026-0001 People trained”"))
    parser.add_argument("name", metavar="NAME", nargs="?", type=text, help=_("what is measured, in a few words"))
    parser.add_argument("--change", action="store_true", help=_("change this indicator; NAME is then its new name"))
    parser.add_argument("--remove", action="store_true", help=_("take this indicator away with its values"))
    for name, metavar, words in (
        ("definition", "WORDS", _("what exactly is counted")),
        ("unit", "WORDS", _("what it is counted in: people, days, per cent")),
        ("data-source", "WORDS", _("where the value comes from")),
        ("means", "WORDS", _("the means of verification: what shows it")),
        ("split-by", "WORDS", _("what it is split by: women, men, youth")),
        ("result", "CLAUSE", _("the result it measures: agreements:34, or “M-2026-0001 R1”; “none” for no one")),
    ):
        parser.add_argument(f"--{name}", metavar=metavar, type=text, help=words)
    parser.add_argument("--direction", choices=tuple(Direction), help=_("which way is better (increase, unless said)"))
    parser.add_argument("--baseline", metavar="NUMBER", type=measured, help=_("where it stood"))
    parser.add_argument("--baseline-on", metavar="DATE", type=day, help=_("on which day"))
    parser.add_argument("--target", metavar="NUMBER", type=measured, help=_("where it shall stand"))
    parser.add_argument("--target-on", metavar="DATE", type=day, help=_("by which day (the end, unless said)"))
    parser.add_argument("--every", choices=tuple(Every)[1:], help=_("how often it is measured"))
    parser.add_argument(
        "--counted",
        choices=(*tuple(Counted)[1:], NONE),
        help=_("count this of what counts towards the agreement, instead of measuring; “none”: measure"),
    )


def run(arguments: Namespace, out: Output) -> int:
    """Keep, change or remove it."""
    with opening.to_write(arguments) as workspace:
        if arguments.remove:
            indicator_id = parts.find(workspace, arguments.record, "indicator")
            done = workspace.do(remove, indicator_id)
            out.answer({"id": indicator_id, "name": done.value, "operation": done.operation_id}, [done.label])
            return 0
        saved = workspace.do(save_indicator, _draft(workspace, arguments))
        parts.answer(workspace, out, saved.value[0], saved.operation_id)
    return 0


def _draft(workspace: Workspace, arguments: Namespace) -> IndicatorDraft:
    if arguments.change:
        draft = workspace.ask(draft_indicator, parts.find(workspace, arguments.record, "indicator"))
    else:
        draft = IndicatorDraft(parts.find(workspace, arguments.record, "agreement"))
    for option, column in _VALUES.items():
        value = getattr(arguments, option)
        if value is not None:
            setattr(draft, column, value)
    if arguments.counted:
        draft.counted = "" if arguments.counted == NONE else arguments.counted
    if arguments.result:
        draft.clause_id = None if arguments.result == NONE else parts.find(workspace, arguments.result, "clause")
    return draft
