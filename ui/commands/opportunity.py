"""`kgotla opportunity`: note where a community can be heard, or change it; says whom it suits and why."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.opportunities import OpportunityDraft, draft_opportunity, save_opportunity
from crm.queries.suited import list_suited
from crm.rules.opportunities import Kind
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import dated, filling, opening
from ui.commands.arguments import day, past_day, text
from ui.commands.output import LEVELS, Output
from ui.commands.pages import suits

NAME = "opportunity"
_RECORDS = {
    "body": ("body_id", "organisations"),
    "committee": ("committee_id", "organisations"),
    "contact": ("contact_id", "people"),
    "place": ("place_id", "places"),
    "owner": ("owner_id", "team"),
}
_LISTS = filling.TOPICS | {"area": ("areas", ("places",))}
_VALUES = {
    "title": "title",
    "kind": "kind",
    "words": "words",
    "opens": "opens_on",
    "closes": "closes_on",
    "closes_at": "closes_at",
    "event": "event_on",
    "until": "event_until",
    "at": "event_time",
    "venue": "venue",
    "languages": "languages",
    "transport": "transport",
    "source": "source",
}


def summary() -> str:
    """What the command does."""
    return _("note a call for comment, hearing or sitting, or change one; says which CSOs it suits, and why")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("title", metavar="TITLE", nargs="?", type=text, help=_("what it is about, in a few words"))
    parser.add_argument("--change", metavar="RECORD", type=text, help=_("change this one instead: N-2026-0001"))
    parser.add_argument("--kind", choices=tuple(Kind), help=_("what it is (call_for_comment, unless said)"))
    for name, metavar, words in (
        ("body", "RECORD", _("the legislature, council or body that calls")),
        ("committee", "RECORD", _("the committee that deals with it")),
        ("contact", "RECORD", _("whom to write to")),
        ("place", "RECORD", _("the area it is for: a name, a ward number, or places:12")),
        ("owner", "RECORD", _("which of our colleagues looks after it")),
        ("words", "WORDS", _("as it was announced")),
        ("closes-at", "TIME", _("at what time it closes: 16:00")),
        ("at", "TIME", _("at what time the event begins: 09:00")),
        ("venue", "WORDS", _("where the event is")),
        ("languages", "WORDS", _("in which languages")),
        ("transport", "WORDS", _("how people get there")),
        ("source", "WORDS", _("where this was read or heard")),
    ):
        parser.add_argument(f"--{name}", metavar=metavar, type=text, help=words)
    parser.add_argument("--opens", metavar="DATE", type=past_day, help=_("when it was opened"))
    for name, words in (
        ("closes", _("the last day to answer")),
        ("event", _("the day of the event")),
        ("until", _("the last day of an event of several days")),
    ):
        parser.add_argument(f"--{name}", metavar="DATE", type=day, help=words)
    parser.add_argument("--area", metavar="PLACE", type=text, action="append", help=_("another area; may be repeated"))
    parser.add_argument("--topic", metavar="TOPIC", type=text, action="append", help=_("a topic; may be repeated"))
    parser.add_argument("--confidentiality", choices=LEVELS, help=_("who may see it (open, unless said)"))


def run(arguments: Namespace, out: Output) -> int:
    """Note it, or change it."""
    with opening.to_write(arguments) as workspace:
        done = workspace.do(save_opportunity, _draft(workspace, arguments))
        answer(workspace, out, done.value[0], done.operation_id)
    return 0


def _draft(workspace: Workspace, arguments: Namespace) -> OpportunityDraft:
    draft = OpportunityDraft("")
    if arguments.change:
        draft = workspace.ask(draft_opportunity, dated.find(workspace, arguments.change, dated.OPPORTUNITY).id)
    filling.fill(workspace, arguments, draft, _VALUES, _RECORDS, _LISTS)
    return draft


def answer(
    workspace: Workspace, out: Output, opportunity_id: int, operation_id: int, begun: dict[str, object] | None = None
) -> None:
    """How it stands now, what was begun with it, and whom it suits."""
    row, value = dated.row_of(workspace, dated.Dated(opportunity_id, dated.OPPORTUNITY), operation_id)
    suited = workspace.ask(list_suited, opportunity_id)
    lines = [f"opportunities:{row.id}  {row.name}", row.sentence, *filter(None, (value["programme"],))]
    lines += [f"{name}: {record}" for name, record in (begun or {}).items() if record]
    lines += [f"{one.reason} {_('Told.')}" if one.is_told else one.reason for one in suited]
    out.answer(value | (begun or {}) | {"suits": suits(suited)}, lines)
