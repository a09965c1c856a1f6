"""`kgotla issue`: write down what is wrong where people live, change it, or start a petition or plan from it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from crm.operations.issues import (
    IssueDraft,
    draft_issue,
    draft_petition_of,
    draft_plan_of,
    save_issue,
    start_petition,
    start_plan,
)
from crm.rules.errors import UserError
from crm.rules.issues import Kind, Status
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import dated, filling, opening
from ui.commands.arguments import day, number, past_day, text
from ui.commands.output import LEVELS, Output

NAME = "issue"
_RECORDS = {
    "place": ("place_id", "places"),
    "respondent": ("respondent_id", "organisations"),
    "reported_by": ("reported_by_id", "organisations"),
    "owner": ("owner_id", "team"),
}
_VALUES = {
    "title": "title",
    "words": "words",
    "kind": "kind",
    "spot": "spot",
    "touches": "touches",
    "households": "households",
    "their_number": "their_number",
    "reported": "reported_on",
    "look": "review_on",
    "source": "source",
}
_STARTS: dict[str, tuple[Callable[..., tuple[int, str]], Callable[[int], Any], str]] = {
    "petition": (start_petition, draft_petition_of, dated.PETITION),
    "plan": (start_plan, draft_plan_of, dated.PLAN),
}


def summary() -> str:
    """What the command does."""
    return _("write down an issue of a community, change it, or start a petition or plan from it")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("title", metavar="TITLE", nargs="?", type=text, help=_("what is wrong, in a few words"))
    parser.add_argument("--change", metavar="RECORD", type=text, help=_("change this one instead: I-2026-0001"))
    parser.add_argument("--kind", choices=tuple(Kind), help=_("what it is (service_delivery, unless said)"))
    for name, metavar, words in (
        ("words", "WORDS", _("what is wrong, at length")),
        ("place", "RECORD", _("the place it is in: a name, a ward number, or places:12")),
        ("spot", "WORDS", _("where exactly, in words")),
        ("touches", "WORDS", _("whom it touches, without names and numbers")),
        ("respondent", "RECORD", _("the body that has to put it right")),
        ("their-number", "TEXT", _("the number they logged it under")),
        ("reported-by", "RECORD", _("the CSO that reported it")),
        ("owner", "RECORD", _("which of our colleagues looks after it")),
        ("source", "WORDS", _("where this was read or heard")),
    ):
        parser.add_argument(f"--{name}", metavar=metavar, type=text, help=words)
    parser.add_argument("--households", metavar="NUMBER", type=number, help=_("how many households it touches"))
    parser.add_argument("--topic", metavar="TOPIC", type=text, action="append", help=_("a topic; may be repeated"))
    parser.add_argument(
        "--reported", metavar="DATE", type=past_day, help=_("when it was reported (today, unless said)")
    )
    parser.add_argument("--look", metavar="DATE", type=day, help=_("when we look again (in a month, unless said)"))
    parser.add_argument("--status", choices=tuple(Status), help=_("where a new one stands already"))
    parser.add_argument("--confidentiality", choices=LEVELS, help=_("who may see it (open, unless said)"))
    parser.add_argument(
        "--start", choices=tuple(_STARTS), help=_("with --change alone: start this from it, with all that it knows")
    )


def run(arguments: Namespace, out: Output) -> int:
    """Write it down, change it, or start something from it."""
    if arguments.change and arguments.status:
        raise UserError("option-does-not-go-with", option="status", other="--change")
    with opening.to_write(arguments) as workspace:
        if arguments.start:
            _start(workspace, arguments, out)
            return 0
        done = workspace.do(save_issue, _draft(workspace, arguments))
        dated.answer(workspace, out, dated.Dated(done.value[0], dated.ISSUE), done.operation_id)
    return 0


def _start(workspace: Workspace, arguments: Namespace, out: Output) -> None:
    """Begin a petition or plan, which is changed afterwards as any other."""
    issue = dated.find(workspace, arguments.change or arguments.title or "", dated.ISSUE)
    start, draft_of, part = _STARTS[arguments.start]
    done = workspace.do(start, issue.id, workspace.ask(draft_of, issue.id))
    dated.answer(workspace, out, dated.Dated(done.value[0], part), done.operation_id)


def _draft(workspace: Workspace, arguments: Namespace) -> IssueDraft:
    draft = IssueDraft("")
    if arguments.change:
        draft = workspace.ask(draft_issue, dated.find(workspace, arguments.change, dated.ISSUE).id)
    filling.fill(workspace, arguments, draft, _VALUES | {"status": "status"}, _RECORDS, filling.TOPICS)
    return draft
