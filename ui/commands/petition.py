"""`kgotla petition`: write down a petition, request for oversight or submission, or change one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.petitions import PetitionDraft, draft_petition, save_petition
from crm.rules.errors import UserError
from crm.rules.petitions import Form, Kind, Outcome, Status
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import dated, filling, naming, opening
from ui.commands.arguments import day, number, past_day, text
from ui.commands.output import LEVELS, Output

NAME = "petition"
_RECORDS = {
    "body": ("body_id", "organisations"),
    "committee": ("committee_id", "organisations"),
    "member": ("member_id", "people"),
    "official": ("official_id", "people"),
    "respondent": ("respondent_id", "organisations"),
    "place": ("place_id", "places"),
    "owner": ("owner_id", "team"),
    "answers": ("opportunity_id", "opportunities"),
}
_VALUES = {
    "title": "title",
    "kind": "kind",
    "form": "form",
    "their_number": "their_number",
    "prayer": "prayer",
    "tried_first": "tried_first",
    "signatures": "signatures",
    "submitted": "submitted_on",
    "how": "submitted_how",
    "acknowledged": "acknowledged_on",
    "due": "due_on",
    "source": "source",
}
_OF_NEW = {"status": "status", "outcome": "outcome", "closed": "closed_on"}


def summary() -> str:
    """What the command does."""
    return _("write down a petition, request for oversight or submission, or change one")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("title", metavar="TITLE", nargs="?", type=text, help=_("what is asked, in a few words"))
    parser.add_argument("--change", metavar="RECORD", type=text, help=_("change this one instead: P-2026-0001"))
    parser.add_argument("--kind", choices=tuple(Kind), help=_("in what form it is asked (petition, unless said)"))
    parser.add_argument("--form", choices=tuple(Form)[1:], help=_("who signs it"))
    for name, metavar, words in (
        ("body", "RECORD", _("the legislature, council or body it is addressed to")),
        ("committee", "RECORD", _("the committee that deals with it")),
        ("member", "RECORD", _("the member who presents it")),
        ("official", "RECORD", _("whom to ask about it")),
        ("respondent", "RECORD", _("the department or municipality that has to answer")),
        ("petitioner", "RECORD", _("who petitions: a person, a body, or a name")),
        ("place", "RECORD", _("the place it is about")),
        ("answers", "RECORD", _("the call that a submission answers: N-2026-0001")),
        ("owner", "RECORD", _("which of our colleagues looks after it")),
        ("prayer", "WORDS", _("what is asked for, as it is written")),
        ("tried-first", "WORDS", _("what was tried before")),
        ("their-number", "TEXT", _("the number they gave it")),
        ("how", "WORDS", _("how it was handed in")),
        ("source", "WORDS", _("where this was read or heard")),
    ):
        parser.add_argument(f"--{name}", metavar=metavar, type=text, help=words)
    parser.add_argument("--topic", metavar="TOPIC", type=text, action="append", help=_("a topic; may be repeated"))
    parser.add_argument("--signatures", metavar="NUMBER", type=number, help=_("how many signed"))
    parser.add_argument("--submitted", metavar="DATE", type=past_day, help=_("when it was handed in"))
    parser.add_argument("--acknowledged", metavar="DATE", type=past_day, help=_("when they said that they have it"))
    parser.add_argument("--due", metavar="DATE", type=day, help=_("when an answer is due"))
    parser.add_argument("--watched", action="store_true", help=_("a partner's: we only watch it"))
    parser.add_argument("--status", choices=tuple(Status), help=_("where a new one stands already"))
    parser.add_argument("--outcome", choices=tuple(Outcome), help=_("how a new one that is closed ended"))
    parser.add_argument("--closed", metavar="DATE", type=past_day, help=_("when it ended"))
    parser.add_argument("--confidentiality", choices=LEVELS, help=_("who may see it (open, unless said)"))


def run(arguments: Namespace, out: Output) -> int:
    """Write it down, or change it."""
    if arguments.change:
        for name in _OF_NEW:
            if getattr(arguments, name) is not None:
                raise UserError("option-does-not-go-with", option=name, other="--change")
    with opening.to_write(arguments) as workspace:
        draft = _draft(workspace, arguments)
        done = workspace.do(save_petition, draft)
        dated.answer(workspace, out, dated.Dated(done.value[0], dated.PETITION), done.operation_id)
    return 0


def _draft(workspace: Workspace, arguments: Namespace) -> PetitionDraft:
    draft = PetitionDraft("")
    if arguments.change:
        draft = workspace.ask(draft_petition, dated.find(workspace, arguments.change, dated.PETITION).id)
    filling.fill(workspace, arguments, draft, _VALUES | _OF_NEW, _RECORDS, filling.TOPICS)
    if arguments.petitioner:
        found = naming.look_up(workspace, arguments.petitioner, "people", "organisations")
        draft.petitioner_id, draft.petitioner_name = found, "" if found else arguments.petitioner
    if arguments.watched:
        draft.is_watched = True
    return draft
