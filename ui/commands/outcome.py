"""`kgotla outcome`: write down an outcome, or change one."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace

from crm.operations.outcomes import OutcomeDraft, draft_outcome, save_outcome
from crm.queries.outcomes import OutcomesFilter, count_indicators
from crm.rules.outcomes import Indicator, Kind, Level, label
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import dated, filling, naming, opening, plan_step
from ui.commands.arguments import past_day, text
from ui.commands.output import LEVELS, Output

NAME = "outcome"
_VALUES = {
    "statement": "statement",
    "kind": "kind",
    "indicator": "indicator",
    "on": "on_day",
    "significance": "significance",
    "contribution": "contribution",
    "level": "level",
    "substantiated_by": "substantiated_by",
    "substantiated_on": "substantiated_on",
    "expected": "is_expected",
    "source": "source",
}
_RECORDS = {"plan": ("plan_id", "plans"), "place": ("place_id", "places")}


def summary() -> str:
    """What the command does."""
    return _("write down an outcome: who does what differently, and our part in it; or change one")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "statement", metavar="CHANGE", nargs="?", type=text, help=_("what somebody does differently now")
    )
    parser.add_argument("--change", metavar="RECORD", type=text, help=_("change this one instead: O-2026-0001"))
    parser.add_argument("--actor", metavar="RECORD", type=text, help=_("who changed: a person, a body, or a name"))
    parser.add_argument("--kind", choices=tuple(Kind)[1:], help=_("in what they changed"))
    parser.add_argument("--indicator", choices=tuple(Indicator)[1:], help=_("what the field counts it as"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when it was seen"))
    for name, words in (
        ("significance", _("why it matters")),
        ("contribution", _("what we did for it")),
        ("substantiated-by", _("who else says so")),
        ("source", _("where this was read or heard")),
    ):
        parser.add_argument(f"--{name}", metavar="WORDS", type=text, help=words)
    parser.add_argument("--level", choices=tuple(Level)[1:], help=_("how much of it we brought about"))
    parser.add_argument("--substantiated-on", metavar="DATE", type=past_day, help=_("when they said so"))
    parser.add_argument(
        "--expected",
        action=argparse.BooleanOptionalAction,
        help=_("whether it is what we worked for (no, unless said)"),
    )
    parser.add_argument("--plan", metavar="RECORD", type=text, help=_("the plan it came of"))
    parser.add_argument("--place", metavar="RECORD", type=text, help=_("where"))
    parser.add_argument("--topic", metavar="TOPIC", type=text, action="append", help=_("a topic; may be repeated"))
    parser.add_argument(
        "--belongs",
        metavar="RECORD",
        type=text,
        action="append",
        help=_("a record of the same matter; may be repeated"),
    )
    parser.add_argument(
        "--count",
        action="store_true",
        help=_("only count the outcomes of each indicator, of the --plan where one is said"),
    )
    parser.add_argument("--confidentiality", choices=LEVELS, help=_("who may see it (open, unless said)"))


def run(arguments: Namespace, out: Output) -> int:
    """Write it down, change it, or count."""
    if arguments.count:
        return _count(arguments, out)
    with opening.to_write(arguments) as workspace:
        done = workspace.do(save_outcome, _draft(workspace, arguments))
        dated.answer(workspace, out, dated.Dated(done.value[0], dated.OUTCOME), done.operation_id)
    return 0


def _count(arguments: Namespace, out: Output) -> int:
    with opening.to_read(arguments) as workspace:
        plan_id = naming.resolve(workspace, arguments.plan, "plans") if arguments.plan else None
        counts = workspace.ask(count_indicators, OutcomesFilter(plan_id=plan_id))
    out.answer(counts, [f"{label(indicator)}: {count}" for indicator, count in counts.items()])
    return 0


def _draft(workspace: Workspace, arguments: Namespace) -> OutcomeDraft:
    draft = OutcomeDraft("")
    if arguments.change:
        draft = workspace.ask(draft_outcome, dated.find(workspace, arguments.change, dated.OUTCOME).id)
    filling.fill(workspace, arguments, draft, _VALUES, _RECORDS, filling.TOPICS)
    if arguments.actor:
        draft.actor_id = naming.look_up(workspace, arguments.actor, "people", "organisations")
        draft.actor_name = "" if draft.actor_id else arguments.actor
    if arguments.belongs:
        nouns = (*plan_step.BROUGHT, "plans")
        found = [naming.resolve(workspace, name, *nouns) for name in arguments.belongs]
        draft.belongs = list(dict.fromkeys([*draft.belongs, *found]))
    return draft
